#include "record.h"

#include <assert.h>
#include <glib.h>
#include <string.h>

/* ---- which columns ---- */

static enum gb_column_type type_of(const struct gb_shape_field *m)
{
	static const enum gb_column_type types[GB_FORMS] = {
#define FORM(id, types, least, pattern, name, column, memory) [GB_FORM_##id] = GB_COLUMN_##column,
#include "forms.def"
#undef FORM
	};

	return types[m->form];
}

/* A column for a member; `object` is what it is in, or NULL. */
static void add_column(struct gb_arena *a, struct gb_kind_columns *out, const struct gb_shape_field *object, const struct gb_shape_field *m)
{
	const bool same = strcmp(m->column, "=") == 0, none = strcmp(m->column, ".") == 0;
	const struct gb_span own = same ? m->key : none ? GB_S("") : gb_span_of(m->column);
	struct gb_kind_column c = { .name = object != NULL ? gb_arena_concat(a, gb_span_of(object->column), own) : own,
				    .key = object != NULL ? object->key : m->key,
				    .within = object != NULL ? m->key : GB_S(""),
				    .item = -1,
				    .type = type_of(m),
				    .filed = (m->flags & GB_FILED) != 0,
				    .needed = (m->flags & GB_NEEDED) != 0,
				    .about = m->en };

	*GB_PUSH(a, out->item, out->n, out->cap) = c;
}

static void add_range(struct gb_arena *a, struct gb_kind_columns *out, const struct gb_shape_field *m)
{
	static const char *const ends[] = { "first", "last" };
	const struct gb_span stem = gb_span_of(m->column);

	for (int i = 0; i < 2; i++)
		*GB_PUSH(a, out->item, out->n, out->cap) = (struct gb_kind_column){
			.name = gb_arena_concat(a, stem, gb_span_of(ends[i])),
			.key = m->key, .item = i, .type = type_of(m), .about = m->en,
		};
}

/* Those of an object; some are to come ahead of the others. */
static void add_object(struct gb_arena *a, struct gb_kind_columns *out, const struct gb_shape_field *object)
{
	for (unsigned ahead = GB_AHEAD;; ahead = 0) {
		for (size_t i = 0; i < object->of->n; i++) {
			const struct gb_shape_field *m = &object->of->member[i];

			if (*m->column != '\0' && (m->flags & GB_AHEAD) == ahead)
				add_column(a, out, object, m);
		}
		if (ahead == 0)
			break;
	}
}

void gb_columns_make(struct gb_arena *a, enum gb_kind kind, struct gb_kind_columns *out)
{
	const struct gb_shape *s = gb_shape_of(kind);

	*out = (struct gb_kind_columns){ 0 };
	for (size_t i = 0; i < s->n; i++) {
		const struct gb_shape_field *m = &s->member[i];

		if (m->form == GB_FORM_OBJECT || m->form == GB_FORM_OBJECT_OR_NULL)
			add_object(a, out, m);
		else if (m->form == GB_FORM_PAGE_RANGE)
			add_range(a, out, m);
		else if (*m->column != '\0')
			add_column(a, out, NULL, m);
	}
}

/* ---- what is in them ---- */

/* The member of the record; looked for from *next on, as records have their order. */
static const struct gb_value *member(const struct gb_value *v, const struct gb_value **next, struct gb_span key)
{
	for (const struct gb_value *m = *next != NULL ? *next : v->first; m != NULL; m = m->next)
		if (gb_span_eq(m->key, key))
			return *next = m;
	return gb_value_member(v, key);
}

static const struct gb_value *value_of(const struct gb_kind_column *c, const struct gb_value *v, const struct gb_value **next)
{
	const struct gb_value *found = member(v, next, c->key);

	if (c->within.n > 0)
		found = gb_value_member(found, c->within);
	if (c->item < 0 || found == NULL)
		return found;
	found = found->first;
	for (int i = 0; i < c->item && found != NULL; i++)
		found = found->next;
	return found;
}

