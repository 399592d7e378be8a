/* One document's pieces, in order, onto its tree. */
#include "table_internal.h"
#include "base/utf8.h"
#include "text/marks.h"

#define LONGEST_CAPTION ((size_t)240) /* bytes */
#define SUBHEAD_CP ((size_t)30)
#define SHORTEST_TITLE ((size_t)12) /* bytes of a title that is looked for in the covering letter */
#define LETTER_PIECES ((size_t)40)
#define LETTER_BYTES ((size_t)3000)

struct walk {
	struct gb_seg *s;
	struct gb_document *d;
	struct gb_node *cur;
	bool head;     /* before the body: number, dates, addressees */
	bool signed_;  /* the covering letter has been signed */
	bool listing;  /* inside the list of attachments */
	size_t titled; /* pieces still to be taken as the title of an annex */
	size_t texts;  /* texts of their own that have begun */
	bool single;   /* the notice issues one text only */
	struct gb_table_place place; /* caption and unit that wait for their table */
	const struct gb_columns *columns;
	struct gb_span subhead; /* a bold line without a label that heads the paragraphs below it, or empty */
	const struct gb_node *box;       /* the box that is open, or NULL */
	struct gb_node *behind_box;      /* where text behind it belongs */
	const struct gb_block *box_frame; /* the table its entries stand in, or NULL */
};

/* A short bold line without a label or a stop: it heads what stands below it, up to the next heading. */
static bool is_subhead(const struct gb_piece *p)
{
	size_t n = gb_utf8_count(gb_span_sub(p->text, 0, 200));

	return p->cell == NULL && p->off_cp == 0 && (p->block->style.bold || p->block->style.level > 1) && n >= 4 && n <= SUBHEAD_CP &&
	       !gb_seg_is_number(p->text) &&
	       !gb_seg_ends_in(p->text, "。；：，！？、;:,") && gb_seg_stop(p->text, "。；！？", SUBHEAD_CP) == (size_t)-1;
}

static void add_text(struct walk *w, const struct gb_piece *p)
{
	struct gb_run run = { .block = p->block, .cell = p->cell, .text = p->text, .off_cp = p->off_cp,
			      .cue = { .kind = GB_CUE_PROSE } };

	if (is_subhead(p))
		w->subhead = gb_seg_tidy(w->s->a, p->text);
	else
		run.cue.row = w->subhead;
	gb_parties_of_text(w->s, p->text, &w->cur->parties, &w->cur->term);
	gb_heading_run(w->s, w->cur, &run);
}

static size_t bold_of(const struct gb_piece *p)
{
	if (p->cell != NULL || p->off_cp > 0)
		return 0;
	return p->block->style.bold ? gb_utf8_count(p->text) : p->block->style.lead_cp;
}

static void add_mark(struct walk *w, const struct gb_piece *p)
{
	struct gb_node *parent = gb_heading_parent(w->cur, &p->mark);
	struct gb_heading h = gb_heading_title_split(w->s, p->text, p->mark.len, bold_of(p));
	struct gb_run run = { .block = p->block, .cell = p->cell, .text = p->text, .off_cp = p->off_cp, .mark = p->mark.len,
			      .skip = h.skip,
			      .cue = { .kind = GB_CUE_PROSE } };
	struct gb_node *n;

	if (parent->kind == GB_NODE_NOTE) {
		add_text(w, p);
		return;
	}
	w->subhead = GB_S("");
	n = gb_heading_add(w->s, parent, GB_NODE_MARK);
	n->mark = p->mark;
	n->label = p->mark.label;
	n->title = gb_seg_tidy(w->s->a, h.title);
	n->where = gb_heading_where(p);
	gb_heading_item(parent, n);
	gb_parties_of_text(w->s, p->text, &n->parties, &n->term);
	gb_heading_run(w->s, n, &run);
	n->heading = n->latest;
	w->cur = n;
}

static void add_annex(struct walk *w, const struct gb_piece *p, size_t mark)
{
	struct gb_node *n = gb_heading_add(w->s, w->d->root, GB_NODE_ANNEX);
	struct gb_span label = gb_seg_brackets(w->s->a, mark > 0 ? gb_span_sub(p->text, 0, mark) : p->text);

	while (gb_seg_ends_in(label, ".:]"))
		label.n--;
	while (gb_seg_ends_in(label, "：．、】"))
		label.n -= 3;
	if (gb_span_starts(label, GB_S(GB_MARK_LENS_OPEN)))
		label = gb_span_from(label, 3);
	n->label = label;
	n->where = gb_heading_where(p);
	if (mark > 0)
		n->title = gb_seg_tidy(w->s->a, gb_span_trim(gb_span_from(p->text, mark)));
	w->titled = mark > 0 ? 0 : 4;
	w->d->root->items++;
	w->cur = n;
	w->head = w->listing = false;
	w->columns = NULL;
	w->subhead = GB_S("");
}

