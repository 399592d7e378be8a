/*
 * read - a file becomes records: one `source`, then `block`s in reading order, `error`s where something is lost.
 *
 * The type is detected from the bytes, never from the name.  Reading runs in a
 * child process without network and without writing to files, under limits of
 * time, memory and output, so a hostile file costs itself and nothing else.
 */
#ifndef GB_READ_READ_H
#define GB_READ_READ_H

#include "base/buf.h"
#include "grammar/grammar.h"
#include "record/record.h"

/* Which pages are read from their pictures: those without a text layer that can be trusted, none, all. */
enum gb_ocr_mode { GB_OCR_AUTO, GB_OCR_NEVER, GB_OCR_ALWAYS };

struct gb_read_limits {
	int seconds;   /* wall clock for one file; 0: 50 */
	size_t memory; /* bytes of address space for one file; 0: 2 GiB */
	size_t output; /* bytes of records from one file; 0: 512 MiB */
	enum gb_ocr_mode ocr;
	const struct gb_grammar *grammar; /* words of pages (grammars/outline/page.gram); for gb_read_file not NULL */
};

/*
 * Read the file at `path` ("-": standard input) and put its records.  Does not
 * call to->end.  Returns the worst exit status of the errors it has put (0..3).
 */
int gb_read_file(const char *path, const struct gb_read_limits *limits, struct gb_sink *to);

/* Does the file name end as that of a document that can be read (any case)?  "a.mhtml" yes, "a.png" and "a" no. */
bool gb_read_knows_name(struct gb_span name);
/* Can the pages of files of this media type be drawn (draw/draw.h)? */
bool gb_read_draws(struct gb_span media);
/* What can be read, appended: endings (".pdf, .docx, …") and names ("PDF, DOCX, …").  Either may be NULL. */
void gb_read_list(struct gb_buf *endings, struct gb_buf *names);

#endif
