/* The sentences of a run of text, each with its place and its cue. */
#include "internal.h"
#include "base/utf8.h"

#define FAR_BRACKETS ((size_t)64) /* how many brackets on a term is looked for */
#define ASIDE_CP 60     /* a stop inside a bracket or quote that closes within so many characters ends no sentence */

struct cutter {
	struct gb_seg *s;
	const struct gb_document *d;
	const struct gb_node *node;
	const struct gb_run *run;
	struct gb_span measure;
	struct gb_brackets brackets; /* of the run */
	size_t bracket;              /* the first that does not stand before the sentence */
	const struct gb_lines *lines;
	size_t line;     /* first printed line that can still matter */
};

static bool is_stop(uint32_t cp)
{
	return cp == 0x3002 || cp == 0xff01 || cp == 0xff1f || cp == '!' || cp == '?';
}

/* Does what is open close soon? */
static bool closes_soon(struct gb_span rest)
{
	size_t len, depth = 1;

	for (size_t i = 0, n = 0; i < rest.n && n < ASIDE_CP; i += len, n++) {
		uint32_t cp = gb_utf8_decode(gb_span_from(rest, i), &len);
		size_t step = gb_seg_quote_step(cp);

		depth += step == 1;
		if (step == 2 && --depth == 0)
			return true;
		if (cp == '\n')
			return false;
	}
	return false;
}

/* The end of the sentence that starts at `from`: behind its stop and what closes after it. */
static size_t sentence_end(struct gb_span t, size_t from, bool lines)
{
	size_t depth = 0, len, i = from;

	while (i < t.n) {
		uint32_t cp = gb_utf8_decode(gb_span_from(t, i), &len);
		size_t step = gb_seg_quote_step(cp);

		i += len;
		if (cp == '\n' && lines)
			return i;
		if (step == 1)
			depth++;
		else if (step == 2)
			depth -= depth > 0;
		if (!is_stop(cp))
			continue;
		if (depth > 0 && closes_soon(gb_span_from(t, i)))
			continue;
		while (i < t.n) { /* 。” and 。） */
			cp = gb_utf8_decode(gb_span_from(t, i), &len);
			if (gb_seg_quote_step(cp) != 2 && !is_stop(cp))
				break;
			i += len;
		}
		return i;
	}
	return t.n;
}

/* The printed lines the sentence touches, with offsets in its own text; its place is their box on the first page. */
static void place_of(struct cutter *c, struct gb_sentence *out)
{
	struct gb_where *w = &out->where;

	while (c->line < c->lines->n && c->lines->item[c->line].off_cp + c->lines->item[c->line].len_cp <= w->off_cp)
		c->line++;
	for (size_t i = c->line; i < c->lines->n && c->lines->item[i].off_cp < w->off_cp + w->len_cp; i++) {
		const struct gb_line *from = &c->lines->item[i];
		struct gb_line *l = GB_PUSH(c->s->scratch, out->lines.item, out->lines.n, out->lines.cap);
		size_t end = from->off_cp + from->len_cp;

		*l = *from;
		l->off_cp = from->off_cp > w->off_cp ? from->off_cp - w->off_cp : 0;
		l->len_cp = (end < w->off_cp + w->len_cp ? end : w->off_cp + w->len_cp) - w->off_cp - l->off_cp;
	}
	gb_record_sentence_place(out, 0, w->len_cp, w);
}

static void add_charge(struct cutter *c, struct gb_sentence *out, size_t end_cp, const struct gb_bodies *who)
{
	if (!gb_parties_same(who, &c->node->parties))
		*GB_PUSH(c->s->scratch, out->charges.item, out->charges.n, out->charges.cap) = (struct gb_charge){ end_cp, *who };
}

/* Who answers for the sentence: the row it stands in, or the first bracket behind each part of it. */
static void charges_of(struct cutter *c, struct gb_sentence *out)
{
	size_t start = (size_t)(out->text.p - c->run->text.p), end = start + out->text.n;

	if (c->run->parties != NULL)
		add_charge(c, out, out->where.len_cp, c->run->parties);
	for (size_t i = c->bracket; i < c->brackets.n; i++) {
		const struct gb_bracket *b = &c->brackets.item[i];

		if (b->start < start || b->parties.n == 0)
			continue;
		add_charge(c, out, b->start < end ? gb_utf8_count(gb_span_sub(out->text, 0, b->start - start)) : out->where.len_cp,
			   &b->parties);
		if (b->start >= end)
			break;
	}
}

