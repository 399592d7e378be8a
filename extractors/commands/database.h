/*
 * database - the database a user names with --db.
 */
#ifndef GB_COMMANDS_DATABASE_H
#define GB_COMMANDS_DATABASE_H

#include "store/store.h"

#define GB_DB_DEFAULT "tracker.db"

/*
 * Opens it (NULL: the default).  Where a database is to be used and there is no such file, nothing is made and
 * *status is 1; what else goes wrong is 3.  NULL after a message; else close with gb_db_close.
 */
struct gb_db *gb_database_open(const char *command, const char *address, enum gb_db_mode mode, int *status);

#endif
