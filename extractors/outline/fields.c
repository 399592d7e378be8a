/* The fields of a document that stand round its body, and what the page says of itself. */
#include <string.h>

#include "table_internal.h"
#include "base/utf8.h"
#include "text/marks.h"

/* ---- masthead ---- */

static void masthead_piece(struct gb_seg *s, struct gb_span text, struct gb_gazette *g)
{
	struct gb_match m;

	if (g->issue == 0 && gb_seg_found(s, GB_R_ISSUE, text, &m)) {
		g->issue = gb_seg_integer(gb_match_field(&m, text, "issue"));
		g->serial = gb_seg_integer(gb_match_field(&m, text, "serial"));
		if (g->year == 0)
			g->year = gb_seg_integer(gb_match_field(&m, text, "year"));
	}
	if (g->year == 0 && gb_seg_match(s, GB_R_MAST_YEAR, text, &m))
		g->year = gb_seg_integer(gb_match_field(&m, text, "year"));
	if (g->published.n == 0 && gb_seg_found(s, GB_R_ENGLISH, text, &m))
		g->published = gb_seg_day(s->a, gb_seg_integer(gb_match_field(&m, text, "year")),
					  gb_seg_integer(gb_match_key(&m, GB_KEY_MONTH)), gb_seg_integer(gb_match_field(&m, text, "day")));
	if (g->published.n == 0 && gb_span_has(text, GB_S("出版")) && gb_seg_found(s, GB_R_ANY_DATE, text, &m))
		g->published = gb_seg_date(s, &m, text);
}

void gb_fields_masthead(struct gb_seg *s, size_t until)
{
	struct gb_gazette g = s->gazette;

	for (size_t i = 0; i < until; i++) {
		const struct gb_piece *p = &s->piece[i];

		gb_arena_reset(s->scratch);
		if (p->role == GB_ROLE_NUMBER || p->role == GB_ROLE_TABLE)
			break;
		if (p->role == GB_ROLE_MAST && g.title.n == 0)
			g.title = gb_seg_squeeze(s->a, p->text);
		else if (g.title.n > 0 && p->text.n < 300)
			masthead_piece(s, p->text, &g);
	}
	s->in_gazette = g.title.n > 0 && g.issue > 0;
	if (s->in_gazette)
		s->gazette = g;
}

/* ---- 索引号, 发文字号, 成文日期 … in a table, in lines, in the page's meta tags ---- */

static struct gb_span any_date(struct gb_seg *s, struct gb_span text)
{
	struct gb_match m;

	return gb_seg_found(s, GB_R_ANY_DATE, text, &m) ? gb_seg_date(s, &m, text) : GB_S("");
}

static void set_number(struct gb_seg *s, struct gb_document *d, struct gb_span text)
{
	struct gb_match m;

	if (!gb_seg_match(s, GB_R_NUMBER, text, &m))
		return;
	d->code = gb_seg_squeeze(s->a, gb_match_field(&m, text, "code"));
	d->year = gb_seg_integer(gb_match_field(&m, text, "year"));
	d->serial = gb_seg_integer(gb_match_field(&m, text, "serial"));
	gb_buf_clear(&s->tmp);
	gb_buf_add(&s->tmp, d->code);
	gb_buf_add(&s->tmp, GB_S(GB_MARK_SHELL_OPEN));
	gb_buf_add_int(&s->tmp, d->year);
	gb_buf_add(&s->tmp, GB_S(GB_MARK_SHELL_CLOSE));
	gb_buf_add_int(&s->tmp, d->serial);
	gb_buf_add(&s->tmp, GB_S("号"));
	d->number = gb_arena_copy(s->a, gb_buf_span(&s->tmp));
}

/* 重庆市人民政府令 第358号: the number is what is printed. */
static void set_order(struct gb_seg *s, struct gb_document *d, size_t i)
{
	struct gb_span text = s->piece[i].text;
	struct gb_match m, n;

	if (!gb_seg_match(s, GB_R_ORDER, text, &m))
		return;
	d->serial = gb_seg_integer(gb_match_field(&m, text, "serial"));
	d->code = gb_arena_concat(s->a, gb_seg_squeeze(s->a, gb_match_field(&m, text, "name")), GB_S("令"));
	d->number = gb_seg_squeeze(s->a, text);
	if (d->serial == 0 && i + 1 < s->npiece && gb_seg_match(s, GB_R_ORDER_NUMBER, s->piece[i + 1].text, &n)) {
		d->serial = gb_seg_integer(gb_match_field(&n, s->piece[i + 1].text, "serial"));
		d->number = gb_arena_concat(s->a, d->number, gb_seg_squeeze(s->a, s->piece[i + 1].text));
	}
	if (d->serial == 0)
		d->number = d->code = GB_S("");
	else if (d->title_issuer.n == 0)
		d->title_issuer = gb_seg_squeeze(s->a, gb_match_field(&m, text, "name"));
}

