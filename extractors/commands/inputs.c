#include "inputs.h"

#include <errno.h>
#include <glib.h>
#include <string.h>

#include "base/say.h"
#include "read/read.h"

static const char *keep(struct gb_arena *a, const char *s)
{
	return gb_arena_copy(a, (struct gb_span){ s, strlen(s) + 1 }).p;
}

static void add(struct gb_arena *a, const char *path, const char *name, struct gb_inputs *to)
{
	*GB_PUSH(a, to->item, to->n, to->cap) = (struct gb_input){ keep(a, path), keep(a, name) };
}

/* A name without an ending may be anything, and is tried. */
static bool is_wanted_name(const char *name, bool records)
{
	const char *dot = strrchr(name, '.');

	return dot == NULL || (records && g_ascii_strcasecmp(dot, ".jsonl") == 0) || gb_read_knows_name(gb_span_of(name));
}

static gint by_bytes(gconstpointer x, gconstpointer y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static GPtrArray *list_folder(const char *path, struct gb_inputs *to)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	GDir *dir = g_dir_open(path, 0, NULL);
	const char *name;

	if (dir == NULL) {
		gb_say_error(to->command, _("cannot open the folder %s: %s"), path, gb_say_errno(errno));
		to->closed++;
	}
	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
		if (name[0] != '.')
			g_ptr_array_add(names, g_strdup(name));
	if (dir != NULL)
		g_dir_close(dir);
	g_ptr_array_sort(names, by_bytes);
	return names;
}

static bool is_real_folder(const char *path)
{
	return g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK);
}

/* `below` is the way from the operand to this folder, "" at the start. */
static void walk(struct gb_arena *a, const char *folder, const char *below, struct gb_inputs *to)
{
	GPtrArray *names = list_folder(folder, to);

	for (guint i = 0; i < names->len; i++) {
		const char *name = names->pdata[i];
		char *path = g_build_filename(folder, name, NULL);
		char *rest = *below != '\0' ? g_build_filename(below, name, NULL) : g_strdup(name);

		if (is_real_folder(path))
			walk(a, path, rest, to);
		else if (!g_file_test(path, G_FILE_TEST_IS_REGULAR) || !is_wanted_name(name, to->records))
			to->passed_by++;
		else
			add(a, path, rest, to);
		g_free(rest);
		g_free(path);
	}
	g_ptr_array_free(names, TRUE);
}

void gb_inputs_add(struct gb_arena *a, const char *operand, struct gb_inputs *to)
{
	if (strcmp(operand, "-") == 0) {
		add(a, operand, "stdin", to);
	} else if (g_file_test(operand, G_FILE_TEST_IS_DIR)) {
		walk(a, operand, "", to);
	} else {
		char *base = g_path_get_basename(operand);

		add(a, operand, base, to);
		g_free(base);
	}
}

/* A folder without a document is most often the wrong folder. */
static void tell_empty(const char *command, const char *folder, size_t passed_by)
{
	struct gb_buf endings = { 0 };

	gb_read_list(&endings, NULL);
	gb_buf_add_byte(&endings, '\0');
	if (passed_by == 0)
		gb_say_error(command, _("there is no file in the folder %s"), folder);
	else
		gb_say_error(command,
			    gb_say_count("there is no document in the folder %s; the name of its %zu file is not that of one (%s); "
					 "a file that is named itself is always taken",
					 "there is no document in the folder %s; the names of its %zu files are not those of any (%s); "
					 "a file that is named itself is always taken",
					 passed_by),
			    folder, passed_by, endings.p);
	gb_buf_free(&endings);
}

int gb_inputs_take(struct gb_arena *a, const char *command, int n, char **operands, struct gb_inputs *to)
{
	int status = 0;

	to->command = command;
	for (int i = 0; i < n; i++) {
		const size_t before = to->n, passed_by = to->passed_by, closed = to->closed;

		gb_inputs_add(a, operands[i], to);
		if (!to->records && g_str_has_suffix(operands[i], ".jsonl"))
			gb_say_error(command, _("%s: by its name it holds records, and is now read as the text of a document"),
				     operands[i]);
		if (to->n == before && to->closed == closed)
			tell_empty(command, operands[i], to->passed_by - passed_by);
		if (to->n == before || to->closed > closed)
			status = 1;
	}
	return status;
}

bool gb_inputs_distinct(struct gb_inputs *list, const struct gb_input **x, const struct gb_input **y)
{
	GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
	size_t kept = 0;
	bool distinct = true;

	for (size_t i = 0; i < list->n && distinct; i++) {
		const struct gb_input *before = g_hash_table_lookup(seen, list->item[i].name);

		if (before != NULL && strcmp(before->path, list->item[i].path) == 0)
			continue;
		if (before != NULL) {
			*x = before;
			*y = &list->item[i];
			distinct = false;
			continue;
		}
		list->item[kept] = list->item[i];
		g_hash_table_insert(seen, (gpointer)list->item[kept].name, &list->item[kept]);
		kept++;
	}
	if (distinct)
		list->n = kept;
	g_hash_table_destroy(seen);
	return distinct;
}
