#include "commands/diff_int.h"
void gb_diff_write_html(const struct gb_diff_view *v)
{
	(void)v;
}
