#include "figure.h"
#include "frame_internal.h"

#include <string.h>

#define NAME_ROOM 512u  /* names of a clause proper; the room behind is for numbers that turn out to be parts of names */
#define LONGEST_PLAIN 4 /* characters: 总量, 总面积 name no thing of their own */

struct gb_framer *gb_framer_new(const struct gb_grammar *g)
{
	struct gb_arena *arena = gb_arena_new(0);
	struct gb_framer *f = gb_arena_alloc(arena, sizeof *f);

	f->arena = arena;
	f->matcher = gb_matcher_new(g);
	f->frames = gb_grammar_pass(g, GB_PASS_FRAME);
	f->attributes = gb_grammar_pass(g, GB_PASS_ATTRIBUTE);
	f->cleaning = gb_grammar_pass(g, GB_PASS_CLEAN);
	f->conj = gb_grammar_words(g, GB_WORDS_CONJ);
	f->doing = gb_grammar_words(g, GB_WORDS_DOING);
	f->compare = gb_grammar_words(g, GB_WORDS_COMPARE);
	f->light = gb_grammar_words(g, GB_WORDS_LIGHT);
	f->strive = gb_grammar_words(g, GB_WORDS_STRIVE);
	f->at_least = gb_grammar_words(g, GB_WORDS_AT_LEAST);
	f->quality = gb_grammar_words(g, GB_WORDS_QUALITY_DIM);
	f->abstract = gb_grammar_words(g, GB_WORDS_ABSTRACT_UNIT);
	f->joint = gb_grammar_words(g, GB_WORDS_PART_JOINT);
	f->not_per = gb_grammar_words(g, GB_WORDS_PER_NAME);
	f->unit = gb_grammar_words(g, GB_WORDS_UNIT);
	f->time_unit = gb_grammar_words(g, GB_WORDS_TIME_UNIT);
	f->measuring = gb_grammar_words(g, GB_WORDS_MEASURING);
	f->stock = gb_grammar_words(g, GB_WORDS_STOCK);
	f->change = gb_grammar_words(g, GB_WORDS_CHANGE);
	f->figure = gb_grammar_words(g, GB_WORDS_FIGURE);
	f->lent = gb_grammar_words(g, GB_WORDS_FIGURE_LENT);
	f->figure_of = gb_grammar_words(g, GB_WORDS_FIGURE_OF);
	f->lead = gb_grammar_words(g, GB_WORDS_INDICATOR_LEAD);
	f->trail = gb_grammar_words(g, GB_WORDS_INDICATOR_TRAIL);
	f->thing = gb_grammar_rule(g, GB_RULE_TOPIC_THING);
	f->deed = gb_grammar_words(g, GB_WORDS_DEED);
	f->lead_deed = gb_grammar_rule(g, GB_RULE_LEAD_DEED);
	f->owner_trail = gb_grammar_words(g, GB_WORDS_OWNER_TRAIL);
	f->event = gb_grammar_words(g, GB_WORDS_EVENT_UNIT);
	f->lead_plain = gb_grammar_rule(g, GB_RULE_LEAD_PLAIN);
	f->lead_who = gb_grammar_rule(g, GB_RULE_LEAD_WHO);
	f->behind = gb_grammar_rule(g, GB_RULE_LEAD_BEHIND);
	f->aside_kind = gb_grammar_rule(g, GB_RULE_ASIDE_KIND);
	f->condition = gb_grammar_rule(g, GB_RULE_CLAUSE_CONDITION);
	f->grant = gb_grammar_rule(g, GB_RULE_CLAUSE_GRANT);
	return f;
}

void gb_framer_free(struct gb_framer *f)
{
	if (f == NULL)
		return;
	gb_matcher_free(f->matcher);
	gb_arena_free(f->arena);
}

void gb_framer_trace(struct gb_framer *f, struct gb_frame_trace *trace)
{
	f->trace = trace;
}

/* ---- items ---- */

