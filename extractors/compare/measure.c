/* measure - what became of the measures: reworded, moved, given to other bodies, split, merged. */
#include "internal.h"
#include "base/utf8.h"

/* ---- wording ---- */

/* The characters of the text that are words; what stands in `without` is left out once. */
static struct gb_span wording(struct gb_arena *a, const struct gb_measure *m)
{
	struct gb_buf out = { 0 };
	size_t title = gb_span_find(m->text, m->title, 0), len;

	for (size_t i = 0; i < m->text.n; i += len) {
		struct gb_span rest = gb_span_from(m->text, i);
		uint32_t cp = gb_utf8_decode(rest, &len);

		if (m->title.n > 0 && i == title) {
			len = m->title.n;
			continue;
		}
		for (size_t b = 0; b < m->responsible.n; b++)
			if (m->responsible.item[b].name.n > len && gb_span_starts(rest, m->responsible.item[b].name))
				len = m->responsible.item[b].name.n;
		if (len <= 4 && gb_utf8_is_han(cp))
			gb_buf_add_cp(&out, cp);
	}
	struct gb_span s = gb_arena_copy(a, gb_buf_span(&out));

	gb_buf_free(&out);
	return s;
}

static bool same_title(struct gb_span x, struct gb_span y)
{
	return gb_span_eq(gb_span_trim(x), gb_span_trim(y));
}

/* ---- bodies ---- */

/* One name is the other shortened: the same first character, and all of it in the other in this order. */
static bool shortens(struct gb_span s, struct gb_span full)
{
	size_t at = 0, len, other;

	if (gb_utf8_count(s) < 3)
		return gb_span_eq(s, full);
	for (size_t i = 0; i < s.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(s, i), &len);

		for (;; at += other) {
			if (at >= full.n || (i == 0 && at > 0))
				return false;
			if (gb_utf8_decode(gb_span_from(full, at), &other) == cp)
				break;
		}
		at += other;
	}
	return true;
}

static bool has_body(const struct gb_bodies *b, struct gb_span name)
{
	for (size_t i = 0; i < b->n; i++)
		if (shortens(name, b->item[i].name) || shortens(b->item[i].name, name))
			return true;
	return false;
}

void gb_measure_new_bodies(struct gb_arena *a, const struct gb_bodies *all, const struct gb_bodies *known, struct gb_bodies *out)
{
	for (size_t i = 0; i < all->n; i++)
		if (!has_body(known, all->item[i].name))
			*GB_PUSH(a, out->item, out->n, out->cap) = all->item[i];
}

/* ---- order ---- */

/*
 * Of the paired measures, those outside the longest run that kept its order
 * have moved.  `old` is the old number of each, in the new order.
 */
static void find_moved(struct gb_arena *a, const size_t *old, size_t n, bool *moved)
{
	size_t *tail = gb_arena_array(a, n + 1, sizeof *tail), *before = gb_arena_array(a, n + 1, sizeof *before), length = 0;

	for (size_t i = 0; i < n; i++) {
		size_t low = 0, high = length;

		moved[i] = true;
		while (low < high) {
			size_t mid = (low + high) / 2;

			if (old[tail[mid]] < old[i])
				low = mid + 1;
			else
				high = mid;
		}
		before[i] = low > 0 ? tail[low - 1] : GB_UNMATCHED;
		tail[low] = i;
		if (low == length)
			length++;
	}
	for (size_t i = length > 0 ? tail[length - 1] : GB_UNMATCHED; i != GB_UNMATCHED; i = before[i])
		moved[i] = false;
}

static bool *moved_measures(const struct gb_pairing *p)
{
	size_t *old = gb_arena_array(p->arena, p->new.nmeasure + 1, sizeof *old), n = 0;
	bool *in_run = gb_arena_array(p->arena, p->new.nmeasure + 1, sizeof *in_run);
	bool *moved = gb_arena_array(p->arena, p->new.nmeasure + 1, sizeof *moved);

	for (size_t i = 0; i < p->new.nmeasure; i++)
		if (p->measure_old[i] != GB_UNMATCHED)
			old[n++] = p->measure_old[i];
	find_moved(p->arena, old, n, in_run);
	n = 0;
	for (size_t i = 0; i < p->new.nmeasure; i++)
		if (p->measure_old[i] != GB_UNMATCHED)
			moved[i] = in_run[n++];
	return moved;
}

