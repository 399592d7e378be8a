/* The rows of a document: those of its records, and the passages in which they are searched. */
#include "internal.h"

/* A passage that has grown beyond this is followed by another, so that looking into it stays cheap. */
#define PASSAGE_BYTES ((size_t)64 << 10)

struct passage {
	long long key;
	struct gb_buf words;
};

struct passages {
	struct gb_arena *arena;
	GHashTable *by_name; /* struct gb_span -> struct passage, the latest of the name */
	struct passage **all;
	size_t n, cap;
	long long next; /* going down, so that the latest document comes first in a search, its beginning before its end */
};

/* ---- passages ---- */

static struct passage *new_passage(struct passages *p, struct gb_span name)
{
	struct passage *x = gb_arena_alloc(p->arena, sizeof *x);
	struct gb_span *key = gb_arena_alloc(p->arena, sizeof *key);

	*key = gb_arena_copy(p->arena, name);
	x->key = p->next--;
	*GB_PUSH(p->arena, p->all, p->n, p->cap) = x;
	g_hash_table_replace(p->by_name, key, x);
	return x;
}

/* Records of a measure share its passage; others share one when their words are the same. */
static struct gb_span passage_name(struct gb_arena *a, const struct gb_value *v)
{
	struct gb_span measure = gb_value_text(v, GB_S("measure"));

	if (measure.n > 0)
		return gb_arena_concat(a, GB_S("m"), measure);
	return gb_arena_concat(a, GB_S("c"), gb_value_text(v, GB_S("context")));
}

/* The key of the passage that holds all pieces of the record; 0 when there is nothing to search. */
static long long file_under(struct gb_loader *l, struct passages *p, enum gb_kind kind, const struct gb_value *v)
{
	struct gb_span piece[GB_RECORD_PIECES];
	size_t n = gb_record_pieces(kind, v, piece);
	struct gb_span name = passage_name(l->rec, v);
	struct passage *x = g_hash_table_lookup(p->by_name, &name);

	if (n == 0)
		return 0;
	if (x == NULL || x->words.n > PASSAGE_BYTES)
		x = new_passage(p, name);
	for (size_t i = 0; i < n; i++) {
		if (gb_span_has(gb_buf_span(&x->words), piece[i]))
			continue;
		if (x->words.n > 0)
			gb_buf_add_byte(&x->words, '\n');
		gb_buf_add(&x->words, piece[i]);
	}
	return x->key;
}

static bool write_passages(struct gb_loader *l, const struct passages *p, long long doc)
{
	static const char insert[] = "INSERT INTO passages (passage, doc, words) VALUES ($1, $2, $3)";

	for (size_t i = 0; i < p->n; i++) {
		const struct passage *x = p->all[i];
		const struct gb_sql_value row[] = { gb_sql_int(x->key), gb_sql_int(doc), gb_sql_text(gb_buf_span(&x->words)) };

		if (!gb_db_put(l->db, insert, row, 3))
			return false;
	}
	return true;
}

/* ---- records ---- */

const struct gb_value *gb_rows_value(struct gb_loader *l, const struct gb_batch_item *item)
{
	if (item->value == NULL)
		return gb_load_parse(l, item->line);
	gb_arena_reset(l->rec);
	return item->value;
}

static bool write_bodies(struct gb_loader *l, const struct gb_value *v, long long doc, long long seq)
{
	static const char insert[] = "INSERT INTO bodies (doc, seq, n, name, role) VALUES ($1, $2, $3, $4, $5)";
	const struct gb_value *list = gb_value_member(v, GB_S("responsible"));
	long long n = 0;

	for (const struct gb_value *b = list != NULL ? list->first : NULL; b != NULL; b = b->next) {
		struct gb_span name = gb_value_text(b, GB_S("name"));
		const struct gb_sql_value row[] = { gb_sql_int(doc), gb_sql_int(seq), gb_sql_int(n++), gb_sql_text(name),
						    gb_sql_text_or_null(gb_value_text(b, GB_S("role"))) };

		if (name.n > 0 && !gb_db_put(l->db, insert, row, 5))
			return false;
	}
	return true;
}

static bool write_record(struct gb_loader *l, struct passages *p, const struct gb_batch_item *item, long long doc, long long seq)
{
	static const char insert[] = "INSERT INTO records (doc, seq, kind, id, passage, record) VALUES ($1, $2, $3, $4, $5, $6)";
	struct gb_sql_value row[GB_SQL_PARAMETERS] = { gb_sql_int(doc), gb_sql_int(seq) };
	const struct gb_value *v = gb_rows_value(l, item);

	if (v == NULL)
		return true; /* it was parsed when it came */
	long long passage = file_under(l, p, item->kind, v);
	const struct gb_sql_value raw[] = { gb_sql_int(doc), gb_sql_int(seq), gb_sql_text(gb_kind_name(item->kind)),
					    gb_sql_text_or_null(item->id), passage > 0 ? gb_sql_int(passage) : gb_sql_null(),
					    gb_sql_text(item->line) };
	bool head = item->kind == GB_KIND_DOCUMENT; /* its row is there already */
	const char *own = head ? NULL : l->insert[item->kind];

	l->counts.records++;
	if (!gb_db_put(l->db, insert, raw, 6))
		return false;
	if (own == NULL)
		return true;
	size_t n = gb_load_values(l, item->kind, v, row, 2);

	return gb_db_put(l->db, own, row, n) && write_bodies(l, v, doc, seq);
}

static bool write_records(struct gb_loader *l, const struct gb_document_batch *h, struct passages *p, long long doc)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->item[i].line.n > 0 && !write_record(l, p, &h->item[i], doc, (long long)i))
			return false;
	return write_passages(l, p, doc);
}

static bool write_corrections(struct gb_loader *l, const struct gb_document_batch *h, long long doc)
{
	struct gb_sql_value row[GB_SQL_PARAMETERS];

	for (size_t i = 0; i < h->ncorrection; i++) {
		const struct gb_value *v = gb_load_parse(l, h->correction[i]);

		if (v == NULL)
			continue;
		row[0] = gb_sql_int(doc);
		row[1] = gb_sql_int((long long)i);
		row[2] = gb_sql_text(h->correction[i]);
		if (!gb_db_put(l->db, l->insert[GB_KIND_CORRECTION], row, gb_load_values(l, GB_KIND_CORRECTION, v, row, 3)))
			return false;
	}
	return true;
}

bool gb_rows_write(struct gb_loader *l, const struct gb_document_batch *h, long long doc)
{
	static const char last[] = "SELECT max(passage) FROM passages";
	long long max = 0;

	if (!gb_db_number(l->db, last, NULL, 0, &max))
		return false;
	/* No record needs more than one new passage. */
	struct passages p = { .arena = gb_arena_new(0), .next = max + (long long)h->n };

	p.by_name = g_hash_table_new(gb_span_hash, gb_span_same);
	bool ok = write_records(l, h, &p, doc);

	for (size_t i = 0; i < p.n; i++)
		gb_buf_free(&p.all[i]->words);
	g_hash_table_destroy(p.by_name);
	gb_arena_free(p.arena);
	return ok && write_corrections(l, h, doc);
}
