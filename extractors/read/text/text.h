#ifndef GB_READ_TEXT_TEXT_H
#define GB_READ_TEXT_TEXT_H

#include "read/reader.h"

extern const struct gb_reader gb_text_reader;

#endif
