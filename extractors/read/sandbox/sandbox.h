/*
 * sandbox - reading in a process that can do nothing else.
 */
#ifndef GB_READ_SANDBOX_SANDBOX_H
#define GB_READ_SANDBOX_SANDBOX_H

#include "read/internal.h"

struct gb_child_work {
	enum gb_err (*run)(struct gb_reading *r); /* returns why nothing could be read, or GB_ERR_OK */
	bool opens_files; /* fonts and their tables, read only */
	bool judges;      /* its records are held to the end, for what gb_reading_judge says of pages */
};

/*
 * Run it on `r` in a confined child; what comes from it goes to r->to, followed
 * by an error when the child died or passed a limit (all of them set).  Returns
 * the exit status (0..3).
 */
int gb_child_run(struct gb_reading *r, const struct gb_child_work *w, const struct gb_read_limits *limits);

/*
 * Give up for good, in this process, what a reader never needs: network,
 * writing, other processes, more memory or time than `limits` (all set).
 * Where the kernel offers no filter the limits alone remain.
 */
void gb_confine(const struct gb_read_limits *limits, bool opens_files);

#endif
