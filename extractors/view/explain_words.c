/* explain_words - what is said of an explanation, on a terminal and on the page. */
#include <assert.h>

#include "internal.h"

struct speech {
	struct gb_buf *out;
	enum gb_tongue in;
};

static void label(const struct speech *s, const char *key)
{
	gb_buf_add(s->out, gb_span_of(gb_word_label(key, s->in)));
}

/* The label (NULL: none) and the words, when there are any. */
static void say(const struct speech *s, const char *key, struct gb_span words)
{
	if (words.n == 0)
		return;
	if (key != NULL)
		label(s, key);
	gb_buf_add(s->out, words);
}

/* The same with a mark of writing for a label. */
static void join(const struct speech *s, const char *mark, struct gb_span words)
{
	if (words.n > 0)
		gb_buf_add(s->out, gb_span_of(mark));
	gb_buf_add(s->out, words);
}

static void say_days(const struct speech *s, const struct gb_mention *m)
{
	if (m->from.n == 0 && m->to.n == 0)
		label(s, m->value.n > 0 ? "read.no_day" : "read.no_start");
	else if (gb_span_eq(m->from, m->to))
		gb_buf_add(s->out, m->from);
	else {
		say(s, m->to.n == 0 ? "read.from" : NULL, m->from);
		say(s, m->from.n == 0 ? "read.up_to" : "read.to", m->to);
	}
	if (m->deadline)
		label(s, "read.term");
}

static void say_amount(const struct speech *s, const struct gb_mention *m)
{
	if (m->value.n == 0 && m->duration.n == 0) {
		label(s, "read.no_value");
		return;
	}
	if (!gb_span_eq(m->comparator, GB_S("=")) && m->value_max.n == 0) {
		gb_buf_add(s->out, m->comparator);
		gb_buf_add_byte(s->out, ' ');
	}
	gb_buf_add(s->out, m->value);
	say(s, "read.to", m->value_max);
	join(s, " ", m->unit);
	join(s, m->value.n > 0 ? ", " : "", m->duration);
}

void gb_explain_words_reading(struct gb_buf *out, const struct gb_explained *e, enum gb_tongue in)
{
	const struct speech s = { out, in };
	const struct gb_mention *m = e->mention;

	if (m == NULL) {
		label(&s, "read.passed");
		return;
	}
	switch (m->kind) {
	case GB_MENTION_MASK:
		label(&s, gb_span_eq(e->pass, GB_S("name")) ? "read.name" : "read.mask");
		break;
	case GB_MENTION_DATE:
	case GB_MENTION_DATERANGE:
		say_days(&s, m);
		break;
	case GB_MENTION_SET:
		say(&s, "read.every", m->per);
		break;
	case GB_MENTION_ORDINAL:
		say(&s, "read.ordinal", m->value);
		label(&s, "read.of_row");
		break;
	case GB_MENTION_IMPLIED:
		say(&s, "read.implied", m->value);
		join(&s, " ", m->unit);
		break;
	case GB_MENTION_NUMBER:
	case GB_MENTION_PERCENT:
	case GB_MENTION_PERMILLE:
	case GB_MENTION_RANGE:
	case GB_MENTION_QUANTITY:
	case GB_MENTION_DURATION:
	case GB_MENTION_KINDS:
		say_amount(&s, m);
		break;
	}
}

const char *gb_explain_words_lost(enum gb_lost why)
{
	static const char *const keys[GB_LOST_REASONS] = {
		[GB_LOST_PASS] = "lost.pass",
		[GB_LOST_SHORTER] = "lost.shorter",
		[GB_LOST_LATER] = "lost.later",
		[GB_LOST_INSIDE] = "lost.inside",
	};

	assert(why < GB_LOST_REASONS);
	return keys[why];
}

bool gb_explain_words_is_from(const struct gb_explanation *x, const struct gb_explained *item, const struct gb_target *t)
{
	const size_t at = (size_t)(t->quote.p - x->sentence->text.p);
	return item->mention != NULL && at == item->mention->at.start;
}

static bool has_record(const struct gb_explanation *x, const struct gb_explained *e)
{
	for (size_t i = 0; i < x->promises.ntarget; i++)
		if (gb_explain_words_is_from(x, e, &x->promises.target[i]))
			return true;
	return false;
}

const char *gb_explain_words_verdict(const struct gb_explanation *x, const struct gb_explained *e)
{
	static const char *const keys[GB_FRAME_VERDICTS] = {
		[GB_FRAME_SAME] = "verdict.same",
		[GB_FRAME_NO_RULE] = "verdict.no_rule",
		[GB_FRAME_DROPPED] = "verdict.dropped",
		[GB_FRAME_ARTICLE] = "verdict.article",
		[GB_FRAME_SUM] = "verdict.sum",
		[GB_FRAME_NAMELESS] = "verdict.nameless",
		[GB_FRAME_ATTRIBUTE] = "verdict.attribute",
	};

	if (has_record(x, e) && !(e->framed && e->frame.verdict == GB_FRAME_SAME))
		return NULL;
	if (e->framed)
		return keys[e->frame.verdict];
	return e->mention != NULL && gb_mention_is_quantity(e->mention) ? "verdict.unasked" : NULL;
}

static void say_term(const struct speech *s, struct gb_span day, struct gb_span source)
{
	static const char *const keys[] = { "term.explicit", "term.column", "term.inherited" };

	if (day.n == 0) {
		label(s, "term.none");
		return;
	}
	say(s, "term.by", day);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (gb_span_eq(source, gb_span_of(keys[i] + sizeof "term." - 1))) {
			gb_buf_add(s->out, GB_S(" ("));
			label(s, keys[i]);
			gb_buf_add(s->out, GB_S(")"));
		}
}

void gb_explain_words_target(struct gb_buf *out, const struct gb_target *t)
{
	const struct speech s = { out, gb_word_tongue() };

	gb_buf_add(out, t->indicator);
	gb_buf_add_byte(out, ' ');
	gb_amount_print(out, t->comparator, t->value, t->value_max);
	join(&s, " ", t->unit);
	say(&s, "line.scope", t->scope);
	join(&s, ", ", gb_word(t->basis));
	join(&s, " ", gb_word(t->direction));
	say(&s, "line.per", t->per);
	if (gb_span_eq(t->modality, GB_S("strive")))
		label(&s, "line.strive");
	say(&s, "line.baseline", t->baseline.value);
	if (t->baseline.value.n > 0)
		join(&s, " ", t->baseline.unit);
	say_term(&s, t->deadline, t->deadline_source);
}

void gb_explain_words_milestone(struct gb_buf *out, const struct gb_milestone *m)
{
	const struct speech s = { out, gb_word_tongue() };

	gb_buf_add(out, m->action);
	say_term(&s, m->deadline, m->deadline_source);
}

void gb_explain_words_around(struct gb_buf *out, const struct gb_cue *c, enum gb_tongue in)
{
	static const char *const kinds[GB_CUE_KINDS] = { NULL, "around.cell", "around.indicator", "around.title" };
	const struct speech s = { out, in };
	const size_t start = out->n;
	const struct {
		const char *key;
		struct gb_span words;
	} parts[] = { { "around.section", c->section }, { "around.column", c->head }, { "around.row", c->row },
		      { "around.unit", c->unit },       { "around.term", c->term } };

	if (kinds[c->kind] != NULL)
		label(&s, kinds[c->kind]);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (parts[i].words.n > 0 && out->n > start)
			label(&s, "around.and");
		say(&s, parts[i].key, parts[i].words);
	}
}
