/*
 * ucum - whether a code is one of UCUM's: kW.h, mg/m3, [acr_us], m3/(h.[HP]), {人}.
 *
 *   term      = [ "/" ] component { ( "." | "/" ) component }
 *   component = unit [ exponent ] [ annotation ] | annotation | digits | "(" term ")"
 *   unit      = atom | prefix metric-atom
 */
#include "internal.h"

#define DEEPEST 8 /* brackets in brackets */

static const struct atom {
	const char *code;
	bool metric; /* takes a prefix */
} atoms[] = {
#define PREFIX(code)
#define ATOM(code) { code, false },
#define METRIC(code) { code, true },
#include "ucum.def"
#undef PREFIX
#undef ATOM
#undef METRIC
};

static const char *const prefixes[] = {
#define PREFIX(code) code,
#define ATOM(code)
#define METRIC(code)
#include "ucum.def"
#undef PREFIX
#undef ATOM
#undef METRIC
};

static bool is_atom(struct gb_span s, bool metric)
{
	for (size_t i = 0; i < sizeof atoms / sizeof *atoms; i++)
		if ((atoms[i].metric || !metric) && gb_span_eq(s, gb_span_of(atoms[i].code)))
			return true;
	return false;
}

static bool is_unit(struct gb_span s)
{
	if (is_atom(s, false))
		return true;
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		struct gb_span prefix = gb_span_of(prefixes[i]);

		if (gb_span_starts(s, prefix) && is_atom(gb_span_from(s, prefix.n), true))
			return true;
	}
	return false;
}

/* Bytes up to the end of the component: brackets of either kind hold what they hold. */
static size_t component_length(struct gb_span s)
{
	size_t n = 0;
	char close = '\0';

	for (; n < s.n; n++) {
		if (close != '\0')
			close = s.p[n] == close ? '\0' : close;
		else if (s.p[n] == '[')
			close = ']';
		else if (s.p[n] == '{')
			close = '}';
		else if (s.p[n] == '.' || s.p[n] == '/' || s.p[n] == ')')
			break;
	}
	return n;
}

/* m3, s-1, 10*-3, kg{标准煤}: without annotation and exponent it is a unit. */
static bool is_component(struct gb_span s)
{
	size_t brace = gb_span_find(s, GB_S("{"), 0), n;

	if (brace != (size_t)-1) {
		if (s.p[s.n - 1] != '}')
			return false;
		if (brace == 0)
			return s.n > 2;
		s = gb_span_sub(s, 0, brace);
	}
	for (n = s.n; n > 0 && g_ascii_isdigit(s.p[n - 1]);)
		n--;
	if (n == 0)
		return s.n > 0; /* a plain factor: 1000 */
	if (n < s.n && (s.p[n - 1] == '-' || s.p[n - 1] == '+'))
		n--;
	return is_unit(gb_span_sub(s, 0, n));
}

/* Takes a term off the front of *s: up to its end, or to the bracket that closes it. */
static bool take_term(struct gb_span *s, int depth)
{
	if (gb_span_starts(*s, GB_S("/")))
		*s = gb_span_from(*s, 1);
	for (;;) {
		if (gb_span_starts(*s, GB_S("("))) {
			*s = gb_span_from(*s, 1);
			if (depth == DEEPEST || !take_term(s, depth + 1) || !gb_span_starts(*s, GB_S(")")))
				return false;
			*s = gb_span_from(*s, 1);
		} else {
			size_t n = component_length(*s);

			if (n == 0 || !is_component(gb_span_sub(*s, 0, n)))
				return false;
			*s = gb_span_from(*s, n);
		}
		if (s->n == 0 || s->p[0] == ')')
			return true;
		if (s->p[0] != '.' && s->p[0] != '/')
			return false;
		*s = gb_span_from(*s, 1);
	}
}

bool gb_ucum_valid(struct gb_span code)
{
	return code.n > 0 && take_term(&code, 0) && code.n == 0;
}
