/*
 * Tesseract through its C interface.  The library is opened by name: it and what
 * it needs are large, few documents want it, and a program that was built with it
 * runs without.
 */
#include "read/layout/internal.h"
#include "internal.h"
#include "base/utf8.h"

#ifndef GB_TESSERACT

struct gb_ocr *gb_ocr_open(struct gb_span *why)
{
	*why = GB_S("this program was built without OCR (Debian: libtesseract-dev)");
	return NULL;
}

void gb_ocr_close(struct gb_ocr *o)
{
	(void)o;
}

struct gb_span gb_ocr_name(const struct gb_ocr *o)
{
	(void)o;
	return GB_S("");
}

bool gb_ocr_read(struct gb_ocr *o, struct gb_raster *picture, int milliseconds, struct gb_layout *l, struct gb_arena *a,
		 struct gb_layout_page *page)
{
	(void)o, (void)picture, (void)milliseconds, (void)l, (void)a, (void)page;
	return false;
}

#else

#include <dlfcn.h>
#include <glib.h>
#include <math.h>
#include <string.h>
#include <tesseract/capi.h>

#define LANGUAGE "chi_sim"

/* The functions that are used; their types come from the header. */
#define CALLS(X)                                                                                \
	X(TessVersion) X(TessBaseAPICreate) X(TessBaseAPIDelete) X(TessBaseAPIInit3)            \
	X(TessBaseAPISetPageSegMode) X(TessBaseAPISetImage) X(TessBaseAPISetRectangle)          \
	X(TessBaseAPISetSourceResolution) X(TessBaseAPIRecognize) X(TessBaseAPIGetIterator)     \
	X(TessBaseAPIClear) X(TessMonitorCreate) X(TessMonitorDelete)                           \
	X(TessMonitorSetDeadlineMSecs) X(TessResultIteratorDelete) X(TessResultIteratorNext)    \
	X(TessResultIteratorGetUTF8Text) X(TessResultIteratorConfidence)                        \
	X(TessResultIteratorGetPageIteratorConst) X(TessPageIteratorIsAtBeginningOf)            \
	X(TessPageIteratorBoundingBox) X(TessDeleteText)

struct calls {
#define X(name) __typeof__(&name) name;
	CALLS(X)
#undef X
};

struct gb_ocr {
	struct calls c;
	void *library;
	TessBaseAPI *api;
	char *name;
};

static bool load_calls(void *library, struct calls *c)
{
	const struct {
		const char *name;
		void *place;
	} wanted[] = {
#define X(name) { #name, &c->name },
		CALLS(X)
#undef X
	};

	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		void *found = dlsym(library, wanted[i].name);

		if (found == NULL)
			return false;
		memcpy(wanted[i].place, &found, sizeof found);
	}
	return true;
}

struct gb_ocr *gb_ocr_open(struct gb_span *why)
{
	struct gb_ocr *o = g_new0(struct gb_ocr, 1);

	g_setenv("OMP_THREAD_LIMIT", "1", TRUE); /* its threads cost more than they bring */
	o->library = dlopen("libtesseract.so.5", RTLD_NOW | RTLD_LOCAL);
	if (o->library == NULL || !load_calls(o->library, &o->c)) {
		*why = GB_S("Tesseract is not installed (Debian: tesseract-ocr tesseract-ocr-chi-sim)");
		gb_ocr_close(o);
		return NULL;
	}
	o->api = o->c.TessBaseAPICreate();
	if (o->api == NULL || o->c.TessBaseAPIInit3(o->api, NULL, LANGUAGE) != 0) {
		*why = GB_S("Tesseract has no data for Chinese (Debian: tesseract-ocr-chi-sim)");
		gb_ocr_close(o);
		return NULL;
	}
	o->c.TessBaseAPISetPageSegMode(o->api, PSM_AUTO);
	o->name = g_strdup_printf("tesseract %s %s", o->c.TessVersion(), LANGUAGE);
	return o;
}

void gb_ocr_close(struct gb_ocr *o)
{
	if (o == NULL)
		return;
	if (o->api != NULL)
		o->c.TessBaseAPIDelete(o->api);
	if (o->library != NULL)
		dlclose(o->library);
	g_free(o->name);
	g_free(o);
}

struct gb_span gb_ocr_name(const struct gb_ocr *o)
{
	return gb_span_of(o->name);
}

/* ---- what it has found ---- */

