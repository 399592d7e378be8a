/* A document goes in: is it there, is it a new version, and of what. */
#include "internal.h"

#include "base/say.h"
#include "base/utf8.h"

/* What is known of a document that is about to be written. */
struct draft {
	const struct gb_document_batch *h;
	struct gb_span identity, digest, content, overlay;
	/* from the database: */
	long long there;       /* doc of the version with this digest, -1: none */
	bool same_overlay;     /* and it has the same corrections */
	bool any, same_source; /* there are versions; the latest was read from the same bytes */
	long long version;     /* of the latest, 0: none */
	long long copied, copied_version; /* doc of the version that says the same in another file, -1: none */
};

static struct gb_span copy_text(struct gb_arena *a, const char *text)
{
	return gb_arena_copy(a, gb_span_of(text));
}

static void add_sum(GChecksum *sum, struct gb_span s)
{
	g_checksum_update(sum, (const guchar *)s.p, (gssize)s.n);
	g_checksum_update(sum, (const guchar *)"\n", 1);
}

/* What the program has read of the item, parsed; l->rec is reset. */
static const struct gb_value *read_of(struct gb_loader *l, const struct gb_batch_item *item)
{
	return item->read.p == item->line.p ? gb_rows_value(l, item) : gb_load_parse(l, item->read);
}

/* Where the file lay is no part of a document. */
static void add_document_line(GChecksum *sum, const struct gb_value *v)
{
	for (const struct gb_value *m = v != NULL ? v->first : NULL; m != NULL; m = m->next) {
		if (gb_span_eq(m->key, GB_S("source")))
			continue;
		add_sum(sum, m->key);
		add_sum(sum, m->raw);
	}
}

/* The SHA-256 of the source and of all that the program read in it. */
static struct gb_span digest(struct gb_loader *l, const struct gb_document_batch *h)
{
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);

	add_sum(sum, l->batch.sha256);
	for (size_t i = 0; i < h->n; i++) {
		if (h->item[i].kind == GB_KIND_DOCUMENT)
			add_document_line(sum, read_of(l, &h->item[i]));
		else if (h->item[i].read.n > 0)
			add_sum(sum, h->item[i].read);
	}
	struct gb_span text = copy_text(l->file, g_checksum_get_string(sum));

	g_checksum_free(sum);
	return text;
}

static void add_words(GChecksum *sum, struct gb_span s)
{
	size_t from = 0, len;

	for (size_t i = 0; i < s.n; i += len) {
		if (!gb_utf8_is_space(gb_utf8_decode(gb_span_from(s, i), &len)))
			continue;
		g_checksum_update(sum, (const guchar *)s.p + from, (gssize)(i - from));
		from = i + len;
	}
	if (from < s.n)
		g_checksum_update(sum, (const guchar *)s.p + from, (gssize)(s.n - from));
	g_checksum_update(sum, (const guchar *)"\n", 1);
}

/*
 * The SHA-256 of what is said, wherever it stands: the DOCX and the PDF of one issue are one document.  White space does
 * not count, nor does what only one of them tells of itself in the document record (the head of a web page, say).
 */
static struct gb_span content(struct gb_loader *l, const struct gb_document_batch *h)
{
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);

	for (size_t i = 0; i < h->n; i++) {
		const struct gb_batch_item *item = &h->item[i];
		const struct gb_value *v = item->read.n > 0 && item->kind != GB_KIND_DOCUMENT ? read_of(l, item) : NULL;

		for (const struct gb_value *m = v != NULL ? v->first : NULL; m != NULL; m = m->next)
			if (!gb_span_eq(m->key, GB_S("where")))
				add_words(sum, m->kind == GB_JSON_STRING ? m->text : m->raw);
	}
	struct gb_span text = copy_text(l->file, g_checksum_get_string(sum));

	g_checksum_free(sum);
	return text;
}

static struct gb_span overlay(struct gb_loader *l, const struct gb_document_batch *h)
{
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);

	for (size_t i = 0; i < h->ncorrection; i++)
		add_sum(sum, h->correction[i]);
	struct gb_span text = h->ncorrection > 0 ? copy_text(l->file, g_checksum_get_string(sum)) : GB_S("");

	g_checksum_free(sum);
	return text;
}

/*
 * A number names one document.  A title does not: 政府工作报告 is the title of hundreds, so the issuer and
 * the year are taken with it; where no issuer is known, the path of the file (or one province would take the place of
 * another).  The same id twice in a file is two documents.
 */
static struct gb_span identity(struct gb_loader *l, const struct gb_document_batch *h, const struct gb_value *v)
{
	static const char *const years[] = { "signed", "published" };
	const struct gb_value *period = gb_value_member(v, GB_S("period"));
	struct gb_span year = gb_value_text(period, GB_S("start"));
	const struct gb_value *issuers = gb_value_member(v, GB_S("issuer"));
	struct gb_buf b = { 0 };

