/* mention_int - what the files that turn matches into mentions share. */
#ifndef GB_TAG_INTERNAL_H
#define GB_TAG_INTERNAL_H

#include "base/decimal.h"
#include "record/record.h"
#include "text/calendar.h"
#include "fold.h"

/* What is known while one line is read from left to right. */
struct gb_reading {
	struct gb_arena *arena;
	const struct gb_grammar *grammar;
	struct gb_numerals numerals;
	struct gb_span text;  /* in normal form */
	struct gb_day today;  /* y == 0: not known */
	int year, month;      /* said last in this sentence, 0: none; they govern bare months and days */
	int spoken;           /* the year said last in this line or, where lines are one running text, before it; 0: none */
	bool assumed;         /* the date at hand was given that year */
	bool loose;
};

/* Offsets in *out are those of the text in normal form.  False: the match means nothing after all. */
bool gb_date_mention(struct gb_reading *r, const struct gb_match *m, struct gb_mention *out);
bool gb_quantity_mention(struct gb_reading *r, const struct gb_match *m, struct gb_mention *out);
bool gb_implied_mention(struct gb_reading *r, const struct gb_match *m, struct gb_mention *out);

/* A captured numeral; false when the field is not set or has no value. */
bool gb_reading_decimal(const struct gb_reading *r, const struct gb_match *m, const char *field, struct gb_decimal *out);
/* The same as an int, -1 when there is none. */
int gb_reading_int(const struct gb_reading *r, const struct gb_match *m, const char *field);
/* The text of a captured field, "" when it took no part. */
struct gb_span gb_reading_field(const struct gb_reading *r, const struct gb_match *m, const char *field);
/* The column of the map whose row the field holds. */
struct gb_span gb_reading_column(const struct gb_reading *r, const struct gb_match *m, const char *field, const char *map,
				 const char *column);
/* ISO 8601: P3Y, PT2H; letter is Y, M, W, D, TH, TM or TS. */
struct gb_span gb_iso_duration(struct gb_arena *a, struct gb_decimal n, struct gb_span letter);

#endif
