/* frame_share - the members of a list and their numbers: 分别, 各, as many years or things as numbers. */
#include "frame_internal.h"
#include "base/utf8.h"

#include <string.h>

size_t gb_share_split_list(const struct gb_framing *w, struct gb_span s, struct gb_span *part, size_t max)
{
	size_t n = 0, start = 0;

	for (size_t off = 0, len; off < s.n && n + 1 < max; off += len) {
		gb_item_cp_at(s, off, &len);
		size_t joint = gb_words_prefix(w->f->joint, gb_span_from(s, off));
		bool quotes = off > start && gb_span_starts(gb_span_from(s, off), GB_S("“")) &&
			      gb_span_ends(gb_span_sub(s, 0, off), GB_S("”")); /* “甲”“乙” */

		if ((joint == 0 && !quotes) || off == start)
			continue;
		part[n++] = gb_span_sub(s, start, off - start);
		len = quotes ? len : joint;
		start = quotes ? off : off + joint;
	}
	part[n++] = gb_span_from(s, start);
	return n;
}

void gb_share_add_each(struct gb_framing *w, struct gb_span item, const struct gb_match *m, const struct gb_frame *fr)
{
	struct gb_span part[MAX_SHARED];
	struct gb_span verb = gb_item_verb(w, item, m);
	size_t n = gb_share_split_list(w, gb_match_key(m, GB_KEY_INDICATOR), part, MAX_SHARED);

	for (size_t i = 0; i < n; i++) {
		struct gb_frame *one = GB_PUSH(w->arena, w->out->item, w->out->n, w->out->cap);
		struct gb_span words = gb_item_clean(w, part[i]);

		*one = *fr;
		one->indicator = gb_words_prefix(w->f->doing, words) > 0 ? words : gb_arena_concat(w->arena, verb, words);
	}
}

/* Where the words that end `part` stand in `last` with more behind them: what is behind, or an empty span. */
static struct gb_span behind_common(struct gb_span part, struct gb_span last)
{
	size_t two = gb_utf8_count(part) > 2 ? gb_utf8_offset(part, gb_utf8_count(part) - 2) : part.n;
	size_t at = two < part.n ? gb_span_find(last, gb_span_from(part, two), 0) : (size_t)-1;

	return at == (size_t)-1 || at == 0 ? GB_S("") : gb_span_from(last, at + part.n - two);
}

/*
 * What the figure of the last member is called (天然气产量: 产量), when the
 * members before it are about as long as the last without it.
 */
static struct gb_span figure_name(const struct gb_framing *w, struct gb_span last, size_t head)
{
	size_t stock = gb_words_suffix(w->f->stock, last), of = gb_words_suffix(w->f->figure_of, last);
	size_t n = of > stock ? of : stock > 0 ? stock : gb_words_suffix(w->f->lent, last);
	struct gb_span name = gb_span_from(last, last.n - n);
	size_t left = gb_utf8_count(last) - gb_utf8_count(name);

	return gb_utf8_count(name) >= 2 && left <= head + 1 && left + (stock > 0 ? 2 : 3) >= head ? name : GB_S("");
}

/*
 * 家电、新能源汽车零售额: the last member is longer than the others and its
 * figure is one of goods, so the figure alone is lent.
 */
static bool longer_figure(const struct gb_framing *w, struct gb_span last, size_t head)
{
	size_t n = gb_words_suffix(w->f->stock, last);
	bool goods = gb_words_suffix(w->f->goods, last) > 0;

	return goods && gb_utf8_count(last) - n / strlen("量") > head + 1;
}

/* 一、二、三产; 省、市、县三级医院: one character of each member stands for all of it but what the last has behind. */
static bool is_short_for(const struct gb_framing *w, struct gb_span s)
{
	return gb_words_prefix(w->f->short_head, s) > 0;
}

/* 旅游人数, 案件数: a figure of its own. */
static bool counts_heads(struct gb_span s)
{
	return gb_utf8_count(s) > 2 && (gb_span_ends(s, GB_S("数")) || gb_span_ends(s, GB_S("人次")));
}

/*
 * What the last member of a list has behind belongs to every one of them: behind
 * the words all end with (装备制造业、新材料制造业增加值), else the name of the
 * figure, else what is behind as many characters as the others have
 * (水利、电力巡检应用比例).  A member that is a figure of its own (利用率、
 * 达标率) needs nothing.
 */
