/*
 * read_int - what the readers of this folder share.
 *
 * A reader is a function over the whole file in memory.  It emits `source`
 * itself (it knows pages and meta), then blocks; it reports what it could not
 * read through gb_reading_error and goes on.  It runs in the confined child.
 */
#ifndef GB_READ_INT_H
#define GB_READ_INT_H

#include "read/read.h"

struct gb_reading {
	struct gb_span path;   /* as given */
	struct gb_span bytes;  /* the file */
	struct gb_span sha256; /* lower-case hex */
	struct gb_span media;
	struct gb_sink *to;
	struct gb_buf tmp; /* for serialising */
	struct gb_arena *arena; /* lives as long as the reading */
	long long seq;          /* of the next block */
	int status;             /* worst so far */
};

/* Fills path, media, sha256, bytes of *s from the reading and puts it. */
void gb_reading_source(struct gb_reading *r, long long pages, struct gb_meta *meta, size_t nmeta);
/* Sets source and seq of *b and puts it. */
void gb_reading_block(struct gb_reading *r, struct gb_block *b);
void gb_reading_error(struct gb_reading *r, int page, enum gb_err code, struct gb_span message);

/* One per format; the return value is GB_ERR_OK, or why nothing at all could be read (not yet reported). */
enum gb_err gb_read_pdf(struct gb_reading *r);
enum gb_err gb_read_docx(struct gb_reading *r);
enum gb_err gb_read_html(struct gb_reading *r);
enum gb_err gb_read_text(struct gb_reading *r);

#endif
