/*
 * status - planned or done: what the column, the headings, the sentence and the document say together.
 *
 * The innermost that says anything wins: words of the clause (已, 力争), the column's head (1-6月进展情况, 年度目标),
 * the headings from the inside out, what the whole text is for, and in a work report the last turn of its prose.
 */
#include "internal.h"

#include <string.h>

#define FAR_CLAUSES ((size_t)16) /* how far a clause that says 已 reaches */
#define LONGEST_CLAUSE ((size_t)3000) /* bytes */

static int year_of(struct gb_span iso)
{
	int year = 0;

	for (size_t i = 0; i < 4 && i < iso.n; i++)
		year = year * 10 + (iso.p[i] - '0');
	return iso.n >= 4 ? year : 0;
}

/* The first year the document speaks for: of its period, else of its date. */
static int own_year(const struct gb_builder *b)
{
	return year_of(b->setting.start.n > 0 ? b->setting.start : b->setting.today);
}

/* The plan to come that a report turns to (《…第十五个五年规划纲要（草案）》): its end holds until it turns again. */
static void note_plan(struct gb_builder *b, const struct gb_sentence *s, const struct gb_mentions *mentions, size_t end)
{
	gb_buf_clear(&b->plan_day);
	gb_buf_clear(&b->plan_from);
	for (size_t i = 0; i < mentions->n && !gb_span_has(s->text, GB_S("今年")); i++) {
		const struct gb_mention *m = &mentions->item[i];

		if (m->at.start >= end || !gb_span_starts(m->rule, GB_S("date.plan")) || m->to.n < 10 ||
		    memcmp(m->to.p, b->setting.today.p, 4) <= 0)
			continue;
		gb_buf_clear(&b->plan_day);
		gb_buf_clear(&b->plan_from);
		gb_buf_add(&b->plan_day, m->to);
		gb_buf_add(&b->plan_from, m->from);
	}
}

static void turn(struct gb_builder *b, struct gb_arena *a, const struct gb_sentence *s, const struct gb_mentions *mentions)
{
	struct gb_match hit;

	if (gb_rule_at(b->future_turn, b->matcher, a, s->text, 0, &hit)) {
		b->turn = GB_TURN_FUTURE;
		if (b->setting.today.n >= 10)
			note_plan(b, s, mentions, hit.at.end);
	} else if (gb_rule_at(b->past_turn, b->matcher, a, s->text, 0, &hit)) {
		b->turn = GB_TURN_PAST;
		gb_buf_clear(&b->plan_day);
	}
}

/* What one heading or head says: GB_TURN_NONE when nothing. */
static enum gb_turn said_by(struct gb_builder *b, struct gb_arena *a, struct gb_span words)
{
	if (gb_builder_says(b, a, b->future_section, words))
		return GB_TURN_FUTURE;
	return gb_builder_says(b, a, b->past_section, words) ? GB_TURN_PAST : GB_TURN_NONE;
}

/* The innermost of the headings, joined by "/", that says anything. */
static enum gb_turn said_by_all(struct gb_builder *b, struct gb_arena *a, struct gb_span headings)
{
	enum gb_turn said = GB_TURN_NONE;

	while (said == GB_TURN_NONE && headings.n > 0) {
		size_t slash = gb_span_rfind(headings, GB_S("/"));

		said = said_by(b, a, slash == (size_t)-1 ? headings : gb_span_from(headings, slash + 1));
		headings = gb_span_sub(headings, 0, slash == (size_t)-1 ? 0 : slash);
	}
	return said;
}

/* The whole text looks back: a statistics communiqué, final accounts, a progress report. */
static bool looks_back(struct gb_builder *b, struct gb_arena *a)
{
	if (b->setting.purpose.n > 0)
		return gb_span_eq(b->setting.purpose, GB_S("report"));
	return gb_builder_says(b, a, b->past_genre, b->setting.genre);
}

