/*
 * What the files of the DOCX reader share.
 *
 * docx.c        the order of the parts; source, meta, furniture
 * rels.c   relationships between the parts of the package (package.h)
 * xml.c    the elements of one part: tags, attributes, mc:AlternateContent
 * prop.c   run and paragraph properties, style.c styles.xml and the theme's fonts
 * num.c    numbering.xml and the counters, numfmt.c one number in one format
 * para.c   the text of one paragraph, sym.c symbol fonts, table.c one table
 * body.c   the walk over a story (body, header, footer, notes); text.c and rows.c its elements
 * foreign.c     embedded objects and parts in other formats
 * flow.c   where finished paragraphs and tables go
 *
 * Everything lives in the arena of the reading, but for what belongs to one
 * top-level block, which lives in `docx.scratch` and goes with it.
 */
#ifndef GB_READ_DOCX_INTERNAL_H
#define GB_READ_DOCX_INTERNAL_H

#include "read/package/package.h"
#include "read/internal.h"

#define GB_DOCX_FRAMES 32 /* paragraphs in cells in boxes in paragraphs: so deep */

enum gb_docx_tag {
	GB_DOCX_OTHER,
#define X(id, ns, name) GB_DOCX_##id,
#include "tag.def"
#undef X
	GB_DOCX_TAGS
};

/* ---- relationships (rels.c) ---- */

struct gb_docx_rel {
	struct gb_span id;
	struct gb_span type;   /* last step of the type's address: "styles", "header" … */
	struct gb_span target; /* part name without a leading slash */
};

struct gb_docx_rels {
	struct gb_docx_rel *item;
	size_t n, cap;
};

struct gb_docx; /* below */

/* The relationships of a part ("" for the package); damage is reported, what was read stays. */
struct gb_docx_rels gb_docx_rels_of(struct gb_docx *d, struct gb_span part);
/* Target of the first relationship of that type, or empty. */
struct gb_span gb_docx_rels_type(const struct gb_docx_rels *rels, struct gb_span type);
struct gb_span gb_docx_rels_id(const struct gb_docx_rels *rels, struct gb_span id);

/* ---- XML (xml.c) ---- */

struct gb_docx_xml;

struct gb_docx_elem {
	enum gb_docx_tag tag;
	struct gb_span name;          /* local name */
	const unsigned char **v;      /* SAX2's attributes, five pointers each */
	size_t n;                     /* attributes */
	struct gb_docx_xml *x;
};

struct gb_docx_handler {
	void (*open)(void *arg, const struct gb_docx_elem *e);
	void (*close)(void *arg, enum gb_docx_tag tag);
	void (*text)(void *arg, struct gb_span s);
};

/*
 * Feed a part to the handler.  What was handed over before an error stays.  Of
 * an mc:AlternateContent one branch is handed over.  A document type
 * declaration ends the reading with GB_ERR_XML, so there are no entities.
 */
enum gb_err gb_docx_xml_parse(struct gb_docx *d, struct gb_span part, const struct gb_docx_handler *h, void *arg);
/* From an open handler: do not hand over this element's content nor its close. */
void gb_docx_xml_skip(const struct gb_docx_elem *e);
/* From any handler: read no further (no error). */
void gb_docx_xml_stop(const struct gb_docx_elem *e);
/* Value of an attribute by local name; of a name that is in two namespaces, the one with the prefix asked for. */
bool gb_docx_xml_attr(const struct gb_docx_elem *e, struct gb_span name, struct gb_span *out);
struct gb_span gb_docx_xml_val(const struct gb_docx_elem *e);               /* "val", or empty */
bool gb_docx_xml_on(const struct gb_docx_elem *e);                          /* a toggle: no val means on */
int gb_docx_xml_int(const struct gb_docx_elem *e, struct gb_span name, int none); /* saturating at +-1e6 */
int gb_docx_xml_span_int(struct gb_span s, int none);

/* ---- properties (prop.c) ---- */

enum {
	GB_DOCX_SET_BOLD = 1,
	GB_DOCX_SET_VANISH = 2,
	GB_DOCX_SET_SUPER = 4,
	GB_DOCX_SET_SIZE = 8,
	GB_DOCX_SET_ASCII = 16,
	GB_DOCX_SET_EAST = 32,
	GB_DOCX_SET_STRIKE = 64,
	GB_DOCX_SET_COLOR = 128,
	GB_DOCX_SET_SHADE = 256,
	GB_DOCX_SET_JC = 1,
	GB_DOCX_SET_LEFT = 2,
	GB_DOCX_SET_FIRST = 4,
	GB_DOCX_SET_OUTLINE = 8,
	GB_DOCX_SET_NUM = 16,
	GB_DOCX_SET_ILVL = 32,
	GB_DOCX_SET_LEFT_CH = 64,
	GB_DOCX_SET_FIRST_CH = 128,
	GB_DOCX_SET_LEADER = 256,
	GB_DOCX_SET_BACKED = 512,
};

