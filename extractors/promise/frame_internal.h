/*
 * frame_internal - what the files that read frames share.
 *
 * frame.c reads a clause cut by cut, item.c one item of it; topic.c says what earlier clauses lend, share.c gives the members of
 * a list their numbers (分别, 各, as many years or things as numbers), terms.c
 * finds numbers that only say for whom or on what terms.
 */
#ifndef GB_PROMISE_FRAME_INTERNAL_H
#define GB_PROMISE_FRAME_INTERNAL_H

#include "frame.h"
#include "tag/tag.h"

#define MAX_SHARED GB_HEADS /* members of a list that share one number */
#define LONGEST_ITEM ((size_t)1500) /* bytes: a longer run of words is no frame */

struct gb_frame_reader {
	struct gb_arena *arena;
	struct gb_matcher *matcher;
	const struct gb_pass *frames, *attributes, *cleaning;
	const struct gb_words *conj, *doing, *compare, *light, *strive, *at_least, *lead, *trail;
	const struct gb_words *abstract, *quality, *joint, *not_per, *unit, *measuring, *time_unit;
	const struct gb_words *stock, *change, *figure, *lent, *figure_of;
	const struct gb_rule *thing, *lead_deed, *lead_plain, *lead_who, *behind, *aside_kind, *condition, *grant;
	const struct gb_rule *same, *task, *ratio;
	const struct gb_words *deed, *event, *owner_trail;
	const struct gb_words *from, *plan_name, *part_kind, *toward, *size_noun, *part_place, *task_verb, *goods, *short_head, *who_kind;
	const struct gb_words *heads, *of, *at, *scope_none, *scope_lead;
	const struct gb_words *in_all, *in_all_reach, *item_head, *no_conj;
	const struct gb_words *reach, *share_verb, *state_verb, *event_verb;
	struct gb_frame_trace *trace;
};

/* One clause while its numbers are framed. */
struct gb_framing {
	struct gb_frame_reader *f;
	struct gb_arena *arena;
	struct gb_span text;
	const struct gb_clause *clause;
	struct gb_topic *topic;
	struct gb_frames *out;
	struct gb_span shared[MAX_SHARED]; /* things of 分别, given out one by one */
	size_t nshared, next_shared;
	struct gb_span member[MAX_SHARED]; /* for whom each number holds: 对A和B分别…24轮、36轮 */
	size_t nmember, next_member;
	const struct gb_mention *date[MAX_SHARED]; /* so are years: 2027年、2028年分别… */
	size_t ndate, next_date;
	struct gb_span rest; /* of the clause's skeleton, behind the item */
	bool light;          /* 完成 and the like led an item: so do they the list */
	bool strive; /* hope said earlier in the clause holds for the list */
	struct gb_span per; /* so does 每年 */
	struct gb_span who; /* of 农业院校每年招收…: whom the item's number holds for */
	bool at_least;      /* and so does 至少 */
	bool part;          /* the clause stands behind 其中 */
	bool in_all;        /* 五年共…: the numbers are sums */
	bool plan;          /* the clause ends with the name of a plan */
	size_t numbers;
	bool has_period;    /* 每年 and the like stand in the clause */
};

/* One item of a clause: its words and numbers, and what of the clause stands behind it. */
struct gb_cut {
	struct gb_span item, rest;
};

struct gb_cuts {
	struct gb_cut *item;
	size_t n, cap;
};

/* The items of a clause with at least one number. */
void gb_cut_clause(struct gb_framing *w, struct gb_span s, struct gb_cuts *out);
/* How many of the item's numbers a rule takes, and the sum of the ranks of these rules; nothing is read. */
void gb_item_try(struct gb_framing *w, struct gb_span item, bool behind, unsigned *framed, unsigned *rank);
/* Does a word of the set stand anywhere in s? */
bool gb_item_holds(const struct gb_words *set, struct gb_span s);

uint32_t gb_item_cp_at(struct gb_span s, size_t off, size_t *len);
/* The first quantity at or behind `from`, or the length of s. */
size_t gb_item_next_quantity(struct gb_span s, size_t from);
/* The words of the source for a piece of the skeleton; without what an indicator neither begins nor ends with. */
struct gb_span gb_item_expand(const struct gb_framing *w, struct gb_span piece);
struct gb_span gb_item_clean(const struct gb_framing *w, struct gb_span piece);

