/* The archive: members by part name, read in pieces under a limit, and the relationships between parts. */
#include "read/docx_int.h"

#include <string.h>
#include <zip.h>

struct gb_docx_member {
	zip_file_t *file;
	size_t left; /* bytes it may still give */
};

enum gb_err gb_docx_open(struct gb_docx *d, struct gb_span bytes)
{
	zip_error_t error;

	zip_error_init(&error);
	zip_source_t *src = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
	zip_t *z = src != NULL ? zip_open_from_source(src, ZIP_RDONLY, &error) : NULL;

	if (z == NULL && src != NULL)
		zip_source_free(src);
	zip_error_fini(&error);
	d->zip = z;
	return z != NULL ? GB_ERR_OK : GB_ERR_ZIP;
}

void gb_docx_close(struct gb_docx *d)
{
	if (d->zip != NULL)
		zip_discard(d->zip);
	d->zip = NULL;
}

/* Some writers put backslashes into member names. */
static zip_int64_t locate(struct gb_docx *d, struct gb_span part)
{
	char name[512];

	if (part.n == 0 || part.n >= sizeof name)
		return -1;
	memcpy(name, part.p, part.n);
	name[part.n] = '\0';
	zip_int64_t at = zip_name_locate(d->zip, name, ZIP_FL_NOCASE);

	if (at >= 0)
		return at;
	for (char *c = name; *c != '\0'; c++)
		if (*c == '/')
			*c = '\\';
	return zip_name_locate(d->zip, name, ZIP_FL_NOCASE);
}

bool gb_docx_has(struct gb_docx *d, struct gb_span part)
{
	return locate(d, part) >= 0;
}

static enum gb_err open_error(zip_t *z)
{
	const int code = zip_error_code_zip(zip_get_error(z));

	return code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD || code == ZIP_ER_ENCRNOTSUPP ? GB_ERR_LOCKED
												   : GB_ERR_ZIP;
}

enum gb_err gb_docx_member_open(struct gb_docx *d, struct gb_span part, struct gb_docx_member **out)
{
	zip_int64_t at = locate(d, part);
	zip_stat_t st;

	zip_stat_init(&st);
	if (at < 0 || zip_stat_index(d->zip, (zip_uint64_t)at, 0, &st) != 0)
		return GB_ERR_ZIP;
	if ((st.valid & ZIP_STAT_SIZE) != 0 && st.size > GB_DOCX_MEMBER_MAX)
		return GB_ERR_LIMIT;
	zip_file_t *file = zip_fopen_index(d->zip, (zip_uint64_t)at, 0);

	if (file == NULL)
		return open_error(d->zip);
	struct gb_docx_member *m = gb_arena_alloc(d->r->arena, sizeof *m);

	m->file = file;
	m->left = GB_DOCX_MEMBER_MAX;
	*out = m;
	return GB_ERR_OK;
}

size_t gb_docx_member_read(struct gb_docx *d, struct gb_docx_member *m, char *buf, size_t n, enum gb_err *err)
{
	const zip_int64_t got = zip_fread(m->file, buf, n);

	if (got < 0) {
		*err = GB_ERR_ZIP;
		return 0;
	}
	/* The size in the directory can lie, so what really comes out is counted too. */
	if ((size_t)got > m->left || (size_t)got > GB_DOCX_TOTAL_MAX - d->unpacked) {
		*err = GB_ERR_LIMIT;
		return 0;
	}
	m->left -= (size_t)got;
	d->unpacked += (size_t)got;
	return (size_t)got;
}

void gb_docx_member_close(struct gb_docx_member *m)
{
	zip_fclose(m->file);
}

/* ---- relationships ---- */

struct rels_load {
	struct gb_docx *d;
	struct gb_span folder; /* of the part, with its last slash */
	struct gb_docx_rels rels;
};

/* "../a/b" against "word/": the part name, without dot steps. */
static struct gb_span resolve(struct gb_arena *a, struct gb_span folder, struct gb_span target)
{
	struct gb_span path = target.n > 0 && target.p[0] == '/' ? target : gb_arena_concat(a, folder, target);
	char *out = gb_arena_alloc(a, path.n + 1);
	size_t n = 0;

	while (path.n > 0) {
		struct gb_span step = gb_span_cut(&path, '/');

		if (step.n == 0 || gb_span_eq(step, GB_S(".")))
			continue;
		if (gb_span_eq(step, GB_S(".."))) {
			while (n > 0 && out[--n] != '/')
				;
			continue;
		}
		if (n > 0)
			out[n++] = '/';
		memcpy(out + n, step.p, step.n);
		n += step.n;
	}
	return (struct gb_span){ out, n };
}

static void rels_open(void *arg, const struct gb_docx_elem *e)
{
	struct rels_load *l = arg;
	struct gb_arena *a = l->d->r->arena;
	struct gb_span id = GB_S(""), type = GB_S(""), target = GB_S(""), mode = GB_S("");

	if (!gb_span_eq(e->name, GB_S("Relationship")))
		return;
	gb_docx_attr(e, GB_S("Id"), &id);
	gb_docx_attr(e, GB_S("Type"), &type);
	gb_docx_attr(e, GB_S("Target"), &target);
	gb_docx_attr(e, GB_S("TargetMode"), &mode);
	if (gb_span_eq(mode, GB_S("External")))
		return;
	const size_t slash = gb_span_rfind(type, GB_S("/"));

	*GB_PUSH(a, l->rels.item, l->rels.n, l->rels.cap) = (struct gb_docx_rel){
		.id = gb_arena_copy(a, id),
		.type = gb_arena_copy(a, slash == (size_t)-1 ? type : gb_span_from(type, slash + 1)),
		.target = resolve(a, l->folder, target),
	};
}

struct gb_docx_rels gb_docx_rels_of(struct gb_docx *d, struct gb_span part)
{
	static const struct gb_docx_handler handler = { .open = rels_open };
	struct gb_arena *a = d->r->arena;
	const size_t slash = gb_span_rfind(part, GB_S("/"));
	const size_t cut = slash == (size_t)-1 ? 0 : slash + 1;
	struct rels_load l = { .d = d, .folder = gb_span_sub(part, 0, cut) };
	struct gb_span name = gb_arena_concat(a, l.folder, GB_S("_rels/"));

	name = gb_arena_concat(a, name, gb_span_from(part, cut));
	name = gb_arena_concat(a, name, GB_S(".rels"));
	if (!gb_docx_has(d, name))
		return l.rels;
	const enum gb_err err = gb_docx_parse(d, name, &handler, &l);

	if (err != GB_ERR_OK)
		gb_reading_error(d->r, 0, err, GB_S("a list of relationships is damaged"));
	return l.rels;
}

struct gb_span gb_docx_rel_type(const struct gb_docx_rels *rels, struct gb_span type)
{
	for (size_t i = 0; i < rels->n; i++)
		if (gb_span_eq(rels->item[i].type, type))
			return rels->item[i].target;
	return GB_S("");
}

struct gb_span gb_docx_rel_id(const struct gb_docx_rels *rels, struct gb_span id)
{
	for (size_t i = 0; i < rels->n; i++)
		if (gb_span_eq(rels->item[i].id, id))
			return rels->item[i].target;
	return GB_S("");
}
