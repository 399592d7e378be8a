#include "report_internal.h"

enum keep {
	KEEP_TEXT,
	KEEP_NAME,  /* of a path: a page that is sent on need not tell in whose folder the file lay */
	KEEP_NUMBER,
	KEEP_TRUE,  /* left out when false */
	KEEP_TEXTS, /* a list; left out when empty */
	KEEP_NUMBERS,
	KEEP_OBJECT,
	KEEP_OBJECTS,
};

struct key {
	struct gb_span name;
	enum keep how;
	const struct gb_shape *of; /* of an object, or of the items of a list */
};

struct gb_shape {
	const struct key *key;
	size_t n;
};

#define KEY(name, how, of) { { name, sizeof(name) - 1 }, how, of }
#define TEXT(name) KEY(name, KEEP_TEXT, NULL)
#define NUMBER(name) KEY(name, KEEP_NUMBER, NULL)
#define TEXTS(name) KEY(name, KEEP_TEXTS, NULL)
#define OBJECT(name, of) KEY(name, KEEP_OBJECT, of)
#define SHAPE(name, keys) static const struct gb_shape name = { keys, sizeof keys / sizeof *keys }

static const struct key body_keys[] = {
	TEXT("name"), TEXT("role"),
};
SHAPE(body, body_keys);

static const struct key period_keys[] = {
	TEXT("start"), TEXT("end"),
};
SHAPE(period, period_keys);

static const struct key baseline_keys[] = {
	TEXT("value"), TEXT("unit"), NUMBER("year"),
};
SHAPE(baseline, baseline_keys);

static const struct key where_keys[] = {
	NUMBER("page"), NUMBER("block"),
};
SHAPE(where, where_keys);

static const struct key source_keys[] = {
	KEY("path", KEEP_NAME, NULL), TEXT("media"), TEXT("sha256"), NUMBER("bytes"), NUMBER("pages"),
};
SHAPE(source, source_keys);

static const struct key document_keys[] = {
	TEXT("id"), TEXT("title"), TEXT("notice_title"), TEXT("number"), TEXT("genre"), TEXTS("issuer"),
	TEXT("signed"), TEXT("published"), OBJECT("period", &period), KEY("pages", KEEP_NUMBERS, NULL),
};
SHAPE(document, document_keys);

static const struct key measure_keys[] = {
	TEXT("id"), TEXT("document"), TEXT("measure"), TEXT("title"), TEXT("text"),
};
SHAPE(measure, measure_keys);

static const struct key target_keys[] = {
	TEXT("record"), TEXT("id"), TEXT("document"), TEXT("measure"), TEXT("indicator"), TEXT("scope"),
	TEXT("value"), TEXT("value_max"), TEXT("unit"), TEXT("comparator"), TEXT("basis"), TEXT("direction"),
	TEXT("per"), TEXT("modality"), TEXT("deadline"), TEXT("deadline_source"), TEXT("attribute"),
	OBJECT("baseline", &baseline), KEY("implied", KEEP_TRUE, NULL),
	KEY("responsible", KEEP_OBJECTS, &body), TEXT("quote"), TEXT("context"), OBJECT("where", &where),
	TEXT("rule"), TEXTS("flags"),
};
SHAPE(target, target_keys);

static const struct key milestone_keys[] = {
	TEXT("record"), TEXT("id"), TEXT("document"), TEXT("measure"), TEXT("action"), TEXT("deadline"),
	TEXT("deadline_source"), KEY("responsible", KEEP_OBJECTS, &body), TEXT("quote"), TEXT("context"),
	OBJECT("where", &where), TEXT("rule"), TEXTS("flags"),
};
SHAPE(milestone, milestone_keys);

static const struct key side_keys[] = {
	TEXT("id"), TEXT("document"), TEXT("measure"), TEXT("indicator"), TEXT("title"), TEXT("action"),
	TEXT("scope"), TEXT("value"), TEXT("value_max"), TEXT("unit"), TEXT("comparator"), TEXT("basis"),
	TEXT("direction"), TEXT("per"), TEXT("modality"), TEXT("deadline"), TEXT("quote"),
};
SHAPE(side, side_keys);

static const struct key kin_keys[] = {
	TEXT("kind"), TEXT("id"),
};
SHAPE(kin, kin_keys);

static const struct key change_keys[] = {
	TEXT("record"), TEXT("change"), TEXT("indicator"), TEXT("title"), TEXT("action"), TEXT("unit"),
	TEXTS("aspects"), OBJECT("from", &side), OBJECT("to", &side), TEXT("delta"), TEXT("ratio"),
	TEXT("similarity"), TEXT("reason"), OBJECT("kin", &kin), TEXTS("came"), TEXTS("went"),
};
SHAPE(change, change_keys);

