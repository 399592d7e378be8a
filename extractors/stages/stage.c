#include "stages/stage_int.h"

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
