/* frame_topic - what earlier clauses of a sentence say of a number: whose figure it is, whose total, whose share. */
#include "frame_internal.h"
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

#define LONGEST_MEMBER 8 /* characters: a longer one is no member of a list */
#define SHORT_MEMBER 4
#define SHORTEST_RATIO ((size_t)9) /* bytes: 普及率 */
#define FARTHEST_HEADS ((size_t)15) /* bytes from 每 to whom it counts: 每十万常住人口 */

/* The indicator of 全覆盖 says what is covered: 项目点 + 覆盖. */
static struct gb_span whole_indicator(const struct gb_framing *w, struct gb_span subject, const struct gb_mention *focus)
{
	struct gb_span words = gb_span_sub(w->text, focus->at.start, focus->at.end - focus->at.start);

	/* 配备率到2026年达到90%、2027年实现全覆盖 */
	if (subject.n == 0 && gb_span_eq(w->topic->basis, GB_S("level")) && gb_span_eq(w->topic->unit, GB_S("%")))
		return w->topic->subject;
	if (subject.n == 0)
		subject = w->topic->thing;
	return gb_span_has(words, GB_S("覆盖")) ? gb_arena_concat(w->arena, subject, GB_S("覆盖")) : subject;
}

/* What was made (新增企业) as a thing that there is (企业). */
static struct gb_span without_verb(const struct gb_topic *t)
{
	bool made = t->verb.n > 0 && t->verb.n < t->subject.n && gb_span_starts(t->subject, t->verb);

	return made ? gb_span_from(t->subject, t->verb.n) : t->subject;
}

/* Something of the same unit was made just before: the figure at hand may be its total. */
static bool is_grown(const struct gb_framing *w, const struct gb_frame *fr)
{
	const struct gb_topic *t = w->topic;

	return t->counted && gb_span_eq(t->basis, GB_S("increment")) && gb_span_eq(t->unit, fr->focus->unit);
}

/* 轨道交通运营里程 and 总里程: 轨道交通运营总里程 */
static struct gb_span total_of(const struct gb_framing *w, struct gb_span figure, struct gb_frame *fr)
{
	struct gb_span thing = without_verb(w->topic), plain = figure;

	if (gb_span_starts(plain, GB_S("总")))
		plain = gb_span_from(plain, strlen("总"));
	if (gb_span_ends(thing, plain) && plain.n < thing.n)
		thing = gb_span_sub(thing, 0, thing.n - plain.n);
	fr->basis = GB_S("cumulative");
	return gb_phrase_merge(w->arena, thing, figure);
}

/* 每千人口 of 每千人口执业医师数, or nothing. */
static struct gb_span heads_counted(const struct gb_framing *w, struct gb_span subject)
{
	size_t each = gb_span_find(subject, GB_S("每"), 0);

	for (size_t at = each; at < subject.n && at - each <= FARTHEST_HEADS; at += gb_utf8_len(gb_span_from(subject, at))) {
		size_t n = gb_words_prefix(w->f->heads, gb_span_from(subject, at));

		if (n > 0)
			return gb_span_sub(subject, 0, at + n);
	}
	return GB_S("");
}

/* 产量 behind 油菜播种面积 is that of 油菜. */
struct gb_span gb_topic_figure_of(const struct gb_framing *w, struct gb_span indicator)
{
	struct gb_span subject = w->topic->subject;
	size_t n = gb_words_suffix(w->f->figure_of, subject);

	if (w->topic->task.n > 0 && (gb_words_has(w->f->figure_of, indicator) || gb_words_has(w->f->stock, indicator))) /* 发展林下经济，产值突破8亿元 */
		return gb_arena_concat(w->arena, w->topic->task, indicator);
	if (n == 0 || n == subject.n || !gb_words_has(w->f->figure_of, indicator))
		return indicator;
	return gb_arena_concat(w->arena, gb_span_sub(subject, 0, subject.n - n), indicator);
}

static bool is_bare_ratio(const struct gb_framing *w, struct gb_span indicator)
{
	struct gb_match hit;

	return indicator.n > 0 && gb_rule_at(w->f->ratio, w->f->matcher, w->arena, indicator, 0, &hit) && hit.at.end == indicator.n;
}

