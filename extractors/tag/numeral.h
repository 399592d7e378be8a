/*
 * numeral - what a written number is worth: 2.7万, 三万五, 1万5千, 二〇二六, 壹佰零贰.
 *
 * The characters and what they mean come from the map `numeral` of
 * number.gram (kinds digit, power, tens, point, minus, half); the text is in
 * normal form (half-width, no blanks).  The value is exact.  A numeral that is
 * not well formed, or that stands for two numbers (七八, 三五百), has no value.
 * Nothing here allocates; the table is borrowed from the grammar.
 */
#ifndef GB_TAG_NUMERAL_H
#define GB_TAG_NUMERAL_H

#include "base/decimal.h"
#include "grammar/grammar.h"

struct gb_numerals {
	const struct gb_words *word;
};

struct gb_numerals gb_numerals_of(const struct gb_grammar *g);
/* All of s; false leaves *out alone. */
bool gb_numeral_parse(struct gb_numerals t, struct gb_span s, struct gb_decimal *out);
/* The sum of the powers not below `least` that end s (三万 4, 2万亿 12), and how many bytes they take. */
int gb_numeral_scale(struct gb_numerals t, struct gb_span s, int least, size_t *bytes);
/* Is this character a power (十, 万)? */
bool gb_numeral_is_power(struct gb_numerals t, struct gb_span cp);

#endif