/* Is there nothing but blanks and stops between the end of the sentence and the bracket? */
static bool closes(struct cutter *c, size_t end, size_t bracket)
{
	size_t len;

	for (size_t i = end; i < bracket; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(c->run->text, i), &len);

		if (!gb_utf8_is_space(cp) && !is_stop(cp))
			return false;
	}
	return true;
}

/* The term that closes the item: in the first bracket behind the sentence that says one, or on a line of its own. */
static void closing_of(struct cutter *c, struct gb_sentence *out)
{
	size_t start = (size_t)(out->text.p - c->run->text.p), end = start + out->text.n;

	for (size_t i = c->bracket; i < c->brackets.n && i < c->bracket + FAR_BRACKETS; i++) {
		const struct gb_bracket *b = &c->brackets.item[i];

		if (b->start < start || b->term.n == 0)
			continue;
		out->cue.closing = b->term;
		out->cue.last = closes(c, end, b->start);
		return;
	}
	if (c->run->cell == NULL && c->node->term.n > 0) {
		out->cue.closing = c->node->term;
		out->cue.last = closes(c, end, c->run->text.n);
	}
}

static void put(struct cutter *c, struct gb_span text, size_t off_cp)
{
	struct gb_seg *s = c->s;
	struct gb_sentence out = { .document = c->d->id, .measure = c->measure, .text = text, .cue = c->run->cue };
	const struct gb_piece place = { .block = c->run->block, .cell = c->run->cell, .text = text, .off_cp = off_cp };

	out.where = gb_heading_where(&place);
	place_of(c, &out);
	out.cue.section = c->node->section;
	for (const struct gb_node *n = c->node; n != NULL && out.cue.text.title.n == 0; n = n->parent)
		out.cue.text = n->own;
	charges_of(c, &out);
	closing_of(c, &out);
	out.seq = s->sentence++;
	gb_record_put(s->to, GB_KIND_SENTENCE, &out);
}

static bool says_something(struct gb_span t)
{
	size_t len;

	for (size_t i = 0; i < t.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(t, i), &len);

		if (gb_utf8_is_han(cp) || (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || (cp >= 0xff10 && cp <= 0xff19))
			return true;
	}
	return false;
}

/* A bracket that stands for itself, between sentences: its length with blanks and stops behind it, or 0. */
static size_t own_bracket(const struct cutter *c, size_t at)
{
	struct gb_span t = c->run->text;
	size_t from = at, len;

	while (from < t.n && gb_utf8_is_space(gb_utf8_decode(gb_span_from(t, from), &len)))
		from += len;
	for (size_t i = c->bracket; i < c->brackets.n && c->brackets.item[i].start <= from; i++) {
		size_t end = c->brackets.item[i].end;

		if (c->brackets.item[i].start != from)
			continue;
		while (end < t.n) {
			uint32_t cp = gb_utf8_decode(gb_span_from(t, end), &len);

			if (!gb_utf8_is_space(cp) && !is_stop(cp) && cp != 0xff1b)
				break;
			end += len;
		}
		return end - at;
	}
	return 0;
}

/* A short cell without a stop is one phrase, however its lines break. */
static bool one_phrase(const struct gb_run *run)
{
	return run->cell != NULL && run->text.n < 150 && gb_seg_stop(run->text, "。！？；", 60) == (size_t)-1;
}

void gb_sentence_cut_run(struct gb_seg *s, const struct gb_document *d, const struct gb_node *node, const struct gb_run *run)
{
	struct cutter c = { .s = s, .d = d, .node = node, .run = run, .measure = node->path };
	struct gb_span t = run->text;
	bool lines = !one_phrase(run);
	size_t at = run->skip, off_cp = run->off_cp + gb_utf8_count(gb_span_sub(t, 0, run->skip));

	gb_parties_brackets(s, t, &c.brackets);
	c.lines = run->cell != NULL ? &run->cell->lines : &run->block->lines;
	while (at < t.n) {
		while (c.bracket < c.brackets.n && c.brackets.item[c.bracket].start < at)
			c.bracket++;
		size_t own = own_bracket(&c, at), end = own > 0 ? at + own : sentence_end(t, at, lines);
		struct gb_span whole = gb_span_sub(t, at, end - at), text = gb_span_trim(whole);
		size_t blank_cp = text.n > 0 ? gb_utf8_count((struct gb_span){ whole.p, (size_t)(text.p - whole.p) }) : 0;

		gb_arena_reset(s->scratch);
		if (own == 0 && says_something(text) && !gb_parties_only(s, text))
			put(&c, text, off_cp + blank_cp);
		off_cp += gb_utf8_count(whole);
		at = end;
	}
}
