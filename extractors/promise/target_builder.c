#include "internal.h"
#include "base/utf8.h"

#include <stddef.h>
#include <string.h>

#define LONGEST_CONTEXT ((size_t)6000) /* bytes */
#define AROUND ((size_t)600)

/* What the grammar calls them: member and name in step. */
static const struct wanted {
	size_t member;
	int id; /* enum gb_words_id, enum gb_rule_id */
} wanted_words[] = {
	{ offsetof(struct gb_builder, date_since), GB_WORDS_DATE_SINCE },
	{ offsetof(struct gb_builder, date_after), GB_WORDS_DATE_AFTER },
	{ offsetof(struct gb_builder, condition), GB_WORDS_CLAUSE_CONDITION },
	{ offsetof(struct gb_builder, date_so_far), GB_WORDS_DATE_SO_FAR },
	{ offsetof(struct gb_builder, date_as_of), GB_WORDS_DATE_AS_OF },
	{ offsetof(struct gb_builder, date_vague), GB_WORDS_DATE_VAGUE },
	{ offsetof(struct gb_builder, date_opener), GB_WORDS_DATE_OPENER },
	{ offsetof(struct gb_builder, roughly), GB_WORDS_ROUGHLY },
	{ offsetof(struct gb_builder, unit), GB_WORDS_UNIT },
	{ offsetof(struct gb_builder, count_noun), GB_WORDS_COUNT_NOUN },
	{ offsetof(struct gb_builder, respectively), GB_WORDS_DATE_SHARED },
	{ offsetof(struct gb_builder, start_verb), GB_WORDS_START_VERB },
	{ offsetof(struct gb_builder, stone_short), GB_WORDS_STONE_SHORT },
	{ offsetof(struct gb_builder, made_unit), GB_WORDS_MADE_UNIT },
	{ offsetof(struct gb_builder, named_before), GB_WORDS_NAMED_BEFORE },
	{ offsetof(struct gb_builder, date_loose), GB_WORDS_DATE_LOOSE },
	{ offsetof(struct gb_builder, point_head), GB_WORDS_POINT_HEAD },
	{ offsetof(struct gb_builder, date_end), GB_WORDS_DATE_END },
	{ offsetof(struct gb_builder, done), GB_WORDS_STAGE },
	{ offsetof(struct gb_builder, date_share), GB_WORDS_DATE_SHARE },
	{ offsetof(struct gb_builder, stock), GB_WORDS_STOCK },
}, wanted_rules[] = {
	{ offsetof(struct gb_builder, weekday), GB_RULE_TENSE_WEEKDAY },
	{ offsetof(struct gb_builder, enacted), GB_RULE_TENSE_ENACTED },
	{ offsetof(struct gb_builder, past_genre), GB_RULE_TENSE_PAST_GENRE },
	{ offsetof(struct gb_builder, past_section), GB_RULE_TENSE_PAST_SECTION },
	{ offsetof(struct gb_builder, term_event), GB_RULE_TERM_EVENT },
	{ offsetof(struct gb_builder, stone_aside), GB_RULE_STONE_ASIDE },
	{ offsetof(struct gb_builder, future_section), GB_RULE_TENSE_FUTURE_SECTION },
	{ offsetof(struct gb_builder, done_clause), GB_RULE_TENSE_DONE_CLAUSE },
	{ offsetof(struct gb_builder, hope_clause), GB_RULE_TENSE_HOPE_CLAUSE },
	{ offsetof(struct gb_builder, past_clause), GB_RULE_TENSE_PAST_CLAUSE },
	{ offsetof(struct gb_builder, future_clause), GB_RULE_TENSE_FUTURE_CLAUSE },
	{ offsetof(struct gb_builder, past_turn), GB_RULE_TENSE_PAST_TURN },
	{ offsetof(struct gb_builder, future_turn), GB_RULE_TENSE_FUTURE_TURN },
	{ offsetof(struct gb_builder, stage), GB_RULE_HEAD_STAGE },
	{ offsetof(struct gb_builder, idle), GB_RULE_STONE_IDLE },
	{ offsetof(struct gb_builder, head_average), GB_RULE_HEAD_AVERAGE },
	{ offsetof(struct gb_builder, head_total), GB_RULE_HEAD_TOTAL },
	{ offsetof(struct gb_builder, name_change), GB_RULE_NAME_CHANGE },
	{ offsetof(struct gb_builder, name_fall), GB_RULE_NAME_FALL },
	{ offsetof(struct gb_builder, name_made), GB_RULE_NAME_MADE },
	{ offsetof(struct gb_builder, row_place), GB_RULE_ROW_PLACE },
	{ offsetof(struct gb_builder, row_sum), GB_RULE_ROW_SUM },
	{ offsetof(struct gb_builder, head_label), GB_RULE_HEAD_LABEL },
	{ offsetof(struct gb_builder, task_table), GB_RULE_TABLE_TASKS },
	{ offsetof(struct gb_builder, no_action), GB_RULE_STONE_NONE },
	{ offsetof(struct gb_builder, name_ratio), GB_RULE_NAME_RATIO },
	{ offsetof(struct gb_builder, date_named), GB_RULE_DATE_NAMED },
	{ offsetof(struct gb_builder, cell_words), GB_RULE_CELL_WORDS },
	{ offsetof(struct gb_builder, head_idle), GB_RULE_HEAD_IDLE },
	{ offsetof(struct gb_builder, bare_figure), GB_RULE_FIGURE_BARE },
	{ offsetof(struct gb_builder, head_when), GB_RULE_HEAD_WHEN },
	{ offsetof(struct gb_builder, row_aim), GB_RULE_ROW_AIM },
	{ offsetof(struct gb_builder, note_attribute), GB_RULE_NOTE_ATTRIBUTE },
	{ offsetof(struct gb_builder, head_difference), GB_RULE_HEAD_DIFFERENCE },
	{ offsetof(struct gb_builder, head_spent), GB_RULE_HEAD_SPENT },
	{ offsetof(struct gb_builder, term_years), GB_RULE_TERM_YEARS },
};

