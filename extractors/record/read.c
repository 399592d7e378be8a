/* A parsed line as a struct. */
#include <assert.h>
#include <limits.h>
#include <string.h>

#include "record.h"
#include "base/utf8.h"

struct filling {
	struct gb_arena *arena;
	struct gb_mention_record *mention; /* what offsets are counted in; NULL but for mentions */
};

static void read_shape(struct filling *r, const struct gb_shape *s, const struct gb_value *v, char *at);

static struct gb_span text_of(const struct gb_value *v)
{
	return v != NULL && v->kind != GB_JSON_NULL ? v->text : GB_S("");
}

static void set_int(char *p, size_t size, long long number)
{
	int64_t wide = number;
	int32_t narrow = (int32_t)(number > INT_MAX ? INT_MAX : number < INT_MIN ? INT_MIN : number);

	if (size == sizeof wide)
		memcpy(p, &wide, sizeof wide);
	else
		memcpy(p, &narrow, sizeof narrow);
}

/* ---- a reader for each kind of member in memory; v may be NULL, the member is zeroed before ---- */

#define read_string read_text
#define read_integer_or_null read_number
#define read_size read_point
#define read_object_or_null read_object

static void read_text(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	(void)r;
	(void)m;
	*(struct gb_span *)p = text_of(v);
}

static void read_word(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	const int word = gb_shape_word(m->words, text_of(v));

	(void)r;
	set_int(p, m->size, word > 0 ? word : 0);
}

static void read_code(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	(void)r;
	set_int(p, m->size, (long long)gb_err_of_code(text_of(v)));
}

static void read_number(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	(void)r;
	set_int(p, m->size, gb_value_parse_int(text_of(v)));
}

/* Counts that are not below zero: nothing goes back. */
static void read_integer(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	const long long number = gb_value_parse_int(text_of(v));

	(void)r;
	set_int(p, m->size, number > 0 ? number : 0);
}

static void read_offset(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	const long long cp = gb_value_parse_int(text_of(v));

	set_int(p, m->size, (long long)gb_utf8_cursor_off(r->mention->place, r->mention->sentence, cp > 0 ? (size_t)cp : 0));
}

static void read_boolean(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	(void)r;
	(void)m;
	*(bool *)p = gb_span_eq(text_of(v), GB_S("true"));
}

static void read_point(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	(void)r;
	(void)m;
	*(double *)p = gb_value_parse_point(text_of(v));
}

static double point_and_next(const struct gb_value **v)
{
	double pt = *v != NULL ? gb_value_parse_point((*v)->text) : 0;

	*v = *v != NULL ? (*v)->next : NULL;
	return pt;
}

static struct gb_box corners(const struct gb_value **v)
{
	struct gb_box box;

	box.x0 = point_and_next(v);
	box.y0 = point_and_next(v);
	box.x1 = point_and_next(v);
	box.y1 = point_and_next(v);
	return box;
}

static void read_box(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	const struct gb_value *first = v != NULL ? v->first : NULL;

	(void)r;
	(void)m;
	*(struct gb_box *)p = corners(&first);
}

static long long int_and_next(const struct gb_value **v)
{
	long long n = *v != NULL ? gb_value_parse_int((*v)->text) : 0;

	*v = *v != NULL ? (*v)->next : NULL;
	return n < 0 ? 0 : n;
}

static void read_lines(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	struct gb_lines *out = (struct gb_lines *)p;

	(void)m;
	for (const struct gb_value *l = v != NULL ? v->first : NULL; l != NULL; l = l->next) {
		const struct gb_value *n = l->first;
		struct gb_line *line = GB_PUSH(r->arena, out->item, out->n, out->cap);

		line->off_cp = (size_t)int_and_next(&n);
		line->len_cp = (size_t)int_and_next(&n);
		line->page = (int)int_and_next(&n);
		line->box = corners(&n);
		line->confidence = (int)int_and_next(&n);
	}
}

/* False, and the pair as it was, when v is not two values. */
static bool read_pair(const struct gb_value *v, int pair[2])
{
	const struct gb_value *first = v != NULL ? v->first : NULL;

	if (first == NULL || first->next == NULL)
		return false;
	pair[0] = (int)gb_value_parse_int(first->text);
	pair[1] = (int)gb_value_parse_int(first->next->text);
	return true;
}

static void read_cell(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	int *pair = (int *)p;

	(void)r;
	(void)m;
	if (!read_pair(v, pair))
		pair[0] = pair[1] = -1;
}

static void read_range(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	(void)r;
	(void)m;
	read_pair(v, (int *)p);
}

