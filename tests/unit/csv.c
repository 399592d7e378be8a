/* Cells of CSV: what is quoted, what a spreadsheet would run. */
#include <assert.h>
#include <stdio.h>

#include "view/view.h"

static const struct {
	const char *text, *plain, *guarded;
} cases[] = {
	{ "", "", "" },
	{ "公园", "公园", "公园" },
	{ "a,b", "\"a,b\"", "\"a,b\"" },
	{ "他说\"好\"", "\"他说\"\"好\"\"\"", "\"他说\"\"好\"\"\"" },
	{ "a\nb", "\"a\nb\"", "\"a\nb\"" },
	{ "a\rb", "\"a\rb\"", "\"a\rb\"" },
	{ "a b", "a b", "a b" },
	{ "-5", "-5", "-5" },
	{ "+0.5", "+0.5", "+0.5" },
	{ "1.2.3", "1.2.3", "1.2.3" },
	{ "-1.2.3", "-1.2.3", "\"'-1.2.3\"" },
	{ "-", "-", "\"'-\"" },
	{ "=1+1", "=1+1", "\"'=1+1\"" },
	{ "@x", "@x", "\"'@x\"" },
	{ " =1", " =1", "\"' =1\"" },
	{ "\u3000＝1", "\u3000＝1", "\"'\u3000＝1\"" },
	{ "\x01=1", "\x01=1", "\"'\x01=1\"" },
	{ "\t甲", "\t甲", "\"'\t甲\"" },
	{ "−3%", "−3%", "\"'−3%\"" },
	{ "甲=乙", "甲=乙", "甲=乙" },
};

static void expect(const char *text, bool guard, const char *want)
{
	struct gb_buf b = { 0 };

	gb_csv_cell(&b, gb_span_of(text), guard);
	if (!gb_span_eq(gb_buf_span(&b), gb_span_of(want)))
		fprintf(stderr, "%s: %.*s, not %s\n", text, (int)b.n, b.n > 0 ? b.p : "", want);
	assert(gb_span_eq(gb_buf_span(&b), gb_span_of(want)));
	gb_buf_free(&b);
}

int main(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		expect(cases[i].text, false, cases[i].plain);
		expect(cases[i].text, true, cases[i].guarded);
	}
	return 0;
}
