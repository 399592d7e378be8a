/*
 * A page on its way to blocks: tree → items → article → records.
 *
 * The tree is ours, built from libxml2's SAX events: small nodes in document
 * order in one array, depth limited, so that recursion over it is safe.  An item
 * is what may become a block: a paragraph or a table, with what is needed to
 * tell article from menu.  Everything lives in the arena of the reading.
 */
#ifndef GB_READ_HTML_INTERNAL_H
#define GB_READ_HTML_INTERNAL_H

#include "read/internal.h"

#define GB_HTML_DEPTH 400 /* deeper elements become children of the one at this depth */
#define GB_NONE ((size_t)-1)

/* Elements that matter by themselves; all others are GB_TAG_OTHER and inline. */
enum gb_tag {
	GB_TAG_TEXT, /* a run of characters */
	GB_TAG_OTHER,
#define X(id, name, kind) GB_TAG_##id,
#include "tags.def"
#undef X
	GB_TAGS
};

enum gb_tag_kind { GB_TAG_KIND_INLINE, GB_TAG_KIND_BLOCK, GB_TAG_KIND_SKIP };

/* What is kept of the attributes of an element; spans are empty when not given. */
struct gb_html_attrs {
	struct gb_span id, class, style, align, href, type, start, value, alt, src, width, height, color, bgcolor, background;
	int colspan, rowspan;
	int font_size; /* 1..7 of <font size>, 0 none */
	bool border, hidden, selected;
};

struct gb_html_node {
	enum gb_tag tag;
	int depth;
	const struct gb_html_attrs *attr; /* never NULL */
	struct gb_span name; /* of an element, lower case */
	struct gb_span text; /* of GB_TAG_TEXT */
	size_t parent, next, first, last; /* indices into the page's nodes, or GB_NONE */
	size_t end; /* index after the last descendant */
	int place;  /* among the element children of its parent, from 1 */
	int nth;    /* among those of its name, 0 when not known */
	bool nests; /* of a table: another table stands in it */
};

struct gb_html_nodes {
	struct gb_html_node *item;
	size_t n, cap;
};

/* What style sheets and attributes say that a reader of the page sees. */
struct gb_html_look {
	enum gb_align align;
	bool bold, hidden, block, no_marks; /* no_marks: list-style none */
	double size;   /* points, 0 unknown */
	double indent; /* of the first line, points; negative hangs */
	double indent_em; /* the same, given in em */
	bool set_bold, set_indent, set_display;
	/* What nobody sees though it takes part in the page. */
	bool unseen;    /* struck out, without opacity, clipped away, off the screen; for all that is in it */
	bool tiny;      /* letters of a pixel or less */
	bool raised;    /* superscript */
	bool placed, nowhere, no_room, cut; /* of this element alone: out of the flow, far off the page, of no size,
	 what overflows is cut */
	uint32_t ink;   /* 0xRRGGBB of the text */
	uint32_t paper; /* 0xRRGGBB behind it, its bits turned, so that 0 is white */
	bool set_ink, set_paper, set_size;
	bool clear;       /* the colour of the text is transparent */
	bool any_paper;   /* a picture or an unknown sheet's colour may be behind it */
};

struct gb_html_rule {
	struct gb_span selector; /* ".name", "#name" or "tag" */
	struct gb_html_look look;
};

struct gb_html_rules {
	struct gb_html_rule *item;
	size_t n, cap;
	void *index; /* GHashTable of selector to last index + 1; css.c makes it */
};

struct gb_html_run;

struct gb_html_page {
	struct gb_reading *r;
	struct gb_html_nodes nodes; /* [0] is the root */
	struct gb_metas metas; /* of the page: title, meta tags, the metadata table */
	struct gb_html_rules rules;
	bool all_content;  /* a part of a document: nothing in it is furniture */
	bool linked_sheet; /* there are style sheets that are not in the file */
	struct gb_html_look table_look; /* of the table whose cells are read */
	bool show_hidden; /* a second try: the page shows its text by script */
	struct gb_html_run *cell_run; /* scratch for the text of cells */
};

enum gb_html_role { GB_HTML_ARTICLE, GB_HTML_FURNITURE, GB_HTML_META, GB_HTML_TITLE };

struct gb_html_item {
	enum gb_block_kind kind;
	enum gb_html_role role;
	size_t node; /* the block element it stands in */
	struct gb_span text;
	struct gb_style style;
	struct gb_cells cells;
	size_t cp, link_cp; /* characters without white space, those in links */
	size_t images, files; /* in it */
	int width;            /* of a figure, pixels; 0 unknown */
	bool foreign; /* a figure that is a frame or an embedded object */
	size_t prose;       /* characters that look like sentences of an article */
};

struct gb_html_items {
	struct gb_html_item *item;
	size_t n, cap;
};

static inline const struct gb_html_node *gb_html_node(const struct gb_html_page *page, size_t i)
{
	return &page->nodes.item[i];
}

/* Words of pages: grammars/outline/page.gram. */
static inline const struct gb_words *gb_html_words(const struct gb_html_page *page, enum gb_words_id id)
{
	return gb_grammar_words(page->r->grammar, id);
}

