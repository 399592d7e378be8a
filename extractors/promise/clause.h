/*
 * skeleton - a sentence cut into clauses, each rewritten so that rules can see its frame.
 *
 * In a skeleton every number, date, name and bracketed aside is ONE private-use
 * character, so a rule can say "words, then a number" without knowing either:
 *
 *   为辖区内384栋老旧高层建筑安装…  ->  为辖区内<Q>老旧高层建筑安装…
 *
 * Which character stands for what is shared with grammars/skeleton.gram.  The
 * tokens are numbered from 0 in each clause, so a piece of a skeleton can be
 * turned back into the words of the source.
 */
#ifndef GB_PROMISE_CLAUSE_H
#define GB_PROMISE_CLAUSE_H

#include "base/arena.h"
#include "record/record.h"

enum gb_clause_class {
	GB_TOKEN_QUANTITY = 0xe000,
	GB_TOKEN_DATE = 0xe800,
	GB_TOKEN_SET = 0xec00,
	GB_TOKEN_NAME = 0xee00,
	GB_TOKEN_ASIDE = 0xf200,
	GB_TOKEN_END = 0xf600,
	/* the number a rule is asked about, by what its unit measures */
	GB_FOCUS_BELOW = 0xf8f4, /* for attribute.gram: an upper bound follows the number: 30万吨以下 */
	GB_FOCUS_SIZED = 0xf8f5, /* for attribute.gram: the word before it names a size: 坝高15米, 年产值超100亿元 */
	GB_FOCUS_QUALITY = 0xf8f6, /* for attribute.gram: 500千伏, 1000毫克/升, -70℃: such figures are not added up */
	GB_FOCUS_BULK = 0xf8f7, /* for attribute.gram: its unit is a mass or a volume */
	GB_FOCUS_BARE = 0xf8f8, /* a number without a unit: mostly a label, not an amount */
	GB_FOCUS_LIMIT = 0xf8f9, /* for attribute.gram: a bound follows the number, and its unit measures or is money */
	GB_FOCUS_MEASURE = 0xf8fa, /* for attribute.gram: its unit measures, it does not count things */
	GB_FOCUS_BOUND = 0xf8fb, /* for attribute.gram: a bound follows the number */
	GB_FOCUS_TIME = 0xf8fc,
	GB_FOCUS_IMPLIED = 0xf8fd,
	GB_FOCUS_SHARE = 0xf8fe, /* percent, permille, percentage points */
	GB_FOCUS_COUNT = 0xf8ff
};

struct gb_token {
	uint32_t cp;                  /* its character in the skeleton */
	struct gb_extent at;          /* bytes of the sentence */
	const struct gb_mention *mention; /* NULL for names and asides without one */
};

struct gb_clause {
	struct gb_extent at; /* bytes of the sentence, without the mark that ends it */
	uint32_t mark;       /* ， ； ： 。 or 0 at the end of the text */
	int depth;           /* 1: inside brackets */
	struct gb_span skeleton;
	struct gb_token *token;
	size_t ntoken, token_cap;
};

struct gb_clauses {
	struct gb_clause *item;
	size_t n, cap;
};

/* The number of the first clause that starts at byte `off` of the text or behind it. */
size_t gb_clause_from(const struct gb_clauses *all, size_t off);

/* Cut the text into clauses; everything comes from the arena and borrows from text and mentions. */
void gb_clause_cut(struct gb_arena *a, struct gb_span text, const struct gb_mentions *mentions, struct gb_clauses *out);

const struct gb_token *gb_clause_token(const struct gb_clause *c, uint32_t cp);
enum gb_clause_class gb_clause_class(uint32_t cp); /* 0 for an ordinary character */
/* The words of the source for a piece of the skeleton; asides, dates and 每年 are left out unless keep_asides. */
struct gb_span gb_clause_expand(const struct gb_clause *c, struct gb_arena *a, struct gb_span text, struct gb_span piece,
				  bool keep_asides);
bool gb_mention_is_quantity(const struct gb_mention *m);

#endif
