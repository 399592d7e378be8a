/* value - what a parsed JSON value says. */
#include "json.h"

#include <limits.h>

const struct gb_value *gb_value_member(const struct gb_value *v, struct gb_span key)
{
	if (v == NULL || v->kind != GB_JSON_OBJECT)
		return NULL;
	for (const struct gb_value *m = v->first; m != NULL; m = m->next)
		if (gb_span_eq(m->key, key))
			return m;
	return NULL;
}

struct gb_span gb_value_text(const struct gb_value *v, struct gb_span key)
{
	const struct gb_value *m = gb_value_member(v, key);

	return m != NULL && m->kind != GB_JSON_NULL ? m->text : GB_S("");
}

long long gb_value_parse_int(struct gb_span text)
{
	bool negative = text.n > 0 && text.p[0] == '-';
	long long v = 0;

	for (size_t i = negative; i < text.n && text.p[i] >= '0' && text.p[i] <= '9'; i++) {
		if (v > (LLONG_MAX - 9) / 10)
			return negative ? LLONG_MIN : LLONG_MAX;
		v = v * 10 + (text.p[i] - '0');
	}
	return negative ? -v : v;
}

double gb_value_parse_point(struct gb_span text)
{
	bool negative = text.n > 0 && text.p[0] == '-';
	double v = 0, place = 1;
	bool fraction = false;

	for (size_t i = negative; i < text.n && ((text.p[i] >= '0' && text.p[i] <= '9') || text.p[i] == '.'); i++) {
		if (text.p[i] == '.') {
			fraction = true;
			continue;
		}
		place = fraction ? place / 10 : place;
		v = fraction ? v + (text.p[i] - '0') * place : v * 10 + (text.p[i] - '0');
	}
	return negative ? -v : v;
}

long long gb_value_int(const struct gb_value *v, struct gb_span key)
{
	return gb_value_parse_int(gb_value_text(v, key));
}

bool gb_value_true(const struct gb_value *v, struct gb_span key)
{
	return gb_span_eq(gb_value_text(v, key), GB_S("true"));
}
