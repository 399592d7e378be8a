/*
 * pattern - patterns as nodes that can be walked letter by letter.
 *
 * A reader of the regex syntax that the grammars use.  The nodes take at least
 * what PCRE2 would take: how often something is repeated counts only while the
 * numbers are small, and what is not understood takes anything.  A definition is
 * read once, however often it is pasted.
 */
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "base/say.h"
#include "base/utf8.h"

#define FEW 4u      /* copies of anything */
#define FIGURES 12u /* copies of one short class */
#define MANY UINT32_MAX

struct reader {
	struct gb_grammar *g;
	struct gb_def *def;
	struct gb_span s;
	size_t at;
	bool ahead, behind; /* inside a look-around */
	bool any_case;
	bool failed;
};

/* Nodes from start to end; end is a fork that goes nowhere yet. */
struct part {
	uint32_t start, end;
	bool figure; /* one short class */
};

static struct part alternatives(struct reader *r);

static uint32_t add(struct reader *r, enum gb_node_kind kind, uint32_t next, uint32_t other)
{
	struct gb_nodes *n = &r->g->nodes;

	*GB_PUSH(r->g->arena, n->item, n->n, n->cap) = (struct gb_node){ .kind = (uint8_t)kind, .next = next, .other = other };
	return (uint32_t)n->n - 1;
}

static struct gb_node *node(struct reader *r, uint32_t i)
{
	return &r->g->nodes.item[i];
}

static struct part nothing(struct reader *r)
{
	uint32_t at = add(r, GB_NODE_FORK, 0, 0);

	return (struct part){ at, at, false };
}

/* One node that leads to an end. */
static struct part single(struct reader *r, enum gb_node_kind kind, uint32_t other)
{
	uint32_t end = add(r, GB_NODE_FORK, 0, 0);

	return (struct part){ add(r, kind, end, other), end, false };
}

static bool more(const struct reader *r)
{
	return r->at < r->s.n;
}

static char peek(const struct reader *r)
{
	return more(r) ? r->s.p[r->at] : '\0';
}

static bool take(struct reader *r, const char *word)
{
	if (!gb_span_starts(gb_span_from(r->s, r->at), gb_span_of(word)))
		return false;
	r->at += strlen(word);
	return true;
}

static uint32_t next_cp(struct reader *r)
{
	size_t len;
	uint32_t cp = gb_utf8_decode(gb_span_from(r->s, r->at), &len);

	r->at += len;
	return cp;
}

static void skip_blanks(struct reader *r)
{
	while (peek(r) == ' ' || peek(r) == '\t' || peek(r) == '\n')
		r->at++;
}

/* ---- characters ---- */

static void add_range(struct reader *r, struct gb_class *c, uint32_t low, uint32_t high)
{
	*GB_PUSH(r->g->arena, c->item, c->n, c->cap) = (struct gb_interval){ low, high };
	gb_alphabet_note(r->g->arena, r->g->alphabet, low, high);
}

static uint32_t keep_class(struct reader *r, const struct gb_class *c)
{
	struct gb_nodes *n = &r->g->nodes;

	*GB_PUSH(r->g->arena, n->class, n->nclass, n->class_cap) = *c;
	return (uint32_t)n->nclass - 1;
}

static struct part class_part(struct reader *r, const struct gb_class *c)
{
	struct part out = single(r, GB_NODE_CLASS, keep_class(r, c));

	out.figure = c->n <= 2 && !c->negated && c->n > 0 && c->item[0].high - c->item[0].low < 64;
	return out;
}

static struct part character(struct reader *r, uint32_t cp)
{
	struct gb_class c = { 0 };

	if (r->any_case && cp < 0x80 && g_ascii_isalpha((gchar)cp)) {
		add_range(r, &c, cp, cp);
		add_range(r, &c, cp ^ 0x20, cp ^ 0x20);
		return class_part(r, &c);
	}
	gb_alphabet_note(r->g->arena, r->g->alphabet, cp, cp);
	return single(r, GB_NODE_CHAR, cp);
}

/* The number behind \x. */
static uint32_t hexadecimal(struct reader *r)
{
	bool brace = take(r, "{");
	uint32_t v = 0;

	for (int n = 0; more(r) && g_ascii_isxdigit(peek(r)) && (brace || n < 2); n++)
		v = v * 16 + (uint32_t)g_ascii_xdigit_value(r->s.p[r->at++]);
	if (brace)
		take(r, "}");
	return v;
}

