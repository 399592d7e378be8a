/* The walk over a story: what each element means, as two tables of small functions. */
#include "read/docx_walk_int.h"

#define MAX_COLUMNS 1024
#define EMU_PER_PT 12700.0

/* ---- roots and containers ---- */

static void begin_story(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	static const struct {
		enum gb_docx_tag tag;
		enum gb_docx_story story;
		const char *path;
	} roots[] = {
		{ GB_DOCX_DOCUMENT, GB_DOCX_STORY_BODY, "/w:body" },       { GB_DOCX_HEADER, GB_DOCX_STORY_FURNITURE, "/w:hdr" },
		{ GB_DOCX_FOOTER, GB_DOCX_STORY_FURNITURE, "/w:ftr" },     { GB_DOCX_FOOTNOTES, GB_DOCX_STORY_NOTES, "/w:footnotes" },
		{ GB_DOCX_ENDNOTES, GB_DOCX_STORY_NOTES, "/w:endnotes" },
	};

	w->root_seen = true;
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
		if (roots[i].tag == e->tag && roots[i].story == w->story) {
			gb_docx_frame_push(w, GB_DOCX_IN_STORY, gb_span_of(roots[i].path));
			return;
		}
	w->wrong_root = true;
	gb_docx_stop(e);
}

static bool between_blocks(const struct gb_docx_walk *w)
{
	return !w->f->in_para && w->f->tbl == NULL;
}

/* Content controls and custom XML around blocks take part in the path. */
static void open_container(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_docx_frame *f = w->f;

	if (!between_blocks(w))
		return;
	if (f->places == GB_DOCX_PLACES) {
		f->places_lost++;
		return;
	}
	struct gb_docx_place *at = &f->place[f->places - 1];
	const struct gb_span name = e->tag == GB_DOCX_SDT ? GB_S("/w:sdt") : GB_S("/w:customXml");
	const struct gb_span path = gb_docx_flow_path(w, at->path, name, ++at->sdt);

	/* It can outlive the scratch of one block. */
	f->place[f->places++] = (struct gb_docx_place){
		.path = gb_arena_concat(w->d->r->arena, path, e->tag == GB_DOCX_SDT ? GB_S("/w:sdtContent") : GB_S("")),
	};
}

static void close_container(struct gb_docx_walk *w)
{
	struct gb_docx_frame *f = w->f;

	if (!between_blocks(w))
		return;
	if (f->places_lost > 0)
		f->places_lost--;
	else if (f->places > 1)
		f->places--;
}

static void skip(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)w;
	gb_docx_skip(e);
}

/* ---- paragraphs and runs ---- */

static void open_p(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	if (w->f->tbl == NULL)
		gb_docx_flow_begin_para(w);
}

static void close_p(struct gb_docx_walk *w)
{
	if (w->f->in_para)
		gb_docx_flow_end_para(w);
}

static void open_p_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	if (w->f->in_para)
		w->ppr = &w->f->para.ppr;
}

static void close_p_pr(struct gb_docx_walk *w)
{
	w->ppr = NULL;
	if (w->f->in_para && w->f->para.mark.vanish)
		w->f->para.gone = w->f->para.vanished = true;
}

static void open_r(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_docx_frame *f = w->f;

	(void)e;
	f->run = (struct gb_docx_rpr){ .style = GB_S("") };
	f->in_run = f->in_para;
	f->is_cooked = false;
}

static void close_r(struct gb_docx_walk *w)
{
	w->f->in_run = false;
}

static void open_r_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	if (w->ppr != NULL)
		w->rpr = &w->f->para.mark;
	else if (w->f->in_run)
		w->rpr = &w->f->run;
}

static void close_r_pr(struct gb_docx_walk *w)
{
	w->rpr = NULL;
}

static void take_props(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	if (w->rpr != NULL)
		gb_docx_rpr_take(w->d, w->rpr, e);
	else if (w->ppr != NULL)
		gb_docx_ppr_take(w->d, w->ppr, e);
}

/* In a paragraph's or row's properties: the mark or the row is deleted; elsewhere: the content is. */
static void open_del(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_docx_frame *f = w->f;

	if (w->ppr != NULL)
		f->para.gone = true;
	else if (w->in_row_props && f->tbl != NULL && f->tbl->n > 0)
		f->tbl->item[f->tbl->n - 1].gone = true;
	gb_docx_skip(e);
}

