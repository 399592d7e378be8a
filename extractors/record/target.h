/*
 * target - the records users get: target, fact and milestone; written and read back.
 *
 * Strings are borrowed.  `flags` are the doubts and then `flag`.  Empty strings are written as null, but for `unit`,
 * where "" says that the number has no unit.
 */
#ifndef GB_RECORD_TARGET_H
#define GB_RECORD_TARGET_H

#include "sentence.h"

/* What makes a record doubtful before its sentence is looked at: bits. */
enum gb_doubt {
	GB_DOUBT_LAYER = 1,  /* text_untrusted: the text layer of its page is not what the page shows */
	GB_DOUBT_OCR = 2,    /* ocr: read from a picture */
	GB_DOUBT_DIGITS = 4, /* ocr_doubtful: … and a number in its sentence is not certain */
	GB_DOUBTS = 3        /* how many there are */
};

struct gb_target {
	bool fact; /* already true when the document is written */
	struct gb_span id, document, measure;
	struct gb_span indicator, scope;
	struct gb_span value, value_max, unit, unit_code;
	struct gb_span comparator, basis, direction, per, modality;
	struct gb_span deadline, deadline_source;
	struct gb_span attribute;
	struct gb_span base_value, base_unit, base_year; /* baseline; base_value empty: none */
	bool implied;
	const struct gb_bodies *responsible; /* may be NULL */
	struct gb_span quote, context;
	struct gb_where where;
	struct gb_span rule;
	unsigned doubts;     /* enum gb_doubt */
	struct gb_span flag; /* what else makes the record doubtful, or empty */
};

struct gb_milestone {
	struct gb_span id, document, measure;
	struct gb_span action, deadline, deadline_source;
	const struct gb_bodies *responsible;
	struct gb_span quote, context;
	struct gb_where where;
	struct gb_span rule;
	unsigned doubts;
};

void gb_target_put(struct gb_sink *to, struct gb_buf *tmp, const struct gb_target *t);
void gb_milestone_put(struct gb_sink *to, struct gb_buf *tmp, const struct gb_milestone *m);
void gb_target_read(const struct gb_value *v, struct gb_target *out); /* responsible is left NULL */

void gb_json_bodies(struct gb_json *j, const struct gb_bodies *b);
void gb_bodies_read(struct gb_arena *a, const struct gb_value *v, struct gb_bodies *out);

#endif
