/*
 * Where the article is.  Every item of sentences adds its characters to the
 * elements around it; from the body down, the element that holds the sentences is
 * followed as long as nothing of the kind is left beside it.  What stands outside
 * becomes furniture; nothing is thrown away.  In doubt the larger element is the
 * article.
 */
#include "internal.h"
#include "base/utf8.h"

#include <string.h>

#define LITTLE 60 /* a page with fewer characters of sentences is not narrowed */
#define IMPRINT_CP 250 /* characters of the small print at most */
#define BAR_CP 60 /* characters in a line of buttons */
#define BAR_NODES 64
#define NAME_BYTES 32 /* longer words in the names of elements are of no machinery */
#define FILES_AFTER 10 /* items behind the article in which files belong to it */
#define TITLE_ITEMS 10 /* the title stands among the first items of the article, or before it */

struct article_scan {
	struct gb_html_page *page;
	struct gb_html_items *items;
	size_t *prose; /* of each node with all below it */
	bool *boiler;  /* of each node: it, or one around it, is named as machinery */
	size_t total;
};

/* ---- prose ---- */

static bool has_sentence(const struct gb_html_page *page, struct gb_span s)
{
	return gb_words_find(gb_html_words(page, GB_WORDS_MARK_ANY), s).n > 0;
}

/* The small print at the foot of a site has commas too. */
static bool is_imprint(const struct gb_html_page *page, const struct gb_html_item *it)
{
	return it->cp < IMPRINT_CP && gb_words_find(gb_html_words(page, GB_WORDS_IMPRINT), it->text).n > 0;
}

static size_t prose_of(const struct gb_html_page *page, const struct gb_html_item *it)
{
	const size_t own = it->cp > it->link_cp ? it->cp - it->link_cp : 0;

	if (it->role == GB_HTML_META || own * 2 < it->cp)
		return 0;
	if (it->kind == GB_BLOCK_TABLE)
		return own;
	return it->kind == GB_BLOCK_PARAGRAPH && own >= 10 && has_sentence(page, it->text) && !gb_html_is_chrome(page, it->text) &&
		!is_imprint(page, it) ? own : 0;
}

static void sum_up(struct article_scan *s)
{
	memset(s->prose, 0, s->page->nodes.n * sizeof *s->prose);
	for (size_t i = 0; i < s->items->n; i++) {
		const struct gb_html_item *it = &s->items->item[i];

		if (!s->boiler[it->node])
			s->prose[it->node] += it->prose;
	}
	for (size_t i = s->page->nodes.n - 1; i > 0; i--)
		s->prose[gb_html_node(s->page, i)->parent] += s->prose[i];
	s->total = s->prose[0];
}

/* ---- names of machinery ---- */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The next word of a name: topNav_left is top, Nav, left.  In lower case; empty at the end. */
static struct gb_span next_name(struct gb_span *name, char out[NAME_BYTES])
{
	size_t n = 0;

	while (name->n > 0 && !is_letter(name->p[0]))
		*name = gb_span_from(*name, 1);
	while (n < name->n && is_letter(name->p[n]) &&
	       (n == 0 || !(name->p[n] >= 'A' && name->p[n] <= 'Z' && name->p[n - 1] >= 'a')))
		n++;
	for (size_t i = 0; i < n && i < NAME_BYTES; i++)
		out[i] = (char)(name->p[i] | 0x20);
	*name = gb_span_from(*name, n);
	return (struct gb_span){ out, n < NAME_BYTES ? n : NAME_BYTES };
}

static bool named_boiler(const struct gb_html_page *page, struct gb_span name)
{
	const struct gb_words *machinery = gb_html_words(page, GB_WORDS_MACHINERY_NAME);
	char low[NAME_BYTES];

	while (name.n > 0)
		if (gb_words_has(machinery, next_name(&name, low)))
			return true;
	return false;
}

