/*
 * Does the text of a page make sense as Chinese or Latin?  A character map can
 * be wrong without any warning; what comes out then are rare characters, signs
 * and private codes where words should be.  An OCR layer mixes letters into years.
 */
#include "ocr.h"
#include "text/characters.h"
#include "base/utf8.h"

/* The characters that any Chinese official text of some length is full of. */
static const char frequent[] =
	"的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
	"十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平"
	"形相全表间样与关各重新线内数正心反明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五"
	"果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先"
	"回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教"
	"速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究"
	"观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号"
	"率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严首底液官德随病"
	"苏失尔死讲配女黄推显谈罪神艺呢席含企望密批营项防举球英氧势告李台落木帮轮破亚师围注远字材排供河态封另施减树溶怎止案言士均武固叶"
	"章节款附录网址页版权印司镇乡街村户投融险税贸旅游医药卫健康幸福乐业余旧址宣监督责牵配合";

struct census {
	size_t n, han, frequent, hidden, signs, chinese_signs, letters;
};

static bool in(const char *set, uint32_t cp)
{
	char bytes[4];
	const size_t n = gb_utf8_encode(cp, bytes);

	return gb_span_has(gb_span_of(set), (struct gb_span){ bytes, n });
}

enum { FIRST_HAN = 0x4e00, LAST_HAN = 0x9fff };

struct set {
	unsigned char has[LAST_HAN - FIRST_HAN + 1];
};

static void fill_set(struct set *s)
{
	struct gb_span text = gb_span_of(frequent);

	while (text.n > 0) {
		size_t len;
		const uint32_t cp = gb_utf8_decode(text, &len);

		if (cp >= FIRST_HAN && cp <= LAST_HAN)
			s->has[cp - FIRST_HAN] = 1;
		text = gb_span_from(text, len);
	}
}

static void count(const struct gb_glyph *g, size_t n, struct census *c)
{
	struct set s = { { 0 } };

	fill_set(&s);
	for (size_t i = 0; i < n; i++) {
		const uint32_t cp = g[i].cp;

		c->n++;
		if (gb_utf8_is_han(cp)) {
			c->han++;
			c->frequent += cp >= FIRST_HAN && cp <= LAST_HAN && s.has[cp - FIRST_HAN];
		} else if ((cp >= 0xe000 && cp <= 0xf8ff) || cp >= 0xf0000)
			c->hidden++;
		else if ((cp >= 0xa1 && cp <= 0xff && cp != 0xb7 && cp != 0xd7) || (cp < 0x80 && in("#$&'*<=>?@[\\]^_`{|}~\"!;", cp)))
			c->signs++;
		else if (in("。，、；：（）《》“”？", cp) || (cp >= 0xff10 && cp <= 0xff19))
			c->chinese_signs++;
		else if ((cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z'))
			c->letters++;
	}
}

/* "20I5 年", "Z0l5年": a year with a letter in it. */
static bool broken_year(const struct gb_glyph *g, size_t i)
{
	size_t digits = 0, letters = 0;

	if (i < 4 || g[i].cp != 0x5e74)
		return false;
	for (size_t k = i - 4; k < i; k++) {
		digits += gb_character_is_digit(g[k].cp);
		letters += in("IlOoZSqB", g[k].cp);
	}
	return digits >= 2 && letters >= 1 && digits + letters == 4 && !(i > 4 && gb_character_is_digit(g[i - 5].cp));
}

/* "2O0万", "1l5%": letters that look like digits, between digits, in what stands before a Chinese word or a per cent sign. */
static bool broken_number(const struct gb_glyph *g, size_t n, size_t i)
{
	size_t from = i, to = i;

	if (i == 0 || i + 1 >= n || !in("IlOo", g[i].cp) || !gb_character_is_digit(g[i - 1].cp) || !gb_character_is_digit(g[i + 1].cp))
		return false;
	while (from > 0 && (gb_character_is_digit(g[from - 1].cp) || in("IlOo", g[from - 1].cp)))
		from--;
	while (to < n && (gb_character_is_digit(g[to].cp) || in("IlOo", g[to].cp)))
		to++;
	const bool alone = from == 0 || gb_utf8_is_han(g[from - 1].cp);

	return alone && to < n && (gb_utf8_is_han(g[to].cp) || g[to].cp == '%' || g[to].cp == 0xff05);
}

enum gb_trust gb_trust_of(const struct gb_glyph *g, size_t n)
{
	struct census c = { 0 };

	count(g, n, &c);
	if (c.n >= 40 && c.hidden * 12 > c.n)
		return GB_TRUST_NONE;
	if (c.han >= 60 && c.frequent * 5 < c.han)
		return GB_TRUST_NONE;
	if (c.n >= 30 && c.signs * 9 > c.n && c.chinese_signs * 30 > c.n && c.han * 5 < c.n)
		return GB_TRUST_NONE;
	for (size_t i = 0; i < n; i++)
		if (broken_year(g, i) || broken_number(g, n, i))
			return GB_TRUST_DOUBTFUL;
	return GB_TRUST_FULL;
}
