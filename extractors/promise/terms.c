/* frame_terms - numbers that only say which ones are meant, for whom, or on what terms. */
#include "frame_internal.h"

/* （35—64岁）, （年产值500亿元以上）: which ones are meant. */
static bool is_kind(struct gb_framing *w, struct gb_span s)
{
	size_t len, at = gb_skeleton_next_quantity(s, 0);
	const struct gb_token *t = at < s.n ? gb_skeleton_token(w->clause, gb_skeleton_cp_at(s, at, &len)) : NULL;
	struct gb_match hit;

	if (t == NULL || t->mention == NULL)
		return false;
	struct gb_span seen = gb_framing_focused(w, s, at, gb_framing_attribute_class(w, t->mention));

	return gb_rule_at(w->f->aside_kind, w->f->matcher, w->arena, seen, 0, &hit) && hit.at.end == s.n;
}

bool gb_framing_is_condition(struct gb_framing *w)
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
		return gb_skeleton_next_quantity(s, 0) < s.n;
	}
	return w->topic->granted && gb_skeleton_next_quantity(s, 0) < s.n &&
	       gb_rule_find(w->f->grant, w->f->matcher, w->arena, s, 0, &hit);
}

bool gb_framing_is_event(const struct gb_framing *w, const struct gb_mention *m)
{
	bool dated = false;

	for (size_t i = 0; !dated && i < w->clause->ntoken; i++)
		dated = gb_token_class(w->clause->token[i].cp) == GB_TOKEN_DATE;
	return dated && gb_words_has(w->f->event, m->unit) &&
	       gb_words_suffix(w->f->light, gb_span_sub(w->text, 0, m->core.start)) > 0;
}
