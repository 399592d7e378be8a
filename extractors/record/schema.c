/* The JSON Schema of the records, written from records.def and forms.def. */
#include "record.h"

#include <limits.h>
#include <string.h>

struct gb_schema_text {
	struct gb_buf *out;
	bool comma;
};

static void print_shape(struct gb_schema_text *p, const struct gb_shape *s, enum gb_kind kind, int depth);

static void add(struct gb_schema_text *p, const char *text)
{
	gb_buf_add(p->out, gb_span_of(text));
}

static void add_string(struct gb_schema_text *p, struct gb_span text)
{
	struct gb_json j = { .out = p->out };

	gb_json_str(&j, text);
}

/* The start of a member on a line of its own. */
static void begin(struct gb_schema_text *p, int depth, struct gb_span key)
{
	add(p, p->comma ? ",\n" : "\n");
	for (int i = 0; i < depth; i++)
		add(p, "  ");
	add_string(p, key);
	add(p, ": ");
	p->comma = false;
}

static void write_types(struct gb_schema_text *p, const char *types)
{
	static const struct {
		char letter;
		const char *name;
	} names[] = { { 's', "string" },  { 'i', "integer" }, { 'n', "number" }, { 'b', "boolean" },
		      { 'a', "array" },   { 'o', "object" },  { 'z', "null" } };
	const bool several = types[1] != '\0';

	add(p, several ? "\"type\": [" : "\"type\": ");
	for (const char *t = types; *t != '\0'; t++)
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (names[i].letter == *t) {
				add(p, t > types ? ", " : "");
				add_string(p, gb_span_of(names[i].name));
			}
	add(p, several ? "]" : "");
}

static void write_limit(struct gb_schema_text *p, const char *name, long long value)
{
	add(p, ", \"");
	add(p, name);
	add(p, "\": ");
	gb_buf_add_int(p->out, value);
}

static void write_enum(struct gb_schema_text *p, const char *const *words)
{
	add(p, "\"enum\": [");
	for (int i = 0; words[i] != NULL; i++) {
		add(p, i > 0 ? ", " : "");
		if (*words[i] == '\0')
			add(p, "null");
		else
			add_string(p, gb_span_of(words[i]));
	}
	add(p, "]");
}

static void write_ref(struct gb_schema_text *p, const char *name)
{
	add(p, "\"$ref\": \"#/$defs/");
	add(p, name);
	add(p, "\"");
}

static void write_form(struct gb_schema_text *p, const struct gb_shape_field *m, enum gb_form form, bool whole);

static void write_items(struct gb_schema_text *p, const struct gb_shape_field *m, enum gb_form form)
{
	struct gb_form_items items;

	if (!gb_form_items(form, &items))
		return;
	add(p, ", \"items\": { ");
	write_form(p, m, items.form, false);
	add(p, " }");
	if (items.least > 0)
		write_limit(p, "minItems", (long long)items.least);
	if (items.most != SIZE_MAX)
		write_limit(p, "maxItems", (long long)items.most);
}

/* What a value of the form must be; `whole`: in full and not by the name the form has. */
static void write_form(struct gb_schema_text *p, const struct gb_shape_field *m, enum gb_form form, bool whole)
{
	const struct gb_form_info *info = gb_form_of(form);
	const bool number = strpbrk(info->types, "in") != NULL;

	if (info->name != NULL && !whole) {
		write_ref(p, info->name);
	} else if (form == GB_FORM_WORD || form == GB_FORM_ENUM) {
		write_enum(p, m->words);
	} else if (m != NULL && m->of != NULL && strchr(info->types, 'o') != NULL && strchr(info->types, 'z') != NULL) {
		add(p, "\"oneOf\": [{ \"type\": \"null\" }, { ");
		write_ref(p, m->of->name);
		add(p, " }]");
	} else if (m != NULL && m->of != NULL && *info->types == 'o') {
		write_ref(p, m->of->name);
	} else if (*info->types != '*') {
		write_types(p, info->types);
		if (number && info->least != LLONG_MIN)
			write_limit(p, "minimum", info->least);
		if (form == GB_FORM_LEVEL)
			write_limit(p, "maximum", 9);
		if (*info->types == 's' && info->least > 0)
			write_limit(p, "minLength", info->least);
		if (info->pattern != NULL) {
			add(p, ", \"pattern\": ");
			add_string(p, gb_span_of(info->pattern));
		}
		write_items(p, m, form);
		if (form == GB_FORM_META)
			add(p, ", \"additionalProperties\": { \"type\": \"string\" }");
	}
}

static void print_member(struct gb_schema_text *p, const struct gb_shape_field *m, int depth)
{
	const bool any = *gb_form_of(m->form)->types == '*';

	begin(p, depth, m->key);
	add(p, "{ \"description\": ");
	add_string(p, gb_span_of(m->en));
	add(p, any ? "" : ", ");
	write_form(p, m, m->form, false);
	add(p, " }");
	p->comma = true;
}

/* The kinds that are written like this one too: fact like target. */
static void write_record(struct gb_schema_text *p, const struct gb_shape *s, int depth)
{
	bool first = true;

	begin(p, depth, GB_S("record"));
	add(p, "{ \"enum\": [");
	for (int k = 0; k < GB_KINDS; k++)
		if (gb_shape_of((enum gb_kind)k) == s) {
			add(p, first ? "" : ", ");
			add_string(p, gb_kind_name((enum gb_kind)k));
			first = false;
		}
	add(p, "] }");
	p->comma = true;
}

