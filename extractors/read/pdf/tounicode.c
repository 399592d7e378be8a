/*
 * A ToUnicode map that says 3 where the font draws 8 leaves no trace in the text.
 * Simple fonts name what they draw a second time, by their encoding: where that
 * is to be relied on, the two must agree in letters and digits.
 */
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "base/utf8.h"

enum { CODES = 256, MAP = 1 << 20 };

struct codes {
	uint32_t cp[CODES]; /* 0: nothing is said of the code */
};

static bool is_alnum(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
}

/* ---- what the encoding says ---- */

static uint32_t named(struct gb_span name)
{
	static const char *const digits[] = { "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine" };

	for (uint32_t i = 0; i < 10; i++)
		if (gb_span_eq(name, gb_span_of(digits[i])))
			return '0' + i;
	return name.n == 1 && is_alnum((unsigned char)name.p[0]) ? (unsigned char)name.p[0] : 0;
}

static void read_differences(qpdf_data q, qpdf_oh list, struct codes *out)
{
	const int n = qpdf_oh_get_array_n_items(q, list);
	long long code = 0;

	for (int i = 0; i < n && i < 2 * CODES; i++) {
		const qpdf_oh item = qpdf_oh_get_array_item(q, list, i);

		if (qpdf_oh_is_integer(q, item))
			code = qpdf_oh_get_int_value(q, item);
		else if (qpdf_oh_is_name(q, item) && code >= 0 && code < CODES)
			out->cp[code++] = named(gb_span_of(qpdf_oh_get_name(q, item) + 1));
	}
}

/* The encodings that have a name have ASCII letters and digits in their places. */
static bool read_encoding(qpdf_data q, qpdf_oh font, struct codes *out)
{
	qpdf_oh encoding = qpdf_oh_get_key(q, font, "/Encoding");
	const bool dict = qpdf_oh_is_dictionary(q, encoding);
	const qpdf_oh base = dict ? qpdf_oh_get_key(q, encoding, "/BaseEncoding") : encoding;
	const qpdf_oh differences = dict ? qpdf_oh_get_key(q, encoding, "/Differences") : encoding;

	if (qpdf_oh_is_name(q, base))
		for (uint32_t c = 0; c < 128; c++)
			out->cp[c] = is_alnum(c) ? c : 0;
	if (dict && qpdf_oh_is_array(q, differences))
		read_differences(q, differences, out);
	return dict || qpdf_oh_is_name(q, base);
}

/* ---- what the map says ---- */

/* The next number in angle brackets; false before the next word that is not one. */
static bool next_hex(struct gb_span *s, unsigned long *value)
{
	char digits[9];
	size_t at = 0, n = 0;

	while (at < s->n && (gb_utf8_is_space((unsigned char)s->p[at]) || s->p[at] == '[' || s->p[at] == ']'))
		at++;
	if (at >= s->n || s->p[at] != '<')
		return false;
	for (at++; at < s->n && s->p[at] != '>'; at++)
		if (n < 8 && !gb_utf8_is_space((unsigned char)s->p[at]))
			digits[n++] = s->p[at];
	digits[n] = '\0';
	*value = strtoul(digits, NULL, 16);
	*s = gb_span_from(*s, at < s->n ? at + 1 : at);
	return n > 0;
}

static void read_chars(struct gb_span s, struct codes *out)
{
	unsigned long code, cp;

	while (next_hex(&s, &code) && next_hex(&s, &cp))
		if (code < CODES)
			out->cp[code] = (uint32_t)cp;
}

static void read_ranges(struct gb_span s, struct codes *out)
{
	unsigned long from, to, cp;

	while (next_hex(&s, &from) && next_hex(&s, &to)) {
		const bool list = gb_span_starts(gb_span_trim(s), GB_S("["));

		for (unsigned long c = from; c <= to && c < CODES; c++) {
			if ((list || c == from) && !next_hex(&s, &cp))
				return;
			out->cp[c] = (uint32_t)(list ? cp : cp + (c - from));
		}
	}
}

static void read_map(struct gb_span s, struct codes *out)
{
	static const struct {
		const char *begin, *end;
		void (*read)(struct gb_span s, struct codes *out);
	} parts[] = { { "beginbfchar", "endbfchar", read_chars }, { "beginbfrange", "endbfrange", read_ranges } };

	for (size_t k = 0; k < 2; k++) {
		const struct gb_span begin = gb_span_of(parts[k].begin);

		for (size_t at = 0; (at = gb_span_find(s, begin, at)) != (size_t)-1; at += begin.n) {
			const size_t end = gb_span_find(s, gb_span_of(parts[k].end), at);

			if (end != (size_t)-1)
				parts[k].read(gb_span_sub(s, at + begin.n, end - at - begin.n), out);
		}
	}
}

/* ---- the two together ---- */

/*
 * Fonts that are in the file may have been given codes of their own, and then
 * agree in nothing; those agree in most or are lying.
 */
static bool disagree(const struct codes *encoding, const struct codes *map, bool embedded)
{
	size_t same = 0, other = 0;

	for (int c = 0; c < CODES; c++) {
		if (encoding->cp[c] == 0 || map->cp[c] == 0)
			continue;
		same += encoding->cp[c] == map->cp[c];
		other += encoding->cp[c] != map->cp[c] && is_alnum(map->cp[c]);
	}
	return other > 0 && (!embedded || same > 2 * other);
}

static bool is_embedded(qpdf_data q, qpdf_oh font)
{
	static const char *const keys[] = { "/FontFile", "/FontFile2", "/FontFile3" };
	const qpdf_oh d = qpdf_oh_get_key(q, font, "/FontDescriptor");

	for (size_t i = 0; i < 3 && qpdf_oh_is_dictionary(q, d); i++)
		if (qpdf_oh_is_stream(q, qpdf_oh_get_key(q, d, keys[i])))
			return true;
	return false;
}

bool gb_pdf_tounicode_bad(qpdf_data q, qpdf_oh font)
{
	const qpdf_oh kind = qpdf_oh_get_key(q, font, "/Subtype"), map = qpdf_oh_get_key(q, font, "/ToUnicode");
	struct codes said = { { 0 } }, drawn = { { 0 } };
	unsigned char *bytes = NULL;
	size_t n = 0;
	QPDF_BOOL filtered = QPDF_FALSE;

	if (!(qpdf_oh_is_name_and_equals(q, kind, "/Type1") || qpdf_oh_is_name_and_equals(q, kind, "/TrueType")) ||
	    !qpdf_oh_is_stream(q, map) || !read_encoding(q, font, &drawn))
		return false;
	if ((qpdf_oh_get_stream_data(q, map, qpdf_dl_generalized, &filtered, &bytes, &n) & QPDF_ERRORS) == 0 && bytes != NULL && n < MAP)
		read_map((struct gb_span){ (const char *)bytes, n }, &said);
	free(bytes);
	return disagree(&drawn, &said, is_embedded(q, font));
}
