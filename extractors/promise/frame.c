#include "figure.h"
#include "frame_internal.h"
#include "base/utf8.h"

#include <string.h>

#define SHORTEST_PLACE ((size_t)6) /* bytes */
#define LONGEST_PLAIN 4 /* characters: 总量, 总面积 name no thing of their own */

/* Small words of frames and lists. */
static void set_small_words(struct gb_frame_reader *f, const struct gb_grammar *g)
{
	f->plan_name = gb_grammar_words(g, GB_WORDS_PLAN_NAME);
	f->part_kind = gb_grammar_words(g, GB_WORDS_PART_KIND);
	f->toward = gb_grammar_words(g, GB_WORDS_TOWARD);
	f->in_all = gb_grammar_words(g, GB_WORDS_IN_ALL);
	f->in_all_reach = gb_grammar_words(g, GB_WORDS_IN_ALL_REACH);
	f->size_noun = gb_grammar_words(g, GB_WORDS_SIZE_NOUN);
	f->goods = gb_grammar_words(g, GB_WORDS_FIGURE_GOODS);
	f->short_head = gb_grammar_words(g, GB_WORDS_MEMBER_SHORT);
	f->who_kind = gb_grammar_words(g, GB_WORDS_WHO_KIND);
	f->heads = gb_grammar_words(g, GB_WORDS_PER_HEADS);
	f->of = gb_grammar_words(g, GB_WORDS_OF_NOUN);
	f->scope_none = gb_grammar_words(g, GB_WORDS_SCOPE_NONE);
	f->scope_lead = gb_grammar_words(g, GB_WORDS_SCOPE_LEAD);
	f->at = gb_grammar_words(g, GB_WORDS_AT_WORD);
	f->part_place = gb_grammar_words(g, GB_WORDS_PART_PLACE);
	f->task_verb = gb_grammar_words(g, GB_WORDS_TASK_VERB);
	f->from = gb_grammar_words(g, GB_WORDS_FROM);
	f->item_head = gb_grammar_words(g, GB_WORDS_ITEM_HEAD);
	f->no_conj = gb_grammar_words(g, GB_WORDS_CONJ_NONE);
	f->reach = gb_grammar_words(g, GB_WORDS_REACH);
	f->share_verb = gb_grammar_words(g, GB_WORDS_SHARE_VERB);
	f->state_verb = gb_grammar_words(g, GB_WORDS_STATE_VERB);
	f->event_verb = gb_grammar_words(g, GB_WORDS_EVENT_VERB);
}

static void set_names(struct gb_frame_reader *f, const struct gb_grammar *g)
{
	f->figure = gb_grammar_words(g, GB_WORDS_FIGURE);
	f->lent = gb_grammar_words(g, GB_WORDS_FIGURE_LENT);
	f->figure_of = gb_grammar_words(g, GB_WORDS_FIGURE_OF);
	f->lead = gb_grammar_words(g, GB_WORDS_INDICATOR_LEAD);
	f->trail = gb_grammar_words(g, GB_WORDS_INDICATOR_TRAIL);
}

struct gb_frame_reader *gb_frame_reader_new(const struct gb_grammar *g)
{
	struct gb_arena *arena = gb_arena_new(0);
	struct gb_frame_reader *f = gb_arena_alloc(arena, sizeof *f);

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
	set_names(f, g);
	set_small_words(f, g);
	f->thing = gb_grammar_rule(g, GB_RULE_TOPIC_THING);
	f->deed = gb_grammar_words(g, GB_WORDS_DEED);
	f->lead_deed = gb_grammar_rule(g, GB_RULE_LEAD_DEED);
	f->owner_trail = gb_grammar_words(g, GB_WORDS_OWNER_TRAIL);
	f->event = gb_grammar_words(g, GB_WORDS_EVENT_UNIT);
	f->lead_plain = gb_grammar_rule(g, GB_RULE_LEAD_PLAIN);
	f->lead_who = gb_grammar_rule(g, GB_RULE_LEAD_WHO);
	f->behind = gb_grammar_rule(g, GB_RULE_LEAD_BEHIND);
	f->same = gb_grammar_rule(g, GB_RULE_TOPIC_SAME);
	f->task = gb_grammar_rule(g, GB_RULE_TOPIC_TASK);
	f->ratio = gb_grammar_rule(g, GB_RULE_TOPIC_RATIO);
	f->aside_kind = gb_grammar_rule(g, GB_RULE_ASIDE_KIND);
	f->condition = gb_grammar_rule(g, GB_RULE_CLAUSE_CONDITION);
	f->grant = gb_grammar_rule(g, GB_RULE_CLAUSE_GRANT);
	return f;
}

