#include "internal.h"
#include "base/say.h"

#include <glib.h>
#include <stdio.h>

/* Records whose number stands in the summary. */
static const char *const counted[] = { "document", "section", "measure", "target", "fact", "milestone", "error" };
enum { COUNTED = sizeof counted / sizeof *counted };

struct gb_corrector {
	struct gb_sink sink; /* first */
	struct gb_sink *next;
	const struct gb_corrections *cs;
	struct gb_arena *file, *rec;
	struct gb_buf tmp;
	struct gb_span source; /* SHA-256 of the file at hand */
	struct gb_span *document; /* ids that have come in the file */
	size_t ndocument, document_cap;
	struct gb_place *place; /* measures and documents that get records */
	size_t nplace, place_cap;
	enum gb_correction_state *state; /* of each correction, in the file at hand */
	bool *met;                       /* in any file */
	long long delta[COUNTED];
	struct gb_correction_counts counts;
};

static int place_of_count(struct gb_span record)
{
	for (int i = 0; i < COUNTED; i++)
		if (gb_span_eq(record, gb_span_of(counted[i])))
			return i;
	return -1;
}

static void change_count(struct gb_corrector *x, struct gb_span record, int by)
{
	int i = place_of_count(record);

	if (i >= 0)
		x->delta[i] += by;
}

/* ---- what comes of a correction ---- */

static void raw_or_null(struct gb_json *j, struct gb_span key, const struct gb_value *v)
{
	gb_json_key(j, key);
	if (v == NULL)
		gb_json_null(j);
	else
		gb_json_raw(j, v->raw);
}

static void text_or_null(struct gb_json *j, struct gb_span key, struct gb_span text)
{
	gb_json_key(j, key);
	gb_json_str_or_null(j, text);
}

void gb_verdict_put(struct gb_sink *to, struct gb_buf *tmp, const struct gb_verdict *v)
{
	static const char *const actions[GB_CORRECTION_ACTIONS] = {
		[GB_CORRECTION_SET] = "set", [GB_CORRECTION_REJECT] = "reject", [GB_CORRECTION_ADD] = "add"
	};
	static const char *const states[GB_CORRECTION_STATES] = { [GB_CORRECTION_UNSEEN] = "stale",
								  [GB_CORRECTION_APPLIED] = "applied",
								  [GB_CORRECTION_STALE] = "stale",
								  [GB_CORRECTION_REFUSED] = "refused" };
	struct gb_json j = { .out = tmp };

	gb_buf_clear(tmp);
	gb_json_open(&j, '{');
	text_or_null(&j, GB_S("record"), GB_S("correction"));
	text_or_null(&j, GB_S("id"), v->id);
	text_or_null(&j, GB_S("document"), v->document);
	text_or_null(&j, GB_S("action"), gb_span_of(actions[v->c->action]));
	text_or_null(&j, GB_S("field"), v->c->field);
	raw_or_null(&j, GB_S("value"), v->c->value);
	text_or_null(&j, GB_S("reason"), v->c->reason);
	raw_or_null(&j, GB_S("was"), v->c->was);
	text_or_null(&j, GB_S("source"), v->c->source);
	text_or_null(&j, GB_S("state"), gb_span_of(states[v->state]));
	text_or_null(&j, GB_S("why"), v->why);
	gb_json_key(&j, GB_S("read"));
	gb_json_raw(&j, v->read.n > 0 ? v->read : GB_S("null"));
	gb_json_close(&j, '}');
	gb_sink_put(to, gb_buf_span(tmp));
}

