/* deadline - by when a number is to hold: the dates of its sentence, its paragraph, its column, its headings, its document. */
#include "internal.h"

#include "text/day.h"
#include "base/utf8.h"

#include <string.h>

#define LONGEST_OPENING ((size_t)15) /* bytes before a date that opens its sentence: 其中，*/
#define MOST_SHARED 8 /* days that are shared out among numbers */

bool gb_builder_says(struct gb_builder *b, struct gb_arena *a, const struct gb_rule *rule, struct gb_span text)
{
	struct gb_match hit;

	return text.n > 0 && gb_rule_find(rule, b->matcher, a, text, 0, &hit);
}

static bool is_date(const struct gb_mention *m)
{
	return (m->kind == GB_MENTION_DATE || m->kind == GB_MENTION_DATERANGE) && m->to.n > 0;
}

/* A bare year in the middle of the words (2026年寒假托管营) belongs to a name. */
static bool opens(const struct gb_builder *b, struct gb_span text, size_t at)
{
	struct gb_span before = gb_span_trim(gb_span_sub(text, 0, at));

	return before.n == 0 || gb_words_suffix(b->date_opener, before) > 0;
}

/* 毕业生年底总体就业率: a day in the name of a figure. */
static bool is_name(const struct gb_reading_sentence *r, const struct gb_mention *m)
{
	struct gb_span text = r->s->text;
	struct gb_match hit;

	return gb_words_has(r->b->date_end, gb_span_sub(text, m->at.start, m->at.end - m->at.start)) &&
	       gb_rule_at(r->b->date_named, r->b->matcher, r->arena, text, m->at.end, &hit);
}

/* A date that only says where something starts from (比2020年, 自2021年以来) sets no term. */
static bool sets_term(const struct gb_reading_sentence *r, const struct gb_mention *m)
{
	struct gb_span text = r->s->text;

	return is_date(m) && m != r->ignore && gb_words_prefix(r->b->date_loose, gb_span_from(text, m->at.start)) == 0 &&
	       (m->deadline || opens(r->b, text, m->at.start)) && !is_name(r, m) &&
	       !gb_words_has(r->b->date_vague, gb_span_sub(text, m->at.start, m->at.end - m->at.start)) &&
	       gb_words_suffix(r->b->date_since, gb_span_sub(text, 0, m->at.start)) == 0 &&
	       gb_words_prefix(r->b->date_after, gb_span_from(text, m->at.end)) == 0;
}

/* 全年 behind 上半年: the rest of the year at hand, after all. */
static bool widens(const struct gb_reading_sentence *r, const struct gb_mention *m, const struct gb_mention *found)
{
	struct gb_span words = gb_span_sub(r->s->text, m->at.start, m->at.end - m->at.start);

	if (gb_words_prefix(r->b->date_share, gb_span_from(r->s->text, m->at.end)) > 0)
		return false; /* 全年计划的20% */
	return found != NULL && is_date(m) && gb_words_has(r->b->date_vague, words) && found->to.n == m->to.n &&
	       gb_span_eq(gb_span_sub(found->to, 0, 4), gb_span_sub(m->to, 0, 4)) && gb_span_ends(m->to, GB_S("-12-31"));
}

bool gb_deadline_starts(const struct gb_builder *b, struct gb_span behind)
{
	behind = gb_span_trim(behind);
	for (size_t n = gb_words_prefix(b->named_before, behind); n > 0; n = gb_words_prefix(b->named_before, behind))
		behind = gb_span_trim(gb_span_from(behind, n));
	return gb_words_prefix(b->start_verb, behind) > 0;
}

static bool has_joint(struct gb_span words)
{
	return gb_span_has(words, GB_S("，")) || gb_span_has(words, GB_S("；")) || gb_span_has(words, GB_S("。")) ||
	       gb_span_has(words, GB_S(","));
}

