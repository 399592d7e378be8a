#include "database.h"

#include <glib.h>
#include <string.h>

#include "base/err.h"
#include "base/say.h"

/* The path of an SQLite file, or NULL for a server. */
static const char *path_of(const char *address)
{
	if (strstr(address, "://") != NULL)
		return NULL;
	return g_str_has_prefix(address, "sqlite:") ? address + strlen("sqlite:") : address;
}

/* What SQLite would call "unable to open database file", whatever it is. */
static bool fits(const char *command, const char *path, enum gb_db_mode mode)
{
	char *folder = g_path_get_dirname(path);
	const bool home = g_file_test(folder, G_FILE_TEST_IS_DIR);

	if (!home)
		gb_say_error(command, _("there is no folder %s for the database %s"), folder, path);
	g_free(folder);
	if (!home)
		return false;
	if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
		gb_say_error(command, _("%s is a folder; --db needs a database file"), path);
		return false;
	}
	if (mode == GB_DB_CREATE || g_file_test(path, G_FILE_TEST_EXISTS))
		return true;
	gb_say_error(command, _("there is no database %s; name one with --db, or create it: gongbao load --db %s FILE..."), path, path);
	return false;
}

struct gb_db *gb_database_open(const char *command, const char *address, enum gb_db_mode mode, int *status)
{
	const char *where = address != NULL ? address : GB_DB_DEFAULT;
	const char *path = path_of(where);
	struct gb_buf why = { 0 };

	*status = gb_err_status(mode == GB_DB_USE ? GB_ERR_OPEN : GB_ERR_IO);
	if (path != NULL && !fits(command, path, mode))
		return NULL;
	*status = gb_err_status(GB_ERR_IO);
	struct gb_db *db = gb_db_open(where, mode, &why);
	if (db == NULL) /* the address of a server may hold a password */
		gb_say_error(command, _("the database %s cannot be opened: %.*s"), path != NULL ? path : "PostgreSQL", (int)why.n, why.p);
	gb_buf_free(&why);
	return db;
}