uint32_t gb_skeleton_cp_at(struct gb_span s, size_t off, size_t *len)
{
	return gb_utf8_decode(gb_span_from(s, off), len);
}

size_t gb_skeleton_next_quantity(struct gb_span s, size_t from)
{
	for (size_t len; from < s.n; from += len)
		if (gb_token_class(gb_skeleton_cp_at(s, from, &len)) == GB_TOKEN_QUANTITY)
			return from;
	return s.n;
}

/* 839个海外仓、总面积1210万平方米: the words before the next number are a figure of its own. */
static bool names_figure(const struct gb_framer *f, struct gb_span rest)
{
	for (size_t n = 1; n > 0 && rest.n > 0; rest.n -= n)
		n = gb_words_suffix(f->compare, rest);
	return rest.n > 0 && (gb_words_has(f->figure, rest) || gb_words_suffix(f->stock, rest) >= strlen("总量"));
}

/* A verb, or nothing but words of comparison (合计不少于), begins another item. */
static bool begins_item(const struct gb_framer *f, struct gb_span rest, bool list)
{
	if (gb_words_prefix(f->doing, rest) > 0)
		return true;
	if (rest.n > 0) {
		size_t len;

		if (gb_token_class(gb_skeleton_cp_at(rest, 0, &len)) == GB_TOKEN_SET)
			return true;
	}
	if ((list && names_figure(f, rest)) || gb_span_starts(rest, GB_S("占")) || gb_span_starts(rest, GB_S("每个")))
		return true;
	for (size_t n = 1; n > 0 && rest.n > 0; rest = gb_span_from(rest, n))
		n = gb_words_prefix(f->compare, rest);
	return rest.n == 0;
}

/* 零售总额2.76万亿元增长6.1%: the mark between level and growth is left out. */
static bool grows_behind(const struct gb_framer *f, struct gb_span left, struct gb_span between)
{
	return between.n > 0 && gb_words_has(f->change, between) && gb_words_suffix(f->stock, left) > 0 &&
	       !gb_span_has(left, GB_S("从")) && !gb_span_has(left, GB_S("由"));
}

/*
 * Where the words between two numbers fall apart: the length of what belongs to
 * the first, and of the joint; false when both numbers stand in one frame.
 */
static bool split_between(const struct gb_framer *f, struct gb_span between, size_t *head, size_t *joint)
{
	size_t n = gb_words_prefix(f->conj, between);

	*head = 0;
	*joint = n;
	if (between.n == 0 || n > 0)
		return true;
	n = gb_words_suffix(f->conj, between);
	*head = between.n - n;
	*joint = n;
	if (n > 0)
		return true;
	for (size_t off = 0, len; off < between.n; off += len) {
		gb_skeleton_cp_at(between, off, &len);
		n = gb_words_prefix(f->conj, gb_span_from(between, off));
		if (n == 0 || !begins_item(f, gb_span_from(between, off + n), gb_span_starts(gb_span_from(between, off), GB_S("、"))))
			continue;
		*head = off;
		*joint = n;
		return true;
	}
	return false;
}

/* ---- words of an indicator ---- */

struct gb_span gb_framing_expand(const struct gb_framing *w, struct gb_span piece)
{
	return gb_skeleton_expand(w->clause, w->arena, w->text, piece, false);
}

struct gb_span gb_framing_clean(const struct gb_framing *w, struct gb_span piece)
{
	return gb_phrase_strip(w->f->lead, w->f->trail, gb_span_trim(gb_framing_expand(w, piece)));
}

/* ---- one number ---- */

static enum gb_token_class focus_class(const struct gb_framing *w, const struct gb_mention *m)
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
	return gb_number_is_bare(w->text, m) ? GB_FOCUS_BARE : GB_FOCUS_COUNT;
}

/* The item with the number in question made the focus. */
struct gb_span gb_framing_focused(const struct gb_framing *w, struct gb_span item, size_t at, enum gb_token_class focus)
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