void gb_frame_reader_free(struct gb_frame_reader *f)
{
	if (f == NULL)
		return;
	gb_matcher_free(f->matcher);
	gb_arena_free(f->arena);
}

void gb_frame_reader_trace(struct gb_frame_reader *f, struct gb_frame_trace *trace)
{
	f->trace = trace;
}

/* ---- items ---- */

/* ---- words of an indicator ---- */

/* ---- one number ---- */

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
	struct gb_span words = gb_item_clean(w, gb_match_key(m, GB_KEY_INDICATOR));
	struct gb_match hit;

	fr->scope = gb_span_trim(gb_clause_expand(w->clause, w->arena, w->text, gb_match_field(m, item, "scope"), true));
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

static const struct gb_mention *mention_of(const struct gb_framing *w, struct gb_span token)
{
	size_t len;
	const struct gb_token *t = token.n > 0 ? gb_clause_token(w->clause, gb_item_cp_at(token, 0, &len)) : NULL;

	return t != NULL ? t->mention : NULL;
}

/* 在城东街道: the place; 全市, 群众 limit nothing. */
static struct gb_span own_scope(const struct gb_framing *w, struct gb_span scope)
{
	size_t n = gb_words_prefix(w->f->scope_lead, scope);

	if (n > 0 && scope.n - n >= SHORTEST_PLACE)
		scope = gb_span_from(scope, n);
	return gb_words_has(w->f->scope_none, scope) ? GB_S("") : scope;
}

/* What the list, or the whole that 其中 takes a part of, gives a member: its verb, its noun. */
static struct gb_span of_list(struct gb_framing *w, const struct gb_match *m, struct gb_span indicator, struct gb_span *made,
			      struct gb_frame *fr)
{
	const struct gb_topic *t = w->topic;
	bool list = key_is(m, GB_KEY_LIST, GB_WORD_LIST_YES);

	if (w->part && list && fr->scope.n == 0) { /* 其中护理型600张 */
		indicator = gb_arena_concat(w->arena, indicator, gb_topic_whole_noun(w, indicator));
		fr->basis = t->whole_basis.n > 0 ? t->whole_basis : fr->basis;
		fr->per = fr->per.n > 0 ? fr->per : t->whole_per;
	}
	if (list && t->verb.n > 0) {
		*made = t->verb;
		indicator = gb_arena_concat(w->arena, *made, indicator);
	}
	if (key_is(m, GB_KEY_LIST, GB_WORD_LIST_STOCK) && t->verb.n > 0) {
		bool own = gb_utf8_count(indicator) > LONGEST_PLAIN && !gb_span_has(t->subject, indicator);

		indicator = gb_phrase_merge(w->arena, own ? t->verb : t->subject, indicator);
		fr->basis = t->basis;
	}
	return indicator;
}

/* What the frame leaves for the clauses and numbers behind it. */
static void leave_topic(struct gb_framing *w, const struct gb_match *m, struct gb_span indicator, struct gb_span made,
			const struct gb_frame *fr)
{
	struct gb_topic *t = w->topic;
	bool act = !gb_span_eq(fr->basis, GB_S("level")) && !gb_span_eq(fr->basis, GB_S("change"));

	if (act && !key_is(m, GB_KEY_WITH, GB_WORD_WITH_BEFORE))
		t->thing = gb_span_starts(indicator, made) && made.n < indicator.n && !key_is(m, GB_KEY_WITH, GB_WORD_WITH_TOPIC)
				   ? gb_span_from(indicator, made.n)
				   : fr->indicator;
	if (gb_match_key(m, GB_KEY_THING).n > 0)
		t->thing = gb_item_clean(w, gb_match_key(m, GB_KEY_THING));
	if (gb_match_key(m, GB_KEY_SUBJECT).n > 0)
		t->subject = gb_item_clean(w, gb_match_key(m, GB_KEY_SUBJECT));
	else if (!key_is(m, GB_KEY_WITH, GB_WORD_WITH_JOIN))
		t->subject = fr->indicator;
	t->counted = true;
	t->basis = fr->basis;
	t->direction = fr->direction;
	t->unit = fr->focus->unit;
}

