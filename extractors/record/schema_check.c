#include "schema_internal.h"
#include "base/say.h"

#include <string.h>

struct walk {
	struct gb_findings *to;
	struct gb_buf path;
	struct gb_buf tmp;
	size_t count;
};

static void check(struct walk *w, const struct gb_node *n, const struct gb_value *v);

static void found(struct walk *w, struct gb_span what)
{
	w->count++;
	w->to->found(w->to, w->path.n > 0 ? gb_buf_span(&w->path) : GB_S("/"), what);
}

static void found_about(struct walk *w, const char *what, struct gb_span about)
{
	gb_buf_clear(&w->tmp);
	gb_buf_add(&w->tmp, gb_span_of(what));
	gb_buf_add(&w->tmp, gb_span_sub(about, 0, about.n < 60 ? about.n : 60));
	found(w, gb_buf_span(&w->tmp));
}

static void step(struct walk *w, struct gb_span name)
{
	gb_buf_add_byte(&w->path, '/');
	gb_buf_add(&w->path, name);
}

static unsigned type_of(const struct gb_value *v)
{
	static const unsigned types[] = {
		[GB_JSON_NULL] = GB_TYPE_NULL,     [GB_JSON_BOOL] = GB_TYPE_BOOLEAN, [GB_JSON_NUMBER] = GB_TYPE_NUMBER,
		[GB_JSON_STRING] = GB_TYPE_STRING, [GB_JSON_ARRAY] = GB_TYPE_ARRAY,  [GB_JSON_OBJECT] = GB_TYPE_OBJECT,
	};

	if (v->kind == GB_JSON_NUMBER && memchr(v->text.p, '.', v->text.n) == NULL && memchr(v->text.p, 'e', v->text.n) == NULL &&
	    memchr(v->text.p, 'E', v->text.n) == NULL)
		return GB_TYPE_INTEGER;
	return types[v->kind];
}

static bool is_word(const struct gb_value *words, const struct gb_value *v)
{
	for (; words != NULL; words = words->next)
		if (words->kind == v->kind && gb_span_eq(words->text, v->text))
			return true;
	return false;
}

static bool matches(struct walk *w, const regex_t *pattern, struct gb_span text)
{
	if (memchr(text.p, '\0', text.n) != NULL)
		return false;
	gb_buf_clear(&w->tmp);
	gb_buf_add(&w->tmp, text);
	gb_buf_add_byte(&w->tmp, '\0');
	return regexec(pattern, w->tmp.p, 0, NULL, 0) == 0;
}

static void check_string(struct walk *w, const struct gb_node *n, const struct gb_value *v)
{
	if (n->min_length > 0 && gb_utf8_count(v->text) < n->min_length)
		found(w, GB_T("is empty or too short"));
	if (n->pattern != NULL && !matches(w, n->pattern, v->text))
		found_about(w, _("does not have the form asked for: "), v->raw);
}

static void check_number(struct walk *w, const struct gb_node *n, const struct gb_value *v)
{
	long long whole = gb_number_int(v->text);

	if (whole < n->minimum || whole > n->maximum)
		found_about(w, _("is out of bounds: "), v->raw);
}

static void check_array(struct walk *w, const struct gb_node *n, const struct gb_value *v)
{
	size_t back = w->path.n, count = 0;

	for (const struct gb_value *i = v->first; i != NULL; i = i->next, count++) {
		if (n->items == NULL)
			continue;
		gb_buf_add_byte(&w->path, '/');
		gb_buf_add_int(&w->path, (long long)count);
		check(w, n->items, i);
		w->path.n = back;
	}
	if (count < n->min_items || count > n->max_items)
		found(w, GB_T("has too few or too many items"));
}

static size_t property_index(const struct gb_node *n, struct gb_span name, size_t from)
{
	for (size_t k = 0; k < n->nproperty; k++) {
		size_t i = (from + k) % n->nproperty;

		if (gb_span_eq(n->property[i].name, name))
			return i;
	}
	return n->nproperty;
}

/* `next` is the first property that may still come; returns the one after this member. */
static size_t check_member(struct walk *w, const struct gb_node *n, const struct gb_value *m, size_t next)
{
	size_t i = property_index(n, m->key, next);

	if (i == n->nproperty) {
		if (n->closed)
			found(w, GB_T("is not a key of this record"));
		else if (n->rest != NULL)
			check(w, n->rest, m);
		return next;
	}
	if (i < next)
		found(w, GB_T("stands twice or out of order"));
	check(w, n->property[i].node, m);
	return i + 1 > next ? i + 1 : next;
}

static void check_object(struct walk *w, const struct gb_node *n, const struct gb_value *v)
{
	size_t back = w->path.n, next = 0;

	for (const struct gb_value *m = v->first; m != NULL; m = m->next) {
		step(w, m->key);
		next = check_member(w, n, m, next);
		w->path.n = back;
	}
	for (size_t i = 0; i < n->nproperty; i++)
		if (n->property[i].required && gb_value_member(v, n->property[i].name) == NULL)
			found_about(w, _("lacks the key "), n->property[i].name);
}

static const struct gb_node *follow(const struct gb_node *n)
{
	while (n != NULL && n->ref != NULL)
		n = n->ref;
	return n;
}

static const struct gb_node *choose(const struct gb_node *n, const struct gb_value *record)
{
	for (size_t b = 0; b < n->nbranch; b++) {
		const struct gb_node *branch = follow(n->branch[b]);
		size_t i = property_index(branch, GB_S("record"), 0);

		if (i < branch->nproperty && record != NULL && is_word(branch->property[i].node->words, record))
			return branch;
	}
	return NULL;
}

static void check_branches(struct walk *w, const struct gb_node *n, const struct gb_value *v)
{
	const struct gb_value *record = gb_value_member(v, GB_S("record"));
	const struct gb_node *branch = choose(n, record);

	if (branch != NULL)
		check(w, branch, v);
	else
		found_about(w, _("there is no such record: "), record != NULL ? record->raw : v->raw);
}

static void check(struct walk *w, const struct gb_node *n, const struct gb_value *v)
{
	n = follow(n);
	if (n->types != 0 && (n->types & type_of(v)) == 0) {
		found_about(w, _("is of the wrong type: "), v->raw);
		return;
	}
	if (n->words != NULL && !is_word(n->words, v))
		found_about(w, _("is none of the words allowed: "), v->raw);
	if (v->kind == GB_JSON_STRING)
		check_string(w, n, v);
	else if (v->kind == GB_JSON_NUMBER)
		check_number(w, n, v);
	else if (v->kind == GB_JSON_ARRAY)
		check_array(w, n, v);
	else if (v->kind == GB_JSON_OBJECT)
		check_object(w, n, v);
	if (n->nbranch > 0)
		check_branches(w, n, v);
}

size_t gb_schema_check(const struct gb_schema *s, const struct gb_value *v, struct gb_findings *to)
{
	struct walk w = { .to = to };

	check(&w, s->root, v);
	gb_buf_free(&w.path);
	gb_buf_free(&w.tmp);
	return w.count;
}
