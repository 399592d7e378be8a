/* item - one item of a clause: its words, the number in question, and the rule that takes it. */
#include "figure.h"
#include "frame_internal.h"
#include "base/utf8.h"

uint32_t gb_item_cp_at(struct gb_span s, size_t off, size_t *len)
{
	return gb_utf8_decode(gb_span_from(s, off), len);
}

size_t gb_item_next_quantity(struct gb_span s, size_t from)
{
	for (size_t len; from < s.n; from += len)
		if (gb_clause_class(gb_item_cp_at(s, from, &len)) == GB_TOKEN_QUANTITY)
			return from;
	return s.n;
}

struct gb_span gb_item_expand(const struct gb_framing *w, struct gb_span piece)
{
	return gb_clause_expand(w->clause, w->arena, w->text, piece, false);
}

struct gb_span gb_item_clean(const struct gb_framing *w, struct gb_span piece)
{
	return gb_phrase_strip(w->f->lead, w->f->trail, gb_span_trim(gb_item_expand(w, piece)));
}

bool gb_item_holds(const struct gb_words *set, struct gb_span s)
{
	for (size_t off = 0, len; off < s.n; off += len) {
		gb_item_cp_at(s, off, &len);
		if (gb_words_prefix(set, gb_span_from(s, off)) > 0)
			return true;
	}
	return false;
}

enum gb_clause_class gb_item_focus_class(const struct gb_framing *w, const struct gb_mention *m)
{
	if (m->kind == GB_MENTION_IMPLIED && !gb_span_eq(m->rule, GB_S("implied.half")))
		return GB_FOCUS_IMPLIED;
	if (m->unit.n == 0 && gb_span_starts(m->value, GB_S("0."))) /* 1/4 */
		return GB_FOCUS_SHARE;
	if (gb_span_eq(m->unit, GB_S("%")) || gb_span_eq(m->unit, GB_S("‰")) || gb_span_eq(m->unit, GB_S("百分点")))
		return GB_FOCUS_SHARE;
	if (gb_words_has(w->f->time_unit, m->unit))
		return GB_FOCUS_TIME;
	if (m->kind == GB_MENTION_DURATION)
		return GB_FOCUS_TIME;
	return gb_figure_is_bare(w->text, m) ? GB_FOCUS_BARE : GB_FOCUS_COUNT;
}

/* The item with the number in question made the focus. */
struct gb_span gb_item_focused(const struct gb_framing *w, struct gb_span item, size_t at, enum gb_clause_class focus)
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

void gb_item_tell(const struct gb_framing *w, struct gb_span item, const struct gb_mention *m, const struct gb_match *hit,
		 enum gb_frame_verdict verdict)
{
	const struct gb_frame_event e = { w->clause, m, item, hit, verdict };

	if (w->f->trace != NULL)
		w->f->trace->number(w->f->trace, &e);
}

/* 农业院校每年招收…: a kind of bodies is whom the number holds for; the office that reports it is not. */
static struct gb_span who_of(const struct gb_framing *w, struct gb_span who)
{
	struct gb_span words = gb_span_trim(gb_item_expand(w, who));

	return gb_words_suffix(w->f->who_kind, words) > 0 ? gb_phrase_strip(w->f->lead, w->f->trail, words) : GB_S("");
}

/*
 * The rules see the item behind its lead (2026年，全年开展…); where none takes it
 * so, less of the lead is taken off.
 */
bool gb_item_take(struct gb_framing *w, struct gb_span item, struct gb_match *hit)
{
	const struct gb_rule *leads[] = { w->f->lead_deed, w->has_period ? w->f->lead_who : NULL, w->f->lead_plain };
	struct gb_match lead;

	w->who = GB_S("");
	for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
		if (leads[i] == NULL || !gb_rule_at(leads[i], w->f->matcher, w->arena, item, 0, &lead))
			continue;
		if (gb_pass_at(w->f->frames, w->f->matcher, w->arena, item, lead.at.end, hit) && hit->at.end == item.n) {
			w->who = who_of(w, gb_match_field(&lead, item, "who"));
			return true;
		}
	}
	return gb_pass_at(w->f->frames, w->f->matcher, w->arena, item, 0, hit) && hit->at.end == item.n;
}

/* The rank of a rule: 1 unless it says that it takes what others leave. */
static unsigned rank_of(const struct gb_match *m)
{
	return gb_match_word(m, GB_KEY_RANK) == GB_WORD_RANK_LAST ? 3 : gb_match_word(m, GB_KEY_RANK) == GB_WORD_RANK_LOW ? 2 : 1;
}

#define ONLY_VERB 4 /* the rank of an item that names nothing but its verb */

/* 新造<18艘>: nothing says what is counted, so another way of cutting may be better. */
static bool says_only_verb(const struct gb_framing *w, struct gb_span item, size_t at)
{
	struct gb_span left = gb_span_sub(item, 0, at);

	for (size_t n = 1; n > 0 && at + 3 == item.n; left = gb_span_from(left, n)) { /* 整治提升<14处> */
		n = gb_words_prefix(w->f->doing, left);
		if (n > 0 && n == left.n)
			return true;
	}
	return at + 3 == item.n && at > 0 && gb_utf8_count(gb_span_sub(item, 0, at)) <= 2;
}

void gb_item_try(struct gb_framing *w, struct gb_span item, bool behind, unsigned *framed, unsigned *rank)
{
	for (size_t at = gb_item_next_quantity(item, 0), len; at < item.n; at = gb_item_next_quantity(item, at + len)) {
		const struct gb_token *t = gb_clause_token(w->clause, gb_item_cp_at(item, at, &len));
		struct gb_match hit;

		if (t == NULL || t->mention == NULL)
			continue;
		struct gb_span seen = gb_item_focused(w, item, at, gb_item_focus_class(w, t->mention));

		if (behind && item.n == len) { /* read like the number before it */
			++*framed;
			++*rank;
		} else if (item.n <= LONGEST_ITEM && gb_item_take(w, seen, &hit)) {
			++*framed;
			*rank += rank_of(&hit) + (says_only_verb(w, item, at) ? ONLY_VERB : 0);
		}
	}
}

struct gb_span gb_item_verb(const struct gb_framing *w, struct gb_span item, const struct gb_match *m)
{
	struct gb_span verb = gb_match_field(m, item, "v");

	return gb_item_expand(w, verb.n > 0 ? verb : gb_match_field(m, item, "deed"));
}
