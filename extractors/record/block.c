#include "block.h"

static const char *const kind_names[GB_BLOCK_KINDS] = {
	[GB_BLOCK_PARAGRAPH] = "paragraph", [GB_BLOCK_TABLE] = "table", [GB_BLOCK_FURNITURE] = "furniture",
	[GB_BLOCK_TOC] = "toc",             [GB_BLOCK_FIGURE] = "figure",
};

static const char *const align_names[GB_ALIGN_KINDS] = {
	[GB_ALIGN_NONE] = "",        [GB_ALIGN_LEFT] = "left",       [GB_ALIGN_CENTER] = "center",
	[GB_ALIGN_RIGHT] = "right",  [GB_ALIGN_JUSTIFY] = "justify",
};

static int name_index(const char *const *names, int count, struct gb_span name)
{
	for (int i = 0; i < count; i++)
		if (gb_span_eq(gb_span_of(names[i]), name))
			return i;
	return 0;
}

struct gb_span gb_block_kind_name(enum gb_block_kind kind)
{
	return gb_span_of(kind_names[kind]);
}

void gb_json_box(struct gb_json *j, int page, struct gb_box box)
{
	if (page == 0) {
		gb_json_null(j);
		return;
	}
	gb_json_open(j, '[');
	gb_json_point(j, box.x0);
	gb_json_point(j, box.y0);
	gb_json_point(j, box.x1);
	gb_json_point(j, box.y1);
	gb_json_close(j, ']');
}

void gb_json_lines(struct gb_json *j, const struct gb_lines *lines)
{
	gb_json_open(j, '[');
	for (size_t i = 0; i < lines->n; i++) {
		const struct gb_line *l = &lines->item[i];

		gb_json_open(j, '[');
		gb_json_int(j, (long long)l->off_cp);
		gb_json_int(j, (long long)l->len_cp);
		gb_json_int(j, l->page);
		gb_json_point(j, l->box.x0);
		gb_json_point(j, l->box.y0);
		gb_json_point(j, l->box.x1);
		gb_json_point(j, l->box.y1);
		if (l->confidence > 0)
			gb_json_int(j, l->confidence);
		gb_json_close(j, ']');
	}
	gb_json_close(j, ']');
}

static void write_style(struct gb_json *j, const struct gb_style *s)
{
	gb_json_open(j, '{');
	gb_json_key(j, GB_S("font"));
	gb_json_str_or_null(j, s->font);
	gb_json_key(j, GB_S("size"));
	if (s->size > 0)
		gb_json_point(j, s->size);
	else
		gb_json_null(j);
	gb_json_key(j, GB_S("bold"));
	gb_json_bool(j, s->bold);
	gb_json_key(j, GB_S("align"));
	gb_json_str_or_null(j, gb_span_of(align_names[s->align]));
	gb_json_key(j, GB_S("indent"));
	gb_json_point(j, s->indent);
	gb_json_key(j, GB_S("level"));
	gb_json_int_or_null(j, s->level);
	gb_json_key(j, GB_S("lead"));
	gb_json_int_or_null(j, (long long)s->lead_cp);
	gb_json_close(j, '}');
}

static void write_cell(struct gb_json *j, const struct gb_cell *c)
{
	gb_json_open(j, '{');
	gb_json_key(j, GB_S("row"));
	gb_json_int(j, c->row);
	gb_json_key(j, GB_S("col"));
	gb_json_int(j, c->col);
	gb_json_key(j, GB_S("rowspan"));
	gb_json_int(j, c->rowspan);
	gb_json_key(j, GB_S("colspan"));
	gb_json_int(j, c->colspan);
	gb_json_key(j, GB_S("header"));
	gb_json_bool(j, c->header);
	gb_json_key(j, GB_S("text"));
	gb_json_str(j, c->text);
	gb_json_key(j, GB_S("page"));
	gb_json_int_or_null(j, c->page);
	gb_json_key(j, GB_S("bbox"));
	gb_json_box(j, c->page, c->box);
	gb_json_key(j, GB_S("lines"));
	gb_json_lines(j, &c->lines);
	gb_json_close(j, '}');
}