/* The indicator of a frame whose rule says `with`: what an earlier clause left leads it; sets the basis where that one's holds. */
struct gb_span gb_topic_led_by(const struct gb_framing *w, const struct gb_match *m, struct gb_span indicator, struct gb_frame *fr);
/* 产量 behind 油菜播种面积 is that of 油菜; any other indicator comes back as it is. */
struct gb_span gb_topic_figure_of(const struct gb_framing *w, struct gb_span indicator);
/* A、B、C各1个: a frame for each. */
void gb_share_add_each(struct gb_framing *w, struct gb_span item, const struct gb_match *m, const struct gb_frame *fr);
/* Things of a list (A、B、C分别达94%、98%、65%) wait for the numbers that follow. */
void gb_share_out(struct gb_framing *w, struct gb_span item, const struct gb_match *m, struct gb_frame *fr);
/* 2027年、2028年分别…30公里、50公里: as many years as numbers, so each has its own. */
void gb_share_dates(struct gb_framing *w, struct gb_span s);
/* 6个世界级、7个国家级、9个区域级产业集群: what stands behind the last grade belongs to all. */
void gb_share_lend_grades(struct gb_framing *w, size_t before);
/* 分别从100元、180元提高到…: what they start from is no item of its own. */
bool gb_share_in_from_list(const struct gb_frame_reader *f, struct gb_span left, struct gb_span between);

/* The members of a list; a member that is too short to be one makes the list no list. */
size_t gb_share_split_list(const struct gb_framing *w, struct gb_span s, struct gb_span *part, size_t max);
/* 面向老人和儿童，分别…: as many frames as members, each for one of them; false: there is no such list before the number. */
bool gb_share_each_for(struct gb_framing *w, struct gb_span item, size_t at, struct gb_span *rest, struct gb_span *member, size_t *n);
/* What the clause's numbers are parts of, and what of a period holds for the clause behind. */
void gb_topic_note_whole(struct gb_framing *w, size_t before);
/* 每年新建公园8个以上，绿道15公里以上: a clause of a noun and its number goes on with the list. */
bool gb_topic_goes_on(const struct gb_framing *w, struct gb_span s);
/* 五年共建设防洪堤80公里: what stands behind the years; they are no part of the name. */
struct gb_span gb_topic_behind_years(struct gb_framing *w, struct gb_span s);
/* What a clause without a number is about and lists, for those behind. */
void gb_topic_note_task(struct gb_framing *w, struct gb_span s);
/* 中心城区普及率达99%，农村达92%: the place is the scope of what was measured before. */
bool gb_topic_is_part(const struct gb_framing *w, struct gb_span item, struct gb_span words);
/* 护理型 behind 新增养老床位: the noun of the whole is added. */
void gb_topic_split_scope(struct gb_framing *w, struct gb_span part);
struct gb_span gb_topic_whole_noun(const struct gb_framing *w, struct gb_span part);

/* The item with the number at `at` made the focus, and what the rules of attribute.gram see of a number. */
struct gb_span gb_item_focused(const struct gb_framing *w, struct gb_span item, size_t at, enum gb_clause_class focus);
enum gb_clause_class gb_item_focus_class(const struct gb_framing *w, const struct gb_mention *m);
/* The verb a rule captured, as v or, in the second of two patterns, as deed. */
struct gb_span gb_item_verb(const struct gb_framing *w, struct gb_span item, const struct gb_match *m);
/* The rule that takes all of the item, behind as much of its opener as can be. */
bool gb_item_take(struct gb_framing *w, struct gb_span item, struct gb_match *hit);
/* Tells the trace what became of a number. */
void gb_item_tell(const struct gb_framing *w, struct gb_span item, const struct gb_mention *m, const struct gb_match *hit,
		     enum gb_frame_verdict verdict);
/* Numbers that only say what kind of thing is meant become names, in the clause and its skeleton. */
void gb_terms_rename_attributes(struct gb_frame_reader *f, struct gb_arena *a, struct gb_span text, struct gb_clause *c);
enum gb_clause_class gb_terms_attribute_class(const struct gb_framing *w, const struct gb_mention *m);
/* Are the clause's numbers conditions (对…的企业), or terms of a grant? */
bool gb_terms_is_condition(struct gb_framing *w);
/* 2026年上半年组织一次中期评估: an event with its day is counted. */
bool gb_terms_is_event(const struct gb_framing *w, const struct gb_mention *m);

#endif
