/*
 * cell - a cell of an indicator table: row and head name the figure, the cell is little but a number.
 *
 * The unit of the row's 单位 column, of the caption or of the brackets in the
 * row's name is read together with the cell's number, so 2678 under 万人 is
 * 26780000 人.  A value of a year before the plan is a fact and the base of the
 * row's targets.
 */
#include "internal.h"
#include "base/utf8.h"

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
	struct gb_span joined;

	if (m == NULL)
		return false;
	*out = *m;
	if (gb_span_eq(unit, GB_S("％")) || gb_span_eq(unit, GB_S("﹪")))
		unit = GB_S("%");
	if (m->unit.n > 0 || unit.n == 0)
		return true;
	if (unit.p[0] >= '0' && unit.p[0] <= '9') { /* 1/10万 would run into the number */
		out->unit = gb_span_starts(unit, GB_S("1/")) ? gb_span_from(unit, 1) : unit;
		return true;
	}
	joined = gb_arena_concat(r->arena, gb_arena_concat(r->arena, gb_span_sub(r->s->text, m->at.start, m->core.end - m->at.start), unit),
				 gb_span_sub(r->s->text, m->core.end, m->at.end - m->core.end));
	gb_tagger_find(r->b->finder, r->arena, joined, r->b->setting.today, &found);
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
	t->baseline.value = gb_arena_copy(r->arena, gb_buf_span(&b->base_value));
	t->baseline.unit = gb_arena_copy(r->arena, gb_buf_span(&b->base_unit));
	t->baseline.year = (int)gb_value_parse_int(gb_buf_span(&b->base_year));
}

static bool in_marks(struct gb_span s)
{
	s = gb_span_trim(s);
	return gb_span_starts(s, GB_S("〔")) || gb_span_starts(s, GB_S("[")) || gb_span_starts(s, GB_S("［"));
}

/* The last of the heads above a cell: 阶段性目标/6月底前 -> 6月底前. */
static struct gb_span leaf(struct gb_span head)
{
	size_t at = gb_span_rfind(head, GB_S("/"));

	return at == (size_t)-1 ? head : gb_span_from(head, at + 1);
}

/* A head without its unit and without when: 2026年计划投资（万元） -> 计划投资. */
static struct gb_span bare_head(struct gb_reading_sentence *r, struct gb_span head)
{
	struct gb_match hit;

	head = without_bracket(head);
	if (gb_rule_at(r->b->head_when, r->b->matcher, r->arena, head, 0, &hit))
		head = gb_span_from(head, hit.at.end);
	return head;
}

static bool is_idle(struct gb_reading_sentence *r, struct gb_span head)
{
	return head.n == 0 || gb_builder_says(r->b, r->arena, r->b->head_idle, head) ||
	       gb_builder_says(r->b, r->arena, r->b->name_change, head);
}

/* The innermost of the heads that names something, and the one that is a place; either may be empty. */
static struct gb_span naming(struct gb_reading_sentence *r, struct gb_span head, struct gb_span *place)
{
	struct gb_span what = GB_S("");

	*place = GB_S("");
	while (head.n > 0) {
		struct gb_span last = leaf(head), word = bare_head(r, last);

		if (is_idle(r, word))
			;
		else if (gb_builder_says(r->b, r->arena, r->b->row_place, word) && !gb_builder_says(r->b, r->arena, r->b->row_sum, word))
			*place = word;
		else if (what.n == 0 && gb_builder_says(r->b, r->arena, r->b->row_sum, word) && last.n < head.n)
			; /* 造林/小计 is about 造林 */
		else if (what.n == 0)
			what = word;
		head = gb_span_sub(head, 0, head.n > last.n ? head.n - last.n - 1 : 0);
	}
	return what;
}

static bool is_sum(struct gb_reading_sentence *r, struct gb_span name)
{
	return gb_builder_says(r->b, r->arena, r->b->row_sum, name) && gb_utf8_count(name) <= 3;
}

/* A table may name its figures in the rows, in the heads, or half in each. */
static void name_figure(struct gb_reading_sentence *r, struct gb_target *t)
{
	struct gb_builder *b = r->b;
	struct gb_span row = without_bracket(r->s->cue.row), place, what = naming(r, r->s->cue.head, &place);

	t->indicator = row;
	if (place.n > 0)
		t->scope = place;
	if (what.n == 0)
		return;
	if (gb_words_suffix(b->count_noun, what) > 0 || row.n == 0) { /* 招录人数, of whomever the row names */
		t->scope = row.n > 0 ? row : t->scope;
		t->indicator = what;
		t->basis = gb_builder_says(b, r->arena, b->name_made, what) ? GB_S("increment") : t->basis;
	} else if (is_sum(r, row)) {
		bool whole = gb_builder_says(b, r->arena, b->row_sum, what) || gb_builder_says(b, r->arena, b->name_made, what);

		t->indicator = whole ? what : gb_arena_concat(r->arena, what, row);
	} else if (gb_builder_says(b, r->arena, b->row_place, row)) {
		t->indicator = what;
		t->scope = row;
	} else {
		t->indicator = gb_arena_concat(r->arena, row, what);
		t->basis = gb_builder_says(b, r->arena, b->head_spent, what) ? GB_S("increment") : t->basis;
		return;
	}
	if (gb_builder_says(b, r->arena, b->task_table, r->s->cue.section) && gb_words_suffix(b->stock, t->indicator) == 0)
		t->basis = GB_S("increment");
}

static void set_change(struct gb_target *t, struct gb_span direction)
{
	t->basis = GB_S("change");
	t->direction = direction;
	if (gb_span_starts(t->value, GB_S("-"))) {
		t->value = gb_span_from(t->value, 1);
		t->direction = GB_S("down");
	}
}

