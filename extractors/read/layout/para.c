/*
 * Which lines make one paragraph.  The main test is the printer's: if the first
 * word of the next line would still have fitted, the line was ended on purpose.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "base/utf8.h"

static bool word_part(uint32_t cp)
{
	const bool letter = (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');

	return gb_character_is_digit(cp) || letter || cp == '.' || cp == '%' || cp == '\'' || cp == '+' || cp == '/';
}

static bool quote(uint32_t cp)
{
	return cp == 0x201c || cp == 0x201d || cp == 0x2018 || cp == 0x2019 || cp == '"';
}

/*
 * Width of what cannot be broken at the start of a line: a word or a character,
 * with the signs that must follow it.  Typesetters that take quotation marks
 * for Western ones break on neither side of them.
 */
double gb_para_head_width(const struct gb_layout_tline *ln)
{
	size_t i = 0;
	bool more = true;

	while (more && i + 1 < ln->n) {
		while (i + 1 < ln->n && (gb_character_opens(ln->g[i].cp) || quote(ln->g[i].cp)))
			i++;
		if (word_part(ln->g[i].cp))
			while (i + 1 < ln->n && word_part(ln->g[i + 1].cp) && ln->g[i + 1].x0 - ln->g[i].x1 < 0.3F * (float)ln->size)
				i++;
		while (i + 1 < ln->n && gb_character_closes(ln->g[i + 1].cp))
			i++;
		more = i + 1 < ln->n && (quote(ln->g[i + 1].cp) || quote(ln->g[i].cp) ||
					 (word_part(ln->g[i].cp) && gb_character_opens(ln->g[i + 1].cp)));
		i += more;
	}
	return (double)ln->g[i].x1 - (double)ln->g[0].x0;
}

bool gb_para_centred(const struct gb_layout_tline *ln)
{
	const double mid = (ln->box.x0 + ln->box.x1) / 2, area = (ln->left + ln->right) / 2;
	const double em = ln->size > 0 ? ln->size : 12, in = ln->box.x0 - ln->left, least = (ln->display ? 0.4 : 1.2) * em;

	if (ln->right <= ln->left || in < least || ln->right - ln->box.x1 < least)
		return false;
	/* A line of text that begins with the usual indent can end as far from the right by chance. */
	if (!ln->cell && !ln->display && (fabs(in - 2 * em) < 0.35 * em || fabs(in - ln->indent) < 0.3 * em))
		return false;
	return fabs(mid - area) < fmax(0.8 * em, 0.02 * (ln->right - ln->left));
}

static uint32_t cp_at(const struct gb_layout_tline *ln, size_t i)
{
	return i < ln->n ? ln->g[i].cp : 0;
}

/* ① ▶ ● and the like. */
static bool is_bullet(uint32_t cp)
{
	return (cp >= 0x2460 && cp <= 0x24ff) || (cp >= 0x25a0 && cp <= 0x27bf) || cp == 0x2022;
}

/* How many glyphs of a numbering mark stand at the start: 一、 （一） 1. （1） 第X章 ▶, 02 before a word; 0 for none. */
static size_t mark_length(const struct gb_layout_tline *ln)
{
	const bool bracket = gb_line_is(ln, 0, GB_WORDS_MARK_OPEN), ordinal = gb_line_is(ln, 0, GB_WORDS_MARK_ORDINAL);
	const size_t from = bracket || ordinal;
	size_t i = from;

	while (i < from + 4 && gb_line_is(ln, i, GB_WORDS_LINE_NUMERAL))
		i++;
	if (i == from)
		return is_bullet(cp_at(ln, 0)) ? 1 : 0;
	if (i == 2 && from == 0 && cp_at(ln, 0) == '0' && gb_utf8_is_han(cp_at(ln, 2)))
		return 2;
	if (bracket)
		return gb_line_is(ln, i, GB_WORDS_MARK_CLOSE) ? i + 1 : 0;
	if (ordinal)
		return gb_line_is(ln, i, GB_WORDS_MARK_UNIT) ? i + 1 : 0;
	if (gb_line_is(ln, i, GB_WORDS_MARK_POINT))
		return gb_character_is_digit(cp_at(ln, i + 1)) ? 0 : i + 1;
	return gb_line_is(ln, i, GB_WORDS_MARK_COMMA) ? i + 1 : 0;
}

