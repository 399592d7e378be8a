/*
 * explain - how a sentence was read: what was masked, what was found, which rule took each number,
 * which others fitted and lost, and the record that came of it.
 */
#include <stdio.h>

#include "base/lines.h"
#include "record/out.h"
#include "base/say.h"
#include "commands.h"
#include "view/explain_view.h"
#include "files.h"
#include "options.h"
#include "text/calendar.h"

#define LONGEST_LINE ((size_t)1 << 20)

static void explain_line(struct gb_explain_job *job, struct gb_span line)
{
	const struct gb_sentence s = { .text = line,
				       .where = { .cell_row = -1, .cell_col = -1 },
				       .cue = { .head = GB_S(""), .row = GB_S(""), .unit = GB_S(""), .attribute = GB_S(""),
						 .section = GB_S(""), .term = GB_S(""), .closing = GB_S(""), .note = GB_S(""),
						 .kind = GB_CUE_PROSE } };
	struct gb_explanation e;

	job->alone = true;
	gb_explainer_sentence(job->x, job->arena, &s, true, &e);
	job->form->sentence(&job->out, &e);
	gb_arena_reset(job->arena);
}

static int explain_stream(struct gb_explain_job *job)
{
	struct gb_line_reader in;
	struct gb_span line;
	enum gb_line_got got;
	int status = 0;

	gb_input_terminal("explain");
	gb_line_reader_init(&in, stdin, LONGEST_LINE);
	while (got = gb_line_reader_next(&in, &line), got != GB_LINE_END && got != GB_LINE_FAILED) {
		if (got == GB_LINE_OK && gb_utf8_valid(line)) {
			explain_line(job, line);
			continue;
		}
		gb_complain("explain", got == GB_LINE_OK ? _("line %llu is not UTF-8") : _("line %llu is too long"), in.number);
		status = 1;
	}
	gb_line_reader_free(&in);
	return got == GB_LINE_END ? status : 3;
}

static int explain_operand(struct gb_explain_job *job, const char *operand)
{
	size_t file = gb_explain_file_part(operand);
	struct gb_span s = gb_span_of(operand);

	if (file > 0) {
		char *path = g_strndup(operand, file);
		int status = gb_explain_file(job, path, gb_span_from(s, file < s.n ? file + 1 : file));

		gb_explainer_setting(job->x, &job->alone_setting);
		g_free(path);
		return status;
	}
	if (!gb_utf8_valid(s)) {
		gb_complain("explain", "%s", _("the text is not UTF-8"));
		return 1;
	}
	explain_line(job, s);
	return 0;
}

static int explain_all(struct gb_explain_job *job, bool dated, int argc, char **argv)
{
	struct gb_out out;
	int status = 0;

	gb_out_init(&out, stdout);
	job->form->begin(&job->out);
	for (int i = 1; i < argc; i++)
		status = gb_status_worst(status, explain_operand(job, argv[i]));
	if (argc < 2)
		status = explain_stream(job);
	if (job->alone && !dated)
		job->form->note(&job->out, GB_T("A sentence alone has no document around it: no period, no heading, no day. "
						"--date gives a day."));
	job->form->end(&job->out);
	fwrite(job->out.p, 1, job->out.n, stdout);
	return gb_out_close(&out) ? status : 3;
}

static int run(const char *grammars, const char *day, bool html, int argc, char **argv)
{
	struct gb_arena *home = gb_arena_new(0);
	struct gb_grammar *g = gb_grammar_load(home, grammars);
	struct gb_explain_job job = { .grammar = g, .form = html ? &gb_explain_as_html : &gb_explain_as_text };
	int status = 2;

	if (g != NULL) {
		job.arena = gb_arena_new(0);
		job.x = gb_explainer_new(g);
		job.alone_setting = (struct gb_setting){ .today = gb_span_of(day) };
		gb_explainer_setting(job.x, &job.alone_setting);
		status = explain_all(&job, *day != '\0', argc, argv);
		gb_explainer_free(job.x);
		gb_arena_free(job.arena);
		gb_buf_free(&job.out);
	}
	gb_grammar_close(g);
	gb_arena_free(home);
	return status;
}

int gb_cmd_explain(int argc, char **argv)
{
	char *grammars = NULL, *day = NULL;
	gboolean html = FALSE;
	const GOptionEntry entries[] = {
		GB_OPTION_GRAMMARS(&grammars),
		{ "date", 'd', 0, G_OPTION_ARG_STRING, &day, N_("the day that 今年 and 6月底 in a TEXT are read from"),
		  N_("YYYY-MM-DD") },
		{ "html", 0, 0, G_OPTION_ARG_NONE, &html, N_("write a page with the sentence in colours"), NULL },
		{ NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
	};
	const struct gb_usage usage = {
		N_("[TEXT|FILE#MEASURE|FILE...]"),
		N_("Shows how a sentence is read: what every stretch of it was taken for, by which rule (with its file and line),\n"
		"which rules fitted as well and why they lost, and the records that came of it.\n"
		"FILE#MEASURE explains a measure of a document: FILE#四/（十八） by its path as the records have it, FILE#（十八）\n"
		"by its label, FILE#M12 the twelfth of the file; also the id of a measure or of a record.  FILE explains all of it.\n"
		"Without operands, the lines of standard input."),
		entries,
	};
	int status;

	if (gb_options(&argc, &argv, &usage, &status)) {
		if (day != NULL && !gb_day_parse(gb_span_of(day), &(struct gb_day){ 0 }))
			status = gb_usage_error("explain", _("--date wants YYYY-MM-DD"));
		else
			status = run(grammars, day != NULL ? day : "", html, argc, argv);
	}
	g_free(grammars);
	g_free(day);
	return status;
}
