/*
 * The inside of a grammar, shared by the files of this folder.
 *
 * load.c reads files into definitions, scope.c finds them by name, types.c and
 * ucum.c hold keys and columns against their types, words.c makes sets and maps,
 * expand.c turns all of them into PCRE2 text, alphabet.c numbers the characters
 * they name, pattern.c reads patterns into nodes, automaton.c walks the nodes
 * over a text to find which rules can match there, rule.c compiles and matches
 * those, keys.c evaluates keys, check.c runs the + and - lines, grammar.c opens,
 * binds grammar.def and closes.
 */
#ifndef GB_GRAMMAR_INTERNAL_H
#define GB_GRAMMAR_INTERNAL_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <glib.h>
#include <pcre2.h>

#include "grammar.h"

enum gb_def_kind { GB_DEF_PAT, GB_DEF_SET, GB_DEF_MAP, GB_DEF_RULE };

enum gb_type_kind { GB_TYPE_TEXT, GB_TYPE_NUMBER, GB_TYPE_UCUM, GB_TYPE_LIST, GB_TYPE_SET };

/* What a key or a column can hold. */
struct gb_type {
	enum gb_type_kind kind;
	struct gb_span name;
	int list;                    /* of keys.def */
	const struct gb_words *set;
};

struct gb_row {
	struct gb_span word;
	struct gb_span *value; /* as many as the map has columns */
	int line;
	const struct gb_row *origin; /* a word taken in from another set: that set's row; else NULL */
};

struct gb_column {
	struct gb_span name;
	struct gb_type type;
};

struct gb_words {
	struct gb_row *row;
	size_t n, cap;
	struct gb_column *column;
	size_t ncolumn, column_cap;
	size_t longest;    /* bytes */
	GHashTable *index; /* word -> row */
};

struct gb_example {
	struct gb_span text; /* without the brackets */
	struct gb_range want;
	bool positive;
	struct gb_pair *pair;
	size_t npair, pair_cap;
	int line;
};

struct gb_examples {
	struct gb_example *item;
	size_t n, cap;
};

struct gb_expr {
	enum gb_key key;
	struct gb_span text; /* the expression as written */
	int line;
};

struct gb_exprs {
	struct gb_expr *item;
	size_t n, cap;
};

/*
 * Letters: a number for each character that some rule tells from its neighbours, and one for each stretch of characters
 * that all rules treat alike.  There are some three thousand.
 */
#define GB_LETTERS 8192u
#define GB_LETTER_EDGE 0u /* the beginning or the end of the text */

struct gb_alphabet {
	uint16_t letter[65536];    /* of a BMP code point; while patterns are read, 1 for those that get one of their own */
	uint32_t sample[GB_LETTERS]; /* a code point of each letter */
	uint32_t n;
	uint32_t *border;          /* sorted once all is read: where stretches begin */
	uint16_t *stretch;         /* the letter of the stretch that begins at a border, 0: none is left in it */
	size_t nborder, border_cap;
};

struct gb_interval {
	uint32_t low, high; /* code points, both included */
};

/* A set of characters as a pattern writes it. */
struct gb_class {
	struct gb_interval *item;
	size_t n, cap;
	bool negated, rough; /* rough: it may take fewer than it says */
	bool edge;           /* takes the edge of the text */
	uint64_t *bits;      /* of letters, made when first asked for */
};

enum gb_node_kind {
	GB_NODE_FORK,   /* to next and, unless 0, to other; takes nothing */
	GB_NODE_CHAR,   /* takes the code point `other` */
	GB_NODE_CLASS,  /* takes one of class `other` */
	GB_NODE_WORDS,  /* in a word of a set: takes one of nbranch letters from branch `other` on; a word may end here */
	GB_NODE_PASTE,  /* the definition `other`, then next */
	GB_NODE_RETURN, /* the end of a definition or of a look-around */
	GB_NODE_LOOK,   /* looks by look `other`, takes nothing */
	GB_NODE_MATCH   /* rule number `other` has matched */
};

struct gb_node {
	uint8_t kind;
	bool ends;        /* WORDS */
	uint16_t nbranch; /* WORDS */
	uint32_t next, other;
};

struct gb_branch {
	uint32_t cp, node;
};

/* (?= (?! (?<= (?<!: judged by one letter only, behind or ahead; what that cannot settle passes. */
struct gb_look {
	uint32_t body; /* node */
	bool behind, negated, ready;
	uint64_t *may, *sure; /* letters that can be it / that are it by themselves */
	bool anything;        /* the body may take nothing */
};

