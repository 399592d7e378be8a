/*
 * places - where the program and its grammars are.
 */
#ifndef GB_COMMANDS_PLACES_H
#define GB_COMMANDS_PLACES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "grammar/grammar.h"

/* The folder of the running program, in a buffer of `size` bytes; false when the system does not say. */
bool gb_places_program(char *path, size_t size);

/*
 * The folder of the grammars: $GONGBAO_GRAMMARS, else beside the binary (where
 * it is installed, or in the tree it was built in).  Borrowed from the arena;
 * NULL when there is none, with a message.
 */
const char *gb_places_grammars(struct gb_arena *a);

/*
 * The folder `dir` (from --grammars; NULL: gb_places_grammars) as a grammar.  A
 * folder without a MANIFEST is laid over the standard one: its files replace
 * those of the same name.  NULL when it cannot be loaded, with a message; the
 * exit status is then 2.
 */
struct gb_grammar *gb_places_load(struct gb_arena *a, const char *dir);
/* The same; a folder with a MANIFEST of its own need not have what C asks for. */
struct gb_grammar *gb_places_load_part(struct gb_arena *a, const char *dir);


#endif
