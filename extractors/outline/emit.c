/* The tree of a document as records. */
#include "internal.h"

#include <stdlib.h>

#define LONGEST_TITLE ((size_t)400) /* bytes */

enum shape { SHAPE_NONE, SHAPE_SECTION, SHAPE_MEASURE };

static bool has_text(const struct gb_node *n)
{
	return n->runs > 1 || (n->runs == 1 && n->latest->skip < n->latest->text.n);
}

/* A heading with items below groups them; with nothing below but its text, or a table, it is the measure itself. */
static enum shape shape_of(const struct gb_node *n)
{
	switch (n->kind) {
	case GB_NODE_ROOT:
	case GB_NODE_NOTE:
		return SHAPE_NONE;
	case GB_NODE_LEAD:
	case GB_NODE_ROW:
		return SHAPE_MEASURE;
	case GB_NODE_TABLE:
	case GB_NODE_GROUP:
		return n->label.n > 0 ? SHAPE_SECTION : SHAPE_NONE;
	case GB_NODE_ANNEX:
		if (n->label.n == 0)
			return SHAPE_NONE;
		return n->items + n->rows > 0 || n->runs == 0 ? SHAPE_SECTION : SHAPE_MEASURE;
	case GB_NODE_MARK:
	case GB_NODE_BOX:
		if (n->items > 0)
			return SHAPE_SECTION;
		return n->rows > 0 && !has_text(n) ? SHAPE_SECTION : SHAPE_MEASURE;
	}
	return SHAPE_NONE;
}

void gb_emit_record(struct gb_seg *s, const struct gb_document *d)
{
	static const struct gb_gazette none;
	const struct gb_document_record r = {
		.id = d->id,
		.title = d->title,
		.notice_title = d->notice_title,
		.number = d->number,
		.number_parts = { d->number.n > 0 ? d->code : GB_S(""), d->year, d->serial },
		.genre = d->genre,
		.purpose = d->purpose,
		.issuer = d->issuer,
		.addressees = d->addressees,
		.signed_on = d->signed_on,
		.published = d->published,
		.index_number = d->index_number,
		.subject = d->subject,
		.disclosure = d->disclosure,
		.period = { d->start, d->end },
		.attachments = d->attachments,
		.gazette = d->gazette != NULL ? *d->gazette : none,
		.source = s->source.path,
		.first_page = d->first_page,
		.last_page = d->last_page,
	};

	gb_record_put(s->to, GB_KIND_DOCUMENT, &r);
}

static void put_section(struct gb_seg *s, const struct gb_document *d, const struct gb_node *n)
{
	const struct gb_section_record r = { .document = d->id, .path = n->path, .label = n->label, .ordinal = n->mark.ordinal,
					     .level = (long long)n->depth, .title = n->title, .where = n->where };

	gb_record_put(s->to, GB_KIND_SECTION, &r);
}

/* The whole text: its paragraphs, or the cells of its row, a line each. */
static void collect_text(struct gb_seg *s, const struct gb_node *n)
{
	gb_buf_clear(&s->text);
	for (const struct gb_part *p = n->first; p != NULL; p = p->next) {
		if (p->node != NULL)
			continue;
		if (s->text.n > 0)
			gb_buf_add_byte(&s->text, '\n');
		gb_buf_add(&s->text, p->run.silent ? gb_seg_tidy(s->scratch, p->run.text) : gb_span_from(p->run.text, p->run.mark));
	}
}

/* A path can come again (一 of the notice, 一 of what it issues); an id cannot: …#一, …#一~2. */
static struct gb_span measure_id(struct gb_seg *s, const struct gb_document *d, const struct gb_node *n)
{
	struct gb_buf b = { 0 };
	struct gb_span id;

	gb_buf_add(&b, d->id);
	gb_buf_add_byte(&b, '#');
	gb_buf_add(&b, n->path);
	if (n->again > 0) {
		gb_buf_add_byte(&b, '~');
		gb_buf_add_int(&b, n->again + 1);
	}
	id = gb_arena_copy(s->scratch, gb_buf_span(&b));
	gb_buf_free(&b);
	return id;
}

