#include "batch_int.h"
#include "view/view.h"

#include <stdio.h>
#include <string.h>

#include "base/say.h"

static const struct {
	const char *head;
	enum gb_kind kind;
} columns[] = {
	{ N_("documents"), GB_KIND_DOCUMENT }, { N_("measures"), GB_KIND_MEASURE },     { N_("targets"), GB_KIND_TARGET },
	{ N_("facts"), GB_KIND_FACT },         { N_("milestones"), GB_KIND_MILESTONE }, { N_("errors"), GB_KIND_ERROR },
};

static const char pages[] = N_(" pages");

#define COLUMNS (sizeof columns / sizeof *columns)

enum outcome { CLEAN, PARTLY, UNREAD, NOT_DONE, OUTCOMES };

static enum outcome outcome(const struct gb_job *job)
{
	if (job->state != GB_JOB_DONE || job->error != 0)
		return NOT_DONE;
	if (!job->died && job->counts.kinds.of[GB_KIND_ERROR] == 0)
		return CLEAN;
	return job->counts.kinds.of[GB_KIND_DOCUMENT] > 0 ? PARTLY : UNREAD;
}

/* What is wrong with the file, or NULL. */
static const char *reason(const struct gb_job *job)
{
	if (job->state != GB_JOB_DONE)
		return _("not begun");
	if (job->error != 0)
		return gb_say_errno(job->error);
	if (job->died)
		return gb_say(gb_err_text(GB_ERR_CRASH).p);
	if (job->counts.first_error != GB_ERR_OK)
		return gb_say(gb_err_text((enum gb_err)job->counts.first_error).p);
	return NULL;
}

static void print_row(const struct gb_job *job)
{
	const char *why = reason(job);

	printf("%*lld", (int)gb_terminal_width(GB_T(pages)), job->counts.pages);
	for (size_t i = 0; i < COLUMNS; i++)
		printf("  %*lld", (int)gb_terminal_width(GB_T(columns[i].head)), job->counts.kinds.of[columns[i].kind]);
	printf("  %s%s%s\n", job->input->path, why != NULL ? "  " : "", why != NULL ? why : "");
}

static void print_total(const size_t count[OUTCOMES], size_t n, size_t passed_by, const char *folder)
{
	printf(gb_say_count("%zu file: %zu read", "%zu files: %zu read", n), n, count[CLEAN]);
	if (count[PARTLY] > 0)
		printf(_(", %zu read with something dropped"), count[PARTLY]);
	if (count[UNREAD] > 0)
		printf(_(", %zu not readable"), count[UNREAD]);
	if (count[NOT_DONE] > 0)
		printf(_(", %zu not done"), count[NOT_DONE]);
	if (passed_by > 0)
		printf(_("; %zu skipped (not named like documents)"), passed_by);
	printf(_("; output in %s\n"), folder);
}

void gb_batch_table(const struct gb_job *jobs, const struct gb_inputs *list, const char *folder)
{
	size_t count[OUTCOMES] = { 0 };

	fputs(gettext(pages), stdout);
	for (size_t i = 0; i < COLUMNS; i++)
		printf("  %s", gettext(columns[i].head));
	printf("  %s\n", _("file"));
	for (size_t i = 0; i < list->n; i++) {
		print_row(&jobs[i]);
		count[outcome(&jobs[i])]++;
	}
	print_total(count, list->n, list->passed_by, folder);
}