/* ---- text ---- */

static bool showing(const struct gb_docx_walk *w)
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
		f->run = (struct gb_docx_rpr){ .style = GB_S("") };
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

static void put_text(struct gb_docx_walk *w, struct gb_span s)
{
	if (!showing(w))
		return;
	w->f->para.toc = w->f->para.toc || (w->fields > 0 && in_toc(w));
	gb_docx_para_add(&w->f->para, cooked(w), s);
}

static void put_control(struct gb_docx_walk *w, char c)
{
	if (showing(w) && !cooked(w)->vanish)
		gb_docx_para_add_control(&w->f->para, c);
}

static void open_t(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_span space = GB_S("");

	gb_docx_attr(e, GB_S("space"), &space);
	w->in_text = true;
	w->preserve = e->tag == GB_DOCX_T && gb_span_eq(space, GB_S("preserve"));
	w->text_from = w->f->para.text.n;
}

/* Blanks at the ends of a text that does not ask for them are not content. */
static void close_t(struct gb_docx_walk *w)
{
	struct gb_buf *b = &w->f->para.text;

	w->in_text = false;
	while (!w->preserve && w->f->in_para && b->n > w->text_from && b->p[b->n - 1] == ' ')
		b->n--;
}

static void on_text(void *arg, struct gb_span s)
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

static void open_tab(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	if (w->ppr != NULL) {
		take_props(w, e);
		return;
	}
	put_control(w, ' ');
	w->f->para.tabs = true;
}

static void open_br(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_span type = GB_S("textWrapping");

	gb_docx_attr(e, GB_S("type"), &type);
	put_control(w, gb_span_eq(type, GB_S("textWrapping")) ? GB_DOCX_SOFT : GB_DOCX_HARD);
}

static void open_hyphen(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	put_text(w, GB_S("-"));
}

static uint32_t hex(struct gb_span s)
{
	uint32_t v = 0;

	for (size_t i = 0; i < s.n && i < 6; i++) {
		const char c = s.p[i];
		const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;

		if (digit < 0)
			return 0;
		v = v * 16 + (uint32_t)digit;
	}
	return v;
}

static void open_sym(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_span font = GB_S(""), code = GB_S("");
	char utf8[4];

	gb_docx_attr(e, GB_S("font"), &font);
	gb_docx_attr(e, GB_S("char"), &code);
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

/* ---- fields ---- */

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
	const int n = gb_docx_span_int(inner, 0);

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

		put_ring(w, &f);
	}
}

static void open_fld_char(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_span type = GB_S("");

	gb_docx_attr(e, GB_S("fldCharType"), &type);
	if (gb_span_eq(type, GB_S("begin")))
		begin_field(w, false);
	else if (gb_span_eq(type, GB_S("separate")) && w->fields > 0 && w->fields_lost == 0)
		w->field[w->fields - 1].result = true;
	else if (gb_span_eq(type, GB_S("end")))
		end_field(w);
}

static void open_fld_simple(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_span code = GB_S("");

	gb_docx_attr(e, GB_S("instr"), &code);
	begin_field(w, true);
	if (w->fields_lost > 0)
		return;
	struct gb_docx_field *f = &w->field[w->fields - 1];

	for (size_t i = 0; i < code.n && f->n < sizeof f->code; i++)
		f->code[f->n++] = code.p[i];
}

static void close_fld_simple(struct gb_docx_walk *w)
{
	end_field(w);
}

static void open_instr(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	w->in_code = true;
}

static void close_instr(struct gb_docx_walk *w)
{
	w->in_code = false;
}

/* ---- tables ---- */

static void open_tbl(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_docx_frame *f = w->f;
	struct gb_docx_place *at = &f->place[f->places - 1];

	(void)e;
	gb_docx_flow_settle(w);
	f->tbl = gb_arena_alloc(w->d->scratch, sizeof *f->tbl);
	f->tbl->where = gb_docx_flow_path(w, at->path, f->kind == GB_DOCX_IN_CELL ? GB_S("//w:tbl") : GB_S("/w:tbl"), ++at->tbl);
}

static void close_tbl(struct gb_docx_walk *w)
{
	if (w->f->tbl != NULL)
		gb_docx_flow_end_table(w);
}

