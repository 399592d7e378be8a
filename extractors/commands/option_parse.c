/*
 * option_parse - words of a command line against a table of options.
 *
 * GLib's own parser speaks the language of GLib's texts, where they are
 * installed, and takes strings through the character set of the locale; this
 * one does neither.  Options and operands may be mixed; "--" ends the options.
 */
#include "options_int.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/say.h"

struct parser {
	const char *command;
	const GOptionEntry *const *tables;
	int argc;
	char **argv;
	int at;   /* the word at hand */
	int kept; /* words of argv that are operands so far */
};

static bool is_wanted(const GOptionEntry *e, const char *name, size_t n, char letter)
{
	if (letter != '\0')
		return e->short_name == letter;
	return strlen(e->long_name) == n && strncmp(e->long_name, name, n) == 0;
}

static const GOptionEntry *find(const struct parser *p, const char *name, size_t n, char letter)
{
	for (size_t t = 0; p->tables[t] != NULL; t++)
		for (const GOptionEntry *e = p->tables[t]; e->long_name != NULL; e++)
			if (is_wanted(e, name, n, letter))
				return e;
	return NULL;
}

/* An option that begins or ends alike, for a word that was mistyped. */
static const char *similar(const struct parser *p, const char *name, size_t n)
{
	for (size_t t = 0; p->tables[t] != NULL; t++)
		for (const GOptionEntry *e = p->tables[t]; e->long_name != NULL; e++)
			if (n >= 2 && (strncmp(e->long_name, name, n) == 0 || strncmp(e->long_name, name, strlen(e->long_name)) == 0 ||
				       (n >= 4 && strncmp(e->long_name, name, 3) == 0)))
				return e->long_name;
	return NULL;
}

static bool unknown_long(const struct parser *p, const char *name, size_t n)
{
	const char *other = similar(p, name, n);

	if (other != NULL)
		gb_usage_errorf(p->command, _("there is no option --%.*s; did you mean --%s?"), (int)n, name, other);
	else
		gb_usage_errorf(p->command, _("there is no option --%.*s"), (int)n, name);
	return false;
}

static bool set_number(const struct parser *p, const GOptionEntry *e, const char *value)
{
	char *end = NULL;

	errno = 0;
	const long long n = strtoll(value, &end, 10);

	if (end == value || *end != '\0' || errno != 0 || n > INT_MAX || n < INT_MIN) {
		gb_usage_errorf(p->command, _("--%s wants a whole number, and '%s' is none"), e->long_name, value);
		return false;
	}
	if ((e->flags & GB_OPTION_POSITIVE) != 0 && n < 1) {
		gb_usage_errorf(p->command, _("--%s wants a whole number from 1 on, and not %s"), e->long_name, value);
		return false;
	}
	*(int *)e->arg_data = (int)n;
	return true;
}

static bool set(const struct parser *p, const GOptionEntry *e, const char *value)
{
	if (e->arg == G_OPTION_ARG_INT)
		return set_number(p, e, value);
	if (*value == '\0' && e->arg == G_OPTION_ARG_FILENAME) {
		gb_usage_errorf(p->command, _("--%s wants a value (%s), and not an empty word"), e->long_name, gb_say(e->arg_description));
		return false;
	}
	if (e->arg_data != NULL) {
		g_free(*(char **)e->arg_data);
		*(char **)e->arg_data = g_strdup(value);
	}
	return true;
}

/* The value is the rest of the word, or the next word. */
static bool take_value(struct parser *p, const GOptionEntry *e, const char *rest)
{
	if (rest == NULL && p->at + 1 >= p->argc) {
		gb_usage_errorf(p->command, _("--%s wants a value: --%s %s"), e->long_name, e->long_name, gb_say(e->arg_description));
		return false;
	}
	return set(p, e, rest != NULL ? rest : p->argv[++p->at]);
}

static bool take_long(struct parser *p, const char *word)
{
	const size_t n = strcspn(word, "=");
	const char *rest = word[n] == '=' ? word + n + 1 : NULL;
	const GOptionEntry *e = find(p, word, n, '\0');

	if (e == NULL)
		return unknown_long(p, word, n);
	if (e->arg != G_OPTION_ARG_NONE)
		return take_value(p, e, rest);
	if (rest != NULL) {
		gb_usage_errorf(p->command, _("--%s takes no value"), e->long_name);
		return false;
	}
	*(gboolean *)e->arg_data = TRUE;
	return true;
}

/* "-aq" is two options, "-ofile" one with its value. */
static bool take_short(struct parser *p, const char *letters)
{
	for (; *letters != '\0'; letters++) {
		const GOptionEntry *e = find(p, "", 0, *letters);

		if (e == NULL) {
			const size_t n = gb_utf8_len(gb_span_of(letters));

			gb_usage_errorf(p->command, _("there is no option -%.*s"), (int)n, letters);
			return false;
		}
		if (e->arg != G_OPTION_ARG_NONE)
			return take_value(p, e, letters[1] != '\0' ? letters + 1 : NULL);
		*(gboolean *)e->arg_data = TRUE;
	}
	return true;
}

bool gb_options_parse(const char *command, int *argc, char **argv, const GOptionEntry *const *tables)
{
	struct parser p = { .command = command, .tables = tables, .argc = *argc, .argv = argv, .at = 1, .kept = 1 };
	bool ok = true, options = true;

	for (; p.at < p.argc && ok; p.at++) {
		char *word = argv[p.at];

		if (!options || word[0] != '-' || word[1] == '\0')
			argv[p.kept++] = word;
		else if (strcmp(word, "--") == 0)
			options = false;
		else if (word[1] == '-')
			ok = take_long(&p, word + 2);
		else
			ok = take_short(&p, word + 1);
	}
	*argc = p.kept;
	argv[p.kept] = NULL;
	return ok;
}
