/*
 * package_int - a part being read: bytes in pieces.
 */
#ifndef GB_READ_PACKAGE_INTERNAL_H
#define GB_READ_PACKAGE_INTERNAL_H

#include "base/buf.h"
#include "package.h"

#define GB_PACKAGE_PIECE ((size_t)64 << 10)

struct gb_member;
enum gb_err gb_member_open(struct gb_package *p, struct gb_span part, struct gb_member **out);
/* Bytes read into buf, 0 at the end; damage or the limit sets *err and ends. */
size_t gb_member_read(struct gb_package *p, struct gb_member *m, char *buf, size_t n, enum gb_err *err);
void gb_member_close(struct gb_member *m);

#endif
