#include "read/read_int.h"

enum gb_err gb_read_mhtml(struct gb_reading *r)
{
	(void)r;
	return GB_ERR_TYPE;
}
