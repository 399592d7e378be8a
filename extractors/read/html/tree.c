/* libxml2's SAX events become our tree; the head's meta tags and the style sheets are taken on the way. */
#include "internal.h"
#include "base/utf8.h"

#include <glib.h>
#include <libxml/HTMLparser.h>
#include <string.h>

#define PUSH ((size_t)64 << 10) /* bytes given to the parser at a time */
#define STACK 4096              /* open elements in libxml2: each end tag may look through all of them */
#define LOOK_BACK 64            /* siblings looked at to number an element among those of its name */
#define WHERE_DEPTH 40          /* longer paths start with // */

static const struct {
	const char *name;
	enum gb_tag_kind kind;
} tags[GB_TAGS] = {
	[GB_TAG_TEXT] = { "", GB_TAG_KIND_INLINE },
	[GB_TAG_OTHER] = { "", GB_TAG_KIND_INLINE },
#define X(id, name, kind) [GB_TAG_##id] = { name, GB_TAG_KIND_##kind },
#include "tags.def"
#undef X
};

enum gb_tag_kind gb_html_tag_kind(enum gb_tag tag)
{
	return tags[tag].kind;
}

static const struct gb_html_attrs no_attrs = { .colspan = 1, .rowspan = 1 };

struct builder {
	struct gb_html_page *page;
	htmlParserCtxtPtr ctxt;
	size_t open[GB_HTML_DEPTH + 1];
	int depth;   /* of the innermost element; may pass GB_HTML_DEPTH */
	size_t resume; /* bytes after which the parser was stopped, or GB_NONE */
	struct gb_buf text; /* characters not yet in a node, or a style sheet or title */
};

static enum gb_tag tag_of(struct gb_span name)
{
	for (int i = GB_TAG_OTHER + 1; i < GB_TAGS; i++)
		if (tags[i].name[0] == name.p[0] && gb_span_eq(gb_span_of(tags[i].name), name))
			return (enum gb_tag)i;
	return GB_TAG_OTHER;
}

static struct gb_html_node *node_at(struct gb_html_page *page, size_t i)
{
	return &page->nodes.item[i];
}

static size_t parent_of_new(const struct builder *b)
{
	return b->open[b->depth < GB_HTML_DEPTH ? b->depth : GB_HTML_DEPTH];
}

/* Appends a child to the innermost open element. */
static struct gb_html_node *add_node(struct builder *b, enum gb_tag tag, size_t *index)
{
	struct gb_html_page *page = b->page;
	const size_t parent = parent_of_new(b), at = page->nodes.n;
	struct gb_html_node *n = GB_PUSH(page->r->arena, page->nodes.item, page->nodes.n, page->nodes.cap);
	struct gb_html_node *up = node_at(page, parent);

	*n = (struct gb_html_node){ .tag = tag, .attr = &no_attrs, .parent = parent, .next = GB_NONE,
			       .first = GB_NONE, .last = GB_NONE, .end = at + 1, .depth = up->depth + 1 };
	if (up->last == GB_NONE)
		up->first = at;
	else
		node_at(page, up->last)->next = at;
	up->last = at;
	*index = at;
	return n;
}

static void flush_text(struct builder *b)
{
	size_t at;

	if (b->text.n == 0)
		return;
	const struct gb_span text = gb_arena_copy(b->page->r->arena, gb_buf_span(&b->text));

	add_node(b, GB_TAG_TEXT, &at)->text = text;
	gb_buf_clear(&b->text);
}

/* ---- attributes ---- */

static int attribute_int(struct gb_span s, int low, int high)
{
	int v = 0;
	bool any = false;

	s = gb_span_trim(s);
	for (size_t i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && v < 100000; i++) {
		v = v * 10 + (s.p[i] - '0');
		any = true;
	}
	return !any || v < low ? low : v > high ? high : v;
}

static int font_size(struct gb_span s)
{
	s = gb_span_trim(s);
	if (s.n >= 2 && (s.p[0] == '+' || s.p[0] == '-')) {
		const int by = attribute_int(gb_span_from(s, 1), 0, 7);

		return s.p[0] == '+' ? (3 + by > 7 ? 7 : 3 + by) : (3 - by < 1 ? 1 : 3 - by);
	}
	return attribute_int(s, 0, 7);
}

