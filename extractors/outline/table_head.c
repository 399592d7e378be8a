/* table_head - the head rows of a table, and what each column is. */
#include "table_internal.h"
#include "base/utf8.h"
#include "text/marks.h"

#define MOST_HEADS ((size_t)3) /* rows of heads */

static struct gb_span bare(struct gb_seg *s, struct gb_span head)
{
	struct gb_span t = gb_seg_squeeze(s->a, head);
	size_t open = gb_seg_ends_in(t, GB_MARK_ROUND_CLOSE) ? gb_span_rfind(t, GB_S(GB_MARK_ROUND_OPEN))
		      : gb_seg_ends_in(t, ")") ? gb_span_rfind(t, GB_S("(")) : 0;

	return open != (size_t)-1 && open > 0 ? gb_span_sub(t, 0, open) : t;
}

static bool is_head_word(struct gb_seg *s, struct gb_span text)
{
	return text.n < 60 && gb_words_has(s->words[GB_W_HEAD], bare(s, text));
}

static bool flagged(const struct gb_grid *g, size_t row)
{
	bool any = false;

	for (size_t k = 0; k < g->cols; k++) {
		const struct gb_cell *c = gb_grid_cell(g, row, k);

		if (c == NULL || gb_grid_text(c).n == 0)
			continue;
		if (!c->header)
			return false;
		any = true;
	}
	return any;
}

/* Short texts side by side, none of them a number, and below them something else. */
static bool looks_like_head(struct gb_seg *s, const struct gb_grid *g, size_t row)
{
	size_t words = 0, filled = 0, cells = 0;
	const struct gb_cell *before = NULL;

	for (size_t k = 0; k < g->cols; k++) {
		const struct gb_cell *c = gb_grid_cell(g, row, k);
		struct gb_span t = gb_grid_text(c);

		if (c == before)
			continue;
		before = c;
		cells++;
		filled += t.n > 0;
		words += is_head_word(s, t);
		if (gb_utf8_count(gb_span_sub(t, 0, 300)) > 30 || gb_seg_ends_in(t, "。；") ||
		    (gb_seg_is_number(t) && !gb_span_has(t, GB_S("年")) && !gb_span_has(t, GB_S("月"))))
			return false;
	}
	return filled >= 2 && (words >= 1 || 2 * filled > cells);
}

static bool numbers_below(const struct gb_grid *g, size_t row)
{
	for (size_t r = row; r < g->rows && r < row + 6; r++)
		for (size_t k = 1; k < g->cols; k++)
			if (gb_seg_is_number(gb_grid_text(gb_grid_cell(g, r, k))))
				return true;
	return false;
}

static bool has_head_word(struct gb_seg *s, const struct gb_grid *g, size_t row)
{
	for (size_t k = 0; k < g->cols; k++)
		if (is_head_word(s, gb_grid_text(gb_grid_cell(g, row, k))))
			return true;
	return false;
}

/* A cell of the row stretches over several columns, but not over all: heads of its columns stand below. */
static bool spreads(const struct gb_grid *g, size_t row)
{
	bool any = false;

	for (size_t k = 1; k < g->cols; k++)
		any = any || (gb_grid_cell(g, row, k) != NULL && gb_grid_cell(g, row, k) == gb_grid_cell(g, row, k - 1));
	return any && gb_grid_alone(g, row) == NULL;
}

static size_t count_head_rows(struct gb_seg *s, const struct gb_grid *g, size_t first)
{
	size_t end = first, deepest;

	while (end < g->rows && flagged(g, end))
		end++;
	if (end == first) {
		if (!looks_like_head(s, g, first) || !(has_head_word(s, g, first) || numbers_below(g, first + 1)))
			return 0;
		end = first + 1;
		while (end < g->rows && end - first < MOST_HEADS && spreads(g, end - 1) && looks_like_head(s, g, end))
			end++;
	}
	deepest = end;
	for (size_t k = 0; k < g->cols; k++) {
		const struct gb_cell *c = gb_grid_cell(g, first, k);
		size_t bottom = first;

		while (c != NULL && gb_grid_cell(g, bottom, k) == c)
			bottom++;

		/* a group cell on the left can be merged into the head by mistake: a head is never half the table */
		if (bottom > deepest && bottom - first <= 4 && bottom < g->rows)
			deepest = bottom;
	}
	return deepest - first;
}

static struct gb_span head_path(struct gb_seg *s, const struct gb_grid *g, size_t first, size_t rows, size_t col)
{
	struct gb_span path = GB_S("");
	const struct gb_cell *before = NULL;

