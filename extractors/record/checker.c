#include "record.h"
#include "base/say.h"
#include "base/utf8.h"

#include <limits.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

struct gb_checker {
	struct gb_arena *arena;
	regex_t pattern[GB_FORMS]; /* of the forms that have one */
};

/* One record that is being checked. */
struct gb_check {
	const struct gb_checker *c;
	struct gb_findings *to;
	struct gb_buf path, tmp;
	size_t count;
};

static void check(struct gb_check *w, const struct gb_shape_field *m, enum gb_form form, const struct gb_value *v);

struct gb_checker *gb_checker_new(void)
{
	struct gb_arena *a = gb_arena_new(0);
	struct gb_checker *c = gb_arena_alloc(a, sizeof *c);

	c->arena = a;
	for (int i = 0; i < GB_FORMS; i++) {
		const char *pattern = gb_form_of((enum gb_form)i)->pattern;

		if (pattern != NULL && regcomp(&c->pattern[i], pattern, REG_EXTENDED | REG_NOSUB) != 0)
			abort(); /* a mistake of ours in forms.def */
	}
	return c;
}

void gb_checker_free(struct gb_checker *c)
{
	if (c == NULL)
		return;
	for (int i = 0; i < GB_FORMS; i++)
		if (gb_form_of((enum gb_form)i)->pattern != NULL)
			regfree(&c->pattern[i]);
	gb_arena_free(c->arena);
}

static void found(struct gb_check *w, struct gb_span what)
{
	struct gb_span where = w->path.n > 0 ? gb_buf_span(&w->path) : GB_S("/");

	w->count++;
	w->to->found(w->to, where, what);
}

static void found_about(struct gb_check *w, const char *what, struct gb_span detail)
{
	gb_buf_clear(&w->tmp);
	gb_buf_add(&w->tmp, gb_span_of(what));
	gb_buf_add(&w->tmp, gb_span_sub(detail, 0, gb_utf8_offset(detail, 60)));
	found(w, gb_buf_span(&w->tmp));
}

/* ---- one value ---- */

static char letter_of(const struct gb_value *v)
{
	static const char letters[] = { [GB_JSON_NULL] = 'z',   [GB_JSON_BOOL] = 'b',  [GB_JSON_NUMBER] = 'n',
					[GB_JSON_STRING] = 's', [GB_JSON_ARRAY] = 'a', [GB_JSON_OBJECT] = 'o' };

	for (size_t i = 0; v->kind == GB_JSON_NUMBER && strchr(".eE", v->text.p[i]) == NULL; i++)
		if (i + 1 == v->text.n)
			return 'i';
	return letters[v->kind];
}

static bool matches(struct gb_check *w, const regex_t *pattern, struct gb_span text)
{
	if (gb_span_has(text, (struct gb_span){ "", 1 }))
		return false;
	gb_buf_clear(&w->tmp);
	gb_buf_add(&w->tmp, text);
	gb_buf_add_byte(&w->tmp, '\0');
	return regexec(pattern, w->tmp.p, 0, NULL, 0) == 0;
}

static void check_string(struct gb_check *w, enum gb_form form, const struct gb_value *v)
{
	const struct gb_form_info *info = gb_form_of(form);

	if (gb_utf8_count(v->text) < (size_t)info->least)
		found(w, GB_T("is empty or too short"));
	if (info->pattern != NULL && !matches(w, &w->c->pattern[form], v->text))
		found_about(w, _("does not have the form asked for: "), v->raw);
}

static void check_number(struct gb_check *w, enum gb_form form, const struct gb_value *v)
{
	const long long whole = gb_value_parse_int(v->text), most = form == GB_FORM_LEVEL ? 9 : LLONG_MAX;

	if (whole < gb_form_of(form)->least || whole > most)
		found_about(w, _("is out of bounds: "), v->raw);
}

static void check_array(struct gb_check *w, const struct gb_shape_field *m, enum gb_form form, const struct gb_value *v)
{
	struct gb_form_items items;
	size_t back = w->path.n, count = 0;

	if (!gb_form_items(form, &items))
		return;
	for (const struct gb_value *i = v->first; i != NULL; i = i->next, count++) {
		gb_buf_add_byte(&w->path, '/');
		gb_buf_add_int(&w->path, (long long)count);
		check(w, m, items.form, i);
		w->path.n = back;
	}
	if (count < items.least || count > items.most)
		found(w, GB_T("has too few or too many items"));
}