static bool key_is(const struct gb_match *m, enum gb_key key, enum gb_key_word word)
{
	return gb_match_word(m, key) == word;
}

/*
 * What the front of the words says of place, group or examples is cut off; the
 * verb, which stands before it, stays.
 */
static struct gb_span indicator_of(const struct gb_framing *w, struct gb_span item, const struct gb_match *m, struct gb_span verb,
				   struct gb_frame *fr)
{
	struct gb_span words = gb_framing_clean(w, gb_match_key(m, GB_KEY_INDICATOR));
	struct gb_match hit;

	fr->scope = gb_span_trim(gb_skeleton_expand(w->clause, w->arena, w->text, gb_match_field(m, item, "scope"), true));
	if (words.n < verb.n && gb_span_starts(verb, words))
		return verb; /* 惠及: its end is no 及 */
	if (!gb_span_starts(words, verb))
		return words;
	words = gb_span_from(words, verb.n);
	while (words.n > 0 && gb_pass_at(w->f->cleaning, w->f->matcher, w->arena, words, 0, &hit)) {
		if (key_is(&hit, GB_KEY_SCOPE, GB_WORD_FLAG_YES) && fr->scope.n == 0)
			fr->scope = gb_span_sub(words, 0, hit.at.end);
		words = gb_span_from(words, hit.at.end);
	}
	return gb_arena_concat(w->arena, verb, words);
}

static bool holds(const struct gb_words *set, struct gb_span s)
{
	for (size_t off = 0, len; off < s.n; off += len) {
		gb_skeleton_cp_at(s, off, &len);
		if (gb_words_prefix(set, gb_span_from(s, off)) > 0)
			return true;
	}
	return false;
}

static const struct gb_mention *mention_of(const struct gb_framing *w, struct gb_span token)
{
	size_t len;
	const struct gb_token *t = token.n > 0 ? gb_skeleton_token(w->clause, gb_skeleton_cp_at(token, 0, &len)) : NULL;

	return t != NULL ? t->mention : NULL;
}

static void read_frame(struct gb_framing *w, struct gb_span item, const struct gb_match *m, struct gb_frame *fr)
{
	struct gb_span verb = gb_framing_expand(w, gb_match_field(m, item, "v"));
	struct gb_span indicator = indicator_of(w, item, m, verb, fr);
	struct gb_span base = gb_match_key(m, GB_KEY_BASE), made = verb;

	fr->rule = gb_rule_name(m->rule);
	fr->basis = gb_match_key(m, GB_KEY_BASIS);
	fr->direction = gb_match_key(m, GB_KEY_DIRECTION);
	if (key_is(m, GB_KEY_LIST, GB_WORD_LIST_YES) && verb.n == 0 && w->topic->verb.n > 0) {
		made = w->topic->verb;
		indicator = gb_arena_concat(w->arena, made, indicator);
	}
	if (key_is(m, GB_KEY_LIST, GB_WORD_LIST_STOCK) && w->topic->verb.n > 0) {
		bool own = gb_utf8_count(indicator) > LONGEST_PLAIN && !gb_span_has(w->topic->subject, indicator);

		indicator = gb_phrase_merge(w->arena, own ? w->topic->verb : w->topic->subject, indicator);
		fr->basis = w->topic->basis;
	}
	if (w->topic->verb.n == 0)
		indicator = gb_framing_figure_of(w, indicator);
	fr->strive = fr->strive || key_is(m, GB_KEY_STRIVE, GB_WORD_FLAG_YES);
	w->light = w->light || holds(w->f->light, gb_span_sub(item, 0, m->at.start)); /* 完成… */
	fr->plain = key_is(m, GB_KEY_PLAIN, GB_WORD_FLAG_YES) && !w->light && !fr->strive && (verb.n > 0 || w->topic->verb.n == 0);
	fr->comparator = gb_match_key(m, GB_KEY_COMPARATOR);
	fr->indicator = gb_framing_led_by(w, m, indicator, fr);
	if (verb.n > 0)
		w->topic->verb = key_is(m, GB_KEY_WITH, GB_WORD_WITH_TOPIC) ? gb_phrase_merge(w->arena, w->topic->thing, verb) : verb;
	if (verb.n > 0)
		w->topic->last_verb = w->topic->verb;
	fr->base = mention_of(w, base);
	fr->ref = mention_of(w, gb_match_key(m, GB_KEY_REF));
	if (key_is(m, GB_KEY_WITH, GB_WORD_WITH_OF)) /* 其中国家级1个、省级2个: still of the same */
		return;
	if (!gb_span_eq(fr->basis, GB_S("level")) && !gb_span_eq(fr->basis, GB_S("change")) && !key_is(m, GB_KEY_WITH, GB_WORD_WITH_BEFORE))
		w->topic->thing = gb_span_starts(indicator, made) && made.n < indicator.n && !key_is(m, GB_KEY_WITH, GB_WORD_WITH_TOPIC)
					  ? gb_span_from(indicator, made.n)
					  : fr->indicator;
	if (gb_match_key(m, GB_KEY_SUBJECT).n > 0)
		w->topic->subject = gb_framing_clean(w, gb_match_key(m, GB_KEY_SUBJECT));
	else if (!key_is(m, GB_KEY_WITH, GB_WORD_WITH_JOIN))
		w->topic->subject = fr->indicator;
	w->topic->counted = true;
	w->topic->basis = fr->basis;
	w->topic->direction = fr->direction;
	w->topic->unit = fr->focus->unit;
}

