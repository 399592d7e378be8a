/*
 * internal - what the files of the outline share.
 *
 * A file's blocks become pieces (line.c: a paragraph, or a line of one, or a
 * table), each with a role.  document.c finds where documents begin, title.c and
 * fields.c read their heads; tree.c takes a document's pieces one by one and
 * builds a tree of nodes (heading.c, table.c); emit.c writes the tree as records.  Everything lives in the arena of the file; scratch is
 * cleared between pieces and holds only what one match needs.
 */
#ifndef GB_OUTLINE_INTERNAL_H
#define GB_OUTLINE_INTERNAL_H

#include "outline.h"

/* One row a rule, set or map of the grammar: enum and name in step. */
enum gb_seg_rule {
	GB_R_NUMBER, GB_R_ORDER, GB_R_ORDER_NUMBER, GB_R_ISSUING, GB_R_ISSUING_PLAIN, GB_R_ABOUT, GB_R_RANGE, GB_R_YEAR,
	GB_R_FIVEYEAR, GB_R_SCOPE, GB_R_UNTIL, GB_R_DATE, GB_R_SIGNED, GB_R_DELIVERED, GB_R_ANY_DATE, GB_R_META, GB_R_ADDRESSEES,
	GB_R_DISCLOSURE, GB_R_ANNEX, GB_R_ANNEX_TITLED, GB_R_ATTACHMENTS, GB_R_ATTACHED_ITEM, GB_R_FILE, GB_R_CONTENTS,
	GB_R_CONTENTS_LINE, GB_R_IMPRINT, GB_R_PRINTED, GB_R_LETTERHEAD, GB_R_MAST, GB_R_ISSUE, GB_R_MAST_YEAR,
	GB_R_ENGLISH, GB_R_REPORT, GB_R_ISSUING_NEWS, GB_R_ISSUING_MAYBE, GB_R_COLUMN, GB_R_CAPTION, GB_R_FIGURE,
	GB_R_BOX, GB_R_UNIT, GB_R_HEAD_UNIT, GB_R_HEAD_GROWTH, GB_R_HEAD_DIFFERENCE, GB_R_NOTE, GB_R_NOTE_MARK, GB_R_SUM, GB_R_DUE_DEED,
	GB_R_CELL_OWN,
	GB_R_ROW_TIME,
	GB_R_DUTY_LABEL, GB_R_DUTY_LINE, GB_R_DUTY_TERM, GB_R_DUTY_TERM_LINE, GB_R_LOOKS_BACK,
	GB_R_BARE_YEAR, GB_R_YEAR_PART, GB_R_TITLE_ASKS, GB_R_FORWARDS, GB_R_HEAD_DUE, GB_R_HEAD_START,
	GB_R_CELL_UNIT, GB_R_ENACTS, GB_R_COUNT
};

enum gb_seg_words {
	GB_W_GENRE, GB_W_GENRE_PLAN, GB_W_BODY_TAIL, GB_W_SALUTATION, GB_W_METAKEY, GB_W_HEAD, GB_W_TASK_TAIL,
	GB_W_NAME_TAIL, GB_W_DUTY_LABEL, GB_W_DUTY_VERB, GB_W_DUTY_REST, GB_W_LEAD_STOP, GB_W_PURPOSE,
	GB_W_LIST_SIGN, GB_W_TITLE_MIDDLE, GB_W_TITLE_HANGS, GB_W_SIDE, GB_W_DUTY_PART, GB_W_DUTY_WITH, GB_W_BARE_SURE,
	GB_W_BARE_TAIL, GB_W_BARE_NONE, GB_W_BARE_START,
	GB_W_COUNT
};

/* What a piece is by its own shape; what it means also depends on where it stands. */
enum gb_role {
	GB_ROLE_TEXT, GB_ROLE_SKIP, GB_ROLE_TABLE, GB_ROLE_NUMBER, GB_ROLE_ORDER, GB_ROLE_DATE, GB_ROLE_SIGNED,
	GB_ROLE_DELIVERED, GB_ROLE_SIGNER, GB_ROLE_DISCLOSURE, GB_ROLE_ANNEX, GB_ROLE_ATTACHMENTS, GB_ROLE_CONTENTS,
	GB_ROLE_IMPRINT, GB_ROLE_LETTERHEAD, GB_ROLE_MAST, GB_ROLE_COLUMN, GB_ROLE_CAPTION, GB_ROLE_FIGURE, GB_ROLE_BOX,
	GB_ROLE_UNIT, GB_ROLE_NOTE, GB_ROLE_META, GB_ROLE_ADDRESSEES, GB_ROLE_SALUTATION, GB_ROLE_DUTY
};

