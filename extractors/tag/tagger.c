#include <assert.h>

#include "internal.h"
#include "base/utf8.h"

enum pass { NAME, MASK, IMPLIED, CALENDAR, QUANTITY, PASSES };

static const enum gb_pass_id passes[PASSES] = { GB_PASS_NAME, GB_PASS_MASK, GB_PASS_IMPLIED, GB_PASS_CALENDAR, GB_PASS_QUANTITY };

struct gb_tagger {
	struct gb_arena *home; /* holds the tagger itself */
	const struct gb_grammar *grammar;
	const struct gb_pass *pass[PASSES];
	struct gb_matcher *matcher;
	struct gb_numerals numerals;
	bool loose, running;
	int spoken; /* the year said last in the running text, 0: none */
	struct gb_tagger_trace *trace;
};

/* A match and the pass that made it, in the order of the text. */
struct found {
	struct gb_match match;
	enum pass pass;
};

struct founds {
	struct found *item;
	size_t n, cap;
};

struct gb_tagger *gb_tagger_new(const struct gb_grammar *g)
{
	struct gb_arena *home = gb_arena_new(0);
	struct gb_tagger *f = gb_arena_alloc(home, sizeof *f);

	f->home = home;
	f->grammar = g;
	f->numerals = gb_numeral_words(g);
	f->matcher = gb_matcher_new(g);
	for (int i = 0; i < PASSES; i++)
		f->pass[i] = gb_grammar_pass(g, passes[i]);
	return f;
}

void gb_tagger_free(struct gb_tagger *f)
{
	if (f == NULL)
		return;
	gb_matcher_free(f->matcher);
	gb_arena_free(f->home);
}

void gb_tagger_loose(struct gb_tagger *f, bool on)
{
	f->loose = on;
}

void gb_tagger_watch(struct gb_tagger *f, struct gb_tagger_trace *trace)
{
	f->trace = trace;
}

size_t gb_tagger_passes(const struct gb_tagger *f)
{
	(void)f;
	return PASSES;
}

const struct gb_pass *gb_tagger_pass(const struct gb_tagger *f, size_t i)
{
	return f->pass[i];
}

void gb_tagger_running(struct gb_tagger *f, bool on)
{
	f->running = on;
	f->spoken = 0;
}

/* Run one pass over a stretch that no earlier pass has taken. */
static void scan_gap(struct gb_tagger *f, struct gb_arena *a, enum pass pass, struct gb_span text, struct gb_range gap,
		     struct founds *out)
{
	struct gb_matches hits = { 0 };

	if (gap.start < gap.end)
		gb_pass_scan(f->pass[pass], f->matcher, a, text, gap, &hits);
	for (size_t i = 0; i < hits.n; i++)
		*GB_PUSH(a, out->item, out->n, out->cap) = (struct found){ hits.item[i], pass };
}

/* Everything found so far with what this pass finds in between. */
static struct founds run_pass(struct gb_tagger *f, struct gb_arena *a, enum pass pass, struct gb_span text, struct founds so_far)
{
	struct founds out = { 0 };
	size_t at = 0;

	for (size_t i = 0; i < so_far.n; i++) {
		scan_gap(f, a, pass, text, (struct gb_range){ at, so_far.item[i].match.at.start }, &out);
		*GB_PUSH(a, out.item, out.n, out.cap) = so_far.item[i];
		at = so_far.item[i].match.at.end;
	}
	scan_gap(f, a, pass, text, (struct gb_range){ at, text.n }, &out);
	return out;
}

static bool gb_implied_mention(struct gb_tag_context *r, const struct gb_match *m, struct gb_mention *out)
{
	(void)r;
	*out = (struct gb_mention){
		.kind = GB_MENTION_IMPLIED,
		.at = { m->at.start, m->at.end },
		.core = { m->at.start, m->at.end },
		.value = gb_match_key(m, GB_KEY_VALUE),
		.unit = gb_match_key(m, GB_KEY_UNIT),
		.comparator = gb_match_key(m, GB_KEY_CMP),
	};
	return true;
}

static bool mask_mention(const struct gb_match *m, struct gb_mention *out)
{
	*out = (struct gb_mention){ .kind = GB_MENTION_MASK, .at = { m->at.start, m->at.end }, .core = { m->at.start, m->at.end } };
	return true;
}