/* Behind a backslash: a code point, or what is added to the class and (uint32_t)-1. */
static uint32_t escaped(struct reader *r, struct gb_class *c)
{
	static const struct {
		char name, means;
	} controls[] = { { 'n', '\n' }, { 't', '\t' }, { 'r', '\r' }, { 'f', '\f' }, { 'e', 27 }, { 'a', 7 } };
	uint32_t cp = next_cp(r);

	for (size_t i = 0; i < sizeof controls / sizeof *controls; i++)
		if (cp == (uint32_t)controls[i].name)
			return (uint32_t)controls[i].means;
	if (cp == 'x')
		return hexadecimal(r);
	if (cp >= 0x80 || !g_ascii_isalnum((gchar)cp))
		return cp;
	if (cp == 'd') {
		add_range(r, c, '0', '9');
	} else if (cp == 's') {
		add_range(r, c, 9, 13);
		add_range(r, c, ' ', ' ');
	} else { /* \w, \p{..} and what else there is */
		add_range(r, c, 0, 0x10ffff);
		c->rough = true;
		if (take(r, "{"))
			while (more(r) && next_cp(r) != '}')
				;
	}
	return (uint32_t)-1;
}

/* One character or escape of a class; (uint32_t)-1 when it was more than one. */
static uint32_t class_item(struct reader *r, struct gb_class *c)
{
	if (!take(r, "\\"))
		return next_cp(r);
	return escaped(r, c);
}

/* Behind the opening bracket. */
static struct part class(struct reader *r)
{
	struct gb_class c = { .negated = take(r, "^") };

	for (bool start = true; more(r) && (start || peek(r) != ']'); start = false) {
		uint32_t low = class_item(r, &c), high = low;

		if (low == (uint32_t)-1)
			continue;
		if (peek(r) == '-' && r->at + 1 < r->s.n && r->s.p[r->at + 1] != ']') {
			r->at++;
			high = class_item(r, &c);
		}
		if (high == (uint32_t)-1 || high < low) {
			high = 0x10ffff;
			c.rough = true;
		}
		add_range(r, &c, low, high);
	}
	take(r, "]");
	return class_part(r, &c);
}

static struct part any_character(struct reader *r)
{
	struct gb_class c = { .negated = true };

	add_range(r, &c, '\n', '\n');
	return class_part(r, &c);
}

/* ---- what takes nothing ---- */

/* The nodes of a look-around around a body that has been read. */
static struct part look_part(struct reader *r, struct part body, bool behind, bool negated)
{
	struct gb_nodes *n = &r->g->nodes;
	const uint32_t end = add(r, GB_NODE_RETURN, 0, 0);

	node(r, body.end)->next = end;
	*GB_PUSH(r->g->arena, n->look, n->nlook, n->look_cap) =
		(struct gb_look){ .body = body.start, .behind = behind, .negated = negated };
	return single(r, GB_NODE_LOOK, (uint32_t)n->nlook - 1);
}

static struct part either(struct reader *r, struct part a, struct part b)
{
	node(r, a.end)->next = b.end;
	return (struct part){ add(r, GB_NODE_FORK, a.start, b.start), b.end, false };
}

/* ^ and $: the edge of the text, seen as a letter; $ stands before a last line end as well. */
static struct part edge(struct reader *r, bool behind)
{
	const struct gb_class edge_class = { .edge = true };
	struct gb_class line_end = { .rough = true };
	struct part body = class_part(r, &edge_class);

	if (!behind) {
		add_range(r, &line_end, '\n', '\n');
		body = either(r, body, class_part(r, &line_end));
	}
	if (behind ? r->behind : r->ahead)
		return body; /* (?<= ^ | ，): the letter the look-around sees */
	return look_part(r, body, behind, false);
}

static struct part look(struct reader *r, bool behind, bool negated)
{
	const struct reader outer = *r;
	struct part body;

	r->ahead = !behind;
	r->behind = behind;
	body = alternatives(r);
	r->ahead = outer.ahead;
	r->behind = outer.behind;
	take(r, ")");
	return look_part(r, body, behind, negated);
}

/* Behind the opening bracket. */
static struct part group(struct reader *r)
{
	const bool any_case = r->any_case;
	struct part out;