static void set_basis(const struct gb_reading_sentence *r, struct gb_target *t)
{
	const struct gb_sentence *s = r->s;
	struct gb_builder *b = r->b;
	bool total = in_marks(s->text) || gb_builder_says(b, r->arena, b->head_total, s->text) ||
		     gb_builder_says(b, r->arena, b->head_total, s->cue.note);
	bool average = gb_builder_says(b, r->arena, b->head_average, s->cue.head) ||
		       gb_builder_says(b, r->arena, b->head_average, s->cue.note);

	if (gb_builder_says(b, r->arena, b->name_fall, s->cue.row))
		set_change(t, GB_S("down"));
	else if (gb_builder_says(b, r->arena, b->name_change, s->cue.row) ||
		 gb_builder_says(b, r->arena, b->name_change, leaf(s->cue.head)))
		set_change(t, GB_S("up"));
	else if (gb_builder_says(b, r->arena, b->head_total, s->cue.row))
		t->basis = GB_S("cumulative");
	else if (total)
		t->basis = GB_S("cumulative");
	else if (average && gb_builder_says(b, r->arena, b->name_ratio, s->cue.row))
		average = false;
	else if (average)
		set_change(t, GB_S("up"));
	else if (gb_builder_says(b, r->arena, b->head_total, s->cue.head))
		t->basis = GB_S("cumulative");
	else if (gb_builder_says(b, r->arena, b->name_made, t->indicator) || gb_words_suffix(b->made_unit, t->unit) > 0)
		t->basis = GB_S("increment");
	if (average && !total && gb_span_eq(t->basis, GB_S("change")))
		t->per = GB_S("P1Y");
}

/* Brackets hold remarks as well as units (含临展; 标准、导则等): a unit is what can be read behind a number. */
static bool is_unit(struct gb_reading_sentence *r, struct gb_span unit)
{
	struct gb_span words = gb_arena_concat(r->arena, GB_S("2"), unit);
	struct gb_mentions found = { 0 };

	if (unit.n == 0 || (unit.p[0] >= '0' && unit.p[0] <= '9'))
		return unit.n > 0;
	gb_tagger_find(r->b->finder, r->arena, words, r->b->setting.today, &found);
	return found.n == 1 && found.item[0].at.end == words.n && gb_mention_is_quantity(&found.item[0]);
}

/* A telephone number, a room: figures that count nothing. */
static bool is_label(const struct gb_reading_sentence *r, const struct gb_mention *m)
{
	return gb_builder_says(r->b, r->arena, r->b->head_label, r->s->cue.head) ||
	       (m->unit.n == 0 && m->value.n >= 7 && !gb_span_has(m->value, GB_S(".")));
}

/* The unit: in brackets in the head, else the row's, else in brackets in the row's name; a rate of growth is in %. */
static struct gb_span unit_of(struct gb_reading_sentence *r)
{
	const struct gb_cue *cue = &r->s->cue;
	struct gb_span head = bracket_unit(leaf(cue->head));

	if (gb_words_has(r->b->unit, head) || gb_span_eq(head, GB_S("%")) || gb_span_eq(head, GB_S("％")))
		return head;
	if (!in_marks(r->s->text) && gb_builder_says(r->b, r->arena, r->b->head_average, cue->head))
		return GB_S("%");
	if (cue->unit.n > 0)
		return is_unit(r, cue->unit) ? cue->unit : GB_S("");
	return is_unit(r, bracket_unit(cue->row)) ? bracket_unit(cue->row) : GB_S("");
}

/* 增减 beside columns in %: a difference of shares is so many points. */
static bool is_difference(struct gb_reading_sentence *r, const struct gb_target *t)
{
	struct gb_span head = leaf(r->s->cue.head);

	return gb_span_eq(t->unit, GB_S("%")) && !gb_span_has(head, GB_S("%")) && !gb_span_has(head, GB_S("％")) &&
	       gb_builder_says(r->b, r->arena, r->b->head_difference, head);
}

/* A number in brackets in a column of money is below zero. */
static bool is_below_zero(struct gb_span text)
{
	text = gb_span_trim(text);
	return (gb_span_starts(text, GB_S("(")) && gb_span_ends(text, GB_S(")"))) ||
	       (gb_span_starts(text, GB_S("（")) && gb_span_ends(text, GB_S("）")));
}

void gb_cell_indicator(struct gb_reading_sentence *r)
{
	const struct gb_clause none = { .at = { 0, 0 } };
	struct gb_term term = r->column;
	struct gb_mention m;
	struct gb_match hit;
	struct gb_target *t;

	if (!read_number(r, unit_of(r), &m) || is_label(r, &m))
		return;
	if (term.day.n == 0)
		term = gb_deadline_term(r, r->s->text.n);
	if (gb_span_ends(m.unit, GB_S("元")) && is_below_zero(r->s->text))
		m.value = gb_arena_concat(r->arena, GB_S("-"), m.value);
	t = gb_builder_add(r, &m);
	name_figure(r, t);
	t->rule = GB_S("cell.indicator");
	if (t->attribute.n == 0 && gb_rule_find(r->b->note_attribute, r->b->matcher, r->arena, r->s->cue.note, 0, &hit))
		t->attribute = gb_match_field(&hit, r->s->cue.note, "kind");
	t->fact = gb_status_is_fact(r, &none, &term);
	gb_deadline_settle(r, t, &term);
	set_basis(r, t);
	if (gb_span_eq(t->basis, GB_S("change")) && is_difference(r, t))
		t->unit = GB_S("百分点");
	gb_builder_unit_from_name(r, t);
	if (t->fact)
		keep_base(r, t);
	else
		use_base(r, t);
}
