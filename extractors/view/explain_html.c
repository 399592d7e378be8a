/* explain_html - explanations as a page that needs nothing but itself, not even a script. */
#include "base/say.h"
#include "diff_view.h"
#include "explain_view.h"
#include "words.h"

static const char top[] =
	"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
	"<meta name=\"viewport\" content=\"width=device-width\"><title>gongbao explain</title>\n<style>\n"
	":root{color-scheme:light dark;--line:#8886;--soft:#666;--target:#bfe8c6;--number:#ffd9a8;--date:#cfe0ff;"
	"--mask:#ddd;--set:#ead7f7}\n"
	"@media(prefers-color-scheme:dark){:root{--soft:#aaa;--target:#1f5a30;--number:#6b4410;--date:#24406e;"
	"--mask:#444;--set:#4d2f63}}\n"
	"body{font:16px/1.6 system-ui,\"Noto Sans CJK SC\",\"Microsoft YaHei\",sans-serif;max-width:72rem;margin:0 auto;padding:1rem}\n"
	"h1{font-size:1.4rem;margin:0}h2{font-size:1.1rem;margin:2.5rem 0 .3rem}\n"
	".s{font-size:1.2rem;line-height:2.1;margin:1.6rem 0 .4rem}.soft{color:var(--soft);font-size:.9rem}\n"
	"mark{color:inherit;padding:.15em .1em;border-radius:.2em;background:var(--number)}\n"
	"mark.target{background:var(--target)}mark.date{background:var(--date)}mark.mask{background:var(--mask)}\n"
	"mark.set{background:var(--set)}mark.by{background:none;outline:1px dashed var(--soft)}\n"
	"mark sub{font-size:.6em;margin-left:.1em}\n"
	"table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;"
	"border-bottom:1px solid var(--line)}\n"
	"td.n{color:var(--soft)}td.w{white-space:nowrap}tr:target{outline:2px solid}\n"
	"code{font:.9em ui-monospace,monospace}ul{margin:.2rem 0;padding-left:1.1rem}\n"
	".rec{border-left:4px solid var(--target);padding-left:.6rem;margin:.2rem 0}.no{border-left:4px solid "
	"var(--number);padding-left:.6rem}\n"
	"details{font-size:.9rem}summary{cursor:pointer;color:var(--soft)}pre{white-space:pre-wrap;"
	"overflow-wrap:anywhere;margin:.2rem 0}\n"
	"</style></head><body>\n";

/* What the colours mean; the classes are those of colour(). */
static const struct {
	const char *colour, *words;
} legend[] = {
	{ "target", N_("number with a record") }, { "number", N_("number without one") },         { "date", N_("date") },
	{ "set", N_("what recurs") },             { "mask", N_("masked: no quantity") }, { "by", N_("passed by") },
};

static const char *const heads[] = { "", N_("words"), N_("taken for, by which rule"), N_("with the words around it") };

static void raw(struct gb_buf *out, const char *s)
{
	gb_buf_add(out, gb_span_of(s));
}

static void head(struct gb_buf *out, const struct gb_explain_head *h)
{
	raw(out, "<h2 lang=\"zh\">");
	gb_html_text(out, h->path);
	raw(out, h->path.n > 0 ? " " : "");
	gb_html_text(out, h->title);
	raw(out, "</h2><p class=\"soft\" lang=\"zh\">");
	gb_html_text(out, h->document);
	raw(out, "</p>\n");
}

/* ---- the sentence ---- */

static bool has_record(const struct gb_explanation *x, const struct gb_explained *e)
{
	for (size_t i = 0; i < x->promises.ntarget; i++)
		if (gb_explain_is_from(x, e, &x->promises.target[i]))
			return true;
	return false;
}

static const char *colour(const struct gb_explanation *x, const struct gb_explained *e)
{
	if (e->mention == NULL)
		return "by";
	switch (e->mention->kind) {
	case GB_MENTION_MASK:
	case GB_MENTION_ORDINAL:
		return "mask";
	case GB_MENTION_DATE:
	case GB_MENTION_DATERANGE:
		return "date";
	case GB_MENTION_SET:
		return "set";
	case GB_MENTION_NUMBER:
	case GB_MENTION_PERCENT:
	case GB_MENTION_PERMILLE:
	case GB_MENTION_RANGE:
	case GB_MENTION_QUANTITY:
	case GB_MENTION_DURATION:
	case GB_MENTION_IMPLIED:
	case GB_MENTION_KINDS:
		break;
	}
	return has_record(x, e) ? "target" : "number";
}

