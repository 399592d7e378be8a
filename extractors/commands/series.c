/* series - the same document over many years: one row an indicator, one column a year. */
#include "compare/series.h"

#include <string.h>

#include "record/out.h"
#include "commands.h"
#include "view/diff_view.h"
#include "options.h"
#include "view/words.h"

enum { NAME = 44, CELL = 10 };

static const struct gb_point *point_of(const struct gb_row *r, int year)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->point[i].year == year)
			return &r->point[i];
	return NULL;
}

static void print_year(struct gb_buf *to, int year)
{
	if (year == 0)
		gb_buf_add_byte(to, '?');
	else
		gb_buf_add_int(to, year);
}

/* ---- text ---- */

static void print_point(struct gb_buf *to, const struct gb_point *p, const struct gb_target *row)
{
	gb_print_amount(to, p->target->comparator, p->value, p->value_max);
	if (!gb_span_eq(p->unit, row->unit))
		gb_buf_add(to, p->unit);
	if (!gb_span_eq(p->per, row->per)) {
		gb_buf_add_byte(to, '/');
		gb_buf_add(to, p->per);
	}
}

static void text_row(struct gb_show *w, const struct gb_series *s, const struct gb_row *r)
{
	const struct gb_target *t = r->latest;
	struct gb_buf cell = { 0 };
	size_t used = gb_text_width(t->indicator);

	gb_show_text(w, t->indicator);
	if (t->scope.n > 0) {
		gb_buf_add(&w->line, GB_S(" ["));
		gb_show_text(w, t->scope);
		gb_buf_add(&w->line, GB_S("]"));
		used += gb_text_width(t->scope) + 3;
	}
	gb_show_pad(w, used, NAME);
	for (size_t i = 0; i < s->nyear; i++) {
		const struct gb_point *p = point_of(r, s->year[i]);

		gb_buf_clear(&cell);
		if (p != NULL)
			print_point(&cell, p, t);
		used = gb_text_width(gb_buf_span(&cell));
		for (; used < CELL; used++)
			gb_buf_add_byte(&w->line, ' ');
		gb_buf_add(&w->line, gb_buf_span(&cell));
		gb_buf_add(&w->line, GB_S("  "));
	}
	gb_show_text(w, t->unit);
	if (gb_span_eq(t->basis, GB_S("change")))
		gb_buf_add(&w->line, gb_span_eq(t->direction, GB_S("down")) ? GB_S(" ↓") : GB_S(" ↑"));
	if (t->per.n > 0) {
		gb_buf_add_byte(&w->line, '/');
		gb_show_text(w, t->per);
	}
	gb_show_line(w);
	gb_buf_free(&cell);
}

static void write_text(const struct gb_series *s, FILE *to)
{
	struct gb_show w = { .to = to };

	gb_show_pad(&w, 0, NAME);
	for (size_t i = 0; i < s->nyear; i++) {
		gb_show_pad(&w, 0, CELL - (s->year[i] == 0 ? 2 : 5));
		print_year(&w.line, s->year[i]);
		gb_buf_add(&w.line, GB_S("  "));
	}
	gb_show_line(&w);
	for (size_t i = 0; i < s->n; i++)
		text_row(&w, s, &s->row[i]);
	gb_buf_free(&w.line);
}

/* ---- CSV ---- */

/* With its unit where that is not the row's, so that nobody adds it up. */
static struct gb_span csv_value(struct gb_buf *tmp, const struct gb_point *p, struct gb_span value, const struct gb_target *row)
{
	if (value.n == 0 || (gb_span_eq(p->unit, row->unit) && gb_span_eq(p->per, row->per)))
		return value;
	gb_buf_clear(tmp);
	gb_buf_add(tmp, value);
	gb_buf_add(tmp, p->unit);
	gb_buf_add_byte(tmp, '/');
	gb_buf_add(tmp, p->per);
	return gb_buf_span(tmp);
}

static void csv_row(struct gb_buf *b, const struct gb_series *s, const struct gb_row *r)
{
	const struct gb_target *t = r->latest;
	const struct gb_span head[] = { t->indicator, t->scope, t->unit, t->basis, t->direction, t->per };
	struct gb_buf tmp = { 0 };

	for (size_t i = 0; i < sizeof head / sizeof *head; i++)
		gb_diff_cell(b, head[i], i == 0);
	for (size_t i = 0; i < s->nyear; i++) {
		const struct gb_point *p = point_of(r, s->year[i]);

		gb_diff_cell(b, p != NULL ? csv_value(&tmp, p, p->value, t) : GB_S(""), false);
		gb_diff_cell(b, p != NULL ? csv_value(&tmp, p, p->value_max, t) : GB_S(""), false);
		gb_diff_cell(b, p != NULL ? p->target->comparator : GB_S(""), false);
	}
	gb_buf_add(b, GB_S("\r\n"));
	gb_buf_free(&tmp);
}