static const struct {
	const char *name;
	size_t offset;
} span_attrs[] = {
	{ "id", offsetof(struct gb_html_attrs, id) }, { "class", offsetof(struct gb_html_attrs, class) },
	{ "style", offsetof(struct gb_html_attrs, style) }, { "align", offsetof(struct gb_html_attrs, align) },
	{ "href", offsetof(struct gb_html_attrs, href) }, { "type", offsetof(struct gb_html_attrs, type) },
	{ "start", offsetof(struct gb_html_attrs, start) }, { "value", offsetof(struct gb_html_attrs, value) },
	{ "alt", offsetof(struct gb_html_attrs, alt) }, { "src", offsetof(struct gb_html_attrs, src) },
	{ "width", offsetof(struct gb_html_attrs, width) }, { "height", offsetof(struct gb_html_attrs, height) },
	{ "color", offsetof(struct gb_html_attrs, color) }, { "bgcolor", offsetof(struct gb_html_attrs, bgcolor) },
	{ "background", offsetof(struct gb_html_attrs, background) }, { "data", offsetof(struct gb_html_attrs, src) },
};

static void set_attr(struct gb_arena *a, struct gb_html_attrs *n, enum gb_tag tag, const char *name, struct gb_span value)
{
	for (size_t i = 0; i < sizeof span_attrs / sizeof *span_attrs; i++) {
		if (strcmp(span_attrs[i].name, name) == 0) {
			const struct gb_span copy = gb_arena_copy(a, value);

			memcpy((char *)n + span_attrs[i].offset, &copy, sizeof copy);
			return;
		}
	}
	if (strcmp(name, "colspan") == 0)
		n->colspan = attribute_int(value, 1, 1000);
	else if (strcmp(name, "rowspan") == 0)
		n->rowspan = gb_span_eq(gb_span_trim(value), GB_S("0")) ? 65534 : attribute_int(value, 1, 65534);
	else if (strcmp(name, "border") == 0)
		n->border = attribute_int(value, 0, 100) > 0;
	else if (strcmp(name, "hidden") == 0)
		n->hidden = true;
	else if (strcmp(name, "selected") == 0)
		n->selected = true;
	else if (strcmp(name, "size") == 0 && tag == GB_TAG_FONT)
		n->font_size = font_size(value);
}

/* ---- meta tags ---- */

static bool same_word(struct gb_span s, const char *word)
{
	return s.n == strlen(word) && g_ascii_strncasecmp(s.p, word, s.n) == 0;
}

