/*
 * report_int - what the files of the report share.
 *
 * The data of the page is a JSON object of lists, one list for each group.
 * A record is copied into it key by key, those that record/records.def marks SHOWN; what has
 * another kind of value than is written there, and what is null, is left out.
 */
#ifndef GB_VIEW_REPORT_INTERNAL_H
#define GB_VIEW_REPORT_INTERNAL_H

#include "record/record.h"
#include "report.h"

enum gb_report_group {
	GB_GROUP_SOURCES,
	GB_GROUP_DOCUMENTS,
	GB_GROUP_MEASURES,
	GB_GROUP_ROWS,
	GB_GROUP_CHANGES,
	GB_GROUP_SHARES,
	GB_GROUP_ERRORS,
	GB_GROUPS
};

/* The group a kind of record goes to; GB_GROUPS when the page does not show it. */
enum gb_report_group gb_report_group_of(enum gb_kind kind);
/* Writes the members that the page shows, without brackets around them. */
void gb_report_copy(struct gb_json *j, enum gb_kind kind, const struct gb_value *v);

/* Puts the page around the data; all of it is escaped here. */
void gb_page_write(struct gb_span data, struct gb_span title, struct gb_span language, struct gb_buf *out);

/* The files the page is made of; the last has no name. */
struct gb_page_file {
	const char *name;
	const unsigned char *p;
	size_t n;
};

extern const struct gb_page_file gb_page_files[];

#endif
