/*
 * gram - the rules that are data: *.gram files loaded, compiled and matched.
 *
 * A grammar owns everything it loaded; spans and pointers it hands out live as
 * long as it does.  It is read-only after gb_grammar_open, so one grammar can
 * serve many stages.  Matching needs a scratch of its own (gb_matcher), one a
 * stage.  All offsets are bytes of the subject.  The format is described in
 * grammars/gongbao-grammar.5; PCRE2 is included only in this folder.
 *
 * A FILE of rules is a pass: gb_pass_scan finds, from left to right and without
 * overlap, the longest match of any of its rules (the earlier rule on a tie).
 * A single rule can be asked for by name: gb_rule_at, gb_rule_find.
 */
#ifndef GB_GRAMMAR_GRAMMAR_H
#define GB_GRAMMAR_GRAMMAR_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

struct gb_grammar;
struct gb_pass;
struct gb_rule;
struct gb_words; /* a set or a map: literal words, each with named columns */
struct gb_matcher;

/* The files, rules, sets and maps that C asks for (grammar.def): a grammar has all of them. */
#define PASS(id, name) GB_PASS_##id,
#define RULE(id, name)
#define WORDS(id, name, columns)
enum gb_pass_id {
#include "grammar.def"
	GB_PASS_IDS
};
#undef PASS
#undef RULE
#undef WORDS
#define PASS(id, name)
#define RULE(id, name) GB_RULE_##id,
#define WORDS(id, name, columns)
enum gb_rule_id {
#include "grammar.def"
	GB_RULE_IDS
};
#undef PASS
#undef RULE
#undef WORDS
#define PASS(id, name)
#define RULE(id, name)
#define WORDS(id, name, columns) GB_WORDS_##id,
enum gb_words_id {
#include "grammar.def"
	GB_WORDS_IDS
};
#undef PASS
#undef RULE
#undef WORDS

/* The keys of rules, and the words of those that have a closed list (keys.def). */
#define LIST(id, name)
#define WORD(list, id, word)
#define KEY(id, name, type, help) GB_KEY_##id,
enum gb_key {
#include "keys.def"
	GB_KEYS
};
#undef WORD
#undef KEY
#define WORD(list, id, word) GB_WORD_##list##_##id,
#define KEY(id, name, type, help)
enum gb_key_word {
	GB_WORD_NONE,
#include "keys.def"
	GB_KEY_WORDS
};
#undef LIST
#undef WORD
#undef KEY

struct gb_range {
	size_t start, end; /* bytes; start == (size_t)-1: not set */
};

struct gb_field {
	struct gb_span name;
	struct gb_range at;
};

struct gb_pair {
	struct gb_span name, value;
};

/* What one rule found.  Arrays belong to the arena given to the call. */
struct gb_match {
	const struct gb_rule *rule;
	struct gb_range at;
	struct gb_field *field; /* captures that took part, in the order of the pattern */
	size_t nfield;
	struct gb_pair *key; /* the rule's keys, evaluated; a key without a value is left out */
	size_t nkey;
};

struct gb_matches {
	struct gb_match *item;
	size_t n, cap;
};

/*
 * Load the files named in DIR/MANIFEST, in order; `extra` (or NULL) is a second
 * folder whose files replace those of the same name.  On failure returns NULL
 * and *why holds file:line, what was expected, and the nearest known word.
 */
struct gb_grammar *gb_grammar_open(const char *dir, const char *extra, struct gb_buf *why);
/*
 * The same in two steps: files that lack what C asks for can be checked and
 * traced; gb_grammar_pass, _rule and _words wait for the second.
 */
struct gb_grammar *gb_grammar_open_part(const char *dir, const char *extra, struct gb_buf *why);
bool gb_grammar_bind(struct gb_grammar *g, struct gb_buf *why);
/* Rules are compiled when they are first tried; this compiles all of them, so that a mistake shows before any input is read. */
bool gb_grammar_compile(const struct gb_grammar *g, struct gb_buf *why);
/* Compile all rules to machine code: for a process whose children match, each of which would do it again. */
void gb_grammar_warm(const struct gb_grammar *g);
void gb_grammar_close(struct gb_grammar *g);

