#include <stdio.h>

#include "base/out.h"
#include "commands/commands.h"
#include "read/read.h"

int gb_cmd_read(int argc, char **argv)
{
	struct gb_out out;
	int status = 0;

	gb_out_init(&out, stdout);
	for (int i = 1; i < argc; i++)
		status = gb_status_worst(status, gb_read_file(argv[i], NULL, &out.sink));
	return gb_out_close(&out) ? status : 3;
}
