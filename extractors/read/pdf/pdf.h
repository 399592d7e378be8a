#ifndef GB_READ_PDF_PDF_H
#define GB_READ_PDF_PDF_H

#include "read/reader.h"

extern const struct gb_reader gb_pdf_reader;

#endif
