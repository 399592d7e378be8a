#include "charset.h"
#include "base/utf8.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#define CHUNK 16384  /* UTF-16 units at a time */
#define HEAD 65536   /* labels further in are not believed */
#define SAMPLE 262144 /* bytes that the shape is told from */

enum charset { UTF8, UTF16LE, UTF16BE, GB18030, BIG5, LATIN, CHARSETS };

/* The ICU converter of each, and the name that is shown. */
static const char *const names[CHARSETS] = {
	[UTF8] = "UTF-8", [UTF16LE] = "UTF-16LE", [UTF16BE] = "UTF-16BE", [GB18030] = "GB18030", [BIG5] = "Big5", [LATIN] = "windows-1252",
};

/* Labels as pages write them; compared in lower case. */
static const struct {
	const char *label;
	enum charset charset;
} labels[] = {
	{ "utf-8", UTF8 }, { "utf8", UTF8 }, { "gb2312", GB18030 }, { "gb_2312", GB18030 }, { "gb_2312-80", GB18030 },
	{ "gbk", GB18030 }, { "x-gbk", GB18030 }, { "gb18030", GB18030 }, { "gb-18030", GB18030 },
	{ "cp936", GB18030 }, { "ms936", GB18030 }, { "windows-936", GB18030 }, { "euc-cn", GB18030 },
	{ "chinese", GB18030 }, { "csgb2312", GB18030 }, { "big5", BIG5 }, { "big5-hkscs", BIG5 },
	{ "x-x-big5", BIG5 }, { "cn-big5", BIG5 }, { "iso-8859-1", LATIN }, { "windows-1252", LATIN },
	{ "latin1", LATIN }, { "us-ascii", LATIN },
};

/* ---- decoding ---- */

struct substitution {
	size_t bad;
};

/* ICU's own substitution, counted. */
static void substitute(const void *context, UConverterToUnicodeArgs *args, const char *units, int32_t n, UConverterCallbackReason reason,
		       UErrorCode *err)
{
	if (reason > UCNV_IRREGULAR)
		return; /* reset, close, clone */
	struct substitution *s;

	memcpy(&s, &context, sizeof s); /* the context is ours; the interface makes it const */
	s->bad++;
	UCNV_TO_U_CALLBACK_SUBSTITUTE(NULL, args, units, n, reason, err);
}

static bool is_control(uint32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7f || c == 0xfffe || c == 0xffff;
}

static bool is_lead(UChar u)
{
	return u >= 0xd800 && u < 0xdc00;
}

/* One code point of UTF-16; a lone surrogate gives U+FFFD. */
static uint32_t next_unit(const UChar *u, int32_t n, int32_t *i)
{
	const UChar c = u[(*i)++];

	if (c < 0xd800 || c > 0xdfff)
		return c;
	if (!is_lead(c) || *i >= n || u[*i] < 0xdc00 || u[*i] > 0xdfff)
		return 0xfffd;
	return 0x10000 + ((uint32_t)(c - 0xd800) << 10) + (uint32_t)(u[(*i)++] - 0xdc00);
}

static void add_units(struct gb_buf *out, const UChar *u, int32_t n)
{
	for (int32_t i = 0; i < n;) {
		const uint32_t c = next_unit(u, n, &i);

		if (!is_control(c))
			gb_buf_add_cp(out, c);
	}
}

/* Returns the number of sequences that became U+FFFD. */
static size_t convert(struct gb_span bytes, enum charset charset, struct gb_buf *out)
{
	UErrorCode err = U_ZERO_ERROR;
	UConverter *cnv = ucnv_open(names[charset], &err);
	struct substitution count = { 0 };
	UChar units[CHUNK + 1];
	const char *at = bytes.p, *end = bytes.p + bytes.n;
	int32_t held = 0; /* a lead surrogate at the end of the chunk before */

	if (U_FAILURE(err))
		return bytes.n;
	ucnv_setToUCallBack(cnv, substitute, &count, NULL, NULL, &err);
	do {
		UChar *to = units + held;

		err = U_ZERO_ERROR;
		ucnv_toUnicode(cnv, &to, units + CHUNK, &at, end, NULL, true, &err);
		int32_t n = (int32_t)(to - units);

		held = n > 1 && err == U_BUFFER_OVERFLOW_ERROR && is_lead(units[n - 1]) ? 1 : 0;
		add_units(out, units, n - held);
		if (held > 0)
			units[0] = units[n - 1];
	} while (err == U_BUFFER_OVERFLOW_ERROR);
	ucnv_close(cnv);
	return count.bad;
}

