#ifndef GB_READ_DOCX_DOCX_H
#define GB_READ_DOCX_DOCX_H

#include "read/reader.h"

extern const struct gb_reader gb_docx_reader;

#endif
