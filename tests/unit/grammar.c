/* The grammar engine: loading, examples, longest match, words, errors with file and line. */
#define _GNU_SOURCE /* MAP_ANONYMOUS */

#include <assert.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "grammar/grammar.h"

static const char sample[] =
	"# an amount as gazettes write it\n"
	"pat hz     = [零〇一二两三四五六七八九十百千万亿]\n"
	"pat hanzi  = (?! [零〇百千万亿] ) {hz}+\n"
	"pat arabic = [0-9]+ (?: , [0-9]{3} )* (?: \\. [0-9]+ )?\n"
	"pat number = {arabic} | {hanzi}\n"
	"pat edge   = (?<! [第.0-9] ) (?<! {hz} )     # never start inside a longer number\n"
	"map scale : times:number\n"
	"  万         1e4\n"
	"  亿         1e8\n"
	"  万亿       1e12\n"
	"map unit : id\n"
	"  亩         mu\n"
	"  元         CNY\n"
	"  %          pct\n"
	"  个百分点   pp\n"
	"  + 三[亩]地            id=mu\n"
	"  + 两[个百分点]        id=pp\n"
	"  - 第[个]\n"
	"  - 三所学校\n"
	"map least : op:comparator\n"
	"  不低于     >=\n"
	"  约         ~\n"
	"map bound : op:comparator\n"
	"  以上       >=\n"
	"rule amount\n"
	"  match = {lo:least}? {edge} {n:number} {s:scale}?\n"
	"          {u:unit} {hi:bound}?\n"
	"  times = s.times | \"1\"\n"
	"  unit  = u.id\n"
	"  cmp   = lo.op | hi.op | \"=\"\n"
	"  + 新建高标准农田[3.5万亩以上]     n=3.5 times=1e4 unit=mu cmp=>=\n"
	"  + 森林覆盖率[不低于24.1%]         n=24.1 unit=pct cmp=>= times=1\n"
	"  + 比上年提高[两个百分点]          unit=pp cmp==\n"
	"  + 总投资[一千二百亿元]左右        unit=CNY cmp==\n"
	"  - 第十三亩                        # an ordinal\n"
	"  - 万亩良田                        # no number\n"
	"rule acre\n"
	"  match = 亩\n"
	"  + 良[亩]\n"
	"  - 田\n";

/* Two files: `later` is loaded after `quantity`. */
static struct gb_grammar *open_sample(const char *text, struct gb_buf *why)
{
	static const char *const name[] = { "quantity.gram", "later.gram", "MANIFEST" };
	const char *const content[] = { text, "set later = 后\n", "quantity\nlater\n" };
	char *dir = g_dir_make_tmp("gongbao-XXXXXX", NULL);
	char *path[3];
	struct gb_grammar *g;

	for (size_t i = 0; i < 3; i++) {
		path[i] = g_build_filename(dir, name[i], NULL);
		assert(g_file_set_contents(path[i], content[i], -1, NULL));
	}
	g = gb_grammar_open_part(dir, NULL, why);
	if (g != NULL && !gb_grammar_compile(g, why)) {
		gb_grammar_close(g);
		g = NULL;
	}
	for (size_t i = 0; i < 3; i++) {
		unlink(path[i]);
		g_free(path[i]);
	}
	rmdir(dir);
	g_free(dir);
	return g;
}

static void test_examples(const struct gb_grammar *g)
{
	struct gb_buf report = { 0 };
	size_t tests = 0, n = gb_grammar_check(g, &report, &tests);

	if (report.n > 0)
		fwrite(report.p, 1, report.n, stderr);
	assert(n == 0);
	assert(tests == 12);
	gb_buf_free(&report);
}

