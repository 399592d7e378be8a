#include <glib.h>

#include "internal.h"

struct grouper {
	struct gb_arena *arena;
	GHashTable *group; /* "n" or "o", document, path: number of the group + 1 */
	struct gb_diff_groups *to;
};

static const char *key(struct gb_arena *a, const char *edition, struct gb_span document, struct gb_span path)
{
	struct gb_span k = gb_arena_concat(a, gb_span_of(edition), document);

	k = gb_arena_concat(a, gb_arena_concat(a, k, GB_S("#")), path);
	return gb_arena_concat(a, k, (struct gb_span){ "", 1 }).p;
}

static size_t add_group(struct grouper *g, const struct gb_measure_change *m)
{
	*GB_PUSH(g->arena, g->to->item, g->to->n, g->to->cap) = (struct gb_diff_group){ .measure = m };
	return g->to->n;
}

/* The group of a measure; one for everything in a measure without a record, by its path. */
static struct gb_diff_group *group_of(struct grouper *g, const char *edition, struct gb_span document, struct gb_span path)
{
	const char *k = key(g->arena, edition, document, path);
	size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(g->group, k));

	if (n == 0) {
		n = add_group(g, NULL);
		g->to->item[n - 1].path = path;
		g_hash_table_insert(g->group, (gpointer)k, GSIZE_TO_POINTER(n));
	}
	return &g->to->item[n - 1];
}

static void add_measures(struct grouper *g, const struct gb_diff *d)
{
	for (size_t i = 0; i < d->nmeasure; i++) {
		const struct gb_measure_change *m = &d->measure[i];
		size_t n = add_group(g, m);

		if (m->to != NULL)
			g_hash_table_insert(g->group, (gpointer)key(g->arena, "n", m->to->document, m->to->path), GSIZE_TO_POINTER(n));
		if (m->from != NULL)
			g_hash_table_insert(g->group, (gpointer)key(g->arena, "o", m->from->document, m->from->path), GSIZE_TO_POINTER(n));
	}
}

/* How far up a change is shown; the size of a raise or cut counts within its kind. */
static int rank(enum gb_change_kind kind, int size)
{
	static const int ranks[] = { [GB_CHANGE_RAISED] = 3000,   [GB_CHANGE_LOWERED] = 3000, [GB_CHANGE_DEADLINE] = 2500,
				     [GB_CHANGE_INCOMPARABLE] = 2200, [GB_CHANGE_REWORDED] = 2000, [GB_CHANGE_DROPPED] = 1500,
				     [GB_CHANGE_ADDED] = 1000,	  [GB_CHANGE_RESPONSIBLE] = 900, [GB_CHANGE_MOVED] = 100,
				     [GB_CHANGE_SAME] = 0 };

	return ranks[kind] + (ranks[kind] == 3000 ? size : 0);
}

static int change_rank(const struct gb_change *c)
{
	return rank(c->kind, c->size);
}

static void add_numbers(struct grouper *g, const struct gb_diff *d)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct gb_change *c = &d->change[i];
		const struct gb_target *t = c->to != NULL ? c->to : c->from;
		struct gb_diff_group *at = group_of(g, c->to != NULL ? "n" : "o", t->document, t->measure);

		*GB_PUSH(g->arena, at->item, at->n, at->cap) = c;
		at->size = change_rank(c) > at->size ? change_rank(c) : at->size;
	}
}

static bool same_names(const struct gb_bodies *a, const struct gb_bodies *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!gb_span_eq(a->item[i].name, b->item[i].name))
			return false;
	return true;
}

/* Other bodies, and they are those the measure has been given to: it is said there. */
static bool told_above(const struct gb_diff_group *g, const struct gb_milestone_change *c)
{
	return c->kind == GB_CHANGE_RESPONSIBLE && !c->reworded && g->measure != NULL && same_names(&g->measure->came, &c->came) &&
	       same_names(&g->measure->went, &c->went);
}

static void add_milestones(struct grouper *g, const struct gb_diff *d)
{
	for (size_t i = 0; i < d->nmilestone; i++) {
		const struct gb_milestone_change *c = &d->milestone[i];
		const struct gb_milestone *m = c->to != NULL ? c->to : c->from;
		struct gb_diff_group *at = group_of(g, c->to != NULL ? "n" : "o", m->document, m->measure);

		if (told_above(at, c))
			continue;
		*GB_PUSH(g->arena, at->milestone, at->nmilestone, at->milestone_cap) = c;
		at->size = rank(c->kind, 0) > at->size ? rank(c->kind, 0) : at->size;
	}
}

/* Insertion keeps equals in their order; a measure has few numbers. */
static void sort_items(struct gb_diff_group *g)
{
	for (size_t i = 1; i < g->n; i++) {
		const struct gb_change *c = g->item[i];
		size_t k = i;

		for (; k > 0 && change_rank(g->item[k - 1]) < change_rank(c); k--)
			g->item[k] = g->item[k - 1];
		g->item[k] = c;
	}
}

static gint by_size(gconstpointer x, gconstpointer y, gpointer unused)
{
	const struct gb_diff_group *a = x, *b = y;

	(void)unused;
	return a->size < b->size ? 1 : -(a->size > b->size);
}

void gb_diff_group(struct gb_arena *a, const struct gb_diff_view *v, struct gb_diff_groups *out)
{
	struct grouper g = { a, g_hash_table_new(g_str_hash, g_str_equal), out };

	add_measures(&g, v->diff);
	add_numbers(&g, v->diff);
	if (v->measures)
		add_milestones(&g, v->diff);
	g_hash_table_destroy(g.group);
	for (size_t i = 0; i < out->n; i++) {
		struct gb_diff_group *at = &out->item[i];

		if (v->measures && at->measure != NULL && rank(at->measure->kind, 0) > at->size)
			at->size = rank(at->measure->kind, 0);
		sort_items(at);
	}
	/* a stable merge sort: equals stay in the order of the document */
	g_qsort_with_data(out->item, (gint)out->n, sizeof *out->item, by_size, NULL);
}
