/* diff_text - the diff for a terminal: by measure, largest changes first. */
#include "base/say.h"
#include "internal.h"

struct gb_diff_writer {
	const struct gb_diff_view *view;
	struct gb_terminal out;
};

enum { WORD = 15, NAME = 44 };

static const char *colour_of(enum gb_change_kind kind)
{
	switch (kind) {
	case GB_CHANGE_RAISED:
		return "\033[36m";
	case GB_CHANGE_LOWERED:
		return "\033[33m";
	case GB_CHANGE_ADDED:
		return "\033[32m";
	case GB_CHANGE_DROPPED:
		return "\033[31m";
	case GB_CHANGE_DEADLINE:
	case GB_CHANGE_INCOMPARABLE:
	case GB_CHANGE_RESPONSIBLE:
		return "\033[35m";
	case GB_CHANGE_SAME:
	case GB_CHANGE_REWORDED:
	case GB_CHANGE_MOVED:
	case GB_CHANGE_KINDS:
		break;
	}
	return "\033[2m";
}

static void begin(struct gb_diff_writer *w, enum gb_change_kind kind)
{
	struct gb_span word = gb_word(gb_diff_change_name(kind));

	gb_buf_add(&w->out.line, GB_S("  "));
	gb_terminal_colour(&w->out, colour_of(kind));
	gb_buf_add(&w->out.line, word);
	gb_terminal_colour(&w->out, "\033[0m");
	gb_terminal_pad(&w->out, gb_terminal_width(word), WORD - 1);
}

static void add_name(struct gb_diff_writer *w, struct gb_span name, struct gb_span scope)
{
	size_t used = gb_terminal_width(name);

	gb_terminal_text(&w->out, name.n > 0 ? name : GB_S("?"));
	if (scope.n > 0) {
		gb_buf_add(&w->out.line, GB_S(" ["));
		gb_terminal_text(&w->out, scope);
		gb_buf_add(&w->out.line, GB_S("]"));
		used += 3 + gb_terminal_width(scope);
	}
	gb_terminal_pad(&w->out, used, NAME);
}

static void add_amount(struct gb_diff_writer *w, const struct gb_target *t)
{
	gb_amount_basis(&w->out.line, t);
	gb_amount_print(&w->out.line, t->comparator, t->value, t->value_max);
}

static void add_unit(struct gb_diff_writer *w, const struct gb_target *t)
{
	if (t->unit.n > 0)
		gb_buf_add_byte(&w->out.line, ' ');
	gb_terminal_text(&w->out, t->unit);
	if (t->per.n > 0) {
		gb_buf_add(&w->out.line, GB_S("/"));
		gb_terminal_text(&w->out, t->per);
	}
}

static void add_pair(struct gb_diff_writer *w, const struct gb_change *c)
{
	bool same_unit = gb_span_eq(c->from->unit, c->to->unit) && gb_span_eq(c->from->per, c->to->per);

	add_amount(w, c->from);
	if (!same_unit)
		add_unit(w, c->from);
	if (c->kind != GB_CHANGE_SAME) {
		gb_buf_add(&w->out.line, GB_S(" → "));
		add_amount(w, c->to);
	}
	add_unit(w, c->to);
	if (c->kind == GB_CHANGE_RAISED || c->kind == GB_CHANGE_LOWERED) {
		gb_buf_add(&w->out.line, GB_S("  "));
		if (c->delta.n > 0 && c->delta.p[0] != '-')
			gb_buf_add_byte(&w->out.line, '+');
		if (c->delta.n > 0)
			gb_amount_print(&w->out.line, GB_S(""), c->delta, GB_S(""));
		gb_buf_add(&w->out.line, GB_S("  "));
		if (!gb_span_eq(c->to->unit, GB_S("%")))
			gb_amount_growth(&w->out.line, c->ratio);
	}
	if (c->kind == GB_CHANGE_DEADLINE) {
		gb_buf_add(&w->out.line, GB_S("  "));
		gb_terminal_text(&w->out, c->from->deadline);
		gb_buf_add(&w->out.line, GB_S(" → "));
		gb_terminal_text(&w->out, c->to->deadline);
	}
	if (c->reason.n > 0) {
		gb_buf_add(&w->out.line, GB_S("  ("));
		gb_word_reason(&w->out.line, c->reason);
		gb_buf_add(&w->out.line, GB_S(")"));
	}
}

