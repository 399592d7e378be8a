/* diff_levels_html - who carries which share of a city's numbers, as a page. */
#include "base/say.h"
#include "diff_view.h"
#include "words.h"
#include "compare/levels.h"

static void raw(struct gb_buf *b, const char *s)
{
	gb_buf_add(b, gb_span_of(s));
}

static void part(struct gb_buf *b, const struct gb_level_part *p)
{
	raw(b, "<li><div>");
	gb_html_text(b, p->target->document);
	raw(b, "<div class=\"note\">");
	gb_html_text(b, p->target->measure);
	raw(b, " ");
	gb_html_text(b, p->target->indicator);
	raw(b, "</div></div><span>");
	gb_html_amount(b, p->target);
	if (p->reason.n > 0) {
		raw(b, "<div class=\"note\">");
		gb_word_reason(b, p->reason);
		raw(b, "</div>");
	}
	raw(b, "</span><span>");
	gb_print_percent(b, p->share);
	raw(b, "</span></li>");
}

/* What is taken on of the whole, as a bar: from 0 to 1, as nobody carries more than all of it there. */
static void bar(struct gb_buf *b, const struct gb_level *l)
{
	struct gb_decimal whole, rest, ratio, taken;
	struct gb_arena *a = gb_arena_new(1 << 16);

	if (gb_decimal_parse(l->whole->value, &whole) && gb_decimal_parse(l->rest, &rest) && gb_decimal_sub(whole, rest, &taken) &&
	    !gb_decimal_is_zero(whole)) {
		struct gb_span share = GB_S("0");
		struct gb_buf percent = { 0 };

		if (gb_decimal_div_to(taken, whole, 4, &ratio))
			share = gb_decimal_print(a, ratio);
		gb_print_percent(&percent, share);
		raw(b, " <meter value=\"");
		gb_html_text(b, share);
		raw(b, "\" aria-label=\"");
		gb_html_text(b, gb_buf_span(&percent));
		raw(b, "\"></meter>");
		gb_buf_free(&percent);
	}
	gb_arena_free(a);
}

static void level(struct gb_buf *b, const struct gb_level *l)
{
	raw(b, "<tr class=\"");
	gb_html_text(b, gb_level_name(l->kind));
	raw(b, "\"><td class=\"k\">");
	gb_html_text(b, gb_word(gb_level_name(l->kind)));
	raw(b, "</td><th scope=\"row\">");
	gb_html_text(b, l->whole->indicator);
	if (l->whole->scope.n > 0) {
		raw(b, " <span class=\"note\">");
		gb_html_text(b, l->whole->scope);
		raw(b, "</span>");
	}
	raw(b, "</th><td class=\"n\">");
	gb_html_amount(b, l->whole);
	raw(b, "</td><td><ul class=\"parts\">");
	for (size_t i = 0; i < l->n; i++)
		part(b, &l->part[i]);
	raw(b, "</ul></td><td class=\"n\">");
	if (l->rest.n > 0)
		gb_print_amount(b, GB_S(""), l->rest, GB_S(""));
	bar(b, l);
	raw(b, "</td></tr>\n");
}

static void head(struct gb_buf *b, const struct gb_diff_view *v, const struct gb_target *t)
{
	const struct gb_measure *m = gb_edition_measure(v->old, t->document, t->measure);

	raw(b, "<h2>");
	gb_html_text(b, t->measure.n > 0 ? t->measure : t->document);
	raw(b, " ");
	gb_html_text(b, m != NULL ? m->title : GB_S(""));
	raw(b, "</h2>\n<table>\n<thead><tr><th scope=\"col\"></th><th scope=\"col\">");
	raw(b, _("what"));
	raw(b, "</th><th scope=\"col\" class=\"n\">");
	raw(b, _("in all"));
	raw(b, "</th><th scope=\"col\">");
	raw(b, _("who carries it"));
	raw(b, "</th><th scope=\"col\" class=\"n\">");
	raw(b, _("rest"));
	raw(b, "</th></tr></thead>\n<tbody>\n");
}

void gb_levels_write_html(const struct gb_levels *l, const struct gb_diff_view *v)
{
	struct gb_buf b = { 0 };

	gb_html_open(&b, _("Who carries the numbers"));
	for (size_t i = 0; i < l->n; i++) {
		const struct gb_target *t = l->item[i].whole, *before = i > 0 ? l->item[i - 1].whole : NULL;

		if (before == NULL || !gb_span_eq(t->measure, before->measure) || !gb_span_eq(t->document, before->document)) {
			raw(&b, before != NULL ? "</tbody>\n</table>\n" : "");
			head(&b, v, t);
		}
		level(&b, &l->item[i]);
	}
	raw(&b, l->n > 0 ? "</tbody>\n</table>\n" : "");
	gb_html_close(&b, v->to);
}
