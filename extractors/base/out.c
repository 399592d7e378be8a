#include "out.h"

static void put(struct gb_sink *self, struct gb_span line)
{
	struct gb_out *o = (struct gb_out *)self;

	fwrite(line.p, 1, line.n, o->stream);
	putc_unlocked('\n', o->stream);
}

static void end(struct gb_sink *self)
{
	(void)self;
}

void gb_out_init(struct gb_out *o, FILE *stream)
{
	*o = (struct gb_out){ .sink = { .put = put, .end = end }, .stream = stream };
}

bool gb_out_failed(const struct gb_out *o)
{
	return ferror(o->stream) != 0;
}

bool gb_out_close(struct gb_out *o)
{
	return fflush(o->stream) == 0 && !ferror(o->stream);
}
