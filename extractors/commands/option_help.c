/* option_help - what --help prints. */
#include "options_int.h"

#include <stdio.h>
#include <string.h>

#include "base/say.h"
#include "view/diff_view.h"

/* "  -o, --output=DIR" */
static void print_name(struct gb_buf *to, const GOptionEntry *e)
{
	gb_buf_add(to, GB_S("  "));
	if (e->short_name != '\0') {
		gb_buf_add_byte(to, '-');
		gb_buf_add_byte(to, e->short_name);
		gb_buf_add(to, GB_S(", "));
	}
	gb_buf_add(to, GB_S("--"));
	gb_buf_add(to, gb_span_of(e->long_name));
	if (e->arg == G_OPTION_ARG_NONE)
		return;
	gb_buf_add_byte(to, '=');
	gb_buf_add(to, gb_span_of(gb_say(e->arg_description != NULL ? e->arg_description : "")));
}

static size_t width_of(const GOptionEntry *e)
{
	struct gb_buf name = { 0 };

	print_name(&name, e);
	const size_t width = gb_text_width(gb_buf_span(&name));

	gb_buf_free(&name);
	return width;
}

static void print_option(struct gb_buf *to, const GOptionEntry *e, size_t column)
{
	print_name(to, e);
	for (size_t used = width_of(e); used < column + 2; used++)
		gb_buf_add_byte(to, ' ');
	gb_buf_add(to, gb_span_of(gb_say(e->description)));
	gb_buf_add_byte(to, '\n');
}

/* Whether an option of the same name stands in a table before. */
static bool is_hidden(const GOptionEntry *const *tables, size_t table, const char *name)
{
	for (size_t t = 0; t < table; t++)
		for (const GOptionEntry *e = tables[t]; e->long_name != NULL; e++)
			if (strcmp(e->long_name, name) == 0)
				return true;
	return false;
}

void gb_options_help(const char *command, const struct gb_usage *usage, const GOptionEntry *const *tables)
{
	struct gb_buf text = { 0 };
	size_t column = 0;

	for (size_t t = 0; tables[t] != NULL; t++)
		for (const GOptionEntry *e = tables[t]; e->long_name != NULL; e++)
			column = width_of(e) > column ? width_of(e) : column;
	printf(_("Usage:\n  gongbao %s [OPTION...] %s\n\n%s\n\nOptions:\n"), command, gb_say(usage->operands), gb_say(usage->summary));
	for (size_t t = 0; tables[t] != NULL; t++)
		for (const GOptionEntry *e = tables[t]; e->long_name != NULL; e++)
			if (!is_hidden(tables, t, e->long_name))
				print_option(&text, e, column);
	gb_buf_add_byte(&text, '\n');
	fwrite(text.p, 1, text.n, stdout);
	gb_buf_free(&text);
}
