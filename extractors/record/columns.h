/*
 * columns - the records of a kind as a table: which columns, of which type, and where in the record they stand.
 *
 * The one list behind the tables of the database, the CSV files and the data package.  A path leads
 * through objects ("baseline/value") and arrays ("pages/0").  Everything is static.
 */
#ifndef GB_RECORD_COLUMNS_H
#define GB_RECORD_COLUMNS_H

#include "base/json.h"

enum gb_column_type {
	GB_COLUMN_TEXT,
	GB_COLUMN_DECIMAL, /* an exact decimal string */
	GB_COLUMN_DAY,     /* YYYY-MM-DD */
	GB_COLUMN_INT,
	GB_COLUMN_BOOL,
	GB_COLUMN_NAMES,   /* an array of strings, or of {name, role}, as one text: 甲；乙（牵头） */
	GB_COLUMN_ARRAY,   /* as it stands in the record */
	GB_COLUMN_JSON,    /* the same, of any type */
	GB_COLUMN_TYPES
};

struct gb_column {
	const char *name; /* is also the path, when path is NULL */
	const char *path;
	enum gb_column_type type;
	bool file_only; /* not in the database: records.record has it */
	const char *about; /* for the data package */
};

struct gb_record_kind {
	const char *record; /* "target" */
	const char *table;  /* "targets" */
	const char *about;
	const struct gb_column *column;
	size_t n;
};

enum { GB_RECORD_COLUMNS = 48 }; /* room for the columns of any kind and what stands before them */
extern const struct gb_record_kind gb_record_kinds[];
extern const size_t gb_record_kinds_count;

/* NULL when there is no table of such records. */
const struct gb_record_kind *gb_record_kind_named(struct gb_span record);

/*
 * The texts of a record in which it is searched, at most GB_RECORD_PIECES of them; returns how many.  Pieces
 * are never empty; borrowed from v.
 */
enum { GB_RECORD_PIECES = 5 };
size_t gb_record_pieces(const struct gb_value *v, struct gb_span piece[GB_RECORD_PIECES]);

/* The value of a column as text, true; or false when it is null.  What is not borrowed from v lies in the arena. */
bool gb_column_text(struct gb_arena *a, const struct gb_column *c, const struct gb_value *v, struct gb_span *out);
/* Is the text a value of the type?  A day must be one of the calendar. */
bool gb_column_fits(enum gb_column_type type, struct gb_span text);

#endif
