/* date_point - a stretch of days with its grain, as the rules of calendar.gram name them. */
#include "internal.h"

bool gb_date_point_has(const struct gb_tag_context *r, const struct gb_match *m, const char *field)
{
	return gb_context_field(r, m, field).n > 0;
}

struct gb_date_point gb_date_point_of(struct gb_period at, enum gb_grain grain)
{
	return (struct gb_date_point){ at, grain, at.from.y, at.from.m };
}

void gb_date_point_put(const struct gb_tag_context *r, const struct gb_match *m, const struct gb_date_point *p, struct gb_mention *out)
{
	bool single = p->at.from.y > 0 && p->at.to.y > 0 && gb_day_cmp(p->at.from, p->at.to) == 0;

	*out = (struct gb_mention){ .at = { m->at.start, m->at.end }, .core = { m->at.start, m->at.end } };
	out->kind = single || (p->grain == GB_GRAIN_DAY && p->at.from.y + p->at.to.y == 0) ? GB_MENTION_DATE : GB_MENTION_DATERANGE;
	out->from = gb_day_print(r->arena, p->at.from);
	out->to = gb_day_print(r->arena, p->at.to);
}