static void lend_tail(struct gb_framing *w, size_t n)
{
	struct gb_span last = n > 1 ? w->shared[n - 1] : GB_S("");
	struct gb_span tail = n > 1 ? behind_common(w->shared[0], last) : GB_S("");
	size_t head = n > 1 ? gb_utf8_count(w->shared[0]) : 0;
	struct gb_span name = n > 1 ? figure_name(w, last, head) : GB_S("");
	/* 对东盟、欧盟进出口: what governs the list is no part of its first member */
	bool governed = n > 1 && gb_span_starts(w->shared[0], GB_S("对")) && !gb_span_starts(last, GB_S("对"));
	bool even = head <= 6;

	for (size_t i = 0; i + 1 < n; i++) {
		if (gb_words_suffix(w->f->stock, w->shared[i]) > 0 || counts_heads(w->shared[i]))
			return;
		even = even && gb_utf8_count(w->shared[i]) == head;
		tail = gb_span_eq(behind_common(w->shared[i], last), tail) ? tail : GB_S("");
	}
	if (tail.n == 0 && head == 1 && n > 1 && is_short_for(w, w->shared[0]) && is_short_for(w, last))
		tail = gb_span_from(last, gb_utf8_len(last)); /* 一、二、三产增加值 */
	else if (tail.n == 0 && head == 1)
		tail = gb_span_from(last, last.n - gb_words_suffix(w->f->stock, last)); /* 水、电、天然气产量 */
	if (tail.n == 0 && name.n == 0 && even && longer_figure(w, last, head))
		tail = gb_span_from(last, last.n - gb_words_suffix(w->f->stock, last));
	if (tail.n == 0)
		tail = name.n > 0 ? name : even ? gb_span_from(last, gb_utf8_offset(last, head - governed)) : GB_S("");
	for (size_t i = 0; i + 1 < n && tail.n >= 6; i++)
		w->shared[i] = gb_arena_concat(w->arena, w->shared[i], tail);
}

/* How many numbers stand alone behind this item: 、140万吨、6.5万吨 */
static size_t bare_behind(const struct gb_framing *w)
{
	struct gb_span s = w->rest;
	size_t n = 0, len;

	for (; s.n > 0 && gb_clause_class(gb_item_cp_at(s, 0, &len)) == GB_TOKEN_QUANTITY; n++) {
		size_t joint = gb_words_prefix(w->f->conj, gb_span_from(s, len));

		if (joint == 0 && len < s.n)
			break; /* words belong to it */
		s = gb_span_from(s, len + joint);
	}
	return n;
}

/* A list of things, not of what is done to one (新建、改建道路). */
static bool all_things(const struct gb_framing *w, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (w->shared[i].n < 6 || gb_words_prefix(w->f->doing, w->shared[i]) == w->shared[i].n)
			return false;
	return true;
}

/* 分别增长4%、6% shares out what the clause before measured. */
static bool share_heads(struct gb_framing *w, size_t numbers)
{
	const struct gb_topic *t = w->topic;

	bool one_each = t->nlast == 1 && !t->changed; /* 游客…，花费…，分别增长 */

	if (numbers < 2 || t->nhead < numbers || (t->nlast < numbers && !one_each))
		return false;
	for (size_t i = 0; i < numbers; i++)
		w->shared[i] = t->head[t->nhead - numbers + i];
	w->nshared = numbers;
	return true;
}

/* 核心零件和控制软件供给能力提升，自给率分别超过50%和30% */
static bool share_members(struct gb_framing *w, struct gb_span indicator, size_t numbers)
{
	const struct gb_topic *t = w->topic;

	if (numbers < 2 || t->nmember != numbers || t->toward)
		return false;
	for (size_t i = 0; i < numbers; i++)
		w->shared[i] = gb_arena_concat(w->arena, t->member[i], indicator);
	w->nshared = numbers;
	return true;
}

bool gb_share_each_for(struct gb_framing *w, struct gb_span item, size_t at, struct gb_span *rest, struct gb_span *member, size_t *n)
{
	size_t each = gb_span_find(gb_span_sub(item, 0, at), GB_S("分别"), 0);
	struct gb_span left = gb_span_sub(item, 0, each < item.n ? each : 0);
	size_t prep = gb_words_prefix(w->f->toward, left);

	if (each >= item.n)
		return false;
	*rest = gb_span_from(item, each + strlen("分别"));
	*n = 0;
	if (left.n == 0 && w->topic->toward)
		for (; *n < w->topic->nmember; ++*n)
			member[*n] = w->topic->member[*n];
	else if (prep > 0)
		*n = gb_share_split_list(w, gb_item_expand(w, gb_span_from(left, prep)), member, MAX_SHARED);
	return *n > 1 && (w->numbers == 1 || w->numbers == *n);
}