static size_t copy_utf8(struct gb_span bytes, struct gb_buf *out)
{
	size_t bad = 0, len;

	gb_buf_reserve(out, bytes.n);
	for (size_t i = 0; i < bytes.n; i += len) {
		const uint32_t c = gb_utf8_decode(gb_span_from(bytes, i), &len);
		const bool broken = c == 0xfffd && len == 1;

		bad += broken;
		if (broken)
			gb_buf_add_cp(out, 0xfffd);
		else if (!is_control(c))
			gb_buf_add(out, gb_span_sub(bytes, i, len));
	}
	return bad;
}

static bool has_control(struct gb_span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_control((unsigned char)s.p[i]))
			return true;
	return false;
}

/* ---- what the bytes look like ---- */

struct byte_shape {
	size_t high;               /* bytes from 0x80 */
	size_t zeros[2];           /* at even and odd places */
	size_t utf8, utf8_bad;     /* whole sequences, stray bytes */
	size_t gb, gb_bad;         /* pairs and fours, what is neither */
	size_t gb_common;          /* pairs among the first level of GB 2312 and its punctuation */
	size_t big5, big5_bad;
	size_t big5_common;        /* pairs among the first level of Big5 and its punctuation */
	size_t low_trail;          /* Big5 pairs whose second byte is 0x40..0x7e: rare in GB, two in five in Big5 */
};

static void shape_utf8(struct gb_span s, struct byte_shape *out)
{
	size_t len;

	for (size_t i = 0; i < s.n; i += len) {
		len = 1;
		if ((unsigned char)s.p[i] < 0x80)
			continue;
		gb_utf8_decode(gb_span_from(s, i), &len);
		if (len > 1)
			out->utf8++;
		else if (s.n - i > 4) /* a sequence cut by the end of the sample is no fault */
			out->utf8_bad++;
	}
}

static bool between(unsigned char c, unsigned char low, unsigned char high)
{
	return c >= low && c <= high;
}

static void shape_gb(struct gb_span s, struct byte_shape *out)
{
	for (size_t i = 0; i < s.n; i++) {
		const unsigned char c = (unsigned char)s.p[i];
		const unsigned char d = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;

		if (c < 0x80)
			continue;
		if (between(c, 0x81, 0xfe) && between(d, 0x40, 0xfe) && d != 0x7f) {
			out->gb++;
			out->gb_common += d >= 0xa1 && (between(c, 0xb0, 0xd7) || between(c, 0xa1, 0xa3));
			i++;
		} else if (between(c, 0x81, 0xfe) && between(d, '0', '9') && i + 3 < s.n && (unsigned char)s.p[i + 2] > 0x80) {
			out->gb++;
			i += 3;
		} else if (i + 1 < s.n) {
			out->gb_bad++;
		}
	}
}

static void shape_big5(struct gb_span s, struct byte_shape *out)
{
	for (size_t i = 0; i < s.n; i++) {
		const unsigned char c = (unsigned char)s.p[i];
		const unsigned char d = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;

		if (c < 0x80)
			continue;
		if (between(c, 0x81, 0xfe) && (between(d, 0x40, 0x7e) || between(d, 0xa1, 0xfe))) {
			out->big5++;
			out->big5_common += between(c, 0xa1, 0xc6);
			out->low_trail += d <= 0x7e;
			i++;
		} else if (i + 1 < s.n) {
			out->big5_bad++;
		}
	}
}

static struct byte_shape shape_of(struct gb_span s)
{
	struct byte_shape shape = { 0 };

	s = gb_span_sub(s, 0, SAMPLE);
	for (size_t i = 0; i < s.n; i++) {
		shape.high += (unsigned char)s.p[i] >= 0x80;
		shape.zeros[i & 1] += s.p[i] == 0;
	}
	shape_utf8(s, &shape);
	shape_gb(s, &shape);
	shape_big5(s, &shape);
	return shape;
}

/* ---- labels ---- */

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_label(struct gb_span s, const char *label)
{
	size_t i = 0;

	for (; i < s.n && label[i] != '\0'; i++)
		if (lower(s.p[i]) != label[i])
			return false;
	return i == s.n && label[i] == '\0';
}

static enum charset charset_of(struct gb_span label)
{
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (same_label(label, labels[i].label))
			return labels[i].charset;
	return CHARSETS;
}

/* The word after "charset=" or "encoding=" at `at`. */
static struct gb_span label_at(struct gb_span s, size_t at)
{
	while (at < s.n && memchr(" \t=\"'", s.p[at], 5) != NULL)
		at++;
	size_t end = at;