static void conclude(struct gb_corrector *x, const struct gb_verdict *v)
{
	x->state[v->c->index] = v->state;
	x->met[v->c->index] = true;
	*(v->state == GB_CORRECTION_APPLIED ? &x->counts.applied :
	  v->state == GB_CORRECTION_REFUSED ? &x->counts.refused :
					      &x->counts.stale) += 1;
	gb_verdict_put(x->next, &x->tmp, v);
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

static struct gb_verdict judge(const struct gb_corrector *x, const struct gb_correction *c, const struct gb_value *record)
{
	struct gb_verdict v = { .c = c, .id = c->id, .state = GB_CORRECTION_STALE };

	if (other_source(x, c))
		v.why = GB_S(N_("the source has changed"));
	else if (other_value(c, record))
		v.why = GB_S(N_("the field is read otherwise now"));
	else
		v.state = GB_CORRECTION_APPLIED;
	return v;
}

static bool can_be_rejected(struct gb_span record)
{
	return gb_span_eq(record, GB_S("target")) || gb_span_eq(record, GB_S("fact")) || gb_span_eq(record, GB_S("milestone"));
}

struct edit {
	struct gb_span read;   /* the line as it came */
	struct gb_span line;   /* as it is now; empty: rejected */
	struct gb_span record; /* its kind as it came */
	struct gb_verdict *verdict;
	size_t n, cap;
};

static void apply(struct gb_corrector *x, struct edit *e, const struct gb_correction *c, const struct gb_value *v)
{
	struct gb_verdict verdict = judge(x, c, v);

	if (verdict.state == GB_CORRECTION_APPLIED && c->action == GB_CORRECTION_SET) {
		struct gb_span changed = gb_correction_set(x->rec, x->cs->schema, c, e->line, &verdict.why);

		verdict.state = changed.n > 0 ? GB_CORRECTION_APPLIED : GB_CORRECTION_REFUSED;
		e->line = changed.n > 0 ? changed : e->line;
	} else if (verdict.state == GB_CORRECTION_APPLIED && can_be_rejected(e->record)) {
		e->line = GB_S("");
	} else if (verdict.state == GB_CORRECTION_APPLIED) {
		verdict.state = GB_CORRECTION_REFUSED;
		verdict.why = GB_S(N_("only targets, facts and milestones can be rejected"));
	}
	if (verdict.state == GB_CORRECTION_APPLIED)
		verdict.read = e->read;
	*GB_PUSH(x->rec, e->verdict, e->n, e->cap) = verdict;
}

static struct gb_span record_of(struct gb_corrector *x, struct gb_span line)
{
	struct gb_value *v = NULL;
	size_t at;

	return gb_json_parse(x->rec, line, &v, &at) == NULL ? gb_value_text(v, GB_S("record")) : GB_S("");
}

static void correct(struct gb_corrector *x, struct gb_span line, const struct gb_value *v, struct gb_span document,
		    const struct gb_correction *c)
{
	struct edit e = { .read = line, .line = line, .record = gb_value_text(v, GB_S("record")) };

	for (; c != NULL; c = c->next)
		if (c->action != GB_CORRECTION_ADD && x->state[c->index] == GB_CORRECTION_UNSEEN)
			apply(x, &e, c, v);
	change_count(x, e.record, -1);
	if (e.line.n > 0) {
		change_count(x, record_of(x, e.line), 1);
		gb_sink_put(x->next, e.line);
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
	const struct gb_value *where = gb_value_member(v, GB_S("where"));

	*GB_PUSH(x->file, x->place, x->nplace, x->place_cap) = (struct gb_place){
		.id = gb_arena_copy(x->file, id),
		.document = gb_arena_copy(x->file, document),
		.measure = gb_arena_copy(x->file, gb_value_text(v, GB_S("measure"))),
		.where = where != NULL ? gb_arena_copy(x->file, where->raw) : GB_S(""),
		.text = gb_arena_copy(x->file, gb_value_text(v, GB_S("text"))),
	};
}

static void add_one(struct gb_corrector *x, const struct gb_place *place, const struct gb_correction *c, long long n)
{
	struct gb_verdict v = { .c = c, .document = place->document, .state = GB_CORRECTION_STALE };
	char number[32];

	snprintf(number, sizeof number, "/a%lld", n);
	v.id = gb_arena_concat(x->rec, place->id, gb_span_of(number));
	if (other_source(x, c)) {
		v.why = GB_S(N_("the source has changed"));
	} else {
		struct gb_span line = gb_correction_add(x->rec, x->cs->schema, c, place, v.id, &v.why);

		v.state = line.n > 0 ? GB_CORRECTION_APPLIED : GB_CORRECTION_REFUSED;
		if (line.n > 0) {
			change_count(x, gb_value_text(c->value, GB_S("record")), 1);
			gb_sink_put(x->next, line);
		}
	}
	conclude(x, &v);
}

static void add_all(struct gb_corrector *x)
{
	for (size_t i = 0; i < x->nplace; i++) {
		long long n = 0;

		for (const struct gb_correction *c = gb_corrections_of(x->cs, x->place[i].id); c != NULL; c = c->next)
			if (c->action == GB_CORRECTION_ADD && x->state[c->index] == GB_CORRECTION_UNSEEN)
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
		const struct gb_verdict v = { .c = c,
					      .id = c->id,
					      .document = document_of(x, c->id),
					      .state = GB_CORRECTION_STALE,
					      .why = GB_S(N_("there is no such record now")) };

		if (x->state[i] == GB_CORRECTION_UNSEEN && v.document.n > 0)
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
	for (size_t i = 0; i < COUNTED; i++)
		x->delta[i] = 0;
	x->state = gb_arena_array(x->file, x->cs->n + 1, sizeof *x->state);
}

static void write_counts(struct gb_corrector *x, struct gb_json *j, const struct gb_value *counts)
{
	gb_json_open(j, '{');
	for (const struct gb_value *m = counts->first; m != NULL; m = m->next) {
		int i = place_of_count(m->key);

		gb_json_key(j, m->key);
		gb_json_int(j, gb_number_int(m->text) + (i >= 0 ? x->delta[i] : 0));
	}
	gb_json_close(j, '}');
}

static void put_summary(struct gb_corrector *x, const struct gb_value *v)
{
	struct gb_json j = { .out = &x->tmp };

	gb_buf_clear(&x->tmp);
	gb_json_open(&j, '{');
	for (const struct gb_value *m = v->first; m != NULL; m = m->next) {
		gb_json_key(&j, m->key);
		if (gb_span_eq(m->key, GB_S("counts")) && m->kind == GB_JSON_OBJECT)
			write_counts(x, &j, m);
		else
			gb_json_raw(&j, m->raw);
	}
	gb_json_close(&j, '}');
	gb_sink_put(x->next, gb_buf_span(&x->tmp));
}

/* ---- the sink ---- */

static bool corrects(struct gb_span record)
{
	return place_of_count(record) >= 0 && !gb_span_eq(record, GB_S("error")) && !gb_span_eq(record, GB_S("section"));
}

static void take_record(struct gb_corrector *x, struct gb_span line, const struct gb_value *v, struct gb_span record)
{
	bool head = gb_span_eq(record, GB_S("document"));
	struct gb_span id = gb_value_text(v, GB_S("id"));
	struct gb_span document = head ? id : gb_value_text(v, GB_S("document"));
	const struct gb_correction *c = gb_corrections_of(x->cs, id);

	if (head)
		*GB_PUSH(x->file, x->document, x->ndocument, x->document_cap) = gb_arena_copy(x->file, id);
	if ((head || gb_span_eq(record, GB_S("measure"))) && wants_more(c))
		remember_place(x, v, id, document);
	if (c != NULL)
		correct(x, line, v, document, c);
	else
		gb_sink_put(x->next, line);
}

static void put(struct gb_sink *self, struct gb_span line)
{
	struct gb_corrector *x = (struct gb_corrector *)self;
	struct gb_value *v = NULL;
	size_t at;

	gb_arena_reset(x->rec);
	struct gb_span record = gb_json_parse(x->rec, line, &v, &at) == NULL ? gb_value_text(v, GB_S("record")) : GB_S("");

	if (gb_span_eq(record, GB_S("source"))) {
		finish_file(x);
		begin_file(x);
		x->source = gb_arena_copy(x->file, gb_value_text(v, GB_S("sha256")));
		gb_sink_put(x->next, line);
	} else if (gb_span_eq(record, GB_S("summary"))) {
		finish_file(x);
		put_summary(x, v);
		begin_file(x);
	} else if (corrects(record)) {
		take_record(x, line, v, record);
	} else {
		gb_sink_put(x->next, line);
	}
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
	gb_buf_free(&x->tmp);
	gb_arena_free(x->file);
	gb_arena_free(x->rec);
	g_free(x->met);
	g_free(x);
}