static struct gb_json start(struct gb_buf *tmp, struct gb_span record)
{
	struct gb_json j = { .out = tmp };

	gb_buf_clear(tmp);
	gb_json_open(&j, '{');
	gb_json_key(&j, GB_S("record"));
	gb_json_str(&j, record);
	return j;
}

static void finish(struct gb_json *j, struct gb_sink *to)
{
	gb_json_close(j, '}');
	gb_sink_put(to, gb_buf_span(j->out));
}

void gb_source_put(struct gb_sink *to, struct gb_buf *tmp, const struct gb_source *s)
{
	struct gb_json j = start(tmp, GB_S("source"));

	gb_json_key(&j, GB_S("schema"));
	gb_json_str(&j, GB_S(GB_SCHEMA));
	gb_json_key(&j, GB_S("path"));
	gb_json_str(&j, s->path);
	gb_json_key(&j, GB_S("media"));
	gb_json_str_or_null(&j, s->media);
	gb_json_key(&j, GB_S("sha256"));
	gb_json_str_or_null(&j, s->sha256);
	gb_json_key(&j, GB_S("bytes"));
	gb_json_int(&j, s->bytes);
	gb_json_key(&j, GB_S("pages"));
	gb_json_int_or_null(&j, s->pages);
	gb_json_key(&j, GB_S("meta"));
	gb_json_open(&j, '{');
	for (size_t i = 0; i < s->nmeta; i++) {
		gb_json_key(&j, s->meta[i].name);
		gb_json_str(&j, s->meta[i].value);
	}
	gb_json_close(&j, '}');
	gb_json_key(&j, GB_S("via"));
	gb_json_str_or_null(&j, s->via);
	gb_json_key(&j, GB_S("trust"));
	gb_json_raw(&j, s->trust.n > 0 ? s->trust : GB_S("null"));
	finish(&j, to);
}

void gb_block_put(struct gb_sink *to, struct gb_buf *tmp, const struct gb_block *b)
{
	struct gb_json j = start(tmp, GB_S("block"));

	gb_json_key(&j, GB_S("source"));
	gb_json_str(&j, b->source);
	gb_json_key(&j, GB_S("seq"));
	gb_json_int(&j, b->seq);
	gb_json_key(&j, GB_S("kind"));
	gb_json_str(&j, gb_block_kind_name(b->kind));
	gb_json_key(&j, GB_S("text"));
	gb_json_str(&j, b->text);
	gb_json_key(&j, GB_S("page"));
	gb_json_int_or_null(&j, b->page);
	gb_json_key(&j, GB_S("bbox"));
	gb_json_box(&j, b->page, b->box);
	gb_json_key(&j, GB_S("style"));
	write_style(&j, &b->style);
	gb_json_key(&j, GB_S("cells"));
	gb_json_open(&j, '[');
	for (size_t i = 0; i < b->cells.n; i++)
		write_cell(&j, &b->cells.item[i]);
	gb_json_close(&j, ']');
	gb_json_key(&j, GB_S("lines"));
	gb_json_lines(&j, &b->lines);
	gb_json_key(&j, GB_S("where"));
	gb_json_str_or_null(&j, b->where);
	finish(&j, to);
}

void gb_error_put(struct gb_sink *to, struct gb_buf *tmp, const struct gb_error *e)
{
	struct gb_json j = start(tmp, GB_S("error"));

	gb_json_key(&j, GB_S("path"));
	gb_json_str_or_null(&j, e->path);
	gb_json_key(&j, GB_S("stage"));
	gb_json_str(&j, e->stage);
	gb_json_key(&j, GB_S("page"));
	gb_json_int_or_null(&j, e->page);
	gb_json_key(&j, GB_S("code"));
	gb_json_str(&j, gb_err_code(e->code));
	gb_json_key(&j, GB_S("message"));
	gb_json_str(&j, e->message.n > 0 ? e->message : gb_err_text(e->code));
	finish(&j, to);
}

/* ---- reading back ---- */

struct gb_box gb_box_join(struct gb_box a, struct gb_box b)
{
	return (struct gb_box){ a.x0 < b.x0 ? a.x0 : b.x0, a.y0 < b.y0 ? a.y0 : b.y0, a.x1 > b.x1 ? a.x1 : b.x1,
				a.y1 > b.y1 ? a.y1 : b.y1 };
}

