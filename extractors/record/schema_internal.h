/* schema_int - the inside of a schema: schema.c loads it into nodes, schema_check.c walks a value along them. */
#ifndef GB_RECORD_SCHEMA_INTERNAL_H
#define GB_RECORD_SCHEMA_INTERNAL_H

#include <regex.h>

#include "schema.h"

enum gb_type {
	GB_TYPE_NULL = 1,
	GB_TYPE_BOOLEAN = 2,
	GB_TYPE_INTEGER = 4,
	GB_TYPE_NUMBER = 8,
	GB_TYPE_STRING = 16,
	GB_TYPE_ARRAY = 32,
	GB_TYPE_OBJECT = 64
};

struct gb_property {
	struct gb_span name;
	const struct gb_node *node;
	bool required;
};

struct gb_node {
	unsigned types;               /* enum gb_type, 0: any */
	const struct gb_value *words; /* first of the values allowed, NULL: any */
	struct gb_property *property; /* in the order of the file */
	size_t nproperty, property_cap;
	bool closed;                /* no other properties */
	const struct gb_node *rest; /* schema of other properties, or NULL */
	const struct gb_node *items;
	const struct gb_node *ref;
	const struct gb_node **branch; /* oneOf */
	size_t nbranch, branch_cap;
	long long minimum, maximum;
	size_t min_items, max_items, min_length;
	regex_t *pattern; /* belongs to the schema's list */
};

struct gb_definition {
	struct gb_span name;
	const struct gb_value *body;
	struct gb_node *node; /* made when first referred to, so that definitions may come in any order */
};

struct gb_pattern {
	regex_t regex;
	struct gb_pattern *next;
};

struct gb_schema {
	struct gb_arena *arena;
	struct gb_buf text;
	struct gb_definition *def;
	size_t ndef, def_cap;
	struct gb_pattern *patterns;
	const struct gb_node *root;
};

#endif