static void coloured(struct gb_buf *out, const struct gb_explanation *x)
{
	struct gb_span s = x->sentence->text;
	size_t at = 0;

	raw(out, "<p class=\"s\" lang=\"zh\">");
	for (size_t i = 0; i < x->n; i++) {
		const struct gb_explained *e = &x->item[i];

		if (e->at.start < at)
			continue; /* it stands in what was passed by and is shown */
		gb_html_text(out, gb_span_sub(s, at, e->at.start - at));
		raw(out, "<mark class=\"");
		raw(out, colour(x, e));
		raw(out, "\">");
		gb_html_text(out, gb_span_sub(s, e->at.start, e->at.end - e->at.start));
		raw(out, "<sub>");
		gb_buf_add_int(out, (long long)i + 1);
		raw(out, "</sub></mark>");
		at = e->at.end;
	}
	gb_html_text(out, gb_span_from(s, at));
	raw(out, "</p>\n");
}

/* ---- one row of the table ---- */

static void rule(struct gb_buf *out, const struct gb_rule *r)
{
	struct gb_buf b = { 0 };

	gb_explain_rule(&b, r);
	raw(out, "<code>");
	gb_html_text(out, gb_buf_span(&b));
	raw(out, "</code>");
	gb_buf_free(&b);
}

static void pattern(struct gb_buf *out, const struct gb_rule *r)
{
	raw(out, "<details><summary>");
	raw(out, _("its pattern"));
	raw(out, "</summary><pre>");
	gb_html_text(out, gb_rule_pattern(r));
	raw(out, "</pre></details>");
}

static void rivals(struct gb_buf *out, const struct gb_rivals *all, bool skeleton)
{
	if (all->n == 0)
		return;
	raw(out, "<ul class=\"soft\">");
	for (size_t i = 0; i < all->n; i++) {
		raw(out, "<li>");
		raw(out, _("lost: "));
		rule(out, all->item[i].rule);
		if (!skeleton) {
			raw(out, " “<span lang=\"zh\">");
			gb_html_text(out, all->item[i].words);
			raw(out, "</span>”");
		}
		raw(out, ": ");
		raw(out, gb_explain_lost(all->item[i].why));
		raw(out, "</li>");
	}
	raw(out, "</ul>");
}

static void skeleton(struct gb_buf *out, struct gb_span s)
{
	struct gb_buf b = { 0 };

	gb_explain_skeleton(&b, s);
	gb_html_text(out, gb_buf_span(&b));
	gb_buf_free(&b);
}

static void frame(struct gb_buf *out, const struct gb_explained *e)
{
	const struct gb_match *hit = e->frame.hit;

	raw(out, "<div lang=\"zh\">");
	skeleton(out, e->frame.item);
	raw(out, "</div>");
	if (hit == NULL)
		return;
	rule(out, hit->rule);
	raw(out, " <span class=\"soft\">");
	for (size_t i = 0; i < hit->nfield; i++) {
		raw(out, i > 0 ? ", " : "");
		gb_html_text(out, hit->field[i].name);
		raw(out, " = <span lang=\"zh\">");
		skeleton(out, gb_span_sub(e->frame.item, hit->field[i].at.start, hit->field[i].at.end - hit->field[i].at.start));
		raw(out, "</span>");
	}
	raw(out, "</span>");
	rivals(out, &e->frame_rivals, true);
	pattern(out, hit->rule);
}

static void words(struct gb_buf *out, void (*say)(struct gb_buf *to, const struct gb_target *t), const struct gb_target *t)
{
	struct gb_buf b = { 0 };

	say(&b, t);
	gb_html_text(out, gb_buf_span(&b));
	gb_buf_free(&b);
}

