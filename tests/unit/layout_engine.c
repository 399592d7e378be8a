/* The layout engine on made-up pages: lines, paragraphs over pages, furniture, tables with and without lines. */
#include "layout_paper.h"

#define TEN "一二三四五六七八九十"
#define FORTY TEN TEN TEN TEN

/* A page of full lines, so that the area is known: 100..500. */
static double body(struct paper *p, double y)
{
	for (int i = 0; i < 4; i++) {
		print(p, 120, y, FORTY + 6); /* two characters of indent, to the edge */
		print(p, 100, y + 15, TEN TEN "完。");
		y += 30;
	}
	return y;
}

static void test_paragraph_over_pages(struct gb_arena *a)
{
	struct result r = { .a = a };
	struct gb_layout *l = gb_layout_new(paper_grammar(false), keep, &r);
	struct paper *one = paper_new(a, l, 1), *two = paper_new(a, l, 2), *three = paper_new(a, l, 3);

	print(one, 250, 30, "公报");
	body(one, 100);
	print(one, 120, 700, FORTY + 6);
	print(one, 290, 780, "- 1 -");
	print(two, 250, 30, "公报");
	print(two, 100, 100, "达到12");
	print(two, 133, 100, "万人。"); /* a little apart, as typesetters do */
	body(two, 120);
	print(two, 290, 780, "- 2 -");
	print(three, 250, 30, "公报");
	body(three, 100);
	print(three, 290, 780, "- 3 -");
	gb_layout_page(l, &one->page);
	gb_layout_page(l, &two->page);
	gb_layout_page(l, &three->page);
	gb_layout_end(l);
	expect(&r, 0, GB_BLOCK_FURNITURE, "公报");
	assert(r.block[5].kind == GB_BLOCK_PARAGRAPH && r.block[5].lines.n == 2);
	assert(gb_span_ends(r.block[5].text, GB_S("九十达到12万人。")));
	assert(r.block[5].lines.item[0].page == 1 && r.block[5].lines.item[1].page == 2);
	assert(r.block[5].lines.item[1].off_cp == 38 && r.block[5].lines.item[1].len_cp == 7);
	expect(&r, 6, GB_BLOCK_FURNITURE, "- 1 -");
}

static void test_grid_over_pages(struct gb_arena *a)
{
	struct result r = { .a = a };
	struct gb_layout *l = gb_layout_new(paper_grammar(false), keep, &r);
	struct paper *one = paper_new(a, l, 1), *two = paper_new(a, l, 2);
	static const double x[] = { 100, 150, 300, 500 };

	for (int i = 0; i < 4; i++) {
		rule(one, x[i], 100, x[i], 180);
		rule(two, x[i], 50, x[i], 130);
	}
	for (int i = 0; i < 5; i++)
		if (i != 2)
			rule(one, 100, 100 + 20 * i, 500, 100 + 20 * i);
	rule(one, 150, 140, 500, 140); /* the first column spans two rows */
	for (int i = 0; i < 5; i++)
		rule(two, 100, 50 + 20 * i, 500, 50 + 20 * i);
	print(one, 105, 105, "序号");
	print(one, 155, 105, "项目");
	print(one, 305, 105, "任务");
	print(one, 105, 125, "1");
	print(one, 155, 125, "甲");
	print(one, 305, 125, "子");
	print(one, 155, 145, "乙");
	print(one, 305, 145, "丑");
	print(one, 105, 165, "2");
	print(one, 155, 165, "丙");
	print(one, 305, 165, "建成一二三四五六七八九十二三四五六");
	print(two, 105, 55, "序号");
	print(two, 155, 55, "项目");
	print(two, 305, 55, "任务");
	print(two, 305, 75, "处。");
	print(two, 105, 95, "3");
	print(two, 155, 95, "丁");
	print(two, 305, 95, "卯");
	gb_layout_page(l, &one->page);
	gb_layout_page(l, &two->page);
	gb_layout_end(l);
	assert(r.n == 1 && r.block[0].kind == GB_BLOCK_TABLE);
	expect_cell(&r.block[0], 0, 0, 1, 1, "序号");
	expect_cell(&r.block[0], 1, 0, 2, 1, "1");
	expect_cell(&r.block[0], 2, 1, 1, 1, "乙");
	expect_cell(&r.block[0], 3, 2, 1, 1, "建成一二三四五六七八九十二三四五六处。");
	expect_cell(&r.block[0], 4, 1, 1, 1, "丁");
	assert(r.block[0].cells.item[0].header);
}

