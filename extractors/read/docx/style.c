/* styles.xml: what a style says, with all it is based on; and the fonts of the theme. */
#include "internal.h"

#include <stdlib.h>

struct load {
	struct gb_docx *d;
	struct gb_docx_style *style; /* open, or NULL */
	bool defaults_r, defaults_p;
};

static int number_after(struct gb_span name, struct gb_span prefix)
{
	if (name.n != prefix.n + 1)
		return 0;
	for (size_t i = 0; i < prefix.n; i++) {
		const char c = name.p[i];

		if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != prefix.p[i])
			return 0;
	}
	const char digit = name.p[prefix.n];

	return digit >= '1' && digit <= '9' ? digit - '0' : 0;
}

static void take_name(struct load *l, const struct gb_docx_elem *e)
{
	struct gb_docx_style *s = l->style;
	const struct gb_span name = gb_docx_xml_val(e);

	s->name = gb_arena_copy(l->d->r->arena, name);
	s->heading = number_after(name, GB_S("heading "));
	if (s->heading == 0)
		s->heading = number_after(name, GB_S("标题 "));
	s->toc = number_after(name, GB_S("toc ")) + number_after(name, GB_S("目录 "));
}

static void begin_style(struct load *l, const struct gb_docx_elem *e)
{
	struct gb_docx_styles *all = &l->d->styles;
	struct gb_span s = GB_S("");
	struct gb_docx_style *style = GB_PUSH(l->d->r->arena, all->item, all->n, all->cap);

	gb_docx_xml_attr(e, GB_S("styleId"), &s);
	style->id = gb_arena_copy(l->d->r->arena, s);
	s = GB_S("p");
	gb_docx_xml_attr(e, GB_S("type"), &s);
	style->type = s.n > 0 ? s.p[0] : 'p';
	style->num_style = -1;
	s = GB_S("0");
	gb_docx_xml_attr(e, GB_S("default"), &s);
	style->is_default = !gb_span_eq(s, GB_S("0")) && !gb_span_eq(s, GB_S("false"));
	l->style = style;
}

static void on_open(void *arg, const struct gb_docx_elem *e)
{
	struct load *l = arg;

	if (e->tag == GB_DOCX_R_PR_CHANGE || e->tag == GB_DOCX_P_PR_CHANGE || e->tag == GB_DOCX_TBL_STYLE_PR ||
	    e->tag == GB_DOCX_TBL_PR) {
		gb_docx_xml_skip(e);
	} else if (e->tag == GB_DOCX_STYLE) {
		begin_style(l, e);
	} else if (e->tag == GB_DOCX_R_PR_DEFAULT) {
		l->defaults_r = true;
	} else if (e->tag == GB_DOCX_P_PR_DEFAULT) {
		l->defaults_p = true;
	} else if (l->style == NULL) {
		if (l->defaults_r)
			gb_docx_prop_rpr(l->d, &l->d->styles.rpr, e);
		if (l->defaults_p)
			gb_docx_prop_ppr(l->d, &l->d->styles.ppr, e);
	} else if (e->tag == GB_DOCX_NAME) {
		take_name(l, e);
	} else if (e->tag == GB_DOCX_BASED_ON) {
		l->style->based = gb_arena_copy(l->d->r->arena, gb_docx_xml_val(e));
	} else {
		gb_docx_prop_rpr(l->d, &l->style->rpr, e);
		gb_docx_prop_ppr(l->d, &l->style->ppr, e);
	}
}

static void on_close(void *arg, enum gb_docx_tag tag)
{
	struct load *l = arg;

	if (tag == GB_DOCX_STYLE)
		l->style = NULL;
	else if (tag == GB_DOCX_R_PR_DEFAULT)
		l->defaults_r = false;
	else if (tag == GB_DOCX_P_PR_DEFAULT)
		l->defaults_p = false;
}

static int by_id(const void *a, const void *b)
{
	const struct gb_docx_style *x = a, *y = b;
	const int c = gb_span_cmp(x->id, y->id);

	return c != 0 ? c : (int)x->type - (int)y->type;
}

static struct gb_docx_style *find(const struct gb_docx_styles *all, struct gb_span id, char type)
{
	size_t lo = 0, hi = all->n;
	const struct gb_docx_style want = { .id = id, .type = type };

