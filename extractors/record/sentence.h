/*
 * sentence - what `segment` hands to `extract` and `normalize`: one sentence or table cell, its place, and what is known around it.
 *
 * The cue is what a reader of the printed page knows when the eye reaches the
 * sentence: the column head and row label of a cell, the unit column, the
 * headings above.  It is written in the record so that the later stages need
 * nothing but the record.
 */
#ifndef GB_RECORD_SENTENCE_H
#define GB_RECORD_SENTENCE_H

#include "block.h"

struct gb_where {
	long long block;  /* seq of the block */
	size_t off_cp, len_cp; /* in the block's text, or in the cell's text when cell_row >= 0 */
	int page;         /* 0: no pages */
	struct gb_box box; /* of the printed lines it stands on, on that page */
	int cell_row, cell_col; /* -1: not in a table */
};

/* A text of its own under one notice: what it is for, and the period it speaks of. */
struct gb_own_text {
	struct gb_span title;      /* empty: the sentence is of the document itself */
	struct gb_span purpose;    /* as of a document: plan, report, rule, reference, other */
	struct gb_span start, end; /* ISO days, or empty */
};

struct gb_cue {
	struct gb_span head;      /* heads above the cell, from the outermost, joined by "/" ("阶段性目标/6月底前"), or empty */
	struct gb_span row;       /* the row's name: its 指标/项目名称 cell, or empty */
	struct gb_span unit;      /* the row's 单位 cell, or the unit the caption or head states ("单位：万人"), or empty */
	struct gb_span attribute; /* 预期性 / 约束性 as the row says, or empty */
	struct gb_span section;   /* titles of the headings above, joined by "/", outermost first */
	struct gb_span term;      /* the row's 完成时限 cell: by when, or empty */
	struct gb_span closing;   /* the term in the bracket that closes the item (9月底完成), or empty */
	bool last;                /* the last sentence of the item that `closing` closes */
	struct gb_span note;      /* what a note says of the mark in the cell (年均增速), or empty */
	struct gb_own_text text;
	int kind;                 /* enum gb_cue_kind */
};

enum gb_cue_kind {
	GB_CUE_PROSE,     /* a sentence of running text */
	GB_CUE_CELL,      /* a cell of sentences: a task, a stage goal */
	GB_CUE_INDICATOR, /* a cell of a table of indicators: little but a number, named by row and head */
	GB_CUE_TITLE,     /* a measure's own title, when numbers in it count */
	GB_CUE_KINDS
};

struct gb_body {
	struct gb_span name, role;
};

struct gb_bodies {
	struct gb_body *item;
	size_t n, cap;
};

/* Bodies that answer for a part of a measure: for what stands before `end_cp` of the sentence and behind the charge before. */
struct gb_charge {
	size_t end_cp;
	struct gb_bodies bodies;
};

struct gb_charges {
	struct gb_charge *item;
	size_t n, cap;
};

struct gb_sentence {
	struct gb_span document; /* id */
	struct gb_span measure;  /* label path, empty: the document itself */
	long long seq;           /* from 0 in the file */
	struct gb_span text;
	struct gb_where where;
	struct gb_cue cue;
	struct gb_charges charges; /* none: the bodies of the measure answer */
	struct gb_lines lines; /* printed lines it touches, offsets in its own text; empty where the format has no pages */
};

void gb_sentence_put(struct gb_sink *to, struct gb_buf *tmp, const struct gb_sentence *s);
/* Strings are borrowed from v, lines come from the arena. */
void gb_sentence_read(struct gb_arena *a, const struct gb_value *v, struct gb_sentence *out);
/* Page and box of a part of the sentence, in code points of its text: of the first page it stands on. */
void gb_sentence_place(const struct gb_sentence *s, size_t off_cp, size_t len_cp, struct gb_where *out);
void gb_json_where(struct gb_json *j, const struct gb_where *w);
void gb_where_read(const struct gb_value *v, struct gb_where *out);

#endif
