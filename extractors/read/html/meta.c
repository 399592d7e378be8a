/*
 * What a page says of its document beside the text: 索引号, 发文字号, 成文日期 … They
 * come as table cells, dl, list items, pairs of div or one line; seen as a
 * sequence of short pieces all these are the same: label, value, label, value.
 */
#include "html.h"
#include "internal.h"
#include "base/utf8.h"

#include <string.h>

#define LABEL_CP 10 /* a label that is not in the list, between known ones, is no longer than this */
#define VALUE_BYTES 1200
#define CHROME_BYTES 300 /* longer paragraphs are not the page's machinery */
#define WORD_BYTES 48
#define RUN_ON_BYTES 70 /* a value without a colon before it is short */
#define LONG_LABEL 9 /* bytes: three characters */
#define LABEL_BYTES 64 /* at least the longest label */

/* One short piece: a paragraph, or a cell of a table. */
struct piece {
	size_t item;
	size_t cell; /* index, or GB_NONE */
	struct gb_span text;
};

struct pieces {
	struct piece *item;
	size_t n, cap;
};

struct pair {
	struct gb_span name, value;
	bool gadget;
};

struct label_scan {
	struct gb_html_page *page;
	struct gb_html_items *items;
	struct pieces pieces;
	struct pair *pair; /* of the region being read */
	size_t npair, cap_pair;
	size_t strong, attr, known;
};

/* ---- labels ---- */

/* Bytes of the mark behind a label that is at `at`; 0 when there is none. */
static size_t separator(const struct gb_html_page *page, struct gb_span s, size_t at)
{
	return gb_words_prefix(gb_html_words(page, GB_WORDS_LABEL_END), gb_span_from(s, at));
}

static size_t skip_space(struct gb_span s, size_t at)
{
	size_t len;

	while (at < s.n && gb_utf8_is_space(gb_utf8_decode(gb_span_from(s, at), &len)))
		at += len;
	return at;
}

/* The characters of a label may stand apart: 索 引 号. */
struct spelt {
	char text[LABEL_BYTES]; /* without the spaces */
	size_t n;
	size_t end[LABEL_BYTES]; /* of the character that ends at this byte of text: where it ends in the line */
};

static void spell(struct gb_span s, struct spelt *out)
{
	size_t at = 0;

	out->n = 0;
	while (at < s.n && (at == 0 || (at = skip_space(s, at)) < s.n)) {
		const size_t len = gb_utf8_len(gb_span_from(s, at));

		if (at + len > s.n || out->n + len > LABEL_BYTES)
			return;
		memcpy(out->text + out->n, s.p + at, len);
		at += len;
		out->n += len;
		out->end[out->n - 1] = at;
	}
}

/* Label and value in two spans side by side: 成文日期2026年11月3日, 索引号11330/2026-1. */
static bool runs_on(const struct gb_html_page *page, struct gb_span s, size_t at, enum gb_key_word w)
{
	const struct gb_span value = gb_span_from(s, at);
	const bool figure = (value.p[0] >= '0' && value.p[0] <= '9') || (value.p[0] >= 'A' && value.p[0] <= 'Z');

	if (value.n >= RUN_ON_BYTES || gb_words_find(gb_html_words(page, GB_WORDS_MARK_STOP), value).n > 0)
		return false;
	return figure || (w == GB_WORD_LABEL_STRONG && at >= LONG_LABEL + 3);
}

/* Where the value begins behind a label that ends at `at`; false when it is no label there: neither a mark nor a value follows. */
static bool find_value(const struct gb_html_page *page, struct gb_span s, size_t at, enum gb_key_word w, size_t *used)
{
	size_t len = 0;

	at = skip_space(s, at);
	if (at < s.n) {
		len = separator(page, s, at);
		if (len == 0 && !runs_on(page, s, at, w))
			return false;
	}
	*used = at + len;
	for (at = skip_space(s, *used); at < s.n && (len = separator(page, s, at)) > 0; at = skip_space(s, *used))
		*used = at + len; /* 【索引号】： */
	return true;
}

/*
 * The longest known label at the start of s: its weight, name (of the grammar),
 * and the bytes up to the value.  Without a colon it must be all of s.
 */
static enum gb_key_word known_label(const struct gb_html_page *page, struct gb_span s, struct gb_span *name, size_t *used)
{
	const struct gb_words *labels = gb_html_words(page, GB_WORDS_METAKEY);
	const size_t start = gb_words_prefix(gb_html_words(page, GB_WORDS_LABEL_OPEN), s);
	struct spelt spelt;