static struct gb_docx_tr *row(struct gb_docx_walk *w)
{
	struct gb_docx_tbl *t = w->f->tbl;

	return t != NULL && t->n > 0 ? &t->item[t->n - 1] : NULL;
}

static void open_tr(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_docx_tbl *t = w->f->tbl;

	(void)e;
	if (t != NULL)
		(void)GB_PUSH(w->d->scratch, t->item, t->n, t->cap);
}

static void open_tr_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	w->in_row_props = true;
}

static void close_tr_pr(struct gb_docx_walk *w)
{
	w->in_row_props = false;
}

static int clamp(int v, int lo, int hi)
{
	return v < lo ? lo : v > hi ? hi : v;
}

static void in_tr_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_docx_tr *tr = row(w);

	if (tr == NULL || !w->in_row_props)
		return;
	if (e->tag == GB_DOCX_TBL_HEADER)
		tr->header = gb_docx_on(e);
	else if (e->tag == GB_DOCX_HIDDEN)
		tr->gone = gb_docx_on(e);
	else if (e->tag == GB_DOCX_GRID_BEFORE)
		tr->next_col = clamp(gb_docx_int(e, GB_S("val"), 0), 0, MAX_COLUMNS);
}

static void open_tc(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_docx_tr *tr = row(w);

	if (tr == NULL || tr->n >= MAX_COLUMNS ||
	    gb_docx_frame_push(w, GB_DOCX_IN_CELL, w->f->tbl->where) == NULL) {
		gb_reading_error(w->d->r, 0, GB_ERR_LIMIT, GB_S("a table cell is nested too deeply or its row is too long, and was skipped"));
		gb_docx_skip(e);
		return;
	}
	struct gb_docx_tc *tc = GB_PUSH(w->d->scratch, tr->item, tr->n, tr->cap);

	*tc = (struct gb_docx_tc){ .span = 1, .text = GB_S("") };
}

/* The cell whose frame is open, or NULL. */
static struct gb_docx_tc *cell(struct gb_docx_walk *w)
{
	if (w->f->kind != GB_DOCX_IN_CELL || w->f->in_para || w->f->tbl != NULL)
		return NULL;
	const struct gb_docx_tbl *t = w->frame[w->frames - 2]->tbl;
	struct gb_docx_tr *tr = &t->item[t->n - 1];

	return &tr->item[tr->n - 1];
}

static void in_tc_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_docx_tc *tc = cell(w);
	const bool restart = gb_span_eq(gb_docx_val(e), GB_S("restart"));

	if (tc == NULL)
		return;
	if (e->tag == GB_DOCX_GRID_SPAN)
		tc->span = clamp(gb_docx_int(e, GB_S("val"), 1), 1, MAX_COLUMNS);
	else if (e->tag == GB_DOCX_V_MERGE)
		tc->merged_v = !restart;
	else if (e->tag == GB_DOCX_H_MERGE)
		tc->merged_h = !restart;
	else if (e->tag == GB_DOCX_CELL_DEL)
		tc->gone = true;
}

/* Give the finished cell its column; one that goes on an old horizontal merge widens the one before. */
static void close_tc(struct gb_docx_walk *w)
{
	if (w->f->kind != GB_DOCX_IN_CELL)
		return;
	gb_docx_flow_settle(w);
	const struct gb_span text = gb_arena_copy(w->d->scratch, gb_span_trim(gb_buf_span(&w->f->cell)));

	gb_docx_frame_pop(w);
	struct gb_docx_tr *tr = row(w);
	struct gb_docx_tc *tc = &tr->item[tr->n - 1];

	tc->text = text;
	tc->col = tr->next_col;
	if (tr->next_col + tc->span > MAX_COLUMNS)
		tc->span = clamp(MAX_COLUMNS - tr->next_col, 1, MAX_COLUMNS);
	if (tc->gone || tr->next_col >= MAX_COLUMNS) {
		tr->n--;
		return;
	}
	tr->next_col += tc->span;
	if (tc->merged_h && tr->n > 1) {
		tr->item[tr->n - 2].span += tc->span;
		tr->n--;
	}
}

/* ---- boxes, pictures, notes, sections ---- */

