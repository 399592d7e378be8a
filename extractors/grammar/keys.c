/*
 * keys - the values a rule gives its match.
 *
 *   key  = alternative { "|" alternative }     the first that is not empty
 *   alternative = term { blank term }          joined
 *   term = "text" | field | field.column       a column of the map the field captured
 *
 * There is no arithmetic: numbers are put together exactly by the stage.
 */
#include <string.h>

#include "internal.h"
#include "base/say.h"

static const struct gb_bind *bind_of(const struct gb_rule *r, struct gb_span field)
{
	for (size_t i = 0; i < gb_rule_binds(r)->n; i++)
		if (gb_span_eq(gb_rule_binds(r)->item[i].field, field))
			return &gb_rule_binds(r)->item[i];
	return NULL;
}

static struct gb_span captured(const struct gb_match *m, struct gb_span text, struct gb_span field)
{
	for (size_t i = 0; i < m->nfield; i++)
		if (gb_span_eq(m->field[i].name, field))
			return gb_span_sub(text, m->field[i].at.start, m->field[i].at.end - m->field[i].at.start);
	return GB_S("");
}

/* The column of whichever map with this field name holds the word. */
static struct gb_span column_of(const struct gb_rule *r, struct gb_span field, struct gb_span word, struct gb_span column)
{
	for (size_t i = 0; i < gb_rule_binds(r)->n; i++) {
		const struct gb_bind *b = &gb_rule_binds(r)->item[i];
		const struct gb_row *row = NULL;

		if (b->words != NULL && gb_span_eq(b->field, field))
			row = gb_words_row(b->words, word);
		for (size_t c = 0; row != NULL && c < b->words->ncolumn; c++)
			if (gb_span_eq(b->words->column[c], column))
				return row->value[c];
	}
	return GB_S("");
}

static struct gb_span term_value(const struct gb_rule *r, struct gb_span text, const struct gb_match *m, struct gb_span term)
{
	struct gb_span column = term;
	struct gb_span field;

	if (term.p[0] == '"')
		return gb_span_sub(term, 1, term.n - 2);
	field = gb_span_cut(&column, '.');
	struct gb_span word = captured(m, text, field);

	return column.n > 0 && word.n > 0 ? column_of(r, field, word, column) : word;
}

static struct gb_span next_term(struct gb_span *s)
{
	size_t n = 0;

	*s = gb_span_trim(*s);
	if (s->n > 0 && s->p[0] == '"')
		for (n = 1; n < s->n && s->p[n] != '"'; n++)
			;
	else
		while (n + 1 < s->n && s->p[n + 1] != ' ')
			n++;
	struct gb_span term = gb_span_sub(*s, 0, n + 1);

	*s = gb_span_from(*s, n + 1);
	return term;
}

static struct gb_span evaluate(const struct gb_rule *r, struct gb_arena *a, struct gb_span text, const struct gb_match *m,
			       struct gb_span expr)
{
	while (expr.n > 0) {
		struct gb_span alternative = gb_span_trim(gb_span_cut(&expr, '|'));
		struct gb_span value = GB_S("");

		while (alternative.n > 0) {
			struct gb_span more = term_value(r, text, m, next_term(&alternative));

			value = value.n == 0 ? more : more.n == 0 ? value : gb_arena_concat(a, value, more);
			alternative = gb_span_trim(alternative);
		}
		if (value.n > 0)
			return value;
	}
	return GB_S("");
}

void gb_keys_eval(const struct gb_rule *r, struct gb_arena *a, struct gb_span text, struct gb_match *m)
{
	const struct gb_exprs *keys = &r->def->keys;

	m->key = gb_arena_array(a, keys->n, sizeof *m->key);
	for (size_t i = 0; i < keys->n; i++) {
		struct gb_span value = evaluate(r, a, text, m, keys->item[i].text);

		if (value.n > 0)
			m->key[m->nkey++] = (struct gb_pair){ keys->item[i].name, value };
	}
}

const char *gb_keys_check(const struct gb_rule *r, const struct gb_expr *e)
{
	struct gb_span expr = e->text;

	while (expr.n > 0) {
		struct gb_span alternative = gb_span_trim(gb_span_cut(&expr, '|'));

		while (alternative.n > 0) {
			struct gb_span column = next_term(&alternative);

			alternative = gb_span_trim(alternative);
			if (column.p[0] == '"')
				continue;
			const struct gb_bind *b = bind_of(r, gb_span_cut(&column, '.'));

			if (b == NULL)
				return N_("a key names a field the pattern does not capture");
			if (column.n > 0 && b->words == NULL)
				return N_("a key asks for a column of a field that is not a map");
		}
	}
	return NULL;
}