/* 甲；乙（牵头） */
static struct gb_span join_names(struct gb_arena *a, const struct gb_value *list)
{
	struct gb_buf b = { 0 };

	for (const struct gb_value *v = list->first; v != NULL; v = v->next) {
		struct gb_span role = gb_value_text(v, GB_S("role"));

		if (b.n > 0)
			gb_buf_add(&b, GB_S("；"));
		gb_buf_add(&b, v->kind == GB_JSON_OBJECT ? gb_value_text(v, GB_S("name")) : v->text);
		if (role.n > 0) {
			gb_buf_add(&b, GB_S("（"));
			gb_buf_add(&b, role);
			gb_buf_add(&b, GB_S("）"));
		}
	}
	struct gb_span text = gb_arena_copy(a, gb_buf_span(&b));

	gb_buf_free(&b);
	return text;
}

bool gb_column_text(struct gb_arena *a, const struct gb_kind_column *c, const struct gb_value *v, const struct gb_value **next,
		    struct gb_span *out)
{
	const struct gb_value *found = value_of(c, v, next != NULL ? next : &(const struct gb_value *){ NULL });

	if (found == NULL || found->kind == GB_JSON_NULL)
		return false;
	if (c->type == GB_COLUMN_NAMES && found->kind == GB_JSON_ARRAY) {
		*out = join_names(a, found);
		return out->n > 0;
	}
	bool whole = c->type == GB_COLUMN_JSON || found->kind == GB_JSON_ARRAY || found->kind == GB_JSON_OBJECT;

	*out = whole ? found->raw : found->text;
	return true;
}

static bool all_digits(struct gb_span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

static bool is_decimal(struct gb_span s)
{
	struct gb_span rest = gb_span_starts(s, GB_S("-")) ? gb_span_from(s, 1) : s;
	bool point = gb_span_has(rest, GB_S("."));
	struct gb_span whole = gb_span_cut(&rest, '.');

	return all_digits(whole) && (!point || all_digits(rest)) && s.n < 1000;
}

static bool is_day(struct gb_span s)
{
	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' || !all_digits(gb_span_sub(s, 0, 4)) || !all_digits(gb_span_sub(s, 5, 2)) ||
	    !all_digits(gb_span_sub(s, 8, 2)))
		return false;
	long long year = gb_value_parse_int(gb_span_sub(s, 0, 4)), month = gb_value_parse_int(gb_span_sub(s, 5, 2));
	long long day = gb_value_parse_int(gb_span_sub(s, 8, 2));

	return year >= 1 && month >= 1 && month <= 12 && day >= 1 &&
	       g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year) != FALSE;
}

bool gb_column_fits(enum gb_column_type type, struct gb_span text)
{
	switch (type) {
	case GB_COLUMN_DECIMAL:
		return is_decimal(text);
	case GB_COLUMN_DAY:
		return is_day(text);
	case GB_COLUMN_INT:
		return all_digits(gb_span_starts(text, GB_S("-")) ? gb_span_from(text, 1) : text) && text.n <= 18;
	case GB_COLUMN_BOOL:
		return gb_span_eq(text, GB_S("true")) || gb_span_eq(text, GB_S("false"));
	case GB_COLUMN_TEXT:
	case GB_COLUMN_NAMES:
	case GB_COLUMN_ARRAY:
	case GB_COLUMN_JSON:
	case GB_COLUMN_TYPES:
		break;
	}
	return true;
}

size_t gb_record_pieces(enum gb_kind kind, const struct gb_value *v, struct gb_span piece[GB_RECORD_PIECES])
{
	const struct gb_shape *s = gb_shape_of(kind);
	size_t n = 0;

	for (size_t i = 0; i < s->n && n < GB_RECORD_PIECES; i++) {
		if ((s->member[i].flags & GB_SEARCHED) == 0)
			continue;
		struct gb_span text = gb_value_text(v, s->member[i].key);

		if (text.n > 0)
			piece[n++] = text;
	}
	return n;
}