static void test_table_without_lines(struct gb_arena *a)
{
	struct result r = { .a = a };
	struct gb_layout *l = gb_layout_new(paper_grammar(false), keep, &r);
	struct paper *p = paper_new(a, l, 1);

	rule(p, 100, 90, 500, 90);
	print(p, 105, 95, "指标");
	print(p, 300, 95, "数值");
	rule(p, 100, 110, 500, 110);
	print(p, 105, 115, "人口");
	print(p, 300, 115, "866.60");
	print(p, 105, 130, "面积");
	print(p, 300, 130, "12.5");
	print(p, 105, 145, "户数");
	print(p, 300, 145, "35");
	rule(p, 100, 160, 500, 160);
	gb_layout_page(l, &p->page);
	gb_layout_end(l);
	assert(r.n == 1 && r.block[0].kind == GB_BLOCK_TABLE);
	expect_cell(&r.block[0], 0, 1, 1, 1, "数值");
	expect_cell(&r.block[0], 3, 1, 1, 1, "35");
}

static void test_spaces_and_notes(struct gb_arena *a)
{
	struct result r = { .a = a };
	struct gb_layout *l = gb_layout_new(paper_grammar(false), keep, &r);
	struct paper *p = paper_new(a, l, 1);
	const int small = gb_layout_face(l, GB_S("Song"), 5, false);

	body(p, 100);
	print(p, 120, 400, "林　　业，达到 2 9 0 0亿元，表2　2026年");
	print(p, 120, 450, "常住人口");
	p->glyph[p->page.nglyph++] = (struct gb_glyph){ .cp = '1', .x0 = 160, .y0 = 449, .x1 = 163, .y1 = 454, .face = small };
	print(p, 163, 450, "1761万人");
	gb_layout_page(l, &p->page);
	gb_layout_end(l);
	expect(&r, 4, GB_BLOCK_PARAGRAPH, "林业，达到2900亿元，表2 2026年");
	expect(&r, 5, GB_BLOCK_PARAGRAPH, "常住人口1761万人");
}

static void test_two_columns(struct gb_arena *a)
{
	struct result r = { .a = a };
	struct gb_layout *l = gb_layout_new(paper_grammar(false), keep, &r);
	struct paper *p = paper_new(a, l, 1);

	for (int i = 0; i < 9; i++) {
		print(p, i % 3 == 0 ? 100 : 80, 100 + 15 * i, i % 3 == 0 ? TEN "左左左左左左左左" : TEN TEN);
		print(p, i % 3 == 0 ? 330 : 310, 100 + 15 * i, i % 3 == 0 ? TEN "右右右右右右右右" : TEN TEN);
	}
	print(p, 80, 235, "末尾。");
	gb_layout_page(l, &p->page);
	gb_layout_end(l);
	assert(r.n == 6);
	expect(&r, 0, GB_BLOCK_PARAGRAPH, TEN "左左左左左左左左" FORTY);
	expect(&r, 2, GB_BLOCK_PARAGRAPH, TEN "左左左左左左左左" FORTY "末尾。");
	expect(&r, 3, GB_BLOCK_PARAGRAPH, TEN "右右右右右右右右" FORTY);
}

/* Columns are none when too many lines run over the gutter: `across` of them, and `two` that leave it free. */
static size_t blocks_of(struct gb_arena *a, int two, int across)
{
	struct result r = { .a = a };
	struct gb_layout *l = gb_layout_new(paper_grammar(false), keep, &r);
	struct paper *p = paper_new(a, l, 1);
	int y = 50;

	for (int i = 0; i < two; i++, y += 15) {
		print(p, 80, y, TEN TEN);
		print(p, 310, y, TEN "右右右右右右右右右右");
	}
	for (int i = 0; i < across; i++, y += 15)
		print(p, 80, y, FORTY "三三三");
	gb_layout_page(l, &p->page);
	gb_layout_end(l);
	for (size_t i = 0; i < r.n; i++) /* read as columns: the right one is a run of its own */
		if (gb_span_has(r.block[i].text, GB_S("右右" TEN "右右")))
			return 2;
	return 1;
}

static void test_lines_over_the_gutter(struct gb_arena *a)
{
	assert(blocks_of(a, 12, 0) == 2 && blocks_of(a, 12, 4) == 2); /* a third of them at most */
	assert(blocks_of(a, 12, 5) == 1 && blocks_of(a, 12, 10) == 1);
	assert(blocks_of(a, 8, 0) == 2 && blocks_of(a, 7, 0) == 1); /* eight lines at least */
}

static void test_nothing(void)
{
	struct result r = { 0 };
	struct gb_layout *l = gb_layout_new(paper_grammar(false), keep, &r);
	const struct gb_layout_page empty = { .number = 1, .width = 600, .height = 800 };

	gb_layout_page(l, &empty);
	gb_layout_end(l);
	assert(r.n == 0);
}

int main(void)
{
	struct gb_arena *a = gb_arena_new(0);

	test_paragraph_over_pages(a);
	test_grid_over_pages(a);
	test_table_without_lines(a);
	test_spaces_and_notes(a);
	test_two_columns(a);
	test_lines_over_the_gutter(a);
	test_nothing();
	gb_arena_free(a);
	paper_grammar(true);
	return 0;
}
