/* A line is its struct and comes back the same; a copy is its own; the kind of a line is found without reading it. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "record/record.h"
#include "base/utf8.h"

static void expect(const char *line, const char *kind)
{
	assert(gb_span_eq(gb_record_line_kind(gb_span_of(line)), gb_span_of(kind)));
}

static void kinds(void)
{
	expect("{\"record\":\"target\",\"id\":\"a\"}", "target");
	expect("{ \"record\" : \"sentence\" , \"seq\": 1 }", "sentence");
	expect("\t{\"seq\": [1, {\"record\": \"inner\"}], \"text\": \"\\\"}, \", \"record\": \"block\"}", "block");
	expect("{\"record\":\"\"}", "");
	expect("{\"text\":\"record\"}", "");
	expect("{\"record\":5}", "");
	expect("{\"record\":\"tar", "");
	expect("{\"record\"", "");
	expect("{\"a\":\"\\", "");
	expect("[\"record\",\"target\"]", "");
	expect("", "");
}

#define WHERE "{\"block\":3,\"offset\":1,\"length\":9,\"page\":2,\"bbox\":[1.0,2.0,3.5,4.0],\"cell\":[0,4]}"
#define NOWHERE "{\"block\":0,\"offset\":0,\"length\":0,\"page\":null,\"bbox\":null,\"cell\":null}"
#define BODIES "[{\"name\":\"\xe5\xb8\x82\",\"role\":\"x\"},{\"name\":\"b\",\"role\":null}]"
#define LINES "[[0,4,1,1.0,2.0,3.0,4.0],[4,1,1,1.0,2.0,3.0,4.0,77]]"

static const char *const lines[] = {
	"{\"record\":\"source\",\"schema\":\"gongbao/1\",\"path\":\"a\",\"media\":null,\"sha256\":null,\"bytes\":0,\"pages\":3,\"meta\":{\"k\":\"v\","
	"\"\":\"\"},\"via\":\"x\",\"trust\":{\"untrusted\":[1],\"pictures\":[],\"ocr\":[],\"engine\":null}}",
	"{\"record\":\"block\",\"source\":\"a\",\"seq\":5,\"kind\":\"table\",\"text\":\"\",\"page\":1,\"bbox\":[0.0,1.0,2.0,3.5],\"style\":{\"font\":\"f\","
	"\"size\":10.5,\"bold\":true,\"align\":\"justify\",\"indent\":-2.0,\"level\":9,\"lead\":4},\"cells\":[{\"row\":0,\"col\":1,\"rowspan\":2,"
	"\"colspan\":1,\"header\":true,\"text\":\"t\",\"page\":null,\"bbox\":null,\"lines\":" LINES "}],\"lines\":[],\"where\":\"/html\"}",
	"{\"record\":\"section\",\"document\":\"d\",\"path\":\"p\",\"label\":null,\"ordinal\":null,\"level\":2,\"title\":\"t\",\"where\":" WHERE "}",
	"{\"record\":\"measure\",\"id\":\"d#p\",\"document\":\"d\",\"measure\":\"p\",\"label\":\"l\",\"ordinal\":7,\"title\":null,\"text\":\"\\n\","
	"\"responsible\":" BODIES ",\"where\":" NOWHERE "}",
	"{\"record\":\"error\",\"path\":null,\"stage\":\"read\",\"page\":null,\"code\":\"bad_pdf\",\"message\":\"m\"}",
	"{\"record\":\"summary\",\"path\":\"a\",\"counts\":{\"document\":1,\"section\":2,\"measure\":3,\"target\":4,\"fact\":5,\"milestone\":6,\"error\":7},"
	"\"pages\":null}",
	"{\"record\":\"correction\",\"id\":\"i\",\"document\":null,\"action\":\"add\",\"field\":null,\"value\":{\"a\":[1]},\"reason\":null,\"was\":null,"
	"\"source\":null,\"state\":\"refused\",\"why\":\"w\",\"read\":null}",
};

/* Line to struct, to a copy that outlives both, to line. */
static void same(const char *text)
{
	struct gb_arena *a = gb_arena_new(0), *own = gb_arena_new(0);
	char *own_text = (char *)gb_arena_copy(a, gb_span_of(text)).p;
	const size_t n = strlen(text);
	struct gb_record r = gb_record_of_line((struct gb_span){ own_text, n });
	struct gb_buf again = { 0 };
	union {
		struct gb_source source;
		struct gb_block block;
		struct gb_section_record section;
		struct gb_measure_record measure;
		struct gb_error error;
		struct gb_summary_record summary;
		struct gb_correction_record correction;
	} copy;

	assert(r.kind < GB_KINDS);
	const void *data = gb_record_data(&r, a);

	gb_record_copy(own, r.kind, data, &copy);
	memset(own_text, '#', n);
	gb_arena_free(a);
	gb_record_write(&again, r.kind, &copy);
	if (!gb_span_eq(gb_buf_span(&again), gb_span_of(text)))
		fprintf(stderr, "%s\n%.*s\n", text, (int)again.n, again.p);
	assert(gb_span_eq(gb_buf_span(&again), gb_span_of(text)));
	gb_buf_free(&again);
	gb_arena_free(own);
}