/* All patterns as nodes; node 0 is nowhere. */
struct gb_nodes {
	struct gb_node *item;
	size_t n, cap;
	struct gb_branch *branch;
	size_t nbranch, branch_cap;
	struct gb_class *class;
	size_t nclass, class_cap;
	struct gb_look *look;
	size_t nlook, look_cap;
};

struct gb_def {
	enum gb_def_kind kind;
	struct gb_span name;
	int file, line;
	struct gb_span body; /* regex of a pat or a rule's match */
	struct gb_words words;
	struct gb_exprs keys;
	struct gb_examples examples;
	struct gb_span expanded; /* PCRE2 text, made once */
	bool expanding;          /* guards against a cycle */
	uint32_t entry;          /* its first node, 0 until it is read */
	bool used;
	struct gb_def *same; /* another file's definition of this name */
};

/* A named capture of a rule and the map it captures, if it is one. */
struct gb_bind {
	struct gb_span field;
	const struct gb_words *words; /* NULL: not a map */
};

struct gb_binds {
	struct gb_bind *item;
	size_t n, cap;
};

/* What PCRE2 makes of a rule when it is first tried: most rules are not tried in most runs. */
struct gb_program {
	pcre2_code *code;
	struct gb_span *group; /* name of each group number, or empty */
	uint32_t ngroup;
	struct gb_binds binds;
	bool bound;   /* binds are known */
	bool asked;   /* code was given to the compiler of machine code, */
	bool machine; /* which could make it */
	struct gb_rule_cost cost;
};

/* Where a walk over the nodes begins: at a rule, or at all rules of a pass. */
struct gb_origin {
	const struct gb_rule *const *rule;
	size_t n;
	uint32_t number;
	uint64_t *begins; /* letters a match can begin with, made when first asked for */
	bool whole;       /* some of the rules take their text to the end */
};

struct gb_rule {
	struct gb_grammar *grammar;
	struct gb_def *def;
	struct gb_program *program;
	struct gb_origin *origin;
	const struct gb_rule *self[1]; /* what the origin is of */
	uint32_t number;               /* among all rules */
	bool whole;                    /* takes its text to the end */
};

struct gb_pass {
	struct gb_span name;
	struct gb_rule **rule;
	size_t n, cap;
	struct gb_origin *origin;
};

/* A class of private-use characters that stand for something found before; <name> in examples. */
struct gb_placeholder {
	struct gb_span name;
	uint32_t cp;
};

struct gb_file {
	struct gb_span name; /* without .gram */
	struct gb_span path;
	int *use;
	size_t nuse, use_cap;
	struct gb_pass pass; /* its rules, maybe none */
};

struct gb_grammar {
	struct gb_arena *arena;
	struct gb_file *file;
	size_t nfile, file_cap;
	struct gb_def **def;
	size_t ndef, def_cap;
	struct gb_placeholder *token;
	size_t ntoken, token_cap;
	GHashTable *by_name; /* struct gb_span -> struct gb_def */
	GHashTable *rules;   /* struct gb_span -> struct gb_rule */
	struct gb_alphabet *alphabet;
	struct gb_nodes nodes;
	struct gb_automaton *automaton;
	uint32_t nrule, norigin;
	bool timed;          /* the time of each try is taken */
	struct gb_buf *why;  /* while loading */
	/* grammar.def: what C asks for */
	const struct gb_pass *pass_of[GB_PASS_IDS];
	const struct gb_rule *rule_of[GB_RULE_IDS];
	const struct gb_words *words_of[GB_WORDS_IDS];
};

/* scope.c */
/* What a name means in a file: its own definition or that of a file it uses; file -1: the first of all. */
struct gb_def *gb_scope_find(const struct gb_grammar *g, int file, struct gb_span name);
/* Writes file:line: what: about to g->why, the first time; always false. */
bool gb_scope_fail(const struct gb_grammar *g, int file, int line, const char *what, struct gb_span about);
/* The same, and which known word is nearest ("" for none). */
bool gb_scope_fail_near(const struct gb_grammar *g, int file, int line, const char *what, struct gb_span about, struct gb_span near);

/* load.c */
bool gb_load_files(struct gb_grammar *g, const char *dir, const char *extra);

