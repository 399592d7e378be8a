/* frame_terms - numbers that only say which thing is meant, for whom, or on what terms. */
#include "policy/frame_int.h"

uint32_t gb_frame_cp(struct gb_span s, size_t off, size_t *len)
{
	return gb_utf8_decode(gb_span_from(s, off), len);
}

size_t gb_frame_next(struct gb_span s, size_t from)
{
	for (size_t len; from < s.n; from += len)
		if (gb_token_class(gb_frame_cp(s, from, &len)) == GB_TOKEN_QUANTITY)
			return from;
	return s.n;
}

enum gb_token_class gb_frame_focus_class(const struct gb_framing *w, const struct gb_mention *m)
{
	if (m->kind == GB_MENTION_IMPLIED)
		return GB_FOCUS_IMPLIED;
	if (gb_span_eq(m->unit, GB_S("%")) || gb_span_eq(m->unit, GB_S("‰")) || gb_span_eq(m->unit, GB_S("百分点")))
		return GB_FOCUS_SHARE;
	if (gb_words_has(w->f->time_unit, m->unit))
		return GB_FOCUS_TIME;
	if (m->kind == GB_MENTION_DURATION)
		return GB_FOCUS_TIME;
	return gb_number_is_bare(w->text, m) ? GB_FOCUS_BARE : GB_FOCUS_COUNT;
}

/* The item with the number in question made the focus. */
struct gb_span gb_frame_focused(const struct gb_framing *w, struct gb_span item, size_t at, enum gb_token_class focus)
{
	struct gb_buf buf = { 0 };
	struct gb_span out;

	gb_buf_add(&buf, gb_span_sub(item, 0, at));
	gb_buf_add_cp(&buf, (uint32_t)focus);
	gb_buf_add(&buf, gb_span_from(item, at + 3));
	out = gb_arena_copy(w->arena, gb_buf_span(&buf));
	gb_buf_free(&buf);
	return out;
}

static enum gb_token_class attribute_class(const struct gb_framing *w, const struct gb_mention *m)
{
	const struct gb_framer *f = w->f;
	enum gb_token_class class = gb_frame_focus_class(w, m);
	struct gb_span dim = gb_words_value(f->unit, m->unit, "dim");

	if (class == GB_FOCUS_TIME)
		return class;
	bool measures = gb_words_has(f->measuring, dim);

	if (m->at.end > m->core.end)
		return measures || gb_span_eq(dim, GB_S("money")) ? GB_FOCUS_LIMIT : GB_FOCUS_BOUND;
	if (class == GB_FOCUS_BARE)
		return GB_FOCUS_COUNT;
	return class == GB_FOCUS_COUNT && measures ? GB_FOCUS_MEASURE : class;
}

/*
 * Numbers that only say what kind of thing is meant (3.5米宽, 35至64周岁的) become
 * parts of names: their token is renamed, in the skeleton and in the clause.
 */
void gb_frame_attributes(struct gb_framer *f, struct gb_arena *a, struct gb_span text, struct gb_clause *c)
{
	struct gb_framing w = { .f = f, .arena = a, .text = text, .clause = c };
	struct gb_buf done = { 0 };
	size_t from = 0;

	for (size_t at = gb_frame_next(c->skeleton, 0), len; at < c->skeleton.n; at = gb_frame_next(c->skeleton, at + len)) {
		struct gb_token *t = NULL;
		uint32_t cp = gb_frame_cp(c->skeleton, at, &len);
		struct gb_match hit;

		for (size_t i = 0; i < c->ntoken && t == NULL; i++)
			t = c->token[i].cp == cp ? &c->token[i] : NULL;
		if (t == NULL || t->mention == NULL || c->skeleton.n > LONGEST_ITEM)
			continue;
		struct gb_span seen = gb_frame_focused(&w, c->skeleton, at, attribute_class(&w, t->mention));

		if (!gb_pass_at(f->attributes, f->matcher, a, seen, at, &hit))
			continue;
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

/* （35—64岁）, （年产值500亿元以上）: which ones are meant. */
static bool is_kind(struct gb_framing *w, struct gb_span s)
{
	size_t len, at = gb_frame_next(s, 0);
	const struct gb_token *t = at < s.n ? gb_skeleton_token(w->clause, gb_frame_cp(s, at, &len)) : NULL;
	struct gb_match hit;

	if (t == NULL || t->mention == NULL)
		return false;
	struct gb_span seen = gb_frame_focused(w, s, at, attribute_class(w, t->mention));

	return gb_rule_at(w->f->aside_kind, w->f->matcher, w->arena, seen, 0, &hit) && hit.at.end == s.n;
}

bool gb_frame_is_condition(struct gb_framing *w)
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
		return gb_frame_next(s, 0) < s.n;
	}
	return w->topic->granted && gb_frame_next(s, 0) < s.n &&
	       gb_rule_find(w->f->grant, w->f->matcher, w->arena, s, 0, &hit);
}
