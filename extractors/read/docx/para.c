/* The text of one paragraph: runs come in, one or more lines with a style come out. */
#include "internal.h"
#include "text/characters.h"
#include "base/utf8.h"
#include "text/marks.h"

#include <string.h>

void gb_docx_para_begin(struct gb_docx_para *p)
{
	struct gb_buf text = p->text;

	gb_buf_clear(&text);
	*p = (struct gb_docx_para){ .text = text };
}

static void set_base(const struct gb_docx *d, struct gb_docx_para *p)
{
	p->style = gb_docx_style_find(d, p->ppr.style, 'p');
	if (p->style == NULL)
		p->style = d->styles.normal;
	p->base = d->styles.rpr;
	if (p->style != NULL)
		gb_docx_prop_rpr_over(&p->base, &p->style->rpr);
	p->based = true;
}

/* Bold is a toggle: a character style that sets it inside a style that sets it takes it away. */
struct gb_docx_rpr gb_docx_para_run(const struct gb_docx *d, struct gb_docx_para *p, const struct gb_docx_rpr *direct)
{
	if (!p->based)
		set_base(d, p);
	struct gb_docx_rpr r = p->base;
	const struct gb_docx_style *s = gb_docx_style_find(d, direct->style, 'c');

	if (s != NULL) {
		const bool under = p->style != NULL && p->style->rpr.bold;

		gb_docx_prop_rpr_over(&r, &s->rpr);
		if ((s->rpr.set & GB_DOCX_SET_BOLD) != 0)
			r.bold = s->rpr.bold != under;
	}
	gb_docx_prop_rpr_over(&r, direct);
	return r;
}

/* ---- what stands in which font, size and weight ---- */

static void tally(struct gb_docx_tally *t, struct gb_span font, int half_pt, size_t n)
{
	size_t i = 0;

	while (i < 7 && t->font_n[i] > 0 && t->font[i].p != font.p)
		i++;
	if (t->font_n[i] == 0)
		t->font[i] = font;
	t->font_n[i] += n;
	for (i = 0; i < 7 && t->half_n[i] > 0 && t->half_pt[i] != half_pt;)
		i++;
	if (t->half_n[i] == 0)
		t->half_pt[i] = half_pt;
	t->half_n[i] += n;
}

static size_t most(const size_t n[8])
{
	size_t best = 0;

	for (size_t i = 1; i < 8; i++)
		if (n[i] > n[best])
			best = i;
	return best;
}

static bool blank(struct gb_span s)
{
	return gb_span_trim(s).n == 0;
}

static void weigh(struct gb_docx_para *p, const struct gb_docx_rpr *run, size_t from)
{
	const struct gb_span s = { p->text.p + from, p->text.n - from };

	if (s.n == 0 || blank(s))
		return;
	bool wide = false;

	for (size_t i = 0; i < s.n && !wide; i++)
		wide = (unsigned char)s.p[i] >= 0x80;
	const struct gb_span none = GB_S("");
	struct gb_span font = wide ? run->east : run->ascii;

	if ((run->set & (wide ? GB_DOCX_SET_EAST : GB_DOCX_SET_ASCII)) == 0)
		font = (run->set & GB_DOCX_SET_ASCII) != 0 ? run->ascii : none;
	/* A word processor's own default is 10 points. */
	tally(&p->tally, font, (run->set & GB_DOCX_SET_SIZE) != 0 ? run->half_pt : 20, s.n);
	if (!run->bold)
		p->plain_n += s.n;
	else if (p->plain_n > 0)
		p->bold_later += s.n;
	else
		p->bold_n = p->text.n;
}

/* ---- text in ---- */

static void put_symbols(struct gb_buf *out, struct gb_span font, struct gb_span s)
{
	size_t len;

	for (; s.n > 0; s = gb_span_from(s, len)) {
		const uint32_t cp = gb_utf8_decode(s, &len);
		const uint32_t sign = cp >= 0xf000 && cp <= 0xf0ff ? gb_docx_symbol(font, cp) : 0;

		gb_buf_add_cp(out, sign != 0 ? sign : cp);
	}
}

/* Line ends and tabs written into the text itself are blanks. */
static void put_plain(struct gb_buf *out, struct gb_span s)
{
	static const char blanks[] = { '\n', '\t', '\r' };
	const size_t from = out->n;

	gb_buf_add(out, s);
	for (size_t i = 0; i < sizeof blanks; i++)
		for (char *at = out->p + from; (at = memchr(at, blanks[i], (size_t)(out->p + out->n - at))) != NULL;)
			*at = ' ';
}

static bool is_symbol_font(struct gb_span font)
{
	return font.n > 5 && (font.p[0] == 'S' || font.p[0] == 'W') &&
	       (gb_span_starts(font, GB_S("Symbol")) || gb_span_starts(font, GB_S("Wingdings")));
}

