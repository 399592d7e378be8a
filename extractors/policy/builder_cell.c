/*
 * builder_cell - a cell of an indicator table: row and head name the figure, the cell is little but a number.
 *
 * The unit of the row's 单位 column, of the caption or of the brackets in the
 * row's name is read together with the cell's number, so 2678 under 万人 is
 * 26780000 人.  A value of a year before the plan is a fact and the base of the
 * row's targets.
 */
#include "policy/builder_int.h"

/* What stands in the last brackets of a name: 森林覆盖率（%） -> %. */
static struct gb_span bracket_unit(struct gb_span name)
{
	static const struct {
		const char *open, *close;
	} marks[] = { { "（", "）" }, { "(", ")" }, { "〔", "〕" }, { "[", "]" } };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		struct gb_span open = gb_span_of(marks[i].open), close = gb_span_of(marks[i].close);
		size_t at = gb_span_rfind(name, open);

		if (at != (size_t)-1 && gb_span_ends(name, close))
			return gb_span_sub(name, at + open.n, name.n - at - open.n - close.n);
	}
	return GB_S("");
}

static struct gb_span without_bracket(struct gb_span name)
{
	struct gb_span unit = bracket_unit(name);

	if (unit.n == 0)
		return name;
	size_t open = (size_t)(unit.p - name.p);
	size_t mark = (unsigned char)name.p[open - 1] < 0x80 ? 1 : 3;

	return gb_span_trim(gb_span_sub(name, 0, open - mark));
}

static const struct gb_mention *first_quantity(const struct gb_mentions *all)
{
	for (size_t i = 0; i < all->n; i++)
		if (gb_mention_is_quantity(&all->item[i]))
			return &all->item[i];
	return NULL;
}

/* The cell's number read with the unit of its row; keeps the place in the cell. */
static bool read_number(struct gb_reading_sentence *r, struct gb_span unit, struct gb_mention *out)
{
	const struct gb_mention *m = first_quantity(r->mentions);
	struct gb_mentions found = { 0 };
	const struct gb_mention *whole;
	struct gb_span words, joined;

	if (m == NULL)
		return false;
	*out = *m;
	if (m->unit.n > 0 || unit.n == 0)
		return true;
	words = gb_span_sub(r->s->text, m->at.start, m->at.end - m->at.start);
	joined = gb_arena_concat(r->arena, words, unit);
	gb_finder_find(r->b->finder, r->arena, joined, r->b->setting.today, &found);
	whole = found.n == 1 ? first_quantity(&found) : NULL;
	if (whole != NULL && whole->at.end == joined.n) {
		out->value = whole->value;
		out->value_max = whole->value_max;
		out->unit = whole->unit;
		out->kind = whole->kind;
	} else {
		out->unit = unit;
	}
	return true;
}

static void keep_base(struct gb_reading_sentence *r, const struct gb_target *t)
{
	struct gb_builder *b = r->b;

	gb_buf_clear(&b->base_value);
	gb_buf_clear(&b->base_unit);
	gb_buf_clear(&b->base_year);
	gb_buf_add(&b->base_value, t->value);
	gb_buf_add(&b->base_unit, t->unit);
	gb_buf_add(&b->base_year, gb_span_sub(t->deadline, 0, 4));
	b->base_block = r->s->where.block;
	b->base_row = r->s->where.cell_row;
}

static void use_base(const struct gb_reading_sentence *r, struct gb_target *t)
{
	const struct gb_builder *b = r->b;

	if (b->base_block != r->s->where.block || b->base_row != r->s->where.cell_row)
		return;
	t->base_value = gb_arena_copy(r->arena, gb_buf_span(&b->base_value));
	t->base_unit = gb_arena_copy(r->arena, gb_buf_span(&b->base_unit));
	t->base_year = gb_arena_copy(r->arena, gb_buf_span(&b->base_year));
}

static bool in_marks(struct gb_span s)
{
	s = gb_span_trim(s);
	return gb_span_starts(s, GB_S("〔")) || gb_span_starts(s, GB_S("[")) || gb_span_starts(s, GB_S("［"));
}

static void set_basis(const struct gb_reading_sentence *r, struct gb_target *t)
{
	const struct gb_sentence *s = r->s;
	struct gb_builder *b = r->b;
	struct gb_span name = s->cue.row;

	if (gb_builder_says(b, r->arena, b->head_average, s->cue.head)) {
		t->basis = GB_S("change");
		t->direction = gb_span_starts(gb_span_trim(s->text), GB_S("-")) ? GB_S("down") : GB_S("up");
		t->per = GB_S("P1Y");
	} else if (gb_builder_says(b, r->arena, b->name_fall, name)) {
		t->basis = GB_S("change");
		t->direction = GB_S("down");
	} else if (gb_builder_says(b, r->arena, b->name_change, name)) {
		t->basis = GB_S("change");
		t->direction = GB_S("up");
	} else if (in_marks(s->text) || gb_builder_says(b, r->arena, b->head_total, s->cue.head)) {
		t->basis = GB_S("cumulative");
	}
}

void gb_builder_indicator_cell(struct gb_reading_sentence *r)
{
	const struct gb_clause none = { .at = { 0, 0 } };
	struct gb_span unit = r->s->cue.unit.n > 0 ? r->s->cue.unit : bracket_unit(r->s->cue.row);
	struct gb_term term = r->column;
	struct gb_mention m;
	struct gb_target *t;

	if (unit.n == 0)
		unit = bracket_unit(r->s->cue.head);
	if (!read_number(r, unit, &m))
		return;
	if (term.day.n == 0)
		term = gb_builder_term(r, r->s->text.n);
	t = gb_builder_add(r, &m);
	t->indicator = without_bracket(r->s->cue.row);
	t->rule = GB_S("cell.indicator");
	t->deadline = term.day;
	t->deadline_source = term.source;
	t->fact = gb_builder_is_fact(r, &none, &term);
	set_basis(r, t);
	if (t->fact)
		keep_base(r, t);
	else
		use_base(r, t);
}