/* Names that speak to browsers and robots only. */
static bool is_technical(struct gb_span name)
{
	static const char *const names[] = {
		"viewport", "renderer", "robots", "generator", "format-detection", "theme-color", "referrer",
		"csrf-token", "csrf-param", "baidu-site-verification", "template,templategroup,version", "progid",
		"originator", "others",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (same_word(name, names[i]))
			return true;
	return gb_span_starts(name, GB_S("apple-")) || gb_span_starts(name, GB_S("msapplication")) || gb_span_starts(name, GB_S("mobile"));
}

/* Runs of white space become one space, ends trimmed. */
static struct gb_span squeeze(struct gb_arena *a, struct gb_span s)
{
	char *p = gb_arena_alloc(a, s.n + 1);
	size_t n = 0, len;

	s = gb_span_trim(s);
	for (size_t i = 0; i < s.n; i += len) {
		const uint32_t cp = gb_utf8_decode(gb_span_from(s, i), &len);

		if (cp != 0x3000 && gb_utf8_is_space(cp)) {
			if (n > 0 && p[n - 1] != ' ')
				p[n++] = ' ';
			continue;
		}
		memcpy(p + n, s.p + i, len);
		n += len;
	}
	return n > 0 ? (struct gb_span){ p, n } : GB_S("");
}

void gb_html_meta(struct gb_html_page *page, struct gb_span name, struct gb_span value)
{
	struct gb_arena *a = page->r->arena;

	name = squeeze(a, name);
	value = squeeze(a, value);
	if (name.n == 0 || value.n == 0 || page->metas.n >= 200)
		return;
	for (size_t i = 0; i < page->metas.n; i++)
		if (gb_span_eq(page->metas.item[i].name, name))
			return;
	struct gb_meta *m = GB_PUSH(a, page->metas.item, page->metas.n, page->metas.cap);

	m->name = name;
	m->value = value;
}

static struct gb_span xml_span(const xmlChar *s)
{
	return s != NULL ? gb_span_of((const char *)s) : GB_S("");
}

static void take_meta(struct builder *b, const xmlChar **atts)
{
	struct gb_span name = GB_S(""), value = GB_S("");

	for (; atts != NULL && atts[0] != NULL; atts += 2) {
		if (strcmp((const char *)atts[0], "name") == 0 || (name.n == 0 && strcmp((const char *)atts[0], "property") == 0))
			name = xml_span(atts[1]);
		else if (strcmp((const char *)atts[0], "content") == 0)
			value = xml_span(atts[1]);
	}
	if (!is_technical(name))
		gb_html_meta(b->page, name, value);
}

static const struct gb_html_attrs *attrs_of(struct gb_arena *a, enum gb_tag tag, const xmlChar **atts)
{
	if (atts == NULL || atts[0] == NULL)
		return &no_attrs;
	struct gb_html_attrs *out = gb_arena_alloc(a, sizeof *out);

	*out = no_attrs;
	for (; atts[0] != NULL; atts += 2)
		set_attr(a, out, tag, (const char *)atts[0], xml_span(atts[1]));
	return out;
}

/* ---- events ---- */

static void on_start(void *user, const xmlChar *xname, const xmlChar **atts)
{
	struct builder *b = user;
	const struct gb_span name = xml_span(xname);
	const enum gb_tag tag = tag_of(name);
	size_t at;

	flush_text(b);
	if (tag == GB_TAG_META)
		take_meta(b, atts);
	b->page->linked_sheet = b->page->linked_sheet || tag == GB_TAG_LINK;
	if (b->ctxt->nameNr > STACK) {
		b->resume = (size_t)xmlByteConsumed(b->ctxt);
		xmlStopParser(b->ctxt);
	}
	struct gb_html_node *n = add_node(b, tag, &at);

	n->name = gb_arena_copy(b->page->r->arena, name);
	n->attr = attrs_of(b->page->r->arena, tag, atts);
	b->depth++;
	if (b->depth <= GB_HTML_DEPTH)
		b->open[b->depth] = at;
}

static void close_node(struct builder *b)
{
	const size_t at = b->open[b->depth];
	struct gb_html_node *n = node_at(b->page, at);

	if (n->tag == GB_TAG_STYLE && b->text.n > 0) {
		gb_css_sheet(b->page, gb_arena_copy(b->page->r->arena, gb_buf_span(&b->text)));
		gb_buf_clear(&b->text);
	} else if (n->tag == GB_TAG_TITLE && b->text.n > 0) {
		gb_html_meta(b->page, GB_S("title"), gb_buf_span(&b->text));
		gb_buf_clear(&b->text);
	} else if (n->tag == GB_TAG_SCRIPT) {
		gb_buf_clear(&b->text);
	}
	flush_text(b);
	node_at(b->page, at)->end = b->page->nodes.n;
}

static void on_end(void *user, const xmlChar *xname)
{
	struct builder *b = user;

	(void)xname;
	if (b->depth > GB_HTML_DEPTH)
		flush_text(b);
	else if (b->depth > 0)
		close_node(b);
	if (b->depth > 0)
		b->depth--;
}

static void on_text(void *user, const xmlChar *s, int n)
{
	struct builder *b = user;

	if (n > 0)
		gb_buf_add(&b->text, (struct gb_span){ (const char *)s, (size_t)n });
}

/* Elements are closed as libxml2 opened them; what is left open at the end is closed here. */
static void close_all(struct builder *b)
{
	while (b->depth > 0)
		on_end(b, NULL);
	flush_text(b);
	b->page->nodes.item[0].end = b->page->nodes.n;
}

static void add_root(struct gb_html_page *page)
{
	struct gb_html_node *root = GB_PUSH(page->r->arena, page->nodes.item, page->nodes.n, page->nodes.cap);

	*root = (struct gb_html_node){ .tag = GB_TAG_OTHER, .attr = &no_attrs, .parent = GB_NONE,
				  .next = GB_NONE, .first = GB_NONE, .last = GB_NONE, .end = 1 };
}

/* Numbers the elements for their paths: one pass, siblings of a name looked for a few steps back only. */
static void number_children(struct gb_html_page *page, size_t parent)
{
	size_t recent[LOOK_BACK], nrecent = 0;
	int place = 0;

	for (size_t i = page->nodes.item[parent].first; i != GB_NONE; i = page->nodes.item[i].next) {
		struct gb_html_node *n = node_at(page, i);

		if (n->tag == GB_TAG_TEXT)
			continue;
		n->place = ++place;
		n->nth = nrecent < LOOK_BACK ? 1 : 0;
		for (size_t k = nrecent; k-- > 0;) {
			if (gb_span_eq(node_at(page, recent[k])->name, n->name)) {
				n->nth = node_at(page, recent[k])->nth + 1;
				recent[k] = i;
				break;
			}
		}
		if (n->nth == 1 && nrecent < LOOK_BACK)
			recent[nrecent++] = i;
	}
}

/* Tells the table around it that a table nests another. */
static void mark_nesting(struct gb_html_page *page, size_t table)
{
	size_t up = node_at(page, table)->parent;

	while (up != GB_NONE && node_at(page, up)->tag != GB_TAG_TABLE)
		up = node_at(page, up)->parent;
	if (up != GB_NONE)
		node_at(page, up)->nests = true;
}

static void quiet(void *user, const char *message, ...)
{
	(void)user;
	(void)message;
}

/* Parses up to the end, or until too much is open; returns the bytes that are done. */
static size_t parse_some(struct builder *b, struct gb_span text)
{
	htmlSAXHandler sax = { .startElement = on_start, .endElement = on_end, .characters = on_text, .cdataBlock = on_text,
			       .ignorableWhitespace = on_text, .error = quiet, .warning = quiet };
	struct gb_span rest = text;

	b->resume = GB_NONE;
	b->ctxt = htmlCreatePushParserCtxt(&sax, b, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	if (b->ctxt == NULL)
		return text.n;
	htmlCtxtUseOptions(b->ctxt,
		HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
	while (rest.n > 0 && b->resume == GB_NONE) {
		size_t n = rest.n < PUSH ? rest.n : PUSH;

		while (n < rest.n && ((unsigned char)rest.p[n] & 0xc0) == 0x80)
			n--; /* not through a character */
		htmlParseChunk(b->ctxt, rest.p, (int)n, 0);
		rest = gb_span_from(rest, n);
	}
	if (b->resume == GB_NONE)
		htmlParseChunk(b->ctxt, "", 0, 1);
	if (b->ctxt->myDoc != NULL)
		xmlFreeDoc(b->ctxt->myDoc);
	htmlFreeParserCtxt(b->ctxt);
	return b->resume == GB_NONE || b->resume == 0 || b->resume > text.n ? text.n : b->resume;
}

/* <![if !supportLists]> and its kind, which Word writes and browsers skip, are text to libxml2. */
static struct gb_span without_conditions(struct gb_arena *a, struct gb_span s)
{
	size_t at = gb_span_find(s, GB_S("<!["), 0), from = 0, n = 0;

	if (at == GB_NONE)
		return s;
	char *p = gb_arena_alloc(a, s.n);

	while (at != GB_NONE) {
		const size_t end = gb_span_find(s, GB_S(">"), at);

		memcpy(p + n, s.p + from, at - from);
		n += at - from;
		from = end != GB_NONE ? end + 1 : s.n;
		at = gb_span_find(s, GB_S("<!["), from);
	}
	memcpy(p + n, s.p + from, s.n - from);
	return (struct gb_span){ p, n + s.n - from };
}

/*
 * libxml2 looks through all open elements at each end tag.  Where thousands are
 * open it starts afresh with the rest of the page; our own tree goes on below
 * its depth limit, so that only structure is lost and no text.
 */
void gb_html_parse(struct gb_html_page *page, struct gb_span text)
{
	struct builder b = { .page = page };

	add_root(page);
	text = without_conditions(page->r->arena, text);
	while (text.n > 0) {
		const size_t done = parse_some(&b, text);
		const bool in_tag = done < text.n && (text.p[done] == '>' || text.p[done] == '/');

		text = gb_span_from(text, done);
		if (in_tag)
			gb_span_cut(&text, '>');
	}
	close_all(&b);
	for (size_t i = 0; i < page->nodes.n; i++) {
		number_children(page, i);
		if (page->nodes.item[i].tag == GB_TAG_TABLE)
			mark_nesting(page, i);
	}
	gb_buf_free(&b.text);
}

/* ---- places ---- */

bool gb_html_inside(const struct gb_html_page *page, size_t node, size_t ancestor)
{
	return node >= ancestor && node < page->nodes.item[ancestor].end;
}

static void add_step(struct gb_buf *b, const struct gb_html_node *n)
{
	gb_buf_add_byte(b, '/');
	gb_buf_add(b, n->nth > 0 ? n->name : GB_S("*"));
	gb_buf_add_byte(b, '[');
	gb_buf_add_int(b, n->nth > 0 ? n->nth : n->place);
	gb_buf_add_byte(b, ']');
}

struct gb_span gb_html_where(const struct gb_html_page *page, size_t node)
{
	size_t path[WHERE_DEPTH], n = 0;
	struct gb_buf b = { 0 };

	for (size_t i = node; i != 0 && i != GB_NONE && n < WHERE_DEPTH; i = page->nodes.item[i].parent)
		path[n++] = i;
	if (n == WHERE_DEPTH)
		gb_buf_add_byte(&b, '/');
	while (n > 0)
		add_step(&b, &page->nodes.item[path[--n]]);
	const struct gb_span out = gb_arena_copy(page->r->arena, gb_buf_span(&b));

	gb_buf_free(&b);
	return out;
}