/* Kinds of numbering: heading levels, the outer before the inner as a rule. */
enum gb_rung {
	GB_RUNG_NONE, GB_RUNG_PART, GB_RUNG_CHAPTER, GB_RUNG_CLAUSE, GB_RUNG_ARTICLE, GB_RUNG_PADDED, GB_RUNG_HAN,
	GB_RUNG_BRACKET_HAN, GB_RUNG_ARABIC, GB_RUNG_DECIMAL, GB_RUNG_BRACKET_ARABIC, GB_RUNG_CIRCLED, GB_RUNG_LETTER,
	GB_RUNG_ORDINAL, GB_RUNG_YISHI, GB_RUNG_BARE, GB_RUNG_COUNT
};

struct gb_mark {
	enum gb_rung rung; /* NONE: the piece has no mark */
	long long ordinal; /* 0 unknown */
	int depth;         /* of a decimal mark: 1.1 is 2 */
	size_t len;        /* bytes of the mark with its punctuation */
	bool spaced;       /* a blank stands behind the number */
	struct gb_span label; /* as printed, without punctuation and blanks, brackets full-width */
};

struct gb_piece {
	const struct gb_block *block;
	const struct gb_cell *cell; /* of a box set as a table, or NULL */
	struct gb_span text;        /* trimmed; of a table: empty */
	size_t off_cp;              /* of text in the text of the block or cell */
	enum gb_role role;
	struct gb_mark mark;
};

enum gb_node_kind {
	GB_NODE_ROOT, GB_NODE_ANNEX, GB_NODE_MARK, GB_NODE_LEAD, GB_NODE_BOX, GB_NODE_TABLE, GB_NODE_GROUP, GB_NODE_ROW,
	GB_NODE_NOTE
};

/* A run of text that belongs to a node: its sentences, or text that only counts for the measure's text. */
struct gb_run {
	const struct gb_block *block;
	const struct gb_cell *cell;
	struct gb_span text; /* verbatim */
	size_t off_cp;       /* of text in the block or cell */
	size_t mark;         /* bytes at its start that are the mark: 一、 */
	size_t skip;         /* bytes at its start that are mark and title */
	bool silent;         /* no sentences: a row's name, its number, who is responsible */
	struct gb_cue cue;   /* head, row, unit, attribute, kind */
	const struct gb_bodies *parties; /* of the table row it stands in, or NULL */
};

/* A bracket that says who, or by when: it speaks for what stands before it, up to the one before. */
struct gb_bracket {
	size_t start, end; /* bytes of the text, with its marks */
	struct gb_bodies parties;
	struct gb_span term; /* empty: it says none */
};

struct gb_brackets {
	struct gb_bracket *item;
	size_t n, cap;
};

struct gb_part {
	struct gb_part *next;
	struct gb_node *node; /* NULL: a run */
	struct gb_run run;
};

struct gb_node {
	enum gb_node_kind kind;
	struct gb_mark mark;
	struct gb_span label; /* its step of the path; empty: none */
	struct gb_span title;
	struct gb_span path, section;
	struct gb_node *parent;
	struct gb_node *behind; /* of a box: what the text was in when it opened */
	struct gb_part *first, *last;
	struct gb_bodies parties;
	struct gb_span term; /* by when, said on a line of its own */
	struct gb_own_text own; /* of an annex, or a text beside others, that has a period or purpose of its own; title empty: none */
	struct gb_where where;
	size_t depth;
	const struct gb_run *latest;  /* the run last added */
	const struct gb_run *heading; /* of a mark: the run its label and title stand in */
	const struct gb_node *newest; /* the item last added */
	struct gb_node *table;        /* the table last added */
	bool apart;   /* a text beside others under one notice */
	bool ragged;  /* its items are not of one kind with one paragraph each */
	size_t items; /* marks, leads and boxes directly below */
	size_t rows;  /* rows and tables directly below */
	size_t runs;
	long long again; /* so many measures of the document before it have its path */
};

struct gb_document {
	struct gb_span id, title, notice_title, number, code, genre, signed_on, published, index_number, subject, disclosure;
	struct gb_span plain_id; /* before a ~2 told it from another */
	struct gb_span start, end;
	struct gb_span purpose; /* of what is issued */
	long long year, serial;
	struct gb_span title_issuer;      /* what stands before 关于 in the title */
	struct gb_spans title_issuers;    /* the bodies it names, when lines or blanks part them */
	struct gb_spans signers, cover, issuer, addressees, attachments;
	const struct gb_gazette *gazette; /* or NULL */
	int first_page, last_page;
	size_t from, to;             /* pieces */
	struct gb_span fuller;       /* a title that says more than the printed one, or empty */
	size_t title_from, title_to; /* pieces of the printed title; none when equal */
	size_t body;                 /* first piece behind the title and the number at it */
	struct gb_node *root;
};