/* So many of one thing were made just before: 更换老旧水表3.2万只，更换率71%. */
static bool has_made(const struct gb_framing *w)
{
	const struct gb_topic *t = w->topic;

	return t->counted && t->nlast == 1 && !gb_span_eq(t->basis, GB_S("level")) && !gb_span_eq(t->basis, GB_S("change")) &&
	       !gb_span_eq(gb_words_value(w->f->unit, t->unit, "dim"), GB_S("money"));
}

/* Whose 占比 it is: what an earlier clause measured or made, without the words of making. */
static struct gb_span owner_of(const struct gb_framing *w)
{
	const struct gb_topic *t = w->topic;
	bool state = gb_span_eq(t->basis, GB_S("level")) || gb_span_eq(t->basis, GB_S("change"));

	return gb_phrase_strip(w->f->doing, w->f->owner_trail, state && t->subject.n > 0 ? t->subject : t->thing);
}

void gb_topic_note_task(struct gb_framing *w, struct gb_span s)
{
	struct gb_topic *t = w->topic;
	struct gb_match hit;

	t->task = GB_S("");
	t->nmember = 0;
	if (s.n == 0 || s.n > LONGEST_ITEM)
		return;
	if (gb_rule_at(w->f->same, w->f->matcher, w->arena, s, 0, &hit)) { /* 指数与上年持平（100） */
		t->subject = gb_item_clean(w, gb_match_field(&hit, s, "obj"));
		t->basis = GB_S("level");
		t->unit = GB_S("");
		return;
	}
	if (gb_rule_at(w->f->task, w->f->matcher, w->arena, s, 0, &hit) && hit.at.end == s.n)
		t->task = gb_item_clean(w, gb_match_field(&hit, s, "obj"));

	size_t prep = gb_words_prefix(w->f->toward, s);

	t->toward = prep > 0;
	t->nmember = gb_share_split_list(w, t->task.n > 0 ? t->task : gb_item_expand(w, gb_span_from(s, prep)), t->member, GB_HEADS);
	if (t->nmember < 2 || gb_utf8_count(t->member[0]) > LONGEST_MEMBER)
		t->nmember = 0;
	else if (!t->toward) { /* the last has more behind: 控制软件供给能力提升 */
		struct gb_span *last = &t->member[t->nmember - 1];
		size_t chars = gb_utf8_count(t->member[0]) < SHORT_MEMBER ? SHORT_MEMBER : gb_utf8_count(t->member[0]);

		if (gb_utf8_count(*last) > chars)
			*last = gb_span_sub(*last, 0, gb_utf8_offset(*last, chars));
	}
}

bool gb_topic_is_part(const struct gb_framing *w, struct gb_span item, struct gb_span words)
{
	const struct gb_topic *t = w->topic;

	return w->out->n > 0 && words.n > 0 && gb_utf8_count(words) <= LONGEST_MEMBER && gb_words_suffix(w->f->stock, words) == 0 &&
	       gb_span_eq(t->basis, GB_S("level")) && (gb_words_suffix(w->f->stock, t->subject) > 0 || gb_span_eq(t->unit, GB_S("%"))) &&
	       gb_item_holds(w->f->reach, item);
}

/* 公办幼儿园普惠率达到95%，民办幼儿园达到70%: the first holds for a part as well, by the noun they share. */
void gb_topic_split_scope(struct gb_framing *w, struct gb_span part)
{
	struct gb_frame *last = &w->out->item[w->out->n - 1];
	size_t chars = gb_utf8_count(part);
	struct gb_span noun = chars < 2 ? part : gb_span_from(part, gb_utf8_offset(part, chars - 2));
	size_t at = gb_span_find(last->indicator, noun, 0);

	size_t place = gb_words_prefix(w->f->part_place, last->indicator);

	if (last->scope.n == 0 && place > 0 && place + SHORTEST_RATIO <= last->indicator.n && gb_words_has(w->f->part_place, part)) {
		last->scope = gb_span_sub(last->indicator, 0, place); /* 县城…率达100%，乡村达85% */
		last->indicator = w->topic->subject = gb_span_from(last->indicator, place);
		return;
	}
	if (chars < 3 || last->scope.n > 0 || at == (size_t)-1 || at == 0 || at + noun.n + SHORTEST_RATIO > last->indicator.n)
		return;
	last->scope = gb_span_sub(last->indicator, 0, at + noun.n);
	last->indicator = w->topic->subject = gb_span_from(last->indicator, at + noun.n);
}

