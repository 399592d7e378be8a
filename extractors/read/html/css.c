/*
 * The little of CSS that carries meaning in official pages: alignment, weight,
 * size, first-line indent, what is hidden, struck out or cannot be seen.  Sheets
 * count only with simple selectors (.class, #id, tag, tag.class); anything that
 * depends on where an element stands is left to a browser.
 */
#include "internal.h"

#include <glib.h>
#include <string.h>

#define PX_PT 0.75
#define BASE_PT 12.0 /* an em where no size is known: 16 px */
#define MAX_RULES 20000

/* ---- values ---- */

static char low(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is(struct gb_span s, const char *word)
{
	size_t i = 0;

	for (; i < s.n && word[i] != '\0'; i++)
		if (low(s.p[i]) != word[i])
			return false;
	return i == s.n && word[i] == '\0';
}

/* A number and what stands after it; false when there is none. */
static bool number(struct gb_span *s, double *v)
{
	const bool minus = s->n > 0 && s->p[0] == '-';
	double scale = 1, n = 0;
	size_t i = minus || (s->n > 0 && s->p[0] == '+') ? 1 : 0;
	bool any = false, point = false;

	for (; i < s->n && ((s->p[i] >= '0' && s->p[i] <= '9') || (s->p[i] == '.' && !point)); i++) {
		if (s->p[i] == '.') {
			point = true;
			continue;
		}
		any = true;
		scale = point ? scale * 10 : scale;
		n = n * 10 + (s->p[i] - '0');
	}
	*s = gb_span_trim(gb_span_from(*s, i));
	*v = (minus ? -n : n) / scale;
	return any && *v < 10000 && *v > -10000;
}

/* A length in points; em is the size of an em, 0 when unknown (then *ems gets the number). */
static bool length(struct gb_span s, double em, double *pt, double *ems)
{
	static const struct {
		const char *unit;
		double pt;
	} units[] = {
		{ "pt", 1 }, { "px", PX_PT }, { "cm", 28.35 }, { "mm", 2.835 }, { "in", 72 }, { "pc", 12 },
		{ "rem", BASE_PT },
	};
	double v;

	*ems = 0;
	if (!number(&s, &v))
		return false;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (is(s, units[i].unit)) {
			*pt = v * units[i].pt;
			return true;
		}
	}
	if (is(s, "em") || is(s, "ch") || is(s, "ic")) {
		*ems = v;
		*pt = v * em;
		return true;
	}
	if (is(s, "%")) {
		*ems = v / 100;
		*pt = v / 100 * em;
		return true;
	}
	*pt = 0;
	return v == 0;
}

static enum gb_align align_of(struct gb_span s)
{
	static const struct {
		const char *word;
		enum gb_align align;
	} words[] = {
		{ "left", GB_ALIGN_LEFT }, { "start", GB_ALIGN_LEFT }, { "center", GB_ALIGN_CENTER },
		{ "middle", GB_ALIGN_CENTER }, { "-webkit-center", GB_ALIGN_CENTER }, { "right", GB_ALIGN_RIGHT },
		{ "end", GB_ALIGN_RIGHT }, { "justify", GB_ALIGN_JUSTIFY },
	};

	s = gb_span_trim(s);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (is(s, words[i].word))
			return words[i].align;
	return GB_ALIGN_NONE;
}

static double size_of(struct gb_span s, double outer)
{
	static const struct {
		const char *word;
		double pt;
	} words[] = {
		{ "xx-small", 6.75 }, { "x-small", 7.5 }, { "small", 9.75 }, { "medium", 12 }, { "large", 13.5 },
		{ "x-large", 18 }, { "xx-large", 24 },
	};
	const double em = outer > 0 ? outer : BASE_PT;
	double pt, ems;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (is(s, words[i].word))
			return words[i].pt;
	if (is(s, "smaller") || is(s, "larger"))
		return is(s, "larger") ? em * 1.2 : em / 1.2;
	return length(s, em, &pt, &ems) && pt > 0 ? pt : outer;
}

