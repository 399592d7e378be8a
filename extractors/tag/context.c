/* context - the fields of a match as numbers and words, read in the line they stand in. */
#include <assert.h>

#include "internal.h"

struct gb_span gb_context_field(const struct gb_tag_context *r, const struct gb_match *m, const char *field)
{
	return gb_match_field(m, r->text, field);
}

bool gb_context_decimal(const struct gb_tag_context *r, const struct gb_match *m, const char *field, struct gb_decimal *out)
{
	struct gb_span s = gb_context_field(r, m, field);

	assert(out != NULL);
	return s.n > 0 && gb_numeral_parse(r->numerals, s, out);
}

int gb_context_int(const struct gb_tag_context *r, const struct gb_match *m, const char *field)
{
	struct gb_decimal d;
	int v;

	return gb_context_decimal(r, m, field, &d) && gb_decimal_int(d, &v) ? v : -1;
}

struct gb_span gb_context_column(const struct gb_tag_context *r, const struct gb_match *m, const char *field, const char *map,
				 const char *column)
{
	struct gb_span s = gb_context_field(r, m, field);

	return s.n > 0 ? gb_words_value(gb_grammar_words_named(r->grammar, map), s, column) : GB_S("");
}

struct gb_span gb_context_iso(struct gb_arena *a, struct gb_decimal n, struct gb_span letter)
{
	struct gb_span head = GB_S("P"), tail = letter;

	if (letter.n == 0)
		return GB_S("");
	if (letter.p[0] == 'T') {
		head = GB_S("PT");
		tail = gb_span_from(letter, 1);
	}
	return gb_arena_concat(a, gb_arena_concat(a, head, gb_decimal_print(a, n)), tail);
}
