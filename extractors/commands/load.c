#include "commands.h"

#include <stdio.h>

#include "correcting.h"
#include "database.h"
#include "filter.h"
#include "options.h"
#include "store/store.h"

struct load_options {
	char *db;
	char *corrections;
	gboolean partial, quiet;
};

static void print_counts(const struct gb_load_counts *c)
{
	printf(_("documents: %llu new, %llu with a new source file, %llu re-extracted, %llu corrected, %llu unchanged, %llu refused"
		 "; records: %llu"),
	       c->first, c->reissued, c->reread, c->corrected, c->unchanged, c->refused, c->records);
	if (c->changes > 0)
		printf(_("; changes: %llu"), c->changes);
	if (c->dropped > 0)
		printf(_("; lines dropped: %llu"), c->dropped);
	if (c->passed_by > 0)
		printf(_("; records of other kinds skipped: %llu"), c->passed_by);
	fputc('\n', stdout);
}

/* The records go through the corrections, when there are any, into the loader. */
static int load_into(struct gb_db *db, const struct load_options *o, const struct gb_corrections *list, int n, char **files)
{
	const struct gb_loader_options lo = {
		.log = o->quiet ? NULL : stderr,
		.partial = o->partial != FALSE,
		.corrections = list != NULL,
		.program = "gongbao " GB_VERSION,
	};
	struct gb_loader *l = gb_loader_new(db, &lo);
	struct gb_out out;

	if (l == NULL)
		return 3;
	gb_out_init(&out, stdout);
	struct gb_corrector *x = list != NULL ? gb_corrector_new(list, gb_loader_sink(l)) : NULL;
	struct gb_sink *to = x != NULL ? gb_corrector_sink(x) : gb_loader_sink(l);
	const struct gb_filter f = { GB_S("load"), to, &out };
	int status = n == 0 ? gb_filter_files(&f, 0, NULL) : 0;

	for (int i = 0; i < n; i++) {
		status = gb_status_worst(status, gb_filter_files(&f, 1, files + i));
		gb_loader_input_ends(l);
	}
	gb_sink_end(to);
	status = gb_status_worst(status, gb_loader_status(l));
	if (x != NULL)
		status = gb_status_worst(status, gb_correcting_status("load", x));
	print_counts(gb_loader_counts(l));
	gb_corrector_free(x);
	gb_loader_free(l);
	return status;
}

static int open_and_load(const struct load_options *o, const struct gb_corrections *list, int n, char **files)
{
	int status;
	struct gb_db *db = gb_database_open("load", o->db, GB_DB_CREATE, &status);

	if (db == NULL)
		return status;
	status = load_into(db, o, list, n, files);
	if (status >= 3 && gb_db_error(db).n > 0)
		gb_say_error("load", "%.*s", (int)gb_db_error(db).n, gb_db_error(db).p);
	gb_db_close(db);
	return status;
}

static int load(const struct load_options *o, int n, char **files)
{
	struct gb_corrections *list = NULL;
	int status = 2;

	if (o->corrections == NULL || gb_correcting_open(&list, "load", o->corrections))
		status = open_and_load(o, list, n, files);
	gb_corrections_close(list);
	return status;
}

int gb_cmd_load(int argc, char **argv)
{
	struct load_options o = { 0 };
	const GOptionEntry entries[] = {
		GB_OPTION_DB(&o.db),
		GB_OPTION_CORRECTIONS(&o.corrections),
		{ "partial", 0, 0, G_OPTION_ARG_NONE, &o.partial, N_("accept files whose records are incomplete"), NULL },
		{ "quiet", 'q', 0, G_OPTION_ARG_NONE, &o.quiet, N_("do not report each document"), NULL },
		{ NULL, 0, 0, 0, NULL, NULL, NULL },
	};
	const struct gb_usage usage = {
		N_("[FILE...]"),
		N_("Loads finished records (standard input, or the files) into a database, one transaction per document.  Loading\n"
		"the same records again changes nothing; a document that has changed becomes a new version."),
		entries,
	};
	int status;

	if (gb_options(&argc, &argv, &usage, &status))
		status = load(&o, argc - 1, argv + 1);
	g_free(o.db);
	g_free(o.corrections);
	return status;
}
