/* The marks over a page, and the line below it that names their colours. */
#include <string.h>

#include "base/say.h"
#include "internal.h"
#include "base/utf8.h"

static const struct {
	const char *name;
	double r, g, b;
} kinds[GB_MARK_KINDS] = {
	[GB_MARK_PARAGRAPH] = { N_("paragraph"), 0.10, 0.35, 0.85 }, [GB_MARK_TABLE] = { N_("table"), 0.00, 0.50, 0.20 },
	[GB_MARK_FURNITURE] = { N_("furniture"), 0.50, 0.50, 0.50 }, [GB_MARK_TOC] = { N_("contents"), 0.55, 0.20, 0.75 },
	[GB_MARK_FIGURE] = { N_("figure"), 0.85, 0.50, 0.00 },	 [GB_MARK_CELL] = { N_("cell"), 0.20, 0.70, 0.40 },
	[GB_MARK_HEAD] = { N_("head cell"), 0.45, 0.60, 0.00 },	 [GB_MARK_TARGET] = { N_("target"), 0.90, 0.00, 0.00 },
	[GB_MARK_FACT] = { N_("fact"), 0.00, 0.60, 0.75 },		 [GB_MARK_MILESTONE] = { N_("milestone"), 0.80, 0.00, 0.70 },
};

static bool is_cell(enum gb_draw_mark_kind kind)
{
	return kind == GB_MARK_CELL || kind == GB_MARK_HEAD;
}

static bool is_line(enum gb_draw_mark_kind kind)
{
	return kind == GB_MARK_TARGET || kind == GB_MARK_FACT || kind == GB_MARK_MILESTONE;
}

static void colour(cairo_t *cr, enum gb_draw_mark_kind kind, double alpha)
{
	cairo_set_source_rgba(cr, kinds[kind].r, kinds[kind].g, kinds[kind].b, alpha);
}

static void set_font(cairo_t *cr, double size)
{
	cairo_select_font_face(cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
	cairo_set_font_size(cr, size);
}

static bool label_text(const struct gb_draw_mark *m, char text[40])
{
	if (m->label.n == 0 || m->label.n >= 40)
		return false;
	memcpy(text, m->label.p, m->label.n);
	text[m->label.n] = '\0';
	return true;
}

static void label(cairo_t *cr, const struct gb_draw_mark *m, double size, double right, double y)
{
	cairo_text_extents_t e;
	char text[40];

	if (!label_text(m, text))
		return;
	set_font(cr, size);
	cairo_text_extents(cr, text, &e);
	const double w = e.x_advance + 2, h = size * 0.75 + 2, x = right - w > 0 ? right - w : 0;

	colour(cr, m->kind, 0.9);
	cairo_rectangle(cr, x, y, w, h);
	cairo_fill(cr);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_move_to(cr, x + 1, y + h - 1);
	cairo_show_text(cr, text);
}

/* The label of a quote, small and without ground: text stands close on all sides. */
static void note(cairo_t *cr, const struct gb_draw_mark *m)
{
	cairo_text_extents_t e;
	char text[40];

	if (!label_text(m, text))
		return;
	set_font(cr, 4.2);
	cairo_text_extents(cr, text, &e);
	cairo_move_to(cr, m->box.x1 - e.x_advance, m->box.y1 + 5);
	cairo_show_text(cr, text);
}

static void outline(cairo_t *cr, const struct gb_draw_mark *m)
{
	const bool cell = is_cell(m->kind);

	cairo_rectangle(cr, m->box.x0, m->box.y0, m->box.x1 - m->box.x0, m->box.y1 - m->box.y0);
	colour(cr, m->kind, m->kind == GB_MARK_HEAD ? 0.22 : cell ? 0 : 0.07);
	cairo_fill_preserve(cr);
	colour(cr, m->kind, 0.9);
	cairo_set_line_width(cr, cell ? 0.6 : 1);
	cairo_stroke(cr);
	if (!cell)
		label(cr, m, 7, m->box.x0 - 1, m->box.y0);
}

static void underline(cairo_t *cr, const struct gb_draw_mark *m)
{
	cairo_rectangle(cr, m->box.x0, m->box.y0, m->box.x1 - m->box.x0, m->box.y1 - m->box.y0);
	colour(cr, m->kind, 0.16);
	cairo_fill(cr);
	colour(cr, m->kind, 1);
	cairo_set_line_width(cr, 1.4);
	cairo_move_to(cr, m->box.x0, m->box.y1 + 0.7);
	cairo_line_to(cr, m->box.x1, m->box.y1 + 0.7);
	cairo_stroke(cr);
	note(cr, m);
}

void gb_draw_marks(cairo_t *cr, const struct gb_render *what)
{
	for (size_t i = 0; i < what->nmark; i++)
		if (!is_line(what->mark[i].kind))
			outline(cr, &what->mark[i]);
	for (size_t i = 0; i < what->nmark; i++)
		if (is_line(what->mark[i].kind))
			underline(cr, &what->mark[i]);
}

/* A word of the legend; its end.  Where no font has its characters it stands in English. */
static double name(cairo_t *cr, struct gb_draw_fonts *f, const char *english, double x, double y)
{
	const double size = 8;
	cairo_text_extents_t e;
	struct gb_span word = gb_span_of(gettext(english));
	size_t n;

	for (bool ok = word.p != english; ok && word.n > 0; word = gb_span_from(word, n)) {
		const uint32_t cp = gb_utf8_decode(word, &n);

		cairo_save(cr);
		cairo_translate(cr, x, y);
		cairo_scale(cr, size, size);
		cairo_move_to(cr, 0, 0);
		ok = gb_draw_font_glyph(f, cr, GB_S(""), true, cp);
		cairo_restore(cr);
		x += ok ? size : 0;
		if (ok && word.n == n)
			return x;
	}
	set_font(cr, size);
	cairo_move_to(cr, x, y);
	cairo_show_text(cr, english);
	cairo_text_extents(cr, english, &e);
	return x + e.x_advance;
}

void gb_draw_marks_legend(cairo_t *cr, const struct gb_render *what, double y)
{
	bool used[GB_MARK_KINDS] = { false };
	struct gb_arena *a = gb_arena_new(0);
	struct gb_draw_fonts *fonts = gb_draw_fonts_new(a);
	double x = 6;

	for (size_t i = 0; i < what->nmark; i++)
		used[what->mark[i].kind] = true;
	cairo_set_source_rgb(cr, 0.95, 0.95, 0.95);
	cairo_rectangle(cr, 0, y, 1e5, 100);
	cairo_fill(cr);
	for (int k = 0; k < GB_MARK_KINDS; k++) {
		if (!used[k])
			continue;
		colour(cr, (enum gb_draw_mark_kind)k, 1);
		cairo_rectangle(cr, x, y + (is_line((enum gb_draw_mark_kind)k) ? 10 : 5), 12, is_line((enum gb_draw_mark_kind)k) ? 2 : 8);
		cairo_fill(cr);
		x = 12 + name(cr, fonts, kinds[k].name, x + 15, y + 12);
	}
	gb_draw_fonts_close(fonts);
	gb_arena_free(a);
}
