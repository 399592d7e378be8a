/* What a document holds in another format: embedded objects, charts, diagrams, whole parts. */
#include "read/html/html.h"
#include "internal.h"

#define CHUNK_MAX ((size_t)64 << 20)

void gb_docx_foreign_object(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	(void)e;
	w->foreign = w->in_picture;
}

static void say_skipped(struct gb_docx_walk *w)
{
	gb_reading_error(w->d->r, 0, GB_ERR_EMBEDDED,
			 GB_S("a part in another format is embedded here and was skipped; open the file, save it again and try again"));
}

void gb_docx_foreign_chunk(struct gb_docx_walk *w, const struct gb_docx_elem *e)
{
	struct gb_docx *d = w->d;
	struct gb_span id = GB_S(""), bytes;

	gb_docx_xml_attr(e, GB_S("r:id"), &id);
	const struct gb_span part = gb_docx_rels_id(&d->rels, id);

	gb_docx_flow_settle(w);
	if (w->story != GB_DOCX_STORY_BODY || w->frames != 1 || part.n == 0 || !gb_package_has(&d->package, part) ||
	    gb_package_load(&d->package, d->r->arena, part, CHUNK_MAX, &bytes) != GB_ERR_OK || !gb_html_part(d->r, bytes)) {
		say_skipped(w);
		return;
	}
	d->text_bytes += bytes.n;
}
