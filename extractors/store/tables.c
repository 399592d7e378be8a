/* schema.sql, line by line, becomes the statements of the database at hand. */
#include "store/sql_int.h"

static const char *const lines[] = {
#include "store/schema.sql.inc"
};

static void add_word(struct gb_db *db, struct gb_buf *to, struct gb_span name)
{
	for (size_t i = 0; i < db->driver->nword; i++)
		if (gb_span_eq(name, gb_span_of(db->driver->word[i].name)))
			gb_buf_add(to, gb_span_of(db->driver->word[i].text));
}

static void add_line(struct gb_db *db, struct gb_buf *to, struct gb_span line)
{
	while (line.n > 0) {
		gb_buf_add(to, gb_span_cut(&line, '{'));
		if (line.n > 0)
			add_word(db, to, gb_span_cut(&line, '}'));
	}
}

bool gb_tables_make(struct gb_db *db)
{
	struct gb_buf text = { 0 };
	bool wanted = true;

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct gb_span line = gb_span_of(lines[i]);

		if (gb_span_starts(line, GB_S("-- only: "))) {
			struct gb_span name = gb_span_trim(gb_span_from(line, sizeof "-- only: " - 1));

			wanted = gb_span_eq(name, GB_S("all")) || gb_span_eq(name, gb_span_of(db->driver->name));
		}
		if (wanted && !gb_span_starts(line, GB_S("--")))
			add_line(db, &text, line);
	}
	gb_buf_add_byte(&text, '\0');
	bool ok = db->driver->script(db, text.p);
	gb_buf_free(&text);
	return ok;
}