struct gb_docx_rpr {
	unsigned set; /* GB_DOCX_SET_BOLD … of what is given */
	bool bold, vanish, super;
	bool strike, white, backed; /* struck out; white letters; a colour behind them that is not white */
	int half_pt;
	struct gb_span ascii, east; /* font families */
	struct gb_span style;       /* rStyle, or empty */
};

struct gb_docx_ppr {
	unsigned set; /* GB_DOCX_SET_JC … */
	enum gb_align align;
	int left, first;       /* twentieths of a point; a hanging indent is negative */
	int left_ch, first_ch; /* hundredths of a character; they win over the twentieths */
	int outline;           /* 0..8, 9 none */
	int num, ilvl;
	bool backed;          /* a colour behind it that is not white */
	bool dot_leader;      /* a tab stop with dots before it */
	struct gb_span style; /* pStyle, or empty */
};

struct gb_docx_fonts { /* of the theme */
	struct gb_span major_ascii, major_east, minor_ascii, minor_east;
};

/* Take the element into the properties, if it is one; strings are copied to the arena. */
void gb_docx_prop_rpr(struct gb_docx *d, struct gb_docx_rpr *r, const struct gb_docx_elem *e);
void gb_docx_prop_ppr(struct gb_docx *d, struct gb_docx_ppr *p, const struct gb_docx_elem *e);
/* One copy of a name for all who ask. */
struct gb_span gb_docx_prop_intern(struct gb_docx *d, struct gb_span name);
void gb_docx_prop_rpr_over(struct gb_docx_rpr *base, const struct gb_docx_rpr *over);
void gb_docx_prop_ppr_over(struct gb_docx_ppr *base, const struct gb_docx_ppr *over);

/* ---- styles (style.c) ---- */

struct gb_docx_style {
	struct gb_span id, name, based;
	char type;      /* 'p', 'c', 't', 'n' */
	bool is_default;
	int toc;        /* a "toc 1" style or based on one */
	int heading;    /* N of "heading N", 0 none */
	int num_style;  /* index of the style in the chain that gives numId, -1 none */
	int done;       /* 0 untouched, 1 being resolved, 2 resolved */
	struct gb_docx_rpr rpr; /* with what it is based on, after loading */
	struct gb_docx_ppr ppr;
};

struct gb_docx_styles {
	struct gb_docx_style *item; /* sorted by id */
	size_t n, cap;
	struct gb_docx_rpr rpr; /* document defaults */
	struct gb_docx_ppr ppr;
	const struct gb_docx_style *normal; /* default paragraph style, or NULL */
};

enum gb_err gb_docx_styles_load(struct gb_docx *d, struct gb_span part);
enum gb_err gb_docx_style_theme(struct gb_docx *d, struct gb_span part);
const struct gb_docx_style *gb_docx_style_find(const struct gb_docx *d, struct gb_span id, char type); /* or NULL */

/* ---- numbering (num.c, numfmt.c) ---- */

enum gb_docx_suff { GB_DOCX_SUFF_TAB, GB_DOCX_SUFF_SPACE, GB_DOCX_SUFF_NOTHING };

struct gb_docx_lvl {
	bool set;
	int start;
	int fmt;             /* of gb_docx_numfmt_of */
	struct gb_span text; /* "（%1）" */
	int restart;         /* lvlRestart, -1 none given */
	bool lgl;
	enum gb_docx_suff suff;
	struct gb_span style; /* pStyle */
	struct gb_docx_ppr ppr;
};

#define GB_DOCX_LVLS 9

struct gb_docx_abs {
	int id;
	struct gb_span style_link, num_style_link;
	struct gb_docx_lvl lvl[GB_DOCX_LVLS];
	int count[GB_DOCX_LVLS];
	bool used[GB_DOCX_LVLS];
};

struct gb_docx_over {
	bool has_start, started;
	int start;
	struct gb_docx_lvl *lvl; /* NULL: that of the abstract list */
};

struct gb_docx_num {
	int id, abs_id;
	struct gb_docx_abs *abs; /* NULL: there is none */
	bool started;            /* a startOverride of it has been used */
	struct gb_docx_over over[GB_DOCX_LVLS];
};

struct gb_docx_numbering {
	struct gb_docx_abs **abs;
	size_t nabs, cap_abs;
	struct gb_docx_num *num; /* sorted by id */
	size_t nnum, cap_num;
};

enum gb_err gb_docx_numbering_load(struct gb_docx *d, struct gb_span part);
/* The level a list item of that style and ilvl stands on; NULL when it is in no list. */
const struct gb_docx_lvl *gb_docx_num_level(const struct gb_docx *d, int num, int *ilvl, const struct gb_docx_style *style);
/* Count one item and append the text that the reader sees before it (may be nothing). */
void gb_docx_num_count(struct gb_docx *d, int num, int ilvl, struct gb_buf *out);

