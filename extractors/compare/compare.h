/*
 * compare - what became of the numbers, milestones and measures of one edition in the next.
 *
 * An edition is the records of one or more documents.  Things are paired by
 * meaning (what is measured, how, where it stands; weights and words are in
 * grammars/compare/diff.gram), by the best matching over all; each is paired
 * once.  Everything is borrowed from the editions and the arena given.
 */
#ifndef GB_COMPARE_COMPARE_H
#define GB_COMPARE_COMPARE_H

#include "base/decimal.h"
#include "record/record.h"
#include "grammar/grammar.h"

struct gb_paper { /* a document */
	struct gb_span id, title, start, end; /* the period, ISO days or empty */
};

struct gb_measure {
	struct gb_span id, document, path, title, text;
	struct gb_bodies responsible;
};

struct gb_edition {
	struct gb_arena *arena;
	struct gb_paper **paper;
	struct gb_measure **measure;
	struct gb_target **target;
	struct gb_milestone **milestone;
	size_t npaper, paper_cap, nmeasure, measure_cap, ntarget, target_cap, nmilestone, milestone_cap;
	size_t records; /* of any kind */
};

/* Keeps the record if it is of a kind that is compared; strings are borrowed from v. */
void gb_edition_take(struct gb_edition *e, const struct gb_value *v);
/* Whether the document's id or title is, or contains, what was asked for; an empty wish takes all. */
bool gb_edition_wants(const struct gb_paper *p, struct gb_span wish);

struct gb_diff_options {
	bool facts;  /* facts as well; they pair with facts only */
	bool levels; /* two levels of government: the size of a number does not tell */
	struct gb_span old_document, new_document; /* only documents whose id or title has this; empty: all */
};

enum gb_change_kind {
	GB_CHANGE_RAISED,
	GB_CHANGE_LOWERED,
	GB_CHANGE_SAME,
	GB_CHANGE_REWORDED,
	GB_CHANGE_DEADLINE,
	GB_CHANGE_ADDED,
	GB_CHANGE_DROPPED,
	GB_CHANGE_INCOMPARABLE,
	GB_CHANGE_MOVED,       /* of measures: another place among the others */
	GB_CHANGE_RESPONSIBLE, /* of measures and milestones: other bodies */
	GB_CHANGE_KINDS
};

/* Why two numbers do not compare. */
enum gb_clash { GB_CLASH_NONE, GB_CLASH_NUMBER, GB_CLASH_UNIT, GB_CLASH_BASIS, GB_CLASH_DIRECTION, GB_CLASH_PER };

/* An added number that is a part of one that was (split), a dropped one that went into another (merge). */
enum gb_kin { GB_KIN_NONE, GB_KIN_SPLIT, GB_KIN_MERGE };

struct gb_change {
	enum gb_change_kind kind;
	const struct gb_target *from, *to; /* one may be NULL */
	struct gb_span delta, ratio;       /* to - from in the unit of `to`; to / from, four places; or empty */
	int similarity;                    /* thousandths; 0 when not paired */
	enum gb_clash clash;
	struct gb_span reason; /* of the clash, in words, or empty */
	enum gb_kin kin;
	const struct gb_target *relative; /* of the other edition */
	int size; /* how large the change is, for ordering: thousandths, 0 for none */
};

struct gb_measure_change {
	enum gb_change_kind kind; /* the weightiest */
	const struct gb_measure *from, *to;
	int similarity;
	bool retitled, reworded, moved, other_bodies;
	struct gb_bodies came, went; /* responsible bodies */
	enum gb_kin kin;
	const struct gb_measure *relative;
};

struct gb_milestone_change {
	enum gb_change_kind kind; /* the weightiest */
	const struct gb_milestone *from, *to;
	int similarity;
	bool day_moved, reworded, other_bodies;
	struct gb_bodies came, went; /* responsible bodies */
};

struct gb_diff {
	struct gb_change *change; /* in the order of the newer edition, then what was dropped in that of the older */
	struct gb_measure_change *measure;
	struct gb_milestone_change *milestone;
	size_t n, nmeasure, nmilestone;
	bool differs; /* anything but GB_CHANGE_SAME */
};

void gb_diff_make(struct gb_arena *a, const struct gb_grammar *g, const struct gb_edition *old, const struct gb_edition *new,
		  const struct gb_diff_options *o, struct gb_diff *out);

struct gb_span gb_diff_change_name(enum gb_change_kind k);
struct gb_span gb_diff_kin_name(enum gb_kin k); /* "" for none */
/* The measure a target or milestone stands in, or NULL. */
const struct gb_measure *gb_edition_measure(const struct gb_edition *e, struct gb_span document, struct gb_span path);
const struct gb_paper *gb_edition_paper(const struct gb_edition *e, struct gb_span id);


/*
 * a city's numbers against those of its districts: who carries which share, and what nobody took on.
 */
enum gb_level_kind {
	GB_LEVEL_COVERED, /* the shares reach the whole */
	GB_LEVEL_PARTLY,
	GB_LEVEL_NOBODY,
	GB_LEVEL_EACH,    /* taken on, but not a number that is shared out: a rate, a number for each household */
	GB_LEVEL_KINDS
};

struct gb_level_part {
	const struct gb_target *target;
	struct gb_span share; /* of the whole, four places; or empty */
	int similarity;
	struct gb_span reason; /* why it does not compare, or empty */
};

struct gb_level {
	enum gb_level_kind kind;
	const struct gb_target *whole;
	struct gb_level_part *part; /* in the order of the districts */
	size_t n, cap;
	struct gb_span sum, rest; /* in the unit of the whole; empty for GB_LEVEL_EACH */
};

struct gb_levels {
	struct gb_level *item; /* in the order of the city's document */
	size_t n;
	const struct gb_paper **district;
	size_t ndistrict, district_cap;
};

/* Every document of `districts` counts as one district. */
void gb_levels_make(struct gb_arena *a, const struct gb_grammar *g, const struct gb_edition *city, const struct gb_edition *districts,
		    const struct gb_diff_options *o, struct gb_levels *out);
struct gb_span gb_level_name(enum gb_level_kind k);


/*
 * many editions of a document: one row an indicator, one point a year.
 *
 * Editions are taken in the order of their periods; each is paired with the
 * latest number of every row there is (as a diff pairs them), so that a row goes
 * on after a year in which it was left out.
 */
struct gb_point {
	int year; /* of its deadline, else of the document's period; 0: not known */
	const struct gb_target *target;
	struct gb_span value, value_max;
	struct gb_span unit, per; /* those of the row; of the target itself when they do not convert exactly */
	size_t edition;
};

struct gb_row {
	const struct gb_target *latest; /* names the row, gives its unit */
	struct gb_point *point;         /* by year, one each */
	size_t n, cap;
};

struct gb_series {
	struct gb_row *row; /* those of the newest edition in its order, then those last seen before it, and so on */
	size_t n, cap;
	int *year; /* all that occur, in order */
	size_t nyear, year_cap;
};

/* The editions are sorted by the end of their periods, equal ones as given. */
void gb_series_make(struct gb_arena *a, const struct gb_grammar *g, struct gb_edition *editions, size_t n,
		    const struct gb_diff_options *o, struct gb_series *out);

#endif