struct gb_span gb_topic_whole_noun(const struct gb_framing *w, struct gb_span part)
{
	struct gb_span whole = w->topic->whole, head = whole;
	size_t chars = gb_utf8_count(part), len;

	if (whole.n == 0 || part.n == 0)
		return GB_S("");
	assert(head.n <= whole.n);
	if (gb_utf8_count(whole) > 2)
		head = gb_span_from(whole, gb_utf8_offset(whole, gb_utf8_count(whole) - 2));
	if (gb_words_suffix(w->f->part_kind, part) > 0)
		return head;
	bool same_end = gb_utf8_decode_last(part, &len) == gb_utf8_decode_last(whole, &len);

	bool measured = gb_words_has(w->f->measuring, gb_words_value(w->f->unit, w->topic->unit, "dim"));

	return chars <= 2 && !same_end && !measured ? head : GB_S("");
}

struct gb_span gb_topic_led_by(const struct gb_framing *w, const struct gb_match *m, struct gb_span indicator, struct gb_frame *fr)
{
	enum gb_key_word with = gb_match_word(m, GB_KEY_WITH);
	const struct gb_topic *t = w->topic;
	bool again = with == GB_WORD_WITH_AGAIN, sum = with == GB_WORD_WITH_SUM;

	if (with == GB_WORD_WITH_GAP) {
		fr->gap = gb_arena_concat(w->arena, t->subject, indicator);
		return t->subject.n > 0 ? t->subject : indicator;
	}
	if (with == GB_WORD_WITH_RATIO && is_bare_ratio(w, indicator))
		return gb_phrase_merge(w->arena, t->task.n > 0 ? t->task : has_made(w) ? t->thing : GB_S(""), indicator);
	bool verb = gb_match_range(m, "v").start != (size_t)-1 || gb_utf8_count(indicator) <= 2; /* 改造2万亩, 销号18处 */

	if (with == GB_WORD_WITH_TASK)
		return t->task.n > 0 && verb ? gb_phrase_merge(w->arena, t->task, indicator) : indicator;
	if (t->task.n > 0 && with == GB_WORD_WITH_BEFORE) {
		w->topic->thing = t->task;
		return gb_phrase_merge(w->arena, t->task, indicator);
	}
	if (t->task.n > 0 && with == GB_WORD_WITH_DONE)
		return t->task;
	if (sum && is_grown(w, fr)) /* 新增绿道80公里、总里程达到620公里 */
		return total_of(w, indicator, fr);
	if (sum && t->thing.n == 0)
		return gb_phrase_merge(w->arena, t->subject, indicator);
	if (sum || with == GB_WORD_WITH_TOPIC || with == GB_WORD_WITH_BEFORE)
		return gb_phrase_merge(w->arena, t->thing, indicator);
	if ((again || with == GB_WORD_WITH_SUBJECT) && indicator.n > 0) /* it has one of its own */
		return indicator;
	if (again || with == GB_WORD_WITH_SUBJECT || with == GB_WORD_WITH_DONE) {
		if (fr->per.n > 0 && gb_span_eq(fr->basis, GB_S("level")) &&
		    (gb_span_eq(t->basis, GB_S("cumulative")) || gb_span_eq(t->basis, GB_S("increment"))))
			fr->basis = GB_S("increment"); /* 累计不少于55万人，年均11万人 */
		else if ((again || gb_span_eq(t->basis, GB_S("change"))) && t->basis.n > 0 && gb_span_eq(t->unit, fr->focus->unit)) {
			fr->basis = t->basis;
			fr->direction = fr->direction.n > 0 ? fr->direction : t->direction;
		}
		return t->subject.n > 0 ? t->subject : t->thing.n > 0 || w->clause->depth > 0 ? t->thing : t->task;
	}
	if (with == GB_WORD_WITH_PER)
		return gb_arena_concat(w->arena, gb_span_eq(t->unit, fr->focus->unit) ? heads_counted(w, t->subject) : GB_S(""), indicator);
	if (with == GB_WORD_WITH_SAME && indicator.n == 0)
		return t->subject.n > 0 ? without_verb(t) : t->thing;
	if (with == GB_WORD_WITH_OWNER)
		return gb_phrase_merge(w->arena, owner_of(w), indicator);
	if (with == GB_WORD_WITH_OF) /* 其中国家级1个 */
		return gb_arena_concat(w->arena, indicator, owner_of(w));
	if (with == GB_WORD_WITH_AMONG)
		return t->subject;
	if (with == GB_WORD_WITH_JOIN)
		return gb_phrase_merge(w->arena, t->subject, indicator);
	if (with == GB_WORD_WITH_MADE) /* 新增企业18家、总量240家 */
		return gb_phrase_merge(w->arena, without_verb(t), indicator);
	if (with == GB_WORD_WITH_WHOLE)
		return whole_indicator(w, indicator, fr->focus);
	return indicator;
}

