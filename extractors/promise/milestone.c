/*
 * milestone - milestones: actions with an explicit day and no number.
 *
 * Within a sentence (up to 。 or ；) the longest runs of parts without a
 * quantity, each run one milestone.  A day counts when it stands in the
 * sentence as a term, or when the column's head is a stage of the year.
 */
#include "internal.h"

#include <string.h>

#define SHORTEST ((size_t)12) /* bytes: four characters make an action */

struct run {
	struct gb_extent at;
	bool open;
	struct gb_term term;
};

static bool has_quantity(const struct gb_clause *c)
{
	for (size_t i = 0; i < c->ntoken; i++)
		if (gb_clause_class(c->token[i].cp) == GB_TOKEN_QUANTITY)
			return true;
	return false;
}

/*
 * A day for an action: it says so (底前, 到…), or it is a part of a year, or
 * another year than the plan's own: 2026年 in a plan for 2026 is none.
 */
static bool is_day(const struct gb_reading_sentence *r, const struct gb_mention *m)
{
	struct gb_span words = gb_span_sub(r->s->text, m->at.start, m->at.end - m->at.start);

	if (gb_words_suffix(r->b->date_so_far, words) > 0)
		return false;
	/* 截至2024年底: of a document without a day nobody knows that this is to come */
	if (r->b->setting.today.n == 0 && gb_words_prefix(r->b->date_as_of, words) > 0)
		return false;
	bool whole = m->from.n >= 10 && m->to.n >= 10 && gb_span_ends(m->from, GB_S("-01-01")) && gb_span_ends(m->to, GB_S("-12-31"));

	return m->deadline || (m->from.n > 0 && !whole) || (whole && r->b->setting.end.n > 0 && !gb_span_eq(m->to, r->b->setting.end));
}

static bool is_term(const struct gb_reading_sentence *r, const struct gb_token *t)
{
	const struct gb_mention *m = t->mention;

	if (gb_clause_class(t->cp) != GB_TOKEN_DATE || m == NULL || !is_day(r, m))
		return false;
	/* 新院区9月投用: a bare month sets no term for others, but it does for the verb behind it */
	return gb_deadline_date_at(r, m->at.end) == m || gb_words_prefix(r->b->done, gb_span_from(r->s->text, m->at.end)) > 0;
}

/* The last date token of the clause that is a term. */
static const struct gb_token *term_in(const struct gb_reading_sentence *r, const struct gb_clause *c)
{
	const struct gb_token *found = NULL;

	for (size_t i = 0; i < c->ntoken; i++)
		if (is_term(r, &c->token[i]))
			found = &c->token[i];
	return found;
}

/* A day before the document's own tells what has been done; ISO days compare as text. */
static bool is_over(const struct gb_reading_sentence *r, struct gb_span day)
{
	struct gb_span today = r->b->setting.today;

	return day.n == 10 && today.n == 10 && memcmp(day.p, today.p, 10) < 0;
}

/* What stands between a day and its action: （星期日）， and the like. */
static struct gb_span without_marks(const struct gb_reading_sentence *r, struct gb_span words)
{
	static const char *const marks[] = { "，", "、", ",", ":", "：", ";", ")", "）" };
	struct gb_match hit;

	words = gb_span_trim(words);
	if (gb_rule_at(r->b->weekday, r->b->matcher, r->arena, words, 0, &hit))
		words = gb_span_from(words, hit.at.end);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (gb_span_starts(words, gb_span_of(marks[i])))
			return without_marks(r, gb_span_from(words, strlen(marks[i])));
	return words;
}

/* A day, or a season that has none. */
static bool has_term(const struct gb_term *t)
{
	return t->day.n > 0 || gb_span_eq(t->source, GB_S("event"));
}

/* 汛期来临前 alone is no action. */
static bool is_bare_event(const struct gb_reading_sentence *r, struct gb_span words)
{
	struct gb_match hit;

	return gb_rule_find(r->b->term_event, r->b->matcher, r->arena, words, 0, &hit) && words.n - (hit.at.end - hit.at.start) < SHORTEST;
}

