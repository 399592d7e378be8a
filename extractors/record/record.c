#include "record.h"

#include <assert.h>

/* ---- which kind a line is, without reading it whole: what others write may have blanks, and other keys first ---- */

static size_t skip_blanks(struct gb_span s, size_t at)
{
	while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t' || s.p[at] == '\r' || s.p[at] == '\n'))
		at++;
	return at;
}

/* Behind the string that starts at `at`. */
static size_t skip_string(struct gb_span s, size_t at)
{
	for (at++; at < s.n && s.p[at] != '"'; at++)
		at += s.p[at] == '\\';
	return at < s.n ? at + 1 : s.n;
}

/* Behind the value that starts at `at`: at the comma or bracket that ends it. */
static size_t skip_value(struct gb_span s, size_t at)
{
	int depth = 0;

	while (at < s.n) {
		char c = s.p[at];

		if (depth == 0 && (c == ',' || c == '}'))
			return at;
		depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
		at = c == '"' ? skip_string(s, at) : at + 1;
	}
	return s.n;
}

struct gb_span gb_record_line_kind(struct gb_span line)
{
	size_t at = skip_blanks(line, 0);

	if (at == line.n || line.p[at] != '{')
		return GB_S("");
	for (at = skip_blanks(line, at + 1); at < line.n && line.p[at] == '"';) {
		size_t end = skip_string(line, at), colon = skip_blanks(line, end);
		size_t value = colon < line.n ? skip_blanks(line, colon + 1) : line.n;
		bool here = gb_span_eq(gb_span_sub(line, at, end - at), GB_S("\"record\""));

		if (here && value < line.n && line.p[value] == '"') {
			end = skip_string(line, value);
			return end > value + 1 && line.p[end - 1] == '"' ? gb_span_sub(line, value + 1, end - value - 2) : GB_S("");
		}
		at = skip_value(line, value);
		at = at < line.n && line.p[at] == ',' ? skip_blanks(line, at + 1) : line.n;
	}
	return GB_S("");
}

/* ---- a record on its way ---- */

struct gb_record gb_record_of_line(struct gb_span line)
{
	return (struct gb_record){ .kind = gb_kind_of_name(gb_record_line_kind(line)), .line = line };
}

struct gb_record gb_record_of_value(struct gb_span line, const struct gb_value *value)
{
	return (struct gb_record){ .kind = gb_kind_of_name(gb_value_text(value, GB_S("record"))), .line = line, .value = value };
}

struct gb_span gb_record_line(struct gb_record *r, struct gb_arena *a)
{
	struct gb_buf line = { 0 };

	if (r->line.n > 0)
		return r->line;
	assert(r->data != NULL);
	gb_record_write(&line, r->kind, r->data);
	r->line = gb_arena_copy(a, gb_buf_span(&line));
	gb_buf_free(&line);
	return r->line;
}

const struct gb_value *gb_record_value(struct gb_record *r, struct gb_arena *a)
{
	struct gb_value *v = NULL;
	size_t at;

	if (r->value == NULL && gb_json_parse(a, gb_record_line(r, a), &v, &at) == NULL)
		r->value = v;
	return r->value;
}

const void *gb_record_data(struct gb_record *r, struct gb_arena *a)
{
	const struct gb_value *v = r->data == NULL ? gb_record_value(r, a) : NULL;

	if (v != NULL) {
		void *data = gb_arena_alloc(a, gb_shape_of(r->kind)->size);

		gb_record_read(a, r->kind, v, data);
		r->data = data;
	}
	return r->data;
}

void gb_record_put(struct gb_sink *to, enum gb_kind kind, const void *data)
{
	struct gb_record r = { .kind = kind, .data = data };

	gb_sink_put(to, &r);
}

void gb_record_put_line(struct gb_sink *to, struct gb_span line)
{
	struct gb_record r = gb_record_of_line(line);

	gb_sink_put(to, &r);
}

void gb_record_put_target(struct gb_sink *to, const struct gb_target *t)
{
	gb_record_put(to, t->fact ? GB_KIND_FACT : GB_KIND_TARGET, t);
}

void gb_record_put_error(struct gb_sink *to, const struct gb_error *e)
{
	struct gb_error whole = *e;

	if (e->message.n == 0)
		whole.message = gb_err_text(e->code);
	gb_record_put(to, GB_KIND_ERROR, &whole);
}

/* ---- parts ---- */

struct gb_box gb_record_join_boxes(struct gb_box a, struct gb_box b)
{
	return (struct gb_box){ a.x0 < b.x0 ? a.x0 : b.x0, a.y0 < b.y0 ? a.y0 : b.y0, a.x1 > b.x1 ? a.x1 : b.x1,
				a.y1 > b.y1 ? a.y1 : b.y1 };
}

void gb_record_sentence_place(const struct gb_sentence *s, size_t off_cp, size_t len_cp, struct gb_where *out)
{
	bool any = false;

	for (size_t i = 0; i < s->lines.n; i++) {
		const struct gb_line *l = &s->lines.item[i];

		if (l->off_cp + l->len_cp <= off_cp || l->off_cp >= off_cp + len_cp || (any && l->page != out->page))
			continue;
		out->box = any ? gb_record_join_boxes(out->box, l->box) : l->box;
		out->page = l->page;
		any = true;
	}
}
