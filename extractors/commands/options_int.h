/* options_int - the parts of gb_options: the parser and the help.  `tables` ends in NULL, each table in an empty entry. */
#ifndef GB_COMMANDS_OPTIONS_INT_H
#define GB_COMMANDS_OPTIONS_INT_H

#include "options.h"

/*
 * Sets what the options say; operands are left in argv[1..], *argc tells how many words there are.
 * An option that stands in several tables is that of the first.  False: a message was printed.
 */
bool gb_options_parse(const char *command, int *argc, char **argv, const GOptionEntry *const *tables);

void gb_options_help(const char *command, const struct gb_usage *usage, const GOptionEntry *const *tables);

#endif
