/*
 * pdf_lies - does a font's map to Unicode contradict what the font draws?
 *
 * False where it cannot be told.
 */
#ifndef GB_READ_PDF_LIES_H
#define GB_READ_PDF_LIES_H

#include <qpdf/qpdf-c.h>

#include "base/span.h"

bool gb_pdf_font_lies(qpdf_data q, qpdf_oh font);

#endif
