/*
 * explain - a sentence read as `extract` and `normalize` read it, with the reasons kept.
 *
 * For every stretch of the sentence that a rule took: the pass and the rule, the
 * rules that fitted as well and why they lost, what the words around a number
 * were read as, and the records that came of it.  An explainer goes through a
 * document sentence by sentence, as the stages do; what one explanation holds
 * belongs to the arena of the call and to the grammar.
 */
#ifndef GB_PROMISE_EXPLAIN_H
#define GB_PROMISE_EXPLAIN_H

#include "target_builder.h"
#include "tag/tag.h"

enum gb_lost {
	GB_LOST_PASS,    /* its file is tried only on what the files before it have left */
	GB_LOST_SHORTER, /* the other takes more */
	GB_LOST_LATER,   /* takes as much, but stands lower in the file */
	GB_LOST_INSIDE,  /* begins in the middle of what is taken */
	GB_LOST_REASONS
};

struct gb_rival {
	const struct gb_rule *rule;
	struct gb_span words; /* what it would have taken; empty: of a skeleton */
	enum gb_lost why;
};

struct gb_rivals {
	struct gb_rival *item;
	size_t n, cap;
};

/* One stretch of the sentence. */
struct gb_explained {
	struct gb_extent at;
	struct gb_span pass;              /* name, mask, implied, calendar, quantity */
	const struct gb_rule *rule;
	const struct gb_mention *mention; /* NULL: the rule fitted, but its words make no number and no day */
	struct gb_rivals rivals;
	bool framed;                  /* a number put to the rules of frame.gram and attribute.gram: */
	struct gb_frame_event frame;  /* its skeleton, the rule and the verdict; hit is valid */
	struct gb_rivals frame_rivals;
};

struct gb_explanation {
	const struct gb_sentence *sentence;
	struct gb_explained *item; /* in the order of the text */
	size_t n, cap;
	struct gb_promises promises; /* ids are empty */
};

struct gb_explainer;

struct gb_explainer *gb_explainer_new(const struct gb_grammar *g);
void gb_explainer_free(struct gb_explainer *x);
/* A new document. */
void gb_explainer_setting(struct gb_explainer *x, const struct gb_setting *s);
/*
 * reasons false: only read it, so that the sentences behind it are read right;
 * the records are there, nothing else.
 */
void gb_explainer_sentence(struct gb_explainer *x, struct gb_arena *a, const struct gb_sentence *s, bool reasons,
			   struct gb_explanation *out);

/* The item's skeleton with <count>, <date> … for its private characters, as gongbao-grammar(5) writes them. */
void gb_explain_skeleton(struct gb_buf *out, struct gb_span skeleton);

#endif
