#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/say.h"
#include "internal.h"

static const struct label {
	const char *key;
	const char *in[GB_TONGUES];
} labels[] = {
#define X(key, english, chinese) { key, { [GB_CHINESE] = chinese, [GB_ENGLISH] = english } },
#include "words.def"
#undef X
};

enum { LABELS = sizeof labels / sizeof *labels };

/* The last of the rows that gb_word() looks at. */
static const char last_value[] = "mention.implied";

enum gb_tongue gb_word_tongue(void)
{
	return strcmp(_("en"), "zh") == 0 ? GB_CHINESE : GB_ENGLISH;
}

const char *gb_word_label(const char *key, enum gb_tongue in)
{
	size_t i = 0;

	assert(in < GB_TONGUES);
	while (i < LABELS && strcmp(labels[i].key, key) != 0)
		i++;
	assert(i < LABELS);
	return labels[i].in[in];
}

struct gb_span gb_word(struct gb_span value)
{
	if (gb_word_tongue() == GB_ENGLISH)
		return value;
	for (size_t i = 0; i < LABELS; i++) {
		if (gb_span_eq(gb_span_of(strchr(labels[i].key, '.') + 1), value))
			return gb_span_of(labels[i].in[GB_CHINESE]);
		if (strcmp(labels[i].key, last_value) == 0)
			break;
	}
	return value;
}

void gb_word_count(struct gb_buf *to, unsigned long long n, struct gb_span what)
{
	const struct gb_span word = gb_word(what);
	char text[160];

	/* TRANSLATORS: a number and what happened to that many: 3 raised */
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

void gb_word_table(struct gb_json *j)
{
	for (size_t i = 0; i < LABELS; i++) {
		gb_json_key(j, gb_span_of(labels[i].key));
		gb_json_open(j, '[');
		for (size_t in = 0; in < GB_TONGUES; in++)
			gb_json_str(j, gb_span_of(labels[i].in[in]));
		gb_json_close(j, ']');
	}
}