/* A line that is nothing but a date. */
bool gb_para_only_date(const struct gb_layout_tline *ln)
{
	return ln->n >= 7 && ln->n <= 14 && gb_line_is(ln, ln->n - 1, GB_WORDS_LINE_DAY) &&
	       gb_line_is(ln, 0, GB_WORDS_LINE_NUMERAL) && (gb_line_is(ln, 4, GB_WORDS_LINE_YEAR) || gb_line_is(ln, 5, GB_WORDS_LINE_YEAR));
}

static bool same_print(const struct gb_layout *l, const struct gb_layout_tline *a, const struct gb_layout_tline *b)
{
	return fabs(a->size - b->size) < 0.08 * fmax(a->size, b->size) + 0.2 && a->bold == b->bold &&
	       (a->face == b->face || gb_span_eq(l->face[a->face].family, l->face[b->face].family));
}

/* From line to line, in line heights; 0 over a page break. */
static double pitch(const struct gb_layout_tline *a, const struct gb_layout_tline *b)
{
	if (a->page != b->page || a->column != b->column)
		return 0;
	return (b->box.y0 + b->box.y1 - a->box.y0 - a->box.y1) / 2 / fmax(fmin(a->size, b->size), 1);
}

/* About as far from the left edge as from the right one. */
static bool in_the_middle(const struct gb_layout_tline *ln)
{
	return fabs(ln->box.x0 + ln->box.x1 - ln->left - ln->right) < 2 * fmax(0.8 * ln->size, 0.02 * (ln->right - ln->left));
}

/* "省长  安平": a short line with a gap in it is a label and a name. */
static bool spaced_short(const struct gb_layout_tline *ln)
{
	for (size_t i = 1; i < ln->n && ln->n <= 8; i++)
		if ((double)ln->g[i].x0 - (double)ln->g[i - 1].x1 > 0.4 * ln->size)
			return true;
	return false;
}

/* A heading in one character a line, downwards. */
static bool upright_joins(const struct gb_layout_tline *prev, const struct gb_layout_tline *cur)
{
	return prev->n == 1 && cur->n == 1 && !cur->cell && gb_utf8_is_han(cur->g[0].cp) && gb_utf8_is_han(prev->g[0].cp) &&
	       fabs(prev->box.x0 - cur->box.x0) < 0.3 * cur->size && fabs(prev->size - cur->size) < 0.5 && pitch(prev, cur) > 0;
}

/* Lines of one title: in the middle, printed alike, close together. */
static bool title_joins(const struct gb_layout *l, const struct gb_layout_draft *d, const struct gb_layout_tline *cur, bool full)
{
	const struct gb_layout_tline *prev = &d->last;
	const bool large = l->body_size > 0 && cur->size > 1.15 * l->body_size;

	if (cur->cell || prev->page != cur->page || !same_print(l, prev, cur) || pitch(prev, cur) > 2.6)
		return false;
	if (mark_length(cur) > 0 || gb_para_only_date(cur) || spaced_short(cur))
		return false;
	if (large)
		return in_the_middle(prev) && in_the_middle(cur);
	/* Centred lines of body size are lines of their own, a date, a number, unless the text would not fit in one. */
	return full && gb_para_centred(prev) && gb_para_centred(cur);
}

/* Would the head of `cur` not have fitted in the line before it? */
static bool is_full(const struct gb_layout_draft *d, const struct gb_layout_tline *cur)
{
	const struct gb_layout_tline *prev = &d->last;
	if (cur->cell && prev->n == 1 && d->nlines == 1 && gb_utf8_is_han(prev->g[0].cp))
		return true; /* one character is no paragraph: 微 / 克/立方米 */
	const bool mixed = gb_character_is_wide(d->last_glyph[prev->n - 1].cp) != gb_character_is_wide(cur->g[0].cp);
	const double need = gb_para_head_width(cur) + (mixed ? 0.25 : 0) * cur->size, slack = 0.2 * cur->size;

	if (prev->middle || (gb_para_centred(prev) && (prev->cell || gb_para_centred(cur))))
		return prev->box.x1 - prev->box.x0 + need > prev->right - prev->left - slack;
	return prev->box.x1 + need > prev->right - slack;
}

