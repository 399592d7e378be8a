#include "internal.h"

#include <stdio.h>
#include <string.h>

#include "files.h"
#include "language.h"

enum { CLIPS = 300 };

int gb_page_check(const char *command, struct gb_page_options *o)
{
	char *end = NULL;

	o->most = CLIPS;
	if (o->crops == NULL)
		return 0;
	if (strcmp(o->crops, "all") == 0 || strcmp(o->crops, "none") == 0) {
		o->most = o->crops[0] == 'a' ? -1 : 0;
		return 0;
	}
	o->most = g_ascii_strtoll(o->crops, &end, 10);
	if (*end == '\0' && end != o->crops && o->most >= 0)
		return 0;
	return gb_options_error(command, _("--crops must be a number, all or none"));
}

bool gb_page_write(const char *command, const struct gb_page_options *o, struct gb_report *r, const struct gb_read_limits *limits,
		   const char *start, const char *path)
{
	struct gb_buf page = { 0 };
	bool written;

	gb_report_clips(r, command, o->most, limits);
	gb_report_page(r, gb_span_of(start), gb_span_of(o->language != NULL ? gb_language_of(o->language) : ""), &page);
	if (path == NULL || strcmp(path, "-") == 0)
		written = fwrite(page.p, 1, page.n, stdout) == page.n && fflush(stdout) == 0;
	else
		written = gb_files_write_output(command, path, gb_buf_span(&page));
	gb_buf_free(&page);
	return written;
}

void gb_page_free(struct gb_page_options *o)
{
	g_free(o->crops);
	g_free(o->language);
}
