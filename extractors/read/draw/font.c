/* Fonts for drawing: the one a document names if the machine has it, else one that has the character. */
#include <string.h>

#include "internal.h"
#include "base/utf8.h"

enum { FACES = 64, NAME = 64 };

struct face {
	char family[NAME];
	bool bold;
	cairo_scaled_font_t *font;
	bool chinese; /* has Chinese characters */
};

struct gb_draw_fonts {
	struct face face[FACES];
	size_t n;
};

/* Families that have Chinese characters, those with serifs first. */
static const char *const serif[] = {
	"Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN",      "SimSun",	"Noto Sans CJK SC",
	"WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback", "sans-serif",
};
static const char *const plain[] = {
	"Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback",
	"AR PL UMing CN",   "Noto Serif CJK SC",  "SimHei",	       "sans-serif",
};

_Static_assert(sizeof serif == sizeof plain, "both lists are walked alike");

struct gb_draw_fonts *gb_draw_fonts_new(struct gb_arena *a)
{
	return gb_arena_alloc(a, sizeof(struct gb_draw_fonts));
}

void gb_draw_fonts_close(struct gb_draw_fonts *f)
{
	for (size_t i = 0; i < f->n; i++)
		cairo_scaled_font_destroy(f->face[i].font);
	f->n = 0;
}

static cairo_scaled_font_t *make(const char *family, bool bold)
{
	const cairo_matrix_t one = { 64, 0, 0, 64, 0, 0 };
	cairo_matrix_t ctm;
	cairo_font_face_t *face = cairo_toy_font_face_create(family, CAIRO_FONT_SLANT_NORMAL,
							     bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_matrix_init_identity(&ctm);
	cairo_scaled_font_t *font = cairo_scaled_font_create(face, &one, &ctm, options);

	cairo_font_options_destroy(options);
	cairo_font_face_destroy(face);
	return font;
}

static bool has(cairo_scaled_font_t *font, const char *text)
{
	cairo_glyph_t *glyph = NULL;
	int n = 0;

	if (cairo_scaled_font_text_to_glyphs(font, 0, 0, text, -1, &glyph, &n, NULL, NULL, NULL) != CAIRO_STATUS_SUCCESS)
		return false;
	const bool ok = n == 1 && glyph[0].index != 0;

	cairo_glyph_free(glyph);
	return ok;
}

static const struct face *find(struct gb_draw_fonts *f, const char *family, bool bold)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->face[i].bold == bold && strcmp(f->face[i].family, family) == 0)
			return &f->face[i];
	if (f->n == FACES)
		return NULL;
	struct face *new = &f->face[f->n++];

	strncpy(new->family, family, NAME - 1);
	new->bold = bold;
	new->font = make(family, bold);
	new->chinese = has(new->font, "国");
	return new;
}

static bool show(const struct face *face, cairo_t *cr, const char *text)
{
	if (face == NULL || !has(face->font, text))
		return false;
	cairo_set_font_face(cr, cairo_scaled_font_get_font_face(face->font));
	cairo_set_font_size(cr, 1);
	cairo_show_text(cr, text);
	return true;
}

static bool has_serifs(struct gb_span family)
{
	static const char *const words[] = { "宋", "楷", "Song", "Sun", "Kai", "Ming", "Serif", "Times", "Roman" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (gb_span_has(family, gb_span_of(words[i])))
			return true;
	return false;
}

bool gb_draw_font_glyph(struct gb_draw_fonts *f, cairo_t *cr, struct gb_span family, bool bold, uint32_t cp)
{
	const char *const *list = has_serifs(family) ? serif : plain;
	char text[5] = { 0 }, name[NAME] = { 0 };

	gb_utf8_encode(cp, text);
	if (family.n > 0 && family.n < NAME && gb_utf8_valid(family)) {
		memcpy(name, family.p, family.n);
		const struct face *named = find(f, name, bold);

		/* A face that is not there is replaced by one for Latin text, which looks out of place. */
		if (named != NULL && named->chinese && show(named, cr, text))
			return true;
	}
	for (size_t i = 0; i < sizeof serif / sizeof *serif; i++)
		if (show(find(f, list[i], bold), cr, text))
			return true;
	return false;
}
