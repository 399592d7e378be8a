/* report_clips - clips of the pages that rows stand on, cut while the files are still there. */
#include <stdio.h>

#include "base/say.h"
#include "internal.h"

struct gb_report_collector {
	struct gb_sink sink; /* first */
	struct gb_report *report;
	struct gb_arena *rec;
	const size_t *place; /* of each crop of the order */
	size_t n;
};

static void collect(struct gb_sink *self, struct gb_record *r)
{
	struct gb_report_collector *c = (struct gb_report_collector *)self;

	gb_arena_reset(c->rec);
	const struct gb_value *v = gb_record_value(r, c->rec);

	if (v == NULL || !gb_span_eq(gb_value_text(v, GB_S("record")), GB_S("crop")))
		return;
	const long long index = gb_value_int(v, GB_S("index"));

	if (index >= 0 && (size_t)index < c->n)
		gb_report_clip(c->report, c->place[index], gb_value_text(v, GB_S("png")), gb_value_int(v, GB_S("width")),
				  gb_value_int(v, GB_S("height")));
}

static void end_clips(struct gb_sink *self)
{
	(void)self;
}

/* The places of a source that get a clip. */
struct order {
	size_t *place;
	size_t n, cap;
	size_t next; /* place to look at */
};

/* The places of each source in turn, until `most` are chosen: a long document leaves room for the others. */
static void share_out(struct gb_arena *a, const struct gb_report *r, size_t most, struct order *orders, size_t nsource)
{
	size_t nplace, before = most + 1;
	const struct gb_report_place *place = gb_report_places(r, &nplace);

	while (most > 0 && most < before) {
		before = most;
		for (size_t s = 0; s < nsource && most > 0; s++) {
			struct order *o = &orders[s];

			while (o->next < nplace && place[o->next].source != s)
				o->next++;
			if (o->next == nplace)
				continue;
			*GB_PUSH(a, o->place, o->n, o->cap) = o->next++;
			most--;
		}
	}
}

static void cut(struct gb_report *r, const char *command, const struct gb_report_source *file, const struct order *o,
		const struct gb_read_limits *limits)
{
	size_t nplace;
	const struct gb_report_place *place = gb_report_places(r, &nplace);
	struct gb_arena *a = gb_arena_new(0);
	struct gb_crop *clip = gb_arena_array(a, o->n, sizeof *clip);

	for (size_t i = 0; i < o->n; i++)
		clip[i] = (struct gb_crop){ place[o->place[i]].page, place[o->place[i]].box, place[o->place[i]].cell };
	struct gb_report_collector c = { .sink = { collect, end_clips }, .report = r,
					 .rec = gb_arena_new(0), .place = o->place, .n = o->n };
	const struct gb_crop_order order = { file->path, file->sha256, clip, o->n };

	if (!gb_crop_file(&order, limits, &c.sink))
		gb_say_error(command, _("%.*s is not there, or no longer the file that was read: no pictures of its pages"),
			    (int)file->path.n, file->path.p);
	gb_arena_free(c.rec);
	gb_arena_free(a);
}

void gb_report_clips(struct gb_report *r, const char *command, long long most, const struct gb_read_limits *limits)
{
	size_t nplace, nsource;
	const struct gb_report_source *source = gb_report_sources(r, &nsource);
	struct gb_arena *a = gb_arena_new(0);
	struct order *orders = gb_arena_array(a, nsource, sizeof *orders);

	for (size_t s = 0; s < nsource; s++)
		orders[s] = (struct order){ 0 };
	gb_report_places(r, &nplace);
	if (most >= 0 && (unsigned long long)most < nplace)
		nplace = (size_t)most;
	share_out(a, r, nplace, orders, nsource);
	for (size_t s = 0; s < nsource; s++)
		if (orders[s].n > 0)
			cut(r, command, &source[s], &orders[s], limits);
	gb_arena_free(a);
}
