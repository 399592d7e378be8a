#include "internal.h"
#include "base/say.h"

#include <glib.h>
#include <stdio.h>

/* What the corrector has made of a correction, to be written down. */
struct verdict {
	const struct gb_correction *c;
	struct gb_span id, document;
	enum gb_correction_state state;
	struct gb_span why;
	struct gb_span read; /* the line as it was read, or empty */
};

struct gb_corrector {
	struct gb_sink sink; /* first */
	struct gb_sink *next;
	const struct gb_corrections *cs;
	struct gb_arena *file, *rec;
	struct gb_span source; /* SHA-256 of the current file */
	struct gb_span *document; /* ids that have come in the file */
	size_t ndocument, document_cap;
	struct gb_place *place; /* measures and documents that get records */
	size_t nplace, place_cap;
	bool *done; /* of each correction, in the current file */
	bool *met;  /* in any file */
	struct gb_kind_counts delta;
	struct gb_correction_counts counts;
};

/* ---- what comes of a correction ---- */

static struct gb_span raw_of(const struct gb_value *v)
{
	return v != NULL ? v->raw : GB_S("");
}

static void put_verdict(struct gb_sink *to, const struct verdict *v)
{
	const struct gb_correction_record r = {
		.id = v->id,
		.document = v->document,
		.action = v->c->action,
		.field = v->c->field,
		.value = raw_of(v->c->value),
		.reason = v->c->reason,
		.was = raw_of(v->c->was),
		.source = v->c->source,
		.state = v->state,
		.why = v->why,
		.read = v->read,
	};

	gb_record_put(to, GB_KIND_CORRECTION, &r);
}

static void conclude(struct gb_corrector *x, const struct verdict *v)
{
	x->done[v->c->index] = true;
	x->met[v->c->index] = true;
	*(v->state == GB_CORRECTION_APPLIED ? &x->counts.applied :
	  v->state == GB_CORRECTION_REFUSED ? &x->counts.refused :
					      &x->counts.stale) += 1;
	put_verdict(x->next, v);
}

/* ---- set and reject ---- */

static bool other_source(const struct gb_corrector *x, const struct gb_correction *c)
{
	return c->source.n > 0 && !gb_span_eq(c->source, x->source);
}

/* Numbers and the strings that hold them are the same to a reviewer. */
static bool other_value(const struct gb_correction *c, const struct gb_value *record)
{
	const struct gb_value *now = gb_value_member(record, c->field);

	if (c->was == NULL || c->was->kind == GB_JSON_NULL || now == NULL)
		return false;
	if (c->was->kind == GB_JSON_ARRAY || c->was->kind == GB_JSON_OBJECT)
		return !gb_span_eq(c->was->raw, now->raw);
	return now->kind == GB_JSON_NULL || !gb_span_eq(c->was->text, now->text);
}

static struct verdict judge(const struct gb_corrector *x, const struct gb_correction *c, const struct gb_value *record)
{
	struct verdict v = { .c = c, .id = c->id, .state = GB_CORRECTION_STALE };

	if (other_source(x, c))
		v.why = GB_S(N_("the source has changed"));
	else if (other_value(c, record))
		v.why = GB_S(N_("the field is now read differently"));
	else
		v.state = GB_CORRECTION_APPLIED;
	return v;
}

struct edit {
	struct gb_span read;   /* the line as it came */
	struct gb_span line;   /* as it is now; empty: rejected */
	enum gb_kind kind;     /* as it came */
	struct verdict *verdict;
	size_t n, cap;
};

static void apply(struct gb_corrector *x, struct edit *e, const struct gb_correction *c, const struct gb_value *v)
{
	struct verdict verdict = judge(x, c, v);

	if (verdict.state == GB_CORRECTION_APPLIED && c->action == GB_CORRECTION_SET) {
		struct gb_span changed = gb_edit_set(x->rec, x->cs, c, e->line, &verdict.why);

		verdict.state = changed.n > 0 ? GB_CORRECTION_APPLIED : GB_CORRECTION_REFUSED;
		e->line = changed.n > 0 ? changed : e->line;
	} else if (verdict.state == GB_CORRECTION_APPLIED && gb_kind_is_promise(e->kind)) {
		e->line = GB_S("");
	} else if (verdict.state == GB_CORRECTION_APPLIED) {
		verdict.state = GB_CORRECTION_REFUSED;
		verdict.why = GB_S(N_("only targets, facts and milestones can be rejected"));
	}
	if (verdict.state == GB_CORRECTION_APPLIED)
		verdict.read = e->read;
	*GB_PUSH(x->rec, e->verdict, e->n, e->cap) = verdict;
}

