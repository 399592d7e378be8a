/*
 * batch - many files, each converted by a process of its own into a file of its own.
 *
 * NAME.jsonl appears in the folder only when it is complete (written under a
 * hidden name, then renamed).  A worker that dies costs its file: what it had
 * written stays, an error record says so, the batch goes on.  The output does
 * not depend on the number of workers.  A table on standard output tells, in
 * the order of the inputs, what was read and what was not.
 */
#ifndef GB_COMMANDS_BATCH_H
#define GB_COMMANDS_BATCH_H

#include "inputs.h"
#include "grammar/grammar.h"
#include "correct/corrections.h"
#include "read/read.h"

struct gb_batch {
	const struct gb_grammar *grammar;
	const char *folder; /* made when missing */
	const struct gb_read_limits *limits;
	int jobs;
	const struct gb_corrections *corrections; /* or NULL */
};

/* Returns the worst exit status of all files. */
int gb_batch_run(const struct gb_batch *b, const struct gb_inputs *list);

#endif
