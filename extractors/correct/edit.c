/* A line with a field changed, or a new line: written anew, checked. */
#include "internal.h"
#include "base/say.h"
#include "base/utf8.h"


/* ---- checks ---- */

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

/* Empty, or the first thing that is wrong with the line. */
static struct gb_span against(struct gb_arena *a, const struct gb_corrections *cs, struct gb_span line)
{
	struct first_finding f = { { keep_first }, a, GB_S("") };
	struct gb_value *v = NULL;
	size_t at;
	const char *wrong = gb_json_parse(a, line, &v, &at);

	if (wrong != NULL)
		return gb_span_of(wrong);
	gb_checker_record(cs->checker, v, &f.findings);
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

struct gb_span gb_edit_set(struct gb_arena *a, const struct gb_corrections *cs, const struct gb_correction *c, struct gb_span line,
				 struct gb_span *why)
{
	struct gb_value *v = NULL;
	size_t at;

	if (gb_json_parse(a, line, &v, &at) != NULL || gb_value_member(v, c->field) == NULL) {
		*why = GB_S(N_("the record has no such field"));
		return GB_S("");
	}
	struct gb_span changed = with_field(a, v, c->field, c->value->raw);

	*why = against(a, cs, changed);
	if (why->n > 0 && c->value->kind == GB_JSON_NUMBER) { /* 95 for "95": what is meant is clear */
		struct gb_span quoted = gb_arena_concat(a, gb_arena_concat(a, GB_S("\""), c->value->raw), GB_S("\""));

		changed = with_field(a, v, c->field, quoted);
		*why = against(a, cs, changed);
	}
	return why->n > 0 ? GB_S("") : changed;
}

/* ---- add ---- */

static struct gb_span without_space(struct gb_arena *a, struct gb_span s)
{
	char *to = gb_arena_alloc(a, s.n + 1);
	size_t n = 0, len;

	for (size_t i = 0; i < s.n; i += len) {
		bool space = gb_utf8_is_space(gb_utf8_decode(gb_span_from(s, i), &len));

		for (size_t k = 0; k < len && !space; k++)
			to[n++] = s.p[i + k];
	}
	return (struct gb_span){ to, n };
}

/* The words of a record must occur in the document. */
static bool in_text(struct gb_arena *a, const struct gb_place *place, struct gb_span words)
{
	return place->text.n == 0 || gb_span_has(without_space(a, place->text), without_space(a, words));
}

/* The record that the reviewer wrote, with what he need not know. */
static void add_target(struct gb_arena *a, enum gb_kind kind, const struct gb_correction *c, const struct gb_place *place,
		       struct gb_span id, struct gb_buf *line)
{
	struct gb_target t;

	gb_record_read(a, kind, c->value, &t);
	t.id = id;
	t.document = place->document;
	t.measure = place->measure;
	t.where = place->where;
	t.rule = GB_S("correction");
	t.flags = 0;
	gb_record_write(line, kind, &t);
}

static void add_milestone(struct gb_arena *a, const struct gb_correction *c, const struct gb_place *place, struct gb_span id,
			  struct gb_buf *line)
{
	struct gb_milestone m;

	gb_record_read(a, GB_KIND_MILESTONE, c->value, &m);
	m.id = id;
	m.document = place->document;
	m.measure = place->measure;
	m.where = place->where;
	m.rule = GB_S("correction");
	m.flags = 0;
	gb_record_write(line, GB_KIND_MILESTONE, &m);
}

struct gb_span gb_edit_add(struct gb_arena *a, const struct gb_corrections *cs, const struct gb_correction *c,
				 const struct gb_place *place, struct gb_span id, struct gb_span *why)
{
	const enum gb_kind kind = gb_kind_of_name(gb_value_text(c->value, GB_S("record")));
	struct gb_buf line = { 0 };

	*why = GB_S("");
	if (kind == GB_KIND_MILESTONE)
		add_milestone(a, c, place, id, &line);
	else if (gb_kind_is_promise(kind))
		add_target(a, kind, c, place, id, &line);
	else
		*why = GB_S(N_("its record is not target, fact or milestone"));
	struct gb_span made = gb_arena_copy(a, gb_buf_span(&line));

	gb_buf_free(&line);
	if (why->n == 0)
		*why = against(a, cs, made);
	if (why->n == 0 && !in_text(a, place, gb_value_text(c->value, GB_S("quote"))))
		*why = GB_S(N_("its quote does not occur in the measure"));
	return why->n > 0 ? GB_S("") : made;
}
