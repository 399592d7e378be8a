#include "figure.h"
#include "base/utf8.h"

static struct gb_span written(struct gb_span text, const struct gb_mention *m)
{
	return gb_span_sub(text, m->core.start, m->core.end - m->core.start);
}

bool gb_figure_is_bare(struct gb_span text, const struct gb_mention *m)
{
	struct gb_span words = written(text, m);
	bool plain = m->comparator.n == 0 || gb_span_eq(m->comparator, GB_S("=")) || m->value_max.n > 0;

	if (gb_span_eq(m->unit, GB_S("比"))) /* 5:1混检 */
		return true;
	return m->unit.n == 0 && plain && !gb_span_starts(m->rule, GB_S("fraction")) && !gb_span_has(words, GB_S("万")) &&
	       !gb_span_has(words, GB_S("亿"));
}

bool gb_figure_is_article(struct gb_span text, const struct gb_mention *m)
{
	bool times = gb_span_eq(m->unit, GB_S("番")) || gb_span_eq(m->unit, GB_S("倍")); /* 翻一番 */

	return !times && gb_span_eq(m->value, GB_S("1")) && gb_span_starts(written(text, m), GB_S("一"));
}

bool gb_figure_is_word(struct gb_span text, const struct gb_mention *m)
{
	size_t len;
	bool ten = m->value.n == 1 || gb_span_eq(m->value, GB_S("10"));

	return ten && m->at.start == m->core.start && m->at.end == m->core.end &&
	       gb_utf8_is_han(gb_utf8_decode(written(text, m), &len));
}

bool gb_figure_is_round(struct gb_span text, const struct gb_mention *m)
{
	static const char *const powers[] = { "百", "千", "万", "亿", "十" };
	struct gb_span words = written(text, m);

	for (size_t i = 0; i < sizeof powers / sizeof *powers; i++)
		if (gb_span_starts(words, gb_span_of(powers[i])))
			return true;
	return false;
}