/* #fff, white, rgb(255, 255, 255) as 0xRRGGBB; false when it is none of these.  *clear: nothing of it shows. */
static bool color_of(struct gb_span s, uint32_t *out, bool *clear)
{
	static const struct {
		const char *name;
		uint32_t color;
	} names[] = { { "white", 0xffffff }, { "black", 0 }, { "red", 0xff0000 }, { "blue", 0x0000ff }, { "green", 0x008000 },
		      { "gray", 0x808080 }, { "grey", 0x808080 }, { "yellow", 0xffff00 }, { "navy", 0x000080 } };
	const struct gb_span digits = gb_span_from(s, 1);
	double part[4] = { 0, 0, 0, 1 };
	uint32_t v = 0;

	*clear = is(s, "transparent");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (is(s, names[i].name)) {
			*out = names[i].color;
			return true;
		}
	if (gb_span_starts(s, GB_S("rgb"))) {
		gb_span_cut(&s, '(');
		for (int i = 0; i < 4 && s.n > 0; i++) {
			struct gb_span one = gb_span_trim(gb_span_cut(&s, ','));

			number(&one, &part[i]);
		}
		*clear = part[3] < 0.03;
		*out = (uint32_t)part[0] << 16 | (uint32_t)part[1] << 8 | (uint32_t)part[2];
		return true;
	}
	for (size_t i = 0; i < digits.n; i++)
		if (!g_ascii_isxdigit(digits.p[i]))
			return false;
		else
			v = v << 4 | (uint32_t)g_ascii_xdigit_value(digits.p[i]);
	if (s.n == 4)
		v = (v >> 8 & 15) * 0x110000 | (v >> 4 & 15) * 0x1100 | (v & 15) * 0x11;
	*out = v;
	return s.n > 0 && s.p[0] == '#' && (s.n == 4 || s.n == 7);
}

/* Can a letter of one colour be seen on the other? */
static bool differ(uint32_t a, uint32_t b)
{
	for (int shift = 0; shift < 24; shift += 8) {
		const int x = (int)(a >> shift & 255), y = (int)(b >> shift & 255);

		if (x - y > 10 || y - x > 10)
			return true;
	}
	return false;
}

/* ---- declarations ---- */

static void set_weight(struct gb_html_look *look, struct gb_span v)
{
	double n;
	struct gb_span rest = v;
	const bool numeric = number(&rest, &n);

	if (is(v, "inherit"))
		return;
	look->set_bold = true;
	look->bold = is(v, "bold") || is(v, "bolder") || (numeric && n >= 600);
}

static void set_display(struct gb_html_look *look, struct gb_span v)
{
	look->set_display = true;
	look->hidden = is(v, "none");
	look->block = is(v, "block") || is(v, "flex") || is(v, "grid") || is(v, "list-item") || is(v, "table") || is(v, "table-row") ||
		      is(v, "table-cell");
}

static void set_indent(struct gb_html_look *look, struct gb_span v)
{
	double pt, ems;

	if (!length(v, 0, &pt, &ems))
		return;
	look->set_indent = true;
	look->indent = pt;
	look->indent_em = ems;
}

/* font: bold 16pt/1.5 宋体 — weight and size among words in any order. */
static void set_font(struct gb_html_look *look, struct gb_span v)
{
	look->set_bold = true;
	look->bold = false;
	while (v.n > 0) {
		struct gb_span word = gb_span_cut(&v, ' ');
		double n;

		word = gb_span_cut(&word, '/');
		struct gb_span unit = word;
		const bool numeric = number(&unit, &n);

		if (is(word, "bold") || is(word, "bolder"))
			look->bold = true;
		else if (numeric && unit.n > 0)
			look->size = size_of(word, look->size);
		else if (numeric)
			look->bold = n >= 600;
	}
}

static void set_ink(struct gb_html_look *look, struct gb_span v)
{
	bool clear;

	look->set_ink = color_of(v, &look->ink, &clear) || clear;
	look->clear = clear;
}

/* What is behind the text: a colour, or something that is not looked at. */
static void set_paper(struct gb_html_look *look, struct gb_span v)
{
	uint32_t color;
	bool clear;

	if (is(v, "none") || is(v, "inherit") || is(v, "transparent"))
		return;
	const bool alone = gb_span_starts(v, GB_S("rgb")) || !gb_span_has(v, GB_S(" "));

	look->set_paper = true;
	look->any_paper = !alone || !color_of(v, &color, &clear);
	look->paper = look->any_paper ? 0 : ~color & 0xffffff;
}

