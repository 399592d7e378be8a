/* Sentences cut into clauses: marks, brackets with a number in them, what is one token, the way back to the words. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "promise/clause.h"
#include "base/utf8.h"

enum { MOST = 8 };

struct numbers {
	struct gb_mention item[MOST];
	struct gb_mentions list;
};

/* Quantities at the words given, in order, ended by NULL. */
static void mark(struct numbers *n, struct gb_span text, const char *const *words)
{
	size_t from = 0;

	*n = (struct numbers){ 0 };
	n->list.item = n->item;
	for (; *words != NULL; words++) {
		const struct gb_span word = gb_span_of(*words);
		const size_t at = gb_span_find(text, word, from);

		assert(at != (size_t)-1);
		from = at + word.n;
		n->item[n->list.n++] = (struct gb_mention){ .kind = GB_MENTION_QUANTITY, .at = { at, from }, .core = { at, from } };
	}
}

static void expect(struct gb_arena *a, const char *line, const char *const *quantities, const char *const *clauses)
{
	const struct gb_span text = gb_span_of(line);
	struct gb_clauses out = { 0 };
	struct numbers n;
	size_t i = 0;

	mark(&n, text, quantities);
	gb_clause_cut(a, text, &n.list, &out);
	for (; clauses[i] != NULL; i++) {
		const struct gb_clause *c = &out.item[i];
		const struct gb_span got = i < out.n ? gb_span_sub(text, c->at.start, c->at.end - c->at.start) : GB_S("");

		if (!gb_span_eq(got, gb_span_of(clauses[i])))
			fprintf(stderr, "%s: clause %zu of %zu is \"%.*s\", not \"%s\"\n", line, i, out.n, (int)got.n, got.p, clauses[i]);
		assert(i < out.n && gb_span_eq(got, gb_span_of(clauses[i])));
	}
	assert(out.n == i);
}

#define ARE(...) (const char *const[]){ __VA_ARGS__, NULL }
#define NONE (const char *const[]){ NULL }

static void cutting(struct gb_arena *a)
{
	expect(a, "新建公园45个，培训1.5万人次；改造小区。", ARE("45个", "1.5万人次"), ARE("新建公园45个", "培训1.5万人次", "改造小区"));
	expect(a, "落实《条例，2026》和“十、百、千”工程，新建3个", ARE("3个"), ARE("落实《条例，2026》和“十、百、千”工程", "新建3个"));
	expect(a, "完善制度（办法，细则）建设", NONE, ARE("完善制度（办法，细则）建设"));
	expect(a, "没有标点", NONE, ARE("没有标点"));
}

/* A bracket that holds a number is read as clauses of its own, one that is never closed is text. */
static void brackets(struct gb_arena *a)
{
	const struct gb_span text = GB_S("新建公园（含小的10个）45个");
	struct gb_clauses out = { 0 };
	struct numbers n;
	size_t inner = 0, outer = 0;

	mark(&n, text, ARE("10个", "45个"));
	gb_clause_cut(a, text, &n.list, &out);
	for (size_t i = 0; i < out.n; i++) {
		inner += out.item[i].depth == 1;
		outer += out.item[i].depth == 0;
	}
	assert(inner == 1 && outer == 1);
	expect(a, "新建（公园，学校", NONE, ARE("新建（公园", "学校"));
}

static void tokens(struct gb_arena *a)
{
	const struct gb_span text = GB_S("为384栋建筑安装设施（如喷淋）");
	struct gb_clauses out = { 0 };
	struct numbers n;
	size_t len;

	mark(&n, text, ARE("384栋"));
	gb_clause_cut(a, text, &n.list, &out);
	assert(out.n == 1 && out.item[0].ntoken == 2 && out.item[0].mark == 0);

	const struct gb_clause *c = &out.item[0];
	const uint32_t first = gb_utf8_decode(gb_span_from(c->skeleton, 3), &len);

	assert(gb_clause_class(first) == GB_TOKEN_QUANTITY && gb_clause_token(c, first)->mention == &n.item[0]);
	assert(gb_clause_class(gb_utf8_decode_last(c->skeleton, &len)) == GB_TOKEN_ASIDE && gb_clause_class('x') == 0);
	assert(gb_span_eq(gb_clause_expand(c, a, text, c->skeleton, true), text));
	assert(gb_span_eq(gb_clause_expand(c, a, text, c->skeleton, false), GB_S("为384栋建筑安装设施")));
}

/* More numbers than there are characters for them: what has one has its own, of its class. */
static void too_many(struct gb_arena *a)
{
	enum { N = 2100 };
	struct gb_mention *item = gb_arena_array(a, N, sizeof *item);
	const struct gb_mentions list = { item, N, N };
	struct gb_clauses out = { 0 };
	struct gb_buf text = { 0 };

	for (size_t i = 0; i < N; i++) {
		item[i] = (struct gb_mention){ .kind = GB_MENTION_QUANTITY, .at = { text.n, text.n + 4 }, .core = { text.n, text.n + 4 } };
		gb_buf_add(&text, GB_S("5个和"));
	}
	gb_clause_cut(a, gb_buf_span(&text), &list, &out);
	for (size_t i = 0; i < out.n; i++)
		for (size_t k = 0; k < out.item[i].ntoken; k++) {
			assert(gb_clause_class(out.item[i].token[k].cp) == GB_TOKEN_QUANTITY);
			assert(gb_clause_token(&out.item[i], out.item[i].token[k].cp) == &out.item[i].token[k]);
		}
	gb_buf_free(&text);
}

static void nothing(struct gb_arena *a)
{
	const struct gb_mentions none = { 0 };
	struct gb_clauses out = { 0 };

	gb_clause_cut(a, (struct gb_span){ 0 }, &none, &out);
	for (size_t i = 0; i < out.n; i++)
		assert(out.item[i].skeleton.n == 0);
}

int main(void)
{
	struct gb_arena *a = gb_arena_new(0);

	cutting(a);
	brackets(a);
	tokens(a);
	too_many(a);
	nothing(a);
	gb_arena_free(a);
	return 0;
}
