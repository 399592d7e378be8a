#include "internal.h"

static struct gb_span member(const struct gb_value *v, struct gb_span key)
{
	return gb_value_text(v, key);
}

static void take_paper(struct gb_edition *e, const struct gb_value *v)
{
	const struct gb_value *period = gb_value_member(v, GB_S("period"));
	struct gb_paper *p = gb_arena_alloc(e->arena, sizeof *p);

	p->id = member(v, GB_S("id"));
	p->title = member(v, GB_S("title"));
	p->start = member(period, GB_S("start"));
	p->end = member(period, GB_S("end"));
	*GB_PUSH(e->arena, e->paper, e->npaper, e->paper_cap) = p;
}

static void take_measure(struct gb_edition *e, const struct gb_value *v)
{
	struct gb_measure *m = gb_arena_alloc(e->arena, sizeof *m);

	m->id = member(v, GB_S("id"));
	m->document = member(v, GB_S("document"));
	m->path = member(v, GB_S("measure"));
	m->title = member(v, GB_S("title"));
	m->text = member(v, GB_S("text"));
	gb_record_read_bodies(e->arena, gb_value_member(v, GB_S("responsible")), &m->responsible);
	*GB_PUSH(e->arena, e->measure, e->nmeasure, e->measure_cap) = m;
}

static void take_target(struct gb_edition *e, const struct gb_value *v)
{
	struct gb_target *t = gb_arena_alloc(e->arena, sizeof *t);

	gb_record_read(e->arena, gb_kind_of_name(member(v, GB_S("record"))), v, t);
	*GB_PUSH(e->arena, e->target, e->ntarget, e->target_cap) = t;
}

static void take_milestone(struct gb_edition *e, const struct gb_value *v)
{
	struct gb_milestone *m = gb_arena_alloc(e->arena, sizeof *m);

	gb_record_read(e->arena, GB_KIND_MILESTONE, v, m);
	*GB_PUSH(e->arena, e->milestone, e->nmilestone, e->milestone_cap) = m;
}

void gb_edition_take(struct gb_edition *e, const struct gb_value *v)
{
	static const struct {
		struct gb_span record;
		void (*take)(struct gb_edition *e, const struct gb_value *v);
	} kinds[] = { { { "document", 8 }, take_paper },
		      { { "measure", 7 }, take_measure },
		      { { "target", 6 }, take_target },
		      { { "fact", 4 }, take_target },
		      { { "milestone", 9 }, take_milestone } };
	struct gb_span record = member(v, GB_S("record"));

	e->records++;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (gb_span_eq(record, kinds[i].record))
			kinds[i].take(e, v);
}

bool gb_edition_wants(const struct gb_paper *p, struct gb_span wish)
{
	return wish.n == 0 || gb_span_has(p->id, wish) || gb_span_has(p->title, wish);
}

const struct gb_paper *gb_edition_paper(const struct gb_edition *e, struct gb_span id)
{
	for (size_t i = 0; i < e->npaper; i++)
		if (gb_span_eq(e->paper[i]->id, id))
			return e->paper[i];
	return NULL;
}

const struct gb_measure *gb_edition_measure(const struct gb_edition *e, struct gb_span document, struct gb_span path)
{
	for (size_t i = 0; path.n > 0 && i < e->nmeasure; i++)
		if (gb_span_eq(e->measure[i]->path, path) && gb_span_eq(e->measure[i]->document, document))
			return e->measure[i];
	return NULL;
}