static void find_boiler(struct article_scan *s)
{
	for (size_t i = 1; i < s->page->nodes.n; i++) {
		const struct gb_html_node *n = gb_html_node(s->page, i);
		const bool tag = n->tag == GB_TAG_NAV || n->tag == GB_TAG_FOOTER || n->tag == GB_TAG_ASIDE;
		const bool own = n->tag != GB_TAG_TEXT &&
				 (tag || named_boiler(s->page, n->attr->class) || named_boiler(s->page, n->attr->id));

		/* A wrapper of much of the page can have any name. */
		s->boiler[i] = s->boiler[n->parent] || (own && s->prose[i] * 2 <= s->total);
	}
}

/* ---- the element of the article ---- */

static size_t find_body(const struct article_scan *s)
{
	for (size_t i = 0; i < s->page->nodes.n; i++)
		if (gb_html_node(s->page, i)->tag == GB_TAG_BODY)
			return i;
	return 0;
}

/* Wrappers that publishing systems put around the text itself. */
static bool named_content(const struct gb_html_node *n)
{
	static const char *const names[] = {
		"UCAP-CONTENT", "ucapcontent", "zoom", "Zoom", "TRS_Editor", "trs_editor", "TRS_UEDITOR",
		"trs_editor_view", "article-content", "article_content", "articleContent", "pages_content",
		"news_content", "newsContent", "zwxl-article", "detail-content", "xxgk-content",
	};
	struct gb_span classes = n->attr->class;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (gb_span_eq(n->attr->id, gb_span_of(names[i])) || gb_span_eq(n->name, gb_span_of(names[i])))
			return true;
	while (classes.n > 0) {
		const struct gb_span one = gb_span_cut(&classes, ' ');

		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (gb_span_eq(one, gb_span_of(names[i])))
				return true;
	}
	return false;
}

static size_t named_article(const struct article_scan *s)
{
	for (size_t i = 1; i < s->page->nodes.n; i++)
		if (s->prose[i] * 100 >= s->total * 97 && named_content(gb_html_node(s->page, i)))
			return i;
	return GB_NONE;
}

static size_t fullest_child(const struct article_scan *s, size_t node)
{
	size_t best = GB_NONE;

	for (size_t i = gb_html_node(s->page, node)->first; i != GB_NONE; i = gb_html_node(s->page, i)->next)
		if (gb_html_node(s->page, i)->tag != GB_TAG_TEXT && (best == GB_NONE || s->prose[i] > s->prose[best]))
			best = i;
	return best;
}

/* Text of its own beside the child: lines of a title or a signature that are no sentences. */
static bool has_lines(const struct article_scan *s, size_t node, size_t child)
{
	for (size_t i = 0; i < s->items->n; i++) {
		const struct gb_html_item *it = &s->items->item[i];
		const enum gb_tag tag = gb_html_node(s->page, it->node)->tag;
		const bool plain = tag == GB_TAG_P || tag == GB_TAG_CENTER || (tag >= GB_TAG_H1 && tag <= GB_TAG_H6);
		const bool near = it->node == node || (gb_html_node(s->page, it->node)->parent == node && plain);

		if (near && it->kind != GB_BLOCK_FIGURE && it->role == GB_HTML_ARTICLE && !s->boiler[it->node] &&
			it->link_cp * 2 < it->cp &&
		    !gb_html_inside(s->page, it->node, child) && !gb_html_is_chrome(s->page, it->text))
			return true;
	}
	return false;
}

static bool may_enter(enum gb_tag tag)
{
	return tag != GB_TAG_P && tag != GB_TAG_LI && tag != GB_TAG_DT && tag != GB_TAG_DD && !(tag >= GB_TAG_H1 && tag <= GB_TAG_H6);
}

static size_t find_article(const struct article_scan *s)
{
	size_t at = find_body(s);
	const size_t named = named_article(s);

	if (s->total < LITTLE)
		return at;
	if (named != GB_NONE)
		return named;
	for (;;) {
		const size_t child = fullest_child(s, at);

		if (child == GB_NONE || !may_enter(gb_html_node(s->page, child)->tag) || s->prose[child] < s->prose[at] ||
		    has_lines(s, at, child))
			return at;
		at = child;
	}
}

