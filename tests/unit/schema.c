/*
 * The published schema and the fields in the manual page are those that records.def makes, and each kind of finding is
 * made where it should be.
 *
 *     schema             checks
 *     schema --write     writes the published files anew (make records)
 */
#include <assert.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "record/record.h"

struct counter {
	struct gb_findings findings;
	char last[200];
};

static void count(struct gb_findings *self, struct gb_span where, struct gb_span what)
{
	struct counter *c = (struct counter *)self;

	snprintf(c->last, sizeof c->last, "%.*s %.*s", (int)where.n, where.p, (int)what.n, what.p);
}

static void finds(const struct gb_checker *checker, const char *json, size_t n, const char *last)
{
	struct counter c = { .findings = { count } };
	struct gb_arena *a = gb_arena_new(0);
	struct gb_value *v = NULL;
	size_t at;

	assert(gb_json_parse(a, gb_span_of(json), &v, &at) == NULL);
	const size_t found = gb_checker_record(checker, v, &c.findings);

	if (found != n || strstr(c.last, last) == NULL)
		fprintf(stderr, "%s: %zu findings, the last %s\n", json, found, c.last);
	assert(found == n && strstr(c.last, last) != NULL);
	gb_arena_free(a);
}

#define ERROR(path, stage, page, code, message) \
	"{\"record\":\"error\",\"path\":" path ",\"stage\":" stage ",\"page\":" page ",\"code\":" code ",\"message\":" message "}"
#define BLOCK(kind, page, bbox, style, cells, lines)                                                                     \
	"{\"record\":\"block\",\"source\":\"\",\"seq\":0,\"kind\":" kind ",\"text\":\"\",\"page\":" page ",\"bbox\":" bbox \
	",\"style\":" style ",\"cells\":" cells ",\"lines\":" lines ",\"where\":null}"
#define STYLE(align, level) \
	"{\"font\":null,\"size\":null,\"bold\":false,\"align\":" align ",\"indent\":0.0,\"level\":" level ",\"lead\":null}"
#define PLAIN STYLE("null", "null")
#define SOURCE(sha, meta, trust)                                                                                              \
	"{\"record\":\"source\",\"schema\":\"gongbao/1\",\"path\":\"a\",\"media\":null,\"sha256\":" sha ",\"bytes\":1,\"pages\":null," \
	"\"meta\":" meta ",\"via\":null,\"trust\":" trust "}"

