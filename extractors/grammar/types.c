/*
 * types - what a key of a rule or a column of a map can hold: any text, a number, a UCUM code, or one of a closed list.
 *
 * Lists that C acts on are in keys.def; other closed lists are sets of the grammars (dimension).
 */
#include <string.h>

#include "base/decimal.h"
#include "internal.h"

enum list {
#define LIST(id, name) LIST_##id,
#define WORD(list, id, word)
#define KEY(id, name, type, help)
#include "keys.def"
#undef LIST
#undef WORD
#undef KEY
	LISTS
};

static const char *const list_names[LISTS] = {
#define LIST(id, name) [LIST_##id] = name,
#define WORD(list, id, word)
#define KEY(id, name, type, help)
#include "keys.def"
#undef LIST
#undef WORD
#undef KEY
};

static const struct word_row {
	enum list list;
	const char *word;
} words[GB_KEY_WORDS] = {
#define LIST(id, name)
#define WORD(list, id, word) [GB_WORD_##list##_##id] = { LIST_##list, word },
#define KEY(id, name, type, help)
#include "keys.def"
#undef LIST
#undef WORD
#undef KEY
};

/* ---- types ---- */

static bool same_name(const char *type, struct gb_span name)
{
	return gb_span_eq(name, gb_span_of(type));
}

static int list_of(struct gb_span name)
{
	for (int i = 0; i < LISTS; i++)
		if (same_name(list_names[i], name))
			return i;
	return -1;
}

bool gb_type_find(const struct gb_grammar *g, struct gb_span name, struct gb_type *out)
{
	*out = (struct gb_type){ .name = name };
	if (name.n == 0 || same_name("text", name))
		return true;
	out->kind = GB_TYPE_NUMBER;
	if (same_name("number", name))
		return true;
	out->kind = GB_TYPE_UCUM;
	if (same_name("ucum", name))
		return true;
	out->kind = GB_TYPE_LIST;
	out->list = list_of(name);
	if (out->list >= 0)
		return true;
	struct gb_def *def = gb_scope_find(g, -1, name);

	out->kind = GB_TYPE_SET;
	if (def == NULL || def->words.n == 0)
		return false;
	def->used = true;
	out->set = &def->words;
	return true;
}

/* ---- values ---- */

enum gb_key_word gb_type_word(const struct gb_type *t, struct gb_span value)
{
	for (enum gb_key_word w = 1; w < GB_KEY_WORDS; w++)
		if ((int)words[w].list == t->list && gb_span_eq(value, gb_span_of(words[w].word)))
			return w;
	return GB_WORD_NONE;
}

bool gb_type_takes(const struct gb_type *t, struct gb_span value)
{
	struct gb_decimal number;

	switch (t->kind) {
	case GB_TYPE_TEXT:
		return true;
	case GB_TYPE_NUMBER:
		return gb_decimal_parse(value, &number);
	case GB_TYPE_UCUM:
		return gb_ucum_valid(value);
	case GB_TYPE_LIST:
		return gb_type_word(t, value) != GB_WORD_NONE;
	case GB_TYPE_SET:
		return gb_words_has(t->set, value);
	}
	return false;
}

bool gb_type_closed(const struct gb_type *t)
{
	return t->kind == GB_TYPE_LIST || t->kind == GB_TYPE_SET;
}

/* ---- the nearest ---- */

#define LONGEST_WORD ((size_t)40) /* bytes; a longer one is near to nothing */

/* How many bytes have to be put in, taken out or changed. */
static size_t edits(struct gb_span a, struct gb_span b)
{
	size_t row[LONGEST_WORD + 1];

	if (a.n > LONGEST_WORD || b.n > LONGEST_WORD)
		return LONGEST_WORD;
	for (size_t k = 0; k <= b.n; k++)
		row[k] = k;
	for (size_t i = 1; i <= a.n; i++) {
		size_t corner = row[0];

		row[0] = i;
		for (size_t k = 1; k <= b.n; k++) {
			size_t best = corner + (a.p[i - 1] != b.p[k - 1]);

			best = row[k] + 1 < best ? row[k] + 1 : best;
			best = row[k - 1] + 1 < best ? row[k - 1] + 1 : best;
			corner = row[k];
			row[k] = best;
		}
	}
	return row[b.n];
}

void gb_type_nearer(struct gb_near *near, struct gb_span word)
{
	size_t distance = edits(near->wanted, word);

	if (near->best.n > 0 && distance >= near->distance)
		return;
	near->best = word;
	near->distance = distance;
}

struct gb_span gb_type_nearest(const struct gb_type *t, struct gb_span value)
{
	struct gb_near near = { .wanted = value };

	if (t->kind == GB_TYPE_LIST)
		for (enum gb_key_word w = 1; w < GB_KEY_WORDS; w++)
			if ((int)words[w].list == t->list)
				gb_type_nearer(&near, gb_span_of(words[w].word));
	if (t->kind == GB_TYPE_SET)
		for (size_t i = 0; i < t->set->n; i++)
			gb_type_nearer(&near, t->set->row[i].word);
	return near.best;
}
