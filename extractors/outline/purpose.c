/*
 * purpose - what a text is for: it promises, looks back, rules, or is only referred to.
 *
 * The title says it: its last words (条例, 行动方案, 发票), or what it looks back on (部门决算, 完成情况).  Genres that
 * rule as a rule only (办法, 规定) do so when the text is set in articles or says what it was made for (制定本办法).
 */
#include "internal.h"

#define ARTICLES ((size_t)2)
#define PREAMBLE ((size_t)1200) /* bytes of a paragraph in which 制定本办法 is looked for */

static size_t count_articles(const struct gb_node *n)
{
	size_t count = n->kind == GB_NODE_MARK && n->mark.rung == GB_RUNG_ARTICLE;

	for (const struct gb_part *p = n->first; p != NULL && count < ARTICLES; p = p->next)
		if (p->node != NULL && p->node->kind != GB_NODE_ANNEX)
			count += count_articles(p->node);
	return count;
}

/* 为了加强管理，制定本办法: in one of the first paragraphs below the node. */
static bool is_enacted(struct gb_seg *s, const struct gb_node *n, size_t *left)
{
	struct gb_match m;

	for (const struct gb_part *p = n->first; p != NULL && *left > 0; p = p->next) {
		if (p->node != NULL && is_enacted(s, p->node, left))
			return true;
		if (p->node == NULL && (*left)-- > 0 && gb_seg_found(s, GB_R_ENACTS, gb_span_sub(p->run.text, 0, PREAMBLE), &m))
			return true;
	}
	return false;
}

struct gb_span gb_purpose_of(struct gb_seg *s, struct gb_span title, const struct gb_node *text)
{
	struct gb_span t = gb_title_bare(gb_seg_squeeze(s->scratch, title));
	size_t n = gb_words_suffix(s->words[GB_W_PURPOSE], t), first = 6;
	struct gb_span tail = gb_span_from(t, t.n - n);
	struct gb_match m;

	if (gb_seg_found(s, GB_R_LOOKS_BACK, t, &m))
		return GB_S("report");
	if (n == 0)
		return GB_S("other");
	if (gb_words_value(s->words[GB_W_PURPOSE], tail, "sure").n == 0 && count_articles(text) < ARTICLES && !is_enacted(s, text, &first))
		return GB_S("other");
	return gb_words_value(s->words[GB_W_PURPOSE], tail, "purpose");
}

/* What an annex is for and when: its title says so, else the document; a text that stands apart has nothing of the document's. */
static struct gb_own_text own_text(struct gb_seg *s, const struct gb_document *d, const struct gb_node *n)
{
	struct gb_own_text own = { .title = n->title, .purpose = gb_purpose_of(s, n->title, n) };

	gb_title_days(s, gb_title_years_of(s, n->title), &own.start, &own.end);
	if (n->apart)
		return own;
	if (gb_span_eq(own.purpose, GB_S("other")))
		own.purpose = d->purpose;
	if (own.end.n == 0) {
		own.start = d->start;
		own.end = d->end;
	}
	return own;
}

void gb_purpose_own_texts(struct gb_seg *s, struct gb_document *d)
{
	for (struct gb_part *p = d->root->first; p != NULL; p = p->next) {
		struct gb_own_text own;

		if (p->node == NULL || p->node->kind != GB_NODE_ANNEX || p->node->title.n == 0)
			continue;
		gb_arena_reset(s->scratch);
		own = own_text(s, d, p->node);
		if (p->node->apart || !gb_span_eq(own.purpose, d->purpose) ||
		    !gb_span_eq(own.start, d->start) || !gb_span_eq(own.end, d->end))
			p->node->own = own;
	}
}