/* Letters of a point. */
static bool is_speck(const struct gb_docx_rpr *run)
{
	return (run->set & GB_DOCX_SET_SIZE) != 0 && run->half_pt <= 3;
}

void gb_docx_para_add(struct gb_docx_para *p, const struct gb_docx_rpr *run, struct gb_span s)
{
	const size_t from = p->text.n;

	if (run->vanish || run->strike || s.n == 0 || is_speck(run))
		return;
	if (run->super && gb_character_raise(&p->text, s))
		;
	else if (is_symbol_font(run->ascii))
		put_symbols(&p->text, run->ascii, s);
	else
		put_plain(&p->text, s);
	weigh(p, run, from);
}

void gb_docx_para_add_control(struct gb_docx_para *p, char c)
{
	gb_buf_add_byte(&p->text, c);
}

/* ---- lines out ---- */

static bool is_closing(uint32_t cp)
{
	static const uint32_t marks[] = { 0x3002, 0xff1b, 0xff01, 0xff1f, 0xff1a, ';', ':', '!', '?' };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (marks[i] == cp)
			return true;
	return false;
}

static bool is_numeral(uint32_t cp)
{
	/* 一二三四五六七八九十百零〇 */
	static const uint32_t han[] = { 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d, 0x4e03,
					0x516b, 0x4e5d, 0x5341, 0x767e, 0x96f6, 0x3007 };

	if ((cp >= '0' && cp <= '9') || (cp >= 0xff10 && cp <= 0xff19))
		return true;
	for (size_t i = 0; i < sizeof han / sizeof *han; i++)
		if (han[i] == cp)
			return true;
	return false;
}

static uint32_t first_cp(struct gb_span s)
{
	size_t len;

	return s.n > 0 ? gb_utf8_decode(s, &len) : 0;
}

static uint32_t last_cp(struct gb_span s)
{
	size_t len;

	return s.n > 0 ? gb_utf8_decode_last(s, &len) : 0;
}

/* "（一）", "(1)", "一、", "1.", "1．", "第三条", "①", "●": does a new item start here? */
static bool starts_item(struct gb_span s)
{
	size_t len, n = 0;
	const uint32_t first = first_cp(s);
	const bool open = first == 0xff08 || first == '(', ordinal = first == 0x7b2c;

	if ((first >= 0x2460 && first <= 0x24ff) || (first >= 0x25a0 && first <= 0x27bf) || first == 0x2022)
		return true;
	if (open || ordinal)
		s = gb_span_from(s, gb_utf8_len(s));
	for (; s.n > 0 && n < 4; n++) {
		const uint32_t cp = gb_utf8_decode(s, &len);

		if (!is_numeral(cp))
			break;
		s = gb_span_from(s, len);
	}
	const uint32_t after = first_cp(s);
	const uint32_t next = s.n > 0 ? first_cp(gb_span_from(s, gb_utf8_len(s))) : 0;

	if (n == 0)
		return false;
	if (ordinal)
		return after == 0x6761 || after == 0x7ae0 || after == 0x8282 || after == 0x7f16;
	if (open)
		return after == 0xff09 || after == ')';
	return after == 0x3001 || after == 0xff0e || (after == '.' && !is_numeral(next));
}

/* "电话：…" after a line that has a colon too: fields, one a line. */
static bool starts_field(struct gb_span s, struct gb_span before)
{
	const size_t colon = gb_span_find(gb_span_sub(s, 0, 24), GB_S(GB_MARK_COLON), 0);

	return colon != (size_t)-1 && colon > 0 && gb_span_has(before, GB_S(GB_MARK_COLON));
}

struct out {
	struct gb_arena *a;
	struct gb_docx_para *p;
	struct gb_docx_lines lines;
	struct gb_buf line;
	bool in_cell, centred;
	size_t lead; /* bytes of the first line that are bold, so far */
};

/*
 * A line end inside a paragraph (w:br) is mostly there to make a title or a
 * cell look nice, and sometimes to make several lines of one paragraph.
 */
static bool separates(const struct out *o, struct gb_span before, struct gb_span raw)
{
	const struct gb_span s = gb_span_trim(raw);

	if (is_closing(last_cp(before)) || starts_item(s) || starts_field(s, before))
		return true;
	if (!o->centred && (gb_span_starts(raw, GB_S("\u3000")) || gb_span_starts(raw, GB_S("  "))))
		return true;
	/* In a cell, words of a few characters are one broken head (责任/单位); longer ones are a list. */
	return o->in_cell && gb_utf8_count(before) > 4 && gb_utf8_count(s) > 4;
}

