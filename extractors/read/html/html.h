#ifndef GB_READ_HTML_HTML_H
#define GB_READ_HTML_HTML_H

#include "read/reader.h"

extern const struct gb_reader gb_html_reader;
extern const struct gb_reader gb_mhtml_reader;

/*
 * A part of a document that is HTML or MHTML: its blocks are put, all of them as
 * content.  False when it is neither, or holds no text; then nothing was put.
 */
bool gb_html_part(struct gb_reading *r, struct gb_span bytes);

#endif
