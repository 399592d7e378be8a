#ifndef GB_READ_OFD_OFD_H
#define GB_READ_OFD_OFD_H

#include "read/reader.h"

extern const struct gb_reader gb_ofd_reader;

#endif
