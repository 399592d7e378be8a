/*
 * docx_walk_int - the state of a walk over one story, shared by
 * docx_body.c, docx_text.c and docx_rows.c (elements) and docx_flow.c (where
 * finished pieces go).
 *
 * A frame is a place that paragraphs and tables stand in: the story itself, a
 * table cell, a text box, a note.  Frames nest; paragraphs of the story go
 * out at once, those of a cell into its text, those of a box wait until the
 * block that the box hangs on is out.
 */
#ifndef GB_READ_DOCX_WALK_INTERNAL_H
#define GB_READ_DOCX_WALK_INTERNAL_H

#include "internal.h"

enum gb_docx_frame_kind { GB_DOCX_IN_STORY, GB_DOCX_IN_CELL, GB_DOCX_IN_BOX, GB_DOCX_IN_NOTE };

#define GB_DOCX_PLACES 16

struct gb_docx_place { /* a container of blocks, for `where` */
	struct gb_span path;
	int p, tbl, sdt, custom;
};

struct gb_docx_frame {
	enum gb_docx_frame_kind kind;
	struct gb_docx_para para;
	bool in_para;
	struct gb_docx_rpr run, cooked; /* direct properties of the open run; resolved */
	bool in_run, is_cooked;
	struct gb_docx_tbl *tbl; /* open table, or NULL */
	struct gb_buf cell;      /* text of a cell */
	struct gb_buf after;     /* text of boxes, to follow the paragraph they hang on */
	struct gb_docx_place place[GB_DOCX_PLACES];
	size_t places;
	size_t places_lost; /* containers beyond the last place */
};

#define GB_DOCX_FIELDS 32

struct gb_docx_field {
	bool result; /* past the separator */
	char code[96];
	size_t n;
};

struct gb_docx_walk {
	struct gb_docx *d;
	enum gb_docx_story story;
	struct gb_docx_notes *notes;
	struct gb_docx_frame *frame[GB_DOCX_FRAMES];
	size_t frames;  /* open */
	struct gb_docx_frame *f; /* the innermost, NULL before the root */
	struct gb_docx_field field[GB_DOCX_FIELDS];
	size_t fields, fields_lost;
	struct gb_buf withheld; /* text of this paragraph that stands in the code of a field */
	struct gb_docx_rpr *rpr; /* where run properties go now, or NULL */
	struct gb_docx_ppr *ppr;
	bool in_text, preserve, in_code;
	size_t text_from;
	bool in_row_props;
	struct gb_docx_blocks waiting; /* to go out after the open block of the story */
	bool root_seen, wrong_root;
	int note_count;
	/* The drawing or picture that is open. */
	bool in_picture, has_image, has_box;
	double picture_w, picture_h; /* points */
};

struct gb_docx_frame *gb_docx_frame_push(struct gb_docx_walk *w, enum gb_docx_frame_kind kind, struct gb_span path);
void gb_docx_frame_pop(struct gb_docx_walk *w);
void gb_docx_flow_begin_para(struct gb_docx_walk *w);
void gb_docx_flow_end_para(struct gb_docx_walk *w);
/* No paragraph may go on any further here: at the end of a cell, before a table. */
void gb_docx_flow_settle(struct gb_docx_walk *w);
void gb_docx_flow_end_table(struct gb_docx_walk *w);
void gb_docx_flow_note(struct gb_docx_walk *w, const struct gb_docx_notes *notes, struct gb_span id);
void gb_docx_flow_figure(struct gb_docx_walk *w, double width, double height);
/* "/w:body" + "/w:p[3]" in the scratch arena. */
struct gb_span gb_docx_flow_path(struct gb_docx_walk *w, struct gb_span base, struct gb_span name, int n);

/* ---- elements (docx_text.c, docx_rows.c) ---- */

void gb_docx_open_p(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_close_p(struct gb_docx_walk *w);
void gb_docx_open_p_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_close_p_pr(struct gb_docx_walk *w);
void gb_docx_open_r(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_close_r(struct gb_docx_walk *w);
void gb_docx_open_r_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_close_r_pr(struct gb_docx_walk *w);
void gb_docx_take_props(struct gb_docx_walk *w, const struct gb_docx_elem *e);
bool gb_docx_showing(const struct gb_docx_walk *w);
void gb_docx_open_t(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_close_t(struct gb_docx_walk *w);
void gb_docx_on_text(void *arg, struct gb_span s);
void gb_docx_open_tab(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_open_br(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_open_hyphen(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_open_sym(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_open_fld_char(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_open_fld_simple(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_close_fld_simple(struct gb_docx_walk *w);
void gb_docx_open_instr(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_close_instr(struct gb_docx_walk *w);
void gb_docx_open_del(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_open_tbl(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_close_tbl(struct gb_docx_walk *w);
void gb_docx_open_tr(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_open_tr_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_close_tr_pr(struct gb_docx_walk *w);
void gb_docx_in_tr_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_open_tc(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_in_tc_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_close_tc(struct gb_docx_walk *w);

#endif
