/* diff_html - the diff as a page that needs nothing but itself: by measure, largest changes first. */
#include "base/say.h"
#include "diff_view.h"
#include "words.h"

struct page {
	const struct gb_diff_view *view;
	struct gb_buf out;
};

static void raw(struct page *p, const char *s)
{
	gb_buf_add(&p->out, gb_span_of(s));
}

static void text(struct page *p, struct gb_span s)
{
	gb_html_text(&p->out, s);
}

static void number_cell(struct page *p, const struct gb_target *t)
{
	raw(p, "<td class=\"n\"");
	if (t != NULL) {
		raw(p, " title=\"");
		text(p, t->context.n > 0 ? t->context : t->quote);
		raw(p, "\"");
	}
	raw(p, ">");
	gb_html_amount(&p->out, t);
	raw(p, "</td>");
}

static void delta_cell(struct page *p, const struct gb_change *c)
{
	struct gb_buf b = { 0 };

	raw(p, "<td class=\"n\">");
	if (c->kind == GB_CHANGE_RAISED || c->kind == GB_CHANGE_LOWERED) {
		if (c->delta.n > 0 && c->delta.p[0] != '-')
			raw(p, "+");
		if (c->delta.n > 0)
			gb_print_amount(&b, GB_S(""), c->delta, GB_S(""));
		if (!gb_span_eq(c->to->unit, GB_S("%")) && c->ratio.n > 0) {
			gb_buf_add(&b, GB_S(" ("));
			gb_print_growth(&b, c->ratio);
			gb_buf_add(&b, GB_S(")"));
		}
		text(p, gb_buf_span(&b));
	}
	raw(p, "</td>");
	gb_buf_free(&b);
}

static void note(struct page *p, const char *lead, struct gb_span s)
{
	raw(p, "<div class=\"note\">");
	raw(p, lead);
	text(p, s);
	raw(p, "</div>");
}

static void notes(struct page *p, const struct gb_change *c)
{
	struct gb_buf why = { 0 };

	if (c->from != NULL && c->to != NULL && !gb_span_eq(c->from->indicator, c->to->indicator))
		note(p, _("was "), c->from->indicator);
	if (c->kind == GB_CHANGE_DEADLINE) {
		note(p, _("was due "), c->from->deadline);
		note(p, _("now due "), c->to->deadline);
	}
	gb_word_reason(&why, c->reason);
	if (why.n > 0)
		note(p, "", gb_buf_span(&why));
	if (c->kin != GB_KIN_NONE)
		note(p, c->kin == GB_KIN_SPLIT ? _("split from ") : _("merged into "), c->relative->indicator);
	gb_buf_free(&why);
}

static void open_row(struct page *p, enum gb_change_kind kind)
{
	raw(p, "<tr class=\"");
	text(p, gb_change_name(kind));
	raw(p, "\"><td class=\"k\">");
	text(p, gb_word(gb_change_name(kind)));
	raw(p, "</td>");
}

static void number_row(struct page *p, const struct gb_change *c)
{
	const struct gb_target *t = c->to != NULL ? c->to : c->from;

	open_row(p, c->kind);
	raw(p, "<td>");
	text(p, t->indicator);
	if (t->scope.n > 0) {
		raw(p, " <span class=\"note\">");
		text(p, t->scope);
		raw(p, "</span>");
	}
	notes(p, c);
	raw(p, "</td>");
	number_cell(p, c->from);
	number_cell(p, c->to);
	delta_cell(p, c);
	raw(p, "</tr>\n");
}

static void label(struct page *p, const struct gb_measure *m)
{
	text(p, m->path);
	raw(p, " ");
	text(p, m->title);
}

static void bodies(struct page *p, const char *sign, const struct gb_bodies *b)
{
	for (size_t i = 0; i < b->n; i++) {
		raw(p, " ");
		raw(p, sign);
		text(p, b->item[i].name);
	}
}

static void stone_row(struct page *p, const struct gb_milestone_change *c)
{
	const struct gb_milestone *m = c->to != NULL ? c->to : c->from;

	open_row(p, c->kind);
	raw(p, "<td>");
	text(p, m->action);
	if (c->reworded)
		note(p, _("was "), c->from->action);
	if (c->other_bodies) {
		raw(p, "<div class=\"note\">");
		bodies(p, "+", &c->came);
		bodies(p, "−", &c->went);
		raw(p, "</div>");
	}
	raw(p, "</td><td class=\"n\">");
	text(p, c->from != NULL ? c->from->deadline : GB_S(""));
	raw(p, "</td><td class=\"n\">");
	text(p, c->to != NULL ? c->to->deadline : GB_S(""));
	raw(p, "</td><td></td></tr>\n");
}

static void note_of(struct page *p, const char *what)
{
	raw(p, " · ");
	raw(p, what);
}

