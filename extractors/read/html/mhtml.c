/*
 * A page as browsers save it in one file (MHTML): MIME parts, of which the first
 * of type text/html is the page.  Pictures and frames are left out.
 */
#include "html.h"
#include "internal.h"

#include <string.h>

struct mime_part {
	struct gb_span headers, body;
};

static char low_char(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool starts_word(struct gb_span s, const char *word)
{
	size_t i = 0;

	for (; word[i] != '\0'; i++)
		if (i >= s.n || low_char(s.p[i]) != word[i])
			return false;
	return true;
}

/* Headers end at the first empty line. */
static struct mime_part split_part(struct gb_span s)
{
	struct mime_part p = { s, GB_S("") };
	const size_t crlf = gb_span_find(s, GB_S("\r\n\r\n"), 0), lf = gb_span_find(s, GB_S("\n\n"), 0);
	const size_t end = crlf < lf ? crlf : lf;

	if (end == (size_t)-1)
		return p;
	p.headers = gb_span_sub(s, 0, end + 1);
	p.body = gb_span_from(s, end + (end == crlf ? 4 : 2));
	return p;
}

/* The value of a header, continuation lines included; `name` in lower case with its colon. */
static struct gb_span header(struct gb_span headers, const char *name)
{
	while (headers.n > 0) {
		const struct gb_span line = gb_span_cut(&headers, '\n');

		if (!starts_word(line, name))
			continue;
		struct gb_span value = gb_span_from(line, strlen(name));

		while (headers.n > 0 && (headers.p[0] == ' ' || headers.p[0] == '\t')) {
			gb_span_cut(&headers, '\n');
			value.n = (size_t)(headers.p - value.p);
		}
		return gb_span_trim(value);
	}
	return GB_S("");
}

/* boundary="…" or charset=… in a header value. */
static struct gb_span parameter(struct gb_span value, const char *name)
{
	for (size_t i = 0; i < value.n; i++) {
		if (!starts_word(gb_span_from(value, i), name))
			continue;
		struct gb_span s = gb_span_from(value, i + strlen(name));
		const bool quoted = s.n > 0 && s.p[0] == '"';

		if (quoted)
			s = gb_span_from(s, 1);
		size_t n = 0;

		while (n < s.n && (quoted ? s.p[n] != '"' : memchr("; \t\r\n", s.p[n], 5) == NULL))
			n++;
		return gb_span_sub(s, 0, n);
	}
	return GB_S("");
}

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : low_char(c) >= 'a' && low_char(c) <= 'f' ? low_char(c) - 'a' + 10 : -1;
}

static void decode_quoted(struct gb_span s, struct gb_buf *out)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '=') {
			gb_buf_add_byte(out, s.p[i]);
			continue;
		}
		const int high = i + 2 < s.n ? hex(s.p[i + 1]) : -1, nibble = i + 2 < s.n ? hex(s.p[i + 2]) : -1;

		if (high >= 0 && nibble >= 0) {
			gb_buf_add_byte(out, (char)(high << 4 | nibble));
			i += 2;
		} else if (i + 1 < s.n && s.p[i + 1] == '\n') {
			i += 1;
		} else if (i + 2 < s.n && s.p[i + 1] == '\r' && s.p[i + 2] == '\n') {
			i += 2;
		}
	}
}

static int digit64(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c != '\0' ? strchr(digits, c) : NULL;

	return at != NULL ? (int)(at - digits) : -1;
}

static void decode_base64(struct gb_span s, struct gb_buf *out)
{
	unsigned int bits = 0, have = 0;

	for (size_t i = 0; i < s.n; i++) {
		const int d = digit64(s.p[i]);

		if (d < 0)
			continue;
		bits = (bits << 6 | (unsigned int)d) & 0xffffff;
		have += 6;
		if (have >= 8) {
			have -= 8;
			gb_buf_add_byte(out, (char)(bits >> have & 0xff));
		}
	}
}

static void decode(const struct mime_part *p, struct gb_buf *out)
{
	const struct gb_span how = header(p->headers, "content-transfer-encoding:");

	if (starts_word(how, "quoted-printable"))
		decode_quoted(p->body, out);
	else if (starts_word(how, "base64"))
		decode_base64(p->body, out);
	else
		gb_buf_add(out, p->body);
}

/* The next part between two boundary lines; false when there is none. */
static bool next_part(struct gb_span *rest, struct gb_span line, struct mime_part *out)
{
	const size_t start = gb_span_find(*rest, line, 0);

	if (start == (size_t)-1)
		return false;
	struct gb_span s = gb_span_from(*rest, start + line.n);

	gb_span_cut(&s, '\n');
	const size_t end = gb_span_find(s, line, 0);

	*rest = end != (size_t)-1 ? gb_span_from(s, end) : GB_S("");
	*out = split_part(gb_span_sub(s, 0, end != (size_t)-1 ? end : s.n));
	return true;
}

static bool find_page(struct gb_span bytes, struct mime_part *page)
{
	const struct mime_part whole = split_part(bytes);
	const struct gb_span boundary = parameter(header(whole.headers, "content-type:"), "boundary=");
	struct gb_buf line = { 0 };
	struct gb_span rest = whole.body;
	bool found = false;

	gb_buf_add(&line, GB_S("--"));
	gb_buf_add(&line, boundary);
	while (!found && boundary.n > 0 && next_part(&rest, gb_buf_span(&line), page))
		found = starts_word(header(page->headers, "content-type:"), "text/html");
	gb_buf_free(&line);
	return found;
}

bool gb_mhtml_page(struct gb_span bytes, struct gb_buf *out, struct gb_span *charset)
{
	struct mime_part page;

	if (!find_page(bytes, &page))
		return false;
	decode(&page, out);
	*charset = parameter(header(page.headers, "content-type:"), "charset=");
	return true;
}

static enum gb_err open_mhtml(struct gb_reading *r)
{
	struct gb_buf bytes = { 0 };
	struct gb_span charset;
	const bool found = gb_mhtml_page(r->bytes, &bytes, &charset);
	const enum gb_err err = found ? gb_read_html_bytes(r, gb_buf_span(&bytes), charset, false) : GB_ERR_NO_TEXT;

	gb_buf_free(&bytes);
	return err;
}

static bool is_mhtml(struct gb_span head)
{
	return (gb_span_has(head, GB_S("multipart/related")) || gb_span_has(head, GB_S("multipart/alternative"))) &&
	       gb_span_has(head, GB_S("mime-version:")) && gb_span_has(head, GB_S("boundary="));
}

static enum gb_sniff sniff_mhtml(const struct gb_sniffed *file)
{
	return file->text && is_mhtml(file->head) ? GB_SNIFF_SURE : GB_SNIFF_NO;
}

const struct gb_reader gb_mhtml_reader = {
	.name = { "MHTML", 5 },
	.media = { "multipart/related", 17 },
	.endings = "mht mhtml",
	.sniff = sniff_mhtml,
	.open = open_mhtml,
};
