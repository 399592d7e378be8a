#include "internal.h"

const void *gb_stage_data(struct gb_stage *s, struct gb_record *r, struct gb_span name)
{
	const void *data = gb_record_data(r, s->rec);
	const struct gb_error e = { .stage = name, .code = GB_ERR_JSON };

	if (data != NULL)
		return data;
	gb_record_put_error(s->next, &e);
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