static double point_and_next(const struct gb_value **v)
{
	double pt = *v != NULL ? gb_number_point((*v)->text) : 0;

	*v = *v != NULL ? (*v)->next : NULL;
	return pt;
}

static struct gb_box read_points(const struct gb_value **v)
{
	struct gb_box box;

	box.x0 = point_and_next(v);
	box.y0 = point_and_next(v);
	box.x1 = point_and_next(v);
	box.y1 = point_and_next(v);
	return box;
}

struct gb_box gb_box_read(const struct gb_value *v)
{
	const struct gb_value *first = v != NULL ? v->first : NULL;

	return read_points(&first);
}

static long long int_and_next(const struct gb_value **v)
{
	long long n = *v != NULL ? gb_number_int((*v)->text) : 0;

	*v = *v != NULL ? (*v)->next : NULL;
	return n < 0 ? 0 : n;
}

void gb_lines_read(struct gb_arena *a, const struct gb_value *v, struct gb_lines *out)
{
	for (const struct gb_value *l = v != NULL ? v->first : NULL; l != NULL; l = l->next) {
		const struct gb_value *n = l->first;
		struct gb_line *line = GB_PUSH(a, out->item, out->n, out->cap);

		line->off_cp = (size_t)int_and_next(&n);
		line->len_cp = (size_t)int_and_next(&n);
		line->page = (int)int_and_next(&n);
		line->box = read_points(&n);
		line->confidence = (int)int_and_next(&n);
	}
}

static void read_style(const struct gb_value *v, struct gb_style *s)
{
	s->font = gb_value_text(v, GB_S("font"));
	s->size = gb_number_point(gb_value_text(v, GB_S("size")));
	s->bold = gb_value_true(v, GB_S("bold"));
	s->align = (enum gb_align)name_index(align_names, GB_ALIGN_KINDS, gb_value_text(v, GB_S("align")));
	s->indent = gb_number_point(gb_value_text(v, GB_S("indent")));
	s->level = (int)gb_value_int(v, GB_S("level"));
	s->lead_cp = (size_t)gb_value_int(v, GB_S("lead"));
}

static void read_cell(struct gb_arena *a, const struct gb_value *v, struct gb_cell *c)
{
	c->row = (int)gb_value_int(v, GB_S("row"));
	c->col = (int)gb_value_int(v, GB_S("col"));
	c->rowspan = (int)gb_value_int(v, GB_S("rowspan"));
	c->colspan = (int)gb_value_int(v, GB_S("colspan"));
	c->header = gb_value_true(v, GB_S("header"));
	c->text = gb_value_text(v, GB_S("text"));
	c->page = (int)gb_value_int(v, GB_S("page"));
	c->box = gb_box_read(gb_value_member(v, GB_S("bbox")));
	gb_lines_read(a, gb_value_member(v, GB_S("lines")), &c->lines);
}

void gb_block_read(struct gb_arena *a, const struct gb_value *v, struct gb_block *out)
{
	const struct gb_value *cells = gb_value_member(v, GB_S("cells"));

	*out = (struct gb_block){ .source = gb_value_text(v, GB_S("source")), .seq = gb_value_int(v, GB_S("seq")) };
	out->kind = (enum gb_block_kind)name_index(kind_names, GB_BLOCK_KINDS, gb_value_text(v, GB_S("kind")));
	out->text = gb_value_text(v, GB_S("text"));
	out->page = (int)gb_value_int(v, GB_S("page"));
	out->box = gb_box_read(gb_value_member(v, GB_S("bbox")));
	read_style(gb_value_member(v, GB_S("style")), &out->style);
	for (const struct gb_value *c = cells != NULL ? cells->first : NULL; c != NULL; c = c->next)
		read_cell(a, c, GB_PUSH(a, out->cells.item, out->cells.n, out->cells.cap));
	gb_lines_read(a, gb_value_member(v, GB_S("lines")), &out->lines);
	out->where = gb_value_text(v, GB_S("where"));
}
