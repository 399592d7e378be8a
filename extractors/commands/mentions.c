/* mentions - lines of plain text in, one object a line out: every number, quantity and date with its place. */
#include "commands.h"

#include <errno.h>
#include <string.h>

#include "base/lines.h"
#include "record/record.h"
#include "files.h"
#include "filter.h"
#include "options.h"
#include "text/day.h"
#include "tag/tag.h"
#include "base/utf8.h"

/* A cursor that turns rising byte offsets into code points without counting from the start each time. */
struct place {
	struct gb_span text;
	size_t byte, cp;
};

struct mentions_run_state {
	struct gb_tagger *finder;
	struct gb_arena *arena; /* of the line at hand */
	struct gb_span today;
	struct gb_buf tmp;
	struct gb_sink *to;
	bool masks, document;
	int status;
};

static long long code_point(struct place *p, size_t byte)
{
	if (byte < p->byte)
		p->byte = p->cp = 0;
	p->cp += gb_utf8_count(gb_span_sub(p->text, p->byte, byte - p->byte));
	p->byte = byte;
	return (long long)p->cp;
}

/* A number without a value keeps null; one without a unit has "" only in records of targets. */
static void write_mention(struct gb_json *j, struct place *at, const struct gb_mention *m)
{
	gb_json_open(j, '{');
	gb_json_key(j, GB_S("start"));
	gb_json_int(j, code_point(at, m->at.start));
	gb_json_key(j, GB_S("end"));
	gb_json_int(j, code_point(at, m->at.end));
	gb_json_text(j, GB_S("kind"), gb_record_mention_kind(m->kind));
	gb_json_key(j, GB_S("text"));
	gb_json_str(j, gb_span_sub(at->text, m->at.start, m->at.end - m->at.start));
	gb_json_text(j, GB_S("value"), m->value);
	gb_json_text(j, GB_S("value_max"), m->value_max);
	gb_json_text(j, GB_S("unit"), m->unit);
	gb_json_text(j, GB_S("comparator"), m->comparator);
	gb_json_text(j, GB_S("from"), m->from);
	gb_json_text(j, GB_S("to"), m->to);
	gb_json_text(j, GB_S("duration"), m->duration);
	gb_json_text(j, GB_S("per"), m->per);
	gb_json_key(j, GB_S("assumed"));
	gb_json_bool(j, m->assumed);
	gb_json_close(j, '}');
}

static void write_line(struct mentions_run_state *r, struct gb_span text, unsigned long long number)
{
	struct gb_mentions found = { 0 };
	struct place at = { .text = text };
	struct gb_json j = { .out = &r->tmp };

	gb_arena_reset(r->arena);
	gb_tagger_find(r->finder, r->arena, text, r->today, &found);
	gb_buf_clear(&r->tmp);
	gb_json_open(&j, '{');
	gb_json_key(&j, GB_S("record"));
	gb_json_str(&j, GB_S("mentions"));
	gb_json_key(&j, GB_S("line"));
	gb_json_int(&j, (long long)number);
	gb_json_key(&j, GB_S("mentions"));
	gb_json_open(&j, '[');
	for (size_t i = 0; i < found.n; i++)
		if (found.item[i].kind != GB_MENTION_MASK || r->masks)
			write_mention(&j, &at, &found.item[i]);
	gb_json_close(&j, ']');
	gb_json_close(&j, '}');
	gb_record_put_line(r->to, gb_buf_span(&r->tmp));
}

static void report_bad_line(struct mentions_run_state *r, const char *name, unsigned long long number, enum gb_err code)
{
	char message[64];

	snprintf(message, sizeof message, "line %llu: %s", number, gb_err_text(code).p);
	const struct gb_error e = { .path = gb_span_of(name), .stage = GB_S("mentions"), .code = code, .message = gb_span_of(message) };

	r->status = gb_status_worst(r->status, gb_err_status(code));
	gb_record_put_error(r->to, &e);
}

