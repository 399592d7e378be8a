/* diff_page - what the pages of diff and series have around them, and how they write a number. */
#include "diff_view.h"

static const char style[] =
	"<style>\n"
	":root{color-scheme:light dark}\n"
	"body{font:16px/1.6 system-ui,\"Noto Sans CJK SC\",\"Microsoft YaHei\",sans-serif;max-width:72rem;margin:0 auto;padding:1rem}\n"
	"h1{font-size:1.4rem}h2{font-size:1.1rem;margin:2rem 0 .3rem}\n"
	".was,.note{color:#666;font-size:.9rem}\n"
	"table{border-collapse:collapse;width:100%}\n"
	"th,td{text-align:left;vertical-align:top;padding:.25rem .6rem;border-bottom:1px solid #8886}\n"
	"td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}\n"
	"td.k{white-space:nowrap;font-weight:600}\n"
	".raised .k{color:#06738c}.lowered .k{color:#9a5b00}.added .k{color:#1a7431}.dropped .k{color:#b3261e}\n"
	".deadline_moved .k,.incomparable .k,.responsible .k{color:#7a3e9d}.same{color:#666}\n"
	"@media(prefers-color-scheme:dark){.was,.note,.same{color:#aaa}.raised .k{color:#4cc3e0}.lowered .k{color:#f0b04a}\n"
	".added .k{color:#5fd07d}.dropped .k{color:#ff8a80}.deadline_moved .k,.incomparable .k,.responsible .k{color:#cf9bf0}}\n"
	"tbody th{font-weight:400}.wide{overflow-x:auto}.series tbody th{min-width:12rem}\n"
	".parts{list-style:none;margin:0;padding:0}.parts li{display:grid;grid-template-columns:minmax(0,1fr) auto 4rem;gap:0 .8rem}\n"
	".parts span{text-align:right;font-variant-numeric:tabular-nums}meter{width:6rem;vertical-align:middle}\n"
	".nobody .k{color:#b3261e}.partly .k{color:#9a5b00}.covered .k{color:#1a7431}\n"
	"@media(prefers-color-scheme:dark){.nobody .k{color:#ff8a80}.partly .k{color:#f0b04a}.covered .k{color:#5fd07d}}\n"
	"</style>\n";

void gb_html_text(struct gb_buf *to, struct gb_span s)
{
	static const struct {
		char c;
		const char *as;
	} escapes[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" } };

	for (size_t i = 0; i < s.n; i++) {
		size_t e = 0;

		while (e < sizeof escapes / sizeof *escapes && escapes[e].c != s.p[i])
			e++;
		if (e < sizeof escapes / sizeof *escapes)
			gb_buf_add(to, gb_span_of(escapes[e].as));
		else
			gb_buf_add_byte(to, s.p[i]);
	}
}

void gb_html_amount(struct gb_buf *to, const struct gb_target *t)
{
	struct gb_buf b = { 0 };

	if (t == NULL)
		return;
	if (gb_span_eq(t->basis, GB_S("cumulative")))
		gb_buf_add(to, GB_S("累计"));
	if (gb_span_eq(t->basis, GB_S("change")))
		gb_buf_add(to, gb_span_eq(t->direction, GB_S("down")) ? GB_S("↓") : GB_S("↑"));
	gb_print_amount(&b, t->comparator, t->value, t->value_max);
	gb_html_text(to, gb_buf_span(&b));
	gb_buf_add_byte(to, ' ');
	gb_html_text(to, t->unit);
	if (t->per.n > 0) {
		gb_buf_add_byte(to, '/');
		gb_html_text(to, t->per);
	}
	gb_buf_free(&b);
}

void gb_html_open(struct gb_buf *to, const char *title)
{
	gb_buf_add(to, GB_S("<!DOCTYPE html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n"
			    "<meta name=\"viewport\" content=\"width=device-width\">\n<title>"));
	gb_html_text(to, gb_span_of(title));
	gb_buf_add(to, GB_S("</title>\n"));
	gb_buf_add(to, gb_span_of(style));
	gb_buf_add(to, GB_S("</head>\n<body>\n<h1>"));
	gb_html_text(to, gb_span_of(title));
	gb_buf_add(to, GB_S("</h1>\n"));
}

void gb_html_close(struct gb_buf *page, FILE *to)
{
	gb_buf_add(page, GB_S("</body>\n</html>\n"));
	fwrite(page->p, 1, page->n, to);
	gb_buf_free(page);
}