static const struct key part_keys[] = {
	OBJECT("side", &side), TEXT("share"), TEXT("reason"),
};
SHAPE(part, part_keys);

static const struct key share_keys[] = {
	TEXT("share"), OBJECT("whole", &side), KEY("parts", KEEP_OBJECTS, &part), TEXT("sum"), TEXT("rest"),
};
SHAPE(share, share_keys);

static const struct key error_keys[] = {
	KEY("path", KEEP_NAME, NULL), TEXT("stage"), NUMBER("page"), TEXT("code"), TEXT("message"),
};
SHAPE(error, error_keys);

static const struct {
	struct gb_span record;
	enum gb_report_group group;
	const struct gb_shape *shape;
} records[] = {
	{ { "source", 6 }, GB_GROUP_SOURCES, &source },
	{ { "document", 8 }, GB_GROUP_DOCUMENTS, &document },
	{ { "measure", 7 }, GB_GROUP_MEASURES, &measure },
	{ { "target", 6 }, GB_GROUP_ROWS, &target },
	{ { "fact", 4 }, GB_GROUP_ROWS, &target },
	{ { "milestone", 9 }, GB_GROUP_ROWS, &milestone },
	{ { "change", 6 }, GB_GROUP_CHANGES, &change },
	{ { "measure_change", 14 }, GB_GROUP_CHANGES, &change },
	{ { "milestone_change", 16 }, GB_GROUP_CHANGES, &change },
	{ { "share", 5 }, GB_GROUP_SHARES, &share },
	{ { "error", 5 }, GB_GROUP_ERRORS, &error },
};

const struct gb_shape *gb_shape_of(struct gb_span record, enum gb_report_group *group)
{
	for (size_t i = 0; i < sizeof records / sizeof *records; i++)
		if (gb_span_eq(record, records[i].record)) {
			*group = records[i].group;
			return records[i].shape;
		}
	return NULL;
}

static void copy_list(struct gb_json *j, const struct key *key, const struct gb_value *v)
{
	gb_json_key(j, key->name);
	gb_json_open(j, '[');
	for (const struct gb_value *item = v->first; item != NULL; item = item->next) {
		if (key->how == KEEP_TEXTS && item->kind == GB_JSON_STRING)
			gb_json_str(j, item->text);
		else if (key->how == KEEP_NUMBERS && item->kind == GB_JSON_NUMBER)
			gb_json_raw(j, item->raw);
		else if (key->how == KEEP_OBJECTS && item->kind == GB_JSON_OBJECT) {
			gb_json_open(j, '{');
			gb_shape_copy(j, key->of, item);
			gb_json_close(j, '}');
		}
	}
	gb_json_close(j, ']');
}

static void copy_object(struct gb_json *j, const struct key *key, const struct gb_value *v)
{
	gb_json_key(j, key->name);
	gb_json_open(j, '{');
	gb_shape_copy(j, key->of, v);
	gb_json_close(j, '}');
}

static void copy_member(struct gb_json *j, const struct key *key, const struct gb_value *v)
{
	static const enum gb_json_kind wanted[] = {
		[KEEP_TEXT] = GB_JSON_STRING,   [KEEP_NAME] = GB_JSON_STRING,    [KEEP_NUMBER] = GB_JSON_NUMBER,
		[KEEP_TRUE] = GB_JSON_BOOL,     [KEEP_TEXTS] = GB_JSON_ARRAY,   [KEEP_NUMBERS] = GB_JSON_ARRAY,
		[KEEP_OBJECT] = GB_JSON_OBJECT, [KEEP_OBJECTS] = GB_JSON_ARRAY,
	};

	if (v == NULL || v->kind != wanted[key->how])
		return;
	switch (key->how) {
	case KEEP_TEXT:
		gb_json_key(j, key->name);
		gb_json_str(j, v->text);
		break;
	case KEEP_NAME:
		gb_json_key(j, key->name);
		gb_json_str(j, gb_span_from(v->text, gb_span_rfind(v->text, GB_S("/")) + 1));
		break;
	case KEEP_NUMBER:
		gb_json_key(j, key->name);
		gb_json_raw(j, v->raw);
		break;
	case KEEP_TRUE:
		if (!gb_span_eq(v->text, GB_S("true")))
			break;
		gb_json_key(j, key->name);
		gb_json_bool(j, true);
		break;
	case KEEP_TEXTS:
	case KEEP_NUMBERS:
	case KEEP_OBJECTS:
		if (v->first != NULL)
			copy_list(j, key, v);
		break;
	case KEEP_OBJECT:
		copy_object(j, key, v);
		break;
	}
}

void gb_shape_copy(struct gb_json *j, const struct gb_shape *shape, const struct gb_value *v)
{
	for (size_t i = 0; i < shape->n; i++)
		copy_member(j, &shape->key[i], gb_value_member(v, shape->key[i].name));
}
