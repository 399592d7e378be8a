/*
 * internal - what the files of the target builder share.
 *
 * target_builder.c reads a sentence, cell.c a cell of an indicator table,
 * deadline.c terms, status.c what is planned and what is done, milestone.c milestones.
 */
#ifndef GB_PROMISE_INTERNAL_H
#define GB_PROMISE_INTERNAL_H

#include "target_builder.h"
#include "tag/tag.h"
#include "base/utf8.h"

enum gb_turn { GB_TURN_NONE, GB_TURN_PAST, GB_TURN_FUTURE };

/* A day that holds, and how it is known. */
struct gb_term {
	struct gb_span day;    /* ISO, empty: none */
	struct gb_span source; /* explicit, column, inherited, or empty */
	struct gb_span from;   /* first day of the date it was read from */
	bool stage;            /* of a head that is a stage of the year */
};

/* The item that a bracket closes (…。（9月底完成，…）): its first sentence, and whether a number has been read in it. */
struct gb_closed_item {
	struct gb_arena *arena; /* the copies; reset with each item */
	struct gb_sentence first; /* text empty: none is kept */
	bool counted;
};

struct gb_builder {
	struct gb_arena *arena; /* the builder's own things */
	struct gb_arena *doc;   /* lives as long as the document */
	struct gb_matcher *matcher;
	struct gb_frame_reader *framer;
	struct gb_tagger *finder;
	struct gb_setting setting; /* of the text the sentence stands in */
	struct gb_setting own;     /* of the document; its strings live in `doc` */
	enum gb_turn turn; /* a report tells of the past, then of the plan */
	/* the block or cell the last sentence stood in, and the term its lead-in set */
	long long block;
	int row, col;
	struct gb_buf measure;
	bool opening; /* the first sentence of its block, cell or measure */
	struct gb_buf lead_day, lead_from;
	struct gb_closed_item item;
	struct gb_buf plan_day, plan_from; /* the plan a report speaks of since it turned to it */
	/* the heading that was read last and what it says: many sentences stand below one */
	struct gb_buf section, section_day, section_from;
	/* the base value of the indicator row at hand */
	struct gb_buf base_value, base_unit, base_year;
	long long base_block;
	int base_row;
	const struct gb_words *date_since, *date_after, *condition, *date_so_far, *date_as_of, *date_vague, *date_opener;
	const struct gb_words *roughly, *made_unit, *unit, *count_noun, *stock;
	const struct gb_words *named_before, *date_loose, *date_share, *date_end, *done, *point_head;
	const struct gb_words *start_verb, *stone_short, *respectively;
	const struct gb_rule *term_event, *term_years, *stone_aside, *head_difference, *note_attribute, *row_aim;
	const struct gb_rule *head_idle, *head_when, *head_spent, *bare_figure;
	const struct gb_rule *future_section, *done_clause, *hope_clause;
	const struct gb_rule *past_genre, *weekday, *enacted, *past_section, *past_clause, *future_clause, *past_turn, *future_turn;
	const struct gb_rule *stage, *idle, *head_average, *head_total, *name_change, *name_fall, *name_made;
	const struct gb_rule *row_place, *row_sum, *cell_words, *task_table, *head_label;
	const struct gb_rule *no_action, *name_ratio, *date_named;
};

/* One sentence while it is read. */
struct gb_reading_sentence {
	struct gb_builder *b;
	struct gb_arena *arena;
	const struct gb_sentence *s;
	const struct gb_mentions *mentions;
	const struct gb_mention **date; /* the mentions that are days or spans of days, in order */
	size_t ndate;
	struct gb_clauses clauses;
	struct gb_frames frames;
	struct gb_term column, section, closing;
	bool past; /* the section, the genre or the turn of the report says so */
	struct gb_promises *out;
	const struct gb_mention *ignore; /* a date that is no term: of 2025年的3倍; or NULL */
	struct gb_utf8_cursor place; /* in the sentence's text */
};

/* deadline.c */
/* Fills date and ndate from mentions, once a sentence: nothing else looks at all mentions for each number. */
void gb_deadline_collect(struct gb_reading_sentence *r);
struct gb_term gb_deadline_column(struct gb_builder *b, struct gb_arena *a, const struct gb_sentence *s);
/* The term in the bracket that closes the item; none when it is a start. */
struct gb_term gb_deadline_closing(struct gb_builder *b, struct gb_arena *a, const struct gb_sentence *s);
/* Gives the record the day of its term, as a fact or a target may have it. */
void gb_deadline_settle(const struct gb_reading_sentence *r, struct gb_target *t, const struct gb_term *term);
bool gb_deadline_starts(const struct gb_builder *b, struct gb_span behind); /* 开工: what stands behind a day is a start */
struct gb_term gb_deadline_section(struct gb_builder *b, struct gb_arena *a, const struct gb_sentence *s);
struct gb_term gb_deadline_term(const struct gb_reading_sentence *r, size_t off);
void gb_deadline_note_lead(struct gb_reading_sentence *r);
const struct gb_mention *gb_deadline_date_at(const struct gb_reading_sentence *r, size_t off);
/* Does the rule match anywhere in the text? */
bool gb_builder_says(struct gb_builder *b, struct gb_arena *a, const struct gb_rule *rule, struct gb_span text);

/* status.c */
/* Do the column, the headings or the text as a whole say that what stands here has been reached? */
bool gb_status_is_past(struct gb_builder *b, struct gb_arena *a, const struct gb_sentence *s, const struct gb_mentions *mentions);
bool gb_status_is_fact(const struct gb_reading_sentence *r, const struct gb_clause *c, const struct gb_term *term);

/* milestone.c */
void gb_milestone_read(struct gb_reading_sentence *r);
/* Keeps the item that a bracket closes, and makes its first sentence a milestone when no number came in it. */
void gb_milestone_close_item(struct gb_reading_sentence *r);

/* cell.c */
void gb_cell_indicator(struct gb_reading_sentence *r);

/* target_builder.c */
struct gb_span gb_builder_context(struct gb_reading_sentence *r, struct gb_span quote, struct gb_where *w);
void gb_builder_place(const struct gb_sentence *s, struct gb_span quote, struct gb_where *w);
struct gb_target *gb_builder_add(struct gb_reading_sentence *r, const struct gb_mention *m);
void gb_builder_unit_from_name(const struct gb_reading_sentence *r, struct gb_target *t);

#endif