	for (size_t r = first; r < first + rows; r++) {
		const struct gb_cell *c = gb_grid_cell(g, r, col);
		struct gb_span t = gb_seg_squeeze(s->a, gb_seg_short(gb_grid_text(c), 80));

		if (c == before || t.n == 0)
			continue;
		before = c;
		path = path.n == 0 ? t : gb_arena_concat(s->a, gb_arena_concat(s->a, path, GB_S("/")), t);
	}
	return path;
}

static struct gb_span last_head(struct gb_span head)
{
	size_t slash = gb_span_rfind(head, GB_S("/"));

	return slash == (size_t)-1 ? head : gb_span_from(head, slash + 1);
}

static enum gb_column_role role_of_name(struct gb_span name)
{
	static const struct {
		const char *name;
		enum gb_column_role role;
	} names[] = {
		{ "number", GB_COLUMN_NUMBER }, { "name", GB_COLUMN_NAME },         { "group", GB_COLUMN_GROUP },
		{ "task", GB_COLUMN_TASK },     { "responsible", GB_COLUMN_RESPONSIBLE },
		{ "person", GB_COLUMN_PERSON },   { "unit", GB_COLUMN_UNIT },
		{ "attribute", GB_COLUMN_ATTRIBUTE }, { "note", GB_COLUMN_NOTE },   { "due", GB_COLUMN_DUE },
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (gb_span_eq(gb_span_of(names[i].name), name))
			return names[i].role;
	return GB_COLUMN_DATA;
}

static enum gb_column_role role_of_head(struct gb_seg *s, struct gb_span head, struct gb_span *duty)
{
	struct gb_match m;
	struct gb_span word = bare(s, last_head(head));
	struct gb_span role = gb_words_value(s->words[GB_W_HEAD], word, "role");

	if (role.n == 0)
		role = gb_words_value(s->words[GB_W_HEAD], bare(s, head), "role");
	if (role.n > 0)
		return role_of_name(role);
	if (gb_parties_label(s, word, duty))
		return GB_COLUMN_RESPONSIBLE;
	if (gb_seg_match(s, GB_R_HEAD_DUE, word, &m))
		return GB_COLUMN_DUE;
	if (gb_seg_match(s, GB_R_HEAD_START, word, &m))
		return GB_COLUMN_NOTE;
	if (gb_words_suffix(s->words[GB_W_TASK_TAIL], word) > 0)
		return GB_COLUMN_TASK;
	if (gb_words_suffix(s->words[GB_W_NAME_TAIL], word) > 0)
		return GB_COLUMN_NAME;
	return GB_COLUMN_DATA;
}

static bool mostly_numbers(const struct gb_grid *g, size_t first, size_t col)
{
	size_t numbers = 0, filled = 0;

	for (size_t r = first; r < g->rows && filled < 200; r++) {
		struct gb_span t = gb_grid_text(gb_grid_cell(g, r, col));

		filled += !gb_seg_is_nothing(t);
		numbers += gb_seg_is_number(t);
	}
	return 2 * numbers > filled;
}

static bool has_figure(struct gb_seg *s, struct gb_span t)
{
	struct gb_match m;

	return gb_seg_found(s, GB_R_TITLE_ASKS, t, &m);
}

/* Short cells that are no sentences, and that do not ask for numbers, can name their rows. */
static bool names_rows(struct gb_seg *s, const struct gb_grid *g, size_t first, size_t col)
{
	size_t cps = 0, filled = 0, figures = 0;

	for (size_t r = first; r < g->rows && filled < 100; r++) {
		const struct gb_cell *c = gb_grid_cell(g, r, col);
		struct gb_span t = gb_grid_text(c);

		if (t.n == 0 || c == gb_grid_alone(g, r))
			continue;
		if (gb_seg_stop(t, "。；", 200) != (size_t)-1)
			return false;
		cps += gb_utf8_count(t);
		figures += has_figure(s, t);
		filled++;
	}
	return filled > 0 && cps <= 25 * filled && 2 * figures <= filled && !mostly_numbers(g, first, col);
}

/* The column whose cells name the rows: the last of the 指标/项目 columns, else the first of plain words. */
static size_t find_name(struct gb_seg *s, const struct gb_grid *g, const struct gb_columns *c, size_t body)
{
	size_t tasks = 0, data = 0;

	for (size_t k = 0; k < c->n; k++) {
		if (c->item[k].role != GB_COLUMN_NAME || mostly_numbers(g, body, k))
			continue;
		/* one head over two columns, a group and a name: the right one names */
		while (k + 1 < c->n && c->item[k + 1].role == GB_COLUMN_NAME && gb_span_eq(c->item[k + 1].head, c->item[k].head) &&
		       !mostly_numbers(g, body, k + 1))
			k++;
		return k;
	}
	for (size_t k = 0; k < c->n; k++) {
		tasks += c->item[k].role == GB_COLUMN_TASK;
		data += c->item[k].role == GB_COLUMN_DATA;
	}
	for (size_t k = 0; k < c->n; k++) {
		enum gb_column_role r = c->item[k].role;

		if (r == GB_COLUMN_TASK && tasks + data > 1 && names_rows(s, g, body, k))
			return k;
		if ((r == GB_COLUMN_DATA || r == GB_COLUMN_GROUP) && tasks == 0 && !mostly_numbers(g, body, k))
			return k;
		if (r == GB_COLUMN_DATA || r == GB_COLUMN_TASK)
			break;
	}
	return c->n;
}

/* The unit in the innermost head that has one: 城镇新增就业（人）/上半年. */
static struct gb_span unit_in_head(struct gb_seg *s, struct gb_span head)
{
	struct gb_match m;

