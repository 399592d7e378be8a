#include "store/report_int.h"

enum keep {
	KEEP_TEXT,
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

#define KEY(name, ...) { { name, sizeof(name) - 1 }, __VA_ARGS__ }
#define SHAPE(name, keys) static const struct gb_shape name = { keys, sizeof keys / sizeof *keys }

static const struct key body_keys[] = { KEY("name", KEEP_TEXT, NULL), KEY("role", KEEP_TEXT, NULL) };
SHAPE(body, body_keys);

static const struct key period_keys[] = { KEY("start", KEEP_TEXT, NULL), KEY("end", KEEP_TEXT, NULL) };
SHAPE(period, period_keys);

static const struct key baseline_keys[] = { KEY("value", KEEP_TEXT, NULL), KEY("unit", KEEP_TEXT, NULL),
					    KEY("year", KEEP_NUMBER, NULL) };
SHAPE(baseline, baseline_keys);

static const struct key where_keys[] = { KEY("page", KEEP_NUMBER, NULL), KEY("block", KEEP_NUMBER, NULL) };
SHAPE(where, where_keys);

static const struct key source_keys[] = { KEY("path", KEEP_TEXT, NULL), KEY("media", KEEP_TEXT, NULL), KEY("sha256", KEEP_TEXT, NULL),
					  KEY("bytes", KEEP_NUMBER, NULL), KEY("pages", KEEP_NUMBER, NULL) };
SHAPE(source, source_keys);

static const struct key document_keys[] = {
	KEY("id", KEEP_TEXT, NULL),	   KEY("title", KEEP_TEXT, NULL),     KEY("notice_title", KEEP_TEXT, NULL),
	KEY("number", KEEP_TEXT, NULL),	   KEY("genre", KEEP_TEXT, NULL),     KEY("issuer", KEEP_TEXTS, NULL),
	KEY("signed", KEEP_TEXT, NULL),	   KEY("published", KEEP_TEXT, NULL), KEY("period", KEEP_OBJECT, &period),
	KEY("pages", KEEP_NUMBERS, NULL),
};
SHAPE(document, document_keys);

static const struct key measure_keys[] = {
	KEY("id", KEEP_TEXT, NULL),    KEY("document", KEEP_TEXT, NULL), KEY("measure", KEEP_TEXT, NULL), KEY("title", KEEP_TEXT, NULL),
	KEY("text", KEEP_TEXT, NULL),
};
SHAPE(measure, measure_keys);

static const struct key target_keys[] = {
	KEY("record", KEEP_TEXT, NULL),	     KEY("id", KEEP_TEXT, NULL),
	KEY("document", KEEP_TEXT, NULL),    KEY("measure", KEEP_TEXT, NULL),
	KEY("indicator", KEEP_TEXT, NULL),   KEY("scope", KEEP_TEXT, NULL),
	KEY("value", KEEP_TEXT, NULL),	     KEY("value_max", KEEP_TEXT, NULL),
	KEY("unit", KEEP_TEXT, NULL),	     KEY("comparator", KEEP_TEXT, NULL),
	KEY("basis", KEEP_TEXT, NULL),	     KEY("direction", KEEP_TEXT, NULL),
	KEY("per", KEEP_TEXT, NULL),	     KEY("modality", KEEP_TEXT, NULL),
	KEY("deadline", KEEP_TEXT, NULL),    KEY("deadline_source", KEEP_TEXT, NULL),
	KEY("attribute", KEEP_TEXT, NULL),   KEY("baseline", KEEP_OBJECT, &baseline),
	KEY("implied", KEEP_TRUE, NULL),     KEY("responsible", KEEP_OBJECTS, &body),
	KEY("quote", KEEP_TEXT, NULL),	     KEY("context", KEEP_TEXT, NULL),
	KEY("where", KEEP_OBJECT, &where),   KEY("rule", KEEP_TEXT, NULL),
	KEY("flags", KEEP_TEXTS, NULL),
};
SHAPE(target, target_keys);

static const struct key milestone_keys[] = {
	KEY("record", KEEP_TEXT, NULL),	    KEY("id", KEEP_TEXT, NULL),		     KEY("document", KEEP_TEXT, NULL),
	KEY("measure", KEEP_TEXT, NULL),    KEY("action", KEEP_TEXT, NULL),	     KEY("deadline", KEEP_TEXT, NULL),
	KEY("deadline_source", KEEP_TEXT, NULL), KEY("responsible", KEEP_OBJECTS, &body), KEY("quote", KEEP_TEXT, NULL),
	KEY("context", KEEP_TEXT, NULL),    KEY("where", KEEP_OBJECT, &where),	     KEY("rule", KEEP_TEXT, NULL),
};
SHAPE(milestone, milestone_keys);

static const struct key side_keys[] = {
	KEY("id", KEEP_TEXT, NULL),	  KEY("document", KEEP_TEXT, NULL),   KEY("measure", KEEP_TEXT, NULL),
	KEY("indicator", KEEP_TEXT, NULL), KEY("title", KEEP_TEXT, NULL),     KEY("action", KEEP_TEXT, NULL),
	KEY("scope", KEEP_TEXT, NULL),	  KEY("value", KEEP_TEXT, NULL),      KEY("value_max", KEEP_TEXT, NULL),
	KEY("unit", KEEP_TEXT, NULL),	  KEY("comparator", KEEP_TEXT, NULL), KEY("basis", KEEP_TEXT, NULL),
	KEY("direction", KEEP_TEXT, NULL), KEY("per", KEEP_TEXT, NULL),	      KEY("modality", KEEP_TEXT, NULL),
	KEY("deadline", KEEP_TEXT, NULL), KEY("quote", KEEP_TEXT, NULL),
};
SHAPE(side, side_keys);

static const struct key kin_keys[] = { KEY("kind", KEEP_TEXT, NULL), KEY("id", KEEP_TEXT, NULL) };
SHAPE(kin, kin_keys);

static const struct key change_keys[] = {
	KEY("record", KEEP_TEXT, NULL),	 KEY("change", KEEP_TEXT, NULL),   KEY("indicator", KEEP_TEXT, NULL), KEY("title", KEEP_TEXT, NULL),
	KEY("action", KEEP_TEXT, NULL),	 KEY("unit", KEEP_TEXT, NULL),	   KEY("aspects", KEEP_TEXTS, NULL),  KEY("from", KEEP_OBJECT, &side),
	KEY("to", KEEP_OBJECT, &side),	 KEY("delta", KEEP_TEXT, NULL),	   KEY("ratio", KEEP_TEXT, NULL),     KEY("similarity", KEEP_TEXT, NULL),
	KEY("reason", KEEP_TEXT, NULL),	 KEY("kin", KEEP_OBJECT, &kin),	   KEY("came", KEEP_TEXTS, NULL),     KEY("went", KEEP_TEXTS, NULL),
};
SHAPE(change, change_keys);

static const struct key error_keys[] = { KEY("path", KEEP_TEXT, NULL), KEY("stage", KEEP_TEXT, NULL), KEY("page", KEEP_NUMBER, NULL),
					 KEY("code", KEEP_TEXT, NULL), KEY("message", KEEP_TEXT, NULL) };
SHAPE(error, error_keys);

static const struct {
	struct gb_span record;
	enum gb_report_group group;
	const struct gb_shape *shape;
} records[] = {
	{ { "source", 6 }, GB_GROUP_SOURCES, &source },		 { { "document", 8 }, GB_GROUP_DOCUMENTS, &document },
	{ { "measure", 7 }, GB_GROUP_MEASURES, &measure },	 { { "target", 6 }, GB_GROUP_ROWS, &target },
	{ { "fact", 4 }, GB_GROUP_ROWS, &target },		 { { "milestone", 9 }, GB_GROUP_ROWS, &milestone },
	{ { "change", 6 }, GB_GROUP_CHANGES, &change },		 { { "measure_change", 14 }, GB_GROUP_CHANGES, &change },
	{ { "milestone_change", 16 }, GB_GROUP_CHANGES, &change }, { { "error", 5 }, GB_GROUP_ERRORS, &error },
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
		[KEEP_TEXT] = GB_JSON_STRING,   [KEEP_NUMBER] = GB_JSON_NUMBER, [KEEP_TRUE] = GB_JSON_BOOL,     [KEEP_TEXTS] = GB_JSON_ARRAY,
		[KEEP_NUMBERS] = GB_JSON_ARRAY, [KEEP_OBJECT] = GB_JSON_OBJECT, [KEEP_OBJECTS] = GB_JSON_ARRAY,
	};

	if (v == NULL || v->kind != wanted[key->how])
		return;
	switch (key->how) {
	case KEEP_TEXT:
		gb_json_key(j, key->name);
		gb_json_str(j, v->text);
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
