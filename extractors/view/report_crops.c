#include "report_crops.h"

#include <stdio.h>

#include "base/say.h"
#include "read/draw/draw.h"

struct gb_crop_collector {
	struct gb_sink sink; /* first */
	struct gb_report *report;
	struct gb_arena *rec;
	const size_t *place; /* of each crop of the order */
	size_t n;
};

static void collect(struct gb_sink *self, struct gb_record *r)
{
	struct gb_crop_collector *c = (struct gb_crop_collector *)self;

	gb_arena_reset(c->rec);
	const struct gb_value *v = gb_record_value(r, c->rec);

	if (v == NULL || !gb_span_eq(gb_value_text(v, GB_S("record")), GB_S("crop")))
		return;
	const long long index = gb_value_int(v, GB_S("index"));

	if (index >= 0 && (size_t)index < c->n)
		gb_report_picture(c->report, c->place[index], gb_value_text(v, GB_S("png")), gb_value_int(v, GB_S("width")),
				  gb_value_int(v, GB_S("height")));
}

static void end(struct gb_sink *self)
{
	(void)self;
}

static void crop_source(struct gb_report *r, size_t source, size_t most, const struct gb_read_limits *limits)
{
	size_t nplace, nsource, n = 0;
	const struct gb_report_place *place = gb_report_places(r, &nplace);
	const struct gb_report_source *s = &gb_report_sources(r, &nsource)[source];
	struct gb_arena *a = gb_arena_new(0);
	struct gb_crop *crop = gb_arena_array(a, most, sizeof *crop);
	size_t *of = gb_arena_array(a, most, sizeof *of);

	for (size_t i = 0; i < most; i++)
		if (place[i].source == source) {
			of[n] = i;
			crop[n++] = (struct gb_crop){ place[i].page, place[i].box, place[i].cell };
		}
	struct gb_crop_collector c = { .sink = { collect, end }, .report = r, .rec = gb_arena_new(0), .place = of, .n = n };
	const struct gb_crop_order order = { s->path, s->sha256, crop, n };

	if (n > 0 && !gb_crop_file(&order, limits, &c.sink))
		gb_complain("report", _("%.*s is not there, or no longer the file that was read: no pictures of its pages"),
			(int)s->path.n, s->path.p);
	gb_arena_free(c.rec);
	gb_arena_free(a);
}

void gb_report_crops(struct gb_report *r, long long most, const struct gb_read_limits *limits)
{
	size_t nplace, nsource;

	gb_report_places(r, &nplace);
	gb_report_sources(r, &nsource);
	if (most >= 0 && (unsigned long long)most < nplace)
		nplace = (size_t)most;
	for (size_t i = 0; i < nsource && nplace > 0; i++)
		crop_source(r, i, nplace, limits);
}
