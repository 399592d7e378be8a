/* seg - what every file of the outline needs: the rules it asks for, and small things about text. */
#include <string.h>

#include "internal.h"
#include "base/utf8.h"

static const enum gb_rule_id rule_ids[GB_R_COUNT] = {
	[GB_R_NUMBER] = GB_RULE_DOC_NUMBER,
	[GB_R_ORDER] = GB_RULE_DOC_ORDER,
	[GB_R_ORDER_NUMBER] = GB_RULE_DOC_ORDER_NUMBER,
	[GB_R_ISSUING] = GB_RULE_TITLE_ISSUING,
	[GB_R_ISSUING_PLAIN] = GB_RULE_TITLE_ISSUING_PLAIN,
	[GB_R_ABOUT] = GB_RULE_TITLE_ABOUT,
	[GB_R_RANGE] = GB_RULE_PERIOD_RANGE,
	[GB_R_YEAR] = GB_RULE_PERIOD_YEAR,
	[GB_R_FIVEYEAR] = GB_RULE_PERIOD_FIVEYEAR,
	[GB_R_SCOPE] = GB_RULE_PERIOD_SCOPE,
	[GB_R_UNTIL] = GB_RULE_PERIOD_UNTIL,
	[GB_R_DATE] = GB_RULE_DOC_DATE,
	[GB_R_SIGNED] = GB_RULE_DOC_SIGNED,
	[GB_R_DELIVERED] = GB_RULE_DOC_DELIVERED,
	[GB_R_ANY_DATE] = GB_RULE_DATE_ANY,
	[GB_R_META] = GB_RULE_META_LINE,
	[GB_R_ADDRESSEES] = GB_RULE_DOC_ADDRESSEES,
	[GB_R_DISCLOSURE] = GB_RULE_DOC_DISCLOSURE,
	[GB_R_ANNEX] = GB_RULE_DOC_ANNEX,
	[GB_R_ANNEX_TITLED] = GB_RULE_DOC_ANNEX_TITLED,
	[GB_R_ATTACHMENTS] = GB_RULE_DOC_ATTACHMENTS,
	[GB_R_ATTACHED_ITEM] = GB_RULE_DOC_ATTACHED_ITEM,
	[GB_R_FILE] = GB_RULE_DOC_FILE,
	[GB_R_CONTENTS] = GB_RULE_DOC_CONTENTS,
	[GB_R_CONTENTS_LINE] = GB_RULE_DOC_CONTENTS_LINE,
	[GB_R_IMPRINT] = GB_RULE_DOC_IMPRINT,
	[GB_R_PRINTED] = GB_RULE_DOC_PRINTED,
	[GB_R_LETTERHEAD] = GB_RULE_DOC_LETTERHEAD,
	[GB_R_MAST] = GB_RULE_GAZETTE_TITLE,
	[GB_R_ISSUE] = GB_RULE_GAZETTE_ISSUE,
	[GB_R_MAST_YEAR] = GB_RULE_GAZETTE_YEAR,
	[GB_R_ENGLISH] = GB_RULE_GAZETTE_ENGLISH,
	[GB_R_REPORT] = GB_RULE_TITLE_REPORT,
	[GB_R_ISSUING_MAYBE] = GB_RULE_TITLE_ISSUING_MAYBE,
	[GB_R_ISSUING_NEWS] = GB_RULE_TITLE_ISSUING_NEWS,
	[GB_R_COLUMN] = GB_RULE_GAZETTE_COLUMN,
	[GB_R_CAPTION] = GB_RULE_TABLE_CAPTION,
	[GB_R_FIGURE] = GB_RULE_FIGURE_CAPTION,
	[GB_R_BOX] = GB_RULE_BOX_CAPTION,
	[GB_R_UNIT] = GB_RULE_TABLE_UNIT,
	[GB_R_HEAD_UNIT] = GB_RULE_HEAD_UNIT,
	[GB_R_NOTE] = GB_RULE_TABLE_NOTE,
	[GB_R_DUTY_LABEL] = GB_RULE_DUTY_LABEL_ALONE,
	[GB_R_DUTY_LINE] = GB_RULE_DUTY_LINE,
	[GB_R_DUTY_TERM] = GB_RULE_DUTY_TERM,
	[GB_R_DUTY_TERM_LINE] = GB_RULE_DUTY_TERM_LINE,
	[GB_R_BARE_YEAR] = GB_RULE_PERIOD_BARE_YEAR,
	[GB_R_YEAR_PART] = GB_RULE_PERIOD_PART,
	[GB_R_LOOKS_BACK] = GB_RULE_TITLE_LOOKS_BACK,
	[GB_R_ENACTS] = GB_RULE_TEXT_ENACTS,
	[GB_R_HEAD_DIFFERENCE] = GB_RULE_HEAD_BESIDE,
	[GB_R_HEAD_GROWTH] = GB_RULE_HEAD_GROWTH,
	[GB_R_NOTE_MARK] = GB_RULE_NOTE_MARK,
	[GB_R_SUM] = GB_RULE_NAME_SUM,
	[GB_R_CELL_OWN] = GB_RULE_CELL_OWN,
	[GB_R_DUE_DEED] = GB_RULE_DUE_DEED,
	[GB_R_ROW_TIME] = GB_RULE_ROW_TIME,
	[GB_R_HEAD_DUE] = GB_RULE_HEAD_DUE,
	[GB_R_HEAD_START] = GB_RULE_HEAD_START,
	[GB_R_FORWARDS] = GB_RULE_TITLE_FORWARDS,
	[GB_R_CELL_UNIT] = GB_RULE_CELL_UNIT,
	[GB_R_TITLE_ASKS] = GB_RULE_HEADING_ASKS,
};