static bool is_attachment_title(const struct walk *w, struct gb_span title)
{
	for (size_t i = 0; i < w->d->attachments.n; i++)
		if (gb_seg_same(w->d->attachments.item[i], title))
			return true;
	return false;
}

/* The lines below 附件1 up to the first that is no title. */
static bool take_annex_title(struct walk *w, const struct gb_piece *p, size_t i)
{
	if (w->titled == 0)
		return false;
	w->titled--;
	if (!gb_title_like(w->s, i) || w->cur->kind != GB_NODE_ANNEX) {
		w->titled = 0;
		return false;
	}
	struct gb_span t = gb_seg_tidy(w->s->a, p->text);

	w->cur->title = w->cur->title.n > 0 ? gb_arena_concat(w->s->a, w->cur->title, t) : t;
	if (is_attachment_title(w, w->cur->title) || gb_title_genre(w->s, w->cur->title).n > 0)
		w->titled = 0;
	return true;
}

static void add_box(struct walk *w, const struct gb_piece *p)
{
	struct gb_node *n = gb_heading_add(w->s, gb_heading_box_parent(w->cur), GB_NODE_BOX);
	struct gb_match m;

	if (gb_seg_match(w->s, GB_R_BOX, p->text, &m)) {
		n->label = gb_seg_brackets(w->s->a, gb_match_field(&m, p->text, "label"));
		n->title = gb_seg_field(w->s, &m, p->text, "title");
	}
	n->where = gb_heading_where(p);
	n->parent->items++;
	if (w->box == NULL)
		w->behind_box = w->cur;
	n->behind = w->behind_box;
	w->box = n;
	w->box_frame = p->cell != NULL ? p->block : NULL;
	w->cur = n;
}

/* A box set in a frame ends with the frame. */
static void leave_box(struct walk *w, const struct gb_piece *p)
{
	const struct gb_node *n = w->cur;

	while (n != NULL && n != w->box)
		n = n->parent;
	if (w->box == NULL || n == NULL) {
		w->box = NULL;
	} else if (w->box_frame == NULL) {
		w->box_frame = p->cell != NULL || p->role == GB_ROLE_TABLE ? p->block : NULL;
	} else if (p->block != w->box_frame && p->cell == NULL && p->role != GB_ROLE_TABLE && p->role != GB_ROLE_BOX) {
		w->cur = w->behind_box;
		w->box = NULL;
	}
}

static void add_note(struct walk *w, const struct gb_piece *p)
{
	struct gb_node *n = gb_heading_add(w->s, w->cur->kind == GB_NODE_NOTE ? w->cur->parent : w->cur, GB_NODE_NOTE);

	n->where = gb_heading_where(p);
	gb_table_note(w->s, n->parent, p->text);
	w->cur = n;
	add_text(w, p);
}

/* 2026年预算（单位：万元）: the unit at the end of a caption, which is no part of its title. */
static bool take_unit(struct walk *w, struct gb_span text)
{
	struct gb_match m;

	if (text.n > LONGEST_CAPTION || !gb_seg_found(w->s, GB_R_UNIT, text, &m))
		return false;
	w->place.unit = gb_seg_field(w->s, &m, text, "unit");
	if (gb_seg_found(w->s, GB_R_UNIT, w->place.caption_title, &m))
		w->place.caption_title = gb_span_trim(gb_span_sub(w->place.caption_title, 0, m.at.start));
	return true;
}

/* A line above a table that ends in its unit: 2026年预算（单位：万元）. */
static bool titles_table(struct walk *w, const struct gb_piece *p, size_t i)
{
	struct gb_match m;

	if (i + 1 >= w->d->to || w->s->piece[i + 1].role != GB_ROLE_TABLE || p->role != GB_ROLE_TEXT || p->mark.rung != GB_RUNG_NONE ||
	    !take_unit(w, p->text) || !gb_seg_found(w->s, GB_R_UNIT, p->text, &m))
		return false;
	w->place.caption_title = gb_seg_tidy(w->s->a, gb_span_trim(gb_span_sub(p->text, 0, m.at.start)));
	return true;
}