static void put_measure(struct gb_seg *s, const struct gb_document *d, const struct gb_node *n)
{
	collect_text(s, n);
	const struct gb_measure_record r = { .id = measure_id(s, d, n), .document = d->id, .measure = n->path, .label = n->label,
					     .ordinal = n->mark.ordinal, .title = n->title, .text = gb_buf_span(&s->text),
					     .responsible = n->parties, .where = n->where };

	gb_record_put(s->to, GB_KIND_MEASURE, &r);
}

/* A heading that asks for a number (3.改造公厕30座) says it by itself; one that counts what follows (民生实事（10件）) does not. */
static bool title_asks(struct gb_seg *s, const struct gb_node *n, const struct gb_run *run)
{
	struct gb_match m;

	return n->kind == GB_NODE_MARK && run->skip > run->mark && run->text.n < LONGEST_TITLE &&
	       gb_seg_found(s, GB_R_TITLE_ASKS, gb_span_sub(run->text, run->mark, run->skip - run->mark), &m);
}

/* The sentences of a run, and before them its title where the title is all it says, or asks for a number. */
static void put_sentences(struct gb_seg *s, const struct gb_document *d, const struct gb_node *n, const struct gb_run *run, bool only)
{
	struct gb_run title = *run;

	if (run->silent)
		return;
	title.text = gb_span_sub(run->text, 0, run->skip);
	title.skip = run->mark;
	title.cue.kind = GB_CUE_TITLE;
	if ((only && n->kind == GB_NODE_MARK && run->skip == run->text.n) || (run == n->heading && title_asks(s, n, run)))
		gb_sentence_cut_run(s, d, n, &title);
	if (run->skip < run->text.n)
		gb_sentence_cut_run(s, d, n, run);
}

static void emit_node(struct gb_seg *s, struct gb_document *d, struct gb_node *n)
{
	enum shape shape = shape_of(n);

	gb_arena_reset(s->scratch);
	if (shape == SHAPE_SECTION)
		put_section(s, d, n);
	else if (shape == SHAPE_MEASURE)
		put_measure(s, d, n);
	for (struct gb_part *p = n->first; p != NULL; p = p->next) {
		if (p->node != NULL)
			emit_node(s, d, p->node);
		else
			put_sentences(s, d, n, &p->run, shape == SHAPE_MEASURE && n->runs == 1);
	}
}

/* ---- measures of one path ---- */

struct measures {
	struct gb_node **item;
	size_t n, cap;
};

static void gather(struct gb_seg *s, struct gb_node *n, struct measures *out)
{
	if (shape_of(n) == SHAPE_MEASURE) {
		n->again = (long long)out->n; /* its place, until they are counted */
		*GB_PUSH(s->a, out->item, out->n, out->cap) = n;
	}
	for (struct gb_part *p = n->first; p != NULL; p = p->next)
		if (p->node != NULL)
			gather(s, p->node, out);
}

static int by_path(const void *x, const void *y)
{
	const struct gb_node *a = *(struct gb_node *const *)x, *b = *(struct gb_node *const *)y;
	int order = gb_span_cmp(a->path, b->path);

	return order != 0 ? order : a->again < b->again ? -1 : a->again > b->again;
}

static void count_repeats(struct gb_seg *s, struct gb_node *root)
{
	struct measures all = { 0 };
	long long before = 0;

	gather(s, root, &all);
	if (all.n > 1)
		qsort(all.item, all.n, sizeof *all.item, by_path);
	for (size_t i = 0; i < all.n; i++) {
		before = i > 0 && gb_span_eq(all.item[i]->path, all.item[i - 1]->path) ? before + 1 : 0;
		all.item[i]->again = before;
	}
}

void gb_emit_document(struct gb_seg *s, struct gb_document *d)
{
	gb_emit_record(s, d);
	count_repeats(s, d->root);
	emit_node(s, d, d->root);
}