	while (end < s.n && end - at < 40 && memchr("\"' \t\r\n;/>?", s.p[end], 10) == NULL)
		end++;
	return gb_span_sub(s, at, end - at);
}

/* How often each charset is named.  The first label of a page can be a script's; one vote each. */
static void count_labels(struct gb_span bytes, struct gb_span outer, size_t votes[CHARSETS + 1])
{
	static const char *const keys[] = { "charset", "CHARSET", "Charset", "encoding=" };
	const struct gb_span s = gb_span_sub(bytes, 0, HEAD);

	votes[charset_of(outer)] += outer.n > 0 ? 2 : 0;
	for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
		const struct gb_span key = gb_span_of(keys[k]);

		for (size_t at = gb_span_find(s, key, 0); at != (size_t)-1; at = gb_span_find(s, key, at + key.n))
			votes[charset_of(label_at(s, at + key.n))]++;
	}
}

/* ---- the decision ---- */

static enum charset wide_charset(const struct byte_shape *h, size_t n)
{
	n = n < SAMPLE ? n : SAMPLE;
	if (h->zeros[0] + h->zeros[1] < 2 || h->zeros[0] + h->zeros[1] < n / 64)
		return CHARSETS;
	if (h->zeros[0] > h->zeros[1] * 8)
		return UTF16BE;
	return h->zeros[1] > h->zeros[0] * 8 ? UTF16LE : CHARSETS;
}

/* Neither ASCII nor valid UTF-8 nor UTF-16. */
static enum charset legacy_charset(const struct byte_shape *h, const size_t votes[CHARSETS + 1])
{
	const bool mostly_utf8 = h->utf8 > 0 && h->utf8_bad * 20 <= h->utf8;
	const bool gb_fits = h->gb_bad * 50 <= h->gb;
	const bool big5_fits = h->big5_bad * 50 <= h->big5 && h->big5_common * 2 > h->big5;
	const bool shaped = big5_fits && h->low_trail * 7 > h->big5 && h->gb_common * 4 < h->gb * 3;
	/* The less the labels say so, the more text it takes. */
	const size_t enough = votes[BIG5] > 0 ? 1 : votes[GB18030] > 0 ? 50 : 10;
	const bool big5_looks = shaped && h->big5 >= enough;

	if (mostly_utf8)
		return UTF8;
	if (big5_looks || (big5_fits && votes[BIG5] > 0 && votes[GB18030] == 0 && h->low_trail * 14 > h->big5))
		return BIG5;
	if (gb_fits || votes[GB18030] > 0)
		return GB18030;
	if (votes[LATIN] > 0)
		return LATIN;
	if (votes[BIG5] > 0)
		return BIG5;
	return h->utf8_bad <= h->utf8 ? UTF8 : h->gb_bad <= h->gb ? GB18030 : LATIN;
}

static enum charset decide(struct gb_span *bytes, struct gb_span label)
{
	static const struct {
		const char *mark;
		size_t n;
		enum charset charset;
	} marks[] = {
		{ "\xef\xbb\xbf", 3, UTF8 }, { "\xff\xfe", 2, UTF16LE }, { "\xfe\xff", 2, UTF16BE },
		{ "\x84\x31\x95\x33", 4, GB18030 },
	};
	size_t votes[CHARSETS + 1] = { 0 };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (!gb_span_starts(*bytes, (struct gb_span){ marks[i].mark, marks[i].n }))
			continue;
		*bytes = gb_span_from(*bytes, marks[i].n);
		if (marks[i].charset != UTF8 || gb_utf8_valid(*bytes))
			return marks[i].charset;
		break; /* a mark in front of something else does occur */
	}
	const struct byte_shape shape = shape_of(*bytes);
	const enum charset wide = wide_charset(&shape, bytes->n);

	if (wide != CHARSETS)
		return wide;
	if (gb_utf8_valid(*bytes))
		return UTF8;
	count_labels(*bytes, label, votes);
	return legacy_charset(&shape, votes);
}

struct gb_decoded gb_charset_decode(struct gb_span bytes, struct gb_span label, struct gb_buf *out)
{
	const enum charset charset = decide(&bytes, label);
	struct gb_decoded d = { .text = bytes, .charset = names[charset] };

	gb_buf_clear(out);
	if (charset == UTF8 && gb_utf8_valid(bytes) && !has_control(bytes))
		return d;
	d.bad = charset == UTF8 ? copy_utf8(bytes, out) : convert(bytes, charset, out);
	d.text = gb_buf_span(out);
	return d;
}
