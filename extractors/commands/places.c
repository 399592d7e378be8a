/* places - the folders of the program and of its grammars. */
#include "places.h"

#include <glib.h>
#include <string.h>
#include <unistd.h>

#include "base/say.h"

bool gb_places_program(char *path, size_t size)
{
	ssize_t n = readlink("/proc/self/exe", path, size - 1);

	if (n <= 0)
		return false;
	path[n] = '\0';
	char *slash = strrchr(path, '/');

	if (slash == NULL)
		return false;
	*slash = '\0';
	return true;
}

static const char *join(struct gb_arena *a, const char *dir, const char *rest)
{
	struct gb_span head = gb_arena_concat(a, gb_span_of(dir), GB_S("/"));

	return gb_arena_concat(a, head, (struct gb_span){ rest, strlen(rest) + 1 }).p;
}

static bool has_manifest(struct gb_arena *a, const char *dir)
{
	return access(join(a, dir, "MANIFEST"), R_OK) == 0;
}

const char *gb_places_grammars(struct gb_arena *a)
{
	static const char *const beside[] = { "../share/gongbao/grammars", "../../grammars" };
	const char *told = g_getenv("GONGBAO_GRAMMARS");
	char here[4096];

	if (told != NULL && *told != '\0')
		return told;
	if (!gb_places_program(here, sizeof here)) {
		gb_say_error(NULL, _("cannot find the folder of the program; give --grammars DIR"));
		return NULL;
	}
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
		const char *dir = join(a, here, beside[i]);

		if (has_manifest(a, dir))
			return dir;
	}
	gb_say_error(NULL, _("no grammars found in %s/%s or %s/%s; give --grammars DIR"), here, beside[0], here,
		beside[1]);
	return NULL;
}

static struct gb_grammar *load_folder(struct gb_arena *a, const char *dir, bool whole)
{
	bool overlay = dir != NULL && !has_manifest(a, dir);
	const char *base = dir == NULL || overlay ? gb_places_grammars(a) : dir;
	struct gb_buf why = { 0 };

	if (base == NULL)
		return NULL;
	if (overlay && !g_file_test(dir, G_FILE_TEST_IS_DIR)) {
		gb_say_error(NULL, _("%s is not a folder of grammars"), dir);
		return NULL;
	}
	struct gb_grammar *g = gb_grammar_open_part(base, overlay ? dir : NULL, &why);

	const bool bind = whole || overlay || dir == NULL;

	if (g != NULL && ((dir != NULL && !gb_grammar_compile(g, &why)) || (bind && !gb_grammar_bind(g, &why)))) {
		gb_grammar_close(g);
		g = NULL;
	}
	if (g == NULL)
		gb_say_error(NULL, "%.*s", (int)why.n, why.p != NULL ? why.p : "");
	gb_buf_free(&why);
	return g;
}

struct gb_grammar *gb_places_load(struct gb_arena *a, const char *dir)
{
	return load_folder(a, dir, true);
}

struct gb_grammar *gb_places_load_part(struct gb_arena *a, const char *dir)
{
	return load_folder(a, dir, false);
}