/* Each line of a set or map that is wrong is a finding; coverage counts the words of the + lines, of rules and of sets. */
static void test_word_lines(void)
{
	static const char text[] = "map m : n:number\n  甲 1\n  甲乙 2\n  丙 -\n  丁 4\n"
				   "  + [甲]丙  n=1\n  - [甲]乙\n  - 戊己\n"
				   "  + [甲]乙\n  + [甲乙]  n=3\n  + [丙]  m=1\n  - [甲乙]\n  - 戊丙\n"
				   "rule r\n  match = {m}\n  + 在[丁]处\n  - 戊\n"
				   "set sign = - +\n  + 3[-]5\n"; /* in the first line they are words */
	struct gb_buf why = { 0 }, report = { 0 };
	struct gb_grammar *g = open_sample(text, &why);
	struct gb_coverage c;
	size_t tests;

	assert(g != NULL);
	assert(gb_grammar_check(g, &report, &tests) == 5 && tests == 11);
	gb_buf_add_byte(&report, '\0');
	for (int line = 9; line <= 13; line++) {
		char place[8];

		snprintf(place, sizeof place, ":%d: m", line);
		assert(strstr(report.p, place) != NULL);
	}
	gb_buf_clear(&report);
	c = gb_grammar_cover(g, &report);
	gb_buf_add_byte(&report, '\0');
	assert(c.words == 7 && c.reached == 5); /* 后 of the other file is not reached */
	assert(strstr(report.p, "later.gram:1: later: no + line reaches the word 后") != NULL);
	gb_grammar_close(g);
	gb_buf_free(&report);
	gb_buf_free(&why);
}

static void test_scan(const struct gb_grammar *g)
{
	struct gb_arena *a = gb_arena_new(0);
	struct gb_matcher *m = gb_matcher_new(g);
	struct gb_matches found = { 0 };
	struct gb_span text = GB_S("建设3.5万亩、良亩和约20亿元");

	gb_pass_scan(gb_grammar_pass_number(g, 0), m, a, text, (struct gb_range){ 0, text.n }, &found);
	assert(found.n == 3);
	assert(gb_span_eq(gb_match_field(&found.item[0], text, "n"), GB_S("3.5")));
	assert(gb_span_eq(gb_match_key(&found.item[0], GB_KEY_TIMES), GB_S("1e4")));
	assert(gb_span_eq(gb_rule_name(found.item[1].rule), GB_S("acre")));
	assert(gb_match_word(&found.item[2], GB_KEY_CMP) == GB_WORD_COMPARATOR_ABOUT);
	assert(gb_match_word(&found.item[1], GB_KEY_CMP) == GB_WORD_NONE);
	assert(gb_match_word(&found.item[0], GB_KEY_UNIT) == GB_WORD_NONE); /* a text, no word of a list */
	gb_matcher_free(m);
	gb_arena_free(a);
}

static void test_words(const struct gb_grammar *g)
{
	const struct gb_words *unit = gb_grammar_words_named(g, "unit");

	assert(unit != NULL && gb_grammar_words_named(g, "units") == NULL);
	assert(gb_words_has(unit, GB_S("亩")) && !gb_words_has(unit, GB_S("公里")));
	assert(gb_words_prefix(unit, GB_S("个百分点以上")) == 12);
	assert(gb_words_suffix(unit, GB_S("三亩")) == 3);
	assert(gb_span_eq(gb_words_value(unit, GB_S("元"), "id"), GB_S("CNY")));
}

/* A word at the very end of memory: nothing behind a span is read. */
static void test_words_at_the_edge(const struct gb_grammar *g)
{
	const struct gb_words *unit = gb_grammar_words_named(g, "unit");
	const size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *two = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	assert(two != MAP_FAILED && mprotect(two + page, page, PROT_NONE) == 0);
	memcpy(two + page - 3, "亩", 3);
	assert(gb_words_prefix(unit, (struct gb_span){ two + page - 3, 3 }) == 3);
	assert(gb_words_suffix(unit, (struct gb_span){ two + page - 3, 3 }) == 3);
	memcpy(two + page - 6, "个百", 6); /* the beginning of a longer word */
	assert(gb_words_prefix(unit, (struct gb_span){ two + page - 6, 6 }) == 0);
	munmap(two, 2 * page);
}

#define DIMENSION "set dimension = area length\n"