static void set_if_empty(struct gb_span *field, struct gb_span value)
{
	if (field->n == 0)
		*field = value;
}

bool gb_fields_meta_field(struct gb_seg *s, struct gb_document *d, struct gb_span key, struct gb_span value)
{
	struct gb_span k = gb_seg_squeeze(s->scratch, key);

	while (gb_seg_ends_in(k, ":"))
		k.n--;
	while (gb_seg_ends_in(k, "：】"))
		k.n -= 3;
	struct gb_span field = gb_words_value(s->words[GB_W_METAKEY], k, "field");
	struct gb_span text = gb_seg_tidy(s->a, gb_seg_short(gb_span_trim(value), 300));
	size_t site = gb_span_eq(field, GB_S("title")) ? gb_span_find(text, GB_S("_"), 0) : (size_t)-1;

	if (site != (size_t)-1) /* 标题_栏目_网站 */
		text = gb_span_sub(text, 0, site);
	if (field.n == 0)
		return false;
	if (gb_span_eq(field, GB_S("index")))
		set_if_empty(&d->index_number, text);
	else if (gb_span_eq(field, GB_S("number")) && d->number.n == 0)
		set_number(s, d, text);
	else if (gb_span_eq(field, GB_S("signed")))
		set_if_empty(&d->signed_on, any_date(s, value)); /* not tidied: 2026-02-02 10:00 */
	else if (gb_span_eq(field, GB_S("published")))
		set_if_empty(&d->published, any_date(s, value));
	else if (gb_span_eq(field, GB_S("subject")))
		set_if_empty(&d->subject, text);
	else if (gb_span_eq(field, GB_S("disclosure")))
		set_if_empty(&d->disclosure, text);
	else if (gb_span_eq(field, GB_S("issuer")) && d->issuer.n == 0)
		gb_seg_names(s->a, text, "、，,；; ", &d->issuer);
	else if (gb_span_eq(field, GB_S("title")) && d->title.n == 0)
		gb_title_read(s, d, text);
	return true;
}

/* ---- the same, set as a table ---- */

static struct gb_span key_of(struct gb_seg *s, const struct gb_cell *c)
{
	struct gb_span k = gb_seg_squeeze(s->a, gb_grid_text(c));

	if (k.n == 0 || k.n > 60)
		return GB_S("");
	while (gb_seg_ends_in(k, "：】"))
		k.n -= 3;
	while (gb_seg_ends_in(k, ":]"))
		k.n--;
	return gb_words_has(s->words[GB_W_METAKEY], k) ? k : GB_S("");
}

bool gb_fields_is_table(struct gb_seg *s, const struct gb_block *b)
{
	size_t keys = 0;

	for (size_t i = 0; i < b->cells.n && i < 60; i++) {
		struct gb_span t = gb_grid_text(&b->cells.item[i]);
		struct gb_match m;

		if (key_of(s, &b->cells.item[i]).n > 0)
			keys++;
		else if (t.n < 400 && gb_seg_match(s, GB_R_META, t, &m) &&
			 gb_words_has(s->words[GB_W_METAKEY], gb_seg_squeeze(s->scratch, gb_match_field(&m, t, "key"))))
			keys++;
	}
	return keys >= 3 && b->cells.n <= 60;
}

void gb_fields_table(struct gb_seg *s, struct gb_document *d, const struct gb_block *b)
{
	for (size_t i = 0; i < b->cells.n; i++) {
		struct gb_span key = key_of(s, &b->cells.item[i]), t = gb_grid_text(&b->cells.item[i]);
		struct gb_match m;

		if (key.n > 0 && i + 1 < b->cells.n && b->cells.item[i + 1].row == b->cells.item[i].row)
			gb_fields_meta_field(s, d, key, gb_grid_text(&b->cells.item[i + 1]));
		else if (t.n < 400 && gb_seg_match(s, GB_R_META, t, &m))
			gb_fields_meta_field(s, d, gb_match_field(&m, t, "key"), gb_match_field(&m, t, "value"));
	}
}

