/* A struct as a line of JSON: its members in the order of records.def. */
#include <assert.h>
#include <string.h>

#include "record.h"
#include "base/utf8.h"

/* What offsets are counted in; all of it is NULL but for mentions. */
struct writer {
	struct gb_json j;
	const struct gb_mention_record *mention;
};

static void write_shape(struct writer *w, const struct gb_shape *s, const char *at);

static long long int_at(const char *p, size_t size)
{
	int32_t narrow;
	int64_t wide;

	if (size == sizeof wide) {
		memcpy(&wide, p, sizeof wide);
		return wide;
	}
	memcpy(&narrow, p, sizeof narrow);
	return narrow;
}

/* ---- a writer for each kind of member in memory ---- */

static void write_text(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	(void)m;
	gb_json_str_or_null(&w->j, *(const struct gb_span *)p);
}

static void write_string(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	(void)m;
	gb_json_str(&w->j, *(const struct gb_span *)p);
}

static void write_word(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	gb_json_str_or_null(&w->j, gb_span_of(m->words[int_at(p, m->size)]));
}

static void write_code(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	gb_json_str(&w->j, gb_err_code((enum gb_err)int_at(p, m->size)));
}

static void write_schema(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	(void)m;
	(void)p;
	gb_json_str(&w->j, GB_S(GB_SCHEMA));
}

static void write_integer(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	gb_json_int(&w->j, int_at(p, m->size));
}

static void write_integer_or_null(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	gb_json_int_or_null(&w->j, int_at(p, m->size));
}

static void write_offset(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	const struct gb_mention_record *r = w->mention;

	gb_json_int(&w->j, (long long)gb_utf8_cursor_cp(r->place, r->sentence, (size_t)int_at(p, m->size)));
}

static void write_boolean(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	(void)m;
	gb_json_bool(&w->j, *(const bool *)p);
}

static void write_point(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	(void)m;
	gb_json_point(&w->j, *(const double *)p);
}

static void write_size(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	if (*(const double *)p > 0)
		write_point(w, m, p);
	else
		gb_json_null(&w->j);
}

static void write_corners(struct gb_json *j, const struct gb_box *box)
{
	gb_json_point(j, box->x0);
	gb_json_point(j, box->y0);
	gb_json_point(j, box->x1);
	gb_json_point(j, box->y1);
}

static void write_box(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	if (int_at(p - m->offset + m->beside, sizeof(int)) == 0) {
		gb_json_null(&w->j);
		return;
	}
	gb_json_open(&w->j, '[');
	write_corners(&w->j, (const struct gb_box *)p);
	gb_json_close(&w->j, ']');
}

static void write_lines(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	const struct gb_lines *lines = (const struct gb_lines *)p;
	struct gb_json *j = &w->j;

	(void)m;
	gb_json_open(j, '[');
	for (size_t i = 0; i < lines->n; i++) {
		const struct gb_line *l = &lines->item[i];

		gb_json_open(j, '[');
		gb_json_int(j, (long long)l->off_cp);
		gb_json_int(j, (long long)l->len_cp);
		gb_json_int(j, l->page);
		write_corners(j, &l->box);
		if (l->confidence > 0)
			gb_json_int(j, l->confidence);
		gb_json_close(j, ']');
	}
	gb_json_close(j, ']');
}

/* Two integers, one behind the other; null when the first is below `least`. */
static void write_pair(struct gb_json *j, const int pair[2], int least)
{
	if (pair[0] < least) {
		gb_json_null(j);
		return;
	}
	gb_json_open(j, '[');
	gb_json_int(j, pair[0]);
	gb_json_int(j, pair[1]);
	gb_json_close(j, ']');
}

static void write_cell(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	(void)m;
	write_pair(&w->j, (const int *)p, 0);
}

static void write_range(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	(void)m;
	write_pair(&w->j, (const int *)p, 1);
}

static void write_names(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	const struct gb_spans *names = (const struct gb_spans *)p;

	(void)m;
	gb_json_open(&w->j, '[');
	for (size_t i = 0; i < names->n; i++)
		gb_json_str(&w->j, names->item[i]);
	gb_json_close(&w->j, ']');
}

