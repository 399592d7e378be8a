/* datapackage.json: Frictionless Data Package 1.0, tabular profile. */
#include "internal.h"
#include "record/record.h"

static void text(struct gb_json *j, struct gb_span key, struct gb_span value)
{
	gb_json_key(j, key);
	gb_json_str(j, value);
}

static void write_field(struct gb_json *j, const struct gb_kind_column *c)
{
	static const char *const types[GB_COLUMN_TYPES] = {
		[GB_COLUMN_TEXT] = "string",  [GB_COLUMN_DECIMAL] = "number", [GB_COLUMN_DAY] = "date",    [GB_COLUMN_INT] = "integer",
		[GB_COLUMN_BOOL] = "boolean", [GB_COLUMN_NAMES] = "string",   [GB_COLUMN_ARRAY] = "array", [GB_COLUMN_JSON] = "any",
	};

	gb_json_open(j, '{');
	text(j, GB_S("name"), c->name);
	text(j, GB_S("type"), gb_span_of(types[c->type]));
	if (c->about != NULL)
		text(j, GB_S("description"), gb_span_of(c->about));
	gb_json_close(j, '}');
}

static void write_dialect(struct gb_json *j)
{
	gb_json_key(j, GB_S("dialect"));
	gb_json_open(j, '{');
	text(j, GB_S("delimiter"), GB_S(","));
	text(j, GB_S("quoteChar"), GB_S("\""));
	gb_json_key(j, GB_S("doubleQuote"));
	gb_json_bool(j, true);
	text(j, GB_S("lineTerminator"), GB_S("\r\n"));
	gb_json_key(j, GB_S("header"));
	gb_json_bool(j, true);
	gb_json_close(j, '}');
}

static void write_schema(struct gb_json *j, const struct gb_kind_columns *columns)
{
	gb_json_key(j, GB_S("schema"));
	gb_json_open(j, '{');
	gb_json_key(j, GB_S("fields"));
	gb_json_open(j, '[');
	for (size_t i = 0; i < columns->n; i++)
		write_field(j, &columns->item[i]);
	gb_json_close(j, ']');
	gb_json_key(j, GB_S("missingValues"));
	gb_json_open(j, '[');
	gb_json_str(j, GB_S(""));
	gb_json_close(j, ']');
	gb_json_close(j, '}');
}

static void write_resource(struct gb_json *j, enum gb_kind kind, const struct gb_kind_columns *columns, const struct gb_export_file *f)
{
	const struct gb_span table = gb_kind_table(kind);
	char *path = g_strconcat(table.p, ".csv", NULL);
	char *hash = g_strconcat("sha256:", g_checksum_get_string(f->sum), NULL);

	gb_json_open(j, '{');
	text(j, GB_S("name"), table);
	text(j, GB_S("path"), gb_span_of(path));
	text(j, GB_S("description"), gb_span_of(gb_kind_about(kind, false)));
	text(j, GB_S("profile"), GB_S("tabular-data-resource"));
	text(j, GB_S("format"), GB_S("csv"));
	text(j, GB_S("mediatype"), GB_S("text/csv"));
	text(j, GB_S("encoding"), GB_S("utf-8"));
	gb_json_key(j, GB_S("bytes"));
	gb_json_int(j, (long long)f->bytes);
	text(j, GB_S("hash"), gb_span_of(hash));
	write_dialect(j);
	write_schema(j, columns);
	gb_json_close(j, '}');
	g_free(hash);
	g_free(path);
}

void gb_package_write(const struct gb_exporter *x, struct gb_buf *to)
{
	struct gb_json j = { .out = to };

	gb_json_open(&j, '{');
	text(&j, GB_S("profile"), GB_S("tabular-data-package"));
	text(&j, GB_S("name"), GB_S("gongbao"));
	text(&j, GB_S("title"), GB_S("Measures, targets and milestones of official documents"));
	gb_json_key(&j, GB_S("resources"));
	gb_json_open(&j, '[');
	for (int k = 0; k < GB_KINDS; k++)
		if (gb_kind_table((enum gb_kind)k).n > 0)
			write_resource(&j, (enum gb_kind)k, &x->columns[k], &x->file[k]);
	gb_json_close(&j, ']');
	gb_json_close(&j, '}');
	gb_buf_add_byte(to, '\n');
}