struct found {
	struct gb_glyph *item;
	size_t n, cap;
	size_t line; /* where the line at hand begins */
};

struct reading {
	struct gb_ocr *o;
	const struct gb_raster *picture;
	struct gb_layout *l;
	struct gb_arena *a;
	struct found f;
};

static int by_value(const void *pa, const void *pb)
{
	const float a = *(const float *)pa, b = *(const float *)pb;

	return (a > b) - (a < b);
}

static float median(float *v, size_t n)
{
	qsort(v, n, sizeof *v, by_value);
	return v[n / 2];
}

static bool latin(uint32_t cp)
{
	return gb_character_is_digit(cp) || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
}

/* Is there white space between two neighbours?  Boxes of ink have gaps everywhere. */
static bool parted(const struct gb_glyph *a, const struct gb_glyph *b, float size)
{
	const float gap = b->x0 - a->x1;

	const float least = gb_character_is_digit(a->cp) && gb_character_is_digit(b->cp) ? 0.8F : 0.4F;

	return gap > 1.5F * size || (b->gap && latin(a->cp) && latin(b->cp) && gap > least * size);
}

/* Digits have equal widths, and share the room of all: equal ones whose boxes overlap would be taken for one printed twice. */
static void spread_digits(struct gb_glyph *g, size_t n, float size)
{
	for (size_t i = 0; i < n;) {
		size_t end = i + 1;

		while (gb_character_is_digit(g[i].cp) && end < n && gb_character_is_digit(g[end].cp) && !parted(&g[end - 1], &g[end], size))
			end++;
		const float x0 = g[i].x0, width = fmaxf((g[end - 1].x1 - x0) / (float)(end - i), 0.45F * size);

		for (size_t k = i; end - i > 1 && k < end; k++) {
			g[k].x0 = x0 + width * (float)(k - i);
			g[k].x1 = g[k].x0 + width;
		}
		i = end;
	}
}

/* Boxes are guessed from a sequence of characters, whose order is certain. */
static void in_order(struct gb_glyph *g, size_t n, float size)
{
	for (size_t i = 1; i < n; i++) {
		const float before = size * (gb_utf8_is_han(g[i - 1].cp) ? 0.35F : 0.2F);
		const float least = size * (gb_utf8_is_han(g[i].cp) ? 0.5F : 0.25F);
		const bool digits = gb_character_is_digit(g[i].cp) && gb_character_is_digit(g[i - 1].cp);

		g[i].x0 = fmaxf(g[i].x0, digits ? g[i - 1].x1 : g[i - 1].x0 + before);
		g[i].x1 = fmaxf(g[i].x1, g[i].x0 + least);
	}
}

static bool han_at(const struct gb_glyph *g, size_t n, size_t i)
{
	return i < n && gb_utf8_is_han(g[i].cp);
}

static bool digit_at(const struct gb_glyph *g, size_t n, size_t i)
{
	return i < n && gb_character_is_digit(g[i].cp);
}

/* The printed sign for one that the recogniser has no other word for: it was taught on plain text. */
static uint32_t sign_of(const struct gb_glyph *g, size_t n, size_t i)
{
	static const struct {
		uint32_t from, to;
	} wide[] = { { '(', 0xff08 }, { ')', 0xff09 }, { ':', 0xff1a }, { ';', 0xff1b }, { ',', 0xff0c }, { '?', 0xff1f },
		     { 0x3008, 0xff08 } };
	const uint32_t cp = g[i].cp;

	if (cp == 0x4e00 && digit_at(g, n, i - 1) && digit_at(g, n, i + 1)) /* 一 */
		return 0x2014;
	for (size_t k = 0; k < sizeof wide / sizeof *wide; k++)
		if (cp == wide[k].from && (han_at(g, n, i - 1) || han_at(g, n, i + 1)))
			return wide[k].to;
	return cp;
}

/* What cannot stand in a line of Chinese text, put right: 97%6 is 97% whose second ring was read twice. */
static void mend(struct reading *x)
{
	struct gb_glyph *g = &x->f.item[x->f.line];
	const size_t n = x->f.n - x->f.line;
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		g[i].cp = sign_of(g, n, i);
	for (size_t i = 0; i < n; i++)
		if (!(gb_character_is_digit(g[i].cp) && kept > 0 && g[kept - 1].cp == '%'))
			g[kept++] = g[i];
	x->f.n = x->f.line + kept;
}