void gb_fields_attach(struct gb_seg *s, struct gb_document *d, struct gb_span name)
{
	struct gb_span title = gb_seg_tidy(s->a, gb_span_trim(name));
	struct gb_match m;

	while (gb_seg_ends_in(title, "；。，、;"))
		title.n -= gb_seg_ends_in(title, ";") ? 1 : 3;
	if (gb_seg_match(s, GB_R_FILE, title, &m))
		title = gb_match_field(&m, title, "what");
	if (gb_span_starts(title, GB_S(GB_MARK_TITLE_OPEN)) && gb_span_ends(title, GB_S(GB_MARK_TITLE_CLOSE)))
		title = gb_span_sub(title, 3, title.n - 6);
	for (size_t i = 0; i < d->attachments.n; i++)
		if (gb_seg_same(d->attachments.item[i], title))
			return;
	if (title.n > 0)
		*GB_PUSH(s->a, d->attachments.item, d->attachments.n, d->attachments.cap) = title;
}

/* What the page links to as a file: "text | address".  A link that says 下载, or names the document itself, is none. */
static void attach_link(struct gb_seg *s, struct gb_document *d, struct gb_span link)
{
	size_t bar = gb_span_rfind(link, GB_S(" | "));
	struct gb_span text = gb_seg_tidy(s->a, gb_span_sub(link, 0, bar != (size_t)-1 ? bar : 0));
	struct gb_match m;

	if (!gb_seg_match(s, GB_R_FILE, text, &m))
		return;
	text = gb_match_field(&m, text, "what");
	if (gb_seg_match(s, GB_R_ATTACHED_ITEM, text, &m))
		text = gb_span_from(text, m.at.end);
	if (gb_seg_match(s, GB_R_ANNEX, text, &m) || gb_seg_same(text, d->title) || gb_seg_same(text, d->notice_title))
		return;
	gb_fields_attach(s, d, text);
}

/* 标题_栏目_网站, 标题 - 网站, 网站 | 标题: the part that ends in the name of a genre. */
static struct gb_span title_of_tab(struct gb_seg *s, struct gb_span text)
{
	static const char *const bars[] = { "_", "|", GB_MARK_BAR, "-", "—", "–" };
	size_t last = 0;

	for (size_t at = 0; at < text.n; at += gb_utf8_len(gb_span_from(text, at)))
		for (size_t i = 0; i < sizeof bars / sizeof *bars; i++) {
			struct gb_span head = gb_span_trim(gb_span_sub(text, 0, at));

			if (!gb_span_starts(gb_span_from(text, at), gb_span_of(bars[i])))
				continue;
			if (gb_title_genre(s, head).n > 0)
				return head;
			last = at + strlen(bars[i]);
		}
	text = gb_span_trim(gb_span_from(text, last));
	return gb_title_genre(s, text).n > 0 ? text : GB_S("");
}

/* The page's own tab is asked last: it often says no more than the site's name. */
static void tab_title(struct gb_seg *s, struct gb_document *page)
{
	for (size_t i = 0; i < s->source.meta.n && page->title.n == 0; i++)
		if (gb_span_eq(s->source.meta.item[i].name, GB_S("title"))) {
			struct gb_span text = title_of_tab(s, gb_seg_tidy(s->a, gb_seg_short(s->source.meta.item[i].value, 300)));

			if (text.n > 0)
				gb_title_read(s, page, text);
		}
}

/* What the page prints (发布日期：) is more than what its maker's tags say (PubDate). */
static bool is_printed(struct gb_span name)
{
	size_t len;

	return name.n > 0 && gb_utf8_is_han(gb_utf8_decode(name, &len));
}

static void meta_tags(struct gb_seg *s, struct gb_document *page, bool printed)
{
	for (size_t i = 0; i < s->source.meta.n; i++) {
		gb_arena_reset(s->scratch);
		if (is_printed(s->source.meta.item[i].name) == printed)
			gb_fields_meta_field(s, page, s->source.meta.item[i].name, s->source.meta.item[i].value);
	}
}

static void meta_pieces(struct gb_seg *s, struct gb_document *d)
{
	for (size_t i = d->from; i < d->to && (i < d->body || i < d->from + 40); i++) {
		const struct gb_piece *p = &s->piece[i];
		struct gb_match m;

		gb_arena_reset(s->scratch);
		if (i >= d->body && p->text.n > 400)
			return;
		if (p->role == GB_ROLE_META && gb_seg_match(s, GB_R_META, p->text, &m))
			gb_fields_meta_field(s, d, gb_match_field(&m, p->text, "key"), gb_match_field(&m, p->text, "value"));
		else if (p->role == GB_ROLE_TABLE && gb_fields_is_table(s, p->block))
			gb_fields_table(s, d, p->block);
	}
}

