/* What has become of numbers, measures and milestones from one document to the next: rows that stand by themselves. */
#include "internal.h"

#include "base/say.h"

#define NOWHERE ((size_t)-1)

struct change {
	enum gb_kind kind;
	struct gb_span line;
	struct gb_span from, to; /* documents; empty: not told */
};

/* Two documents that were compared. */
struct compared {
	struct gb_span from, to;
	long long seq; /* of the next row */
};

struct changes {
	struct change *item;
	size_t n, cap;
	struct compared *pair;
	size_t npair, pair_cap;
};

static struct gb_span side(struct gb_loader *l, const struct gb_value *v, struct gb_span key)
{
	return gb_arena_copy(l->changed, gb_value_text(gb_value_member(v, key), GB_S("document")));
}

static void read_changes(struct gb_loader *l, struct changes *c)
{
	for (size_t i = 0; i < l->changes.n; i++) {
		const struct gb_value *v = gb_load_parse(l, l->changes.item[i]);

		if (v == NULL)
			continue;
		const struct change x = { gb_kind_of_name(gb_value_text(v, GB_S("record"))), l->changes.item[i],
					  side(l, v, GB_S("from")), side(l, v, GB_S("to")) };

		*GB_PUSH(l->changed, c->item, c->n, c->cap) = x;
	}
}

/* Does the row tell both documents, and is one of them that of x? */
static bool tells(const struct change *row, const struct change *x)
{
	return row->from.n > 0 && row->to.n > 0 && (gb_span_eq(row->from, x->from) || gb_span_eq(row->to, x->to));
}

/* What was added or dropped tells one document only; the other is that of the nearest row which tells both. */
static size_t nearest(const struct changes *c, size_t i)
{
	for (size_t d = 1; d < c->n; d++) {
		if (i + d < c->n && tells(&c->item[i + d], &c->item[i]))
			return i + d;
		if (d <= i && tells(&c->item[i - d], &c->item[i]))
			return i - d;
	}
	return NOWHERE;
}

static struct compared *pair_of(struct gb_loader *l, struct changes *c, size_t i)
{
	const struct change *x = &c->item[i];
	size_t other = x->from.n > 0 && x->to.n > 0 ? i : nearest(c, i);
	struct gb_span from = x->from.n > 0 || other == NOWHERE ? x->from : c->item[other].from;
	struct gb_span to = x->to.n > 0 || other == NOWHERE ? x->to : c->item[other].to;

	for (size_t k = 0; k < c->npair; k++)
		if (gb_span_eq(c->pair[k].from, from) && gb_span_eq(c->pair[k].to, to))
			return &c->pair[k];
	struct compared *p = GB_PUSH(l->changed, c->pair, c->npair, c->pair_cap);

	*p = (struct compared){ from, to, 0 };
	return p;
}

/* What is known of the pair already is replaced, so that a comparison that is loaded twice is there once. */
static bool drop_pair(struct gb_loader *l, const struct compared *p)
{
	static const char *const drop[] = {
		"DELETE FROM changes WHERE from_document = $1 AND to_document = $2",
		"DELETE FROM measure_changes WHERE from_document = $1 AND to_document = $2",
		"DELETE FROM milestone_changes WHERE from_document = $1 AND to_document = $2",
	};
	const struct gb_sql_value arg[] = { gb_sql_text(p->from), gb_sql_text(p->to) };

	for (size_t i = 0; i < sizeof drop / sizeof *drop; i++)
		if (!gb_db_run(l->db, drop[i], arg, 2))
			return false;
	return true;
}

static bool write_change(struct gb_loader *l, struct compared *p, const struct change *x)
{
	struct gb_sql_value row[GB_SQL_PARAMETERS] = { gb_sql_text(p->from), gb_sql_text(p->to), gb_sql_int(p->seq++),
						       gb_sql_text(x->line) };
	const struct gb_value *v = gb_load_parse(l, x->line);

	if (v == NULL)
		return true;
	return gb_db_put(l->db, l->insert[x->kind], row, gb_load_values(l, x->kind, v, row, 4));
}

static bool write_all(struct gb_loader *l, struct changes *c)
{
	if (!gb_db_begin(l->db))
		return false;
	for (size_t i = 0; i < c->n; i++) {
		struct compared *p = pair_of(l, c, i);

		if ((p->seq == 0 && !drop_pair(l, p)) || !write_change(l, p, &c->item[i]))
			return false;
	}
	return gb_db_commit(l->db);
}

void gb_changes_write(struct gb_loader *l)
{
	struct changes c = { 0 };

	if (l->changes.n > 0 && l->status < 3) {
		read_changes(l, &c);
		if (write_all(l, &c))
			l->counts.changes += c.n;
		else
			gb_load_refused(l, GB_T("a comparison"));
	}
	l->changes = (struct gb_spans){ 0 };
	gb_arena_reset(l->changed);
}