/* What grammar.def lists; never NULL after gb_grammar_open. */
const struct gb_pass *gb_grammar_pass(const struct gb_grammar *g, enum gb_pass_id id);
const struct gb_rule *gb_grammar_rule(const struct gb_grammar *g, enum gb_rule_id id);
const struct gb_words *gb_grammar_words(const struct gb_grammar *g, enum gb_words_id id);
/* A set or map by its name, or NULL. */
const struct gb_words *gb_grammar_words_named(const struct gb_grammar *g, const char *name);
struct gb_span gb_rule_name(const struct gb_rule *r);
/* Where it is written: mask.gram and the line; its pattern as it stands there. */
struct gb_span gb_rule_file(const struct gb_rule *r);
int gb_rule_line(const struct gb_rule *r);
struct gb_span gb_rule_pattern(const struct gb_rule *r);
/* All files in the order of the MANIFEST; one without rules is a pass that finds nothing. */
size_t gb_grammar_passes(const struct gb_grammar *g);
const struct gb_pass *gb_grammar_pass_number(const struct gb_grammar *g, size_t i);
struct gb_span gb_pass_name(const struct gb_pass *p);
size_t gb_pass_rules(const struct gb_pass *p);
const struct gb_rule *gb_pass_rule(const struct gb_pass *p, size_t i); /* in the order of the file */

/* What a rule has cost so far: calls of PCRE2, those that matched, and their time where it is taken. */
struct gb_rule_cost {
	unsigned long calls, matches;
	uint64_t nanoseconds;
	bool compiled;
};
struct gb_rule_cost gb_rule_spent(const struct gb_rule *r);
void gb_grammar_timed(struct gb_grammar *g, bool on); /* off at first */

struct gb_matcher *gb_matcher_new(const struct gb_grammar *g);
void gb_matcher_free(struct gb_matcher *m);
/* How often a match, depth or heap limit was reached since the matcher was made. */
unsigned long gb_matcher_limits(const struct gb_matcher *m);

/* Append to *out what the pass finds between from and to (bytes of text; the text around is seen by look-arounds). */
void gb_pass_scan(const struct gb_pass *p, struct gb_matcher *m, struct gb_arena *a, struct gb_span text,
		  struct gb_range within, struct gb_matches *out);
/* The longest match of any rule of the pass that starts exactly at `off`. */
bool gb_pass_at(const struct gb_pass *p, struct gb_matcher *m, struct gb_arena *a, struct gb_span text, size_t off,
		struct gb_match *out);
bool gb_rule_at(const struct gb_rule *r, struct gb_matcher *m, struct gb_arena *a, struct gb_span text, size_t off,
		struct gb_match *out);
/* The leftmost match at or after `from`. */
bool gb_rule_find(const struct gb_rule *r, struct gb_matcher *m, struct gb_arena *a, struct gb_span text, size_t from,
		  struct gb_match *out);

/* The text a capture took, "" when it did not take part; the value of a key, "" when it has none. */
struct gb_span gb_match_field(const struct gb_match *m, struct gb_span text, const char *name);
struct gb_range gb_match_range(const struct gb_match *m, const char *name);
struct gb_span gb_match_key(const struct gb_match *m, enum gb_key key);
/* The value as a word of the key's list; GB_WORD_NONE when it has none. */
enum gb_key_word gb_match_word(const struct gb_match *m, enum gb_key key);

/* Literal words.  Prefix and suffix give the length in bytes of the longest word there, 0 for none. */
bool gb_words_has(const struct gb_words *w, struct gb_span word);
size_t gb_words_prefix(const struct gb_words *w, struct gb_span s);
size_t gb_words_suffix(const struct gb_words *w, struct gb_span s);
/* The first of the words that is in s, the longest there; empty when there is none. */
struct gb_span gb_words_find(const struct gb_words *w, struct gb_span s);
/* The word as the grammar holds it, which lives as long as the grammar; empty when it is none of them. */
struct gb_span gb_words_own(const struct gb_words *w, struct gb_span word);
/* A column of a map's row, "" when there is no such row or the cell is "-". */
struct gb_span gb_words_value(const struct gb_words *w, struct gb_span word, const char *column);
/* The same as a word of the column's list; GB_WORD_NONE when there is none. */
enum gb_key_word gb_grammar_word(const struct gb_words *w, struct gb_span word, const char *column);

/*
 * Checks the + and - lines of rules, sets and maps and the lint of the format; writes one
 * line a finding to *report (file:line: what).  Returns how many findings.
 * *tests is set to the number of + and - lines that were run.
 */
size_t gb_grammar_check(const struct gb_grammar *g, struct gb_buf *report, size_t *tests);
/*
 * Which words of sets and maps are in the match of a + line: of their own, or of
 * a rule that pastes the set.  Appends a line for each word that is in none.
 */
struct gb_coverage {
	size_t words, reached;
};
struct gb_coverage gb_grammar_cover(const struct gb_grammar *g, struct gb_buf *report);
/* The name of a key, and one line on it; what C makes of it is in keys.def. */
struct gb_span gb_key_name(enum gb_key k);
const char *gb_key_help(enum gb_key k);
/* The expanded pattern of a pat, set, map or rule; false if there is no such name. */
bool gb_grammar_show(const struct gb_grammar *g, struct gb_span name, struct gb_buf *out);

#endif
