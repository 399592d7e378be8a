#include "lines.h"

#include <errno.h>
#include <string.h>

#define CHUNK ((size_t)128 << 10)

void gb_line_reader_init(struct gb_line_reader *r, FILE *stream, size_t ceiling)
{
	*r = (struct gb_line_reader){ .stream = stream, .ceiling = ceiling, .buf = { .max = ceiling + 4 * CHUNK } };
}

void gb_line_reader_free(struct gb_line_reader *r)
{
	gb_buf_free(&r->buf);
}

/* Moves what is not yet used to the front and reads more behind it. */
static bool fill(struct gb_line_reader *r)
{
	size_t left = r->buf.n - r->at;

	if (r->at > 0 && left > 0)
		memmove(r->buf.p, r->buf.p + r->at, left);
	r->buf.n = left;
	r->at = 0;
	gb_buf_reserve(&r->buf, CHUNK);
	errno = 0;
	size_t n = fread(r->buf.p + left, 1, CHUNK, r->stream);

	r->buf.n += n;
	r->finished = n < CHUNK && (feof(r->stream) != 0 || ferror(r->stream) != 0);
	return ferror(r->stream) == 0;
}

enum gb_line_got gb_line_reader_next(struct gb_line_reader *r, struct gb_span *line)
{
	size_t seen = 0;
	bool too_long = false;

	for (;;) {
		size_t have = r->buf.n - r->at;
		char *start = have > 0 ? r->buf.p + r->at : NULL;
		char *end = have > seen ? memchr(start + seen, '\n', have - seen) : NULL;

		if (end != NULL || (r->finished && (have > 0 || too_long))) {
			size_t n = end != NULL ? (size_t)(end - start) : have;

			*line = n > 0 ? (struct gb_span){ start, n } : GB_S("");
			r->at += end != NULL ? n + 1 : n;
			r->number++;
			return too_long || n > r->ceiling ? GB_LINE_TOO_LONG : GB_LINE_OK;
		}
		if (r->finished)
			return GB_LINE_END;
		seen = have;
		if (have > r->ceiling) {
			too_long = true;
			r->at = r->buf.n;
			seen = 0;
		}
		if (!fill(r))
			return GB_LINE_FAILED;
	}
}
