/*
 * csv - a cell of RFC 4180, and one that no spreadsheet takes for a formula.
 *
 * Excel and its kin run what begins with = + - @, with a tab or a line end, in half or full width, white space
 * before it or not.  A guarded cell of that sort gets an apostrophe in front and so is text; a plain number stays a number.
 */
#ifndef GB_VIEW_CSV_H
#define GB_VIEW_CSV_H

#include "base/buf.h"

void gb_csv_cell(struct gb_buf *to, struct gb_span text, bool guard);

#endif
