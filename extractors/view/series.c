/* series - the same document over many years: one row per indicator, one column per year. */
#include <string.h>

#include "internal.h"

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
	gb_amount_print(to, p->target->comparator, p->value, p->value_max);
	if (!gb_span_eq(p->unit, row->unit))
		gb_buf_add(to, p->unit);
	if (!gb_span_eq(p->per, row->per)) {
		gb_buf_add_byte(to, '/');
		gb_buf_add(to, p->per);
	}
}

static void text_row(struct gb_terminal *w, const struct gb_series *s, const struct gb_row *r)
{
	const struct gb_target *t = r->latest;
	struct gb_buf cell = { 0 };
	size_t used = gb_terminal_width(t->indicator);

	gb_terminal_text(w, t->indicator);
	if (t->scope.n > 0) {
		gb_buf_add(&w->line, GB_S(" ["));
		gb_terminal_text(w, t->scope);
		gb_buf_add(&w->line, GB_S("]"));
		used += gb_terminal_width(t->scope) + 3;
	}
	gb_terminal_pad(w, used, NAME);
	for (size_t i = 0; i < s->nyear; i++) {
		const struct gb_point *p = point_of(r, s->year[i]);

		gb_buf_clear(&cell);
		if (p != NULL)
			print_point(&cell, p, t);
		used = gb_terminal_width(gb_buf_span(&cell));
		for (; used < CELL; used++)
			gb_buf_add_byte(&w->line, ' ');
		gb_buf_add(&w->line, gb_buf_span(&cell));
		gb_buf_add(&w->line, GB_S("  "));
	}
	gb_terminal_text(w, t->unit);
	if (gb_span_eq(t->basis, GB_S("change")))
		gb_buf_add(&w->line, gb_span_eq(t->direction, GB_S("down")) ? GB_S(" ↓") : GB_S(" ↑"));
	if (t->per.n > 0) {
		gb_buf_add_byte(&w->line, '/');
		gb_terminal_text(w, t->per);
	}
	gb_terminal_line(w);
	gb_buf_free(&cell);
}

void gb_series_text(const struct gb_series *s, FILE *to)
{
	struct gb_terminal w = { .to = to };

	gb_terminal_pad(&w, 0, NAME);
	for (size_t i = 0; i < s->nyear; i++) {
		gb_terminal_pad(&w, 0, CELL - (s->year[i] == 0 ? 2 : 5));
		print_year(&w.line, s->year[i]);
		gb_buf_add(&w.line, GB_S("  "));
	}
	gb_terminal_line(&w);
	for (size_t i = 0; i < s->n; i++)
		text_row(&w, s, &s->row[i]);
	gb_buf_free(&w.line);
}

/* ---- CSV ---- */

/* With its unit where that is not the row's, so that nobody adds it up. */
static struct gb_span csv_value(struct gb_arena *a, const struct gb_point *p, struct gb_span value, const struct gb_target *row)
{
	if (value.n == 0 || (gb_span_eq(p->unit, row->unit) && gb_span_eq(p->per, row->per)))
		return value;
	return gb_arena_concat(a, gb_arena_concat(a, gb_arena_concat(a, value, p->unit), GB_S("/")), p->per);
}

static void year_row(struct gb_buf *b, struct gb_arena *a, const struct gb_series *s, const struct gb_row *r)
{
	const struct gb_target *t = r->latest;
	const struct gb_span own[] = { t->indicator, t->scope, t->unit, t->basis, t->direction, t->per };
	const size_t nown = sizeof own / sizeof *own, n = nown + 3 * s->nyear;
	struct gb_span *cells = gb_arena_array(a, n, sizeof *cells), *at = cells + nown;

	memcpy(cells, own, sizeof own);
	for (size_t i = 0; i < s->nyear; i++) {
		const struct gb_point *p = point_of(r, s->year[i]);

		*at++ = p != NULL ? csv_value(a, p, p->value, t) : GB_S("");
		*at++ = p != NULL ? csv_value(a, p, p->value_max, t) : GB_S("");
		*at++ = p != NULL ? p->target->comparator : GB_S("");
	}
	gb_csv_row(b, cells, n);
}

void gb_series_csv(const struct gb_series *s, FILE *to)
{
	static const char *const parts[] = { "", "_max", "_comparator" };
	struct gb_arena *a = gb_arena_new(0);
	struct gb_buf b = { 0 };

	gb_buf_add(&b, GB_S("indicator,scope,unit,basis,direction,per"));
	for (size_t i = 0; i < s->nyear; i++)
		for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
			gb_buf_add_byte(&b, ',');
			print_year(&b, s->year[i]);
			gb_buf_add(&b, gb_span_of(parts[k]));
		}
	gb_buf_add(&b, GB_S("\r\n"));
	for (size_t i = 0; i < s->n; i++) {
		year_row(&b, a, s, &s->row[i]);
		gb_arena_reset(a);
	}
	fwrite(b.p, 1, b.n, to);
	gb_buf_free(&b);
	gb_arena_free(a);
}

/* ---- JSON Lines ---- */

static void json_row(struct gb_json *j, const struct gb_row *r)
{
	const struct gb_target *t = r->latest;

	gb_json_open(j, '{');
	gb_json_text(j, GB_S("record"), GB_S("series"));
	gb_json_text(j, GB_S("indicator"), t->indicator);
	gb_json_text(j, GB_S("scope"), t->scope);
	gb_json_key(j, GB_S("unit"));
	gb_json_str(j, t->unit);
	gb_json_text(j, GB_S("basis"), t->basis);
	gb_json_text(j, GB_S("direction"), t->direction);
	gb_json_text(j, GB_S("per"), t->per);
	gb_json_key(j, GB_S("fact"));
	gb_json_bool(j, t->fact);
	gb_json_key(j, GB_S("points"));
	gb_json_open(j, '[');
	for (size_t i = 0; i < r->n; i++) {
		const struct gb_point *p = &r->point[i];

		gb_json_open(j, '{');
		gb_json_key(j, GB_S("year"));
		gb_json_int_or_null(j, p->year);
		gb_json_text(j, GB_S("value"), p->value);
		gb_json_text(j, GB_S("value_max"), p->value_max);
		gb_json_key(j, GB_S("unit"));
		gb_json_str(j, p->unit);
		gb_json_text(j, GB_S("per"), p->per);
		gb_json_text(j, GB_S("comparator"), p->target->comparator);
		gb_json_text(j, GB_S("id"), p->target->id);
		gb_json_text(j, GB_S("document"), p->target->document);
		gb_json_text(j, GB_S("quote"), p->target->quote);
		gb_json_close(j, '}');
	}
	gb_json_close(j, ']');
	gb_json_close(j, '}');
}

void gb_series_json(const struct gb_series *s, struct gb_sink *to)
{
	struct gb_buf line = { 0 };

	for (size_t i = 0; i < s->n; i++) {
		struct gb_json j = { .out = &line };

		gb_buf_clear(&line);
		json_row(&j, &s->row[i]);
		gb_record_put_line(to, gb_buf_span(&line));
	}
	gb_buf_free(&line);
}
