/* What readers share: records that they put, with what is known of the file filled in. */
#include "internal.h"

#include <stdio.h>

static void put_error(struct gb_reading *r, const struct gb_error *e)
{
	gb_error_put(r->to, &r->tmp, e);
}

void gb_reading_source(struct gb_reading *r, long long pages, struct gb_meta *meta, size_t nmeta)
{
	const struct gb_source s = { .path = r->path, .media = r->media, .sha256 = r->sha256,
				     .bytes = r->size > 0 ? r->size : (long long)r->bytes.n,
				     .pages = pages, .meta = meta, .nmeta = nmeta, .via = r->via };

	if (r->sourced)
		return;
	r->sourced = true;
	gb_source_put(r->to, &r->tmp, &s);
	for (size_t i = 0; i < r->nheld; i++)
		put_error(r, &r->held[i]);
	r->nheld = 0;
}

void gb_reading_end(struct gb_reading *r)
{
	gb_reading_source(r, 0, NULL, 0);
}

void gb_reading_block(struct gb_reading *r, struct gb_block *b)
{
	gb_reading_end(r);
	b->source = r->path;
	b->seq = r->seq++;
	gb_block_put(r->to, &r->tmp, b);
}

void gb_reading_error(struct gb_reading *r, int page, enum gb_err code, struct gb_span message)
{
	const struct gb_error e = { r->path, GB_S("read"), page, code, message };

	r->status = gb_status_worst(r->status, gb_err_status(code));
	if (r->sourced) {
		put_error(r, &e);
		return;
	}
	struct gb_error *held = GB_PUSH(r->arena, r->held, r->nheld, r->cap_held);

	*held = e;
	held->message = gb_arena_copy(r->arena, message);
}

void gb_reading_judge(struct gb_reading *r, int page, enum gb_judgement what)
{
	char line[16];

	if (r->judges)
		gb_sink_put(r->to, (struct gb_span){ line, (size_t)snprintf(line, sizeof line, "!%c%d", (char)what, page) });
}

void gb_reading_engine(struct gb_reading *r, struct gb_span name)
{
	if (r->judges)
		gb_sink_put(r->to, gb_arena_concat(r->arena, GB_S("!e"), name));
}

void gb_reading_run(struct gb_reading *r, enum gb_err (*run)(struct gb_reading *r))
{
	const enum gb_err err = run(r);

	if (err != GB_ERR_OK)
		gb_reading_error(r, 0, err, GB_S(""));
	gb_reading_end(r);
}
