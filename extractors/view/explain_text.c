/* explain_text - an explanation for a terminal. */
#include "base/say.h"
#include "internal.h"

enum { WORDS = 26 }; /* columns of the words and what is before them */

static void text(struct gb_buf *out, const char *s)
{
	gb_buf_add(out, gb_span_of(s));
}

void gb_explain_text_head(struct gb_buf *out, struct gb_span document, struct gb_span path, struct gb_span title)
{
	text(out, out->n > 0 ? "\n== " : "== ");
	gb_buf_add(out, document);
	if (path.n > 0)
		text(out, "#");
	gb_buf_add(out, path);
	text(out, " ");
	gb_buf_add(out, title);
	text(out, "\n");
}

/* quantity (quantity.gram:97) */
static void rule(struct gb_buf *out, const struct gb_rule *r)
{
	gb_buf_add(out, gb_rule_name(r));
	text(out, " (");
	gb_buf_add(out, gb_rule_file(r));
	gb_buf_add_byte(out, ':');
	gb_buf_add_int(out, gb_rule_line(r));
	gb_buf_add_byte(out, ')');
}

/* The words of a rival of a masked clause are empty. */
static void print_rivals(struct gb_buf *out, const struct gb_rivals *all, bool masked)
{
	for (size_t i = 0; i < all->n; i++) {
		text(out, _("      lost  "));
		rule(out, all->item[i].rule);
		if (!masked) {
			text(out, " “");
			gb_buf_add(out, all->item[i].words);
			text(out, "”");
		}
		text(out, ": ");
		text(out, gb_word_label(gb_explain_words_lost(all->item[i].why), gb_word_tongue()));
		text(out, "\n");
	}
}

static void print_frame(struct gb_buf *out, const struct gb_explained *e)
{
	const struct gb_match *hit = e->frame.hit;

	text(out, _("      as    "));
	gb_explain_skeleton(out, e->frame.item);
	text(out, "\n");
	if (hit == NULL)
		return;
	text(out, _("      rule  "));
	rule(out, hit->rule);
	for (size_t i = 0; i < hit->nfield; i++) {
		text(out, " ");
		gb_buf_add(out, hit->field[i].name);
		text(out, "=");
		gb_explain_skeleton(out, gb_span_sub(e->frame.item, hit->field[i].at.start,
						     hit->field[i].at.end - hit->field[i].at.start));
	}
	text(out, "\n");
	print_rivals(out, &e->frame_rivals, true);
}

static void print_item(struct gb_buf *out, const struct gb_explanation *x, const struct gb_explained *e)
{
	const struct gb_span words = gb_span_sub(x->sentence->text, e->at.start, e->at.end - e->at.start);
	const char *verdict = gb_explain_words_verdict(x, e);
	size_t used = gb_terminal_width(words) + 2;

	text(out, "  ");
	gb_buf_add(out, words);
	do
		gb_buf_add_byte(out, ' ');
	while (++used < WORDS);
	if (e->mention != NULL && e->mention->kind != GB_MENTION_MASK) {
		gb_buf_add(out, gb_word(gb_record_mention_kind(e->mention->kind)));
		text(out, ": ");
	}
	gb_explain_words_reading(out, e, gb_word_tongue());
	text(out, "\n");
	text(out, _("      rule  "));
	rule(out, e->rule);
	text(out, "\n");
	print_rivals(out, &e->rivals, false);
	if (e->framed)
		print_frame(out, e);
	for (size_t i = 0; i < x->promises.ntarget; i++) {
		if (!gb_explain_words_is_from(x, e, &x->promises.target[i]))
			continue;
		text(out, x->promises.target[i].fact ? _("      FACT  ") : _("    TARGET  "));
		gb_explain_words_target(out, &x->promises.target[i]);
		text(out, "\n");
	}
	if (verdict != NULL) {
		text(out, "            ");
		text(out, gb_word_label(verdict, gb_word_tongue()));
		text(out, "\n");
	}
}

void gb_explain_text(struct gb_buf *out, const struct gb_explanation *x)
{
	const struct gb_cue *cue = &x->sentence->cue;
	struct gb_buf around = { 0 };

	text(out, out->n > 0 ? "\n" : "");
	gb_buf_add(out, x->sentence->text);
	text(out, "\n");
	gb_explain_words_around(&around, cue, gb_word_tongue());
	if (around.n > 0) {
		text(out, "  (");
		gb_buf_add(out, gb_buf_span(&around));
		text(out, ")\n");
	}
	gb_buf_free(&around);
	for (size_t i = 0; i < x->n; i++)
		print_item(out, x, &x->item[i]);
	for (size_t i = 0; i < x->promises.nmilestone; i++) {
		text(out, _(" MILESTONE  "));
		gb_explain_words_milestone(out, &x->promises.milestone[i]);
		text(out, "\n");
	}
	if (x->n == 0)
		text(out, _("  no number and no date in it\n"));
}
