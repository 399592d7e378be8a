/* Lines out of a stream: chunk borders, the last line, the ceiling, NUL bytes. */
#include <assert.h>
#include <string.h>

#include "base/lines.h"

static FILE *stream_of(const char *bytes, size_t n)
{
	FILE *f = tmpfile();

	assert(f != NULL && fwrite(bytes, 1, n, f) == n);
	rewind(f);
	return f;
}

static void expect(struct gb_line_reader *r, enum gb_line_got want, const char *text, size_t n)
{
	struct gb_span line = GB_S("");

	assert(gb_line_reader_next(r, &line) == want);
	if (want == GB_LINE_OK)
		assert(line.n == n && memcmp(line.p, text, n) == 0);
}

static void short_lines(void)
{
	FILE *f = stream_of("a\n\n\0b\nlast", 10);
	struct gb_line_reader r;

	gb_line_reader_init(&r, f, 100);
	expect(&r, GB_LINE_OK, "a", 1);
	expect(&r, GB_LINE_OK, "", 0);
	expect(&r, GB_LINE_OK, "\0b", 2);
	expect(&r, GB_LINE_OK, "last", 4);
	assert(r.number == 4);
	expect(&r, GB_LINE_END, NULL, 0);
	expect(&r, GB_LINE_END, NULL, 0);
	gb_line_reader_free(&r);
	fclose(f);
}

/* Lines around a size: the ceiling itself is allowed, one byte more is not, and what follows is read. */
static void long_lines(size_t ceiling)
{
	struct gb_buf b = { 0 };
	struct gb_line_reader r;

	for (size_t n = ceiling - 1; n <= ceiling + 1; n++) {
		for (size_t i = 0; i < n; i++)
			gb_buf_add_byte(&b, 'x');
		gb_buf_add(&b, GB_S("\nnext\n"));
	}
	for (size_t i = 0; i < 3 * ceiling; i++)
		gb_buf_add_byte(&b, 'y');
	FILE *f = stream_of(b.p, b.n);

	gb_line_reader_init(&r, f, ceiling);
	expect(&r, GB_LINE_OK, b.p, ceiling - 1);
	expect(&r, GB_LINE_OK, "next", 4);
	expect(&r, GB_LINE_OK, b.p + ceiling + 5, ceiling);
	expect(&r, GB_LINE_OK, "next", 4);
	expect(&r, GB_LINE_TOO_LONG, NULL, 0);
	expect(&r, GB_LINE_OK, "next", 4);
	expect(&r, GB_LINE_TOO_LONG, NULL, 0);
	expect(&r, GB_LINE_END, NULL, 0);
	gb_line_reader_free(&r);
	gb_buf_free(&b);
	fclose(f);
}

int main(void)
{
	static const size_t ceilings[] = { 10, 131071, 131072, 131073, 400000, 1000000 };

	short_lines();
	for (size_t i = 0; i < sizeof ceilings / sizeof *ceilings; i++)
		long_lines(ceilings[i]);
	return 0;
}