	gb_buf_add(&b, h->id);
	if (gb_value_text(v, GB_S("number")).n == 0) {
		for (size_t i = 0; i < 2 && year.n == 0; i++)
			year = gb_value_text(v, gb_span_of(years[i]));
		for (const struct gb_value *x = issuers != NULL ? issuers->first : NULL; x != NULL; x = x->next) {
			gb_buf_add_byte(&b, '|');
			gb_buf_add(&b, x->text);
		}
		gb_buf_add_byte(&b, '|');
		gb_buf_add(&b, gb_span_sub(year, 0, year.n < 4 ? year.n : 4));
		if (issuers == NULL || issuers->first == NULL) {
			gb_buf_add_byte(&b, '|');
			gb_buf_add(&b, l->batch.path);
		}
	}
	if (h->nth > 1) {
		gb_buf_add_byte(&b, '|');
		gb_buf_add_int(&b, h->nth);
	}
	struct gb_span text = gb_arena_copy(l->file, gb_buf_span(&b));

	gb_buf_free(&b);
	return text;
}

struct versions {
	struct gb_rows rows;
	struct gb_loader *l;
	struct draft *d;
};

static void take_version(struct gb_rows *self, const struct gb_sql_value *cell, size_t n)
{
	struct versions *x = (struct versions *)self;
	struct draft *d = x->d;

	(void)n;
	d->version = gb_value_parse_int(cell[1].text);
	d->same_source = x->l->batch.sha256.n > 0 && gb_span_eq(cell[4].text, x->l->batch.sha256);
	if (gb_span_eq(cell[2].text, d->digest)) {
		d->there = gb_value_parse_int(cell[0].text);
		d->same_overlay = gb_span_eq(cell[3].text, d->overlay);
	}
	if (!d->same_source && d->h->n > 1 && gb_span_eq(cell[5].text, d->content)) {
		d->copied = gb_value_parse_int(cell[0].text);
		d->copied_version = d->version;
	}
}

struct identities {
	struct gb_rows rows;
	struct gb_loader *l;
	struct draft *d;
	bool found;
};

static void take_identity(struct gb_rows *self, const struct gb_sql_value *cell, size_t n)
{
	struct identities *x = (struct identities *)self;

	(void)n;
	if (!x->found)
		x->d->identity = gb_arena_copy(x->l->file, cell[0].text);
	x->found = true;
}

/* The very same bytes under another path: the same document, whatever it is known by. */
static bool find_bytes(struct gb_loader *l, struct draft *d)
{
	static const char ask[] = "SELECT identity FROM documents WHERE digest = $1 ORDER BY doc";
	struct identities x = { { take_identity }, l, d, false };
	const struct gb_sql_value arg = gb_sql_text(d->digest);

	return gb_db_query(l->db, ask, &arg, 1, &x.rows);
}

static bool look_up(struct gb_loader *l, struct draft *d)
{
	static const char ask[] =
		"SELECT doc, version, digest, overlay, source_sha256, content FROM documents WHERE identity = $1 ORDER BY version";
	struct versions x = { { take_version }, l, d };

	d->there = d->copied = -1;
	d->version = 0;
	if (!find_bytes(l, d))
		return false;
	const struct gb_sql_value arg = gb_sql_text(d->identity);

	return gb_db_query(l->db, ask, &arg, 1, &x.rows);
}

static const char *cause_of(const struct draft *d)
{
	if (d->version == 0)
		return "first";
	return d->same_source ? "reread" : "reissued";
}

/* The latest document record of the holding; NULL when none has come, or a reviewer's hand took it. */
static const struct gb_batch_item *head_of(const struct gb_document_batch *h)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->item[i].kind == GB_KIND_DOCUMENT)
			return &h->item[i];
	return NULL;
}

static bool write_head(struct gb_loader *l, const struct draft *d, long long doc)
{
	const struct gb_batch_item *head = head_of(d->h);
	struct gb_sql_value row[GB_SQL_PARAMETERS];
	const struct gb_value *v = gb_rows_value(l, head);
	size_t n = 0;

	if (v == NULL)
		return true;
	row[n++] = gb_sql_int(doc);
	row[n++] = gb_sql_text(d->identity);
	row[n++] = gb_sql_int(d->version + 1);
	row[n++] = gb_sql_bool(true);
	row[n++] = gb_sql_text(gb_span_of(cause_of(d)));
	row[n++] = gb_sql_text(d->digest);
	row[n++] = gb_sql_text(d->content);
	row[n++] = gb_sql_text(d->overlay);
	row[n++] = gb_sql_int(l->load);
	row[n++] = gb_sql_text_or_null(l->batch.sha256);
	row[n++] = gb_sql_text_or_null(l->batch.media);
	n = gb_load_values(l, head->kind, v, row, n);
	return gb_db_run(l->db, l->insert[GB_KIND_DOCUMENT], row, n);
}