/* ---- roles ---- */

static bool all_link(const struct gb_html_item *it)
{
	return it->kind == GB_BLOCK_PARAGRAPH && it->cp > 0 && it->link_cp * 10 >= it->cp * 8 && it->files == 0;
}

/* A line of buttons: print, close, share. */
static bool is_bar(const struct gb_html_page *page, const struct gb_html_item *it)
{
	const size_t end = page->nodes.item[it->node].end;
	size_t links = 0;

	if (!all_link(it) || it->cp >= BAR_CP || end - it->node > BAR_NODES)
		return false;
	for (size_t i = it->node; i < end; i++)
		links += page->nodes.item[i].tag == GB_TAG_A;
	return links >= 3;
}

/* Three or more links in a row are a list of other pages. */
static void drop_link_lists(const struct gb_html_page *page, struct gb_html_items *items)
{
	for (size_t i = 0; i < items->n; i++)
		if (is_bar(page, &items->item[i]))
			items->item[i].role = GB_HTML_FURNITURE;
	for (size_t i = 0; i < items->n;) {
		const size_t from = i;

		while (i < items->n && all_link(&items->item[i]))
			i++;
		for (size_t k = from; i - from >= 3 && k < i; k++)
			items->item[k].role = GB_HTML_FURNITURE;
		i += i == from;
	}
}

static enum gb_html_role role_of(const struct article_scan *s, const struct gb_html_item *it, size_t article)
{
	if (it->role != GB_HTML_ARTICLE)
		return it->role;
	if (it->kind != GB_BLOCK_TABLE && it->kind != GB_BLOCK_FIGURE && gb_html_is_chrome(s->page, it->text))
		return GB_HTML_FURNITURE;
	if (!gb_html_inside(s->page, it->node, article))
		return GB_HTML_FURNITURE;
	return s->boiler[it->node] && it->prose == 0 && it->files == 0 ? GB_HTML_FURNITURE : GB_HTML_ARTICLE;
}

/* Files to fetch often stand in a box of their own right after the text; links to pages end the search. */
static void keep_files_after(const struct article_scan *s)
{
	size_t last = s->items->n;

	while (last > 0 && s->items->item[last - 1].role != GB_HTML_ARTICLE)
		last--;
	for (size_t i = last; last > 0 && i < s->items->n && i < last + FILES_AFTER; i++) {
		struct gb_html_item *it = &s->items->item[i];

		if (all_link(it))
			return;
		if (it->files > 0 && it->kind == GB_BLOCK_PARAGRAPH && !s->boiler[it->node])
			it->role = GB_HTML_ARTICLE;
	}
}

/* ---- the title ---- */

static struct gb_span meta_value(const struct gb_html_page *page, struct gb_span name)
{
	for (size_t i = 0; i < page->metas.n; i++)
		if (gb_span_eq(page->metas.item[i].name, name))
			return page->metas.item[i].value;
	return GB_S("");
}

/* Without white space, so that a title over two lines compares. */
static struct gb_span dense(struct gb_arena *a, struct gb_span s)
{
	char *p = gb_arena_alloc(a, s.n + 1);
	size_t n = 0, len;

	for (size_t i = 0; i < s.n; i += len) {
		if (gb_utf8_is_space(gb_utf8_decode(gb_span_from(s, i), &len)))
			continue;
		memcpy(p + n, s.p + i, len);
		n += len;
	}
	return n > 0 ? (struct gb_span){ p, n } : GB_S("");
}

/* A heading outside the article that the page's own title starts with or is. */
static struct gb_html_item *title_outside(const struct article_scan *s, size_t before)
{
	struct gb_arena *a = s->page->r->arena;
	const struct gb_span article = dense(a, meta_value(s->page, GB_S("ArticleTitle")));
	const struct gb_span page = dense(a, meta_value(s->page, GB_S("title")));