/* Is a number counted between the date and the next joint: 6月底前开工10个? */
static bool counts(const struct gb_reading_sentence *r, size_t from)
{
	for (size_t i = 0; i < r->mentions->n; i++) {
		const struct gb_mention *q = &r->mentions->item[i];

		if (q->at.start >= from && gb_mention_is_quantity(q))
			return !has_joint(gb_span_sub(r->s->text, from, q->at.start - from));
	}
	return false;
}

/* 8月底前开工，建设30公里: the day of a start is none for what stands in another clause. */
static bool is_start(const struct gb_reading_sentence *r, const struct gb_mention *m, size_t off)
{
	struct gb_span behind = gb_span_sub(r->s->text, m->at.end, off > m->at.end ? off - m->at.end : 0);

	return gb_deadline_starts(r->b, behind) && has_joint(behind) && !counts(r, m->at.end);
}

void gb_deadline_collect(struct gb_reading_sentence *r)
{
	r->date = gb_arena_array(r->arena, r->mentions->n, sizeof(const struct gb_mention *));
	for (size_t i = 0; i < r->mentions->n; i++)
		if (is_date(&r->mentions->item[i]))
			r->date[r->ndate++] = &r->mentions->item[i];
}

/* The date in force at a place: the last one of the sentence that stands before it. */
const struct gb_mention *gb_deadline_date_at(const struct gb_reading_sentence *r, size_t off)
{
	const struct gb_mention *found = NULL;

	for (size_t i = 0; i < r->ndate && r->date[i]->at.start < off; i++)
		if (r->date[i]->at.end <= off && !is_start(r, r->date[i], off) &&
		    (sets_term(r, r->date[i]) || widens(r, r->date[i], found)))
			found = r->date[i];
	return found;
}

/* 2026—2027, 2026.3—2026.11: the last day of a cell that is nothing but years and months. */
static struct gb_term read_years(struct gb_builder *b, struct gb_arena *a, struct gb_span words, struct gb_span source)
{
	struct gb_match hit;
	struct gb_period p;
	long long year, month;

	if (!gb_rule_at(b->term_years, b->matcher, a, words, 0, &hit))
		return (struct gb_term){ 0 };
	year = gb_value_parse_int(gb_match_field(&hit, words, "year"));
	month = gb_value_parse_int(gb_match_field(&hit, words, "month"));
	if (month > 12)
		return (struct gb_term){ 0 };
	p = month > 0 ? gb_day_period_months((int)year, (int)month, (int)month) : gb_day_period_years((int)year, (int)year);
	return (struct gb_term){ gb_day_print(a, p.to), source, gb_day_print(a, p.from), false };
}

/* The last day that the words of a head, a term cell or a bracket name and that dates no start. */
static struct gb_term read_words(struct gb_builder *b, struct gb_arena *a, struct gb_span words, struct gb_span source)
{
	struct gb_term term = { GB_S(""), GB_S(""), GB_S(""), false };
	struct gb_mentions found = { 0 };

	if (words.n == 0)
		return term;
	term = read_years(b, a, words, source);
	if (term.day.n > 0)
		return term;
	gb_tagger_find(b->finder, a, words, b->setting.today, &found);
	for (size_t i = 0; i < found.n; i++) {
		const struct gb_mention *m = &found.item[i];

		if (!is_date(m) || gb_words_suffix(b->date_since, gb_span_sub(words, 0, m->at.start)) > 0) /* 比2022年增长 */
			continue;
		if (!gb_deadline_starts(b, gb_span_from(words, m->at.end)))
			term = (struct gb_term){ m->to, source, m->from, false };
	}
	return term;
}

struct gb_term gb_deadline_column(struct gb_builder *b, struct gb_arena *a, const struct gb_sentence *s)
{
	struct gb_span words = s->cue.term.n > 0 ? s->cue.term : s->cue.head;
	struct gb_term term = read_words(b, a, words, GB_S("column"));

	term.stage = term.day.n > 0 && gb_builder_says(b, a, b->stage, words);
	return term;
}

struct gb_term gb_deadline_closing(struct gb_builder *b, struct gb_arena *a, const struct gb_sentence *s)
{
	return read_words(b, a, s->cue.closing, GB_S("explicit"));
}

