#include "commands.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/lines.h"
#include "files.h"
#include "filter.h"
#include "options.h"
#include "record/record.h"
#include "base/utf8.h"

struct checker {
	struct gb_findings findings; /* first: it is called back with it */
	const struct gb_checker *records;
	struct gb_arena *rec;
	const char *name;
	unsigned long long line;
	unsigned long long lines, wrong;
};

static void print_finding(struct gb_findings *self, struct gb_span where, struct gb_span what)
{
	const struct checker *c = (const struct checker *)self;

	printf("%s:%llu: ", c->name, c->line);
	fwrite(where.p, 1, where.n, stdout);
	fputc(' ', stdout);
	fwrite(what.p, 1, what.n, stdout);
	fputc('\n', stdout);
}

static size_t check_line(struct checker *c, struct gb_span line)
{
	struct gb_value *v = NULL;
	size_t at;

	if (!gb_utf8_valid(line)) {
		print_finding(&c->findings, GB_S("/"), GB_T("is not UTF-8"));
		return 1;
	}
	gb_arena_reset(c->rec);
	const char *wrong = gb_json_parse(c->rec, line, &v, &at);

	if (wrong != NULL && c->line == 1)
		gb_say_error("check", _("%s does not begin with a record (%s); run 'gongbao convert' on a document first"), c->name,
			    gb_say(wrong));
	if (wrong != NULL) {
		print_finding(&c->findings, GB_S("/"), gb_span_of(gb_say(wrong)));
		return 1;
	}
	if (v->raw.n != line.n) {
		print_finding(&c->findings, GB_S("/"), GB_T("has blanks before or after it"));
		return 1 + gb_checker_record(c->records, v, &c->findings);
	}
	return gb_checker_record(c->records, v, &c->findings);
}

static int check_stream(struct checker *c, FILE *in)
{
	struct gb_line_reader lines;
	struct gb_span line;
	enum gb_line_got got;

	gb_line_reader_init(&lines, in, GB_FILTER_LINE);
	while ((got = gb_line_reader_next(&lines, &line)) == GB_LINE_OK || got == GB_LINE_TOO_LONG) {
		c->line = lines.number;
		c->lines++;
		if (got == GB_LINE_TOO_LONG)
			print_finding(&c->findings, GB_S("/"), GB_T("is too long"));
		if (got == GB_LINE_TOO_LONG || check_line(c, line) > 0)
			c->wrong++;
	}
	if (got == GB_LINE_FAILED)
		gb_say_error("check", _("cannot read %s: %s"), c->name, gb_say_errno(errno));
	gb_line_reader_free(&lines);
	return got == GB_LINE_FAILED ? 3 : 0;
}

static int check_file(struct checker *c, const char *path)
{
	bool standard = strcmp(path, "-") == 0;
	FILE *in = standard ? stdin : gb_files_open_input("check", path);

	c->name = standard ? _("standard input") : path;
	if (in == NULL)
		return gb_err_status(GB_ERR_OPEN);
	int status = check_stream(c, in);

	if (!standard)
		fclose(in);
	return status;
}

static int check_files(int n, char **files)
{
	struct gb_checker *records = gb_checker_new();
	struct checker c = { .findings = { print_finding }, .records = records, .rec = gb_arena_new(0) };

	if (n == 0)
		gb_files_input_terminal("check");
	int status = n == 0 ? check_file(&c, "-") : 0;

	for (int i = 0; i < n; i++)
		status = gb_status_worst(status, check_file(&c, files[i]));
	printf(gb_say_count("%llu record, %llu wrong\n", "%llu records, %llu wrong\n", c.lines), c.lines, c.wrong);
	gb_arena_free(c.rec);
	gb_checker_free(records);
	return gb_status_worst(status, c.wrong > 0 ? 1 : 0);
}

static int print_schema(void)
{
	struct gb_buf text = { 0 };

	gb_schema_write(&text);
	fwrite(text.p, 1, text.n, stdout); /* main looks whether that went well */
	gb_buf_free(&text);
	return 0;
}

int gb_cmd_check(int argc, char **argv)
{
	gboolean schema = FALSE;
	const GOptionEntry entries[] = {
		{ "schema", 0, 0, G_OPTION_ARG_NONE, &schema, N_("print the JSON Schema of the records and check nothing"), NULL },
		{ NULL, 0, 0, 0, NULL, NULL, NULL },
	};
	const struct gb_usage usage = {
		N_("[FILE...]"),
		N_("Validates records (standard input, or the files) against the JSON Schema and the order of keys.\n"
		"Prints one line per finding, then the number of invalid records."),
		entries,
	};
	int status;

	if (!gb_options(&argc, &argv, &usage, &status))
		return status;
	return schema ? print_schema() : check_files(argc - 1, argv + 1);
}
