/* A struct copied with all it points to, as records are lent only. */
#include <assert.h>
#include <string.h>

#include "record.h"

static void copy_shape(struct gb_arena *a, const struct gb_shape *s, char *at);

/* ---- one for each kind of member in memory: p is in the copy, what it points to is not yet ---- */

static void copy_text(struct gb_arena *a, const struct gb_shape_field *m, char *p)
{
	struct gb_span *text = (struct gb_span *)p;

	(void)m;
	*text = gb_arena_copy(a, *text);
}

/* The items, not what they point to. */
static struct gb_shape_list copy_items(struct gb_arena *a, size_t size, char *p)
{
	struct gb_shape_list l;
	char *item;

	memcpy(&l, p, sizeof l);
	item = gb_arena_array(a, l.n, size);
	if (l.n > 0)
		memcpy(item, l.item, l.n * size);
	l = (struct gb_shape_list){ item, l.n, l.n };
	memcpy(p, &l, sizeof l);
	return l;
}

static void copy_lines(struct gb_arena *a, const struct gb_shape_field *m, char *p)
{
	(void)m;
	copy_items(a, sizeof(struct gb_line), p);
}

static void copy_names(struct gb_arena *a, const struct gb_shape_field *m, char *p)
{
	const struct gb_shape_list l = copy_items(a, sizeof(struct gb_span), p);

	for (size_t i = 0; i < l.n; i++)
		copy_text(a, m, l.item + i * sizeof(struct gb_span));
}

static void copy_metas(struct gb_arena *a, const struct gb_shape_field *m, char *p)
{
	const struct gb_shape_list l = copy_items(a, sizeof(struct gb_meta), p);

	for (size_t i = 0; i < 2 * l.n; i++)
		copy_text(a, m, l.item + i * sizeof(struct gb_span));
}

static void copy_list(struct gb_arena *a, const struct gb_shape_field *m, char *p)
{
	const struct gb_shape_list l = copy_items(a, m->of->size, p);

	for (size_t i = 0; i < l.n; i++)
		copy_shape(a, m->of, l.item + i * m->of->size);
}

static void copy_object(struct gb_arena *a, const struct gb_shape_field *m, char *p)
{
	copy_shape(a, m->of, p);
}

static void copy_nothing(struct gb_arena *a, const struct gb_shape_field *m, char *p)
{
	(void)a;
	(void)m;
	(void)p;
}

#define copy_string copy_text
#define copy_raw copy_text
#define copy_object_or_null copy_object
#define copy_word copy_nothing
#define copy_code copy_nothing
#define copy_schema copy_nothing
#define copy_integer copy_nothing
#define copy_integer_or_null copy_nothing
#define copy_offset copy_nothing
#define copy_boolean copy_nothing
#define copy_point copy_nothing
#define copy_size copy_nothing
#define copy_box copy_nothing
#define copy_cell copy_nothing
#define copy_range copy_nothing
#define copy_flags copy_nothing
#define copy_counts copy_nothing

static void copy_shape(struct gb_arena *a, const struct gb_shape *s, char *at)
{
	static void (*const copy[GB_FORMS])(struct gb_arena *a, const struct gb_shape_field *m, char *p) = {
#define FORM(id, types, least, pattern, name, column, memory) [GB_FORM_##id] = copy_##memory,
#include "forms.def"
#undef FORM
	};

	for (size_t i = 0; i < s->n; i++)
		if (s->member[i].size > 0)
			copy[s->member[i].form](a, &s->member[i], at + s->member[i].offset);
}

void gb_record_copy(struct gb_arena *a, enum gb_kind kind, const void *data, void *copy)
{
	const struct gb_shape *s = gb_shape_of(kind);

	assert(kind < GB_KINDS && s->size > 0);
	memmove(copy, data, s->size);
	copy_shape(a, s, copy);
}