/* 每年至少组织一次: the bound stands before the light verb. */
static bool bound_before(const struct gb_framing *w, struct gb_span item, size_t at)
{
	struct gb_span left = gb_span_sub(item, 0, at);

	left.n -= gb_words_suffix(w->f->light, left);
	return gb_words_suffix(w->f->at_least, left) > 0;
}

/* 力争到2030年: a hope and its day, and nothing more, hold for the clauses behind. */
static bool hopes_on(const struct gb_framing *w, struct gb_span s)
{
	size_t len, n = gb_words_prefix(w->f->strive, s);

	return n > 0 && n < s.n && gb_token_class(gb_skeleton_cp_at(s, n, &len)) == GB_TOKEN_DATE && n + len == s.n;
}

/* 每年, 日均 before the number, unless it is part of a name (年均浓度). */
static struct gb_span period_of(const struct gb_framing *w, struct gb_span item, size_t at)
{
	struct gb_span per = GB_S("");

	for (size_t off = 0, len; off < at; off += len) {
		uint32_t cp = gb_skeleton_cp_at(item, off, &len);
		const struct gb_token *t = gb_token_class(cp) == GB_TOKEN_SET ? gb_skeleton_token(w->clause, cp) : NULL;

		if (t != NULL && t->mention != NULL && gb_words_prefix(w->f->not_per, gb_span_from(item, off + len)) == 0)
			per = t->mention->per;
	}
	return per;
}

static bool same_frame(struct gb_framing *w, struct gb_frame *fr)
{
	const struct gb_frame *before = w->out->n > 0 ? &w->out->item[w->out->n - 1] : NULL;
	struct gb_span quiet = GB_S("frame.same");

	if (before == NULL || w->topic->subject.n == 0)
		return false;
	fr->rule = before->rule.n > 0 ? before->rule : quiet;
	fr->indicator = w->topic->subject;
	fr->scope = before->scope;
	fr->basis = before->basis;
	fr->direction = before->direction;
	fr->comparator = before->comparator;
	fr->per = fr->per.n > 0 ? fr->per : before->per;
	if (w->next_shared < w->nshared)
		fr->indicator = w->shared[w->next_shared++];
	return true;
}

/*
 * The rules see the item behind its lead (2026年，全年开展…); where none takes it
 * so, less of the lead is taken off.
 */
