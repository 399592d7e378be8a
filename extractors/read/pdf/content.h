/*
 * pdf_content - the tokens of a content stream, and the state its operators act on.
 *
 * Reads operands and operators; strings, arrays and dictionaries are skipped
 * over, inline images too.  Never reads past the span, takes anything for input.
 */
#ifndef GB_READ_PDF_CONTENT_H
#define GB_READ_PDF_CONTENT_H

#include "base/span.h"

enum { GB_OPERANDS = 16 };

struct gb_operation {
	uint32_t op;                 /* up to four letters, the first in the lowest byte */
	double num[GB_OPERANDS];     /* the last numbers before it */
	size_t n;
	struct gb_span name;         /* the last name before it, without the slash */
};

#define GB_OP1(a) ((uint32_t)(a))
#define GB_OP2(a, b) ((uint32_t)(a) | (uint32_t)(b) << 8)
#define GB_OP3(a, b, c) ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16)

/* Takes the next operation off the front of *in; false at the end. */
bool gb_operation_next(struct gb_span *in, struct gb_operation *out);

#endif
