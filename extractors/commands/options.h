/*
 * options - the command line of a command: options and help.
 *
 * Options are tables of GLib's GOptionEntry, of which NONE, INT, STRING and
 * FILENAME are taken; getopt_long parses them (GLib's own parser knows no
 * "-j4", and its messages follow the locale, not --lang).  A long option may be
 * shortened.  Values are bytes, never converted; only a file name may not be
 * empty.  Descriptions are marked with N_() (base/say.h).  Strings that an option sets belong to the command,
 * which releases them with g_free.  --help and --lang need no entry; a command
 * that wants to know the language asked for has one for --lang.
 */
#ifndef GB_COMMANDS_OPTIONS_H
#define GB_COMMANDS_OPTIONS_H

#include <glib.h>
#include <stdbool.h>

#include "base/say.h"
#include "commands/places.h"
#include "read/read.h"

struct gb_usage {
	const char *operands; /* "FILE..." */
	const char *summary;  /* shown by --help above the options */
	const GOptionEntry *entries;
};

/*
 * Takes the options out of argv; what is left in argv[1..] are operands, "--"
 * removed.  Returns false when the command is over: help was printed (*status
 * 0) or the usage is wrong (*status 2, message printed).
 */
bool gb_options(int *argc, char ***argv, const struct gb_usage *usage, int *status);

/* Prints "gongbao COMMAND: message" and how to get help; returns 2. */
int gb_options_error(const char *command, const char *message);
int gb_options_errorf(const char *command, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* A flag of an entry: the number is 1 at least. */
#define GB_OPTION_POSITIVE (1 << 16)

/* The option --grammars, to be put into a table of entries. */
#define GB_OPTION_GRAMMARS(var)                                                                                 \
	{ "grammars", 'g', 0, G_OPTION_ARG_FILENAME, (var), N_("rules to use, or files that replace standard ones"), N_("DIR") }

/* The option --corrections, to be put into a table of entries. */
#define GB_OPTION_CORRECTIONS(var)                                                                               \
	{ "corrections", 0, 0, G_OPTION_ARG_FILENAME, (var), N_("apply a reviewer's corrections"), N_("FILE") }

/* The option --db, to be put into a table of entries. */
#define GB_OPTION_DB(var)                                                                                        \
	{ "db", 0, 0, G_OPTION_ARG_FILENAME, (var), N_("an SQLite file (tracker.db), or postgresql://..."), N_("URL") }

/* The option --ocr: auto, never or always.  gb_ocr_mode prints what is wrong. */
#define GB_OPTION_OCR(var)                                                                                        \
	{ "ocr", 0, 0, G_OPTION_ARG_STRING, (var), N_("pages to read by OCR: auto, never, always (default auto)"), N_("WHICH") }
bool gb_options_ocr(const char *command, const char *word, enum gb_ocr_mode *out);

/* What one file may cost; 0, when the option is not there, keeps the reader's own limit. */
#define GB_OPTIONS_LIMITS(seconds, megabytes)                                                                                   \
	{ "seconds", 0, GB_OPTION_POSITIVE, G_OPTION_ARG_INT, (seconds), N_("longest time for one file, in seconds (default 50)"), \
	  N_("N") },                                                                                                              \
	{ "memory", 0, GB_OPTION_POSITIVE, G_OPTION_ARG_INT, (megabytes), N_("most memory for one file, in MiB (default 2048)"),    \
	  N_("N") }

#endif
