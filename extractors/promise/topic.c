/* frame_topic - what earlier clauses of a sentence say of a number: whose figure it is, whose total, whose share. */
#include "frame_internal.h"

#include <string.h>

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
static struct gb_span heads_counted(struct gb_span subject)
{
	static const char *const ends[] = { "人口", "老年人", "儿童", "居民", "人" };
	size_t each = gb_span_find(subject, GB_S("每"), 0);

	for (size_t i = 0; each < subject.n && i < sizeof ends / sizeof *ends; i++) {
		size_t at = gb_span_find(subject, gb_span_of(ends[i]), each);

		if (at < subject.n && at - each <= strlen("每十万常住"))
			return gb_span_sub(subject, 0, at + strlen(ends[i]));
	}
	return GB_S("");
}

/* 产量 behind 油菜播种面积 is that of 油菜. */
struct gb_span gb_framing_figure_of(const struct gb_framing *w, struct gb_span indicator)
{
	struct gb_span subject = w->topic->subject;
	size_t n = gb_words_suffix(w->f->figure_of, subject);

	if (n == 0 || n == subject.n || !gb_words_has(w->f->figure_of, indicator))
		return indicator;
	return gb_arena_concat(w->arena, gb_span_sub(subject, 0, subject.n - n), indicator);
}

/* Whose 占比 it is: what an earlier clause measured or made, without the words of making. */
static struct gb_span owner_of(const struct gb_framing *w)
{
	const struct gb_topic *t = w->topic;
	bool state = gb_span_eq(t->basis, GB_S("level")) || gb_span_eq(t->basis, GB_S("change"));

	return gb_phrase_strip(w->f->doing, w->f->owner_trail, state && t->subject.n > 0 ? t->subject : t->thing);
}

struct gb_span gb_framing_led_by(const struct gb_framing *w, const struct gb_match *m, struct gb_span indicator, struct gb_frame *fr)
{
	enum gb_key_word with = gb_match_word(m, GB_KEY_WITH);
	const struct gb_topic *t = w->topic;
	bool again = with == GB_WORD_WITH_AGAIN, sum = with == GB_WORD_WITH_SUM;

	if (sum && is_grown(w, fr)) /* 新增绿道80公里、总里程达到620公里 */
		return total_of(w, indicator, fr);
	if (sum && t->thing.n == 0)
		return gb_phrase_merge(w->arena, t->subject, indicator);
	if (sum || with == GB_WORD_WITH_TOPIC || with == GB_WORD_WITH_BEFORE)
		return gb_phrase_merge(w->arena, t->thing, indicator);
	if (again || with == GB_WORD_WITH_SUBJECT) {
		if (fr->per.n > 0 && gb_span_eq(fr->basis, GB_S("level")) &&
		    (gb_span_eq(t->basis, GB_S("cumulative")) || gb_span_eq(t->basis, GB_S("increment"))))
			fr->basis = GB_S("increment"); /* 累计不少于55万人，年均11万人 */
		else if ((again || gb_span_eq(t->basis, GB_S("change"))) && t->basis.n > 0 && gb_span_eq(t->unit, fr->focus->unit)) {
			fr->basis = t->basis;
			fr->direction = fr->direction.n > 0 ? fr->direction : t->direction;
		}
		return t->subject.n > 0 ? t->subject : t->thing;
	}
	if (with == GB_WORD_WITH_PER)
		return gb_arena_concat(w->arena, gb_span_eq(t->unit, fr->focus->unit) ? heads_counted(t->subject) : GB_S(""), indicator);
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
