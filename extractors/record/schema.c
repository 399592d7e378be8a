#include "schema_internal.h"
#include "base/say.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

struct loader {
	struct gb_schema *s;
	struct gb_buf *why; /* empty as long as all is well */
};

static struct gb_node *load(struct loader *l, const struct gb_value *v);

static void refuse(struct loader *l, const char *what, struct gb_span detail)
{
	if (l->why->n > 0)
		return;
	gb_buf_add(l->why, gb_span_of(what));
	gb_buf_add(l->why, GB_S(": "));
	gb_buf_add(l->why, detail);
}

static unsigned type_bit(struct loader *l, struct gb_span name)
{
	static const struct {
		const char *name;
		unsigned bits;
	} types[] = {
		{ "null", GB_TYPE_NULL },     { "boolean", GB_TYPE_BOOLEAN }, { "integer", GB_TYPE_INTEGER },
		{ "number", GB_TYPE_NUMBER | GB_TYPE_INTEGER },               { "string", GB_TYPE_STRING },
		{ "array", GB_TYPE_ARRAY },   { "object", GB_TYPE_OBJECT },
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (gb_span_eq(gb_span_of(types[i].name), name))
			return types[i].bits;
	refuse(l, _("there is no such type"), name);
	return 0;
}

static void take_type(struct loader *l, struct gb_node *n, const struct gb_value *v)
{
	const struct gb_value *one = v->kind == GB_JSON_ARRAY ? v->first : v;

	for (; one != NULL; one = v->kind == GB_JSON_ARRAY ? one->next : NULL)
		n->types |= type_bit(l, one->text);
}

static void take_words(struct loader *l, struct gb_node *n, const struct gb_value *v)
{
	(void)l;
	n->words = v->first;
}

static void take_const(struct loader *l, struct gb_node *n, const struct gb_value *v)
{
	struct gb_value *one = gb_arena_alloc(l->s->arena, sizeof *one);

	*one = *v;
	one->next = NULL;
	n->words = one;
}

static void take_properties(struct loader *l, struct gb_node *n, const struct gb_value *v)
{
	for (const struct gb_value *p = v->first; p != NULL; p = p->next) {
		struct gb_node *node = load(l, p);

		*GB_PUSH(l->s->arena, n->property, n->nproperty, n->property_cap) =
			(struct gb_property){ .name = p->key, .node = node };
	}
}

static void take_rest(struct loader *l, struct gb_node *n, const struct gb_value *v)
{
	n->closed = v->kind == GB_JSON_BOOL && gb_span_eq(v->text, GB_S("false"));
	n->rest = v->kind == GB_JSON_OBJECT ? load(l, v) : NULL;
}

static void take_items(struct loader *l, struct gb_node *n, const struct gb_value *v)
{
	n->items = load(l, v);
}

static void take_branches(struct loader *l, struct gb_node *n, const struct gb_value *v)
{
	for (const struct gb_value *b = v->first; b != NULL; b = b->next) {
		const struct gb_node *node = load(l, b);

		*GB_PUSH(l->s->arena, n->branch, n->nbranch, n->branch_cap) = node;
	}
}

static void take_ref(struct loader *l, struct gb_node *n, const struct gb_value *v)
{
	struct gb_span name = gb_span_from(v->text, sizeof "#/$defs/" - 1);

	for (size_t i = 0; i < l->s->ndef && gb_span_starts(v->text, GB_S("#/$defs/")); i++) {
		struct gb_definition *d = &l->s->def[i];

		if (!gb_span_eq(d->name, name))
			continue;
		if (d->node == NULL)
			d->node = load(l, d->body);
		n->ref = d->node;
		return;
	}
	refuse(l, _("there is no such definition"), v->text);
}

static void take_pattern(struct loader *l, struct gb_node *n, const struct gb_value *v)
{
	struct gb_pattern *p = gb_arena_alloc(l->s->arena, sizeof *p);
	const char *text = gb_arena_concat(l->s->arena, v->text, (struct gb_span){ "", 1 }).p;

	if (regcomp(&p->regex, text, REG_EXTENDED | REG_NOSUB) != 0) {
		refuse(l, _("the pattern cannot be used"), v->text);
		return;
	}
	p->next = l->s->patterns;
	l->s->patterns = p;
	n->pattern = &p->regex;
}

static void take_minimum(struct loader *l, struct gb_node *n, const struct gb_value *v)
{
	(void)l;
	n->minimum = gb_number_int(v->text);
}

static void take_maximum(struct loader *l, struct gb_node *n, const struct gb_value *v)
{
	(void)l;
	n->maximum = gb_number_int(v->text);
}

static void take_min_items(struct loader *l, struct gb_node *n, const struct gb_value *v)
{
	(void)l;
	n->min_items = (size_t)gb_number_int(v->text);
}

static void take_max_items(struct loader *l, struct gb_node *n, const struct gb_value *v)
{
	(void)l;
	n->max_items = (size_t)gb_number_int(v->text);
}

static void take_min_length(struct loader *l, struct gb_node *n, const struct gb_value *v)
{
	(void)l;
	n->min_length = (size_t)gb_number_int(v->text);
}

static void pass_by(struct loader *l, struct gb_node *n, const struct gb_value *v)
{
	(void)l;
	(void)n;
	(void)v;
}

static void take_keyword(struct loader *l, struct gb_node *n, const struct gb_value *v)
{
	static const struct {
		const char *name;
		void (*take)(struct loader *l, struct gb_node *n, const struct gb_value *v);
	} keywords[] = {
		{ "type", take_type },           { "const", take_const },        { "enum", take_words },
		{ "properties", take_properties }, { "additionalProperties", take_rest }, { "items", take_items },
		{ "oneOf", take_branches },      { "$ref", take_ref },           { "pattern", take_pattern },
		{ "minimum", take_minimum },     { "maximum", take_maximum },    { "minItems", take_min_items },
		{ "maxItems", take_max_items },  { "minLength", take_min_length }, { "required", pass_by },
		{ "description", pass_by },      { "title", pass_by },           { "$comment", pass_by },
		{ "$schema", pass_by },          { "$id", pass_by },             { "$defs", pass_by },
	};

	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
		if (gb_span_eq(v->key, gb_span_of(keywords[i].name))) {
			keywords[i].take(l, n, v);
			return;
		}
	refuse(l, _("this keyword is not understood"), v->key);
}

static void mark_required(struct loader *l, struct gb_node *n, struct gb_span name)
{
	for (size_t i = 0; i < n->nproperty; i++)
		if (gb_span_eq(n->property[i].name, name)) {
			n->property[i].required = true;
			return;
		}
	refuse(l, _("a required property is not declared"), name);
}

static struct gb_node *load(struct loader *l, const struct gb_value *v)
{
	struct gb_node *n = gb_arena_alloc(l->s->arena, sizeof *n);
	const struct gb_value *required = gb_value_member(v, GB_S("required"));

	n->minimum = LLONG_MIN;
	n->maximum = LLONG_MAX;
	n->max_items = SIZE_MAX;
	for (const struct gb_value *k = v->first; k != NULL; k = k->next)
		take_keyword(l, n, k);
	for (const struct gb_value *r = required != NULL ? required->first : NULL; r != NULL; r = r->next)
		mark_required(l, n, r->text);
	return n;
}

/* The JSON of a record is one line; a schema is a file, so its line ends become blanks. */
static bool read_file(const char *path, struct gb_buf *text)
{
	FILE *f = fopen(path, "rb");
	char chunk[8192];
	size_t n;

	if (f == NULL)
		return false;
	while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
		gb_buf_add(text, (struct gb_span){ chunk, n });
	bool ok = ferror(f) == 0;

	fclose(f);
	for (size_t i = 0; i < text->n; i++)
		if (text->p[i] == '\n')
			text->p[i] = ' ';
	return ok;
}

static void load_text(struct loader *l)
{
	struct gb_value *v = NULL;
	size_t at;
	const char *wrong = gb_json_parse(l->s->arena, gb_buf_span(&l->s->text), &v, &at);

	if (wrong != NULL) {
		refuse(l, _("it is not JSON"), gb_span_of(gb_say(wrong)));
		return;
	}
	const struct gb_value *defs = gb_value_member(v, GB_S("$defs"));

	for (const struct gb_value *d = defs != NULL ? defs->first : NULL; d != NULL; d = d->next)
		*GB_PUSH(l->s->arena, l->s->def, l->s->ndef, l->s->def_cap) =
			(struct gb_definition){ .name = d->key, .body = d };
	l->s->root = load(l, v);
}

struct gb_schema *gb_schema_open(const char *path, struct gb_buf *why)
{
	struct gb_arena *a = gb_arena_new(0);
	struct gb_schema *s = gb_arena_alloc(a, sizeof *s);
	struct loader l = { .s = s, .why = why };

	s->arena = a;
	if (read_file(path, &s->text))
		load_text(&l);
	else
		refuse(&l, _("cannot read it"), gb_span_of(gb_say_errno(errno)));
	if (why->n == 0)
		return s;
	gb_schema_close(s);
	return NULL;
}

void gb_schema_close(struct gb_schema *s)
{
	if (s == NULL)
		return;
	for (struct gb_pattern *p = s->patterns; p != NULL; p = p->next)
		regfree(&p->regex);
	gb_buf_free(&s->text);
	gb_arena_free(s->arena);
}