static void write_flags(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	const unsigned flags = *(const unsigned *)p;

	gb_json_open(&w->j, '[');
	for (int i = 0; m->words[i] != NULL; i++)
		if ((flags & 1U << i) != 0)
			gb_json_str(&w->j, gb_span_of(m->words[i]));
	gb_json_close(&w->j, ']');
}

static void write_metas(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	const struct gb_metas *metas = (const struct gb_metas *)p;

	(void)m;
	gb_json_open(&w->j, '{');
	for (size_t i = 0; i < metas->n; i++) {
		gb_json_key(&w->j, metas->item[i].name);
		gb_json_str(&w->j, metas->item[i].value);
	}
	gb_json_close(&w->j, '}');
}

static void write_counts(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	const struct gb_kind_counts *counts = (const struct gb_kind_counts *)p;

	gb_json_open(&w->j, '{');
	for (size_t i = 0; i < m->of->n; i++) {
		const struct gb_span name = m->of->member[i].key;

		gb_json_key(&w->j, name);
		gb_json_int(&w->j, counts->of[gb_kind_of_name(name)]);
	}
	gb_json_close(&w->j, '}');
}

static void write_raw(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	const struct gb_span *json = (const struct gb_span *)p;

	(void)m;
	gb_json_raw(&w->j, json->n > 0 ? *json : GB_S("null"));
}

static void write_list(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	struct gb_shape_list l;

	memcpy(&l, p, sizeof l);
	gb_json_open(&w->j, '[');
	for (size_t i = 0; i < l.n; i++)
		write_shape(w, m->of, l.item + i * m->of->size);
	gb_json_close(&w->j, ']');
}

static void write_object(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	write_shape(w, m->of, p);
}

static void write_object_or_null(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	const struct gb_shape_field *first = &m->of->member[0];

	if (((const struct gb_span *)(p + first->offset))->n == 0)
		gb_json_null(&w->j);
	else
		write_shape(w, m->of, p);
}

static void write_nothing(struct writer *w, const struct gb_shape_field *m, const char *p)
{
	(void)m;
	(void)p;
	gb_json_null(&w->j);
}

static void write_member(struct writer *w, const struct gb_shape_field *m, const char *at)
{
	static void (*const write[GB_FORMS])(struct writer *w, const struct gb_shape_field *m, const char *p) = {
#define FORM(id, types, least, pattern, name, column, memory) [GB_FORM_##id] = write_##memory,
#include "forms.def"
#undef FORM
	};

	gb_json_key(&w->j, m->key);
	write[m->form](w, m, at + m->offset);
}

static void write_members(struct writer *w, const struct gb_shape *s, const char *at)
{
	for (size_t i = 0; i < s->n; i++)
		write_member(w, &s->member[i], at);
}

static void write_shape(struct writer *w, const struct gb_shape *s, const char *at)
{
	gb_json_open(&w->j, '{');
	write_members(w, s, at);
	gb_json_close(&w->j, '}');
}

void gb_record_write(struct gb_buf *to, enum gb_kind kind, const void *data)
{
	struct writer w = { .j = { .out = to }, .mention = kind == GB_KIND_MENTION ? data : NULL };

	assert(kind < GB_KINDS && gb_shape_of(kind)->size > 0);
	gb_json_open(&w.j, '{');
	gb_json_key(&w.j, GB_S("record"));
	gb_json_str(&w.j, gb_kind_name(kind));
	write_members(&w, gb_shape_of(kind), data);
	gb_json_close(&w.j, '}');
}

void gb_record_write_side(struct gb_json *j, enum gb_kind change, enum gb_kind kind, const void *data)
{
	const struct gb_shape *side = gb_shape_member(gb_shape_of(change), GB_S("from"), 0)->of;
	struct writer w = { .j = *j };

	for (size_t i = 0; i < side->n; i++) {
		const struct gb_shape_field *m = gb_shape_member(gb_shape_of(kind), side->member[i].key, i);

		assert(m != NULL && m->size > 0);
		write_member(&w, m, data);
	}
	*j = w.j;
}