/*
 * The boxes are of ink: 一 is flat, a comma small.  The layout wants those of a
 * printer's types, so all characters of a line get its size and stand on its line.
 */
static void end_line(struct reading *x)
{
	mend(x);
	struct gb_glyph *g = &x->f.item[x->f.line];
	const size_t n = x->f.n - x->f.line;
	float *height = gb_arena_array(x->a, n + 1, sizeof *height), *middle = gb_arena_array(x->a, n + 1, sizeof *middle);
	size_t han = 0, any = 0;

	for (size_t i = 0; i < n; i++)
		if (gb_utf8_is_han(g[i].cp) && (g[i].y1 - g[i].y0) * 2 > g[i].x1 - g[i].x0) {
			height[han] = g[i].y1 - g[i].y0;
			middle[han++] = (g[i].y0 + g[i].y1) / 2;
		}
	for (; han == 0 && any < n; any++) {
		height[any] = (g[any].y1 - g[any].y0) * 1.3F;
		middle[any] = (g[any].y0 + g[any].y1) / 2;
	}
	if (n == 0)
		return;
	const float size = fmaxf(median(height, han + any) * 1.08F, 2), y = median(middle, han + any);
	const int face = gb_layout_face(x->l, GB_S(""), round((double)size * 2) / 2, false);

	for (size_t i = 0; i < n; i++) {
		g[i].face = face;
		g[i].y0 = y - size / 2;
		g[i].y1 = y + size / 2;
	}
	spread_digits(g, n, size);
	in_order(g, n, size);
	for (size_t i = 0; i < n; i++) {
		if (i + 1 < n && !parted(&g[i], &g[i + 1], size))
			g[i].x1 = g[i + 1].x0;
	}
	x->f.line = x->f.n;
}

static unsigned char confidence_of(float c)
{
	return (unsigned char)(c >= 100 ? 100 : c >= 1 ? c : 1);
}

static void add_symbol(struct reading *x, const char *text, const int box[4], float confidence, bool gap, bool brk)
{
	struct gb_span s = gb_span_of(text);
	const size_t count = gb_utf8_count(s);
	const float scale = (float)x->picture->scale, across = scale * (float)x->picture->stretch;
	const float width = (float)(box[2] - box[0]) / (float)(count > 0 ? count : 1);

	for (size_t i = 0; s.n > 0; i++) {
		size_t len;
		const uint32_t cp = gb_utf8_decode(s, &len);
		const float x0 = (float)box[0] + width * (float)i;

		s = gb_span_from(s, len);
		if (gb_utf8_is_space(cp) || cp < 0x20)
			continue;
		*GB_PUSH(x->a, x->f.item, x->f.n, x->f.cap) = (struct gb_glyph){
			cp, x0 / across, (float)box[1] / scale, (x0 + width) / across, (float)box[3] / scale, 0, gap, brk, false,
			confidence_of(confidence)
		};
		gap = brk = false;
	}
}

static void take_all(struct reading *x, TessResultIterator *it)
{
	const struct calls *c = &x->o->c;
	const TessPageIterator *page = c->TessResultIteratorGetPageIteratorConst(it);

	do {
		char *text = c->TessResultIteratorGetUTF8Text(it, RIL_SYMBOL);
		const bool line = c->TessPageIteratorIsAtBeginningOf(page, RIL_TEXTLINE) != 0;
		const bool word = c->TessPageIteratorIsAtBeginningOf(page, RIL_WORD) != 0;
		int b[4];

		if (line)
			end_line(x);
		if (text != NULL && gb_utf8_valid(gb_span_of(text)) &&
		    c->TessPageIteratorBoundingBox(page, RIL_SYMBOL, &b[0], &b[1], &b[2], &b[3]))
			add_symbol(x, text, b, c->TessResultIteratorConfidence(it, RIL_SYMBOL), word, line);
		if (text != NULL)
			c->TessDeleteText(text);
	} while (c->TessResultIteratorNext(it, RIL_SYMBOL));
	end_line(x);
}

