/*
 * gram_int - the inside of a grammar, shared by the files of this folder.
 *
 * load.c reads files into definitions, expand.c turns them into PCRE2 text,
 * first.c computes which characters a rule can begin with, rule.c compiles and
 * matches, keys.c evaluates keys, check.c runs the + and - lines.
 */
#ifndef GB_GRAMMAR_INTERNAL_H
#define GB_GRAMMAR_INTERNAL_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <glib.h>
#include <pcre2.h>

#include "grammar.h"

enum gb_def_kind { GB_DEF_PAT, GB_DEF_SET, GB_DEF_MAP, GB_DEF_RULE };

struct gb_row {
	struct gb_span word;
	struct gb_span *value; /* as many as the map has columns */
};

struct gb_words {
	struct gb_row *row;
	size_t n, cap;
	struct gb_span *column;
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
	struct gb_span name; /* of the key */
	struct gb_span text; /* the expression as written */
	int line;
};

struct gb_exprs {
	struct gb_expr *item;
	size_t n, cap;
};

/*
 * The characters that rules name, numbered from 1 as they are met: there are some two thousand of them, so a set
 * of them stays in the processor's nearest memory where a bitmap of the BMP would not.  0: no rule names it.
 */
#define GB_LETTERS 4096u

struct gb_letters {
	uint16_t number[65536]; /* of a BMP code point */
	uint32_t n;
};

struct gb_chars {
	bool any;
	uint64_t bits[GB_LETTERS / 64];
};

/* Which characters a match can begin with. */
struct gb_first {
	struct gb_chars chars;
	bool nullable; /* can match nothing */
};

/* Every match takes one of these, and no character but those of `takes`; any: nothing is known. */
struct gb_need {
	bool any;
	struct gb_chars one_of, takes;
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
	struct gb_need *need; /* NULL until the rule has been tried often */
	uint32_t tries;
	bool asked; /* code was given to the compiler of machine code, */
	bool machine;      /* which could make it */
};

struct gb_rule {
	const struct gb_grammar *grammar;
	const struct gb_def *def;
	struct gb_program *program;
	struct gb_first *first;
	bool whole; /* takes its text to the end */
};

/* The rules that can begin at a character share one list; list 0 is of those that begin with anything. */
struct gb_rule_list {
	const struct gb_rule **item;
	size_t n;
};

struct gb_pass {
	struct gb_span name;
	struct gb_rule **rule;
	size_t n, cap;
	uint16_t *list_of; /* GB_LETTERS entries: letter -> list */
	struct gb_rule_list *list;
	size_t nlist, list_cap;
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
	struct gb_letters *letters;
	struct gb_buf *why;  /* while loading */
};

/* load.c */
bool gb_gram_fail(const struct gb_grammar *g, int file, int line, const char *what, struct gb_span about);
bool gb_gram_load(struct gb_grammar *g, const char *dir, const char *extra);
/* What a name means in a file: its own definition or that of a file it uses; file -1: the first of all. */
struct gb_def *gb_gram_find(const struct gb_grammar *g, int file, struct gb_span name);
guint gb_span_hash(gconstpointer key);
gboolean gb_span_same(gconstpointer a, gconstpointer b);

/* words.c */
bool gb_words_index(struct gb_grammar *g, struct gb_def *def);
const struct gb_row *gb_words_row(const struct gb_words *w, struct gb_span word);
void gb_words_pattern(const struct gb_words *w, struct gb_arena *a, struct gb_buf *out);

/* expand.c */
bool gb_gram_expand(struct gb_grammar *g, struct gb_def *def);
/* The binds of a rule: every {field:name} in its match and in what it pastes. */
void gb_gram_binds(const struct gb_grammar *g, const struct gb_def *def, struct gb_binds *out);

/* first.c */
/* Characters met for the first time are added to the letters. */
void gb_first_compute(struct gb_letters *l, struct gb_span pattern, struct gb_first *out);
void gb_need_compute(struct gb_letters *l, struct gb_span pattern, struct gb_need *out);

/* rule.c */
bool gb_rule_add(struct gb_grammar *g, struct gb_def *def);
/* Compile now what would be compiled when first tried; false and *why filled when PCRE2 refuses it. */
bool gb_rule_compile(const struct gb_rule *r, struct gb_buf *why);
/* Compile, to machine code if there can be, and find the needs; done once. */
void gb_rule_sharpen(const struct gb_rule *r);
void gb_pass_index(struct gb_grammar *g, struct gb_pass *p);

/* keys.c: evaluate all keys of the match */
void gb_keys_eval(const struct gb_rule *r, struct gb_arena *a, struct gb_span text, struct gb_match *m);
/* NULL, or what is wrong with the expression */
const char *gb_keys_check(const struct gb_rule *r, const struct gb_expr *e);

#endif