static void write_csv(const struct gb_series *s, FILE *to)
{
	static const char *const parts[] = { "", "_max", "_comparator" };
	struct gb_buf b = { 0 };

	gb_buf_add(&b, GB_S("indicator,scope,unit,basis,direction,per"));
	for (size_t i = 0; i < s->nyear; i++)
		for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
			gb_buf_add_byte(&b, ',');
			print_year(&b, s->year[i]);
			gb_buf_add(&b, gb_span_of(parts[k]));
		}
	gb_buf_add(&b, GB_S("\r\n"));
	for (size_t i = 0; i < s->n; i++)
		csv_row(&b, s, &s->row[i]);
	fwrite(b.p, 1, b.n, to);
	gb_buf_free(&b);
}

/* ---- JSON Lines ---- */

static void member(struct gb_json *j, struct gb_span key, struct gb_span s)
{
	gb_json_key(j, key);
	gb_json_str_or_null(j, s);
}

static void json_row(struct gb_json *j, const struct gb_row *r)
{
	const struct gb_target *t = r->latest;

	gb_json_open(j, '{');
	member(j, GB_S("record"), GB_S("series"));
	member(j, GB_S("indicator"), t->indicator);
	member(j, GB_S("scope"), t->scope);
	gb_json_key(j, GB_S("unit"));
	gb_json_str(j, t->unit);
	member(j, GB_S("basis"), t->basis);
	member(j, GB_S("direction"), t->direction);
	member(j, GB_S("per"), t->per);
	gb_json_key(j, GB_S("fact"));
	gb_json_bool(j, t->fact);
	gb_json_key(j, GB_S("points"));
	gb_json_open(j, '[');
	for (size_t i = 0; i < r->n; i++) {
		const struct gb_point *p = &r->point[i];

		gb_json_open(j, '{');
		gb_json_key(j, GB_S("year"));
		gb_json_int_or_null(j, p->year);
		member(j, GB_S("value"), p->value);
		member(j, GB_S("value_max"), p->value_max);
		gb_json_key(j, GB_S("unit"));
		gb_json_str(j, p->unit);
		member(j, GB_S("per"), p->per);
		member(j, GB_S("comparator"), p->target->comparator);
		member(j, GB_S("id"), p->target->id);
		member(j, GB_S("document"), p->target->document);
		member(j, GB_S("quote"), p->target->quote);
		gb_json_close(j, '}');
	}
	gb_json_close(j, ']');
	gb_json_close(j, '}');
}

static void write_jsonl(const struct gb_series *s, FILE *to)
{
	struct gb_out out;
	struct gb_buf tmp = { 0 };

	gb_out_init(&out, to);
	for (size_t i = 0; i < s->n; i++) {
		struct gb_json j = { .out = &tmp };

		gb_buf_clear(&tmp);
		json_row(&j, &s->row[i]);
		gb_record_put_line(&out.sink, gb_buf_span(&tmp));
	}
	gb_buf_free(&tmp);
}

/* ---- a page ---- */

static void html_cell(struct gb_buf *b, const struct gb_point *p, const struct gb_target *row)
{
	gb_buf_add(b, GB_S("<td class=\"n\""));
	if (p != NULL) {
		gb_buf_add(b, GB_S(" title=\""));
		gb_html_text(b, p->target->document);
		gb_buf_add(b, GB_S(": "));
		gb_html_text(b, p->target->quote);
		gb_buf_add_byte(b, '"');
	}
	gb_buf_add_byte(b, '>');
	if (p != NULL) {
		struct gb_buf tmp = { 0 };

		print_point(&tmp, p, row);
		gb_html_text(b, gb_buf_span(&tmp));
		gb_buf_free(&tmp);
	}
	gb_buf_add(b, GB_S("</td>"));
}

static void html_row(struct gb_buf *b, const struct gb_series *s, const struct gb_row *r)
{
	gb_buf_add(b, GB_S("<tr><th scope=\"row\">"));
	gb_html_text(b, r->latest->indicator);
	if (r->latest->scope.n > 0) {
		gb_buf_add(b, GB_S(" <span class=\"note\">"));
		gb_html_text(b, r->latest->scope);
		gb_buf_add(b, GB_S("</span>"));
	}
	gb_buf_add(b, GB_S("</th>"));
	for (size_t i = 0; i < s->nyear; i++)
		html_cell(b, point_of(r, s->year[i]), r->latest);
	gb_buf_add(b, GB_S("<td>"));
	gb_html_text(b, r->latest->unit);
	if (gb_span_eq(r->latest->basis, GB_S("change")))
		gb_buf_add(b, gb_span_eq(r->latest->direction, GB_S("down")) ? GB_S(" ↓") : GB_S(" ↑"));
	if (r->latest->per.n > 0) {
		gb_buf_add_byte(b, '/');
		gb_html_text(b, r->latest->per);
	}
	gb_buf_add(b, GB_S("</td></tr>\n"));
}