	while (head.n > 0) {
		struct gb_span last = last_head(head);

		if (gb_seg_found(s, GB_R_HEAD_UNIT, last, &m))
			return gb_seg_field(s, &m, last, "unit");
		head = gb_span_sub(head, 0, head.n > last.n ? head.n - last.n - 1 : 0);
	}
	return GB_S("");
}

/*
 * 2025年完成 | 增长%, 2026年 | 2027年 | 合计: growth without a year of its own is that of the column it stands beside,
 * a sum of several years is due with the last.  A difference is counted as the column beside it is.
 */
static void date_derived(struct gb_seg *s, struct gb_columns *c)
{
	struct gb_match m;
	size_t beside = c->n, dated = 0, counted = c->n;

	for (size_t k = 0; k < c->n; k++) {
		struct gb_column *it = &c->item[k];
		bool growth = gb_seg_found(s, GB_R_HEAD_GROWTH, last_head(it->head), &m);
		bool sum = gb_seg_match(s, GB_R_SUM, it->head, &m) && dated >= 2, year = gb_seg_found(s, GB_R_YEAR, it->head, &m);

		if (it->role != GB_COLUMN_DATA && it->role != GB_COLUMN_TASK)
			continue;
		if (it->unit.n == 0 && counted < c->n && gb_seg_found(s, GB_R_HEAD_DIFFERENCE, last_head(it->head), &m))
			it->unit = c->item[counted].unit;
		else if (!growth)
			counted = k;
		if (!growth && !sum) {
			beside = year ? k : c->n;
			dated += year;
		} else if (beside < c->n && !year) {
			it->head = gb_arena_concat(s->a, gb_arena_concat(s->a, c->item[beside].head, GB_S("/")), it->head);
		}
	}
}

/* Are the cells of the column bodies or places, under a head 单位 that could mean either? */
static bool holds_bodies(struct gb_seg *s, const struct gb_grid *g, size_t first, size_t col)
{
	size_t bodies = 0, filled = 0;
	struct gb_match m;

	for (size_t r = first; r < g->rows && filled < 50; r++) {
		struct gb_span t = gb_grid_text(gb_grid_cell(g, r, col));

		if (gb_seg_is_nothing(t))
			continue;
		filled++;
		bodies += gb_utf8_count(t) >= 2 && gb_words_suffix(s->words[GB_W_BODY_TAIL], t) > 0 &&
			  !gb_seg_match(s, GB_R_CELL_UNIT, gb_seg_squeeze(s->scratch, t), &m);
	}
	return 2 * bodies >= filled && filled > 0;
}

bool gb_table_head_read(struct gb_seg *s, const struct gb_grid *g, size_t first, size_t rows, struct gb_columns *out)
{
	struct gb_match m;
	if (rows == 0 && first < g->rows)
		rows = count_head_rows(s, g, first);
	if (rows == 0)
		return false;
	*out = (struct gb_columns){ .n = g->cols, .head_rows = first + rows };
	out->item = gb_arena_array(s->a, g->cols, sizeof *out->item);
	for (size_t k = 0; k < g->cols; k++) {
		struct gb_column *c = &out->item[k];

		c->head = head_path(s, g, first, rows, k);
		c->role = role_of_head(s, c->head, &c->duty);
		c->unit = unit_in_head(s, c->head);
		if (c->role == GB_COLUMN_DATA && c->unit.n == 0 && gb_seg_found(s, GB_R_HEAD_GROWTH, last_head(c->head), &m))
			c->unit = gb_match_key(&m, GB_KEY_UNIT);
	}
	for (size_t k = 0; k < out->n; k++)
		if (out->item[k].role == GB_COLUMN_UNIT && holds_bodies(s, g, out->head_rows, k))
			out->item[k].role = GB_COLUMN_NAME; /* 单位 of those that are to do it */
	date_derived(s, out);
	out->name = find_name(s, g, out, out->head_rows);
	if (out->name < out->n && out->item[out->name].role != GB_COLUMN_NAME)
		out->item[out->name].role = GB_COLUMN_NAME;
	return true;
}

void gb_table_head_guess(struct gb_seg *s, const struct gb_grid *g, struct gb_columns *out)
{
	*out = (struct gb_columns){ .n = g->cols, .head_rows = 0 };
	out->item = gb_arena_array(s->a, g->cols, sizeof *out->item);
	for (size_t k = 0; k < g->cols; k++)
		out->item[k] = (struct gb_column){ .role = GB_COLUMN_DATA };
	out->name = 0;
	if (g->cols > 2 && mostly_numbers(g, 0, 0)) {
		out->item[0].role = GB_COLUMN_NUMBER;
		out->name = 1;
	}
	out->item[out->name].role = GB_COLUMN_NAME;
}

/* ---- sides ---- */

/* 收入 and 支出, 资产 and 负债: the word of a side in its head, or empty. */
static struct gb_span side_word(struct gb_seg *s, struct gb_span head)
{
	for (size_t at = 0; at < head.n; at += gb_utf8_len(gb_span_from(head, at))) {
		size_t n = gb_words_prefix(s->words[GB_W_SIDE], gb_span_from(head, at));

		if (n > 0)
			return gb_span_sub(head, at, n);
	}
	return GB_S("");
}

/* Does column `k` begin the names of another table beside the first? */
static bool begins_side(struct gb_seg *s, const struct gb_grid *g, const struct gb_columns *c, size_t k)
{
	struct gb_span first = c->item[0].head, here = c->item[k].head;
	struct gb_span x = side_word(s, first), y = side_word(s, here);
	const struct gb_cell *before = gb_grid_cell(g, c->head_rows - 1, k - 1);

	if (here.n == 0 || gb_grid_cell(g, c->head_rows - 1, k) == before || c->item[k - 1].role == GB_COLUMN_NUMBER ||
	    (c->item[k].role != GB_COLUMN_NUMBER && mostly_numbers(g, c->head_rows, k)))
		return false;
	return gb_span_eq(last_head(first), last_head(here)) || (x.n > 0 && y.n > 0 && !gb_span_eq(x, y));
}

size_t gb_table_head_sides(struct gb_seg *s, const struct gb_grid *g, const struct gb_columns *c, size_t *start, size_t most)
{
	size_t n = 1;

	start[0] = 0;
	for (size_t k = 2; k + 1 < c->n && n < most && c->head_rows > 0; k++)
		if (k - start[n - 1] >= 2 && begins_side(s, g, c, k))
			start[n++] = k;
	return n;
}

struct gb_span gb_table_head_side(struct gb_seg *s, const struct gb_columns *c)
{
	return c->n > 0 ? side_word(s, c->item[0].head) : GB_S("");
}

/* The heads stand in the first column, and each further column is a row: 序号 | 1 | 2, 项目名称 | 甲 | 乙. */
bool gb_table_head_transposed(struct gb_seg *s, const struct gb_grid *g)
{
	size_t down = 0, across = 0;

	if (g->rows < 3 || g->cols < 3)
		return false;
	for (size_t r = 0; r < g->rows; r++)
		down += is_head_word(s, gb_grid_text(gb_grid_cell(g, r, 0))) ||
			role_of_head(s, bare(s, gb_grid_text(gb_grid_cell(g, r, 0))), &(struct gb_span){ 0 }) != GB_COLUMN_DATA;
	for (size_t k = 1; k < g->cols; k++)
		across += is_head_word(s, gb_grid_text(gb_grid_cell(g, 0, k)));
	return across == 0 && down >= 3 && 4 * down >= 3 * g->rows;
}
