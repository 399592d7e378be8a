#include "read/legacy/legacy.h"
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <stdio.h>
#include <unistd.h>

#define DEFAULT_SECONDS 50
#define DEFAULT_MEMORY ((size_t)2 << 30)
#define DEFAULT_OUTPUT ((size_t)512 << 20)

static void put_error(struct gb_reading *r, const struct gb_error *e)
{
	gb_error_put(r->to, &r->tmp, e);
}

void gb_reading_source(struct gb_reading *r, long long pages, struct gb_meta *meta, size_t nmeta)
{
	const struct gb_source s = { .path = r->path, .media = r->media, .sha256 = r->sha256,
				     .bytes = r->size > 0 ? r->size : (long long)r->bytes.n,
				     .pages = pages, .meta = meta, .nmeta = nmeta, .via = r->via };

	if (r->sourced)
		return;
	r->sourced = true;
	gb_source_put(r->to, &r->tmp, &s);
	for (size_t i = 0; i < r->nheld; i++)
		put_error(r, &r->held[i]);
	r->nheld = 0;
}

void gb_reading_end(struct gb_reading *r)
{
	gb_reading_source(r, 0, NULL, 0);
}

void gb_reading_block(struct gb_reading *r, struct gb_block *b)
{
	gb_reading_end(r);
	b->source = r->path;
	b->seq = r->seq++;
	gb_block_put(r->to, &r->tmp, b);
}

void gb_reading_error(struct gb_reading *r, int page, enum gb_err code, struct gb_span message)
{
	const struct gb_error e = { r->path, GB_S("read"), page, code, message };

	r->status = gb_status_worst(r->status, gb_err_status(code));
	if (r->sourced) {
		put_error(r, &e);
		return;
	}
	struct gb_error *held = GB_PUSH(r->arena, r->held, r->nheld, r->cap_held);

	*held = e;
	held->message = gb_arena_copy(r->arena, message);
}

void gb_reading_judge(struct gb_reading *r, int page, enum gb_judgement what)
{
	char line[16];

	if (r->judges)
		gb_sink_put(r->to, (struct gb_span){ line, (size_t)snprintf(line, sizeof line, "!%c%d", (char)what, page) });
}

void gb_reading_engine(struct gb_reading *r, struct gb_span name)
{
	if (r->judges)
		gb_sink_put(r->to, gb_arena_concat(r->arena, GB_S("!e"), name));
}

void gb_reading_run(struct gb_reading *r, const struct gb_format *f)
{
	const enum gb_err err = f->read != NULL ? f->read(r) : f->err;

	if (err != GB_ERR_OK)
		gb_reading_error(r, 0, err, GB_S(""));
	gb_reading_end(r);
}

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

/* The file in a format that is read: *file is then that of LibreOffice.  NULL when there is none; the error has been put. */
static const struct gb_format *convert(struct gb_reading *r, const struct gb_format *f, const struct gb_read_limits *limits,
				       struct gb_buf *file)
{
	struct gb_buf made = { .max = limits->memory };
	struct gb_span why = GB_S("");

	if (!gb_legacy_is_text(r->bytes))
		return f;
	if (!gb_legacy_convert(r->bytes, limits, &made, &why)) {
		why = gb_arena_concat(r->arena, GB_S("; "), why);
		gb_reading_error(r, 0, GB_ERR_LEGACY, gb_arena_concat(r->arena, gb_err_text(GB_ERR_LEGACY), why));
		gb_buf_free(&made);
		return NULL;
	}
	gb_buf_free(file);
	*file = made;
	r->bytes = gb_buf_span(file);
	f = gb_sniff(r->bytes);
	r->via = f->media;
	return f;
}

int gb_reading_file(struct gb_reading *r, const char *path, const struct gb_read_limits *given,
		    const struct gb_format *(*choose)(struct gb_span bytes))
{
	struct gb_read_limits limits = given != NULL ? *given : (struct gb_read_limits){ 0 };

	gb_read_limits_fill(&limits);
	struct gb_buf file = { .max = limits.memory };
	const enum gb_err err = load(path, limits.memory / 4, &file);

	r->path = gb_span_of(path);
	r->sha256 = r->media = r->via = r->no_ocr = GB_S("");
	r->bytes = gb_buf_span(&file);
	r->arena = gb_arena_new(0);
	if (err == GB_ERR_OK || err == GB_ERR_EMPTY) {
		char *hex = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)r->bytes.p, r->bytes.n);

		r->sha256 = gb_arena_copy(r->arena, gb_span_of(hex));
		g_free(hex);
	}
	r->size = (long long)r->bytes.n;
	if (err == GB_ERR_OK) {
		const struct gb_format *f = choose(r->bytes);

		r->media = f->media;
		if (f->err == GB_ERR_LEGACY && choose == gb_sniff)
			f = convert(r, f, &limits, &file);
		if (f == NULL)
			gb_reading_end(r);
		else if (f->read != NULL)
			r->status = gb_reading_fork(r, f, &limits);
		else
			gb_reading_run(r, f);
	} else {
		gb_reading_error(r, 0, err, GB_S(""));
		gb_reading_end(r);
	}
	gb_buf_free(&file);
	gb_buf_free(&r->tmp);
	gb_arena_free(r->arena);
	return r->status;
}

int gb_read_file(const char *path, const struct gb_read_limits *given, struct gb_sink *to)
{
	struct gb_reading r = { .to = to };

	return gb_reading_file(&r, path, given, gb_sniff);
}
