/* What the name of a font says. */
#include "layout.h"
#include "base/utf8.h"

/* Parts of a name that say "bold": style words after the family, and Hei faces, which are bold by design. */
static const char *const bold_words[] = { "Bold", "bold", "BOLD", "Heavy", "Black", "DemiBold", "SemiBold" };

static struct gb_span without_tag(struct gb_span font)
{
	if (font.n > 7 && font.p[6] == '+')
		return gb_span_from(font, 7);
	return font;
}

bool gb_font_bold(struct gb_span font)
{
	const struct gb_span name = without_tag(font);

	for (size_t i = 0; i < sizeof bold_words / sizeof *bold_words; i++)
		if (gb_span_has(name, gb_span_of(bold_words[i])))
			return true;
	return false;
}

struct gb_span gb_font_family(struct gb_span font)
{
	struct gb_span name = without_tag(font);
	size_t end = 0;

	while (end < name.n && name.p[end] != ',' && name.p[end] != '-')
		end++;
	name = end > 0 ? gb_span_sub(name, 0, end) : name;
	return gb_utf8_valid(name) ? name : GB_S("");
}
