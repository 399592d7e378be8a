/*
 * Characters of one block on their way to lines.  White space is settled here:
 * what a source line end left is nothing between Chinese characters and a space
 * between words; spaces that were typed stay, one of them; an indent at the start
 * of a line is measured and taken off.
 */
#include "internal.h"
#include "text/characters.h"
#include "base/utf8.h"

#define BASE_PT 12.0

/* Characters without width: marks of byte order, joiners, soft hyphens. */
static bool is_nothing(uint32_t cp)
{
	return cp == 0xfeff || (cp >= 0x200b && cp <= 0x200f) || cp == 0xad || cp == 0x2060;
}

void gb_run_clear(struct gb_html_run *run)
{
	gb_buf_clear(&run->text);
	run->nmark = run->nseg = 0;
	run->cp = run->link_cp = run->images = run->files = 0;
	run->narrow = run->wide = 0;
	run->fixed = 0;
	run->wrapped = run->typed = false;
}

static void forget_space(struct gb_html_run *run)
{
	run->narrow = run->wide = 0;
	run->fixed = 0;
	run->wrapped = run->typed = false;
}

static struct gb_html_seg *last_seg(struct gb_arena *a, struct gb_html_run *run)
{
	if (run->nseg == 0)
		*GB_PUSH(a, run->seg, run->nseg, run->cap_seg) = (struct gb_html_seg){ .end = 0 };
	return &run->seg[run->nseg - 1];
}

/* Writes the white space that stands before `next`. */
static void settle_space(struct gb_html_run *run, struct gb_html_seg *seg, uint32_t next)
{
	const size_t spaces = run->narrow + run->wide;
	size_t len;

	if (seg->end == seg->start) {
		seg->indent_cp = run->wide + (run->typed ? run->narrow / 2 : 0);
	} else if (run->wide > 0) {
		for (size_t i = 0; i < run->wide; i++)
			gb_buf_add_cp(&run->text, 0x3000);
	} else if (spaces > 0) {
		const uint32_t before = gb_utf8_decode_last(gb_buf_span(&run->text), &len);

		if (run->fixed != 0 && gb_character_is_digit(before) && gb_character_is_digit(next))
			gb_buf_add_cp(&run->text, run->fixed);
		else if (run->typed || !run->wrapped || (!gb_character_is_wide(before) && !gb_character_is_wide(next)))
			gb_buf_add_byte(&run->text, ' ');
	}
	forget_space(run);
}

static void add_mark(struct gb_arena *a, struct gb_html_run *run, const struct gb_html_look *look)
{
	const struct gb_html_mark *last = run->nmark > 0 ? &run->mark[run->nmark - 1] : NULL;

	if (last != NULL && last->bold == look->bold && last->size == look->size)
		return;
	struct gb_html_mark *m = GB_PUSH(a, run->mark, run->nmark, run->cap_mark);

	m->at = run->text.n;
	m->bold = look->bold;
	m->size = look->size;
}

static void add_space(struct gb_html_run *run, uint32_t cp)
{
	if (cp == 0x3000)
		run->wide++;
	else
		run->narrow++;
	run->fixed = run->narrow == 1 && (cp == 0xa0 || cp == 0x2009 || cp == 0x202f || cp == 0x2005 || cp == 0x2006) ? cp : 0;
	run->wrapped = run->wrapped || cp == '\n' || cp == '\r';
	run->typed = run->typed || cp == 0xa0 || cp == 0x2002 || cp == 0x2003;
}

/*
 * Bytes at the start of s that are plainly neither white space nor without width,
 * told by lead bytes alone: U+00A0 and U+00AD start with C2, U+2000..U+206F with
 * E2, U+3000 with E3 80, U+FEFF with EF.
 */
static size_t plain(struct gb_span s, size_t *cp)
{
	size_t i = 0;

	*cp = 0;
	while (i < s.n) {
		const unsigned char c = (unsigned char)s.p[i];

		if (c <= ' ' || c == 0x7f || c == 0xc2 || c == 0xe2 || c == 0xef || (c == 0xe3 && i + 1 < s.n &&
			(unsigned char)s.p[i + 1] == 0x80))
			break;
		i += c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
		++*cp;
	}
	return i < s.n ? i : s.n;
}