static void open_box(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	const struct gb_span path = gb_arena_concat(w->d->scratch, w->f->para.where, GB_S("//w:txbxContent"));

	if (gb_docx_frame_push(w, GB_DOCX_IN_BOX, path) != NULL) {
		w->has_box = true;
		return;
	}
	gb_reading_error(w->d->r, 0, GB_ERR_LIMIT, GB_S("a text box is nested too deeply and was skipped"));
	gb_docx_skip(e);
}

static void close_box(struct gb_docx_walk *w)
{
	if (w->f->kind != GB_DOCX_IN_BOX)
		return;
	gb_docx_flow_settle(w);
	gb_docx_frame_pop(w);
	w->has_box = true;
}

static void open_picture(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	w->in_picture = true;
	w->has_image = w->has_box = false;
	w->picture_w = w->picture_h = 0;
}

static void close_picture(struct gb_docx_walk *w)
{
	if (w->in_picture && w->has_image && !w->has_box && showing(w))
		gb_docx_flow_figure(w, w->picture_w, w->picture_h);
	w->in_picture = false;
}

static void open_extent(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_span cx = GB_S(""), cy = GB_S("");

	gb_docx_attr(e, GB_S("cx"), &cx);
	gb_docx_attr(e, GB_S("cy"), &cy);
	/* EMU go past a million: the last three digits do not matter here. */
	w->picture_w = cx.n > 3 ? gb_docx_span_int(gb_span_sub(cx, 0, cx.n - 3), 0) * 1000.0 / EMU_PER_PT : 0;
	w->picture_h = cy.n > 3 ? gb_docx_span_int(gb_span_sub(cy, 0, cy.n - 3), 0) * 1000.0 / EMU_PER_PT : 0;
}

static void open_image(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	w->has_image = true;
}

/* "width:415pt;height:12cm" */
static double css_length(struct gb_span style, struct gb_span name)
{
	static const struct {
		const char *unit;
		double pt;
	} units[] = { { "pt", 1 }, { "in", 72 }, { "cm", 28.35 }, { "mm", 2.835 }, { "px", 0.75 } };

	while (style.n > 0) {
		const struct gb_span item = gb_span_trim(gb_span_cut(&style, ';'));

		if (!gb_span_starts(item, name) || item.n <= name.n || item.p[name.n] != ':')
			continue;
		const struct gb_span v = gb_span_from(item, name.n + 1);

		for (size_t i = 0; i < sizeof units / sizeof *units; i++)
			if (gb_span_ends(v, gb_span_of(units[i].unit)))
				return gb_docx_span_int(v, 0) * units[i].pt;
	}
	return 0;
}

static void open_shape(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_span style = GB_S("");

	gb_docx_attr(e, GB_S("style"), &style);
	if (w->in_picture && w->picture_w <= 0) {
		w->picture_w = css_length(style, GB_S("width"));
		w->picture_h = css_length(style, GB_S("height"));
	}
}

static void open_note(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_span type = GB_S("normal"), id = GB_S("");
	const bool foot = e->tag == GB_DOCX_FOOTNOTE;

	gb_docx_attr(e, GB_S("type"), &type);
	gb_docx_attr(e, GB_S("id"), &id);
	w->note_count++;
	if (w->story != GB_DOCX_STORY_NOTES || w->frames != 1 || !gb_span_eq(type, GB_S("normal"))) {
		gb_docx_skip(e);
		return;
	}
	GB_PUSH(w->d->r->arena, w->notes->item, w->notes->n, w->notes->cap)->id = gb_arena_copy(w->d->r->arena, id);
	gb_docx_frame_push(w, GB_DOCX_IN_NOTE,
			   gb_docx_flow_path(w, w->f->place[0].path, foot ? GB_S("/w:footnote") : GB_S("/w:endnote"), w->note_count));
}

static void close_note(struct gb_docx_walk *w)
{
	if (w->f->kind != GB_DOCX_IN_NOTE)
		return;
	gb_docx_flow_settle(w);
	gb_docx_frame_pop(w);
}

static void open_note_ref(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_span id = GB_S("");

	gb_docx_attr(e, GB_S("id"), &id);
	if (showing(w) && w->story == GB_DOCX_STORY_BODY)
		gb_docx_flow_note(w, e->tag == GB_DOCX_FOOTNOTE_REF ? &w->d->footnotes : &w->d->endnotes, id);
}

