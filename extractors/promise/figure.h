/*
 * figure - detects numbers that are labels, not amounts, from their spelling.
 *
 * text is the sentence the mention was found in.
 */
#ifndef GB_PROMISE_FIGURE_H
#define GB_PROMISE_FIGURE_H

#include "record/record.h"

/* No unit, or a ratio; no 万, no bound: mostly a label (附件3, 1023室, 93班), seldom an amount. */
bool gb_figure_is_bare(struct gb_span text, const struct gb_mention *m);
/* 走出一条道路, 打造一支队伍: 一 is no count unless it is so many a year. */
bool gb_figure_is_article(struct gb_span text, const struct gb_mention *m);
/* 百名, 千家, 万: nothing but powers of ten in characters. */
bool gb_figure_is_round(struct gb_span text, const struct gb_mention *m);
/* 两个市场, 三项改革: a figure of one character, up to ten, without words of comparison. */
bool gb_figure_is_word(struct gb_span text, const struct gb_mention *m);

#endif
