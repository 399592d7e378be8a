#include "decimal.h"

#include <string.h>

/* Twice the capacity: the room that products and aligned sums need before they are trimmed. */
enum { WIDE = 2 * GB_DECIMAL_DIGITS + 2 };

static const struct gb_decimal zero;

/* Digits least significant first, of any length up to WIDE, to canonical form. */
static bool canonical(const uint8_t *digit, int n, int exp, bool neg, struct gb_decimal *out)
{
	struct gb_decimal d = zero;
	int low = 0;

	while (n > 0 && digit[n - 1] == 0)
		n--;
	while (low < n && digit[low] == 0)
		low++;
	if (n - low > GB_DECIMAL_DIGITS)
		return false;
	if (n > low) {
		d.exp = exp + low;
		d.n = (uint8_t)(n - low);
		d.neg = neg;
		memcpy(d.digit, digit + low, (size_t)(n - low));
		if (d.exp > GB_DECIMAL_EXP || d.exp < -GB_DECIMAL_EXP)
			return false;
	}
	*out = d;
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The exponent behind "e", as an int; false when there is anything else. */
static bool parse_exponent(struct gb_span s, int *out)
{
	bool neg = s.n > 0 && s.p[0] == '-';
	int v = 0;

	if (s.n > 0 && (s.p[0] == '-' || s.p[0] == '+'))
		s = gb_span_from(s, 1);
	if (s.n == 0 || s.n > 3)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (!is_digit(s.p[i]))
			return false;
		v = v * 10 + (s.p[i] - '0');
	}
	*out = neg ? -v : v;
	return true;
}

/* Digits with at most one point, most significant first; zeros in front do not count against the room. */
static bool parse_digits(struct gb_span s, uint8_t wide[WIDE], int *n, int *point)
{
	int seen = 0;

	*n = 0;
	*point = -1;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '.' && *point < 0) {
			*point = 0;
			continue;
		}
		if (!is_digit(s.p[i]) || (*n == 0 && *point > GB_DECIMAL_EXP))
			return false;
		seen++;
		*point += *point >= 0;
		if (*n == 0 && s.p[i] == '0')
			continue;
		if (*n == WIDE)
			return false;
		wide[(*n)++] = (uint8_t)(s.p[i] - '0');
	}
	return seen > 0;
}

static void reverse(uint8_t *digit, int n)
{
	for (int i = 0; i < n / 2; i++) {
		uint8_t d = digit[i];

		digit[i] = digit[n - 1 - i];
		digit[n - 1 - i] = d;
	}
}

bool gb_decimal_parse(struct gb_span s, struct gb_decimal *out)
{
	uint8_t wide[WIDE];
	bool neg = s.n > 0 && s.p[0] == '-';
	int n, point, exp = 0;

	if (s.n > 0 && (s.p[0] == '-' || s.p[0] == '+'))
		s = gb_span_from(s, 1);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != 'e' && s.p[i] != 'E')
			continue;
		if (!parse_exponent(gb_span_from(s, i + 1), &exp))
			return false;
		s.n = i;
	}
	if (!parse_digits(s, wide, &n, &point))
		return false;
	reverse(wide, n);
	return canonical(wide, n, exp - (point > 0 ? point : 0), neg, out);
}

struct gb_decimal gb_decimal_of(long long v)
{
	uint8_t wide[WIDE];
	unsigned long long u = v < 0 ? 0ULL - (unsigned long long)v : (unsigned long long)v;
	struct gb_decimal d = zero;
	int n = 0;

	for (; u > 0; u /= 10)
		wide[n++] = (uint8_t)(u % 10);
	canonical(wide, n, 0, v < 0, &d);
	return d;
}

struct gb_span gb_decimal_print(struct gb_arena *a, struct gb_decimal d)
{
	int whole = d.n + d.exp > 0 ? d.n + d.exp : 1; /* digits before the point */
	int frac = d.exp < 0 ? -d.exp : 0;
	char *p = gb_arena_alloc(a, (size_t)(whole + frac) + 3);
	size_t n = 0;

	if (d.n == 0)
		return GB_S("0");
	if (d.neg)
		p[n++] = '-';
	for (int at = whole - 1; at >= -frac; at--) {
		int i = at - d.exp;

		if (at == -1)
			p[n++] = '.';
		p[n++] = (char)('0' + (i >= 0 && i < d.n ? d.digit[i] : 0));
	}
	return (struct gb_span){ p, n };
}

/* Magnitudes only. */
static int cmp_abs(struct gb_decimal a, struct gb_decimal b)
{
	if (a.n == 0 || b.n == 0)
		return (a.n > 0) - (b.n > 0);
	if (a.n + a.exp != b.n + b.exp)
		return a.n + a.exp > b.n + b.exp ? 1 : -1;
	for (int k = 1; k <= a.n || k <= b.n; k++) {
		int x = k <= a.n ? a.digit[a.n - k] : 0, y = k <= b.n ? b.digit[b.n - k] : 0;

		if (x != y)
			return x > y ? 1 : -1;
	}
	return 0;
}