static void look_up(struct gb_builder *b, const struct gb_grammar *g)
{
	for (size_t i = 0; i < sizeof wanted_words / sizeof *wanted_words; i++)
		*(const struct gb_words **)((char *)b + wanted_words[i].member) = gb_grammar_words(g, (enum gb_words_id)wanted_words[i].id);
	for (size_t i = 0; i < sizeof wanted_rules / sizeof *wanted_rules; i++)
		*(const struct gb_rule **)((char *)b + wanted_rules[i].member) = gb_grammar_rule(g, (enum gb_rule_id)wanted_rules[i].id);
}

struct gb_builder *gb_builder_new(const struct gb_grammar *g)
{
	struct gb_arena *arena = gb_arena_new(0);
	struct gb_builder *b = gb_arena_alloc(arena, sizeof *b);

	b->arena = arena;
	b->doc = gb_arena_new(0);
	b->matcher = gb_matcher_new(g);
	b->framer = gb_frame_reader_new(g);
	b->finder = gb_tagger_new(g);
	b->item.arena = gb_arena_new(0);
	look_up(b, g);
	b->block = b->base_block = -1;
	return b;
}

void gb_builder_free(struct gb_builder *b)
{
	if (b == NULL)
		return;
	gb_buf_free(&b->lead_day);
	gb_buf_free(&b->lead_from);
	gb_buf_free(&b->plan_day);
	gb_buf_free(&b->plan_from);
	gb_buf_free(&b->measure);
	gb_buf_free(&b->section);
	gb_buf_free(&b->section_day);
	gb_buf_free(&b->section_from);
	gb_buf_free(&b->base_value);
	gb_buf_free(&b->base_unit);
	gb_buf_free(&b->base_year);
	gb_tagger_free(b->finder);
	gb_frame_reader_free(b->framer);
	gb_matcher_free(b->matcher);
	gb_arena_free(b->item.arena);
	gb_arena_free(b->doc);
	gb_arena_free(b->arena);
}

void gb_builder_trace(struct gb_builder *b, struct gb_frame_trace *trace)
{
	gb_frame_reader_trace(b->framer, trace);
}

static struct gb_span first_of(struct gb_span a, struct gb_span b)
{
	return a.n > 0 ? a : b;
}

void gb_setting_read(const struct gb_document_record *d, struct gb_setting *out)
{
	*out = (struct gb_setting){ .document = d->id, .genre = d->genre, .title = d->title, .purpose = d->purpose,
				    .start = d->period.start, .end = d->period.end };
	out->today = first_of(first_of(out->start, d->signed_on), first_of(d->published, out->end));
	out->written = first_of(d->signed_on, d->published);
	if (gb_span_eq(out->purpose, GB_S("report")))
		out->told = first_of(out->written, out->end);
}

