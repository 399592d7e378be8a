#include "json.h"
#include "say.h"
#include "utf8.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

#define MAX_DEPTH 64

/* ---- writing ---- */

static void separate(struct gb_json *j)
{
	if (j->comma)
		gb_buf_add_byte(j->out, ',');
	j->comma = true;
}

void gb_json_open(struct gb_json *j, char bracket)
{
	assert(bracket == '{' || bracket == '[');
	separate(j);
	gb_buf_add_byte(j->out, bracket);
	j->comma = false;
}

void gb_json_close(struct gb_json *j, char bracket)
{
	assert(bracket == '}' || bracket == ']');
	gb_buf_add_byte(j->out, bracket);
	j->comma = true;
}

static void add_escaped(struct gb_buf *b, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	static const char short_form[256] = { ['"'] = '"', ['\\'] = '\\', ['\n'] = 'n', ['\t'] = 't', ['\r'] = 'r',
					      ['\b'] = 'b', ['\f'] = 'f' };
	char unicode[6] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };

	if (short_form[c] == 0) {
		gb_buf_add(b, (struct gb_span){ unicode, 6 });
		return;
	}
	gb_buf_add_byte(b, '\\');
	gb_buf_add_byte(b, short_form[c]);
}

static bool needs_escape(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\' || c == 0x7f;
}

static void write_string(struct gb_buf *b, struct gb_span s)
{
	size_t start = 0;

	gb_buf_add_byte(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (!needs_escape((unsigned char)s.p[i]))
			continue;
		gb_buf_add(b, gb_span_sub(s, start, i - start));
		add_escaped(b, (unsigned char)s.p[i]);
		start = i + 1;
	}
	gb_buf_add(b, gb_span_from(s, start));
	gb_buf_add_byte(b, '"');
}

void gb_json_key(struct gb_json *j, struct gb_span key)
{
	separate(j);
	write_string(j->out, key);
	gb_buf_add_byte(j->out, ':');
	j->comma = false;
}

void gb_json_str(struct gb_json *j, struct gb_span s)
{
	separate(j);
	write_string(j->out, s);
}

void gb_json_raw(struct gb_json *j, struct gb_span json)
{
	separate(j);
	gb_buf_add(j->out, json);
}

void gb_json_null(struct gb_json *j)
{
	gb_json_raw(j, GB_S("null"));
}

void gb_json_str_or_null(struct gb_json *j, struct gb_span s)
{
	if (s.n == 0)
		gb_json_null(j);
	else
		gb_json_str(j, s);
}

void gb_json_text(struct gb_json *j, struct gb_span key, struct gb_span s)
{
	gb_json_key(j, key);
	gb_json_str_or_null(j, s);
}

void gb_json_int(struct gb_json *j, long long v)
{
	separate(j);
	gb_buf_add_int(j->out, v);
}

void gb_json_int_or_null(struct gb_json *j, long long v)
{
	if (v == 0)
		gb_json_null(j);
	else
		gb_json_int(j, v);
}

void gb_json_bool(struct gb_json *j, bool v)
{
	gb_json_raw(j, v ? GB_S("true") : GB_S("false"));
}

void gb_json_point(struct gb_json *j, double pt)
{
	bool negative = pt < 0;
	double tenths = (negative ? -pt : pt) * 10.0 + 0.5;
	long long v = tenths < 1e15 ? (long long)tenths : 0;

	separate(j);
	if (negative && v != 0)
		gb_buf_add_byte(j->out, '-');
	gb_buf_add_int(j->out, v / 10);
	gb_buf_add_byte(j->out, '.');
	gb_buf_add_int(j->out, v % 10);
}

/* ---- reading ---- */

struct reader {
	struct gb_arena *arena;
	struct gb_span line;
	size_t at;
	const char *error;
	int depth;
};

static struct gb_value *read_value(struct reader *r);

static void skip_space(struct reader *r)
{
	while (r->at < r->line.n && (r->line.p[r->at] == ' ' || r->line.p[r->at] == '\t' || r->line.p[r->at] == '\r'))
		r->at++;
}

static bool fail(struct reader *r, const char *why)
{
	if (r->error == NULL)
		r->error = why;
	return false;
}

