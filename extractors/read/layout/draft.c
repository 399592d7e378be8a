/* The text of a block, line by line, with the places and the style it is printed in. */
#include <math.h>
#include <string.h>

#include "internal.h"
#include "base/utf8.h"

struct gb_layout_draft *gb_draft_new(struct gb_layout *l, enum gb_block_kind kind)
{
	struct gb_arena *a = gb_arena_new(0);
	struct gb_layout_draft *d = gb_arena_alloc(a, sizeof *d);

	d->a = a;
	d->block = (struct gb_block){ .kind = kind };
	d->bold_all = true;
	*GB_PUSH(l->a, l->draft, l->ndraft, l->draft_cap) = d;
	return d;
}

void gb_draft_free(struct gb_layout_draft *d)
{
	gb_buf_free(&d->text);
	gb_arena_free(d->a);
}

static bool latin(uint32_t cp)
{
	return cp > 0x20 && cp < 0x2e80 && !gb_character_is_wide(cp);
}

/* White space between the end of one line and the start of the next: only between words. */
static bool line_space(uint32_t a, uint32_t b)
{
	if (!latin(a) || !latin(b) || a == '-' || a == '/' || a == '(' || b == ')')
		return false;
	return !(gb_character_is_digit(a) && (gb_character_is_digit(b) || b == '.' || b == '%')) && !(a == '.' && gb_character_is_digit(b));
}

static void add_cp(struct gb_layout_draft *d, uint32_t cp)
{
	gb_buf_add_cp(&d->text, cp);
	d->cp++;
}

static void count_face(struct gb_layout_draft *d, int face)
{
	for (size_t i = 0; i < d->ncount; i++)
		if (d->count[i].face == face) {
			d->count[i].n++;
			return;
		}
	*GB_PUSH(d->a, d->count, d->ncount, d->count_cap) = (struct gb_layout_face_count){ face, 1 };
}

/* Signs and digits are often set in another font than the words around them. */
static bool has_weight(uint32_t cp)
{
	return gb_utf8_is_han(cp) || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
}

static void add_weight(struct gb_layout *l, struct gb_layout_draft *d, const struct gb_glyph *g)
{
	const bool bold = l->face[g->face].bold;

	count_face(d, g->face);
	if (!has_weight(g->cp)) {
		if (!d->lead_over && bold)
			d->strong_cp = d->cp;
		return;
	}
	if (bold && !d->lead_over)
		d->strong_cp = d->cp;
	else if (!bold) {
		d->lead_over = true;
		d->plain_cp++;
	}
	d->bold_all = d->bold_all && bold;
}

static void remember(struct gb_layout_draft *d, const struct gb_layout_tline *ln)
{
	d->last = *ln;
	d->last_glyph[0] = ln->g[0];
	d->last_glyph[1] = ln->g[ln->n - 1];
	d->after_date = gb_para_only_date(ln);
	d->last.g = d->last_glyph;
	d->last.n = ln->n > 1 ? 2 : 1;
	if (d->nlines++ == 0) {
		d->first = d->last;
		d->first.g = NULL;
	}
}

/*
 * A raised figure is the mark of a note ("常住人口¹1761.48万人") and no part of
 * the number beside it: left out, as other formats keep it out of the text.
 * After a letter, or after ×10, it is a power and written as one.
 */
static uint32_t raised_cp(const struct gb_layout_tline *ln, size_t i)
{
	static const uint32_t power[] = { 0x2070, 0xb9, 0xb2, 0xb3, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079 };
	const uint32_t cp = ln->g[i].cp;
	size_t k = i;

	while (k > 0 && ln->g[k].raised)
		k--;
	if (ln->g[k].raised)
		return cp; /* at the start of the line: the note itself */
	const uint32_t base = ln->g[k].cp;
	const bool letter = (base >= 'a' && base <= 'z') || (base >= 'A' && base <= 'Z');
	const bool ten = k >= 2 && base == '0' && ln->g[k - 1].cp == '1' && (ln->g[k - 2].cp == 0xd7 || ln->g[k - 2].cp == 'x');

	if (!gb_character_is_digit(cp))
		return cp == '*' || cp == '[' || cp == ']' || (cp >= 0x2460 && cp <= 0x2473) ? 0 : cp;
	return letter || ten ? power[cp - '0'] : 0;
}

/* Numbers that OCR has read stand apart from the words around them, so that each has its own box and confidence. */
static bool of_number(const struct gb_glyph *g)
{
	return gb_character_is_digit(g->cp) || g->cp == '.' || g->cp == ',' || g->cp == '%';
}

static bool parts(const struct gb_glyph *g)
{
	return (g->confidence > 0) != (g[-1].confidence > 0) || (g->confidence > 0 && of_number(g) != of_number(g - 1));
}

static void open_run(struct gb_layout_draft *d, const struct gb_layout_tline *ln, const struct gb_glyph *g)
{
	const struct gb_box box = { (double)g->x0, (double)g->y0, (double)g->x1, (double)g->y1 };

	*GB_PUSH(d->a, d->block.lines.item, d->block.lines.n, d->block.lines.cap) =
		(struct gb_line){ d->cp, 0, ln->page, g->confidence > 0 ? box : ln->box, g->confidence };
}

static void close_run(struct gb_layout_draft *d)
{
	struct gb_line *run = &d->block.lines.item[d->block.lines.n - 1];

	run->len_cp = d->cp - run->off_cp;
}

