/* The layout engine on made-up pages: tables with lying lines only or none, frames, marks of notes, lost brackets. */
#include "layout_paper.h"

static void print_row(struct paper *p, double y, const double *x, const char *const *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (text[i] != NULL)
			print(p, x[i], y, text[i]);
}

static struct gb_layout *begin(struct gb_arena *a, struct result *r, struct paper **p)
{
	struct gb_layout *l = gb_layout_new(paper_grammar(false), keep, r);

	*r = (struct result){ .a = a };
	*p = paper_new(a, l, 1);
	return l;
}

static void end(struct gb_layout *l, struct paper *p)
{
	gb_layout_page(l, &p->page);
	gb_layout_end(l);
}

/* Three lines, a head in two rows; figures stand at the right of their column, heads in its middle. */
static void test_three_lines(struct gb_arena *a)
{
	struct result r;
	struct paper *p;
	struct gb_layout *l = begin(a, &r, &p);
	static const double x[] = { 110, 225, 325, 425, 525 };

	print(p, 260, 60, "表1　分地区情况");
	rule(p, 100, 98, 590, 99);
	rule(p, 190, 118, 590, 119);
	rule(p, 100, 138, 590, 139);
	print(p, 110, 113, "地区");
	print(p, 265, 103, "2023年");
	print(p, 465, 103, "2024年");
	for (int c = 1; c < 5; c++)
		print(p, x[c] - 15, 123, c % 2 ? "总量(亿元)" : "增速(%)");
	for (int i = 0; i < 4; i++) {
		print(p, 110, 143 + 16 * i, i == 0 ? "全 市" : i == 1 ? "东城" : i == 2 ? "西岭" : "南浦");
		for (int c = 1; c < 5; c++)
			print(p, x[c] + 20, 143 + 16 * i, c % 2 ? "813.92" : "11.5");
	}
	rule(p, 100, 210, 590, 211);
	print(p, 100, 220, "注：合计数因取舍不作调整。");
	end(l, p);
	expect(&r, 0, GB_BLOCK_PARAGRAPH, "表1 分地区情况");
	assert(r.block[1].kind == GB_BLOCK_TABLE && r.block[1].cells.n == 1 + 2 + 4 + 20);
	expect_cell(&r.block[1], 0, 0, 2, 1, "地区");
	expect_cell(&r.block[1], 0, 1, 1, 2, "2023年");
	expect_cell(&r.block[1], 0, 3, 1, 2, "2024年");
	expect_cell(&r.block[1], 1, 4, 1, 1, "增速(%)");
	expect_cell(&r.block[1], 2, 0, 1, 1, "全市");
	expect_cell(&r.block[1], 5, 3, 1, 1, "813.92");
	expect(&r, 2, GB_BLOCK_PARAGRAPH, "注：合计数因取舍不作调整。");
}

/* A line below every row: cells of several lines, a cell over two rows, the name of a section, an empty cell. */
static void test_lines_between_rows(struct gb_arena *a)
{
	struct result r;
	struct paper *p;
	struct gb_layout *l = begin(a, &r, &p);
	static const double x[] = { 105, 160, 320, 450 };
	static const char *const head[] = { "类别", "主要任务", "责任单位", "时限" }, *const two[] = { NULL, "提升污水处理厂", NULL, "年底" };
	static const double y[] = { 98, 118, 138, 178, 198, 218 };

	for (size_t i = 0; i < sizeof y / sizeof *y; i++)
		rule(p, i == 3 ? 155 : 100, y[i], 500, y[i] + 0.5);
	print_row(p, 103, x, head, 4);
	print(p, 105, 123, "一、生态环境和公共服务");
	print(p, 105, 163, "水务");
	print(p, 160, 143, "推进老旧小区改造和农村");
	print(p, 160, 157, "公路提质");
	print(p, 320, 150, "市水务局");
	print(p, 450, 150, "六月");
	print_row(p, 183, x, two, 4);
	print(p, 105, 203, "交通");
	print(p, 160, 203, "完成前期工作");
	print(p, 320, 203, "市交通局");
	end(l, p);
	assert(r.n == 1 && r.block[0].kind == GB_BLOCK_TABLE);
	expect_cell(&r.block[0], 0, 3, 1, 1, "时限");
	expect_cell(&r.block[0], 1, 0, 1, 4, "一、生态环境和公共服务");
	expect_cell(&r.block[0], 2, 0, 2, 1, "水务");
	expect_cell(&r.block[0], 2, 1, 1, 1, "推进老旧小区改造和农村公路提质");
	expect_cell(&r.block[0], 3, 2, 1, 1, "");
	expect_cell(&r.block[0], 4, 3, 1, 1, "");
}

/* No line at all, no figures: words in three columns, one cell in two lines beside cells of one. */
static void test_words_alone(struct gb_arena *a)
{
	struct result r;
	struct paper *p;
	struct gb_layout *l = begin(a, &r, &p);
	static const double x[] = { 100, 220, 440 };
	static const char *const row[][3] = { { "名称", "职责", "处室" }, { "市教育局", "推进义务教育均衡工作", "规划处" },
					      { "市水务局", NULL, "综合处" }, { "市财政局", "落实资金保障", "预算处" },
					      { "市民政局", "建设养老服务设施", "法规处" } };

	for (int i = 0; i < 5; i++)
		print_row(p, 100 + 30 * i, x, row[i], 3);
	print(p, 220, 153, "完成河道综合整治以及水库的");
	print(p, 220, 167, "除险加固工作");
	end(l, p);
	assert(r.n == 1 && r.block[0].kind == GB_BLOCK_TABLE && r.block[0].cells.n == 15);
	expect_cell(&r.block[0], 2, 1, 1, 1, "完成河道综合整治以及水库的除险加固工作");
	expect_cell(&r.block[0], 2, 2, 1, 1, "综合处");
	expect_cell(&r.block[0], 4, 0, 1, 1, "市民政局");
}

