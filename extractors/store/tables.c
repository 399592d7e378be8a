/* schema.sql, line by line, becomes the statements of the database at hand. */
#include "sql_int.h"

static const char *const lines[] = {
#include "store/schema.sql.inc"
};

enum { LINES = sizeof lines / sizeof *lines };

struct maker {
	struct gb_db *db;
	struct gb_buf text;
	struct gb_span each; /* the name that {each} stands for */
	bool wanted;         /* the lines are for this database */
};

static void add_word(struct maker *m, struct gb_span name)
{
	if (gb_span_eq(name, GB_S("each")))
		gb_buf_add(&m->text, m->each);
	for (size_t i = 0; i < m->db->driver->nword; i++)
		if (gb_span_eq(name, gb_span_of(m->db->driver->word[i].name)))
			gb_buf_add(&m->text, gb_span_of(m->db->driver->word[i].text));
}

static void add_line(struct maker *m, struct gb_span line)
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
static size_t add_block(struct maker *m, size_t first, struct gb_span names)
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
	struct maker m = { .db = db, .wanted = true };

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
