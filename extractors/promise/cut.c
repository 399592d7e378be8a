/* cut - a clause with several numbers falls into items: where, of all sensible ways, most numbers get a frame. */
#include "frame_internal.h"
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

#define TOKEN ((size_t)3) /* bytes of a token's character */
#define WAYS 4            /* of cutting between two numbers */
#define MOST_GAPS 8       /* that are cut in every way; a longer clause is cut as its joints say */
#define MOST_TRIES 96
#define SHORT_NOUN 8      /* characters: 高校 of 3所高校8个学科进入前列 */
#define LONGEST_VERB 4 /* characters: 改扩建, 改造提升 */
#define SHORT_VERB ((size_t)6) /* bytes: 入选 */
#define LONG_STOCK ((size_t)6) /* bytes: 总量 */
#define LOW 3             /* the rank of a rule that takes what no other does */

/* ---- where two numbers fall apart ---- */

/* 839个海外仓、总面积1210万平方米: the words before the next number are a figure of its own. */
static bool names_figure(const struct gb_frame_reader *f, struct gb_span rest)
{
	for (size_t n = 1; n > 0 && rest.n > 0; rest.n -= n)
		n = gb_words_suffix(f->compare, rest);
	return rest.n > 0 && (gb_words_has(f->figure, rest) || gb_words_suffix(f->stock, rest) >= LONG_STOCK);
}

/* A verb, or nothing but words of comparison (合计不少于), begins another item. */
static bool begins_item(const struct gb_frame_reader *f, struct gb_span rest, bool list)
{
	size_t len;

	if (gb_words_prefix(f->doing, rest) > 0)
		return true;
	if (rest.n > 0 && gb_clause_class(gb_item_cp_at(rest, 0, &len)) == GB_TOKEN_SET)
		return true;
	if ((list && names_figure(f, rest)) || gb_words_prefix(f->item_head, rest) > 0)
		return true;
	for (size_t n = 1; n > 0 && rest.n > 0; rest = gb_span_from(rest, n))
		n = gb_words_prefix(f->compare, rest);
	return rest.n == 0;
}

/* 零售总额2.76万亿元增长6.1%: the mark between level and growth is left out. */
static bool grows_behind(const struct gb_frame_reader *f, struct gb_span left, struct gb_span between)
{
	return between.n > 0 && gb_words_has(f->change, between) && gb_words_suffix(f->stock, left) > 0 && !gb_item_holds(f->from, left);
}

/* 惠及, 普及: the end of a verb joins nothing. */
static size_t conj_at(const struct gb_frame_reader *f, struct gb_span s, size_t off)
{
	size_t n = gb_words_prefix(f->conj, gb_span_from(s, off));

	return n > 0 && gb_words_suffix(f->no_conj, gb_span_sub(s, 0, off + n)) > 0 ? 0 : n;
}

struct joint {
	size_t head, len; /* bytes of the words that stay with the first number; of the joint */
};

/*
 * Where the words between two numbers fall apart; false when both numbers stand in one frame.
 */
static bool split_between(const struct gb_frame_reader *f, struct gb_span between, struct joint *j)
{
	size_t n = gb_words_prefix(f->conj, between);

	*j = (struct joint){ 0, n };
	if (between.n == 0 || n > 0)
		return true;
	n = gb_words_suffix(f->conj, between);
	n = n > 0 && gb_words_suffix(f->no_conj, between) > 0 ? 0 : n;
	*j = (struct joint){ between.n - n, n };
	if (n > 0)
		return true;
	for (size_t off = 0, len; off < between.n; off += len) {
		gb_item_cp_at(between, off, &len);
		n = conj_at(f, between, off);
		if (n == 0 || !begins_item(f, gb_span_from(between, off + n), gb_span_starts(gb_span_from(between, off), GB_S("、"))))
			continue;
		*j = (struct joint){ off, n };
		return true;
	}
	return false;
}

/* ---- one way ---- */

enum cut_way { AS_IT_SAYS, AT_FIRST, AT_LAST, SHARED };

