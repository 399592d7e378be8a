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

#include "base/err.h"
#include "base/json.h"
#include "sink.h"

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
/* Fills the struct of the kind; strings are borrowed from v, arrays come from the arena. */
void gb_record_read(struct gb_arena *a, enum gb_kind kind, const struct gb_value *v, void *data);
/* A mention of the sentence with the text; offsets become bytes of it.  place: one a sentence. */
void gb_record_read_mention(const struct gb_value *v, struct gb_span text, struct gb_cursor *place, struct gb_mention *out);
/* A copy of all that the struct points to, in the arena. */
void gb_record_copy(struct gb_arena *a, enum gb_kind kind, const void *data, void *copy);

/* ---- kinds and words ---- */

struct gb_span gb_kind_name(enum gb_kind kind);
struct gb_span gb_kind_table(enum gb_kind kind); /* of the database; "" when there is none */
enum gb_kind gb_kind_of_name(struct gb_span name);
bool gb_kind_is_counted(enum gb_kind kind); /* in the summary */
bool gb_kind_is_promise(enum gb_kind kind); /* target, fact, milestone */
struct gb_span gb_record_block_kind(enum gb_block_kind kind);
struct gb_span gb_record_mention_kind(enum gb_mention_kind kind);

/* The value of the key "record" of the outermost object, borrowed from the line; "" when there is none. */
struct gb_span gb_record_line_kind(struct gb_span line);

/* ---- parts ---- */

void gb_json_bodies(struct gb_json *j, const struct gb_bodies *b);
void gb_record_read_where(const struct gb_value *v, struct gb_where *out);
void gb_record_read_bodies(struct gb_arena *a, const struct gb_value *v, struct gb_bodies *out);
struct gb_box gb_record_join_boxes(struct gb_box a, struct gb_box b);
/* Page and box of a part of the sentence, in code points of its text: of the first page it is on. */
void gb_record_sentence_place(const struct gb_sentence *s, size_t off_cp, size_t len_cp, struct gb_where *out);
static inline unsigned gb_flag_bit(enum gb_flag f) { return 1U << f; }

#endif