static void outcome(struct gb_buf *out, const struct gb_explanation *x, const struct gb_explained *e)
{
	const char *verdict = gb_explain_verdict(e);

	for (size_t i = 0; i < x->promises.ntarget; i++) {
		if (!gb_explain_is_from(x, e, &x->promises.target[i]))
			continue;
		raw(out, "<div class=\"rec\" lang=\"zh\"><b>");
		gb_buf_add(out, gb_word(x->promises.target[i].fact ? GB_S("fact") : GB_S("target")));
		raw(out, "</b> ");
		words(out, gb_explain_target, &x->promises.target[i]);
		raw(out, "</div>");
		verdict = e->framed && e->frame.verdict == GB_FRAME_SAME ? verdict : "";
	}
	if (*verdict == '\0')
		return;
	raw(out, "<div class=\"no\">");
	raw(out, verdict);
	raw(out, "</div>");
}

static void row(struct gb_buf *out, const struct gb_explanation *x, size_t i)
{
	const struct gb_explained *e = &x->item[i];
	struct gb_buf reading = { 0 };

	raw(out, "<tr><td class=\"n\">");
	gb_buf_add_int(out, (long long)i + 1);
	raw(out, "</td><td class=\"w\" lang=\"zh\">");
	gb_html_text(out, gb_span_sub(x->sentence->text, e->at.start, e->at.end - e->at.start));
	raw(out, "</td><td>");
	gb_explain_reading(&reading, e);
	gb_html_text(out, gb_buf_span(&reading));
	gb_buf_free(&reading);
	raw(out, "<br>");
	rule(out, e->rule);
	rivals(out, &e->rivals, false);
	pattern(out, e->rule);
	raw(out, "</td><td>");
	if (e->framed)
		frame(out, e);
	outcome(out, x, e);
	raw(out, "</td></tr>\n");
}

static void note(struct gb_buf *out, struct gb_span s)
{
	raw(out, "<p class=\"soft\">");
	gb_html_text(out, s);
	raw(out, "</p>\n");
}

static void table_head(struct gb_buf *out)
{
	raw(out, "<table><thead><tr>");
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		raw(out, "<th>");
		raw(out, gb_say(heads[i]));
		raw(out, "</th>");
	}
	raw(out, "</tr></thead><tbody>\n");
}

static void sentence(struct gb_buf *out, const struct gb_explanation *x)
{
	struct gb_buf b = { 0 };

	coloured(out, x);
	gb_explain_around(&b, &x->sentence->cue);
	if (b.n > 0) {
		raw(out, "<p class=\"soft\" lang=\"zh\">");
		gb_html_text(out, gb_buf_span(&b));
		raw(out, "</p>\n");
	}
	if (x->n == 0)
		note(out, GB_T("no number and no date in it"));
	else
		table_head(out);
	for (size_t i = 0; i < x->n; i++)
		row(out, x, i);
	raw(out, x->n > 0 ? "</tbody></table>\n" : "");
	for (size_t i = 0; i < x->promises.nmilestone; i++) {
		gb_buf_clear(&b);
		gb_explain_milestone(&b, &x->promises.milestone[i]);
		raw(out, "<div class=\"rec\" lang=\"zh\"><b>");
		gb_buf_add(out, gb_word(GB_S("milestone")));
		raw(out, "</b> ");
		gb_html_text(out, gb_buf_span(&b));
		raw(out, "</div>\n");
	}
	gb_buf_free(&b);
}

static void begin(struct gb_buf *out)
{
	raw(out, top);
	raw(out, "<h1>");
	raw(out, _("How it was read"));
	raw(out, "</h1>\n<p class=\"soft\">");
	for (size_t i = 0; i < sizeof legend / sizeof *legend; i++) {
		raw(out, "<mark class=\"");
		raw(out, legend[i].colour);
		raw(out, "\">");
		raw(out, gb_say(legend[i].words));
		raw(out, "</mark> ");
	}
	raw(out, "</p>\n<p class=\"soft\">");
	raw(out, _("The rule files are tried in the order name, mask, implied, calendar, quantity; what one has taken the next "
		   "does not see. In one file the longest match wins, of two equally long ones that of the rule that stands "
		   "first. A number is then put, with the words around it, to attribute and frame."));
	raw(out, "</p>\n");
}

static void end(struct gb_buf *out)
{
	raw(out, "</body></html>\n");
}

const struct gb_explain_form gb_explain_as_html = { begin, head, sentence, note, end };