static void open_section_ref(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_docx_spans *all = &w->d->sections;
	struct gb_span id = GB_S("");

	gb_docx_attr(e, GB_S("r:id"), &id);
	const struct gb_span part = gb_docx_rel_id(&w->d->rels, id);

	for (size_t i = 0; i < all->n; i++)
		if (gb_span_eq(all->item[i], part))
			return;
	if (part.n > 0 && w->story == GB_DOCX_STORY_BODY)
		*GB_PUSH(w->d->r->arena, all->item, all->n, all->cap) = part;
}

static void open_alt_chunk(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	gb_reading_error(w->d->r, 0, GB_ERR_TYPE, GB_S("a part in another format is embedded here (w:altChunk) and was skipped; open the file, save it again and try again"));
}

/* ---- dispatch ---- */

static void (*const openers[GB_DOCX_TAGS])(struct gb_docx_walk *, const struct gb_docx_elem *) = {
	[GB_DOCX_P] = open_p,
	[GB_DOCX_P_PR] = open_p_pr,
	[GB_DOCX_R] = open_r,
	[GB_DOCX_R_PR] = open_r_pr,
	[GB_DOCX_T] = open_t,
	[GB_DOCX_MATH_T] = open_t,
	[GB_DOCX_TAB] = open_tab,
	[GB_DOCX_PTAB] = open_tab,
	[GB_DOCX_BR] = open_br,
	[GB_DOCX_CR] = open_br,
	[GB_DOCX_SYM] = open_sym,
	[GB_DOCX_NO_BREAK_HYPHEN] = open_hyphen,
	[GB_DOCX_STYLE_REF_P] = take_props,
	[GB_DOCX_STYLE_REF_R] = take_props,
	[GB_DOCX_JC] = take_props,
	[GB_DOCX_IND] = take_props,
	[GB_DOCX_OUTLINE] = take_props,
	[GB_DOCX_ILVL] = take_props,
	[GB_DOCX_NUM_ID] = take_props,
	[GB_DOCX_BOLD] = take_props,
	[GB_DOCX_SIZE] = take_props,
	[GB_DOCX_FONTS] = take_props,
	[GB_DOCX_VANISH] = take_props,
	[GB_DOCX_VERT_ALIGN] = take_props,
	[GB_DOCX_TBL] = open_tbl,
	[GB_DOCX_TR] = open_tr,
	[GB_DOCX_TR_PR] = open_tr_pr,
	[GB_DOCX_TBL_HEADER] = in_tr_pr,
	[GB_DOCX_HIDDEN] = in_tr_pr,
	[GB_DOCX_GRID_BEFORE] = in_tr_pr,
	[GB_DOCX_TC] = open_tc,
	[GB_DOCX_GRID_SPAN] = in_tc_pr,
	[GB_DOCX_V_MERGE] = in_tc_pr,
	[GB_DOCX_H_MERGE] = in_tc_pr,
	[GB_DOCX_CELL_DEL] = in_tc_pr,
	[GB_DOCX_DEL] = open_del,
	[GB_DOCX_MOVE_FROM] = open_del,
	[GB_DOCX_DEL_TEXT] = skip,
	[GB_DOCX_DEL_INSTR] = skip,
	[GB_DOCX_INSTR] = open_instr,
	[GB_DOCX_FLD_CHAR] = open_fld_char,
	[GB_DOCX_FLD_SIMPLE] = open_fld_simple,
	[GB_DOCX_SDT] = open_container,
	[GB_DOCX_CUSTOM_XML] = open_container,
	[GB_DOCX_SDT_PR] = skip,
	[GB_DOCX_SDT_END_PR] = skip,
	[GB_DOCX_SMART_TAG_PR] = skip,
	[GB_DOCX_CUSTOM_XML_PR] = skip,
	[GB_DOCX_R_PR_CHANGE] = skip,
	[GB_DOCX_P_PR_CHANGE] = skip,
	[GB_DOCX_TBL_PR] = skip,
	[GB_DOCX_TBL_PR_CHANGE] = skip,
	[GB_DOCX_TR_PR_CHANGE] = skip,
	[GB_DOCX_TC_PR_CHANGE] = skip,
	[GB_DOCX_SECT_PR_CHANGE] = skip,
	[GB_DOCX_TBL_GRID_CHANGE] = skip,
	[GB_DOCX_TBL_EX_CHANGE] = skip,
	[GB_DOCX_NUMBERING_CHANGE] = skip,
	[GB_DOCX_RUBY_TEXT] = skip,
	[GB_DOCX_HEADER_REF] = open_section_ref,
	[GB_DOCX_FOOTER_REF] = open_section_ref,
	[GB_DOCX_FOOTNOTE_REF] = open_note_ref,
	[GB_DOCX_ENDNOTE_REF] = open_note_ref,
	[GB_DOCX_FOOTNOTE] = open_note,
	[GB_DOCX_ENDNOTE] = open_note,
	[GB_DOCX_TXBX] = open_box,
	[GB_DOCX_DRAWING] = open_picture,
	[GB_DOCX_PICT] = open_picture,
	[GB_DOCX_OBJECT] = open_picture,
	[GB_DOCX_EXTENT] = open_extent,
	[GB_DOCX_BLIP] = open_image,
	[GB_DOCX_IMAGE_DATA] = open_image,
	[GB_DOCX_SHAPE] = open_shape,
	[GB_DOCX_ALT_CHUNK] = open_alt_chunk,
};

