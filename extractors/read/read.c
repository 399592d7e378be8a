/* A first, unconfined version: opens the file, tells its type, calls the reader. */
#include "read/read_int.h"

#include <glib.h>

void gb_reading_source(struct gb_reading *r, long long pages, struct gb_meta *meta, size_t nmeta)
{
	const struct gb_source s = { r->path, r->media, r->sha256, (long long)r->bytes.n, pages, meta, nmeta };

	gb_source_put(r->to, &r->tmp, &s);
}

void gb_reading_block(struct gb_reading *r, struct gb_block *b)
{
	b->source = r->path;
	b->seq = r->seq++;
	gb_block_put(r->to, &r->tmp, b);
}

void gb_reading_error(struct gb_reading *r, int page, enum gb_err code, struct gb_span message)
{
	const struct gb_error e = { r->path, GB_S("read"), page, code, message };

	r->status = gb_status_worst(r->status, gb_err_status(code));
	gb_error_put(r->to, &r->tmp, &e);
}

int gb_read_file(const char *path, const struct gb_read_limits *limits, struct gb_sink *to)
{
	struct gb_reading r = { .path = gb_span_of(path), .to = to, .arena = gb_arena_new(0), .sha256 = GB_S(""),
				.media = GB_S("") };
	char *bytes = NULL;
	gsize n = 0;
	enum gb_err err = GB_ERR_OPEN;

	(void)limits;
	if (g_file_get_contents(path, &bytes, &n, NULL)) {
		r.bytes = (struct gb_span){ bytes, n };
		if (gb_span_has(gb_span_sub(r.bytes, 0, 2048), GB_S("%PDF-")))
			err = gb_read_pdf(&r);
		else if (gb_span_starts(r.bytes, GB_S("PK\3\4")))
			err = gb_read_docx(&r);
		else
			err = gb_read_html(&r);
	}
	if (err != GB_ERR_OK)
		gb_reading_error(&r, 0, err, GB_S(""));
	g_free(bytes);
	gb_buf_free(&r.tmp);
	gb_arena_free(r.arena);
	return r.status;
}
