/*
 * report_crops - the pictures of the evidence in a report: cut from the pages while these are still there.
 */
#ifndef GB_VIEW_REPORT_CROPS_H
#define GB_VIEW_REPORT_CROPS_H

#include "read/read.h"
#include "report.h"

/*
 * Gives the report the pictures of its first `most` places (negative: all).
 * A file that is gone or has changed gives none, and a line on standard error
 * says so.
 */
void gb_report_crops(struct gb_report *r, long long most, const struct gb_read_limits *limits);

#endif