static void test_errors(void)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "pat a = {b}\nrule r\n  match = {a}\n", ":1: no pattern, set or map of this file, or of a file in a `use` line, has this name: b" },
		{ "set s = 甲 乙 甲\n", ":1: a word appears twice: 甲" },
		{ "map m : a b\n  甲 1\n", ":2: a row has fewer values" },
		{ "  甲\n", ":1: an indented line belongs to nothing" },
		{ "pat a = x\npat a = y\n", ":2: this name is taken already: a" },
		{ "rule r\n  match = (甲\n", ":1: missing closing parenthesis" },
		{ "use later\n", ":1: `use` needs a file that comes earlier in MANIFEST: later" },
		{ "pat a = {later}\nrule r\n  match = {a}\n", "has this name: later" },
		{ "rule r\n  match = 甲\n  untis = \"亩\"\n", "quantity.gram:3: no rule has a key of this name: untis; the nearest known is unit" },
		{ "rule r\n  match = 甲\n  with = \"topik\"\n", ":3: not a word of its list: topik; the nearest known is topic" },
		{ "rule r\n  match = 甲\n  cmp = \"=\" | \"=>\"\n", ":3: not a word of its list: =>; the nearest known is" },
		{ "rule r\n  match = 甲\n  value = \"1o\"\n", ":3: not a number: 1o" },
		{ "rule r\n  match = 甲\n  code = \"qm\"\n", ":3: not a UCUM code: qm" },
		{ "rule r\n  match = 甲\n  dim = \"area\"\n", ":3: the set that lists the words of this key is missing: dim" },
		{ DIMENSION "map m : d:dimension\n  甲 area\n  乙 areaa\n", ":4: not a word of its list: areaa; the nearest known is area" },
		{ DIMENSION "rule r\n  match = 甲\n  dim = \"lenght\"\n", ":4: not a word of its list: lenght; the nearest known is length" },
		{ "map m : c:ucum\n  甲 kW.h\n  乙 m2\n  丙 -\n  丁 kWh\n", ":5: not a UCUM code: kWh" },
		{ "map m : c:dimesnion\n  甲 area\n", ":1: there is no type, list or set of this name: dimesnion" },
		{ "map m : n:number\n  甲 1e4\n  乙 2.50\n  丙 -3\n  丁 二\n", ":5: not a number: 二" },
		{ "fun a = x\n", ":1: expected use, token, pat, set, map or rule: fun" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct gb_buf why = { 0 };

		assert(open_sample(cases[i].text, &why) == NULL);
		gb_buf_add_byte(&why, '\0');
		if (strstr(why.p, cases[i].says) == NULL)
			fprintf(stderr, "case %zu says: %s\n", i, why.p);
		assert(strstr(why.p, cases[i].says) != NULL);
		gb_buf_free(&why);
	}
}

static void test_ucum(void)
{
	static const char *const good[] = { "m", "km", "km2", "[acr_us]", "mg/m3", "m3/(h.[HP])", "kW.h", "10*3", "10*-3.m", "/min",
					    "{人}", "t{标准煤}", "%", "Cel", "1000.g", "dB", "Tbit/s" };
	static const char *const bad[] = { "mm.", "mile", "kmin", "m3/(h", "m)", "ks2x", "[acre]", "k", "m//s", "{", "t{标准煤", "2m", "()" };
	struct gb_buf text = { 0 }, why = { 0 };
	struct gb_grammar *g;

	gb_buf_add(&text, GB_S("map m : c:ucum\n"));
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		char *row = g_strdup_printf("  w%zu %s\n", i, good[i]);

		gb_buf_add(&text, gb_span_of(row));
		g_free(row);
	}
	gb_buf_add_byte(&text, '\0');
	g = open_sample(text.p, &why);
	if (g == NULL)
		fprintf(stderr, "%.*s\n", (int)why.n, why.p);
	assert(g != NULL);
	gb_grammar_close(g);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char *row = g_strdup_printf("map m : c:ucum\n  w m\n  v %s\n", bad[i]);

		g = open_sample(row, &why);
		if (g != NULL)
			fprintf(stderr, "%s is taken for a code\n", bad[i]);
		assert(g == NULL);
		gb_buf_clear(&why);
		g_free(row);
	}
	gb_buf_free(&text);
	gb_buf_free(&why);
}

int main(void)
{
	struct gb_buf why = { 0 };
	struct gb_grammar *g = open_sample(sample, &why);

	if (g == NULL)
		fprintf(stderr, "%.*s\n", (int)why.n, why.p);
	assert(g != NULL);
	test_examples(g);
	test_scan(g);
	test_words(g);
	test_words_at_the_edge(g);
	test_word_lines();
	test_errors();
	test_ucum();
	gb_grammar_close(g);
	gb_buf_free(&why);
	return 0;
}
