#include "language.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/say.h"
#include "places.h"

#define DOMAIN "gongbao"

/* The languages there are; `folder` is that of the texts, NULL for the one the program is written in. */
static const struct language {
	const char *name, *folder;
} languages[] = { { "en", NULL }, { "zh", "zh_CN" } };

/* "zh_CN.UTF-8:en" is asked for its first part. */
static const struct language *find(const char *name)
{
	size_t n = strcspn(name, "_-.@:");

	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
		if (strlen(languages[i].name) == n && strncmp(languages[i].name, name, n) == 0)
			return &languages[i];
	return NULL;
}

const char *gb_language_of(const char *name)
{
	const struct language *l = find(name);

	return l != NULL ? l->name : NULL;
}

const char *gb_language(void)
{
	/* TRANSLATORS: the code of your language, as --lang takes it */
	return _("en");
}

static const char *locale_name(void)
{
	static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		const char *value = getenv(variables[i]);

		if (value != NULL && *value != '\0')
			return value;
	}
	return "";
}

static const struct language *of_locale(void)
{
	const char *locale = locale_name(), *list = getenv("LANGUAGE");
	const struct language *found = NULL;

	if (strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0)
		return &languages[0];
	if (list == NULL || *list == '\0')
		found = find(locale);
	for (const char *at = list; at != NULL && *at != '\0' && found == NULL; at += strcspn(at, ":"), at += *at == ':')
		found = find(at);
	return found != NULL ? found : &languages[0];
}

/* The folder of the texts, where the program is installed or in the tree it was built in. */
static bool text_folder(const char *folder, char *path, size_t size)
{
	static const char *const beside[] = { "../share/locale", "../locale" };
	char here[4096], file[8192];

	if (!gb_places_program(here, sizeof here))
		return false;
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
		snprintf(path, size, "%s/%s", here, beside[i]);
		snprintf(file, sizeof file, "%s/%s/LC_MESSAGES/" DOMAIN ".mo", path, folder);
		if (access(file, R_OK) == 0)
			return true;
	}
	return false;
}

/* gettext looks nothing up in the C locale; which other one it is has no meaning, the language is told by LANGUAGE. */
static bool leave_c_locale(void)
{
	static const char *const names[] = { "C.UTF-8", "en_US.UTF-8", "zh_CN.UTF-8", "" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *now = setlocale(LC_MESSAGES, names[i]);

		if (now != NULL && strcmp(now, "C") != 0 && strcmp(now, "POSIX") != 0)
			return true;
	}
	return false;
}

static bool speak(const struct language *l)
{
	char path[6144];

	if (l->folder == NULL)
		return true;
	if (!text_folder(l->folder, path, sizeof path) || !leave_c_locale() || setenv("LANGUAGE", l->folder, 1) != 0)
		return false;
	bindtextdomain(DOMAIN, path);
	bind_textdomain_codeset(DOMAIN, "UTF-8");
	bind_textdomain_codeset("libc", "UTF-8"); /* for the errors of the system that have no text of ours */
	textdomain(DOMAIN);
	return strcmp(gb_language(), l->name) == 0; /* loads the texts: a confined reader could not */
}

/* The value of --lang, the last one; NULL without.  *n: how many words of argv an option at `i` takes, 0: it is none. */
static const char *value_at(int argc, char **argv, int i, int *n)
{
	*n = 0;
	if (strncmp(argv[i], "--lang=", 7) == 0) {
		*n = 1;
		return argv[i] + 7;
	}
	if (strcmp(argv[i], "--lang") != 0)
		return NULL;
	*n = i + 1 < argc ? 2 : 1;
	return i + 1 < argc ? argv[i + 1] : "";
}

static const char *asked(int argc, char **argv)
{
	const char *last = NULL;

	for (int i = 1, n; i < argc && strcmp(argv[i], "--") != 0; i += n > 0 ? n : 1) {
		const char *value = value_at(argc, argv, i, &n);

		last = value != NULL ? value : last;
	}
	return last;
}

/* "--lang zh convert x" becomes "convert --lang zh x". */
static void move_behind(int argc, char **argv)
{
	int first = 1, n = 1;

	while (first < argc && (value_at(argc, argv, first, &n), n > 0))
		first += n;
	if (first >= argc)
		return;
	char *command = argv[first];

	memmove(argv + 2, argv + 1, (size_t)(first - 1) * sizeof *argv);
	argv[1] = command;
}

bool gb_language_choose(int argc, char **argv)
{
	const char *name = asked(argc, argv);
	const struct language *l = name != NULL ? find(name) : of_locale();

	move_behind(argc, argv);
	if (l == NULL) {
		speak(of_locale());
		if (*name == '\0')
			gb_say_error(NULL, _("--lang needs a language: zh (Chinese) or en (English)"));
		else
			gb_say_error(NULL, _("there is no language '%s'; --lang is zh (Chinese) or en (English)"), name);
		return false;
	}
	if (speak(l) || name == NULL)
		return true;
	/* in English: there is nothing else to say it in */
	gb_say_error(NULL, "the texts of the language '%s' are not installed beside the program; install it again, or leave out --lang",
		l->name);
	return false;
}
