/*
 * What the readers share.
 *
 * A reader (reader.h) works on the whole file in memory.  It emits `source`
 * itself (it knows pages and meta), then blocks; it reports what it could not
 * read through gb_reading_error and goes on.  It runs in the confined child.
 */
#ifndef GB_READ_INTERNAL_H
#define GB_READ_INTERNAL_H

#include "read.h"
#include "reader.h"

struct gb_reading {
	struct gb_span path;   /* as given */
	struct gb_span bytes;  /* the file, or what it was converted to */
	long long size;        /* of the file; 0: that of `bytes` */
	struct gb_span sha256; /* lower-case hex */
	struct gb_span media;
	const struct gb_reader *reader; /* of the bytes; NULL before it is found */
	struct gb_sink *to;
	struct gb_buf tmp; /* for serialising */
	struct gb_arena *arena; /* lives as long as the reading */
	long long seq;          /* of the next block */
	int status;             /* worst so far */
	bool sourced;           /* the source record has been put */
	struct gb_error *held;  /* errors that came before it */
	size_t nheld, cap_held;
	struct gb_span via;     /* of the source, or empty */
	bool judges;            /* somebody listens to gb_reading_judge */
	const struct gb_read_limits *limits; /* in the child; NULL: there are none, and no OCR */
	const struct gb_grammar *grammar; /* words of pages; NULL where nothing is read (draw) */
	bool parting;           /* the process ends with the reading: what is slow to release is left to the system */
	long long started;      /* microseconds of the monotonic clock */
	struct gb_ocr *ocr;     /* ocr_page.h; NULL: not opened, or there is none */
	struct gb_span no_ocr;  /* why there is none, or empty */
};

/* What has been found of a page's text layer; the source record lists such pages. */
enum gb_judgement {
	GB_PAGE_UNTRUSTED = 'u', /* not what the page shows */
	GB_PAGE_PICTURE = 'p',   /* none: the content stands in a picture that was not read */
	GB_PAGE_OCR = 'o'        /* replaced by what OCR has read */
};

/* Fills path, media, sha256, bytes of *s from the reading and puts it; errors reported before follow it. */
void gb_reading_source(struct gb_reading *r, long long pages, struct gb_meta *meta, size_t nmeta);
/* Sets source and seq of *b and puts it; a source without meta goes first if none was put. */
void gb_reading_block(struct gb_reading *r, struct gb_block *b);
/* The message is copied. */
void gb_reading_error(struct gb_reading *r, int page, enum gb_err code, struct gb_span message);
void gb_reading_judge(struct gb_reading *r, int page, enum gb_judgement what);
/* What has read the pages that are GB_PAGE_OCR. */
void gb_reading_engine(struct gb_reading *r, struct gb_span name);
/* Put what is still held back: after it the stream starts with a source, whatever the reader did. */
void gb_reading_end(struct gb_reading *r);

/* Puts the reader's own limits where none is given. */
void gb_read_limits_fill(struct gb_read_limits *l);

/*
 * Load the file, find its reader (r->reader) and run it in a confined child; r
 * holds the sink and is otherwise zeroed.  With `work` that runs in place of the
 * reader, and may open fonts; what the caller keeps beside the reading (a struct
 * that begins with it) is there in the child.  Returns the exit status (0..3).
 */
int gb_read_with(struct gb_reading *r, const char *path, const struct gb_read_limits *given,
		 enum gb_err (*work)(struct gb_reading *r));

/* Run it on `r` in this process: emits everything, the error that `run` returns included.  For the child, tests, fuzzers. */
void gb_reading_run(struct gb_reading *r, enum gb_err (*run)(struct gb_reading *r));

#endif
