/*
 * record - what the stages hand to each other: typed structs of every kind, and lines of JSON where they enter or leave.
 *
 * The structs, words and kinds come from records.def.  Coordinates are PDF points from the top left of the page as a person
 * sees it (rotation applied); page numbers count from 1, 0 is a format without pages.  Members named _cp are code points.
 * All strings are borrowed; nothing here keeps them.  Exact numbers are decimals as text, with 万 and 亿 resolved; days are
 * ISO days.
 */
#ifndef GB_RECORD_RECORD_H
#define GB_RECORD_RECORD_H

#include <stdio.h>

#include "base/err.h"
#include "base/utf8.h"
#include "base/json.h"

#define GB_SCHEMA "gongbao/1"

#define LIST(words) enum gb_##words {
#define ENUM(words, id, word) id,
#define END_LIST(words, count) count };
#include "records.def"

struct gb_box {
	double x0, y0, x1, y1;
};

/*
 * The part of the text that is in one printed line: code points of the block's
 * (or cell's) text.  What OCR has read is cut into numbers and the words
 * between them, each with a confidence of its own.
 */
struct gb_line {
	size_t off_cp;
	size_t len_cp;
	int page;
	struct gb_box box;
	int confidence; /* of OCR in its least certain character, 1..100; 0: no OCR */
};

/* Numbers that OCR has read with less than this confidence are doubtful. */
enum { GB_OCR_SURE = 80 };

struct gb_lines {
	struct gb_line *item;
	size_t n, cap;
};

struct gb_spans {
	struct gb_span *item;
	size_t n, cap;
};

struct gb_meta {
	struct gb_span name, value;
};

struct gb_metas {
	struct gb_meta *item; /* in the order of the file */
	size_t n, cap;
};

struct gb_extent {
	size_t start, end; /* bytes */
};

/* What was found in one sentence; its record is struct gb_mention_record. */
struct gb_mention {
	enum gb_mention_kind kind;
	struct gb_extent at;   /* with the comparator words */
	struct gb_extent core; /* the number and its unit alone */
	struct gb_span rule;
	struct gb_span value, value_max;
	struct gb_span unit;       /* as in the records: 百分点, 套, %; empty: none */
	struct gb_span comparator; /* "=", ">=", ">", "<=", "<", "~", "range" */
	struct gb_span from, to;   /* both inclusive, "" for open */
	struct gb_span duration, per; /* ISO 8601 */
	bool deadline; /* the words set a term: …前, …底, 到…, …末 */
	bool assumed;  /* its year is the one said last before: running text without a reference day */
};

struct gb_mentions {
	struct gb_mention *item;
	size_t n, cap;
};

enum gb_kind {
#define KIND(id, name, shape, table, flags, en, zh) GB_KIND_##id,
#include "records.def"
	GB_KINDS,
	GB_KIND_OTHER = GB_KINDS /* a record of another program, or none of a record's lines */
};

struct gb_kind_counts {
	long long of[GB_KINDS + 1]; /* the last: of other kinds */
};

/* What an error record says of a line: `line` counts from 1, `byte` from 1; why is a constant to be translated. */
struct gb_bad_line {
	unsigned long long line;
	size_t byte;
	const char *why;
};

#define OBJECT(shape) struct gb_##shape {
#define FIELD(shape, type, member, ...) type member;
#define MEMBER(shape, type, member) type member;
#define END(shape) };
#define ROW_OF(rows, shape) struct gb_##rows { struct gb_##shape *item; size_t n, cap; };
#include "records.def"

/* ---- a record on its way ---- */

struct gb_record;

/*
 * A sink is where records go, one a call.  A stage is a sink that writes to the next sink; `convert` chains the same
 * stages that the filters run alone, so both give the same bytes.  The record is lent for the time of the call.
 */
struct gb_sink {
	void (*put)(struct gb_sink *self, struct gb_record *r);
	void (*end)(struct gb_sink *self); /* no more input: flush what is held; called once */
};

static inline void gb_sink_put(struct gb_sink *s, struct gb_record *r) { s->put(s, r); }
static inline void gb_sink_end(struct gb_sink *s) { s->end(s); }

/*
 * At least one of line, value and data is there; the functions below make the one that is asked for and keep it in the record,
 * so that nothing is parsed or written twice.  All are lent for the time of the call to put.
 */
struct gb_record {
	enum gb_kind kind;
	struct gb_span line;          /* JSON, or empty */
	const struct gb_value *value; /* the same, parsed; or NULL */
	const void *data;             /* struct of the kind's shape, or NULL */
};

