/* Where the title of a measure ends and its text begins. */
#include "internal.h"
#include "base/utf8.h"

#define TITLE_CP 60 /* a longer first sentence is text */
#define COLON_CP 30
#define LEAD_CP 26  /* a lead told by its words alone */
#define BOLD_CP 48  /* a lead that is set apart by its type */

/* 2025年 at `i`: its length, or 0. */
static size_t year_at(struct gb_span t, size_t i)
{
	size_t n = 0;

	while (n < 5 && i + n < t.n && t.p[i + n] >= '0' && t.p[i + n] <= '9')
		n++;
	return n == 4 && gb_span_starts(gb_span_from(t, i + 4), GB_S("年")) ? 4 : 0;
}

/*
 * Digits outside quotes, or many commas: a sentence with a content of its own,
 * not a name.  Behind a mark a year is part of the name: （一）2025年工作情况。
 */
static bool is_prose(struct gb_span t, bool marked)
{
	size_t depth = 0, commas = 0, len;

	for (size_t i = 0; i < t.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(t, i), &len);
		size_t step = gb_seg_quote_step(cp);

		depth += step == 1;
		depth -= step == 2 && depth > 0;
		if (depth > 0)
			continue;
		if (marked && year_at(t, i) > 0) {
			len = 4;
			continue;
		}
		if ((cp >= '0' && cp <= '9') || cp == 0xff1b)
			return true;
		commas += cp == 0xff0c;
	}
	return commas > 2;
}

static size_t stop_len(struct gb_span s, size_t at)
{
	size_t len;

	gb_utf8_decode(gb_span_from(s, at), &len);
	return len;
}

/* The first clause, for an item that has no title of its own. */
static struct gb_span first_clause(struct gb_span body)
{
	size_t at = gb_seg_stop(body, "，；：。！？,;:", 40);

	if (at != (size_t)-1 && at >= 9)
		return gb_span_sub(body, 0, at);
	return gb_span_sub(body, 0, gb_utf8_offset(body, 40));
}

static struct gb_span without_stop(struct gb_span t)
{
	while (gb_seg_ends_in(t, "。；：，;:、"))
		t.n -= gb_seg_ends_in(t, ";:") ? 1 : 3;
	return gb_span_trim(t);
}

struct gb_heading gb_heading_title_split(struct gb_seg *s, struct gb_span text, size_t mark, size_t bold)
{
	struct gb_span body = gb_span_from(text, mark);
	size_t whole = gb_parties_tail(s, body);
	struct gb_span plain = gb_span_trim(gb_span_sub(body, 0, whole));
	size_t at = gb_seg_stop(plain, "。！？：:", TITLE_CP);
	struct gb_heading h = { first_clause(plain), mark };
	struct gb_span t;

	if (at != (size_t)-1 && gb_seg_ends_in(gb_span_sub(plain, 0, at + stop_len(plain, at)), "：:") &&
	    gb_utf8_count(gb_span_sub(plain, 0, at)) > COLON_CP)
		at = gb_seg_stop(plain, "。！？", TITLE_CP);
	if (at == (size_t)-1) { /* a heading on a line of its own, or one long sentence */
		if (gb_utf8_count(gb_span_sub(plain, 0, 4 * TITLE_CP)) <= TITLE_CP + 20 && gb_utf8_count(plain) <= TITLE_CP + 20) {
			h.title = without_stop(plain);
			h.skip = gb_seg_ends_in(plain, "；;") ? mark : text.n;
		}
		return h;
	}
	t = gb_span_trim(gb_span_sub(plain, 0, at));
	struct gb_span rest = gb_span_trim(gb_span_from(plain, at + stop_len(plain, at)));

	if (rest.n == 0) {
		h.title = without_stop(t);
		h.skip = gb_seg_ends_in(plain, "：:") ? text.n : mark;
		return h;
	}
	if (is_prose(t, mark > 0) && (bold == 0 || gb_utf8_count(gb_span_sub(text, 0, mark + t.n)) > bold + 1))
		return h;
	h.title = t;
	h.skip = (size_t)(rest.p - text.p);
	return h;
}

static size_t dashes(struct gb_span t)
{
	size_t n = 0, len;

	while (n < t.n) {
		uint32_t cp = gb_utf8_decode(gb_span_from(t, n), &len);

		if (cp != 0x2014 && cp != 0x2015 && cp != 0x2500 && cp != '-' && cp != 0x25cf && cp != 0x25a0 && cp != 0x2022 &&
		    !gb_utf8_is_space(cp))
			break;
		n += len;
	}
	return n;
}

bool gb_heading_title_run_in(struct gb_seg *s, const struct gb_run *run, bool colon, struct gb_heading *out)
{
	struct gb_span text = run->text;
	size_t from = dashes(text), bold = run->cell == NULL && run->off_cp == 0 ? run->block->style.lead_cp : 0;
	struct gb_span body = gb_span_from(text, from);
	size_t at = gb_seg_stop(body, colon ? "。！？：:" : "。！？", BOLD_CP + 1);
	size_t most = bold > 0 || from > 0 ? BOLD_CP : LEAD_CP;

	if (at == (size_t)-1 || at < 9 || gb_utf8_count(gb_span_sub(body, 0, at)) > most)
		return false;
	struct gb_span lead = gb_span_trim(gb_span_sub(body, 0, at));
	struct gb_span rest = gb_span_trim(gb_span_from(body, at + stop_len(body, at)));
	bool set_apart = bold > 0 && gb_utf8_count(gb_span_sub(text, 0, from + lead.n)) <= bold + 2;

	if (gb_seg_ends_in(gb_span_sub(body, 0, at + stop_len(body, at)), "！？") || rest.n < 30)
		return false;
	if (!set_apart && (is_prose(lead, false) || (from == 0 && gb_words_prefix(s->words[GB_W_LEAD_STOP], lead) > 0)))
		return false;
	*out = (struct gb_heading){ lead, (size_t)(rest.p - text.p) };
	return true;
}