static void take_caption(struct walk *w, const struct gb_piece *p)
{
	struct gb_match m;

	if (p->role == GB_ROLE_UNIT && gb_seg_found(w->s, GB_R_UNIT, p->text, &m))
		w->place.unit = gb_seg_field(w->s, &m, p->text, "unit");
	if (p->role != GB_ROLE_CAPTION || !gb_seg_match(w->s, GB_R_CAPTION, p->text, &m))
		return;
	w->place.caption_label = gb_seg_brackets(w->s->a, gb_match_field(&m, p->text, "label"));
	w->place.caption_title = gb_seg_field(w->s, &m, p->text, "title");
	take_unit(w, p->text);
	w->columns = NULL;
}

static void take_table(struct walk *w, const struct gb_block *b)
{
	if (w->cur->kind == GB_NODE_NOTE)
		w->cur = w->cur->parent;
	gb_table_walk(w->s, w->cur, b, &w->place, &w->columns);
	w->place = (struct gb_table_place){ 0 };
}

/* ---- the letter round it ---- */

static void take_attachments(struct walk *w, struct gb_span text)
{
	struct gb_match m;

	if (gb_seg_match(w->s, GB_R_FILE, text, &m))
		text = gb_match_field(&m, text, "what");
	else if (gb_seg_match(w->s, GB_R_ATTACHMENTS, text, &m))
		text = gb_span_from(text, m.at.end);
	while (text.n > 0) {
		size_t end = text.n;

		if (gb_seg_match(w->s, GB_R_ATTACHED_ITEM, text, &m))
			text = gb_span_from(text, m.at.end);
		end = text.n;
		for (size_t i = 1; i < text.n; i++) { /* the next number starts the next title */
			bool digit = text.p[i] >= '1' && text.p[i] <= '9' && !(text.p[i - 1] >= '0' && text.p[i - 1] <= '9');

			if (digit && gb_seg_match(w->s, GB_R_ATTACHED_ITEM, gb_span_from(text, i), &m)) {
				end = i;
				break;
			}
		}
		gb_fields_attach(w->s, w->d, gb_span_sub(text, 0, end));
		text = gb_span_from(text, end);
	}
}

/* A line that goes on with the list: 2.…, or the rest of a title that broke. */
static bool take_listed(struct walk *w, const struct gb_piece *p, size_t i)
{
	if (!w->listing)
		return false;
	if (p->mark.rung == GB_RUNG_ARABIC && p->text.n < 400 && !gb_seg_ends_in(p->text, "。：:")) {
		take_attachments(w, p->text);
		return true;
	}
	w->listing = false;
	(void)i;
	return false;
}

static void take_date(struct walk *w, const struct gb_piece *p)
{
	struct gb_match m;
	enum gb_seg_rule r = p->role == GB_ROLE_DATE ? GB_R_DATE : p->role == GB_ROLE_SIGNED ? GB_R_SIGNED : GB_R_DELIVERED;

	if (!gb_seg_match(w->s, r, p->text, &m))
		return;
	if (w->d->signed_on.n == 0 || (!w->head && !w->signed_))
		w->d->signed_on = gb_seg_date(w->s, &m, p->text);
	if (p->role == GB_ROLE_SIGNED && w->d->signers.n == 0)
		gb_seg_names(w->s->a, gb_match_field(&m, p->text, "name"), "、，\t　", &w->d->signers);
	w->signed_ = w->signed_ || !w->head;
}

static void take_signer(struct walk *w, const struct gb_piece *p)
{
	if (w->d->signed_on.n == 0 || w->head || !w->signed_)
		gb_seg_names(w->s->a, gb_seg_unspaced(w->s->a, p->text), "、，\t　 ", &w->d->signers);
}

static void take_addressees(struct walk *w, const struct gb_piece *p)
{
	struct gb_span list = gb_span_sub(p->text, 0, p->text.n - (gb_seg_ends_in(p->text, ":") ? 1 : 3));
	struct gb_spans names = { 0 };

	w->head = false;
	if (gb_seg_stop(list, "，；,;", (size_t)-1) != (size_t)-1) {
		gb_seg_names(w->s->a, list, "，；,;", &w->d->addressees);
		return;
	}
	gb_seg_names(w->s->a, list, GB_MARK_ITEM_COMMA, &names);
	for (size_t i = 0; i < names.n; i++) /* 各省、自治区、直辖市人民政府 is one */
		if (gb_utf8_count(names.item[i]) < 4 || gb_words_suffix(w->s->words[GB_W_BODY_TAIL], names.item[i]) == 0)
			names.n = 0;
	if (names.n > 1)
		w->d->addressees = names;
	else
		gb_seg_names(w->s->a, list, GB_MARK_COMMA, &w->d->addressees);
}