/* A line as it came; its kind is found without parsing it. */
struct gb_record gb_record_of_line(struct gb_span line);
struct gb_record gb_record_of_value(struct gb_span line, const struct gb_value *value);

/* What is made comes from the arena and must live as long as the record.  value and data are NULL when the line is no JSON. */
struct gb_span gb_record_line(struct gb_record *r, struct gb_arena *a);
const struct gb_value *gb_record_value(struct gb_record *r, struct gb_arena *a);
const void *gb_record_data(struct gb_record *r, struct gb_arena *a);

/* Hand on a struct of the kind; a line. */
void gb_record_put(struct gb_sink *to, enum gb_kind kind, const void *data);
void gb_record_put_line(struct gb_sink *to, struct gb_span line);
void gb_record_put_target(struct gb_sink *to, const struct gb_target *t); /* as target or fact */
void gb_record_put_error(struct gb_sink *to, const struct gb_error *e);   /* an empty message becomes the text of the code */

/* Adds the line of a struct to the buffer. */
void gb_record_write(struct gb_buf *to, enum gb_kind kind, const void *data);
/* The members of a record that "from" and "to" of the change show, without brackets around them. */
void gb_record_write_side(struct gb_json *j, enum gb_kind change, enum gb_kind kind, const void *data);
/* Fills the struct of the kind; strings are borrowed from v, arrays come from the arena. */
void gb_record_read(struct gb_arena *a, enum gb_kind kind, const struct gb_value *v, void *data);
/* A mention of the sentence with the text; offsets become bytes of it.  place: one a sentence. */
void gb_record_read_mention(const struct gb_value *v, struct gb_span text, struct gb_utf8_cursor *place, struct gb_mention *out);
/* A copy of all that the struct points to, in the arena. */
void gb_record_copy(struct gb_arena *a, enum gb_kind kind, const void *data, void *copy);

/* ---- kinds and words ---- */

struct gb_span gb_kind_name(enum gb_kind kind);
struct gb_span gb_kind_table(enum gb_kind kind); /* of the database; "" without one */
enum gb_kind gb_kind_of_name(struct gb_span name);
bool gb_kind_is_counted(enum gb_kind kind); /* in the summary */
bool gb_kind_is_promise(enum gb_kind kind); /* target, fact, milestone */
struct gb_span gb_record_block_kind(enum gb_block_kind kind);
struct gb_span gb_record_mention_kind(enum gb_mention_kind kind);

/* The value of the key "record" of the outermost object, borrowed from the line; "" when there is none. */
struct gb_span gb_record_line_kind(struct gb_span line);

/* ---- parts ---- */

void gb_record_read_where(const struct gb_value *v, struct gb_where *out);
void gb_record_read_bodies(struct gb_arena *a, const struct gb_value *v, struct gb_bodies *out);
struct gb_box gb_record_join_boxes(struct gb_box a, struct gb_box b);
/* Page and box of a part of the sentence, in code points of its text: of the first page it is on. */
void gb_record_sentence_place(const struct gb_sentence *s, size_t off_cp, size_t len_cp, struct gb_where *out);
static inline unsigned gb_flag_bit(enum gb_flag f) { return 1U << f; }

/* ---- the end of a chain: lines to a stdio stream ---- */

struct gb_out {
	struct gb_sink sink;
	FILE *stream;      /* borrowed */
	struct gb_buf tmp; /* freed by end and by gb_out_close */
};

void gb_out_init(struct gb_out *o, FILE *stream);
bool gb_out_failed(const struct gb_out *o); /* a write has failed: there is no use in going on */
/* Flushes; false: something was not written (a full disk, a closed pipe), which is status 3. */
bool gb_out_close(struct gb_out *o);

/* ---- what records.def says of a kind, to be walked ---- */

enum gb_form {
#define FORM(id, ...) GB_FORM_##id,
#include "forms.def"
#undef FORM
	GB_FORMS
};

struct gb_form_info {
	const char *types; /* letters, as in forms.def */
	long long least;   /* number, or length of a string in characters */
	const char *pattern, *name;
};

/* What an array consists of. */
struct gb_form_items {
	enum gb_form form;
	size_t least, most;
};

const struct gb_form_info *gb_form_of(enum gb_form form);
bool gb_form_has(enum gb_form form, char type); /* one of the letters */
bool gb_form_items(enum gb_form form, struct gb_form_items *out); /* false: it is no array */

