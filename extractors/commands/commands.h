/*
 * commands - one function a subcommand; main.c is a table of them.
 *
 * argv[0] is the name of the command.  The return value is the exit status
 * (base/err.h).  A command closes what it opened; standard output is flushed
 * and checked by main after it returns.
 */
#ifndef GB_COMMANDS_COMMANDS_H
#define GB_COMMANDS_COMMANDS_H

int gb_cmd_read(int argc, char **argv);
int gb_cmd_stage(int argc, char **argv); /* segment, extract or normalize */
int gb_cmd_convert(int argc, char **argv);
int gb_cmd_report(int argc, char **argv);
int gb_cmd_check(int argc, char **argv);
int gb_cmd_grammar(int argc, char **argv);
/* What `grammar trace --cost` does: the text stages over the files of records, then what each rule cost. */
struct gb_grammar;
int gb_grammar_cost(struct gb_grammar *g, int n, char **files);
int gb_cmd_explain(int argc, char **argv);
int gb_cmd_diff(int argc, char **argv);
int gb_cmd_series(int argc, char **argv);
int gb_cmd_render(int argc, char **argv);
int gb_cmd_mentions(int argc, char **argv);
int gb_cmd_load(int argc, char **argv);
int gb_cmd_export(int argc, char **argv);
int gb_cmd_search(int argc, char **argv);

#endif
