/* internal - the inside of corrections: corrections.c reads the file, corrector.c is the sink, edit.c changes lines. */
#ifndef GB_CORRECT_INTERNAL_H
#define GB_CORRECT_INTERNAL_H

#include "base/json.h"
#include "corrections.h"

struct gb_correction {
	struct gb_span id;
	enum gb_correction_action action;
	struct gb_span field, reason, source;
	const struct gb_value *value, *was; /* NULL: not given */
	size_t index; /* in the file, from 0 */
	struct gb_correction *next; /* for the same id, in the order of the file */
};

struct gb_corrections {
	struct gb_arena *arena;
	struct gb_checker *checker;
	struct gb_correction **item;
	size_t n, cap;
	void *by_id; /* GHashTable: struct gb_span -> the first struct gb_correction */
};

const struct gb_correction *gb_corrections_of(const struct gb_corrections *c, struct gb_span id); /* the first, or NULL */

/* edit.c: lines in the arena; an empty line means that it cannot be done, and *why tells why. */
struct gb_span gb_edit_set(struct gb_arena *a, const struct gb_corrections *cs, const struct gb_correction *c, struct gb_span line,
				 struct gb_span *why);

/* A measure or document that gets a record more. */
struct gb_place {
	struct gb_span id, document, measure; /* measure is empty for the document itself */
	struct gb_where where;
	struct gb_span text; /* of the measure, or empty */
};

struct gb_span gb_edit_add(struct gb_arena *a, const struct gb_corrections *cs, const struct gb_correction *c,
				 const struct gb_place *place, struct gb_span id, struct gb_span *why);

#endif
