/*
 * keys - what a rule can say of its match, and how the values are made.
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

static const struct key_row {
	const char *name, *type, *help;
} rows[GB_KEYS] = {
#define LIST(id, name)
#define WORD(list, id, word)
#define KEY(id, name, type, help) [GB_KEY_##id] = { name, type, help },
#include "keys.def"
#undef LIST
#undef WORD
#undef KEY
};

/* ---- names ---- */

bool gb_key_find(struct gb_span name, enum gb_key *out)
{
	for (enum gb_key k = 0; k < GB_KEYS; k++)
		if (gb_span_eq(name, gb_span_of(rows[k].name))) {
			*out = k;
			return true;
		}
	return false;
}

struct gb_span gb_key_name(enum gb_key k)
{
	return gb_span_of(rows[k].name);
}

const char *gb_key_type(enum gb_key k)
{
	return rows[k].type;
}

const char *gb_key_help(enum gb_key k)
{
	return rows[k].help;
}

struct gb_span gb_key_nearest(struct gb_span name)
{
	struct gb_near near = { .wanted = name };

	for (enum gb_key k = 0; k < GB_KEYS; k++)
		gb_type_nearer(&near, gb_span_of(rows[k].name));
	return near.best;
}

/* ---- values ---- */

/* The captures of a rule and their maps, found once. */
static const struct gb_binds *binds_of(const struct gb_rule *r)
{
	struct gb_program *p = r->program;

	if (!p->bound)
		gb_expand_binds(r->grammar, r->def, &p->binds);
	p->bound = true;
	return &p->binds;
}

static const struct gb_bind *bind_of(const struct gb_rule *r, struct gb_span field)
{
	for (size_t i = 0; i < binds_of(r)->n; i++)
		if (gb_span_eq(binds_of(r)->item[i].field, field))
			return &binds_of(r)->item[i];
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
	for (size_t i = 0; i < binds_of(r)->n; i++) {
		const struct gb_bind *b = &binds_of(r)->item[i];
		const struct gb_row *row = NULL;

		if (b->words != NULL && gb_span_eq(b->field, field))
			row = gb_words_row(b->words, word);
		int c = row != NULL ? gb_words_column(b->words, column) : -1;

		if (c >= 0)
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

void gb_key_values(const struct gb_rule *r, struct gb_arena *a, struct gb_span text, struct gb_match *m)
{
	const struct gb_exprs *keys = &r->def->keys;

	m->key = gb_arena_array(a, keys->n, sizeof *m->key);
	for (size_t i = 0; i < keys->n; i++) {
		struct gb_span value = evaluate(r, a, text, m, keys->item[i].text);

		if (value.n > 0)
			m->key[m->nkey++] = (struct gb_pair){ gb_key_name(keys->item[i].key), value };
	}
}

/* The column a term names, in every map its field captures. */
static const char *check_column(const struct gb_rule *r, const struct gb_type *type, struct gb_span field, struct gb_span column)
{
	bool found = false, map = false;

	for (size_t i = 0; i < binds_of(r)->n; i++) {
		const struct gb_bind *b = &binds_of(r)->item[i];
		int c = b->words != NULL && gb_span_eq(b->field, field) ? gb_words_column(b->words, column) : -1;

		map = map || (b->words != NULL && gb_span_eq(b->field, field));
		found = found || c >= 0;
		if (c >= 0 && type->kind != GB_TYPE_TEXT && !gb_span_eq(b->words->column[c].type.name, type->name))
			return N_("the column of a map has another type than the key");
	}
	if (!map)
		return N_("a key asks for a column of a field that is not a map");
	return found ? NULL : N_("a key asks for a column the map does not have");
}

static const char *check_term(const struct gb_rule *r, const struct gb_type *type, struct gb_span term)
{
	struct gb_span column = term;

	if (term.p[0] == '"')
		return NULL;
	struct gb_span field = gb_span_cut(&column, '.');

	if (bind_of(r, field) == NULL)
		return N_("a key names a field the pattern does not capture");
	if (column.n > 0)
		return check_column(r, type, field, column);
	return gb_type_closed(type) ? N_("the words of a field are not from the list of the key") : NULL;
}

const char *gb_key_check(const struct gb_rule *r, const struct gb_expr *e)
{
	struct gb_span expr = e->text;
	struct gb_type type;

	if (!gb_type_find(r->grammar, gb_span_of(gb_key_type(e->key)), &type))
		return N_("the set that lists the words of this key is missing");
	while (expr.n > 0) {
		struct gb_span alternative = gb_span_trim(gb_span_cut(&expr, '|'));

		while (alternative.n > 0) {
			const char *wrong = check_term(r, &type, next_term(&alternative));

			if (wrong != NULL)
				return wrong;
			alternative = gb_span_trim(alternative);
		}
	}
	return NULL;
}
