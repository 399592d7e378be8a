/*
 * An edition against itself has not changed; the two directions of a diff mirror
 * each other; units and periods convert exactly; a number is paired once.
 */
#include "compare/internal.h"

#include <stdio.h>

#include "base/buf.h"

static int wrong;

static void check(bool ok, const char *what)
{
	if (!ok) {
		printf("%s\n", what);
		wrong++;
	}
}

static struct gb_edition read_edition(struct gb_arena *a, const char *path)
{
	struct gb_edition e = { .arena = a };
	struct gb_buf all = { 0 };
	FILE *in = fopen(path, "rb");
	char piece[4096];
	size_t n, at;

	while (in != NULL && (n = fread(piece, 1, sizeof piece, in)) > 0)
		gb_buf_add(&all, (struct gb_span){ piece, n });
	if (in != NULL)
		fclose(in);
	struct gb_span rest = gb_arena_copy(a, gb_buf_span(&all));

	gb_buf_free(&all);
	while (rest.n > 0) {
		struct gb_value *v = NULL;
		struct gb_span line = gb_span_cut(&rest, '\n');

		if (line.n > 0 && gb_json_parse(a, line, &v, &at) == NULL)
			gb_edition_take(&e, v);
	}
	check(e.ntarget > 10, "the editions of the golden cases are there");
	return e;
}

static size_t count(const struct gb_diff *d, enum gb_change_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n; i++)
		n += d->change[i].kind == kind;
	return n;
}

static void check_editions(const struct gb_grammar *g)
{
	struct gb_arena *a = gb_arena_new(0);
	struct gb_edition old = read_edition(a, "tests/golden/diff/old/kinds.jsonl"), new = read_edition(a, "tests/golden/diff/kinds.jsonl");
	struct gb_diff_options o = { .old_document = GB_S(""), .new_document = GB_S("") };
	struct gb_diff there, back, self;

	gb_diff_make(a, g, &new, &new, &o, &self);
	check(!self.differs && self.n == new.ntarget, "an edition against itself has not changed");
	gb_diff_make(a, g, &old, &new, &o, &there);
	gb_diff_make(a, g, &new, &old, &o, &back);
	check(count(&there, GB_CHANGE_RAISED) == count(&back, GB_CHANGE_LOWERED), "what was raised is lowered the other way");
	check(count(&there, GB_CHANGE_ADDED) == count(&back, GB_CHANGE_DROPPED), "what was added is dropped the other way");
	check(count(&there, GB_CHANGE_SAME) == count(&back, GB_CHANGE_SAME), "what is the same is the same the other way");
	for (size_t i = 0; i < there.n; i++)
		for (size_t k = 0; k < i; k++)
			check(there.change[i].from == NULL || there.change[i].from != there.change[k].from, "a number is paired once");
	gb_arena_free(a);
}

static struct gb_target number(const char *value, const char *unit, const char *per)
{
	struct gb_span none = GB_S("");

	return (struct gb_target){ .value = gb_span_of(value), .value_max = none, .unit = gb_span_of(unit), .per = gb_span_of(per),
				   .basis = none, .direction = none, .scope = none, .indicator = none };
}

static const char *compare(const struct gb_units *u, struct gb_target x, struct gb_target y)
{
	struct gb_dimension gx = gb_amount_dimension(u, &x), gy = gb_amount_dimension(u, &y);
	struct gb_amount from, to;

	if (gb_amount_clash(&x, &gx, &y, &gy) != GB_CLASH_NONE || !gb_amount_common(&gx, gb_amount_of(&x), &gy, &from) ||
	    !gb_amount_common(&gy, gb_amount_of(&y), &gx, &to))
		return "?";
	int order = gb_amount_cmp(to, from);

	return order > 0 ? "<" : order < 0 ? ">" : "=";
}

static void check_units(const struct gb_grammar *g)
{
	static const struct {
		const char *value, *unit, *per, *sign, *value2, *unit2, *per2;
	} rows[] = {
		{ "25200000000", "斤", "", "<", "13000000", "吨", "" },
		{ "26000000000", "斤", "", "=", "13000000", "吨", "" },
		{ "15", "亩", "", "=", "1", "公顷", "" },
		{ "1", "平方公里", "", "=", "1000000", "平方米", "" },
		{ "2.5", "公里", "", ">", "2400", "米", "" },
		{ "1", "次", "P3M", "=", "4", "次", "P1Y" },
		{ "1", "次", "P1M", ">", "1", "次", "P3M" },
		{ "1", "次", "P1D", "=", "7", "次", "P1W" },
		{ "20000", "人", "", "=", "20000", "名", "" },
		{ "20000", "人", "", "?", "20000", "人次", "" },
		{ "5", "%", "", "?", "5", "百分点", "" },
		{ "5", "元", "", "?", "5", "美元", "" },
		{ "5", "次", "P1D", "?", "5", "次", "" },
		{ "100", "套（间）", "", "=", "100", "套", "" },
	};
	struct gb_units u;

	gb_amount_units(&u, g);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *got = compare(&u, number(rows[i].value, rows[i].unit, rows[i].per),
					  number(rows[i].value2, rows[i].unit2, rows[i].per2));

		if (*got != *rows[i].sign)
			printf("%s%s %s %s%s, expected %s\n", rows[i].value, rows[i].unit, got, rows[i].value2, rows[i].unit2, rows[i].sign);
		wrong += *got != *rows[i].sign;
	}
}

static void check_ratios(void)
{
	static const struct {
		const char *y, *x, *ratio;
	} rows[] = { { "2", "3", "0.6667" },  { "1", "3", "0.3333" }, { "600", "1227", "0.489" }, { "0", "5", "0" },
		     { "-1", "4", "-0.25" },  { "1000000", "1", "1000000" }, { "0.00004", "1", "0" }, { "0.00005", "1", "0.0001" } };
	struct gb_arena *a = gb_arena_new(0);
	struct gb_decimal x, y, r;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		bool ok = gb_decimal_parse(gb_span_of(rows[i].y), &y) && gb_decimal_parse(gb_span_of(rows[i].x), &x) &&
			  gb_decimal_div_to(y, x, 4, &r);

		check(ok && gb_span_eq(gb_decimal_print(a, r), gb_span_of(rows[i].ratio)), rows[i].ratio);
	}
	check(!gb_decimal_div_to(gb_decimal_of(1), gb_decimal_of(0), 4, &r), "nothing is divided by zero");
	gb_arena_free(a);
}

int main(void)
{
	struct gb_buf why = { 0 };
	struct gb_grammar *g = gb_grammar_open("grammars", NULL, &why);

	check(g != NULL, "the grammars can be read");
	if (g != NULL) {
		check_editions(g);
		check_units(g);
	}
	check_ratios();
	gb_grammar_close(g);
	gb_buf_free(&why);
	return wrong != 0;
}
