/*
 * first - which characters a pattern can begin with, and which it cannot do without.
 *
 * A small reader of the regex syntax the grammars use.  It may answer "any",
 * never too little: an unknown construct, a negated or a very wide class and
 * `.` are any.  A pass tries a rule only where its first character stands and
 * where one of those it needs follows before any it cannot take.
 */
#include <string.h>

#include "internal.h"

#define WIDE_RANGE 300u /* a class this wide is not worth listing */
#define MOST_NEEDED 256u /* more characters than that are needed by nobody */

struct scan {
	struct gb_letters *letters;
	struct gb_span s;
	size_t at;
};

static bool alternatives(struct scan *p, struct gb_chars *out);

static void set_any(struct gb_chars *f)
{
	f->any = true;
}

/* The number of the character; 0 when it can have none. */
static uint32_t letter(struct gb_letters *l, uint32_t cp)
{
	if (cp > 0xffff || (l->number[cp] == 0 && l->n + 1 >= GB_LETTERS))
		return 0;
	if (l->number[cp] == 0)
		l->number[cp] = (uint16_t)++l->n;
	return l->number[cp];
}

static void add_letter(struct gb_chars *f, uint32_t number)
{
	if (number == 0)
		set_any(f);
	else
		f->bits[number / 64] |= (uint64_t)1 << (number % 64);
}

static void add_cp(struct scan *p, struct gb_chars *f, uint32_t cp)
{
	add_letter(f, letter(p->letters, cp));
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
static bool escape(struct scan *p, struct gb_chars *out)
{
	uint32_t c = next_cp(p);

	if (c == 'b' || c == 'B' || c == 'A' || c == 'z' || c == 'Z' || c == 'G')
		return true;
	if (c == 'd') {
		for (uint32_t d = '0'; d <= '9'; d++)
			add_cp(p, out, d);
	} else if (c == 's') {
		for (uint32_t d = 9; d <= 13; d++)
			add_cp(p, out, d);
		add_cp(p, out, ' ');
	} else if (c < 0x80 && g_ascii_isalnum((gchar)c)) {
		set_any(out); /* \w, \p{..}, \x{..}, \K and what else there is */
		if (strchr("pPxokgN", (char)c) != NULL && peek(p) == '{')
			while (more(p) && next_cp(p) != '}')
				;
	} else {
		add_cp(p, out, c);
	}
	return false;
}

static void class(struct scan *p, struct gb_chars *out)
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
			if (peek(p) == '-')
				set_any(out);
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
			add_cp(p, out, c);
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
static bool group(struct scan *p, struct gb_chars *out)
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

static bool one(struct scan *p, struct gb_chars *out)
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
		add_cp(p, out, next_cp(p));
	return false;
}

static void skip_blanks(struct scan *p)
{
	while (peek(p) == ' ' || peek(p) == '\t' || peek(p) == '\n')
		p->at++;
}

/* Step over a quantifier; true when it allows for none. */
static bool quantifier(struct scan *p)
{
	bool nothing;

	skip_blanks(p);
	nothing = peek(p) == '?' || peek(p) == '*';
	if (peek(p) == '{' && p->at + 1 < p->s.n) {
		nothing = nothing || p->s.p[p->at + 1] == '0' || p->s.p[p->at + 1] == ',';
		while (more(p) && next_cp(p) != '}')
			;
	}
	while (peek(p) == '?' || peek(p) == '*' || peek(p) == '+')
		p->at++;
	return nothing;
}

/* One atom with its quantifier; true when what follows can begin the match as well. */
static bool atom(struct scan *p, struct gb_chars *out)
{
	bool nothing = one(p, out), none = quantifier(p);

	return nothing || none;
}

static bool sequence(struct scan *p, struct gb_chars *out)
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

static bool alternatives(struct scan *p, struct gb_chars *out)
{
	bool nothing = false;

	do {
		bool open = sequence(p, out);

		nothing = nothing || open;
	} while (take(p, "|"));
	return nothing;
}

void gb_first_compute(struct gb_letters *l, struct gb_span pattern, struct gb_first *out)
{
	struct scan p = { l, pattern, 0 };

	*out = (struct gb_first){ 0 };
	out->nullable = alternatives(&p, &out->chars);
	if (more(&p))
		set_any(&out->chars); /* not understood to the end */
}

/* ---- what a match cannot do without ---- */

/* Characters one of which every match takes; `none` when there is no such list. */
struct needed {
	uint16_t letter[MOST_NEEDED];
	size_t n;
	bool none;
	bool figures; /* a figure is among them: nearly every text has one */
};

struct reader {
	struct scan s;
	struct gb_chars *takes; /* all characters that some part of the pattern takes */
	bool unknown;
};

static void need_alternatives(struct reader *r, struct needed *out);

/* Not the whole of it: a long pattern has tens of thousands of atoms. */
static void need_clear(struct needed *out, bool none)
{
	out->n = 0;
	out->none = none;
	out->figures = false;
}

static void need_copy(struct needed *to, const struct needed *from)
{
	memcpy(to->letter, from->letter, from->n * sizeof *from->letter);
	to->n = from->n;
	to->none = from->none;
	to->figures = from->figures;
}