struct gb_setting gb_setting_copy(struct gb_arena *a, const struct gb_setting *s)
{
	return (struct gb_setting){ .document = gb_arena_copy(a, s->document), .today = gb_arena_copy(a, s->today),
				    .start = gb_arena_copy(a, s->start),       .end = gb_arena_copy(a, s->end),
				    .written = gb_arena_copy(a, s->written),
				    .told = gb_arena_copy(a, s->told),	       .title = gb_arena_copy(a, s->title),
				    .genre = gb_arena_copy(a, s->genre),       .purpose = gb_arena_copy(a, s->purpose) };
}

void gb_builder_setting(struct gb_builder *b, const struct gb_setting *s)
{
	gb_arena_reset(b->doc);
	b->setting = b->own = gb_setting_copy(b->doc, s);
	b->turn = GB_TURN_NONE;
	gb_buf_clear(&b->plan_day);
	gb_buf_clear(&b->plan_from);
	b->block = b->base_block = -1;
	gb_buf_clear(&b->lead_day);
	gb_buf_clear(&b->section); /* read on another day, it says something else */
}

/* ---- one number ---- */

static struct gb_span words_at(const struct gb_reading_sentence *r, struct gb_extent at)
{
	return gb_span_sub(r->s->text, at.start, at.end - at.start);
}

/* Offset and length of a record are those of its sentence; page and box are those of the words it quotes. */
void gb_builder_place(const struct gb_sentence *s, struct gb_span quote, struct gb_where *w)
{
	size_t off = (size_t)(quote.p - s->text.p);

	if (s->lines.n > 1)
		gb_record_sentence_place(s, gb_utf8_count(gb_span_sub(s->text, 0, off)), gb_utf8_count(quote), w);
}

/*
 * The context of a record is its sentence; of a run of words that is no sentence
 * any more (a table typed as one line, say) it is what stands round the quote.
 */
struct gb_span gb_builder_context(struct gb_reading_sentence *r, struct gb_span quote, struct gb_where *w)
{
	struct gb_span text = r->s->text;
	size_t at = (size_t)(quote.p - text.p), from, to;

	if (text.n <= LONGEST_CONTEXT)
		return text;
	from = at > AROUND ? at - AROUND : 0;
	to = text.n - at - quote.n > AROUND ? at + quote.n + AROUND : text.n;
	while (from > 0 && ((unsigned char)text.p[from] & 0xc0) == 0x80)
		from--;
	while (to < text.n && ((unsigned char)text.p[to] & 0xc0) == 0x80)
		to++;
	w->off_cp += gb_utf8_cursor_cp(&r->place, text, from);
	w->len_cp = gb_utf8_count(gb_span_sub(text, from, to - from));
	return gb_span_sub(text, from, to - from);
}

struct gb_target *gb_builder_add(struct gb_reading_sentence *r, const struct gb_mention *m)
{
	struct gb_promises *out = r->out;
	struct gb_target *t = GB_PUSH(r->arena, out->target, out->ntarget, out->target_cap);

	*t = (struct gb_target){ .document = r->s->document, .measure = r->s->measure,
				 .value = m->value, .value_max = m->value_max, .unit = m->unit,
				 .unit_code = gb_words_value(r->b->unit, m->unit, "code"),
				 .comparator = m->comparator.n > 0 ? m->comparator : GB_S("="),
				 .basis = GB_S("level"), .modality = GB_S("firm"), .attribute = r->s->cue.attribute,
				 .implied = m->kind == GB_MENTION_IMPLIED, .quote = words_at(r, m->at),
				 .where = r->s->where };
	t->context = gb_builder_context(r, t->quote, &t->where);
	gb_builder_place(r->s, t->quote, &t->where);
	return t;
}

/* A number without a unit may have it in its name: 事故起数 0 -> 起. */
void gb_builder_unit_from_name(const struct gb_reading_sentence *r, struct gb_target *t)
{
	size_t n = t->unit.n == 0 && !t->implied ? gb_words_suffix(r->b->count_noun, t->indicator) : 0;

	if (n > 0)
		t->unit = gb_words_value(r->b->count_noun, gb_span_from(t->indicator, t->indicator.n - n), "unit");
}

