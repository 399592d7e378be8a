#include "internal.h"
#include "base/utf8.h"

/* Records come document by document, measure by measure: a search starts where the last one ended. */
static size_t find_paper(struct gb_side *s, struct gb_span id)
{
	for (size_t k = 0; k < s->npaper; k++) {
		size_t i = (s->last_paper + k) % s->npaper;

		if (gb_span_eq(s->paper[i].paper->id, id))
			return s->last_paper = i;
	}
	return GB_UNMATCHED;
}

static size_t find_measure(struct gb_side *s, size_t document, struct gb_span path)
{
	for (size_t k = 0; path.n > 0 && k < s->nmeasure; k++) {
		size_t i = (s->last_measure + k) % s->nmeasure;

		if (s->measure[i].document == document && gb_span_eq(s->measure[i].measure->path, path))
			return s->last_measure = i;
	}
	return GB_UNMATCHED;
}

/* The labels above the last one, without it. */
static struct gb_span above(struct gb_span path)
{
	size_t slash = gb_span_rfind(path, GB_S("/"));

	return slash == (size_t)-1 ? GB_S("") : gb_span_sub(path, 0, slash);
}

static bool ends_clause(const struct gb_lexicon *x, struct gb_span s)
{
	return s.n > 0 && (s.p[0] == '\n' || gb_words_prefix(x->stop, s) > 0);
}

/* The quote's words without number and unit: 150万农村人口 speaks of 农村人口. */
static struct gb_span without_number(const struct gb_lexicon *x, struct gb_span quote, struct gb_span unit)
{
	char *out = gb_arena_alloc(x->arena, quote.n + 1);
	size_t n = 0, len;

	for (size_t i = 0; i < quote.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(quote, i), &len);

		if (gb_utf8_is_han(cp) && gb_words_prefix(x->scale, gb_span_sub(quote, i, len)) == 0)
			n += gb_utf8_encode(cp, out + n);
	}
	struct gb_span words = { out, n };

	return unit.n > 0 && gb_span_starts(words, unit) ? gb_span_from(words, unit.n) : words;
}

/* The words around the number: from the mark before the quote to the one behind it. */
static struct gb_span clause(const struct gb_lexicon *x, const struct gb_target *t, size_t at)
{
	struct gb_arena *a = x->arena;
	size_t start = at, end = at + t->quote.n, len;
	struct gb_span head, tail;

	while (start > 0) {
		gb_utf8_decode_last(gb_span_sub(t->context, 0, start), &len);
		if (ends_clause(x, gb_span_from(t->context, start - len)))
			break;
		start -= len;
	}
	while (end < t->context.n && !ends_clause(x, gb_span_from(t->context, end)))
		end += gb_utf8_len(gb_span_from(t->context, end));
	head = gb_span_sub(t->context, start, at - start);
	tail = gb_span_sub(t->context, at + t->quote.n, end - at - t->quote.n);
	return gb_arena_concat(a, gb_arena_concat(a, head, without_number(x, t->quote, t->unit)), tail);
}

/* Where the quote stands in the context; of several equal ones, the one behind the last target's. */
static size_t quote_place(const struct gb_target *t, const struct gb_target *before, size_t behind)
{
	size_t from = before != NULL && gb_span_eq(before->context, t->context) ? behind : 0;
	size_t at = gb_span_find(t->context, t->quote, from);

	return at != (size_t)-1 ? at : gb_span_find(t->context, t->quote, 0);
}

/* How far down its document each stands. */
static void place_measures(struct gb_side *s)
{
	for (size_t start = 0, end; start < s->nmeasure; start = end) {
		for (end = start; end < s->nmeasure && s->measure[end].document == s->measure[start].document;)
			end++;
		for (size_t i = start; i < end; i++)
			s->measure[i].position = (int)(GB_SAME * (i - start) / (end - start));
	}
}

/* How far down its measure. */
static void place_numbers(struct gb_side *s)
{
	for (size_t start = 0, end; start < s->nnumber; start = end) {
		for (end = start; end < s->nnumber && s->number[end].document == s->number[start].document &&
				  s->number[end].measure == s->number[start].measure;)
			end++;
		for (size_t i = start; i < end; i++)
			s->number[i].position = (int)(GB_SAME * (i - start) / (end - start));
	}
}

static void make_papers(struct gb_lexicon *x, const struct gb_edition *e, struct gb_span wish, struct gb_side *s)
{
	s->paper = gb_arena_array(x->arena, e->npaper + 1, sizeof *s->paper);
	for (size_t i = 0; i < e->npaper; i++)
		if (gb_edition_wants(e->paper[i], wish))
			s->paper[s->npaper++] = (struct gb_titled){ e->paper[i], gb_lexicon_bag(x, e->paper[i]->title) };
}

