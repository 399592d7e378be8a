#include "record.h"

enum { PROMISE = 1 };

static const struct {
	struct gb_span name, table;
	unsigned flags;
	const char *en, *zh;
} kinds[GB_KINDS] = {
#define KIND(id, name, shape, table, flags, en, zh) \
	[GB_KIND_##id] = { { name, sizeof(name) - 1 }, { table, sizeof(table) - 1 }, flags, en, zh },
#include "records.def"
};

struct gb_span gb_kind_name(enum gb_kind kind)
{
	return kind < GB_KINDS ? kinds[kind].name : GB_S("");
}

struct gb_span gb_kind_table(enum gb_kind kind)
{
	return kind < GB_KINDS ? kinds[kind].table : GB_S("");
}

enum gb_kind gb_kind_of_name(struct gb_span name)
{
	int kind = 0;

	while (kind < GB_KINDS && !gb_span_eq(name, kinds[kind].name))
		kind++;
	return (enum gb_kind)kind;
}

bool gb_kind_is_counted(enum gb_kind kind)
{
	const struct gb_shape_field *counts = gb_shape_member(gb_shape_of(GB_KIND_SUMMARY), GB_S("counts"), 0);

	return kind < GB_KINDS && gb_shape_member(counts->of, kinds[kind].name, 0) != NULL;
}

bool gb_kind_is_promise(enum gb_kind kind)
{
	return kind < GB_KINDS && (kinds[kind].flags & PROMISE) != 0;
}

const char *gb_kind_about(enum gb_kind kind, bool chinese)
{
	return chinese ? kinds[kind].zh : kinds[kind].en;
}