static bool take_frame(struct gb_framing *w, struct gb_span item, struct gb_match *hit)
{
	const struct gb_rule *leads[] = { w->f->lead_deed, w->has_period ? w->f->lead_who : NULL, w->f->lead_plain };
	struct gb_match lead;

	for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
		if (leads[i] == NULL || !gb_rule_at(leads[i], w->f->matcher, w->arena, item, 0, &lead))
			continue;
		if (gb_pass_at(w->f->frames, w->f->matcher, w->arena, item, lead.at.end, hit) && hit->at.end == item.n)
			return true;
	}
	return gb_pass_at(w->f->frames, w->f->matcher, w->arena, item, 0, hit) && hit->at.end == item.n;
}

/* 两个市场; 预算、绩效、采购三项改革: a figure in one character counts what everybody knows, unless such things are made. */
static bool only_sums_up(const struct gb_framing *w, const struct gb_mention *m, struct gb_span left)
{
	if (!gb_number_is_word(w->text, m))
		return false;
	if (w->topic->verb.n == 0 && !holds(w->f->doing, left) && !holds(w->f->light, left))
		return true;
	size_t len;
	bool named = left.n > 0 && gb_token_class(gb_utf8_decode_last(left, &len)) == GB_TOKEN_NAME; /* “水铁公空管”五类网络 */

	return (named || gb_span_has(left, GB_S("、"))) && gb_words_has(w->f->abstract, m->unit);
}

/* 营业收入分别增长15.6%、14% is one frame; 18家、14% is not. */
static bool is_alien(const struct gb_framing *w, const struct gb_mention *m)
{
	const struct gb_frame *before = w->out->n > 0 ? &w->out->item[w->out->n - 1] : NULL;

	return before != NULL && before->focus->unit.n > 0 && m->unit.n > 0 && gb_span_eq(before->basis, GB_S("increment")) &&
	       gb_span_eq(before->focus->unit, GB_S("%")) != gb_span_eq(m->unit, GB_S("%"));
}

static void tell(const struct gb_framing *w, struct gb_span item, const struct gb_mention *m, const struct gb_match *hit,
		 enum gb_frame_verdict verdict)
{
	const struct gb_frame_event e = { w->clause, m, item, hit, verdict };

	if (w->f->trace != NULL)
		w->f->trace->number(w->f->trace, &e);
}

/* Reads the frame of a number that a rule has taken; a number nobody names promises nothing. */
static enum gb_frame_verdict judge(struct gb_framing *w, struct gb_span item, const struct gb_mention *m, struct gb_span left,
				   const struct gb_match *hit, struct gb_frame *fr)
{
	bool drop = key_is(hit, GB_KEY_DROP, GB_WORD_FLAG_YES);

	if (drop && gb_match_key(hit, GB_KEY_INDICATOR).n > 0)
		w->topic->subject = gb_framing_clean(w, gb_match_key(hit, GB_KEY_INDICATOR)); /* 总产值连跨3个千亿台阶，达到… */
	if (drop)
		return GB_FRAME_DROPPED;
	read_frame(w, item, hit, fr);
	if (gb_number_is_article(w->text, m) && fr->per.n == 0 && !gb_framing_is_event(w, m))
		return GB_FRAME_ARTICLE;
	if (key_is(hit, GB_KEY_NEEDS, GB_WORD_NEEDS_DEED) && fr->per.n == 0 && only_sums_up(w, m, left))
		return GB_FRAME_SUM;
	if (fr->indicator.n == 0)
		fr->indicator = w->topic->subject; /* 总投资约240亿元，年均48亿元 */
	return fr->indicator.n == 0 ? GB_FRAME_NAMELESS : GB_FRAME_TAKEN;
}