enum gb_member_flags { GB_SHOWN = 1, GB_FILED = 2, GB_NEEDED = 4, GB_SEARCHED = 8, GB_AHEAD = 16 };

struct gb_shape;

struct gb_shape_field {
	struct gb_span key;
	enum gb_form form;
	size_t offset, size; /* in the struct; size 0: the struct does not have it */
	const struct gb_shape *of;
	const char *const *words; /* ends with NULL; "" is null */
	size_t beside;            /* offset of the page of a box */
	const char *column;
	unsigned flags; /* enum gb_member_flags */
	const char *en, *zh;
};

/* What every list of objects looks like in memory. */
struct gb_shape_list {
	char *item;
	size_t n, cap;
};

struct gb_shape {
	const char *name;
	const struct gb_shape_field *member;
	size_t n;
	size_t size; /* of the struct; 0: there is none */
};

const struct gb_shape *gb_shape_part(size_t i); /* all that are not those of a kind; NULL at the end */
const struct gb_shape *gb_shape_of(enum gb_kind kind);
const char *gb_kind_about(enum gb_kind kind, bool chinese);
/* The member of the key; NULL when there is none.  `hint` is where to begin looking. */
const struct gb_shape_field *gb_shape_member(const struct gb_shape *s, struct gb_span key, size_t hint);
/* Place of the word in the list, or -1. */
int gb_shape_word(const char *const *words, struct gb_span word);

/* ---- the records of a kind as a table: behind the tables of the database, the CSV files and the data package ---- */

enum gb_column_type {
	GB_COLUMN_TEXT,
	GB_COLUMN_DECIMAL, /* an exact decimal string */
	GB_COLUMN_DAY,     /* YYYY-MM-DD */
	GB_COLUMN_INT,
	GB_COLUMN_BOOL,
	GB_COLUMN_NAMES,   /* an array of strings, or of {name, role}, as one text: 甲；乙（牵头） */
	GB_COLUMN_ARRAY,   /* as it is in the record */
	GB_COLUMN_JSON,    /* the same, of any type */
	GB_COLUMN_TYPES
};

struct gb_kind_column {
	struct gb_span name;
	struct gb_span key, within; /* key of the record, or key of the object that is `within` it */
	int item;                   /* of the array that is found there; -1: all of it */
	enum gb_column_type type;
	bool filed;  /* in files, but not in the database: records.record has it */
	bool needed; /* not null in the database */
	const char *about;
};

struct gb_kind_columns {
	struct gb_kind_column *item;
	size_t n, cap;
};

/* Everything made comes from the arena. */
void gb_columns_make(struct gb_arena *a, enum gb_kind kind, struct gb_kind_columns *out);

/*
 * The value of a column as text, true; or false when it is null.  What is not borrowed from v comes from the arena.
 * *next is where to look first: NULL at the beginning of a record, then left alone, columns being asked in their order.
 */
bool gb_column_text(struct gb_arena *a, const struct gb_kind_column *c, const struct gb_value *v, const struct gb_value **next,
		    struct gb_span *out);
/* Is the text a value of the type?  A day must be one of the calendar. */
bool gb_column_fits(enum gb_column_type type, struct gb_span text);

/*
 * The texts of a record in which it is searched, at most GB_RECORD_PIECES of them; returns how many.  Pieces
 * are never empty; borrowed from v.
 */
enum { GB_RECORD_PIECES = 5 };
size_t gb_record_pieces(enum gb_kind kind, const struct gb_value *v, struct gb_span piece[GB_RECORD_PIECES]);

/* ---- a record held against records.def: keys and their order, types, words, forms ---- */

/* A checker is read-only once made and owns all it points to. */
struct gb_checker;

struct gb_checker *gb_checker_new(void);
void gb_checker_free(struct gb_checker *c); /* NULL is fine */

/* A finding: `where` is a path into the record ("/where/page"), both are lent for the call. */
struct gb_findings {
	void (*found)(struct gb_findings *self, struct gb_span where, struct gb_span what);
};

/* Reports every finding; returns how many there were. */
size_t gb_checker_record(const struct gb_checker *c, const struct gb_value *v, struct gb_findings *to);

/* Adds the JSON Schema (2020-12) of all records to the buffer. */
void gb_schema_write(struct gb_buf *to);
/* Adds the fields of all records and of their parts, with a line of help each, as mdoc: sections of gongbao-records(5). */
void gb_schema_fields(struct gb_buf *to, bool chinese);

#endif
