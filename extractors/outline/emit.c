/* The tree of a document as records. */
#include "internal.h"

#include <stdlib.h>

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
		return n->items + n->rows > 0 || n->runs == 0 ? SHAPE_SECTION : SHAPE_MEASURE;
	case GB_NODE_MARK:
	case GB_NODE_BOX:
		if (n->items > 0)
			return SHAPE_SECTION;
		return n->rows > 0 && !has_text(n) ? SHAPE_SECTION : SHAPE_MEASURE;
	}
	return SHAPE_NONE;
}

static void key_str(struct gb_json *j, const char *key, struct gb_span value)
{
	gb_json_key(j, gb_span_of(key));
	gb_json_str_or_null(j, value);
}

static void key_int(struct gb_json *j, const char *key, long long value)
{
	gb_json_key(j, gb_span_of(key));
	gb_json_int_or_null(j, value);
}

static void key_list(struct gb_json *j, const char *key, const struct gb_spans *list)
{
	gb_json_key(j, gb_span_of(key));
	gb_json_open(j, '[');
	for (size_t i = 0; i < list->n; i++)
		gb_json_str(j, list->item[i]);
	gb_json_close(j, ']');
}

static struct gb_json start(struct gb_seg *s, const char *record)
{
	struct gb_json j = { .out = &s->tmp };

	gb_buf_clear(&s->tmp);
	gb_json_open(&j, '{');
	gb_json_key(&j, GB_S("record"));
	gb_json_str(&j, gb_span_of(record));
	return j;
}

static void finish(struct gb_seg *s, struct gb_json *j)
{
	gb_json_close(j, '}');
	gb_sink_put(s->to, gb_buf_span(&s->tmp));
}

static void write_gazette(struct gb_json *j, const struct gb_gazette *g)
{
	gb_json_key(j, GB_S("gazette"));
	if (g == NULL) {
		gb_json_null(j);
		return;
	}
	gb_json_open(j, '{');
	key_str(j, "title", g->title);
	key_int(j, "year", g->year);
	key_int(j, "issue", g->issue);
	key_int(j, "serial", g->serial);
	key_str(j, "published", g->published);
	gb_json_close(j, '}');
}

static void write_number(struct gb_json *j, const struct gb_document *d)
{
	key_str(j, "number", d->number);
	gb_json_key(j, GB_S("number_parts"));
	if (d->number.n == 0) {
		gb_json_null(j);
		return;
	}
	gb_json_open(j, '{');
	key_str(j, "code", d->code);
	key_int(j, "year", d->year);
	key_int(j, "serial", d->serial);
	gb_json_close(j, '}');
}

static void write_period(struct gb_json *j, const struct gb_document *d)
{
	gb_json_key(j, GB_S("period"));
	gb_json_open(j, '{');
	key_str(j, "start", d->start);
	key_str(j, "end", d->end);
	gb_json_close(j, '}');
}

static void write_pages(struct gb_json *j, const struct gb_document *d)
{
	gb_json_key(j, GB_S("pages"));
	if (d->first_page == 0) {
		gb_json_null(j);
		return;
	}
	gb_json_open(j, '[');
	gb_json_int(j, d->first_page);
	gb_json_int(j, d->last_page);
	gb_json_close(j, ']');
}

void gb_document_record(struct gb_seg *s, const struct gb_document *d)
{
	struct gb_json j = start(s, "document");

	key_str(&j, "id", d->id);
	key_str(&j, "title", d->title);
	key_str(&j, "notice_title", d->notice_title);
	write_number(&j, d);
	key_str(&j, "genre", d->genre);
	key_str(&j, "purpose", d->purpose);
	key_list(&j, "issuer", &d->issuer);
	key_list(&j, "addressees", &d->addressees);
	key_str(&j, "signed", d->signed_on);
	key_str(&j, "published", d->published);
	key_str(&j, "index_number", d->index_number);
	key_str(&j, "subject", d->subject);
	key_str(&j, "disclosure", d->disclosure);
	write_period(&j, d);
	key_list(&j, "attachments", &d->attachments);
	write_gazette(&j, d->gazette);
	key_str(&j, "source", s->source.path);
	write_pages(&j, d);
	finish(s, &j);
}

static void put_section(struct gb_seg *s, const struct gb_document *d, const struct gb_node *n)
{
	struct gb_json j = start(s, "section");

	key_str(&j, "document", d->id);
	key_str(&j, "path", n->path);
	key_str(&j, "label", n->label);
	key_int(&j, "ordinal", n->mark.ordinal);
	gb_json_key(&j, GB_S("level"));
	gb_json_int(&j, (long long)n->depth);
	key_str(&j, "title", n->title);
	gb_json_key(&j, GB_S("where"));
	gb_json_where(&j, &n->where);
	finish(s, &j);
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

static void write_parties(struct gb_json *j, const struct gb_parties *list)
{
	gb_json_key(j, GB_S("responsible"));
	gb_json_open(j, '[');
	for (size_t i = 0; i < list->n; i++) {
		gb_json_open(j, '{');
		key_str(j, "name", list->item[i].name);
		key_str(j, "role", list->item[i].role);
		gb_json_close(j, '}');
	}
	gb_json_close(j, ']');
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
	struct gb_json j = start(s, "measure");

	gb_json_key(&j, GB_S("id"));
	gb_json_str(&j, measure_id(s, d, n));
	key_str(&j, "document", d->id);
	key_str(&j, "measure", n->path);
	key_str(&j, "label", n->label);
	key_int(&j, "ordinal", n->mark.ordinal);
	key_str(&j, "title", n->title);
	gb_json_key(&j, GB_S("text"));
	gb_json_str(&j, gb_buf_span(&s->text));
	write_parties(&j, &n->parties);
	gb_json_key(&j, GB_S("where"));
	gb_json_where(&j, &n->where);
	finish(s, &j);
}

/* A measure that is a title and nothing else: the title is what it says. */
static void put_sentences(struct gb_seg *s, const struct gb_document *d, const struct gb_node *n, const struct gb_run *run, bool only)
{
	struct gb_run r = *run;

	if (only && n->kind == GB_NODE_MARK && r.skip == r.text.n) {
		r.skip = r.mark;
		r.cue.kind = GB_CUE_TITLE;
	}
	if (!r.silent)
		gb_run_sentences(s, d, n, &r);
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

void gb_document_emit(struct gb_seg *s, struct gb_document *d)
{
	gb_document_record(s, d);
	count_repeats(s, d->root);
	emit_node(s, d, d->root);
}
