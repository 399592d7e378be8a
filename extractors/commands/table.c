#include "commands/batch_int.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *head;
	enum gb_tallied kind;
} columns[] = {
	{ "documents", GB_TALLY_DOCUMENT }, { "measures", GB_TALLY_MEASURE },     { "targets", GB_TALLY_TARGET },
	{ "facts", GB_TALLY_FACT },         { "milestones", GB_TALLY_MILESTONE }, { "errors", GB_TALLY_ERROR },
};

#define COLUMNS (sizeof columns / sizeof *columns)

enum outcome { CLEAN, PARTLY, UNREAD, NOT_DONE, OUTCOMES };

static enum outcome outcome(const struct gb_job *job)
{
	if (job->state != GB_JOB_DONE || job->error != 0)
		return NOT_DONE;
	if (!job->died && job->counts.of[GB_TALLY_ERROR] == 0)
		return CLEAN;
	return job->counts.of[GB_TALLY_DOCUMENT] > 0 ? PARTLY : UNREAD;
}

/* What is wrong with the file, or NULL. */
static const char *reason(const struct gb_job *job)
{
	if (job->state != GB_JOB_DONE)
		return "not begun";
	if (job->error != 0)
		return strerror(job->error);
	if (job->died)
		return gb_err_code(GB_ERR_CRASH).p;
	if (job->counts.first_error != GB_ERR_OK)
		return gb_err_code((enum gb_err)job->counts.first_error).p;
	return NULL;
}

static void print_row(const struct gb_job *job)
{
	const char *why = reason(job);

	printf("%6lld", job->counts.pages);
	for (size_t i = 0; i < COLUMNS; i++)
		printf("  %*lld", (int)strlen(columns[i].head), job->counts.of[columns[i].kind]);
	printf("  %s%s%s\n", job->input->path, why != NULL ? "  " : "", why != NULL ? why : "");
}

static void print_total(const size_t count[OUTCOMES], size_t n, size_t passed_by, const char *folder)
{
	printf("%zu file%s: %zu read", n, n == 1 ? "" : "s", count[CLEAN]);
	if (count[PARTLY] > 0)
		printf(", %zu read with something dropped", count[PARTLY]);
	if (count[UNREAD] > 0)
		printf(", %zu not readable", count[UNREAD]);
	if (count[NOT_DONE] > 0)
		printf(", %zu not done", count[NOT_DONE]);
	if (passed_by > 0)
		printf("; %zu passed by (their names are not those of documents)", passed_by);
	printf("; output in %s\n", folder);
}

void gb_batch_table(const struct gb_job *jobs, const struct gb_inputs *list, const char *folder)
{
	size_t count[OUTCOMES] = { 0 };

	printf("%6s", "pages");
	for (size_t i = 0; i < COLUMNS; i++)
		printf("  %s", columns[i].head);
	printf("  file\n");
	for (size_t i = 0; i < list->n; i++) {
		print_row(&jobs[i]);
		count[outcome(&jobs[i])]++;
	}
	print_total(count, list->n, list->passed_by, folder);
}
