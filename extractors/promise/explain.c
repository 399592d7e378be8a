#include "explain.h"
#include "base/utf8.h"

#define MOST_RIVALS 4

struct gb_explainer {
	struct gb_frame_trace frames; /* first, so that the trace is its explainer */
	struct gb_arena *home;
	const struct gb_grammar *grammar;
	struct gb_tagger *finder;
	struct gb_builder *builder;
	struct gb_matcher *matcher;
	struct gb_setting setting;
	struct gb_arena *doc; /* strings of the setting */
	/* of the sentence at hand */
	struct gb_arena *arena;
	struct gb_explanation *out;
};

/* The trace of the finder knows its explainer. */
struct find_trace {
	struct gb_tagger_trace trace; /* first */
	struct gb_explainer *x;
};

/* ---- rules that fitted and lost ---- */

static bool nearer(const struct gb_rival *a, const struct gb_rival *b)
{
	bool a_file = a->why != GB_LOST_PASS, b_file = b->why != GB_LOST_PASS;

	return a_file != b_file ? a_file : a->words.n > b->words.n;
}

/* Those of the winner's own file come first, of them the longest; the last ones go. */
static void add_rival(struct gb_arena *a, struct gb_rivals *all, struct gb_rival r)
{
	size_t at = all->n;

	while (at > 0 && nearer(&r, &all->item[at - 1]))
		at--;
	if (at >= MOST_RIVALS)
		return;
	if (all->n < MOST_RIVALS)
		*GB_PUSH(a, all->item, all->n, all->cap) = r;
	for (size_t i = all->n - 1; i > at; i--)
		all->item[i] = all->item[i - 1];
	all->item[at] = r;
}

static enum gb_lost same_file(struct gb_range taken, struct gb_range other)
{
	if (other.start > taken.start)
		return GB_LOST_INSIDE;
	return other.end < taken.end ? GB_LOST_SHORTER : GB_LOST_LATER;
}

/* The last rule of a file takes what no other does; that it would take less goes without saying. */
static bool catches_all(const struct gb_pass *p, size_t rule, struct gb_range taken, struct gb_range other)
{
	return rule + 1 == gb_pass_rules(p) && other.end < taken.end;
}

/* Rules of one pass that fit somewhere in what the hit has taken. */
static void pass_rivals(struct gb_explainer *x, const struct gb_tagger_hit *h, size_t pass, struct gb_rivals *out)
{
	const struct gb_pass *p = gb_tagger_pass(x->finder, pass);
	struct gb_range taken = h->match->at;
	struct gb_match other;

	for (size_t i = 0; i < gb_pass_rules(p); i++) {
		const struct gb_rule *r = gb_pass_rule(p, i);

		if (r == h->match->rule || !gb_rule_find(r, x->matcher, x->arena, h->folded, taken.start, &other) ||
		    other.at.start >= taken.end || other.at.end > taken.end)
			continue;
		if (pass == h->pass && (other.at.start > taken.start || catches_all(p, i, taken, other.at)))
			continue;
		add_rival(x->arena, out,
			  (struct gb_rival){ r, gb_span_sub(h->folded, other.at.start, other.at.end - other.at.start),
					     pass > h->pass ? GB_LOST_PASS : same_file(taken, other.at) });
	}
}

static void on_hit(struct gb_tagger_trace *self, const struct gb_tagger_hit *h)
{
	struct gb_explainer *x = ((struct find_trace *)self)->x;
	struct gb_explained *e = GB_PUSH(x->arena, x->out->item, x->out->n, x->out->cap);

	*e = (struct gb_explained){ .at = h->at, .pass = gb_pass_name(gb_tagger_pass(x->finder, h->pass)), .rule = h->match->rule };
	for (size_t pass = h->pass; pass < gb_tagger_passes(x->finder); pass++)
		pass_rivals(x, h, pass, &e->rivals);
}

/* Frames are asked at the place where the winner begins, behind the lead of the item. */
static void frame_rivals(struct gb_explainer *x, const struct gb_frame_event *event, struct gb_rivals *out)
{
	const struct gb_pass *p =
		gb_grammar_pass(x->grammar, event->verdict == GB_FRAME_ATTRIBUTE ? GB_PASS_ATTRIBUTE : GB_PASS_FRAME);
	struct gb_match other;

	for (size_t i = 0; i < gb_pass_rules(p); i++) {
		const struct gb_rule *r = gb_pass_rule(p, i);

		if (r == event->hit->rule || !gb_rule_at(r, x->matcher, x->arena, event->item, event->hit->at.start, &other))
			continue;
		add_rival(x->arena, out,
			  (struct gb_rival){ r, gb_span_sub(event->item, other.at.start, other.at.end - other.at.start),
					     same_file(event->hit->at, other.at) });
	}
}