/* The numbers of a clause, and how each gap between two of them is cut. */
struct clause_cut {
	struct gb_framing *w;
	struct gb_span s;
	size_t *at, n, cap; /* where the numbers stand */
	enum cut_way *way;
};

static struct gb_span between(const struct clause_cut *c, size_t gap)
{
	size_t from = c->at[gap] + TOKEN;

	return gb_span_sub(c->s, from, c->at[gap + 1] - from);
}

static bool inner_joint(const struct clause_cut *c, size_t gap, bool last, struct joint *j)
{
	struct gb_span words = between(c, gap);
	bool found = false;

	for (size_t off = 0, len; off < words.n && (last || !found); off += len) {
		size_t n = conj_at(c->w->f, words, off);

		gb_item_cp_at(words, off, &len);
		if (n == 0 || off == 0 || off + n == words.n)
			continue;
		*j = (struct joint){ off, n };
		found = true;
	}
	return found;
}

static bool cut_of(const struct clause_cut *c, size_t gap, size_t start, struct joint *j)
{
	struct gb_span words = between(c, gap), left = gb_span_sub(c->s, start, c->at[gap] - start);

	if (c->way[gap] == AT_FIRST || c->way[gap] == AT_LAST)
		return inner_joint(c, gap, c->way[gap] == AT_LAST, j);
	*j = (struct joint){ 0, 0 };
	return grows_behind(c->w->f, left, words) ||
	       (!gb_share_in_from_list(c->w->f, left, words) && split_between(c->w->f, words, j));
}

/* Where what is said of all begins: 入选 in 社团入选名单; s.n: nowhere. */
static size_t predicate_in(const struct gb_frame_reader *f, struct gb_span s)
{
	const struct gb_words *const verbs[] = { f->state_verb, f->event_verb, f->doing, f->light, f->reach, f->share_verb, f->task_verb };

	for (size_t off = 0, len, chars = 0; off < s.n; off += len, chars++) {
		gb_item_cp_at(s, off, &len);
		for (size_t i = 0; chars > 0 && i < sizeof verbs / sizeof *verbs; i++)
			if (gb_words_prefix(verbs[i], gb_span_from(s, off)) >= SHORT_VERB)
				return off;
	}
	return s.n;
}

static struct gb_span join(const struct clause_cut *c, struct gb_span a, size_t number, struct gb_span b, struct gb_span d)
{
	struct gb_span head = gb_arena_concat(c->w->arena, a, gb_span_sub(c->s, c->at[number], TOKEN));

	return gb_arena_concat(c->w->arena, head, gb_arena_concat(c->w->arena, b, d));
}

/*
 * 改造20个36万平方米老旧厂区, 新建9家、改建7家社区健康小屋, 3所高校8个学科进入前列:
 * what stands behind the last number (its predicate, when each number has a noun
 * of its own) belongs to every one of the group, and so does what stands before
 * the first.  False: these numbers share nothing.
 */
static bool add_shared(struct clause_cut *c, size_t first, size_t last, size_t start, size_t end, struct gb_cuts *out)
{
	struct gb_span pre = gb_span_sub(c->s, start, c->at[first] - start);
	struct gb_span rest = gb_span_sub(c->s, c->at[last] + TOKEN, end - c->at[last] - TOKEN);
	struct gb_span predicate = gb_span_from(rest, predicate_in(c->w->f, rest));

	if (rest.n == 0)
		return false;
	for (size_t i = first; i <= last; i++) {
		struct gb_span noun = i < last ? between(c, i) : rest, verb = GB_S("");
		size_t joint = noun.n, len = 0;

		for (size_t off = 0, step; i < last && off < noun.n && joint == noun.n; off += step) {
			gb_item_cp_at(noun, off, &step);
			if ((len = conj_at(c->w->f, noun, off)) > 0)
				joint = off;
		}
		if (i < last && joint < noun.n) {
			verb = gb_span_from(noun, joint + len);
			noun = gb_span_sub(noun, 0, joint);
		}
		if (i < last && ((noun.n > 0 && predicate.n == 0) || gb_utf8_count(noun) > SHORT_NOUN ||
				 (verb.n > 0 && (noun.n > 0 || gb_utf8_count(verb) > LONGEST_VERB))))
			return false;
		struct gb_span all = i == last ? GB_S("") : noun.n > 0 ? predicate : rest;

		*GB_PUSH(c->w->arena, out->item, out->n, out->cap) = (struct gb_cut){ join(c, pre, i, noun, all), GB_S("") };
		pre = verb.n > 0 ? verb : pre;
	}
	return true;
}

