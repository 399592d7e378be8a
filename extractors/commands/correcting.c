#include "correcting.h"

#include <stdio.h>

#include "options.h"

bool gb_correcting_open(struct gb_corrections **list, const char *command, const char *path)
{
	struct gb_buf why = { 0 };

	*list = gb_corrections_open(path, &why);
	if (*list == NULL)
		gb_say_error(command, "%.*s", (int)why.n, why.p);
	gb_buf_free(&why);
	return *list != NULL;
}

int gb_correcting_status(const char *command, const struct gb_corrector *x)
{
	struct gb_correction_counts n = gb_corrector_counts(x);

	gb_say_error(command,
		    gb_say_count("%zu correction applied, %zu stale, %zu refused", "%zu corrections applied, %zu stale, %zu refused",
				 n.applied),
		    n.applied, n.stale, n.refused);
	if (n.elsewhere > 0)
		gb_say_error(command, gb_say_count("%zu correction is for a document that did not come",
						  "%zu corrections are for documents that did not come", n.elsewhere), n.elsewhere);
	return n.stale + n.refused > 0 ? 1 : 0;
}
