/* frame_terms - numbers that only say which ones are meant, for whom, or on what terms. */
#include "frame_internal.h"

#define NAME_ROOM 512u /* names of a clause proper; the room behind is for numbers that turn out to be parts of names */

/* （35—64岁）, （年产值500亿元以上）: which ones are meant. */
static bool is_kind(struct gb_framing *w, struct gb_span s)
{
	size_t len, at = gb_item_next_quantity(s, 0);
	const struct gb_token *t = at < s.n ? gb_clause_token(w->clause, gb_item_cp_at(s, at, &len)) : NULL;
	struct gb_match hit;

	if (t == NULL || t->mention == NULL)
		return false;
	struct gb_span seen = gb_item_focused(w, s, at, gb_terms_attribute_class(w, t->mention));

	return gb_rule_at(w->f->aside_kind, w->f->matcher, w->arena, seen, 0, &hit) && hit.at.end == s.n;
}

bool gb_terms_is_condition(struct gb_framing *w)
{
	struct gb_span s = w->clause->skeleton;
	struct gb_match hit;

	if (s.n == 0 || s.n > LONGEST_ITEM)
		return false;
	if (w->clause->depth > 0)
		return is_kind(w, s);
	/* 对年产值超过10亿元的企业，按5%给予补助 */
	if (gb_rule_at(w->f->condition, w->f->matcher, w->arena, s, 0, &hit) && hit.at.end == s.n) {
		w->topic->granted = true;
		return gb_item_next_quantity(s, 0) < s.n;
	}
	return w->topic->granted && gb_item_next_quantity(s, 0) < s.n &&
	       gb_rule_find(w->f->grant, w->f->matcher, w->arena, s, 0, &hit);
}

bool gb_terms_is_event(const struct gb_framing *w, const struct gb_mention *m)
{
	bool dated = false;

	for (size_t i = 0; !dated && i < w->clause->ntoken; i++)
		dated = gb_clause_class(w->clause->token[i].cp) == GB_TOKEN_DATE;
	return dated && gb_words_has(w->f->event, m->unit) &&
	       gb_words_suffix(w->f->light, gb_span_sub(w->text, 0, m->core.start)) > 0;
}

enum gb_clause_class gb_terms_attribute_class(const struct gb_framing *w, const struct gb_mention *m)
{
	const struct gb_frame_reader *f = w->f;
	enum gb_clause_class class = gb_item_focus_class(w, m);
	struct gb_span dim = gb_words_value(f->unit, m->unit, "dim");

	if (class == GB_FOCUS_TIME || class == GB_FOCUS_SHARE)
		return class;
	bool measures = gb_words_has(f->measuring, dim);

	if (class == GB_FOCUS_COUNT && gb_words_has(f->quality, dim))
		return GB_FOCUS_QUALITY;
	if (m->at.end > m->core.end)
		return measures || gb_span_eq(dim, GB_S("money")) ? GB_FOCUS_LIMIT : GB_FOCUS_BOUND;
	if (gb_span_ends(m->unit, GB_S("/年")) || gb_span_ends(m->unit, GB_S("/日")) || gb_span_ends(m->unit, GB_S("/天")))
		return GB_FOCUS_BULK; /* 400万吨/年煤制油项目 */
	if (class == GB_FOCUS_BARE)
		return GB_FOCUS_COUNT;
	if (class == GB_FOCUS_COUNT && (gb_span_eq(dim, GB_S("mass")) || gb_span_eq(dim, GB_S("volume"))))
		return GB_FOCUS_BULK;
	return class == GB_FOCUS_COUNT && measures ? GB_FOCUS_MEASURE : class;
}

/* 坝高超过15米, 30万吨以下: what a size is said of, or an upper bound; else the class as it is. */
static enum gb_clause_class named_class(const struct gb_framing *w, struct gb_span left, const struct gb_mention *m,
				       enum gb_clause_class class)
{
	if (class == GB_FOCUS_TIME || class == GB_FOCUS_SHARE || class == GB_FOCUS_IMPLIED)
		return class;
	for (size_t n = 1; n > 0; left.n -= n)
		n = gb_words_suffix(w->f->compare, left);
	if (gb_words_suffix(w->f->size_noun, left) > 0 && gb_words_suffix(w->f->change, left) == 0)
		return GB_FOCUS_SIZED;
	return m->at.end > m->core.end && gb_span_starts(m->comparator, GB_S("<")) ? GB_FOCUS_BELOW : class;
}

