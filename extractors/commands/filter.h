/*
 * filter - the loop every filter shares: lines of records in, a stage, lines out.
 *
 * A line must be UTF-8 and one JSON object with a "record"; any other becomes
 * an `error` record (bad_record, too_large) that goes through the stage like
 * the records around it.  Lines of white space alone are skipped.
 */
#ifndef GB_COMMANDS_FILTER_H
#define GB_COMMANDS_FILTER_H

#include <stdio.h>

#include "record/record.h"

struct gb_filter {
	struct gb_span stage; /* its name, for error records and messages; a NUL follows */
	struct gb_sink *to;
	const struct gb_out *out; /* the end of the chain: reading stops when it fails */
};

/* Longest line that is taken. */
#define GB_FILTER_LINE ((size_t)256 << 20)

/* Puts every record of the stream; does not call to->end.  Returns the exit status. */
int gb_filter_stream(const struct gb_filter *f, FILE *in, const char *name);

/* The same over the files named ("-": standard input; none: standard input). */
int gb_filter_files(const struct gb_filter *f, int n, char **files);

#endif