/* The items of this way; false when it cannot be gone. */
static bool items_of(struct clause_cut *c, struct gb_cuts *out)
{
	size_t start = 0, first = 0;

	out->n = 0;
	for (size_t i = 0; i < c->n; i++) {
		struct joint j = { 0, 0 };
		bool shared = i + 1 < c->n && c->way[i] == SHARED, cut = false;

		if (i + 1 < c->n && !shared) {
			cut = cut_of(c, i, start, &j);
			if (!cut && c->way[i] != AS_IT_SAYS)
				return false;
		}
		if (shared || (i + 1 < c->n && !cut))
			continue;
		size_t end = cut ? c->at[i] + TOKEN + j.head : c->s.n;
		size_t group = i;

		while (group > first && c->way[group - 1] == SHARED)
			group--;
		if (group < i && (group > first || !add_shared(c, group, i, start, end, out)))
			return false;
		if (group == i)
			*GB_PUSH(c->w->arena, out->item, out->n, out->cap) =
				(struct gb_cut){ gb_span_sub(c->s, start, end - start), gb_span_from(c->s, cut ? end + j.len : c->s.n) };
		start = end + j.len;
		first = i + 1;
	}
	return true;
}

/* ---- the best way ---- */

struct score {
	size_t framed, rank; /* numbers that get a frame; the sum of the ranks of their rules */
};

static struct score score_of(struct gb_framing *w, const struct gb_cuts *cuts)
{
	struct score all = { 0, 0 };

	for (size_t i = 0; i < cuts->n; i++) {
		unsigned framed = 0, rank = 0;

		gb_item_try(w, cuts->item[i].item, i > 0, &framed, &rank);
		all.framed += framed;
		all.rank += rank;
	}
	return all;
}

static bool better(struct score a, struct score b)
{
	return a.framed != b.framed ? a.framed > b.framed : a.rank < b.rank;
}

/* The next way of cutting the gaps, as one counts; false behind the last. */
static bool next_way(struct clause_cut *c)
{
	for (size_t i = 0; i + 1 < c->n; i++) {
		if (++c->way[i] < (enum cut_way)WAYS)
			return true;
		c->way[i] = AS_IT_SAYS;
	}
	return false;
}

void gb_cut_clause(struct gb_framing *w, struct gb_span s, struct gb_cuts *out)
{
	struct clause_cut c = { .w = w, .s = s };
	struct gb_cuts other = { .n = 0 };
	struct score best, now;
	size_t tries = 0;

	for (size_t at = gb_item_next_quantity(s, 0); at < s.n; at = gb_item_next_quantity(s, at + TOKEN))
		*GB_PUSH(w->arena, c.at, c.n, c.cap) = at;
	assert(c.n > 0);
	c.way = gb_arena_alloc(w->arena, c.n * sizeof *c.way);
	memset(c.way, 0, c.n * sizeof *c.way);
	items_of(&c, out);
	if (c.n < 2 || c.n > MOST_GAPS + 1 || s.n > LONGEST_ITEM)
		return;
	best = score_of(w, out);
	while (!(best.framed == c.n && best.rank < c.n - 1 + LOW) && tries++ < MOST_TRIES && next_way(&c)) {
		if (!items_of(&c, &other))
			continue;
		now = score_of(w, &other);
		if (better(now, best)) {
			struct gb_cuts last = *out;

			best = now;
			*out = other;
			other = last;
		}
	}
}