static void add_chars(struct gb_arena *a, struct gb_html_run *run, struct gb_span s, size_t cp, const struct gb_html_look *look, bool link)
{
	struct gb_html_seg *seg = last_seg(a, run);
	size_t len;

	settle_space(run, seg, gb_utf8_decode(s, &len));
	if (seg->end == seg->start)
		seg->start = run->text.n;
	add_mark(a, run, look);
	if (!look->raised || !gb_character_raise(&run->text, s))
		gb_buf_add(&run->text, s);
	seg->end = run->text.n;
	run->cp += cp;
	run->link_cp += link ? cp : 0;
}

void gb_run_add(struct gb_arena *a, struct gb_html_run *run, struct gb_span s, const struct gb_html_look *look, bool link, bool pre)
{
	while (s.n > 0) {
		size_t cps, len = plain(s, &cps);

		if (len > 0) {
			add_chars(a, run, gb_span_sub(s, 0, len), cps, look, link);
			s = gb_span_from(s, len);
			continue;
		}
		const uint32_t cp = gb_utf8_decode(s, &len);

		if (pre && cp == '\n') {
			gb_run_break(a, run);
		} else if (gb_utf8_is_space(cp) && !is_nothing(cp)) {
			add_space(run, cp);
			run->typed = run->typed || pre;
		} else if (!is_nothing(cp)) {
			add_chars(a, run, gb_span_sub(s, 0, len), 1, look, link);
		}
		s = gb_span_from(s, len);
	}
}

void gb_run_break(struct gb_arena *a, struct gb_html_run *run)
{
	struct gb_html_seg *seg = last_seg(a, run);

	forget_space(run);
	if (seg->end == seg->start) { /* an empty line: one more break */
		seg->breaks++;
		return;
	}
	*GB_PUSH(a, run->seg, run->nseg, run->cap_seg) = (struct gb_html_seg){ run->text.n, run->text.n, 0, 1 };
}

bool gb_run_empty(const struct gb_html_run *run)
{
	return run->cp == 0;
}

static struct gb_span seg_text(const struct gb_html_run *run, const struct gb_html_seg *seg)
{
	return gb_span_sub(gb_buf_span(&run->text), seg->start, seg->end - seg->start);
}

void gb_run_lines(const struct gb_html_run *run, struct gb_buf *out)
{
	for (size_t i = 0; i < run->nseg; i++) {
		const struct gb_span s = seg_text(run, &run->seg[i]);

		if (s.n == 0)
			continue;
		if (out->n > 0)
			gb_buf_add_byte(out, '\n');
		gb_buf_add(out, s);
	}
}

/* ---- which <br> ends a paragraph ---- */

/* A line of a title block that stands for itself: a document number, a date, a remark in brackets. */
static bool stands_alone(const struct gb_html_page *page, struct gb_span s)
{
	if (gb_words_prefix(gb_html_words(page, GB_WORDS_LINE_OWN_START), s) > 0)
		return true;
	return gb_words_suffix(gb_html_words(page, GB_WORDS_LINE_OWN_END), s) > 0 && gb_utf8_count(s) < 30;
}

/* Lines cut at a fixed width: the line before is about as long as the longest and stops in the middle. */
static bool is_wrap(const struct gb_html_page *page, const struct gb_html_run *run, const struct gb_html_seg *before, size_t longest)
{
	const struct gb_span s = seg_text(run, before);
	const size_t cp = gb_utf8_count(s);

	return cp >= 12 && longest <= 80 && cp * 20 >= longest * 17 &&
	       gb_words_suffix(gb_html_words(page, GB_WORDS_LINE_END), s) == 0;
}

static size_t longest_line(const struct gb_html_run *run)
{
	size_t max = 0;

	for (size_t i = 0; i < run->nseg; i++) {
		const size_t cp = gb_utf8_count(seg_text(run, &run->seg[i]));

		max = cp > max ? cp : max;
	}
	return max;
}

