/*
 * frame_int - what the files of the framer share.
 *
 * frame.c reads the items of a clause, frame_topic.c says what earlier clauses lend them, frame_share.c gives the members of a
 * list their numbers (分别, 各, as many years or things as numbers), frame_terms.c
 * tells numbers that only say for whom or on what terms.
 */
#ifndef GB_PROMISE_FRAME_INTERNAL_H
#define GB_PROMISE_FRAME_INTERNAL_H

#include "frame.h"
#include "tag/phrase.h"

#define MAX_SHARED GB_HEADS /* members of a list that share one number */
#define LONGEST_ITEM ((size_t)1500) /* bytes: a longer run of words is no frame */

struct gb_framer {
	struct gb_arena *arena;
	struct gb_matcher *matcher;
	const struct gb_pass *frames, *attributes, *cleaning;
	const struct gb_words *conj, *doing, *compare, *light, *strive, *at_least, *lead, *trail;
	const struct gb_words *abstract, *quality, *joint, *not_per, *unit, *measuring, *time_unit;
	const struct gb_words *stock, *change, *figure, *lent, *figure_of;
	const struct gb_rule *thing, *lead_deed, *lead_plain, *lead_who, *behind, *aside_kind, *condition, *grant;
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

uint32_t gb_skeleton_cp_at(struct gb_span s, size_t off, size_t *len);
/* The first quantity at or behind `from`, or the length of s. */
size_t gb_skeleton_next_quantity(struct gb_span s, size_t from);
/* The words of the source for a piece of the skeleton; without what an indicator neither begins nor ends with. */
struct gb_span gb_framing_expand(const struct gb_framing *w, struct gb_span piece);
struct gb_span gb_framing_clean(const struct gb_framing *w, struct gb_span piece);

/* The indicator of a frame whose rule says `with`: what an earlier clause left leads it; sets the basis where that one's holds. */
struct gb_span gb_framing_led_by(const struct gb_framing *w, const struct gb_match *m, struct gb_span indicator, struct gb_frame *fr);
/* 产量 behind 油菜播种面积 is that of 油菜; any other indicator comes back as it is. */
struct gb_span gb_framing_figure_of(const struct gb_framing *w, struct gb_span indicator);
/* A、B、C各1个: a frame for each. */
void gb_framing_add_each(struct gb_framing *w, struct gb_span item, const struct gb_match *m, const struct gb_frame *fr);
/* Things of a list (A、B、C分别达94%、98%、65%) wait for the numbers that follow. */
void gb_framing_share_out(struct gb_framing *w, struct gb_span item, const struct gb_match *m, struct gb_frame *fr);
/* 2027年、2028年分别…30公里、50公里: as many years as numbers, so each has its own. */
void gb_framing_share_dates(struct gb_framing *w, struct gb_span s);
/* 6个世界级、7个国家级、9个区域级产业集群: what stands behind the last grade belongs to all. */
void gb_framing_lend_grades(struct gb_framing *w, size_t before);
/* 分别从100元、180元提高到…: what they start from is no item of its own. */
bool gb_framing_in_from_list(const struct gb_framer *f, struct gb_span left, struct gb_span between);

/* The item with the number at `at` made the focus, and what the rules of attribute.gram see of a number. */
struct gb_span gb_framing_focused(const struct gb_framing *w, struct gb_span item, size_t at, enum gb_token_class focus);
enum gb_token_class gb_framing_attribute_class(const struct gb_framing *w, const struct gb_mention *m);
/* Are the clause's numbers conditions (对…的企业), or terms of a grant? */
bool gb_framing_is_condition(struct gb_framing *w);
/* 2026年上半年组织一次中期评估: an event with its day is counted. */
bool gb_framing_is_event(const struct gb_framing *w, const struct gb_mention *m);

#endif
