/*
 * search - records in a database by the words in them.
 *
 * A record is found when each word stands somewhere in its texts (title, text, indicator, scope,
 * action, context), wherever it begins: Chinese is not cut into words.  ASCII letters match in either case.
 * SQLite narrows the search by trigrams, PostgreSQL by pg_trgm where that is installed; words of one or two characters are looked for
 * one passage after the other.  The documents that were loaded last come first.
 */
#ifndef GB_STORE_SEARCH_H
#define GB_STORE_SEARCH_H

#include "record/record.h"
#include "sql.h"

struct gb_search {
	const struct gb_span *word; /* none is empty */
	size_t n;
	struct gb_span kind; /* "target" and so on; empty: all */
	bool history;        /* old versions too */
	unsigned long long limit;
};

/* Puts the records found, as lines, and counts them; false: gb_db_error.  Does not call to->end. */
bool gb_search_run(struct gb_db *db, const struct gb_search *s, struct gb_sink *to, unsigned long long *found);

#endif