/* ---- kin: the measure most of whose numbers stand in another one now ---- */

static size_t most(const size_t *count, size_t n)
{
	size_t best = GB_UNMATCHED;

	for (size_t i = 0; i < n; i++)
		if (count[i] > 0 && (best == GB_UNMATCHED || count[i] > count[best]))
			best = i;
	return best;
}

static const struct gb_measure *source_of(const struct gb_pairing *p, size_t measure)
{
	size_t *count = gb_arena_array(p->arena, p->old.nmeasure + 1, sizeof *count);

	for (size_t y = 0; y < p->new.nnumber; y++) {
		size_t x = p->number_old[y];

		if (p->new.number[y].measure == measure && x != GB_UNMATCHED && p->old.number[x].measure != GB_UNMATCHED)
			count[p->old.number[x].measure]++;
	}
	size_t best = most(count, p->old.nmeasure);

	return best != GB_UNMATCHED ? p->old.measure[best].measure : NULL;
}

static const struct gb_measure *goal_of(const struct gb_pairing *p, size_t measure)
{
	size_t *count = gb_arena_array(p->arena, p->new.nmeasure + 1, sizeof *count);

	for (size_t y = 0; y < p->new.nnumber; y++) {
		size_t x = p->number_old[y];

		if (x != GB_UNMATCHED && p->old.number[x].measure == measure && p->new.number[y].measure != GB_UNMATCHED)
			count[p->new.number[y].measure]++;
	}
	size_t best = most(count, p->new.nmeasure);

	return best != GB_UNMATCHED ? p->new.measure[best].measure : NULL;
}

/* ---- all ---- */

static void compare_measures(struct gb_arena *a, struct gb_measure_change *c)
{
	c->retitled = !same_title(c->from->title, c->to->title);
	c->reworded = !gb_span_eq(wording(a, c->from), wording(a, c->to));
	gb_measure_new_bodies(a, &c->to->responsible, &c->from->responsible, &c->came);
	gb_measure_new_bodies(a, &c->from->responsible, &c->to->responsible, &c->went);
	c->other_bodies = c->came.n > 0 || c->went.n > 0;
	c->kind = c->other_bodies ? GB_CHANGE_RESPONSIBLE : c->retitled || c->reworded ? GB_CHANGE_REWORDED
						    : c->moved	       ? GB_CHANGE_MOVED
								       : GB_CHANGE_SAME;
}

void gb_measure_changes(const struct gb_pairing *p, struct gb_diff *out)
{
	bool *used = gb_arena_array(p->arena, p->old.nmeasure + 1, sizeof *used), *moved = moved_measures(p);

	out->measure = gb_arena_array(p->arena, p->old.nmeasure + p->new.nmeasure + 1, sizeof *out->measure);
	for (size_t i = 0; i < p->new.nmeasure; i++) {
		struct gb_measure_change c = { .kind = GB_CHANGE_ADDED, .to = p->new.measure[i].measure, .moved = moved[i] };

		if (p->measure_old[i] != GB_UNMATCHED) {
			used[p->measure_old[i]] = true;
			c.from = p->old.measure[p->measure_old[i]].measure;
			c.similarity = p->measure_like[i];
			compare_measures(p->arena, &c);
		} else {
			c.relative = source_of(p, i);
			c.kin = c.relative != NULL ? GB_KIN_SPLIT : GB_KIN_NONE;
		}
		out->differs = out->differs || c.kind != GB_CHANGE_SAME;
		out->measure[out->nmeasure++] = c;
	}
	for (size_t i = 0; i < p->old.nmeasure; i++) {
		struct gb_measure_change c = { .kind = GB_CHANGE_DROPPED, .from = p->old.measure[i].measure };

		if (used[i])
			continue;
		c.relative = goal_of(p, i);
		c.kin = c.relative != NULL ? GB_KIN_MERGE : GB_KIN_NONE;
		out->measure[out->nmeasure++] = c;
		out->differs = true;
	}
}
