/*
 * Opening brackets that the text layer has lost.  Some programs write them with
 * a glyph that is said to be a space ("关于印发 革命文物保护规划》的通知", "一）指导思想"):
 * on the page there is a gap as wide as a bracket, and later its other half.
 */
#include "internal.h"
#include "base/utf8.h"

struct pair {
	uint32_t open, close;
};

static const struct pair pairs[] = { { 0xff08, 0xff09 }, { 0x300a, 0x300b }, { 0x3014, 0x3015 }, { 0x3010, 0x3011 } };

enum { PAIRS = sizeof pairs / sizeof *pairs, DEEP = 16 };

_Static_assert((int)PAIRS == (int)GB_BRACKETS, "a count for every pair");

struct text {
	uint32_t *cp;
	size_t n;
	size_t open[DEEP]; /* brackets that are open, the outermost first */
	size_t depth;
	size_t since; /* after the last bracket or end of a sentence */
};

static uint32_t opener_of(uint32_t cp)
{
	for (size_t i = 0; i < PAIRS; i++)
		if (pairs[i].close == cp)
			return pairs[i].open;
	return 0;
}

static bool opens(uint32_t cp)
{
	for (size_t i = 0; i < PAIRS; i++)
		if (pairs[i].open == cp)
			return true;
	return false;
}

static bool ends(uint32_t cp)
{
	return cp == 0x3002 || cp == 0xff1b || cp == 0xff01 || cp == 0xff1f || cp == '\n';
}

/* The only gap as wide as a bracket between two places, or n. */
static size_t only_gap(const struct gb_layout_draft *d, const struct text *t, size_t from, size_t to)
{
	size_t found = t->n;

	for (size_t i = 0; i < d->ngap; i++) {
		if (d->gap[i] < from || d->gap[i] >= to)
			continue;
		if (found < t->n)
			return t->n;
		found = d->gap[i];
	}
	return found;
}

static bool closed_later(const struct text *t, size_t from, uint32_t open)
{
	for (size_t i = from; i < t->n && t->cp[i] != open; i++)
		if (opener_of(t->cp[i]) == open)
			return true;
	return false;
}

/* A closing bracket at i; true when its other half can only have stood before the first character. */
static bool close_at(const struct gb_layout_draft *d, struct text *t, size_t i)
{
	const uint32_t open = opener_of(t->cp[i]);
	size_t k = t->depth;

	while (k > 0 && t->cp[t->open[k - 1]] != open)
		k--;
	if (k > 0) {
		t->depth = k - 1;
		return false;
	}
	const size_t gap = only_gap(d, t, t->since, i);

	if (gap < t->n)
		t->cp[gap] = open;
	else if (t->depth > 0 && t->open[t->depth - 1] + 1 == t->since && !closed_later(t, i, t->cp[t->open[t->depth - 1]]))
		t->cp[t->open[--t->depth]] = open; /* the wrong one was written */
	else
		return t->depth == 0 && t->since == 0;
	return false;
}

static bool numeral(uint32_t cp)
{
	static const uint32_t ten[] = { 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d, 0x5341 };

	for (size_t i = 0; i < sizeof ten / sizeof *ten; i++)
		if (ten[i] == cp)
			return true;
	return false;
}

/* Nothing but a number before the bracket: 一）, 十二） */
static bool counts(const struct text *t, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!numeral(t->cp[i]))
			return false;
	return n >= 1 && n <= 3;
}

/* The first line begins one character further in than a paragraph does. */
static bool room_before(const struct gb_layout_draft *d)
{
	const double em = d->first.size, in = d->first.box.x0 - d->first.left;

	return em > 0 && in > 2.65 * em && in < 3.35 * em;
}

/* The text as mended, with the bracket `first` in front of it if that is not 0. */
static void put_back(struct gb_layout_draft *d, const struct text *t, uint32_t first)
{
	gb_buf_clear(&d->text);
	if (first != 0)
		gb_buf_add_cp(&d->text, first);
	for (size_t i = 0; i < t->n; i++)
		gb_buf_add_cp(&d->text, t->cp[i]);
	for (size_t i = 0; i < d->block.lines.n && first != 0; i++) {
		d->block.lines.item[i].off_cp += i > 0;
		d->block.lines.item[i].len_cp += i == 0;
	}
	d->cp += first != 0;
	d->strong_cp += first != 0 && d->strong_cp > 0;
}

void gb_brackets_count(struct gb_layout_draft *d, uint32_t cp)
{
	if (cp < 0x3000 || (cp > 0x3020 && cp < 0xff00))
		return;
	for (size_t i = 0; i < PAIRS; i++)
		d->unpaired[i] += (pairs[i].open == cp) - (pairs[i].close == cp);
}

void gb_brackets_restore(struct gb_layout_draft *d)
{
	struct gb_span s = gb_buf_span(&d->text);
	struct text t = { .cp = gb_arena_array(d->a, d->cp + 1, sizeof *t.cp) };
	uint32_t first = 0;
	bool whole = true;

	for (size_t i = 0; i < PAIRS; i++)
		whole = whole && d->unpaired[i] >= 0;
	if (whole)
		return;
	for (; s.n > 0 && t.n < d->cp; t.n++) {
		size_t n;

		t.cp[t.n] = gb_utf8_decode(s, &n);
		s = gb_span_from(s, n);
	}
	for (size_t i = 0; i < t.n; i++) {
		if (opens(t.cp[i])) {
			if (t.depth == DEEP)
				return;
			t.open[t.depth++] = i;
		} else if (opener_of(t.cp[i]) != 0)
			first = close_at(d, &t, i) && (counts(&t, i) || room_before(d)) ? opener_of(t.cp[i]) : first;
		else if (!ends(t.cp[i]))
			continue;
		t.since = i + 1;
	}
	put_back(d, &t, first);
}
