/*
 * inputs - the operands of read and convert as a list of files.
 *
 * An operand that is a folder stands for the files below it, in byte order of
 * their paths.  Below a folder only names of documents count (read.h, or no
 * ending at all); hidden names are skipped.  A file that is named itself is always taken.
 * Strings end in NUL and belong to the arena.
 */
#ifndef GB_COMMANDS_INPUTS_H
#define GB_COMMANDS_INPUTS_H

#include "base/arena.h"

struct gb_input {
	const char *path; /* as given, or folder/rest */
	const char *name; /* of the output below the output folder: base name or rest below the folder */
};

struct gb_inputs {
	struct gb_input *item;
	size_t n, cap;
	bool records;     /* set before: names of record files (.jsonl) count as well */
	size_t passed_by; /* files below folders whose name is not that of a document */
	size_t closed;    /* folders that could not be opened; a message was printed */
	const char *command; /* set before: for messages */
};

void gb_inputs_add(struct gb_arena *a, const char *operand, struct gb_inputs *to);

/* Adds all operands, and tells of folders in which there is nothing to read; the exit status of that is 1. */
int gb_inputs_take(struct gb_arena *a, const char *command, int n, char **operands, struct gb_inputs *to);

/*
 * Drops a path that is given twice.  Returns false when two different paths have one
 * name, and sets *x and *y to them.
 */
bool gb_inputs_distinct(struct gb_inputs *list, const struct gb_input **x, const struct gb_input **y);

#endif
