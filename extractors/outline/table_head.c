/* The grid of a table, its head rows, and what each column is. */
#include "table_internal.h"

#define MOST_CELLS ((size_t)8 << 20)
#define MOST_COLS 200

bool gb_grid_make(struct gb_seg *s, const struct gb_block *b, struct gb_grid *out)
{
	size_t rows = 0, cols = 0;

	for (size_t i = 0; i < b->cells.n; i++) {
		const struct gb_cell *c = &b->cells.item[i];

		if (c->row < 0 || c->col < 0 || c->col >= MOST_COLS)
			return false;
		rows = (size_t)c->row + 1 > rows ? (size_t)c->row + 1 : rows;
		cols = (size_t)c->col + 1 > cols ? (size_t)c->col + 1 : cols;
	}
	for (size_t i = 0; i < b->cells.n; i++) { /* a span can reach beyond the last cell */
		const struct gb_cell *c = &b->cells.item[i];
		size_t right = (size_t)c->col + (c->colspan > 1 && c->colspan < MOST_COLS ? (size_t)c->colspan : 1);

		cols = right > cols && right <= MOST_COLS ? right : cols;
	}
	if (rows == 0 || rows > MOST_CELLS / cols || rows > 64 * (b->cells.n + 16))
		return false;
	*out = (struct gb_grid){ .block = b, .rows = rows, .cols = cols };
	out->at = gb_arena_array(s->a, rows * cols, sizeof *out->at);
	for (size_t i = 0; i < b->cells.n; i++) {
		const struct gb_cell *c = &b->cells.item[i];
		size_t row = (size_t)c->row, col = (size_t)c->col;
		size_t down = c->rowspan > 1 ? (size_t)c->rowspan : 1, right = c->colspan > 1 ? (size_t)c->colspan : 1;

		for (size_t r = row; r < rows && r - row < down; r++)
			for (size_t k = col; k < cols && k - col < right && (out->at[r * cols + k] == NULL || r == row); k++)
				out->at[r * cols + k] = c;
	}
	return true;
}

const struct gb_cell *gb_grid_cell(const struct gb_grid *g, size_t row, size_t col)
{
	return row < g->rows && col < g->cols ? g->at[row * g->cols + col] : NULL;
}

bool gb_grid_own(const struct gb_cell *c, size_t row, size_t col)
{
	return c != NULL && (size_t)c->row == row && (size_t)c->col == col;
}

struct gb_span gb_cell_text(const struct gb_cell *c)
{
	return c != NULL ? gb_span_trim(c->text) : GB_S("");
}

const struct gb_cell *gb_grid_alone(const struct gb_grid *g, size_t row)
{
	const struct gb_cell *one = NULL;

	for (size_t k = 0; k < g->cols; k++) {
		const struct gb_cell *c = gb_grid_cell(g, row, k);

		if (gb_cell_text(c).n == 0 || c == one)
			continue;
		if (one != NULL)
			return NULL;
		one = c;
	}
	return one;
}

bool gb_text_is_nothing(struct gb_span t)
{
	size_t len;

	for (size_t i = 0; i < t.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(t, i), &len);

		if (!gb_cp_is_space(cp) && cp != '-' && cp != 0x2014 && cp != 0x2013 && cp != 0x2015 && cp != '/' && cp != 0xff0f &&
		    cp != 0x2500 && cp != 0x2026)
			return false;
	}
	return true;
}

bool gb_text_is_number(struct gb_span t)
{
	size_t digits = 0, han = 0, len;

	if (t.n == 0 || t.n > 90)
		return false;
	for (size_t i = 0; i < t.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(t, i), &len);

		digits += (cp >= '0' && cp <= '9') || (cp >= 0xff10 && cp <= 0xff19);
		han += gb_cp_is_han(cp);
		if (cp == 0x3002 || cp == 0xff0c)
			return false;
	}
	return digits > 0 && han <= 6;
}

/* ---- heads ---- */

static struct gb_span bare(struct gb_seg *s, struct gb_span head)
{
	struct gb_span t = gb_seg_squeeze(s->a, head);
	size_t open = gb_seg_ends_in(t, "）") ? gb_span_rfind(t, GB_S("（")) : gb_seg_ends_in(t, ")") ? gb_span_rfind(t, GB_S("(")) : 0;

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

		if (c == NULL || gb_cell_text(c).n == 0)
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
		struct gb_span t = gb_cell_text(c);

		if (c == before)
			continue;
		before = c;
		cells++;
		filled += t.n > 0;
		words += is_head_word(s, t);
		if (gb_utf8_count(gb_span_sub(t, 0, 300)) > 30 || gb_seg_ends_in(t, "。；") ||
		    (gb_text_is_number(t) && !gb_span_has(t, GB_S("年")) && !gb_span_has(t, GB_S("月"))))
			return false;
	}
	return filled >= 2 && (words >= 1 || 2 * filled > cells);
}

