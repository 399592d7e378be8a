/* HTML: decode, parse, cut into items, tell the article from the page around it, emit. */
#include "html.h"

#include "internal.h"

#include "text/charset.h"

#define FEW_CP 60 /* a page that shows fewer characters may hold its text in elements a script would show */
#define MAX_ATTACHMENTS 100
#define LARGE 300 /* pixels: a picture of this width can hold a table */

static size_t shown(const struct gb_html_items *items)
{
	size_t cp = 0;

	for (size_t i = 0; i < items->n; i++)
		if (items->item[i].link_cp * 2 < items->item[i].cp)
			cp += items->item[i].cp;
	return cp;
}

static void read_items(struct gb_html_page *page, struct gb_html_items *items)
{
	gb_html_flow(page, 0, items);
	if (shown(items) >= FEW_CP)
		return;
	struct gb_html_items all = { 0 };

	page->show_hidden = true;
	gb_html_flow(page, 0, &all);
	if (shown(&all) > shown(items) * 2)
		*items = all;
}

static bool emitted(const struct gb_html_item *it)
{
	return it->role == GB_HTML_ARTICLE || it->role == GB_HTML_TITLE;
}

/* Links of the article to files go into the meta as "text | href". */
static void add_attachment(struct gb_html_page *page, const struct gb_html_node *n, size_t at, int number)
{
	struct gb_buf name = { 0 }, value = { 0 };
	const struct gb_html_cell_text text = gb_html_cell(page, at);

	gb_buf_add(&name, GB_S("attachment:"));
	gb_buf_add_int(&name, number);
	gb_buf_add(&value, text.text);
	gb_buf_add(&value, GB_S(" | "));
	gb_buf_add(&value, n->attr->href);
	gb_html_meta(page, gb_buf_span(&name), gb_buf_span(&value));
	gb_buf_free(&name);
	gb_buf_free(&value);
}

static void add_attachments(struct gb_html_page *page, const struct gb_html_items *items)
{
	size_t from = GB_NONE, to = 0;
	int number = 0;

	for (size_t i = 0; i < items->n; i++) {
		const struct gb_html_item *it = &items->item[i];
		const size_t end = page->nodes.item[it->node].end;

		if (!emitted(it) || (it->files == 0 && it->kind != GB_BLOCK_TABLE))
			continue;
		from = it->node < from ? it->node : from;
		to = end > to ? end : to;
	}
	for (size_t i = from; i < to && number < MAX_ATTACHMENTS; i++) {
		const struct gb_html_node *n = &page->nodes.item[i];

		if (n->tag == GB_TAG_A && gb_html_is_file(n->attr->href))
			add_attachment(page, n, i, ++number);
	}
}

/* Furniture has no cells: nobody is to take a menu for a table of data. */
static struct gb_span cells_as_text(struct gb_arena *a, const struct gb_cells *cells)
{
	struct gb_buf text = { 0 };

	for (size_t i = 0; i < cells->n; i++) {
		if (text.n > 0 && cells->item[i].text.n > 0)
			gb_buf_add_byte(&text, '\n');
		gb_buf_add(&text, cells->item[i].text);
	}
	const struct gb_span out = gb_arena_copy(a, gb_buf_span(&text));

	gb_buf_free(&text);
	return out;
}

static void put_item(struct gb_html_page *page, const struct gb_html_item *it)
{
	struct gb_block b = { .kind = it->kind, .text = it->text, .style = it->style, .cells = it->cells };

	if (it->role == GB_HTML_META || (it->role == GB_HTML_FURNITURE && it->kind == GB_BLOCK_FIGURE))
		return;
	if (it->role == GB_HTML_FURNITURE) {
		b.kind = GB_BLOCK_FURNITURE;
		b.text = it->kind == GB_BLOCK_TABLE ? cells_as_text(page->r->arena, &it->cells) : it->text;
		b.cells.n = 0;
	}
	b.where = gb_html_where(page, it->node);
	gb_reading_block(page->r, &b);
}

/* Characters and pictures of the article. */
static void weigh(const struct gb_html_items *items, size_t *cp, size_t *images)
{
	*cp = *images = 0;
	for (size_t i = 0; i < items->n; i++) {
		const struct gb_html_item *it = &items->item[i];

		if (emitted(it)) {
			*cp += it->cp;
			*images += it->images;
		}
	}
}