static void correct(struct gb_corrector *x, struct gb_record *r, struct gb_span document, const struct gb_correction *c)
{
	const struct gb_span line = gb_record_line(r, x->rec);
	struct edit e = { .read = line, .line = line, .kind = r->kind };

	for (; c != NULL; c = c->next)
		if (c->action != GB_CORRECTION_ADD && !x->done[c->index])
			apply(x, &e, c, r->value);
	x->delta.of[r->kind]--;
	if (e.line.n > 0) {
		const enum gb_kind kind = gb_kind_of_name(gb_record_line_kind(e.line));

		x->delta.of[kind]++;
		gb_record_put_line(x->next, e.line);
	}
	for (size_t i = 0; i < e.n; i++) {
		e.verdict[i].document = document;
		conclude(x, &e.verdict[i]);
	}
}

/* ---- add ---- */

static bool wants_more(const struct gb_correction *c)
{
	for (; c != NULL; c = c->next)
		if (c->action == GB_CORRECTION_ADD)
			return true;
	return false;
}

static void remember_place(struct gb_corrector *x, const struct gb_value *v, struct gb_span id, struct gb_span document)
{
	struct gb_place *p = GB_PUSH(x->file, x->place, x->nplace, x->place_cap);

	*p = (struct gb_place){
		.id = gb_arena_copy(x->file, id),
		.document = gb_arena_copy(x->file, document),
		.measure = gb_arena_copy(x->file, gb_value_text(v, GB_S("measure"))),
		.text = gb_arena_copy(x->file, gb_value_text(v, GB_S("text"))),
	};
	gb_record_read_where(gb_value_member(v, GB_S("where")), &p->where);
}

static void add_one(struct gb_corrector *x, const struct gb_place *place, const struct gb_correction *c, long long n)
{
	struct verdict v = { .c = c, .document = place->document, .state = GB_CORRECTION_STALE };
	char number[32];

	snprintf(number, sizeof number, "/a%lld", n);
	v.id = gb_arena_concat(x->rec, place->id, gb_span_of(number));
	if (other_source(x, c)) {
		v.why = GB_S(N_("the source has changed"));
	} else {
		struct gb_span line = gb_edit_add(x->rec, x->cs, c, place, v.id, &v.why);

		v.state = line.n > 0 ? GB_CORRECTION_APPLIED : GB_CORRECTION_REFUSED;
		if (line.n > 0) {
			x->delta.of[gb_kind_of_name(gb_value_text(c->value, GB_S("record")))]++;
			gb_record_put_line(x->next, line);
		}
	}
	conclude(x, &v);
}

static void add_all(struct gb_corrector *x)
{
	for (size_t i = 0; i < x->nplace; i++) {
		long long n = 0;

		for (const struct gb_correction *c = gb_corrections_of(x->cs, x->place[i].id); c != NULL; c = c->next)
			if (c->action == GB_CORRECTION_ADD && !x->done[c->index])
				add_one(x, &x->place[i], c, ++n);
	}
}

/* ---- the end of a file ---- */

/* The document of the file that the id belongs to; the longest, as one id may begin like another. */
static struct gb_span document_of(const struct gb_corrector *x, struct gb_span id)
{
	struct gb_span best = GB_S("");

	for (size_t i = 0; i < x->ndocument; i++) {
		struct gb_span d = x->document[i];
		bool within = gb_span_starts(id, d) && (id.n == d.n || id.p[d.n] == '#' || id.p[d.n] == '/');

		if (within && d.n > best.n)
			best = d;
	}
	return best;
}

