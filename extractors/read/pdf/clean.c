/*
 * The file without the text that nobody sees, for Poppler.  Such text stays where
 * it is, so that what follows it keeps its place, but is marked to stand for
 * nothing: /Span <</ActualText ()>>.
 */
#include <stdlib.h>

#include "internal.h"

enum { MOST_FORMS = 256 };

struct cleaning {
	struct gb_pdf_scan *scan;
	qpdf_data q;
	int done[MOST_FORMS]; /* numbers of the forms that have been rewritten */
	size_t ndone;
};

static bool is_done(const struct cleaning *c, int object)
{
	for (size_t i = 0; i < c->ndone; i++)
		if (c->done[i] == object)
			return true;
	return false;
}

/* The content with every hidden show of `object` in it (0: the page) marked; shows of one content come in its order. */
static void mark(const struct gb_pdf_shows *all, int object, struct gb_span content, struct gb_buf *out)
{
	size_t at = 0;

	for (size_t i = 0; i < all->n; i++) {
		const struct gb_pdf_show *s = &all->item[i];

		if (s->object != object || !s->hidden || s->from < at || s->to > content.n)
			continue;
		gb_buf_add(out, gb_span_sub(content, at, s->from - at));
		gb_buf_add(out, GB_S(" /Span <</ActualText ()>> BDC "));
		gb_buf_add(out, gb_span_sub(content, s->from, s->to - s->from));
		gb_buf_add(out, GB_S(" EMC "));
		at = s->to;
	}
	gb_buf_add(out, gb_span_from(content, at));
}

static void replace(const struct cleaning *c, qpdf_oh stream, const struct gb_buf *content)
{
	const qpdf_oh none = qpdf_oh_new_null(c->q);

	qpdf_oh_replace_stream_data(c->q, stream, (const unsigned char *)content->p, content->n, none, none);
}

static void clean_page(const struct cleaning *c, qpdf_oh page, const struct gb_pdf_shows *all)
{
	struct gb_buf out = { 0 };
	unsigned char *bytes = NULL;
	size_t n = 0;

	if ((qpdf_oh_get_page_content_data(c->q, page, &bytes, &n) & QPDF_ERRORS) == 0 && bytes != NULL) {
		const qpdf_oh stream = qpdf_oh_new_stream(c->q);

		mark(all, 0, (struct gb_span){ (const char *)bytes, n }, &out);
		replace(c, stream, &out);
		qpdf_oh_replace_key(c->q, page, "/Contents", stream);
	}
	gb_buf_free(&out);
	free(bytes);
}

static void clean_form(struct cleaning *c, const struct gb_pdf_show *s, const struct gb_pdf_shows *all)
{
	const qpdf_oh form = qpdf_get_object_by_id(c->q, s->object, s->generation);
	struct gb_buf out = { 0 };
	unsigned char *bytes = NULL;
	size_t n = 0;
	QPDF_BOOL filtered = QPDF_FALSE;

	if (c->ndone == MOST_FORMS || is_done(c, s->object) || !qpdf_oh_is_stream(c->q, form))
		return;
	c->done[c->ndone++] = s->object;
	if ((qpdf_oh_get_stream_data(c->q, form, qpdf_dl_generalized, &filtered, &bytes, &n) & QPDF_ERRORS) == 0 && bytes != NULL) {
		mark(all, s->object, (struct gb_span){ (const char *)bytes, n }, &out);
		replace(c, form, &out);
	}
	gb_buf_free(&out);
	free(bytes);
}

static void clean(struct cleaning *c, int index, const struct gb_pdf_shows *all)
{
	bool page = false;

	for (size_t i = 0; i < all->n; i++) {
		if (!all->item[i].hidden)
			continue;
		page = page || all->item[i].object == 0;
		if (all->item[i].object != 0)
			clean_form(c, &all->item[i], all);
	}
	if (page)
		clean_page(c, qpdf_get_page_n(c->q, (size_t)index), all);
	qpdf_oh_release_all(c->q);
}

GBytes *gb_pdf_clean(struct gb_pdf_scan *s, int index, int pages)
{
	struct cleaning c = { .scan = s, .q = gb_pdf_scan_file(s) };
	struct gb_arena *a = gb_arena_new(0);
	struct gb_pdf_drawn drawn;

	for (; index < pages; index++) {
		gb_pdf_scan_page(s, a, index, &drawn);
		if (gb_pdf_seen(&drawn))
			clean(&c, index, &drawn.shows);
		gb_arena_reset(a);
	}
	gb_arena_free(a);
	if ((qpdf_init_write_memory(c.q) & QPDF_ERRORS) != 0)
		return NULL;
	qpdf_set_preserve_encryption(c.q, QPDF_FALSE);
	qpdf_set_stream_data_mode(c.q, qpdf_s_preserve);
	if ((qpdf_write(c.q) & QPDF_ERRORS) != 0)
		return NULL;
	return g_bytes_new(qpdf_get_buffer(c.q), qpdf_get_buffer_length(c.q));
}
