/*
 * explain - how a sentence was read: what was masked, what was found, which rule took each number,
 * which others fitted and lost, and the record that came of it.
 */
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/lines.h"
#include "base/say.h"
#include "commands.h"
#include "files.h"
#include "internal.h"
#include "record/record.h"
#include "stages/stages.h"
#include "text/day.h"
#include "base/utf8.h"

#define LONGEST_LINE ((size_t)1 << 20)
#define MOST_LISTED 60 /* measures listed when none is the one asked for */

struct explain_job {
	struct gb_explainer *x;
	struct gb_grammar *grammar;
	struct gb_arena *arena; /* reset after every sentence */
	struct gb_report *report; /* of the page; NULL: text goes to `out` */
	struct gb_buf out;
	struct gb_setting alone_setting; /* of a sentence without a document around it */
	bool alone; /* such a sentence has been explained */
};

static void show(struct explain_job *job, const struct gb_explanation *e)
{
	if (job->report != NULL)
		gb_report_explain(job->report, e);
	else
		gb_explain_text(&job->out, e);
}

/* ---- the measures of a document ---- */

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
	struct gb_sink *page; /* says of which file and document the sentences are; or NULL */
	struct kept *record;  /* documents and sentences */
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

static void keep_record(struct gb_sink *self, struct gb_record *r)
{
	struct keeper *k = (struct keeper *)self;
	const void *data = gb_kind_is_counted(r->kind) || r->kind == GB_KIND_SENTENCE ? gb_record_data(r, k->a) : NULL;
	const struct gb_error *e = data;
	struct kept *own;

	if (k->page != NULL && r->kind != GB_KIND_SENTENCE)
		gb_sink_put(k->page, r);
	if (data == NULL)
		return;
	if (r->kind == GB_KIND_ERROR)
		gb_say_error("explain", "%.*s", (int)e->message.n, e->message.p);
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
	gb_say_error("explain", _("%s has no measure “%.*s”; it has"), file, (int)which.n, which.p);
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

/* The document and measure that the last sentence shown stands in; document.p NULL: none yet. */
struct here {
	struct gb_span document, path;
};

static void show_in_place(struct explain_job *job, struct here *last, const struct measure *m, const struct gb_explanation *e)
{
	const struct here now = { e->sentence->document, e->sentence->measure };

	if (job->report == NULL &&
	    (last->document.p == NULL || !gb_span_eq(last->path, now.path) || !gb_span_eq(last->document, now.document)))
		gb_explain_text_head(&job->out, now.document, now.path, m != NULL ? m->title : GB_S(""));
	*last = now;
	show(job, e);
}

static void replay(struct explain_job *job, const struct keeper *k, bool all)
{
	struct here last = { .document = { NULL, 0 } };

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
			show_in_place(job, &last, m, &e);
		gb_arena_reset(job->arena);
	}
}