void gb_fields_meta(struct gb_seg *s, struct gb_document *d)
{
	struct gb_document page = *d; /* what the body says wins, so this is filled apart */

	page.issuer = (struct gb_spans){ 0 };
	meta_pieces(s, &page);
	meta_tags(s, &page, true);
	meta_tags(s, &page, false);
	tab_title(s, &page);
	for (size_t i = 0; i < s->source.meta.n; i++)
		if (gb_span_starts(s->source.meta.item[i].name, GB_S("attachment:")))
			attach_link(s, d, s->source.meta.item[i].value);
	if (d->number.n == 0) {
		d->number = page.number;
		d->code = page.code;
		d->year = page.year;
		d->serial = page.serial;
	}
	if (d->issuer.n == 0)
		d->issuer = page.issuer;
	if (d->title.n == 0) {
		d->title = page.title;
		d->notice_title = page.notice_title;
		d->genre = page.genre;
	}
	set_if_empty(&d->signed_on, page.signed_on);
	set_if_empty(&d->published, page.published);
	set_if_empty(&d->index_number, page.index_number);
	set_if_empty(&d->subject, page.subject);
	set_if_empty(&d->disclosure, page.disclosure);
}

/* ---- all together ---- */

static void finish_issuer(struct gb_seg *s, struct gb_document *d)
{
	struct gb_span joined = GB_S("");

	for (size_t i = 0; i < d->signers.n; i++)
		joined = gb_arena_concat(s->a, joined, d->signers.item[i]);
	if (d->signers.n > 1 || (d->signers.n == 1 && d->title_issuer.n == 0) || gb_seg_same(joined, d->title_issuer))
		d->issuer = d->signers;
	else if (d->title_issuers.n > 1)
		d->issuer = d->title_issuers;
	else if (d->title_issuer.n > 0)
		*GB_PUSH(s->a, d->issuer.item, d->issuer.n, d->issuer.cap) = d->title_issuer;
	if (d->issuer.n == 0)
		d->issuer = d->cover;
}

static struct gb_span name_of_file(struct gb_seg *s)
{
	return s->source.sha256.n >= 16 ? gb_arena_concat(s->a, GB_S("sha256:"), gb_span_sub(s->source.sha256, 0, 16))
					: gb_arena_concat(s->a, GB_S("sha256:"), s->source.sha256);
}

static void finish_pages(struct gb_seg *s, struct gb_document *d)
{
	for (size_t i = d->title_from < d->title_to ? d->title_from : d->from; i < d->to; i++) {
		int page = s->piece[i].block->page;

		for (size_t k = 0; k < s->piece[i].block->lines.n; k++)
			if (s->piece[i].block->lines.item[k].page > d->last_page)
				d->last_page = s->piece[i].block->lines.item[k].page;
		if (page > 0 && (d->first_page == 0 || page < d->first_page))
			d->first_page = page;
		d->last_page = page > d->last_page ? page : d->last_page;
	}
	for (size_t i = d->from; i < d->to; i++)
		for (size_t k = 0; s->piece[i].role == GB_ROLE_TABLE && k < s->piece[i].block->cells.n; k++)
			if (s->piece[i].block->cells.item[k].page > d->last_page)
				d->last_page = s->piece[i].block->cells.item[k].page;
}

static void find_number(struct gb_seg *s, struct gb_document *d)
{
	for (size_t i = d->from; i < d->to && i < d->body + 8 && d->number.n == 0; i++) {
		gb_arena_reset(s->scratch);
		if (s->piece[i].role == GB_ROLE_NUMBER)
			set_number(s, d, s->piece[i].text);
		else if (s->piece[i].role == GB_ROLE_ORDER)
			set_order(s, d, i);
		if (i >= d->body && s->piece[i].role != GB_ROLE_NUMBER && s->piece[i].text.n > 400)
			return;
	}
}

/* A table that is the whole document can carry the title in its first row. */
static void title_of_table(struct gb_seg *s, struct gb_document *d)
{
	for (const struct gb_part *p = d->root->first; p != NULL; p = p->next)
		if (p->node != NULL && p->node->kind == GB_NODE_TABLE && p->node->title.n > 0) {
			gb_title_read(s, d, p->node->title);
			return;
		}
}

void gb_fields_finish(struct gb_seg *s, struct gb_document *d, bool only)
{
	find_number(s, d);
	finish_issuer(s, d);
	if (only)
		gb_fields_meta(s, d);
	if (d->title.n == 0)
		title_of_table(s, d);
	gb_title_period(s, d);
	d->purpose = gb_purpose_of(s, d->title.n > 0 ? d->title : d->notice_title, d->root);
	finish_pages(s, d);
	d->gazette = s->in_gazette ? &s->gazette : NULL;
	d->id = d->number.n > 0 ? d->number : d->title.n > 0 ? d->title : name_of_file(s);
}