/* types.c */
bool gb_key_find(struct gb_span name, enum gb_key *out);
const char *gb_key_type(enum gb_key k);
/* "" is text; false when there is no such type. */
bool gb_type_find(const struct gb_grammar *g, struct gb_span name, struct gb_type *out);
bool gb_type_takes(const struct gb_type *t, struct gb_span value);
bool gb_type_closed(const struct gb_type *t);
enum gb_key_word gb_type_word(const struct gb_type *t, struct gb_span value);
/* The known word that is nearest to a wrong one: the fewest edits; "" when there is no list. */
struct gb_span gb_key_nearest(struct gb_span name);
struct gb_span gb_type_nearest(const struct gb_type *t, struct gb_span value);
struct gb_near {
	struct gb_span wanted, best;
	size_t distance;
};
void gb_type_nearer(struct gb_near *near, struct gb_span word);

/* ucum.c */
bool gb_ucum_valid(struct gb_span code);

/* words.c */
/* Makes the index; a word that is there twice is returned, else "". */
struct gb_span gb_words_index(struct gb_words *w);
const struct gb_row *gb_words_row(const struct gb_words *w, struct gb_span word);
/* The number of the column, or -1. */
int gb_words_column(const struct gb_words *w, struct gb_span name);
void gb_words_pattern(const struct gb_words *w, struct gb_arena *a, struct gb_buf *out);

/* expand.c */
/* A brace that pastes: {name} or {field:name}; a quantifier {2,3} begins with a digit. */
struct gb_paste {
	struct gb_span field, name;
	size_t end; /* behind the closing brace */
};
bool gb_expand_paste(struct gb_span s, size_t at, struct gb_paste *out);
/* What a paste of the definition means; NULL and an error when nothing has the name. */
struct gb_def *gb_expand_pasted(struct gb_grammar *g, const struct gb_def *def, struct gb_span name);
bool gb_expand_def(struct gb_grammar *g, struct gb_def *def);
/* The sets and maps a rule pastes, itself or in a pattern. */
struct gb_defs {
	const struct gb_def **item;
	size_t n, cap;
};
void gb_expand_sets(const struct gb_grammar *g, const struct gb_def *def, struct gb_arena *a, struct gb_defs *out);
/* The binds of a rule: every {field:name} in its match and in what it pastes. */
void gb_expand_binds(const struct gb_grammar *g, const struct gb_def *def, struct gb_binds *out);

/* alphabet.c */
/* Of a range of code points, all that the patterns tell apart is noted; the letters are numbered when all are read. */
void gb_alphabet_note(struct gb_arena *a, struct gb_alphabet *l, uint32_t low, uint32_t high);
void gb_alphabet_close(struct gb_arena *a, struct gb_alphabet *l);
uint32_t gb_alphabet_rare(const struct gb_alphabet *l, uint32_t cp); /* beyond the BMP */
const uint64_t *gb_class_bits(struct gb_arena *a, const struct gb_alphabet *l, struct gb_class *c);
bool gb_letters_has(const uint64_t *bits, uint32_t letter);
void gb_letters_add(uint64_t *bits, uint32_t letter);

/* pattern.c: a definition's nodes, and those of what it pastes; false when a name in it means nothing. */
bool gb_pattern_read(struct gb_grammar *g, struct gb_def *def);

/* numbers.c */
struct gb_numbers {
	uint32_t *item;
	size_t n, cap;
};
void gb_numbers_add(struct gb_numbers *v, uint32_t n);
/* One more element of an array of the heap. */
#define GB_MORE(items, count, cap) \
	((count) == (cap) ? (void)((cap) = (cap) > 0 ? (cap) * 2 : 256, \
				   (items) = g_realloc_n((items), (cap), sizeof *(items))) : (void)0, &(items)[(count)++])

/* From a number to a number; 0 is no key. */
struct gb_table {
	uint64_t *key;
	uint32_t *value;
	size_t n, size;
};
uint64_t gb_table_mix(uint64_t x);
/* Where the value of the key stands, until the next look-up; *known: was it there? */
uint32_t *gb_table_lookup(struct gb_table *t, uint64_t key, bool *known);
void gb_table_free(struct gb_table *t);