static const enum gb_words_id words_ids[GB_W_COUNT] = {
	[GB_W_GENRE] = GB_WORDS_GENRE,
	[GB_W_GENRE_PLAN] = GB_WORDS_GENRE_PLAN,
	[GB_W_BODY_TAIL] = GB_WORDS_BODY_TAIL,
	[GB_W_SALUTATION] = GB_WORDS_SALUTATION,
	[GB_W_METAKEY] = GB_WORDS_METAKEY,
	[GB_W_HEAD] = GB_WORDS_COLUMN_HEAD,
	[GB_W_TASK_TAIL] = GB_WORDS_COLUMN_TASK_TAIL,
	[GB_W_NAME_TAIL] = GB_WORDS_COLUMN_NAME_TAIL,
	[GB_W_DUTY_LABEL] = GB_WORDS_DUTY_LABEL,
	[GB_W_DUTY_VERB] = GB_WORDS_DUTY_VERB,
	[GB_W_DUTY_REST] = GB_WORDS_DUTY_REST,
	[GB_W_LEAD_STOP] = GB_WORDS_LEAD_STOP,
	[GB_W_PURPOSE] = GB_WORDS_PURPOSE_TAIL,
	[GB_W_DUTY_PART] = GB_WORDS_DUTY_PART,
	[GB_W_DUTY_WITH] = GB_WORDS_DUTY_WITH,
	[GB_W_BARE_SURE] = GB_WORDS_BARE_SURE,
	[GB_W_BARE_TAIL] = GB_WORDS_BARE_TAIL,
	[GB_W_BARE_NONE] = GB_WORDS_BARE_NONE,
	[GB_W_BARE_START] = GB_WORDS_BARE_START,
	[GB_W_SIDE] = GB_WORDS_TABLE_SIDE,
	[GB_W_TITLE_MIDDLE] = GB_WORDS_TITLE_MIDDLE,
	[GB_W_TITLE_HANGS] = GB_WORDS_TITLE_HANGS,
	[GB_W_LIST_SIGN] = GB_WORDS_LIST_SIGN,
};

void gb_seg_look_up(struct gb_seg *s, const struct gb_grammar *g)
{
	for (size_t i = 0; i < GB_R_COUNT; i++)
		s->rule[i] = gb_grammar_rule(g, rule_ids[i]);
	for (size_t i = 0; i < GB_W_COUNT; i++)
		s->words[i] = gb_grammar_words(g, words_ids[i]);
}

bool gb_seg_match(struct gb_seg *s, enum gb_seg_rule r, struct gb_span text, struct gb_match *out)
{
	return gb_rule_at(s->rule[r], s->m, s->scratch, text, 0, out);
}

bool gb_seg_found(struct gb_seg *s, enum gb_seg_rule r, struct gb_span text, struct gb_match *out)
{
	return gb_rule_find(s->rule[r], s->m, s->scratch, text, 0, out);
}

struct gb_span gb_seg_field(struct gb_seg *s, const struct gb_match *m, struct gb_span text, const char *name)
{
	return gb_seg_tidy(s->a, gb_span_trim(gb_match_field(m, text, name)));
}

/* ---- text ---- */

static bool is_wide(uint32_t cp)
{
	return gb_utf8_is_han(cp) || (cp >= 0x3001 && cp <= 0x303f) || (cp >= 0xff00 && cp <= 0xffef) ||
	       (cp >= 0x2014 && cp <= 0x2026);
}

static bool is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