static void set_base(const struct gb_reading_sentence *r, struct gb_target *t, const struct gb_mention *base)
{
	if (base == NULL)
		return;
	t->baseline.value = base->value;
	t->baseline.unit = base->unit;
	for (size_t i = 0; i < r->mentions->n && r->mentions->item[i].at.start < base->at.start; i++)
		if (r->mentions->item[i].kind == GB_MENTION_DATE && r->mentions->item[i].to.n >= 4)
			t->baseline.year = (int)gb_value_parse_int(gb_span_sub(r->mentions->item[i].to, 0, 4));
		else if (r->mentions->item[i].kind == GB_MENTION_DATERANGE && r->mentions->item[i].from.n >= 4) /* 从2025年的72% */
			t->baseline.year = (int)gb_value_parse_int(gb_span_sub(r->mentions->item[i].from, 0, 4));
}

/* 基本实现…全覆盖 */
static bool says_roughly(const struct gb_reading_sentence *r, const struct gb_clause *c, const struct gb_frame *f)
{
	struct gb_span before = gb_span_sub(r->s->text, c->at.start, f->focus->at.end - c->at.start);

	for (size_t off = 0; off < before.n; off += gb_utf8_len(gb_span_from(before, off)))
		if (gb_words_prefix(r->b->roughly, gb_span_from(before, off)) > 0)
			return true;
	return false;
}

/* 总投资 below the unlabelled heading 老旧厂区更新项目: a bare figure of a project takes its name. */
static struct gb_span headed(struct gb_reading_sentence *r, struct gb_span indicator)
{
	const struct gb_cue *cue = &r->s->cue;

	if (cue->kind != GB_CUE_PROSE || cue->row.n == 0 || !gb_builder_says(r->b, r->arena, r->b->bare_figure, indicator))
		return indicator;
	return gb_arena_concat(r->arena, cue->row, indicator);
}

static void add_frame(struct gb_reading_sentence *r, const struct gb_clause *c, const struct gb_frame *f)
{
	if (f->ref != NULL)
		r->ignore = f->ref;

	struct gb_term term = gb_deadline_term(r, f->date != NULL ? f->date->at.end : f->focus->at.start);
	struct gb_target *t = gb_builder_add(r, f->focus);

	t->indicator = headed(r, f->indicator);
	t->scope = f->scope;
	t->basis = f->basis.n > 0 ? f->basis : GB_S("level");
	t->direction = f->direction;
	t->per = f->per;
	t->modality = f->strive ? GB_S("strive") : GB_S("firm");
	t->rule = f->rule;
	if (f->at_least && gb_span_eq(t->comparator, GB_S("=")))
		t->comparator = GB_S(">=");
	if (f->comparator.n > 0)
		t->comparator = f->comparator;
	if (t->implied && says_roughly(r, c, f))
		t->comparator = GB_S("~");
	t->fact = f->existing ? r->past : gb_status_is_fact(r, c, &term);
	if (t->fact && f->gap.n > 0) { /* 快于全省1个百分点 */
		t->indicator = f->gap;
		t->basis = GB_S("level");
		t->direction = GB_S("");
	}
	if (t->fact)
		t->modality = GB_S("firm"); /* what is reached is hoped for no more */
	if (t->fact && f->plain && gb_words_suffix(r->b->made_unit, t->unit) == 0 &&
	    !gb_builder_says(r->b, r->arena, r->b->name_made, t->indicator))
		t->basis = GB_S("level");
	gb_deadline_settle(r, t, &term);
	set_base(r, t, f->base);
	gb_builder_unit_from_name(r, t);
}

/* ---- one sentence ---- */

static bool names_subject(struct gb_span words)
{
	return words.n > 6 && words.n < 90 && !gb_span_ends(words, GB_S("是")) && !gb_span_ends(words, GB_S("为"));
}

/* 缴费满15年的，可…: what stands before is a condition; so is what stands in brackets inside it. */
static bool in_condition(const struct gb_reading_sentence *r, const struct gb_clause *c)
{
	const struct gb_clause *o = &r->clauses.item[gb_clause_from(&r->clauses, c->at.start + 1)];

	do /* the whole clause that c is, or is a bracket of */
		o--;
	while (o > r->clauses.item && o->depth > 0);
	return o->at.end >= c->at.end && o->depth == 0 && (o->mark == 0xff0c || o->mark == ',') &&
	       gb_words_suffix(r->b->condition, o->skeleton) > 0;
}

/*
 * 老旧小区改造 is what 开工11个 in its row is about; a row that names an aim (提升服务能力) is about nothing that is
 * counted, and a cell that reports keeps to its own words.
 */