int gb_decimal_cmp(struct gb_decimal a, struct gb_decimal b)
{
	if (a.neg != b.neg)
		return a.neg ? -1 : 1;
	return a.neg ? -cmp_abs(a, b) : cmp_abs(a, b);
}

/* big + small or big - small, as magnitudes; big is the greater one. */
static bool combine(struct gb_decimal big, struct gb_decimal small, int sign, bool neg, struct gb_decimal *out)
{
	uint8_t wide[WIDE] = { 0 };
	int exp = small.n > 0 && small.exp < big.exp ? small.exp : big.exp;
	int top = big.n + big.exp - exp, carry = 0;

	if (top >= WIDE)
		return false;
	for (int i = 0; i <= top; i++) {
		int x = i - (big.exp - exp), y = i - (small.exp - exp), v = carry;

		v += x >= 0 && x < big.n ? big.digit[x] : 0;
		v += y >= 0 && y < small.n ? sign * small.digit[y] : 0;
		carry = v < 0 ? -1 : v / 10;
		wide[i] = (uint8_t)(v - 10 * carry);
	}
	return canonical(wide, top + 1, exp, neg, out);
}

bool gb_decimal_add(struct gb_decimal a, struct gb_decimal b, struct gb_decimal *out)
{
	bool a_big = cmp_abs(a, b) >= 0;
	struct gb_decimal big = a_big ? a : b, small = a_big ? b : a;

	return combine(big, small, a.neg == b.neg ? 1 : -1, big.neg, out);
}

bool gb_decimal_sub(struct gb_decimal a, struct gb_decimal b, struct gb_decimal *out)
{
	return gb_decimal_add(a, gb_decimal_neg(b), out);
}

bool gb_decimal_mul(struct gb_decimal a, struct gb_decimal b, struct gb_decimal *out)
{
	unsigned sum[WIDE] = { 0 }, carry = 0;
	uint8_t wide[WIDE];

	for (int i = 0; i < a.n; i++)
		for (int j = 0; j < b.n; j++)
			sum[i + j] += (unsigned)a.digit[i] * b.digit[j];
	for (int i = 0; i < WIDE; i++) {
		carry += sum[i];
		wide[i] = (uint8_t)(carry % 10);
		carry /= 10;
	}
	return canonical(wide, WIDE, a.exp + b.exp, a.neg != b.neg, out);
}

/* How often b goes into *rest (0..9), which is reduced; both are not negative. */
static int take_digit(struct gb_decimal *rest, struct gb_decimal b)
{
	int q = 0;

	while (gb_decimal_cmp(*rest, b) >= 0 && gb_decimal_sub(*rest, b, rest))
		q++;
	return q;
}

/* The digits of *rest / b down to 10^last, or until nothing is left; what is left stays in *rest.  Both are not negative. */
static bool divide(struct gb_decimal *rest, struct gb_decimal b, int last, struct gb_decimal *out)
{
	uint8_t wide[WIDE];
	int n = 0, at = rest->n + rest->exp - (b.n + b.exp) + 1; /* no digit of the quotient stands higher */

	while (rest->n > 0 && n < WIDE && at >= last) {
		wide[n++] = (uint8_t)take_digit(rest, gb_decimal_shift(b, at));
		at--;
	}
	reverse(wide, n);
	return canonical(wide, n, at + 1, false, out);
}

bool gb_decimal_div(struct gb_decimal a, struct gb_decimal b, struct gb_decimal *out)
{
	struct gb_decimal q;
	bool neg = a.neg != b.neg;

	if (b.n == 0)
		return false;
	a.neg = b.neg = false;
	if (!divide(&a, b, -GB_DECIMAL_EXP, &q) || a.n > 0)
		return false;
	*out = neg ? gb_decimal_neg(q) : q;
	return true;
}

bool gb_decimal_div_to(struct gb_decimal a, struct gb_decimal b, int places, struct gb_decimal *out)
{
	struct gb_decimal q, half;
	bool neg = a.neg != b.neg;

	if (b.n == 0)
		return false;
	a.neg = b.neg = false;
	if (!divide(&a, b, -places, &q) || !gb_decimal_mul(b, gb_decimal_shift(gb_decimal_of(5), -places - 1), &half))
		return false;
	if (a.n > 0 && gb_decimal_cmp(a, half) >= 0 && !gb_decimal_add(q, gb_decimal_shift(gb_decimal_of(1), -places), &q))
		return false;
	*out = neg ? gb_decimal_neg(q) : q;
	return true;
}

struct gb_decimal gb_decimal_shift(struct gb_decimal a, int power)
{
	if (a.n > 0)
		a.exp += power;
	return a;
}

bool gb_decimal_int(struct gb_decimal a, int *out)
{
	int v = 0;

	if (a.n > 0 && (a.exp < 0 || a.n + a.exp > 9))
		return false;
	for (int at = a.n + a.exp - 1; a.n > 0 && at >= 0; at--)
		v = v * 10 + (at >= a.exp ? a.digit[at - a.exp] : 0);
	*out = a.neg ? -v : v;
	return true;
}