/* places.c */
struct gb_place {
	uint32_t node, stack;
};
struct gb_stack {
	uint32_t node, below; /* where to go on, and what is below */
};
/* The sets that are made at one time. */
enum gb_side { GB_SIDE_NOW, GB_SIDE_NEXT, GB_SIDE_APART, GB_SIDE_FAN, GB_SIDES };
/* What is done with the look-arounds that are met. */
enum gb_looks {
	GB_LOOKS_JUDGE, /* those behind by the letter before, those ahead are kept for the next letter */
	GB_LOOKS_KEEP,  /* all are kept */
	GB_LOOKS_PASS,  /* all pass */
	GB_LOOKS_STOP   /* none passes */
};
#define GB_LETTER_NONE UINT32_MAX
/* What can be reached from a place without a letter: in `fans` from `first` on; and the place behind its letter. */
struct gb_fan {
	uint32_t first, n, onward;
	bool known, ended; /* first and n are known; the end of a look-around is reached as well */
	bool gone;         /* onward is known */
};
struct gb_places {
	struct gb_grammar *g;
	struct gb_arena *arena; /* for what is never forgotten */
	struct gb_place *place; /* by number */
	struct gb_stack *stack;
	size_t nplace, place_cap, nstack, stack_cap;
	struct gb_table places, stacks;
	struct gb_place *work; /* still to be visited */
	size_t nwork, work_cap;
	uint32_t *mark[GB_SIDES]; /* by place: the set it was last put into */
	size_t nmark;
	uint32_t mark_now[GB_SIDES];
	struct gb_numbers set[GB_SIDES]; /* numbers of places */
	struct gb_fan *fan; /* by place */
	struct gb_numbers fans;
	bool ended; /* the end of a look-around was reached */
};
void gb_places_begin(struct gb_places *p, enum gb_side side);
/* Puts into the set of `side` what can be reached from a place without taking a letter. */
void gb_places_spread(struct gb_places *p, enum gb_side side, uint32_t node, uint32_t stack, uint32_t before, enum gb_looks looks);
/* The same from behind the letter (or look-around) of a place; that place's number, 0: the end of a look-around. */
void gb_places_go_on(struct gb_places *p, enum gb_side side, uint32_t number, uint32_t before);
uint32_t gb_places_onward(struct gb_places *p, uint32_t number);
/* The node behind the letter, 0 when it is not taken; all letters that are taken. */
uint32_t gb_places_after(struct gb_places *p, const struct gb_node *n, uint32_t letter);
void gb_places_letters(struct gb_places *p, const struct gb_node *n, uint64_t *bits);
bool gb_places_look(struct gb_places *p, uint32_t look, uint32_t letter);

/* automaton.c */
/* What a walk found: a rule that can match, and the farthest place where its match can end. */
struct gb_reach {
	const struct gb_rule *rule;
	size_t end;
};
struct gb_reaches {
	struct gb_reach *item; /* room for all rules of the grammar */
	size_t n;
	size_t *at;            /* of each rule number: its place in item + 1, 0: none */
};
struct gb_automaton *gb_automaton_new(struct gb_grammar *g);
void gb_automaton_free(struct gb_automaton *a);
struct gb_origin *gb_automaton_origin(struct gb_grammar *g, const struct gb_rule *const *rule, size_t n);
/* Can a match begin with the character at `off` (the end of the text counts as one)? */
bool gb_automaton_begins(struct gb_automaton *a, struct gb_origin *o, struct gb_span text, size_t off);
/* The rules that a walk tells of: all, those that take their text to the end, or the others. */
enum gb_walked { GB_WALKED_ALL, GB_WALKED_WHOLE, GB_WALKED_OTHERS };
/* Walk from `off` on as long as any rule can still match, to the end of the text at most. */
void gb_automaton_walk(struct gb_automaton *a, struct gb_origin *o, struct gb_span text, size_t off, enum gb_walked which,
		       struct gb_reaches *out);
/* Can the rule match nothing? */
bool gb_automaton_nullable(struct gb_automaton *a, const struct gb_rule *r);

/* rule.c */
bool gb_rule_add(struct gb_grammar *g, struct gb_def *def);
/* Compile now what would be compiled when first tried; false and *why filled when PCRE2 refuses it. */
bool gb_rule_compile(const struct gb_rule *r, struct gb_buf *why);
/* Compile, to machine code if there can be; done once. */
void gb_rule_sharpen(const struct gb_rule *r);

/* keys.c: evaluate all keys of the match */
void gb_key_values(const struct gb_rule *r, struct gb_arena *a, struct gb_span text, struct gb_match *m);
/* NULL, or what is wrong with the expression */
const char *gb_key_check(const struct gb_rule *r, const struct gb_expr *e);

#endif
