#include <assert.h>
#include <glib.h>
#include <stdio.h>

#include "internal.h"

struct gb_report_picture {
	struct gb_span png;
	long long width, height;
};

struct gb_report {
	struct gb_sink sink; /* first */
	struct gb_arena *keep; /* as long as the report */
	struct gb_arena *rec;  /* as long as a record */
	struct gb_buf text[GB_REPORT_GROUPS];
	struct gb_json group[GB_REPORT_GROUPS]; /* writes into text */
	struct gb_report_source *source;
	size_t nsource, source_cap;
	struct gb_report_place *place;
	size_t nplace, place_cap;
	struct gb_report_picture *picture; /* beside place */
	size_t npicture, picture_cap;
	GHashTable *place_of; /* key of a place -> its number + 1 */
	GHashTable *rule_of;  /* a rule -> its number + 1 */
	struct gb_span title;
	size_t ndocument, nrow;
};

static void add_source(struct gb_report *r, const struct gb_value *v)
{
	const struct gb_span media = gb_value_text(v, GB_S("media"));

	*GB_PUSH(r->keep, r->source, r->nsource, r->source_cap) = (struct gb_report_source){
		gb_arena_copy(r->keep, gb_value_text(v, GB_S("path"))),
		gb_arena_copy(r->keep, gb_value_text(v, GB_S("sha256"))),
		gb_read_draws(media),
	};
}

/* The name of the page until its script runs: the title of the document when there is one only. */
static void add_title(struct gb_report *r, const struct gb_value *v)
{
	r->title = r->ndocument++ == 0 ? gb_arena_copy(r->keep, gb_value_text(v, GB_S("title"))) : GB_S("gongbao");
}

/* The number of the place, the same for the same box. */
static size_t place_number(struct gb_report *r, const struct gb_where *w)
{
	char key[160];

	snprintf(key, sizeof key, "%zu %d %.1f %.1f %.1f %.1f", r->nsource - 1, w->page, w->box.x0, w->box.y0,
		 w->box.x1, w->box.y1);
	const size_t known = GPOINTER_TO_SIZE(g_hash_table_lookup(r->place_of, key));

	if (known > 0)
		return known - 1;
	struct gb_report_place *place = GB_PUSH(r->keep, r->place, r->nplace, r->place_cap);

	*place = (struct gb_report_place){ r->nsource - 1, w->page, w->box, w->cell_row >= 0 };
	*GB_PUSH(r->keep, r->picture, r->npicture, r->picture_cap) = (struct gb_report_picture){ 0 };
	g_hash_table_insert(r->place_of, g_strdup(key), GSIZE_TO_POINTER(r->nplace));
	return r->nplace - 1;
}

/* What the page adds to a row: the numbers of its source and of its picture. */
static void add_place(struct gb_report *r, struct gb_json *j, const struct gb_value *v)
{
	const struct gb_value *where = gb_value_member(v, GB_S("where"));
	struct gb_where w = { 0 };

	if (r->nsource == 0)
		return;
	gb_json_key(j, GB_S("source"));
	gb_json_int(j, (long long)r->nsource - 1);
	if (where == NULL || where->kind != GB_JSON_OBJECT || !r->source[r->nsource - 1].paged)
		return;
	gb_record_read_where(where, &w);
	if (w.page <= 0 || !(w.box.y1 > w.box.y0))
		return;
	gb_json_key(j, GB_S("place"));
	gb_json_int(j, (long long)place_number(r, &w));
}

/* Where the next item of a group is written. */
static struct gb_json *next(struct gb_report *r, enum gb_report_group group)
{
	struct gb_json *j = &r->group[group];

	gb_buf_add(j->out, j->out->n > 0 ? GB_S(",\n") : GB_S(""));
	j->comma = false;
	return j;
}

static void put(struct gb_sink *self, struct gb_record *record)
{
	struct gb_report *r = (struct gb_report *)self;
	const enum gb_report_group group = gb_report_shape_group(record->kind);

	if (group == GB_REPORT_GROUPS)
		return;
	gb_arena_reset(r->rec);
	const struct gb_value *v = gb_record_value(record, r->rec);

	if (v == NULL)
		return;
	struct gb_json *j = next(r, group);

	gb_json_open(j, '{');
	gb_report_shape_copy(j, record->kind, v);
	if (group == GB_REPORT_SOURCES)
		add_source(r, v);
	if (group == GB_REPORT_DOCUMENTS)
		add_title(r, v);
	if (group == GB_REPORT_ROWS || group == GB_REPORT_DOCUMENTS)
		add_place(r, j, v);
	r->nrow += group == GB_REPORT_ROWS;
	gb_json_close(j, '}');
}

static void end(struct gb_sink *self)
{
	(void)self;
}

struct gb_report *gb_report_new(void)
{
	struct gb_arena *keep = gb_arena_new(0);
	struct gb_report *r = gb_arena_alloc(keep, sizeof *r);