	spell(gb_span_from(s, start), &spelt);
	for (size_t n = spelt.n; n > 0; n--) {
		n = gb_words_prefix(labels, (struct gb_span){ spelt.text, n });
		if (n == 0)
			break;
		const struct gb_span label = gb_words_own(labels, (struct gb_span){ spelt.text, n });
		const enum gb_key_word w = gb_grammar_word(labels, label, "label");

		if (w == GB_WORD_NONE || !find_value(page, s, start + spelt.end[n - 1], w, used))
			continue;
		*name = label;
		return w;
	}
	return GB_WORD_NONE;
}

/* "某某：" or "某某：值" with a short first part of Chinese characters. */
static bool other_label(const struct gb_html_page *page, struct gb_span s, struct gb_span *name, size_t *used)
{
	size_t cp = 0, len;

	for (size_t i = 0; i < s.n && cp <= LABEL_CP; i += len, cp++) {
		const size_t sep = cp >= 2 ? separator(page, s, i) : 0;

		if (sep > 0) {
			*name = gb_span_sub(s, 0, i);
			*used = i + sep;
			return true;
		}
		const uint32_t c = gb_utf8_decode(gb_span_from(s, i), &len);

		if (!gb_utf8_is_han(c) && !gb_utf8_is_space(c))
			return false;
	}
	return false;
}

/* ---- pieces ---- */

static void add_piece(struct label_scan *s, size_t item, size_t cell, struct gb_span text)
{
	text = gb_span_trim(text);
	if (text.n == 0 || text.n > VALUE_BYTES)
		return;
	struct piece *p = GB_PUSH(s->page->r->arena, s->pieces.item, s->pieces.n, s->pieces.cap);

	*p = (struct piece){ item, cell, text };
}

static void add_pieces(struct label_scan *s)
{
	for (size_t i = 0; i < s->items->n; i++) {
		const struct gb_html_item *it = &s->items->item[i];

		add_piece(s, i, GB_NONE, it->kind == GB_BLOCK_PARAGRAPH ? it->text : GB_S(""));
		for (size_t c = 0; c < it->cells.n; c++)
			add_piece(s, i, c, it->cells.item[c].text);
	}
}

static const struct gb_html_item *item_of(const struct label_scan *s, const struct piece *p)
{
	return &s->items->item[p->item];
}

/* The value of a label stands beside it: in its row, or in the element around it. */
static bool beside(const struct label_scan *s, const struct piece *label, const struct piece *p)
{
	const struct gb_html_item *a = item_of(s, label), *b = item_of(s, p);

	if (label->cell != GB_NONE || p->cell != GB_NONE)
		return label->item == p->item && a->cells.item[label->cell].row == b->cells.item[p->cell].row;
	const struct gb_html_node *nodes = s->page->nodes.item;
	size_t around = nodes[a->node].parent;

	if (around == GB_NONE)
		return false;
	const enum gb_tag tag = nodes[around].tag;

	if (tag == GB_TAG_TD || tag == GB_TAG_TH || tag == GB_TAG_DT || tag == GB_TAG_LI)
		around = nodes[around].parent; /* a block of its own inside the cell */
	return nodes[around].tag != GB_TAG_BODY && gb_html_inside(s->page, b->node, around);
}

/* ---- regions ---- */

static void add_pair(struct label_scan *s, struct gb_span name, struct gb_span value, enum gb_key_word w)
{
	struct pair *p = GB_PUSH(s->page->r->arena, s->pair, s->npair, s->cap_pair);

	p->name = name;
	p->value = gb_span_trim(value);
	p->gadget = w == GB_WORD_LABEL_GADGET;
}

static void count_label(struct label_scan *s, enum gb_key_word w)
{
	s->strong += w == GB_WORD_LABEL_STRONG;
	s->attr += w == GB_WORD_LABEL_ATTR || w == GB_WORD_LABEL_GADGET;
	s->known += w != GB_WORD_NONE;
}

/*
 * Where in s the next known label with a colon starts; s.n if nowhere.  Short
 * labels (来源) need white space before them, since longer ones end like them.
 */
