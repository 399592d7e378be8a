/*
 * correcting - what convert and load share of --corrections: the file, the schema it is held against, the message at the end.
 */
#ifndef GB_COMMANDS_CORRECTING_H
#define GB_COMMANDS_CORRECTING_H

#include "correct/corrections.h"

struct gb_correcting {
	struct gb_schema *schema;
	struct gb_corrections *list; /* NULL: none were asked for */
};

/* False when the file or the schema cannot be used, with a message; the exit status is then 2. */
bool gb_correcting_open(struct gb_correcting *c, const char *command, const char *path, const char *grammars);
void gb_correcting_close(struct gb_correcting *c);
/* After end(): says what has become of the corrections; 1 when one was not applied to a document that came. */
int gb_correcting_status(const char *command, const struct gb_corrector *x);

#endif
