#include "internal.h"
#include "base/utf8.h"

static void read_pages(struct gb_arena *a, const struct gb_value *list, struct gb_doubt_pages *out)
{
	for (const struct gb_value *v = list != NULL ? list->first : NULL; v != NULL; v = v->next)
		*GB_PUSH(a, out->item, out->n, out->cap) = (int)gb_value_parse_int(v->text);
}

void gb_doubt_read(struct gb_arena *a, const struct gb_value *source, struct gb_doubts *out)
{
	const struct gb_value *trust = gb_value_member(source, GB_S("trust"));

	*out = (struct gb_doubts){ 0 };
	read_pages(a, gb_value_member(trust, GB_S("untrusted")), &out->untrusted);
	read_pages(a, gb_value_member(trust, GB_S("ocr")), &out->ocr);
}

static bool has(const struct gb_doubt_pages *p, int page)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->item[i] == page)
			return true;
	return false;
}

/* Digits, and the characters that numbers and shares are written with. */
static bool counts(uint32_t cp)
{
	static const char words[] = "〇零一二三四五六七八九十百千万亿两半%％‰.．";
	char bytes[4];
	const size_t n = gb_utf8_encode(cp, bytes);

	return (cp >= '0' && cp <= '9') || (cp >= 0xff10 && cp <= 0xff19) ||
	       gb_span_has(gb_span_of(words), (struct gb_span){ bytes, n });
}

static bool has_number(struct gb_span s)
{
	size_t len;

	for (; s.n > 0; s = gb_span_from(s, len))
		if (counts(gb_utf8_decode(s, &len)))
			return true;
	return false;
}

static bool is_doubtful(const struct gb_sentence *s, const struct gb_line *l)
{
	if (l->confidence == 0 || l->confidence >= GB_OCR_SURE)
		return false;
	const size_t start = gb_utf8_offset(s->text, l->off_cp);
	const struct gb_span rest = gb_span_from(s->text, start);

	return has_number(gb_span_sub(rest, 0, gb_utf8_offset(rest, l->len_cp)));
}

unsigned gb_doubt_flags(const struct gb_doubts *t, const struct gb_sentence *s)
{
	unsigned doubts = 0;

	if (t->untrusted.n + t->ocr.n == 0)
		return 0;
	for (size_t i = 0; i <= s->lines.n; i++) {
		const struct gb_line *l = i < s->lines.n ? &s->lines.item[i] : NULL;
		const int page = l != NULL ? l->page : s->where.page;
		const bool ocr = l != NULL ? l->confidence > 0 : s->lines.n == 0 && has(&t->ocr, page);

		doubts |= ocr ? gb_flag_bit(GB_FLAG_OCR) : 0;
		doubts |= !ocr && has(&t->untrusted, page) && !has(&t->ocr, page) ? gb_flag_bit(GB_FLAG_LAYER) : 0;
		doubts |= l != NULL && is_doubtful(s, l) ? gb_flag_bit(GB_FLAG_DIGITS) : 0;
	}
	return doubts;
}