/* Does the covering letter name this title: 现将《甲办法》《乙计划》印发给你们? */
static bool is_named(struct walk *w, size_t i, struct gb_span title)
{
	struct gb_span bare = gb_title_bare(gb_seg_squeeze(w->s->a, title));

	if (bare.n < SHORTEST_TITLE)
		return false;
	if (gb_span_has(gb_seg_squeeze(w->s->a, w->d->notice_title), bare))
		return true;
	for (size_t k = w->d->body; k < i && k < w->d->body + LETTER_PIECES; k++)
		if (gb_span_has(gb_span_sub(w->s->piece[k].text, 0, LETTER_BYTES), bare))
			return true;
	return false;
}

/* The pieces from `i` that make a title which the letter names and which is not that of the whole; 0 when there is none. */
static size_t text_title(struct walk *w, size_t i)
{
	for (size_t n = 1; n <= 4 && i + n <= w->d->to && gb_title_like(w->s, i + n - 1); n++) {
		struct gb_span t = gb_title_join(w->s, i, i + n);

		if (gb_title_genre(w->s, t).n > 0 && !gb_seg_same(t, w->d->title) && is_named(w, i, t))
			return n;
	}
	return 0;
}

/* Is another text headed behind the one at `i`? */
static bool has_second_text(struct walk *w, size_t i, size_t n)
{
	struct gb_span first = gb_title_join(w->s, i, i + n);

	for (size_t k = i + n; k < w->d->to; k++) {
		size_t more = gb_title_like(w->s, k) ? text_title(w, k) : 0;

		if (more > 0 && !gb_seg_same(gb_title_join(w->s, k, k + more), first))
			return true;
	}
	return false;
}

/* Two texts under one notice: each is a part of its own; the first counts from the top, the next below its title. */
static size_t open_text(struct walk *w, size_t i)
{
	size_t n = w->signed_ && w->d->notice_title.n > 0 && !w->head ? text_title(w, i) : 0;
	struct gb_node *text;

	if (n == 0 || w->single)
		return 0;
	w->single = w->texts == 0 && !has_second_text(w, i, n);
	if (w->single)
		return 0;
	text = gb_heading_add(w->s, w->d->root, GB_NODE_ANNEX);
	text->title = gb_title_join(w->s, i, i + n);
	text->label = w->texts > 0 ? gb_seg_squeeze(w->s->a, text->title) : GB_S("");
	text->where = gb_heading_where(&w->s->piece[i]);
	text->apart = true;
	w->texts++;
	w->d->root->items++;
	w->cur = text;
	w->columns = NULL;
	w->subhead = GB_S("");
	return n;
}

/* The title of what is issued, on its own below the letter: what follows counts from the top again. */
static size_t issued_title(struct walk *w, size_t i)
{
	if (w->head || w->cur->kind == GB_NODE_ANNEX || !gb_title_like(w->s, i))
		return 0;
	size_t by_genre = 0;

	for (size_t n = 1; n <= 4 && i + n <= w->d->to && gb_title_like(w->s, i + n - 1); n++) {
		struct gb_span t = gb_title_join(w->s, i, i + n);

		if (gb_seg_same(t, w->d->title) || is_attachment_title(w, t))
			return n;
		if (by_genre == 0 && w->signed_ && w->d->notice_title.n > 0 && gb_title_genre(w->s, t).n > 0 &&
		    gb_heading_scope(w->cur)->kind == GB_NODE_ROOT)
			by_genre = n;
	}
	return by_genre;
}

/* Before the body stand lines that only say who, when and where. */
static bool in_head(struct walk *w, size_t i)
{
	const struct gb_piece *p = &w->s->piece[i];

	if (!w->head)
		return false;
	if (p->mark.rung != GB_RUNG_NONE || p->role == GB_ROLE_SALUTATION || p->role == GB_ROLE_ADDRESSEES)
		return false;
	for (size_t k = i + 1; k < w->d->to && k < i + 12; k++) { /* all that stands above the salutation */
		enum gb_role role = w->s->piece[k].role;

		if (w->s->piece[k].text.n > 300 || w->s->piece[k].mark.rung != GB_RUNG_NONE)
			break;
		if (role == GB_ROLE_SALUTATION || role == GB_ROLE_ADDRESSEES)
			return p->text.n < 300;
	}
	if (p->text.n >= 100 || gb_seg_ends_in(p->text, "。；：:"))
		return false;
	if (p->role == GB_ROLE_TEXT && gb_words_suffix(w->s->words[GB_W_BODY_TAIL], p->text) > 0 && p->text.n >= 12)
		gb_seg_names(w->s->a, p->text, "、，\t　 ", &w->d->cover); /* who it is from, on a cover */
	return true;
}