static bool convert(struct gb_tag_context *r, const struct found *hit, struct gb_mention *out)
{
	switch (hit->pass) {
	case MASK:
	case NAME:
		return mask_mention(&hit->match, out);
	case IMPLIED:
		return gb_implied_mention(r, &hit->match, out);
	case CALENDAR:
		return gb_dates_mention(r, &hit->match, out);
	case QUANTITY:
		return gb_quantity_mention(r, &hit->match, out);
	case PASSES:
		break;
	}
	return false;
}

static struct gb_extent unfold(const struct gb_folded *f, struct gb_extent at)
{
	struct gb_range out = gb_fold_back(f, (struct gb_range){ at.start, at.end });

	return (struct gb_extent){ out.start, out.end };
}

/* A date governs what follows it up to the end of the sentence. */
static void forget_at_stop(struct gb_tag_context *r, size_t from, size_t to)
{
	const struct gb_words *stop = gb_grammar_words(r->grammar, GB_WORDS_DATE_STOP);

	for (; from < to; from += gb_utf8_len(gb_span_from(r->text, from)))
		if (gb_words_prefix(stop, gb_span_sub(r->text, from, to - from)) > 0)
			r->year = r->month = 0;
}

static bool add_mention(struct gb_tag_context *r, const struct found *hit, struct gb_mentions *out)
{
	struct gb_mention m;

	if (!convert(r, hit, &m))
		return false;
	if (m.rule.n == 0)
		m.rule = gb_rule_name(hit->match.rule);
	*GB_PUSH(r->arena, out->item, out->n, out->cap) = m;
	return true;
}

static void tell(const struct gb_tagger *f, const struct gb_folded *folded, const struct found *hit, bool kept)
{
	struct gb_tagger_hit h = { (size_t)hit->pass, &hit->match, folded->text, { hit->match.at.start, hit->match.at.end }, kept };

	if (f->trace == NULL)
		return;
	h.at = unfold(folded, h.at);
	f->trace->hit(f->trace, &h);
}

/* What has the shape of a date and is none (6500万年前, 未来24小时) is looked at again for its quantities. */
static void add_quantities(struct gb_tagger *f, struct gb_tag_context *r, const struct gb_folded *folded, struct gb_range within,
			   struct gb_mentions *out)
{
	struct founds again = { 0 };

	scan_gap(f, r->arena, QUANTITY, r->text, within, &again);
	for (size_t i = 0; i < again.n; i++)
		tell(f, folded, &again.item[i], add_mention(r, &again.item[i], out));
}

static struct gb_mentions convert_all(struct gb_tagger *f, struct gb_tag_context *r, const struct gb_folded *folded,
				      const struct founds *found)
{
	struct gb_mentions out = { 0 };
	size_t at = 0;

	for (size_t i = 0; i < found->n; i++) {
		const struct found *hit = &found->item[i];
		bool kept;

		forget_at_stop(r, at, hit->match.at.start);
		at = hit->match.at.end;
		kept = add_mention(r, hit, &out);
		tell(f, folded, hit, kept);
		if (!kept && hit->pass == CALENDAR)
			add_quantities(f, r, folded, hit->match.at, &out);
	}
	return out;
}

static bool is_figure(const struct gb_mention *m)
{
	return m->kind == GB_MENTION_QUANTITY || m->kind == GB_MENTION_PERCENT || m->kind == GB_MENTION_NUMBER ||
	       m->kind == GB_MENTION_PERMILLE || m->kind == GB_MENTION_DURATION;
}

/* Is a joined to b by nothing but a word like 和 or 、 ? */
static bool joined(const struct gb_tag_context *r, const struct gb_words *join, const struct gb_mention *a, const struct gb_mention *b)
{
	return a->at.end < b->at.start && gb_words_has(join, gb_span_sub(r->text, a->at.end, b->at.start - a->at.end));
}

/* 分别 stands shortly before: the numbers that follow share their words. */
static bool shared_out(const struct gb_tag_context *r, const struct gb_words *share, size_t at)
{
	size_t from = at > 30 ? at - 30 : 0;

	for (; from < at; from++)
		if (gb_words_prefix(share, gb_span_sub(r->text, from, at - from)) > 0)
			return true;
	return false;
}