static double points_of(struct gb_span v)
{
	double pt = 0, ems;

	return length(v, BASE_PT, &pt, &ems) ? pt : 0;
}

/* Further than any page is wide. */
static bool is_far_off(struct gb_span v)
{
	const double pt = points_of(v);

	return pt <= -600 || pt >= 6000;
}

static bool is_zero(struct gb_span v)
{
	double n;
	struct gb_span rest = v;

	return number(&rest, &n) && n <= 0.02 && n >= 0;
}

/* The properties that take an element out of sight without hiding it. */
static void set_sight(struct gb_html_look *look, struct gb_span name, struct gb_span v)
{
	const bool place = is(name, "left") || is(name, "top") || is(name, "right") || is(name, "bottom") ||
			   is(name, "text-indent") || is(name, "margin-left") || is(name, "margin-top");
	const bool size = is(name, "width") || is(name, "height") || is(name, "max-height") || is(name, "max-width");
	double pt, ems;

	if (is(name, "text-decoration") || is(name, "text-decoration-line"))
		look->unseen = look->unseen || gb_span_has(v, GB_S("line-through"));
	else if (is(name, "opacity"))
		look->unseen = look->unseen || is_zero(v);
	else if (place)
		look->nowhere = look->nowhere || is_far_off(v);
	else if (is(name, "position"))
		look->placed = is(v, "absolute") || is(v, "fixed");
	else if (size)
		look->no_room = look->no_room || (length(v, 0, &pt, &ems) && ems == 0 && pt >= 0 && pt <= PX_PT);
	else if (is(name, "overflow") || is(name, "overflow-x") || is(name, "overflow-y"))
		look->cut = look->cut || is(v, "hidden") || is(v, "clip");
	else if (is(name, "clip"))
		look->unseen = look->unseen || gb_span_starts(v, GB_S("rect(0")) || gb_span_starts(v, GB_S("rect(1px"));
	else if (is(name, "clip-path"))
		look->unseen = look->unseen || gb_span_starts(v, GB_S("inset(50%")) || gb_span_starts(v, GB_S("inset(100%")) ||
			       gb_span_starts(v, GB_S("circle(0"));
	else if (is(name, "transform"))
		look->unseen = look->unseen || gb_span_has(v, GB_S("scale(0)")) || gb_span_has(v, GB_S("(-9999"));
	else if (is(name, "vertical-align"))
		look->raised = is(v, "super");
}

static void set_property(struct gb_html_look *look, struct gb_span name, struct gb_span v)
{
	set_sight(look, name, v);
	if (is(name, "text-align") && align_of(v) != GB_ALIGN_NONE)
		look->align = align_of(v);
	else if (is(name, "font-weight"))
		set_weight(look, v);
	else if (is(name, "font"))
		set_font(look, v);
	else if (is(name, "font-size")) {
		double pt, ems;

		look->size = size_of(v, look->size);
		look->set_size = true;
		look->tiny = length(v, BASE_PT, &pt, &ems) && pt <= 1.2;
	} else if (is(name, "color"))
		set_ink(look, v);
	else if (is(name, "background") || is(name, "background-color") || is(name, "background-image"))
		set_paper(look, v);
	else if (is(name, "text-indent"))
		set_indent(look, v);
	else if (is(name, "display"))
		set_display(look, v);
	else if (is(name, "visibility"))
		look->hidden = look->hidden || is(v, "hidden") || is(v, "collapse");
	else if (is(name, "list-style") || is(name, "list-style-type"))
		look->no_marks = gb_span_has(v, GB_S("none"));
}

static void set_declarations(struct gb_html_look *look, struct gb_span s)
{
	while (s.n > 0) {
		struct gb_span one = gb_span_cut(&s, ';');
		const struct gb_span name = gb_span_trim(gb_span_cut(&one, ':'));
		const size_t bang = gb_span_find(one, GB_S("!"), 0);
		const struct gb_span value = gb_span_trim(bang != GB_NONE ? gb_span_sub(one, 0, bang) : one);

		if (name.n > 0 && value.n > 0)
			set_property(look, name, value);
	}
}

/* ---- sheets ---- */