static bool numbers_below(const struct gb_grid *g, size_t row)
{
	for (size_t r = row; r < g->rows && r < row + 6; r++)
		for (size_t k = 1; k < g->cols; k++)
			if (gb_text_is_number(gb_cell_text(gb_grid_cell(g, r, k))))
				return true;
	return false;
}

static bool has_head_word(struct gb_seg *s, const struct gb_grid *g, size_t row)
{
	for (size_t k = 0; k < g->cols; k++)
		if (is_head_word(s, gb_cell_text(gb_grid_cell(g, row, k))))
			return true;
	return false;
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
	}
	deepest = end;
	for (size_t k = 0; k < g->cols; k++) {
		const struct gb_cell *c = gb_grid_cell(g, first, k);
		size_t bottom = c != NULL ? (size_t)c->row + (c->rowspan > 1 ? (size_t)c->rowspan : 1) : 0;

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
		struct gb_span t = gb_seg_squeeze(s->a, gb_seg_short(gb_cell_text(c), 80));

		if (c == before || t.n == 0)
			continue;
		before = c;
		path = path.n == 0 ? t : gb_arena_concat(s->a, gb_arena_concat(s->a, path, GB_S("/")), t);
	}
	return path;
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
	size_t slash = gb_span_rfind(head, GB_S("/"));
	struct gb_span word = bare(s, slash == (size_t)-1 ? head : gb_span_from(head, slash + 1));
	struct gb_span role = gb_words_value(s->words[GB_W_HEAD], word, "role");

	if (role.n == 0)
		role = gb_words_value(s->words[GB_W_HEAD], bare(s, head), "role");
	if (role.n > 0)
		return role_of_name(role);
	if (gb_parties_label(s, word, duty))
		return GB_COLUMN_RESPONSIBLE;
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
		struct gb_span t = gb_cell_text(gb_grid_cell(g, r, col));

		filled += !gb_text_is_nothing(t);
		numbers += gb_text_is_number(t);
	}
	return 2 * numbers > filled;
}

/* The column whose cells name the rows: the last of the 指标/项目 columns, else the first of plain words. */
/* Short cells that are no sentences can name their rows. */
static bool names_rows(const struct gb_grid *g, size_t first, size_t col)
{
	size_t cps = 0, filled = 0;

	for (size_t r = first; r < g->rows && filled < 100; r++) {
		const struct gb_cell *c = gb_grid_cell(g, r, col);
		struct gb_span t = gb_cell_text(c);

		if (t.n == 0 || c == gb_grid_alone(g, r))
			continue;
		if (gb_seg_stop(t, "。；", 200) != (size_t)-1)
			return false;
		cps += gb_utf8_count(t);
		filled++;
	}
	return filled > 0 && cps <= 25 * filled && !mostly_numbers(g, first, col);
}

static size_t find_name(const struct gb_grid *g, const struct gb_columns *c, size_t body)
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

		if (r == GB_COLUMN_TASK && tasks + data > 1 && names_rows(g, body, k))
			return k;
		if ((r == GB_COLUMN_DATA || r == GB_COLUMN_GROUP) && tasks == 0 && !mostly_numbers(g, body, k))
			return k;
		if (r == GB_COLUMN_DATA || r == GB_COLUMN_TASK)
			break;
	}
	return c->n;
}

bool gb_columns_read(struct gb_seg *s, const struct gb_grid *g, size_t first, struct gb_columns *out)
{
	struct gb_match m;
	size_t rows = first < g->rows ? count_head_rows(s, g, first) : 0;

	if (rows == 0)
		return false;
	*out = (struct gb_columns){ .n = g->cols, .head_rows = first + rows };
	out->item = gb_arena_array(s->a, g->cols, sizeof *out->item);
	for (size_t k = 0; k < g->cols; k++) {
		struct gb_column *c = &out->item[k];

		c->head = head_path(s, g, first, rows, k);
		c->role = role_of_head(s, c->head, &c->duty);
		c->unit = gb_seg_found(s, GB_R_HEAD_UNIT, c->head, &m) ? gb_seg_field(s, &m, c->head, "unit") : GB_S("");
	}
	out->name = find_name(g, out, out->head_rows);
	if (out->name < out->n && out->item[out->name].role != GB_COLUMN_NAME)
		out->item[out->name].role = GB_COLUMN_NAME;
	return true;
}

void gb_columns_guess(struct gb_seg *s, const struct gb_grid *g, struct gb_columns *out)
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
