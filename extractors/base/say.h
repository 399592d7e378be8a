/*
 * say - words for people, in their language.
 *
 * What a person reads is marked where it is written and looked up by gettext:
 * help, messages, tables, pages.  What a program reads (records, the heads of
 * CSV, JSON) is never looked up and is the same in every language.
 *
 *     _("text")       marked, and looked up here
 *     N_("text")      marked, to be looked up later (tables; texts that stand in English in records)
 *     GB_T("text")    a span of what _() gives
 *     C_("where", "text")   marked as N_() does, for a word that means different things in different places
 *
 * The names of the two marks are those every translator's tool knows.  Which
 * language it is was chosen by main (commands/language.h); until then, and
 * where the texts are not installed, everything stays English.  What is given
 * back is not to be freed and stays valid.
 */
#ifndef GB_BASE_SAY_H
#define GB_BASE_SAY_H

#include <libintl.h>

#include "span.h"

#define _(text) gettext(text)
#define N_(text) text
#define C_(where, text) where "\004" text
#define GB_T(text) gb_span_of(gettext(text))

/* Looks up what was marked before; an empty text stays empty. */
const char *gb_say(const char *english);
/* The same for a span that may or may not be a text of ours: what is not known is given back as it is. */
struct gb_span gb_say_span(struct gb_span english);
/* "1 file", "2 files": the form that fits the number. */
#define gb_say_count(one, many, n) ngettext(one, many, (unsigned long)(n))

/* What the system said is wrong. */
const char *gb_say_errno(int number);

/* "gongbao COMMAND: message" and the end of the line on standard error; no command: "gongbao: message". */
void gb_say_error(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
