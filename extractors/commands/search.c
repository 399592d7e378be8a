#include "commands.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "record/record.h"
#include "database.h"
#include "options.h"
#include "view/view.h"
#include "store/store.h"
#include "base/utf8.h"

struct search_options {
	char *db, *kind;
	int limit;
	gboolean history, text;
};

/* A record as a line or two that a person can read. */
struct printer {
	struct gb_sink sink;
	struct gb_arena *rec;
};

static void print_match(struct gb_span s)
{
	for (size_t i = 0; i < s.n; i++)
		putchar((unsigned char)s.p[i] < ' ' ? ' ' : s.p[i]);
}

static void print_number(const struct gb_value *v)
{
	static const char *const parts[] = { "comparator", "value", "value_max", "unit", "deadline" };

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct gb_span text = gb_value_text(v, gb_span_of(parts[i]));

		if (text.n > 0)
			putchar(' ');
		print_match(text);
	}
}

static void print_record(struct gb_sink *self, struct gb_record *r)
{
	static const char *const names[] = { "indicator", "action", "title" };
	static const char *const texts[] = { "context", "text" };
	struct printer *p = (struct printer *)self;
	const struct gb_value *v;
	struct gb_span name = GB_S(""), text = GB_S("");

	gb_arena_reset(p->rec);
	v = gb_record_value(r, p->rec);
	if (v == NULL)
		return;
	for (size_t i = 0; i < 3 && name.n == 0; i++)
		name = gb_value_text(v, gb_span_of(names[i]));
	for (size_t i = 0; i < 2 && text.n == 0; i++)
		text = gb_value_text(v, gb_span_of(texts[i]));
	print_match(gb_word(gb_value_text(v, GB_S("record"))));
	putchar(' ');
	print_match(gb_value_text(v, gb_value_member(v, GB_S("id")) != NULL ? GB_S("id") : GB_S("document")));
	fputs(": ", stdout);
	print_match(name);
	print_number(v);
	putchar('\n');
	if (text.n > 0) {
		fputs("    ", stdout);
		print_match(gb_span_sub(text, 0, gb_utf8_offset(text, 200)));
		putchar('\n');
	}
}

static int search_in(struct gb_db *db, const struct search_options *o, const struct gb_search *s)
{
	struct printer p = { { print_record, NULL }, gb_arena_new(0) };
	unsigned long long found = 0;
	struct gb_out out;

	gb_out_init(&out, stdout);
	bool ok = gb_search_run(db, s, o->text ? &p.sink : &out.sink, &found);

	gb_arena_free(p.rec);
	if (!ok)
		gb_say_error("search", "%.*s", (int)gb_db_error(db).n, gb_db_error(db).p);
	else if (found == 0)
		gb_say_error("search", _("no record of the database has all of these words"));
	else if (found == s->limit)
		gb_say_error("search", _("these are the first %llu; --limit gives more"), found);
	return ok ? 0 : 3;
}

static int search(const struct search_options *o, int n, char **words)
{
	int status;
	struct gb_db *db = gb_database_open("search", o->db, GB_DB_USE, &status);
	struct gb_span *word = g_new0(struct gb_span, (size_t)n);
	const struct gb_search s = {
		.word = word,
		.n = (size_t)n,
		.kind = o->kind != NULL ? gb_span_of(o->kind) : GB_S(""),
		.history = o->history != FALSE,
		.limit = (unsigned long long)o->limit,
	};

	for (int i = 0; i < n; i++)
		word[i] = gb_span_of(words[i]);
	if (db != NULL)
		status = search_in(db, o, &s);
	g_free(word);
	gb_db_close(db);
	return status;
}

/* The kinds that a database holds with their documents. */
static bool is_kind(const char *name)
{
	const enum gb_kind kind = gb_kind_of_name(gb_span_of(name));

	return gb_kind_is_counted(kind) && kind != GB_KIND_ERROR;
}

static int options_fit_search(const struct search_options *o, int argc, char **argv)
{
	if (argc < 2)
		return gb_options_error(argv[0], _("name at least one word"));
	if (o->limit < 1)
		return gb_options_error(argv[0], _("--limit must be a number from 1 on"));
	if (o->kind != NULL && !is_kind(o->kind))
		return gb_options_error(argv[0], _("--kind is document, section, measure, target, fact or milestone"));
	for (int i = 1; i < argc; i++)
		if (*argv[i] == '\0' || !gb_utf8_valid(gb_span_of(argv[i])))
			return gb_options_error(argv[0], _("a word is empty or not UTF-8"));
	return search(o, argc - 1, argv + 1);
}

int gb_cmd_search(int argc, char **argv)
{
	struct search_options o = { .limit = 100 };
	const GOptionEntry entries[] = {
		GB_OPTION_DB(&o.db),
		{ "kind", 'k', 0, G_OPTION_ARG_STRING, &o.kind, N_("only document, section, measure, target, fact or milestone"),
		  N_("KIND") },
		{ "limit", 'n', 0, G_OPTION_ARG_INT, &o.limit, N_("largest number of records (default 100)"), N_("N") },
		{ "history", 0, 0, G_OPTION_ARG_NONE, &o.history, N_("also search old versions"), NULL },
		{ "text", 't', 0, G_OPTION_ARG_NONE, &o.text, N_("print lines for people instead of records"), NULL },
		{ NULL, 0, 0, 0, NULL, NULL, NULL },
	};
	const struct gb_usage usage = {
		N_("WORD..."),
		N_("Finds the records of a database that contain all words, and writes them as JSON Lines; the documents\n"
		"that were loaded last come first."),
		entries,
	};
	int status;

	if (gb_options(&argc, &argv, &usage, &status))
		status = options_fit_search(&o, argc, argv);
	g_free(o.db);
	g_free(o.kind);
	return status;
}
