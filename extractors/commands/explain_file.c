/* explain_file - the sentences of a document that belong to the measures asked for. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <glib.h>

#include "base/say.h"
#include "view/explain_view.h"
#include "read/read.h"
#include "stages/stages.h"

#define MOST_LISTED 60 /* measures told when none is the one asked for */

struct measure {
	struct gb_span document, path, label, title;
	bool chosen;
};

struct kept {
	enum gb_kind kind;
	union {
		struct gb_document_record document;
		struct gb_sentence sentence;
	} as;
};

/* Keeps the records that `segment` puts. */
struct keeper {
	struct gb_sink sink; /* first */
	struct gb_arena *a;
	struct kept *record; /* documents and sentences */
	size_t n, cap;
	struct measure *measure;
	size_t nmeasure, measure_cap;
};

static void keep_measure(struct keeper *k, const struct gb_measure_record *r)
{
	struct gb_measure_record m;

	gb_record_copy(k->a, GB_KIND_MEASURE, r, &m);
	*GB_PUSH(k->a, k->measure, k->nmeasure, k->measure_cap) = (struct measure){ m.document, m.measure, m.label, m.title, false };
}

static void keep(struct gb_sink *self, struct gb_record *r)
{
	struct keeper *k = (struct keeper *)self;
	const void *data = gb_kind_is_counted(r->kind) || r->kind == GB_KIND_SENTENCE ? gb_record_data(r, k->a) : NULL;
	const struct gb_error *e = data;
	struct kept *own;

	if (data == NULL)
		return;
	if (r->kind == GB_KIND_ERROR)
		gb_complain("explain", "%.*s", (int)e->message.n, e->message.p);
	if (r->kind == GB_KIND_MEASURE)
		keep_measure(k, data);
	if (r->kind != GB_KIND_DOCUMENT && r->kind != GB_KIND_SENTENCE)
		return;
	own = GB_PUSH(k->a, k->record, k->n, k->cap);
	own->kind = r->kind;
	gb_record_copy(k->a, r->kind, data, &own->as);
}

static void nothing_more(struct gb_sink *self)
{
	(void)self;
}

/* ---- which measures ---- */

static bool by_path(const struct measure *m, struct gb_span which)
{
	return gb_span_eq(m->path, which);
}

/* 渝府办发〔2026〕7号#四/（十八） */
static bool by_id(const struct measure *m, struct gb_span which)
{
	return gb_span_starts(which, m->document) && which.n > m->document.n && which.p[m->document.n] == '#' &&
	       gb_span_eq(gb_span_from(which, m->document.n + 1), m->path);
}

static bool by_label(const struct measure *m, struct gb_span which)
{
	size_t slash = gb_span_rfind(m->path, GB_S("/"));

	return gb_span_eq(m->label, which) || (slash != (size_t)-1 && gb_span_eq(gb_span_from(m->path, slash + 1), which));
}

static bool by_title(const struct measure *m, struct gb_span which)
{
	return gb_span_has(m->title, which);
}

static size_t choose_all(struct keeper *k, struct gb_span which, bool (*fits)(const struct measure *m, struct gb_span which))
{
	size_t n = 0;

	for (size_t i = 0; i < k->nmeasure; i++)
		if (fits(&k->measure[i], which)) {
			k->measure[i].chosen = true;
			n++;
		}
	return n;
}

/* M12: the twelfth measure of the file. */
static size_t choose_number(struct keeper *k, struct gb_span which)
{
	size_t n = 0;

	if (which.n < 2 || which.n > 7 || which.p[0] != 'M')
		return 0;
	for (size_t i = 1; i < which.n; i++) {
		if (which.p[i] < '0' || which.p[i] > '9')
			return 0;
		n = n * 10 + (size_t)(which.p[i] - '0');
	}
	if (n < 1 || n > k->nmeasure)
		return 0;
	k->measure[n - 1].chosen = true;
	return 1;
}

/* …/t3 and …/m1 are records of a measure. */
static struct gb_span without_record(struct gb_span which)
{
	size_t slash = gb_span_rfind(which, GB_S("/"));

	if (slash == (size_t)-1 || slash + 2 >= which.n || (which.p[slash + 1] != 't' && which.p[slash + 1] != 'm'))
		return which;
	for (size_t i = slash + 2; i < which.n; i++)
		if (which.p[i] < '0' || which.p[i] > '9')
			return which;
	return gb_span_sub(which, 0, slash);
}

static size_t choose(struct keeper *k, struct gb_span which)
{
	static bool (*const ways[])(const struct measure *m, struct gb_span which) = { by_path, by_id, by_label };
	const struct gb_span names[] = { which, without_record(which) };
	size_t n = choose_number(k, which);

	for (size_t i = 0; i < 2 && n == 0; i++)
		for (size_t w = 0; w < sizeof ways / sizeof *ways && n == 0; w++)
			n = choose_all(k, names[i], ways[w]);
	return n > 0 ? n : choose_all(k, which, by_title);
}

