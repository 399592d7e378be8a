/*
 * block - the records a reader emits: source, block, error; written and read back.
 *
 * Readers fill these structs and hand them to gb_*_put, so the order of keys is
 * in one place.  Coordinates are PDF points from the top left of the page as a
 * person sees it (rotation applied); page numbers count from 1, 0 means that
 * the format has no pages.  Spans are borrowed; nothing here keeps them.
 */
#ifndef GB_RECORD_BLOCK_H
#define GB_RECORD_BLOCK_H

#include "base/json.h"
#include "base/sink.h"

#define GB_SCHEMA "gongbao/1"

enum gb_block_kind { GB_BLOCK_PARAGRAPH, GB_BLOCK_TABLE, GB_BLOCK_FURNITURE, GB_BLOCK_TOC, GB_BLOCK_FIGURE, GB_BLOCK_KINDS };
enum gb_align { GB_ALIGN_NONE, GB_ALIGN_LEFT, GB_ALIGN_CENTER, GB_ALIGN_RIGHT, GB_ALIGN_JUSTIFY, GB_ALIGN_KINDS };

struct gb_box {
	double x0, y0, x1, y1;
};

/*
 * A run of the text that stands in one printed line: code points of the block's
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

struct gb_cell {
	int row, col; /* from 0, in the whole table */
	int rowspan, colspan;
	bool header;         /* the source says that it is a head cell */
	struct gb_span text; /* paragraphs joined by \n */
	int page;
	struct gb_box box;
	struct gb_lines lines; /* of text; empty where the format has no pages */
};

struct gb_cells {
	struct gb_cell *item;
	size_t n, cap;
};

struct gb_style {
	struct gb_span font; /* family of most of the text, or empty */
	double size;         /* points, 0 unknown */
	bool bold;           /* all of it */
	enum gb_align align;
	double indent;  /* of the first line against the text area, points */
	int level;      /* heading level 1..9 the source declares, 0 none */
	size_t lead_cp; /* so many code points at the start are bold and the rest is not; 0 none */
};

struct gb_block {
	struct gb_span source; /* path as given on the command line */
	long long seq;         /* from 0 in the file */
	enum gb_block_kind kind;
	struct gb_span text; /* of a table: empty */
	int page;
	struct gb_box box; /* on the first page it stands on */
	struct gb_style style;
	struct gb_cells cells; /* of a table, ordered by row, then column */
	struct gb_lines lines;
	struct gb_span where; /* XPath-like place for formats without pages, or empty */
};

struct gb_meta {
	struct gb_span name, value;
};

struct gb_source {
	struct gb_span path, media, sha256;
	long long bytes, pages;
	struct gb_meta *meta; /* in the order of the file */
	size_t nmeta;
	struct gb_span via;   /* media type of what the file was converted to and read as, or empty */
	struct gb_span trust; /* JSON: which pages the text layer does not tell right; empty: the format has none */
};

struct gb_error {
	struct gb_span path, stage;
	int page; /* 0: the whole file */
	enum gb_err code;
	struct gb_span message; /* empty: the text of the code */
};

struct gb_span gb_block_kind_name(enum gb_block_kind kind);

/* Serialise into `tmp` (cleared first) and put the line. */
void gb_source_put(struct gb_sink *to, struct gb_buf *tmp, const struct gb_source *s);
void gb_block_put(struct gb_sink *to, struct gb_buf *tmp, const struct gb_block *b);
void gb_error_put(struct gb_sink *to, struct gb_buf *tmp, const struct gb_error *e);

/* Read a parsed record back; strings are borrowed from it, arrays come from the arena. */
void gb_block_read(struct gb_arena *a, const struct gb_value *v, struct gb_block *out);

/* Shared pieces of records. */
void gb_json_box(struct gb_json *j, int page, struct gb_box box); /* null when page is 0 */
void gb_json_lines(struct gb_json *j, const struct gb_lines *lines);
void gb_lines_read(struct gb_arena *a, const struct gb_value *v, struct gb_lines *out);
struct gb_box gb_box_join(struct gb_box a, struct gb_box b);
struct gb_box gb_box_read(const struct gb_value *v);

#endif
