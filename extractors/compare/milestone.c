/* milestone - what became of the milestones: due on another day, reworded, given to other bodies. */
#include "internal.h"

static void compare_milestones(const struct gb_pairing *p, const struct gb_stone *x, const struct gb_stone *y, int shift,
		    struct gb_milestone_change *c)
{
	const struct gb_bodies *from = &x->stone->responsible;
	const struct gb_bodies *to = &y->stone->responsible;

	gb_similarity_shift(p, x->document, y->document, &shift);
	c->from = x->stone;
	c->day_moved = gb_similarity_months(c->from->deadline, c->to->deadline, shift) != 0;
	c->reworded = !gb_span_eq(c->from->action, c->to->action);
	gb_measure_new_bodies(p->arena, to, from, &c->came);
	gb_measure_new_bodies(p->arena, from, to, &c->went);
	c->other_bodies = c->came.n > 0 || c->went.n > 0;
	c->kind = c->day_moved	    ? GB_CHANGE_DEADLINE
		  : c->other_bodies ? GB_CHANGE_RESPONSIBLE
		  : c->reworded	    ? GB_CHANGE_REWORDED
				    : GB_CHANGE_SAME;
}

static void put(struct gb_diff *out, struct gb_milestone_change c)
{
	out->differs = out->differs || c.kind != GB_CHANGE_SAME;
	out->milestone[out->nmilestone++] = c;
}

void gb_milestone_changes(const struct gb_pairing *p, struct gb_diff *out)
{
	bool *used = gb_arena_array(p->arena, p->old.nstone + 1, sizeof *used);
	int usual = gb_pair_usual_shift(p);

	out->milestone = gb_arena_array(p->arena, p->old.nstone + p->new.nstone + 1, sizeof *out->milestone);
	for (size_t i = 0; i < p->new.nstone; i++) {
		struct gb_milestone_change c = { .kind = GB_CHANGE_ADDED, .to = p->new.stone[i].stone };
		size_t x = p->stone_old[i];

		if (x != GB_UNMATCHED) {
			used[x] = true;
			c.similarity = p->stone_like[i];
			compare_milestones(p, &p->old.stone[x], &p->new.stone[i], usual, &c);
		}
		put(out, c);
	}
	for (size_t i = 0; i < p->old.nstone; i++)
		if (!used[i])
			put(out, (struct gb_milestone_change){ .kind = GB_CHANGE_DROPPED, .from = p->old.stone[i].stone });
}
