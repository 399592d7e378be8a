/*
 * language - which language people are spoken to in.
 *
 * --lang decides, before the name of the command or after it; without it the
 * locale does, as gettext has it: LANGUAGE, LC_ALL, LC_MESSAGES, LANG, and no
 * LANGUAGE where the locale is C.  Only messages follow: numbers, dates, the
 * order of things and every record are the same in all languages.
 */
#ifndef GB_COMMANDS_LANGUAGE_H
#define GB_COMMANDS_LANGUAGE_H

#include <stdbool.h>

/*
 * Sets gettext up.  Options before the name of the command move behind it,
 * where the command takes them.  False: the language is not known, or its texts
 * are not there; a message was printed, the exit status is 2.
 */
bool gb_language_choose(int argc, char **argv);

/* "zh" or "en": what messages are in. */
const char *gb_language(void);

/* "zh" or "en" for zh, zh_CN.UTF-8, en-GB and the like; NULL when it is neither. */
const char *gb_language_of(const char *name);

#endif
