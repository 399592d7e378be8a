/*
 * sentence - what `segment` hands to `extract` and `normalize`: one sentence or table cell, its place, and what is known around it.
 *
 * The cue is what a reader of the printed page knows when the eye reaches the
 * sentence: the column head and row label of a cell, the unit column, the
 * headings above.  It is written in the record so that the later stages need
 * nothing but the record.
 */
#ifndef GB_SENTENCE_H
#define GB_SENTENCE_H

#include "base/block.h"

struct gb_where {
	long long block;  /* seq of the block */
	size_t off_cp, len_cp; /* in the block's text, or in the cell's text when cell_row >= 0 */
	int page;         /* 0: no pages */
	struct gb_box box; /* of the printed lines it stands on, on that page */
	int cell_row, cell_col; /* -1: not in a table */
};

struct gb_cue {
	struct gb_span head;      /* heads above the cell, from the outermost, joined by "/" ("阶段性目标/6月底前"), or empty */
	struct gb_span row;       /* the row's name: its 指标/项目名称 cell, or empty */
	struct gb_span unit;      /* the row's 单位 cell, or the unit the caption or head states ("单位：万人"), or empty */
	struct gb_span attribute; /* 预期性 / 约束性 as the row says, or empty */
	struct gb_span section;   /* titles of the headings above, joined by "/", outermost first */
	struct gb_span lead;      /* the paragraph's text before this sentence back to its start, or empty: a date there governs on */
	int kind;                 /* enum gb_cue_kind */
};

enum gb_cue_kind {
	GB_CUE_PROSE,     /* a sentence of running text */
	GB_CUE_CELL,      /* a cell of sentences: a task, a stage goal */
	GB_CUE_INDICATOR, /* a cell of a table of indicators: little but a number, named by row and head */
	GB_CUE_TITLE,     /* a measure's own title, when numbers in it count */
	GB_CUE_KINDS
};

struct gb_sentence {
	struct gb_span document; /* id */
	struct gb_span measure;  /* label path, empty: the document itself */
	long long seq;           /* from 0 in the file */
	struct gb_span text;
	struct gb_where where;
	struct gb_cue cue;
};

void gb_sentence_put(struct gb_sink *to, struct gb_buf *tmp, const struct gb_sentence *s);
void gb_sentence_read(const struct gb_value *v, struct gb_sentence *out); /* strings borrowed from v */
void gb_json_where(struct gb_json *j, const struct gb_where *w);
void gb_where_read(const struct gb_value *v, struct gb_where *out);

#endif
