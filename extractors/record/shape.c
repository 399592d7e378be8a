#include "shape.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>

/* ---- words ---- */

#define LIST(words) static const char *const words_##words[] = {
#define ENUM(words, id, word) word,
#define END_LIST(words, count) NULL };
#define WORD_LIST(words) static const char *const words_##words[] = {
#define WORD(words, word) word,
#define END_WORDS(words) NULL };
#include "records.def"

/* ---- shapes ---- */

#define OBJECT(shape) static const struct gb_shape shape_##shape;
#define VIEW(shape) OBJECT(shape)
#include "records.def"

#define NONE .of = NULL
#define SHAPE(shape) .of = &shape_##shape
#define WORDS(list) .words = words_##list
#define BESIDE(shape) .beside = offsetof(struct gb_##shape, page)
#define SHOWN GB_SHOWN
#define FILED GB_FILED
#define NEEDED GB_NEEDED
#define SEARCHED GB_SEARCHED
#define AHEAD GB_AHEAD
#define ROW(name, form_, offset_, size_, of_, column_, flags_, en_, zh_)                                                     \
	{ .key = { name, sizeof(name) - 1 }, .form = GB_FORM_##form_, .offset = offset_, .size = size_, of_, .column = column_, \
	  .flags = flags_, .en = en_, .zh = zh_ },
#define SIZE_OF(shape, place) sizeof(((struct gb_##shape *)NULL)->place)

#define OBJECT(shape) static const struct gb_member members_##shape[] = {
#define FIELD(shape, type, place, name, form, of, column, flags, en, zh) \
	ROW(name, form, offsetof(struct gb_##shape, place), SIZE_OF(shape, place), of, column, flags, en, zh)
#define PART(shape, place, name, form, of, column, flags, en, zh) FIELD(shape, , place, name, form, of, column, flags, en, zh)
#define KEY(shape, name, form, of, column, flags, en, zh) ROW(name, form, 0, 0, of, column, flags, en, zh)
#define SHAPE_OF(shape, bytes)                                                                                        \
	}                                                                                                             \
	;                                                                                                             \
	static const struct gb_shape shape_##shape = { #shape, members_##shape, sizeof members_##shape / sizeof *members_##shape, \
						       bytes };
#define END(shape) SHAPE_OF(shape, sizeof(struct gb_##shape))
#define VIEW(shape) OBJECT(shape)
#define END_VIEW(shape) SHAPE_OF(shape, 0)
#include "records.def"

/* ---- forms ---- */

const struct gb_form_info *gb_form_of(enum gb_form form)
{
	static const struct gb_form_info forms[GB_FORMS] = {
#define FORM(id, types_, least_, pattern_, name_, column, memory) \
	[GB_FORM_##id] = { .types = types_, .least = least_, .pattern = pattern_, .name = name_ },
#include "forms.def"
#undef FORM
	};

	return &forms[form];
}

bool gb_form_has(enum gb_form form, char type)
{
	const char *types = gb_form_of(form)->types;

	return *types == '*' || strchr(types, type) != NULL || (type == 'i' && strchr(types, 'n') != NULL);
}

bool gb_form_items(enum gb_form form, struct gb_form_items *out)
{
	static const struct {
		enum gb_form form;
		struct gb_form_items items;
	} arrays[] = {
		{ GB_FORM_BOX, { GB_FORM_POINT, 4, 4 } },
		{ GB_FORM_CELL, { GB_FORM_COUNT, 2, 2 } },
		{ GB_FORM_PAGE_RANGE, { GB_FORM_SPAN, 2, 2 } },
		{ GB_FORM_LINES, { GB_FORM_LINE, 0, SIZE_MAX } },
		{ GB_FORM_LINE, { GB_FORM_POINT, 7, 8 } },
		{ GB_FORM_PAGES, { GB_FORM_SPAN, 0, SIZE_MAX } },
		{ GB_FORM_NAMES, { GB_FORM_NAME, 0, SIZE_MAX } },
		{ GB_FORM_SUBSET, { GB_FORM_WORD, 0, SIZE_MAX } },
		{ GB_FORM_FLAGS, { GB_FORM_WORD, 0, SIZE_MAX } },
		{ GB_FORM_LIST, { GB_FORM_OBJECT, 0, SIZE_MAX } },
	};

	for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
		if (arrays[i].form == form) {
			*out = arrays[i].items;
			return true;
		}
	return false;
}

/* ---- kinds ---- */

enum { PROMISE = 1 };

static const struct {
	struct gb_span name, table;
	const struct gb_shape *shape;
	unsigned flags;
	const char *en, *zh;
} kinds[GB_KINDS] = {
#define KIND(id, name, shape, table, flags, en, zh) \
	[GB_KIND_##id] = { { name, sizeof(name) - 1 }, { table, sizeof(table) - 1 }, &shape_##shape, flags, en, zh },
#include "records.def"
};

struct gb_span gb_kind_name(enum gb_kind kind)
{
	return kind < GB_KINDS ? kinds[kind].name : GB_S("");
}

struct gb_span gb_kind_table(enum gb_kind kind)
{
	return kind < GB_KINDS ? kinds[kind].table : GB_S("");
}

enum gb_kind gb_kind_of_name(struct gb_span name)
{
	int kind = 0;

	while (kind < GB_KINDS && !gb_span_eq(name, kinds[kind].name))
		kind++;
	return (enum gb_kind)kind;
}

bool gb_kind_is_counted(enum gb_kind kind)
{
	return kind < GB_KINDS && gb_shape_member(&shape_counts, kinds[kind].name, 0) != NULL;
}

bool gb_kind_is_promise(enum gb_kind kind)
{
	return kind < GB_KINDS && (kinds[kind].flags & PROMISE) != 0;
}

const struct gb_shape *gb_kind_shape(enum gb_kind kind)
{
	return kinds[kind].shape;
}

const char *gb_kind_about(enum gb_kind kind, bool chinese)
{
	return chinese ? kinds[kind].zh : kinds[kind].en;
}

static bool is_record(const struct gb_shape *s)
{
	for (int k = 0; k < GB_KINDS; k++)
		if (kinds[k].shape == s)
			return true;
	return false;
}

const struct gb_shape *gb_shape_part(size_t i)
{
	static const struct gb_shape *const all[] = {
#define OBJECT(shape) &shape_##shape,
#define VIEW(shape) &shape_##shape,
#include "records.def"
	};

	for (size_t s = 0; s < sizeof all / sizeof *all; s++)
		if (!is_record(all[s]) && i-- == 0)
			return all[s];
	return NULL;
}

const struct gb_member *gb_shape_member(const struct gb_shape *s, struct gb_span key, size_t hint)
{
	for (size_t k = 0; k < s->n; k++) {
		const struct gb_member *m = &s->member[(hint + k) % s->n];

		if (gb_span_eq(m->key, key))
			return m;
	}
	return NULL;
}

int gb_words_find(const char *const *words, struct gb_span word)
{
	for (int i = 0; words[i] != NULL; i++)
		if (gb_span_eq(gb_span_of(words[i]), word))
			return i;
	return -1;
}

struct gb_span gb_block_kind_name(enum gb_block_kind kind)
{
	return gb_span_of(words_block_kind[kind]);
}

struct gb_span gb_mention_kind_name(enum gb_mention_kind kind)
{
	return gb_span_of(words_mention_kind[kind]);
}
