#include "internal.h"

#include <glib.h>

static const char *const rule_names[GB_R_COUNT] = {
	[GB_R_NUMBER] = "doc.number",
	[GB_R_ORDER] = "doc.order",
	[GB_R_ORDER_NUMBER] = "doc.order_number",
	[GB_R_ISSUING] = "title.issuing",
	[GB_R_ISSUING_PLAIN] = "title.issuing_plain",
	[GB_R_ABOUT] = "title.about",
	[GB_R_RANGE] = "period.range",
	[GB_R_YEAR] = "period.year",
	[GB_R_FIVEYEAR] = "period.fiveyear",
	[GB_R_SCOPE] = "period.scope",
	[GB_R_UNTIL] = "period.until",
	[GB_R_DATE] = "doc.date",
	[GB_R_SIGNED] = "doc.signed",
	[GB_R_DELIVERED] = "doc.delivered",
	[GB_R_ANY_DATE] = "date.any",
	[GB_R_META] = "meta.line",
	[GB_R_ADDRESSEES] = "doc.addressees",
	[GB_R_DISCLOSURE] = "doc.disclosure",
	[GB_R_ANNEX] = "doc.annex",
	[GB_R_ANNEX_TITLED] = "doc.annex_titled",
	[GB_R_ATTACHMENTS] = "doc.attachments",
	[GB_R_ATTACHED_ITEM] = "doc.attached_item",
	[GB_R_FILE] = "doc.file",
	[GB_R_CONTENTS] = "doc.contents",
	[GB_R_CONTENTS_LINE] = "doc.contents_line",
	[GB_R_IMPRINT] = "doc.imprint",
	[GB_R_PRINTED] = "doc.printed",
	[GB_R_LETTERHEAD] = "doc.letterhead",
	[GB_R_MAST] = "gazette.title",
	[GB_R_ISSUE] = "gazette.issue",
	[GB_R_MAST_YEAR] = "gazette.year",
	[GB_R_ENGLISH] = "gazette.english",
	[GB_R_REPORT] = "title.report",
	[GB_R_ISSUING_MAYBE] = "title.issuing_maybe",
	[GB_R_ISSUING_NEWS] = "title.issuing_news",
	[GB_R_COLUMN] = "gazette.column",
	[GB_R_CAPTION] = "table.caption",
	[GB_R_FIGURE] = "figure.caption",
	[GB_R_BOX] = "box.caption",
	[GB_R_UNIT] = "table.unit",
	[GB_R_HEAD_UNIT] = "head.unit",
	[GB_R_NOTE] = "table.note",
	[GB_R_DUTY_LABEL] = "duty.label_alone",
	[GB_R_DUTY_LINE] = "duty.line",
	[GB_R_DUTY_TERM] = "duty.term",
	[GB_R_DUTY_TERM_LINE] = "duty.term_line",
	[GB_R_LOOKS_BACK] = "title.looks_back",
	[GB_R_ENACTS] = "text.enacts",
};

static const char *const words_names[GB_W_COUNT] = {
	[GB_W_GENRE] = "genre",
	[GB_W_GENRE_PLAN] = "genre.plan",
	[GB_W_BODY_TAIL] = "body.tail",
	[GB_W_SALUTATION] = "salutation",
	[GB_W_METAKEY] = "metakey",
	[GB_W_HEAD] = "column.head",
	[GB_W_TASK_TAIL] = "column.task_tail",
	[GB_W_NAME_TAIL] = "column.name_tail",
	[GB_W_DUTY_LABEL] = "duty.label",
	[GB_W_DUTY_VERB] = "duty.verb",
	[GB_W_DUTY_REST] = "duty.rest",
	[GB_W_LEAD_STOP] = "lead.stop",
	[GB_W_PURPOSE] = "purpose.tail",
	[GB_W_DUTY_PART] = "duty.part",
	[GB_W_DUTY_WITH] = "duty.with",
	[GB_W_BARE_SURE] = "bare.sure",
	[GB_W_BARE_TAIL] = "bare.tail",
	[GB_W_BARE_NONE] = "bare.none",
	[GB_W_BARE_START] = "bare.start",
};

struct gb_seg *gb_segmenter_new(const struct gb_grammar *g, struct gb_sink *to)
{
	struct gb_arena *scratch = gb_arena_new(0);
	struct gb_seg *s = g_new0(struct gb_seg, 1);

	for (size_t i = 0; i < GB_R_COUNT; i++)
		s->rule[i] = gb_grammar_rule(g, rule_names[i]);
	for (size_t i = 0; i < GB_W_COUNT; i++)
		s->words[i] = gb_grammar_words(g, words_names[i]);
	s->numbering = gb_grammar_pass(g, "numbering");
	s->m = gb_matcher_new(g);
	s->to = to;
	s->scratch = scratch;
	return s;
}

void gb_segmenter_free(struct gb_seg *s)
{
	if (s == NULL)
		return;
	gb_arena_free(s->scratch);
	gb_matcher_free(s->m);
	gb_buf_free(&s->tmp);
	gb_buf_free(&s->text);
	g_free(s);
}

unsigned long gb_segmenter_limits(const struct gb_seg *s)
{
	return gb_matcher_limits(s->m);
}

bool gb_seg_match(struct gb_seg *s, enum gb_seg_rule r, struct gb_span text, struct gb_match *out)
{
	return gb_rule_at(s->rule[r], s->m, s->scratch, text, 0, out);
}

bool gb_seg_found(struct gb_seg *s, enum gb_seg_rule r, struct gb_span text, struct gb_match *out)
{
	return gb_rule_find(s->rule[r], s->m, s->scratch, text, 0, out);
}

struct gb_span gb_seg_field(struct gb_seg *s, const struct gb_match *m, struct gb_span text, const char *name)
{
	return gb_seg_tidy(s->a, gb_span_trim(gb_match_field(m, text, name)));
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

void gb_segmenter_file(struct gb_seg *s, struct gb_arena *a, const struct gb_source *source, const struct gb_block *blocks,
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
	gb_pieces_make(s, blocks, n);
	gb_documents_find(s, &docs);
	for (size_t i = 0; i < docs.n; i++) {
		gb_arena_reset(s->scratch);
		gb_document_walk(s, &docs.item[i]);
		gb_document_finish(s, &docs.item[i], docs.n == 1);
		tell_apart(s, &docs, i);
		gb_document_emit(s, &docs.item[i]);
	}
}
