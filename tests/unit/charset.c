/* Charsets: what is believed of labels, marks and bytes, and what becomes of bytes that fit nothing. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "text/charset.h"
#include "base/utf8.h"

struct sample {
	const char *bytes;
	size_t n;
	const char *charset;
	const char *text;
	size_t bad;
};

#define B(lit) lit, sizeof(lit) - 1

static const struct sample samples[] = {
	{ B(""), "UTF-8", "", 0 },
	{ B("plain"), "UTF-8", "plain", 0 },
	{ B("\xef\xbb\xbf通知"), "UTF-8", "通知", 0 },
	{ B("charset=gbk 通知"), "UTF-8", "charset=gbk 通知", 0 },
	{ B("a\0b\x01" "c\td"), "UTF-8", "abc\td", 0 },
	{ B("<meta charset=gb2312>\xb9\xab\xb1\xa8\xe9\x46"), "GB18030", "<meta charset=gb2312>公报镕", 0 },
	{ B("<meta charset=utf-8>\xb9\xab\xb1\xa8"), "GB18030", "<meta charset=utf-8>公报", 0 },
	{ B("\xb9\xab\xb1\xa8\xa1\xa3"), "GB18030", "公报。", 0 },
	{ B("\x81\x30\x81\x30\xb9\xab\xb1\xa8\xb9\xab\xb1\xa8"), "GB18030", "\xc2\x80公报公报", 0 },
	{ B("\xb9\xab\xb1\xa8\xb9\xab\xb1\xa8\xb9\xab\xb1\xa8\xb9"), "GB18030", "公报公报公报\xef\xbf\xbd", 1 },
	{ B("\xff\xfe\x1a\x90\xe5\x77"), "UTF-16LE", "通知", 0 },
	{ B("\xfe\xff\x90\x1a\x77\xe5"), "UTF-16BE", "通知", 0 },
	{ B("<\0h\0t\0m\0l\0>\0\x1a\x90"), "UTF-16LE", "<html>通", 0 },
	{ B("\0<\0h\0t\0m\0l\0>\x90\x1a"), "UTF-16BE", "<html>通", 0 },
	{ B("\xff\xfe\x00\xd8" "a\0"), "UTF-16LE", "\xef\xbf\xbd" "a", 1 },
	{ B("<meta charset=big5>\xa5\x78\xa5\x5f\xa5\xab\xac\x46\xa9\xb2"), "Big5", "<meta charset=big5>台北市政府", 0 },
	{ B("通知通知通知通知通知通知通知通知通知通知通知\xd6通知"), "UTF-8",
	  "通知通知通知通知通知通知通知通知通知通知通知\xef\xbf\xbd通知", 1 },
};

int main(void)
{
	struct gb_buf out = { 0 };

	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		const struct sample *s = &samples[i];
		const struct gb_decoded d = gb_charset_decode((struct gb_span){ s->bytes, s->n }, GB_S(""), &out);
		const bool same = strcmp(d.charset, s->charset) == 0 && gb_span_eq(d.text, gb_span_of(s->text)) && d.bad == s->bad;

		if (!same)
			fprintf(stderr, "sample %zu: %s, %zu bad: %.*s\n", i, d.charset, d.bad, (int)d.text.n, d.text.p);
		assert(same);
		assert(gb_utf8_valid(d.text));
	}
	/* A label from outside decides where the bytes leave it open. */
	assert(strcmp(gb_charset_decode((struct gb_span){ B("\xa5\x78\xa5\x5f\xa5\xab") }, GB_S("big5"), &out).charset, "Big5") == 0);
	/* Every single byte, and every pair, gives valid UTF-8. */
	for (int a = 0; a < 256; a++) {
		for (int b = 0; b < 256; b++) {
			const char pair[4] = { (char)a, (char)b, 'x', (char)a };

			for (size_t n = 1; n <= 4; n++)
				assert(gb_utf8_valid(gb_charset_decode((struct gb_span){ pair, n }, GB_S(""), &out).text));
		}
	}
	gb_buf_free(&out);
	return 0;
}