static void (*const closers[GB_DOCX_TAGS])(struct gb_docx_walk *) = {
	[GB_DOCX_P] = close_p,
	[GB_DOCX_P_PR] = close_p_pr,
	[GB_DOCX_R] = close_r,
	[GB_DOCX_R_PR] = close_r_pr,
	[GB_DOCX_T] = close_t,
	[GB_DOCX_MATH_T] = close_t,
	[GB_DOCX_TBL] = close_tbl,
	[GB_DOCX_TR_PR] = close_tr_pr,
	[GB_DOCX_TC] = close_tc,
	[GB_DOCX_INSTR] = close_instr,
	[GB_DOCX_FLD_SIMPLE] = close_fld_simple,
	[GB_DOCX_SDT] = close_container,
	[GB_DOCX_CUSTOM_XML] = close_container,
	[GB_DOCX_FOOTNOTE] = close_note,
	[GB_DOCX_ENDNOTE] = close_note,
	[GB_DOCX_TXBX] = close_box,
	[GB_DOCX_DRAWING] = close_picture,
	[GB_DOCX_PICT] = close_picture,
	[GB_DOCX_OBJECT] = close_picture,
};

static void on_open(void *arg, const struct gb_docx_elem *e)
{
	struct gb_docx_walk *w = arg;

	if (!w->root_seen)
		begin_story(w, e);
	else if (w->f != NULL && openers[e->tag] != NULL)
		openers[e->tag](w, e);
}

static void on_close(void *arg, enum gb_docx_tag tag)
{
	struct gb_docx_walk *w = arg;

	if (w->f != NULL && closers[tag] != NULL)
		closers[tag](w);
}

/* What the end of the file finds open is closed as if its end tags stood there. */
static void finish(struct gb_docx_walk *w)
{
	while (w->f != NULL) {
		if (w->f->kind == GB_DOCX_IN_CELL) {
			close_tc(w);
			close_tbl(w);
			continue;
		}
		gb_docx_flow_settle(w);
		if (w->f->tbl != NULL)
			gb_docx_flow_end_table(w);
		gb_docx_frame_pop(w);
	}
	for (size_t i = 0; i < GB_DOCX_FRAMES && w->frame[i] != NULL; i++) {
		gb_buf_free(&w->frame[i]->para.text);
		gb_buf_free(&w->frame[i]->cell);
		gb_buf_free(&w->frame[i]->after);
	}
}

enum gb_err gb_docx_walk(struct gb_docx *d, struct gb_span part, enum gb_docx_story story, struct gb_docx_notes *notes)
{
	static const struct gb_docx_handler handler = { .open = on_open, .close = on_close, .text = on_text };
	struct gb_docx_walk *w = gb_arena_alloc(d->r->arena, sizeof *w);

	w->d = d;
	w->story = story;
	w->notes = notes;
	const enum gb_err err = gb_docx_parse(d, part, &handler, w);

	finish(w);
	return w->wrong_root ? GB_ERR_TYPE : err;
}
