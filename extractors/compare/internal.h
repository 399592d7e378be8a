/*
 * What the parts of the comparison share: words, amounts, similarity.
 *
 * Similarity is a whole number from 0 to GB_SAME.  No floating point: the same
 * documents give the same pairs on any machine.
 */
#ifndef GB_COMPARE_INTERNAL_H
#define GB_COMPARE_INTERNAL_H

#include "compare.h"

enum { GB_SAME = 1000 };

/* ---- matching ---- */

/*
 * Who goes with whom: the matching of rows and columns with the greatest total profit.
 *
 * Not every row or column need be paired, and only pairs that are named can be.
 * The graph is sparse: the work follows the named pairs (successive shortest
 * augmenting paths with potentials, as Hungarian and Jonker-Volgenant do it), so
 * unconnected parts cost nothing to each other.  Among equal totals the answer
 * depends on the order of the rows and columns alone.
 */
#define GB_UNMATCHED ((size_t)-1)

struct gb_edge {
	size_t row, col;
	long long profit; /* > 0; of several edges between the same two, the greatest counts */
};

struct gb_edges {
	struct gb_edge *item;
	size_t n, cap;
};

/* The column of each row, or GB_UNMATCHED.  Sorts the edges by row and column; the result is from the arena. */
size_t *gb_matching_best(struct gb_arena *a, size_t rows, size_t cols, struct gb_edges *edges);

/* ---- words: a text as a bag of weighted character pairs  ---- */

struct gb_term {
	uint32_t id, count;
};

struct gb_bag {
	struct gb_term *item; /* by id */
	size_t n;
	uint64_t weight; /* of all; set by gb_bag_weigh */
	bool vague;      /* nothing but words that tell little: 启动项目 */
};

struct gb_lexicon {
	struct gb_arena *arena;
	const struct gb_words *same, *light, *contrast;
	const struct gb_words *year, *stop, *scale; /* behind a year; the marks around a clause; 万, 亿 */
	uint64_t *key;     /* open addressing; 0: free */
	uint32_t *id;
	size_t slots;      /* a power of two */
	uint32_t *seen;    /* by id: how many bags hold the term; after gb_lexicon_weigh its weight */
	size_t n, cap;
	bool weighed;      /* no bag is made any more */
};

void gb_lexicon_init(struct gb_lexicon *x, struct gb_arena *a, const struct gb_grammar *g);
/* Figures, blanks and signs do not count; years and the words of diff.light count little. */
struct gb_bag gb_lexicon_bag(struct gb_lexicon *x, struct gb_span text);
struct gb_span gb_lexicon_plain(struct gb_lexicon *x, struct gb_span text); /* one way to write it, no signs */
struct gb_span gb_lexicon_core(struct gb_lexicon *x, struct gb_span text);  /* plain, without words at its ends that tell little */
void gb_lexicon_weigh(struct gb_lexicon *x);                         /* once, after the last bag */
void gb_bag_weigh(const struct gb_lexicon *x, struct gb_bag *bag);   /* once, after that */
uint64_t gb_bag_shared(const struct gb_lexicon *x, const struct gb_bag *a, const struct gb_bag *b);
int gb_bag_similarity(uint64_t shared, uint64_t a, uint64_t b); /* from the weights of what is shared, and of both */
int gb_bag_alike(const struct gb_lexicon *x, const struct gb_bag *a, const struct gb_bag *b);

/* ---- numbers that compare (amount.c) ---- */

struct gb_units {
	const struct gb_words *unit, *kind, *factor;
	const struct gb_words *aside;       /* brackets that open a remark in a unit */
	const struct gb_words *rate, *each; /* bases that do not add up; words of what is said of each */
};

/* How a number is measured: what it can be compared with. */
struct gb_dimension {
	struct gb_span unit; /* as in the record */
	struct gb_span base; /* what it converts to, or the kind of classifier, or the unit itself */
	struct gb_decimal times;
	bool converts; /* times holds; else only the same base compares */
	struct gb_span per_family; /* "month", "day", or the period itself, or "" */
	struct gb_decimal per_times;
};

struct gb_amount {
	bool ok; /* there is a number */
	struct gb_decimal low, high; /* high == low when there is no upper end */
};

void gb_amount_units(struct gb_units *u, const struct gb_grammar *g);
struct gb_dimension gb_amount_dimension(const struct gb_units *u, const struct gb_target *t);
struct gb_amount gb_amount_of(const struct gb_target *t);
enum gb_clash gb_amount_clash(const struct gb_target *x, const struct gb_dimension *gx,
			      const struct gb_target *y, const struct gb_dimension *gy);
/* The amount of x in the unit and period of y; false when it is no finite decimal. */
bool gb_amount_as(const struct gb_dimension *gx, struct gb_amount x, const struct gb_dimension *gy, struct gb_amount *out);
/* In the base both units share, a year or a week of it: two such amounts compare exactly. */
bool gb_amount_common(const struct gb_dimension *g, struct gb_amount x, const struct gb_dimension *other, struct gb_amount *out);
int gb_amount_cmp(struct gb_amount x, struct gb_amount y);

/* ---- words that exclude each other: 城镇, 农村  ---- */

struct gb_contrast {
	struct gb_span group, side;
	bool alone; /* saying nothing of the group is another side */
};

struct gb_contrasts {
	struct gb_contrast *item;
	size_t n, cap;
};

