/* Values as OFD writes them, and a file read in this process, so that a leak shows. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "read/ofd/internal.h"
#include "read/ofd/ofd.h"

static void deltas(void)
{
	static const struct {
		const char *text;
		size_t n, given;
		double sum;
	} cases[] = {
		{ "5 5 5", 3, 3, 15 },	{ "g 3 5", 3, 3, 15 },	  { "g 2 5 1.5", 9, 3, 11.5 }, { "g 999999999 1", 4, 4, 4 }, { "", 4, 0, 0 },
		{ "5,5\t5", 4, 3, 15 }, { "5 x 5", 4, 1, 5 },	  { "g 3", 4, 0, 0 },	       { "g g 3", 4, 0, 0 },	     { "nan", 4, 0, 0 },
		{ "-2.5 +2", 4, 2, -.5 }, { "g 2.0 1", 4, 2, 2 }, { "g -5 1 7", 4, 1, 7 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		double out[16] = { 0 }, sum = 0;
		const size_t given = gb_ofd_value_deltas(gb_span_of(cases[i].text), out, cases[i].n);

		for (size_t k = 0; k < given; k++)
			sum += out[k];
		assert(given == cases[i].given && fabs(sum - cases[i].sum) < 1e-9);
	}
}

static void steps(void)
{
	struct gb_arena *a = gb_arena_new(0);
	struct gb_ofd_step *s;
	const cairo_matrix_t m = { 2, 0, 0, 2, 10, 0 };
	const size_t n = gb_ofd_value_steps(a, gb_span_of("M 1 1 L 2 1 Q 3 1 3 2 A 1 1 0 0 1 5 5 C L 7 nonsense 8 9"), m, &s);

	assert(n == 5 && s[0].op == 'M' && s[1].op == 'L' && s[2].op == 'B' && s[3].op == 'B' && s[4].op == 'C');
	assert(fabs(s[0].v[4] - 12) < 1e-9 && fabs(s[0].v[5] - 2) < 1e-9 && fabs(s[3].v[4] - 20) < 1e-9);
	gb_arena_free(a);
}

static void tags(void)
{
	assert(gb_ofd_value_tag(GB_S("AbbreviatedData")) == GB_OFD_ABBREVIATED_DATA && gb_ofd_value_tag(GB_S("Title")) == GB_OFD_TITLE);
	assert(gb_ofd_value_tag(GB_S("TextCode")) == GB_OFD_TEXT_CODE && gb_ofd_value_tag(GB_S("CGTransform")) == GB_OFD_CG_TRANSFORM);
	assert(gb_ofd_value_tag(GB_S("textcode")) == GB_OFD_OTHER && gb_ofd_value_tag(GB_S("")) == GB_OFD_OTHER);
}

static void put(struct gb_sink *self, struct gb_record *r)
{
	(void)self;
	assert(r->line.n > 0 || r->data != NULL);
}

/* Not an archive at all: the error comes back and nothing is left behind. */
static void no_archive(void)
{
	struct gb_sink sink = { put, NULL };
	struct gb_reading r = { .path = GB_S("x"), .bytes = GB_S("PK nothing"), .sha256 = GB_S(""), .media = GB_S(""), .to = &sink,
				.arena = gb_arena_new(0) };

	assert(gb_ofd_reader.open(&r) == GB_ERR_ZIP);
	gb_buf_free(&r.tmp);
	gb_arena_free(r.arena);
}

int main(void)
{
	deltas();
	steps();
	tags();
	no_archive();
	return 0;
}
