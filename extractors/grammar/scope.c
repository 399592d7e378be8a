/* scope - which definition a name means in a file, and what is wrong with one, by file and line. */
#include "internal.h"
#include "base/say.h"

bool gb_scope_fail_near(const struct gb_grammar *g, int file, int line, const char *what, struct gb_span about, struct gb_span near)
{
	if (g->why->n > 0)
		return false; /* the first error is the one to mend */
	if (file >= 0) {
		gb_buf_add(g->why, g->file[file].path);
		gb_buf_add_byte(g->why, ':');
		gb_buf_add_int(g->why, line);
		gb_buf_add(g->why, GB_S(": "));
	}
	gb_buf_add(g->why, gb_span_of(what));
	if (about.n > 0) {
		gb_buf_add(g->why, GB_S(": "));
		gb_buf_add(g->why, about);
	}
	if (near.n > 0) {
		gb_buf_add(g->why, GB_T("; the nearest known is "));
		gb_buf_add(g->why, near);
	}
	return false;
}

bool gb_scope_fail(const struct gb_grammar *g, int file, int line, const char *what, struct gb_span about)
{
	return gb_scope_fail_near(g, file, line, what, about, GB_S(""));
}

static bool visible(const struct gb_grammar *g, int file, const struct gb_def *def)
{
	const struct gb_file *f = &g->file[file];

	if (def->file == file)
		return true;
	for (size_t i = 0; i < f->nuse; i++)
		if (f->use[i] == def->file)
			return true;
	return false;
}

struct gb_def *gb_scope_find(const struct gb_grammar *g, int file, struct gb_span name)
{
	struct gb_def *def = g_hash_table_lookup(g->by_name, &name);

	while (def != NULL && file >= 0 && !visible(g, file, def))
		def = def->same;
	return def;
}
