/*
 * doubt - which sentences stand on pages whose text is not certain.
 *
 * The source record lists the pages whose text layer lies and those that OCR
 * has read; a line of a sentence tells how certain OCR was of it.
 */
#ifndef GB_STAGES_DOUBT_H
#define GB_STAGES_DOUBT_H

#include "base/json.h"
#include "record/record.h"

struct gb_pages {
	int *item;
	size_t n, cap;
};

struct gb_trust {
	struct gb_pages untrusted, ocr;
};

/* From a source record; the lists come from the arena. */
void gb_trust_read(struct gb_arena *a, const struct gb_value *source, struct gb_trust *out);
/* What is doubtful about all that is read from the sentence: bits of enum gb_flag. */
unsigned gb_trust_doubts(const struct gb_trust *t, const struct gb_sentence *s);

#endif
