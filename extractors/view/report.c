#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "read/read.h"
#include "record/record.h"
#include "report_internal.h"

struct picture {
	struct gb_span png;
	long long width, height;
};

struct gb_report {
	struct gb_sink sink; /* first */
	struct gb_arena *keep; /* as long as the report */
	struct gb_arena *rec;  /* as long as a record */
	struct gb_buf text[GB_GROUPS];
	struct gb_json group[GB_GROUPS]; /* writes into text */
	struct gb_report_source *source;
	size_t nsource, source_cap;
	struct gb_report_place *place;
	size_t nplace, place_cap;
	struct picture *picture; /* beside place */
	size_t npicture, picture_cap;
	GHashTable *place_of; /* key of a place -> its number + 1 */
	struct gb_span title;
	size_t ndocument;
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
	*GB_PUSH(r->keep, r->picture, r->npicture, r->picture_cap) = (struct picture){ 0 };
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

static void put(struct gb_sink *self, struct gb_record *record)
{
	struct gb_report *r = (struct gb_report *)self;
	const enum gb_report_group group = gb_report_group_of(record->kind);

	if (group == GB_GROUPS)
		return;
	gb_arena_reset(r->rec);
	const struct gb_value *v = gb_record_value(record, r->rec);

	if (v == NULL)
		return;
	struct gb_json *j = &r->group[group];

	gb_buf_add(j->out, j->out->n > 0 ? GB_S(",\n") : GB_S(""));
	j->comma = false;
	gb_json_open(j, '{');
	gb_report_copy(j, record->kind, v);
	if (group == GB_GROUP_SOURCES)
		add_source(r, v);
	if (group == GB_GROUP_DOCUMENTS)
		add_title(r, v);
	if (group == GB_GROUP_ROWS || group == GB_GROUP_DOCUMENTS)
		add_place(r, j, v);
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
	for (size_t i = 0; i < GB_GROUPS; i++)
		r->group[i].out = &r->text[i];
	return r;
}

void gb_report_free(struct gb_report *r)
{
	for (size_t i = 0; i < GB_GROUPS; i++)
		gb_buf_free(&r->text[i]);
	g_hash_table_destroy(r->place_of);
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

void gb_report_picture(struct gb_report *r, size_t place, struct gb_span png, long long width, long long height)
{
	r->picture[place] = (struct picture){ gb_arena_copy(r->keep, png), width, height };
}

static void write_pictures(struct gb_json *j, const struct gb_report *r)
{
	gb_json_open(j, '[');
	for (size_t i = 0; i < r->npicture; i++) {
		const struct picture *p = &r->picture[i];

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

void gb_report_page(const struct gb_report *r, struct gb_span language, struct gb_buf *out)
{
	static const char *const names[GB_GROUPS] = { "sources", "documents", "measures", "rows", "changes", "shares", "errors" };
	struct gb_buf data = { 0 };
	struct gb_json j = { .out = &data };

	gb_json_open(&j, '{');
	for (size_t i = 0; i < GB_GROUPS; i++) {
		gb_json_key(&j, gb_span_of(names[i]));
		gb_json_open(&j, '[');
		gb_json_raw(&j, gb_buf_span(&r->text[i]));
		gb_json_close(&j, ']');
	}
	gb_json_key(&j, GB_S("pictures"));
	write_pictures(&j, r);
	gb_json_close(&j, '}');
	gb_page_write(gb_buf_span(&data), r->title, language, out);
	gb_buf_free(&data);
}