struct gb_span gb_seg_squeeze(struct gb_arena *a, struct gb_span s)
{
	char *out = gb_arena_alloc(a, s.n + 1);
	size_t n = 0, len;

	for (size_t i = 0; i < s.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(s, i), &len);

		if (gb_utf8_is_space(cp))
			continue;
		memcpy(out + n, s.p + i, len);
		n += len;
	}
	return n > 0 ? (struct gb_span){ out, n } : GB_S("");
}

/* A blank stays only between two characters that are not wide, nor both digits (a text layer spaces 2 02 6年). */
struct gb_span gb_seg_tidy(struct gb_arena *a, struct gb_span s)
{
	char *out = gb_arena_alloc(a, s.n + 1);
	size_t n = 0, len;
	uint32_t before = 0x3000;
	bool blank = false;

	for (size_t i = 0; i < s.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(s, i), &len);

		if (gb_utf8_is_space(cp)) {
			blank = true;
			continue;
		}
		if (blank && n > 0 && !is_wide(before) && !is_wide(cp) && !(is_digit(before) && is_digit(cp)))
			out[n++] = ' ';
		memcpy(out + n, s.p + i, len);
		n += len;
		before = cp;
		blank = false;
	}
	return n > 0 ? (struct gb_span){ out, n } : GB_S("");
}

/* 某 省 人 民 政 府 公 报: nearly every character is followed by a blank. */
struct gb_span gb_seg_unspaced(struct gb_arena *a, struct gb_span s)
{
	size_t han = 0, gaps = 0, len;
	bool blank = false;

	if (s.n > 300)
		return s;
	for (size_t i = 0; i < s.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(s, i), &len);

		if (!gb_utf8_is_space(cp)) {
			gaps += blank && han > 0;
			han++;
		}
		blank = gb_utf8_is_space(cp);
	}
	return han >= 3 && 5 * gaps >= 4 * (han - 1) ? gb_seg_squeeze(a, s) : s;
}

struct gb_span gb_seg_brackets(struct gb_arena *a, struct gb_span s)
{
	struct gb_span in = gb_seg_squeeze(a, s);
	char *out = gb_arena_alloc(a, 3 * in.n + 1);
	size_t n = 0, len;

	for (size_t i = 0; i < in.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(in, i), &len);

		if (cp == '(' || cp == 0xfe59)
			cp = 0xff08;
		else if (cp == ')' || cp == 0xfe5a)
			cp = 0xff09;
		else if (cp >= 0xff10 && cp <= 0xff19)
			cp -= 0xff10 - '0';
		n += gb_utf8_encode(cp, out + n);
	}
	return n > 0 ? (struct gb_span){ out, n } : GB_S("");
}

static int han_digit(uint32_t cp)
{
	static const uint32_t digits[] = { 0x3007, 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d };

	for (int i = 0; i < 10; i++)
		if (digits[i] == cp)
			return i;
	if (cp == 0x96f6 || cp == 0x25cb || cp == 0xff2f) /* 零 ○ Ｏ */
		return 0;
	if (cp == 0x2f00)
		return 1; /* the radical that looks like 一 */
	if (cp == 0x2f06)
		return 2;
	if (cp == 0x2f0b)
		return 8;
	return cp == 0x4e24 ? 2 : -1; /* 两 */
}

long long gb_seg_integer(struct gb_span s)
{
	long long total = 0, run = 0;
	size_t len;

	for (size_t i = 0; i < s.n && total + run < 100000000; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(s, i), &len);
		int digit = cp >= '0' && cp <= '9' ? (int)cp - '0' : cp >= 0xff10 && cp <= 0xff19 ? (int)cp - 0xff10 : han_digit(cp);

		if (digit >= 0) {
			run = 10 * run + digit;
		} else if (cp == 0x5341 || cp == 0x2f17) { /* 十 */
			total += (run > 0 ? run : 1) * 10;
			run = 0;
		} else if (cp == 0x767e) { /* 百 */
			total += (run > 0 ? run : 1) * 100;
			run = 0;
		} else if (cp >= 0x2460 && cp <= 0x2473) {
			run = (long long)cp - 0x2460 + 1;
		} else if (!gb_utf8_is_space(cp)) {
			return 0;
		}
	}
	return total + run;
}

struct gb_span gb_seg_day(struct gb_arena *a, long long y, long long m, long long d)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (y < 1000 || y > 9999 || m < 1 || m > 12 || d < 1 || d > days[m - 1])
		return GB_S("");
	char *out = gb_arena_alloc(a, 10);
	const long long part[] = { y / 1000, y / 100 % 10, y / 10 % 10, y % 10, -1, m / 10, m % 10, -1, d / 10, d % 10 };

	for (size_t i = 0; i < 10; i++)
		out[i] = part[i] < 0 ? '-' : (char)('0' + part[i]);
	return (struct gb_span){ out, 10 };
}

