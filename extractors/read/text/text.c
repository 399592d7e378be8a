/*
 * Plain text.  Three habits of people are told apart: a paragraph a line; lines
 * cut at a fixed width with empty lines between paragraphs; lines cut at a fixed
 * width where a paragraph starts with an indent.
 */
#include "text.h"

#include "read/internal.h"

#include "text/charset.h"
#include "text/characters.h"
#include "base/utf8.h"

#define EM_PT 12.0 /* plain text has no size; an indent is counted in characters of this one */

struct line {
	struct gb_span text; /* trimmed */
	size_t indent;       /* columns before it */
	size_t width;        /* columns of the whole line */
	long long number;    /* from 1 */
};

struct lines {
	struct line *item;
	size_t n, cap;
};

/* A Han character or full-width sign takes two columns of a typewritten line. */
static size_t columns(struct gb_span s)
{
	size_t cols = 0, len;

	for (size_t i = 0; i < s.n; i += len) {
		const uint32_t cp = gb_utf8_decode(gb_span_from(s, i), &len);

		cols += cp >= 0x2e80 ? 2 : cp == '\t' ? 4 : cp >= 0x20 ? 1 : 0;
	}
	return cols;
}

static void split(struct gb_arena *a, struct gb_span s, struct lines *out)
{
	long long number = 0;

	while (s.n > 0) {
		struct gb_span raw = gb_span_cut(&s, '\n');

		while (raw.n > 0 && (raw.p[raw.n - 1] == '\r' || raw.p[raw.n - 1] == '\f'))
			raw.n--;
		const struct gb_span text = gb_span_trim(raw);
		struct line *l = GB_PUSH(a, out->item, out->n, out->cap);

		l->text = text;
		l->number = ++number;
		l->indent = text.n > 0 ? columns((struct gb_span){ raw.p, (size_t)(text.p - raw.p) }) : 0;
		l->width = l->indent + columns(text);
	}
}

static size_t widest(const struct lines *lines)
{
	size_t max = 0;

	for (size_t i = 0; i < lines->n; i++)
		if (lines->item[i].width > max)
			max = lines->item[i].width;
	return max;
}

static bool starts_block(const struct lines *lines, size_t i)
{
	return i == 0 || lines->item[i - 1].text.n == 0 || lines->item[i].indent >= lines->item[i - 1].indent + 2;
}

/* Lines are cut at a width when nearly all that are followed by a line of the same block are about as wide as the widest. */
static bool hard_wrapped(const struct lines *lines)
{
	const size_t max = widest(lines);
	size_t inner = 0, full = 0;

	for (size_t i = 0; i + 1 < lines->n; i++) {
		if (lines->item[i].text.n == 0 || lines->item[i + 1].text.n == 0 || starts_block(lines, i + 1))
			continue;
		inner++;
		full += lines->item[i].width * 5 >= max * 4;
	}
	return max >= 30 && max <= 160 && inner >= 3 && full * 10 >= inner * 7;
}

/* No space between two lines when one of the characters at the cut is Chinese. */
static void join(struct gb_buf *b, struct gb_span s)
{
	size_t len;

	if (b->n > 0 && !gb_character_is_wide(gb_utf8_decode_last(gb_buf_span(b), &len)) && !gb_character_is_wide(gb_utf8_decode(s, &len)))
		gb_buf_add_byte(b, ' ');
	gb_buf_add(b, s);
}

static void put_block(struct gb_reading *r, struct gb_span text, const struct line *first)
{
	struct gb_buf where = { 0 };
	struct gb_block b = { .kind = GB_BLOCK_PARAGRAPH, .text = text };

	gb_buf_add(&where, GB_S("line "));
	gb_buf_add_int(&where, first->number);
	b.where = gb_buf_span(&where);
	b.style.indent = (double)first->indent / 2 * EM_PT;
	gb_reading_block(r, &b);
	gb_buf_free(&where);
}

static void emit(struct gb_reading *r, const struct lines *lines)
{
	const bool wrapped = hard_wrapped(lines);
	struct gb_buf text = { 0 };

	for (size_t i = 0; i < lines->n;) {
		const struct line *first = &lines->item[i++];

		if (first->text.n == 0)
			continue;
		gb_buf_clear(&text);
		gb_buf_add(&text, first->text);
		for (; wrapped && i < lines->n && lines->item[i].text.n > 0 && !starts_block(lines, i); i++)
			join(&text, lines->item[i].text);
		put_block(r, gb_buf_span(&text), first);
	}
	gb_buf_free(&text);
}

static enum gb_err open_text(struct gb_reading *r)
{
	struct gb_buf utf8 = { 0 };
	struct lines lines = { 0 };
	const struct gb_decoded d = gb_charset_decode(r->bytes, GB_S(""), &utf8);

	gb_reading_source(r, 0, NULL, 0);
	if (d.bad > 0)
		gb_reading_error(r, 0, GB_ERR_CHARSET, GB_S(""));
	split(r->arena, d.text, &lines);
	emit(r, &lines);
	const enum gb_err err = r->seq > 0 ? GB_ERR_OK : GB_ERR_NO_TEXT;

	gb_buf_free(&utf8);
	return err;
}

static enum gb_sniff sniff(const struct gb_sniffed *file)
{
	return file->text && !gb_span_starts(file->head, GB_S("<?xml")) ? GB_SNIFF_MAYBE : GB_SNIFF_NO;
}

const struct gb_reader gb_text_reader = {
	.name = { "TXT", 3 },
	.media = { "text/plain", 10 },
	.endings = "txt text",
	.sniff = sniff,
	.open = open_text,
};