/* A word of the list; null is one when the list has "". */
static bool is_word(const struct gb_shape_field *m, const struct gb_value *v)
{
	if (v->kind == GB_JSON_NULL)
		return gb_shape_word(m->words, GB_S("")) >= 0;
	return v->text.n > 0 && gb_shape_word(m->words, v->text) >= 0;
}

/* ---- objects ---- */

static void step(struct gb_check *w, struct gb_span key)
{
	gb_buf_add_byte(&w->path, '/');
	gb_buf_add(&w->path, key);
}

/* `next` is the first member that may still come; returns the one behind this. */
static size_t check_member(struct gb_check *w, const struct gb_shape *s, const struct gb_value *v, size_t next)
{
	const struct gb_shape_field *m = gb_shape_member(s, v->key, next);

	if (m == NULL) {
		found(w, GB_T("is not a key of this record"));
		return next;
	}
	const size_t i = (size_t)(m - s->member);

	if (i < next)
		found(w, GB_T("appears twice or out of order"));
	check(w, m, m->form, v);
	return i + 1 > next ? i + 1 : next;
}

static void check_members(struct gb_check *w, const struct gb_shape *s, const struct gb_value *first, const struct gb_value *v)
{
	size_t back = w->path.n, next = 0;

	for (const struct gb_value *m = first; m != NULL; m = m->next) {
		step(w, m->key);
		next = check_member(w, s, m, next);
		w->path.n = back;
	}
	for (size_t i = 0; i < s->n; i++)
		if (gb_value_member(v, s->member[i].key) == NULL)
			found_about(w, _("lacks the key "), s->member[i].key);
}

static void check_object(struct gb_check *w, const struct gb_shape_field *m, enum gb_form form, const struct gb_value *v)
{
	static const struct gb_shape_field text = { .form = GB_FORM_STRING };
	size_t back = w->path.n;

	if (form != GB_FORM_META && m->of != NULL)
		check_members(w, m->of, v->first, v);
	for (const struct gb_value *x = form == GB_FORM_META ? v->first : NULL; x != NULL; x = x->next) {
		step(w, x->key);
		check(w, &text, text.form, x);
		w->path.n = back;
	}
}

static void check(struct gb_check *w, const struct gb_shape_field *m, enum gb_form form, const struct gb_value *v)
{
	if (!gb_form_has(form, letter_of(v))) {
		found_about(w, _("is of the wrong type: "), v->raw);
		return;
	}
	if (form == GB_FORM_RAW)
		return;
	if ((form == GB_FORM_WORD || form == GB_FORM_ENUM) && !is_word(m, v))
		found_about(w, _("is not one of the allowed words: "), v->raw);
	if (v->kind == GB_JSON_STRING)
		check_string(w, form, v);
	else if (v->kind == GB_JSON_NUMBER)
		check_number(w, form, v);
	else if (v->kind == GB_JSON_ARRAY)
		check_array(w, m, form, v);
	else if (v->kind == GB_JSON_OBJECT)
		check_object(w, m, form, v);
}

/* "record" comes first; it is looked at here and no more. */
static void check_record(struct gb_check *w, const struct gb_value *v)
{
	const struct gb_value *record = gb_value_member(v, GB_S("record"));
	const enum gb_kind kind = record != NULL && record->kind == GB_JSON_STRING ? gb_kind_of_name(record->text) : GB_KIND_OTHER;

	if (kind == GB_KIND_OTHER)
		found_about(w, _("there is no such record: "), record != NULL ? record->raw : v->raw);
	else if (record != v->first)
		found_about(w, _("appears twice or out of order"), GB_S(""));
	if (kind != GB_KIND_OTHER)
		check_members(w, gb_shape_of(kind), record == v->first ? record->next : v->first, v);
}

size_t gb_checker_record(const struct gb_checker *c, const struct gb_value *v, struct gb_findings *to)
{
	struct gb_check w = { .c = c, .to = to };

	check_record(&w, v);
	gb_buf_free(&w.path);
	gb_buf_free(&w.tmp);
	return w.count;
}
