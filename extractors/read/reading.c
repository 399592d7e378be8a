/* What readers share: records that they put, with what is known of the file filled in. */
#include "internal.h"

#include <assert.h>
#include <stdio.h>

#include "text/characters.h"
#include "base/utf8.h"

static void put_error(struct gb_reading *r, const struct gb_error *e)
{
	gb_record_put_error(r->to, e);
}

void gb_reading_source(struct gb_reading *r, long long pages, struct gb_meta *meta, size_t nmeta)
{
	const struct gb_source s = { .path = r->path, .media = r->media, .sha256 = r->sha256,
				     .bytes = r->size > 0 ? r->size : (long long)r->bytes.n,
				     .pages = pages, .meta = { meta, nmeta, nmeta }, .via = r->via };

	if (r->sourced)
		return;
	r->sourced = true;
	gb_record_put(r->to, GB_KIND_SOURCE, &s);
	for (size_t i = 0; i < r->nheld; i++)
		put_error(r, &r->held[i]);
	r->nheld = 0;
}

void gb_reading_end(struct gb_reading *r)
{
	gb_reading_source(r, 0, NULL, 0);
}

/* ---- characters once, for all formats ---- */

/* Bytes of UTF-8 that folding can change begin with E2 91..93 (⑴ ⒈), E2 BA..BF (radicals), E3 88 (㈠), EF A4..AB, EF B8, EF B9, F0. */
static bool may_fold(struct gb_span s)
{
	for (size_t i = 0; i + 2 < s.n; i++) {
		const unsigned char a = (unsigned char)s.p[i], b = (unsigned char)s.p[i + 1];

		if (a >= 0xe2 && ((a == 0xe2 && (b == 0x91 || b == 0x92 || b >= 0xba)) || (a == 0xe3 && b == 0x88) ||
				  (a == 0xef && b >= 0xa4 && b <= 0xb9) || a == 0xf0))
			return true;
	}
	return false;
}

/* Folds the characters of *text; to[i] is where code point number i of it has gone, its end included. */
static size_t *fold_text(struct gb_arena *a, struct gb_span *text)
{
	size_t *to = gb_arena_array(a, gb_utf8_count(*text) + 1, sizeof *to);
	struct gb_buf out = { 0 };
	size_t n = 0, at = 0, len;

	for (size_t i = 0; i < text->n; i += len) {
		uint32_t folded[GB_CHARACTER_FOLDED];
		const size_t k = gb_character_fold_all(gb_utf8_decode(gb_span_from(*text, i), &len), folded);

		to[n++] = at;
		at += k;
		for (size_t j = 0; j < k; j++)
			gb_buf_add_cp(&out, folded[j]);
	}
	to[n] = at;
	*text = gb_arena_copy(a, gb_buf_span(&out));
	gb_buf_free(&out);
	return to;
}

static void fold(struct gb_arena *a, struct gb_span *text, struct gb_lines *lines, size_t *lead_cp)
{
	if (!may_fold(*text))
		return;
	const size_t count = gb_utf8_count(*text);
	const size_t *to = fold_text(a, text);

	for (size_t i = 0; i < lines->n; i++) {
		struct gb_line *ln = &lines->item[i];

		assert(ln->off_cp + ln->len_cp <= count);
		ln->len_cp = to[ln->off_cp + ln->len_cp] - to[ln->off_cp];
		ln->off_cp = to[ln->off_cp];
	}
	if (lead_cp != NULL)
		*lead_cp = to[*lead_cp <= count ? *lead_cp : count];
}

void gb_reading_block(struct gb_reading *r, struct gb_block *b)
{
	gb_reading_end(r);
	b->source = r->path;
	b->seq = r->seq++;
	fold(r->arena, &b->text, &b->lines, &b->style.lead_cp);
	for (size_t i = 0; i < b->cells.n; i++)
		fold(r->arena, &b->cells.item[i].text, &b->cells.item[i].lines, NULL);
	gb_record_put(r->to, GB_KIND_BLOCK, b);
}

void gb_reading_error(struct gb_reading *r, int page, enum gb_err code, struct gb_span message)
{
	const struct gb_error e = { .path = r->path, .stage = GB_S("read"), .page = page, .code = code, .message = message };

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
		gb_record_put_line(r->to, (struct gb_span){ line, (size_t)snprintf(line, sizeof line, "!%c%d", (char)what, page) });
}

void gb_reading_engine(struct gb_reading *r, struct gb_span name)
{
	if (r->judges)
		gb_record_put_line(r->to, gb_arena_concat(r->arena, GB_S("!e"), name));
}

void gb_reading_run(struct gb_reading *r, enum gb_err (*run)(struct gb_reading *r))
{
	const enum gb_err err = run(r);

	if (err != GB_ERR_OK)
		gb_reading_error(r, 0, err, GB_S(""));
	gb_reading_end(r);
}
