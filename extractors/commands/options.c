#include "options.h"

#include <assert.h>
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "view/view.h"
#include "base/utf8.h"

#define MOST_OPTIONS 40
#define FIRST_LONG 256 /* above every letter */

int gb_options_error(const char *command, const char *message)
{
	return gb_options_errorf(command, "%s", message);
}

int gb_options_errorf(const char *command, const char *format, ...)
{
	va_list rest;

	fprintf(stderr, "gongbao %s: ", command);
	va_start(rest, format);
	vfprintf(stderr, format, rest);
	va_end(rest);
	fprintf(stderr, _("\nTry 'gongbao %s --help'.\n"), command);
	return 2;
}

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
	const size_t width = gb_terminal_width(gb_buf_span(&name));

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

/* Whether a table before has an option of the same name. */
static bool is_hidden(const GOptionEntry *const *tables, size_t table, const char *name)
{
	for (size_t t = 0; t < table; t++)
		for (const GOptionEntry *e = tables[t]; e->long_name != NULL; e++)
			if (strcmp(e->long_name, name) == 0)
				return true;
	return false;
}

static void print_help(const char *command, const struct gb_usage *usage, const GOptionEntry *const *tables)
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

/* The entries of all tables, one after the other; an option in several tables is that of the first. */
struct entries {
	const GOptionEntry *item[MOST_OPTIONS];
	int n;
};

static void collect_entries(struct entries *all, const GOptionEntry *const *tables)
{
	for (size_t t = 0; tables[t] != NULL; t++)
		for (const GOptionEntry *e = tables[t]; e->long_name != NULL; e++)
			if (!is_hidden(tables, t, e->long_name)) {
				assert(all->n < MOST_OPTIONS);
				all->item[all->n++] = e;
			}
}

/* The same for getopt_long: options by number, letters with ":" for a value. */
static void fill_getopt(const struct entries *all, struct option *longs, char *letters)
{
	*letters++ = ':'; /* a missing value is told from an unknown option */
	for (int i = 0; i < all->n; i++) {
		const GOptionEntry *e = all->item[i];
		const int value = e->arg == G_OPTION_ARG_NONE ? no_argument : required_argument;

		longs[i] = (struct option){ e->long_name, value, NULL, FIRST_LONG + i };
		if (e->short_name == '\0')
			continue;
		*letters++ = e->short_name;
		if (value == required_argument)
			*letters++ = ':';
	}
	*letters = '\0';
	longs[all->n] = (struct option){ NULL, 0, NULL, 0 };
}

/* The entry for a result of getopt_long; NULL when it is none of ours. */
static const GOptionEntry *entry_of(const struct entries *all, int code)
{
	if (code >= FIRST_LONG)
		return all->item[code - FIRST_LONG];
	for (int i = 0; i < all->n; i++)
		if (all->item[i]->short_name == code && code != 0)
			return all->item[i];
	return NULL;
}

static bool set_number(const char *command, const GOptionEntry *e, const char *value)
{
	char *end = NULL;

	errno = 0;
	const long long n = strtoll(value, &end, 10);

	if (end == value || *end != '\0' || errno != 0 || n > INT_MAX || n < INT_MIN) {
		gb_options_errorf(command, _("--%s: '%s' is not a whole number"), e->long_name, value);
		return false;
	}
	if ((e->flags & GB_OPTION_POSITIVE) != 0 && n < 1) {
		gb_options_errorf(command, _("--%s: %s is too small, a whole number from 1 on is needed"), e->long_name, value);
		return false;
	}
	*(int *)e->arg_data = (int)n;
	return true;
}

