#include "correcting.h"

#include <stdio.h>

#include "options.h"

/* A folder of grammars that is laid over the standard one has no schema of its own. */
static struct gb_schema *schema_of(const char *grammars)
{
	char *own = grammars != NULL ? g_build_filename(grammars, "schema", NULL) : NULL;
	struct gb_schema *s = gb_schema_load(own != NULL && g_file_test(own, G_FILE_TEST_IS_DIR) ? grammars : NULL);

	g_free(own);
	return s;
}

bool gb_correcting_open(struct gb_correcting *c, const char *command, const char *path, const char *grammars)
{
	struct gb_buf why = { 0 };

	c->schema = schema_of(grammars);
	c->list = c->schema != NULL ? gb_corrections_open(path, c->schema, &why) : NULL;
	if (c->schema != NULL && c->list == NULL)
		gb_complain(command, "%.*s", (int)why.n, why.p);
	gb_buf_free(&why);
	return c->list != NULL;
}

void gb_correcting_close(struct gb_correcting *c)
{
	gb_corrections_close(c->list);
	gb_schema_close(c->schema);
}

int gb_correcting_status(const char *command, const struct gb_corrector *x)
{
	struct gb_correction_counts n = gb_corrector_counts(x);

	gb_complain(command,
		    gb_say_count("%zu correction applied, %zu stale, %zu refused", "%zu corrections applied, %zu stale, %zu refused",
				 n.applied),
		    n.applied, n.stale, n.refused);
	if (n.elsewhere > 0)
		gb_complain(command, gb_say_count("%zu correction is for a document that did not come",
						  "%zu corrections are for documents that did not come", n.elsewhere), n.elsewhere);
	return n.stale + n.refused > 0 ? 1 : 0;
}
