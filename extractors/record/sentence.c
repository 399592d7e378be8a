#include "target.h"

static const char *const cue_kinds[GB_CUE_KINDS] = {
	[GB_CUE_PROSE] = "prose", [GB_CUE_CELL] = "cell", [GB_CUE_INDICATOR] = "indicator", [GB_CUE_TITLE] = "title",
};

void gb_json_where(struct gb_json *j, const struct gb_where *w)
{
	gb_json_open(j, '{');
	gb_json_key(j, GB_S("block"));
	gb_json_int(j, w->block);
	gb_json_key(j, GB_S("offset"));
	gb_json_int(j, (long long)w->off_cp);
	gb_json_key(j, GB_S("length"));
	gb_json_int(j, (long long)w->len_cp);
	gb_json_key(j, GB_S("page"));
	gb_json_int_or_null(j, w->page);
	gb_json_key(j, GB_S("bbox"));
	gb_json_box(j, w->page, w->box);
	gb_json_key(j, GB_S("cell"));
	if (w->cell_row < 0) {
		gb_json_null(j);
	} else {
		gb_json_open(j, '[');
		gb_json_int(j, w->cell_row);
		gb_json_int(j, w->cell_col);
		gb_json_close(j, ']');
	}
	gb_json_close(j, '}');
}

void gb_where_read(const struct gb_value *v, struct gb_where *out)
{
	const struct gb_value *cell = gb_value_member(v, GB_S("cell"));

	*out = (struct gb_where){ .block = gb_value_int(v, GB_S("block")),
				  .off_cp = (size_t)gb_value_int(v, GB_S("offset")),
				  .len_cp = (size_t)gb_value_int(v, GB_S("length")),
				  .page = (int)gb_value_int(v, GB_S("page")),
				  .box = gb_box_read(gb_value_member(v, GB_S("bbox"))),
				  .cell_row = -1,
				  .cell_col = -1 };
	if (cell != NULL && cell->first != NULL && cell->first->next != NULL) {
		out->cell_row = (int)gb_number_int(cell->first->text);
		out->cell_col = (int)gb_number_int(cell->first->next->text);
	}
}

static void write_own_text(struct gb_json *j, const struct gb_own_text *t)
{
	gb_json_key(j, GB_S("text"));
	if (t->title.n == 0) {
		gb_json_null(j);
		return;
	}
	gb_json_open(j, '{');
	gb_json_key(j, GB_S("title"));
	gb_json_str(j, t->title);
	gb_json_key(j, GB_S("purpose"));
	gb_json_str_or_null(j, t->purpose);
	gb_json_key(j, GB_S("start"));
	gb_json_str_or_null(j, t->start);
	gb_json_key(j, GB_S("end"));
	gb_json_str_or_null(j, t->end);
	gb_json_close(j, '}');
}

static void write_cue(struct gb_json *j, const struct gb_cue *c)
{
	gb_json_open(j, '{');
	gb_json_key(j, GB_S("kind"));
	gb_json_str(j, gb_span_of(cue_kinds[c->kind]));
	gb_json_key(j, GB_S("head"));
	gb_json_str_or_null(j, c->head);
	gb_json_key(j, GB_S("row"));
	gb_json_str_or_null(j, c->row);
	gb_json_key(j, GB_S("unit"));
	gb_json_str_or_null(j, c->unit);
	gb_json_key(j, GB_S("attribute"));
	gb_json_str_or_null(j, c->attribute);
	gb_json_key(j, GB_S("section"));
	gb_json_str_or_null(j, c->section);
	gb_json_key(j, GB_S("term"));
	gb_json_str_or_null(j, c->term);
	gb_json_key(j, GB_S("closing"));
	gb_json_str_or_null(j, c->closing);
	gb_json_key(j, GB_S("last"));
	gb_json_bool(j, c->last);
	gb_json_key(j, GB_S("note"));
	gb_json_str_or_null(j, c->note);
	write_own_text(j, &c->text);
	gb_json_close(j, '}');
}

static void write_charges(struct gb_json *j, const struct gb_charges *c)
{
	gb_json_key(j, GB_S("charges"));
	gb_json_open(j, '[');
	for (size_t i = 0; i < c->n; i++) {
		gb_json_open(j, '{');
		gb_json_key(j, GB_S("end"));
		gb_json_int(j, (long long)c->item[i].end_cp);
		gb_json_key(j, GB_S("responsible"));
		gb_json_bodies(j, &c->item[i].bodies);
		gb_json_close(j, '}');
	}
	gb_json_close(j, ']');
}

