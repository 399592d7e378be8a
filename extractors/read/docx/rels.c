/* The relationships between parts. */
#include "internal.h"

struct rels_load {
	struct gb_docx *d;
	struct gb_span folder; /* of the part, with its last slash */
	struct gb_docx_rels rels;
};

static void rels_open(void *arg, const struct gb_docx_elem *e)
{
	struct rels_load *l = arg;
	struct gb_arena *a = l->d->r->arena;
	struct gb_span id = GB_S(""), type = GB_S(""), target = GB_S(""), mode = GB_S("");

	if (!gb_span_eq(e->name, GB_S("Relationship")))
		return;
	gb_docx_xml_attr(e, GB_S("Id"), &id);
	gb_docx_xml_attr(e, GB_S("Type"), &type);
	gb_docx_xml_attr(e, GB_S("Target"), &target);
	gb_docx_xml_attr(e, GB_S("TargetMode"), &mode);
	if (gb_span_eq(mode, GB_S("External")))
		return;
	const size_t slash = gb_span_rfind(type, GB_S("/"));

	*GB_PUSH(a, l->rels.item, l->rels.n, l->rels.cap) = (struct gb_docx_rel){
		.id = gb_arena_copy(a, id),
		.type = gb_arena_copy(a, slash == (size_t)-1 ? type : gb_span_from(type, slash + 1)),
		.target = gb_package_path(a, l->folder, target),
	};
}

struct gb_docx_rels gb_docx_rels_of(struct gb_docx *d, struct gb_span part)
{
	static const struct gb_docx_handler handler = { .open = rels_open };
	struct gb_arena *a = d->r->arena;
	struct rels_load l = { .d = d, .folder = gb_package_folder(part) };
	struct gb_span name = gb_arena_concat(a, l.folder, GB_S("_rels/"));

	name = gb_arena_concat(a, name, gb_span_from(part, l.folder.n));
	name = gb_arena_concat(a, name, GB_S(".rels"));
	if (!gb_package_has(&d->package, name))
		return l.rels;
	const enum gb_err err = gb_docx_xml_parse(d, name, &handler, &l);

	if (err != GB_ERR_OK)
		gb_reading_error(d->r, 0, err, GB_S("a list of relationships is damaged"));
	return l.rels;
}

struct gb_span gb_docx_rels_type(const struct gb_docx_rels *rels, struct gb_span type)
{
	for (size_t i = 0; i < rels->n; i++)
		if (gb_span_eq(rels->item[i].type, type))
			return rels->item[i].target;
	return GB_S("");
}

struct gb_span gb_docx_rels_id(const struct gb_docx_rels *rels, struct gb_span id)
{
	for (size_t i = 0; i < rels->n; i++)
		if (gb_span_eq(rels->item[i].id, id))
			return rels->item[i].target;
	return GB_S("");
}