/* Where the first word of the set begins in text[from, to), or (size_t)-1. */
static size_t first_word(const struct gb_words *w, struct gb_span text, size_t from, size_t to)
{
	for (size_t at = from; at < to; at += gb_utf8_len(gb_span_from(text, at)))
		if (gb_words_prefix(w, gb_span_from(text, at)) > 0)
			return at;
	return (size_t)-1;
}

/* Quantities of the clause that stand behind `from`; *before counts those before `off`. */
static size_t count_shared(const struct gb_clause *c, size_t from, size_t off, size_t *before)
{
	size_t n = 0;

	*before = 0;
	for (size_t i = 0; i < c->ntoken; i++) {
		if (gb_clause_class(c->token[i].cp) != GB_TOKEN_QUANTITY || c->token[i].at.start < from)
			continue;
		*before += c->token[i].at.start < off;
		n++;
	}
	return n;
}

/*
 * 2026年、2027年…分别突破60亿元、75亿元: as many days as numbers, and 分别 between them: they pair in order.
 * Returns the day of the number at `off`, or NULL when nothing is shared out.
 */
static const struct gb_mention *shared_out(const struct gb_reading_sentence *r, size_t off)
{
	const struct gb_mention *dates[MOST_SHARED], *last = NULL;
	size_t n = 0, before, word;

	for (size_t i = 0; i < r->ndate && r->date[i]->at.start < off; i++) {
		const struct gb_mention *m = r->date[i];

		if (m == r->ignore)
			continue;
		if (last != NULL && m->at.start - last->at.end > strlen("、"))
			n = 0;
		if (n == MOST_SHARED)
			return NULL;
		dates[n++] = last = m;
	}
	if (n < 2)
		return NULL;
	word = first_word(r->b->respectively, r->s->text, last->at.end, off);
	for (size_t i = 0; word != (size_t)-1 && i < r->clauses.n; i++) {
		const struct gb_clause *c = &r->clauses.item[i];

		if (c->at.start <= off && off < c->at.end && count_shared(c, word, off, &before) == n && before < n)
			return dates[before];
	}
	return NULL;
}

struct gb_term gb_deadline_term(const struct gb_reading_sentence *r, size_t off)
{
	const struct gb_mention *shared = shared_out(r, off), *m = shared != NULL ? shared : gb_deadline_date_at(r, off);
	const struct gb_builder *b = r->b;

	if (m != NULL)
		return (struct gb_term){ m->to, GB_S("explicit"), m->from, m->deadline };
	if (r->column.day.n > 0)
		return r->column;
	if (b->lead_day.n > 0)
		return (struct gb_term){ gb_arena_copy(r->arena, gb_buf_span(&b->lead_day)), GB_S("explicit"),
					 gb_arena_copy(r->arena, gb_buf_span(&b->lead_from)), false };
	if (r->closing.day.n > 0)
		return r->closing;
	if (b->plan_day.n > 0)
		return (struct gb_term){ gb_arena_copy(r->arena, gb_buf_span(&b->plan_day)), GB_S("inherited"),
					 gb_arena_copy(r->arena, gb_buf_span(&b->plan_from)), false };
	if (r->section.day.n > 0)
		return r->section;
	if (b->setting.end.n > 0)
		return (struct gb_term){ b->setting.end, GB_S("inherited"), b->setting.start, false };
	return (struct gb_term){ GB_S(""), GB_S(""), GB_S(""), false };
}

static void read_section(struct gb_builder *b, struct gb_arena *a, struct gb_span section)
{
	struct gb_mentions found = { 0 };

	gb_buf_clear(&b->section);
	gb_buf_clear(&b->section_day);
	gb_buf_clear(&b->section_from);
	gb_buf_add(&b->section, section);
	gb_tagger_find(b->finder, a, section, b->setting.today, &found);
	for (size_t i = 0; i < found.n; i++) {
		if (!is_date(&found.item[i]))
			continue;
		gb_buf_clear(&b->section_day);
		gb_buf_clear(&b->section_from);
		gb_buf_add(&b->section_day, found.item[i].to);
		gb_buf_add(&b->section_from, found.item[i].from);
	}
}