static void measure_head(struct page *p, const struct gb_measure_change *m)
{
	raw(p, "<h2>");
	label(p, m->to != NULL ? m->to : m->from);
	raw(p, "</h2>\n<p class=\"was\">");
	if (m->to == NULL)
		raw(p, _("dropped"));
	else if (m->from == NULL)
		raw(p, _("new"));
	else if (m->retitled || !gb_span_eq(m->from->path, m->to->path)) {
		raw(p, _("was "));
		label(p, m->from);
	}
	if (m->relative != NULL) {
		raw(p, m->to == NULL ? _(", went into ") : _(", out of "));
		label(p, m->relative);
	}
	if (m->moved)
		note_of(p, _("moved"));
	if (m->other_bodies) {
		note_of(p, _("responsible:"));
		bodies(p, "+", &m->came);
		bodies(p, "−", &m->went);
	}
	raw(p, "</p>\n");
}

static bool is_shown(const struct gb_diff_view *v, enum gb_change_kind kind)
{
	return v->same || kind != GB_CHANGE_SAME;
}

static size_t rows_of(const struct page *p, const struct gb_diff_group *g)
{
	size_t rows = 0;

	for (size_t i = 0; i < g->n; i++)
		rows += is_shown(p->view, g->item[i]->kind);
	for (size_t i = 0; i < g->nstone; i++)
		rows += is_shown(p->view, g->stone[i]->kind);
	return rows;
}

static void table_head(struct page *p)
{
	static const struct {
		const char *open, *text;
	} heads[] = { { "<th scope=\"col\">", N_("change") },
		      { "<th scope=\"col\">", N_("what") },
		      { "<th scope=\"col\" class=\"n\">", N_("from") },
		      { "<th scope=\"col\" class=\"n\">", N_("to") },
		      { "<th scope=\"col\" class=\"n\">", N_("difference") } };

	raw(p, "<table>\n<thead><tr>");
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		raw(p, heads[i].open);
		raw(p, gettext(heads[i].text));
		raw(p, "</th>");
	}
	raw(p, "</tr></thead>\n<tbody>\n");
}

static void group(struct page *p, const struct gb_diff_group *g)
{
	size_t rows = rows_of(p, g);

	if (rows == 0 && (g->measure == NULL || !p->view->measures || !is_shown(p->view, g->measure->kind)))
		return;
	raw(p, "<section>\n");
	if (g->measure != NULL) {
		measure_head(p, g->measure);
	} else {
		raw(p, "<h2>");
		text(p, g->path.n > 0 ? g->path : GB_T("(no measure)"));
		raw(p, "</h2>\n");
	}
	if (rows > 0) {
		table_head(p);
		for (size_t i = 0; i < g->n; i++)
			if (is_shown(p->view, g->item[i]->kind))
				number_row(p, g->item[i]);
		for (size_t i = 0; i < g->nstone; i++)
			if (is_shown(p->view, g->stone[i]->kind))
				stone_row(p, g->stone[i]);
		raw(p, "</tbody>\n</table>\n");
	}
	raw(p, "</section>\n");
}

static void papers(struct page *p, const char *what, const struct gb_edition *e)
{
	raw(p, "<dt>");
	raw(p, what);
	raw(p, "</dt>");
	for (size_t i = 0; i < e->npaper; i++) {
		raw(p, "<dd>");
		text(p, e->paper[i]->id);
		raw(p, " ");
		text(p, gb_span_eq(e->paper[i]->id, e->paper[i]->title) ? GB_S("") : e->paper[i]->title);
		raw(p, "</dd>");
	}
	raw(p, "\n");
}

static void counts(struct page *p)
{
	const struct gb_diff *d = p->view->diff;
	size_t count[GB_CHANGE_KINDS] = { 0 };
	bool first = true;

	for (size_t i = 0; i < d->n; i++)
		count[d->change[i].kind]++;
	raw(p, "<p>");
	for (size_t k = 0; k < GB_CHANGE_KINDS; k++) {
		if (count[k] == 0)
			continue;
		if (!first)
			raw(p, _(", "));
		first = false;
		gb_word_count(&p->out, count[k], gb_change_name((enum gb_change_kind)k));
	}
	raw(p, "</p>\n");
}

void gb_diff_write_html(const struct gb_diff_view *v)
{
	struct gb_arena *a = gb_arena_new(0);
	struct gb_diff_groups groups = { 0 };
	struct page p = { .view = v };

	gb_diff_group(a, v, &groups);
	gb_html_open(&p.out, _("gongbao diff"));
	raw(&p, "<dl>\n");
	papers(&p, _("from"), v->old);
	papers(&p, _("to"), v->new);
	raw(&p, "</dl>\n");
	counts(&p);
	for (size_t i = 0; i < groups.n; i++)
		group(&p, &groups.item[i]);
	gb_html_close(&p.out, v->to);
	gb_arena_free(a);
}