bool gb_status_is_past(struct gb_builder *b, struct gb_arena *a, const struct gb_sentence *s, const struct gb_mentions *mentions)
{
	bool speech = gb_span_has(b->setting.genre, GB_S("报告"));
	enum gb_turn said;

	if (speech)
		turn(b, a, s, mentions);
	said = said_by_all(b, a, s->cue.head);
	if (said == GB_TURN_NONE)
		said = said_by_all(b, a, s->cue.section);
	if (said != GB_TURN_NONE)
		return said == GB_TURN_PAST;
	if (looks_back(b, a))
		return s->cue.kind != GB_CUE_TITLE; /* a heading with a number says what was asked */
	if (speech && gb_deadline_section(b, a, s).day.n > 0 && year_of(gb_buf_span(&b->section_day)) < own_year(b))
		return true; /* “十四五”时期，发展历程极不平凡 in a report of 2026 */
	return speech && b->turn == GB_TURN_PAST && gb_span_find(s->cue.section, GB_S("今年"), 0) == (size_t)-1;
}

/* 截至2025年末，…: it stood so, unless the day is to come. */
static bool as_of(const struct gb_reading_sentence *r, const struct gb_clause *c)
{
	const struct gb_mention *m = gb_deadline_date_at(r, c->at.end);
	struct gb_span written = r->b->setting.written, today = written.n > 0 ? written : r->b->setting.today;

	if (m == NULL || gb_words_prefix(r->b->date_as_of, gb_span_from(r->s->text, m->at.start)) == 0)
		return false;
	return today.n < 10 || m->to.n < 10 || memcmp(m->to.p, today.p, 10) <= 0;
}

/* A day behind the one a report tells of is still to come. */
static bool is_ahead(const struct gb_builder *b, struct gb_span day)
{
	return b->setting.told.n == 10 && day.n == 10 && memcmp(day.p, b->setting.told.p, 10) > 0;
}

/* 已, whatever else is said; but 确保年底前已… is to come. */
static bool is_done(const struct gb_reading_sentence *r, struct gb_span words)
{
	return gb_builder_says(r->b, r->arena, r->b->done_clause, words) && !gb_builder_says(r->b, r->arena, r->b->hope_clause, words);
}

/* 截至6月底，已改造公厕25座，完成率62%: what is done in one clause is so in those behind it, up to the next ； or date. */
static bool done_before(const struct gb_reading_sentence *r, const struct gb_clause *c)
{
	const size_t here = gb_clause_from(&r->clauses, c->at.start);
	bool done = false;

	for (size_t i = here > FAR_CLAUSES ? here - FAR_CLAUSES : 0; i < here; i++) {
		const struct gb_clause *o = &r->clauses.item[i];

		done = done || is_done(r, gb_span_sub(r->s->text, o->at.start, o->at.end - o->at.start));
		done = done && o->mark != 0xff1b && o->mark != ';' &&
		       gb_deadline_date_at(r, o->at.end) == gb_deadline_date_at(r, c->at.end);
	}
	return done;
}

bool gb_status_is_fact(const struct gb_reading_sentence *r, const struct gb_clause *c, const struct gb_term *term)
{
	struct gb_span words = gb_span_sub(r->s->text, c->at.start, c->at.end - c->at.start);
	bool dated = gb_span_eq(term->source, GB_S("explicit")) || gb_span_eq(term->source, GB_S("column"));
	int own = own_year(r->b), year = dated ? year_of(term->day) : 0;
	int above = gb_span_eq(term->source, GB_S("inherited")) ? year_of(term->day) : 0;

	if (own > 0 && ((year > 0 && year < own) || (above > 0 && above < own)))
		return true;
	if (as_of(r, c) && (own == 0 || year <= own))
		return true;
	if (words.n > LONGEST_CLAUSE) /* no clause, whatever it is */
		return r->past;
	if (is_done(r, words))
		return true;
	if (gb_builder_says(r->b, r->arena, r->b->future_clause, words))
		return false;
	if (dated && ((own > 0 && year > own) || is_ahead(r->b, term->day)))
		return false;
	return r->past || done_before(r, c) || (r->s->cue.kind != GB_CUE_CELL && gb_builder_says(r->b, r->arena, r->b->past_clause, words));
}