/* Sheets are read before sizes are known, so an em of a sheet is the base size. */
static void add_rule(struct gb_html_page *page, struct gb_span selector, struct gb_span body)
{
	GHashTable *index = page->rules.index;

	for (size_t i = 0; i < selector.n; i++)
		if (memchr(" \t\r\n>+~[:*", selector.p[i], 11) != NULL || (i > 0 && selector.p[i] == '#') ||
		    (i > 0 && selector.p[i] == '.' && (selector.p[0] == '.' || selector.p[0] == '#')))
			return;
	if (selector.n == 0 || page->rules.n >= MAX_RULES)
		return;
	char *key = g_strndup(selector.p, selector.n);
	size_t at = GPOINTER_TO_SIZE(g_hash_table_lookup(index, key));

	if (at == 0) {
		GB_PUSH(page->r->arena, page->rules.item, page->rules.n, page->rules.cap)->selector = selector;
		at = page->rules.n;
		g_hash_table_insert(index, key, GSIZE_TO_POINTER(at));
	} else {
		g_free(key);
	}
	set_declarations(&page->rules.item[at - 1].look, body);
}

static struct gb_span without_comments(struct gb_arena *a, struct gb_span s)
{
	char *p = gb_arena_alloc(a, s.n + 1);
	size_t n = 0, at = 0;

	while (at < s.n) {
		const size_t open = gb_span_find(s, GB_S("/*"), at);
		const size_t stop = open != GB_NONE ? open : s.n;
		const size_t close = open != GB_NONE ? gb_span_find(s, GB_S("*/"), open + 2) : GB_NONE;

		memcpy(p + n, s.p + at, stop - at);
		n += stop - at;
		at = open == GB_NONE || close == GB_NONE ? s.n : close + 2;
	}
	return n > 0 ? (struct gb_span){ p, n } : GB_S("");
}

/* The body behind an opening brace; *s moves behind its closing brace. */
static struct gb_span take_braces(struct gb_span *s)
{
	size_t depth = 1, i = 0;

	for (; i < s->n && depth > 0; i++)
		depth = s->p[i] == '{' ? depth + 1 : s->p[i] == '}' ? depth - 1 : depth;
	const struct gb_span body = gb_span_sub(*s, 0, depth == 0 ? i - 1 : i);

	*s = gb_span_from(*s, i);
	return body;
}

void gb_css_sheet(struct gb_html_page *page, struct gb_span css)
{
	struct gb_span s = without_comments(page->r->arena, css);

	if (page->rules.index == NULL)
		page->rules.index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	while (gb_span_has(s, GB_S("{"))) {
		struct gb_span selectors = gb_span_trim(gb_span_cut(&s, '{'));
		const struct gb_span body = take_braces(&s);
		const size_t semicolon = gb_span_rfind(selectors, GB_S(";"));

		if (semicolon != GB_NONE) /* @import and @charset end in one */
			selectors = gb_span_from(selectors, semicolon + 1);
		if (gb_span_has(selectors, GB_S("@"))) /* @media print and the like */
			continue;
		while (selectors.n > 0)
			add_rule(page, gb_span_trim(gb_span_cut(&selectors, ',')), body);
	}
}

void gb_css_free(struct gb_html_page *page)
{
	if (page->rules.index != NULL)
		g_hash_table_destroy(page->rules.index);
	page->rules.index = NULL;
}

/* ---- the look of an element ---- */

static void add_look(struct gb_html_look *to, const struct gb_html_look *from)
{
	if (from->align != GB_ALIGN_NONE)
		to->align = from->align;
	if (from->set_bold)
		to->bold = from->bold;
	if (from->size > 0)
		to->size = from->size;
	if (from->set_indent) {
		to->indent = from->indent;
		to->indent_em = from->indent_em;
	}
	if (from->set_display)
		to->block = from->block;
	to->hidden = (from->set_display ? false : to->hidden) || from->hidden;
	to->no_marks = to->no_marks || from->no_marks;
	to->unseen = to->unseen || from->unseen;
	to->raised = to->raised || from->raised;
	to->placed = to->placed || from->placed;
	to->nowhere = to->nowhere || from->nowhere;
	to->no_room = to->no_room || from->no_room;
	to->cut = to->cut || from->cut;
	if (from->set_size)
		to->tiny = from->tiny;
	if (from->set_ink) {
		to->ink = from->ink;
		to->clear = from->clear;
	}
	if (from->set_paper) {
		to->paper = from->paper;
		to->any_paper = from->any_paper;
	}
}