static void make_measures(struct gb_lexicon *x, const struct gb_edition *e, bool all, struct gb_side *s)
{
	s->measure = gb_arena_array(x->arena, e->nmeasure + 1, sizeof *s->measure);
	for (size_t i = 0; i < e->nmeasure; i++) {
		const struct gb_measure *m = e->measure[i];
		size_t paper = find_paper(s, m->document);

		if (paper == GB_UNMATCHED && !all)
			continue;
		s->measure[s->nmeasure++] = (struct gb_measured){ .measure = m,
								  .document = paper,
								  .title = gb_lexicon_bag(x, m->title),
								  .text = gb_lexicon_bag(x, m->text),
								  .section = gb_lexicon_bag(x, above(m->path)) };
	}
	place_measures(s);
}

static void read_words(struct gb_lexicon *x, const struct gb_target *t, struct gb_span around, struct gb_number *n)
{
	struct gb_span full = gb_arena_concat(x->arena, t->scope, t->indicator);

	n->name = gb_lexicon_bag(x, t->indicator);
	n->full = gb_lexicon_bag(x, full);
	n->scope = gb_lexicon_bag(x, t->scope);
	n->clause = gb_lexicon_bag(x, around);
	n->core = gb_lexicon_core(x, t->indicator);
	n->around = gb_lexicon_plain(x, around);
	gb_contrast_find(x, full, false, &n->contrasts);
	gb_contrast_find(x, around, true, &n->contrasts);
}

static void make_numbers(struct gb_lexicon *x, const struct gb_units *u, const struct gb_edition *e, bool all, bool facts,
			 struct gb_side *s)
{
	const struct gb_target *before = NULL;
	size_t behind = 0;

	s->number = gb_arena_array(x->arena, e->ntarget + 1, sizeof *s->number);
	for (size_t i = 0; i < e->ntarget; i++) {
		const struct gb_target *t = e->target[i];
		size_t paper = find_paper(s, t->document), at;
		struct gb_number *n = &s->number[s->nnumber];

		if ((paper == GB_UNMATCHED && !all) || (t->fact && !facts))
			continue;
		s->nnumber++;
		at = quote_place(t, before, behind);
		*n = (struct gb_number){ .target = t, .document = paper, .measure = find_measure(s, paper, t->measure),
					 .gauge = gb_amount_dimension(u, t), .amount = gb_amount_of(t) };
		read_words(x, t, at != (size_t)-1 ? clause(x, t, at) : GB_S(""), n);
		before = t;
		behind = at != (size_t)-1 ? at + t->quote.n : 0;
	}
	place_numbers(s);
}

static void make_stones(struct gb_lexicon *x, const struct gb_edition *e, bool all, struct gb_side *s)
{
	s->stone = gb_arena_array(x->arena, e->nmilestone + 1, sizeof *s->stone);
	for (size_t i = 0; i < e->nmilestone; i++) {
		const struct gb_milestone *m = e->milestone[i];
		size_t paper = find_paper(s, m->document);

		if (paper == GB_UNMATCHED && !all)
			continue;
		s->stone[s->nstone++] =
			(struct gb_stone){ m, paper, find_measure(s, paper, m->measure), gb_lexicon_bag(x, m->action) };
	}
}

void gb_side_make(struct gb_lexicon *x, const struct gb_units *u, const struct gb_edition *e, const struct gb_diff_options *o, bool newer,
		  struct gb_side *out)
{
	struct gb_span wish = newer ? o->new_document : o->old_document;
	bool all = wish.n == 0; /* also records whose document is not there */

	*out = (struct gb_side){ 0 };
	make_papers(x, e, wish, out);
	make_measures(x, e, all, out);
	make_numbers(x, u, e, all, o->facts, out);
	make_stones(x, e, all, out);
}

void gb_side_weigh(const struct gb_lexicon *x, struct gb_side *s)
{
	for (size_t i = 0; i < s->npaper; i++)
		gb_bag_weigh(x, &s->paper[i].title);
	for (size_t i = 0; i < s->nmeasure; i++) {
		gb_bag_weigh(x, &s->measure[i].title);
		gb_bag_weigh(x, &s->measure[i].text);
		gb_bag_weigh(x, &s->measure[i].section);
	}
	for (size_t i = 0; i < s->nnumber; i++) {
		gb_bag_weigh(x, &s->number[i].name);
		gb_bag_weigh(x, &s->number[i].full);
		gb_bag_weigh(x, &s->number[i].scope);
		gb_bag_weigh(x, &s->number[i].clause);
	}
	for (size_t i = 0; i < s->nstone; i++)
		gb_bag_weigh(x, &s->stone[i].action);
}