static void finish_file(struct gb_corrector *x)
{
	add_all(x);
	for (size_t i = 0; i < x->cs->n; i++) {
		const struct gb_correction *c = x->cs->item[i];
		const struct verdict v = { .c = c,
					      .id = c->id,
					      .document = document_of(x, c->id),
					      .state = GB_CORRECTION_STALE,
					      .why = GB_S(N_("there is no such record now")) };

		if (!x->done[i] && v.document.n > 0)
			conclude(x, &v);
	}
}

static void begin_file(struct gb_corrector *x)
{
	gb_arena_reset(x->file);
	x->source = GB_S("");
	x->document = NULL;
	x->place = NULL;
	x->ndocument = x->document_cap = x->nplace = x->place_cap = 0;
	x->delta = (struct gb_kind_counts){ 0 };
	x->done = gb_arena_array(x->file, x->cs->n + 1, sizeof *x->done);
}

static void put_summary(struct gb_corrector *x, const struct gb_summary_record *came)
{
	struct gb_summary_record s = *came;

	for (int k = 0; k < GB_KINDS; k++)
		s.counts.of[k] += x->delta.of[k];
	gb_record_put(x->next, GB_KIND_SUMMARY, &s);
}

/* ---- the sink ---- */

static bool corrects(enum gb_kind kind)
{
	return gb_kind_is_counted(kind) && kind != GB_KIND_ERROR && kind != GB_KIND_SECTION;
}

static void take_record(struct gb_corrector *x, struct gb_record *r, const struct gb_value *v)
{
	const bool head = r->kind == GB_KIND_DOCUMENT;
	struct gb_span id = gb_value_text(v, GB_S("id"));
	struct gb_span document = head ? id : gb_value_text(v, GB_S("document"));
	const struct gb_correction *c = gb_corrections_of(x->cs, id);

	if (head)
		*GB_PUSH(x->file, x->document, x->ndocument, x->document_cap) = gb_arena_copy(x->file, id);
	if ((head || r->kind == GB_KIND_MEASURE) && wants_more(c))
		remember_place(x, v, id, document);
	if (c != NULL)
		correct(x, r, document, c);
	else
		gb_sink_put(x->next, r);
}

static void take_source(struct gb_corrector *x, const struct gb_source *s)
{
	finish_file(x);
	begin_file(x);
	x->source = s != NULL ? gb_arena_copy(x->file, s->sha256) : GB_S("");
}

static void put(struct gb_sink *self, struct gb_record *r)
{
	struct gb_corrector *x = (struct gb_corrector *)self;
	const struct gb_value *v;

	gb_arena_reset(x->rec);
	if (r->kind == GB_KIND_SUMMARY && gb_record_data(r, x->rec) != NULL) {
		finish_file(x);
		put_summary(x, r->data);
		begin_file(x);
		return;
	}
	if (r->kind == GB_KIND_SOURCE)
		take_source(x, gb_record_data(r, x->rec));
	v = corrects(r->kind) ? gb_record_value(r, x->rec) : NULL;
	if (v != NULL)
		take_record(x, r, v);
	else
		gb_sink_put(x->next, r);
}

static void end(struct gb_sink *self)
{
	struct gb_corrector *x = (struct gb_corrector *)self;

	finish_file(x);
	for (size_t i = 0; i < x->cs->n; i++)
		x->counts.elsewhere += !x->met[i];
	gb_sink_end(x->next);
}

struct gb_corrector *gb_corrector_new(const struct gb_corrections *cs, struct gb_sink *next)
{
	struct gb_corrector *x = g_new0(struct gb_corrector, 1);

	*x = (struct gb_corrector){ .sink = { put, end }, .next = next, .cs = cs, .file = gb_arena_new(0), .rec = gb_arena_new(0) };
	x->met = g_new0(bool, cs->n + 1);
	begin_file(x);
	return x;
}

struct gb_sink *gb_corrector_sink(struct gb_corrector *x)
{
	return &x->sink;
}

struct gb_correction_counts gb_corrector_counts(const struct gb_corrector *x)
{
	return x->counts;
}

void gb_corrector_free(struct gb_corrector *x)
{
	if (x == NULL)
		return;
	gb_arena_free(x->file);
	gb_arena_free(x->rec);
	g_free(x->met);
	g_free(x);
}
