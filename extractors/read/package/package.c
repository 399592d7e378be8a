/* The archive: members by part name, read in pieces under a limit. */
#include <string.h>
#include <zip.h>

#include "internal.h"

struct gb_member {
	zip_file_t *file;
	size_t left; /* bytes it may still give */
};

enum gb_err gb_package_open(struct gb_package *p, struct gb_arena *a, struct gb_span bytes)
{
	zip_error_t error;

	zip_error_init(&error);
	zip_source_t *src = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
	zip_t *z = src != NULL ? zip_open_from_source(src, ZIP_RDONLY, &error) : NULL;

	if (z == NULL && src != NULL)
		zip_source_free(src);
	zip_error_fini(&error);
	*p = (struct gb_package){ .a = a, .zip = z };
	return z != NULL ? GB_ERR_OK : GB_ERR_ZIP;
}

void gb_package_close(struct gb_package *p)
{
	if (p->zip != NULL)
		zip_discard(p->zip);
	p->zip = NULL;
}

/* Some writers put backslashes into member names. */
static zip_int64_t locate(struct gb_package *p, struct gb_span part)
{
	char name[512];

	if (part.n == 0 || part.n >= sizeof name)
		return -1;
	memcpy(name, part.p, part.n);
	name[part.n] = '\0';
	zip_int64_t at = zip_name_locate(p->zip, name, ZIP_FL_NOCASE);

	if (at >= 0)
		return at;
	for (char *c = name; *c != '\0'; c++)
		if (*c == '/')
			*c = '\\';
	return zip_name_locate(p->zip, name, ZIP_FL_NOCASE);
}

bool gb_package_has(struct gb_package *p, struct gb_span part)
{
	return locate(p, part) >= 0;
}

static enum gb_err open_error(zip_t *z)
{
	const int code = zip_error_code_zip(zip_get_error(z));

	return code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD || code == ZIP_ER_ENCRNOTSUPP ? GB_ERR_LOCKED
												   : GB_ERR_ZIP;
}

enum gb_err gb_member_open(struct gb_package *p, struct gb_span part, struct gb_member **out)
{
	zip_int64_t at = locate(p, part);
	zip_stat_t st;

	zip_stat_init(&st);
	if (at < 0 || zip_stat_index(p->zip, (zip_uint64_t)at, 0, &st) != 0)
		return GB_ERR_ZIP;
	if ((st.valid & ZIP_STAT_SIZE) != 0 && st.size > GB_PACKAGE_MEMBER_MAX)
		return GB_ERR_LIMIT;
	zip_file_t *file = zip_fopen_index(p->zip, (zip_uint64_t)at, 0);

	if (file == NULL)
		return open_error(p->zip);
	struct gb_member *m = gb_arena_alloc(p->a, sizeof *m);

	m->file = file;
	m->left = GB_PACKAGE_MEMBER_MAX;
	*out = m;
	return GB_ERR_OK;
}

size_t gb_member_read(struct gb_package *p, struct gb_member *m, char *buf, size_t n, enum gb_err *err)
{
	const zip_int64_t got = zip_fread(m->file, buf, n);

	if (got < 0) {
		*err = GB_ERR_ZIP;
		return 0;
	}
	/* The size in the directory can lie, so what really comes out is counted too. */
	if ((size_t)got > m->left || (size_t)got > GB_PACKAGE_TOTAL_MAX - p->unpacked) {
		*err = GB_ERR_LIMIT;
		return 0;
	}
	m->left -= (size_t)got;
	p->unpacked += (size_t)got;
	return (size_t)got;
}

void gb_member_close(struct gb_member *m)
{
	zip_fclose(m->file);
}

enum gb_err gb_package_load(struct gb_package *p, struct gb_arena *a, struct gb_span part, size_t ceiling, struct gb_span *out)
{
	struct gb_member *m = NULL;
	enum gb_err err = gb_member_open(p, part, &m);
	struct gb_buf all = { 0 };
	size_t got = 1;

	if (err != GB_ERR_OK)
		return err;
	while (got > 0 && all.n <= ceiling) {
		gb_buf_reserve(&all, GB_PACKAGE_PIECE);
		got = gb_member_read(p, m, all.p + all.n, GB_PACKAGE_PIECE, &err);
		all.n += got;
	}
	gb_member_close(m);
	if (err == GB_ERR_OK && all.n > ceiling)
		err = GB_ERR_LIMIT;
	if (err == GB_ERR_OK)
		*out = gb_arena_copy(a, gb_buf_span(&all));
	gb_buf_free(&all);
	return err;
}

/* ---- names ---- */

struct gb_span gb_package_folder(struct gb_span part)
{
	const size_t slash = gb_span_rfind(part, GB_S("/"));

	return gb_span_sub(part, 0, slash == (size_t)-1 ? 0 : slash + 1);
}

struct gb_span gb_package_path(struct gb_arena *a, struct gb_span folder, struct gb_span target)
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