static size_t next_label(const struct gb_html_page *page, struct gb_span s)
{
	const struct gb_words *colon = gb_html_words(page, GB_WORDS_LABEL_COLON);
	size_t used, len;
	struct gb_span name;
	bool space = false;

	for (size_t i = 0; i < s.n; i += len) {
		const bool is_space = gb_utf8_is_space(gb_utf8_decode(gb_span_from(s, i), &len));

		if (!is_space && known_label(page, gb_span_from(s, i), &name, &used) != GB_WORD_NONE &&
		    (space || name.n >= LONG_LABEL) && gb_words_find(colon, gb_span_sub(s, i, used)).n > 0)
			return i;
		space = is_space;
	}
	return s.n;
}

/*
 * Reads one piece as labels and values.  Returns false when it is neither; *open
 * tells that the last label still wants its value.
 */
static bool read_piece(struct label_scan *s, struct gb_span text, bool inside, bool *open)
{
	struct gb_span name = GB_S("");
	size_t used = 0;
	enum gb_key_word w = known_label(s->page, text, &name, &used);

	if (w == GB_WORD_NONE && !(inside && other_label(s->page, text, &name, &used)))
		return false;
	for (;;) {
		const struct gb_span rest = gb_span_from(text, used);
		const size_t stop = next_label(s->page, rest);

		count_label(s, w);
		add_pair(s, name, gb_span_sub(rest, 0, stop), w);
		*open = stop == rest.n && gb_span_trim(rest).n == 0;
		if (stop == rest.n)
			return true;
		text = gb_span_from(rest, stop);
		w = known_label(s->page, text, &name, &used);
	}
}

/* Reads a region from piece `at`; returns the piece after it. */
static size_t read_region(struct label_scan *s, size_t at)
{
	bool open = false;
	size_t label = at, i = at;

	s->npair = s->strong = s->attr = s->known = 0;
	for (; i < s->pieces.n; i++) {
		const struct piece *p = &s->pieces.item[i];

		if (p->text.n > VALUE_BYTES)
			break;
		if (read_piece(s, p->text, i > at, &open)) {
			label = i;
			continue;
		}
		if (!open || !beside(s, &s->pieces.item[label], p))
			break;
		s->pair[s->npair - 1].value = p->text;
		open = false;
	}
	return i;
}

/* A head row of labels over a row of values. */
static bool read_columns(struct label_scan *s, const struct gb_html_item *it)
{
	struct gb_span name;
	size_t used;

	s->npair = s->strong = s->attr = s->known = 0;
	for (size_t i = 0; i < it->cells.n; i++) {
		const struct gb_cell *head = &it->cells.item[i];
		enum gb_key_word w =
			head->row == 0 ? known_label(s->page, gb_span_trim(head->text), &name, &used) : GB_WORD_NONE;

		if (head->row == 0 && (w == GB_WORD_NONE || used < gb_span_trim(head->text).n))
			return false;
		for (size_t k = i + 1; w != GB_WORD_NONE && k < it->cells.n; k++)
			if (it->cells.item[k].row == 1 && it->cells.item[k].col == head->col)
				add_pair(s, name, it->cells.item[k].text, w);
		count_label(s, w);
	}
	return s->strong >= 2 && s->npair >= 2;
}

static void take_pairs(struct label_scan *s)
{
	for (size_t i = 0; i < s->npair; i++)
		if (!s->pair[i].gadget)
			gb_html_meta(s->page, s->pair[i].name, s->pair[i].value);
}

/* A table is taken only when most of its cells belong to the region. */
static void set_roles(struct label_scan *s, size_t from, size_t to)
{
	for (size_t i = from; i < to;) {
		const size_t item = s->pieces.item[i].item, first = i;
		struct gb_html_item *it = &s->items->item[item];
		size_t filled = 0;

		while (i < to && s->pieces.item[i].item == item)
			i++;
		for (size_t c = 0; c < it->cells.n; c++)
			filled += gb_span_trim(it->cells.item[c].text).n > 0;
		if (it->cells.n == 0 || (i - first) * 2 >= filled)
			it->role = GB_HTML_META;
	}
}

static bool qualifies(const struct label_scan *s)
{
	return s->strong >= 2 || (s->strong >= 1 && s->known >= 3) || s->attr >= 2;
}

static bool try_columns(struct label_scan *s, size_t at)
{
	struct gb_html_item *it = &s->items->item[s->pieces.item[at].item];

	if (it->kind != GB_BLOCK_TABLE || s->pieces.item[at].cell != 0 || it->cells.item[it->cells.n - 1].row != 1 || !read_columns(s, it))
		return false;
	take_pairs(s);
	it->role = GB_HTML_META;
	return true;
}