/* A list of bodies, one a line, each beginning alike: 区教委 / 区民政局. */
static bool list_breaks(const struct gb_layout_draft *d, const struct gb_layout_tline *cur)
{
	return cur->cell && d->stop_cp == 0 && d->first_cp == cur->g[0].cp && gb_utf8_is_han(d->first_cp) &&
	       gb_line_has(cur->grammar, GB_WORDS_BODY_END, d->last_glyph[d->last.n - 1].cp);
}

/* Does the indent of `cur` begin a paragraph, given that the line before is full? */
static bool indent_breaks(const struct gb_layout_draft *d, const struct gb_layout_tline *cur)
{
	const struct gb_layout_tline *prev = &d->last;
	const double em = cur->size, in = cur->box.x0 - cur->left, before = prev->box.x0 - prev->left;

	if (in < 0.8 * em)
		return false;
	const bool usual = fabs(in - 2 * em) < 0.6 * em || (cur->indent > 0 && fabs(in - cur->indent) < 0.6 * em);

	if (mark_length(cur) > 0)
		return true;
	/* Hanging: the text goes on under the words after its mark. */
	if (in > before + 0.8 * em && d->nlines == 1 && !usual)
		return false;
	if (fabs(in - before) < 0.5 * em)
		return d->nlines == 1 ? usual || gb_character_ends_sentence(d->last_glyph[prev->n > 1].cp) : false;
	return true;
}

/*
 * A line can end early for reasons of the typesetter's own.  Where paragraphs
 * begin with an indent, a line without one goes on with the sentence before it.
 */
static bool flush_goes_on(const struct gb_layout_draft *d, const struct gb_layout_tline *cur)
{
	const struct gb_layout_tline *prev = &d->last;
	const double em = cur->size;
	const bool next_column = prev->page == cur->page && prev->column == 1 && cur->column == 2;
	const double indent = next_column ? fmax(prev->indent, cur->indent) : cur->indent;

	return indent > 0 && cur->box.x0 - cur->left < 0.5 * em && !gb_para_centred(prev) &&
	       (next_column || prev->box.x1 - prev->left > 0.75 * (prev->right - prev->left)) && prev->box.x0 - prev->left < 2.6 * em &&
	       !gb_character_ends_sentence(d->last_glyph[prev->n - 1].cp) && mark_length(cur) == 0;
}

/* After a full sentence, a line with a mark of its own begins an item, unless paragraphs here are indented and it is not. */
static bool item_breaks(const struct gb_layout_draft *d, const struct gb_layout_tline *cur)
{
	if (!gb_character_ends_sentence(d->last_glyph[d->last.n - 1].cp))
		return false;
	if (gb_line_word(cur, 0, GB_WORDS_ANNEX_LABEL) > 0)
		return true;
	return mark_length(cur) > 0 && (cur->indent <= 0 || cur->box.x0 - cur->left > 0.5 * cur->size);
}

bool gb_para_joins(const struct gb_layout *l, const struct gb_layout_draft *d, const struct gb_layout_tline *cur)
{
	const struct gb_layout_tline *prev = &d->last;

	if (d->nlines == 0 || prev->kind == GB_LINE_TOC || d->after_date)
		return d->nlines == 0;
	const bool full = is_full(d, cur);
	const double step = pitch(prev, cur);

	if (title_joins(l, d, cur, full) || upright_joins(prev, cur))
		return true;
	if ((!full && !flush_goes_on(d, cur)) || gb_para_only_date(cur) || list_breaks(d, cur))
		return false;
	if (fabs(prev->size - cur->size) > 0.12 * fmax(prev->size, cur->size) + 0.3)
		return false;
	if (step < 0 || (d->pitch > 0 && step > 1.25 * d->pitch + 0.1) || step > 3.2)
		return false;
	if (item_breaks(d, cur) || (!cur->middle && indent_breaks(d, cur)))
		return false;
	if (gb_para_centred(cur) && !cur->cell && (!gb_para_centred(prev) || spaced_short(cur)))
		return false;
	if (prev->bold != cur->bold && mark_length(cur) > 0)
		return false;
	return true;
}