static void read_frame(struct gb_framing *w, struct gb_span item, const struct gb_match *m, struct gb_frame *fr)
{
	struct gb_span verb = gb_item_verb(w, item, m);
	struct gb_span indicator = indicator_of(w, item, m, verb, fr);
	struct gb_span base = gb_match_key(m, GB_KEY_BASE), made = verb;

	if (key_is(m, GB_KEY_WITH, GB_WORD_WITH_JOIN)) /* 完成年初预算: the date is part of the name */
		indicator = gb_span_trim(gb_clause_expand(w->clause, w->arena, w->text, gb_match_key(m, GB_KEY_INDICATOR), true));
	fr->scope = own_scope(w, fr->scope);
	if (fr->scope.n == 0 && w->who.n > 0)
		fr->scope = w->who;
	fr->rule = gb_rule_name(m->rule);
	fr->basis = gb_match_key(m, GB_KEY_BASIS);
	fr->direction = gb_match_key(m, GB_KEY_DIRECTION);
	if (key_is(m, GB_KEY_WITH, GB_WORD_WITH_RATIO) && fr->scope.n == 0 && gb_topic_is_part(w, item, indicator)) {
		gb_topic_split_scope(w, indicator);
		fr->scope = indicator;
		fr->indicator = w->topic->subject;
		return;
	}
	if (verb.n == 0)
		indicator = of_list(w, m, indicator, &made, fr);
	if (w->topic->verb.n == 0)
		indicator = gb_topic_figure_of(w, indicator);
	fr->strive = fr->strive || key_is(m, GB_KEY_STRIVE, GB_WORD_FLAG_YES);
	w->light = w->light || gb_item_holds(w->f->light, gb_span_sub(item, 0, m->at.start)); /* 完成… */
	fr->plain = key_is(m, GB_KEY_PLAIN, GB_WORD_FLAG_YES) && !w->light && !fr->strive && (verb.n > 0 || w->topic->verb.n == 0);
	fr->comparator = gb_match_key(m, GB_KEY_COMPARATOR);
	fr->indicator = gb_topic_led_by(w, m, indicator, fr);
	if (verb.n > 0)
		w->topic->verb = key_is(m, GB_KEY_WITH, GB_WORD_WITH_TOPIC) ? gb_phrase_merge(w->arena, w->topic->thing, verb) : verb;
	if (verb.n > 0)
		w->topic->last_verb = w->topic->verb;
	if (w->in_all && (gb_span_eq(fr->basis, GB_S("increment")) || verb.n > 0))
		fr->basis = GB_S("cumulative");
	if (w->part && fr->per.n == 0 && gb_span_eq(fr->basis, GB_S("increment")))
		fr->per = w->topic->whole_per;
	fr->existing = key_is(m, GB_KEY_EXISTING, GB_WORD_FLAG_YES);
	fr->base = mention_of(w, base);
	fr->ref = mention_of(w, gb_match_key(m, GB_KEY_REF));
	if (key_is(m, GB_KEY_WITH, GB_WORD_WITH_OF)) /* 其中国家级1个、省级2个: still of the same */
		return;
	leave_topic(w, m, indicator, made, fr);
}

/* 每年至少组织一次: the bound stands before the light verb. */
static bool bound_before(const struct gb_framing *w, struct gb_span item, size_t at)
{
	struct gb_span left = gb_span_sub(item, 0, at);

	size_t light = gb_words_suffix(w->f->light, left);

	left.n -= light > 0 ? light : gb_words_suffix(w->f->doing, left);
	return gb_words_suffix(w->f->at_least, left) > 0;
}

