/*
 * legacy - old binary .doc and .wps files become DOCX, by LibreOffice where it is installed.
 *
 * It runs outside of the confined child, as a process group of its own with a
 * profile of its own in a folder that is removed; it has no network, and limits of
 * time and memory.  When the time is over the whole group is killed.
 */
#ifndef GB_READ_LEGACY_LEGACY_H
#define GB_READ_LEGACY_LEGACY_H

#include "base/buf.h"
#include "read/read.h"
#include "read/reader.h"

extern const struct gb_reader gb_legacy_reader;        /* .doc, .wps */
extern const struct gb_reader gb_legacy_locked_reader; /* an OOXML file with a password */

/* Does an OLE2 file hold a text document? */
bool gb_legacy_is_text(struct gb_span bytes);

/* The file as DOCX into *out; false with the reason in *why (constant). */
bool gb_legacy_convert(struct gb_span bytes, const struct gb_read_limits *limits, struct gb_buf *out, struct gb_span *why);

#endif