static int high_first(const void *pa, const void *pb)
{
	const double *a = pa, *b = pb;

	return (*a < *b) - (*a > *b);
}

/* The outermost of n sorted values that has two more within `reach`; false when none has. */
static bool supported(const double *v, size_t n, double reach, double *out)
{
	for (size_t i = 0; i + 2 < n; i++)
		if (fabs(v[i] - v[i + 2]) < reach) {
			*out = v[i];
			return true;
		}
	return false;
}

/* A sign that may hang beyond the right edge. */
static bool hangs(uint32_t cp)
{
	return cp == 0xff0c || cp == 0x3002 || cp == 0x3001 || cp == 0xff1b || cp == 0xff1a;
}

struct area {
	double left, right;
	size_t weight; /* lines that end at the right edge */
};

static bool sheet_area(const struct gb_layout_sheet *s, struct area *out)
{
	double *x0 = gb_arena_array(s->a, s->lines.n + 1, sizeof *x0), *x1 = gb_arena_array(s->a, s->lines.n + 1, sizeof *x1);
	double em = 0;
	size_t n = 0, m = 0;

	for (size_t i = 0; i < s->lines.n; i++) {
		const struct gb_layout_tline *ln = &s->lines.item[i];

		if (ln->kind != GB_LINE_TEXT || ln->n < 8)
			continue;
		x0[n++] = -ln->box.x0;
		if (!hangs(ln->g[ln->n - 1].cp))
			x1[m++] = ln->box.x1;
		em = fmax(em, ln->size);
	}
	qsort(x0, n, sizeof *x0, high_first);
	qsort(x1, m, sizeof *x1, high_first);
	if (!supported(x0, n, 0.6 * em, &out->left) || !supported(x1, m, 1.3 * em, &out->right))
		return false;
	out->left = -out->left;
	out->weight = 0;
	for (size_t i = 0; i < m; i++)
		out->weight += fabs(x1[i] - out->right) < 1.3 * em;
	return out->right - out->left > 0.3 * s->width;
}

static void weak_area(const struct gb_layout_sheet *s, double *left, double *right)
{
	*left = s->width;
	*right = 0;
	for (size_t i = 0; i < s->lines.n; i++)
		if (s->lines.item[i].kind == GB_LINE_TEXT) {
			*left = fmin(*left, s->lines.item[i].box.x0);
			*right = fmax(*right, s->lines.item[i].box.x1);
		}
	*left = fmin(*left, s->width / 2);
	*right = fmax(*right, s->width - *left);
}

/* A page whose lines all begin much further in than those of other pages has an edge of its own. */
static double own_left(const struct gb_layout *l, const struct gb_layout_sheet *s)
{
	double left = s->width, right = 0;
	size_t n = 0;

	for (size_t i = 0; i < s->lines.n; i++)
		if (s->lines.item[i].kind == GB_LINE_TEXT) {
			left = fmin(left, s->lines.item[i].box.x0);
			right = fmax(right, s->lines.item[i].box.x1);
		}
	for (size_t i = 0; i < s->lines.n; i++) {
		const struct gb_layout_tline *ln = &s->lines.item[i];

		n += ln->kind == GB_LINE_TEXT && ln->n >= 8 && ln->box.x0 < left + 0.3 * ln->size;
	}
	return n >= 3 && left - l->area_left > 2.6 * l->body_size && right > l->area_right - l->body_size ? left : l->area_left;
}

/* The area of the pages that are held says more than one page alone. */
static void learn_area(struct gb_layout *l, double width)
{
	if (fabs(l->area_width - width) > 1)
		l->area_weight = 0;
	for (size_t i = 0; i < l->nsheet; i++) {
		struct area a;

		if (fabs(l->sheet[i]->width - width) > 1 || !sheet_area(l->sheet[i], &a) || a.weight <= l->area_weight)
			continue;
		l->area_left = a.left;
		l->area_right = a.right;
		l->area_width = width;
		l->area_weight = a.weight;
	}
}