	if (take(r, "?="))
		return look(r, false, false);
	if (take(r, "?!"))
		return look(r, false, true);
	if (take(r, "?<="))
		return look(r, true, false);
	if (take(r, "?<!"))
		return look(r, true, true);
	if (take(r, "?<"))
		while (more(r) && next_cp(r) != '>')
			;
	else if (take(r, "?i:"))
		r->any_case = true;
	else if (!take(r, "?:") && !take(r, "?>") && peek(r) == '?')
		r->failed = !gb_scope_fail(r->g, r->def->file, r->def->line, _("a group of a kind that patterns do not use"),
					  r->def->name);
	out = alternatives(r);
	r->any_case = any_case;
	take(r, ")");
	return out;
}

/* ---- what is put together ---- */

static struct part paste(struct reader *r, const struct gb_paste *p)
{
	struct gb_def *other = gb_expand_pasted(r->g, r->def, p->name);

	r->at = p->end;
	if (other == NULL || !gb_pattern_read(r->g, other)) {
		r->failed = true;
		return nothing(r);
	}
	return single(r, GB_NODE_PASTE, other->entry);
}

static struct part star(struct reader *r, struct part a);

static struct part escape(struct reader *r)
{
	struct gb_class c = { 0 };
	uint32_t cp;

	if (peek(r) != '\0' && strchr("bBAzZGK", peek(r)) != NULL) {
		r->at++;
		return nothing(r); /* taken as true */
	}
	if (take(r, "k<")) { /* the same again: anything */
		while (more(r) && next_cp(r) != '>')
			;
		return star(r, any_character(r));
	}
	cp = escaped(r, &c);
	return cp == (uint32_t)-1 ? class_part(r, &c) : character(r, cp);
}

static struct part atom(struct reader *r)
{
	struct gb_paste p;

	if (peek(r) == '{' && gb_expand_paste(r->s, r->at, &p))
		return paste(r, &p);
	if (take(r, "("))
		return group(r);
	if (take(r, "["))
		return class(r);
	if (take(r, "\\"))
		return escape(r);
	if (take(r, "."))
		return any_character(r);
	if (take(r, "^"))
		return edge(r, true);
	if (take(r, "$"))
		return edge(r, false);
	return character(r, next_cp(r));
}

static uint32_t count(struct reader *r, uint32_t otherwise)
{
	uint32_t v = 0;

	if (!g_ascii_isdigit(peek(r)))
		return otherwise;
	while (g_ascii_isdigit(peek(r)) && v < 10000)
		v = v * 10 + (uint32_t)(r->s.p[r->at++] - '0');
	return v;
}

/* Step over a quantifier; false: there is none. */
static bool quantifier(struct reader *r, uint32_t *low, uint32_t *high)
{
	bool some = true;

	skip_blanks(r);
	if (take(r, "?")) {
		*low = 0;
		*high = 1;
	} else if (peek(r) == '*' || peek(r) == '+') {
		*low = take(r, "+") ? 1 : 0;
		*high = MANY;
		take(r, "*");
	} else if (peek(r) == '{' && r->at + 1 < r->s.n && (g_ascii_isdigit(r->s.p[r->at + 1]) || r->s.p[r->at + 1] == ',')) {
		take(r, "{");
		*low = *high = count(r, 0);
		if (take(r, ","))
			*high = count(r, MANY);
		take(r, "}");
	} else {
		some = false;
	}
	if (some && (peek(r) == '?' || peek(r) == '+'))
		r->at++; /* lazy or possessive */
	return some;
}

static struct part join(struct reader *r, struct part a, struct part b)
{
	node(r, a.end)->next = b.start;
	return (struct part){ a.start, b.end, false };
}

static struct part optional(struct reader *r, struct part a)
{
	return (struct part){ add(r, GB_NODE_FORK, a.start, a.end), a.end, false };
}

static struct part star(struct reader *r, struct part a)
{
	uint32_t end = add(r, GB_NODE_FORK, 0, 0), loop = add(r, GB_NODE_FORK, a.start, end);

	node(r, a.end)->next = loop;
	return (struct part){ loop, end, false };
}

/* The atom that begins at `from`, once more. */
static struct part again(struct reader *r, size_t from)
{
	const size_t at = r->at;
	struct part out;

	r->at = from;
	out = atom(r);
	r->at = at;
	return out;
}

/* From low to high times; where the numbers are large, any number of times. */
static struct part repeated(struct reader *r)
{
	const size_t from = r->at;
	struct part one = atom(r), out;
	uint32_t low, high, most = one.figure ? FIGURES : FEW;

