/*
 * charset - bytes of an unknown encoding become UTF-8.
 *
 * The label of a page is a hint and the bytes decide: a byte order mark, then
 * validity as UTF-8, then zero bytes that betray UTF-16, then the labels and the
 * shape of the bytes among GB18030 (which is what gb2312, gbk and x-gbk mean in
 * practice) and Big5.  What cannot be decoded becomes U+FFFD and is counted.
 * Control characters other than tab, line feed, form feed and carriage return
 * are dropped, zero bytes too, so that the text can go to any parser.
 */
#ifndef GB_TEXT_CHARSET_H
#define GB_TEXT_CHARSET_H

#include "base/buf.h"

struct gb_decoded {
	struct gb_span text; /* UTF-8: the input itself, or the content of the buffer */
	const char *charset; /* name of what it was read as, static */
	size_t bad;          /* sequences that could not be decoded */
};

/*
 * Decode all of `bytes`.  `label` is what a transport header said, or empty;
 * labels inside the bytes (meta, XML declaration) are found here.  The buffer is
 * cleared first and owned by the caller; the result borrows from it or from
 * `bytes`.
 */
struct gb_decoded gb_charset_decode(struct gb_span bytes, struct gb_span label, struct gb_buf *out);

#endif
