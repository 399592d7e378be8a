#include "record.h"

#include <stddef.h>

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

#define OBJECT(shape) static const struct gb_shape_field members_##shape[] = {
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

/* ---- looking them up ---- */

static const struct gb_shape *const of_kind[GB_KINDS] = {
#define KIND(id, name, shape, ...) [GB_KIND_##id] = &shape_##shape,
#include "records.def"
};

const struct gb_shape *gb_shape_of(enum gb_kind kind)
{
	return of_kind[kind];
}

static bool is_record(const struct gb_shape *s)
{
	for (int k = 0; k < GB_KINDS; k++)
		if (of_kind[k] == s)
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

const struct gb_shape_field *gb_shape_member(const struct gb_shape *s, struct gb_span key, size_t hint)
{
	for (size_t k = 0; k < s->n; k++) {
		const struct gb_shape_field *m = &s->member[(hint + k) % s->n];

		if (gb_span_eq(m->key, key))
			return m;
	}
	return NULL;
}

int gb_shape_word(const char *const *words, struct gb_span word)
{
	for (int i = 0; words[i] != NULL; i++)
		if (gb_span_eq(gb_span_of(words[i]), word))
			return i;
	return -1;
}

struct gb_span gb_record_block_kind(enum gb_block_kind kind)
{
	return gb_span_of(words_block_kind[kind]);
}

struct gb_span gb_record_mention_kind(enum gb_mention_kind kind)
{
	return gb_span_of(words_mention_kind[kind]);
}
