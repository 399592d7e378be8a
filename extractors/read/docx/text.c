/* Paragraphs and runs, text and fields: what these elements mean to a walk. */
#include "internal.h"
#include "base/utf8.h"

/* ---- paragraphs and runs ---- */

void gb_docx_text_open_p(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	if (w->f->tbl == NULL)
		gb_docx_flow_begin_para(w);
}

void gb_docx_text_close_p(struct gb_docx_walk *w)
{
	if (w->f->in_para)
		gb_docx_flow_end_para(w);
}

void gb_docx_text_open_p_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	if (w->f->in_para)
		w->ppr = &w->f->para.ppr;
}

void gb_docx_text_close_p_pr(struct gb_docx_walk *w)
{
	w->ppr = NULL;
	if (w->f->in_para && w->f->para.mark.vanish)
		w->f->para.gone = w->f->para.vanished = true;
}

void gb_docx_text_open_r(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_docx_frame *f = w->f;

	(void)e;
	f->run = (struct gb_docx_rpr){ 0 };
	f->in_run = f->in_para;
	f->is_cooked = false;
}

void gb_docx_text_close_r(struct gb_docx_walk *w)
{
	w->f->in_run = false;
}

void gb_docx_text_open_r_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	if (w->ppr != NULL)
		w->rpr = &w->f->para.mark;
	else if (w->f->in_run)
		w->rpr = &w->f->run;
}

void gb_docx_text_close_r_pr(struct gb_docx_walk *w)
{
	w->rpr = NULL;
}

void gb_docx_text_take_props(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	if (w->rpr != NULL)
		gb_docx_prop_rpr(w->d, w->rpr, e);
	else if (w->ppr != NULL)
		gb_docx_prop_ppr(w->d, w->ppr, e);
}

/* ---- text ---- */

bool gb_docx_text_showing(const struct gb_docx_walk *w)
{
	if (!w->f->in_para)
		return false;
	for (size_t i = 0; i < w->fields; i++)
		if (!w->field[i].result)
			return false;
	return true;
}

static const struct gb_docx_rpr *cooked(struct gb_docx_walk *w)
{
	struct gb_docx_frame *f = w->f;

	if (!f->in_run)
		f->run = (struct gb_docx_rpr){ 0 };
	if (!f->is_cooked || !f->in_run)
		f->cooked = gb_docx_para_run(w->d, &f->para, &f->run);
	f->is_cooked = f->in_run;
	return &f->cooked;
}

static bool in_toc(const struct gb_docx_walk *w)
{
	for (size_t i = 0; i < w->fields; i++)
		if (gb_span_starts(gb_span_trim((struct gb_span){ w->field[i].code, w->field[i].n }), GB_S("TOC")))
			return true;
	return false;
}

/* Cells and boxes take colours from styles that are not read: only in the story itself paper is known to be white. */
static bool on_white(const struct gb_docx_walk *w)
{
	const struct gb_docx_para *p = &w->f->para;
	const bool backed = (p->ppr.set & GB_DOCX_SET_BACKED) != 0 ? p->ppr.backed : p->style != NULL && p->style->ppr.backed;

	return w->frames == 1 && !backed;
}

static void put_text(struct gb_docx_walk *w, struct gb_span s)
{
	if (!gb_docx_text_showing(w)) {
		if (w->f->in_para)
			gb_buf_add(&w->withheld, s);
		return;
	}
	struct gb_docx_rpr run = *cooked(w);

	if (run.white && !run.backed && on_white(w))
		return;
	run.super = run.super || w->raised > 0;
	w->f->para.toc = w->f->para.toc || (w->fields > 0 && in_toc(w));
	gb_docx_para_add(&w->f->para, &run, s);
}

static void put_control(struct gb_docx_walk *w, char c)
{
	if (gb_docx_text_showing(w) && !cooked(w)->vanish)
		gb_docx_para_add_control(&w->f->para, c);
}