static void take_disclosure(struct walk *w, const struct gb_piece *p)
{
	struct gb_match m;

	if (w->d->disclosure.n == 0 && gb_seg_match(w->s, GB_R_DISCLOSURE, p->text, &m))
		w->d->disclosure = gb_seg_field(w->s, &m, p->text, "what");
}

static bool take_role(struct walk *w, const struct gb_piece *p)
{
	switch (p->role) {
	case GB_ROLE_SKIP:
	case GB_ROLE_COLUMN:
	case GB_ROLE_IMPRINT:
	case GB_ROLE_LETTERHEAD:
	case GB_ROLE_FIGURE:
	case GB_ROLE_CONTENTS:
		return true;
	case GB_ROLE_NUMBER:
	case GB_ROLE_ORDER:
	case GB_ROLE_META:
		return w->head;
	case GB_ROLE_DATE:
	case GB_ROLE_SIGNED:
	case GB_ROLE_DELIVERED:
		take_date(w, p);
		return p->role != GB_ROLE_DELIVERED || w->head;
	case GB_ROLE_SIGNER:
		take_signer(w, p);
		return true;
	case GB_ROLE_DISCLOSURE:
		take_disclosure(w, p);
		return true;
	case GB_ROLE_ANNEX:
		add_annex(w, p, 0);
		return true;
	case GB_ROLE_ATTACHMENTS:
		take_attachments(w, p->text);
		w->listing = true;
		w->head = false;
		return true;
	case GB_ROLE_BOX:
		add_box(w, p);
		return true;
	case GB_ROLE_NOTE:
		add_note(w, p);
		return true;
	case GB_ROLE_CAPTION:
	case GB_ROLE_UNIT:
		take_caption(w, p);
		return true;
	case GB_ROLE_ADDRESSEES:
		if (w->head)
			take_addressees(w, p);
		return !w->head && w->d->root->runs == 0 && w->d->root->items == 0;
	case GB_ROLE_SALUTATION:
		w->head = false;
		return true;
	case GB_ROLE_TABLE:
	case GB_ROLE_TEXT:
	case GB_ROLE_MAST:
	case GB_ROLE_DUTY:
		break;
	}
	return false;
}

static size_t take(struct walk *w, size_t i)
{
	const struct gb_piece *p = &w->s->piece[i];
	struct gb_match m;
	size_t n;

	leave_box(w, p);
	if (p->role == GB_ROLE_TABLE) {
		if (!(w->head && gb_fields_is_table(w->s, p->block)))
			take_table(w, p->block);
		return 1;
	}
	if (take_annex_title(w, p, i) || take_listed(w, p, i) || take_role(w, p) || (!w->head && titles_table(w, p, i)) || in_head(w, i))
		return 1;
	w->head = false;
	n = open_text(w, i);
	if (n > 0)
		return n;
	n = issued_title(w, i);
	if (n > 0) {
		w->cur = w->d->root;
		return n;
	}
	if (w->signed_ && gb_seg_match(w->s, GB_R_ANNEX_TITLED, p->text, &m) && p->text.n < 300 && !gb_seg_ends_in(p->text, GB_MARK_STOP)) {
		add_annex(w, p, m.at.end);
		return 1;
	}
	if (p->mark.rung != GB_RUNG_NONE) {
		add_mark(w, p);
		return 1;
	}
	if (w->cur->kind == GB_NODE_NOTE && !gb_span_starts(p->text, GB_S("[")))
		w->cur = w->cur->parent;
	if (gb_words_prefix(w->s->words[GB_W_SALUTATION], p->text) > 0) /* 各位代表！ turns to the whole again */
		w->cur = gb_heading_top(w->cur);
	else if (p->role != GB_ROLE_DUTY)
		w->cur = gb_heading_text_parent(w->cur);
	add_text(w, p);
	return 1;
}

void gb_tree_build(struct gb_seg *s, struct gb_document *d)
{
	struct walk w = { .s = s, .d = d, .head = true };

	if (d->fuller.n > 0 || d->title_from < d->title_to)
		gb_title_read(s, d, d->fuller.n > 0 ? d->fuller : gb_title_join(s, d->title_from, d->title_to));
	gb_title_issuers(s, d);
	d->root = w.cur = gb_heading_add(s, NULL, GB_NODE_ROOT);
	for (size_t i = d->body; i < d->to;) {
		gb_arena_reset(s->scratch);
		i += take(&w, i);
	}
	gb_heading_run_ins(s, d->root);
	gb_heading_paths(s, d->root);
}
