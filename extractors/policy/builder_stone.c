/*
 * builder_stone - milestones: actions with an explicit day and no number.
 *
 * Within a sentence (up to 。 or ；) the longest runs of parts without a
 * quantity, each run one milestone.  A day counts when it stands in the
 * sentence as a term, or when the column's head is a stage of the year.
 */
#include "policy/builder_int.h"

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
		if (gb_token_class(c->token[i].cp) == GB_TOKEN_QUANTITY)
			return true;
	return false;
}

/*
 * A day for an action: it says so (底前, 到…), or it is a part of a year, or
 * another year than the plan's own: 2026年 in a plan for 2026 is none.
 */
static bool is_day(const struct gb_reading_sentence *r, const struct gb_mention *m)
{
	bool whole = m->from.n >= 10 && m->to.n >= 10 && gb_span_ends(m->from, GB_S("-01-01")) && gb_span_ends(m->to, GB_S("-12-31"));

	return m->deadline || (m->from.n > 0 && !whole) || (whole && r->b->setting.end.n > 0 && !gb_span_eq(m->to, r->b->setting.end));
}

/* The last date token of the clause that is a term, and whether words follow it. */
static const struct gb_token *term_in(const struct gb_reading_sentence *r, const struct gb_clause *c)
{
	const struct gb_token *found = NULL;

	for (size_t i = 0; i < c->ntoken; i++) {
		const struct gb_mention *m = c->token[i].mention;

		if (gb_token_class(c->token[i].cp) != GB_TOKEN_DATE || m == NULL || !is_day(r, m))
			continue;
		/* 新院区9月投用: a bare month sets no term for others, but it does for the verb behind it */
		if (gb_builder_date_at(r, m->at.end) == m || gb_words_prefix(r->b->done, gb_span_from(r->s->text, m->at.end)) > 0)
			found = &c->token[i];
	}
	return found;
}

/* A day before the document's own tells what has been done; ISO days compare as text. */
static bool is_over(const struct gb_reading_sentence *r, struct gb_span day)
{
	struct gb_span today = r->b->setting.today;

	return day.n == 10 && today.n == 10 && memcmp(day.p, today.p, 10) < 0;
}

static void emit(struct gb_reading_sentence *r, struct run *run)
{
	struct gb_promises *out = r->out;
	struct gb_span words = gb_span_sub(r->s->text, run->at.start, run->at.end - run->at.start);
	struct gb_milestone *m;

	run->open = false;
	while (gb_span_starts(words, GB_S("，")) || gb_span_starts(words, GB_S("、")))
		words = gb_span_from(words, 3);
	words = gb_span_trim(words);
	if (words.n < SHORTEST || run->term.day.n == 0 || is_over(r, run->term.day) ||
	    gb_builder_says(r->b, r->arena, r->b->no_action, words) ||
	    gb_builder_says(r->b, r->arena, r->b->idle, words))
		return;
	m = GB_PUSH(r->arena, out->milestone, out->nmilestone, out->milestone_cap);
	*m = (struct gb_milestone){ .id = GB_S(""), .document = r->s->document, .measure = r->s->measure, .action = words,
				    .deadline = run->term.day, .deadline_source = run->term.source, .quote = words,
				    .context = GB_S(""), .where = r->s->where,
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

/* Does the clause speak of the year at hand in words of its own (年内, 全年)? */
static bool is_vague(const struct gb_reading_sentence *r, const struct gb_clause *c)
{
	for (size_t i = 0; i < c->ntoken; i++)
		if (gb_token_class(c->token[i].cp) == GB_TOKEN_DATE &&
		    gb_words_has(r->b->date_vague, gb_span_sub(r->s->text, c->token[i].at.start, c->token[i].at.end - c->token[i].at.start)))
			return true;
	return false;
}

static void read_part(struct gb_reading_sentence *r, struct run *run, size_t i)
{
	const struct gb_clause *c = &r->clauses.item[i];
	const struct gb_token *date = term_in(r, c);
	bool names_next = (c->mark == 0xff1a || c->mark == ':') && next_has_quantity(r, i);

	if (date == NULL && is_vague(r, c)) { /* 高铁北站年内开工: not by the day before it */
		if (run->open)
			emit(r, run);
		run->term = r->column.stage ? r->column : (struct gb_term){ GB_S(""), GB_S(""), GB_S(""), false };
	}
	if (date != NULL) {
		if (run->open)
			emit(r, run);
		run->term = (struct gb_term){ date->mention->to, GB_S("explicit"), date->mention->from, false };
	}
	if (has_quantity(c) || names_next) {
		if (run->open)
			emit(r, run);
	} else if (run->term.day.n > 0) {
		bool named = date != NULL && is_named(r, c, date);
		size_t start = date != NULL && !named ? date->at.end : c->at.start;

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

void gb_builder_milestones(struct gb_reading_sentence *r)
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
