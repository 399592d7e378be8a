/*
 * correcting - what convert and load share of --corrections: opening the file, the message at the end.
 */
#ifndef GB_COMMANDS_CORRECTING_H
#define GB_COMMANDS_CORRECTING_H

#include "correct/corrections.h"

/* False when the file cannot be used, with a message; the exit status is then 2.  The list is closed by the caller. */
bool gb_correcting_open(struct gb_corrections **list, const char *command, const char *path);
/* After end(): says what has become of the corrections; 1 when one was not applied to a document that came. */
int gb_correcting_status(const char *command, const struct gb_corrector *x);

#endif
