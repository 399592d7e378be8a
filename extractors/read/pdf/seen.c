/*
 * Which text of a page somebody sees as its text: not what is drawn invisibly, in
 * white on white, under a box, in letters of a point, and not what is laid over
 * or under the page as a watermark, known by its angle, its repetition, its
 * colour, or because the file says so.
 */
#include <math.h>

#include "internal.h"

/* Points: smaller letters nobody reads.  Degrees: less is a page that was scanned askew. */
static const float SPECK = 1.6F, SLANT = 4;

/* A colour so light is paper; a watermark is lighter than this; so much larger than the text of the page. */
static const float PAPER = 0.97F, PALE = 0.68F, LARGE = 1.7F;

/* Shares of the text of a page: what is slanted is a watermark up to here; so much hidden text is how the file is made. */
static const double SLANTED = 0.4, MOST = 0.5;

enum { TILES = 3 /* of one text make a pattern */ };

static bool inside(const struct gb_pdf_area *a, float x, float y)
{
	return x >= a->x0 && x <= a->x1 && y >= a->y0 && y <= a->y1;
}

/* The middle of its first letter. */
static void first_letter(const struct gb_pdf_show *s, float *x, float *y)
{
	*x = s->x + (s->upright ? 0.25F * s->size : 0);
	*y = s->y - (s->upright ? 0.35F * s->size : 0);
}

/* Is what lies under it the colour of paper? */
static bool on_paper(const struct gb_pdf_drawn *d, const struct gb_pdf_show *s)
{
	float x, y;

	first_letter(s, &x, &y);
	for (size_t i = s->areas; i-- > 0;)
		if (inside(&d->areas.item[i], x, y))
			return d->areas.item[i].white && d->areas.item[i].covers;
	return true;
}

/* Is all of it under a box that was painted later? */
static bool covered(const struct gb_pdf_drawn *d, const struct gb_pdf_show *s)
{
	float x, y;

	if (!s->upright)
		return false;
	first_letter(s, &x, &y);
	for (size_t i = s->areas; i < d->areas.n; i++) {
		const struct gb_pdf_area *a = &d->areas.item[i];

		if (a->covers && inside(a, x, y) && a->x1 >= s->x + 0.9F * s->length && a->y1 - a->y0 >= 0.7F * s->size)
			return true;
	}
	return false;
}

static bool on_picture(const struct gb_pdf_drawn *d, const struct gb_pdf_show *s)
{
	for (size_t i = 0; i < d->images.n; i++) {
		const struct gb_layout_rule *b = &d->images.item[i];

		if (s->x >= b->x0 - 1 && s->x <= b->x1 + 1 && s->y >= b->y0 - 1 && s->y <= b->y1 + 1)
			return true;
	}
	return false;
}

struct sums {
	size_t all, invisible, slanted;
	float usual; /* size of most text */
};

/* The size that most bytes of upright text have, to half a point. */
static float usual_size(const struct gb_pdf_shows *all)
{
	size_t count[128] = { 0 }, best = 0;

	for (size_t i = 0; i < all->n; i++) {
		const float size = all->item[i].size * 2;

		if (size > 0 && size < 127 && all->item[i].angle < SLANT)
			count[(size_t)size] += all->item[i].bytes;
	}
	for (size_t i = 1; i < 128; i++)
		if (count[i] > count[best])
			best = i;
	return (float)best / 2;
}

static struct sums sum_up(const struct gb_pdf_shows *all)
{
	struct sums t = { 0 };

	for (size_t i = 0; i < all->n; i++) {
		t.all += all->item[i].bytes;
		t.invisible += all->item[i].invisible ? all->item[i].bytes : 0;
		t.slanted += all->item[i].angle >= SLANT ? all->item[i].bytes : 0;
	}
	t.usual = usual_size(all);
	return t;
}

static size_t repeats(const struct gb_pdf_shows *all, const struct gb_pdf_show *s)
{
	size_t n = 0;

	for (size_t i = 0; i < all->n && n < TILES; i++)
		n += all->item[i].hash == s->hash && all->item[i].bytes == s->bytes;
	return n;
}

static bool is_watermark(const struct gb_pdf_drawn *d, const struct gb_pdf_show *s, const struct sums *t)
{
	const bool pale = (s->light >= PALE || s->alpha <= 0.5F) && on_paper(d, s);

	if (s->watermark)
		return true;
	if (s->angle >= SLANT)
		return (double)t->slanted <= SLANTED * (double)t->all || repeats(&d->shows, s) >= TILES;
	return pale && (s->size >= LARGE * t->usual || (s->bytes >= 4 && repeats(&d->shows, s) >= TILES));
}

/* Hidden by how it is drawn. */
static bool is_unseen(const struct gb_pdf_drawn *d, const struct gb_pdf_show *s, const struct sums *t)
{
	/* Over a picture, or where there is little else, it is what OCR has read or what outlines show. */
	if (s->invisible)
		return (double)t->invisible <= MOST * (double)t->all && !on_picture(d, s);
	if (s->alpha <= 0.02F || (s->size > 0 && s->size < SPECK))
		return true;
	return (s->light >= PAPER && on_paper(d, s)) || covered(d, s);
}

bool gb_pdf_seen(struct gb_pdf_drawn *d)
{
	const struct sums t = sum_up(&d->shows);
	size_t unseen = 0;
	bool any = false;

	for (size_t i = 0; i < d->shows.n; i++) {
		struct gb_pdf_show *s = &d->shows.item[i];

		s->hidden = is_unseen(d, s, &t);
		unseen += s->hidden ? s->bytes : 0;
	}
	/* Where most of a page would be hidden, something of how it is drawn is not understood. */
	for (size_t i = 0; i < d->shows.n; i++) {
		struct gb_pdf_show *s = &d->shows.item[i];

		s->hidden = (s->hidden && (double)unseen <= MOST * (double)t.all) || is_watermark(d, s, &t);
		any = any || s->hidden;
	}
	return any;
}
