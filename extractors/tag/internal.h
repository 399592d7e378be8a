/*
 * The inside of tag: numerals and their values, a line in normal form, the fields of a match in their line, days.
 *
 * tagger.c runs the passes and hands each match to quantity.c or dates.c (with dates_span.c), which make a mention of it;
 * both read its fields through context.c.  Nothing here is called back.
 */
#ifndef GB_TAG_INTERNAL_H
#define GB_TAG_INTERNAL_H

#include "base/decimal.h"
#include "tag.h"
#include "text/day.h"

/*
 * numeral.c - what a written number is worth: 2.7万, 三万五, 1万5千, 二〇二六, 壹佰零贰.  The characters and what they mean
 * come from the map `numeral` (kinds digit, power, tens, point, minus, half); the text is in normal form.  The value is
 * exact.  A numeral that is not well formed, or that stands for two numbers (七八, 三五百), has no value.
 */
struct gb_numerals {
	const struct gb_words *word;
};

struct gb_numerals gb_numeral_words(const struct gb_grammar *g);
/* All of s; false leaves *out alone. */
bool gb_numeral_parse(struct gb_numerals t, struct gb_span s, struct gb_decimal *out);
/* The sum of the powers not below `least` that end s (三万 4, 2万亿 12), and how many bytes they take. */
int gb_numeral_scale(struct gb_numerals t, struct gb_span s, int least, size_t *bytes);
/* Is this character a power (十, 万)? */
bool gb_numeral_is_power(struct gb_numerals t, struct gb_span cp);

/*
 * fold.c - one line of text in normal form, with the way back.  Full-width letters, figures and signs become half-width,
 * and blanks that a typesetter put inside a number or between characters go, so that the grammars need one spelling
 * only.  `text` and `start` belong to the arena.
 */
struct gb_folded {
	struct gb_span text;
	struct gb_span original; /* borrowed */
	size_t *start;           /* for each byte of text: where its character begins in the original */
};

struct gb_folded gb_fold_line(struct gb_arena *a, struct gb_numerals t, struct gb_span line);
/* A stretch of folded text as bytes of the original, without blanks at its ends. */
struct gb_range gb_fold_back(const struct gb_folded *f, struct gb_range at);

/* context.c - what is known while one line is read from left to right, and the fields of a match in it. */
/* What is known while one line is read from left to right. */
struct gb_tag_context {
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
bool gb_dates_mention(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out);
bool gb_quantity_mention(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out);

/* A captured numeral; false when the field is not set or has no value. */
bool gb_context_decimal(const struct gb_tag_context *r, const struct gb_match *m, const char *field, struct gb_decimal *out);
/* The same as an int, -1 when there is none. */
int gb_context_int(const struct gb_tag_context *r, const struct gb_match *m, const char *field);
/* The text of a captured field, "" when it took no part. */
struct gb_span gb_context_field(const struct gb_tag_context *r, const struct gb_match *m, const char *field);
/* The column of the map whose row the field holds. */
struct gb_span gb_context_column(const struct gb_tag_context *r, const struct gb_match *m, const char *field, const char *map,
				 const char *column);
/* ISO 8601: P3Y, PT2H; letter is Y, M, W, D, TH, TM or TS. */
struct gb_span gb_context_iso(struct gb_arena *a, struct gb_decimal n, struct gb_span letter);

/* date_point.c */
/* The grain of a date: what the smallest part is. */
enum gb_grain { GB_GRAIN_NONE, GB_GRAIN_YEARS, GB_GRAIN_HALF, GB_GRAIN_QUARTER, GB_GRAIN_MONTH, GB_GRAIN_THIRD, GB_GRAIN_DAY };

struct gb_date_point {
	struct gb_period at;
	enum gb_grain grain;
	int y, m; /* year and month it stands in, 0: not known */
};

/* dates */
bool gb_date_point_has(const struct gb_tag_context *r, const struct gb_match *m, const char *field);
struct gb_date_point gb_date_point_of(struct gb_period at, enum gb_grain grain);
/* The mention of what matched, from and to as the point has them. */
void gb_date_point_put(const struct gb_tag_context *r, const struct gb_match *m, const struct gb_date_point *p, struct gb_mention *out);

/* dates_span: as all that make a date, false when the words are none */
bool gb_dates_span_ahead(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out);
bool gb_dates_span_back(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out);
bool gb_dates_span_shifted(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out);
bool gb_dates_span_recurring(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out);

#endif
