/* Running heads, feet and page numbers: told by what they say, where they stand, and that they come again. */
#include <math.h>
#include <string.h>

#include "internal.h"

enum { EDGE_LINES = 3 };

static const double EDGE = 0.13; /* share of the page's height at top and bottom */

static bool leader(uint32_t cp)
{
	return cp == '.' || cp == 0x2026 || cp == 0x22ef || cp == 0xb7 || cp == 0xff0e || cp == 0x2024 || cp == 0x2025;
}

static bool digit(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 0xff10 && cp <= 0xff19);
}

bool gb_furniture_is_toc(const struct gb_layout_tline *ln)
{
	size_t end = ln->n, dots = 0;

	while (end > 0 && (ln->g[end - 1].cp == ')' || ln->g[end - 1].cp == 0xff09 || ln->g[end - 1].cp == 0x2014 ||
			   ln->g[end - 1].cp == '-'))
		end--;
	const size_t last = end;

	while (end > 0 && digit(ln->g[end - 1].cp))
		end--;
	if (end == last || last - end > 4)
		return false;
	while (end > 0 && (ln->g[end - 1].cp == '(' || ln->g[end - 1].cp == 0xff08 || ln->g[end - 1].cp == 0x2014 ||
			   ln->g[end - 1].cp == '-'))
		end--;
	for (; end > 0 && leader(ln->g[end - 1].cp); end--)
		dots += ln->g[end - 1].cp == 0x2026 || ln->g[end - 1].cp == 0x22ef ? 3 : 1;
	return dots >= 4;
}

static bool roman(uint32_t cp)
{
	return cp == 'I' || cp == 'V' || cp == 'X' || cp == 'i' || cp == 'v' || cp == 'x' || (cp >= 0x2160 && cp <= 0x217f);
}

/* The number a line that is nothing but a page number says, or -1; *dressed: it has dashes or words. */
static int page_number(const struct gb_layout_tline *ln, bool *dressed)
{
	int value = 0;
	size_t digits = 0, romans = 0;
	bool first = true;

	*dressed = false;
	for (size_t i = 0; i < ln->n; i++) {
		const uint32_t cp = ln->g[i].cp;

		if (digit(cp)) {
			if (first)
				value = value * 10 + (int)(cp >= 0xff10 ? cp - 0xff10 : cp - '0');
			if (++digits > 8)
				return -1;
			continue;
		}
		first = first && digits == 0;
		romans += roman(cp);
		if (gb_line_is(ln, i, GB_WORDS_PAGE_DRESS))
			*dressed = true;
		else if (!roman(cp))
			return -1;
	}
	if (digits == 0 && romans > 0 && romans < 6)
		return 0;
	return digits > 0 && value < 100000 && romans == 0 ? value : -1;
}

static bool at_head(const struct gb_layout_sheet *s, const struct gb_layout_tline *ln)
{
	return ln->box.y1 < EDGE * s->height;
}

static bool at_foot(const struct gb_layout_sheet *s, const struct gb_layout_tline *ln)
{
	return ln->box.y0 > (1 - EDGE) * s->height;
}

static bool same_text(const struct gb_layout_tline *a, const struct gb_layout_tline *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (a->g[i].cp != b->g[i].cp)
			return false;
	return true;
}

/* Equal but for one number that grows as the pages do. */
static bool same_but_number(const struct gb_layout_tline *a, const struct gb_layout_tline *b, int pages)
{
	size_t i = 0, j = 0;
	bool counted = false;

	while (i < a->n && j < b->n) {
		if (digit(a->g[i].cp) && digit(b->g[j].cp)) {
			int x = 0, y = 0;

			for (; i < a->n && digit(a->g[i].cp) && x < 100000; i++)
				x = x * 10 + (int)(a->g[i].cp & 15);
			for (; j < b->n && digit(b->g[j].cp) && y < 100000; j++)
				y = y * 10 + (int)(b->g[j].cp & 15);
			counted = counted || (x != y && y - x == pages);
			if (x != y && y - x != pages)
				return false;
			continue;
		}
		if (a->g[i++].cp != b->g[j++].cp)
			return false;
	}
	return i == a->n && j == b->n && counted;
}

/* On how many other pages that are held does the line stand at the same height? */
static size_t comes_again(const struct gb_layout *l, const struct gb_layout_sheet *s, const struct gb_layout_tline *ln)
{
	size_t times = 0;

	for (size_t i = 0; i < l->nsheet; i++) {
		const struct gb_layout_sheet *o = l->sheet[i];
		bool found = false;

		if (o == s || fabs(o->height - s->height) > 1)
			continue;
		for (size_t j = 0; j < o->lines.n && !found; j++) {
			const struct gb_layout_tline *x = &o->lines.item[j];

			found = fabs(x->box.y0 - ln->box.y0) < 4 &&
				(same_text(x, ln) || same_but_number(ln, x, o->number - s->number));
		}
		times += found;
	}
	return times;
}

static bool seen_before(const struct gb_layout *l, struct gb_span text)
{
	for (size_t i = 0; i < l->nseen; i++)
		if (gb_span_eq(l->seen[i], text))
			return true;
	return false;
}

/* Does the number follow from those on other pages? */
static bool in_sequence(const struct gb_layout *l, const struct gb_layout_sheet *s, const struct gb_layout_tline *ln, int number)
{
	for (size_t i = 0; i < l->nsheet; i++) {
		const struct gb_layout_sheet *o = l->sheet[i];

		if (o == s)
			continue;
		for (size_t j = 0; j < o->lines.n; j++) {
			bool dressed;
			const struct gb_layout_tline *x = &o->lines.item[j];

			if (fabs(x->box.y0 - ln->box.y0) < 6 &&
			    page_number(x, &dressed) - number == o->number - s->number)
				return true;
		}
	}
	return l->nsheet == 1 && (number == s->number || ln->box.y0 > 0.92 * s->height);
}