struct gb_documents {
	struct gb_document *item;
	size_t n, cap;
};

struct gb_seg {
	const struct gb_rule *rule[GB_R_COUNT];
	const struct gb_words *words[GB_W_COUNT];
	const struct gb_pass *numbering;
	struct gb_matcher *m;
	struct gb_sink *to;
	struct gb_buf tmp, text; /* an id; the text of a measure */
	struct gb_arena *a;       /* of the file */
	struct gb_arena *scratch; /* of one match */
	struct gb_source source;
	struct gb_piece *piece;
	size_t npiece, piece_cap;
	struct gb_gazette gazette;
	bool in_gazette;
	struct gb_spans contents; /* lines of the table of contents, without blanks, leaders and page numbers */
	long long sentence; /* seq of the next */
};

/* seg.c: what the grammar calls the rules, and small things about text */
void gb_seg_look_up(struct gb_seg *s, const struct gb_grammar *g);
struct gb_span gb_seg_squeeze(struct gb_arena *a, struct gb_span s);   /* without blanks */
struct gb_span gb_seg_tidy(struct gb_arena *a, struct gb_span s);      /* one line; blanks at Han gone */
struct gb_span gb_seg_brackets(struct gb_arena *a, struct gb_span s);  /* squeezed, ( ) full-width, digits half-width */
struct gb_span gb_seg_unspaced(struct gb_arena *a, struct gb_span s);  /* squeezed if its letters are set apart, else s */
long long gb_seg_integer(struct gb_span s); /* 12, １２, 十二, 二〇二六, ⑤; 0 when it is none */
struct gb_span gb_seg_day(struct gb_arena *a, long long y, long long m, long long d); /* ISO, or empty when no such day */
struct gb_span gb_seg_short(struct gb_span s, size_t most_cp); /* its first characters */
bool gb_seg_same(struct gb_span a, struct gb_span b); /* equal but for blanks */
bool gb_seg_ends_in(struct gb_span s, const char *cps); /* the last character is one of these */
size_t gb_seg_stop(struct gb_span s, const char *cps, size_t most_cp); /* first of cps outside quotes and brackets, or -1 */
size_t gb_seg_quote_step(uint32_t cp); /* 1 opens, 2 closes, 0 neither */
bool gb_seg_is_number(struct gb_span t);  /* little but a number: 100, ≥50, 3-5, -0.57, 8% */
bool gb_seg_is_nothing(struct gb_span t); /* empty or dashes */
bool gb_seg_match(struct gb_seg *s, enum gb_seg_rule r, struct gb_span text, struct gb_match *out);
bool gb_seg_found(struct gb_seg *s, enum gb_seg_rule r, struct gb_span text, struct gb_match *out);
struct gb_span gb_seg_field(struct gb_seg *s, const struct gb_match *m, struct gb_span text, const char *name); /* tidied copy */

struct gb_span gb_seg_date(struct gb_seg *s, const struct gb_match *m, struct gb_span text); /* ISO */
/* The names of a list, cut at any of `seps` outside brackets. */
void gb_seg_names(struct gb_arena *a, struct gb_span list, const char *seps, struct gb_spans *out);

/* line.c */
void gb_line_make(struct gb_seg *s, const struct gb_block *blocks, size_t n);

/* document.c */
void gb_document_find(struct gb_seg *s, struct gb_documents *out);

/* fields.c */
void gb_fields_finish(struct gb_seg *s, struct gb_document *d, bool only);
void gb_fields_meta(struct gb_seg *s, struct gb_document *d);
/* An attachment by its title or file name, unless it is on the list. */
void gb_fields_attach(struct gb_seg *s, struct gb_document *d, struct gb_span name);
bool gb_fields_meta_field(struct gb_seg *s, struct gb_document *d, struct gb_span key, struct gb_span value);
void gb_fields_masthead(struct gb_seg *s, size_t until);
bool gb_fields_is_table(struct gb_seg *s, const struct gb_block *b); /* what a page says of itself, set as a table */
void gb_fields_table(struct gb_seg *s, struct gb_document *d, const struct gb_block *b);

