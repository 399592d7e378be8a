/* What of a record goes into the page: the members that are marked SHOWN. */
#include "internal.h"
#include "record/record.h"

static void copy_shape(struct gb_json *j, const struct gb_shape *s, const struct gb_value *v);

enum gb_report_group gb_report_shape_group(enum gb_kind kind)
{
	static const struct {
		enum gb_kind kind;
		enum gb_report_group group;
	} groups[] = {
		{ GB_KIND_SOURCE, GB_REPORT_SOURCES },     { GB_KIND_DOCUMENT, GB_REPORT_DOCUMENTS },
		{ GB_KIND_MEASURE, GB_REPORT_MEASURES },   { GB_KIND_TARGET, GB_REPORT_ROWS },
		{ GB_KIND_FACT, GB_REPORT_ROWS },          { GB_KIND_MILESTONE, GB_REPORT_ROWS },
		{ GB_KIND_CHANGE, GB_REPORT_CHANGES },     { GB_KIND_MEASURE_CHANGE, GB_REPORT_CHANGES },
		{ GB_KIND_SHARE, GB_REPORT_SHARES },       { GB_KIND_MILESTONE_CHANGE, GB_REPORT_CHANGES },
		{ GB_KIND_ERROR, GB_REPORT_ERRORS },      { GB_KIND_SERIES, GB_REPORT_SERIES },
	};

	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
		if (groups[i].kind == kind)
			return groups[i].group;
	return GB_REPORT_GROUPS;
}

static bool has_form(enum gb_form form, const struct gb_value *v)
{
	static const char letters[] = { [GB_JSON_NULL] = 'z',   [GB_JSON_BOOL] = 'b',  [GB_JSON_NUMBER] = 'i',
					[GB_JSON_STRING] = 's', [GB_JSON_ARRAY] = 'a', [GB_JSON_OBJECT] = 'o' };

	return gb_form_has(form, letters[v->kind]);
}

static void copy_one(struct gb_json *j, const struct gb_shape_field *m, const struct gb_value *v)
{
	if (v->kind == GB_JSON_OBJECT) {
		gb_json_open(j, '{');
		copy_shape(j, m->of, v);
		gb_json_close(j, '}');
	} else if (v->kind == GB_JSON_STRING) {
		gb_json_str(j, v->text);
	} else {
		gb_json_raw(j, v->raw);
	}
}

static void copy_items(struct gb_json *j, const struct gb_shape_field *m, const struct gb_value *v)
{
	struct gb_form_items items;

	gb_json_open(j, '[');
	for (const struct gb_value *item = gb_form_items(m->form, &items) ? v->first : NULL; item != NULL; item = item->next)
		if (item->kind != GB_JSON_NULL && has_form(items.form, item))
			copy_one(j, m, item);
	gb_json_close(j, ']');
}

/* The value is of a kind that the member may have; a list that is empty, false and null are left out. */
static bool is_worth(const struct gb_shape_field *m, const struct gb_value *v)
{
	return v != NULL && v->kind != GB_JSON_NULL && has_form(m->form, v) && (v->kind != GB_JSON_ARRAY || v->first != NULL) &&
	       (v->kind != GB_JSON_BOOL || gb_span_eq(v->text, GB_S("true")));
}

static void copy_member(struct gb_json *j, const struct gb_shape_field *m, const struct gb_value *v)
{
	if (!is_worth(m, v))
		return;
	gb_json_key(j, m->key);
	if (v->kind == GB_JSON_ARRAY)
		copy_items(j, m, v);
	else if (gb_span_eq(m->key, GB_S("path"))) /* a page that is sent on need not tell in whose folder the file was */
		gb_json_str(j, gb_span_from(v->text, gb_span_rfind(v->text, GB_S("/")) + 1));
	else
		copy_one(j, m, v);
}

static void copy_shape(struct gb_json *j, const struct gb_shape *s, const struct gb_value *v)
{
	for (size_t i = 0; i < s->n; i++)
		if ((s->member[i].flags & GB_SHOWN) != 0)
			copy_member(j, &s->member[i], gb_value_member(v, s->member[i].key));
}

void gb_report_shape_copy(struct gb_json *j, enum gb_kind kind, const struct gb_value *v)
{
	const enum gb_report_group group = gb_report_shape_group(kind);

	if (group == GB_REPORT_ROWS || group == GB_REPORT_CHANGES) {
		gb_json_key(j, GB_S("record"));
		gb_json_str(j, gb_kind_name(kind));
	}
	copy_shape(j, gb_shape_of(kind), v);
}
