/*
 * Which lines make one paragraph.  The main test is the printer's: if the first
 * word of the next line would still have fitted, the line was ended on purpose.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/layout_int.h"

static bool digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

static bool word_part(uint32_t cp)
{
	return digit(cp) || (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || cp == '.' || cp == '%' || cp == '\'';
}

/* Width of what cannot be broken at the start of a line: a word or a character, with the signs that must follow it. */
static double head_width(const struct gb_tline *ln)
{
	size_t i = 0;

	while (i + 1 < ln->n && gb_cp_opens(ln->g[i].cp))
		i++;
	if (word_part(ln->g[i].cp))
		while (i + 1 < ln->n && word_part(ln->g[i + 1].cp) && ln->g[i + 1].x0 - ln->g[i].x1 < 0.3 * ln->size)
			i++;
	while (i + 1 < ln->n && gb_cp_closes(ln->g[i + 1].cp))
		i++;
	return (double)ln->g[i].x1 - (double)ln->g[0].x0;
}

bool gb_line_centred(const struct gb_tline *ln)
{
	const double mid = (ln->box.x0 + ln->box.x1) / 2, area = (ln->left + ln->right) / 2;
	const double em = ln->size > 0 ? ln->size : 12;

	if (ln->right <= ln->left)
		return false;
	return fabs(mid - area) < fmax(0.8 * em, 0.02 * (ln->right - ln->left)) && ln->box.x0 - ln->left > 1.2 * em &&
	       ln->right - ln->box.x1 > 1.2 * em;
}

/* A line ends the sentence with one of these. */
static bool ends_sentence(uint32_t cp)
{
	return cp == 0x3002 || cp == 0xff01 || cp == 0xff1f || cp == 0xff1b || cp == 0xff1a || cp == ';' || cp == ':';
}

static uint32_t cp_at(const struct gb_tline *ln, size_t i)
{
	return i < ln->n ? ln->g[i].cp : 0;
}

static bool numeral(uint32_t cp)
{
	struct gb_span s = GB_S("一二三四五六七八九十百零〇");

	while (s.n >= 3) {
		size_t n;

		if (gb_utf8_decode(s, &n) == cp)
			return true;
		s = gb_span_from(s, n);
	}
	return digit(cp);
}

/* How many glyphs of a numbering mark stand at the start: 一、 （一） 1. （1） 第X章; 0 for none. */
static size_t mark_length(const struct gb_tline *ln)
{
	size_t i = 0;
	const uint32_t c0 = cp_at(ln, 0);
	const bool bracket = c0 == 0xff08 || c0 == '(' || c0 == 0x3014;
	const bool ordinal = c0 == 0x7b2c;

	i = bracket || ordinal;
	const size_t from = i;

	while (numeral(cp_at(ln, i)) && i < from + 4)
		i++;
	if (i == from)
		return c0 >= 0x2460 && c0 <= 0x2473 ? 1 : 0;
	const uint32_t end = cp_at(ln, i);

	if (bracket)
		return end == 0xff09 || end == ')' || end == 0x3015 ? i + 1 : 0;
	if (ordinal) /* 章 节 条 编 篇 */
		return end == 0x7ae0 || end == 0x8282 || end == 0x6761 || end == 0x7f16 || end == 0x7bc7 ? i + 1 : 0;
	if (end == '.' || end == 0xff0e)
		return digit(cp_at(ln, i + 1)) ? 0 : i + 1;
	return end == 0x3001 ? i + 1 : 0;
}

/* A line that is nothing but a date. */
static bool only_date(const struct gb_tline *ln)
{
	return ln->n >= 7 && ln->n <= 14 && cp_at(ln, ln->n - 1) == 0x65e5 && numeral(cp_at(ln, 0)) &&
	       (cp_at(ln, 4) == 0x5e74 || cp_at(ln, 5) == 0x5e74);
}

static bool same_print(const struct gb_layout *l, const struct gb_tline *a, const struct gb_tline *b)
{
	return fabs(a->size - b->size) < 0.08 * fmax(a->size, b->size) + 0.2 && a->bold == b->bold &&
	       (a->face == b->face || gb_span_eq(l->face[a->face].family, l->face[b->face].family));
}

/* From line to line, in line heights; 0 over a page break. */
static double pitch(const struct gb_tline *a, const struct gb_tline *b)
{
	if (a->page != b->page)
		return 0;
	return (b->box.y0 + b->box.y1 - a->box.y0 - a->box.y1) / 2 / fmax(fmin(a->size, b->size), 1);
}

/* Lines of one title: centred (the first may fill the width), printed alike, close together. */
static bool title_joins(const struct gb_layout *l, const struct gb_draft *d, const struct gb_tline *cur, bool full)
{
	const struct gb_tline *prev = &d->last;

	if (!gb_line_centred(cur) || !(gb_line_centred(prev) || full) || !same_print(l, prev, cur))
		return false;
	if (pitch(prev, cur) > 2.6 || prev->page != cur->page || mark_length(cur) > 0 || only_date(cur))
		return false;
	if (full)
		return true;
	/* Narrower centred lines of body size are lines of their own: a date, a number. */
	return l->body_size > 0 && cur->size > 1.15 * l->body_size;
}

static bool is_full(const struct gb_tline *prev, const struct gb_tline *cur)
{
	const double need = head_width(cur);

	if (gb_line_centred(prev) && (prev->cell || gb_line_centred(cur)))
		return prev->box.x1 - prev->box.x0 + need > prev->right - prev->left - 0.05 * cur->size;
	return prev->box.x1 + need > prev->right - 0.05 * cur->size;
}

