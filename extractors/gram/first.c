/*
 * first - which characters a pattern can begin with.
 *
 * A small reader of the regex syntax the grammars use.  It may answer "any",
 * never too little: an unknown construct, a negated or a very wide class and
 * `.` are any.  A pass tries a rule only where its first character stands.
 */
#include <string.h>

#include "gram/gram_int.h"

#define WIDE_RANGE 300u /* a class this wide is not worth listing */

struct scan {
	struct gb_span s;
	size_t at;
};

static bool alternatives(struct scan *p, struct gb_first *out);

static void set_any(struct gb_first *f)
{
	f->any = true;
}

static void add_cp(struct gb_first *f, uint32_t cp)
{
	if (cp > 0xffff)
		set_any(f);
	else
		f->bits[cp / 64] |= (uint64_t)1 << (cp % 64);
}

static uint32_t next_cp(struct scan *p)
{
	size_t len;
	uint32_t cp = gb_utf8_decode(gb_span_from(p->s, p->at), &len);

	p->at += len;
	return cp;
}

static bool more(const struct scan *p)
{
	return p->at < p->s.n;
}

static char peek(const struct scan *p)
{
	return more(p) ? p->s.p[p->at] : '\0';
}

static bool take(struct scan *p, const char *word)
{
	if (!gb_span_starts(gb_span_from(p->s, p->at), gb_span_of(word)))
		return false;
	p->at += strlen(word);
	return true;
}

/* Behind a backslash.  True when it takes no character. */
static bool escape(struct scan *p, struct gb_first *out)
{
	uint32_t c = next_cp(p);

	if (c == 'b' || c == 'B' || c == 'A' || c == 'z' || c == 'Z' || c == 'G')
		return true;
	if (c == 'd') {
		for (uint32_t d = '0'; d <= '9'; d++)
			add_cp(out, d);
	} else if (c == 's') {
		for (uint32_t d = 9; d <= 13; d++)
			add_cp(out, d);
		add_cp(out, ' ');
	} else if (g_ascii_isalnum((gchar)c) && c < 0x80) {
		set_any(out); /* \w, \p{..}, \x{..}, \K and what else there is */
	} else {
		add_cp(out, c);
	}
	return false;
}

static void class(struct scan *p, struct gb_first *out)
{
	if (take(p, "^"))
		set_any(out);
	for (bool start = true; more(p) && (start || peek(p) != ']'); start = false) {
		if (take(p, "[:")) {
			set_any(out);
			continue;
		}
		if (take(p, "\\")) {
			escape(p, out);
			continue;
		}
		uint32_t low = next_cp(p), high = low;

		if (peek(p) == '-' && p->at + 1 < p->s.n && p->s.p[p->at + 1] != ']') {
			p->at++;
			high = next_cp(p);
		}
		if (high - low > WIDE_RANGE)
			set_any(out);
		for (uint32_t c = low; c <= high && high - low <= WIDE_RANGE; c++)
			add_cp(out, c);
	}
	take(p, "]");
}

/* From the opening bracket to the closing one, which skip_rest steps over. */
static void skip_class(struct scan *p)
{
	p->at += gb_span_starts(gb_span_from(p->s, p->at + 1), GB_S("^")) ? 2 : 1;
	for (bool start = true; more(p) && (start || peek(p) != ']'); start = false)
		p->at += peek(p) == '\\' ? 2 : 1;
}

/* To the next | or ) of this level: what stands there cannot begin the match any more. */
static void skip_rest(struct scan *p)
{
	int depth = 0;

	for (; more(p); p->at++) {
		char c = peek(p);

		if (depth == 0 && (c == '|' || c == ')'))
			return;
		if (c == '\\')
			p->at++;
		else if (c == '[')
			skip_class(p);
		else
			depth += (c == '(') - (c == ')');
	}
}

/* Behind the opening bracket; true when the group can match nothing, as an assertion does. */
static bool group(struct scan *p, struct gb_first *out)
{
	bool nothing;

	if (take(p, "?=") || take(p, "?!") || take(p, "?<=") || take(p, "?<!")) {
		do
			skip_rest(p);
		while (take(p, "|"));
		take(p, ")");
		return true;
	}
	if (take(p, "?<"))
		while (more(p) && next_cp(p) != '>')
			;
	else if (!take(p, "?:") && !take(p, "?>") && take(p, "?"))
		set_any(out); /* options, conditions: nothing the grammars use */
	nothing = alternatives(p, out);
	take(p, ")");
	return nothing;
}

static bool one(struct scan *p, struct gb_first *out)
{
	if (take(p, "("))
		return group(p, out);
	if (take(p, "\\"))
		return escape(p, out);
	if (take(p, "^") || take(p, "$"))
		return true;
	if (take(p, "["))
		class(p, out);
	else if (take(p, "."))
		set_any(out);
	else
		add_cp(out, next_cp(p));
	return false;
}

/* One atom with its quantifier; true when what follows can begin the match as well. */
static bool atom(struct scan *p, struct gb_first *out)
{
	bool nothing = one(p, out);

	while (peek(p) == ' ' || peek(p) == '\t' || peek(p) == '\n')
		p->at++;
	if (peek(p) == '?' || peek(p) == '*')
		nothing = true;
	if (peek(p) == '{' && p->at + 1 < p->s.n) {
		nothing = nothing || p->s.p[p->at + 1] == '0' || p->s.p[p->at + 1] == ',';
		while (more(p) && next_cp(p) != '}')
			;
	}
	while (peek(p) == '?' || peek(p) == '*' || peek(p) == '+')
		p->at++;
	return nothing;
}

static bool sequence(struct scan *p, struct gb_first *out)
{
	bool open = true;

	while (open && more(p) && peek(p) != '|' && peek(p) != ')') {
		if (peek(p) == ' ' || peek(p) == '\t' || peek(p) == '\n')
			p->at++;
		else
			open = atom(p, out);
	}
	if (!open)
		skip_rest(p);
	return open;
}

static bool alternatives(struct scan *p, struct gb_first *out)
{
	bool nothing = false;

	do {
		bool open = sequence(p, out);

		nothing = nothing || open;
	} while (take(p, "|"));
	return nothing;
}

void gb_first_compute(struct gb_span pattern, struct gb_first *out)
{
	struct scan p = { pattern, 0 };

	*out = (struct gb_first){ 0 };
	out->nullable = alternatives(&p, out);
	if (more(&p))
		set_any(out); /* not understood to the end */
}
