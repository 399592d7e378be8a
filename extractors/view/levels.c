/* levels - who carries which share of a city's numbers. */
#include "base/say.h"
#include "internal.h"

/* ---- JSON Lines ---- */

static void write_part(struct gb_json *j, const struct gb_level_part *p)
{
	gb_json_open(j, '{');
	gb_json_key(j, GB_S("side"));
	gb_json_open(j, '{');
	gb_diff_json_side(j, p->target);
	gb_json_close(j, '}');
	gb_json_text(j, GB_S("share"), p->share);
	gb_diff_json_similarity(j, GB_S("similarity"), p->similarity);
	gb_json_text(j, GB_S("reason"), p->reason);
	gb_json_close(j, '}');
}

static void write_level(struct gb_json *j, const struct gb_level *l)
{
	gb_buf_clear(j->out);
	j->comma = false;
	gb_json_open(j, '{');
	gb_json_text(j, GB_S("record"), GB_S("share"));
	gb_json_text(j, GB_S("share"), gb_level_name(l->kind));
	gb_json_text(j, GB_S("indicator"), l->whole->indicator);
	gb_json_key(j, GB_S("unit"));
	gb_json_str(j, l->whole->unit);
	gb_json_key(j, GB_S("whole"));
	gb_json_open(j, '{');
	gb_diff_json_side(j, l->whole);
	gb_json_close(j, '}');
	gb_json_key(j, GB_S("parts"));
	gb_json_open(j, '[');
	for (size_t i = 0; i < l->n; i++)
		write_part(j, &l->part[i]);
	gb_json_close(j, ']');
	gb_json_text(j, GB_S("sum"), l->sum);
	gb_json_text(j, GB_S("rest"), l->rest);
	gb_json_close(j, '}');
}

void gb_levels_json(const struct gb_levels *l, struct gb_sink *to)
{
	struct gb_buf line = { 0 };
	struct gb_json j = { .out = &line };

	for (size_t i = 0; i < l->n; i++) {
		write_level(&j, &l->item[i]);
		gb_record_put_line(to, gb_buf_span(&line));
	}
	gb_buf_free(&line);
}

/* ---- CSV: a row for each share, and one for each number nobody took on ---- */

static void csv_row(struct gb_buf *b, const struct gb_level *l, const struct gb_level_part *p)
{
	const struct gb_target *w = l->whole;
	static const struct gb_target none;
	const struct gb_target *t = p != NULL ? p->target : &none;
	const struct gb_span cells[] = { gb_level_name(l->kind), w->document, w->measure, w->indicator, w->scope, w->comparator, w->value,
					 w->unit, t->document, t->measure, t->indicator, t->comparator, t->value, t->unit,
					 p != NULL ? p->share : GB_S(""), p != NULL ? p->reason : GB_S(""), l->sum, l->rest };

	gb_csv_row(b, cells, sizeof cells / sizeof *cells);
}

void gb_levels_csv(const struct gb_levels *l, FILE *to)
{
	struct gb_buf b = { 0 };

	gb_buf_add(&b, GB_S("share,document,measure,indicator,scope,comparator,value,unit,part_document,part_measure,part_indicator,"
			    "part_comparator,part_value,part_unit,part_share,reason,sum,rest\r\n"));
	for (size_t i = 0; i < l->n; i++) {
		for (size_t k = 0; k < l->item[i].n; k++)
			csv_row(&b, &l->item[i], &l->item[i].part[k]);
		if (l->item[i].n == 0)
			csv_row(&b, &l->item[i], NULL);
	}
	fwrite(b.p, 1, b.n, to);
	gb_buf_free(&b);
}

/* ---- text ---- */

static void add_number(struct gb_terminal *w, const struct gb_target *t)
{
	gb_amount_print(&w->line, t->comparator, t->value, t->value_max);
	if (t->unit.n > 0)
		gb_buf_add_byte(&w->line, ' ');
	gb_terminal_text(w, t->unit);
}

static void text_part(struct gb_terminal *w, const struct gb_level_part *p)
{
	gb_buf_add(&w->line, GB_S("      "));
	gb_terminal_text(w, p->target->document);
	gb_terminal_pad(w, gb_terminal_width(p->target->document), 36);
	add_number(w, p->target);
	if (p->share.n > 0) {
		gb_buf_add(&w->line, GB_S("  "));
		gb_amount_percent(&w->line, p->share);
	}
	if (p->reason.n > 0) {
		gb_buf_add(&w->line, GB_S("  ("));
		gb_word_reason(&w->line, p->reason);
		gb_buf_add(&w->line, GB_S(")"));
	}
	gb_terminal_line(w);
}

static void text_level(struct gb_terminal *w, const struct gb_level *l)
{
	gb_buf_add(&w->line, GB_S("  "));
	gb_terminal_colour(w, l->kind == GB_LEVEL_NOBODY ? "\033[31m" : l->kind == GB_LEVEL_PARTLY ? "\033[33m" : "\033[32m");
	gb_buf_add(&w->line, gb_word(gb_level_name(l->kind)));
	gb_terminal_colour(w, "\033[0m");
	gb_terminal_pad(w, gb_terminal_width(gb_word(gb_level_name(l->kind))), 9);
	gb_terminal_text(w, l->whole->indicator);
	gb_terminal_pad(w, gb_terminal_width(l->whole->indicator), 44);
	add_number(w, l->whole);
	if (l->kind == GB_LEVEL_PARTLY) {
		gb_buf_add(&w->line, GB_T("  rest "));
		gb_amount_print(&w->line, GB_S(""), l->rest, GB_S(""));
	}
	gb_terminal_line(w);
	for (size_t i = 0; i < l->n; i++)
		text_part(w, &l->part[i]);
}

static void text_head(struct gb_terminal *w, const struct gb_diff_view *v, const struct gb_target *t)
{
	const struct gb_measure *m = gb_edition_measure(v->old, t->document, t->measure);

	gb_terminal_line(w);
	gb_terminal_colour(w, "\033[1m");
	gb_terminal_text(w, t->measure.n > 0 ? t->measure : t->document);
	if (m != NULL) {
		gb_buf_add_byte(&w->line, ' ');
		gb_terminal_text(w, m->title);
	}
	gb_terminal_colour(w, "\033[0m");
	gb_terminal_line(w);
}

void gb_levels_text(const struct gb_levels *l, const struct gb_diff_view *v)
{
	struct gb_terminal w = { .to = v->to, .colour = v->colour };
	size_t count[GB_LEVEL_KINDS] = { 0 };

	for (size_t i = 0; i < l->n; i++) {
		const struct gb_target *t = l->item[i].whole, *before = i > 0 ? l->item[i - 1].whole : NULL;

		if (before == NULL || !gb_span_eq(t->measure, before->measure) || !gb_span_eq(t->document, before->document))
			text_head(&w, v, t);
		text_level(&w, &l->item[i]);
		count[l->item[i].kind]++;
	}
	gb_terminal_line(&w);
	gb_buf_add(&w.line, GB_T("numbers: "));
	for (size_t k = 0; k < GB_LEVEL_KINDS; k++) {
		gb_word_count(&w.line, count[k], gb_level_name((enum gb_level_kind)k));
		gb_buf_add(&w.line, k + 1 < GB_LEVEL_KINDS ? GB_T(", ") : GB_T("; documents below: "));
	}
	gb_buf_add_int(&w.line, (long long)l->ndistrict);
	gb_terminal_line(&w);
	gb_buf_free(&w.line);
}
