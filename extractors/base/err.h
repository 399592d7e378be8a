/*
 * err - every error id, its level and its text, from the one list in err.def.
 *
 * Exit status: 0 clean, 1 some input was dropped, 2 usage or bad grammar,
 * 3 system; over many inputs the worst stands (gb_status_worst).
 */
#ifndef GB_BASE_ERR_H
#define GB_BASE_ERR_H

#include "span.h"

enum gb_err {
#define X(id, level, code, text) GB_ERR_##id,
#include "err.def"
#undef X
};

struct gb_span gb_err_code(enum gb_err e);
struct gb_span gb_err_text(enum gb_err e);
int gb_err_status(enum gb_err e); /* exit status: 0..3 */
/* The error a code of an `error` record stands for; GB_ERR_OK when unknown. */
enum gb_err gb_err_of_code(struct gb_span code);
static inline int gb_status_worst(int a, int b) { return a > b ? a : b; }

#endif
