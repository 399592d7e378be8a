/* explain_text - an explanation for a terminal. */
#include <stdio.h>

#include "base/say.h"
#include "diff_view.h"
#include "explain_view.h"
#include "words.h"

static void text(struct gb_buf *out, const char *s)
{
	gb_buf_add(out, gb_span_of(s));
}

static void pad(struct gb_buf *out, size_t used, size_t wanted)
{
	do
		gb_buf_add_byte(out, ' ');
	while (++used < wanted);
}

static void nothing(struct gb_buf *out)
{
	(void)out;
}

static void head(struct gb_buf *out, const struct gb_explain_head *h)
{
	gb_buf_add(out, out->n > 0 ? GB_S("\n== ") : GB_S("== "));
	gb_buf_add(out, h->document);
	if (h->path.n > 0)
		text(out, "#");
	gb_buf_add(out, h->path);
	text(out, " ");
	gb_buf_add(out, h->title);
	text(out, "\n");
}

static void rivals(struct gb_buf *out, const struct gb_rivals *all, bool skeleton)
{
	for (size_t i = 0; i < all->n; i++) {
		text(out, _("      lost  "));
		gb_explain_rule(out, all->item[i].rule);
		text(out, skeleton ? "" : " ");
		if (!skeleton) {
			text(out, "“");
			gb_buf_add(out, all->item[i].words);
			text(out, "”");
		}
		text(out, ": ");
		text(out, gb_explain_lost(all->item[i].why));
		text(out, "\n");
	}
}

static void frame(struct gb_buf *out, const struct gb_explained *e)
{
	const struct gb_match *hit = e->frame.hit;

	text(out, _("      as    "));
	gb_explain_skeleton(out, e->frame.item);
	text(out, "\n");
	if (hit == NULL)
		return;
	text(out, _("      rule  "));
	gb_explain_rule(out, hit->rule);
	for (size_t i = 0; i < hit->nfield; i++) {
		text(out, " ");
		gb_buf_add(out, hit->field[i].name);
		text(out, "=");
		gb_explain_skeleton(out, gb_span_sub(e->frame.item, hit->field[i].at.start,
						     hit->field[i].at.end - hit->field[i].at.start));
	}
	text(out, "\n");
	rivals(out, &e->frame_rivals, true);
}

static void item(struct gb_buf *out, const struct gb_explanation *x, const struct gb_explained *e)
{
	struct gb_span words = gb_span_sub(x->sentence->text, e->at.start, e->at.end - e->at.start);
	const char *verdict = gb_explain_verdict(e);

	text(out, "  ");
	gb_buf_add(out, words);
	pad(out, gb_text_width(words) + 2, 26);
	if (e->mention != NULL && e->mention->kind != GB_MENTION_MASK) {
		gb_buf_add(out, gb_word(gb_record_mention_kind(e->mention->kind)));
		text(out, ": ");
	}
	gb_explain_reading(out, e);
	text(out, "\n");
	text(out, _("      rule  "));
	gb_explain_rule(out, e->rule);
	text(out, "\n");
	rivals(out, &e->rivals, false);
	if (e->framed)
		frame(out, e);
	for (size_t i = 0; i < x->promises.ntarget; i++) {
		if (!gb_explain_is_from(x, e, &x->promises.target[i]))
			continue;
		text(out, x->promises.target[i].fact ? _("      FACT  ") : _("    TARGET  "));
		gb_explain_target(out, &x->promises.target[i]);
		text(out, "\n");
		verdict = e->framed && e->frame.verdict == GB_FRAME_SAME ? verdict : "";
	}
	if (*verdict != '\0') {
		text(out, "            ");
		text(out, verdict);
		text(out, "\n");
	}
}

static void sentence(struct gb_buf *out, const struct gb_explanation *e)
{
	struct gb_buf around = { 0 };

	text(out, out->n > 0 ? "\n" : "");
	gb_buf_add(out, e->sentence->text);
	text(out, "\n");
	gb_explain_around(&around, &e->sentence->cue);
	if (around.n > 0) {
		text(out, "  (");
		gb_buf_add(out, gb_buf_span(&around));
		text(out, ")\n");
	}
	gb_buf_free(&around);
	for (size_t i = 0; i < e->n; i++)
		item(out, e, &e->item[i]);
	for (size_t i = 0; i < e->promises.nmilestone; i++) {
		text(out, _(" MILESTONE  "));
		gb_explain_milestone(out, &e->promises.milestone[i]);
		text(out, "\n");
	}
	if (e->n == 0)
		text(out, _("  no number and no date in it\n"));
}

static void note(struct gb_buf *out, struct gb_span s)
{
	text(out, "\n");
	gb_buf_add(out, s);
	text(out, "\n");
}

const struct gb_explain_form gb_explain_as_text = { nothing, head, sentence, note, nothing };
