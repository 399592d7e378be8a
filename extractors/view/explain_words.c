/* explain_words - what `gongbao explain` says, in whatever form. */
#include "base/say.h"
#include "diff_view.h"
#include "explain_view.h"
#include "words.h"

static void say(struct gb_buf *out, const char *label, struct gb_span s)
{
	if (s.n == 0)
		return;
	gb_buf_add(out, gb_span_of(label));
	gb_buf_add(out, s);
}

static void say_days(struct gb_buf *out, const struct gb_mention *m)
{
	if (m->from.n == 0 && m->to.n == 0)
		gb_buf_add(out, m->value.n > 0 ? GB_T("no day of our calendar") : GB_T("no day to read it from"));
	else if (gb_span_eq(m->from, m->to))
		gb_buf_add(out, m->from);
	else {
		say(out, m->to.n == 0 ? _("from ") : "", m->from);
		say(out, m->from.n == 0 ? _("up to ") : _(" to "), m->to);
	}
	if (m->deadline)
		gb_buf_add(out, GB_T(", sets a term"));
}

static void say_amount(struct gb_buf *out, const struct gb_mention *m)
{
	if (m->value.n == 0 && m->duration.n == 0) {
		gb_buf_add(out, GB_T("no exact value"));
		return;
	}
	if (!gb_span_eq(m->comparator, GB_S("=")) && m->value_max.n == 0) {
		say(out, "", m->comparator);
		gb_buf_add_byte(out, ' ');
	}
	gb_buf_add(out, m->value);
	say(out, _(" to "), m->value_max);
	say(out, " ", m->unit);
	say(out, m->value.n > 0 ? ", " : "", m->duration);
}

void gb_explain_reading(struct gb_buf *out, const struct gb_explained *e)
{
	const struct gb_mention *m = e->mention;

	if (m == NULL) {
		gb_buf_add(out, GB_T("passed by: part of a word, or without a value"));
		return;
	}
	switch (m->kind) {
	case GB_MENTION_MASK:
		gb_buf_add(out, gb_span_eq(e->pass, GB_S("name")) ? GB_T("masked: a name or set phrase") : GB_T("masked: not a quantity"));
		break;
	case GB_MENTION_DATE:
	case GB_MENTION_DATERANGE:
		say_days(out, m);
		break;
	case GB_MENTION_SET:
		say(out, _("every "), m->per);
		break;
	case GB_MENTION_ORDINAL:
		say(out, _("number "), m->value);
		gb_buf_add(out, GB_T(" of a row, not a quantity"));
		break;
	case GB_MENTION_IMPLIED:
		say(out, _("stands for "), m->value);
		say(out, " ", m->unit);
		break;
	case GB_MENTION_NUMBER:
	case GB_MENTION_PERCENT:
	case GB_MENTION_PERMILLE:
	case GB_MENTION_RANGE:
	case GB_MENTION_QUANTITY:
	case GB_MENTION_DURATION:
	case GB_MENTION_KINDS:
		say_amount(out, m);
		break;
	}
}

void gb_explain_rule(struct gb_buf *out, const struct gb_rule *r)
{
	gb_buf_add(out, gb_rule_name(r));
	gb_buf_add(out, GB_S(" ("));
	gb_buf_add(out, gb_rule_file(r));
	gb_buf_add_byte(out, ':');
	gb_buf_add_int(out, gb_rule_line(r));
	gb_buf_add_byte(out, ')');
}

const char *gb_explain_lost(enum gb_lost why)
{
	static const char *const words[GB_LOST_REASONS] = {
		[GB_LOST_PASS] = N_("its file is tried later, on what is left"),
		[GB_LOST_SHORTER] = N_("takes less"),
		[GB_LOST_LATER] = N_("takes as much, but stands lower in the file"),
		[GB_LOST_INSIDE] = N_("begins inside what is taken"),
	};

	return gb_say(words[why]);
}

const char *gb_explain_verdict(const struct gb_explained *e)
{
	static const char *const words[GB_FRAME_VERDICTS] = {
		[GB_FRAME_TAKEN] = "",
		[GB_FRAME_SAME] = N_("read like the number before it"),
		[GB_FRAME_NO_RULE] = N_("no record: no rule of frame.gram fits the words around it"),
		[GB_FRAME_DROPPED] = N_("no record: the rule says that such a number promises nothing"),
		[GB_FRAME_ARTICLE] = N_("no record: 一 is no count here"),
		[GB_FRAME_SUM] = N_("no record: it only sums up what is named"),
		[GB_FRAME_NAMELESS] = N_("no record: nothing says what is counted"),
		[GB_FRAME_ATTRIBUTE] = N_("no record: it only says what kind of thing is meant"),
	};

	if (e->framed)
		return gb_say(words[e->frame.verdict]);
	return e->mention != NULL && gb_mention_is_quantity(e->mention) ? _("not put to the frame rules") : "";
}

static const char *source_words(struct gb_span source)
{
	static const struct {
		const char *source, *words;
	} table[] = { { "explicit", N_("said here or in the paragraph's lead") }, { "column", N_("from the column's head") },
		      { "inherited", N_("from the heading or the document's period") } };

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (gb_span_eq(source, gb_span_of(table[i].source)))
			return gb_say(table[i].words);
	return "";
}

static void say_term(struct gb_buf *out, struct gb_span day, struct gb_span source)
{
	if (day.n == 0) {
		gb_buf_add(out, GB_T(", no deadline"));
		return;
	}
	say(out, _(", by "), day);
	say(out, " (", gb_span_of(source_words(source)));
	gb_buf_add(out, source.n > 0 ? GB_S(")") : GB_S(""));
}

void gb_explain_target(struct gb_buf *out, const struct gb_target *t)
{
	gb_buf_add(out, t->indicator);
	gb_buf_add_byte(out, ' ');
	gb_print_amount(out, t->comparator, t->value, t->value_max);
	say(out, " ", t->unit);
	say(out, _(", for "), t->scope);
	say(out, ", ", gb_word(t->basis));
	say(out, " ", gb_word(t->direction));
	say(out, _(", every "), t->per);
	if (gb_span_eq(t->modality, GB_S("strive")))
		gb_buf_add(out, GB_T(", strive"));
	if (t->baseline.value.n > 0) {
		say(out, _(", from "), t->baseline.value);
		say(out, " ", t->baseline.unit);
	}
	say_term(out, t->deadline, t->deadline_source);
}

void gb_explain_milestone(struct gb_buf *out, const struct gb_milestone *m)
{
	gb_buf_add(out, m->action);
	say_term(out, m->deadline, m->deadline_source);
}

bool gb_explain_is_from(const struct gb_explanation *e, const struct gb_explained *item, const struct gb_target *t)
{
	size_t at = (size_t)(t->quote.p - e->sentence->text.p);

	return item->mention != NULL && at == item->mention->at.start;
}

void gb_explain_around(struct gb_buf *out, const struct gb_cue *c)
{
	static const char *const kinds[GB_CUE_KINDS] = { "", N_("cell"), N_("cell of indicators"), N_("title") };

	say(out, "", gb_span_of(gb_say(kinds[c->kind])));
	say(out, out->n > 0 ? _(", under ") : _("under "), c->section);
	say(out, out->n > 0 ? _(", column ") : _("column "), c->head);
	say(out, out->n > 0 ? _(", row ") : _("row "), c->row);
	say(out, out->n > 0 ? _(", unit ") : _("unit "), c->unit);
	say(out, out->n > 0 ? _(", by ") : _("by "), c->term);
}
