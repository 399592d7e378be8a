/*
 * report_int - what the files of the report share.
 *
 * The data of the page is a JSON object of lists, one list for each group.
 * A record is copied into it key by key as its shape says; what has another
 * kind of value than the shape asks for, and what is null, is left out.
 */
#ifndef GB_VIEW_REPORT_INTERNAL_H
#define GB_VIEW_REPORT_INTERNAL_H

#include "base/json.h"
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

struct gb_shape;

/* The shape of a kind of record and the group it goes to; NULL when the page does not show it. */
const struct gb_shape *gb_shape_of(struct gb_span record, enum gb_report_group *group);
/* Writes the members that the shape names, without brackets around them. */
void gb_shape_copy(struct gb_json *j, const struct gb_shape *shape, const struct gb_value *v);

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
