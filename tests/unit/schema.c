/* The part of JSON Schema that is understood, each keyword with what it lets through and what it finds. */
#include <assert.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "record/schema.h"

static struct gb_schema *open_text(const char *text, struct gb_buf *why)
{
	char *path = g_strdup("/tmp/gongbao-schema-XXXXXX");
	int fd = g_mkstemp(path);

	assert(fd >= 0);
	close(fd);
	assert(g_file_set_contents(path, text, -1, NULL));
	struct gb_schema *s = gb_schema_open(path, why);

	unlink(path);
	g_free(path);
	return s;
}

struct counter {
	struct gb_findings findings;
	char last[200];
};

static void count(struct gb_findings *self, struct gb_span where, struct gb_span what)
{
	struct counter *c = (struct counter *)self;

	snprintf(c->last, sizeof c->last, "%.*s %.*s", (int)where.n, where.p, (int)what.n, what.p);
}

static size_t findings(const struct gb_schema *s, const char *json, struct counter *c)
{
	struct gb_arena *a = gb_arena_new(0);
	struct gb_value *v = NULL;
	size_t at;

	assert(gb_json_parse(a, gb_span_of(json), &v, &at) == NULL);
	size_t n = gb_schema_check(s, v, &c->findings);

	gb_arena_free(a);
	return n;
}

static const struct {
	const char *schema, *json;
	size_t findings;
} cases[] = {
	{ "{\"type\":\"string\"}", "\"x\"", 0 },
	{ "{\"type\":\"string\"}", "1", 1 },
	{ "{\"type\":[\"string\",\"null\"]}", "null", 0 },
	{ "{\"type\":\"integer\"}", "1.5", 1 },
	{ "{\"type\":\"number\"}", "1", 0 },
	{ "{\"type\":\"number\"}", "1.5", 0 },
	{ "{\"enum\":[\"a\",null]}", "null", 0 },
	{ "{\"enum\":[\"a\",null]}", "\"null\"", 1 },
	{ "{\"const\":\"a\"}", "\"b\"", 1 },
	{ "{\"minimum\":1,\"maximum\":3}", "0", 1 },
	{ "{\"minimum\":1,\"maximum\":3}", "3", 0 },
	{ "{\"minLength\":1}", "\"\"", 1 },
	{ "{\"minLength\":2}", "\"\xe5\x85\xac\"", 1 },
	{ "{\"pattern\":\"^[0-9]+$\"}", "\"12\"", 0 },
	{ "{\"pattern\":\"^[0-9]+$\"}", "\"12x\"", 1 },
	{ "{\"pattern\":\"^[0-9]+$\"}", "\"12\\u0000\"", 1 },
	{ "{\"items\":{\"type\":\"null\"},\"minItems\":1,\"maxItems\":2}", "[null,1,null]", 2 },
	{ "{\"items\":{\"type\":\"null\"},\"minItems\":1}", "[]", 1 },
	{ "{\"properties\":{\"a\":{},\"b\":{}},\"required\":[\"a\",\"b\"],\"additionalProperties\":false}", "{\"a\":1,\"b\":2}", 0 },
	{ "{\"properties\":{\"a\":{},\"b\":{}},\"required\":[\"a\",\"b\"],\"additionalProperties\":false}", "{\"b\":1,\"a\":2}", 1 },
	{ "{\"properties\":{\"a\":{},\"b\":{}},\"required\":[\"a\",\"b\"],\"additionalProperties\":false}", "{\"a\":1,\"a\":2,\"c\":3}", 3 },
	{ "{\"additionalProperties\":{\"type\":\"string\"}}", "{\"a\":\"x\",\"b\":1}", 1 },
	{ "{\"$ref\":\"#/$defs/x\",\"$defs\":{\"x\":{\"type\":\"null\"}}}", "1", 1 },
	{ "{\"oneOf\":[{\"properties\":{\"record\":{\"const\":\"a\"},\"n\":{\"type\":\"null\"}}}]}", "{\"record\":\"a\",\"n\":1}", 1 },
	{ "{\"oneOf\":[{\"properties\":{\"record\":{\"enum\":[\"a\",\"b\"]}}}]}", "{\"record\":\"b\"}", 0 },
	{ "{\"oneOf\":[{\"properties\":{\"record\":{\"const\":\"a\"}}}]}", "{\"record\":\"c\"}", 1 },
	{ "{\"oneOf\":[{\"properties\":{\"record\":{\"const\":\"a\"}}}]}", "3", 1 },
};

static const char *const refused[] = {
	"{\"type\":\"text\"}",        "{\"allOf\":[]}", "{\"$ref\":\"#/$defs/x\"}", "{\"pattern\":\"(\"}",
	"{\"required\":[\"a\"]}", "not json",
};

int main(void)
{
	struct gb_buf why = { 0 };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct counter c = { .findings = { count } };
		struct gb_schema *s = open_text(cases[i].schema, &why);

		assert(s != NULL);
		size_t n = findings(s, cases[i].json, &c);

		if (n != cases[i].findings)
			fprintf(stderr, "%s with %s: %zu findings, the last %s\n", cases[i].schema, cases[i].json, n, c.last);
		assert(n == cases[i].findings);
		gb_schema_close(s);
	}
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		gb_buf_clear(&why);
		assert(open_text(refused[i], &why) == NULL);
		assert(why.n > 0);
	}
	gb_buf_free(&why);
	return 0;
}