static void end_line(struct out *o)
{
	if (o->line.n == 0)
		return;
	struct gb_docx_line *l = GB_PUSH(o->a, o->lines.item, o->lines.n, o->lines.cap);

	l->text = gb_arena_copy(o->a, gb_buf_span(&o->line));
	l->where = o->p->where;
	gb_buf_clear(&o->line);
}

/* Add the piece [from, to) of the raw text to the line. */
static void add_piece(struct out *o, size_t from, size_t to)
{
	const struct gb_span raw = { o->p->text.p + from, to - from };
	const struct gb_span s = gb_span_trim(raw);
	const size_t start = (size_t)(s.p - o->p->text.p);

	if (s.n == 0)
		return;
	if (o->line.n > 0 && !gb_character_is_wide(last_cp(gb_buf_span(&o->line))) && !gb_character_is_wide(first_cp(s)))
		gb_buf_add_byte(&o->line, ' ');
	if (o->lines.n == 0 && o->p->bold_n > start)
		o->lead = o->line.n + (o->p->bold_n - start < s.n ? o->p->bold_n - start : s.n);
	gb_buf_add(&o->line, s);
}

static size_t next_break(const char *text, size_t from, size_t n)
{
	const char *soft = n > from ? memchr(text + from, GB_DOCX_SOFT, n - from) : NULL;
	const size_t to = soft != NULL ? (size_t)(soft - text) : n;
	const char *hard = to > from ? memchr(text + from, GB_DOCX_HARD, to - from) : NULL;

	return hard != NULL ? (size_t)(hard - text) : to;
}

static void split(struct out *o)
{
	const char *text = o->p->text.p;
	const size_t n = o->p->text.n;
	char end = GB_DOCX_SOFT;

	for (size_t from = 0, to; from <= n; from = to + 1) {
		to = next_break(text, from, n);
		const struct gb_span raw = to > from ? (struct gb_span){ text + from, to - from } : GB_S("");

		/* An empty line between two breaks parts them. */
		if (from > 0 && (end == GB_DOCX_HARD || blank(raw) || separates(o, gb_buf_span(&o->line), raw)))
			end_line(o);
		if (to > from)
			add_piece(o, from, to);
		end = to < n ? text[to] : end;
	}
	end_line(o);
}

/* ---- number, kind and style ---- */

static struct gb_docx_ppr all_ppr(const struct gb_docx *d, const struct gb_docx_para *p, const struct gb_docx_lvl *lvl)
{
	struct gb_docx_ppr ppr = d->styles.ppr;

	if (p->style != NULL)
		gb_docx_prop_ppr_over(&ppr, &p->style->ppr);
	if (lvl != NULL)
		gb_docx_prop_ppr_over(&ppr, &lvl->ppr);
	gb_docx_prop_ppr_over(&ppr, &p->ppr);
	return ppr;
}

/*
 * The list and level the paragraph stands in; NULL for none.  List and level
 * are inherited each for itself: a paragraph can move to another list and
 * stay on the level of its style.
 */
static const struct gb_docx_lvl *list_of(const struct gb_docx *d, const struct gb_docx_para *p, int *num, int *ilvl)
{
	const struct gb_docx_style *s = p->style;
	const bool own = (p->ppr.set & GB_DOCX_SET_NUM) != 0;

	*ilvl = (p->ppr.set & GB_DOCX_SET_ILVL) != 0		  ? p->ppr.ilvl
	      : s != NULL && (s->ppr.set & GB_DOCX_SET_ILVL) != 0 ? s->ppr.ilvl
								  : -1;
	if (!own && (s == NULL || s->num_style < 0))
		return NULL;
	*num = own ? p->ppr.num : s->ppr.num;
	return gb_docx_num_level(d, *num, ilvl, own ? NULL : &d->styles.item[s->num_style]);
}

/* "（一）加强", "第一章 总则", "1.GDP": a gap only where the two would run together. */
static bool needs_gap(struct gb_span label, struct gb_span text, const struct gb_docx_lvl *lvl)
{
	const uint32_t last = last_cp(label), next = first_cp(text);

	if (lvl->suff == GB_DOCX_SUFF_NOTHING || text.n == 0)
		return false;
	return gb_utf8_is_han(last) || (!gb_character_is_wide(last) && !gb_character_is_wide(next));
}

