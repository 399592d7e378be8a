/* The type of a file is told from its bytes. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "read/read.h"
#include "read/reader.h"

static const struct {
	const char *bytes;
	size_t n;
	const char *media;
	enum gb_err err;
} samples[] = {
#define B(lit) lit, sizeof(lit) - 1
	{ B("%PDF-1.4\n"), "application/pdf", GB_ERR_OK },
	{ B("\x01\x02junk before the header\n%PDF-1.7\n"), "application/pdf", GB_ERR_OK },
	{ B("PK\3\4..........[Content_Types].xml......word/document.xml"),
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	  GB_ERR_OK },
	{ B("PK\3\4..........OFD.xml......Doc_0/Document.xml"), "application/ofd", GB_ERR_OK },
	{ B("PK\3\4..........[Content_Types].xml......xl/workbook.xml"), "application/zip", GB_ERR_TYPE },
	{ B("PK\3\4..........photo.jpg"), "application/zip", GB_ERR_TYPE },
	{ B("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1......W\0o\0r\0d\0"), "application/x-ole-storage", GB_ERR_LEGACY },
	{ B("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1......E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"), "application/x-ole-storage",
	GB_ERR_LOCKED },
	{ B("<!DOCTYPE html><p>x"), "text/html", GB_ERR_OK },
	{ B("\xef\xbb\xbf \r\n<HTML><body>"), "text/html", GB_ERR_OK },
	{ B("<div class=a>fragment <span>of a page</span></div>"), "text/html", GB_ERR_OK },
	{ B("<p>only a paragraph"), "text/html", GB_ERR_OK },
	{ B("\xff\xfe<\0h\0t\0m\0l\0>\0"), "text/html", GB_ERR_OK },
	{ B("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">"), "text/html", GB_ERR_OK },
	{ B("<?xml version=\"1.0\"?><feed/>"), "", GB_ERR_TYPE },
	{ B("From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n"), "multipart/related", GB_ERR_OK },
	{ B("今年新增就业12万人。\n"), "text/plain", GB_ERR_OK },
	{ B("a < b and %PDF- is no header when nothing follows"), "application/pdf", GB_ERR_OK },
	{ B("{\\rtf1\\ansi}"), "", GB_ERR_TYPE },
	{ B("\x7f" "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0\1\0\0\0"), "", GB_ERR_TYPE },
	{ B("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0"), "", GB_ERR_TYPE },
};

/* Names of files below a folder. */
static void names(void)
{
	static const char *const known[] = { "a.pdf", "A.PDF", "b.mhtml", "b.mht", "c.xhtml", "c.shtml", "d.x.docx", "e.wps", ".txt" };
	static const char *const others[] = { "a", "a.", "a.pdf~", "a.png", "pdf", "a.xlsx", "a.html x" };

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		assert(gb_read_knows_name(gb_span_of(known[i])));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert(!gb_read_knows_name(gb_span_of(others[i])));
	assert(gb_read_draws(GB_S("application/pdf")) && !gb_read_draws(GB_S("text/html")) && !gb_read_draws(GB_S("")));
}

int main(void)
{
	names();
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		const struct gb_reader *f = gb_readers_find((struct gb_span){ samples[i].bytes, samples[i].n });
		const bool same = gb_span_eq(f->media, gb_span_of(samples[i].media)) && f->err == samples[i].err &&
				  (f->err == GB_ERR_OK) == (f->open != NULL);

		if (!same)
			fprintf(stderr, "sample %zu: %.*s %d\n", i, (int)f->media.n, f->media.p, (int)f->err);
		assert(same);
	}
	return 0;
}