/* The glyph belongs to the run that is open. */
static void into_run(struct gb_layout_draft *d, const struct gb_glyph *g)
{
	struct gb_line *run = &d->block.lines.item[d->block.lines.n - 1];

	if (g->confidence == 0)
		return;
	run->box = gb_record_join_boxes(run->box, (struct gb_box){ (double)g->x0, (double)g->y0, (double)g->x1, (double)g->y1 });
	run->confidence = g->confidence < run->confidence ? g->confidence : run->confidence;
}

/* An opening bracket drawn within the room of the character beside it shows nothing. */
static bool false_bracket(const struct gb_layout_tline *ln, size_t i)
{
	const struct gb_glyph *g = &ln->g[i], *before = i > 0 ? g - 1 : g, *after = i + 1 < ln->n ? g + 1 : g;
	const float width = g->x1 - g->x0;

	if (g->cp < 0x3000 || (g->cp > 0x3020 && g->cp != 0xff08) || !gb_character_opens(g->cp))
		return false;
	return (before != g && g->x1 <= before->x1 && width < 0.6F * (before->x1 - before->x0)) ||
	       (after != g && g->x0 >= after->x0 && g->x1 <= after->x1 && width < 0.6F * (after->x1 - after->x0));
}

/* Remember a space that has the width of a character. */
static void note_gap(struct gb_layout_draft *d, const struct gb_layout_tline *ln, size_t i)
{
	const double gap = (double)ln->g[i].x0 - (double)ln->g[i - 1].x1 - ln->loose;

	if (gap > 0.85 * ln->size && gap < 1.15 * ln->size)
		*GB_PUSH(d->a, d->gap, d->ngap, d->gap_cap) = d->cp;
}

void gb_draft_add(struct gb_layout *l, struct gb_layout_draft *d, const struct gb_layout_tline *ln)
{
	if (ln->n == 0)
		return;
	const bool fresh = d->text.n == 0 || d->text.p[d->text.n - 1] == '\n';

	if (!fresh && line_space(d->last_glyph[1].cp, ln->g[0].cp))
		add_cp(d, ' ');
	const size_t start = d->cp;

	open_run(d, ln, &ln->g[0]);
	for (size_t i = 0; i < ln->n; i++) {
		const uint32_t cp = ln->g[i].raised ? raised_cp(ln, i) : ln->g[i].cp;

		if (cp == 0 || false_bracket(ln, i))
			continue;
		if (i > 0 && parts(&ln->g[i])) {
			close_run(d);
			open_run(d, ln, &ln->g[i]);
		}
		into_run(d, &ln->g[i]);
		if (i > 0 && d->cp > start && !ln->g[i].raised && !ln->g[i - 1].raised && gb_line_space(l, ln, i)) {
			note_gap(d, ln, i);
			add_cp(d, ' ');
		}
		gb_brackets_count(d, cp);
		if (d->cp == 0)
			d->first_cp = ln->g[i].cp;
		if (ln->g[i].cp == 0x3001 || ln->g[i].cp == 0xff0c || ln->g[i].cp == 0x3002 || ln->g[i].cp == 0xff1b)
			d->stop_cp = ln->g[i].cp;
		add_cp(d, cp);
		add_weight(l, d, &ln->g[i]);
	}
	close_run(d);
	if (d->nlines == 0) {
		d->block.page = ln->page;
		d->block.box = ln->box;
	} else if (ln->page == d->block.page)
		d->block.box = gb_record_join_boxes(d->block.box, ln->box);
	if (d->pitch <= 0 && d->nlines > 0 && d->last.page == ln->page)
		d->pitch = (ln->box.y0 + ln->box.y1 - d->last.box.y0 - d->last.box.y1) / 2 / fmax(ln->size, 1);
	remember(d, ln);
}

struct gb_span gb_line_text(struct gb_layout *l, struct gb_arena *a, const struct gb_layout_tline *ln)
{
	struct gb_buf b = { 0 };

	for (size_t i = 0; i < ln->n; i++) {
		if (i > 0 && gb_line_space(l, ln, i))
			gb_buf_add_byte(&b, ' ');
		gb_buf_add_cp(&b, ln->g[i].cp);
	}
	const struct gb_span s = gb_arena_copy(a, gb_buf_span(&b));

	gb_buf_free(&b);
	return s;
}

static enum gb_align align_of(const struct gb_layout_draft *d)
{
	const struct gb_layout_tline *f = &d->first;
	const double em = f->size > 0 ? f->size : 12;

	if (gb_para_centred(f) && (d->nlines == 1 || gb_para_centred(&d->last)))
		return GB_ALIGN_CENTER;
	if (f->box.x0 - f->left > 6 * em && f->right - f->box.x1 < 5 * em)
		return GB_ALIGN_RIGHT;
	return d->nlines > 1 && fabs(f->right - f->box.x1) < em ? GB_ALIGN_JUSTIFY : GB_ALIGN_LEFT;
}

void gb_draft_finish(struct gb_layout *l, struct gb_layout_draft *d)
{
	struct gb_style *s = &d->block.style;
	size_t best = 0;

	d->done = true;
	gb_brackets_restore(d);
	d->block.text = gb_arena_copy(d->a, gb_buf_span(&d->text));
	for (size_t i = 0; i < d->ncount; i++)
		if (d->count[i].n > best) {
			best = d->count[i].n;
			s->font = l->face[d->count[i].face].family;
		}
	if (d->nlines == 0)
		return;
	s->size = d->first.size;
	s->bold = d->bold_all && d->strong_cp > 0;
	s->align = align_of(d);
	s->indent = d->first.box.x0 - d->first.left;
	s->lead_cp = !s->bold && d->plain_cp > 0 ? d->strong_cp : 0;
}