int gb_docx_numfmt_of(struct gb_span name);
bool gb_docx_numfmt_is_bullet(int fmt);
void gb_docx_numfmt_put(struct gb_buf *out, int fmt, bool lgl, int value);

/* ---- symbol fonts (sym.c) ---- */

/* The character a symbol font shows for a code (0xF020..0xF0FF or 0x20..0xFF); 0 when the font is none or the code not known. */
uint32_t gb_docx_symbol(struct gb_span font, uint32_t code);

/* ---- one paragraph (para.c) ---- */

struct gb_docx_tally { /* bytes of text in each font and size */
	struct gb_span font[8];
	size_t font_n[8];
	int half_pt[8];
	size_t half_n[8];
};

struct gb_docx_para {
	struct gb_buf text;
	struct gb_docx_ppr ppr;     /* direct */
	struct gb_docx_rpr mark;    /* of the paragraph mark, direct */
	const struct gb_docx_style *style;
	struct gb_docx_rpr base;    /* of the text: defaults and style */
	bool based;                 /* base is set */
	bool gone;                  /* its mark is deleted or hidden: it goes on in the next */
	bool vanished;              /* … hidden, so its own number shows */
	bool numbered;              /* its number is in the text */
	bool toc;                   /* in the result of a TOC field */
	bool tabs;                  /* has a tab in it */
	size_t bold_n;              /* bytes at the start that are bold */
	size_t bold_later, plain_n; /* bytes of bold after them, of what is not bold */
	struct gb_docx_tally tally;
	struct gb_span where;
};

/* A hard line end inside the text of a paragraph; a soft one is GB_DOCX_SOFT.  Never in what is emitted. */
#define GB_DOCX_HARD '\f'
#define GB_DOCX_SOFT '\v'

void gb_docx_para_begin(struct gb_docx_para *p); /* keeps the memory of the text */
/* The properties of a run, from its direct ones and the styles. */
struct gb_docx_rpr gb_docx_para_run(const struct gb_docx *d, struct gb_docx_para *p, const struct gb_docx_rpr *direct);
void gb_docx_para_add(struct gb_docx_para *p, const struct gb_docx_rpr *run, struct gb_span s);
void gb_docx_para_add_control(struct gb_docx_para *p, char c);

/* One line of a paragraph ready to be emitted. */
struct gb_docx_line {
	enum gb_block_kind kind;
	struct gb_span text;
	struct gb_style style;
	struct gb_span where;
};

struct gb_docx_lines {
	struct gb_docx_line *item;
	size_t n, cap;
};

/* Count it in its list, once, and put the number in front of its text; the level, or NULL. */
const struct gb_docx_lvl *gb_docx_para_number(struct gb_docx *d, struct gb_docx_para *p);
/* Number, trim, resolve line ends: the lines of the paragraph, none when it is empty. */
struct gb_docx_lines gb_docx_para_end(struct gb_docx *d, struct gb_arena *a, struct gb_docx_para *p, bool in_cell);

/* ---- one table (table.c) ---- */

struct gb_docx_tc {
	int col, span;
	bool merged_v, restart_v, merged_h, gone;
	struct gb_span text;
};

struct gb_docx_tr {
	struct gb_docx_tc *item;
	size_t n, cap;
	bool header, gone;
	int next_col;
};

struct gb_docx_tbl {
	struct gb_docx_tr *item;
	size_t n, cap;
	struct gb_span where;
};

/* Resolve merges into cells in order; false when there is no text in it. */
bool gb_docx_table_cells(struct gb_arena *a, const struct gb_docx_tbl *t, struct gb_cells *out);
/* Rows as lines, cells joined by a space: a nested table as text of the cell it stands in. */
struct gb_span gb_docx_table_flat(struct gb_arena *a, const struct gb_cells *cells);

/* ---- where blocks go (flow.c) ---- */

struct gb_docx_note { /* of footnotes.xml or endnotes.xml */
	struct gb_span id;
	struct gb_docx_lines lines;
};

struct gb_docx_notes {
	struct gb_docx_note *item;
	size_t n, cap;
};

struct gb_docx_spans { /* part names or font families, in the order of their first use */
	struct gb_span *item;
	size_t n, cap;
};

struct gb_docx_blocks {
	struct gb_block *item;
	size_t n, cap;
};