/* The year a heading above names (三、2026年工作安排) holds where nothing nearer does. */
struct gb_term gb_deadline_section(struct gb_builder *b, struct gb_arena *a, const struct gb_sentence *s)
{
	if (s->cue.section.n > 0 && !gb_span_eq(s->cue.section, gb_buf_span(&b->section)))
		read_section(b, a, s->cue.section);
	if (s->cue.section.n == 0 || b->section_day.n == 0)
		return (struct gb_term){ GB_S(""), GB_S(""), GB_S(""), false };
	return (struct gb_term){ gb_arena_copy(a, gb_buf_span(&b->section_day)), GB_S("inherited"),
				 gb_arena_copy(a, gb_buf_span(&b->section_from)), false };
}

/* Does the date open its sentence: 到2027年，…; 其中，2027年…? */
static bool opens_sentence(const struct gb_reading_sentence *r, const struct gb_mention *m)
{
	struct gb_span before = gb_span_trim(gb_span_sub(r->s->text, 0, m->at.start));

	return before.n == 0 || (before.n <= LONGEST_OPENING && gb_words_suffix(r->b->date_opener, before) > 0 &&
				 gb_words_prefix(r->b->date_since, before) == 0);
}

/*
 * A date that opens a sentence (到2027年，…。) governs the sentences behind it, until the next one that opens with a
 * date; that of the first sentence of a paragraph may stand anywhere in its first clause.
 */
void gb_deadline_note_lead(struct gb_reading_sentence *r)
{
	const struct gb_clause *first = r->clauses.n > 0 ? &r->clauses.item[0] : NULL;
	struct gb_builder *b = r->b;
	const struct gb_mention *lead = NULL;
	size_t terms = 0;

	for (size_t i = 0; first != NULL && i < first->ntoken; i++) {
		const struct gb_mention *m = first->token[i].mention;

		if (m == NULL || !sets_term(r, m) || gb_deadline_starts(b, gb_span_from(r->s->text, m->at.end)))
			continue;
		terms++;
		if (lead == NULL && (b->opening || opens_sentence(r, m)))
			lead = m;
	}
	if (lead == NULL || terms > 1) /* 2026年、2027年分别…: ambiguous, the rest could belong to either */
		return;
	gb_buf_clear(&b->lead_day);
	gb_buf_clear(&b->lead_from);
	gb_buf_add(&b->lead_day, lead->to);
	gb_buf_add(&b->lead_from, lead->from);
}

/* A fact holds by the document's day at the latest: 四季度 of a review is no day of the year at hand. */
static bool is_later(const struct gb_reading_sentence *r, struct gb_span day)
{
	const struct gb_setting *x = &r->b->setting;
	struct gb_span today = x->told.n > 0 ? x->told : x->today;

	return day.n == 10 && today.n == 10 && memcmp(day.p, today.p, 10) > 0;
}

/*
 * A report tells of a part of a year (上半年, 三季度): what it asks for is due by the end of that year, what it tells
 * holds as of the end of the part.  A fact elsewhere inherits no day.
 */
void gb_deadline_settle(const struct gb_reading_sentence *r, struct gb_target *t, const struct gb_term *term)
{
	bool report = r->b->setting.told.n > 0, inherited = gb_span_eq(term->source, GB_S("inherited"));

	bool column = r->past && gb_span_eq(term->source, GB_S("column")); /* 截至9月底进展 */

	if (t->fact && ((inherited && !report) || (!column && is_later(r, term->day))))
		return;
	t->deadline = term->day;
	t->deadline_source = term->source;
	if (!t->fact && inherited && report && term->day.n == 10)
		t->deadline = gb_arena_concat(r->arena, gb_span_sub(term->day, 0, 4), GB_S("-12-31"));
}