	if (!quantifier(r, &low, &high))
		return one;
	if (high == 0)
		return nothing(r);
	if (low == 0 && high == 1)
		return optional(r, one);
	if (low == 0 && high > most)
		return star(r, one);
	out = low == 0 ? optional(r, one) : one;
	for (uint32_t i = 1; i < low && i < most; i++)
		out = join(r, out, again(r, from));
	if (high > most)
		return join(r, out, star(r, again(r, from)));
	for (uint32_t i = low > 0 ? low : 1; i < high; i++)
		out = join(r, out, optional(r, again(r, from)));
	return out;
}

static struct part sequence(struct reader *r)
{
	struct part out = nothing(r);
	size_t n = 0;

	for (;; n++) {
		skip_blanks(r);
		if (r->failed || !more(r) || peek(r) == '|' || peek(r) == ')')
			return out;
		struct part next = repeated(r);

		out = join(r, out, next);
	}
}

static struct part alternatives(struct reader *r)
{
	struct part out = sequence(r);

	while (!r->failed && take(r, "|")) {
		struct part next = sequence(r);

		out = either(r, out, next);
	}
	return out;
}

/* ---- words ---- */

static int by_bytes(const void *a, const void *b)
{
	return gb_span_cmp(*(const struct gb_span *)a, *(const struct gb_span *)b);
}

static uint32_t letter_of(struct gb_span word, size_t depth, size_t *len)
{
	return gb_utf8_decode(gb_span_from(word, depth), len);
}

/* The node of the words that are alike up to `depth`; the shortest comes first. */
static uint32_t words_node(struct reader *r, const struct gb_span *word, size_t n, size_t depth)
{
	struct gb_nodes *all = &r->g->nodes;
	uint32_t at = add(r, GB_NODE_WORDS, 0, 0), nbranch = 0, first;
	size_t i = 0, len;

	for (; i < n && word[i].n == depth; i++)
		node(r, at)->ends = true;
	for (size_t k = i; k < n; k++)
		nbranch += k == i || letter_of(word[k], depth, &len) != letter_of(word[k - 1], depth, &len);
	first = (uint32_t)all->nbranch;
	for (uint32_t b = 0; b < nbranch; b++)
		GB_PUSH(r->g->arena, all->branch, all->nbranch, all->branch_cap)->node = 0;
	for (uint32_t b = 0; i < n; b++) {
		uint32_t cp = letter_of(word[i], depth, &len);
		size_t end = i + 1, ignored;

		while (end < n && letter_of(word[end], depth, &ignored) == cp)
			end++;
		uint32_t child = words_node(r, word + i, end - i, depth + len);

		gb_alphabet_note(r->g->arena, r->g->alphabet, cp, cp);
		all->branch[first + b] = (struct gb_branch){ cp, child };
		i = end;
	}
	node(r, at)->other = first;
	node(r, at)->nbranch = (uint16_t)nbranch;
	return at;
}

static uint32_t read_words(struct reader *r)
{
	const struct gb_words *w = &r->def->words;
	struct gb_span *sorted = g_new(struct gb_span, w->n);
	uint32_t entry;

	for (size_t i = 0; i < w->n; i++)
		sorted[i] = w->row[i].word;
	qsort(sorted, w->n, sizeof *sorted, by_bytes);
	entry = words_node(r, sorted, w->n, 0);
	g_free(sorted);
	return entry;
}

bool gb_pattern_read(struct gb_grammar *g, struct gb_def *def)
{
	struct reader r = { .g = g, .def = def, .s = def->body };
	struct part whole;
	uint32_t last;

	if (def->entry != 0)
		return true;
	if (def->expanding)
		return gb_scope_fail(g, def->file, def->line, _("a pattern pastes itself"), def->name);
	if (g->nodes.n == 0)
		add(&r, GB_NODE_FORK, 0, 0); /* nowhere */
	if (def->kind == GB_DEF_SET || def->kind == GB_DEF_MAP) {
		def->entry = read_words(&r);
		return true;
	}
	def->expanding = true;
	whole = alternatives(&r);
	def->expanding = false;
	if (!r.failed && more(&r))
		return gb_scope_fail(g, def->file, def->line, _("a closing bracket too many"), def->name);
	last = add(&r, def->kind == GB_DEF_RULE ? GB_NODE_MATCH : GB_NODE_RETURN, 0, g->nrule);
	node(&r, whole.end)->next = last;
	def->entry = whole.start;
	return !r.failed;
}
