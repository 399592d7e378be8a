#include "batch_int.h"

#include <errno.h>
#include <glib.h>
#include <stdlib.h>
#include <unistd.h>

#include "record/record.h"
#include "pipeline.h"

static void convert_job(const struct gb_batch *b, const struct gb_job *job, FILE *to, struct gb_counts *counts)
{
	struct gb_arena *a = gb_arena_new(0);
	struct gb_pipeline p;
	struct gb_tally tally;
	struct gb_out out;

	gb_out_init(&out, to);
	gb_tally_init(&tally, a, &out.sink);
	struct gb_corrector *x = b->corrections != NULL ? gb_corrector_new(b->corrections, &tally.sink) : NULL;

	gb_pipeline_open(&p, b->grammar, x != NULL ? gb_corrector_sink(x) : &tally.sink);
	int status = gb_read_file(job->input->path, b->limits, gb_pipeline_sink(&p));

	gb_sink_end(gb_pipeline_sink(&p));
	tally.counts.status = gb_status_worst(status, gb_pipeline_status(&p));
	gb_pipeline_close(&p);
	if (x != NULL && gb_corrector_counts(x).stale + gb_corrector_counts(x).refused > 0)
		tally.counts.status = gb_status_worst(tally.counts.status, 1);
	gb_corrector_free(x);
	*counts = tally.counts;
	gb_arena_free(a);
}

static int write_output(const struct gb_batch *b, const struct gb_job *job, struct gb_counts *counts)
{
	FILE *to = fopen(job->part, "wb");

	if (to == NULL)
		return errno;
	convert_job(b, job, to, counts);
	bool written = ferror(to) == 0;

	errno = 0;
	if (fclose(to) == 0 && written)
		return 0;
	return errno != 0 ? errno : EIO;
}

void gb_worker_run(const struct gb_batch *b, const struct gb_job *job, int report)
{
	struct gb_report r = { .error = 0 };

	r.error = write_output(b, job, &r.counts);
	if (write(report, &r, sizeof r) != (ssize_t)sizeof r)
		exit(3);
}

bool gb_worker_mend(const struct gb_job *job)
{
	struct gb_buf tmp = { 0 };
	struct gb_out out;
	char *bytes = NULL;
	gsize n = 0;

	if (!g_file_get_contents(job->part, &bytes, &n, NULL))
		n = 0;
	size_t whole = n > 0 ? gb_span_rfind((struct gb_span){ bytes, n }, GB_S("\n")) + 1 : 0;
	FILE *to = fopen(job->part, "wb");

	if (to != NULL) {
		const struct gb_error e = { .path = gb_span_of(job->input->path), .stage = GB_S("convert"), .code = GB_ERR_CRASH };

		fwrite(bytes != NULL ? bytes : "", 1, whole, to);
		gb_out_init(&out, to);
		gb_record_put_error(&out.sink, &e);
		gb_sink_end(&out.sink);
	}
	gb_buf_free(&tmp);
	g_free(bytes);
	return to != NULL && fclose(to) == 0;
}
