/* corrections_int - the inside of corrections: corrections.c reads the file, corrector.c is the sink, corrector_edit.c changes lines. */
#ifndef GB_CORRECT_INTERNAL_H
#define GB_CORRECT_INTERNAL_H

#include "base/json.h"
#include "corrections.h"

enum gb_correction_action { GB_CORRECTION_SET, GB_CORRECTION_REJECT, GB_CORRECTION_ADD, GB_CORRECTION_ACTIONS };
enum gb_correction_state { GB_CORRECTION_UNSEEN, GB_CORRECTION_APPLIED, GB_CORRECTION_STALE, GB_CORRECTION_REFUSED, GB_CORRECTION_STATES };

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
	const struct gb_schema *schema;
	struct gb_correction **item;
	size_t n, cap;
	void *by_id; /* GHashTable: struct gb_span -> the first struct gb_correction */
};

const struct gb_correction *gb_corrections_of(const struct gb_corrections *c, struct gb_span id); /* the first, or NULL */

/* What the corrector has made of a correction, to be written down. */
struct gb_verdict {
	const struct gb_correction *c;
	struct gb_span id, document;
	enum gb_correction_state state;
	struct gb_span why;
	struct gb_span read; /* the line as it was read, or empty */
};

void gb_verdict_put(struct gb_sink *to, struct gb_buf *tmp, const struct gb_verdict *v);

/* corrector_edit.c: lines in the arena; an empty line means that it cannot be done, and *why tells why. */
struct gb_span gb_correction_set(struct gb_arena *a, const struct gb_schema *schema, const struct gb_correction *c, struct gb_span line,
				 struct gb_span *why);

/* A measure or document that gets a record more. */
struct gb_place {
	struct gb_span id, document, measure; /* measure is empty for the document itself */
	struct gb_span where, text;           /* JSON and text of the measure, or empty */
};

struct gb_span gb_correction_add(struct gb_arena *a, const struct gb_schema *schema, const struct gb_correction *c,
				 const struct gb_place *place, struct gb_span id, struct gb_span *why);

#endif