/* The only number of the clause, with a bound and 的 behind it, and no size before it: it counts the noun behind. */
static bool is_made(const struct gb_framing *w, size_t end, enum gb_clause_class class)
{
	struct gb_span s = w->clause->skeleton;
	size_t first = gb_item_next_quantity(s, 0);
	struct gb_span rest = gb_span_from(s, end);

	if (class != GB_FOCUS_BOUND && class != GB_FOCUS_COUNT)
		return false;
	struct gb_span left = gb_span_sub(s, 0, first);

	for (size_t n = 1; n > 0; left.n -= n)
		n = gb_words_suffix(w->f->compare, left);
	return left.n > 3 && gb_words_suffix(w->f->at, left) == 0 && gb_item_next_quantity(s, end) == s.n && first + 3 == end &&
	       gb_words_prefix(w->f->of, rest) > 0;
}

/*
 * 实现16个乡镇农机维修点全覆盖: where the clause ends with its words for all and a
 * single count stands before them, that count says whose they are; else 0.
 */
static size_t counts_whose(const struct gb_framing *w)
{
	struct gb_span s = w->clause->skeleton;
	size_t first = gb_item_next_quantity(s, 0), last = first < s.n ? gb_item_next_quantity(s, first + 3) : s.n;
	const struct gb_token *t = last < s.n ? gb_clause_token(w->clause, gb_item_cp_at(s, last, &(size_t){ 0 })) : NULL;
	const struct gb_token *count = t != NULL ? gb_clause_token(w->clause, gb_item_cp_at(s, first, &(size_t){ 0 })) : NULL;
	struct gb_span between = last < s.n ? gb_span_sub(s, first + 3, last - first - 3) : GB_S("");

	if (t == NULL || count == NULL || t->mention == NULL || count->mention == NULL || last + 3 < s.n)
		return 0;
	if (t->mention->kind != GB_MENTION_IMPLIED || !gb_span_eq(t->mention->unit, GB_S("%")))
		return 0;
	if (count->mention->kind != GB_MENTION_QUANTITY)
		return 0;
	return gb_item_holds(w->f->doing, gb_span_sub(s, 0, first)) || gb_item_holds(w->f->conj, between) ? 0 : last;
}

/*
 * Numbers that only say what kind of thing is meant (3.5米宽, 35至64周岁的) become
 * parts of names: their token is renamed, in the skeleton and in the clause.
 */
void gb_terms_rename_attributes(struct gb_frame_reader *f, struct gb_arena *a, struct gb_span text, struct gb_clause *c)
{
	struct gb_framing w = { .f = f, .arena = a, .text = text, .clause = c };
	struct gb_buf done = { 0 };
	size_t from = 0, whole = counts_whose(&w);

	for (size_t at = gb_item_next_quantity(c->skeleton, 0), len; at < c->skeleton.n;
	     at = gb_item_next_quantity(c->skeleton, at + len)) {
		struct gb_token *t = NULL;
		uint32_t cp = gb_item_cp_at(c->skeleton, at, &len);
		struct gb_match hit;

		for (size_t i = 0; i < c->ntoken && t == NULL; i++)
			t = c->token[i].cp == cp ? &c->token[i] : NULL;
		if (t == NULL || t->mention == NULL || c->skeleton.n > LONGEST_ITEM)
			continue;
		enum gb_clause_class class = gb_terms_attribute_class(&w, t->mention);
		struct gb_span item = gb_item_focused(&w, c->skeleton, at, class);
		enum gb_clause_class other = named_class(&w, gb_span_sub(c->skeleton, 0, at), t->mention, class);

		if (other == class && is_made(&w, at + len, class)) /* 每村配备1名以上的协管员 */
			continue;
		if (at < whole) /* 16个乡镇农机维修点全覆盖 */
			hit = (struct gb_match){ .rule = NULL };
		else if (other != class && gb_pass_at(f->attributes, f->matcher, a, gb_item_focused(&w, c->skeleton, at, other), at, &hit))
			item = gb_item_focused(&w, c->skeleton, at, other);
		else if (!gb_pass_at(f->attributes, f->matcher, a, item, at, &hit))
			continue;
		gb_item_tell(&w, item, t->mention, hit.rule != NULL ? &hit : NULL, GB_FRAME_ATTRIBUTE);
		t->cp = (uint32_t)GB_TOKEN_NAME + NAME_ROOM + (cp - (uint32_t)GB_TOKEN_QUANTITY) % NAME_ROOM;
		gb_buf_add(&done, gb_span_sub(c->skeleton, from, at - from));
		gb_buf_add_cp(&done, t->cp);
		from = at + len;
	}
	if (done.n > 0) {
		gb_buf_add(&done, gb_span_from(c->skeleton, from));
		c->skeleton = gb_arena_copy(a, gb_buf_span(&done));
	}
	gb_buf_free(&done);
}