/* What the clause's numbers are parts of, and what of a period holds for the clause behind. */
void gb_topic_note_whole(struct gb_framing *w, size_t before)
{
	struct gb_topic *t = w->topic;
	const struct gb_frame *last = w->out->n > before ? &w->out->item[w->out->n - 1] : NULL;

	t->list_per = t->list_verb = GB_S("");
	if (last == NULL)
		return;
	t->task = GB_S("");
	if (w->clause->mark == 0xff0c && last->per.n > 0 && gb_span_eq(last->basis, GB_S("increment"))) {
		t->list_per = last->per;
		t->list_verb = t->verb;
	}
	if (w->part || gb_span_eq(last->indicator, t->whole_name)) /* 总投资约240亿元，年均48亿元 */
		return;
	t->whole_name = last->indicator;
	t->whole = gb_span_eq(last->basis, GB_S("level")) ? t->subject : t->thing;
	t->whole_basis = last->basis;
	t->whole_per = last->per;
}

/* 每年新建公园8个以上，绿道15公里以上: a clause of a noun and its number goes on with the list. */
bool gb_topic_goes_on(const struct gb_framing *w, struct gb_span s)
{
	size_t at = gb_item_next_quantity(s, 0);
	struct gb_span left = gb_span_sub(s, 0, at);

	if (w->topic->list_per.n == 0 || w->has_period || left.n == 0 || gb_item_holds(w->f->doing, left) ||
	    gb_item_holds(w->f->light, left) || gb_words_suffix(w->f->stock, left) > 0)
		return false;
	for (size_t off = 0, len; off < left.n; off += len)
		if (gb_clause_class(gb_item_cp_at(left, off, &len)) == GB_TOKEN_DATE)
			return false;
	const struct gb_token *t = gb_clause_token(w->clause, gb_item_cp_at(s, at, &(size_t){ 0 }));

	if (t == NULL || t->mention == NULL || t->mention->kind != GB_MENTION_QUANTITY || t->mention->unit.n == 0)
		return false;
	return at + 3 == s.n || gb_words_prefix(w->f->conj, gb_span_from(s, at + 3)) > 0;
}

/* 五年共建设防洪堤80公里, 五年培训…达到6万人次: what stands behind the years; they are no part of the name. */
struct gb_span gb_topic_behind_years(struct gb_framing *w, struct gb_span s)
{
	size_t len, n;
	const struct gb_token *t = s.n > 0 ? gb_clause_token(w->clause, gb_item_cp_at(s, 0, &len)) : NULL;

	if (t == NULL || t->mention == NULL || t->mention->kind != GB_MENTION_DURATION || !gb_span_eq(t->mention->unit, GB_S("年")))
		return s;
	struct gb_span rest = gb_span_from(s, len);

	n = gb_words_prefix(w->f->in_all, rest);
	w->in_all = n > 0 || gb_item_holds(w->f->in_all_reach, rest);
	return w->in_all ? gb_span_from(rest, n) : s;
}