/* ---- tree.c ---- */
enum gb_tag_kind gb_html_tag_kind(enum gb_tag tag);
/* Parse UTF-8 text into page->nodes, metas of the head and style rules. */
void gb_html_parse(struct gb_html_page *page, struct gb_span text);
/* XPath-like place of an element. */
struct gb_span gb_html_where(const struct gb_html_page *page, size_t node);
bool gb_html_inside(const struct gb_html_page *page, size_t node, size_t ancestor); /* the node itself counts */
void gb_html_meta(struct gb_html_page *page, struct gb_span name, struct gb_span value); /* first of a name stands; both copied */

/* ---- css.c ---- */
void gb_css_sheet(struct gb_html_page *page, struct gb_span css);
void gb_css_free(struct gb_html_page *page);
/* The look of an element: `outer` with what is inherited, then tag, sheet, attributes and style. */
struct gb_html_look gb_css_look(const struct gb_html_page *page, const struct gb_html_node *n, const struct gb_html_look *outer);

/* Can letters of this look be seen? */
bool gb_css_shows(const struct gb_html_look *look);

/* ---- run.c: characters of one block on their way to lines ---- */
struct gb_html_mark {
	size_t at; /* byte in the text */
	bool bold;
	double size;
};

struct gb_html_seg { /* a line between <br>s */
	size_t start, end; /* bytes of the text */
	size_t indent_cp;  /* full-width spaces (two narrow ones count as one) before it */
	size_t breaks;     /* <br>s before it */
};

struct gb_html_run {
	struct gb_buf text;
	struct gb_html_mark *mark;
	size_t nmark, cap_mark;
	struct gb_html_seg *seg;
	size_t nseg, cap_seg;
	size_t cp, link_cp, images, files; /* files: pieces of text that link to a file to fetch */
	/* white space met and not yet written */
	size_t narrow, wide; /* spaces of either width */
	uint32_t fixed;      /* a blank that stands between thousands (1&nbsp;234), the only one; 0 */
	bool wrapped, typed; /* it holds a line end of the source; it holds a no-break space */
};

void gb_run_clear(struct gb_html_run *run);
void gb_run_add(struct gb_arena *a, struct gb_html_run *run, struct gb_span s, const struct gb_html_look *look, bool link, bool pre);
void gb_run_break(struct gb_arena *a, struct gb_html_run *run);
bool gb_run_empty(const struct gb_html_run *run); /* nothing that shows */
/*
 * The paragraphs of the run: text, style and counts of each are put into items
 * (node and kind are the caller's).
 */
void gb_run_items(const struct gb_html_page *page, const struct gb_html_run *run, const struct gb_html_look *look,
		  bool heading, struct gb_html_items *out);
/* All lines joined by \n, into buf (a \n first when buf is not empty). */
void gb_run_lines(const struct gb_html_run *run, struct gb_buf *out);

/* ---- flow.c ---- */
/* The blocks of a subtree, in order, appended to `out`. */
void gb_html_flow(struct gb_html_page *page, size_t root, struct gb_html_items *out);
struct gb_html_cell_text {
	struct gb_span text; /* lines joined by \n */
	size_t lines, cp, link_cp, images;
};
/* A subtree as the text of one cell. */
typedef struct gb_html_cell_text gb_html_cell_reader(struct gb_html_page *page, size_t node);
gb_html_cell_reader gb_html_cell;

/* ---- table.c ---- */
struct gb_html_grid {
	struct gb_cells cells;
	int rows, cols;
	size_t cp, link_cp;     /* of all cells */
	size_t max_cp, max_lines; /* of the fullest cell */
	size_t filled;          /* cells with text */
	size_t wide_rows;       /* rows with two or more such cells */
	size_t images;
	bool heads; /* has th or thead */
	bool ruled; /* cells with lines around them */
};
/* Lay out the cells of a table that nests no other, each read by `cell`; false: no grid, or one too large. */
bool gb_html_grid(struct gb_html_page *page, size_t table, gb_html_cell_reader *cell, struct gb_html_grid *out);
/* A table that says something by rows and columns, not one that places things on the page. */
bool gb_html_is_data(const struct gb_html_node *table, const struct gb_html_grid *g);

/* ---- main.c ---- */
/* Tells article from furniture; the roles META are kept. */
void gb_html_roles(struct gb_html_page *page, struct gb_html_items *items);

/* ---- meta.c ---- */
/* Takes the table of index number, issuer and dates, in whatever shape, out of the items into page->metas. */
void gb_html_metadata(struct gb_html_page *page, struct gb_html_items *items);
/* Words of the page's machinery: 打印, 关闭窗口, 字号 (`text` is one whole paragraph). */
bool gb_html_is_chrome(const struct gb_html_page *page, struct gb_span text);
/* The link leads to a document or archive rather than to a page. */
bool gb_html_is_file(struct gb_span href);

/* ---- html.c ---- */
/* The page in `bytes`, which need not be the whole file; `charset` as a header names it, or empty. */
enum gb_err gb_read_html_bytes(struct gb_reading *r, struct gb_span bytes, struct gb_span charset, bool all_content);
/* The page in a saved web page, with its charset as the header names it; false when there is none.  Decoded into *out. */
bool gb_mhtml_page(struct gb_span bytes, struct gb_buf *out, struct gb_span *charset);

#endif
