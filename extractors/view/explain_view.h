/*
 * explain_int - what the files of `gongbao explain` share.
 *
 * explain.c takes the command line, explain_file.c finds the sentences of a
 * measure in a document, explain_text.c and explain_html.c print.  All prints
 * go to a buffer.
 */
#ifndef GB_VIEW_EXPLAIN_VIEW_H
#define GB_VIEW_EXPLAIN_VIEW_H

#include "promise/explain.h"

/* A measure (or the document itself) before its sentences. */
struct gb_explain_head {
	struct gb_span document, path, title;
};

/* How it is printed. */
struct gb_explain_form {
	void (*begin)(struct gb_buf *out);
	void (*head)(struct gb_buf *out, const struct gb_explain_head *h);
	void (*sentence)(struct gb_buf *out, const struct gb_explanation *e);
	void (*note)(struct gb_buf *out, struct gb_span s);
	void (*end)(struct gb_buf *out);
};

extern const struct gb_explain_form gb_explain_as_text, gb_explain_as_html;

/* ---- words that both forms use ---- */

/* What an item was read as: "≥ 80 %", "up to 2026-11-30, sets a term", "a name: no quantity in it". */
void gb_explain_reading(struct gb_buf *out, const struct gb_explained *e);
/* "quantity.gram:97 quantity" */
void gb_explain_rule(struct gb_buf *out, const struct gb_rule *r);
const char *gb_explain_lost(enum gb_lost why);
/* Why no record came of a number, or "" */
const char *gb_explain_verdict(const struct gb_explained *e);
/* "接入覆盖率 ≥ 80 % | level | firm | by 2026-11-30, said in the sentence" */
void gb_explain_target(struct gb_buf *out, const struct gb_target *t);
void gb_explain_milestone(struct gb_buf *out, const struct gb_milestone *m);
/* Is it the record of this item? */
bool gb_explain_is_from(const struct gb_explanation *e, const struct gb_explained *item, const struct gb_target *t);
/* A line of what stands around the sentence in its document, or nothing: heads of columns, the row, headings above. */
void gb_explain_around(struct gb_buf *out, const struct gb_cue *c);

/* ---- explain_file.c ---- */

struct gb_explain_job {
	struct gb_explainer *x;
	const struct gb_grammar *grammar;
	struct gb_arena *arena; /* reset after every sentence */
	const struct gb_explain_form *form;
	struct gb_buf out;
	struct gb_setting alone_setting; /* of a sentence without a document around it */
	bool alone; /* such a sentence has been explained */
};

/* FILE or FILE#WHICH: `file` is its length in the operand; 0: the operand is text. */
size_t gb_explain_file_part(const char *operand);
int gb_explain_file(struct gb_explain_job *job, const char *file, struct gb_span which);

#endif
