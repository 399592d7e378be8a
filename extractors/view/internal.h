/* internal - what the files of view/ share and nobody else sees. */
#ifndef GB_VIEW_INTERNAL_H
#define GB_VIEW_INTERNAL_H

#include "view.h"

/* ---- words.c ---- */

enum gb_tongue { GB_CHINESE, GB_ENGLISH, GB_TONGUES };

/* The language of the run. */
enum gb_tongue gb_word_tongue(void);
/* The label `key` of words.def; a key that is not there is a mistake of ours. */
const char *gb_word_label(const char *key, enum gb_tongue in);
/* All of words.def as members of a JSON object: "key":["zh","en"], … */
void gb_word_table(struct gb_json *j);

/* ---- amount.c: numbers as people write them ---- */

/* "≥3011万", exact, never rounded; a range ends with –. */
void gb_amount_print(struct gb_buf *to, struct gb_span comparator, struct gb_span value, struct gb_span value_max);
/* What stands before the number: "累计", or an arrow up or down for a change. */
void gb_amount_basis(struct gb_buf *to, const struct gb_target *t);
/* "+12.5%" from a ratio of four places; nothing when it is empty. */
void gb_amount_growth(struct gb_buf *to, struct gb_span ratio);
/* 0.0083 as "0.83%"; nothing when it is empty. */
void gb_amount_percent(struct gb_buf *to, struct gb_span share);

/* ---- diff_group.c: changes by their measure, largest first ---- */

struct gb_diff_group {
	const struct gb_measure_change *measure; /* or NULL: numbers outside of measures */
	const struct gb_change **item;           /* largest change first */
	size_t n, cap;
	const struct gb_milestone_change **milestone;
	size_t nmilestone, milestone_cap;
	struct gb_span path; /* where there is no record of the measure; empty: outside of measures */
	int size;            /* of its largest change */
};

struct gb_diff_groups {
	struct gb_diff_group *item;
	size_t n, cap;
};

void gb_diff_group(struct gb_arena *a, const struct gb_diff_view *v, struct gb_diff_groups *out);

/* ---- diff_json.c ---- */

/* The members of a side of a change, and a similarity as "0.987" or null. */
void gb_diff_json_side(struct gb_json *j, const struct gb_target *t);
void gb_diff_json_similarity(struct gb_json *j, struct gb_span key, int thousandths);
/* A member that is a text, null when it is empty. */

/* ---- explain_words.c: what is said of an explanation ---- */

/* What an item was read as: "≥ 80 %", "up to 2026-11-30, sets a term", "a name: no quantity in it". */
void gb_explain_words_reading(struct gb_buf *out, const struct gb_explained *e, enum gb_tongue in);
/* Around the sentence in its document, or nothing: heads of columns, the row, headings above. */
void gb_explain_words_around(struct gb_buf *out, const struct gb_cue *c, enum gb_tongue in);
/* "接入覆盖率 ≥ 80 % | level | firm | by 2026-11-30, said in the sentence" */
void gb_explain_words_target(struct gb_buf *out, const struct gb_target *t);
void gb_explain_words_milestone(struct gb_buf *out, const struct gb_milestone *m);
/* Keys of words.def: why a rule lost; why no record came of a number, or NULL. */
const char *gb_explain_words_lost(enum gb_lost why);
const char *gb_explain_words_verdict(const struct gb_explanation *x, const struct gb_explained *e);
/* Is t the record of this item? */
bool gb_explain_words_is_from(const struct gb_explanation *x, const struct gb_explained *item, const struct gb_target *t);

/* ---- explain_json.c ---- */

struct gb_explain_numbers {
	size_t target;    /* number of the row of the first target; the milestones follow the targets */
	void *rules;      /* for `rule` */
	size_t (*rule)(void *rules, const struct gb_rule *r); /* the number of a rule, told once */
};

/* An explanation as a JSON object for the page; rows and rules are named by their numbers. */
void gb_explain_json(struct gb_json *j, const struct gb_explanation *x, const struct gb_explain_numbers *numbers);

/* ---- report: the data of the page is a JSON object of lists, one a group ---- */

enum gb_report_group {
	GB_REPORT_SOURCES,
	GB_REPORT_DOCUMENTS,
	GB_REPORT_MEASURES,
	GB_REPORT_ROWS,
	GB_REPORT_CHANGES,
	GB_REPORT_SHARES,
	GB_REPORT_SERIES,
	GB_REPORT_ERRORS,
	GB_REPORT_EXPLAINED,
	GB_REPORT_RULES,
	GB_REPORT_GROUPS
};

/* A piece of a page that rows stand on, in the order of the rows; each only once. */
struct gb_report_place {
	size_t source; /* number of the source */
	int page;
	struct gb_box box;
	bool cell; /* of a table */
};

struct gb_report_source {
	struct gb_span path, sha256;
	bool paged; /* PDF or OFD */
};

const struct gb_report_place *gb_report_places(const struct gb_report *r, size_t *n);
const struct gb_report_source *gb_report_sources(const struct gb_report *r, size_t *n);
/* The clip of a place: PNG in base64 and its size in pixels. */
void gb_report_clip(struct gb_report *r, size_t place, struct gb_span png, long long width, long long height);

/* ---- report_shape.c: which members of a record the page has ---- */

/* The group a kind of record goes to; GB_REPORT_GROUPS when the page does not show it. */
enum gb_report_group gb_report_shape_group(enum gb_kind kind);
/* Writes the members that records.def marks SHOWN, without brackets; what is of another kind than it says, or null, is left out. */
void gb_report_shape_copy(struct gb_json *j, enum gb_kind kind, const struct gb_value *v);

/* ---- report_page.c ---- */

struct gb_report_page_parts {
	struct gb_span data, title, start, language;
};

/* Puts the page around the data; all of it is escaped here. */
void gb_report_page_write(const struct gb_report_page_parts *p, struct gb_buf *out);

/* The files of page/, put into the program by scripts/embed; the last has no name. */
struct gb_page_file {
	const char *name;
	const unsigned char *p;
	size_t n;
};

extern const struct gb_page_file gb_page_files[];

#endif