void gb_docx_text_open_t(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_span space = GB_S("");

	gb_docx_xml_attr(e, GB_S("space"), &space);
	w->in_text = true;
	w->preserve = e->tag == GB_DOCX_T && gb_span_eq(space, GB_S("preserve"));
	w->text_from = w->f->para.text.n;
}

/* Blanks at the ends of a text that does not ask for them are not content. */
void gb_docx_text_close_t(struct gb_docx_walk *w)
{
	struct gb_buf *b = &w->f->para.text;

	w->in_text = false;
	while (!w->preserve && w->f->in_para && b->n > w->text_from && b->p[b->n - 1] == ' ')
		b->n--;
}

void gb_docx_on_text(void *arg, struct gb_span s)
{
	struct gb_docx_walk *w = arg;

	if (w->f == NULL)
		return;
	if (w->in_text) {
		while (!w->preserve && s.n > 0 && (unsigned char)s.p[0] <= ' ' && w->f->para.text.n == w->text_from)
			s = gb_span_from(s, 1);
		put_text(w, s);
	} else if (w->in_code && w->fields > 0) {
		struct gb_docx_field *f = &w->field[w->fields - 1];

		for (size_t i = 0; i < s.n && !f->result && f->n < sizeof f->code; i++)
			f->code[f->n++] = s.p[i];
	}
}

void gb_docx_text_open_tab(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	if (w->ppr != NULL) {
		gb_docx_text_take_props(w, e);
		return;
	}
	put_control(w, ' ');
	w->f->para.tabs = true;
}

void gb_docx_text_open_br(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_span type = GB_S("textWrapping");

	gb_docx_xml_attr(e, GB_S("type"), &type);
	put_control(w, gb_span_eq(type, GB_S("textWrapping")) ? GB_DOCX_SOFT : GB_DOCX_HARD);
}

void gb_docx_text_open_hyphen(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	put_text(w, GB_S("-"));
}

static uint32_t hex(struct gb_span s)
{
	uint32_t v = 0;

	for (size_t i = 0; i < s.n && i < 6; i++) {
		const char c = s.p[i];
		const int digit = c >= '0' && c <= '9'	 ? c - '0'
				  : c >= 'a' && c <= 'f' ? c - 'a' + 10
				  : c >= 'A' && c <= 'F' ? c - 'A' + 10
							 : -1;

		if (digit < 0)
			return 0;
		v = v * 16 + (uint32_t)digit;
	}
	return v;
}

void gb_docx_text_open_sym(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_span font = GB_S(""), code = GB_S("");
	char utf8[4];

	gb_docx_xml_attr(e, GB_S("font"), &font);
	gb_docx_xml_attr(e, GB_S("char"), &code);
	uint32_t cp = hex(code);
	const uint32_t sign = gb_docx_symbol(font, cp);

	/* Word files ordinary characters of a font under F000 too. */
	if (sign != 0)
		cp = sign;
	else if (cp > 0xf020 && cp < 0xf07f && !gb_span_starts(font, GB_S("Wingdings")) && !gb_span_starts(font, GB_S("Webdings")))
		cp -= 0xf000;
	if (cp >= ' ' && cp <= 0x10ffff && !(cp >= 0xd800 && cp <= 0xdfff))
		put_text(w, (struct gb_span){ utf8, gb_utf8_encode(cp, utf8) });
}

/* ---- formulas ---- */

void gb_docx_text_open_fraction(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	w->upper = false;
}

void gb_docx_text_open_numerator(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	w->upper = true;
}

/* One over three is 1/3 and not 13. */
void gb_docx_text_open_denominator(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	if (w->upper)
		put_text(w, GB_S("/"));
	w->upper = false;
}

void gb_docx_text_open_raised(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	w->raised++;
}

void gb_docx_text_close_raised(struct gb_docx_walk *w)
{
	w->raised -= w->raised > 0;
}

/* ---- fields ---- */