static int explain_file(struct explain_job *job, const char *file, struct gb_span which)
{
	const struct gb_read_limits limits = { .grammar = job->grammar };
	struct keeper k = { .sink = { keep_record, nothing_more }, .a = gb_arena_new(0),
			    .page = job->report != NULL ? gb_report_sink(job->report) : NULL };
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

static size_t file_part(const char *operand)
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

/* ---- operands and lines ---- */

static void explain_line(struct explain_job *job, struct gb_span line)
{
	const struct gb_sentence s = { .text = line,
				       .where = { .cell_row = -1, .cell_col = -1 },
				       .cue = { .head = GB_S(""), .row = GB_S(""), .unit = GB_S(""), .attribute = GB_S(""),
						 .section = GB_S(""), .term = GB_S(""), .closing = GB_S(""), .note = GB_S(""),
						 .kind = GB_CUE_PROSE } };
	struct gb_explanation e;

	job->alone = true;
	gb_explainer_sentence(job->x, job->arena, &s, true, &e);
	show(job, &e);
	gb_arena_reset(job->arena);
}

static int explain_stream(struct explain_job *job)
{
	struct gb_line_reader in;
	struct gb_span line;
	enum gb_line_got got;
	int status = 0;

	gb_files_input_terminal("explain");
	gb_line_reader_init(&in, stdin, LONGEST_LINE);
	while (got = gb_line_reader_next(&in, &line), got != GB_LINE_END && got != GB_LINE_FAILED) {
		if (got == GB_LINE_OK && gb_utf8_valid(line)) {
			explain_line(job, line);
			continue;
		}
		gb_say_error("explain", got == GB_LINE_OK ? _("line %llu is not UTF-8") : _("line %llu is too long"), in.number);
		status = 1;
	}
	gb_line_reader_free(&in);
	return got == GB_LINE_END ? status : 3;
}

static int explain_operand(struct explain_job *job, const char *operand)
{
	size_t file = file_part(operand);
	struct gb_span s = gb_span_of(operand);

	if (file > 0) {
		char *path = g_strndup(operand, file);
		int status = explain_file(job, path, gb_span_from(s, file < s.n ? file + 1 : file));

		gb_explainer_setting(job->x, &job->alone_setting);
		g_free(path);
		return status;
	}
	if (!gb_utf8_valid(s)) {
		gb_say_error("explain", "%s", _("the text is not UTF-8"));
		return 1;
	}
	explain_line(job, s);
	return 0;
}

static bool write_all(struct explain_job *job, const struct gb_page_options *page)
{
	const struct gb_read_limits limits = { 0 };
	struct gb_out out;

	if (job->report != NULL)
		return gb_page_write("explain", page, job->report, &limits, "view=explain&kind=all", NULL);
	gb_out_init(&out, stdout);
	fwrite(job->out.p, 1, job->out.n, stdout);
	return gb_out_close(&out);
}

static int explain_all(struct explain_job *job, bool dated, int argc, char **argv)
{
	int status = 0;

	for (int i = 1; i < argc; i++)
		status = gb_status_worst(status, explain_operand(job, argv[i]));
	if (argc < 2)
		status = explain_stream(job);
	if (job->alone && !dated && job->report == NULL) {
		gb_buf_add_byte(&job->out, '\n');
		gb_buf_add(&job->out, GB_T("A sentence alone has no document around it: no period, no heading, no day. "
					   "--date gives a day."));
		gb_buf_add_byte(&job->out, '\n');
	}
	return status;
}

static int run_explain(const char *grammars, const char *day, const struct gb_page_options *page, int argc, char **argv)
{
	struct gb_arena *home = gb_arena_new(0);
	struct explain_job job = { .grammar = gb_places_load(home, grammars), .report = page != NULL ? gb_report_new() : NULL };
	int status = 2;

	if (job.grammar != NULL) {
		job.arena = gb_arena_new(0);
		job.x = gb_explainer_new(job.grammar);
		job.alone_setting = (struct gb_setting){ .today = gb_span_of(day) };
		gb_explainer_setting(job.x, &job.alone_setting);
		status = explain_all(&job, *day != '\0', argc, argv);
		if (!write_all(&job, page))
			status = 3;
		gb_explainer_free(job.x);
		gb_arena_free(job.arena);
		gb_buf_free(&job.out);
	}
	if (job.report != NULL)
		gb_report_free(job.report);
	gb_grammar_close(job.grammar);
	gb_arena_free(home);
	return status;
}

int gb_cmd_explain(int argc, char **argv)
{
	char *grammars = NULL, *day = NULL;
	gboolean html = FALSE;
	struct gb_page_options page = { 0 };
	const GOptionEntry entries[] = {
		GB_OPTION_GRAMMARS(&grammars),
		{ "date", 'd', 0, G_OPTION_ARG_STRING, &day, N_("the day from which 今年 and 6月底 in a TEXT are understood"),
		  N_("YYYY-MM-DD") },
		{ "html", 0, 0, G_OPTION_ARG_NONE, &html, N_("write a page with the sentences in colour"), NULL },
		GB_PAGE_OPTIONS(&page),
		{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
	};
	const struct gb_usage usage = {
		N_("[TEXT|FILE#MEASURE|FILE...]"),
		N_("Shows how a sentence is read: what each stretch was read as, by which rule (with its file and line),\n"
		"which other rules matched and why they lost, and the resulting records.\n"
		"FILE#MEASURE explains a measure of a document: FILE#四/（十八） by its path as the records have it, FILE#（十八）\n"
		"by its label, FILE#M12 the twelfth of the file; also the id of a measure or of a record.  FILE explains all of it.\n"
		"Without operands, the lines of standard input."),
		entries,
	};
	int status;

	if (gb_options(&argc, &argv, &usage, &status)) {
		status = gb_page_check("explain", &page);
		if (status == 0 && day != NULL && !gb_day_parse(gb_span_of(day), &(struct gb_day){ 0 }))
			status = gb_options_error("explain", _("--date must be YYYY-MM-DD"));
		if (status == 0)
			status = run_explain(grammars, day != NULL ? day : "", html ? &page : NULL, argc, argv);
	}
	gb_page_free(&page);
	g_free(grammars);
	g_free(day);
	return status;
}
