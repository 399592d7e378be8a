/*
 * diff_int - what diff and series share: reading editions, and the ways to write what was found.
 */
#ifndef GB_VIEW_DIFF_VIEW_H
#define GB_VIEW_DIFF_VIEW_H

#include <stdio.h>

#include "compare/diff.h"

/*
 * Adds the records of a file, of standard input ("-") or of all .jsonl files
 * below a folder, in byte order of their paths.  False when something could not
 * be read: a message was printed, the rest is there.
 */
bool gb_edition_load(const char *command, const char *path, struct gb_edition *e);

/* What a writer has to know. */
struct gb_diff_view {
	const struct gb_diff *diff;
	const struct gb_edition *old, *new;
	bool measures; /* measures and milestones as well */
	bool same;     /* also what has not changed (text, html) */
	bool colour;
	FILE *to;
};

void gb_diff_write_jsonl(const struct gb_diff_view *v);
void gb_diff_write_csv(const struct gb_diff_view *v);
void gb_diff_write_text(const struct gb_diff_view *v);
void gb_diff_write_html(const struct gb_diff_view *v);

struct gb_levels;
void gb_levels_write_jsonl(const struct gb_levels *l, const struct gb_diff_view *v);
void gb_levels_write_csv(const struct gb_levels *l, const struct gb_diff_view *v);
void gb_levels_write_text(const struct gb_levels *l, const struct gb_diff_view *v);
void gb_levels_write_html(const struct gb_levels *l, const struct gb_diff_view *v);
/* 0.0083 as "0.83%"; nothing when it is empty. */
void gb_print_percent(struct gb_buf *to, struct gb_span share);

/* The members of a side of a change, and a likeness as "0.987" or null. */
void gb_diff_json_side(struct gb_json *j, const struct gb_target *t);
void gb_diff_json_thousandths(struct gb_json *j, int thousandths);

/* Lines for a terminal. */
struct gb_show {
	FILE *to;
	bool colour;
	struct gb_buf line;
};

void gb_show_colour(struct gb_show *w, const char *code);
void gb_show_text(struct gb_show *w, struct gb_span s); /* without characters that command a terminal */
void gb_show_pad(struct gb_show *w, size_t used, size_t to);
void gb_show_line(struct gb_show *w);

/* ---- pieces of a page or a table ---- */

/* The changes grouped by the measure they stand in, largest first. */
struct gb_diff_group {
	const struct gb_measure_change *measure; /* or NULL: numbers outside of measures */
	const struct gb_change **item;           /* largest change first */
	size_t n, cap;
	const struct gb_milestone_change **stone;
	size_t nstone, stone_cap;
	struct gb_span path; /* where there is no record of the measure; empty: outside of measures */
	int size;            /* of its largest change */
};

struct gb_diff_groups {
	struct gb_diff_group *item;
	size_t n, cap;
};

void gb_diff_group(struct gb_arena *a, const struct gb_diff_view *v, struct gb_diff_groups *out);

/* "≥3011万" as a person writes it; range ends with –. */
void gb_print_amount(struct gb_buf *to, struct gb_span comparator, struct gb_span value, struct gb_span value_max);
/* "+12.5%" from a ratio of four places; nothing when it is empty. */
void gb_print_growth(struct gb_buf *to, struct gb_span ratio);
void gb_diff_cell(struct gb_buf *to, struct gb_span s, bool first);
/* A page that needs nothing but itself (diff_page.c): its head, text that is no markup, "≥3011万 平方米"; its end, written and freed. */
void gb_html_open(struct gb_buf *to, const char *title);
void gb_html_text(struct gb_buf *to, struct gb_span s);
void gb_html_amount(struct gb_buf *to, const struct gb_target *t);
void gb_html_close(struct gb_buf *page, FILE *to);
/* Columns a text takes in a terminal: wide characters two. */
size_t gb_text_width(struct gb_span s);

#endif
