#include "commands.h"

#include <stdio.h>
#include <string.h>

#include "database.h"
#include "files.h"
#include "filter.h"
#include "options.h"
#include "record/record.h"
#include "store/store.h"

struct export_options {
	char *db, *folder, *format, *kind;
	gboolean excel;
	enum gb_export_format chosen;
};

static bool choose_format(const char *name, enum gb_export_format *out)
{
	static const char *const names[] = { [GB_EXPORT_CSV] = "csv", [GB_EXPORT_PACKAGE] = "package", [GB_EXPORT_JSONL] = "jsonl" };

	*out = GB_EXPORT_CSV;
	for (size_t i = 0; i < sizeof names / sizeof *names && name != NULL; i++)
		if (strcmp(name, names[i]) == 0)
			*out = (enum gb_export_format)i;
	return name == NULL || strcmp(name, names[*out]) == 0;
}

static int from_database(struct gb_db *db, struct gb_sink *to)
{
	if (gb_exporter_database(db, to))
		return 0;
	gb_say_error("export", "%.*s", (int)gb_db_error(db).n, gb_db_error(db).p);
	return 3;
}

static int from_files(struct gb_sink *to, int n, char **files)
{
	struct gb_out out;

	gb_out_init(&out, stdout);
	const struct gb_filter f = { GB_S("export"), to, &out };

	return gb_filter_files(&f, n, files);
}

static int export(const struct export_options *o, int n, char **files)
{
	const struct gb_exporter_options eo = {
		.format = o->chosen,
		.excel = o->excel != FALSE,
		.folder = o->folder,
		.kind = gb_span_of(o->kind != NULL ? o->kind : "target"),
		.stream = stdout,
	};
	struct gb_buf why = { 0 };
	int status = 3;
	struct gb_db *db = o->db != NULL ? gb_database_open("export", o->db, GB_DB_USE, &status) : NULL;

	if (o->db != NULL && db == NULL)
		return status;
	struct gb_exporter *x = gb_exporter_new(&eo, &why);

	status = 3;

	if (x != NULL) {
		status = db != NULL ? from_database(db, gb_exporter_sink(x)) : from_files(gb_exporter_sink(x), n, files);
		gb_sink_end(gb_exporter_sink(x));
		if (status < 3 && !gb_exporter_finish(x, &why))
			status = 3;
		if (status < 3 && o->folder != NULL)
			printf(gb_say_count("%llu record in %s\n", "%llu records in %s\n", gb_exporter_count(x)), gb_exporter_count(x),
			       o->folder);
		gb_exporter_free(x);
	}
	if (why.n > 0)
		gb_say_error("export", _("cannot write %.*s"), (int)why.n, why.p);
	gb_db_close(db);
	gb_buf_free(&why);
	return status;
}

static int options_fit_export(struct export_options *o, int argc, char **argv)
{
	if (!choose_format(o->format, &o->chosen))
		return gb_options_error(argv[0], _("--format is csv, package or jsonl"));
	if (o->excel && o->chosen != GB_EXPORT_CSV)
		return gb_options_error(argv[0], _("--excel changes cells, so it goes with --format csv alone"));
	if (o->chosen == GB_EXPORT_PACKAGE && o->folder == NULL)
		return gb_options_error(argv[0], _("a package is a folder: give -o DIR"));
	if (o->kind != NULL && o->folder != NULL)
		return gb_options_error(argv[0], _("--kind is for standard output; -o writes all kinds"));
	if (o->kind != NULL && gb_kind_table(gb_kind_of_name(gb_span_of(o->kind))).n == 0)
		return gb_options_error(argv[0], _("unknown kind of record; target, fact, milestone, measure and document are some"));
	if (o->db != NULL && argc > 1)
		return gb_options_error(argv[0], _("records come from the database or from files, not from both"));
	const int status = gb_files_output_folder(argv[0], o->folder);

	return status == 0 ? export(o, argc - 1, argv + 1) : status;
}

int gb_cmd_export(int argc, char **argv)
{
	struct export_options o = { 0 };
	const GOptionEntry entries[] = {
		{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &o.folder, N_("write one file per kind into DIR"), N_("DIR") },
		{ "format", 'f', 0, G_OPTION_ARG_STRING, &o.format, N_("csv (the default), package or jsonl"), N_("FORMAT") },
		{ "excel", 0, 0, G_OPTION_ARG_NONE, &o.excel, N_("CSV for Excel; no cell can become a formula"), NULL },
		{ "kind", 'k', 0, G_OPTION_ARG_STRING, &o.kind, N_("without -o: the kind to write (default target)"), N_("KIND") },
		{ "db", 0, 0, G_OPTION_ARG_FILENAME, &o.db, N_("the current content of a database, instead of files"), N_("URL") },
		{ NULL, 0, 0, 0, NULL, NULL, NULL },
	};
	const struct gb_usage usage = {
		N_("[FILE...]"),
		N_("Writes finished records (standard input, the files, or a database) as tables: CSV, a Frictionless data\n"
		"package, or JSON Lines, one file per kind; without -o, one kind to standard output."),
		entries,
	};
	int status;

	if (gb_options(&argc, &argv, &usage, &status))
		status = options_fit_export(&o, argc, argv);
	g_free(o.db);
	g_free(o.folder);
	g_free(o.format);
	g_free(o.kind);
	return status;
}
