#include "mention.h"

static const char *const kind_names[GB_MENTION_KINDS] = {
	[GB_MENTION_MASK] = "mask",         [GB_MENTION_NUMBER] = "number",       [GB_MENTION_ORDINAL] = "ordinal",
	[GB_MENTION_PERCENT] = "percent",   [GB_MENTION_PERMILLE] = "permille",   [GB_MENTION_RANGE] = "range",
	[GB_MENTION_QUANTITY] = "quantity", [GB_MENTION_DATE] = "date",           [GB_MENTION_DATERANGE] = "daterange",
	[GB_MENTION_DURATION] = "duration", [GB_MENTION_SET] = "set",             [GB_MENTION_IMPLIED] = "implied",
};

struct gb_span gb_mention_kind_name(enum gb_mention_kind kind)
{
	return gb_span_of(kind_names[kind]);
}

static void write_text(struct gb_json *j, struct gb_span key, struct gb_span value)
{
	gb_json_key(j, key);
	gb_json_str_or_null(j, value);
}

static void write_offset(struct gb_json *j, struct gb_span key, struct gb_span text, struct gb_cursor *c, size_t off)
{
	gb_json_key(j, key);
	gb_json_int(j, (long long)gb_cursor_cp(c, text, off));
}

void gb_mention_put(struct gb_sink *to, struct gb_buf *tmp, struct gb_span document, struct gb_span measure, long long seq,
		    struct gb_span text, struct gb_cursor *place, const struct gb_mention *m)
{
	struct gb_json j = { .out = tmp };

	gb_buf_clear(tmp);
	gb_json_open(&j, '{');
	gb_json_key(&j, GB_S("record"));
	gb_json_str(&j, GB_S("mention"));
	write_text(&j, GB_S("document"), document);
	write_text(&j, GB_S("measure"), measure);
	gb_json_key(&j, GB_S("seq"));
	gb_json_int(&j, seq);
	gb_json_key(&j, GB_S("kind"));
	gb_json_str(&j, gb_mention_kind_name(m->kind));
	write_offset(&j, GB_S("start"), text, place, m->at.start);
	write_offset(&j, GB_S("end"), text, place, m->at.end);
	gb_json_key(&j, GB_S("text"));
	gb_json_str(&j, gb_span_sub(text, m->at.start, m->at.end - m->at.start));
	write_text(&j, GB_S("rule"), m->rule);
	write_text(&j, GB_S("value"), m->value);
	write_text(&j, GB_S("value_max"), m->value_max);
	write_text(&j, GB_S("unit"), m->unit);
	write_text(&j, GB_S("comparator"), m->comparator);
	write_text(&j, GB_S("from"), m->from);
	write_text(&j, GB_S("to"), m->to);
	write_text(&j, GB_S("duration"), m->duration);
	write_text(&j, GB_S("per"), m->per);
	gb_json_key(&j, GB_S("deadline"));
	gb_json_bool(&j, m->deadline);
	write_offset(&j, GB_S("core_start"), text, place, m->core.start);
	write_offset(&j, GB_S("core_end"), text, place, m->core.end);
	gb_json_close(&j, '}');
	gb_sink_put(to, gb_buf_span(tmp));
}

static size_t read_offset(const struct gb_value *v, struct gb_span key, struct gb_span text, struct gb_cursor *c)
{
	long long cp = gb_value_int(v, key);

	return gb_cursor_off(c, text, cp > 0 ? (size_t)cp : 0);
}

void gb_mention_read(const struct gb_value *v, struct gb_span text, struct gb_cursor *place, struct gb_mention *out)
{
	struct gb_span kind = gb_value_text(v, GB_S("kind"));

	*out = (struct gb_mention){ .kind = GB_MENTION_MASK };
	for (int i = 0; i < GB_MENTION_KINDS; i++)
		if (gb_span_eq(gb_span_of(kind_names[i]), kind))
			out->kind = (enum gb_mention_kind)i;
	out->at.start = read_offset(v, GB_S("start"), text, place);
	out->at.end = read_offset(v, GB_S("end"), text, place);
	out->core.start = read_offset(v, GB_S("core_start"), text, place);
	out->core.end = read_offset(v, GB_S("core_end"), text, place);
	out->rule = gb_value_text(v, GB_S("rule"));
	out->value = gb_value_text(v, GB_S("value"));
	out->value_max = gb_value_text(v, GB_S("value_max"));
	out->unit = gb_value_text(v, GB_S("unit"));
	out->comparator = gb_value_text(v, GB_S("comparator"));
	out->from = gb_value_text(v, GB_S("from"));
	out->to = gb_value_text(v, GB_S("to"));
	out->duration = gb_value_text(v, GB_S("duration"));
	out->per = gb_value_text(v, GB_S("per"));
	out->deadline = gb_value_true(v, GB_S("deadline"));
}
