/* A line with a field changed, or a new line: written anew, held against the schema. */
#include "internal.h"
#include "base/say.h"

#include "record/target.h"

/* ---- the schema ---- */

struct first_finding {
	struct gb_findings findings;
	struct gb_arena *arena;
	struct gb_span text;
};

static void keep_first(struct gb_findings *self, struct gb_span where, struct gb_span what)
{
	struct first_finding *f = (struct first_finding *)self;

	if (f->text.n == 0)
		f->text = gb_arena_concat(f->arena, gb_arena_concat(f->arena, where, GB_S(" ")), what);
}

/* Empty, or the first thing the schema has against the line. */
static struct gb_span against(struct gb_arena *a, const struct gb_schema *schema, struct gb_span line)
{
	struct first_finding f = { { keep_first }, a, GB_S("") };
	struct gb_value *v = NULL;
	size_t at;
	const char *wrong = gb_json_parse(a, line, &v, &at);

	if (wrong != NULL)
		return gb_span_of(wrong);
	gb_schema_check(schema, v, &f.findings);
	return f.text;
}

/* ---- set ---- */

static struct gb_span with_field(struct gb_arena *a, const struct gb_value *v, struct gb_span field, struct gb_span raw)
{
	struct gb_buf b = { 0 };
	struct gb_json j = { .out = &b };

	gb_json_open(&j, '{');
	for (const struct gb_value *m = v->first; m != NULL; m = m->next) {
		gb_json_key(&j, m->key);
		gb_json_raw(&j, gb_span_eq(m->key, field) ? raw : m->raw);
	}
	gb_json_close(&j, '}');
	struct gb_span line = gb_arena_copy(a, gb_buf_span(&b));

	gb_buf_free(&b);
	return line;
}

struct gb_span gb_correction_set(struct gb_arena *a, const struct gb_schema *schema, const struct gb_correction *c, struct gb_span line,
				 struct gb_span *why)
{
	struct gb_value *v = NULL;
	size_t at;

	if (gb_json_parse(a, line, &v, &at) != NULL || gb_value_member(v, c->field) == NULL) {
		*why = GB_S(N_("the record has no such field"));
		return GB_S("");
	}
	struct gb_span changed = with_field(a, v, c->field, c->value->raw);

	*why = against(a, schema, changed);
	if (why->n > 0 && c->value->kind == GB_JSON_NUMBER) { /* 95 for "95": what is meant is clear */
		struct gb_span quoted = gb_arena_concat(a, gb_arena_concat(a, GB_S("\""), c->value->raw), GB_S("\""));

		changed = with_field(a, v, c->field, quoted);
		*why = against(a, schema, changed);
	}
	return why->n > 0 ? GB_S("") : changed;
}

/* ---- add ---- */

struct keeper {
	struct gb_sink sink;
	struct gb_arena *arena;
	struct gb_span line;
};

static void keep_line(struct gb_sink *self, struct gb_span line)
{
	struct keeper *k = (struct keeper *)self;

	k->line = gb_arena_copy(k->arena, line);
}

static struct gb_span without_space(struct gb_arena *a, struct gb_span s)
{
	char *to = gb_arena_alloc(a, s.n + 1);
	size_t n = 0, len;

	for (size_t i = 0; i < s.n; i += len) {
		bool space = gb_cp_is_space(gb_utf8_decode(gb_span_from(s, i), &len));

		for (size_t k = 0; k < len && !space; k++)
			to[n++] = s.p[i + k];
	}
	return (struct gb_span){ to, n };
}

/* What stands in a record must stand in the document. */
static bool in_text(struct gb_arena *a, const struct gb_place *place, struct gb_span words)
{
	return place->text.n == 0 || gb_span_has(without_space(a, place->text), without_space(a, words));
}

static void add_target(struct gb_arena *a, const struct gb_correction *c, const struct gb_place *place, struct gb_span id,
		       const struct gb_where *where, struct gb_sink *to, struct gb_buf *tmp)
{
	struct gb_bodies bodies = { 0 };
	struct gb_target t;

	gb_target_read(c->value, &t);
	gb_bodies_read(a, gb_value_member(c->value, GB_S("responsible")), &bodies);
	t.id = id;
	t.document = place->document;
	t.measure = place->measure;
	t.responsible = &bodies;
	t.where = *where;
	t.rule = GB_S("correction");
	gb_target_put(to, tmp, &t);
}

static void add_milestone(struct gb_arena *a, const struct gb_correction *c, const struct gb_place *place, struct gb_span id,
			  const struct gb_where *where, struct gb_sink *to, struct gb_buf *tmp)
{
	struct gb_bodies bodies = { 0 };

	gb_bodies_read(a, gb_value_member(c->value, GB_S("responsible")), &bodies);
	const struct gb_milestone m = {
		.id = id,
		.document = place->document,
		.measure = place->measure,
		.action = gb_value_text(c->value, GB_S("action")),
		.deadline = gb_value_text(c->value, GB_S("deadline")),
		.deadline_source = gb_value_text(c->value, GB_S("deadline_source")),
		.responsible = &bodies,
		.quote = gb_value_text(c->value, GB_S("quote")),
		.context = gb_value_text(c->value, GB_S("context")),
		.where = *where,
		.rule = GB_S("correction"),
	};

	gb_milestone_put(to, tmp, &m);
}

struct gb_span gb_correction_add(struct gb_arena *a, const struct gb_schema *schema, const struct gb_correction *c,
				 const struct gb_place *place, struct gb_span id, struct gb_span *why)
{
	struct keeper k = { { keep_line, NULL }, a, GB_S("") };
	struct gb_span record = gb_value_text(c->value, GB_S("record"));
	struct gb_where where = { .cell_row = -1, .cell_col = -1 };
	struct gb_value *v = NULL;
	struct gb_buf tmp = { 0 };
	size_t at;

	*why = GB_S("");
	if (place->where.n > 0 && gb_json_parse(a, place->where, &v, &at) == NULL)
		gb_where_read(v, &where);
	if (gb_span_eq(record, GB_S("target")) || gb_span_eq(record, GB_S("fact")))
		add_target(a, c, place, id, &where, &k.sink, &tmp);
	else if (gb_span_eq(record, GB_S("milestone")))
		add_milestone(a, c, place, id, &where, &k.sink, &tmp);
	else
		*why = GB_S(N_("its record is not target, fact or milestone"));
	gb_buf_free(&tmp);
	if (why->n == 0)
		*why = against(a, schema, k.line);
	if (why->n == 0 && !in_text(a, place, gb_value_text(c->value, GB_S("quote"))))
		*why = GB_S(N_("its quote does not stand in the measure"));
	return why->n > 0 ? GB_S("") : k.line;
}