/* Does the indent of `cur` begin a paragraph, given that the line before is full? */
static bool indent_breaks(const struct gb_draft *d, const struct gb_tline *cur)
{
	const struct gb_tline *prev = &d->last;
	const double em = cur->size, in = cur->box.x0 - cur->left, before = prev->box.x0 - prev->left;

	if (in < 0.8 * em)
		return false;
	const bool usual = fabs(in - 2 * em) < 0.6 * em || (cur->indent > 0 && fabs(in - cur->indent) < 0.5 * em);

	if (mark_length(cur) > 0)
		return true;
	/* Hanging: the text goes on under the words after its mark. */
	if (in > before + 0.8 * em && d->nlines == 1 && !usual)
		return false;
	if (fabs(in - before) < 0.5 * em)
		return d->nlines == 1 ? usual || ends_sentence(d->last_glyph[prev->n > 1].cp) : false;
	return true;
}

bool gb_lines_join(const struct gb_layout *l, const struct gb_draft *d, const struct gb_tline *cur)
{
	const struct gb_tline *prev = &d->last;

	if (d->nlines == 0 || prev->kind == GB_LINE_TOC)
		return d->nlines == 0;
	const bool full = is_full(prev, cur);
	const double step = pitch(prev, cur);

	if (title_joins(l, d, cur, full))
		return true;
	if (!full || only_date(cur))
		return false;
	if (fabs(prev->size - cur->size) > 0.12 * fmax(prev->size, cur->size) + 0.3)
		return false;
	if (step < 0 || (d->pitch > 0 && step > 1.25 * d->pitch + 0.1) || step > 3.2)
		return false;
	if (indent_breaks(d, cur))
		return false;
	if (gb_line_centred(cur) && !gb_line_centred(prev) && !cur->cell)
		return false;
	if (prev->bold != cur->bold && mark_length(cur) > 0)
		return false;
	return true;
}

static int high_first(const void *pa, const void *pb)
{
	const double *a = pa, *b = pb;

	return (*a < *b) - (*a > *b);
}

/* The outermost of n sorted values that has two more within `reach`; false when none has. */
static bool supported(const double *v, size_t n, double reach, double *out)
{
	for (size_t i = 0; i + 2 < n; i++)
		if (fabs(v[i] - v[i + 2]) < reach) {
			*out = v[i];
			return true;
		}
	return false;
}

static bool sheet_area(const struct gb_sheet *s, double *left, double *right)
{
	double *x0 = gb_arena_array(s->a, s->lines.n + 1, sizeof *x0), *x1 = gb_arena_array(s->a, s->lines.n + 1, sizeof *x1);
	double em = 0;
	size_t n = 0;

	for (size_t i = 0; i < s->lines.n; i++) {
		const struct gb_tline *ln = &s->lines.item[i];

		if (ln->kind != GB_LINE_TEXT || ln->n < 8)
			continue;
		x0[n] = -ln->box.x0;
		x1[n++] = ln->box.x1;
		em = fmax(em, ln->size);
	}
	qsort(x0, n, sizeof *x0, high_first);
	qsort(x1, n, sizeof *x1, high_first);
	if (!supported(x0, n, 0.6 * em, left) || !supported(x1, n, 1.3 * em, right))
		return false;
	*left = -*left;
	return *right - *left > 0.3 * s->width;
}

static void weak_area(const struct gb_sheet *s, double *left, double *right)
{
	*left = s->width;
	*right = 0;
	for (size_t i = 0; i < s->lines.n; i++)
		if (s->lines.item[i].kind == GB_LINE_TEXT) {
			*left = fmin(*left, s->lines.item[i].box.x0);
			*right = fmax(*right, s->lines.item[i].box.x1);
		}
	*left = fmin(*left, s->width / 2);
	*right = fmax(*right, s->width - *left);
}

/* The area of a page that says too little for itself: of the page before, or of one after it. */
static void borrowed_area(struct gb_layout *l, const struct gb_sheet *s, double *left, double *right)
{
	if (l->area_right > l->area_left && fabs(l->area_width - s->width) < 1) {
		*left = l->area_left;
		*right = l->area_right;
		return;
	}
	for (size_t i = 0; i < l->nsheet; i++)
		if (fabs(l->sheet[i]->width - s->width) < 1 && sheet_area(l->sheet[i], left, right))
			return;
	weak_area(s, left, right);
}

static bool sizes_of(struct gb_layout *l, const struct gb_sheet *s)
{
	double best = 0;
	size_t most = 0;

	for (size_t i = 0; i < s->lines.n; i++) {
		const struct gb_tline *ln = &s->lines.item[i];
		size_t n = 0;

		if (ln->kind != GB_LINE_TEXT)
			continue;
		for (size_t j = 0; j < s->lines.n; j++)
			if (s->lines.item[j].kind == GB_LINE_TEXT && fabs(s->lines.item[j].size - ln->size) < 0.3)
				n += s->lines.item[j].n;
		if (n > most) {
			most = n;
			best = ln->size;
		}
	}
	if (most > 150 || l->body_size <= 0)
		l->body_size = best;
	return most > 0;
}

void gb_sheet_area(struct gb_layout *l, struct gb_sheet *s)
{
	double left, right;

	sizes_of(l, s);
	if (sheet_area(s, &left, &right)) {
		l->area_left = left;
		l->area_right = right;
		l->area_width = s->width;
	} else
		borrowed_area(l, s, &left, &right);
	for (size_t i = 0; i < s->lines.n; i++) {
		s->lines.item[i].left = left;
		s->lines.item[i].right = fmax(right, left + 1);
	}
}
