/* Run and paragraph properties: the few that say something about the text. */
#include "internal.h"

struct gb_span gb_docx_prop_intern(struct gb_docx *d, struct gb_span name)
{
	/* Runs of one font follow each other. */
	if (d->last_name < d->names.n && gb_span_eq(d->names.item[d->last_name], name))
		return d->names.item[d->last_name];
	for (size_t i = 0; i < d->names.n && i < 64; i++)
		if (gb_span_eq(d->names.item[i], name)) {
			d->last_name = i;
			return d->names.item[i];
		}
	const struct gb_span copy = gb_arena_copy(d->r->arena, name);

	*GB_PUSH(d->r->arena, d->names.item, d->names.n, d->names.cap) = copy;
	return copy;
}

static struct gb_span theme_font(const struct gb_docx_fonts *f, struct gb_span name)
{
	const bool major = gb_span_starts(name, GB_S("major"));

	if (gb_span_has(name, GB_S("EastAsia")))
		return major ? f->major_east : f->minor_east;
	return major ? f->major_ascii : f->minor_ascii;
}

/* A theme's font wins over a named one. */
static bool font_attr(struct gb_docx *d, const struct gb_docx_elem *e, struct gb_span plain, struct gb_span theme,
		      struct gb_span *out)
{
	struct gb_span s;

	if (gb_docx_xml_attr(e, theme, &s)) {
		const struct gb_span font = theme_font(&d->fonts, s);

		if (font.n > 0) {
			*out = font;
			return true;
		}
	}
	if (!gb_docx_xml_attr(e, plain, &s) || s.n == 0)
		return false;
	if (!gb_span_eq(s, *out))
		*out = gb_docx_prop_intern(d, s);
	return true;
}

static void take_fonts(struct gb_docx *d, struct gb_docx_rpr *r, const struct gb_docx_elem *e)
{
	if (font_attr(d, e, GB_S("ascii"), GB_S("asciiTheme"), &r->ascii))
		r->set |= GB_DOCX_SET_ASCII;
	if (font_attr(d, e, GB_S("eastAsia"), GB_S("eastAsiaTheme"), &r->east))
		r->set |= GB_DOCX_SET_EAST;
}

/* "FFFFFF" and what no eye tells from it. */
static bool is_white(struct gb_span v)
{
	if (v.n != 6)
		return false;
	for (size_t i = 0; i < 6; i += 2)
		if ((v.p[i] != 'F' && v.p[i] != 'f') || v.p[i + 1] < '8')
			return false;
	return true;
}

/* Is there anything but white behind the text? */
static bool is_backed(const struct gb_docx_elem *e)
{
	struct gb_span fill = GB_S(""), pattern = GB_S("");

	if (e->tag == GB_DOCX_HIGHLIGHT)
		return !gb_span_eq(gb_docx_xml_val(e), GB_S("none")) && !gb_span_eq(gb_docx_xml_val(e), GB_S("white"));
	gb_docx_xml_attr(e, GB_S("fill"), &fill);
	pattern = gb_docx_xml_val(e);
	if (pattern.n > 0 && !gb_span_eq(pattern, GB_S("clear")) && !gb_span_eq(pattern, GB_S("nil")))
		return true;
	return fill.n == 6 && !is_white(fill);
}

void gb_docx_prop_rpr(struct gb_docx *d, struct gb_docx_rpr *r, const struct gb_docx_elem *e)
{
	if (e->tag == GB_DOCX_FONTS) {
		take_fonts(d, r, e);
	} else if (e->tag == GB_DOCX_BOLD) {
		r->bold = gb_docx_xml_on(e);
		r->set |= GB_DOCX_SET_BOLD;
	} else if (e->tag == GB_DOCX_SIZE) {
		r->half_pt = gb_docx_xml_int(e, GB_S("val"), 0);
		r->set |= r->half_pt > 0 ? GB_DOCX_SET_SIZE : 0;
	} else if (e->tag == GB_DOCX_VANISH) {
		r->vanish = gb_docx_xml_on(e);
		r->set |= GB_DOCX_SET_VANISH;
	} else if (e->tag == GB_DOCX_VERT_ALIGN) {
		r->super = gb_span_eq(gb_docx_xml_val(e), GB_S("superscript"));
		r->set |= GB_DOCX_SET_SUPER;
	} else if (e->tag == GB_DOCX_STRIKE || e->tag == GB_DOCX_DSTRIKE) {
		/* Each of the two is off by itself: one that is off does not undo the other. */
		r->strike = gb_docx_xml_on(e) || ((r->set & GB_DOCX_SET_STRIKE) != 0 && r->strike);
		r->set |= GB_DOCX_SET_STRIKE;
	} else if (e->tag == GB_DOCX_COLOR) {
		r->white = is_white(gb_docx_xml_val(e));
		r->set |= GB_DOCX_SET_COLOR;
	} else if (e->tag == GB_DOCX_SHADE || e->tag == GB_DOCX_HIGHLIGHT) {
		r->backed = r->backed || is_backed(e);
		r->set |= GB_DOCX_SET_SHADE;
	} else if (e->tag == GB_DOCX_STYLE_REF_R) {
		r->style = gb_arena_copy(d->scratch, gb_docx_xml_val(e));
	}
}

