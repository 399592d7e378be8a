#include "words.h"

#include <stdio.h>

#include "base/say.h"

/* All values that are shown somewhere; their English is an address for gettext, and what stands in records. */
static const char *const vocabulary[] = {
	/* what became of a number, a milestone, a measure */
	C_("record", "raised"), C_("record", "lowered"), C_("record", "same"), C_("record", "reworded"),
	C_("record", "deadline_moved"), C_("record", "added"), C_("record", "dropped"), C_("record", "incomparable"),
	C_("record", "moved"), C_("record", "responsible"),
	/* who carries the number of a city */
	C_("record", "covered"), C_("record", "partly"), C_("record", "nobody"), C_("record", "each"),
	/* why two numbers are not compared */
	C_("record", "value"), C_("record", "unit"), C_("record", "basis"), C_("record", "direction"), C_("record", "per"),
	C_("record", "none"),
	/* what a number is of */
	C_("record", "level"), C_("record", "increment"), C_("record", "cumulative"), C_("record", "change"),
	C_("record", "up"), C_("record", "down"),
	/* how it is promised, and where its deadline comes from */
	C_("record", "firm"), C_("record", "strive"), C_("record", "explicit"), C_("record", "column"),
	C_("record", "inherited"),
	/* records */
	C_("record", "document"), C_("record", "section"), C_("record", "measure"), C_("record", "target"),
	C_("record", "fact"), C_("record", "milestone"),
	/* mentions */
	C_("record", "mask"), C_("record", "number"), C_("record", "ordinal"), C_("record", "percent"),
	C_("record", "permille"), C_("record", "range"), C_("record", "quantity"), C_("record", "date"),
	C_("record", "daterange"), C_("record", "duration"), C_("record", "set"), C_("record", "implied"),
};

struct gb_span gb_word(struct gb_span value)
{
	static const size_t skip = sizeof "record\004" - 1; /* the context */

	for (size_t i = 0; i < sizeof vocabulary / sizeof *vocabulary; i++) {
		if (!gb_span_eq(gb_span_of(vocabulary[i] + skip), value))
			continue;
		const char *found = gettext(vocabulary[i]);

		return found != vocabulary[i] ? gb_span_of(found) : value;
	}
	return value;
}

void gb_word_count(struct gb_buf *to, unsigned long long n, struct gb_span what)
{
	const struct gb_span word = gb_word(what);
	char text[160];

	/* TRANSLATORS: a number and a word of what became of so many: 3 raised */
	snprintf(text, sizeof text, _("%llu %.60s"), n, word.p);
	gb_buf_add(to, gb_span_of(text));
}

void gb_word_reason(struct gb_buf *to, struct gb_span reason)
{
	static const char arrow[] = " → ";
	struct gb_span rest = reason;
	const struct gb_span what = gb_span_cut(&rest, ' ');
	const size_t at = gb_span_find(rest, gb_span_of(arrow), 0);

	gb_buf_add(to, gb_word(what));
	if (rest.n == 0)
		return;
	gb_buf_add_byte(to, ' ');
	if (at == (size_t)-1) {
		gb_buf_add(to, rest);
		return;
	}
	gb_buf_add(to, gb_word(gb_span_sub(rest, 0, at)));
	gb_buf_add(to, gb_span_of(arrow));
	gb_buf_add(to, gb_word(gb_span_from(rest, at + sizeof arrow - 1)));
}
