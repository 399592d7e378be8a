/* schema.sql, line by line, becomes the statements of the database in use. */
#include <assert.h>

#include "internal.h"

static const char *const lines[] = {
#include "store/schema.sql.inc"
};

enum { LINES = sizeof lines / sizeof *lines };

struct table_maker {
	struct gb_db *db;
	struct gb_buf text;
	struct gb_span each; /* the name that {each} stands for */
	bool wanted;         /* the lines are for this database */
};

/* What the driver has for a name. */
static void add_dialect(struct table_maker *m, struct gb_span name)
{
	for (size_t i = 0; i < m->db->driver->nword; i++)
		if (gb_span_eq(name, gb_span_of(m->db->driver->word[i].name)))
			gb_buf_add(&m->text, gb_span_of(m->db->driver->word[i].text));
}

static void add_type(struct table_maker *m, enum gb_column_type type)
{
	static const char *const types[GB_COLUMN_TYPES] = {
		[GB_COLUMN_TEXT] = "TEXT",    [GB_COLUMN_DECIMAL] = "decimal", [GB_COLUMN_DAY] = "day",    [GB_COLUMN_INT] = "BIGINT",
		[GB_COLUMN_BOOL] = "BOOLEAN", [GB_COLUMN_NAMES] = "TEXT",      [GB_COLUMN_ARRAY] = "TEXT", [GB_COLUMN_JSON] = "TEXT",
	};
	const struct gb_span name = gb_span_of(types[type]);

	if (type == GB_COLUMN_DECIMAL || type == GB_COLUMN_DAY)
		add_dialect(m, name);
	else
		gb_buf_add(&m->text, name);
}

static void add_columns(struct table_maker *m, struct gb_span table)
{
	struct gb_arena *a = gb_arena_new(0);
	struct gb_kind_columns columns;
	bool first = true;
	int kind = 0;

	while (!gb_span_eq(gb_kind_table((enum gb_kind)kind), table))
		kind++;
	assert(kind < GB_KINDS);
	gb_columns_make(a, (enum gb_kind)kind, &columns);
	for (size_t i = 0; i < columns.n; i++) {
		const struct gb_kind_column *c = &columns.item[i];

		if (c->filed)
			continue;
		gb_buf_add(&m->text, first ? GB_S("") : GB_S(",\n\t"));
		gb_buf_add(&m->text, c->name);
		gb_buf_add_byte(&m->text, ' ');
		add_type(m, c->type);
		gb_buf_add(&m->text, c->needed ? GB_S(" NOT NULL") : GB_S(""));
		first = false;
	}
	gb_arena_free(a);
}

static void add_word(struct table_maker *m, struct gb_span name)
{
	const struct gb_span columns = GB_S("columns ");

	if (gb_span_eq(name, GB_S("each"))) {
		gb_buf_add(&m->text, m->each);
	} else if (gb_span_starts(name, columns)) {
		name = gb_span_from(name, columns.n);
		add_columns(m, gb_span_eq(name, GB_S("each")) ? m->each : name);
	} else {
		add_dialect(m, name);
	}
}

static void add_line(struct table_maker *m, struct gb_span line)
{
	while (line.n > 0) {
		gb_buf_add(&m->text, gb_span_cut(&line, '{'));
		if (line.n > 0)
			add_word(m, gb_span_cut(&line, '}'));
	}
}

/* The words behind "-- name: " when that is how the line begins. */
static bool told(struct gb_span line, struct gb_span name, struct gb_span *words)
{
	if (!gb_span_starts(line, name))
		return false;
	*words = gb_span_trim(gb_span_from(line, name.n));
	return true;
}

/* The number of the line behind the block of "-- each: A B" that ends there. */
static size_t add_block(struct table_maker *m, size_t first, struct gb_span names)
{
	struct gb_span word;
	size_t end = first;

	while (names.n > 0) {
		m->each = gb_span_cut(&names, ' ');
		for (end = first; end < LINES && !told(gb_span_of(lines[end]), GB_S("-- each: "), &word); end++)
			if (m->wanted)
				add_line(m, gb_span_of(lines[end]));
	}
	return end + 1;
}

bool gb_tables_make(struct gb_db *db)
{
	struct table_maker m = { .db = db, .wanted = true };

	for (size_t i = 0; i < LINES;) {
		struct gb_span line = gb_span_of(lines[i++]), words;

		if (told(line, GB_S("-- only: "), &words))
			m.wanted = gb_span_eq(words, GB_S("all")) || gb_span_eq(words, gb_span_of(db->driver->name));
		else if (told(line, GB_S("-- each: "), &words))
			i = add_block(&m, i, words);
		else if (m.wanted && !gb_span_starts(line, GB_S("--")))
			add_line(&m, line);
	}
	gb_buf_add_byte(&m.text, '\0');
	bool ok = db->driver->script(db, m.text.p);
	gb_buf_free(&m.text);
	return ok;
}