static void frame_number(struct gb_framing *w, struct gb_span item, size_t at, const struct gb_mention *m)
{
	struct gb_frame fr = { .focus = m };
	struct gb_span subject = gb_framing_focused(w, item, at, focus_class(w, m));
	struct gb_match hit;

	w->strive = w->strive || w->topic->strive || holds(w->f->strive, gb_span_sub(item, 0, at));
	fr.strive = w->strive;
	fr.per = period_of(w, item, at);
	if (fr.per.n == 0 && w->per.n > 0)
		fr.per = w->per;
	w->per = fr.per;
	fr.at_least = bound_before(w, item, at);
	if (w->next_date < w->ndate)
		fr.date = w->date[w->next_date++];
	if (item.n == 3 && w->topic->counted && is_alien(w, m))
		return;
	if (item.n == 3 && w->out->n > 0 && same_frame(w, &fr)) {
		tell(w, subject, m, NULL, GB_FRAME_SAME);
		*GB_PUSH(w->arena, w->out->item, w->out->n, w->out->cap) = fr;
		return;
	}
	enum gb_frame_verdict verdict = item.n <= LONGEST_ITEM && take_frame(w, subject, &hit) ? GB_FRAME_TAKEN : GB_FRAME_NO_RULE;

	if (verdict == GB_FRAME_TAKEN)
		verdict = judge(w, subject, m, gb_span_sub(item, 0, at), &hit, &fr);
	tell(w, subject, m, verdict == GB_FRAME_NO_RULE ? NULL : &hit, verdict);
	if (verdict != GB_FRAME_TAKEN)
		return;
	gb_framing_share_out(w, subject, &hit, &fr);
	if (key_is(&hit, GB_KEY_SHARE, GB_WORD_SHARE_EACH))
		gb_framing_add_each(w, subject, &hit, &fr);
	else
		*GB_PUSH(w->arena, w->out->item, w->out->n, w->out->cap) = fr;
}

static void frame_item(struct gb_framing *w, struct gb_span item)
{
	for (size_t at = gb_skeleton_next_quantity(item, 0), len; at < item.n; at = gb_skeleton_next_quantity(item, at + len)) {
		const struct gb_token *t = gb_skeleton_token(w->clause, gb_skeleton_cp_at(item, at, &len));

		if (t != NULL && t->mention != NULL && t->mention->value.n > 0) /* 三分之一 has no exact value */
			frame_number(w, item, at, t->mention);
	}
}

/* A clause without a number leaves what it is about. */
static void note_thing(struct gb_framing *w, struct gb_span s)
{
	struct gb_match hit;

	size_t aside = 0, len;

	if (s.n > 0 && gb_token_class(gb_utf8_decode_last(s, &len)) == GB_TOKEN_ASIDE)
		aside = len;
	if (gb_words_suffix(w->f->deed, gb_span_sub(s, 0, s.n - aside)) == 0)
		return;
	if (w->topic->counted || s.n > LONGEST_ITEM || !gb_rule_at(w->f->thing, w->f->matcher, w->arena, s, 0, &hit))
		return;
	w->topic->thing = gb_framing_clean(w, gb_match_field(&hit, s, "obj"));
}

