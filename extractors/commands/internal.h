/* internal - what commands share about pages and about editions to compare. */
#ifndef GB_COMMANDS_INTERNAL_H
#define GB_COMMANDS_INTERNAL_H

#include "options.h"
#include "view/view.h"

/* ---- page.c: the options of a command that writes a page, and the writing ---- */

struct gb_page_options {
	char *crops, *language; /* options; gb_page_free releases them */
	long long most;         /* clips; negative: all */
};

#define GB_PAGE_OPTIONS(o)                                                                                                          \
	{ "crops", 0, 0, G_OPTION_ARG_STRING, &(o)->crops, N_("page snippets to embed: N, all or none (default 300)"), N_("N") },  \
	{ "lang", 0, 0, G_OPTION_ARG_STRING, &(o)->language,                                                                        \
	  N_("messages, and the page when it opens, in Chinese (zh) or English (en)"), N_("LANGUAGE") }

/* 0, or after a message the exit status. */
int gb_page_check(const char *command, struct gb_page_options *o);

/* Adds the clips and writes the page to `path` (NULL, "-": standard output); false when it could not be written. */
bool gb_page_write(const char *command, const struct gb_page_options *o, struct gb_report *r, const struct gb_read_limits *limits,
		   const char *start, const char *path);

void gb_page_free(struct gb_page_options *o);

/* ---- editions.c: what diff and series share: the format, the editions, and the page when it is one ---- */

enum gb_format { GB_FORMAT_TEXT, GB_FORMAT_JSONL, GB_FORMAT_CSV, GB_FORMAT_HTML, GB_FORMATS };

struct gb_editions {
	const char *command;
	char *format_name, *grammars; /* options; gb_editions_free releases them */
	struct gb_page_options page;
	enum gb_format format;
	struct gb_arena *arena;
	struct gb_grammar *grammar;
	struct gb_report *report; /* of the page; NULL in other formats */
	bool compared;            /* set by `run`: there is something to write a page of */
};

/* --format, --crops, --lang and --grammars, to be put into a table of entries. */
#define GB_EDITIONS_OPTIONS(e)                                                                                                      \
	GB_OPTION_GRAMMARS(&(e)->grammars),                                                                                         \
	{ "format", 'f', 0, G_OPTION_ARG_FILENAME, &(e)->format_name, N_("text (the default), jsonl, csv or html"), N_("FORMAT") }, \
	GB_PAGE_OPTIONS(&(e)->page)

/* Whether the options fit; 0, or after a message the exit status. */
int gb_editions_check(struct gb_editions *e);

/*
 * Opens what is needed, runs `run` and writes the page, if that is the format and `run` has compared something, to standard
 * output, opened at `start` (gb_report_page).  Returns the status of `run`, or 2 (no grammar), or 3 (not written).
 */
int gb_editions_run(struct gb_editions *e, const char *start, int (*run)(struct gb_editions *e, void *data), void *data);

/*
 * Adds the records of a file, of standard input ("-") or of all .jsonl files below a folder, in byte order of their paths,
 * to the edition and to the page.  False when something could not be read: a message was printed, the rest is there.
 */
bool gb_editions_load(const struct gb_editions *e, const char *path, struct gb_edition *to);

void gb_editions_free(struct gb_editions *e);

#endif
