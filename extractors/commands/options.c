#include "commands/options.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

int gb_usage_error(const char *command, const char *message)
{
	fprintf(stderr, "gongbao %s: %s\nTry 'gongbao %s --help'.\n", command, message, command);
	return 2;
}

static void drop_double_dash(int *argc, char **argv)
{
	for (int i = 1; i < *argc; i++) {
		if (strcmp(argv[i], "--") != 0)
			continue;
		memmove(argv + i, argv + i + 1, (size_t)(*argc - i) * sizeof *argv);
		(*argc)--;
		return;
	}
}

bool gb_options(int *argc, char ***argv, const struct gb_usage *usage, int *status)
{
	gboolean help = FALSE;
	const GOptionEntry common[] = { { "help", 'h', 0, G_OPTION_ARG_NONE, &help, "this help", NULL },
					{ NULL, 0, 0, 0, NULL, NULL, NULL } };
	char *command = (*argv)[0];
	GOptionContext *context = g_option_context_new(usage->operands);
	GError *error = NULL;

	g_option_context_set_help_enabled(context, FALSE);
	g_option_context_set_summary(context, usage->summary);
	if (usage->entries != NULL)
		g_option_context_add_main_entries(context, usage->entries, NULL);
	g_option_context_add_main_entries(context, common, NULL);
	char *name = g_strdup_printf("gongbao %s", command);

	g_set_prgname(name);
	bool ok = g_option_context_parse(context, argc, argv, &error);

	*status = 0;
	if (!ok)
		*status = gb_usage_error(command, error->message);
	else if (help) {
		char *text = g_option_context_get_help(context, TRUE, NULL);

		fputs(text, stdout);
		g_free(text);
	}
	g_clear_error(&error);
	g_option_context_free(context);
	g_free(name);
	drop_double_dash(argc, *argv);
	return ok && !help;
}

/* The folder of the running binary. */
static bool binary_dir(char *path, size_t size)
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
	if (!binary_dir(here, sizeof here)) {
		fprintf(stderr, "gongbao: cannot tell where the program is; give --grammars DIR\n");
		return NULL;
	}
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
		const char *dir = join(a, here, beside[i]);

		if (has_manifest(a, dir))
			return dir;
	}
	fprintf(stderr, "gongbao: no grammars found in %s/%s or %s/%s; give --grammars DIR\n", here, beside[0], here,
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
		fprintf(stderr, "gongbao: %s is not a folder of grammars\n", dir);
		return NULL;
	}
	struct gb_grammar *g = gb_grammar_open(base, overlay ? dir : NULL, &why);

	if (g != NULL && dir != NULL && !gb_grammar_compile(g, &why)) {
		gb_grammar_close(g);
		g = NULL;
	}

	if (g == NULL)
		fprintf(stderr, "gongbao: %.*s\n", (int)why.n, why.p != NULL ? why.p : "");
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
			fprintf(stderr, "gongbao: %s: %.*s\n", path, (int)why.n, why.p);
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
	gb_usage_error(command, "--ocr wants auto, never or always");
	return false;
}

bool gb_limits_fit(const char *command, int seconds, int megabytes)
{
	if (seconds >= 0 && megabytes >= 0)
		return true;
	gb_usage_error(command, "a limit is a positive number");
	return false;
}
