/* Kinds of characters, and what different code points for one character become. */
#include "characters.h"
#include "base/utf8.h"

#include <unicode/unorm2.h>

bool gb_character_is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

bool gb_character_is_wide(uint32_t cp)
{
	return cp >= 0x2e80 || (cp >= 0x2010 && cp <= 0x2027) || (cp >= 0x2030 && cp <= 0x205e) || (cp >= 0x2460 && cp <= 0x27bf) ||
	       cp == 0xb7;
}

bool gb_character_ends_sentence(uint32_t cp)
{
	return cp == 0x3002 || cp == 0xff01 || cp == 0xff1f || cp == 0xff1b || cp == 0xff1a || cp == ';' || cp == ':';
}

static bool one_of(uint32_t cp, const char *set)
{
	struct gb_span s = gb_span_of(set);

	while (s.n > 0) {
		size_t n;

		if (gb_utf8_decode(s, &n) == cp)
			return true;
		s = gb_span_from(s, n);
	}
	return false;
}

bool gb_character_closes(uint32_t cp)
{
	return one_of(cp, "，。、；：？！）》”’】〕』」〉％,.;:?!)]}%…～·℃/");
}

bool gb_character_opens(uint32_t cp)
{
	return one_of(cp, "（《“‘【〔『「〈([{");
}

/* 10⁴ is not 104. */
bool gb_character_raise(struct gb_buf *out, struct gb_span s)
{
	static const uint32_t raised[] = { 0x2070, 0xb9, 0xb2, 0xb3, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079 };

	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] < '0' || s.p[i] > '9') && s.p[i] != '-' && s.p[i] != '+')
			return false;
	for (size_t i = 0; i < s.n; i++)
		gb_buf_add_cp(out, s.p[i] == '-' ? 0x207b : s.p[i] == '+' ? 0x207a : raised[s.p[i] - '0']);
	return true;
}

/* CJK radicals that stand for characters in bad character maps; Kangxi radicals are in order below. */
static const char kangxi[] =
	"一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳"
	"心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立"
	"竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里"
	"金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黄黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

struct character_pair {
	uint32_t from;
	uint32_t to;
};

/* From the block U+2E80..2EF3: those whose whole form is the simplified or ordinary character. */
static const struct character_pair radicals[] = {
	{ 0x2e81, 0x5382 }, { 0x2e85, 0x4ebb }, { 0x2e86, 0x5182 }, { 0x2e88, 0x5200 }, { 0x2e8b, 0x5369 },
	{ 0x2e8e, 0x5140 }, { 0x2e90, 0x5c23 }, { 0x2e92, 0x5df3 }, { 0x2e93, 0x5e7a }, { 0x2e95, 0x5f50 },
	{ 0x2e96, 0x5fc4 }, { 0x2e97, 0x38fa }, { 0x2e98, 0x624c }, { 0x2e99, 0x6535 }, { 0x2e9b, 0x65e1 },
	{ 0x2e9e, 0x6b7a }, { 0x2e9f, 0x6bcd }, { 0x2ea0, 0x6c11 }, { 0x2ea1, 0x6c35 }, { 0x2ea2, 0x6c3a },
	{ 0x2ea3, 0x706c }, { 0x2ea4, 0x722b }, { 0x2ea6, 0x4e2c }, { 0x2ea8, 0x72ad }, { 0x2eaa, 0x758b },
	{ 0x2ead, 0x793b }, { 0x2eb0, 0x7e9f }, { 0x2eb3, 0x7f52 }, { 0x2eb6, 0x7f8a }, { 0x2eb7, 0x7f8a },
	{ 0x2eb9, 0x8002 }, { 0x2ebc, 0x8089 }, { 0x2ebe, 0x8279 }, { 0x2ebf, 0x8279 }, { 0x2ec0, 0x8279 },
	{ 0x2ec1, 0x864e }, { 0x2ec2, 0x8864 }, { 0x2ec4, 0x897f }, { 0x2ec5, 0x89c1 }, { 0x2ec6, 0x89d2 },
	{ 0x2ec8, 0x8ba0 }, { 0x2ec9, 0x8d1d }, { 0x2eca, 0x8db3 }, { 0x2ecb, 0x8f66 }, { 0x2ecc, 0x8fb6 },
	{ 0x2ecd, 0x8fb6 }, { 0x2ecf, 0x961d }, { 0x2ed0, 0x9485 }, { 0x2ed1, 0x9577 }, { 0x2ed2, 0x9578 },
	{ 0x2ed3, 0x957f }, { 0x2ed4, 0x95e8 }, { 0x2ed6, 0x961d }, { 0x2ed8, 0x9752 }, { 0x2ed9, 0x97e6 },
	{ 0x2eda, 0x9875 }, { 0x2edb, 0x98ce }, { 0x2edc, 0x98de }, { 0x2edd, 0x98df }, { 0x2edf, 0x98e0 },
	{ 0x2ee0, 0x9963 }, { 0x2ee2, 0x9a6c }, { 0x2ee3, 0x9aa8 }, { 0x2ee4, 0x9b3c }, { 0x2ee5, 0x9c7c },
	{ 0x2ee6, 0x9e1f }, { 0x2ee7, 0x5364 }, { 0x2ee8, 0x9ea6 }, { 0x2ee9, 0x9ec4 }, { 0x2eea, 0x9efe },
	{ 0x2eeb, 0x6589 }, { 0x2eec, 0x9f50 }, { 0x2eed, 0x6b6f }, { 0x2eee, 0x9f7f }, { 0x2eef, 0x7adc },
	{ 0x2ef0, 0x9f99 }, { 0x2ef2, 0x4e80 }, { 0x2ef3, 0x9f9f },
	/* Kangxi radicals whose own form is the traditional or bare one keep it: 見 is not 见. */
};

