#include "files.h"

#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/json.h"
#include "base/say.h"
#include "language.h"
#include "options.h"

FILE *gb_files_open_input(const char *command, const char *path)
{
	if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
		gb_say_error(command, _("%s is a folder; name the files in it"), path);
		return NULL;
	}
	FILE *in = fopen(path, "rb");

	if (in == NULL)
		gb_say_error(command, _("cannot open %s: %s"), path, gb_say_errno(errno));
	return in;
}

void gb_files_input_terminal(const char *command)
{
	if (isatty(STDIN_FILENO) != 0)
		gb_say_error(command, _("reads standard input, as no file is named; Ctrl-D ends it"));
}

int gb_files_output_folder(const char *command, const char *path)
{
	if (path == NULL || g_file_test(path, G_FILE_TEST_IS_DIR))
		return 0;
	if (g_file_test(path, G_FILE_TEST_EXISTS))
		return gb_options_errorf(command, _("-o needs a folder to write into; %s is a file"), path);
	if (g_mkdir_with_parents(path, 0777) == 0)
		return 0;
	gb_say_error(command, _("cannot make the folder %s: %s"), path, gb_say_errno(errno));
	return 3;
}

bool gb_files_output_fits(const char *command, const char *path)
{
	if (path == NULL || !g_file_test(path, G_FILE_TEST_IS_DIR))
		return true;
	gb_options_errorf(command, _("-o needs the name of a file to write; %s is a folder"), path);
	return false;
}

static int errno_of(int code)
{
	static const struct {
		int code, number;
	} known[] = {
		{ G_FILE_ERROR_NOENT, ENOENT },   { G_FILE_ERROR_ACCES, EACCES }, { G_FILE_ERROR_PERM, EPERM },
		{ G_FILE_ERROR_NOTDIR, ENOTDIR }, { G_FILE_ERROR_ISDIR, EISDIR }, { G_FILE_ERROR_NOSPC, ENOSPC },
		{ G_FILE_ERROR_ROFS, EROFS },     { G_FILE_ERROR_MFILE, EMFILE }, { G_FILE_ERROR_NAMETOOLONG, ENAMETOOLONG },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].code == code)
			return known[i].number;
	return EIO;
}

bool gb_files_write_output(const char *command, const char *path, struct gb_span bytes)
{
	GError *error = NULL;

	if (g_file_set_contents(path, bytes.p, (gssize)bytes.n, &error))
		return true;
	gb_say_error(command, _("cannot write %s: %s"), path, gb_say_errno(errno_of(error->code)));
	g_error_free(error);
	return false;
}

/* ---- what was dropped ---- */

/* The message of the record is English, whoever reads; in another language the text of its code stands for it. */
static void tell(const struct gb_files_diagnostics *t, const struct gb_error *e)
{
	const bool english = strcmp(gb_language(), "en") == 0 || e->code == GB_ERR_OK;
	const struct gb_span what = english ? e->message : gb_span_of(gb_say(gb_err_text(e->code).p));

	if (e->page > 0)
		gb_say_error(t->command, _("%.*s, page %d: %.*s"), (int)t->path.n, t->path.p, e->page, (int)what.n, what.p);
	else
		gb_say_error(t->command, "%.*s: %.*s", (int)t->path.n, t->path.p, (int)what.n, what.p);
}

static void tell_rest(struct gb_files_diagnostics *t)
{
	if (t->more > 0)
		gb_say_error(t->command, gb_say_count("%.*s: %lld more error record", "%.*s: %lld more error records", t->more),
			    (int)t->path.n, t->path.p, t->more);
	t->more = 0;
}

static void take_error(struct gb_files_diagnostics *t, const struct gb_error *e)
{
	if (gb_span_eq(e->path, t->path)) {
		t->more++;
		return;
	}
	tell_rest(t);
	t->path = gb_arena_copy(t->arena, e->path);
	tell(t, e);
}

static void put(struct gb_sink *self, struct gb_record *r)
{
	struct gb_files_diagnostics *t = (struct gb_files_diagnostics *)self;
	const struct gb_error *e = r->kind == GB_KIND_ERROR ? gb_record_data(r, t->line) : NULL;

	if (e != NULL)
		take_error(t, e);
	gb_sink_put(t->to, r);
	gb_arena_reset(t->line);
}

static void end(struct gb_sink *self)
{
	gb_sink_end(((struct gb_files_diagnostics *)self)->to);
}

void gb_files_diagnostics_open(struct gb_files_diagnostics *t, const char *command, struct gb_sink *to)
{
	*t = (struct gb_files_diagnostics){ .sink = { put, end }, .to = to, .command = command,
			.arena = gb_arena_new(0), .line = gb_arena_new(0),
				 .path = { "", 0 } };
}

void gb_files_diagnostics_close(struct gb_files_diagnostics *t)
{
	tell_rest(t);
	gb_arena_free(t->arena);
	gb_arena_free(t->line);
}
