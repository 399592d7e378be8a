#include "err.h"

enum level { LEVEL_NONE = 0, LEVEL_INPUT = 1, LEVEL_USAGE = 2, LEVEL_SYSTEM = 3 };

static const struct {
	enum level level;
	const char *code;
	const char *text;
} list[] = {
#define X(id, level, code, text) { LEVEL_##level, code, text },
#include "err.def"
#undef X
};

struct gb_span gb_err_code(enum gb_err e)
{
	return gb_span_of(list[e].code);
}

struct gb_span gb_err_text(enum gb_err e)
{
	return gb_span_of(list[e].text);
}

int gb_err_status(enum gb_err e)
{
	return (int)list[e].level;
}

enum gb_err gb_err_of_code(struct gb_span code)
{
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (gb_span_eq(gb_span_of(list[i].code), code))
			return (enum gb_err)i;
	return GB_ERR_OK;
}
