/*
 * files - what a user names on the command line, and what is told when it will not do.
 *
 * Whatever cannot be opened as input costs an exit status of 1 and nothing
 * else (diff: 2, as it has its own); a place to write to that will not do is
 * wrong usage, 2, and found out before anything is read.
 */
#ifndef GB_COMMANDS_FILES_H
#define GB_COMMANDS_FILES_H

#include <stdio.h>

#include "record/record.h"
#include "base/arena.h"

/* A file to read records or lines from; NULL, and a message, when it cannot be opened or is a folder.  fclose it. */
FILE *gb_files_open_input(const char *command, const char *path);

/* Says what is waited for when standard input is a terminal. */
void gb_files_input_terminal(const char *command);

/* -o DIR, made when it is not there; NULL is fine.  0, or after a message the exit status: 2 a file, 3 it cannot be made. */
int gb_files_output_folder(const char *command, const char *path);
/* -o FILE, NULL is fine: false, and a message, when it is a folder. */
bool gb_files_output_fits(const char *command, const char *path);

/* Writes all or nothing of a file; false, and a message, when that fails. */
bool gb_files_write_output(const char *command, const char *path, struct gb_span bytes);

/*
 * A sink that passes all lines on and tells on standard error what of each file
 * was dropped: the first error record of a file, and how many more there were.
 */
struct gb_files_diagnostics {
	struct gb_sink sink;
	struct gb_sink *to;
	const char *command;
	struct gb_arena *arena;
	struct gb_arena *line;
	struct gb_span path; /* the file the last error record was about */
	long long more;
};

void gb_files_diagnostics_open(struct gb_files_diagnostics *t, const char *command, struct gb_sink *to);
void gb_files_diagnostics_close(struct gb_files_diagnostics *t); /* after the end of the lines */

#endif