/* Adds those of a text; only_alone: no others than those that tell alone. */
void gb_contrast_find(struct gb_lexicon *x, struct gb_span text, bool only_alone, struct gb_contrasts *out);
/*
 * Nothing to say; both take the same side of some group; only one speaks, of a group
 * that tells alone; both speak of a group and of no side of it in common.
 */
enum gb_contrast_kind { GB_CONTRAST_NONE, GB_CONTRAST_AGREE, GB_CONTRAST_ALONE, GB_CONTRAST_SIDES };
enum gb_contrast_kind gb_contrast_clash(const struct gb_contrasts *a, const struct gb_contrasts *b);

/* ---- one side, prepared (side.c) ---- */

struct gb_number {
	const struct gb_target *target;
	size_t document, measure; /* of the edition, or GB_UNMATCHED */
	struct gb_dimension gauge;
	struct gb_amount amount;
	struct gb_bag name, full, scope, clause; /* full: scope and name */
	struct gb_span core, around; /* of the name; the clause, plain */
	struct gb_contrasts contrasts;
	int position; /* in its measure, 0..GB_SAME */
};

struct gb_measured {
	const struct gb_measure *measure;
	size_t document;
	struct gb_bag title, text, section;
	int position;
};

struct gb_stone {
	const struct gb_milestone *stone;
	size_t document, measure;
	struct gb_bag action;
};

struct gb_titled {
	const struct gb_paper *paper;
	struct gb_bag title;
};

struct gb_side {
	struct gb_titled *paper;
	struct gb_measured *measure;
	struct gb_number *number;
	struct gb_stone *stone;
	size_t npaper, nmeasure, nnumber, nstone;
	size_t last_paper, last_measure; /* found last: where the next search starts */
};

void gb_side_make(struct gb_lexicon *x, const struct gb_units *u, const struct gb_edition *e, const struct gb_diff_options *o, bool newer,
		  struct gb_side *out);
void gb_side_weigh(const struct gb_lexicon *x, struct gb_side *s);

/* ---- which bags hold a term  ---- */

struct gb_holder {
	uint32_t owner, count;
};

struct gb_postings {
	const struct gb_lexicon *lexicon;
	const struct gb_bag *bag;
	size_t nbag;
	size_t *first; /* by term; of its holders */
	struct gb_holder *holder;
	uint64_t *shared; /* by owner: scratch of gb_postings_similar */
};

void gb_postings_make(const struct gb_lexicon *x, const struct gb_bag *bags, size_t n, struct gb_postings *out);
/* like[i] becomes the likeness of `bag` and bag number i. */
void gb_postings_similar(struct gb_postings *p, const struct gb_bag *bag, int *like);

/* ---- pairing (pair.c, similarity.c) ---- */

struct gb_scale {
	int name, measure, scope, deadline, document, value, basis, modality, position; /* points */
	int least_number, least_name, least_equal, least_apart, least_incomparable;
	int least_measure, least_milestone, least_part, least_document;
};

/* Of one new thing: how alike it and each old one are. */
struct gb_likes {
	int *name, *clause; /* by old number */
	int *measure;       /* by old measure */
};

struct gb_pairing {
	struct gb_arena *arena;
	struct gb_lexicon lexicon;
	struct gb_units units;
	struct gb_scale scale;
	struct gb_side old, new;
	int *paper_like;     /* old x new */
	size_t *paper_old;   /* of each new document: the old one, or GB_UNMATCHED */
	bool *paper_taken;   /* of each old document: it has a successor */
	size_t *measure_old; /* of each new measure: the old one, or GB_UNMATCHED */
	int *measure_like;   /* of each new measure that is paired */
	size_t *number_old;  /* the same of each new number */
	int *number_like;
	size_t *stone_old;
	int *stone_like;
	bool levels;
};

void gb_pair_make(struct gb_pairing *p, struct gb_arena *a, const struct gb_grammar *g, const struct gb_edition *old,
		     const struct gb_edition *new, const struct gb_diff_options *o);

void gb_similarity_scale(struct gb_scale *s, const struct gb_grammar *g);
int gb_similarity_papers(const struct gb_pairing *p, size_t old, size_t new); /* either may be GB_UNMATCHED */
/* Each of the two has another for its fellow: what stands in the one is hardly what stands in the other. */
bool gb_similarity_apart(const struct gb_pairing *p, size_t old, size_t new);
/* Years from the old document's period to the new one's; false when one has none. */
bool gb_similarity_shift(const struct gb_pairing *p, size_t old, size_t new, int *years);
/* Months from `from` moved by `shift` years to `to`; 0 when one of them is empty. */
int gb_similarity_months(struct gb_span from, struct gb_span to, int shift);

struct gb_score {
	int total, name;
	enum gb_clash clash;
};

/* How well old number x and new number y go together; total is 0 when they do not. */
struct gb_score gb_similarity_score(const struct gb_pairing *p, size_t x, size_t y, const struct gb_likes *like);

/* The changes of measures (measure.c) and of milestones (milestone.c). */
void gb_measure_changes(const struct gb_pairing *p, struct gb_diff *out);
void gb_milestone_changes(const struct gb_pairing *p, struct gb_diff *out);

/* Those of `all` that are not among the known ones; a name and its short form (市教育委员会, 市教委) are one. */
void gb_measure_new_bodies(struct gb_arena *a, const struct gb_bodies *all, const struct gb_bodies *known, struct gb_bodies *out);
/* Years between the deadlines of most pairs of numbers, for documents that do not say what period they are for. */
int gb_pair_usual_shift(const struct gb_pairing *p);

#endif