struct counter {
	struct gb_sink sink;
	struct gb_arena *a;
	int puts;
};

/* What is asked for twice is made once. */
static void put(struct gb_sink *self, struct gb_record *r)
{
	struct counter *c = (struct counter *)self;
	const struct gb_span line = gb_record_line(r, c->a);
	const struct gb_value *v = gb_record_value(r, c->a);

	assert(r->kind == GB_KIND_FACT && gb_record_line(r, c->a).p == line.p && gb_record_value(r, c->a) == v);
	assert(gb_span_eq(gb_value_text(v, GB_S("quote")), GB_S("q")) && gb_span_starts(line, GB_S("{\"record\":\"fact\",")));
	assert(gb_span_has(line, GB_S("\"baseline\":{\"value\":\"1\",\"unit\":\"\",\"year\":null}")));
	assert(gb_span_has(line, GB_S("\"flags\":[\"text_untrusted\",\"ocr_doubtful\"]")));
	c->puts++;
}

static void passing(void)
{
	struct counter c = { { put, NULL }, gb_arena_new(0), 0 };
	const struct gb_target t = { .fact = true, .quote = GB_S("q"), .where = { .cell_row = -1 }, .baseline = { .value = GB_S("1") },
				     .flags = gb_flag_bit(GB_FLAG_LAYER) | gb_flag_bit(GB_FLAG_DIGITS) };

	gb_record_put_target(&c.sink, &t);
	assert(c.puts == 1);
	gb_arena_free(c.a);
}

/* Bytes in memory are characters in the record, there and back. */
static void mentions(void)
{
	struct gb_arena *a = gb_arena_new(0);
	const struct gb_span text = GB_S("\xe8\xbe\xbe\xe5\x88\xb0""12%");
	struct gb_utf8_cursor place = { 0, 0 }, back = { 0, 0 };
	const struct gb_mention_record m = { .m = { .kind = GB_MENTION_PERCENT, .at = { 0, 9 }, .core = { 6, 9 }, .value = GB_S("12") },
					     .text = text, .sentence = text, .place = &place };
	struct gb_record r = { .kind = GB_KIND_MENTION, .data = &m };
	struct gb_mention out;

	assert(gb_span_has(gb_record_line(&r, a), GB_S("\"kind\":\"percent\",\"start\":0,\"end\":5,")));
	assert(gb_span_ends(r.line, GB_S("\"core_start\":2,\"core_end\":5}")));
	gb_record_read_mention(gb_record_value(&r, a), text, &back, &out);
	assert(out.kind == m.m.kind && out.at.end == 9 && out.core.start == 6 && gb_span_eq(out.value, m.m.value));
	gb_arena_free(a);
}

int main(void)
{
	kinds();
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		same(lines[i]);
	passing();
	mentions();
	return 0;
}