static bool lends_thing(struct gb_reading_sentence *r)
{
	const struct gb_cue *cue = &r->s->cue;

	return cue->kind == GB_CUE_CELL && cue->row.n > 0 && !r->past && !gb_builder_says(r->b, r->arena, r->b->row_aim, cue->row);
}

static void read_clauses(struct gb_reading_sentence *r)
{
	const struct gb_cue *cue = &r->s->cue;
	/* a heading that only names a project lends its name to bare figures, not to whole sentences (see headed) */
	struct gb_span named = cue->kind != GB_CUE_PROSE ? cue->row : GB_S("");
	const struct gb_topic fresh = { .subject = named, .thing = lends_thing(r) ? named : GB_S("") };
	struct gb_topic topic = fresh;

	for (size_t i = 0; i < r->clauses.n; i++) {
		struct gb_clause *c = &r->clauses.item[i];
		size_t before = r->frames.n;

		if (i > 0 && r->clauses.item[i - 1].mark == 0xff1b)
			topic.counted = false;
		gb_frame_reader_clause(r->b->framer, r->arena, r->s->text, c, &topic, &r->frames);
		if (c->mark == 0xff1a && r->frames.n == before && c->depth == 0 && names_subject(c->skeleton))
			topic.prefix = topic.thing = topic.subject = gb_clause_expand(c, r->arena, r->s->text, c->skeleton, false);
		if (r->frames.n > before && in_condition(r, c))
			r->frames.n = before;
		for (size_t k = before; k < r->frames.n; k++) {
			if (r->frames.item[k].scope.n == 0 && r->s->cue.kind == GB_CUE_CELL)
				r->frames.item[k].scope = topic.prefix;
			r->frames.item[k].clause = c;
		}
	}
	for (size_t k = 0; k < r->frames.n; k++) /* a later clause may still say whom an earlier one is about */
		add_frame(r, r->frames.item[k].clause, &r->frames.item[k]);
}

/* Another block or cell: what the lead-in of the last one said is over. */
static void note_place(struct gb_builder *b, const struct gb_sentence *s)
{
	const struct gb_where *w = &s->where;

	b->opening = b->block != w->block || b->row != w->cell_row || b->col != w->cell_col ||
		     !gb_span_eq(gb_buf_span(&b->measure), s->measure);
	if (!b->opening)
		return;
	gb_buf_clear(&b->measure);
	gb_buf_add(&b->measure, s->measure);
	b->block = w->block;
	b->row = w->cell_row;
	b->col = w->cell_col;
	gb_buf_clear(&b->lead_day);
	gb_buf_clear(&b->lead_from);
}

/* A text of its own under one notice has its own period and purpose. */
static void set_own(struct gb_builder *b, const struct gb_sentence *s)
{
	const struct gb_own_text *t = &s->cue.text;

	b->setting = b->own;
	if (t->title.n == 0)
		return;
	b->setting.title = t->title;
	b->setting.purpose = t->purpose;
	b->setting.start = t->start;
	b->setting.end = t->end;
	if (t->start.n > 0)
		b->setting.today = t->start;
}

void gb_builder_sentence(struct gb_builder *b, struct gb_arena *a, const struct gb_sentence *s,
			 const struct gb_mentions *mentions, struct gb_promises *out)
{
	struct gb_reading_sentence r = { .b = b, .arena = a, .s = s, .mentions = mentions, .out = out };

	gb_deadline_collect(&r);
	set_own(b, s);
	if (gb_span_eq(b->setting.purpose, GB_S("rule")) || gb_span_eq(b->setting.purpose, GB_S("reference")))
		return; /* whoever it binds, it promises nothing */
	note_place(b, s);
	r.past = gb_status_is_past(b, a, s, mentions);
	if (mentions->n == 0 && s->cue.head.n == 0 && s->cue.closing.n == 0 && !gb_builder_says(b, a, b->term_event, s->text))
		return;
	r.column = gb_deadline_column(b, a, s);
	r.section = gb_deadline_section(b, a, s);
	r.closing = gb_deadline_closing(b, a, s);
	if (s->cue.kind == GB_CUE_INDICATOR && !gb_builder_says(b, a, b->cell_words, s->text)) {
		gb_cell_indicator(&r);
		return;
	}
	gb_clause_cut(a, s->text, mentions, &r.clauses);
	read_clauses(&r);
	if (!r.past)
		gb_milestone_read(&r);
	gb_milestone_close_item(&r);
	gb_deadline_note_lead(&r);
}
