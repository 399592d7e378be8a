#ifndef GB_READ_HTML_HTML_H
#define GB_READ_HTML_HTML_H

#include "read/reader.h"

extern const struct gb_reader gb_html_reader;
extern const struct gb_reader gb_mhtml_reader;

#endif