static bool write_new(struct gb_loader *l, const struct draft *d)
{
	static const char age[] = "UPDATE documents SET current = FALSE WHERE identity = $1 AND current";
	static const char last[] = "SELECT max(doc) FROM documents";
	const struct gb_sql_value arg = gb_sql_text(d->identity);
	long long doc = 0;

	return gb_db_run(l->db, age, &arg, 1) && gb_db_number(l->db, last, NULL, 0, &doc) && write_head(l, d, doc + 1) &&
	       gb_rows_write(l, d->h, doc + 1);
}

/* The same version with other corrections: its rows are made anew, it keeps its place. */
static bool write_again(struct gb_loader *l, const struct draft *d)
{
	static const char *const drop[] = {
		"DELETE FROM records WHERE doc = $1",  "DELETE FROM passages WHERE doc = $1",   "DELETE FROM sections WHERE doc = $1",
		"DELETE FROM measures WHERE doc = $1", "DELETE FROM targets WHERE doc = $1",    "DELETE FROM facts WHERE doc = $1",
		"DELETE FROM bodies WHERE doc = $1",   "DELETE FROM milestones WHERE doc = $1", "DELETE FROM corrections WHERE doc = $1",
	};
	const struct gb_batch_item *head = head_of(d->h);
	struct gb_sql_value row[GB_SQL_PARAMETERS] = { gb_sql_int(d->there), gb_sql_text(d->overlay) };
	const struct gb_value *v = gb_rows_value(l, head);

	for (size_t i = 0; i < sizeof drop / sizeof *drop; i++)
		if (!gb_db_run(l->db, drop[i], row, 1))
			return false;
	return v == NULL || (gb_db_run(l->db, l->mend, row, gb_load_values(l, head->kind, v, row, 2)) && gb_rows_write(l, d->h, d->there));
}

/* Another file has the content of a version as well. */
static bool write_copy(struct gb_loader *l, const struct draft *d)
{
	static const char ask[] = "SELECT count(*) FROM copies WHERE doc = $1 AND source_sha256 = $2";
	static const char insert[] = "INSERT INTO copies (doc, source_sha256, media, source, load) VALUES ($1, $2, $3, $4, $5)";
	const struct gb_sql_value row[] = { gb_sql_int(d->copied), gb_sql_text(l->batch.sha256), gb_sql_text_or_null(l->batch.media),
					    gb_sql_text(l->batch.path), gb_sql_int(l->load) };
	long long known = 0;

	return gb_db_number(l->db, ask, row, 2, &known) && (known > 0 || gb_db_run(l->db, insert, row, 5));
}

enum version_outcome { UNCHANGED, NEW, COPY, CORRECTED, FAILED };

static enum version_outcome write_draft(struct gb_loader *l, struct draft *d)
{
	unsigned long long records = l->counts.records;

	if (!gb_db_begin(l->db) || !look_up(l, d))
		return FAILED;
	/* A stream that says nothing of corrections takes none back. */
	bool corrections = d->h->ncorrection > 0 || l->o.corrections;
	enum version_outcome o = d->there >= 0 ? (corrections && !d->same_overlay ? CORRECTED : UNCHANGED) : d->copied >= 0 ? COPY : NEW;
	bool ok = o == NEW ? write_new(l, d) : o == CORRECTED ? write_again(l, d) : o == COPY ? write_copy(l, d) : true;

	if (ok && gb_db_commit(l->db))
		return o;
	l->counts.records = records;
	return FAILED;
}

static void count(struct gb_loader *l, const struct draft *d, enum version_outcome o)
{
	char version[64];

	switch (o) {
	case COPY:
		snprintf(version, sizeof version, _("another copy of version %lld"), d->copied_version);
		gb_load_tell(l, d->h->id, version, l->batch.path);
		/* fall through */
	case UNCHANGED:
		l->counts.unchanged++;
		return;
	case CORRECTED:
		l->counts.corrected++;
		gb_load_tell(l, d->h->id, _("other corrections"), GB_S(""));
		return;
	case NEW:
		break;
	case FAILED:
		gb_load_refused(l, d->h->id);
		return;
	}
	l->batch.wrote = true;
	if (d->version == 0) {
		l->counts.first++;
		return;
	}
	snprintf(version, sizeof version, d->same_source ? _("version %lld, re-extracted") : _("version %lld, new source file"),
		 d->version + 1);
	gb_load_tell(l, d->h->id, version, l->batch.path);
	*(d->same_source ? &l->counts.reread : &l->counts.reissued) += 1;
}

void gb_version_write(struct gb_loader *l, struct gb_document_batch *h)
{
	const struct gb_batch_item *head = head_of(h);
	struct draft d = { .h = h };
	const struct gb_value *v;

	if (head == NULL || h->id.n == 0) {
		gb_load_tell(l, h->id, _("refused"), GB_T("its records came without the document record"));
		l->counts.refused++;
		l->status = gb_status_worst(l->status, 1);
		return;
	}
	v = read_of(l, head);
	if (v == NULL)
		return;
	d.identity = identity(l, h, v);
	d.digest = digest(l, h);
	d.content = content(l, h);
	d.overlay = overlay(l, h);
	count(l, &d, write_draft(l, &d));
	h->identity = d.identity;
}
