#include "internal.h"

#include <glib.h>

struct gb_seg *gb_outline_new(const struct gb_grammar *g, struct gb_sink *to)
{
	struct gb_arena *scratch = gb_arena_new(0);
	struct gb_seg *s = g_new0(struct gb_seg, 1);

	gb_seg_look_up(s, g);
	s->numbering = gb_grammar_pass(g, GB_PASS_NUMBERING);
	s->m = gb_matcher_new(g);
	s->to = to;
	s->scratch = scratch;
	return s;
}

void gb_outline_free(struct gb_seg *s)
{
	if (s == NULL)
		return;
	gb_arena_free(s->scratch);
	gb_matcher_free(s->m);
	gb_buf_free(&s->tmp);
	gb_buf_free(&s->text);
	g_free(s);
}

unsigned long gb_outline_limits(const struct gb_seg *s)
{
	return gb_matcher_limits(s->m);
}

/* Two documents of a file with one name, neither with a number of its own: the second is …~2. */
static void tell_apart(struct gb_seg *s, struct gb_documents *docs, size_t i)
{
	struct gb_span id = docs->item[i].id;
	long long same = 1;

	for (size_t k = 0; k < i; k++)
		same += gb_span_eq(docs->item[k].plain_id, id);
	docs->item[i].plain_id = id;
	if (same == 1)
		return;
	gb_buf_clear(&s->tmp);
	gb_buf_add(&s->tmp, id);
	gb_buf_add_byte(&s->tmp, '~');
	gb_buf_add_int(&s->tmp, same);
	docs->item[i].id = gb_arena_copy(s->a, gb_buf_span(&s->tmp));
}

void gb_outline_file(struct gb_seg *s, struct gb_arena *a, const struct gb_source *source, const struct gb_block *blocks,
		       size_t n)
{
	struct gb_documents docs = { 0 };

	s->a = a;
	s->source = *source;
	s->piece = NULL;
	s->npiece = s->piece_cap = 0;
	s->gazette = (struct gb_gazette){ 0 };
	s->in_gazette = false;
	s->contents = (struct gb_spans){ 0 };
	s->sentence = 0;
	gb_line_make(s, blocks, n);
	gb_document_find(s, &docs);
	for (size_t i = 0; i < docs.n; i++) {
		gb_arena_reset(s->scratch);
		gb_tree_build(s, &docs.item[i]);
		gb_fields_finish(s, &docs.item[i], docs.n == 1);
		gb_purpose_own_texts(s, &docs.item[i]);
		tell_apart(s, &docs, i);
		gb_emit_document(s, &docs.item[i]);
	}
}
