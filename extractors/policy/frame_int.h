/*
 * frame_int - what the files of the framer share.
 *
 * frame.c puts numbers to the rules and words indicators, frame_share.c gives
 * lists, years and heads out one by one, frame_terms.c tells numbers that only
 * say which thing is meant, for whom or on what terms.
 */
#ifndef GB_FRAME_INT_H
#define GB_FRAME_INT_H

#include "policy/figure.h"
#include "policy/frame.h"
#include "policy/phrase.h"

#define MAX_SHARED GB_HEADS /* members of a list that share one number */
#define NAME_ROOM 512u  /* names of a clause proper; the room behind is for numbers that turn out to be parts of names */
#define LONGEST_ITEM ((size_t)1500) /* bytes: a longer run of words is no frame */

struct gb_framer {
	struct gb_arena *arena;
	struct gb_matcher *matcher;
	const struct gb_pass *frames, *attributes, *cleaning;
	const struct gb_words *conj, *doing, *compare, *light, *strive, *at_least, *lead, *trail;
	const struct gb_words *abstract, *joint, *not_per, *unit, *measuring, *time_unit, *stock;
	const struct gb_rule *thing, *lead_plain, *lead_who, *behind, *aside_kind, *condition, *grant;
	const struct gb_words *deed, *event, *owner_trail;
	struct gb_frame_trace *trace;
};

/* One clause while its numbers are framed. */
struct gb_framing {
	struct gb_framer *f;
	struct gb_arena *arena;
	struct gb_span text;
	const struct gb_clause *clause;
	struct gb_topic *topic;
	struct gb_frames *out;
	struct gb_span shared[MAX_SHARED]; /* things of 分别, given out one by one */
	size_t nshared, next_shared;
	const struct gb_mention *date[MAX_SHARED]; /* so are years: 2027年、2028年分别… */
	size_t ndate, next_date;
	struct gb_span rest; /* of the clause's skeleton, behind the item */
	bool light;          /* 完成 and the like led an item: so do they the list */
	bool strive; /* hope said earlier in the clause holds for the list */
	struct gb_span per; /* so does 每年 */
	bool has_period;    /* 每年 and the like stand in the clause */
};

/* frame.c */
struct gb_span gb_frame_expand(const struct gb_framing *w, struct gb_span piece);
/* The same without words that no indicator begins or ends with. */
struct gb_span gb_frame_clean(const struct gb_framing *w, struct gb_span piece);

/* frame_share.c */
void gb_frame_add_each(struct gb_framing *w, struct gb_span item, const struct gb_match *m, const struct gb_frame *fr);
/* Things of a list (A、B、C分别达94%、98%、65%) wait for the numbers that follow; the frame gets the first. */
void gb_frame_share_out(struct gb_framing *w, struct gb_span item, const struct gb_match *m, struct gb_frame *fr);
void gb_frame_share_dates(struct gb_framing *w, struct gb_span s);

/* frame_terms.c */
uint32_t gb_frame_cp(struct gb_span s, size_t off, size_t *len);
/* The first number of a skeleton from `from` on, or its end. */
size_t gb_frame_next(struct gb_span s, size_t from);
enum gb_token_class gb_frame_focus_class(const struct gb_framing *w, const struct gb_mention *m);
/* The item with the number at `at` made the focus. */
struct gb_span gb_frame_focused(const struct gb_framing *w, struct gb_span item, size_t at, enum gb_token_class focus);
/* Numbers that only say what kind of thing is meant become parts of names, in the clause too. */
void gb_frame_attributes(struct gb_framer *f, struct gb_arena *a, struct gb_span text, struct gb_clause *c);
/* Are the clause's numbers conditions, or terms of a grant? */
bool gb_frame_is_condition(struct gb_framing *w);

#endif
