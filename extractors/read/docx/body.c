/* The walk over a story: containers, boxes, pictures, notes, and the table of what each element means. */
#include "internal.h"

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
			gb_docx_flow_push(w, GB_DOCX_IN_STORY, gb_span_of(roots[i].path));
			return;
		}
	w->wrong_root = true;
	gb_docx_xml_stop(e);
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
	const bool sdt = e->tag == GB_DOCX_SDT;
	const struct gb_span path = gb_docx_flow_path(w, at->path, sdt ? GB_S("/w:sdt") : GB_S("/w:customXml"),
						      sdt ? ++at->sdt : ++at->custom);

	/* It can outlive the scratch of one block. */
	f->place[f->places++] = (struct gb_docx_place){
		.path = gb_arena_concat(w->d->r->arena, path, sdt ? GB_S("/w:sdtContent") : GB_S("")),
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
	gb_docx_xml_skip(e);
}

/* ---- boxes, pictures, notes, sections ---- */

static void open_box(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	const struct gb_span path = gb_arena_concat(w->d->scratch, w->f->para.where, GB_S("//w:txbxContent"));

	if (gb_docx_flow_push(w, GB_DOCX_IN_BOX, path) != NULL) {
		w->has_box = true;
		return;
	}
	gb_reading_error(w->d->r, 0, GB_ERR_LIMIT, GB_S("a text box is nested too deeply and was skipped"));
	gb_docx_xml_skip(e);
}

static void close_box(struct gb_docx_walk *w)
{
	if (w->f->kind != GB_DOCX_IN_BOX)
		return;
	gb_docx_flow_settle(w);
	gb_docx_flow_pop(w);
	w->has_box = true;
}

static void open_picture(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	w->in_picture = true;
	w->has_image = w->has_box = w->foreign = false;
	w->picture_w = w->picture_h = 0;
}

static void close_picture(struct gb_docx_walk *w)
{
	if (w->in_picture && (w->has_image || w->foreign) && !w->has_box && gb_docx_text_showing(w))
		gb_docx_flow_figure(w, w->picture_w, w->picture_h);
	w->in_picture = false;
}

static void open_extent(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_span cx = GB_S(""), cy = GB_S("");

	gb_docx_xml_attr(e, GB_S("cx"), &cx);
	gb_docx_xml_attr(e, GB_S("cy"), &cy);
	/* EMU go past a million: the last three digits do not matter here. */
	w->picture_w = cx.n > 3 ? gb_docx_xml_span_int(gb_span_sub(cx, 0, cx.n - 3), 0) * 1000.0 / EMU_PER_PT : 0;
	w->picture_h = cy.n > 3 ? gb_docx_xml_span_int(gb_span_sub(cy, 0, cy.n - 3), 0) * 1000.0 / EMU_PER_PT : 0;
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
				return gb_docx_xml_span_int(v, 0) * units[i].pt;
	}
	return 0;
}

static void open_shape(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_span style = GB_S("");

	gb_docx_xml_attr(e, GB_S("style"), &style);
	if (w->in_picture && w->picture_w <= 0) {
		w->picture_w = css_length(style, GB_S("width"));
		w->picture_h = css_length(style, GB_S("height"));
	}
}

static void open_note(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_span type = GB_S("normal"), id = GB_S("");
	const bool foot = e->tag == GB_DOCX_FOOTNOTE;

	gb_docx_xml_attr(e, GB_S("type"), &type);
	gb_docx_xml_attr(e, GB_S("id"), &id);
	w->note_count++;
	if (w->story != GB_DOCX_STORY_NOTES || w->frames != 1 || !gb_span_eq(type, GB_S("normal"))) {
		gb_docx_xml_skip(e);
		return;
	}
	GB_PUSH(w->d->r->arena, w->notes->item, w->notes->n, w->notes->cap)->id = gb_arena_copy(w->d->r->arena, id);
	gb_docx_flow_push(w, GB_DOCX_IN_NOTE,
			   gb_docx_flow_path(w, w->f->place[0].path, foot ? GB_S("/w:footnote") : GB_S("/w:endnote"), w->note_count));
}

