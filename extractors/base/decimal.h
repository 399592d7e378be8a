/*
 * decimal - exact decimal numbers: digits and a power of ten.
 *
 * A value is a plain struct, copied freely; it owns nothing.  It holds up to
 * GB_DECIMAL_DIGITS significant digits; a result that would need more is
 * refused (false) and never rounded, but where rounding is asked for by name.  There is no infinity, no NaN and no
 * negative zero, and no binary floating point anywhere.
 *
 *   gb_decimal_parse(GB_S("2.70"), &d); gb_decimal_print(arena, d) gives "2.7"
 */
#ifndef GB_BASE_DECIMAL_H
#define GB_BASE_DECIMAL_H

#include "arena.h"

enum { GB_DECIMAL_DIGITS = 60, GB_DECIMAL_EXP = 400 };

struct gb_decimal {
	int exp;                          /* value = digits * 10^exp */
	uint8_t n;                        /* digits in use; 0 stands for the value zero */
	bool neg;
	uint8_t digit[GB_DECIMAL_DIGITS]; /* 0..9, least significant first; neither end is 0 */
};

/* [+-] digits [. digits] [e [+-] digits], all of s; false leaves *out alone. */
bool gb_decimal_parse(struct gb_span s, struct gb_decimal *out);
struct gb_decimal gb_decimal_of(long long v);
/* Without exponent and without zeros that say nothing: "27000", "2.7", "-0.5", "0". */
struct gb_span gb_decimal_print(struct gb_arena *a, struct gb_decimal d);

bool gb_decimal_add(struct gb_decimal a, struct gb_decimal b, struct gb_decimal *out);
bool gb_decimal_sub(struct gb_decimal a, struct gb_decimal b, struct gb_decimal *out);
bool gb_decimal_mul(struct gb_decimal a, struct gb_decimal b, struct gb_decimal *out);
/* Only where the quotient is a finite decimal: 1/8 is 0.125, 1/3 is refused, as is division by zero. */
bool gb_decimal_div(struct gb_decimal a, struct gb_decimal b, struct gb_decimal *out);
/* Rounded, half away from zero, to so many places behind the point; for quotients that are said to be about so much. */
bool gb_decimal_div_to(struct gb_decimal a, struct gb_decimal b, int places, struct gb_decimal *out);
struct gb_decimal gb_decimal_shift(struct gb_decimal a, int power); /* a * 10^power */
int gb_decimal_cmp(struct gb_decimal a, struct gb_decimal b);       /* -1, 0, 1 */
static inline bool gb_decimal_is_zero(struct gb_decimal a) { return a.n == 0; }
static inline struct gb_decimal gb_decimal_neg(struct gb_decimal a)
{
	a.neg = a.n > 0 && !a.neg;
	return a;
}
/* The value as an int when it is a whole number from -999999999 to 999999999. */
bool gb_decimal_int(struct gb_decimal a, int *out);

#endif
