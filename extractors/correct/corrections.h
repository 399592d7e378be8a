/*
 * corrections - what a reviewer has found wrong, applied to finished records and kept apart from them.
 *
 * The file is JSON Lines: {"id", "action", "field", "value", "reason", "was", "source"}.
 *
 *   set     (when there is no action) the field of the record `id` gets `value`
 *   reject  the target, fact or milestone `id` is wrong and is left out
 *   add     the measure or document `id` has one more; `value` is the record, `quote` and `context` in it
 *
 * `was` (what the field held when the reviewer looked) and `source` (the SHA-256 of the file that was looked at) may
 * be left out; where they are given and do not agree with what is read now, the correction is stale: it is not
 * applied, but listed.  So is one whose record is no longer there.  Each correction of a document in the stream
 * comes out as a `correction` record: behind the record it changed, with the line as it was read in `read`,
 * or before the summary.  The counts of the summary are those of what comes out.
 *
 * The corrections are read-only once opened, own all they point to, and serve any number of correctors.  A correction that
 * would make a record that `gongbao check` finds wrong is refused.
 */
#ifndef GB_CORRECT_CORRECTIONS_H
#define GB_CORRECT_CORRECTIONS_H

#include "record/record.h"

struct gb_corrections;

/* NULL when a line is wrong; *why then says which, and why. */
struct gb_corrections *gb_corrections_open(const char *path, struct gb_buf *why);
void gb_corrections_close(struct gb_corrections *c); /* NULL is fine */

struct gb_corrector;

struct gb_correction_counts {
	size_t applied, stale, refused;
	size_t elsewhere; /* for documents that have not come */
};

struct gb_corrector *gb_corrector_new(const struct gb_corrections *c, struct gb_sink *next);
struct gb_sink *gb_corrector_sink(struct gb_corrector *x);
/* After end(). */
struct gb_correction_counts gb_corrector_counts(const struct gb_corrector *x);
void gb_corrector_free(struct gb_corrector *x);

#endif
