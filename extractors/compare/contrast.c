/* contrast - words that exclude each other: 城镇 and 农村. */
#include "internal.h"
#include "base/utf8.h"

void gb_contrast_find(struct gb_lexicon *x, struct gb_span text, bool only_alone, struct gb_contrasts *out)
{
	struct gb_span s = gb_lexicon_plain(x, text);
	size_t len;

	for (size_t i = 0; i < s.n; i += len) {
		struct gb_span rest = gb_span_from(s, i), word;
		bool alone;

		len = gb_words_prefix(x->contrast, rest);
		if (len == 0) {
			len = gb_utf8_len(rest);
			continue;
		}
		word = gb_span_sub(rest, 0, len);
		alone = gb_words_value(x->contrast, word, "alone").n > 0;
		if (only_alone && !alone)
			continue;
		*GB_PUSH(x->arena, out->item, out->n, out->cap) = (struct gb_contrast){
			gb_words_value(x->contrast, word, "group"), gb_words_value(x->contrast, word, "side"), alone };
	}
}

static enum gb_contrast_kind against(const struct gb_contrasts *a, struct gb_contrast one, const struct gb_contrasts *b)
{
	bool spoken = false;

	for (size_t i = 0; i < b->n; i++) {
		if (!gb_span_eq(b->item[i].group, one.group))
			continue;
		spoken = true;
		for (size_t k = 0; k < a->n; k++)
			if (gb_span_eq(a->item[k].group, one.group) && gb_span_eq(a->item[k].side, b->item[i].side))
				return GB_CONTRAST_AGREE;
	}
	return spoken ? GB_CONTRAST_SIDES : one.alone ? GB_CONTRAST_ALONE : GB_CONTRAST_NONE;
}

enum gb_contrast_kind gb_contrast_clash(const struct gb_contrasts *a, const struct gb_contrasts *b)
{
	enum gb_contrast_kind worst = GB_CONTRAST_NONE;

	for (int turn = 0; turn < 2; turn++) {
		const struct gb_contrasts *x = turn == 0 ? a : b, *y = turn == 0 ? b : a;

		for (size_t i = 0; i < x->n; i++) {
			enum gb_contrast_kind k = against(x, x->item[i], y);

			worst = k > worst ? k : worst;
		}
	}
	return worst;
}