struct gb_docx {
	struct gb_reading *r;
	struct gb_package package;
	struct gb_docx_spans names; /* font families seen */
	size_t last_name;
	struct gb_arena *scratch;   /* what belongs to the top-level block in work */
	struct gb_docx_fonts fonts;
	struct gb_docx_styles styles;
	struct gb_docx_numbering numbering;
	struct gb_docx_notes footnotes, endnotes;
	struct gb_docx_rels rels; /* of the main part */
	struct gb_docx_spans sections; /* header and footer parts */
	size_t text_bytes;  /* emitted as paragraphs and tables */
	size_t pictures;    /* seen, of a size that can hold text */
};


void gb_docx_flow_put(struct gb_docx *d, struct gb_block *b);
struct gb_block gb_docx_flow_block(const struct gb_docx_line *l);

/* ---- the walk (body.c) ---- */

enum gb_docx_story { GB_DOCX_STORY_BODY, GB_DOCX_STORY_FURNITURE, GB_DOCX_STORY_NOTES };

/* Walk a part and emit its blocks (or keep its notes).  GB_ERR_TYPE: its root is not what the story needs. */
enum gb_err gb_docx_body_walk(struct gb_docx *d, struct gb_span part, enum gb_docx_story story, struct gb_docx_notes *notes);

/* ---- the state of a walk over one story ----
 *
 * A frame is a place that paragraphs and tables stand in: the story itself, a
 * table cell, a text box, a note.  Frames nest; paragraphs of the story go
 * out at once, those of a cell into its text, those of a box wait until the
 * block that the box hangs on is out.
 */

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
	bool foreign;                /* what is open is an embedded object, not a picture */
	int raised;                  /* exponents of formulas that are open */
	bool upper;                  /* the numerator of a fraction has text */
	struct gb_docx_drop {        /* the drop-down field that is being read */
		struct gb_span entry[32];
		size_t n, chosen;
	} drop;
};

struct gb_docx_frame *gb_docx_flow_push(struct gb_docx_walk *w, enum gb_docx_frame_kind kind, struct gb_span path);
void gb_docx_flow_pop(struct gb_docx_walk *w);
void gb_docx_flow_begin_para(struct gb_docx_walk *w);
void gb_docx_flow_end_para(struct gb_docx_walk *w);
/* No paragraph may go on any further here: at the end of a cell, before a table. */
void gb_docx_flow_settle(struct gb_docx_walk *w);
void gb_docx_flow_end_table(struct gb_docx_walk *w);
void gb_docx_flow_note(struct gb_docx_walk *w, const struct gb_docx_notes *notes, struct gb_span id);
void gb_docx_flow_figure(struct gb_docx_walk *w, double width, double height);
/* "/w:body" + "/w:p[3]" in the scratch arena. */
struct gb_span gb_docx_flow_path(struct gb_docx_walk *w, struct gb_span base, struct gb_span name, int n);

/* ---- elements (text.c, rows.c) ---- */

void gb_docx_text_open_p(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_text_close_p(struct gb_docx_walk *w);
void gb_docx_text_open_p_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_text_close_p_pr(struct gb_docx_walk *w);
void gb_docx_text_open_r(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_text_close_r(struct gb_docx_walk *w);
void gb_docx_text_open_r_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_text_close_r_pr(struct gb_docx_walk *w);
void gb_docx_text_take_props(struct gb_docx_walk *w, const struct gb_docx_elem *e);
bool gb_docx_text_showing(const struct gb_docx_walk *w);
void gb_docx_text_open_t(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_text_close_t(struct gb_docx_walk *w);
void gb_docx_on_text(void *arg, struct gb_span s);
void gb_docx_text_open_tab(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_text_open_br(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_text_open_hyphen(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_text_open_sym(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_text_open_fld_char(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_text_open_drop_down(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_text_open_fraction(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_text_open_numerator(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_text_open_denominator(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_text_open_raised(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_text_close_raised(struct gb_docx_walk *w);
void gb_docx_text_open_fld_simple(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_text_close_fld_simple(struct gb_docx_walk *w);
void gb_docx_text_open_instr(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_text_close_instr(struct gb_docx_walk *w);
void gb_docx_rows_open_del(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_rows_open_tbl(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_rows_close_tbl(struct gb_docx_walk *w);
void gb_docx_rows_open_tr(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_rows_open_tr_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_rows_close_tr_pr(struct gb_docx_walk *w);
void gb_docx_rows_in_tr_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_rows_open_tc(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_rows_in_tc_pr(struct gb_docx_walk *w, const struct gb_docx_elem *e);
void gb_docx_rows_close_tc(struct gb_docx_walk *w);

/* ---- what is in another format (foreign.c) ---- */

/* An embedded object, a chart or a diagram: a figure, and an error that says so. */
void gb_docx_foreign_object(struct gb_docx_walk *w, const struct gb_docx_elem *e);
/* A part of the document in another format: HTML is read, of the rest an error says that it was skipped. */
void gb_docx_foreign_chunk(struct gb_docx_walk *w, const struct gb_docx_elem *e);

#endif
