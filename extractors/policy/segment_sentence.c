/* The sentences of a run of text, each with its place and its cue. */
#include "policy/segment_int.h"

#define ASIDE_CP 60     /* a stop inside a bracket or quote that closes within so many characters ends no sentence */
#define LEAD_BYTES 1200 /* of the paragraph before the sentence, at most, */
#define LEAD_COUNT 8    /* and so many sentences of it */

struct cutter {
	struct gb_seg *s;
	const struct gb_document *d;
	const struct gb_node *node;
	const struct gb_run *run;
	struct gb_span measure;
	const struct gb_lines *lines;
	size_t line;     /* first printed line that can still matter */
	size_t lead;     /* byte in run->text where the lead of the next sentence begins */
	size_t leads;    /* sentences in it */
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

/* The boxes of the printed lines the sentence touches on its first page. */
static void place_of(struct cutter *c, struct gb_where *w)
{
	bool any = false;

	while (c->line < c->lines->n && c->lines->item[c->line].off_cp + c->lines->item[c->line].len_cp <= w->off_cp)
		c->line++;
	for (size_t i = c->line; i < c->lines->n && c->lines->item[i].off_cp < w->off_cp + w->len_cp; i++) {
		const struct gb_line *l = &c->lines->item[i];

		if (any && l->page != w->page)
			break;
		w->box = any ? gb_box_join(w->box, l->box) : l->box;
		w->page = l->page;
		any = true;
	}
}

/* What stands before `at` in the paragraph, from the start of a sentence. */
static struct gb_span lead_before(struct cutter *c, size_t at)
{
	struct gb_span t = c->run->text;

	while (at - c->lead > LEAD_BYTES || (c->leads > LEAD_COUNT && c->lead < at)) {
		size_t next = sentence_end(t, c->lead, true);

		if (next >= at || next <= c->lead)
			break;
		c->lead = next;
		c->leads -= c->leads > 0;
	}
	if (at - c->lead > LEAD_BYTES)
		return GB_S("");
	return gb_span_trim(gb_span_sub(t, c->lead, at - c->lead));
}

static void put(struct cutter *c, struct gb_span text, size_t at, size_t off_cp)
{
	struct gb_seg *s = c->s;
	struct gb_sentence out = { .document = c->d->id, .measure = c->measure, .text = text, .cue = c->run->cue };
	const struct gb_piece place = { .block = c->run->block, .cell = c->run->cell, .text = text, .off_cp = off_cp };

	out.where = gb_piece_where(&place);
	place_of(c, &out.where);
	out.cue.section = c->node->section;
	out.cue.lead = lead_before(c, at);
	out.seq = s->sentence++;
	gb_sentence_put(s->to, &s->tmp, &out);
}

static bool says_something(struct gb_span t)
{
	size_t len;

	for (size_t i = 0; i < t.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(t, i), &len);

		if (gb_cp_is_han(cp) || (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || (cp >= 0xff10 && cp <= 0xff19))
			return true;
	}
	return false;
}

/* A short cell without a stop is one phrase, however its lines break. */
static bool one_phrase(const struct gb_run *run)
{
	return run->cell != NULL && run->text.n < 150 && gb_seg_stop(run->text, "。！？；", 60) == (size_t)-1;
}

void gb_run_sentences(struct gb_seg *s, const struct gb_document *d, const struct gb_node *node, const struct gb_run *run)
{
	struct cutter c = { .s = s, .d = d, .node = node, .run = run, .measure = node->path, .lead = run->mark };
	struct gb_span t = run->text;
	bool lines = !one_phrase(run);
	size_t at = run->skip, off_cp = run->off_cp + gb_utf8_count(gb_span_sub(t, 0, run->skip));

	c.lines = run->cell != NULL ? &run->cell->lines : &run->block->lines;
	while (at < t.n) {
		size_t end = sentence_end(t, at, lines);
		struct gb_span whole = gb_span_sub(t, at, end - at), text = gb_span_trim(whole);
		size_t blank_cp = text.n > 0 ? gb_utf8_count((struct gb_span){ whole.p, (size_t)(text.p - whole.p) }) : 0;

		gb_arena_reset(s->scratch);
		if (says_something(text) && !gb_parties_only(s, text))
			put(&c, text, (size_t)(text.p - t.p), off_cp + blank_cp);
		c.leads++;
		if (gb_span_ends(whole, GB_S("\n"))) {
			c.lead = end;
			c.leads = 0;
		}
		off_cp += gb_utf8_count(whole);
		at = end;
	}
}