static void checks(void)
{
	static const struct {
		const char *json;
		size_t n;
		const char *last;
	} cases[] = {
		{ ERROR("null", "\"read\"", "null", "\"io\"", "\"m\""), 0, "" },
		{ ERROR("1", "\"read\"", "null", "\"io\"", "\"m\""), 1, "/path is of the wrong type: 1" },
		{ ERROR("null", "\"\"", "null", "\"io\"", "\"m\""), 1, "/stage is empty" },
		{ ERROR("null", "\"read\"", "0", "\"io\"", "\"m\""), 1, "/page is out of bounds: 0" },
		{ ERROR("null", "\"read\"", "1.5", "\"io\"", "\"m\""), 1, "/page is of the wrong type" },
		{ ERROR("null", "\"read\"", "1", "\"IO\"", "\"m\""), 1, "/code does not have the form" },
		{ ERROR("null", "\"read\"", "1", "\"io\\u0000\"", "\"m\""), 1, "/code does not have the form" },
		{ ERROR("null", "\"read\"", "1", "null", "\"m\",\"x\":1"), 2, "/x is not a key" },
		{ ERROR("null", "\"read\"", "1", "\"io\"", "\"m\",\"path\":null"), 1, "/path appears twice" },
		{ "{\"record\":\"error\",\"stage\":\"read\",\"path\":null,\"page\":1,\"code\":\"io\",\"message\":\"m\"}", 1, "out of order" },
		{ "{\"path\":null,\"record\":\"error\",\"stage\":\"read\",\"page\":1,\"code\":\"io\",\"message\":\"m\"}", 2, "record" },
		{ "{\"record\":\"error\",\"path\":null,\"stage\":\"read\",\"page\":1,\"code\":\"io\"}", 1, "lacks the key message" },
		{ "{\"record\":\"errors\"}", 1, "no such record" },
		{ "{\"record\":1}", 1, "no such record" },
		{ "[]", 1, "no such record" },
		{ BLOCK("\"toc\"", "1", "[0,1,2.5,3]", PLAIN, "[]", "[[0,1,1,0,0,1,1],[1,1,1,0,0,1,1,99]]"), 0, "" },
		{ BLOCK("\"TOC\"", "1", "null", PLAIN, "[]", "[]"), 1, "/kind is not one of the allowed words" },
		{ BLOCK("null", "1", "null", PLAIN, "[]", "[]"), 1, "/kind is not one of the allowed words" },
		{ BLOCK("\"toc\"", "1", "[0,1,2]", PLAIN, "[]", "[]"), 1, "/bbox has too few" },
		{ BLOCK("\"toc\"", "1", "[0,1,2,\"3\"]", PLAIN, "[]", "[]"), 1, "/bbox/3 is of the wrong type" },
		{ BLOCK("\"toc\"", "1", "null", PLAIN, "[]", "[[0,1,1,0,0,1]]"), 1, "/lines/0 has too few" },
		{ BLOCK("\"toc\"", "1", "null", STYLE("\"left\"", "9"), "[]", "[]"), 0, "" },
		{ BLOCK("\"toc\"", "1", "null", STYLE("\"\"", "10"), "[]", "[]"), 2, "/style/level is out of bounds" },
		{ BLOCK("\"toc\"", "1", "null", "null", "[{}]", "[]"), 10, "lacks the key lines" },
		{ SOURCE("null", "{\"a\":\"b\"}", "null"), 0, "" },
		{ SOURCE("\"ab\"", "{\"a\":1}", "null"), 2, "/meta/a is of the wrong type" },
		{ SOURCE("null", "{}", "{\"untrusted\":[1],\"pictures\":[],\"ocr\":[0],\"engine\":null}"), 1, "/trust/ocr/0 is out of bounds" },
	};
	struct gb_checker *c = gb_checker_new();

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		finds(c, cases[i].json, cases[i].n, cases[i].last);
	gb_checker_free(c);
}

static void read_file(const char *path, struct gb_buf *out)
{
	char *text = NULL;
	gsize n = 0;

	assert(g_file_get_contents(path, &text, &n, NULL));
	gb_buf_add(out, (struct gb_span){ text, n });
	g_free(text);
}

/* The page with the table of fields between its marks. */
static void fill_page(struct gb_span page, bool chinese, struct gb_buf *out)
{
	const struct gb_span begin = GB_S(".\\\" fields: written by make records\n"), end = GB_S(".\\\" end of fields\n");
	const size_t from = gb_span_find(page, begin, 0), to = gb_span_find(page, end, 0);

	assert(from != (size_t)-1 && to != (size_t)-1);
	gb_buf_add(out, gb_span_sub(page, 0, from + begin.n));
	gb_schema_fields(out, chinese);
	gb_buf_add(out, gb_span_from(page, to));
}

/* Holds the file against the text, or writes it. */
static void keep(const char *path, const struct gb_buf *text, bool write)
{
	struct gb_buf there = { 0 };

	if (write)
		assert(g_file_set_contents(path, text->p, (gssize)text->n, NULL));
	read_file(path, &there);
	if (!gb_span_eq(gb_buf_span(&there), gb_buf_span(text)))
		fprintf(stderr, "%s is not what records.def says: make records\n", path);
	assert(gb_span_eq(gb_buf_span(&there), gb_buf_span(text)));
	gb_buf_free(&there);
}

static void keep_page(const char *path, bool chinese, bool write)
{
	struct gb_buf page = { 0 }, filled = { 0 };

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return; /* not translated yet */
	read_file(path, &page);
	fill_page(gb_buf_span(&page), chinese, &filled);
	keep(path, &filled, write);
	gb_buf_free(&page);
	gb_buf_free(&filled);
}

int main(int argc, char **argv)
{
	const bool write = argc > 1 && strcmp(argv[1], "--write") == 0;
	struct gb_buf schema = { 0 };

	checks();
	gb_schema_write(&schema);
	keep("grammars/schema/gongbao-1.schema.json", &schema, write);
	keep_page("grammars/schema/gongbao-records.5", false, write);
	keep_page("extractors/po/zh_CN/gongbao-records.5", true, write);
	gb_buf_free(&schema);
	return 0;
}