/* What stands between lines at the end of a document is no table, nor are the titles of a contents page. */
static void test_no_tables(struct gb_arena *a)
{
	struct result r;
	struct paper *p;
	struct gb_layout *l = begin(a, &r, &p);

	print(p, 100, 60, "第一章　发展基础");
	print(p, 480, 60, "1");
	print(p, 100, 80, "第二章　总体思路");
	print(p, 480, 80, "4");
	print(p, 100, 100, "第三章　主要任务");
	print(p, 480, 100, "9");
	rule(p, 100, 598, 500, 599);
	print(p, 110, 603, "抄送：市委各部门，市人大常委会办公厅。");
	rule(p, 100, 618, 500, 619);
	print(p, 110, 623, "市政府办公厅");
	print(p, 370, 623, "2021年10月27日印发");
	rule(p, 100, 638, 500, 639);
	end(l, p);
	for (size_t i = 0; i < r.n; i++)
		assert(r.block[i].kind != GB_BLOCK_TABLE);
	assert(r.block[0].kind == GB_BLOCK_TOC);
}

static void box(struct paper *p, double x0, double y0, double x1, double y1)
{
	rule(p, x0, y0, x1, y0);
	rule(p, x0, y1, x1, y1);
	rule(p, x0, y0, x0, y1);
	rule(p, x1, y0, x1, y1);
}

/* A frame around words and a table is no table of one cell. */
static void test_frame(struct gb_arena *a)
{
	struct result r;
	struct paper *p;
	struct gb_layout *l = begin(a, &r, &p);

	box(p, 90, 50, 510, 700);
	print(p, 100, 60, "四、实验室检测");
	box(p, 100, 100, 500, 140);
	rule(p, 100, 120, 500, 120);
	rule(p, 300, 100, 300, 140);
	print(p, 105, 105, "标本");
	print(p, 305, 105, "结果");
	print(p, 105, 125, "血液");
	end(l, p);
	expect(&r, 0, GB_BLOCK_PARAGRAPH, "四、实验室检测");
	assert(r.n == 2 && r.block[1].kind == GB_BLOCK_TABLE && r.block[1].cells.n == 4);
	expect_cell(&r.block[1], 0, 1, 1, 1, "结果");
}

/* A power that stands so high that it seems a line of its own. */
static void test_high_marks(struct gb_arena *a)
{
	struct result r;
	struct paper *p;
	struct gb_layout *l = begin(a, &r, &p);
	const int small = gb_layout_face(l, GB_S("Song"), 5, false), face = p->face;

	print(p, 100, 100, "喷药量为200mL/m");
	print(p, 180, 100, "。");
	p->face = small;
	print(p, 175, 96, "2");
	p->glyph[p->page.nglyph - 1].y1 = 101.8F;
	p->glyph[p->page.nglyph - 1].x1 = 178;
	p->face = face;
	end(l, p);
	expect(&r, 0, GB_BLOCK_PARAGRAPH, "喷药量为200mL/m²。");
	assert(r.n == 1);
}

/* Opening brackets that the file calls blanks, and one it invents. */
static void test_lost_brackets(struct gb_arena *a)
{
	struct result r;
	struct paper *p;
	struct gb_layout *l = begin(a, &r, &p);

	print(p, 110, 100, "一）指导思想");
	print(p, 120, 130, "关于印发　文物保护规划》的通知已收到。");
	print(p, 120, 160, "各市文物局《文化和旅游局），新区各局：");
	print(p, 120, 190, "推进“十四五”规划。");
	p->glyph[p->page.nglyph++] = (struct gb_glyph){ .cp = 0x300a, .x0 = 142, .y0 = 190, .x1 = 147, .y1 = 200, .face = p->face };
	print(p, 120, 220, "中央　军委（办公厅）印发。"); /* a gap alone says nothing */
	end(l, p);
	expect(&r, 0, GB_BLOCK_PARAGRAPH, "（一）指导思想");
	assert(r.block[0].lines.item[0].len_cp == 7);
	expect(&r, 1, GB_BLOCK_PARAGRAPH, "关于印发《文物保护规划》的通知已收到。");
	expect(&r, 2, GB_BLOCK_PARAGRAPH, "各市文物局（文化和旅游局），新区各局：");
	expect(&r, 3, GB_BLOCK_PARAGRAPH, "推进“十四五”规划。");
	expect(&r, 4, GB_BLOCK_PARAGRAPH, "中央 军委（办公厅）印发。");
}

int main(void)
{
	struct gb_arena *a = gb_arena_new(0);

	test_three_lines(a);
	test_lines_between_rows(a);
	test_words_alone(a);
	test_no_tables(a);
	test_frame(a);
	test_high_marks(a);
	test_lost_brackets(a);
	gb_arena_free(a);
	paper_grammar(true);
	return 0;
}
