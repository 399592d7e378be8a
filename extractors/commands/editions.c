#include <assert.h>

#include "internal.h"

#include <errno.h>
#include <glib.h>
#include <string.h>

#include "base/lines.h"
#include "base/say.h"
#include "files.h"
#include "filter.h"
#include "base/utf8.h"

static const char *const format_names[GB_FORMATS] = {
	[GB_FORMAT_TEXT] = "text", [GB_FORMAT_JSONL] = "jsonl", [GB_FORMAT_CSV] = "csv", [GB_FORMAT_HTML] = "html",
};

int gb_editions_check(struct gb_editions *e)
{
	e->format = GB_FORMAT_TEXT;
	while (e->format_name != NULL && e->format < GB_FORMATS && strcmp(format_names[e->format], e->format_name) != 0)
		e->format++;
	if (e->format == GB_FORMATS)
		return gb_options_error(e->command, _("--format is text, jsonl, csv or html"));
	return gb_page_check(e->command, &e->page);
}

int gb_editions_run(struct gb_editions *e, const char *start, int (*run)(struct gb_editions *e, void *data), void *data)
{
	const struct gb_read_limits limits = { 0 };
	int status = 2;

	assert(e->format < GB_FORMATS);
	e->arena = gb_arena_new(0);
	e->grammar = gb_places_load(e->arena, e->grammars);
	e->report = e->format == GB_FORMAT_HTML ? gb_report_new() : NULL;
	if (e->grammar != NULL)
		status = run(e, data);
	if (e->compared && e->report != NULL && !gb_page_write(e->command, &e->page, e->report, &limits, start, NULL))
		status = 3;
	if (e->report != NULL)
		gb_report_free(e->report);
	gb_grammar_close(e->grammar);
	gb_arena_free(e->arena);
	return status;
}

void gb_editions_free(struct gb_editions *e)
{
	gb_page_free(&e->page);
	g_free(e->format_name);
	g_free(e->grammars);
}

/* ---- the records ---- */

struct loader {
	const char *command;
	struct gb_edition *edition;
	struct gb_sink *page; /* or NULL */
	bool ok;
};

static void complain(struct loader *l, const char *path, unsigned long long line, const char *what)
{
	if (line > 0)
		gb_say_error(l->command, "%s:%llu: %s", path, line, what);
	else
		gb_say_error(l->command, "%s: %s", path, what);
	l->ok = false;
}

static const char *take_line(struct loader *l, struct gb_span line)
{
	struct gb_span kept;
	struct gb_value *v = NULL;
	size_t at;

	if (gb_span_trim(line).n == 0)
		return NULL;
	if (!gb_utf8_valid(line))
		return N_("not UTF-8");
	kept = gb_arena_copy(l->edition->arena, line);
	const char *wrong = gb_json_parse(l->edition->arena, kept, &v, &at);

	if (wrong != NULL)
		return wrong;
	if (gb_value_text(v, GB_S("record")).n == 0)
		return N_("not an object with a \"record\"");
	gb_edition_take(l->edition, v);
	if (l->page != NULL)
		gb_record_put_line(l->page, kept);
	return NULL;
}

static void load_stream(struct loader *l, FILE *in, const char *path)
{
	struct gb_line_reader lines;
	struct gb_span line;
	enum gb_line_got got;

	gb_line_reader_init(&lines, in, GB_FILTER_LINE);
	while ((got = gb_line_reader_next(&lines, &line)) == GB_LINE_OK || got == GB_LINE_TOO_LONG) {
		const char *wrong = got == GB_LINE_OK ? take_line(l, line) : N_("the line is too long");

		if (wrong == NULL)
			continue;
		if (lines.number == 1) {
			complain(l, path, 0, _("not a records file; run 'gongbao convert' on it first"));
			break;
		}
		complain(l, path, lines.number, gb_say(wrong));
	}
	if (got == GB_LINE_FAILED)
		complain(l, path, 0, gb_say_errno(errno));
	gb_line_reader_free(&lines);
}

static void load_file(struct loader *l, const char *path)
{
	FILE *in = strcmp(path, "-") == 0 ? stdin : gb_files_open_input(l->command, path);

	if (in == NULL) {
		l->ok = false;
		return;
	}
	load_stream(l, in, in == stdin ? _("standard input") : path);
	if (in != stdin)
		fclose(in);
}

static gint in_byte_order(gconstpointer x, gconstpointer y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static void load_folder(struct loader *l, const char *folder, int depth)
{
	enum { DEEPEST = 64 };
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;

	if (dir == NULL)
		complain(l, folder, 0, gb_say_errno(errno));
	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
		if (name[0] != '.')
			g_ptr_array_add(names, g_build_filename(folder, name, NULL));
	if (dir != NULL)
		g_dir_close(dir);
	g_ptr_array_sort(names, in_byte_order);
	for (guint i = 0; i < names->len; i++) {
		const char *path = names->pdata[i];

		if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
			if (depth < DEEPEST && !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
				load_folder(l, path, depth + 1);
		} else if (g_str_has_suffix(path, ".jsonl")) {
			load_file(l, path);
		}
	}
	g_ptr_array_free(names, TRUE);
}

bool gb_editions_load(const struct gb_editions *e, const char *path, struct gb_edition *to)
{
	struct loader l = { e->command, to, e->report != NULL ? gb_report_sink(e->report) : NULL, true };

	if (strcmp(path, "-") != 0 && g_file_test(path, G_FILE_TEST_IS_DIR))
		load_folder(&l, path, 0);
	else
		load_file(&l, path);
	if (l.ok && to->records == 0)
		complain(&l, path, 0, _("holds no records; 'gongbao convert -o FOLDER' writes them"));
	return l.ok;
}
