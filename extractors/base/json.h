/*
 * json - the strict little JSON of the records: written in order, read as a tree.
 *
 * Writing goes to a buffer; the caller gives keys in the order of the contract
 * and the writer puts the commas.  Reading takes one line and builds a tree in
 * an arena; strings without escapes are borrowed from the line, which must
 * outlive the tree.  Numbers are kept as their text: nothing here computes.
 */
#ifndef GB_BASE_JSON_H
#define GB_BASE_JSON_H

#include "arena.h"
#include "buf.h"

struct gb_json {
	struct gb_buf *out;
	bool comma; /* a value has been written on this level */
};

void gb_json_open(struct gb_json *j, char bracket);  /* '{' or '[' */
void gb_json_close(struct gb_json *j, char bracket); /* '}' or ']' */
void gb_json_key(struct gb_json *j, struct gb_span key);
void gb_json_str(struct gb_json *j, struct gb_span s);
void gb_json_str_or_null(struct gb_json *j, struct gb_span s); /* null when empty */
void gb_json_text(struct gb_json *j, struct gb_span key, struct gb_span s); /* a member; null when empty */
void gb_json_int(struct gb_json *j, long long v);
void gb_json_int_or_null(struct gb_json *j, long long v); /* null when 0 */
void gb_json_bool(struct gb_json *j, bool v);
void gb_json_null(struct gb_json *j);
void gb_json_point(struct gb_json *j, double pt); /* one decimal, -0.0 as 0.0 */
void gb_json_raw(struct gb_json *j, struct gb_span json); /* a value that is JSON already */

enum gb_json_kind { GB_JSON_NULL, GB_JSON_BOOL, GB_JSON_NUMBER, GB_JSON_STRING, GB_JSON_ARRAY, GB_JSON_OBJECT };

struct gb_value {
	enum gb_json_kind kind;
	struct gb_span key;  /* unescaped name when it is a member, else empty */
	struct gb_span text; /* the string unescaped, the number or word as written */
	struct gb_span raw;  /* the bytes of the value in the line */
	const struct gb_value *first; /* of an array or object */
	const struct gb_value *next;
};

/*
 * Parse one line.  On success returns NULL and sets *out; on failure returns a
 * constant message and sets *at to the byte it is about.  Depth is limited to 64.
 */
const char *gb_json_parse(struct gb_arena *a, struct gb_span line, struct gb_value **out, size_t *at);

/* The tree in the arena, with its own line: `from` is the line that v was parsed from, `to` a copy of it that lives as long. */
const struct gb_value *gb_json_copy(struct gb_arena *a, const struct gb_value *v, struct gb_span from, struct gb_span to);

/* All of these accept v == NULL and a missing key, and answer with nothing. */
const struct gb_value *gb_value_member(const struct gb_value *v, struct gb_span key);
struct gb_span gb_value_text(const struct gb_value *v, struct gb_span key); /* "" if absent or null */
long long gb_value_int(const struct gb_value *v, struct gb_span key);       /* 0 if absent or null */
bool gb_value_true(const struct gb_value *v, struct gb_span key);
long long gb_value_parse_int(struct gb_span text);   /* whole part of a JSON number, saturating */
double gb_value_parse_point(struct gb_span text);    /* for coordinates only */

#endif
