#include "commands/commands.h"

#include <stdio.h>

#include "commands/filter.h"
#include "commands/options.h"
#include "store/loader.h"

struct options {
	char *db;
	gboolean partial, quiet;
};

static void print_counts(const struct gb_load_counts *c)
{
	printf("%llu documents new, %llu reissued, %llu read otherwise, %llu corrected, %llu unchanged, %llu refused; %llu records",
	       c->first, c->reissued, c->reread, c->corrected, c->unchanged, c->refused, c->records);
	if (c->changes > 0)
		printf(", %llu changes", c->changes);
	fputc('\n', stdout);
}

static int load_into(struct gb_db *db, const struct options *o, int n, char **files)
{
	const struct gb_loader_options lo = { .log = o->quiet ? NULL : stderr, .partial = o->partial != FALSE, .program = "gongbao " GB_VERSION };
	struct gb_loader *l = gb_loader_new(db, &lo);
	struct gb_out out;

	if (l == NULL)
		return 3;
	gb_out_init(&out, stdout);
	const struct gb_filter f = { GB_S("load"), gb_loader_sink(l), &out };
	int status = gb_filter_files(&f, n, files);

	gb_sink_end(gb_loader_sink(l));
	status = gb_status_worst(status, gb_loader_status(l));
	print_counts(gb_loader_counts(l));
	gb_loader_free(l);
	return status;
}

static int load(const struct options *o, int n, char **files)
{
	const char *address = o->db != NULL ? o->db : GB_DB_DEFAULT;
	struct gb_buf why = { 0 };
	struct gb_db *db = gb_db_open(address, GB_DB_CREATE, &why);
	int status = 3;

	if (db == NULL) {
		fprintf(stderr, "gongbao load: the database cannot be opened: %.*s\n", (int)why.n, why.p);
	} else {
		status = load_into(db, o, n, files);
		if (status >= 3 && gb_db_error(db).n > 0)
			fprintf(stderr, "gongbao load: %.*s\n", (int)gb_db_error(db).n, gb_db_error(db).p);
	}
	gb_db_close(db);
	gb_buf_free(&why);
	return status;
}

int gb_cmd_load(int argc, char **argv)
{
	struct options o = { 0 };
	const GOptionEntry entries[] = {
		GB_OPTION_DB(&o.db),
		{ "partial", 0, 0, G_OPTION_ARG_NONE, &o.partial, "take files whose records are not complete", NULL },
		{ "quiet", 'q', 0, G_OPTION_ARG_NONE, &o.quiet, "do not tell of single documents", NULL },
		{ NULL, 0, 0, 0, NULL, NULL, NULL },
	};
	const struct gb_usage usage = {
		"[FILE...]",
		"Puts finished records (standard input, or the files) into a database, a transaction a document.  Loading\n"
		"what is there already changes nothing; a document that has changed becomes a new version.",
		entries,
	};
	int status;

	if (gb_options(&argc, &argv, &usage, &status))
		status = load(&o, argc - 1, argv + 1);
	g_free(o.db);
	return status;
}
