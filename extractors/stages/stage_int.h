/* stage_int - what every stage begins with, so that stages.h can handle any of them. */
#ifndef GB_STAGE_INT_H
#define GB_STAGE_INT_H

#include "stages/stages.h"

struct gb_stage {
	struct gb_sink sink;
	struct gb_sink *next;
	int status;
	void (*free)(struct gb_stage *self);
};

#endif