/* The paragraph announces what follows: "表3 …", "具体指标如下：". */
static bool announces(const struct gb_html_page *page, const struct gb_html_item *it)
{
	return it->kind == GB_BLOCK_PARAGRAPH &&
	       (gb_words_suffix(gb_html_words(page, GB_WORDS_LABEL_COLON), it->text) > 0 ||
		(it->cp < 60 && gb_words_prefix(gb_html_words(page, GB_WORDS_TABLE_START), it->text) > 0));
}

/* Pictures of the article that hold content which cannot be read: large ones, and those that are announced. */
static size_t skipped_pictures(const struct gb_html_page *page, const struct gb_html_items *items)
{
	const struct gb_html_item *before = NULL;
	size_t n = 0;

	for (size_t i = 0; i < items->n; i++) {
		const struct gb_html_item *it = &items->item[i];

		if (!emitted(it))
			continue;
		n += it->kind == GB_BLOCK_FIGURE && !it->foreign &&
		     (it->width >= LARGE || (it->width == 0 && before != NULL && announces(page, before)));
		before = it;
	}
	return n;
}

static void report_foreign(struct gb_html_page *page, const struct gb_html_items *items)
{
	for (size_t i = 0; i < items->n; i++)
		if (emitted(&items->item[i]) && items->item[i].foreign)
			gb_reading_error(page->r, 0, GB_ERR_EMBEDDED, GB_S(""));
}

static void report_pictures(struct gb_html_page *page, const struct gb_html_items *items, size_t cp, size_t images)
{
	const size_t skipped = skipped_pictures(page, items);
	struct gb_buf message = { 0 };

	if (images > 0 && cp < FEW_CP) {
		gb_reading_error(page->r, 0, GB_ERR_IMAGE, GB_S(""));
	} else if (skipped > 0) {
		gb_buf_add_int(&message, (long long)skipped);
		gb_buf_add(&message, GB_S(" picture(s) of this page were skipped; they need OCR"));
		gb_reading_error(page->r, 0, GB_ERR_IMAGE, gb_buf_span(&message));
	}
	gb_buf_free(&message);
}

static enum gb_err emit(struct gb_html_page *page, const struct gb_html_items *items)
{
	size_t cp, images;

	weigh(items, &cp, &images);
	gb_reading_source(page->r, 0, page->metas.item, page->metas.n);
	for (size_t i = 0; i < items->n; i++)
		put_item(page, &items->item[i]);
	report_foreign(page, items);
	report_pictures(page, items, cp, images);
	return cp > 0 || images > 0 ? GB_ERR_OK : GB_ERR_NO_TEXT;
}

static enum gb_err open_html(struct gb_reading *r)
{
	return gb_read_html_bytes(r, r->bytes, GB_S(""), false);
}

enum gb_err gb_read_html_bytes(struct gb_reading *r, struct gb_span bytes, struct gb_span charset, bool all_content)
{
	struct gb_buf utf8 = { 0 };
	struct gb_html_run cells = { .cp = 0 };
	struct gb_html_page page = { .r = r, .cell_run = &cells, .all_content = all_content };
	struct gb_html_items items = { 0 };
	const struct gb_decoded d = gb_charset_decode(bytes, charset, &utf8);

	if (d.bad > 0)
		gb_reading_error(r, 0, GB_ERR_CHARSET, GB_S(""));
	gb_html_parse(&page, d.text);
	gb_buf_free(&utf8);
	read_items(&page, &items);
	if (!all_content) { /* else all of it stays what it is made as: the article */
		gb_html_metadata(&page, &items);
		gb_html_roles(&page, &items);
	}
	add_attachments(&page, &items);
	const enum gb_err err = emit(&page, &items);

	gb_css_free(&page);
	gb_buf_free(&cells.text);
	return err;
}

static bool is_html(struct gb_span head)
{
	static const char *const tags[] = {
		"<!doctype html", "<html", "<head", "<body", "<meta ", "<title", "<div", "<table", "<script", "<p>",
		"<p ", "<span", "<br>", "<br/>", "<br />", "<td", "<li>", "<h1",
	};
	size_t hits = 0;

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		if (!gb_span_has(head, gb_span_of(tags[i])))
			continue;
		hits++;
		if (i < 4) /* nothing but HTML says these */
			return true;
	}
	return hits > 0 && head.n > 0 && (hits > 1 || head.p[0] == '<');
}

static enum gb_sniff sniff_html(const struct gb_sniffed *file)
{
	return file->text && is_html(file->head) ? GB_SNIFF_LIKELY : GB_SNIFF_NO;
}

const struct gb_reader gb_html_reader = {
	.name = { "HTML", 4 },
	.media = { "text/html", 9 },
	.endings = "html htm shtml shtm xhtml xht",
	.sniff = sniff_html,
	.open = open_html,
};
