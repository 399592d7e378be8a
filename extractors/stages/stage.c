#include "record/block.h"
#include "record/record.h"
#include "stage_int.h"

bool gb_record_is(struct gb_span line, const char *kind)
{
	return gb_span_eq(gb_record_kind(line), gb_span_of(kind));
}

const struct gb_value *gb_stage_parse(struct gb_stage *s, struct gb_span line, struct gb_span name)
{
	struct gb_value *v = NULL;
	size_t at;
	const char *wrong = gb_json_parse(s->rec, line, &v, &at);
	const struct gb_error e = { .stage = name, .code = GB_ERR_JSON };

	if (wrong == NULL)
		return v;
	gb_error_put(s->next, &s->tmp, &e);
	s->status = gb_status_worst(s->status, gb_err_status(GB_ERR_JSON));
	return NULL;
}

struct gb_sink *gb_stage_sink(struct gb_stage *s)
{
	return &s->sink;
}

int gb_stage_status(const struct gb_stage *s)
{
	return s->status;
}

void gb_stage_free(struct gb_stage *s)
{
	if (s != NULL)
		s->free(s);
}
