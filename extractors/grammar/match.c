/* match - what a match holds: captures and keys. */
#include "internal.h"

struct gb_range gb_match_range(const struct gb_match *m, const char *name)
{
	for (size_t i = 0; i < m->nfield; i++)
		if (gb_span_eq(m->field[i].name, gb_span_of(name)))
			return m->field[i].at;
	return (struct gb_range){ (size_t)-1, (size_t)-1 };
}

struct gb_span gb_match_field(const struct gb_match *m, struct gb_span text, const char *name)
{
	struct gb_range at = gb_match_range(m, name);

	return at.start == (size_t)-1 ? GB_S("") : gb_span_sub(text, at.start, at.end - at.start);
}

struct gb_span gb_match_key(const struct gb_match *m, enum gb_key key)
{
	struct gb_span name = gb_key_name(key);

	for (size_t i = 0; i < m->nkey; i++)
		if (gb_span_eq(m->key[i].name, name))
			return m->key[i].value;
	return GB_S("");
}

enum gb_key_word gb_match_word(const struct gb_match *m, enum gb_key key)
{
	struct gb_span value = gb_match_key(m, key);
	struct gb_type type;

	if (value.n == 0 || !gb_type_find(m->rule->grammar, gb_span_of(gb_key_type(key)), &type) || type.kind != GB_TYPE_LIST)
		return GB_WORD_NONE;
	return gb_type_word(&type, value);
}