static void close_note(struct gb_docx_walk *w)
{
	if (w->f->kind != GB_DOCX_IN_NOTE)
		return;
	gb_docx_flow_settle(w);
	gb_docx_flow_pop(w);
}

static void open_note_ref(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_span id = GB_S("");

	gb_docx_xml_attr(e, GB_S("id"), &id);
	if (gb_docx_text_showing(w) && w->story == GB_DOCX_STORY_BODY)
		gb_docx_flow_note(w, e->tag == GB_DOCX_FOOTNOTE_REF ? &w->d->footnotes : &w->d->endnotes, id);
}

static void open_section_ref(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_docx_spans *all = &w->d->sections;
	struct gb_span id = GB_S("");

	gb_docx_xml_attr(e, GB_S("r:id"), &id);
	const struct gb_span part = gb_docx_rels_id(&w->d->rels, id);

	for (size_t i = 0; i < all->n; i++)
		if (gb_span_eq(all->item[i], part))
			return;
	if (part.n > 0 && w->story == GB_DOCX_STORY_BODY)
		*GB_PUSH(w->d->r->arena, all->item, all->n, all->cap) = part;
}

/* ---- dispatch ---- */

static const struct {
	void (*open)(struct gb_docx_walk *w, const struct gb_docx_elem *e);
	void (*close)(struct gb_docx_walk *w);
} elements[GB_DOCX_TAGS] = {
	[GB_DOCX_P] = { gb_docx_text_open_p, gb_docx_text_close_p },
	[GB_DOCX_P_PR] = { gb_docx_text_open_p_pr, gb_docx_text_close_p_pr },
	[GB_DOCX_R] = { gb_docx_text_open_r, gb_docx_text_close_r },
	[GB_DOCX_R_PR] = { gb_docx_text_open_r_pr, gb_docx_text_close_r_pr },
	[GB_DOCX_T] = { gb_docx_text_open_t, gb_docx_text_close_t },
	[GB_DOCX_MATH_T] = { gb_docx_text_open_t, gb_docx_text_close_t },
	[GB_DOCX_TAB] = { gb_docx_text_open_tab, NULL },
	[GB_DOCX_PTAB] = { gb_docx_text_open_tab, NULL },
	[GB_DOCX_BR] = { gb_docx_text_open_br, NULL },
	[GB_DOCX_CR] = { gb_docx_text_open_br, NULL },
	[GB_DOCX_SYM] = { gb_docx_text_open_sym, NULL },
	[GB_DOCX_NO_BREAK_HYPHEN] = { gb_docx_text_open_hyphen, NULL },
	[GB_DOCX_STYLE_REF_P] = { gb_docx_text_take_props, NULL },
	[GB_DOCX_STYLE_REF_R] = { gb_docx_text_take_props, NULL },
	[GB_DOCX_JC] = { gb_docx_text_take_props, NULL },
	[GB_DOCX_IND] = { gb_docx_text_take_props, NULL },
	[GB_DOCX_OUTLINE] = { gb_docx_text_take_props, NULL },
	[GB_DOCX_ILVL] = { gb_docx_text_take_props, NULL },
	[GB_DOCX_NUM_ID] = { gb_docx_text_take_props, NULL },
	[GB_DOCX_BOLD] = { gb_docx_text_take_props, NULL },
	[GB_DOCX_SIZE] = { gb_docx_text_take_props, NULL },
	[GB_DOCX_FONTS] = { gb_docx_text_take_props, NULL },
	[GB_DOCX_VANISH] = { gb_docx_text_take_props, NULL },
	[GB_DOCX_VERT_ALIGN] = { gb_docx_text_take_props, NULL },
	[GB_DOCX_TBL] = { gb_docx_rows_open_tbl, gb_docx_rows_close_tbl },
	[GB_DOCX_TR] = { gb_docx_rows_open_tr, NULL },
	[GB_DOCX_TR_PR] = { gb_docx_rows_open_tr_pr, gb_docx_rows_close_tr_pr },
	[GB_DOCX_TBL_HEADER] = { gb_docx_rows_in_tr_pr, NULL },
	[GB_DOCX_HIDDEN] = { gb_docx_rows_in_tr_pr, NULL },
	[GB_DOCX_GRID_BEFORE] = { gb_docx_rows_in_tr_pr, NULL },
	[GB_DOCX_TC] = { gb_docx_rows_open_tc, gb_docx_rows_close_tc },
	[GB_DOCX_GRID_SPAN] = { gb_docx_rows_in_tc_pr, NULL },
	[GB_DOCX_V_MERGE] = { gb_docx_rows_in_tc_pr, NULL },
	[GB_DOCX_H_MERGE] = { gb_docx_rows_in_tc_pr, NULL },
	[GB_DOCX_CELL_DEL] = { gb_docx_rows_in_tc_pr, NULL },
	[GB_DOCX_DEL] = { gb_docx_rows_open_del, NULL },
	[GB_DOCX_MOVE_FROM] = { gb_docx_rows_open_del, NULL },
	[GB_DOCX_DEL_TEXT] = { skip, NULL },
	[GB_DOCX_DEL_INSTR] = { skip, NULL },
	[GB_DOCX_INSTR] = { gb_docx_text_open_instr, gb_docx_text_close_instr },
	[GB_DOCX_FLD_CHAR] = { gb_docx_text_open_fld_char, NULL },
	[GB_DOCX_FLD_SIMPLE] = { gb_docx_text_open_fld_simple, gb_docx_text_close_fld_simple },
	[GB_DOCX_SDT] = { open_container, close_container },
	[GB_DOCX_CUSTOM_XML] = { open_container, close_container },
	[GB_DOCX_SDT_PR] = { skip, NULL },
	[GB_DOCX_SDT_END_PR] = { skip, NULL },
	[GB_DOCX_SMART_TAG_PR] = { skip, NULL },
	[GB_DOCX_CUSTOM_XML_PR] = { skip, NULL },
	[GB_DOCX_R_PR_CHANGE] = { skip, NULL },
	[GB_DOCX_P_PR_CHANGE] = { skip, NULL },
	[GB_DOCX_TBL_PR] = { skip, NULL },
	[GB_DOCX_TBL_PR_CHANGE] = { skip, NULL },
	[GB_DOCX_TR_PR_CHANGE] = { skip, NULL },
	[GB_DOCX_TC_PR_CHANGE] = { skip, NULL },
	[GB_DOCX_SECT_PR_CHANGE] = { skip, NULL },
	[GB_DOCX_TBL_GRID_CHANGE] = { skip, NULL },
	[GB_DOCX_TBL_EX_CHANGE] = { skip, NULL },
	[GB_DOCX_NUMBERING_CHANGE] = { skip, NULL },
	[GB_DOCX_RUBY_TEXT] = { skip, NULL },
	[GB_DOCX_HEADER_REF] = { open_section_ref, NULL },
	[GB_DOCX_FOOTER_REF] = { open_section_ref, NULL },
	[GB_DOCX_FOOTNOTE_REF] = { open_note_ref, NULL },
	[GB_DOCX_ENDNOTE_REF] = { open_note_ref, NULL },
	[GB_DOCX_FOOTNOTE] = { open_note, close_note },
	[GB_DOCX_ENDNOTE] = { open_note, close_note },
	[GB_DOCX_TXBX] = { open_box, close_box },
	[GB_DOCX_DRAWING] = { open_picture, close_picture },
	[GB_DOCX_PICT] = { open_picture, close_picture },
	[GB_DOCX_OBJECT] = { open_picture, close_picture },
	[GB_DOCX_EXTENT] = { open_extent, NULL },
	[GB_DOCX_BLIP] = { open_image, NULL },
	[GB_DOCX_IMAGE_DATA] = { open_image, NULL },
	[GB_DOCX_SHAPE] = { open_shape, NULL },
	[GB_DOCX_ALT_CHUNK] = { gb_docx_foreign_chunk, NULL },
	[GB_DOCX_SUB_DOC] = { gb_docx_foreign_chunk, NULL },
	[GB_DOCX_OLE_OBJECT] = { gb_docx_foreign_object, NULL },
	[GB_DOCX_CHART] = { gb_docx_foreign_object, NULL },
	[GB_DOCX_DIAGRAM] = { gb_docx_foreign_object, NULL },
	[GB_DOCX_STRIKE] = { gb_docx_text_take_props, NULL },
	[GB_DOCX_DSTRIKE] = { gb_docx_text_take_props, NULL },
	[GB_DOCX_COLOR] = { gb_docx_text_take_props, NULL },
	[GB_DOCX_SHADE] = { gb_docx_text_take_props, NULL },
	[GB_DOCX_HIGHLIGHT] = { gb_docx_text_take_props, NULL },
	[GB_DOCX_DROP_DOWN] = { gb_docx_text_open_drop_down, NULL },
	[GB_DOCX_RESULT] = { gb_docx_text_open_drop_down, NULL },
	[GB_DOCX_DEFAULT] = { gb_docx_text_open_drop_down, NULL },
	[GB_DOCX_LIST_ENTRY] = { gb_docx_text_open_drop_down, NULL },
	[GB_DOCX_MATH_FRACTION] = { gb_docx_text_open_fraction, NULL },
	[GB_DOCX_MATH_NUMERATOR] = { gb_docx_text_open_numerator, NULL },
	[GB_DOCX_MATH_DENOMINATOR] = { gb_docx_text_open_denominator, NULL },
	[GB_DOCX_MATH_RAISED] = { gb_docx_text_open_raised, gb_docx_text_close_raised },
};