enum gb_token_class gb_framing_attribute_class(const struct gb_framing *w, const struct gb_mention *m)
{
	const struct gb_framer *f = w->f;
	enum gb_token_class class = focus_class(w, m);
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

/*
 * Numbers that only say what kind of thing is meant (3.5米宽, 35至64周岁的) become
 * parts of names: their token is renamed, in the skeleton and in the clause.
 */
static void rename_attributes(struct gb_framer *f, struct gb_arena *a, struct gb_span text, struct gb_clause *c)
{
	struct gb_framing w = { .f = f, .arena = a, .text = text, .clause = c };
	struct gb_buf done = { 0 };
	size_t from = 0;

	for (size_t at = gb_skeleton_next_quantity(c->skeleton, 0), len; at < c->skeleton.n;
	     at = gb_skeleton_next_quantity(c->skeleton, at + len)) {
		struct gb_token *t = NULL;
		uint32_t cp = gb_skeleton_cp_at(c->skeleton, at, &len);
		struct gb_match hit;

		for (size_t i = 0; i < c->ntoken && t == NULL; i++)
			t = c->token[i].cp == cp ? &c->token[i] : NULL;
		if (t == NULL || t->mention == NULL || c->skeleton.n > LONGEST_ITEM)
			continue;
		struct gb_span item = gb_framing_focused(&w, c->skeleton, at, gb_framing_attribute_class(&w, t->mention));

		if (!gb_pass_at(f->attributes, f->matcher, a, item, at, &hit))
			continue;
		tell(&w, item, t->mention, &hit, GB_FRAME_ATTRIBUTE);
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

/* What a clause measured, for 分别增长 in the next. */
static void note_heads(struct gb_framing *w, size_t before)
{
	struct gb_topic *t = w->topic;

	t->nlast = 0;
	t->changed = false;
	for (size_t i = before; i < w->out->n; i++, t->nlast++) {
		if (t->nhead == GB_HEADS)
			memmove(t->head, t->head + 1, (size_t)(--t->nhead) * sizeof t->head[0]);
		t->head[t->nhead++] = w->out->item[i].indicator;
		t->changed = t->changed || gb_span_eq(w->out->item[i].basis, GB_S("change"));
	}
}

/* Words behind the last number that say nothing of it (、居全省首位) are cut off. */
static struct gb_span without_behind(const struct gb_framing *w, struct gb_span s)
{
	struct gb_match hit;
	size_t last = 0, at = gb_skeleton_next_quantity(s, 0);

	for (; at < s.n; at = gb_skeleton_next_quantity(s, last))
		last = at + 3;
	if (last == 0 || s.n - last > LONGEST_ITEM ||
	    !gb_rule_find(w->f->behind, w->f->matcher, w->arena, gb_span_from(s, last), 0, &hit) || hit.at.end < s.n - last)
		return s;
	return gb_span_sub(s, 0, last + hit.at.start);
}

void gb_framer_clause(struct gb_framer *f, struct gb_arena *a, struct gb_span text, struct gb_clause *c,
		      struct gb_topic *topic, struct gb_frames *out)
{
	struct gb_framing w = { .f = f, .arena = a, .text = text, .clause = c, .topic = topic, .out = out };
	struct gb_span s;
	size_t start = 0, at, before = out->n;

	rename_attributes(f, a, text, c);
	for (size_t i = 0; i < c->ntoken; i++)
		w.has_period = w.has_period || gb_token_class(c->token[i].cp) == GB_TOKEN_SET;
	s = without_behind(&w, c->skeleton);
	at = gb_skeleton_next_quantity(s, 0);
	if (gb_framing_is_condition(&w))
		return;
	topic->verb = gb_span_starts(s, GB_S("其中")) || topic->among ? topic->last_verb : GB_S("");
	topic->among = gb_span_eq(s, GB_S("其中")) || (topic->among && c->mark == 0xff0c);
	if (at == s.n) {
		topic->strive = topic->strive || hopes_on(&w, s);
		note_thing(&w, s);
		return;
	}
	gb_framing_share_dates(&w, s);
	while (at < s.n) {
		size_t next = gb_skeleton_next_quantity(s, at + 3), head = 0, joint = 0;
		struct gb_span left = gb_span_sub(s, start, at - start), between = gb_span_sub(s, at + 3, next < s.n ? next - at - 3 : 0);

		if (next < s.n && (grows_behind(f, left, between) ||
				   (!gb_framing_in_from_list(f, left, between) && split_between(f, between, &head, &joint)))) {
			w.rest = gb_span_from(s, at + 3 + head + joint);
			frame_item(&w, gb_span_sub(s, start, at + 3 + head - start));
			start = at + 3 + head + joint;
		} else if (next == s.n) {
			w.rest = GB_S("");
			frame_item(&w, gb_span_from(s, start));
		}
		at = next;
	}
	gb_framing_lend_grades(&w, before);
	note_heads(&w, before);
}