static bool is_large(const struct gb_layout *l, const struct gb_layout_tline *ln)
{
	return l->body_size > 0 && ln->size > 1.1 * l->body_size;
}

/* A line of the same size follows closely: the first line of a title.  Titles of several documents can begin alike. */
static bool titles(const struct gb_layout_sheet *s, const struct gb_layout_tline *ln)
{
	const struct gb_layout_tline *next = ln + 1;

	return next < s->lines.item + s->lines.n && fabs(next->size - ln->size) < 0.5 && next->box.y0 - ln->box.y0 < 2.6 * ln->size;
}

static bool is_furniture(struct gb_layout *l, const struct gb_layout_sheet *s, const struct gb_layout_tline *ln)
{
	bool dressed;
	const int number = page_number(ln, &dressed);

	if (number >= 0 && ((dressed && number > 0) || in_sequence(l, s, ln, number)))
		return true;
	if (gb_line_is(ln, 0, GB_WORDS_ANNEX_START)) /* 附件 stands at the top of many pages and is text */
		return false;
	const struct gb_span text = gb_line_text(l, s->a, ln);

	if (!is_large(l, ln) && seen_before(l, text))
		return true;
	const size_t times = comes_again(l, s, ln);

	if (times < (l->nsheet > 3 ? 2 : 1) || (is_large(l, ln) && (titles(s, ln) || 3 * times + 3 < 2 * l->nsheet)))
		return false;
	if (l->nseen < 64)
		*GB_PUSH(l->a, l->seen, l->nseen, l->seen_cap) = gb_arena_copy(l->a, text);
	return true;
}

/* Nothing but furniture may stand between a running head and the edge: stop at the first line of text. */
static void mark_edge(struct gb_layout *l, struct gb_layout_sheet *s, bool head)
{
	size_t looked = 0;

	for (size_t k = 0; k < s->lines.n && looked < EDGE_LINES; k++) {
		struct gb_layout_tline *ln = &s->lines.item[head ? k : s->lines.n - 1 - k];

		if (!(head ? at_head(s, ln) : at_foot(s, ln)))
			return;
		looked++;
		if (is_furniture(l, s, ln))
			ln->kind = head ? GB_LINE_HEAD : GB_LINE_FOOT;
		else if (looked > 1)
			return;
	}
}

/* Beside lines with leaders: the title was so long that no room was left for them. */
static bool toc_beside(const struct gb_layout_sheet *s, size_t i)
{
	const struct gb_layout_tline *ln = &s->lines.item[i];

	if (ln->n < 12 || !digit(ln->g[ln->n - 1].cp))
		return false;
	for (size_t k = i > 0 ? i - 1 : 1; k <= i + 1 && k < s->lines.n; k += 2)
		if (s->lines.item[k].kind == GB_LINE_TOC && fabs(s->lines.item[k].box.x1 - ln->box.x1) < ln->size &&
		    fabs(s->lines.item[k].size - ln->size) < 1)
			return true;
	return false;
}

/* The page number at the right end of a line, set off by a gap; -1 when there is none. */
static int right_number(const struct gb_layout_tline *ln)
{
	size_t i = ln->n;
	int value = 0;

	while (i > 0 && digit(ln->g[i - 1].cp))
		i--;
	if (i < 4 || ln->n - i < 1 || ln->n - i > 3 || ln->g[i].x0 - ln->g[i - 1].x1 < 1.5F * (float)ln->size)
		return -1;
	for (; i < ln->n; i++)
		value = value * 10 + (int)(ln->g[i].cp & 15);
	return value;
}

static bool says_contents(const struct gb_layout_tline *ln) /* 目录, 目次 */
{
	return ln->n == 2 && gb_line_word(ln, 0, GB_WORDS_CONTENTS_HEAD) == 2;
}

/* Below the word 目录: lines with growing numbers at one right edge, whether there are leaders or not. */
static void mark_below_heading(struct gb_layout_sheet *s, size_t heading)
{
	int last = 0;
	double edge = 0;

	for (size_t i = heading + 1; i < s->lines.n; i++) {
		struct gb_layout_tline *ln = &s->lines.item[i];
		const int number = right_number(ln);

		if (ln->kind == GB_LINE_TOC)
			continue;
		if (ln->kind != GB_LINE_TEXT || number < last || (edge > 0 && fabs(ln->box.x1 - edge) > ln->size))
			return;
		ln->kind = GB_LINE_TOC;
		last = number;
		edge = ln->box.x1;
	}
}

static void mark_toc(struct gb_layout_sheet *s)
{
	for (size_t i = 0; i < s->lines.n; i++)
		if (s->lines.item[i].kind == GB_LINE_TEXT && gb_furniture_is_toc(&s->lines.item[i]))
			s->lines.item[i].kind = GB_LINE_TOC;
	for (size_t i = 0; i < s->lines.n; i++) {
		if (s->lines.item[i].kind == GB_LINE_TEXT && toc_beside(s, i))
			s->lines.item[i].kind = GB_LINE_TOC;
		if (says_contents(&s->lines.item[i]))
			mark_below_heading(s, i);
	}
}

void gb_furniture_of(struct gb_layout *l, size_t first, size_t n)
{
	for (size_t i = first; i < first + n; i++) {
		gb_para_sizes(l, l->sheet[i]);
		mark_edge(l, l->sheet[i], true);
		mark_edge(l, l->sheet[i], false);
		mark_toc(l->sheet[i]);
	}
}