static void on_open(void *arg, const struct gb_docx_elem *e)
{
	struct gb_docx_walk *w = arg;

	if (!w->root_seen)
		begin_story(w, e);
	else if (w->f != NULL && elements[e->tag].open != NULL)
		elements[e->tag].open(w, e);
}

static void on_close(void *arg, enum gb_docx_tag tag)
{
	struct gb_docx_walk *w = arg;

	if (w->f != NULL && elements[tag].close != NULL)
		elements[tag].close(w);
}

/* What the end of the file finds open is closed as if its end tags stood there. */
static void finish(struct gb_docx_walk *w)
{
	while (w->f != NULL) {
		if (w->f->kind == GB_DOCX_IN_CELL) {
			gb_docx_rows_close_tc(w);
			gb_docx_rows_close_tbl(w);
			continue;
		}
		gb_docx_flow_settle(w);
		if (w->f->tbl != NULL)
			gb_docx_flow_end_table(w);
		gb_docx_flow_pop(w);
	}
	gb_buf_free(&w->withheld);
	for (size_t i = 0; i < GB_DOCX_FRAMES && w->frame[i] != NULL; i++) {
		gb_buf_free(&w->frame[i]->para.text);
		gb_buf_free(&w->frame[i]->cell);
		gb_buf_free(&w->frame[i]->after);
	}
}

enum gb_err gb_docx_body_walk(struct gb_docx *d, struct gb_span part, enum gb_docx_story story, struct gb_docx_notes *notes)
{
	static const struct gb_docx_handler handler = { .open = on_open, .close = on_close, .text = gb_docx_on_text };
	struct gb_docx_walk *w = gb_arena_alloc(d->r->arena, sizeof *w);

	w->d = d;
	w->story = story;
	w->notes = notes;
	const enum gb_err err = gb_docx_xml_parse(d, part, &handler, w);

	finish(w);
	return w->wrong_root ? GB_ERR_TYPE : err;
}