static void read_names(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	struct gb_spans *out = (struct gb_spans *)p;

	(void)m;
	for (const struct gb_value *n = v != NULL ? v->first : NULL; n != NULL; n = n->next)
		*GB_PUSH(r->arena, out->item, out->n, out->cap) = n->text;
}

static void read_flags(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	(void)r;
	for (const struct gb_value *n = v != NULL ? v->first : NULL; n != NULL; n = n->next) {
		const int bit = gb_shape_word(m->words, n->text);

		*(unsigned *)p |= bit >= 0 ? 1U << bit : 0;
	}
}

static void read_metas(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	struct gb_metas *out = (struct gb_metas *)p;

	(void)m;
	for (const struct gb_value *n = v != NULL ? v->first : NULL; n != NULL; n = n->next)
		*GB_PUSH(r->arena, out->item, out->n, out->cap) = (struct gb_meta){ n->key, n->text };
}

static void read_counts(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	struct gb_kind_counts *out = (struct gb_kind_counts *)p;

	(void)r;
	for (size_t i = 0; i < m->of->n; i++)
		out->of[gb_kind_of_name(m->of->member[i].key)] = gb_value_int(v, m->of->member[i].key);
}

static void read_raw(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	(void)r;
	(void)m;
	*(struct gb_span *)p = v != NULL && v->kind != GB_JSON_NULL ? v->raw : GB_S("");
}

static void read_list(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	struct gb_shape_list l = { 0 };

	for (const struct gb_value *n = v != NULL ? v->first : NULL; n != NULL; n = n->next) {
		l.item = gb_arena_room(r->arena, l.item, l.n, &l.cap, m->of->size);
		read_shape(r, m->of, n, l.item + l.n++ * m->of->size);
	}
	memcpy(p, &l, sizeof l);
}

static void read_object(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	read_shape(r, m->of, v, p);
}

static void read_nothing(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p)
{
	(void)r;
	(void)m;
	(void)v;
	(void)p;
}

#define read_schema read_nothing

/* The member of the value; looked for behind the one that was found last, as records have their order. */
static const struct gb_value *find(const struct gb_value *v, const struct gb_value **next, struct gb_span key)
{
	const struct gb_value *found = *next;

	if (found == NULL || !gb_span_eq(found->key, key))
		found = gb_value_member(v, key);
	*next = found != NULL ? found->next : *next;
	return found;
}

static void read_shape(struct filling *r, const struct gb_shape *s, const struct gb_value *v, char *at)
{
	static void (*const read[GB_FORMS])(struct filling *r, const struct gb_shape_field *m, const struct gb_value *v, char *p) = {
#define FORM(id, types, least, pattern, name, column, memory) [GB_FORM_##id] = read_##memory,
#include "forms.def"
#undef FORM
	};
	const struct gb_value *next = v != NULL && v->kind == GB_JSON_OBJECT ? v->first : NULL;

	for (size_t i = 0; i < s->n; i++) {
		const struct gb_shape_field *m = &s->member[i];

		read[m->form](r, m, find(v, &next, m->key), at + m->offset);
	}
}

void gb_record_read(struct gb_arena *a, enum gb_kind kind, const struct gb_value *v, void *data)
{
	struct filling r = { .arena = a };
	const struct gb_shape *s = gb_shape_of(kind);

	assert(kind < GB_KINDS && kind != GB_KIND_MENTION && s->size > 0);
	memset(data, 0, s->size);
	read_shape(&r, s, v, data);
	if (kind == GB_KIND_FACT)
		((struct gb_target *)data)->fact = true;
}

void gb_record_read_mention(const struct gb_value *v, struct gb_span text, struct gb_utf8_cursor *place, struct gb_mention *out)
{
	struct gb_mention_record m = { .sentence = text, .place = place };
	struct filling r = { .mention = &m };

	read_shape(&r, gb_shape_of(GB_KIND_MENTION), v, (char *)&m);
	*out = m.m;
}

/* One member of a struct, by its key. */
static void read_part(struct gb_arena *a, enum gb_kind kind, struct gb_span key, const struct gb_value *v, void *out)
{
	struct filling r = { .arena = a };
	const struct gb_shape_field *m = gb_shape_member(gb_shape_of(kind), key, 0);

	memset(out, 0, m->size);
	if (m->form == GB_FORM_LIST)
		read_list(&r, m, v, out);
	else
		read_object(&r, m, v, out);
}

void gb_record_read_where(const struct gb_value *v, struct gb_where *out)
{
	read_part(NULL, GB_KIND_SENTENCE, GB_S("where"), v, out);
}

void gb_record_read_bodies(struct gb_arena *a, const struct gb_value *v, struct gb_bodies *out)
{
	read_part(a, GB_KIND_TARGET, GB_S("responsible"), v, out);
}