static bool joins(const struct gb_html_page *page, const struct gb_html_run *run, size_t i,
		  const struct gb_html_look *look, bool heading, size_t longest)
{
	const struct gb_html_seg *before = &run->seg[i - 1], *seg = &run->seg[i];

	if (seg->breaks > 1)
		return false;
	if (heading || look->align == GB_ALIGN_CENTER)
		return !stands_alone(page, seg_text(run, before)) && !stands_alone(page, seg_text(run, seg));
	if (seg->indent_cp > 0 || look->align == GB_ALIGN_RIGHT)
		return false;
	return run->nseg >= 3 && is_wrap(page, run, before, longest);
}

/* ---- style of the whole ---- */

/* What is counted over the characters of an item, from its start. */
struct tally {
	size_t mark;    /* the mark in force; marks and lines both go forward */
	size_t cp, bold; /* characters; those before the first that is not bold */
	size_t size_cp; /* of the longest stretch of one size */
};

static void count(struct tally *t, size_t n, bool bold)
{
	if (bold && t->bold == t->cp)
		t->bold += n;
	t->cp += n;
}

static void add_style(const struct gb_html_run *run, const struct gb_html_seg *seg, struct gb_style *style, struct tally *t)
{
	size_t from = seg->start;

	while (from < seg->end) {
		while (t->mark + 1 < run->nmark && run->mark[t->mark + 1].at <= from)
			t->mark++;
		const size_t next = t->mark + 1 < run->nmark ? run->mark[t->mark + 1].at : run->text.n;
		const size_t to = next < seg->end ? next : seg->end;
		const size_t n = gb_utf8_count(gb_span_sub(gb_buf_span(&run->text), from, to - from));

		count(t, n, run->mark[t->mark].bold);
		if (n > t->size_cp) {
			t->size_cp = n;
			style->size = run->mark[t->mark].size;
		}
		from = to;
	}
}

/* One item of the lines [from, to); *mark goes forward over the marks of the run. */
static void fill_item(struct gb_arena *a, const struct gb_html_run *run, size_t from, size_t to, const struct gb_html_look *look,
	struct gb_html_item *item,
		      size_t *mark)
{
	struct gb_buf text = { 0 };
	struct tally t = { .mark = *mark };
	size_t len;

	for (size_t i = from; i < to; i++) {
		const struct gb_span s = seg_text(run, &run->seg[i]);

		if (text.n > 0 && !gb_character_is_wide(gb_utf8_decode_last(gb_buf_span(&text), &len)) &&
		    !gb_character_is_wide(gb_utf8_decode(s, &len))) {
			gb_buf_add_byte(&text, ' ');
			count(&t, 1, t.bold == t.cp);
		}
		gb_buf_add(&text, s);
		add_style(run, &run->seg[i], &item->style, &t);
	}
	*mark = t.mark;
	item->text = gb_arena_copy(a, gb_buf_span(&text));
	item->style.bold = t.cp > 0 && t.bold == t.cp;
	item->style.lead_cp = t.bold < t.cp ? t.bold : 0;
	item->style.align = look->align;
	const double em = item->style.size > 0 ? item->style.size : BASE_PT;

	/* Indents that are both typed and declared are one indent. */
	const double declared = from == 0 ? look->indent + look->indent_em * em : 0;
	const double typed = (double)run->seg[from].indent_cp * em;

	item->style.indent = typed > declared ? typed : declared;
	item->cp = t.cp;
	item->link_cp = run->cp > 0 ? t.cp * run->link_cp / run->cp : 0;
	gb_buf_free(&text);
}

void gb_run_items(const struct gb_html_page *page, const struct gb_html_run *run, const struct gb_html_look *look,
		  bool heading, struct gb_html_items *out)
{
	struct gb_arena *a = page->r->arena;
	const size_t longest = longest_line(run);
	size_t mark = 0;

	for (size_t i = 0; i < run->nseg;) {
		const size_t from = i++;

		if (run->seg[from].end == run->seg[from].start)
			continue;
		while (i < run->nseg && run->seg[i].end > run->seg[i].start && joins(page, run, i, look, heading, longest))
			i++;
		fill_item(a, run, from, i, look, GB_PUSH(a, out->item, out->n, out->cap), &mark);
	}
}
