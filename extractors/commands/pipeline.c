#include "pipeline.h"

void gb_pipeline_open(struct gb_pipeline *p, const struct gb_grammar *g, struct gb_sink *to)
{
	p->normalize = gb_normalize_new(g, to);
	p->extract = gb_extract_new(g, gb_stage_sink(p->normalize));
	p->segment = gb_segment_new(g, gb_stage_sink(p->extract));
}

struct gb_sink *gb_pipeline_sink(const struct gb_pipeline *p)
{
	return gb_stage_sink(p->segment);
}

int gb_pipeline_status(const struct gb_pipeline *p)
{
	int first = gb_status_worst(gb_stage_status(p->segment), gb_stage_status(p->extract));

	return gb_status_worst(first, gb_stage_status(p->normalize));
}

void gb_pipeline_close(struct gb_pipeline *p)
{
	gb_stage_free(p->segment);
	gb_stage_free(p->extract);
	gb_stage_free(p->normalize);
}