static bool set_value(const char *command, const GOptionEntry *e, const char *value)
{
	if (e->arg == G_OPTION_ARG_NONE) {
		*(gboolean *)e->arg_data = TRUE;
		return true;
	}
	if (e->arg == G_OPTION_ARG_INT)
		return set_number(command, e, value);
	if (*value == '\0' && e->arg == G_OPTION_ARG_FILENAME) {
		gb_options_errorf(command, _("--%s: the value (%s) is empty"), e->long_name, gb_say(e->arg_description));
		return false;
	}
	if (e->arg_data != NULL) {
		g_free(*(char **)e->arg_data);
		*(char **)e->arg_data = g_strdup(value);
	}
	return true;
}

/* An option that begins alike, for a name of n bytes that was mistyped. */
static const char *similar_name(const struct entries *all, const char *name, size_t n)
{
	for (int i = 0; i < all->n; i++) {
		const char *other = all->item[i]->long_name;

		if (n >= 2 && (strncmp(other, name, n) == 0 || strncmp(other, name, strlen(other)) == 0 ||
			       (n >= 4 && strncmp(other, name, 3) == 0)))
			return other;
	}
	return NULL;
}

/* getopt_long names an unknown letter by its first byte; the word on the command line has the rest of it. */
static void report_letter(const char *command, char **argv, int byte)
{
	for (char **word = argv + 1; *word != NULL; word++) {
		const char *at = (*word)[0] == '-' && (*word)[1] != '-' ? strchr(*word + 1, byte) : NULL;

		if (at == NULL)
			continue;
		gb_options_errorf(command, _("there is no option -%.*s"), (int)gb_utf8_len(gb_span_of(at)), at);
		return;
	}
}

static void report_unknown(const char *command, const struct entries *all, char **argv)
{
	const char *name = argv[optind - 1] + 2;
	const size_t n = strcspn(name, "=");
	const GOptionEntry *known = entry_of(all, optopt);
	const char *other = similar_name(all, name, n);

	if (known != NULL)
		gb_options_errorf(command, _("--%s takes no value"), known->long_name);
	else if (optopt != 0)
		report_letter(command, argv, optopt);
	else if (other != NULL)
		gb_options_errorf(command, _("there is no option --%.*s; did you mean --%s?"), (int)n, name, other);
	else
		gb_options_errorf(command, _("there is no option --%.*s"), (int)n, name);
}

/* Sets what the options say; operands are left in argv[1..]. */
static bool parse(const char *command, int *argc, char **argv, const GOptionEntry *const *tables)
{
	struct entries all = { .n = 0 };
	struct option longs[MOST_OPTIONS + 1];
	char letters[2 * MOST_OPTIONS + 2];
	int code;

	collect_entries(&all, tables);
	fill_getopt(&all, longs, letters);
	optind = 0; /* glibc: forget an earlier command line */
	opterr = 0;
	while ((code = getopt_long(*argc, argv, letters, longs, NULL)) != -1) {
		const GOptionEntry *e = entry_of(&all, code == ':' ? optopt : code);

		if (code == '?')
			return report_unknown(command, &all, argv), false;
		if (code == ':') {
			gb_options_errorf(command, _("--%s needs a value: --%s %s"), e->long_name, e->long_name,
					  gb_say(e->arg_description));
			return false;
		}
		if (!set_value(command, e, optarg))
			return false;
	}
	for (int i = optind; i <= *argc; i++)
		argv[1 + i - optind] = argv[i];
	*argc = 1 + *argc - optind;
	return true;
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
	const bool ok = parse(command, argc, *argv, tables);

	*status = ok ? 0 : 2;
	if (ok && help)
		print_help(command, usage, tables);
	return ok && !help;
}

bool gb_options_ocr(const char *command, const char *word, enum gb_ocr_mode *out)
{
	static const char *const words[] = { [GB_OCR_AUTO] = "auto", [GB_OCR_NEVER] = "never", [GB_OCR_ALWAYS] = "always" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (word == NULL || strcmp(word, words[i]) == 0) {
			*out = (enum gb_ocr_mode)i;
			return true;
		}
	gb_options_error(command, _("--ocr takes auto, never or always"));
	return false;
}
