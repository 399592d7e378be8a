/*
 * report - records become one page that opens by itself.
 *
 * The records come through gb_report_sink, those of several files one after
 * the other (a row belongs to the last `source` before it); kinds that the page
 * does not show are passed over.  The page holds them as data, never as markup:
 * its policy lets no script run but its own, and nothing be loaded.  The same
 * records give the same bytes.  What the report gives away is borrowed until it
 * is freed.
 */
#ifndef GB_VIEW_REPORT_H
#define GB_VIEW_REPORT_H

#include "record/record.h"

struct gb_report;

struct gb_report *gb_report_new(void);
void gb_report_free(struct gb_report *r);
struct gb_sink *gb_report_sink(struct gb_report *r);

/* A piece of a page that rows stand on, in the order of the rows; each only once. */
struct gb_report_place {
	size_t source; /* number of the source */
	int page;
	struct gb_box box;
	bool cell; /* of a table */
};

struct gb_report_source {
	struct gb_span path, sha256;
	bool paged; /* PDF or OFD */
};

const struct gb_report_place *gb_report_places(const struct gb_report *r, size_t *n);
const struct gb_report_source *gb_report_sources(const struct gb_report *r, size_t *n);
/* The picture of a place: PNG in base64 and its size in pixels. */
void gb_report_picture(struct gb_report *r, size_t place, struct gb_span png, long long width, long long height);

/* Writes the page.  language: "zh" or "en", what it opens in; empty: the browser decides. */
void gb_report_page(const struct gb_report *r, struct gb_span language, struct gb_buf *out);

#endif
