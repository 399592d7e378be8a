/*
 * Ruling lines in a picture.  A run of dark pixels much longer than any stroke of
 * a character, and thin, is a piece of a line; pieces that lie in neighbouring
 * rows or columns are one.  Lines are painted white once they are known: OCR takes
 * them for strokes.
 */
#include "internal.h"

#include <string.h>

enum { DARK = 150, GAP = 3 /* pixels missing in a line */, RUNS = 200000 };

/* Points: no stroke of a character is as long, no line is as thick. */
static const double LONG = 36, THICK = 3;

struct run {
	int at;         /* row of a lying line, column of a standing one */
	int from, to;   /* pixels along it, end exclusive */
	int first;      /* row or column where the line begins */
	bool closed;
};

struct runs {
	struct run *item;
	size_t n, cap;
};

struct scan {
	struct gb_raster *p;
	bool standing;
	int length, across; /* pixels */
};

static unsigned char *pixel(const struct scan *s, int at, int along)
{
	const int x = s->standing ? at : along, y = s->standing ? along : at;

	return &s->p->pixel[(size_t)y * (size_t)s->p->stride + (size_t)x];
}

static bool is_dark(const struct scan *s, int at, int along)
{
	return *pixel(s, at, along) < DARK;
}

/* The next long run of row (column) `at`, searched from *i on. */
static bool next_run(const struct scan *s, int at, int *i, int shortest, struct run *out)
{
	int from = -1, last = -1;

	for (; *i < s->length; (*i)++) {
		if (is_dark(s, at, *i)) {
			from = from < 0 ? *i : from;
			last = *i;
		} else if (from >= 0 && *i - last > GAP) {
			if (last + 1 - from >= shortest)
				break;
			from = -1;
		}
	}
	if (from < 0 || last + 1 - from < shortest)
		return false;
	*out = (struct run){ at, from, last + 1, at, false };
	return true;
}

/* The line that a run of the row after goes on with. */
static struct run *line_over(struct runs *lines, size_t from, const struct run *r)
{
	for (size_t i = lines->n; i-- > from;) {
		struct run *l = &lines->item[i];

		if (l->at + 2 >= r->at && l->from < r->to && r->from < l->to)
			return l;
	}
	return NULL;
}

static void find(const struct scan *s, struct gb_arena *a, struct runs *out)
{
	const int shortest = (int)(LONG * s->p->scale);
	size_t live = 0;

	for (int at = 0; at < s->across; at++) {
		struct run r;

		for (int i = 0; out->n < RUNS && next_run(s, at, &i, shortest, &r);) {
			struct run *l = line_over(out, live, &r);

			if (l == NULL) {
				*GB_PUSH(a, out->item, out->n, out->cap) = r;
				continue;
			}
			l->at = at;
			l->from = r.from < l->from ? r.from : l->from;
			l->to = r.to > l->to ? r.to : l->to;
		}
		while (live < out->n && out->item[live].at + 2 < at)
			live++;
	}
}

static bool is_line(const struct scan *s, const struct run *l)
{
	return l->at + 1 - l->first <= (int)(THICK * s->p->scale) + 1;
}

static void wipe(const struct scan *s, const struct run *l)
{
	for (int at = l->first - 1; at <= l->at + 1; at++)
		for (int i = l->from; at >= 0 && at < s->across && i < l->to; i++)
			*pixel(s, at, i) = 255;
}

static void add(const struct scan *s, struct gb_arena *a, struct gb_layout_rules *rules, const struct run *l)
{
	const double along = s->p->scale * (s->standing ? 1 : s->p->stretch), k = s->p->scale * (s->standing ? s->p->stretch : 1);
	const double from = l->from / along, to = l->to / along, y0 = l->first / k, y1 = (l->at + 1) / k;

	if (s->standing)
		gb_ruling_add(a, rules, y0, from, y1, to);
	else
		gb_ruling_add(a, rules, from, y0, to, y1);
}

void gb_rules_find(struct gb_raster *p, struct gb_arena *a, struct gb_layout_page *page)
{
	const struct scan lying = { p, false, p->width, p->height }, standing = { p, true, p->height, p->width };
	const struct scan *scans[] = { &lying, &standing };
	struct gb_layout_rules rules = { 0 };
	struct runs runs[2] = { { 0 }, { 0 } };

	for (size_t k = 0; k < 2; k++)
		find(scans[k], a, &runs[k]);
	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < runs[k].n; i++)
			if (is_line(scans[k], &runs[k].item[i])) {
				add(scans[k], a, &rules, &runs[k].item[i]);
				wipe(scans[k], &runs[k].item[i]);
			}
	page->rule = rules.item;
	page->nrule = rules.n;
}