void gb_docx_text_open_drop_down(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	const enum gb_docx_tag tag = e->tag;

	if (tag == GB_DOCX_DROP_DOWN)
		w->drop.n = w->drop.chosen = 0;
	else if (tag == GB_DOCX_LIST_ENTRY && w->drop.n < sizeof w->drop.entry / sizeof *w->drop.entry)
		w->drop.entry[w->drop.n++] = gb_arena_copy(w->d->scratch, gb_docx_xml_val(e));
	else if (tag == GB_DOCX_RESULT || (tag == GB_DOCX_DEFAULT && w->drop.n == 0 && w->drop.chosen == 0))
		w->drop.chosen = (size_t)gb_docx_xml_int(e, GB_S("val"), 0);
}

/* The field draws its chosen entry by itself. */
static void put_chosen(struct gb_docx_walk *w, const struct gb_docx_field *f)
{
	if (gb_span_has((struct gb_span){ f->code, f->n }, GB_S("FORMDROPDOWN")) && w->drop.chosen < w->drop.n)
		put_text(w, w->drop.entry[w->drop.chosen]);
}

static void begin_field(struct gb_docx_walk *w, bool result)
{
	if (w->fields == GB_DOCX_FIELDS) {
		w->fields_lost++;
		return;
	}
	w->field[w->fields++] = (struct gb_docx_field){ .result = result };
}

/* EQ \o\ac(○,1) draws a number in a ring; it has no result that could be read. */
static void put_ring(struct gb_docx_walk *w, const struct gb_docx_field *f)
{
	const struct gb_span code = gb_span_trim((struct gb_span){ f->code, f->n });
	const size_t comma = gb_span_find(code, GB_S(","), 0);
	struct gb_buf b = { 0 };

	if (!(gb_span_starts(code, GB_S("eq")) || gb_span_starts(code, GB_S("EQ"))) || !gb_span_has(code, GB_S("\\o")) ||
	    comma == (size_t)-1 || f->result)
		return;
	struct gb_span inner = gb_span_from(code, comma + 1);
	const size_t close = gb_span_rfind(inner, GB_S(")"));

	inner = gb_span_trim(gb_span_sub(inner, 0, close));
	const int n = gb_docx_xml_span_int(inner, 0);

	if (n > 0 && inner.n < 3)
		gb_docx_numfmt_put(&b, gb_docx_numfmt_of(GB_S("decimalEnclosedCircle")), false, n);
	else if (!gb_span_has(inner, GB_S("\\")) && !gb_span_has(inner, GB_S("(")))
		gb_buf_add(&b, inner);
	put_text(w, gb_buf_span(&b));
	gb_buf_free(&b);
}

static void end_field(struct gb_docx_walk *w)
{
	if (w->fields_lost > 0) {
		w->fields_lost--;
	} else if (w->fields > 0) {
		const struct gb_docx_field f = w->field[--w->fields];

		if (gb_docx_text_showing(w))
			gb_buf_clear(&w->withheld);
		put_ring(w, &f);
		put_chosen(w, &f);
		w->drop.n = 0;
	}
}

void gb_docx_text_open_fld_char(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_span type = GB_S("");

	gb_docx_xml_attr(e, GB_S("fldCharType"), &type);
	if (gb_span_eq(type, GB_S("begin")))
		begin_field(w, false);
	else if (gb_span_eq(type, GB_S("separate")) && w->fields > 0 && w->fields_lost == 0)
		w->field[w->fields - 1].result = true;
	else if (gb_span_eq(type, GB_S("end")))
		end_field(w);
}

void gb_docx_text_open_fld_simple(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_span code = GB_S("");

	gb_docx_xml_attr(e, GB_S("instr"), &code);
	begin_field(w, true);
	if (w->fields_lost > 0)
		return;
	struct gb_docx_field *f = &w->field[w->fields - 1];

	for (size_t i = 0; i < code.n && f->n < sizeof f->code; i++)
		f->code[f->n++] = code.p[i];
}

void gb_docx_text_close_fld_simple(struct gb_docx_walk *w)
{
	end_field(w);
}

void gb_docx_text_open_instr(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	w->in_code = true;
}

void gb_docx_text_close_instr(struct gb_docx_walk *w)
{
	w->in_code = false;
}