static void print_shape(struct gb_schema_text *p, const struct gb_shape *s, enum gb_kind kind, int depth)
{
	const bool record = kind != GB_KIND_OTHER;

	add(p, "{");
	if (record) {
		begin(p, depth + 1, GB_S("description"));
		add_string(p, gb_span_of(gb_kind_about(kind, false)));
		p->comma = true;
	}
	begin(p, depth + 1, GB_S("type"));
	add(p, "\"object\"");
	p->comma = true;
	begin(p, depth + 1, GB_S("properties"));
	add(p, "{");
	if (record)
		write_record(p, s, depth + 2);
	for (size_t i = 0; i < s->n; i++)
		print_member(p, &s->member[i], depth + 2);
	add(p, "\n      }");
	p->comma = true;
	begin(p, depth + 1, GB_S("required"));
	add(p, record ? "[\"record\"" : "[");
	for (size_t i = 0; i < s->n; i++) {
		add(p, record || i > 0 ? ", " : "");
		add_string(p, s->member[i].key);
	}
	add(p, "]");
	p->comma = true;
	begin(p, depth + 1, GB_S("additionalProperties"));
	add(p, "false\n    }");
	p->comma = true;
}

/* A shape is written where it is first met. */
static bool is_first(enum gb_kind kind)
{
	int k = 0;

	while (gb_shape_of((enum gb_kind)k) != gb_shape_of(kind))
		k++;
	return k == (int)kind;
}

static void write_parts(struct gb_schema_text *p)
{
	const struct gb_shape *part;

	for (size_t i = 0; (part = gb_shape_part(i)) != NULL; i++) {
		begin(p, 2, gb_span_of(part->name));
		print_shape(p, part, GB_KIND_OTHER, 2);
	}
	for (int f = 0; f < GB_FORMS; f++) {
		const char *name = gb_form_of((enum gb_form)f)->name;

		if (name == NULL || f == GB_FORM_OFFSET) /* which is a count */
			continue;
		begin(p, 2, gb_span_of(name));
		add(p, "{ ");
		write_form(p, NULL, (enum gb_form)f, true);
		add(p, " }");
		p->comma = true;
	}
}

void gb_schema_write(struct gb_buf *to)
{
	struct gb_schema_text p = { .out = to };
	bool first = true;

	add(&p, "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"$id\": \"gongbao-1.schema.json\",\n"
		"  \"title\": \"The records of gongbao, contract gongbao/1: one JSON object a line\",\n"
		"  \"$comment\": \"Every key is always there; a key without a value is null. The order of the keys in a record is the "
		"order of 'properties' here; gongbao check holds records against that too, which JSON Schema cannot say.\",\n"
		"  \"oneOf\": [");
	for (int k = 0; k < GB_KINDS; k++) {
		if (!is_first((enum gb_kind)k))
			continue;
		add(&p, first ? "\n    { " : ",\n    { ");
		write_ref(&p, gb_kind_name((enum gb_kind)k).p);
		add(&p, " }");
		first = false;
	}
	add(&p, "\n  ],\n  \"$defs\": {");
	for (int k = 0; k < GB_KINDS; k++) {
		if (!is_first((enum gb_kind)k))
			continue;
		begin(&p, 2, gb_kind_name((enum gb_kind)k));
		print_shape(&p, gb_shape_of((enum gb_kind)k), (enum gb_kind)k, 2);
	}
	write_parts(&p);
	add(&p, "\n  }\n}\n");
}

/* ---- the table of fields in gongbao-records(5) ---- */

static void add_roff(struct gb_buf *to, const char *text)
{
	if (*text == '.' || *text == '\'')
		gb_buf_add(to, GB_S("\\&"));
	gb_buf_add(to, gb_span_of(text));
	gb_buf_add_byte(to, '\n');
}

static void list_fields(struct gb_buf *to, const struct gb_shape *s, bool chinese)
{
	gb_buf_add(to, GB_S(".Bl -tag -width deadline_source -compact\n"));
	for (size_t i = 0; i < s->n; i++) {
		const struct gb_shape_field *m = &s->member[i];

		gb_buf_add(to, GB_S(".It Cm "));
		gb_buf_add(to, m->key);
		gb_buf_add_byte(to, '\n');
		add_roff(to, chinese ? m->zh : m->en);
	}
	gb_buf_add(to, GB_S(".El\n"));
}

void gb_schema_fields(struct gb_buf *to, bool chinese)
{
	const struct gb_shape *part;

	for (int k = 0; k < GB_KINDS; k++) {
		gb_buf_add(to, GB_S(".Ss "));
		gb_buf_add(to, gb_kind_name((enum gb_kind)k));
		gb_buf_add_byte(to, '\n');
		add_roff(to, gb_kind_about((enum gb_kind)k, chinese));
		if (is_first((enum gb_kind)k))
			list_fields(to, gb_shape_of((enum gb_kind)k), chinese);
	}
	for (size_t i = 0; (part = gb_shape_part(i)) != NULL; i++) {
		gb_buf_add(to, GB_S(".Ss "));
		gb_buf_add(to, gb_span_of(part->name));
		gb_buf_add_byte(to, '\n');
		list_fields(to, part, chinese);
	}
}
