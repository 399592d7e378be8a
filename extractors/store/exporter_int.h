/* exporter_int - the inside of an exporter: exporter.c writes the files, package.c what tells of them. */
#ifndef GB_STORE_EXPORTER_INT_H
#define GB_STORE_EXPORTER_INT_H

#include <glib.h>

#include "record/columns.h"
#include "exporter.h"

struct gb_export_file {
	FILE *stream;
	char *part, *final; /* g_free; NULL: not ours */
	GChecksum *sum;
	unsigned long long bytes, rows;
};

struct gb_exporter {
	struct gb_sink sink; /* first */
	struct gb_exporter_options o;
	struct gb_arena *run, *rec;
	struct gb_buf line;
	struct gb_kind_columns columns[GB_KINDS];
	struct gb_export_file file[GB_KINDS];
	unsigned long long count;
};

/* The text of datapackage.json. */
void gb_package_write(const struct gb_exporter *x, struct gb_buf *to);

#endif
