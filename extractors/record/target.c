#include "target.h"

static void text(struct gb_json *j, struct gb_span key, struct gb_span value)
{
	gb_json_key(j, key);
	gb_json_str_or_null(j, value);
}

void gb_json_bodies(struct gb_json *j, const struct gb_bodies *b)
{
	gb_json_open(j, '[');
	for (size_t i = 0; b != NULL && i < b->n; i++) {
		gb_json_open(j, '{');
		text(j, GB_S("name"), b->item[i].name);
		text(j, GB_S("role"), b->item[i].role);
		gb_json_close(j, '}');
	}
	gb_json_close(j, ']');
}

void gb_bodies_read(struct gb_arena *a, const struct gb_value *v, struct gb_bodies *out)
{
	for (const struct gb_value *b = v != NULL ? v->first : NULL; b != NULL; b = b->next)
		*GB_PUSH(a, out->item, out->n, out->cap) =
			(struct gb_body){ gb_value_text(b, GB_S("name")), gb_value_text(b, GB_S("role")) };
}

static void open_record(struct gb_json *j, struct gb_span kind, struct gb_span id, struct gb_span document, struct gb_span measure)
{
	gb_buf_clear(j->out);
	gb_json_open(j, '{');
	text(j, GB_S("record"), kind);
	text(j, GB_S("id"), id);
	text(j, GB_S("document"), document);
	text(j, GB_S("measure"), measure);
}

static void write_baseline(struct gb_json *j, const struct gb_target *t)
{
	gb_json_key(j, GB_S("baseline"));
	if (t->base_value.n == 0) {
		gb_json_null(j);
		return;
	}
	gb_json_open(j, '{');
	text(j, GB_S("value"), t->base_value);
	gb_json_key(j, GB_S("unit"));
	gb_json_str(j, t->base_unit);
	gb_json_key(j, GB_S("year"));
	gb_json_int_or_null(j, gb_number_int(t->base_year));
	gb_json_close(j, '}');
}

static void write_evidence(struct gb_json *j, struct gb_span quote, struct gb_span context, const struct gb_where *where,
			   struct gb_span rule)
{
	gb_json_key(j, GB_S("quote"));
	gb_json_str(j, quote);
	gb_json_key(j, GB_S("context"));
	gb_json_str(j, context);
	gb_json_key(j, GB_S("where"));
	gb_json_where(j, where);
	text(j, GB_S("rule"), rule);
}

static void write_flags(struct gb_json *j, unsigned doubts, struct gb_span flag)
{
	static const char *const names[GB_DOUBTS] = { "text_untrusted", "ocr", "ocr_doubtful" };

	gb_json_key(j, GB_S("flags"));
	gb_json_open(j, '[');
	for (unsigned i = 0; i < GB_DOUBTS; i++)
		if ((doubts & 1U << i) != 0)
			gb_json_str(j, gb_span_of(names[i]));
	if (flag.n > 0)
		gb_json_str(j, flag);
	gb_json_close(j, ']');
}

void gb_target_put(struct gb_sink *to, struct gb_buf *tmp, const struct gb_target *t)
{
	struct gb_json j = { .out = tmp };

	open_record(&j, t->fact ? GB_S("fact") : GB_S("target"), t->id, t->document, t->measure);
	text(&j, GB_S("indicator"), t->indicator);
	text(&j, GB_S("scope"), t->scope);
	text(&j, GB_S("value"), t->value);
	text(&j, GB_S("value_max"), t->value_max);
	gb_json_key(&j, GB_S("unit"));
	gb_json_str(&j, t->unit);
	text(&j, GB_S("unit_code"), t->unit_code);
	text(&j, GB_S("comparator"), t->comparator);
	text(&j, GB_S("basis"), t->basis);
	text(&j, GB_S("direction"), t->direction);
	text(&j, GB_S("per"), t->per);
	text(&j, GB_S("modality"), t->modality);
	text(&j, GB_S("deadline"), t->deadline);
	text(&j, GB_S("deadline_source"), t->deadline_source);
	text(&j, GB_S("attribute"), t->attribute);
	write_baseline(&j, t);
	gb_json_key(&j, GB_S("implied"));
	gb_json_bool(&j, t->implied);
	gb_json_key(&j, GB_S("responsible"));
	gb_json_bodies(&j, t->responsible);
	write_evidence(&j, t->quote, t->context, &t->where, t->rule);
	write_flags(&j, t->doubts, t->flag);
	gb_json_close(&j, '}');
	gb_sink_put(to, gb_buf_span(tmp));
}

void gb_milestone_put(struct gb_sink *to, struct gb_buf *tmp, const struct gb_milestone *m)
{
	struct gb_json j = { .out = tmp };

	open_record(&j, GB_S("milestone"), m->id, m->document, m->measure);
	text(&j, GB_S("action"), m->action);
	text(&j, GB_S("deadline"), m->deadline);
	text(&j, GB_S("deadline_source"), m->deadline_source);
	gb_json_key(&j, GB_S("responsible"));
	gb_json_bodies(&j, m->responsible);
	write_evidence(&j, m->quote, m->context, &m->where, m->rule);
	write_flags(&j, m->doubts, GB_S(""));
	gb_json_close(&j, '}');
	gb_sink_put(to, gb_buf_span(tmp));
}

void gb_target_read(const struct gb_value *v, struct gb_target *out)
{
	const struct gb_value *base = gb_value_member(v, GB_S("baseline"));

	*out = (struct gb_target){ .fact = gb_span_eq(gb_value_text(v, GB_S("record")), GB_S("fact")) };
	out->id = gb_value_text(v, GB_S("id"));
	out->document = gb_value_text(v, GB_S("document"));
	out->measure = gb_value_text(v, GB_S("measure"));
	out->indicator = gb_value_text(v, GB_S("indicator"));
	out->scope = gb_value_text(v, GB_S("scope"));
	out->value = gb_value_text(v, GB_S("value"));
	out->value_max = gb_value_text(v, GB_S("value_max"));
	out->unit = gb_value_text(v, GB_S("unit"));
	out->unit_code = gb_value_text(v, GB_S("unit_code"));
	out->comparator = gb_value_text(v, GB_S("comparator"));
	out->basis = gb_value_text(v, GB_S("basis"));
	out->direction = gb_value_text(v, GB_S("direction"));
	out->per = gb_value_text(v, GB_S("per"));
	out->modality = gb_value_text(v, GB_S("modality"));
	out->deadline = gb_value_text(v, GB_S("deadline"));
	out->deadline_source = gb_value_text(v, GB_S("deadline_source"));
	out->attribute = gb_value_text(v, GB_S("attribute"));
	out->base_value = gb_value_text(base, GB_S("value"));
	out->base_unit = gb_value_text(base, GB_S("unit"));
	out->base_year = gb_value_text(base, GB_S("year"));
	out->implied = gb_value_true(v, GB_S("implied"));
	out->quote = gb_value_text(v, GB_S("quote"));
	out->context = gb_value_text(v, GB_S("context"));
	gb_where_read(gb_value_member(v, GB_S("where")), &out->where);
	out->rule = gb_value_text(v, GB_S("rule"));
}