/* Forms of punctuation for vertical lines (FE10, FE30) and small ones (FE50), in the order of the code points; a blank: stays. */
static const char vertical_stops[] = "，、。：；！？〖〗…";
static const char vertical_brackets[] = "：—–  （）｛｝〔〕【】《》〈〉「」『』";
static const char small_forms[] = "，、． ；：？！—（）｛｝〔〕＃＆＊＋－＜＞＝ ＼＄％＠";

/* Character number `at` of a string of characters of three bytes, some of them blanks; 0 when it is a blank or beyond. */
static uint32_t nth(const char *s, uint32_t at)
{
	struct gb_span rest = gb_span_of(s);
	size_t len;

	for (; at > 0 && rest.n > 0; at--) {
		gb_utf8_decode(rest, &len);
		rest = gb_span_from(rest, len);
	}
	const uint32_t cp = rest.n > 0 ? gb_utf8_decode(rest, &len) : 0;

	return cp == ' ' ? 0 : cp;
}

/* The ordinary ideograph for one of the compatibility blocks. */
static uint32_t compatible(uint32_t cp)
{
	UErrorCode err = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&err);
	UChar out[8];
	const int32_t n = U_SUCCESS(err) ? unorm2_getRawDecomposition(nfc, (UChar32)cp, out, 8, &err) : 0;

	if (U_FAILURE(err) || n < 1 || n > 2)
		return cp;
	return n == 1 ? out[0] : 0x10000 + ((uint32_t)(out[0] - 0xd800) << 10) + (uint32_t)(out[1] - 0xdc00);
}

static uint32_t radical(uint32_t cp)
{
	size_t len;

	if (cp >= 0x2f00)
		return gb_utf8_decode(gb_span_from(gb_span_of(kangxi), 3 * (size_t)(cp - 0x2f00)), &len);
	for (size_t i = 0; i < sizeof radicals / sizeof *radicals; i++)
		if (radicals[i].from == cp)
			return radicals[i].to;
	return cp;
}

uint32_t gb_character_fold(uint32_t cp)
{
	uint32_t to = 0;

	if (cp < 0x2e80)
		return cp;
	if (cp <= 0x2fd5)
		return radical(cp);
	if ((cp >= 0xf900 && cp <= 0xfaff) || (cp >= 0x2f800 && cp <= 0x2fa1d))
		return compatible(cp);
	if (cp >= 0xfe10 && cp <= 0xfe19)
		to = nth(vertical_stops, cp - 0xfe10);
	else if (cp >= 0xfe30 && cp <= 0xfe44)
		to = nth(vertical_brackets, cp - 0xfe30);
	else if (cp >= 0xfe50 && cp <= 0xfe6b)
		to = nth(small_forms, cp - 0xfe50);
	return to != 0 ? to : cp;
}

/* ⑴ ⒈ ㈠ are a number and its marks in one character. */
size_t gb_character_fold_all(uint32_t cp, uint32_t out[GB_CHARACTER_FOLDED])
{
	const bool bracketed = cp >= 0x2474 && cp <= 0x2487, pointed = cp >= 0x2488 && cp <= 0x249b, han = cp >= 0x3220 && cp <= 0x3229;
	const uint32_t value = bracketed ? cp - 0x2473 : pointed ? cp - 0x2487 : 0;
	size_t n = 0;

	if (!bracketed && !pointed && !han) {
		out[0] = gb_character_fold(cp);
		return 1;
	}
	if (!pointed)
		out[n++] = 0xff08;
	if (han)
		out[n++] = nth("一二三四五六七八九十", cp - 0x3220);
	if (value >= 10)
		out[n++] = '0' + value / 10;
	if (!han)
		out[n++] = '0' + value % 10;
	out[n++] = pointed ? '.' : 0xff09;
	return n;
}