	while (lo < hi) {
		const size_t mid = lo + (hi - lo) / 2;
		const int c = by_id(&all->item[mid], &want);

		if (c == 0)
			return &all->item[mid];
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

const struct gb_docx_style *gb_docx_style_find(const struct gb_docx *d, struct gb_span id, char type)
{
	return id.n > 0 ? find(&d->styles, id, type) : NULL;
}

/*
 * Fold what the style is based on into it.  The chain is walked with a stack
 * of its own, so that its length costs no C stack; a circle is cut.
 */
static void resolve(struct gb_docx *d, struct gb_docx_style *s)
{
	struct gb_docx_styles *all = &d->styles;
	struct gb_docx_style *chain[64];
	size_t n = 0;

	for (; s != NULL && s->done == 0 && n < 64; s = s->based.n > 0 ? find(all, s->based, s->type) : NULL) {
		s->done = 1;
		chain[n++] = s;
	}
	const struct gb_docx_style *base = s != NULL && s->done == 2 ? s : NULL;

	while (n > 0) {
		struct gb_docx_style *top = chain[--n];
		struct gb_docx_rpr rpr = base != NULL ? base->rpr : (struct gb_docx_rpr){ 0 };
		struct gb_docx_ppr ppr = base != NULL ? base->ppr : (struct gb_docx_ppr){ 0 };

		top->num_style = (top->ppr.set & GB_DOCX_SET_NUM) != 0 ? (int)(top - all->item)
			       : base != NULL			       ? base->num_style
								       : -1;
		gb_docx_prop_rpr_over(&rpr, &top->rpr);
		gb_docx_prop_ppr_over(&ppr, &top->ppr);
		top->rpr = rpr;
		top->ppr = ppr;
		if (base != NULL && top->toc == 0 && top->heading == 0) {
			top->toc = base->toc;
			top->heading = base->heading;
		}
		top->done = 2;
		base = top;
	}
}

enum gb_err gb_docx_styles_load(struct gb_docx *d, struct gb_span part)
{
	static const struct gb_docx_handler handler = { .open = on_open, .close = on_close };
	struct load l = { .d = d };
	const enum gb_err err = gb_docx_xml_parse(d, part, &handler, &l);
	struct gb_docx_styles *all = &d->styles;

	if (all->n > 0)
		qsort(all->item, all->n, sizeof *all->item, by_id);
	for (size_t i = 0; i < all->n; i++)
		resolve(d, &all->item[i]);
	for (size_t i = 0; i < all->n && all->normal == NULL; i++)
		if (all->item[i].type == 'p' && all->item[i].is_default)
			all->normal = &all->item[i];
	return err;
}

/* ---- theme ---- */

static void theme_open(void *arg, const struct gb_docx_elem *e)
{
	struct load *l = arg;
	struct gb_docx_fonts *f = &l->d->fonts;
	struct gb_span face = GB_S(""), script = GB_S("");

	if (e->tag == GB_DOCX_MAJOR_FONT || e->tag == GB_DOCX_MINOR_FONT) {
		l->defaults_r = e->tag == GB_DOCX_MAJOR_FONT;
		l->defaults_p = !l->defaults_r;
	}
	if (!l->defaults_r && !l->defaults_p)
		return;
	gb_docx_xml_attr(e, GB_S("typeface"), &face);
	gb_docx_xml_attr(e, GB_S("script"), &script);
	struct gb_span *ascii = l->defaults_r ? &f->major_ascii : &f->minor_ascii;
	struct gb_span *east = l->defaults_r ? &f->major_east : &f->minor_east;

	if (face.n == 0)
		return;
	if (e->tag == GB_DOCX_LATIN)
		*ascii = gb_docx_prop_intern(l->d, face);
	else if (e->tag == GB_DOCX_EAST_ASIA)
		*east = gb_docx_prop_intern(l->d, face);
	else if (e->tag == GB_DOCX_FONT && east->n == 0 && gb_span_eq(script, GB_S("Hans")))
		*east = gb_docx_prop_intern(l->d, face);
}

static void theme_close(void *arg, enum gb_docx_tag tag)
{
	struct load *l = arg;

	if (tag == GB_DOCX_MAJOR_FONT || tag == GB_DOCX_MINOR_FONT)
		l->defaults_r = l->defaults_p = false;
}

enum gb_err gb_docx_style_theme(struct gb_docx *d, struct gb_span part)
{
	static const struct gb_docx_handler handler = { .open = theme_open, .close = theme_close };
	struct load l = { .d = d };

	return gb_docx_xml_parse(d, part, &handler, &l);
}
