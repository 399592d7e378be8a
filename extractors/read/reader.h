/*
 * reader - what a file format offers to be read: one struct a format, listed in readers.c.
 *
 * A new format is a folder with such a struct and a row of that list.  What a
 * file is, is detected from its bytes; endings of names only say which files
 * below a folder are documents.
 */
#ifndef GB_READ_READER_H
#define GB_READ_READER_H

#include "base/err.h"

struct gb_reading;
struct gb_canvas; /* draw/draw.h */

/* What is looked at to detect a format, made once for each file. */
struct gb_sniffed {
	struct gb_span bytes; /* the whole file */
	struct gb_span head;  /* its first 4096 bytes in lower case, without zero bytes, so that UTF-16 reads like ASCII; trimmed */
	bool text;            /* no control characters but white space; not RTF */
	bool zip, ole;        /* begins like a ZIP archive; like an OLE2 file */
};

/* How sure a reader is that a file is of its format.  The surest one reads it; of two, the first in the list. */
enum gb_sniff { GB_SNIFF_NO, GB_SNIFF_MAYBE, GB_SNIFF_LIKELY, GB_SNIFF_SURE };

struct gb_reader {
	struct gb_span name;    /* as people write it: "PDF"; empty: files that are known and not read */
	struct gb_span media;   /* type, as in source records; may be empty when not read */
	const char *endings;    /* of file names, lower case, separated by blanks: "htm html"; "" none */
	enum gb_sniff (*sniff)(const struct gb_sniffed *file);
	enum gb_err err;        /* when `open` is NULL: why the file is not read */
	/*
	 * Emits the records of r->bytes (internal.h).  Runs in the confined child.
	 * GB_ERR_OK, or why nothing at all could be read (not yet reported).
	 */
	enum gb_err (*open)(struct gb_reading *r);
	/* Draws page `page` (from 1) of r->bytes on the canvas; NULL: the format has no pages.  As `open` otherwise. */
	enum gb_err (*draw)(struct gb_reading *r, int page, const struct gb_canvas *to);
	struct {
		bool fonts;     /* opens files beside the input: fonts and their tables */
		bool converter; /* no reader of its own: LibreOffice makes a DOCX of it, in a child with temporary files */
		bool judgement; /* its pages have a text layer that can be wrong: lines are held to the end */
	} needs;
};

/* The reader of a file; never NULL. */
const struct gb_reader *gb_readers_find(struct gb_span bytes);
/* The reader that has this ending, any case ("PDF"); NULL when none. */
const struct gb_reader *gb_readers_of_ending(struct gb_span ending);

#endif
