#include "record.h"

static void put(struct gb_sink *self, struct gb_record *r)
{
	struct gb_out *o = (struct gb_out *)self;

	gb_buf_clear(&o->tmp);
	if (r->line.n == 0)
		gb_record_write(&o->tmp, r->kind, r->data);
	const struct gb_span line = r->line.n > 0 ? r->line : gb_buf_span(&o->tmp);

	fwrite(line.p, 1, line.n, o->stream);
	putc_unlocked('\n', o->stream);
}

static void end(struct gb_sink *self)
{
	gb_buf_free(&((struct gb_out *)self)->tmp);
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
	gb_buf_free(&o->tmp);
	return fflush(o->stream) == 0 && !ferror(o->stream);
}
