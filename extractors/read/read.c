/* A file on its way to its reader: loaded, detected, converted where it is old, read in a child. */
#include "read/legacy/legacy.h"
#include "read/sandbox/sandbox.h"
#include "internal.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <unistd.h>

#define DEFAULT_SECONDS 50
#define DEFAULT_MEMORY ((size_t)2 << 30)
#define DEFAULT_OUTPUT ((size_t)512 << 20)

/* Reads to the end of the stream; a file that does not end costs no more than `ceiling`. */
static enum gb_err load(const char *path, size_t ceiling, struct gb_buf *out)
{
	const bool in = path[0] == '-' && path[1] == '\0';
	const int fd = in ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = 1;

	if (fd < 0)
		return GB_ERR_OPEN;
	while (got > 0 && out->n <= ceiling) {
		gb_buf_reserve(out, (size_t)1 << 16);
		got = read(fd, out->p + out->n, out->cap - out->n);
		if (got > 0)
			out->n += (size_t)got;
		else if (got < 0 && errno == EINTR)
			got = 1;
	}
	if (!in)
		close(fd);
	if (got < 0)
		return GB_ERR_OPEN;
	if (out->n > ceiling)
		return GB_ERR_LIMIT;
	return out->n > 0 ? GB_ERR_OK : GB_ERR_EMPTY;
}

void gb_read_limits_fill(struct gb_read_limits *l)
{
	l->seconds = l->seconds > 0 ? l->seconds : DEFAULT_SECONDS;
	l->memory = l->memory > 0 ? l->memory : DEFAULT_MEMORY;
	l->output = l->output > 0 ? l->output : DEFAULT_OUTPUT;
}

/* The file in a format that is read: *file is then that of LibreOffice.  False when there is none; the error has been put. */
static bool convert(struct gb_reading *r, const struct gb_read_limits *limits, struct gb_buf *file)
{
	struct gb_buf made = { .max = limits->memory };
	struct gb_span why = GB_S("");

	if (!gb_legacy_is_text(r->bytes))
		return true;
	if (!gb_legacy_convert(r->bytes, limits, &made, &why)) {
		why = gb_arena_concat(r->arena, GB_S("; "), why);
		gb_reading_error(r, 0, GB_ERR_LEGACY, gb_arena_concat(r->arena, gb_err_text(GB_ERR_LEGACY), why));
		gb_buf_free(&made);
		return false;
	}
	gb_buf_free(file);
	*file = made;
	r->bytes = gb_buf_span(file);
	r->reader = gb_readers_find(r->bytes);
	r->via = r->reader->media;
	return true;
}

static void take_sha256(struct gb_reading *r)
{
	char *hex = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)r->bytes.p, r->bytes.n);

	r->sha256 = gb_arena_copy(r->arena, gb_span_of(hex));
	g_free(hex);
}

static void fail(struct gb_reading *r, enum gb_err err)
{
	gb_reading_error(r, 0, err, GB_S(""));
	gb_reading_end(r);
}

/* The file is loaded. */
static void read_loaded(struct gb_reading *r, struct gb_buf *file, const struct gb_read_limits *limits,
			enum gb_err (*work)(struct gb_reading *r))
{
	r->reader = gb_readers_find(r->bytes);
	r->media = r->reader->media;
	if (work == NULL && r->reader->needs.converter && !convert(r, limits, file)) {
		gb_reading_end(r);
		return;
	}
	const struct gb_child_work reading = { r->reader->open, r->reader->needs.fonts, r->reader->needs.judgement };
	const struct gb_child_work other = { work, true, false };

	if (r->reader->open == NULL)
		fail(r, r->reader->err);
	else
		r->status = gb_child_run(r, work == NULL ? &reading : &other, limits);
}

int gb_read_with(struct gb_reading *r, const char *path, const struct gb_read_limits *given, enum gb_err (*work)(struct gb_reading *r))
{
	struct gb_read_limits limits = given != NULL ? *given : (struct gb_read_limits){ 0 };

	gb_read_limits_fill(&limits);
	struct gb_buf file = { .max = limits.memory };
	const enum gb_err err = load(path, limits.memory / 4, &file);

	r->path = gb_span_of(path);
	r->grammar = limits.grammar;
	r->sha256 = r->media = r->via = r->no_ocr = GB_S("");
	r->bytes = gb_buf_span(&file);
	r->size = (long long)r->bytes.n;
	r->arena = gb_arena_new(0);
	if (err == GB_ERR_OK || err == GB_ERR_EMPTY)
		take_sha256(r);
	if (err == GB_ERR_OK)
		read_loaded(r, &file, &limits, work);
	else
		fail(r, err);
	gb_buf_free(&file);
	gb_buf_free(&r->tmp);
	gb_arena_free(r->arena);
	return r->status;
}

int gb_read_file(const char *path, const struct gb_read_limits *given, struct gb_sink *to)
{
	struct gb_reading r = { .to = to };

	assert(given != NULL && given->grammar != NULL);
	return gb_read_with(&r, path, given, NULL);
}
