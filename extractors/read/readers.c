/* The list of formats, and the questions that it answers. */
#include "reader.h"

#include <string.h>

#include "read/docx/docx.h"
#include "read/html/html.h"
#include "read/legacy/legacy.h"
#include "read/ofd/ofd.h"
#include "read/pdf/pdf.h"
#include "read/read.h"
#include "read/text/text.h"

#define HEAD 4096 /* bytes that must show a text format */

/* Archives and binary files of no format above. */
static enum gb_sniff sniff_zip(const struct gb_sniffed *file)
{
	return file->zip ? GB_SNIFF_LIKELY : GB_SNIFF_NO;
}

static enum gb_sniff sniff_any(const struct gb_sniffed *file)
{
	(void)file;
	return GB_SNIFF_MAYBE;
}

static const struct gb_reader archive = {
	.media = { "application/zip", 15 }, .endings = "", .sniff = sniff_zip, .err = GB_ERR_TYPE,
};

static const struct gb_reader unknown = { .endings = "", .sniff = sniff_any, .err = GB_ERR_TYPE };

static const struct gb_reader *const readers[] = {
	&gb_pdf_reader,   &gb_docx_reader,	  &gb_ofd_reader, &archive,	   &gb_legacy_locked_reader,
	&gb_legacy_reader, &gb_mhtml_reader, &gb_html_reader, &gb_text_reader, &unknown,
};

enum { READERS = sizeof readers / sizeof *readers };

static struct gb_span fold_head(struct gb_span s, char out[HEAD])
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && i < HEAD; i++) {
		const char c = s.p[i];

		if (c != '\0')
			out[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	return (struct gb_span){ out, n };
}

/* Text has no control characters but white space; a few stray ones are forgiven. */
static bool is_text(struct gb_span s)
{
	const size_t n = s.n < 65536 ? s.n : 65536;
	const bool wide = n >= 2 && ((s.p[0] == '\xff' && s.p[1] == '\xfe') || (s.p[0] == '\xfe' && s.p[1] == '\xff'));
	size_t odd = 0, zeros[2] = { 0, 0 };

	for (size_t i = 0; i < n; i++) {
		const unsigned char c = (unsigned char)s.p[i];

		if (c == 0)
			zeros[i & 1]++;
		else if ((c < 0x20 && strchr("\t\n\r\f\x1a\x1b", (char)c) == NULL) || c == 0x7f)
			odd++;
	}
	/* UTF-16 without a mark: zero bytes on one side only. */
	const bool sided = (zeros[0] == 0) != (zeros[1] == 0) && zeros[0] + zeros[1] > n / 64;

	if (wide)
		return true;
	return sided ? odd <= n / 4 : zeros[0] + zeros[1] <= 4 + n / 1000 && odd <= 4 + n / 200;
}

static bool is_zip(struct gb_span s)
{
	return gb_span_starts(s, GB_S("PK\3\4")) || gb_span_starts(s, GB_S("PK\5\6")) || gb_span_starts(s, GB_S("PK\7\10"));
}

const struct gb_reader *gb_readers_find(struct gb_span bytes)
{
	char folded[HEAD];
	const bool rtf = gb_span_starts(bytes, GB_S("{\\rtf"));
	const struct gb_sniffed file = { .bytes = bytes, .head = gb_span_trim(fold_head(bytes, folded)), .text = !rtf && is_text(bytes),
					 .zip = is_zip(bytes), .ole = gb_span_starts(bytes, GB_S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) };
	const struct gb_reader *best = &unknown;
	enum gb_sniff surest = GB_SNIFF_NO;

	for (size_t i = 0; i < READERS && surest < GB_SNIFF_SURE; i++) {
		const enum gb_sniff sure = readers[i]->sniff(&file);

		if (sure > surest) {
			surest = sure;
			best = readers[i];
		}
	}
	return best;
}

static bool is_same(struct gb_span low, struct gb_span any)
{
	bool same = low.n == any.n;

	for (size_t i = 0; i < low.n && same; i++)
		same = low.p[i] == (any.p[i] >= 'A' && any.p[i] <= 'Z' ? any.p[i] - 'A' + 'a' : any.p[i]);
	return same;
}

static bool has_ending(const struct gb_reader *f, struct gb_span ending)
{
	struct gb_span rest = gb_span_of(f->endings);

	while (rest.n > 0)
		if (is_same(gb_span_cut(&rest, ' '), ending))
			return true;
	return false;
}

const struct gb_reader *gb_readers_of_ending(struct gb_span ending)
{
	for (size_t i = 0; i < READERS; i++)
		if (ending.n > 0 && has_ending(readers[i], ending))
			return readers[i];
	return NULL;
}

bool gb_read_knows_name(struct gb_span name)
{
	const size_t dot = gb_span_rfind(name, GB_S("."));

	return dot != (size_t)-1 && gb_readers_of_ending(gb_span_from(name, dot + 1)) != NULL;
}

bool gb_read_draws(struct gb_span media)
{
	for (size_t i = 0; i < READERS; i++)
		if (gb_span_eq(readers[i]->media, media) && readers[i]->draw != NULL)
			return true;
	return false;
}

void gb_read_list(struct gb_buf *endings, struct gb_buf *names)
{
	for (size_t i = 0; i < READERS; i++) {
		struct gb_span rest = gb_span_of(readers[i]->endings);

		while (endings != NULL && rest.n > 0) {
			gb_buf_add(endings, endings->n > 0 ? GB_S(", .") : GB_S("."));
			gb_buf_add(endings, gb_span_cut(&rest, ' '));
		}
		if (names != NULL && readers[i]->name.n > 0) {
			gb_buf_add(names, names->n > 0 ? GB_S(", ") : GB_S(""));
			gb_buf_add(names, readers[i]->name);
		}
	}
}
