/* series - indicators over many editions: a row an indicator, a point a year. */
#include "text/day.h"
#include "internal.h"

#include <assert.h>

struct maker {
	struct gb_arena *arena;
	const struct gb_grammar *grammar;
	struct gb_units units;
	struct gb_edition *edition;
	struct gb_series *out;
	size_t *last; /* of each row: the place of its latest number in its edition */
	size_t nlast, last_cap;
};

static int year_of(struct gb_span day)
{
	struct gb_day d;

	return gb_day_parse(day, &d) ? d.y : 0;
}

/* The year an edition is for: the latest end of a period in it. */
static int edition_year(const struct gb_edition *e, const struct gb_diff_options *o)
{
	int year = 0;

	for (size_t i = 0; i < e->npaper; i++)
		if (gb_edition_wants(e->paper[i], o->new_document) && year_of(e->paper[i]->end) > year)
			year = year_of(e->paper[i]->end);
	return year;
}

static void sort_editions(struct gb_edition *e, size_t n, const struct gb_diff_options *o)
{
	for (size_t i = 1; i < n; i++) {
		struct gb_edition one = e[i];
		size_t k = i;

		for (; k > 0 && edition_year(&e[k - 1], o) > edition_year(&one, o); k--)
			e[k] = e[k - 1];
		e[k] = one;
	}
}

static int point_year(const struct gb_edition *e, const struct gb_target *t)
{
	const struct gb_paper *p = gb_edition_paper(e, t->document);
	int year = year_of(t->deadline);

	return year != 0 || p == NULL ? year : year_of(p->end);
}

static size_t newest(const struct gb_row *r)
{
	size_t edition = 0;

	for (size_t i = 0; i < r->n; i++)
		edition = r->point[i].edition > edition ? r->point[i].edition : edition;
	return edition;
}

/* One a year: the later edition has the last word. */
static void add_point(struct maker *m, struct gb_row *r, size_t edition, const struct gb_target *t)
{
	struct gb_point p = { point_year(&m->edition[edition], t), t, t->value, t->value_max, t->unit, t->per, edition };
	size_t k;

	if (r->latest == NULL || edition >= newest(r))
		r->latest = t;
	for (k = 0; k < r->n; k++)
		if (r->point[k].year == p.year) {
			r->point[k] = p;
			return;
		}
	(void)GB_PUSH(m->arena, r->point, r->n, r->cap);
	for (k = r->n - 1; k > 0 && r->point[k - 1].year > p.year; k--)
		r->point[k] = r->point[k - 1];
	r->point[k] = p;
}

/* What there is so far, as an edition: the latest number of each row, and the documents and measures they stand in. */
static struct gb_edition so_far(struct maker *m, size_t before)
{
	struct gb_edition e = { .arena = m->arena };

	for (size_t k = 0; k < before; k++) {
		for (size_t i = 0; i < m->edition[k].npaper; i++)
			*GB_PUSH(m->arena, e.paper, e.npaper, e.paper_cap) = m->edition[k].paper[i];
		for (size_t i = 0; i < m->edition[k].nmeasure; i++)
			*GB_PUSH(m->arena, e.measure, e.nmeasure, e.measure_cap) = m->edition[k].measure[i];
	}
	for (size_t i = 0; i < m->out->n; i++)
		*GB_PUSH(m->arena, e.target, e.ntarget, e.target_cap) = (struct gb_target *)m->out->row[i].latest;
	return e;
}

static struct gb_row *row_of(struct gb_series *s, const struct gb_target *latest, size_t rows)
{
	for (size_t i = 0; i < rows; i++)
		if (s->row[i].latest == latest)
			return &s->row[i];
	return NULL;
}

static void add_edition(struct maker *m, size_t k, const struct gb_diff_options *o)
{
	struct gb_diff_options how = { .facts = o->facts, .levels = false, .new_document = o->new_document };
	struct gb_edition old = so_far(m, k);
	size_t rows = m->out->n;
	struct gb_diff diff;

	gb_diff_make(m->arena, m->grammar, &old, &m->edition[k], &how, &diff);
	for (size_t i = 0; i < diff.n && diff.change[i].to != NULL; i++) {
		const struct gb_change *c = &diff.change[i];
		struct gb_row *r = NULL;

		if (c->from != NULL && c->kind != GB_CHANGE_INCOMPARABLE)
			r = row_of(m->out, c->from, rows);
		if (r == NULL) {
			r = GB_PUSH(m->arena, m->out->row, m->out->n, m->out->cap);
			*GB_PUSH(m->arena, m->last, m->nlast, m->last_cap) = 0;
		}
		m->last[r - m->out->row] = i;
		add_point(m, r, k, c->to);
	}
}