/* One or two short items between two that were taken: a label nobody knows, with its value if it has one. */
static void fill_gaps(struct gb_html_page *page, struct gb_html_items *items)
{
	size_t last = GB_NONE;

	for (size_t i = 0; i < items->n; i++) {
		struct gb_html_item *gap = last != GB_NONE ? &items->item[last + 1] : NULL;

		if (items->item[i].role != GB_HTML_META)
			continue;
		if (last != GB_NONE && i - last == 2 && gap->cp <= LABEL_CP)
			gap->role = GB_HTML_FURNITURE;
		if (last != GB_NONE && i - last == 3 && gap->cp <= LABEL_CP && gap[1].cp <= LABEL_CP * 3 &&
			gap[1].kind == GB_BLOCK_PARAGRAPH) {
			gb_html_meta(page, gap->text, gap[1].text);
			gap[0].role = gap[1].role = GB_HTML_META;
		}
		last = i;
	}
}

void gb_html_metadata(struct gb_html_page *page, struct gb_html_items *items)
{
	struct label_scan s = { .page = page, .items = items };

	add_pieces(&s);
	for (size_t i = 0; i < s.pieces.n;) {
		struct gb_span name;
		size_t used;

		if (try_columns(&s, i)) {
			const size_t item = s.pieces.item[i].item;

			while (i < s.pieces.n && s.pieces.item[i].item == item)
				i++;
			continue;
		}
		if (known_label(page, s.pieces.item[i].text, &name, &used) == GB_WORD_NONE) {
			i++;
			continue;
		}
		const size_t end = read_region(&s, i);

		if (qualifies(&s)) {
			take_pairs(&s);
			set_roles(&s, i, end);
		}
		i = end > i ? end : i + 1;
	}
	fill_gaps(page, items);
}

/* ---- words of the page's machinery ---- */

/* Bytes of what is between and around the words at the start of s: brackets, bars, arrows, white space. */
static size_t decoration(const struct gb_html_page *page, struct gb_span s)
{
	size_t len;

	if (s.n > 0 && gb_utf8_is_space(gb_utf8_decode(s, &len)))
		return len;
	return gb_words_prefix(gb_html_words(page, GB_WORDS_DECORATION), s);
}

/* The next word of s, decoration on both sides taken off; empty at the end. */
static struct gb_span next_word(const struct gb_html_page *page, struct gb_span *s)
{
	size_t n, at = 0;

	while ((n = decoration(page, *s)) > 0)
		*s = gb_span_from(*s, n);
	while (at < s->n && at < WORD_BYTES && decoration(page, gb_span_from(*s, at)) == 0)
		at += gb_utf8_len(gb_span_from(*s, at));
	const struct gb_span word = gb_span_sub(*s, 0, at);

	*s = gb_span_from(*s, at);
	return word;
}

bool gb_html_is_chrome(const struct gb_html_page *page, struct gb_span text)
{
	const struct gb_words *button = gb_html_words(page, GB_WORDS_BUTTON);

	if (text.n > CHROME_BYTES)
		return false;
	struct gb_span rest = text;
	struct gb_span word = next_word(page, &rest);

	if (gb_words_prefix(gb_html_words(page, GB_WORDS_MACHINERY_START), word) > 0 ||
	    gb_words_find(gb_html_words(page, GB_WORDS_SITE_RECORD), text).n > 0)
		return true;
	while (word.n > 0 && gb_words_has(button, word))
		word = next_word(page, &rest);
	return word.n == 0;
}

bool gb_html_is_file(struct gb_span href)
{
	static const char *const others[] = { "xls", "xlsx", "et", "zip", "rar", "7z", "ppt", "pptx", "ceb" };
	const size_t query = gb_span_find(href, GB_S("?"), 0);
	char low[8];

	if (query != GB_NONE && query > 0)
		href = gb_span_sub(href, 0, query);
	const size_t dot = gb_span_rfind(href, GB_S("."));

	if (dot == GB_NONE || href.n - dot >= sizeof low)
		return false;
	for (size_t i = dot + 1; i < href.n; i++)
		low[i - dot - 1] = href.p[i] >= 'A' && href.p[i] <= 'Z' ? (char)(href.p[i] - 'A' + 'a') : href.p[i];
	const struct gb_span ending = { low, href.n - dot - 1 };
	const struct gb_reader *reader = gb_readers_of_ending(ending);

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (gb_span_eq(ending, gb_span_of(others[i])))
			return true;
	return reader != NULL && reader != &gb_html_reader && reader != &gb_mhtml_reader;
}
