#include "tally.h"

static void look_inside(struct gb_tally *t, struct gb_record *r)
{
	const void *data = gb_record_data(r, t->arena);

	if (data == NULL)
		return;
	if (r->kind == GB_KIND_SOURCE)
		t->counts.pages += ((const struct gb_source *)data)->pages;
	else if (t->counts.first_error == GB_ERR_OK)
		t->counts.first_error = (int)((const struct gb_error *)data)->code;
}

static void count_record(struct gb_sink *self, struct gb_record *r)
{
	struct gb_tally *t = (struct gb_tally *)self;

	if (r->kind < GB_KINDS)
		t->counts.kinds.of[r->kind]++;
	if (r->kind == GB_KIND_SOURCE || r->kind == GB_KIND_ERROR)
		look_inside(t, r);
	gb_sink_put(t->to, r);
	gb_arena_reset(t->arena);
}

static void end_tally(struct gb_sink *self)
{
	gb_sink_end(((struct gb_tally *)self)->to);
}

void gb_tally_init(struct gb_tally *t, struct gb_arena *a, struct gb_sink *to)
{
	*t = (struct gb_tally){ .sink = { .put = count_record, .end = end_tally }, .to = to, .arena = a };
}