static bool take(struct reader *r, char c)
{
	skip_space(r);
	if (r->at >= r->line.n || r->line.p[r->at] != c)
		return false;
	r->at++;
	return true;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool read_hex4(struct gb_span s, size_t at, uint32_t *out)
{
	uint32_t v = 0;

	if (at + 4 > s.n)
		return false;
	for (size_t i = at; i < at + 4; i++) {
		int d = hex_digit(s.p[i]);

		if (d < 0)
			return false;
		v = v << 4 | (uint32_t)d;
	}
	*out = v;
	return true;
}

/* Decodes the escape after the backslash at s.p[*i]; moves *i behind it. */
static bool unescape_one(struct gb_span s, size_t *i, char **out)
{
	static const char simple[256] = { ['"'] = '"', ['\\'] = '\\', ['/'] = '/', ['n'] = '\n', ['t'] = '\t',
					  ['r'] = '\r', ['b'] = '\b', ['f'] = '\f' };
	unsigned char c = *i + 1 < s.n ? (unsigned char)s.p[*i + 1] : 0;
	uint32_t cp, low;

	if (simple[c] != 0) {
		*(*out)++ = simple[c];
		*i += 2;
		return true;
	}
	if (c != 'u' || !read_hex4(s, *i + 2, &cp))
		return false;
	*i += 6;
	if (cp >= 0xd800 && cp < 0xdc00) {
		if (*i + 1 >= s.n || s.p[*i] != '\\' || s.p[*i + 1] != 'u' || !read_hex4(s, *i + 2, &low) ||
		    low < 0xdc00 || low > 0xdfff)
			return false;
		cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
		*i += 6;
	} else if (cp >= 0xdc00 && cp < 0xe000) {
		return false;
	}
	*out += gb_utf8_encode(cp, *out);
	return true;
}

static bool unescape(struct reader *r, struct gb_span s, struct gb_span *text)
{
	char *start = gb_arena_alloc(r->arena, s.n); /* escapes only shrink */
	char *out = start;

	for (size_t i = 0; i < s.n;) {
		if (s.p[i] != '\\')
			*out++ = s.p[i++];
		else if (!unescape_one(s, &i, &out))
			return fail(r, N_("a bad escape in a string"));
	}
	*text = (struct gb_span){ start, (size_t)(out - start) };
	return true;
}

#define EACH_BYTE(c) (0x0101010101010101u * (uint64_t)(c))

/* One of the eight bytes is below n (n <= 128); bytes from 128 up do not count. */
static bool has_below(uint64_t word, unsigned char n)
{
	return ((word - EACH_BYTE(n)) & ~word & EACH_BYTE(0x80)) != 0;
}

static bool has_byte(uint64_t word, unsigned char c)
{
	return has_below(word ^ EACH_BYTE(c), 1);
}

/* From `at` to the next byte that a string cannot hold as it is: a quote, a backslash, a control character. */
static size_t plain_until(struct gb_span s, size_t at)
{
	uint64_t word;

	for (; at + sizeof word <= s.n; at += sizeof word) {
		memcpy(&word, s.p + at, sizeof word);
		if (has_below(word, 0x20) || has_byte(word, '"') || has_byte(word, '\\'))
			break;
	}
	for (; at < s.n; at++) {
		unsigned char c = (unsigned char)s.p[at];

		if (c == '"' || c == '\\' || c < 0x20)
			break;
	}
	return at;
}

/* The opening quote has been taken. */
static bool read_string(struct reader *r, struct gb_span *text)
{
	size_t start = r->at;
	bool escaped = false;

	for (;;) {
		r->at = plain_until(r->line, r->at);
		if (r->at >= r->line.n)
			return fail(r, N_("a string is not closed"));
		if (r->line.p[r->at] == '"')
			break;
		if (r->line.p[r->at] != '\\')
			return fail(r, N_("a control character in a string"));
		escaped = true;
		r->at += 2;
	}
	struct gb_span raw = gb_span_sub(r->line, start, r->at - start);

	r->at++;
	if (escaped)
		return unescape(r, raw, text);
	*text = raw;
	return true;
}

static bool read_members(struct reader *r, struct gb_value *v, char close)
{
	const struct gb_value **tail = &v->first;

	if (take(r, close))
		return true;
	do {
		struct gb_span key = GB_S("");

		if (close == '}' && (!take(r, '"') || !read_string(r, &key) || !take(r, ':')))
			return fail(r, N_("expected a name and a colon"));
		struct gb_value *item = read_value(r);

		if (item == NULL)
			return false;
		item->key = key;
		*tail = item;
		tail = &item->next;
	} while (take(r, ','));
	return take(r, close) || fail(r, N_("expected a comma or a closing bracket"));
}

static size_t digits_until(struct gb_span s, size_t at)
{
	while (at < s.n && s.p[at] >= '0' && s.p[at] <= '9')
		at++;
	return at;
}

/* Length of the JSON number at the start of s, 0 when there is none. */
static size_t number_length(struct gb_span s)
{
	size_t start = s.n > 0 && s.p[0] == '-' ? 1 : 0;
	size_t end = digits_until(s, start);

	if (end == start || (s.p[start] == '0' && end > start + 1))
		return 0;
	if (end < s.n && s.p[end] == '.') {
		size_t fraction = digits_until(s, end + 1);

		if (fraction == end + 1)
			return 0;
		end = fraction;
	}
	if (end < s.n && (s.p[end] == 'e' || s.p[end] == 'E')) {
		size_t sign = end + 1 < s.n && (s.p[end + 1] == '+' || s.p[end + 1] == '-') ? 1 : 0;
		size_t power = digits_until(s, end + 1 + sign);

		if (power == end + 1 + sign)
			return 0;
		end = power;
	}
	return end;
}

static bool read_word(struct reader *r, struct gb_value *v)
{
	static const struct {
		struct gb_span word;
		enum gb_json_kind kind;
	} words[] = { { { "null", 4 }, GB_JSON_NULL }, { { "true", 4 }, GB_JSON_BOOL }, { { "false", 5 }, GB_JSON_BOOL } };
	struct gb_span rest = gb_span_from(r->line, r->at);
	size_t n = number_length(rest);

	v->kind = GB_JSON_NUMBER;
	for (size_t i = 0; i < 3 && n == 0; i++) {
		if (gb_span_starts(rest, words[i].word)) {
			n = words[i].word.n;
			v->kind = words[i].kind;
		}
	}
	if (n == 0)
		return fail(r, N_("expected a value"));
	v->text = gb_span_sub(rest, 0, n);
	r->at += n;
	return true;
}

static struct gb_value *read_value(struct reader *r)
{
	struct gb_value *v = gb_arena_alloc(r->arena, sizeof *v);
	bool ok;

	*v = (struct gb_value){ 0 };
	skip_space(r);
	size_t start = r->at;

	if (++r->depth > MAX_DEPTH) {
		fail(r, N_("nested too deeply"));
		return NULL;
	}
	if (take(r, '"')) {
		v->kind = GB_JSON_STRING;
		ok = read_string(r, &v->text);
	} else if (take(r, '{')) {
		v->kind = GB_JSON_OBJECT;
		ok = read_members(r, v, '}');
	} else if (take(r, '[')) {
		v->kind = GB_JSON_ARRAY;
		ok = read_members(r, v, ']');
	} else {
		ok = read_word(r, v);
	}
	r->depth--;
	v->raw = gb_span_sub(r->line, start, r->at - start);
	return ok ? v : NULL;
}

const char *gb_json_parse(struct gb_arena *a, struct gb_span line, struct gb_value **out, size_t *at)
{
	assert(a != NULL && out != NULL && at != NULL);
	struct reader r = { .arena = a, .line = line };
	struct gb_value *v = read_value(&r);

	skip_space(&r);
	if (v != NULL && r.at < line.n)
		fail(&r, N_("something follows the value"));
	*at = r.at;
	if (r.error == NULL)
		*out = v;
	return r.error;
}

/* A part of the line moves with it; what was unescaped is somewhere else and is copied. */
static struct gb_span moved(struct gb_arena *a, struct gb_span part, struct gb_span from, struct gb_span to)
{
	const bool inside = part.n > 0 && part.p >= from.p && part.p < from.p + from.n;

	return inside ? (struct gb_span){ to.p + (part.p - from.p), part.n } : gb_arena_copy(a, part);
}

const struct gb_value *gb_json_copy(struct gb_arena *a, const struct gb_value *v, struct gb_span from, struct gb_span to)
{
	const struct gb_value *first = NULL;
	const struct gb_value **tail = &first;

	assert(from.n == to.n);
	for (; v != NULL; v = v->next) {
		struct gb_value *copy = gb_arena_alloc(a, sizeof *copy);

		*copy = (struct gb_value){ .kind = v->kind, .key = moved(a, v->key, from, to), .text = moved(a, v->text, from, to),
					   .raw = moved(a, v->raw, from, to), .first = gb_json_copy(a, v->first, from, to) };
		*tail = copy;
		tail = &copy->next;
	}
	return first;
}
