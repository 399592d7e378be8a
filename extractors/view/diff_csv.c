#include "diff_view.h"

static void add_side(struct gb_buf *b, const struct gb_target *t)
{
	static const struct gb_target none;
	const struct gb_target *x = t != NULL ? t : &none;
	const struct gb_span cells[] = { x->value, x->value_max, x->unit, x->comparator, x->basis, x->direction, x->per, x->deadline,
					 x->document, x->measure, x->quote };

	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		gb_diff_cell(b, cells[i], false);
}

void gb_diff_write_csv(const struct gb_diff_view *v)
{
	static const char side[] = "value,value_max,unit,comparator,basis,direction,per,deadline,document,measure,quote";
	struct gb_buf b = { 0 };
	struct gb_span rest;

	gb_buf_add(&b, GB_S("change,indicator,scope,delta,ratio,reason"));
	for (int k = 0; k < 2; k++)
		for (rest = gb_span_of(side); rest.n > 0;) {
			gb_buf_add(&b, k == 0 ? GB_S(",from_") : GB_S(",to_"));
			gb_buf_add(&b, gb_span_cut(&rest, ','));
		}
	gb_buf_add(&b, GB_S("\r\n"));
	for (size_t i = 0; i < v->diff->n; i++) {
		const struct gb_change *c = &v->diff->change[i];
		const struct gb_target *t = c->to != NULL ? c->to : c->from;

		gb_diff_cell(&b, gb_change_name(c->kind), true);
		gb_diff_cell(&b, t->indicator, false);
		gb_diff_cell(&b, t->scope, false);
		gb_diff_cell(&b, c->delta, false);
		gb_diff_cell(&b, c->ratio, false);
		gb_diff_cell(&b, c->reason, false);
		add_side(&b, c->from);
		add_side(&b, c->to);
		gb_buf_add(&b, GB_S("\r\n"));
	}
	fwrite(b.p, 1, b.n, v->to);
	gb_buf_free(&b);
}
