#include "options_int.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/say.h"

int gb_usage_error(const char *command, const char *message)
{
	return gb_usage_errorf(command, "%s", message);
}

int gb_usage_errorf(const char *command, const char *format, ...)
{
	va_list rest;

	fprintf(stderr, "gongbao %s: ", command);
	va_start(rest, format);
	vfprintf(stderr, format, rest);
	va_end(rest);
	fprintf(stderr, _("\nTry 'gongbao %s --help'.\n"), command);
	return 2;
}

bool gb_options(int *argc, char ***argv, const struct gb_usage *usage, int *status)
{
	static const GOptionEntry none[] = { { NULL, 0, 0, 0, NULL, NULL, NULL } };
	gboolean help = FALSE;
	const GOptionEntry common[] = {
		{ "lang", 0, 0, G_OPTION_ARG_STRING, NULL, N_("messages in Chinese (zh) or English (en)"), N_("LANGUAGE") },
		{ "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_("this help"), NULL },
		{ NULL, 0, 0, 0, NULL, NULL, NULL },
	};
	const GOptionEntry *const tables[] = { usage->entries != NULL ? usage->entries : none, common, NULL };
	const char *command = (*argv)[0];
	const bool ok = gb_options_parse(command, argc, *argv, tables);

	*status = ok ? 0 : 2;
	if (ok && help)
		gb_options_help(command, usage, tables);
	return ok && !help;
}

bool gb_program_dir(char *path, size_t size)
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

const char *gb_grammar_dir(struct gb_arena *a)
{
	static const char *const beside[] = { "../share/gongbao/grammars", "../../grammars" };
	const char *told = g_getenv("GONGBAO_GRAMMARS");
	char here[4096];

	if (told != NULL && *told != '\0')
		return told;
	if (!gb_program_dir(here, sizeof here)) {
		gb_complain(NULL, _("cannot tell where the program is; give --grammars DIR"));
		return NULL;
	}
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
		const char *dir = join(a, here, beside[i]);

		if (has_manifest(a, dir))
			return dir;
	}
	gb_complain(NULL, _("no grammars found in %s/%s or %s/%s; give --grammars DIR"), here, beside[0], here,
		beside[1]);
	return NULL;
}

struct gb_grammar *gb_grammar_load(struct gb_arena *a, const char *dir)
{
	bool overlay = dir != NULL && !has_manifest(a, dir);
	const char *base = dir == NULL || overlay ? gb_grammar_dir(a) : dir;
	struct gb_buf why = { 0 };

	if (base == NULL)
		return NULL;
	if (overlay && !g_file_test(dir, G_FILE_TEST_IS_DIR)) {
		gb_complain(NULL, _("%s is not a folder of grammars"), dir);
		return NULL;
	}
	struct gb_grammar *g = gb_grammar_open(base, overlay ? dir : NULL, &why);

	if (g != NULL && dir != NULL && !gb_grammar_compile(g, &why)) {
		gb_grammar_close(g);
		g = NULL;
	}

	if (g == NULL)
		gb_complain(NULL, "%.*s", (int)why.n, why.p != NULL ? why.p : "");
	gb_buf_free(&why);
	return g;
}

struct gb_schema *gb_schema_load(const char *dir)
{
	struct gb_arena *a = gb_arena_new(0);
	const char *place = dir != NULL ? dir : gb_grammar_dir(a);
	struct gb_schema *schema = NULL;
	struct gb_buf why = { 0 };

	if (place != NULL) {
		char *path = g_build_filename(place, "schema", "gongbao-1.schema.json", NULL);

		schema = gb_schema_open(path, &why);
		if (schema == NULL)
			gb_complain(NULL, "%s: %.*s", path, (int)why.n, why.p);
		g_free(path);
	}
	gb_buf_free(&why);
	gb_arena_free(a);
	return schema;
}

bool gb_ocr_mode(const char *command, const char *word, enum gb_ocr_mode *out)
{
	static const char *const words[] = { [GB_OCR_AUTO] = "auto", [GB_OCR_NEVER] = "never", [GB_OCR_ALWAYS] = "always" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (word == NULL || strcmp(word, words[i]) == 0) {
			*out = (enum gb_ocr_mode)i;
			return true;
		}
	gb_usage_error(command, _("--ocr wants auto, never or always"));
	return false;
}