/* A second line, dimmed. */
static void write_was(struct gb_diff_writer *w, struct gb_span what)
{
	gb_terminal_pad(&w->out, 0, WORD + 1);
	gb_terminal_colour(&w->out, "\033[2m");
	gb_buf_add(&w->out.line, GB_T("was "));
	gb_terminal_text(&w->out, what);
	gb_terminal_colour(&w->out, "\033[0m");
	gb_terminal_line(&w->out);
}

static void print_change(struct gb_diff_writer *w, const struct gb_change *c)
{
	const struct gb_target *t = c->to != NULL ? c->to : c->from;

	begin(w, c->kind);
	add_name(w, t->indicator, t->scope);
	if (c->from != NULL && c->to != NULL) {
		add_pair(w, c);
	} else {
		add_amount(w, t);
		add_unit(w, t);
	}
	if (c->kin != GB_KIN_NONE) {
		gb_buf_add(&w->out.line, c->kin == GB_KIN_SPLIT ? GB_T("  split from ") : GB_T("  merged into "));
		gb_terminal_text(&w->out, c->relative->indicator);
		gb_buf_add_byte(&w->out.line, ' ');
		add_amount(w, c->relative);
		add_unit(w, c->relative);
	}
	gb_terminal_line(&w->out);
	if (c->from == NULL || c->to == NULL || c->kind == GB_CHANGE_SAME || gb_span_eq(c->from->indicator, c->to->indicator))
		return;
	write_was(w, c->from->indicator);
}

static void add_bodies(struct gb_diff_writer *w, const char *sign, const struct gb_bodies *b)
{
	for (size_t i = 0; i < b->n; i++) {
		gb_buf_add(&w->out.line, gb_span_of(sign));
		gb_terminal_text(&w->out, b->item[i].name);
		gb_buf_add_byte(&w->out.line, ' ');
	}
}

static void print_milestone(struct gb_diff_writer *w, const struct gb_milestone_change *c)
{
	const struct gb_milestone *m = c->to != NULL ? c->to : c->from;

	begin(w, c->kind);
	if (c->kind == GB_CHANGE_DEADLINE) {
		gb_terminal_text(&w->out, c->from->deadline);
		gb_buf_add(&w->out.line, GB_S(" → "));
	}
	gb_terminal_text(&w->out, m->deadline);
	gb_buf_add(&w->out.line, GB_S("  "));
	gb_terminal_text(&w->out, m->action);
	gb_buf_add(&w->out.line, GB_S("  "));
	add_bodies(w, "+", &c->came);
	add_bodies(w, "−", &c->went);
	gb_terminal_line(&w->out);
	if (c->reworded)
		write_was(w, c->from->action);
}

static void add_label(struct gb_diff_writer *w, const struct gb_measure *m)
{
	gb_terminal_text(&w->out, m->path);
	gb_buf_add_byte(&w->out.line, ' ');
	gb_terminal_text(&w->out, m->title);
}

static void write_head(struct gb_diff_writer *w, const struct gb_diff_group *g)
{
	const struct gb_measure_change *m = g->measure;

	gb_terminal_line(&w->out);
	gb_terminal_colour(&w->out, "\033[1m");
	if (m == NULL)
		gb_terminal_text(&w->out, g->path.n > 0 ? g->path : GB_T("(no measure)"));
	else
		add_label(w, m->to != NULL ? m->to : m->from);
	gb_terminal_colour(&w->out, "\033[0m");
	if (m != NULL && (m->to == NULL || m->from == NULL)) {
		gb_buf_add(&w->out.line, m->to == NULL ? GB_T("  dropped") : GB_T("  new"));
		if (m->relative != NULL) {
			gb_buf_add(&w->out.line, m->to == NULL ? GB_T(", went into ") : GB_T(", out of "));
			add_label(w, m->relative);
		}
	} else if (m != NULL && (m->retitled || !gb_span_eq(m->from->path, m->to->path))) {
		gb_buf_add(&w->out.line, GB_T("  was "));
		add_label(w, m->from);
	}
	if (m != NULL && m->moved)
		gb_buf_add(&w->out.line, GB_T("  (moved)"));
	gb_terminal_line(&w->out);
}