/* 每月至少2次走访和3次巡访: a bound before the first number holds for those joined to it. */
static bool bound_shared(const struct gb_framing *w, const struct gb_mention *m)
{
	return m->at.start < m->core.start && gb_words_prefix(w->f->at_least, gb_span_from(w->text, m->at.start)) > 0;
}

static bool has_bound(const struct gb_framing *w, struct gb_span left)
{
	return gb_words_suffix(w->f->compare, left) > 0 || gb_words_suffix(w->f->reach, left) > 0;
}

/* 力争到2030年: a hope and its day, and nothing more, hold for the clauses behind. */
static bool hopes_on(const struct gb_framing *w, struct gb_span s)
{
	size_t len, n = gb_words_prefix(w->f->strive, s);

	return n > 0 && n < s.n && gb_clause_class(gb_item_cp_at(s, n, &len)) == GB_TOKEN_DATE && n + len == s.n;
}

/* 每年, 日均 before the number, unless it is part of a name (年均浓度). */
static struct gb_span period_of(const struct gb_framing *w, struct gb_span item, size_t at)
{
	struct gb_span per = GB_S("");

	for (size_t off = 0, len; off < at; off += len) {
		uint32_t cp = gb_item_cp_at(item, off, &len);
		const struct gb_token *t = gb_clause_class(cp) == GB_TOKEN_SET ? gb_clause_token(w->clause, cp) : NULL;

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
	fr->scope = w->next_member < w->nmember ? w->member[w->next_member++] : before->scope;
	fr->basis = before->basis;
	fr->direction = before->direction;
	fr->comparator = before->comparator;
	fr->per = fr->per.n > 0 ? fr->per : before->per;
	if (w->next_shared < w->nshared)
		fr->indicator = w->shared[w->next_shared++];
	return true;
}

/* 两个市场; 预算、绩效、采购三项改革: a figure in one character counts what everybody knows, unless such things are made. */
static bool only_sums_up(const struct gb_framing *w, const struct gb_mention *m, struct gb_span left)
{
	if (!gb_figure_is_word(w->text, m))
		return false;
	if (gb_span_has(left, GB_S("每"))) /* 每个街道建好一处公园 */
		return false;
	if (w->topic->verb.n == 0 && !gb_item_holds(w->f->doing, left) && !gb_item_holds(w->f->light, left))
		return true;
	size_t len;
	bool named = left.n > 0 && gb_clause_class(gb_utf8_decode_last(left, &len)) == GB_TOKEN_NAME; /* “水铁公空管”五类网络 */

	return (named || gb_span_has(left, GB_S("、"))) && gb_words_has(w->f->abstract, m->unit);
}

/* 营业收入分别增长15.6%、14% is one frame; 18家、14% is not. */
static bool is_alien(const struct gb_framing *w, const struct gb_mention *m)
{
	const struct gb_frame *before = w->out->n > 0 ? &w->out->item[w->out->n - 1] : NULL;

	return before != NULL && before->focus->unit.n > 0 && m->unit.n > 0 && gb_span_eq(before->basis, GB_S("increment")) &&
	       gb_span_eq(before->focus->unit, GB_S("%")) != gb_span_eq(m->unit, GB_S("%"));
}

/* Reads the frame of a number that a rule has taken; a number nobody names promises nothing. */
static enum gb_frame_verdict judge(struct gb_framing *w, struct gb_span item, const struct gb_mention *m, struct gb_span left,
				   const struct gb_match *hit, struct gb_frame *fr)
{
	bool drop = key_is(hit, GB_KEY_DROP, GB_WORD_FLAG_YES);

	if (drop && gb_match_key(hit, GB_KEY_INDICATOR).n > 0)
		w->topic->subject = gb_item_clean(w, gb_match_key(hit, GB_KEY_INDICATOR)); /* 总产值连跨3个千亿台阶，达到… */
	if (drop)
		return GB_FRAME_DROPPED;
	read_frame(w, item, hit, fr);
	if (w->plan && gb_figure_is_round(w->text, m)) /* 百名院长、千名医生联系机制 */
		return GB_FRAME_DROPPED;
	if (gb_figure_is_article(w->text, m) && fr->per.n == 0 && !gb_span_has(left, GB_S("每")) && !gb_terms_is_event(w, m))
		return GB_FRAME_ARTICLE;
	if (key_is(hit, GB_KEY_NEEDS, GB_WORD_NEEDS_DEED) && fr->per.n == 0 && only_sums_up(w, m, left))
		return GB_FRAME_SUM;
	if (fr->indicator.n == 0)
		fr->indicator = w->topic->subject; /* 总投资约240亿元，年均48亿元 */
	return fr->indicator.n == 0 ? GB_FRAME_NAMELESS : GB_FRAME_TAKEN;
}

/* 2030年的30张: a date, 的 and the number, and nothing else. */
static bool after_date(const struct gb_framing *w, struct gb_span item, const struct gb_mention **date)
{
	size_t len;
	const struct gb_token *t = item.n > 3 ? gb_clause_token(w->clause, gb_item_cp_at(item, 0, &len)) : NULL;

	if (t == NULL || t->mention == NULL || gb_clause_class(t->cp) != GB_TOKEN_DATE)
		return false;
	struct gb_span rest = gb_span_from(item, len);

	rest = gb_span_from(rest, gb_words_prefix(w->f->of, rest));
	if (rest.n != 3)
		return false;
	*date = t->mention;
	return true;
}

static void frame_number(struct gb_framing *w, struct gb_span item, size_t at, const struct gb_mention *m)
{
	struct gb_frame fr = { .focus = m };
	struct gb_span subject = gb_item_focused(w, item, at, gb_item_focus_class(w, m));
	struct gb_match hit;

	w->strive = w->strive || w->topic->strive || gb_item_holds(w->f->strive, gb_span_sub(item, 0, at));
	fr.strive = w->strive;
	fr.per = period_of(w, item, at);
	if (fr.per.n == 0 && w->per.n > 0)
		fr.per = w->per;
	w->per = fr.per;
	fr.at_least = bound_before(w, item, at) || (w->at_least && !has_bound(w, gb_span_sub(item, 0, at)));
	w->at_least = fr.at_least || bound_shared(w, m);
	if (w->next_date < w->ndate)
		fr.date = w->date[w->next_date++];
	if (w->out->n > 0 && after_date(w, item, &fr.date)) /* 增加到2027年的25张、2030年的30张 */
		item = gb_span_from(item, item.n - 3);
	if (item.n == 3 && w->topic->counted && is_alien(w, m))
		return;
	if (item.n == 3 && w->out->n > 0 && same_frame(w, &fr)) {
		gb_item_tell(w, subject, m, NULL, GB_FRAME_SAME);
		*GB_PUSH(w->arena, w->out->item, w->out->n, w->out->cap) = fr;
		return;
	}
	struct gb_span member[MAX_SHARED], rest = item;
	size_t nmember = 0;

	if (gb_share_each_for(w, item, at, &rest, member, &nmember))
		subject = gb_item_focused(w, rest, at - (item.n - rest.n), gb_item_focus_class(w, m));

	bool taken = item.n <= LONGEST_ITEM && gb_item_take(w, subject, &hit);
	enum gb_frame_verdict verdict = taken ? GB_FRAME_TAKEN : GB_FRAME_NO_RULE;

	if (verdict == GB_FRAME_TAKEN)
		verdict = judge(w, subject, m, gb_span_sub(item, 0, at), &hit, &fr);
	gb_item_tell(w, subject, m, verdict == GB_FRAME_NO_RULE ? NULL : &hit, verdict);
	if (verdict != GB_FRAME_TAKEN)
		return;
	gb_share_out(w, subject, &hit, &fr);
	if (nmember == w->numbers) { /* 对A和B分别安排检查24轮、36轮 */
		for (size_t i = 0; i < nmember; i++)
			w->member[i] = member[i];
		w->nmember = nmember;
		w->next_member = 1;
		fr.scope = member[0];
		nmember = 0;
	}
	for (size_t i = 0; i < nmember; i++) {
		fr.scope = member[i];
		*GB_PUSH(w->arena, w->out->item, w->out->n, w->out->cap) = fr;
	}
	if (nmember > 0)
		return;
	if (key_is(&hit, GB_KEY_SHARE, GB_WORD_SHARE_EACH))
		gb_share_add_each(w, subject, &hit, &fr);
	else
		*GB_PUSH(w->arena, w->out->item, w->out->n, w->out->cap) = fr;
}

static void frame_item(struct gb_framing *w, struct gb_span item)
{
	for (size_t at = gb_item_next_quantity(item, 0), len; at < item.n; at = gb_item_next_quantity(item, at + len)) {
		const struct gb_token *t = gb_clause_token(w->clause, gb_item_cp_at(item, at, &len));

		if (t != NULL && t->mention != NULL && t->mention->value.n > 0) /* 三分之一 has no exact value */
			frame_number(w, item, at, t->mention);
	}
}

/* A clause without a number leaves what it is about. */
static void note_thing(struct gb_framing *w, struct gb_span s)
{
	struct gb_match hit;

	size_t aside = 0, len;

	if (s.n > 0 && gb_clause_class(gb_utf8_decode_last(s, &len)) == GB_TOKEN_ASIDE)
		aside = len;
	if (gb_words_suffix(w->f->deed, gb_span_sub(s, 0, s.n - aside)) == 0)
		return;
	if (w->topic->counted || s.n > LONGEST_ITEM || !gb_rule_at(w->f->thing, w->f->matcher, w->arena, s, 0, &hit))
		return;
	w->topic->thing = gb_item_clean(w, gb_match_field(&hit, s, "obj"));
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
	size_t last = 0, at = gb_item_next_quantity(s, 0);

	for (; at < s.n; at = gb_item_next_quantity(s, last))
		last = at + 3;
	if (last == 0 || s.n - last > LONGEST_ITEM ||
	    !gb_rule_find(w->f->behind, w->f->matcher, w->arena, gb_span_from(s, last), 0, &hit) || hit.at.end < s.n - last)
		return s;
	return gb_span_sub(s, 0, last + hit.at.start);
}

void gb_frame_reader_clause(struct gb_frame_reader *f, struct gb_arena *a, struct gb_span text, struct gb_clause *c,
		      struct gb_topic *topic, struct gb_frames *out)
{
	struct gb_framing w = { .f = f, .arena = a, .text = text, .clause = c, .topic = topic, .out = out };
	struct gb_span s;
	struct gb_cuts cuts = { .n = 0 };
	size_t at, before = out->n;

