#include "internal.h"

#include <glib.h>

static const enum gb_rule_id rule_ids[GB_R_COUNT] = {
	[GB_R_NUMBER] = GB_RULE_DOC_NUMBER,
	[GB_R_ORDER] = GB_RULE_DOC_ORDER,
	[GB_R_ORDER_NUMBER] = GB_RULE_DOC_ORDER_NUMBER,
	[GB_R_ISSUING] = GB_RULE_TITLE_ISSUING,
	[GB_R_ISSUING_PLAIN] = GB_RULE_TITLE_ISSUING_PLAIN,
	[GB_R_ABOUT] = GB_RULE_TITLE_ABOUT,
	[GB_R_RANGE] = GB_RULE_PERIOD_RANGE,
	[GB_R_YEAR] = GB_RULE_PERIOD_YEAR,
	[GB_R_FIVEYEAR] = GB_RULE_PERIOD_FIVEYEAR,
	[GB_R_SCOPE] = GB_RULE_PERIOD_SCOPE,
	[GB_R_UNTIL] = GB_RULE_PERIOD_UNTIL,
	[GB_R_DATE] = GB_RULE_DOC_DATE,
	[GB_R_SIGNED] = GB_RULE_DOC_SIGNED,
	[GB_R_DELIVERED] = GB_RULE_DOC_DELIVERED,
	[GB_R_ANY_DATE] = GB_RULE_DATE_ANY,
	[GB_R_META] = GB_RULE_META_LINE,
	[GB_R_ADDRESSEES] = GB_RULE_DOC_ADDRESSEES,
	[GB_R_DISCLOSURE] = GB_RULE_DOC_DISCLOSURE,
	[GB_R_ANNEX] = GB_RULE_DOC_ANNEX,
	[GB_R_ANNEX_TITLED] = GB_RULE_DOC_ANNEX_TITLED,
	[GB_R_ATTACHMENTS] = GB_RULE_DOC_ATTACHMENTS,
	[GB_R_ATTACHED_ITEM] = GB_RULE_DOC_ATTACHED_ITEM,
	[GB_R_FILE] = GB_RULE_DOC_FILE,
	[GB_R_CONTENTS] = GB_RULE_DOC_CONTENTS,
	[GB_R_CONTENTS_LINE] = GB_RULE_DOC_CONTENTS_LINE,
	[GB_R_IMPRINT] = GB_RULE_DOC_IMPRINT,
	[GB_R_PRINTED] = GB_RULE_DOC_PRINTED,
	[GB_R_LETTERHEAD] = GB_RULE_DOC_LETTERHEAD,
	[GB_R_MAST] = GB_RULE_GAZETTE_TITLE,
	[GB_R_ISSUE] = GB_RULE_GAZETTE_ISSUE,
	[GB_R_MAST_YEAR] = GB_RULE_GAZETTE_YEAR,
	[GB_R_ENGLISH] = GB_RULE_GAZETTE_ENGLISH,
	[GB_R_REPORT] = GB_RULE_TITLE_REPORT,
	[GB_R_ISSUING_MAYBE] = GB_RULE_TITLE_ISSUING_MAYBE,
	[GB_R_ISSUING_NEWS] = GB_RULE_TITLE_ISSUING_NEWS,
	[GB_R_COLUMN] = GB_RULE_GAZETTE_COLUMN,
	[GB_R_CAPTION] = GB_RULE_TABLE_CAPTION,
	[GB_R_FIGURE] = GB_RULE_FIGURE_CAPTION,
	[GB_R_BOX] = GB_RULE_BOX_CAPTION,
	[GB_R_UNIT] = GB_RULE_TABLE_UNIT,
	[GB_R_HEAD_UNIT] = GB_RULE_HEAD_UNIT,
	[GB_R_NOTE] = GB_RULE_TABLE_NOTE,
	[GB_R_DUTY_LABEL] = GB_RULE_DUTY_LABEL_ALONE,
	[GB_R_DUTY_LINE] = GB_RULE_DUTY_LINE,
	[GB_R_DUTY_TERM] = GB_RULE_DUTY_TERM,
	[GB_R_DUTY_TERM_LINE] = GB_RULE_DUTY_TERM_LINE,
	[GB_R_LOOKS_BACK] = GB_RULE_TITLE_LOOKS_BACK,
	[GB_R_ENACTS] = GB_RULE_TEXT_ENACTS,
};

static const enum gb_words_id words_ids[GB_W_COUNT] = {
	[GB_W_GENRE] = GB_WORDS_GENRE,
	[GB_W_GENRE_PLAN] = GB_WORDS_GENRE_PLAN,
	[GB_W_BODY_TAIL] = GB_WORDS_BODY_TAIL,
	[GB_W_SALUTATION] = GB_WORDS_SALUTATION,
	[GB_W_METAKEY] = GB_WORDS_METAKEY,
	[GB_W_HEAD] = GB_WORDS_COLUMN_HEAD,
	[GB_W_TASK_TAIL] = GB_WORDS_COLUMN_TASK_TAIL,
	[GB_W_NAME_TAIL] = GB_WORDS_COLUMN_NAME_TAIL,
	[GB_W_DUTY_LABEL] = GB_WORDS_DUTY_LABEL,
	[GB_W_DUTY_VERB] = GB_WORDS_DUTY_VERB,
	[GB_W_DUTY_REST] = GB_WORDS_DUTY_REST,
	[GB_W_LEAD_STOP] = GB_WORDS_LEAD_STOP,
	[GB_W_PURPOSE] = GB_WORDS_PURPOSE_TAIL,
	[GB_W_DUTY_PART] = GB_WORDS_DUTY_PART,
	[GB_W_DUTY_WITH] = GB_WORDS_DUTY_WITH,
	[GB_W_BARE_SURE] = GB_WORDS_BARE_SURE,
	[GB_W_BARE_TAIL] = GB_WORDS_BARE_TAIL,
	[GB_W_BARE_NONE] = GB_WORDS_BARE_NONE,
	[GB_W_BARE_START] = GB_WORDS_BARE_START,
};

struct gb_seg *gb_segmenter_new(const struct gb_grammar *g, struct gb_sink *to)
{
	struct gb_arena *scratch = gb_arena_new(0);
	struct gb_seg *s = g_new0(struct gb_seg, 1);

	for (size_t i = 0; i < GB_R_COUNT; i++)
		s->rule[i] = gb_grammar_rule(g, rule_ids[i]);
	for (size_t i = 0; i < GB_W_COUNT; i++)
		s->words[i] = gb_grammar_words(g, words_ids[i]);
	s->numbering = gb_grammar_pass(g, GB_PASS_NUMBERING);
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