/* ---- rows that are one: the same indicator for other years, as in a plan with 2028 and 2030 ---- */

static bool shares_year(const struct gb_row *x, const struct gb_row *y)
{
	for (size_t i = 0; i < x->n; i++)
		for (size_t k = 0; k < y->n; k++)
			if (x->point[i].year == y->point[k].year)
				return true;
	return false;
}

static bool is_one(struct maker *m, const struct gb_row *x, const struct gb_row *y)
{
	struct gb_dimension gx, gy;

	if (!gb_span_eq(x->latest->indicator, y->latest->indicator) || !gb_span_eq(x->latest->scope, y->latest->scope) ||
	    x->latest->fact != y->latest->fact || shares_year(x, y))
		return false;
	gx = gb_amount_dimension(&m->units, x->latest);
	gy = gb_amount_dimension(&m->units, y->latest);
	return gb_amount_clash(x->latest, &gx, y->latest, &gy) == GB_CLASH_NONE;
}

static void join_rows(struct maker *m)
{
	struct gb_series *s = m->out;
	size_t kept = 0;

	for (size_t i = 0; i < s->n; i++) {
		size_t k = 0;

		while (k < kept && !is_one(m, &s->row[k], &s->row[i]))
			k++;
		if (k == kept) {
			m->last[kept] = m->last[i];
			s->row[kept++] = s->row[i];
			continue;
		}
		for (size_t p = 0; p < s->row[i].n; p++)
			add_point(m, &s->row[k], s->row[i].point[p].edition, s->row[i].point[p].target);
	}
	s->n = kept;
}

/* ---- order, units, years ---- */

static void sort_rows(struct maker *m)
{
	struct gb_series *s = m->out;

	for (size_t i = 1; i < s->n; i++) {
		struct gb_row row = s->row[i];
		size_t last = m->last[i], k = i;

		for (; k > 0; k--) {
			size_t a = newest(&s->row[k - 1]), b = newest(&row);

			if (a > b || (a == b && m->last[k - 1] <= last))
				break;
			s->row[k] = s->row[k - 1];
			m->last[k] = m->last[k - 1];
		}
		s->row[k] = row;
		m->last[k] = last;
	}
}

static void convert(struct maker *m, struct gb_row *r)
{
	struct gb_dimension to = gb_amount_dimension(&m->units, r->latest);

	for (size_t i = 0; i < r->n; i++) {
		struct gb_point *p = &r->point[i];
		struct gb_dimension from = gb_amount_dimension(&m->units, p->target);
		struct gb_amount a;

		if (!gb_amount_as(&from, gb_amount_of(p->target), &to, &a))
			continue;
		p->unit = r->latest->unit;
		p->per = r->latest->per;
		p->value = gb_decimal_print(m->arena, a.low);
		if (p->value_max.n > 0)
			p->value_max = gb_decimal_print(m->arena, a.high);
	}
}

static void add_year(struct maker *m, int year)
{
	struct gb_series *s = m->out;
	size_t k = s->nyear;

	for (size_t i = 0; i < s->nyear; i++)
		if (s->year[i] == year)
			return;
	(void)GB_PUSH(m->arena, s->year, s->nyear, s->year_cap);
	for (; k > 0 && s->year[k - 1] > year; k--)
		s->year[k] = s->year[k - 1];
	s->year[k] = year;
}

void gb_series_make(struct gb_arena *a, const struct gb_grammar *g, struct gb_edition *editions, size_t n,
		    const struct gb_diff_options *o, struct gb_series *out)
{
	struct maker m = { .arena = a, .grammar = g, .edition = editions, .out = out };

	assert(n > 0 && editions != NULL);
	*out = (struct gb_series){ 0 };
	gb_amount_units(&m.units, g);
	sort_editions(editions, n, o);
	for (size_t k = 0; k < n; k++)
		add_edition(&m, k, o);
	join_rows(&m);
	sort_rows(&m);
	for (size_t i = 0; i < out->n; i++) {
		convert(&m, &out->row[i]);
		for (size_t k = 0; k < out->row[i].n; k++)
			add_year(&m, out->row[i].point[k].year);
	}
}
