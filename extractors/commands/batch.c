#include "batch_int.h"

#include <errno.h>
#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/say.h"

#define FEW_FILES 2u /* more of them cost more in compiling rules, each by itself, than all rules do once */

struct pool {
	const struct gb_batch *batch;
	struct gb_job *job;
	size_t njobs;
	size_t next;    /* the first job that has not been started */
	size_t done;
	int running;
	sigset_t watched; /* SIGCHLD and the signals that stop the run; blocked in the parent */
	sigset_t before;
	bool stopped;
	bool terminal;
};

/* DIR/sub/x.pdf -> DIR/sub/x.pdf.jsonl, written as DIR/sub/.x.pdf.jsonl.PID.part */
static void name_output(struct gb_job *job, const char *folder)
{
	char *rest = g_strconcat(job->input->name, ".jsonl", NULL);

	job->final = g_build_filename(folder, rest, NULL);
	char *dir = g_path_get_dirname(job->final);
	char *base = g_path_get_basename(job->final);
	char *hidden = g_strdup_printf(".%s.%ld.part", base, (long)getpid());

	job->part = g_build_filename(dir, hidden, NULL);
	if (g_mkdir_with_parents(dir, 0777) != 0)
		job->error = errno;
	g_free(hidden);
	g_free(base);
	g_free(dir);
	g_free(rest);
}

static void progress(const struct pool *p)
{
	if (!p->terminal)
		return;
	fputc('\r', stderr);
	fprintf(stderr, gb_say_count("%zu of %zu file", "%zu of %zu files", p->njobs), p->done, p->njobs);
}

static void job_ended(struct pool *p, struct gb_job *job)
{
	job->state = GB_JOB_DONE;
	p->done++;
	progress(p);
}

_Noreturn static void child(const struct pool *p, const struct gb_job *job, int report)
{
	sigprocmask(SIG_SETMASK, &p->before, NULL);
	gb_worker_run(p->batch, job, report);
	exit(0);
}

static void start(struct pool *p, struct gb_job *job)
{
	int ends[2];

	if (job->error == 0 && pipe(ends) != 0)
		job->error = errno;
	if (job->error != 0) {
		job_ended(p, job);
		return;
	}
	fflush(NULL); /* or the child would write it a second time */
	job->pid = fork();
	if (job->pid == 0) {
		close(ends[0]);
		child(p, job, ends[1]);
	}
	close(ends[1]);
	if (job->pid < 0) {
		job->error = errno;
		close(ends[0]);
		job_ended(p, job);
		return;
	}
	job->report = ends[0];
	job->state = GB_JOB_RUNNING;
	p->running++;
}

/* The worker has ended: take its report, then give the output its name. */
static void finish(struct pool *p, struct gb_job *job)
{
	struct gb_report r = { .error = 0 };

	job->died = read(job->report, &r, sizeof r) != (ssize_t)sizeof r;
	job->error = job->died && p->stopped ? EINTR : r.error;
	job->counts = r.counts;
	close(job->report);
	p->running--;
	if (job->died && job->error == 0 && !gb_worker_mend(job))
		job->error = errno;
	if (job->error == 0 && rename(job->part, job->final) != 0)
		job->error = errno;
	if (job->error != 0)
		unlink(job->part);
	job_ended(p, job);
}

static void reap(struct pool *p)
{
	for (size_t i = 0; i < p->next; i++)
		if (p->job[i].state == GB_JOB_RUNNING && waitpid(p->job[i].pid, NULL, WNOHANG) == p->job[i].pid)
			finish(p, &p->job[i]);
}

static void stop(struct pool *p)
{
	p->stopped = true;
	for (size_t i = 0; i < p->next; i++)
		if (p->job[i].state == GB_JOB_RUNNING)
			kill(p->job[i].pid, SIGTERM);
}

static void run(struct pool *p)
{
	while (p->running > 0 || (p->next < p->njobs && !p->stopped)) {
		while (p->running < p->batch->jobs && p->next < p->njobs && !p->stopped)
			start(p, &p->job[p->next++]);
		if (p->running == 0)
			continue;
		int sig = sigwaitinfo(&p->watched, NULL);

		if (sig > 0 && sig != SIGCHLD)
			stop(p);
		reap(p);
	}
}

static void watch(struct pool *p)
{
	sigemptyset(&p->watched);
	sigaddset(&p->watched, SIGCHLD);
	sigaddset(&p->watched, SIGINT);
	sigaddset(&p->watched, SIGTERM);
	sigaddset(&p->watched, SIGHUP);
	sigprocmask(SIG_BLOCK, &p->watched, &p->before);
}

static int worst(const struct pool *p)
{
	int status = p->stopped ? 3 : 0;

	for (size_t i = 0; i < p->njobs; i++) {
		const struct gb_job *job = &p->job[i];

		status = gb_status_worst(status, job->error != 0 ? 3 : job->died ? 1 : job->counts.status);
	}
	return status;
}

int gb_batch_run(const struct gb_batch *b, const struct gb_inputs *list)
{
	struct pool p = { .batch = b, .job = g_new0(struct gb_job, list->n + 1), .njobs = list->n,
			  .terminal = isatty(STDERR_FILENO) != 0 };

	for (size_t i = 0; i < list->n; i++) {
		p.job[i].input = &list->item[i];
		name_output(&p.job[i], b->folder);
	}
	if (list->n > FEW_FILES)
		gb_grammar_warm(b->grammar);
	watch(&p);
	run(&p);
	sigprocmask(SIG_SETMASK, &p.before, NULL);
	if (p.terminal)
		fprintf(stderr, "\r\033[K");
	gb_batch_table(p.job, list, b->folder);
	int status = worst(&p);

	for (size_t i = 0; i < list->n; i++) {
		g_free(p.job[i].final);
		g_free(p.job[i].part);
	}
	g_free(p.job);
	return status;
}
