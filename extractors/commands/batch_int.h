/* batch_int - one job of a batch; batch.c runs the pool, worker.c does one file, table.c tells the outcome. */
#ifndef GB_COMMANDS_BATCH_INT_H
#define GB_COMMANDS_BATCH_INT_H

#include <sys/types.h>

#include "batch.h"
#include "tally.h"

enum gb_job_state { GB_JOB_WAITING, GB_JOB_RUNNING, GB_JOB_DONE };

/* What a worker tells its parent, in one write, when it comes to its end. */
struct gb_report {
	struct gb_counts counts;
	int error; /* errno of an output that could not be written; 0: none */
};

struct gb_job {
	const struct gb_input *input;
	char *final; /* path of the output; g_free */
	char *part;  /* the same while it is written */
	enum gb_job_state state;
	pid_t pid;
	int report; /* where its struct gb_report comes from; nothing comes if it dies */
	struct gb_counts counts;
	bool died;
	int error; /* errno of an output that could not be made; 0: none */
};

/* In the child: convert the file into job->part, send a struct gb_report. */
void gb_worker_run(const struct gb_batch *b, const struct gb_job *job, int report);
/* In the parent, for a worker that died: keep whole lines only and say so in an error record. */
bool gb_worker_mend(const struct gb_job *job);

void gb_batch_table(const struct gb_job *jobs, const struct gb_inputs *list, const char *folder);

#endif