	for (size_t i = before; i-- > 0;) {
		struct gb_html_item *it = &s->items->item[i];
		const struct gb_span text = it->cp < 200 ? dense(a, it->text) : GB_S("");

		if (it->role == GB_HTML_FURNITURE && it->kind == GB_BLOCK_PARAGRAPH && it->cp >= 6 && it->link_cp == 0 &&
		    (gb_span_eq(text, article) || (article.n == 0 && gb_span_has(page, text))))
			return it;
	}
	return NULL;
}

static bool stands_in_article(const struct article_scan *s, struct gb_span title)
{
	struct gb_buf text = { 0 };
	size_t seen = 0;

	for (size_t i = 0; i < s->items->n && seen < TITLE_ITEMS; i++) {
		const struct gb_html_item *it = &s->items->item[i];

		if (it->role != GB_HTML_ARTICLE || it->kind == GB_BLOCK_FIGURE)
			continue;
		gb_buf_add(&text, dense(s->page->r->arena, it->text));
		seen++;
	}
	const bool found = gb_span_has(gb_buf_span(&text), title);

	gb_buf_free(&text);
	return found;
}

/* Ends like the title of an official document, with or without a remark: 通知, 办法（试行）. */
static bool sounds_like_title(const struct gb_html_page *page, struct gb_span s)
{
	if (gb_words_suffix(gb_html_words(page, GB_WORDS_REMARK_CLOSE), s) > 0) {
		size_t open = s.n;

		for (size_t i = 0; i < s.n; i += gb_utf8_len(gb_span_from(s, i)))
			if (gb_words_prefix(gb_html_words(page, GB_WORDS_REMARK_OPEN), gb_span_from(s, i)) > 0)
				open = i;
		s = gb_span_sub(s, 0, open);
	}
	return gb_words_suffix(gb_html_words(page, GB_WORDS_PAGE_TITLE_END), s) > 0;
}

/* The lines right before the article, when they read or are set like a title. */
static struct gb_html_item *title_before(const struct article_scan *s, size_t before)
{
	for (size_t i = before; i-- > 0 && before - i <= TITLE_ITEMS;) {
		struct gb_html_item *it = &s->items->item[i];
		const bool set = it->style.level > 0 || it->style.align == GB_ALIGN_CENTER;

		if (it->role == GB_HTML_FURNITURE && it->kind == GB_BLOCK_PARAGRAPH && it->cp >= 6 && it->cp < 120 && it->link_cp == 0 &&
		    !s->boiler[it->node] && !gb_html_is_chrome(s->page, it->text) &&
		    	set + sounds_like_title(s->page, it->text) + (it->style.size >= 16) >= 1 &&
		    !has_sentence(s->page, it->text))
			return it;
	}
	return NULL;
}

static void find_title(const struct article_scan *s)
{
	size_t first = 0;

	while (first < s->items->n && s->items->item[first].role != GB_HTML_ARTICLE)
		first++;
	struct gb_html_item *it = title_outside(s, first);

	if (it == NULL && meta_value(s->page, GB_S("ArticleTitle")).n == 0)
		it = title_before(s, first);
	if (it == NULL || stands_in_article(s, dense(s->page->r->arena, it->text)))
		return;
	it->role = GB_HTML_TITLE;
	it->style.level = it->style.level > 0 ? it->style.level : 1;
}

void gb_html_roles(struct gb_html_page *page, struct gb_html_items *items)
{
	struct article_scan s = { .page = page, .items = items };

	s.prose = gb_arena_array(page->r->arena, page->nodes.n, sizeof *s.prose);
	s.boiler = gb_arena_array(page->r->arena, page->nodes.n, sizeof *s.boiler);
	for (size_t i = 0; i < items->n; i++)
		items->item[i].prose = prose_of(page, &items->item[i]);
	sum_up(&s);
	find_boiler(&s);
	sum_up(&s);
	const size_t article = find_article(&s);

	drop_link_lists(page, items);
	for (size_t i = 0; i < items->n; i++)
		items->item[i].role = role_of(&s, &items->item[i], article);
	keep_files_after(&s);
	find_title(&s);
}
