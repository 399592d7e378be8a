#include "internal.h"
#include "base/utf8.h"

#include <limits.h>


struct search_run {
	struct gb_rows rows;
	const struct gb_search *s;
	struct gb_span *word; /* in lower case */
	struct gb_sink *to;
	struct gb_arena *run, *rec;
	unsigned long long found;
};

static struct gb_span lower(struct gb_arena *a, struct gb_span s)
{
	char *to = gb_arena_alloc(a, s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		to[i] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] - 'A' + 'a' : s.p[i]);
	return (struct gb_span){ to, s.n };
}

/* Each of the words in one or other of the texts? */
static bool matches(struct search_run *f, struct gb_span line)
{
	struct gb_span piece[GB_RECORD_PIECES];
	struct gb_value *v = NULL;
	const enum gb_kind kind = gb_kind_of_name(gb_record_line_kind(line));
	size_t at, n, k;

	gb_arena_reset(f->rec);
	if (gb_json_parse(f->rec, line, &v, &at) != NULL)
		return false;
	n = kind < GB_KINDS ? gb_record_pieces(kind, v, piece) : 0;
	for (size_t i = 0; i < n; i++)
		piece[i] = lower(f->rec, piece[i]);
	for (size_t i = 0; i < f->s->n; i++) {
		for (k = 0; k < n && !gb_span_has(piece[k], f->word[i]); k++)
			;
		if (k == n)
			return false;
	}
	return true;
}

static void take_record(struct gb_rows *self, const struct gb_sql_value *cell, size_t n)
{
	struct search_run *f = (struct search_run *)self;

	(void)n;
	if (f->found < f->s->limit && matches(f, cell[0].text)) {
		gb_record_put_line(f->to, cell[0].text);
		f->found++;
	}
}

/* All trigrams of all words, to be met together: "高层建" "层建筑"; empty when no word is long enough. */
static struct gb_span trigrams(const struct search_run *f)
{
	struct gb_buf b = { 0 };

	for (size_t i = 0; i < f->s->n; i++) {
		struct gb_span rest = f->word[i];

		while (gb_utf8_offset(rest, 3) < rest.n || gb_utf8_count(rest) == 3) {
			struct gb_span three = gb_span_sub(rest, 0, gb_utf8_offset(rest, 3));

			gb_buf_add_byte(&b, '"');
			for (size_t k = 0; k < three.n; k++)
				gb_buf_add(&b, three.p[k] == '"' ? GB_S("\"\"") : gb_span_sub(three, k, 1));
			gb_buf_add(&b, GB_S("\" "));
			rest = gb_span_from(rest, gb_utf8_len(rest));
		}
	}
	struct gb_span text = gb_arena_copy(f->run, gb_buf_span(&b));

	gb_buf_free(&b);
	return text;
}

/* The longest word as a pattern of LIKE. */
static struct gb_span pattern(const struct search_run *f)
{
	struct gb_span longest = f->word[0];
	struct gb_buf b = { 0 };

	for (size_t i = 1; i < f->s->n; i++)
		longest = f->word[i].n > longest.n ? f->word[i] : longest;
	gb_buf_add_byte(&b, '%');
	for (size_t i = 0; i < longest.n; i++) {
		if (longest.p[i] == '%' || longest.p[i] == '_' || longest.p[i] == '\\')
			gb_buf_add_byte(&b, '\\');
		gb_buf_add_byte(&b, longest.p[i]);
	}
	gb_buf_add_byte(&b, '%');
	struct gb_span text = gb_arena_copy(f->run, gb_buf_span(&b));

	gb_buf_free(&b);
	return text;
}

/* ---- passages first, in batches, then the records of each ---- */

enum { CHUNK = 512 };

struct chunk {
	struct gb_rows rows;
	long long passage[CHUNK];
	size_t n;
};

static void take_passage(struct gb_rows *self, const struct gb_sql_value *cell, size_t n)
{
	struct chunk *c = (struct chunk *)self;

	(void)n;
	if (c->n < CHUNK)
		c->passage[c->n++] = gb_value_parse_int(cell[0].text);
}

static bool records_of(struct gb_db *db, struct search_run *f, long long passage)
{
	static const char ask[] = "SELECT r.record FROM records r JOIN documents d ON d.doc = r.doc WHERE r.passage = $1"
				  " AND (d.current OR $2) AND (CAST($3 AS TEXT) IS NULL OR r.kind = $3) ORDER BY r.seq";
	const struct gb_sql_value arg[] = { gb_sql_int(passage), gb_sql_bool(f->s->history), gb_sql_text_or_null(f->s->kind) };

	return gb_db_query(db, ask, arg, 3, &f->rows);
}

static bool run(struct gb_db *db, struct search_run *f)
{
	static const char by_trigrams[] =
		"SELECT rowid FROM passage_words WHERE passage_words MATCH $1 AND rowid < $2 ORDER BY rowid DESC LIMIT 512";
	static const char by_reading[] =
		"SELECT passage FROM passages WHERE words LIKE $1 ESCAPE '\\' AND passage < $2 ORDER BY passage DESC LIMIT 512";
	static const char by_server[] =
		"SELECT passage FROM passages WHERE words ILIKE $1 AND passage < $2 ORDER BY passage DESC LIMIT 512";
	struct gb_span match = gb_db_embedded(db) ? trigrams(f) : GB_S("");
	const char *ask = !gb_db_embedded(db) ? by_server : match.n > 0 ? by_trigrams : by_reading;
	struct gb_sql_value arg[] = { gb_sql_text(match.n > 0 ? match : pattern(f)), gb_sql_int(LLONG_MAX) };
	struct chunk c = { .rows = { take_passage }, .n = CHUNK };

	while (c.n == CHUNK && f->found < f->s->limit) {
		c.n = 0;
		if (!gb_db_query(db, ask, arg, 2, &c.rows))
			return false;
		for (size_t i = 0; i < c.n && f->found < f->s->limit; i++)
			if (!records_of(db, f, c.passage[i]))
				return false;
		if (c.n > 0)
			arg[1] = gb_sql_int(c.passage[c.n - 1]);
	}
	return true;
}

bool gb_search_run(struct gb_db *db, const struct gb_search *s, struct gb_sink *to, unsigned long long *found)
{
	struct search_run f = { .rows = { take_record }, .s = s, .to = to, .run = gb_arena_new(0), .rec = gb_arena_new(0) };

	f.word = gb_arena_array(f.run, s->n, sizeof *f.word);
	for (size_t i = 0; i < s->n; i++)
		f.word[i] = lower(f.run, s->word[i]);
	bool ok = run(db, &f);

	*found = f.found;
	gb_arena_free(f.run);
	gb_arena_free(f.rec);
	return ok;
}