static void emit(struct gb_reading_sentence *r, struct run *run)
{
	struct gb_promises *out = r->out;
	struct gb_span words = gb_span_sub(r->s->text, run->at.start, run->at.end - run->at.start);
	struct gb_milestone *m;

	run->open = false;
	words = without_marks(r, words);
	if ((words.n < SHORTEST && !gb_words_has(r->b->stone_short, words)) || !has_term(&run->term) || is_over(r, run->term.day) ||
	    gb_builder_says(r->b, r->arena, r->b->no_action, words) ||
	    gb_builder_says(r->b, r->arena, r->b->idle, words) || gb_builder_says(r->b, r->arena, r->b->enacted, words))
		return;
	if (gb_span_eq(run->term.source, GB_S("event")) && is_bare_event(r, words))
		return;
	m = GB_PUSH(r->arena, out->milestone, out->nmilestone, out->milestone_cap);
	*m = (struct gb_milestone){ .document = r->s->document, .measure = r->s->measure, .action = words,
				    .deadline = run->term.day,
				    .deadline_source = run->term.day.n > 0 ? run->term.source : GB_S("explicit"), .quote = words,
				    .where = r->s->where,
				    .rule = gb_span_eq(run->term.source, GB_S("column")) ? GB_S("milestone.column")
											 : GB_S("milestone.term") };
	m->context = gb_builder_context(r, words, &m->where);
	gb_builder_place(r->s, words, &m->where);
}

static bool ends_sentence(uint32_t mark)
{
	return mark == 0x3002 || mark == 0xff1b || mark == ';' || mark == '\n' || mark == 0;
}

static bool next_has_quantity(const struct gb_reading_sentence *r, size_t i)
{
	while (++i < r->clauses.n)
		if (r->clauses.item[i].depth == 0)
			return has_quantity(&r->clauses.item[i]);
	return false;
}

/* Does what is to be done stand before its day (北段力争10月建成通车, 环城路三期10月底前通车)? */
static bool is_named(const struct gb_reading_sentence *r, const struct gb_clause *c, const struct gb_token *date)
{
	struct gb_span behind = gb_span_trim(gb_span_sub(r->s->text, date->at.end, c->at.end - date->at.end));
	size_t start = c->at.start, day = date->at.start, n = gb_words_prefix(r->b->done, behind);

	struct gb_span before = gb_span_sub(r->s->text, start, day - start);

	while (n > 0 && behind.n > 0) { /* nothing but verbs: 建成通车 */
		behind = gb_span_from(behind, n);
		n = gb_words_prefix(r->b->done, behind);
	}
	return before.n >= SHORTEST && (behind.n == 0 || gb_words_suffix(r->b->named_before, before) > 0);
}

/* Does the clause have a time of its own that is no day: 年内, 全年, 每月? */
static bool is_vague(const struct gb_reading_sentence *r, const struct gb_clause *c)
{
	for (size_t i = 0; i < c->ntoken; i++) {
		enum gb_clause_class class = gb_clause_class(c->token[i].cp);
		struct gb_span words = gb_span_sub(r->s->text, c->token[i].at.start, c->token[i].at.end - c->token[i].at.start);

		if ((class == GB_TOKEN_SET && !has_quantity(c)) || (class == GB_TOKEN_DATE && gb_words_has(r->b->date_vague, words)))
			return true;
	}
	return false;
}

/*
 * 6月底前全线铺轨、年底具备通车条件: a day and its action end where the next day
 * begins behind a 、; returns where the part of the last day begins.
 */
static size_t emit_earlier(struct gb_reading_sentence *r, const struct gb_clause *c)
{
	const struct gb_token *before = NULL;
	struct gb_clause part = *c;

	for (size_t i = 0; i < c->ntoken; i++) {
		const struct gb_token *t = &c->token[i];

		if (!is_term(r, t))
			continue;
		if (before != NULL && gb_span_ends(gb_span_sub(r->s->text, 0, t->at.start), GB_S("、"))) {
			struct run run = { .at = { before->at.end, t->at.start - strlen("、") } };

			part.at.end = run.at.end;
			if (is_named(r, &part, before))
				run.at.start = part.at.start;
			run.term = (struct gb_term){ before->mention->to, GB_S("explicit"), before->mention->from, false };
			emit(r, &run);
			part.at.start = t->at.start;
		}
		before = t;
	}
	return part.at.start;
}

/* 主汛期前, 开学前: a term in no calendar; the milestone has it as no day, and the words keep it. */
static bool has_event(const struct gb_reading_sentence *r, const struct gb_clause *c)
{
	return gb_builder_says(r->b, r->arena, r->b->term_event, gb_span_sub(r->s->text, c->at.start, c->at.end - c->at.start));
}

/* 为…提供支撑, 依托…, 努力打造…高地: no work of its own; it ends the run before it and begins none. */
static bool is_aside(const struct gb_reading_sentence *r, const struct gb_clause *c, const struct gb_token *date)
{
	size_t from = date != NULL ? date->at.end : c->at.start;
	struct gb_span words = without_marks(r, gb_span_sub(r->s->text, from, c->at.end - from));

	return gb_builder_says(r->b, r->arena, r->b->stone_aside, words);
}