void gb_sentence_put(struct gb_sink *to, struct gb_buf *tmp, const struct gb_sentence *s)
{
	struct gb_json j = { .out = tmp };

	gb_buf_clear(tmp);
	gb_json_open(&j, '{');
	gb_json_key(&j, GB_S("record"));
	gb_json_str(&j, GB_S("sentence"));
	gb_json_key(&j, GB_S("document"));
	gb_json_str_or_null(&j, s->document);
	gb_json_key(&j, GB_S("measure"));
	gb_json_str_or_null(&j, s->measure);
	gb_json_key(&j, GB_S("seq"));
	gb_json_int(&j, s->seq);
	gb_json_key(&j, GB_S("text"));
	gb_json_str(&j, s->text);
	gb_json_key(&j, GB_S("where"));
	gb_json_where(&j, &s->where);
	gb_json_key(&j, GB_S("cue"));
	write_cue(&j, &s->cue);
	write_charges(&j, &s->charges);
	gb_json_key(&j, GB_S("lines"));
	gb_json_lines(&j, &s->lines);
	gb_json_close(&j, '}');
	gb_sink_put(to, gb_buf_span(tmp));
}

static int cue_kind(struct gb_span name)
{
	for (int i = 0; i < GB_CUE_KINDS; i++)
		if (gb_span_eq(gb_span_of(cue_kinds[i]), name))
			return i;
	return GB_CUE_PROSE;
}

static void read_charges(struct gb_arena *a, const struct gb_value *list, struct gb_charges *out)
{
	for (const struct gb_value *v = list != NULL ? list->first : NULL; v != NULL; v = v->next) {
		struct gb_charge *c = GB_PUSH(a, out->item, out->n, out->cap);

		*c = (struct gb_charge){ .end_cp = (size_t)gb_value_int(v, GB_S("end")) };
		gb_bodies_read(a, gb_value_member(v, GB_S("responsible")), &c->bodies);
	}
}

void gb_sentence_read(struct gb_arena *a, const struct gb_value *v, struct gb_sentence *out)
{
	const struct gb_value *cue = gb_value_member(v, GB_S("cue")), *text = gb_value_member(cue, GB_S("text"));

	*out = (struct gb_sentence){ .document = gb_value_text(v, GB_S("document")),
				     .measure = gb_value_text(v, GB_S("measure")),
				     .seq = gb_value_int(v, GB_S("seq")),
				     .text = gb_value_text(v, GB_S("text")) };
	gb_where_read(gb_value_member(v, GB_S("where")), &out->where);
	out->cue = (struct gb_cue){ .head = gb_value_text(cue, GB_S("head")),
				    .row = gb_value_text(cue, GB_S("row")),
				    .unit = gb_value_text(cue, GB_S("unit")),
				    .attribute = gb_value_text(cue, GB_S("attribute")),
				    .section = gb_value_text(cue, GB_S("section")),
				    .term = gb_value_text(cue, GB_S("term")),
				    .closing = gb_value_text(cue, GB_S("closing")),
				    .last = gb_value_true(cue, GB_S("last")),
				    .note = gb_value_text(cue, GB_S("note")),
				    .text = { gb_value_text(text, GB_S("title")), gb_value_text(text, GB_S("purpose")),
					      gb_value_text(text, GB_S("start")), gb_value_text(text, GB_S("end")) },
				    .kind = cue_kind(gb_value_text(cue, GB_S("kind"))) };
	read_charges(a, gb_value_member(v, GB_S("charges")), &out->charges);
	gb_lines_read(a, gb_value_member(v, GB_S("lines")), &out->lines);
}

void gb_sentence_place(const struct gb_sentence *s, size_t off_cp, size_t len_cp, struct gb_where *out)
{
	bool any = false;

	for (size_t i = 0; i < s->lines.n; i++) {
		const struct gb_line *l = &s->lines.item[i];

		if (l->off_cp + l->len_cp <= off_cp || l->off_cp >= off_cp + len_cp || (any && l->page != out->page))
			continue;
		out->box = any ? gb_box_join(out->box, l->box) : l->box;
		out->page = l->page;
		any = true;
	}
}
