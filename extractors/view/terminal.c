/* terminal - lines for a terminal: columns, colours, nothing that commands it. */
#include <assert.h>

#include "internal.h"
#include "base/utf8.h"

/* A terminal gives two columns to these (East Asian Width W and F), one to what is ambiguous. */
static bool is_double(uint32_t cp)
{
	static const uint32_t ranges[][2] = { { 0x1100, 0x115f },   { 0x2e80, 0x303e },	  { 0x3041, 0xa4cf },	{ 0xac00, 0xd7a3 },
					      { 0xf900, 0xfaff },   { 0xfe30, 0xfe6f },	  { 0xff00, 0xff60 },	{ 0xffe0, 0xffe6 },
					      { 0x20000, 0x3fffd } };

	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (cp >= ranges[i][0] && cp <= ranges[i][1])
			return true;
	return false;
}

size_t gb_terminal_width(struct gb_span s)
{
	size_t width = 0, len;

	for (size_t i = 0; i < s.n; i += len)
		width += is_double(gb_utf8_decode(gb_span_from(s, i), &len)) ? 2 : 1;
	return width;
}

void gb_terminal_colour(struct gb_terminal *w, const char *code)
{
	if (w->colour)
		gb_buf_add(&w->line, gb_span_of(code));
}

void gb_terminal_text(struct gb_terminal *w, struct gb_span s)
{
	size_t len;

	for (size_t i = 0; i < s.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(s, i), &len);

		if (cp >= 0x20 && (cp < 0x7f || cp > 0x9f) && !(cp >= 0x202a && cp <= 0x202e) && !(cp >= 0x2066 && cp <= 0x2069) &&
		    cp != 0x2028 && cp != 0x2029)
			gb_buf_add(&w->line, gb_span_sub(s, i, len));
	}
}

void gb_terminal_pad(struct gb_terminal *w, size_t used, size_t columns)
{
	for (; used < columns; used++)
		gb_buf_add_byte(&w->line, ' ');
	gb_buf_add_byte(&w->line, ' ');
}

void gb_terminal_line(struct gb_terminal *w)
{
	assert(w->to != NULL);
	while (w->line.n > 0 && w->line.p[w->line.n - 1] == ' ')
		w->line.n--;
	gb_buf_add_byte(&w->line, '\n');
	fwrite(w->line.p, 1, w->line.n, w->to);
	gb_buf_clear(&w->line);
}
