/* Numbers, quantities and dates as `extract` gets them, against the grammars of this tree. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "tag/tag.h"
#include "tag/internal.h"

struct figure {
	const char *text;
	const char *want; /* text|value|value_max|unit|comparator of every figure, joined by blanks */
};

static const struct figure figures[] = {
	{ "接入覆盖率达到１００％，其他区县达到80%以上。", "１００％|100||%|= 80%以上|80||%|>=" },
	{ "日均预警劝阻潜在受害人不低于2.7万人次", "不低于2.7万人次|27000||人次|>=" },
	{ "新筹集保障性住房1.2万套（间）", "1.2万套（间）|12000||套|=" },
	{ "覆盖青少年儿童1500余人次", "1500余人次|1500||人次|>" },
	{ "增长4.5%—5%，6—12岁，200～300万元", "4.5%—5%|4.5|5|%|range 6—12岁|6|12|岁|range 200～300万元|2000000|3000000|元|range" },
	{ "装机80万千瓦，送电38亿千瓦时", "80万千瓦|800000||千瓦|= 38亿千瓦时|3800000000||千瓦时|=" },
	{ "分别增长5%和7%左右", "5%|5||%|~ 7%左右|7||%|~" },
	{ "惠及150万农村人口", "150万农村人口|1500000||人|=" },
	{ "总投资一千二百亿元，三万五千户", "一千二百亿元|120000000000||元|= 三万五千户|35000||户|=" },
	{ "缩小到2.1∶1", "2.1∶1|2.1||比|=" },
	{ "单价50万元（含）以上", "50万元（含）以上|500000||元|>=" },
	{ "打造党建统领“885”工作体系、15分钟高品质生活服务圈", "" },
	{ "渝府办发〔2026〕12号，12345热线，5G，六大系统，二级及以上医院", "" },
	{ "每万人拥有公共文化设施面积", "" },
	{ "一二三级博物馆", "" },
	{ "吸引数十家企业、若干项目", "" },
};

static const struct figure dates[] = {
	{ "2026年11月底前完成", "2026年11月底前||2026-11-30" },
	{ "到2027年，", "到2027年|2027-01-01|2027-12-31" },
	{ "年底前，6月底前，第一季度", "年底前||2026-12-31 6月底前||2026-06-30 第一季度|2026-01-01|2026-03-31" },
	{ "“十五五”期间", "“十五五”期间|2026-01-01|2030-12-31" },
	{ "2027年3月启动，6月底前完成", "2027年3月|2027-03-01|2027-03-31 6月底前||2027-06-30" },
	{ "2026—2028年，1—9月", "2026—2028年|2026-01-01|2028-12-31 1—9月|2026-01-01|2026-09-30" },
	{ "2026年1月1日起施行", "2026年1月1日起|2026-01-01|" },
};

static bool is_time(const struct gb_mention *m)
{
	return m->kind == GB_MENTION_DATE || m->kind == GB_MENTION_DATERANGE;
}

static void add(char *out, struct gb_span s)
{
	if (s.n > 0)
		strncat(out, s.p, s.n);
}

static void describe(char *out, struct gb_span text, const struct gb_mention *m)
{
	const struct gb_span figure[] = { m->value, m->value_max, m->unit, m->comparator }, date[] = { m->from, m->to };
	size_t n = is_time(m) ? 2 : 4;

	if (*out != '\0')
		strcat(out, " ");
	add(out, gb_span_sub(text, m->at.start, m->at.end - m->at.start));
	for (size_t i = 0; i < n; i++) {
		strcat(out, "|");
		add(out, is_time(m) ? date[i] : figure[i]);
	}
}

static void run(struct gb_tagger *f, const struct figure *cases, size_t n, bool times)
{
	struct gb_arena *a = gb_arena_new(0);

	for (size_t i = 0; i < n; i++) {
		struct gb_span text = gb_span_of(cases[i].text);
		struct gb_mentions found = { 0 };
		char got[1000] = "";

		gb_arena_reset(a);
		gb_tagger_find(f, a, text, GB_S("2026-01-15"), &found);
		for (size_t k = 0; k < found.n; k++) {
			assert(k == 0 || found.item[k - 1].at.end <= found.item[k].at.start);
			assert(found.item[k].core.start >= found.item[k].at.start && found.item[k].core.end <= found.item[k].at.end);
			if (found.item[k].kind != GB_MENTION_MASK && found.item[k].kind != GB_MENTION_SET && is_time(&found.item[k]) == times)
				describe(got, text, &found.item[k]);
		}
		if (strcmp(got, cases[i].want) != 0)
			printf("%s\n  got  %s\n  want %s\n", cases[i].text, got, cases[i].want);
		assert(strcmp(got, cases[i].want) == 0);
	}
	gb_arena_free(a);
}

static void numerals(const struct gb_grammar *g)
{
	static const char *const pairs[][2] = {
		{ "三万五", "35000" }, { "1万5千", "15000" }, { "二〇二六", "2026" }, { "一百零七", "107" }, { "两千三百五", "2350" },
		{ "一万亿", "1000000000000" }, { "壹佰零贰", "102" }, { "廿五", "25" }, { "三点五万", "35000" }, { "1,234.50", "1234.5" },
		{ "一千一百一十一万一千亿", "1111100000000000" }, { "负二十", "-20" }, { "半", "0.5" }, { "七八万", NULL },
		{ "三五百", NULL }, { "十百", NULL }, { "一百二三", NULL }, { "万", "10000" },
	};
	struct gb_arena *a = gb_arena_new(0);
	struct gb_decimal d;

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		bool ok = gb_numeral_parse(gb_numeral_words(g), gb_span_of(pairs[i][0]), &d);

		if (ok != (pairs[i][1] != NULL))
			printf("%s\n", pairs[i][0]);
		assert(ok == (pairs[i][1] != NULL));
		assert(!ok || gb_span_eq(gb_decimal_print(a, d), gb_span_of(pairs[i][1])));
	}
	gb_arena_free(a);
}

int main(void)
{
	struct gb_buf why = { 0 };
	struct gb_grammar *g = gb_grammar_open("grammars", NULL, &why);
	struct gb_tagger *f;

	setvbuf(stdout, NULL, _IONBF, 0); /* what differs is told before an assertion ends the run */
	assert(g != NULL);
	numerals(g);
	f = gb_tagger_new(g);
	run(f, figures, sizeof figures / sizeof *figures, false);
	run(f, dates, sizeof dates / sizeof *dates, true);
	gb_tagger_free(f);
	gb_grammar_close(g);
	gb_buf_free(&why);
	return 0;
}