void gb_share_out(struct gb_framing *w, struct gb_span item, const struct gb_match *m, struct gb_frame *fr)
{
	struct gb_span part[MAX_SHARED], verb = gb_item_verb(w, item, m);
	struct gb_span indicator = gb_match_key(m, GB_KEY_INDICATOR);
	bool each = gb_span_has(item, GB_S("分别"));
	size_t n, numbers = 1 + bare_behind(w);

	w->nshared = w->next_shared = 0;
	if (!each && numbers < 2)
		return;
	n = indicator.n > 0 ? gb_share_split_list(w, indicator, part, MAX_SHARED) : 0;
	for (size_t i = 0; i < n; i++)
		w->shared[w->nshared++] = gb_item_clean(w, part[i]);
	/* 主导制定国际、国家标准: the verb is no part of the first member */
	bool led = n > 1 && verb.n > 0 && verb.n < w->shared[0].n && gb_span_starts(w->shared[0], verb);

	if (led)
		w->shared[0] = gb_span_from(w->shared[0], verb.n);
	lend_tail(w, n);
	if (led)
		w->shared[0] = gb_arena_concat(w->arena, verb, w->shared[0]);
	if (n == 1 && each && share_members(w, w->shared[0], numbers))
		n = numbers;
	if (n < 2 ? !(each && n == 0 && share_heads(w, numbers)) : !each && (n != numbers || !all_things(w, n)))
		w->nshared = 0;
	for (size_t i = 1; i < w->nshared && n > 1; i++)
		if (gb_words_prefix(w->f->doing, w->shared[i]) == 0)
			w->shared[i] = gb_arena_concat(w->arena, verb, w->shared[i]);
	if (w->nshared > 0)
		fr->indicator = w->shared[w->next_shared++];
}

void gb_share_dates(struct gb_framing *w, struct gb_span s)
{
	size_t each = gb_span_find(s, GB_S("分别"), 0), numbers = 0, off, len;
	struct gb_span left = gb_span_sub(s, 0, each < s.n ? each : 0);

	if (left.n == 0)
		return;
	for (off = each; off < s.n && (off = gb_item_next_quantity(s, off)) < s.n; off += 3)
		numbers++;
	for (off = 0; off < left.n && w->ndate < MAX_SHARED; off += len) {
		const struct gb_token *t = gb_clause_token(w->clause, gb_item_cp_at(left, off, &len));

		if (t != NULL && t->mention != NULL && gb_clause_class(t->cp) == GB_TOKEN_DATE)
			w->date[w->ndate++] = t->mention;
		else if (gb_words_prefix(w->f->joint, gb_span_from(left, off)) == 0)
			break;
	}
	if (off < left.n || w->ndate != numbers || numbers < 2)
		w->ndate = 0;
}

bool gb_share_in_from_list(const struct gb_frame_reader *f, struct gb_span left, struct gb_span between)
{
	size_t from = gb_span_find(left, GB_S("分别从"), 0);

	if (from == (size_t)-1)
		from = gb_span_find(left, GB_S("分别由"), 0);
	if (from == (size_t)-1 || gb_words_prefix(f->conj, between) != between.n)
		return false;
	left = gb_span_from(left, from);
	return !gb_span_has(left, GB_S("到")) && !gb_span_has(left, GB_S("至"));
}

/* What stands behind the first 级 of an indicator, or an empty span. */
static struct gb_span behind_grade(struct gb_span words)
{
	size_t at = gb_span_find(words, GB_S("级"), 0);

	return at == (size_t)-1 ? GB_S("") : gb_span_from(words, at + 3);
}

void gb_share_lend_grades(struct gb_framing *w, size_t before)
{
	for (size_t i = w->out->n; i-- > before + 1;) {
		struct gb_frame *fr = &w->out->item[i - 1], *next = &w->out->item[i];
		struct gb_span tail = behind_grade(next->indicator);

		if (tail.n >= 6 && gb_span_ends(fr->indicator, GB_S("级")) && gb_span_eq(fr->focus->unit, next->focus->unit))
			fr->indicator = gb_arena_concat(w->arena, fr->indicator, tail);
	}
}
