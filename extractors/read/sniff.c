/* What a file is, told from its bytes; the name is never asked. */
#include "internal.h"

#include <string.h>

#define HEAD 4096 /* bytes that must show a text format */

enum type { PDF, DOCX, OFD, ZIP, OLE, LOCKED, HTML, MHTML, TEXT, JUNK, TYPES };

#define OFFICE "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

static const struct gb_format formats[TYPES] = {
	[PDF] = { { "application/pdf", 15 }, GB_ERR_OK, gb_read_pdf, true, true },
	[DOCX] = { { OFFICE, sizeof OFFICE - 1 }, GB_ERR_OK, gb_read_docx, false, false },
	[OFD] = { { "application/ofd", 15 }, GB_ERR_OK, gb_read_ofd, true, true },
	[ZIP] = { { "application/zip", 15 }, GB_ERR_TYPE, NULL, false, false },
	[OLE] = { { "application/x-ole-storage", 25 }, GB_ERR_LEGACY, NULL, false, false },
	[LOCKED] = { { "application/x-ole-storage", 25 }, GB_ERR_LOCKED, NULL, false, false },
	[HTML] = { { "text/html", 9 }, GB_ERR_OK, gb_read_html, false, false },
	[MHTML] = { { "multipart/related", 17 }, GB_ERR_OK, gb_read_mhtml, false, false },
	[TEXT] = { { "text/plain", 10 }, GB_ERR_OK, gb_read_text, false, false },
	[JUNK] = { { "", 0 }, GB_ERR_TYPE, NULL, false, false },
};

static bool has_either(struct gb_span s, struct gb_span x, struct gb_span y)
{
	return gb_span_has(s, x) || gb_span_has(s, y);
}

/* Member names stand in the clear both before each member and in the directory at the end. */
static enum type zip_type(struct gb_span s)
{
	if (has_either(s, GB_S("word/document"), GB_S("word/_rels")))
		return DOCX;
	if (gb_span_has(s, GB_S("OFD.xml")))
		return OFD;
	if (has_either(s, GB_S("xl/"), GB_S("ppt/")) || gb_span_has(s, GB_S("mimetypeapplication/")))
		return ZIP;
	return gb_span_has(s, GB_S("[Content_Types].xml")) ? DOCX : ZIP;
}

/* An OOXML file with a password is an OLE2 file that holds a stream of this name, in UTF-16. */
static enum type ole_type(struct gb_span s)
{
	static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

	return gb_span_has(s, (struct gb_span){ name, sizeof name }) ? LOCKED : OLE;
}

/* The head in lower case, zero bytes left out so that UTF-16 reads like ASCII. */
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

static bool is_mhtml(struct gb_span head)
{
	return has_either(head, GB_S("multipart/related"), GB_S("multipart/alternative")) &&
	       gb_span_has(head, GB_S("mime-version:")) && gb_span_has(head, GB_S("boundary="));
}

static bool is_html(struct gb_span head)
{
	static const char *const tags[] = {
		"<!doctype html", "<html", "<head", "<body", "<meta ", "<title", "<div", "<table", "<script", "<p>",
		"<p ", "<span", "<br>", "<br/>", "<br />", "<td", "<li>", "<h1",
	};
	size_t hits = 0;

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		if (!gb_span_has(head, gb_span_of(tags[i])))
			continue;
		hits++;
		if (i < 4) /* nothing but HTML says these */
			return true;
	}
	return hits > 0 && head.n > 0 && (hits > 1 || head.p[0] == '<');
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

static enum type type_of(struct gb_span s)
{
	char folded[HEAD];
	const size_t pdf = gb_span_find(gb_span_sub(s, 0, 65536), GB_S("%PDF-"), 0);

	if (pdf <= 1024)
		return PDF;
	if (gb_span_starts(s, GB_S("PK\3\4")) || gb_span_starts(s, GB_S("PK\5\6")) || gb_span_starts(s, GB_S("PK\7\10")))
		return zip_type(s);
	if (gb_span_starts(s, GB_S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")))
		return ole_type(s);
	if (gb_span_starts(s, GB_S("{\\rtf")))
		return JUNK;
	const struct gb_span head = gb_span_trim(fold_head(s, folded));

	if (!is_text(s))
		return pdf != (size_t)-1 ? PDF : JUNK;
	if (is_mhtml(head))
		return MHTML;
	if (is_html(head))
		return HTML;
	if (pdf != (size_t)-1 && gb_span_has(s, GB_S("startxref")))
		return PDF;
	return gb_span_starts(head, GB_S("<?xml")) ? JUNK : TEXT;
}

const struct gb_format *gb_sniff(struct gb_span bytes)
{
	return &formats[type_of(bytes)];
}