static void write_html(const struct gb_series *s, FILE *to)
{
	struct gb_buf b = { 0 };

	gb_html_open(&b, _("Indicators through the years"));
	gb_buf_add(&b, GB_S("<div class=\"wide\" tabindex=\"0\"><table class=\"series\">\n<thead><tr><th scope=\"col\">"));
	gb_html_text(&b, GB_T("what"));
	gb_buf_add(&b, GB_S("</th>"));
	for (size_t i = 0; i < s->nyear; i++) {
		gb_buf_add(&b, GB_S("<th scope=\"col\" class=\"n\">"));
		print_year(&b, s->year[i]);
		gb_buf_add(&b, GB_S("</th>"));
	}
	gb_buf_add(&b, GB_S("<th scope=\"col\">"));
	gb_html_text(&b, gb_word(GB_S("unit")));
	gb_buf_add(&b, GB_S("</th></tr></thead>\n<tbody>\n"));
	for (size_t i = 0; i < s->n; i++)
		html_row(&b, s, &s->row[i]);
	gb_buf_add(&b, GB_S("</tbody>\n</table></div>\n"));
	gb_html_close(&b, to);
}

/* ---- the command ---- */

struct options {
	char *grammars, *format, *document;
	gboolean facts;
};

static const struct {
	const char *name;
	void (*write)(const struct gb_series *s, FILE *to);
} formats[] = { { "text", write_text }, { "csv", write_csv }, { "jsonl", write_jsonl }, { "html", write_html } };

static int find_format(const char *name)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (name == NULL || strcmp(formats[i].name, name) == 0)
			return (int)i;
	return -1;
}

static int make(const struct options *o, const struct gb_grammar *g, struct gb_arena *a, int n, char **paths)
{
	struct gb_edition *e = gb_arena_array(a, (size_t)n, sizeof *e);
	struct gb_diff_options how = { .facts = o->facts != FALSE,
				       .new_document = gb_span_of(o->document != NULL ? o->document : "") };
	struct gb_series series;
	bool ok = true;

	for (int i = 0; i < n; i++) {
		e[i].arena = a;
		ok = gb_edition_load("series", paths[i], &e[i]) && ok;
	}
	gb_series_make(a, g, e, (size_t)n, &how, &series);
	if (series.n > 0 || ok)
		formats[find_format(o->format)].write(&series, stdout);
	return ok ? 0 : 1;
}

static int run(const struct options *o, int argc, char **argv)
{
	struct gb_arena *a;
	struct gb_grammar *g;
	int status;

	if (find_format(o->format) < 0)
		return gb_usage_error("series", _("--format is text, html, csv or jsonl"));
	if (argc < 2)
		return gb_usage_error("series", _("files or folders of records are wanted, one an edition"));
	a = gb_arena_new(0);
	g = gb_grammar_load(a, o->grammars);
	status = g != NULL ? make(o, g, a, argc - 1, argv + 1) : 2;
	gb_grammar_close(g);
	gb_arena_free(a);
	return status;
}

int gb_cmd_series(int argc, char **argv)
{
	struct options o = { 0 };
	const GOptionEntry entries[] = {
		GB_OPTION_GRAMMARS(&o.grammars),
		{ "format", 'f', 0, G_OPTION_ARG_FILENAME, &o.format, N_("text (the default), html, csv or jsonl"), N_("FORMAT") },
		{ "facts", 0, 0, G_OPTION_ARG_NONE, &o.facts, N_("rows of facts as well"), NULL },
		{ "document", 0, 0, G_OPTION_ARG_FILENAME, &o.document, N_("only documents with this in id or title"), N_("NAME") },
		{ NULL, 0, 0, 0, NULL, NULL, NULL },
	};
	const struct gb_usage usage = {
		N_("FILE..."),
		N_("Follows indicators through the years: each operand, a file or folder of records, is one edition."),
		entries,
	};
	int status;

	if (gb_options(&argc, &argv, &usage, &status))
		status = run(&o, argc, argv);
	g_free(o.grammars);
	g_free(o.format);
	g_free(o.document);
	return status;
}