/* title.c */
bool gb_title_like(const struct gb_seg *s, size_t i);
struct gb_span gb_title_join(struct gb_seg *s, size_t from, size_t to); /* pieces from..to-1 */
void gb_title_issuers(struct gb_seg *s, struct gb_document *d);
struct gb_span gb_title_bare(struct gb_span title); /* without （试行）, [1], 《》 */
struct gb_span gb_title_genre(struct gb_seg *s, struct gb_span title);  /* "" when it is no title */
/* The piece where a title begins that ends before piece `end`, or `end` when there is none; never before `floor`. */
size_t gb_title_before(struct gb_seg *s, size_t end, size_t floor);
void gb_title_read(struct gb_seg *s, struct gb_document *d, struct gb_span printed);
void gb_title_period(struct gb_seg *s, struct gb_document *d);
/* The years, and of a report the months, that a title names; all 0: none. */
struct gb_title_years {
	long long from, to, first_month, last_month; /* from 0: not known; months 0: the whole year */
};
struct gb_title_years gb_title_years_of(struct gb_seg *s, struct gb_span title);
void gb_title_days(struct gb_seg *s, struct gb_title_years y, struct gb_span *start, struct gb_span *end); /* ISO days, or empty */

/* purpose.c: plan, report, rule, reference or other; `text` is the root or annex below the title */
struct gb_span gb_purpose_of(struct gb_seg *s, struct gb_span title, const struct gb_node *text);
void gb_purpose_own_texts(struct gb_seg *s, struct gb_document *d); /* of a document whose fields are finished */

/* tree.c */
void gb_tree_build(struct gb_seg *s, struct gb_document *d);

/* heading.c */
struct gb_node *gb_heading_add(struct gb_seg *s, struct gb_node *parent, enum gb_node_kind kind);
void gb_heading_run(struct gb_seg *s, struct gb_node *node, const struct gb_run *run);
struct gb_node *gb_heading_parent(struct gb_node *cur, const struct gb_mark *mark);
struct gb_node *gb_heading_scope(struct gb_node *cur); /* the annex or root around cur */
void gb_heading_item(struct gb_node *parent, struct gb_node *item); /* counts a mark that was added */
struct gb_node *gb_heading_text_parent(struct gb_node *cur);        /* where text without a mark belongs */
struct gb_node *gb_heading_top(struct gb_node *cur);                /* the outermost mark around cur, or its scope */
struct gb_node *gb_heading_box_parent(struct gb_node *cur);
struct gb_where gb_heading_where(const struct gb_piece *p);
void gb_heading_run_ins(struct gb_seg *s, struct gb_node *root);
void gb_heading_paths(struct gb_seg *s, struct gb_node *root);

/* heading_title.c */
struct gb_heading {
	struct gb_span title; /* verbatim part of the text */
	size_t skip;          /* bytes of text that are mark and title and no sentence */
};
struct gb_heading gb_heading_title_split(struct gb_seg *s, struct gb_span text, size_t mark, size_t bold);
bool gb_heading_title_run_in(struct gb_seg *s, const struct gb_run *run, bool colon, struct gb_heading *out);

/* table.c */
struct gb_columns; /* what the columns of a table are */
struct gb_table_place {
	struct gb_span caption_label, caption_title, unit;
	bool box; /* the caption is that of a box */
};
/* Adds the rows below `at`; `last` is the head of the table before, for one that runs on without a head. */
void gb_table_walk(struct gb_seg *s, struct gb_node *at, const struct gb_block *b, const struct gb_table_place *place,
		   const struct gb_columns **last);

/* A note below the last table of `at`: what it says of a sign (带*为年均增速) is noted at the cells that bear it. */
void gb_table_note(struct gb_seg *s, struct gb_node *at, struct gb_span text);

/* parties.c: all lists grow in the arena of the file */
void gb_parties_of_list(struct gb_seg *s, struct gb_span list, struct gb_span role, struct gb_bodies *out);
/* Adds who a paragraph names; `term` is set when the paragraph is, or ends in, a line that says by when. */
void gb_parties_of_text(struct gb_seg *s, struct gb_span text, struct gb_bodies *out, struct gb_span *term);
void gb_parties_brackets(struct gb_seg *s, struct gb_span text, struct gb_brackets *out); /* in the order of the text */
/* Is the text a label such as 责任单位 or 牵头考核单位?  Then `role` is what it gives its bodies. */
bool gb_parties_label(struct gb_seg *s, struct gb_span text, struct gb_span *role);
bool gb_parties_same(const struct gb_bodies *x, const struct gb_bodies *y); /* names and roles, in order */
bool gb_parties_only(struct gb_seg *s, struct gb_span sentence); /* nothing but who is responsible, or by when */
size_t gb_parties_tail(struct gb_seg *s, struct gb_span text);   /* length of text without such a bracket at its end */

/* emit.c */
void gb_emit_document(struct gb_seg *s, struct gb_document *d);
void gb_emit_record(struct gb_seg *s, const struct gb_document *d);

/* sentence_cut.c: the sentences of a run */
void gb_sentence_cut_run(struct gb_seg *s, const struct gb_document *d, const struct gb_node *node, const struct gb_run *run);

#endif