	r->sink = (struct gb_sink){ put, end };
	r->keep = keep;
	r->rec = gb_arena_new(0);
	r->title = GB_S("gongbao");
	r->place_of = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	r->rule_of = g_hash_table_new(NULL, NULL);
	for (size_t i = 0; i < GB_REPORT_GROUPS; i++)
		r->group[i].out = &r->text[i];
	return r;
}

void gb_report_free(struct gb_report *r)
{
	for (size_t i = 0; i < GB_REPORT_GROUPS; i++)
		gb_buf_free(&r->text[i]);
	g_hash_table_destroy(r->place_of);
	g_hash_table_destroy(r->rule_of);
	gb_arena_free(r->rec);
	gb_arena_free(r->keep);
}

struct gb_sink *gb_report_sink(struct gb_report *r)
{
	return &r->sink;
}

const struct gb_report_place *gb_report_places(const struct gb_report *r, size_t *n)
{
	*n = r->nplace;
	return r->place;
}

const struct gb_report_source *gb_report_sources(const struct gb_report *r, size_t *n)
{
	*n = r->nsource;
	return r->source;
}

void gb_report_clip(struct gb_report *r, size_t place, struct gb_span png, long long width, long long height)
{
	assert(place < r->nplace);
	r->picture[place] = (struct gb_report_picture){ gb_arena_copy(r->keep, png), width, height };
}

/* The number of the rule, which is told when it is first asked for. */
static size_t rule_number(void *report, const struct gb_rule *rule)
{
	struct gb_report *r = report;
	const size_t known = GPOINTER_TO_SIZE(g_hash_table_lookup(r->rule_of, rule));

	assert(rule != NULL);
	if (known > 0)
		return known - 1;
	struct gb_json *j = next(r, GB_REPORT_RULES);

	gb_json_open(j, '{');
	gb_json_text(j, GB_S("name"), gb_rule_name(rule));
	gb_json_text(j, GB_S("file"), gb_rule_file(rule));
	gb_json_key(j, GB_S("line"));
	gb_json_int(j, gb_rule_line(rule));
	gb_json_text(j, GB_S("pattern"), gb_rule_pattern(rule));
	gb_json_close(j, '}');
	g_hash_table_insert(r->rule_of, (gpointer)rule, GSIZE_TO_POINTER(g_hash_table_size(r->rule_of) + 1));
	return g_hash_table_size(r->rule_of) - 1;
}

void gb_report_explain(struct gb_report *r, const struct gb_explanation *e)
{
	const struct gb_explain_numbers numbers = { r->nrow, r, rule_number };
	const struct gb_promises *p = &e->promises;

	gb_explain_json(next(r, GB_REPORT_EXPLAINED), e, &numbers);
	for (size_t i = 0; i < p->ntarget; i++)
		gb_record_put_target(&r->sink, &p->target[i]);
	for (size_t i = 0; i < p->nmilestone; i++)
		gb_record_put(&r->sink, GB_KIND_MILESTONE, &p->milestone[i]);
}

static void write_pictures(struct gb_json *j, const struct gb_report *r)
{
	gb_json_open(j, '[');
	for (size_t i = 0; i < r->npicture; i++) {
		const struct gb_report_picture *p = &r->picture[i];

		if (p->png.n == 0) {
			gb_json_null(j);
			continue;
		}
		gb_json_open(j, '[');
		gb_json_int(j, p->width);
		gb_json_int(j, p->height);
		gb_json_str(j, p->png);
		gb_json_close(j, ']');
	}
	gb_json_close(j, ']');
}

void gb_report_page(const struct gb_report *r, struct gb_span start, struct gb_span language, struct gb_buf *out)
{
	static const char *const names[GB_REPORT_GROUPS] = {
		[GB_REPORT_SOURCES] = "sources", [GB_REPORT_DOCUMENTS] = "documents", [GB_REPORT_MEASURES] = "measures",
		[GB_REPORT_ROWS] = "rows",       [GB_REPORT_CHANGES] = "changes",     [GB_REPORT_SHARES] = "shares",
		[GB_REPORT_SERIES] = "series",   [GB_REPORT_ERRORS] = "errors",       [GB_REPORT_EXPLAINED] = "explained",
		[GB_REPORT_RULES] = "rules",
	};
	struct gb_buf data = { 0 };
	struct gb_json j = { .out = &data };

	gb_json_open(&j, '{');
	for (size_t i = 0; i < GB_REPORT_GROUPS; i++) {
		gb_json_key(&j, gb_span_of(names[i]));
		gb_json_open(&j, '[');
		gb_json_raw(&j, gb_buf_span(&r->text[i]));
		gb_json_close(&j, ']');
	}
	gb_json_key(&j, GB_S("pictures"));
	write_pictures(&j, r);
	gb_json_close(&j, '}');
	gb_report_page_write(&(struct gb_report_page_parts){ gb_buf_span(&data), r->title, start, language }, out);
	gb_buf_free(&data);
}
