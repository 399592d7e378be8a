#include "internal.h"

/* The columns of each side; from_ or to_ goes before their names. */
#define SIDE(X)                                                                                                                     \
	X(value) X(value_max) X(unit) X(comparator) X(basis) X(direction) X(per) X(deadline) X(document) X(measure) X(quote)

#define FROM(name) ",from_" #name
#define TO(name) ",to_" #name
#define COUNT(name) +1
#define CELL(name) x->name,

enum { OWN = 6, EACH = 0 SIDE(COUNT), COLUMNS = OWN + 2 * EACH };

static void add_side(struct gb_span *cells, const struct gb_target *t)
{
	static const struct gb_target none;
	const struct gb_target *x = t != NULL ? t : &none;
	const struct gb_span all[] = { SIDE(CELL) };

	for (size_t i = 0; i < EACH; i++)
		cells[i] = all[i];
}

void gb_diff_csv(const struct gb_diff_view *v)
{
	struct gb_buf b = { 0 };

	gb_buf_add(&b, GB_S("change,indicator,scope,delta,ratio,reason" SIDE(FROM) SIDE(TO) "\r\n"));
	for (size_t i = 0; i < v->diff->n; i++) {
		const struct gb_change *c = &v->diff->change[i];
		const struct gb_target *t = c->to != NULL ? c->to : c->from;
		struct gb_span cells[COLUMNS] = { gb_diff_change_name(c->kind), t->indicator, t->scope, c->delta, c->ratio, c->reason };

		add_side(cells + OWN, c->from);
		add_side(cells + OWN + EACH, c->to);
		gb_csv_row(&b, cells, COLUMNS);
	}
	fwrite(b.p, 1, b.n, v->to);
	gb_buf_free(&b);
}
