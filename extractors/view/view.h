/*
 * view - what people look at: text for a terminal, CSV, the page, and JSON Lines of what was compared.
 *
 * Comparisons, explanations and records come in; nothing here reads a file
 * (but for clips of the pages they stand on).  Writers to a FILE leave it open
 * and do not check it: who opened it does.  Spans and structs that are given
 * stay with the caller and are borrowed for the time of the call only, but for
 * a report, which keeps its own copies.
 */
#ifndef GB_VIEW_VIEW_H
#define GB_VIEW_VIEW_H

#include <stdio.h>

#include "compare/compare.h"
#include "promise/explain.h"
#include "read/draw/draw.h"
#include "read/read.h"
#include "record/record.h"

/* ---- words.c: the words of records, and labels, as people read them; all are in words.def ---- */

/* A value of the records (raised, level, strive) in the language of the run; any other value is given back.  A NUL follows. */
struct gb_span gb_word(struct gb_span value);
/* "3 raised" as the language has it; `what` is a value of the records. */
void gb_word_count(struct gb_buf *to, unsigned long long n, struct gb_span what);
/* Why two numbers cannot be compared: "unit 个 → 户", as records have it. */
void gb_word_reason(struct gb_buf *to, struct gb_span reason);

/* ---- terminal.c: lines for a terminal ---- */

struct gb_terminal {
	FILE *to;
	bool colour;
	struct gb_buf line; /* what is written so far; gb_buf_free it at the end */
};

void gb_terminal_colour(struct gb_terminal *w, const char *code);
void gb_terminal_text(struct gb_terminal *w, struct gb_span s); /* without characters that command a terminal */
void gb_terminal_pad(struct gb_terminal *w, size_t used, size_t columns); /* and one blank */
void gb_terminal_line(struct gb_terminal *w); /* writes the line */
/* Columns that a text takes: wide characters two. */
size_t gb_terminal_width(struct gb_span s);

/* ---- csv.c: a cell of RFC 4180 ---- */

/*
 * guard: Excel and its kin run what begins with = + - @, a tab or a line end, in half or full width, white space before it or
 * not.  Such a cell gets an apostrophe in front and so is text; a plain number stays a number.
 */
void gb_csv_cell(struct gb_buf *to, struct gb_span text, bool guard);
/* The cells and the end of the row. */
void gb_csv_row(struct gb_buf *to, const struct gb_span *cells, size_t n);

/* ---- diff, levels, series: what compare/ found ---- */

struct gb_diff_view {
	const struct gb_diff *diff;
	const struct gb_edition *old, *new;
	bool measures; /* measures and milestones as well */
	bool same;     /* in text: also what has not changed */
	bool colour;
	FILE *to; /* not used by _json */
};

void gb_diff_text(const struct gb_diff_view *v);
void gb_diff_csv(const struct gb_diff_view *v);
void gb_diff_json(const struct gb_diff_view *v, struct gb_sink *to);

void gb_levels_text(const struct gb_levels *l, const struct gb_diff_view *v);
void gb_levels_csv(const struct gb_levels *l, FILE *to);
void gb_levels_json(const struct gb_levels *l, struct gb_sink *to);

void gb_series_text(const struct gb_series *s, FILE *to);
void gb_series_csv(const struct gb_series *s, FILE *to);
void gb_series_json(const struct gb_series *s, struct gb_sink *to);

/* ---- explain_text.c ---- */

/* The measure (path empty: the document) that the next sentences belong to. */
void gb_explain_text_head(struct gb_buf *out, struct gb_span document, struct gb_span path, struct gb_span title);
void gb_explain_text(struct gb_buf *out, const struct gb_explanation *e);

/* ---- report: records become one page that opens by itself ---- */

/*
 * The records come through gb_report_sink, those of several files one after the
 * other (a row belongs to the last `source` before it); kinds that the page does
 * not show are passed over.  The page holds them as data, never as markup: its
 * policy lets no script run but its own, and nothing be loaded.  The same
 * records give the same bytes.
 */
struct gb_report;

struct gb_report *gb_report_new(void);
void gb_report_free(struct gb_report *r);
struct gb_sink *gb_report_sink(struct gb_report *r);
/* A sentence with its reasons; its records become rows. */
void gb_report_explain(struct gb_report *r, const struct gb_explanation *e);
/*
 * Clips of the pages that its first `most` places (negative: all) stand on, shared out over the files.  A file that is
 * gone or has changed gives none, and `command` says so on standard error.
 */
void gb_report_clips(struct gb_report *r, const char *command, long long most, const struct gb_read_limits *limits);
/*
 * Writes the page.  start: what it shows when it opens, as its address has it ("view=changes&same=1"), or empty.
 * language: "zh" or "en", what it opens in; empty: the browser decides.
 */
void gb_report_page(const struct gb_report *r, struct gb_span start, struct gb_span language, struct gb_buf *out);

/* ---- marks.c: records become marks on a page of a document ---- */

/*
 * Two sinks: `blocks` goes between the reader and the stages, keeps what it needs of the blocks on the page and passes
 * everything on; `results` goes to the end of the chain.  A quote is found again in the text of its block, so that the
 * mark covers the words and no more.  All memory is the arena's.
 */
struct gb_marks {
	struct gb_sink blocks, results;
	struct gb_sink *next; /* of blocks */
	struct gb_arena *a;
	int page;
	struct gb_block *block; /* those on the page, in reading order */
	size_t nblock, block_cap;
	struct gb_draw_mark *mark;
	size_t nmark, mark_cap;
};

void gb_marks_init(struct gb_marks *m, struct gb_arena *a, int page);

#endif
