#include <limits.h>
#include <string.h>

#include "record.h"

const struct gb_form_info *gb_form_of(enum gb_form form)
{
	static const struct gb_form_info forms[GB_FORMS] = {
#define FORM(id, types_, least_, pattern_, name_, column, memory) \
	[GB_FORM_##id] = { .types = types_, .least = least_, .pattern = pattern_, .name = name_ },
#include "forms.def"
#undef FORM
	};

	return &forms[form];
}

bool gb_form_has(enum gb_form form, char type)
{
	const char *types = gb_form_of(form)->types;

	return *types == '*' || strchr(types, type) != NULL || (type == 'i' && strchr(types, 'n') != NULL);
}

bool gb_form_items(enum gb_form form, struct gb_form_items *out)
{
	static const struct {
		enum gb_form form;
		struct gb_form_items items;
	} arrays[] = {
		{ GB_FORM_BOX, { GB_FORM_POINT, 4, 4 } },
		{ GB_FORM_CELL, { GB_FORM_COUNT, 2, 2 } },
		{ GB_FORM_PAGE_RANGE, { GB_FORM_SPAN, 2, 2 } },
		{ GB_FORM_LINES, { GB_FORM_LINE, 0, SIZE_MAX } },
		{ GB_FORM_LINE, { GB_FORM_POINT, 7, 8 } },
		{ GB_FORM_PAGES, { GB_FORM_SPAN, 0, SIZE_MAX } },
		{ GB_FORM_NAMES, { GB_FORM_NAME, 0, SIZE_MAX } },
		{ GB_FORM_SUBSET, { GB_FORM_WORD, 0, SIZE_MAX } },
		{ GB_FORM_FLAGS, { GB_FORM_WORD, 0, SIZE_MAX } },
		{ GB_FORM_LIST, { GB_FORM_OBJECT, 0, SIZE_MAX } },
	};

	for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
		if (arrays[i].form == form) {
			*out = arrays[i].items;
			return true;
		}
	return false;
}