static void on_number(struct gb_frame_trace *self, const struct gb_frame_event *event)
{
	struct gb_explainer *x = (struct gb_explainer *)self;
	struct gb_match *hit = event->hit != NULL ? gb_arena_alloc(x->arena, sizeof *hit) : NULL;

	for (size_t i = 0; i < x->out->n; i++) {
		struct gb_explained *e = &x->out->item[i];

		if (e->mention != event->focus || e->framed)
			continue;
		e->framed = true;
		e->frame = *event;
		e->frame.hit = hit;
		if (hit == NULL)
			return;
		*hit = *event->hit;
		frame_rivals(x, &e->frame, &e->frame_rivals);
	}
}

/* ---- one sentence ---- */

static void join_mentions(struct gb_explanation *out, const struct gb_mentions *found)
{
	for (size_t i = 0, k = 0; i < out->n; i++) {
		struct gb_explained *e = &out->item[i];

		while (k < found->n && found->item[k].at.start < e->at.start)
			k++;
		if (k < found->n && found->item[k].at.start == e->at.start && gb_span_eq(found->item[k].rule, gb_rule_name(e->rule)))
			e->mention = &found->item[k];
	}
}

void gb_explainer_sentence(struct gb_explainer *x, struct gb_arena *a, const struct gb_sentence *s, bool reasons,
			   struct gb_explanation *out)
{
	struct gb_mentions *found = gb_arena_alloc(a, sizeof *found);
	struct find_trace trace = { { on_hit }, x };

	*found = (struct gb_mentions){ 0 };
	*out = (struct gb_explanation){ .sentence = s };
	x->arena = a;
	x->out = out;
	gb_tagger_watch(x->finder, reasons ? &trace.trace : NULL);
	gb_builder_trace(x->builder, reasons ? &x->frames : NULL);
	gb_tagger_find(x->finder, a, s->text, x->setting.today, found);
	join_mentions(out, found);
	gb_builder_sentence(x->builder, a, s, found, &out->promises);
	gb_tagger_watch(x->finder, NULL);
	gb_builder_trace(x->builder, NULL);
	x->out = NULL;
}

struct gb_explainer *gb_explainer_new(const struct gb_grammar *g)
{
	struct gb_arena *home = gb_arena_new(0);
	struct gb_explainer *x = gb_arena_alloc(home, sizeof *x);

	*x = (struct gb_explainer){ .frames = { on_number }, .home = home, .grammar = g, .doc = gb_arena_new(0) };
	x->finder = gb_tagger_new(g);
	x->builder = gb_builder_new(g);
	x->matcher = gb_matcher_new(g);
	x->setting = gb_setting_copy(x->home, &(struct gb_setting){ .document = GB_S("") });
	return x;
}

void gb_explainer_free(struct gb_explainer *x)
{
	if (x == NULL)
		return;
	gb_builder_free(x->builder);
	gb_tagger_free(x->finder);
	gb_matcher_free(x->matcher);
	gb_arena_free(x->doc);
	gb_arena_free(x->home);
}

void gb_explainer_setting(struct gb_explainer *x, const struct gb_setting *s)
{
	gb_arena_reset(x->doc);
	x->setting = gb_setting_copy(x->doc, s);
	gb_builder_setting(x->builder, &x->setting);
}

/* ---- skeletons in words ---- */

void gb_explain_skeleton(struct gb_buf *out, struct gb_span s)
{
	static const struct {
		uint32_t from;
		const char *name;
	} names[] = { { GB_FOCUS_COUNT, "<count>" }, { GB_FOCUS_SHARE, "<share>" },     { GB_FOCUS_IMPLIED, "<whole>" },
		      { GB_FOCUS_TIME, "<time>" },   { GB_FOCUS_BOUND, "<bound>" },     { GB_FOCUS_MEASURE, "<measure>" },
		      { GB_FOCUS_LIMIT, "<limit>" }, { GB_FOCUS_BARE, "<bare>" }, { GB_FOCUS_BULK, "<bulk>" },
		      { GB_FOCUS_QUALITY, "<quality>" }, { GB_FOCUS_SIZED, "<sized>" }, { GB_FOCUS_BELOW, "<below>" },
		      { GB_TOKEN_ASIDE, "<aside>" },     { GB_TOKEN_NAME, "<name>" },
		      { GB_TOKEN_SET, "<every>" },   { GB_TOKEN_DATE, "<date>" },       { GB_TOKEN_QUANTITY, "<num>" } };

	for (size_t off = 0, len; off < s.n; off += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(s, off), &len);
		size_t i = 0;

		while (i < sizeof names / sizeof *names && cp < names[i].from)
			i++;
		if (i < sizeof names / sizeof *names && cp < 0xf900)
			gb_buf_add(out, gb_span_of(names[i].name));
		else
			gb_buf_add(out, gb_span_sub(s, off, len));
	}
}
