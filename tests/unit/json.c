/* JSON as records have it: what is written, what is read and what is refused, and where; a tree that is copied with its line. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"

static void expect(const struct gb_buf *b, const char *text)
{
	assert(gb_span_eq(gb_buf_span(b), gb_span_of(text)));
}

static void writing(void)
{
	struct gb_buf b = { 0 };
	struct gb_json j = { .out = &b };

	gb_json_open(&j, '{');
	gb_json_key(&j, GB_S("a"));
	gb_json_str(&j, GB_S("\"\\\n\x01\x7f\xe5\x85\xac"));
	gb_json_key(&j, GB_S("b"));
	gb_json_str_or_null(&j, (struct gb_span){ NULL, 0 });
	gb_json_key(&j, GB_S("c"));
	gb_json_open(&j, '[');
	gb_json_int(&j, -7);
	gb_json_int_or_null(&j, 0);
	gb_json_bool(&j, true);
	gb_json_open(&j, '[');
	gb_json_close(&j, ']');
	gb_json_raw(&j, GB_S("{\"x\":1}"));
	gb_json_close(&j, ']');
	gb_json_close(&j, '}');
	expect(&b, "{\"a\":\"\\\"\\\\\\n\\u0001\\u007f\xe5\x85\xac\",\"b\":null,\"c\":[-7,null,true,[],{\"x\":1}]}");
	gb_buf_free(&b);
}

/* One decimal; halves go away from zero; nothing is "-0.0". */
static void points(void)
{
	static const struct {
		double pt;
		const char *text;
	} cases[] = { { 0, "0.0" }, { -0.04, "0.0" }, { -0.05, "-0.1" }, { 12.25, "12.3" }, { -12.25, "-12.3" }, { 99.96, "100.0" }, { 1e300, "0.0" } };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct gb_buf b = { 0 };
		struct gb_json j = { .out = &b };

		gb_json_point(&j, cases[i].pt);
		expect(&b, cases[i].text);
		gb_buf_free(&b);
	}
}

static void reading(void)
{
	struct gb_arena *a = gb_arena_new(0);
	struct gb_value *v = NULL;
	size_t at;

	assert(gb_json_parse(a, GB_S(" { \"a\" : [1, -2.50e3, \"\\u5168\\ud83d\\ude00\\/\"] ,\"b\":null,\"a\":true}\r"), &v, &at) == NULL);
	const struct gb_value *list = gb_value_member(v, GB_S("a"));

	assert(list->kind == GB_JSON_ARRAY && gb_span_eq(list->raw, GB_S("[1, -2.50e3, \"\\u5168\\ud83d\\ude00\\/\"]")));
	assert(gb_span_eq(list->first->next->text, GB_S("-2.50e3")) && gb_value_parse_int(list->first->next->text) == -2);
	assert(gb_span_eq(list->first->next->next->text, GB_S("\xe5\x85\xa8\xf0\x9f\x98\x80/")));
	assert(gb_value_text(v, GB_S("b")).n == 0 && gb_value_text(v, GB_S("none")).n == 0 && gb_value_int(NULL, GB_S("a")) == 0);
	assert(gb_value_member(list, GB_S("a")) == NULL && !gb_value_true(v, GB_S("b")));
	gb_arena_free(a);
}

static void refusing(void)
{
	static const struct {
		const char *line;
		size_t at;
	} cases[] = {
		{ "", 0 },          { "{", 1 },        { "{\"a\"}", 4 },  { "{\"a\":}", 5 },    { "[1,]", 3 },        { "[1 2]", 3 },
		{ "01", 0 },        { "1.", 0 },       { "1e", 0 },       { "-", 0 },           { "nul", 0 },         { "\"a", 2 },
		{ "\"\x01\"", 1 },  { "\"\\x\"", 4 },  { "\"\\u12\"", 6 }, { "\"\\ud800\"", 8 }, { "\"\\udc00\"", 8 }, { "1 1", 2 },
	};

	int bad = 0;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct gb_arena *a = gb_arena_new(0);
		struct gb_value *v = NULL;
		size_t at = 99;
		const char *wrong = gb_json_parse(a, gb_span_of(cases[i].line), &v, &at);

		assert(wrong != NULL && v == NULL);
		if (at != cases[i].at)
			fprintf(stderr, "%s: %zu, not %zu\n", cases[i].line, at, cases[i].at);
		bad += at != cases[i].at;
		gb_arena_free(a);
	}
	assert(bad == 0);
}

static void depth(void)
{
	char line[2 * 65 + 1] = { 0 };

	for (int deep = 64; deep <= 65; deep++) {
		struct gb_arena *a = gb_arena_new(0);
		struct gb_value *v = NULL;
		size_t at;

		memset(line, '[', (size_t)deep);
		memset(line + deep, ']', (size_t)deep);
		assert((gb_json_parse(a, (struct gb_span){ line, 2 * (size_t)deep }, &v, &at) == NULL) == (deep == 64));
		gb_arena_free(a);
	}
}

static void numbers(void)
{
	assert(gb_value_parse_int(GB_S("9223372036854775807")) == 9223372036854775807LL);
	assert(gb_value_parse_int(GB_S("99999999999999999999")) == 9223372036854775807LL);
	assert(gb_value_parse_int(GB_S("-99999999999999999999")) < -9223372036854775807LL);
	assert(gb_value_parse_int((struct gb_span){ NULL, 0 }) == 0 && gb_value_parse_int(GB_S("12.9")) == 12);
}

/* The line is gone, the copy is not. */
static void copying(void)
{
	struct gb_arena *line = gb_arena_new(0), *own = gb_arena_new(0);
	char text[] = "{\"k\":[\"a\\n\",{\"x\":1.5}],\"l\":\"\"}";
	struct gb_span from = { text, sizeof text - 1 };
	struct gb_value *v = NULL;
	size_t at;

	assert(gb_json_parse(line, from, &v, &at) == NULL);
	const struct gb_value *copy = gb_json_copy(own, v, from, gb_arena_copy(own, from));

	memset(text, '#', sizeof text - 1);
	gb_arena_free(line);
	const struct gb_value *k = gb_value_member(copy, GB_S("k"));

	assert(gb_span_eq(k->raw, GB_S("[\"a\\n\",{\"x\":1.5}]")) && gb_span_eq(k->first->text, GB_S("a\n")));
	assert(gb_span_eq(gb_value_text(k->first->next, GB_S("x")), GB_S("1.5")) && k->first->next->next == NULL);
	assert(gb_value_member(copy, GB_S("l"))->kind == GB_JSON_STRING && copy->next == NULL);
	gb_arena_free(own);
}

int main(void)
{
	writing();
	points();
	reading();
	refusing();
	depth();
	numbers();
	copying();
	return 0;
}
