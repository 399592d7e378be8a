#include "filter.h"

#include <errno.h>
#include <string.h>

#include "base/lines.h"
#include "base/say.h"
#include "files.h"
#include "base/utf8.h"

struct run {
	const struct gb_filter *f;
	const char *name; /* of the stream, for people */
	struct gb_arena *rec; /* of the line at hand */
	struct gb_buf path; /* of the source the lines belong to */
	int status;
};

static void report(struct run *r, enum gb_err code, unsigned long long line, size_t at, const char *what)
{
	char message[160];

	snprintf(message, sizeof message, "line %llu, byte %zu: %s", line, at + 1, what);
	const struct gb_bad_line bad = { line, at + 1, what };
	const struct gb_error e = { gb_buf_span(&r->path), r->f->stage, 0, code, gb_span_of(message), &bad };

	r->status = gb_status_worst(r->status, gb_err_status(code));
	gb_record_put_error(r->f->to, &e);
}

static size_t first_bad_byte(struct gb_span s)
{
	size_t at = 0, len;

	while (at < s.n) {
		struct gb_span rest = gb_span_from(s, at);
		uint32_t cp = gb_utf8_decode(rest, &len);

		if (cp == 0xfffd && len < 3)
			return at;
		at += len;
	}
	return at;
}

/* NULL when the line is a record, else what is wrong with it. */
static const char *look(struct run *r, struct gb_span line, struct gb_record *out, size_t *at)
{
	struct gb_value *v = NULL;

	if (!gb_utf8_valid(line)) {
		*at = first_bad_byte(line);
		return N_("not UTF-8");
	}
	const char *wrong = gb_json_parse(r->rec, line, &v, at);

	if (wrong != NULL)
		return wrong;
	*at = 0;
	const struct gb_value *record = gb_value_member(v, GB_S("record"));

	if (record == NULL || record->kind != GB_JSON_STRING)
		return N_("not an object with a \"record\"");
	*out = gb_record_of_value(line, v);
	if (out->kind == GB_KIND_SOURCE) {
		gb_buf_clear(&r->path);
		gb_buf_add(&r->path, gb_value_text(v, GB_S("path")));
	}
	return NULL;
}

static void take(struct run *r, struct gb_span line, unsigned long long number)
{
	struct gb_record record;
	size_t at = 0;

	if (gb_span_trim(line).n == 0)
		return;
	gb_arena_reset(r->rec);
	const char *wrong = look(r, line, &record, &at);

	/* Most often it is the wrong file; every other line stands in its error record alone. */
	if (wrong != NULL && number == 1)
		gb_say_error(r->f->stage.p, _("%s does not begin with a record (%s); run 'gongbao convert' on a document first"),
			    r->name, gb_say(wrong));
	if (wrong != NULL)
		report(r, GB_ERR_JSON, number, at, wrong);
	else
		gb_sink_put(r->f->to, &record);
}

static int finish_filter(struct run *r)
{
	gb_arena_free(r->rec);
	gb_buf_free(&r->path);
	return r->status;
}

/* A file without a byte: convert never writes one, so something went wrong before. */
static bool is_empty(FILE *in)
{
	const int c = fgetc(in);

	if (c != EOF)
		ungetc(c, in);
	return c == EOF && !ferror(in);
}

int gb_filter_stream(const struct gb_filter *f, FILE *in, const char *name)
{
	struct run r = { .f = f, .name = name, .rec = gb_arena_new(0) };
	struct gb_line_reader lines;
	struct gb_span line;
	enum gb_line_got got;

	if (in != stdin && is_empty(in)) {
		gb_say_error(f->stage.p, "%s: %s", name, _("holds no records; 'gongbao convert -o FOLDER' writes them"));
		r.status = gb_err_status(GB_ERR_EMPTY);
		return finish_filter(&r);
	}
	gb_line_reader_init(&lines, in, GB_FILTER_LINE);
	while (!gb_out_failed(f->out) && (got = gb_line_reader_next(&lines, &line)) != GB_LINE_END) {
		if (got == GB_LINE_FAILED) {
			gb_say_error(f->stage.p, _("cannot read %s: %s"), name, gb_say_errno(errno));
			r.status = 3;
			break;
		}
		if (got == GB_LINE_TOO_LONG)
			report(&r, GB_ERR_LIMIT, lines.number, 0, N_("the line is too long"));
		else
			take(&r, line, lines.number);
	}
	gb_line_reader_free(&lines);
	return finish_filter(&r);
}

static int filter_file(const struct gb_filter *f, const char *path)
{
	if (strcmp(path, "-") == 0)
		return gb_filter_stream(f, stdin, _("standard input"));
	FILE *in = gb_files_open_input(f->stage.p, path);

	if (in == NULL)
		return gb_err_status(GB_ERR_OPEN);
	int status = gb_filter_stream(f, in, path);

	fclose(in);
	return status;
}

int gb_filter_files(const struct gb_filter *f, int n, char **files)
{
	int status = 0;

	if (n == 0)
		gb_files_input_terminal(f->stage.p);
	if (n == 0)
		return gb_filter_stream(f, stdin, _("standard input"));
	for (int i = 0; i < n; i++)
		status = gb_status_worst(status, filter_file(f, files[i]));
	return status;
}