static void add_selector(const struct gb_html_page *page, const char *mark, struct gb_span name, struct gb_html_look *look)
{
	char key[128];
	const size_t m = strlen(mark);

	if (name.n == 0 || name.n + m >= sizeof key)
		return;
	memcpy(key, mark, m);
	memcpy(key + m, name.p, name.n);
	key[m + name.n] = '\0';
	const size_t at = GPOINTER_TO_SIZE(g_hash_table_lookup(page->rules.index, key));

	if (at > 0)
		add_look(look, &page->rules.item[at - 1].look);
}

static void add_sheets(const struct gb_html_page *page, const struct gb_html_node *n, struct gb_html_look *look)
{
	struct gb_span classes = n->attr->class;

	if (page->rules.index == NULL)
		return;
	add_selector(page, "", n->name, look);
	while (classes.n > 0) {
		const struct gb_span class = gb_span_trim(gb_span_cut(&classes, ' '));
		char mark[24];

		add_selector(page, ".", class, look);
		if (n->name.n + 2 < sizeof mark) {
			memcpy(mark, n->name.p, n->name.n);
			memcpy(mark + n->name.n, ".", 2);
			add_selector(page, mark, class, look);
		}
	}
	add_selector(page, "#", n->attr->id, look);
}

static void add_tag(const struct gb_html_node *n, struct gb_html_look *look)
{
	static const double sizes[] = { 0, 7.5, 10, 12, 13.5, 18, 24, 36 };

	if (n->tag == GB_TAG_B || n->tag == GB_TAG_STRONG || n->tag == GB_TAG_TH || (n->tag >= GB_TAG_H1 && n->tag <= GB_TAG_H6))
		look->bold = true;
	if (n->tag == GB_TAG_CENTER || n->tag == GB_TAG_CAPTION)
		look->align = GB_ALIGN_CENTER;
	if (n->tag == GB_TAG_FONT && n->attr->font_size > 0)
		look->size = sizes[n->attr->font_size];
	if (n->tag == GB_TAG_FONT && n->attr->color.n > 0)
		set_ink(look, n->attr->color);
	if (n->attr->bgcolor.n > 0)
		set_paper(look, n->attr->bgcolor);
	look->any_paper = look->any_paper || n->attr->background.n > 0;
	look->unseen = look->unseen || n->tag == GB_TAG_DEL || n->tag == GB_TAG_S || n->tag == GB_TAG_STRIKE;
	if (n->tag == GB_TAG_SUP || n->tag == GB_TAG_SUB)
		look->raised = n->tag == GB_TAG_SUP;
}

struct gb_html_look gb_css_look(const struct gb_html_page *page, const struct gb_html_node *n, const struct gb_html_look *outer)
{
	struct gb_html_look look = *outer;

	look.block = false;
	look.hidden = false;
	look.placed = look.nowhere = look.no_room = look.cut = false;
	if (n->tag == GB_TAG_TABLE || n->tag == GB_TAG_TD || n->tag == GB_TAG_TH)
		look.indent = look.indent_em = 0;
	/* A sheet that is not here may put any colour behind what it has a name for. */
	look.any_paper = look.any_paper || (page->linked_sheet && (n->attr->class.n > 0 || n->attr->id.n > 0));
	add_tag(n, &look);
	add_sheets(page, n, &look);
	/* The align of a table places the table, not the text in it. */
	if (n->tag != GB_TAG_TABLE && n->tag != GB_TAG_IMG && align_of(n->attr->align) != GB_ALIGN_NONE)
		look.align = align_of(n->attr->align);
	if (n->attr->style.n > 0)
		set_declarations(&look, n->attr->style);
	look.hidden = look.hidden || n->attr->hidden;
	look.unseen = look.unseen || look.nowhere || (look.no_room && look.cut);
	return look;
}

bool gb_css_shows(const struct gb_html_look *look)
{
	return !look->unseen && !look->tiny && !look->clear && (look->any_paper || differ(look->ink, ~look->paper & 0xffffff));
}
