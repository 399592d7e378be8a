#include "record.h"

static size_t skip_blanks(struct gb_span s, size_t at)
{
	while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t' || s.p[at] == '\r' || s.p[at] == '\n'))
		at++;
	return at;
}

/* Behind the string that starts at `at`. */
static size_t skip_string(struct gb_span s, size_t at)
{
	for (at++; at < s.n && s.p[at] != '"'; at++)
		at += s.p[at] == '\\';
	return at < s.n ? at + 1 : s.n;
}

/* Behind the value that starts at `at`: at the comma or bracket that ends it. */
static size_t skip_value(struct gb_span s, size_t at)
{
	int depth = 0;

	while (at < s.n) {
		char c = s.p[at];

		if (depth == 0 && (c == ',' || c == '}'))
			return at;
		depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
		at = c == '"' ? skip_string(s, at) : at + 1;
	}
	return s.n;
}

struct gb_span gb_record_kind(struct gb_span line)
{
	size_t at = skip_blanks(line, 0);

	if (at == line.n || line.p[at] != '{')
		return GB_S("");
	for (at = skip_blanks(line, at + 1); at < line.n && line.p[at] == '"';) {
		size_t end = skip_string(line, at), colon = skip_blanks(line, end);
		size_t value = colon < line.n ? skip_blanks(line, colon + 1) : line.n;
		bool here = gb_span_eq(gb_span_sub(line, at, end - at), GB_S("\"record\""));

		if (here && value < line.n && line.p[value] == '"') {
			end = skip_string(line, value);
			return end > value + 1 && line.p[end - 1] == '"' ? gb_span_sub(line, value + 1, end - value - 2) : GB_S("");
		}
		at = skip_value(line, value);
		at = at < line.n && line.p[at] == ',' ? skip_blanks(line, at + 1) : line.n;
	}
	return GB_S("");
}