static bool recognize(struct gb_ocr *o, const struct gb_raster *p, int milliseconds)
{
	ETEXT_DESC *monitor = o->c.TessMonitorCreate();
	const gint64 end = g_get_monotonic_time() + (gint64)milliseconds * 1000;

	o->c.TessMonitorSetDeadlineMSecs(monitor, milliseconds);
	o->c.TessBaseAPISetImage(o->api, p->pixel, p->width, p->height, 1, p->stride);
	o->c.TessBaseAPISetSourceResolution(o->api, (int)(p->scale * 72));
	const bool done = o->c.TessBaseAPIRecognize(o->api, monitor) == 0 && g_get_monotonic_time() < end;

	o->c.TessMonitorDelete(monitor);
	return done;
}

/* ---- cells of a table that were passed over: a number alone is taken for dirt ---- */

enum { DARK = 150, CELLS = 200, INSET = 2 /* pixels */ };

struct area {
	int left, top, width, height; /* pixels */
};

static struct area area_of(const struct gb_raster *p, struct gb_box b)
{
	const double across = p->scale * p->stretch;
	const int left = (int)fmax(b.x0 * across, 0) + INSET, top = (int)fmax(b.y0 * p->scale, 0) + INSET;

	return (struct area){ left, top, (int)fmin(b.x1 * across, p->width) - INSET - left,
			      (int)fmin(b.y1 * p->scale, p->height) - INSET - top };
}

/* As much ink as a digit has. */
static bool has_ink(const struct gb_raster *p, const struct area *r)
{
	const double least = p->scale * p->scale * 3;
	double dark = 0;

	for (int y = r->top; y < r->top + r->height; y++)
		for (int x = r->left; x < r->left + r->width; x++)
			dark += p->pixel[(size_t)y * (size_t)p->stride + (size_t)x] < DARK;
	return dark >= least;
}

static bool has_glyph(const struct found *f, struct gb_box b)
{
	for (size_t i = 0; i < f->n; i++) {
		const double x = ((double)f->item[i].x0 + (double)f->item[i].x1) / 2;
		const double y = ((double)f->item[i].y0 + (double)f->item[i].y1) / 2;

		if (x > b.x0 && x < b.x1 && y > b.y0 && y < b.y1)
			return true;
	}
	return false;
}

static void read_cell(struct reading *x, const struct area *r)
{
	const struct calls *c = &x->o->c;

	c->TessBaseAPISetRectangle(x->o->api, r->left, r->top, r->width, r->height);
	TessResultIterator *it = c->TessBaseAPIRecognize(x->o->api, NULL) == 0 ? c->TessBaseAPIGetIterator(x->o->api) : NULL;

	if (it != NULL) {
		take_all(x, it);
		c->TessResultIteratorDelete(it);
	}
}

static void read_cells(struct reading *x, const struct gb_layout_page *page, gint64 end)
{
	struct gb_layout_sheet sheet = { .a = x->a, .number = page->number, .width = page->width, .height = page->height };
	const struct gb_layout_grids *grids = &sheet.grids;
	int left = CELLS;

	gb_grids_of(&sheet, page);
	x->o->c.TessBaseAPISetPageSegMode(x->o->api, PSM_SINGLE_BLOCK);
	for (size_t i = 0; i < grids->n; i++)
		for (size_t k = 0; k < grids->item[i].ncell; k++) {
			const struct gb_box b = grids->item[i].cell[k].box;
			const struct area r = area_of(x->picture, b);

			if (r.width > 4 && r.height > 4 && left > 0 && !has_glyph(&x->f, b) && has_ink(x->picture, &r) &&
			    g_get_monotonic_time() < end && left-- > 0)
				read_cell(x, &r);
		}
	x->o->c.TessBaseAPISetPageSegMode(x->o->api, PSM_AUTO);
}

bool gb_ocr_read(struct gb_ocr *o, struct gb_raster *picture, int milliseconds, struct gb_layout *l, struct gb_arena *a,
		 struct gb_layout_page *page)
{
	struct reading x = { .o = o, .picture = picture, .l = l, .a = a };
	const gint64 end = g_get_monotonic_time() + (gint64)milliseconds * 1000;

	gb_rules_find(picture, a, page);
	const bool done = milliseconds > 0 && recognize(o, picture, milliseconds);
	TessResultIterator *it = done ? o->c.TessBaseAPIGetIterator(o->api) : NULL;

	if (it != NULL) {
		take_all(&x, it);
		o->c.TessResultIteratorDelete(it);
	}
	if (done)
		read_cells(&x, page, end);
	o->c.TessBaseAPIClear(o->api);
	if (done) {
		page->glyph = x.f.item;
		page->nglyph = x.f.n;
	}
	return done;
}

#endif