/* 分别增长5%和7%左右: the last number's 左右, or the first one's 不低于, holds for all. */
static void share_comparators(const struct gb_tag_context *r, struct gb_mentions *all)
{
	const struct gb_words *join = gb_grammar_words(r->grammar, GB_WORDS_SHARE_JOIN);
	const struct gb_words *share = gb_grammar_words(r->grammar, GB_WORDS_SHARE_WORD);

	for (size_t last = 0, first = 0; first < all->n; first = last + 1) {
		for (last = first; last + 1 < all->n && is_figure(&all->item[last]) && is_figure(&all->item[last + 1]) &&
				   gb_span_eq(all->item[last].unit, all->item[last + 1].unit) &&
				   joined(r, join, &all->item[last], &all->item[last + 1]);)
			last++;
		if (last == first || !shared_out(r, share, all->item[first].at.start))
			continue;
		struct gb_mention *head = &all->item[first], *tail = &all->item[last];
		bool from_tail = tail->core.end < tail->at.end, from_head = head->at.start < head->core.start;

		for (size_t i = first; i <= last; i++)
			if (gb_span_eq(all->item[i].comparator, GB_S("=")))
				all->item[i].comparator = from_tail && gb_span_eq(tail->comparator, GB_S("~")) ? tail->comparator
							  : from_head ? head->comparator : GB_S("=");
	}
}

/* The bound that holds from one place to another: `found` until a clause ends, or one said in between; "": none. */
static struct gb_span far_bound(const struct gb_tag_context *r, size_t from, size_t to, struct gb_span found)
{
	const struct gb_words *bound = gb_grammar_words(r->grammar, GB_WORDS_BOUND_FAR);
	const struct gb_words *stop = gb_grammar_words(r->grammar, GB_WORDS_BOUND_STOP);

	for (size_t n; from < to; from += n > 0 ? n : gb_utf8_len(gb_span_from(r->text, from))) {
		struct gb_span rest = gb_span_sub(r->text, from, to - from);

		n = gb_words_prefix(stop, rest);
		if (n > 0)
			found = GB_S("");
		else if ((n = gb_words_prefix(bound, rest)) > 0)
			found = gb_words_value(bound, gb_span_sub(rest, 0, n), "op");
	}
	return found;
}

/* 至少建成养老驿站5个、食堂3个: numbers without a bound of their own have the one that stands before the deed. */
static void reach_bounds(const struct gb_tag_context *r, struct gb_mentions *all)
{
	struct gb_span op = GB_S("");
	size_t from = 0;

	for (size_t i = 0; i < all->n; i++) {
		struct gb_mention *m = &all->item[i];

		if (!is_figure(m))
			continue;
		op = far_bound(r, from, m->at.start, op);
		if (!gb_span_eq(m->comparator, GB_S("=")))
			op = GB_S("");
		else if (op.n > 0)
			m->comparator = op;
		from = m->at.end;
	}
}

void gb_tagger_find(struct gb_tagger *f, struct gb_arena *a, struct gb_span text, struct gb_span today, struct gb_mentions *out)
{
	struct gb_folded folded = gb_fold_line(a, f->numerals, text);
	struct gb_tag_context r = { .arena = a, .grammar = f->grammar, .numerals = f->numerals, .text = folded.text, .loose = f->loose };
	struct founds found = { 0 };
	struct gb_mentions all;

	assert(f != NULL && a != NULL && out != NULL);
	assert((text.p != NULL || text.n == 0) && (today.p != NULL || today.n == 0));
	if (today.n > 0)
		gb_day_parse(today, &r.today);
	for (int i = 0; i < PASSES; i++)
		if (i != NAME || !f->loose)
			found = run_pass(f, a, (enum pass)i, folded.text, found);
	if (f->running && text.n == 0)
		f->spoken = 0;
	r.spoken = f->running ? f->spoken : 0;
	all = convert_all(f, &r, &folded, &found);
	f->spoken = r.spoken;
	share_comparators(&r, &all);
	reach_bounds(&r, &all);
	for (size_t i = 0; i < all.n; i++) {
		struct gb_mention *m = GB_PUSH(a, out->item, out->n, out->cap);

		*m = all.item[i];
		m->at = unfold(&folded, m->at);
		m->core = unfold(&folded, m->core);
	}
}
