/* loader_int - the inside of the loader: loader.c collects a file, loader_write.c writes its documents, loader_rows.c fills rows,
   loader_rest.c and loader_change.c keep what is no part of a document. */
#ifndef GB_STORE_LOADER_INT_H
#define GB_STORE_LOADER_INT_H

#include <glib.h>

#include "record/columns.h"
#include "loader.h"
#include "sql_int.h"

struct gb_item {
	enum gb_kind kind;
	struct gb_span line; /* as it came, corrections applied; empty: a reviewer has rejected it */
	struct gb_span read; /* as the program read it; empty: a reviewer has added it */
	struct gb_span id;
};

/* A document and all that came with it, in order. */
struct gb_holding {
	struct gb_span id;
	struct gb_span identity; /* set when it is written */
	int nth;          /* of those of this id in the file, from 1 */
	bool headed;      /* its document record has come */
	struct gb_item *item;
	size_t n, cap;
	struct gb_span *correction; /* lines */
	size_t ncorrection, correction_cap;
};

/* What is held of a file. */
struct gb_unit {
	bool sourced; /* began with a source record */
	struct gb_span path, sha256, media;
	struct gb_holding **holding;
	size_t n, cap;
	GHashTable *by_id;   /* document id -> the latest struct gb_holding; keys are struct gb_span in the arena */
	GHashTable *item_at; /* record id -> index + 1 of the latest item in its holding */
	struct gb_kind_counts seen;
	struct gb_spans errors; /* lines */
	bool wrote; /* a document of the file was new */
};

struct gb_loader {
	struct gb_sink sink; /* first */
	struct gb_db *db;
	struct gb_loader_options o;
	struct gb_arena *run, *file, *rec;
	struct gb_arena *changed; /* for `changes` */
	struct gb_spans changes;  /* lines of the input file at hand */
	struct gb_unit unit;
	struct gb_load_counts counts;
	long long load;
	struct gb_kind_columns columns[GB_KINDS];
	const char *insert[GB_KINDS]; /* NULL: not written that way */
	const char *mend;    /* the columns of a document once more */
	int status;
};

guint gb_loader_key_hash(gconstpointer key);
gboolean gb_loader_key_same(gconstpointer a, gconstpointer b);

/* Prints "path: what" and a reason to the log. */
void gb_loader_tell(struct gb_loader *l, struct gb_span about, const char *what, struct gb_span why);
/* The database could not do it: true when it is only the values' fault and the load may go on. */
bool gb_loader_refused(struct gb_loader *l, struct gb_span about);

bool gb_loader_begin(struct gb_loader *l); /* the row of the load, the statements */
void gb_loader_finish(struct gb_loader *l);
void gb_loader_write(struct gb_loader *l); /* all that is held of the file */

/* loader_rows.c: inside of a transaction; false: gb_db_error. */
const char *gb_loader_insert_text(struct gb_loader *l, enum gb_kind kind, const char *const *before, size_t nbefore);
/* head "UPDATE ... SET a = $2", the columns of the kind, tail " WHERE ..." */
const char *gb_loader_update_text(struct gb_loader *l, enum gb_kind kind, const char *head, const char *tail, size_t nbefore);
/* The columns of the kind behind the n values that are there; returns how many there are then. */
size_t gb_loader_values(struct gb_loader *l, enum gb_kind kind, const struct gb_value *v, struct gb_sql_value *to,
			size_t n);
bool gb_loader_rows(struct gb_loader *l, const struct gb_holding *h, long long doc); /* all but the row of the document */
bool gb_loader_corrections(struct gb_loader *l, const struct gb_holding *h, long long doc);
/* loader_rest.c: what is no part of a document, in transactions of its own. */
void gb_loader_write_rest(struct gb_loader *l);
/* loader_change.c: the changes that are held, in a transaction of their own. */
void gb_loader_write_changes(struct gb_loader *l);

#endif