static void read_part(struct gb_reading_sentence *r, struct run *run, size_t i)
{
	const struct gb_clause *c = &r->clauses.item[i];
	const struct gb_token *date = term_in(r, c);
	bool names_next = (c->mark == 0xff1a || c->mark == ':') && next_has_quantity(r, i);

	struct gb_span words = gb_span_trim(gb_span_from(r->s->text, c->at.start));

	/* 高铁北站年内开工, 三是完善机制: not by the day before it */
	if (date == NULL && (is_vague(r, c) || gb_words_prefix(r->b->point_head, words) > 0)) {
		if (run->open)
			emit(r, run);
		run->term = r->column.stage ? r->column : (struct gb_term){ GB_S(""), GB_S(""), GB_S(""), false };
	}
	if (date != NULL) {
		if (run->open)
			emit(r, run);
		run->term = (struct gb_term){ date->mention->to, GB_S("explicit"), date->mention->from, false };
	}
	bool event = date == NULL && has_event(r, c);

	if (event && !run->open)
		run->term = (struct gb_term){ .source = GB_S("event") };
	if (has_quantity(c) || names_next || is_aside(r, c, date)) {
		if (run->open)
			emit(r, run);
	} else if (has_term(&run->term)) {
		struct gb_clause part = *c;

		part.at.start = emit_earlier(r, c);
		bool named = date != NULL && is_named(r, &part, date);
		size_t start = date != NULL && !named ? date->at.end : part.at.start;

		if (!run->open)
			run->at.start = start;
		run->at.end = c->at.end;
		run->open = true;
	}
	if (run->open && ends_sentence(c->mark))
		emit(r, run);
	if (c->mark == 0x3002) /* a term governs up to the full stop */
		run->term = r->column.stage ? r->column : (struct gb_term){ GB_S(""), GB_S(""), GB_S(""), false };
}

void gb_milestone_read(struct gb_reading_sentence *r)
{
	struct run run = { .term = { GB_S(""), GB_S(""), GB_S(""), false } };

	if (r->column.stage)
		run.term = r->column;
	for (size_t i = 0; i < r->clauses.n; i++)
		if (r->clauses.item[i].depth == 0)
			read_part(r, &run, i);
	if (run.open)
		emit(r, &run);
}

/* ---- items that a bracket closes ---- */

static void keep_first(struct gb_reading_sentence *r)
{
	struct gb_closed_item *item = &r->b->item;
	const struct gb_sentence *s = r->s;

	gb_arena_reset(item->arena);
	item->counted = false;
	item->first = (struct gb_sentence){ .document = gb_arena_copy(item->arena, s->document),
					    .measure = gb_arena_copy(item->arena, s->measure),
					    .text = gb_arena_copy(item->arena, s->text),
					    .where = s->where };
}

/* The words of the sentence without its stop and without the bracket at its end. */
static struct gb_span deed_of(struct gb_span text)
{
	size_t open = gb_span_ends(text, GB_S("）")) || gb_span_ends(text, GB_S("）。")) ? gb_span_rfind(text, GB_S("（")) : (size_t)-1;

	text = gb_span_trim(gb_span_sub(text, 0, open));
	while (gb_span_ends(text, GB_S("。")) || gb_span_ends(text, GB_S("；")))
		text = gb_span_sub(text, 0, text.n - 3);
	return text;
}

void gb_milestone_close_item(struct gb_reading_sentence *r)
{
	struct gb_closed_item *item = &r->b->item;
	struct gb_span action;
	struct gb_milestone *m;

	if (r->s->cue.closing.n == 0) {
		item->first = (struct gb_sentence){ 0 };
		return;
	}
	if (r->b->opening || item->first.text.n == 0)
		keep_first(r);
	item->counted = item->counted || r->out->ntarget > 0 || r->out->nmilestone > 0;
	action = deed_of(item->first.text);
	if (!r->s->cue.last || item->counted || r->past || r->closing.day.n == 0 || action.n < SHORTEST || is_over(r, r->closing.day) ||
	    gb_builder_says(r->b, r->arena, r->b->no_action, action))
		return;
	m = GB_PUSH(r->arena, r->out->milestone, r->out->nmilestone, r->out->milestone_cap);
	*m = (struct gb_milestone){ .document = item->first.document, .measure = item->first.measure, .action = action,
				    .deadline = r->closing.day, .deadline_source = r->closing.source, .quote = action,
				    .context = item->first.text, .where = item->first.where, .rule = GB_S("milestone.closing") };
}