static void run_stream(struct mentions_run_state *r, FILE *in, const char *name)
{
	struct gb_line_reader lines;
	struct gb_span line;
	enum gb_line_got got;

	gb_line_reader_init(&lines, in, (size_t)64 << 20);
	while ((got = gb_line_reader_next(&lines, &line)) == GB_LINE_OK || got == GB_LINE_TOO_LONG) {
		if (got == GB_LINE_TOO_LONG)
			report_bad_line(r, name, lines.number, GB_ERR_LIMIT);
		else if (!gb_utf8_valid(line))
			report_bad_line(r, name, lines.number, GB_ERR_CHARSET);
		else
			write_line(r, line, lines.number);
	}
	gb_line_reader_free(&lines);
	if (got == GB_LINE_FAILED) {
		gb_say_error("mentions", _("cannot read %s: %s"), name, gb_say_errno(errno));
		r->status = 3;
	}
}

static void run_file(struct mentions_run_state *r, const char *name)
{
	FILE *in = strcmp(name, "-") == 0 ? stdin : gb_files_open_input("mentions", name);

	if (in == NULL) {
		r->status = gb_status_worst(r->status, gb_err_status(GB_ERR_OPEN));
		return;
	}
	run_stream(r, in, name);
	if (in != stdin)
		fclose(in);
}

static int mentions_run(struct mentions_run_state *r, const char *grammars, int argc, char **argv)
{
	struct gb_arena *home = gb_arena_new(0);
	struct gb_grammar *g = gb_places_load(home, grammars);

	if (g == NULL) {
		gb_arena_free(home);
		return 2;
	}
	r->arena = gb_arena_new(0);
	r->finder = gb_tagger_new(g);
	gb_tagger_loose(r->finder, !r->document);
	gb_tagger_running(r->finder, !r->document);
	for (int i = 1; i < argc; i++)
		run_file(r, argv[i]);
	if (argc < 2) {
		gb_files_input_terminal("mentions");
		run_file(r, "-");
	}
	gb_tagger_free(r->finder);
	gb_arena_free(r->arena);
	gb_buf_free(&r->tmp);
	gb_grammar_close(g);
	gb_arena_free(home);
	return r->status;
}

int gb_cmd_mentions(int argc, char **argv)
{
	char *grammars = NULL, *date = NULL;
	gboolean masks = FALSE, document = FALSE;
	struct gb_out out;
	const GOptionEntry entries[] = {
		GB_OPTION_GRAMMARS(&grammars),
		{ "date", 'd', 0, G_OPTION_ARG_STRING, &date, N_("the day from which 今年, 年底, 6月 are understood"), N_("YYYY-MM-DD") },
		{ "masks", 0, 0, G_OPTION_ARG_NONE, &masks, N_("also show what was recognised as not a quantity"), NULL },
		{ "document", 0, 0, G_OPTION_ARG_NONE, &document, N_("read as extract does: no bare numerals in characters"), NULL },
		{ NULL, 0, 0, 0, NULL, NULL, NULL },
	};
	const struct gb_usage usage = { N_("[FILE...]"), N_("Finds numbers, quantities and dates in lines of plain text."), entries };
	struct mentions_run_state r = { .to = &out.sink, .masks = false };
	struct gb_day day;
	int status;

	gb_out_init(&out, stdout);
	if (gb_options(&argc, &argv, &usage, &status)) {
		r.masks = masks;
		r.document = document;
		r.today = date != NULL ? gb_span_of(date) : GB_S("");
		if (date != NULL && !gb_day_parse(r.today, &day))
			status = gb_options_error("mentions", _("--date must be YYYY-MM-DD"));
		else
			status = mentions_run(&r, grammars, argc, argv);
		status = gb_out_close(&out) ? status : 3;
	}
	g_free(grammars);
	g_free(date);
	return status;
}