static void need_letter(struct needed *out, uint32_t number)
{
	for (size_t i = 0; i < out->n; i++)
		if (out->letter[i] == number)
			return;
	if (number == 0 || out->n == MOST_NEEDED) {
		out->none = true;
		return;
	}
	out->letter[out->n++] = (uint16_t)number;
}

static void need_cp(struct reader *r, struct needed *out, uint32_t cp)
{
	out->figures = out->figures || (cp >= '0' && cp <= '9');
	need_letter(out, letter(r->s.letters, cp));
}

static void need_word(struct needed *out, uint32_t first, uint64_t bits)
{
	for (uint32_t b = 0; bits != 0; b++, bits >>= 1)
		if ((bits & 1) != 0)
			need_letter(out, first + b);
}

/* [0-9一二三]: listed as it is read; false when it is anything else than characters and short ranges. */
static bool need_plain_class(struct reader *r, struct needed *out)
{
	struct scan p = r->s;
	size_t close = gb_span_find(p.s, GB_S("]"), p.at);
	struct gb_span inner = close == (size_t)-1 ? GB_S("") : gb_span_sub(p.s, p.at + 1, close - p.at - 1);

	if (inner.n == 0 || inner.p[0] == '^' || gb_span_has(inner, GB_S("\\")) || gb_span_has(inner, GB_S("[")))
		return false;
	for (p.at++; p.at < close;) {
		uint32_t low = next_cp(&p), high = low;

		if (peek(&p) == '-' && p.at + 1 < close) {
			p.at++;
			high = next_cp(&p);
		}
		if (high - low > WIDE_RANGE)
			return false;
		for (uint32_t c = low; c <= high; c++) {
			add_cp(&p, r->takes, c);
			need_cp(r, out, c);
		}
	}
	r->s.at = close + 1;
	return true;
}

/* A class or an escape: its characters are taken, and needed when they can be listed. */
static void need_class(struct reader *r, struct needed *out)
{
	struct gb_chars found = { 0 };
	const uint32_t nine = letter(r->s.letters, '9');

	if (take(&r->s, "\\"))
		out->none = escape(&r->s, &found);
	else if (take(&r->s, "["))
		class(&r->s, &found);
	else if (take(&r->s, "."))
		set_any(&found);
	out->none = out->none || found.any;
	r->takes->any = r->takes->any || found.any;
	out->figures = out->figures || (found.bits[nine / 64] >> (nine % 64) & 1) != 0;
	for (uint32_t w = 0; w < GB_LETTERS / 64; w++)
		r->takes->bits[w] |= found.bits[w];
	for (uint32_t w = 0; w < GB_LETTERS / 64 && !out->none; w++)
		if (found.bits[w] != 0)
			need_word(out, w * 64, found.bits[w]);
}

/* Behind the opening bracket. */
static void need_group(struct reader *r, struct needed *out)
{
	struct scan *p = &r->s;
	bool look = take(p, "?=") || take(p, "?!") || take(p, "?<=") || take(p, "?<!");

	if (look) {
		do
			skip_rest(p);
		while (take(p, "|"));
		out->none = true;
	} else {
		if (take(p, "?<"))
			while (more(p) && next_cp(p) != '>')
				;
		else if (!take(p, "?:") && !take(p, "?>"))
			r->unknown = r->unknown || peek(p) == '?' || peek(p) == '*';
		need_alternatives(r, out);
	}
	take(p, ")");
}

static void need_atom(struct reader *r, struct needed *out)
{
	struct scan *p = &r->s;
	char c = peek(p);
	uint32_t cp;

	need_clear(out, c == '^' || c == '$');
	if (c == '\\' || c == '[' || c == '.') {
		if (c != '[' || !need_plain_class(r, out))
			need_class(r, out);
		return;
	}
	cp = next_cp(p);
	if (c == '(') {
		need_group(r, out);
	} else if (!out->none) {
		r->unknown = r->unknown || c == '#';
		add_cp(p, r->takes, cp);
		need_cp(r, out, cp);
	}
}

static bool is_better(const struct needed *a, const struct needed *b)
{
	if (a->none || b->none)
		return !a->none;
	return a->figures != b->figures ? b->figures : a->n < b->n;
}

static void need_sequence(struct reader *r, struct needed *best)
{
	struct needed next;

	need_clear(best, true);
	for (;;) {
		skip_blanks(&r->s);
		if (!more(&r->s) || peek(&r->s) == '|' || peek(&r->s) == ')')
			return;
		need_atom(r, &next);
		if (!quantifier(&r->s) && is_better(&next, best))
			need_copy(best, &next);
	}
}

static void need_alternatives(struct reader *r, struct needed *out)
{
	struct needed branch;

	need_clear(out, false);
	do {
		need_sequence(r, &branch);
		out->none = out->none || branch.none;
		for (size_t i = 0; i < branch.n && !out->none; i++)
			need_letter(out, branch.letter[i]);
		out->figures = out->figures || branch.figures;
	} while (take(&r->s, "|"));
}

void gb_need_compute(struct gb_letters *l, struct gb_span pattern, struct gb_need *out)
{
	struct reader r = { .s = { l, pattern, 0 }, .takes = &out->takes };
	struct needed found;

	*out = (struct gb_need){ 0 };
	need_alternatives(&r, &found);
	out->any = found.none || r.unknown || more(&r.s);
	for (size_t i = 0; i < found.n; i++)
		add_letter(&out->one_of, found.letter[i]);
}