static enum gb_align align_of(struct gb_span v)
{
	static const struct {
		const char *name;
		enum gb_align align;
	} names[] = {
		{ "both", GB_ALIGN_JUSTIFY },   { "center", GB_ALIGN_CENTER }, { "left", GB_ALIGN_LEFT },
		{ "right", GB_ALIGN_RIGHT },    { "start", GB_ALIGN_LEFT },    { "end", GB_ALIGN_RIGHT },
		{ "distribute", GB_ALIGN_JUSTIFY },
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (gb_span_eq(v, gb_span_of(names[i].name)))
			return names[i].align;
	return GB_ALIGN_NONE;
}

static bool int_attr(const struct gb_docx_elem *e, struct gb_span name, int *out)
{
	struct gb_span s;

	if (!gb_docx_xml_attr(e, name, &s))
		return false;
	*out = gb_docx_xml_span_int(s, 0);
	return true;
}

static void take_indent(struct gb_docx_ppr *p, const struct gb_docx_elem *e)
{
	int v;

	if (int_attr(e, GB_S("left"), &p->left) || int_attr(e, GB_S("start"), &p->left))
		p->set |= GB_DOCX_SET_LEFT;
	if (int_attr(e, GB_S("leftChars"), &p->left_ch) || int_attr(e, GB_S("startChars"), &p->left_ch))
		p->set |= GB_DOCX_SET_LEFT_CH;
	if (int_attr(e, GB_S("firstLine"), &p->first))
		p->set |= GB_DOCX_SET_FIRST;
	if (int_attr(e, GB_S("firstLineChars"), &p->first_ch))
		p->set |= GB_DOCX_SET_FIRST_CH;
	if (int_attr(e, GB_S("hanging"), &v)) {
		p->first = -v;
		p->set |= GB_DOCX_SET_FIRST;
	}
	if (int_attr(e, GB_S("hangingChars"), &v)) {
		p->first_ch = -v;
		p->set |= GB_DOCX_SET_FIRST_CH;
	}
}

static void take_leader(struct gb_docx_ppr *p, const struct gb_docx_elem *e)
{
	struct gb_span s = GB_S("");

	if (!gb_docx_xml_attr(e, GB_S("leader"), &s))
		return;
	p->dot_leader = gb_span_eq(s, GB_S("dot")) || gb_span_eq(s, GB_S("middleDot"));
	p->set |= GB_DOCX_SET_LEADER;
}

void gb_docx_prop_ppr(struct gb_docx *d, struct gb_docx_ppr *p, const struct gb_docx_elem *e)
{
	if (e->tag == GB_DOCX_STYLE_REF_P) {
		p->style = gb_arena_copy(d->scratch, gb_docx_xml_val(e));
	} else if (e->tag == GB_DOCX_JC) {
		p->align = align_of(gb_docx_xml_val(e));
		p->set |= p->align != GB_ALIGN_NONE ? GB_DOCX_SET_JC : 0;
	} else if (e->tag == GB_DOCX_IND) {
		take_indent(p, e);
	} else if (e->tag == GB_DOCX_TAB) {
		take_leader(p, e);
	} else if (e->tag == GB_DOCX_SHADE) {
		p->backed = is_backed(e);
		p->set |= GB_DOCX_SET_BACKED;
	} else if (e->tag == GB_DOCX_OUTLINE) {
		p->outline = gb_docx_xml_int(e, GB_S("val"), 9);
		p->set |= GB_DOCX_SET_OUTLINE;
	} else if (e->tag == GB_DOCX_NUM_ID) {
		p->num = gb_docx_xml_int(e, GB_S("val"), 0);
		p->set |= GB_DOCX_SET_NUM;
	} else if (e->tag == GB_DOCX_ILVL) {
		p->ilvl = gb_docx_xml_int(e, GB_S("val"), 0);
		p->set |= GB_DOCX_SET_ILVL;
	}
}

void gb_docx_prop_rpr_over(struct gb_docx_rpr *base, const struct gb_docx_rpr *over)
{
	if (over->set == 0)
		return;
	if ((over->set & GB_DOCX_SET_BOLD) != 0)
		base->bold = over->bold;
	if ((over->set & GB_DOCX_SET_VANISH) != 0)
		base->vanish = over->vanish;
	if ((over->set & GB_DOCX_SET_SUPER) != 0)
		base->super = over->super;
	if ((over->set & GB_DOCX_SET_STRIKE) != 0)
		base->strike = over->strike;
	if ((over->set & GB_DOCX_SET_COLOR) != 0)
		base->white = over->white;
	if ((over->set & GB_DOCX_SET_SHADE) != 0)
		base->backed = over->backed;
	if ((over->set & GB_DOCX_SET_SIZE) != 0)
		base->half_pt = over->half_pt;
	if ((over->set & GB_DOCX_SET_ASCII) != 0)
		base->ascii = over->ascii;
	if ((over->set & GB_DOCX_SET_EAST) != 0)
		base->east = over->east;
	base->set |= over->set;
}

void gb_docx_prop_ppr_over(struct gb_docx_ppr *base, const struct gb_docx_ppr *over)
{
	if ((over->set & GB_DOCX_SET_JC) != 0)
		base->align = over->align;
	if ((over->set & GB_DOCX_SET_LEFT) != 0)
		base->left = over->left;
	if ((over->set & GB_DOCX_SET_LEFT_CH) != 0)
		base->left_ch = over->left_ch;
	if ((over->set & GB_DOCX_SET_FIRST) != 0)
		base->first = over->first;
	if ((over->set & GB_DOCX_SET_FIRST_CH) != 0)
		base->first_ch = over->first_ch;
	if ((over->set & GB_DOCX_SET_OUTLINE) != 0)
		base->outline = over->outline;
	if ((over->set & GB_DOCX_SET_NUM) != 0)
		base->num = over->num;
	if ((over->set & GB_DOCX_SET_ILVL) != 0)
		base->ilvl = over->ilvl;
	if ((over->set & GB_DOCX_SET_BACKED) != 0)
		base->backed = over->backed;
	if ((over->set & GB_DOCX_SET_LEADER) != 0)
		base->dot_leader = over->dot_leader;
	base->set |= over->set;
}
