/* A part of another document that is a web page, saved as one file or not. */
#include "html.h"
#include "internal.h"

/* Which of the two readers of this folder a part is for; NULL: neither. */
static const struct gb_reader *sniff_part(struct gb_span bytes)
{
	static const struct gb_reader *const both[] = { &gb_mhtml_reader, &gb_html_reader };
	char low[4096];
	size_t n = 0;

	for (; n < bytes.n && n < sizeof low; n++)
		low[n] = bytes.p[n] >= 'A' && bytes.p[n] <= 'Z' ? (char)(bytes.p[n] - 'A' + 'a') : bytes.p[n];
	const struct gb_sniffed file = { .bytes = bytes, .head = gb_span_trim((struct gb_span){ low, n }), .text = true };

	for (size_t i = 0; i < 2; i++)
		if (both[i]->sniff(&file) != GB_SNIFF_NO)
			return both[i];
	return NULL;
}

bool gb_html_part(struct gb_reading *r, struct gb_span bytes)
{
	const struct gb_reader *reader = sniff_part(bytes);
	struct gb_span charset = GB_S("");
	struct gb_buf page = { 0 };
	bool read = false;

	if (reader == &gb_html_reader)
		read = gb_read_html_bytes(r, bytes, charset, true) == GB_ERR_OK;
	else if (reader == &gb_mhtml_reader && gb_mhtml_page(bytes, &page, &charset))
		read = gb_read_html_bytes(r, gb_buf_span(&page), charset, true) == GB_ERR_OK;
	gb_buf_free(&page);
	return read;
}