void gb_para_sizes(struct gb_layout *l, const struct gb_layout_sheet *s)
{
	double best = 0;
	size_t most = 0;

	for (size_t i = 0; i < s->lines.n; i++) {
		const struct gb_layout_tline *ln = &s->lines.item[i];
		size_t n = 0;

		if (ln->kind != GB_LINE_TEXT)
			continue;
		for (size_t j = 0; j < s->lines.n; j++)
			if (s->lines.item[j].kind == GB_LINE_TEXT && fabs(s->lines.item[j].size - ln->size) < 0.3)
				n += s->lines.item[j].n;
		if (n > most) {
			most = n;
			best = ln->size;
		}
	}
	if (most > 150 || l->body_size <= 0)
		l->body_size = best;
}

/* A page's own area, if its lines say enough or agree with the other pages; else theirs; else a guess. */
static void choose_area(struct gb_layout *l, struct gb_layout_sheet *s, double *left, double *right)
{
	struct area own;
	const bool strong = sheet_area(s, &own);

	learn_area(l, s->width);
	const bool known = l->area_weight > 0;

	if (strong && (!known || own.weight >= 10 || fabs(own.right - l->area_right) < 1.5 * l->body_size)) {
		*left = known && own.weight < 10 ? fmin(own.left, fmax(l->area_left, own.left - 3 * l->body_size)) : own.left;
		*right = own.right;
	} else if (known) {
		*left = own_left(l, s);
		*right = l->area_right;
	} else
		weak_area(s, left, right);
}

/* The indent most lines have that begin neither at the left edge nor in the middle; 0 when hardly any does. */
static double usual_indent(const struct gb_layout_sheet *s, double left, double right)
{
	double best = 0;
	size_t most = 1;

	for (size_t i = 0; i < s->lines.n; i++) {
		const struct gb_layout_tline *ln = &s->lines.item[i];
		const double in = ln->box.x0 - left;
		size_t n = 0;

		if (ln->kind != GB_LINE_TEXT || ln->n <= 8 || in < 0.8 * ln->size || in > 5.5 * ln->size || ln->box.x1 < (left + right) / 2)
			continue;
		for (size_t k = 0; k < s->lines.n; k++)
			n += s->lines.item[k].kind == GB_LINE_TEXT && s->lines.item[k].n > 8 &&
			     fabs(s->lines.item[k].box.x0 - ln->box.x0) < 0.3 * ln->size;
		if (n > most) {
			most = n;
			best = in;
		}
	}
	return best;
}

static void set_area(const struct gb_layout *l, struct gb_layout_sheet *s, double left, double right)
{
	const double indent = usual_indent(s, left, right);

	for (size_t i = 0; i < s->lines.n; i++) {
		struct gb_layout_tline *ln = &s->lines.item[i];

		ln->left = left;
		ln->right = fmax(right, left + 1);
		ln->indent = indent;
		ln->display = ln->size > 1.15 * l->body_size || (ln->bold && ln->n < 60);
	}
}

static struct area column_bounds(const struct gb_layout_sheet *s)
{
	struct area out = { .left = 1e9, .right = 0 };

	for (size_t i = 0; i < s->lines.n; i++) {
		out.left = fmin(out.left, s->lines.item[i].box.x0);
		out.right = fmax(out.right, s->lines.item[i].box.x1);
	}
	return out;
}

/* The lines of one column have an area of their own. */
static void column_area(const struct gb_layout *l, struct gb_layout_sheet *s, int column)
{
	struct gb_layout_sheet part = *s;
	struct area own;
	size_t k = 0;

	part.lines = (struct gb_layout_tlines){ 0 };
	for (size_t i = 0; i < s->lines.n; i++)
		if (s->lines.item[i].column == column)
			*GB_PUSH(s->a, part.lines.item, part.lines.n, part.lines.cap) = s->lines.item[i];
	part.width = s->width / 2;
	if (part.lines.n == 0)
		return;
	if (!sheet_area(&part, &own)) /* a short column is as wide as its lines */
		own = column_bounds(&part);
	set_area(l, &part, own.left, own.right);
	for (size_t i = 0; i < s->lines.n; i++)
		if (s->lines.item[i].column == column)
			s->lines.item[i] = part.lines.item[k++];
}

void gb_para_area(struct gb_layout *l, struct gb_layout_sheet *s)
{
	double left, right;

	gb_para_sizes(l, s);
	choose_area(l, s, &left, &right);
	set_area(l, s, left, right);
	column_area(l, s, 1);
	column_area(l, s, 2);
}
