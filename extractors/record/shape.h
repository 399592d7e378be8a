/*
 * shape - what records.def says of a kind, to be walked: by the writer, the reader, the checks, the columns and the report page.
 *
 * Everything is static and read-only.
 */
#ifndef GB_RECORD_SHAPE_H
#define GB_RECORD_SHAPE_H

#include "record.h"

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

#endif
