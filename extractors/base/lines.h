/*
 * lines - a stream cut into lines under a ceiling.
 *
 * Owns one buffer, not the stream.  A line is borrowed until the next call and
 * comes without its line end; a last line without one counts.  A line longer
 * than the ceiling is read over, so the memory used is bounded.
 */
#ifndef GB_BASE_LINES_H
#define GB_BASE_LINES_H

#include <stdio.h>

#include "buf.h"

enum gb_line_got { GB_LINE_END, GB_LINE_OK, GB_LINE_TOO_LONG, GB_LINE_FAILED /* errno tells why */ };

struct gb_line_reader {
	FILE *stream;
	size_t ceiling; /* bytes */
	struct gb_buf buf;
	size_t at;     /* of the next line in buf */
	bool finished; /* the stream is at its end */
	unsigned long long number; /* of the line last given, from 1 */
};

void gb_line_reader_init(struct gb_line_reader *r, FILE *stream, size_t ceiling);
enum gb_line_got gb_line_reader_next(struct gb_line_reader *r, struct gb_span *line);
void gb_line_reader_free(struct gb_line_reader *r);

#endif
