#include <assert.h>
#include <string.h>

#include "internal.h"
#include "base/utf8.h"

/* -0.5, 1e6: nothing to run in it. */
static bool is_number(struct gb_span s)
{
	static const char allowed[] = "0123456789.";
	size_t digits = 0, points = 0;

	for (size_t i = s.n > 0 && (s.p[0] == '-' || s.p[0] == '+') ? 1 : 0; i < s.n; i++) {
		if (strchr(allowed, s.p[i]) == NULL || s.p[i] == '\0')
			return false;
		points += s.p[i] == '.';
		digits += s.p[i] != '.';
	}
	return digits > 0 && points <= 1;
}

/* What begins with a blank may be looked at without it. */
static bool could_run(struct gb_span s)
{
	size_t len = 0;
	uint32_t cp = 0;

	if (s.n == 0 || is_number(s))
		return false;
	for (size_t i = 0; i < s.n; i += len) {
		cp = gb_utf8_decode(gb_span_from(s, i), &len);
		if (cp == '\t' || cp == '\r' || cp == '\n')
			return true;
		if (cp > ' ' && !gb_utf8_is_space(cp))
			break;
	}
	return cp == '=' || cp == '+' || cp == '-' || cp == '@' || cp == 0xff1d || cp == 0xff0b || cp == 0xff0d || cp == 0xff20 ||
	       cp == 0x2212; /* ＝ ＋ － ＠ − */
}

void gb_csv_cell(struct gb_buf *to, struct gb_span text, bool guard)
{
	bool run = guard && could_run(text);
	bool quote = run;

	for (size_t i = 0; i < text.n && !quote; i++)
		quote = text.p[i] == '"' || text.p[i] == ',' || text.p[i] == '\n' || text.p[i] == '\r';
	if (!quote) {
		gb_buf_add(to, text);
		return;
	}
	gb_buf_add_byte(to, '"');
	if (run)
		gb_buf_add_byte(to, '\'');
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '"')
			gb_buf_add_byte(to, '"');
		gb_buf_add_byte(to, text.p[i]);
	}
	gb_buf_add_byte(to, '"');
}

void gb_csv_row(struct gb_buf *to, const struct gb_span *cells, size_t n)
{
	assert(cells != NULL || n == 0);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			gb_buf_add_byte(to, ',');
		gb_csv_cell(to, cells[i], false);
	}
	gb_buf_add(to, GB_S("\r\n"));
}