const struct gb_docx_lvl *gb_docx_para_number(struct gb_docx *d, struct gb_docx_para *p)
{
	struct gb_buf all = { 0 };
	int num = 0, ilvl = 0;

	if (!p->based)
		set_base(d, p);
	const struct gb_docx_lvl *lvl = p->numbered || (p->vanished && p->text.n == 0) ? NULL : list_of(d, p, &num, &ilvl);

	if (lvl == NULL)
		return NULL;
	struct gb_buf label = { 0 };
	const struct gb_span text = p->text.n > 0 ? gb_span_trim(gb_buf_span(&p->text)) : GB_S("");
	const size_t cut = text.n > 0 ? (size_t)(text.p - p->text.p) : p->text.n;

	gb_docx_num_count(d, num, ilvl, &label);
	gb_buf_add(&all, gb_span_trim(gb_buf_span(&label)));
	if (all.n > 0 && needs_gap(gb_buf_span(&all), text, lvl))
		gb_buf_add_byte(&all, ' ');
	if (p->bold_n > 0)
		p->bold_n += all.n - cut;
	gb_buf_add(&all, text);
	gb_buf_clear(&p->text);
	gb_buf_add(&p->text, gb_buf_span(&all));
	gb_buf_free(&all);
	gb_buf_free(&label);
	p->numbered = true;
	return lvl;
}

static bool is_leader(uint32_t cp)
{
	return cp == '.' || cp == 0xb7 || cp == 0x2026 || cp == 0xff0e || cp == 0x22ef || cp == 0x2025 || cp == 0x30fb;
}

/* "标题……12": dots up to a number at the end. */
static bool has_leader(struct gb_span s)
{
	size_t len, dots = 0, digits = 0;

	while (s.n > 0) {
		const uint32_t cp = gb_utf8_decode_last(s, &len);

		if (cp >= '0' && cp <= '9')
			digits++;
		else if (cp != ' ' && cp != '-' && cp != '(' && cp != ')' && cp != 0xff08 && cp != 0xff09 && cp != 0x2014)
			break;
		s.n -= len;
	}
	for (; s.n > 0 && is_leader(gb_utf8_decode_last(s, &len)); s.n -= len)
		dots += gb_utf8_decode_last(s, &len) == 0x2026 ? 3 : 1;
	return digits > 0 && digits < 5 && dots > 3;
}

static bool ends_in_digit(struct gb_span s)
{
	const uint32_t cp = last_cp(s);

	return cp >= '0' && cp <= '9';
}

static bool is_toc(const struct gb_docx_para *p, const struct gb_docx_ppr *ppr, struct gb_span text)
{
	if (p->style != NULL && p->style->toc > 0)
		return true;
	/* A field that is never closed must not swallow the document. */
	if (p->toc && ends_in_digit(text))
		return true;
	return (p->tabs && ppr->dot_leader && ends_in_digit(text)) || has_leader(text);
}

static double points(bool by_char, int ch, int twentieths, double size)
{
	return by_char && ch != 0 ? ch * size / 100 : twentieths / 20.0;
}

static struct gb_style style_of(const struct gb_docx_para *p, const struct gb_docx_ppr *ppr)
{
	const struct gb_docx_tally *t = &p->tally;
	const size_t f = most(t->font_n), h = most(t->half_n);
	struct gb_style s = { .font = t->font_n[f] > 0 ? t->font[f] : GB_S(""),
			      .size = t->half_n[h] > 0 ? t->half_pt[h] / 2.0 : 0,
			      .bold = p->bold_n > 0 && p->plain_n == 0,
			      .align = ppr->align };
	const double size = s.size > 0 ? s.size : 10;

	s.indent = points((ppr->set & GB_DOCX_SET_LEFT_CH) != 0, ppr->left_ch, ppr->left, size) +
		   points((ppr->set & GB_DOCX_SET_FIRST_CH) != 0, ppr->first_ch, ppr->first, size);
	if ((ppr->set & GB_DOCX_SET_OUTLINE) != 0)
		s.level = ppr->outline >= 0 && ppr->outline < 9 ? ppr->outline + 1 : 0;
	else if (p->style != NULL)
		s.level = p->style->heading;
	return s;
}

struct gb_docx_lines gb_docx_para_end(struct gb_docx *d, struct gb_arena *a, struct gb_docx_para *p, bool in_cell)
{
	struct out o = { .a = a, .p = p, .in_cell = in_cell };
	const struct gb_docx_lvl *lvl = gb_docx_para_number(d, p);
	const struct gb_docx_ppr ppr = all_ppr(d, p, lvl);

	o.centred = ppr.align == GB_ALIGN_CENTER;
	split(&o);
	gb_buf_free(&o.line);
	struct gb_style style = style_of(p, &ppr);

	for (size_t i = 0; i < o.lines.n; i++) {
		struct gb_docx_line *l = &o.lines.item[i];

		l->style = style;
		l->kind = is_toc(p, &ppr, l->text) ? GB_BLOCK_TOC : GB_BLOCK_PARAGRAPH;
		/* One bold word further on does not unmake the bold lead of a measure. */
		if (i == 0 && p->plain_n > 0 && o.lead > 0 && p->bold_later < p->plain_n)
			l->style.lead_cp = gb_utf8_count(gb_span_sub(l->text, 0, o.lead));
	}
	return o.lines;
}
