#include "tally.h"

#include "base/json.h"

#define HEAD "{\"record\":\""

static const char *const names[GB_TALLY_KINDS] = {
	[GB_TALLY_DOCUMENT] = "document", [GB_TALLY_MEASURE] = "measure",     [GB_TALLY_TARGET] = "target",
	[GB_TALLY_FACT] = "fact",         [GB_TALLY_MILESTONE] = "milestone", [GB_TALLY_ERROR] = "error",
};

static void look_inside(struct gb_tally *t, struct gb_span line)
{
	struct gb_value *v;
	size_t at;

	gb_arena_reset(t->arena);
	if (gb_json_parse(t->arena, line, &v, &at) != NULL)
		return;
	t->counts.pages += gb_value_int(v, GB_S("pages"));
	if (t->counts.first_error == GB_ERR_OK)
		t->counts.first_error = (int)gb_err_of_code(gb_value_text(v, GB_S("code")));
}

static void put(struct gb_sink *self, struct gb_span line)
{
	struct gb_tally *t = (struct gb_tally *)self;
	struct gb_span rest = gb_span_starts(line, GB_S(HEAD)) ? gb_span_from(line, sizeof HEAD - 1) : GB_S("");
	struct gb_span record = gb_span_cut(&rest, '"');

	for (int i = 0; i < GB_TALLY_KINDS; i++)
		if (gb_span_eq(record, gb_span_of(names[i])))
			t->counts.of[i]++;
	if (gb_span_eq(record, GB_S("source")) || gb_span_eq(record, GB_S("error")))
		look_inside(t, line);
	gb_sink_put(t->to, line);
}

static void end(struct gb_sink *self)
{
	gb_sink_end(((struct gb_tally *)self)->to);
}

void gb_tally_init(struct gb_tally *t, struct gb_arena *a, struct gb_sink *to)
{
	*t = (struct gb_tally){ .sink = { .put = put, .end = end }, .to = to, .arena = a };
}
