#include "day.h"

static bool is_leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

int gb_day_of_month_last(int y, int m)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (m < 1 || m > 12)
		return 0;
	return m == 2 && is_leap(y) ? 29 : days[m - 1];
}

bool gb_day_valid(struct gb_day d)
{
	return d.y >= 1 && d.y <= 9999 && d.m >= 1 && d.m <= 12 && d.d >= 1 && d.d <= gb_day_of_month_last(d.y, d.m);
}

static bool read_figures(struct gb_span s, int *out)
{
	int v = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		v = v * 10 + (s.p[i] - '0');
	}
	*out = v;
	return s.n > 0;
}

bool gb_day_parse(struct gb_span s, struct gb_day *out)
{
	struct gb_day d;

	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
		return false;
	if (!read_figures(gb_span_sub(s, 0, 4), &d.y) || !read_figures(gb_span_sub(s, 5, 2), &d.m) ||
	    !read_figures(gb_span_sub(s, 8, 2), &d.d) || !gb_day_valid(d))
		return false;
	*out = d;
	return true;
}

static size_t put_figures(char *p, int v, int width)
{
	for (int i = width - 1; i >= 0; i--, v /= 10)
		p[i] = (char)('0' + v % 10);
	return (size_t)width;
}

struct gb_span gb_day_print(struct gb_arena *a, struct gb_day d)
{
	char *p;
	size_t n = 0;

	if (d.y == 0)
		return GB_S("");
	p = gb_arena_alloc(a, 10);
	n += put_figures(p, d.y, 4);
	p[n++] = '-';
	n += put_figures(p + n, d.m, 2);
	p[n++] = '-';
	n += put_figures(p + n, d.d, 2);
	return (struct gb_span){ p, n };
}

int gb_day_cmp(struct gb_day a, struct gb_day b)
{
	long x = a.y * 10000L + a.m * 100L + a.d, y = b.y * 10000L + b.m * 100L + b.d;

	return (x > y) - (x < y);
}

/* Days since 1 March of year 0; the year begins in March so that the odd month comes last. */
static long day_number(struct gb_day d)
{
	long y = d.m <= 2 ? d.y - 1 : d.y, m = (d.m + 9) % 12;

	return 365 * y + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + d.d - 1;
}

static struct gb_day day_of_number(long n)
{
	long y = (10000 * n + 14780) / 3652425, rest = n - (365 * y + y / 4 - y / 100 + y / 400);

	if (rest < 0) {
		y--;
		rest = n - (365 * y + y / 4 - y / 100 + y / 400);
	}
	long m = (100 * rest + 52) / 3060;

	return (struct gb_day){ (int)(y + (m + 2) / 12), (int)((m + 2) % 12 + 1), (int)(rest - (m * 306 + 5) / 10 + 1) };
}

struct gb_day gb_day_add(struct gb_day d, long days)
{
	struct gb_day sum;

	if (d.y == 0 || days > 3660000 || days < -3660000 || day_number(d) + days < 400)
		return (struct gb_day){ 0 };
	sum = day_of_number(day_number(d) + days);
	return gb_day_valid(sum) ? sum : (struct gb_day){ 0 };
}

struct gb_day gb_day_add_months(struct gb_day d, int months)
{
	long at = d.y * 12L + d.m - 1 + months;
	struct gb_day sum = { (int)(at / 12), (int)(at % 12) + 1, d.d };

	if (d.y == 0 || at < 12 || sum.y > 9999)
		return (struct gb_day){ 0 };
	if (sum.d > gb_day_of_month_last(sum.y, sum.m))
		sum.d = gb_day_of_month_last(sum.y, sum.m);
	return sum;
}

struct gb_period gb_day_period_years(int first, int last)
{
	return (struct gb_period){ { first, 1, 1 }, { last, 12, 31 } };
}

struct gb_period gb_day_period_months(int y, int first, int last)
{
	return (struct gb_period){ { y, first, 1 }, { y, last, gb_day_of_month_last(y, last) } };
}

struct gb_period gb_day_period(struct gb_day d)
{
	return (struct gb_period){ d, d };
}

struct gb_period gb_day_period_plan(int n)
{
	static const int early[][2] = { { 1953, 1957 }, { 1958, 1962 }, { 1966, 1970 } };

	if (n >= 1 && n <= 3)
		return gb_day_period_years(early[n - 1][0], early[n - 1][1]);
	return gb_day_period_years(1951 + 5 * n, 1955 + 5 * n);
}