static int none_such(const struct keeper *k, const char *file, struct gb_span which)
{
	gb_complain("explain", _("%s has no measure “%.*s”; it has"), file, (int)which.n, which.p);
	for (size_t i = 0; i < k->nmeasure && i < MOST_LISTED; i++)
		fprintf(stderr, "  M%zu\t%.*s\t%.*s\n", i + 1, (int)k->measure[i].path.n, k->measure[i].path.p,
			(int)gb_utf8_offset(k->measure[i].title, 30), k->measure[i].title.p);
	if (k->nmeasure > MOST_LISTED)
		fprintf(stderr, _("  and %zu more\n"), k->nmeasure - MOST_LISTED);
	if (k->nmeasure == 0)
		fprintf(stderr, _("  none; its sentences are shown by: gongbao explain %s\n"), file);
	return 1;
}

/* ---- the sentences ---- */

static const struct measure *measure_of(const struct keeper *k, const struct gb_sentence *s)
{
	for (size_t i = k->nmeasure; s->measure.n > 0 && i-- > 0;)
		if (gb_span_eq(k->measure[i].path, s->measure) && gb_span_eq(k->measure[i].document, s->document))
			return &k->measure[i];
	return NULL;
}

/* A sentence that holds nothing to explain says nothing about the rules. */
static bool worth_showing(const struct gb_explanation *e)
{
	return e->n > 0 || e->promises.ntarget + e->promises.nmilestone > 0;
}

static void show(struct gb_explain_job *job, struct gb_explain_head *last, const struct measure *m, const struct gb_explanation *e)
{
	const struct gb_explain_head head = { e->sentence->document, e->sentence->measure, m != NULL ? m->title : GB_S("") };

	if (last->document.p == NULL || !gb_span_eq(last->path, head.path) || !gb_span_eq(last->document, head.document))
		job->form->head(&job->out, &head);
	*last = head;
	job->form->sentence(&job->out, e);
}

static void replay(struct gb_explain_job *job, const struct keeper *k, bool all)
{
	struct gb_explain_head last = { .document = { NULL, 0 } };

	for (size_t i = 0; i < k->n; i++) {
		const struct kept *r = &k->record[i];
		const struct gb_sentence *s = &r->as.sentence;
		struct gb_explanation e;
		struct gb_setting setting;

		if (r->kind == GB_KIND_DOCUMENT) {
			gb_setting_read(&r->as.document, &setting);
			gb_explainer_setting(job->x, &setting);
			continue;
		}
		const struct measure *m = measure_of(k, s);
		bool wanted = all || (m != NULL && m->chosen);

		gb_explainer_sentence(job->x, job->arena, s, wanted, &e);
		if (wanted && (!all || worth_showing(&e)))
			show(job, &last, m, &e);
		gb_arena_reset(job->arena);
	}
}

int gb_explain_file(struct gb_explain_job *job, const char *file, struct gb_span which)
{
	const struct gb_read_limits limits = { 0 };
	struct keeper k = { .sink = { keep, nothing_more }, .a = gb_arena_new(0) };
	struct gb_stage *segment = gb_segment_new(job->grammar, &k.sink);
	int status = gb_read_file(file, &limits, gb_stage_sink(segment));

	gb_sink_end(gb_stage_sink(segment));
	status = gb_status_worst(status, gb_stage_status(segment));
	gb_stage_free(segment);
	if (which.n > 0 && choose(&k, which) == 0)
		status = gb_status_worst(status, none_such(&k, file, which));
	else
		replay(job, &k, which.n == 0);
	gb_arena_free(k.a);
	return status;
}

static bool is_file(const char *path, size_t n)
{
	char *copy = g_strndup(path, n);
	struct stat st;
	bool found = stat(copy, &st) == 0 && S_ISREG(st.st_mode);

	g_free(copy);
	return found;
}

/* Does it end like the name of a document?  Then it is one, if a missing one. */
static bool looks_like_file(const char *path, size_t n)
{
	return gb_read_knows_name((struct gb_span){ path, n });
}

size_t gb_explain_file_part(const char *operand)
{
	size_t whole = strlen(operand);

	if (is_file(operand, whole))
		return whole;
	for (const char *mark = strchr(operand, '#'); mark != NULL; mark = strchr(mark + 1, '#')) {
		size_t n = (size_t)(mark - operand);

		if (n > 0 && (is_file(operand, n) || looks_like_file(operand, n)))
			return n;
	}
	return looks_like_file(operand, whole) ? whole : 0;
}