struct gb_span gb_seg_short(struct gb_span s, size_t most_cp)
{
	return s.n <= most_cp ? s : gb_span_sub(s, 0, gb_utf8_offset(s, most_cp));
}

bool gb_seg_same(struct gb_span a, struct gb_span b)
{
	size_t i = 0, k = 0, len;

	while (i < a.n || k < b.n) {
		if (i < a.n && gb_utf8_is_space(gb_utf8_decode(gb_span_from(a, i), &len)))
			i += len;
		else if (k < b.n && gb_utf8_is_space(gb_utf8_decode(gb_span_from(b, k), &len)))
			k += len;
		else if (i >= a.n || k >= b.n || a.p[i++] != b.p[k++])
			return false;
	}
	return true;
}

static bool cp_in(uint32_t cp, const char *cps)
{
	struct gb_span s = gb_span_of(cps);
	size_t len;

	for (size_t i = 0; i < s.n; i += len)
		if (gb_utf8_decode(gb_span_from(s, i), &len) == cp)
			return true;
	return false;
}

bool gb_seg_ends_in(struct gb_span s, const char *cps)
{
	size_t len;

	return s.n > 0 && cp_in(gb_utf8_decode_last(s, &len), cps);
}

size_t gb_seg_quote_step(uint32_t cp)
{
	static const struct {
		uint32_t open, close;
	} pairs[] = { { '(', ')' },       { 0xff08, 0xff09 }, { 0x201c, 0x201d }, { 0x300a, 0x300b }, { 0x2018, 0x2019 },
		      { 0x3010, 0x3011 }, { 0x3014, 0x3015 }, { 0x300c, 0x300d }, { 0x300e, 0x300f }, { '[', ']' } };

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		if (cp == pairs[i].open)
			return 1;
		if (cp == pairs[i].close)
			return 2;
	}
	return 0;
}

size_t gb_seg_stop(struct gb_span s, const char *cps, size_t most_cp)
{
	size_t depth = 0, len;

	for (size_t i = 0; i < s.n && most_cp > 0; i += len, most_cp--) {
		uint32_t cp = gb_utf8_decode(gb_span_from(s, i), &len);
		size_t step = gb_seg_quote_step(cp);

		if (step == 1)
			depth++;
		else if (step == 2)
			depth -= depth > 0;
		else if (depth == 0 && cp_in(cp, cps))
			return i;
	}
	return (size_t)-1;
}

struct gb_span gb_seg_date(struct gb_seg *s, const struct gb_match *m, struct gb_span text)
{
	return gb_seg_day(s->a, gb_seg_integer(gb_match_field(m, text, "year")), gb_seg_integer(gb_match_field(m, text, "month")),
			  gb_seg_integer(gb_match_field(m, text, "day")));
}

/* Names cut at any of `seps` outside brackets, trimmed; empty ones are left out. */
void gb_seg_names(struct gb_arena *a, struct gb_span list, const char *seps, struct gb_spans *out)
{
	size_t len;

	while (list.n > 0) {
		size_t at = gb_seg_stop(list, seps, (size_t)-1);
		struct gb_span name = gb_span_trim(gb_span_sub(list, 0, at));

		if (name.n > 0)
			*GB_PUSH(a, out->item, out->n, out->cap) = gb_seg_tidy(a, name);
		if (at == (size_t)-1)
			return;
		gb_utf8_decode(gb_span_from(list, at), &len);
		list = gb_span_from(list, at + len);
	}
}

bool gb_seg_is_nothing(struct gb_span t)
{
	size_t len;

	for (size_t i = 0; i < t.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(t, i), &len);

		if (!gb_utf8_is_space(cp) && cp != '-' && cp != 0x2014 && cp != 0x2013 && cp != 0x2015 && cp != '/' && cp != 0xff0f &&
		    cp != 0x2500 && cp != 0x2026)
			return false;
	}
	return true;
}

bool gb_seg_is_number(struct gb_span t)
{
	size_t digits = 0, han = 0, len;

	if (t.n == 0 || t.n > 90)
		return false;
	for (size_t i = 0; i < t.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(t, i), &len);

		digits += (cp >= '0' && cp <= '9') || (cp >= 0xff10 && cp <= 0xff19);
		han += gb_utf8_is_han(cp);
		if (cp == 0x3002 || cp == 0xff0c)
			return false;
	}
	return digits > 0 && han <= 6;
}