	gb_terms_rename_attributes(f, a, text, c);
	for (size_t i = 0; i < c->ntoken; i++)
		w.has_period = w.has_period || gb_clause_class(c->token[i].cp) == GB_TOKEN_SET;
	s = gb_topic_behind_years(&w, without_behind(&w, c->skeleton));
	at = gb_item_next_quantity(s, 0);
	if (gb_terms_is_condition(&w))
		return;
	w.part = gb_span_starts(s, GB_S("其中")) || topic->among;
	topic->verb = w.part ? topic->last_verb : GB_S("");
	topic->among = gb_span_eq(s, GB_S("其中")) || (topic->among && c->mark == 0xff0c);
	if (at == s.n) {
		topic->strive = topic->strive || hopes_on(&w, s);
		gb_topic_note_task(&w, s);
		note_thing(&w, s);
		topic->list_per = GB_S("");
		return;
	}
	w.plan = gb_words_suffix(f->plan_name, s) > 0;
	for (size_t i = at; i < s.n; i = gb_item_next_quantity(s, i + 3))
		w.numbers++;
	if (gb_topic_goes_on(&w, s)) {
		w.per = topic->list_per;
		topic->verb = topic->list_verb;
	}
	gb_share_dates(&w, s);
	gb_cut_clause(&w, s, &cuts);
	for (size_t i = 0; i < cuts.n; i++) {
		w.rest = cuts.item[i].rest;
		frame_item(&w, cuts.item[i].item);
	}
	gb_share_lend_grades(&w, before);
	note_heads(&w, before);
	gb_topic_note_whole(&w, before);
}
