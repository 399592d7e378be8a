/*
 * builder - a sentence and its mentions become targets, facts and milestones.
 *
 * The builder reads frames (policy/frame.h), gives each number its deadline, its
 * tense, its unit and its place, and hands the records out through callbacks;
 * ids and responsible bodies are the stage's business.
 */
#ifndef GB_PROMISE_TARGET_BUILDER_H
#define GB_PROMISE_TARGET_BUILDER_H

#include "record/record.h"
#include "grammar/grammar.h"
#include "frame.h"

/* What is known of the document the sentences come from. */
struct gb_setting {
	struct gb_span document; /* id */
	struct gb_span today;    /* ISO day it was signed or published, or the first day of its period, or "" */
	struct gb_span start, end; /* its period, ISO days, or "" */
	struct gb_span written;    /* the day it was signed or published, or "" */
	struct gb_span told;       /* of a report: the day it tells of, so that what lies behind it is still to come; else "" */
	struct gb_span title, genre;
	struct gb_span purpose; /* plan, report, rule, reference, other, or "" */
};

/* From a `document` record; strings are borrowed from it. */
void gb_setting_read(const struct gb_document_record *document, struct gb_setting *out);
struct gb_setting gb_setting_copy(struct gb_arena *a, const struct gb_setting *s);

struct gb_promises {
	struct gb_target *target;
	size_t ntarget, target_cap;
	struct gb_milestone *milestone;
	size_t nmilestone, milestone_cap;
};

struct gb_builder;

struct gb_builder *gb_builder_new(const struct gb_grammar *g);
void gb_builder_free(struct gb_builder *b);
void gb_builder_trace(struct gb_builder *b, struct gb_frame_trace *trace); /* see frame.h */
/* A new document or a new file: nothing is carried over. */
void gb_builder_setting(struct gb_builder *b, const struct gb_setting *s);
/* Everything in *out borrows from the sentence, the mentions and the arena. */
void gb_builder_sentence(struct gb_builder *b, struct gb_arena *a, const struct gb_sentence *s,
			 const struct gb_mentions *mentions, struct gb_promises *out);

#endif