static void write_bodies(struct gb_diff_writer *w, const struct gb_measure_change *m)
{
	if (!m->other_bodies)
		return;
	begin(w, GB_CHANGE_RESPONSIBLE);
	add_bodies(w, "+", &m->came);
	add_bodies(w, "−", &m->went);
	gb_terminal_line(&w->out);
}

static bool shows(const struct gb_diff_writer *w, enum gb_change_kind kind)
{
	return w->view->same || kind != GB_CHANGE_SAME;
}

static size_t rows_of(const struct gb_diff_writer *w, const struct gb_diff_group *g)
{
	size_t rows = 0;

	for (size_t i = 0; i < g->n; i++)
		rows += shows(w, g->item[i]->kind);
	for (size_t i = 0; i < g->nmilestone; i++)
		rows += shows(w, g->milestone[i]->kind);
	return rows;
}

static void write_group(struct gb_diff_writer *w, const struct gb_diff_group *g)
{
	const struct gb_measure_change *m = w->view->measures ? g->measure : NULL;
	size_t rows = rows_of(w, g);

	if (rows == 0 && (m == NULL || !shows(w, m->kind)))
		return;
	write_head(w, g);
	if (m != NULL)
		write_bodies(w, m);
	if (m != NULL && m->reworded && rows == 0) {
		begin(w, GB_CHANGE_REWORDED);
		gb_terminal_line(&w->out);
	}
	for (size_t i = 0; i < g->n; i++)
		if (shows(w, g->item[i]->kind))
			print_change(w, g->item[i]);
	for (size_t i = 0; i < g->nmilestone; i++)
		if (shows(w, g->milestone[i]->kind))
			print_milestone(w, g->milestone[i]);
}

static void write_documents(struct gb_diff_writer *w, const char *sign, const struct gb_edition *e)
{
	for (size_t i = 0; i < e->npaper; i++) {
		gb_buf_add(&w->out.line, gb_span_of(sign));
		gb_terminal_text(&w->out, e->paper[i]->id);
		if (!gb_span_eq(e->paper[i]->id, e->paper[i]->title)) {
			gb_buf_add_byte(&w->out.line, ' ');
			gb_terminal_text(&w->out, e->paper[i]->title);
		}
		gb_terminal_line(&w->out);
	}
}

static void add_count(struct gb_diff_writer *w, size_t n, struct gb_span what, bool *first)
{
	if (n == 0)
		return;
	if (!*first)
		gb_buf_add(&w->out.line, GB_T(", "));
	*first = false;
	gb_word_count(&w->out.line, n, what);
}

static void write_counts(struct gb_diff_writer *w, const char *what, const size_t *count)
{
	bool first = true;

	gb_buf_add(&w->out.line, gb_span_of(what));
	for (size_t k = 0; k < GB_CHANGE_KINDS; k++)
		add_count(w, count[k], gb_diff_change_name((enum gb_change_kind)k), &first);
	if (!first)
		gb_terminal_line(&w->out);
	gb_buf_clear(&w->out.line);
}

static void write_summary(struct gb_diff_writer *w)
{
	const struct gb_diff *d = w->view->diff;
	size_t number[GB_CHANGE_KINDS] = { 0 }, measure[GB_CHANGE_KINDS] = { 0 }, stone[GB_CHANGE_KINDS] = { 0 };

	for (size_t i = 0; i < d->n; i++)
		number[d->change[i].kind]++;
	for (size_t i = 0; i < d->nmeasure; i++)
		measure[d->measure[i].kind]++;
	for (size_t i = 0; i < d->nmilestone; i++)
		stone[d->milestone[i].kind]++;
	gb_terminal_line(&w->out);
	write_counts(w, _("numbers:    "), number);
	if (!w->view->measures)
		return;
	write_counts(w, _("measures:   "), measure);
	write_counts(w, _("milestones: "), stone);
}

void gb_diff_text(const struct gb_diff_view *v)
{
	struct gb_arena *a = gb_arena_new(0);
	struct gb_diff_groups groups = { 0 };
	struct gb_diff_writer w = { .view = v, .out = { .to = v->to, .colour = v->colour } };

	gb_diff_group(a, v, &groups);
	write_documents(&w, "--- ", v->old);
	write_documents(&w, "+++ ", v->new);
	for (size_t i = 0; i < groups.n; i++)
		write_group(&w, &groups.item[i]);
	write_summary(&w);
	gb_buf_free(&w.out.line);
	gb_arena_free(a);
}
