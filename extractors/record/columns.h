/*
 * columns - the records of a kind as a table: which columns, of which type, and how they are filled from a record.
 *
 * Made from records.def; behind the tables of the database, the CSV files and the data package.
 */
#ifndef GB_RECORD_COLUMNS_H
#define GB_RECORD_COLUMNS_H

#include "record.h"

enum gb_column_type {
	GB_COLUMN_TEXT,
	GB_COLUMN_DECIMAL, /* an exact decimal string */
	GB_COLUMN_DAY,     /* YYYY-MM-DD */
	GB_COLUMN_INT,
	GB_COLUMN_BOOL,
	GB_COLUMN_NAMES,   /* an array of strings, or of {name, role}, as one text: 甲；乙（牵头） */
	GB_COLUMN_ARRAY,   /* as it is in the record */
	GB_COLUMN_JSON,    /* the same, of any type */
	GB_COLUMN_TYPES
};

struct gb_kind_column {
	struct gb_span name;
	struct gb_span key, within; /* key of the record, or key of the object that is `within` it */
	int item;                   /* of the array that is found there; -1: all of it */
	enum gb_column_type type;
	bool filed;  /* in files, but not in the database: records.record has it */
	bool needed; /* not null in the database */
	const char *about;
};

struct gb_kind_columns {
	struct gb_kind_column *item;
	size_t n, cap;
};

/* Everything made comes from the arena. */
void gb_columns_make(struct gb_arena *a, enum gb_kind kind, struct gb_kind_columns *out);

/*
 * The value of a column as text, true; or false when it is null.  What is not borrowed from v comes from the arena.
 * *next is where to look first: NULL at the beginning of a record, then left alone, columns being asked in their order.
 */
bool gb_column_text(struct gb_arena *a, const struct gb_kind_column *c, const struct gb_value *v, const struct gb_value **next,
		    struct gb_span *out);
/* Is the text a value of the type?  A day must be one of the calendar. */
bool gb_column_fits(enum gb_column_type type, struct gb_span text);

/*
 * The texts of a record in which it is searched, at most GB_RECORD_PIECES of them; returns how many.  Pieces
 * are never empty; borrowed from v.
 */
enum { GB_RECORD_PIECES = 5 };
size_t gb_record_pieces(enum gb_kind kind, const struct gb_value *v, struct gb_span piece[GB_RECORD_PIECES]);

#endif
