/* words - sets and maps: literal words looked up by hash, or pasted into a pattern as a trie. */
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "base/utf8.h"

#define FEW_BRANCHES 6

struct gb_span gb_words_index(struct gb_words *w)
{
	w->index = g_hash_table_new(gb_span_hash, gb_span_same);
	for (size_t i = 0; i < w->n; i++) {
		struct gb_row *row = &w->row[i];

		if (!g_hash_table_insert(w->index, &row->word, row))
			return row->word;
		w->longest = row->word.n > w->longest ? row->word.n : w->longest;
	}
	return GB_S("");
}

int gb_words_column(const struct gb_words *w, struct gb_span name)
{
	for (size_t i = 0; i < w->ncolumn; i++)
		if (gb_span_eq(w->column[i].name, name))
			return (int)i;
	return -1;
}

const struct gb_row *gb_words_row(const struct gb_words *w, struct gb_span word)
{
	return g_hash_table_lookup(w->index, &word);
}

bool gb_words_has(const struct gb_words *w, struct gb_span word)
{
	return gb_words_row(w, word) != NULL;
}

struct gb_span gb_words_own(const struct gb_words *w, struct gb_span word)
{
	const struct gb_row *row = gb_words_row(w, word);

	return row != NULL ? row->word : GB_S("");
}

size_t gb_words_prefix(const struct gb_words *w, struct gb_span s)
{
	for (size_t n = s.n < w->longest ? s.n : w->longest; n > 0; n--) {
		bool border = n == s.n || ((unsigned char)s.p[n] & 0xc0) != 0x80;

		if (border && gb_words_has(w, gb_span_sub(s, 0, n)))
			return n;
	}
	return 0;
}

size_t gb_words_suffix(const struct gb_words *w, struct gb_span s)
{
	for (size_t n = s.n < w->longest ? s.n : w->longest; n > 0; n--) {
		bool border = ((unsigned char)s.p[s.n - n] & 0xc0) != 0x80;

		if (border && gb_words_has(w, gb_span_from(s, s.n - n)))
			return n;
	}
	return 0;
}

struct gb_span gb_words_value(const struct gb_words *w, struct gb_span word, const char *column)
{
	const struct gb_row *row = gb_words_row(w, word);
	int c = gb_words_column(w, gb_span_of(column));

	return row != NULL && row->value != NULL && c >= 0 ? row->value[c] : GB_S("");
}

struct gb_span gb_words_find(const struct gb_words *w, struct gb_span s)
{
	for (size_t off = 0, n; off < s.n; off += gb_utf8_len(gb_span_from(s, off))) {
		n = gb_words_prefix(w, gb_span_from(s, off));
		if (n > 0)
			return gb_span_sub(s, off, n);
	}
	return GB_S("");
}

static int word_order(const void *a, const void *b)
{
	return gb_span_cmp(*(const struct gb_span *)a, *(const struct gb_span *)b);
}

static void add_literal(struct gb_buf *out, struct gb_span c)
{
	if (c.n == 1 && !g_ascii_isalnum(c.p[0]))
		gb_buf_add_byte(out, '\\');
	gb_buf_add(out, c);
}

static void add_trie(struct gb_buf *out, const struct gb_span *word, size_t n, size_t depth);

static struct gb_span letter(struct gb_span word, size_t depth)
{
	return gb_span_sub(word, depth, gb_utf8_len(gb_span_from(word, depth)));
}

/* How many of the words go on with the letter of the first. */
static size_t branch(const struct gb_span *word, size_t n, size_t depth)
{
	struct gb_span c = letter(word[0], depth);
	size_t same = 1;

	while (same < n && gb_span_starts(gb_span_from(word[same], depth), c))
		same++;
	return same;
}

static size_t branches(const struct gb_span *word, size_t n, size_t depth)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i += branch(word + i, n - i, depth))
		count++;
	return count;
}

static void add_alternatives(struct gb_buf *out, const struct gb_span *word, size_t n, size_t depth)
{
	for (size_t i = 0, same; i < n; i += same) {
		struct gb_span c = letter(word[i], depth);

		same = branch(word + i, n - i, depth);
		if (i > 0)
			gb_buf_add_byte(out, '|');
		add_literal(out, c);
		add_trie(out, word + i, same, depth + c.n);
	}
}

static void add_look_ahead(struct gb_buf *out, struct gb_span low, struct gb_span high)
{
	char text[64];
	size_t len;
	unsigned int from = gb_utf8_decode(low, &len), to = gb_utf8_decode(high, &len);
	int n = g_snprintf(text, sizeof text, "(?=[\\x{%X}-\\x{%X}])", from, to);

	gb_buf_add(out, (struct gb_span){ text, (size_t)n });
}

/*
 * PCRE2 tries alternatives one after another; many of them are put into groups,
 * each behind a look at the range of its first letters, so that a letter is
 * compared with the square root of their number.
 */
static void add_groups(struct gb_buf *out, const struct gb_span *word, size_t n, size_t depth, size_t count)
{
	size_t size = 1;

	while (size * size < count)
		size++;
	for (size_t i = 0; i < n;) {
		size_t end = i;

		for (size_t k = 0; k < size && end < n; k++)
			end += branch(word + end, n - end, depth);
		if (i > 0)
			gb_buf_add_byte(out, '|');
		add_look_ahead(out, letter(word[i], depth), letter(word[end - 1], depth));
		gb_buf_add(out, GB_S("(?:"));
		add_alternatives(out, word + i, end - i, depth);
		gb_buf_add_byte(out, ')');
		i = end;
	}
}

/*
 * Words sorted by bytes, all alike up to `depth`: one alternative a next
 * letter, the longer words first by making the rest optional.
 */
static void add_trie(struct gb_buf *out, const struct gb_span *word, size_t n, size_t depth)
{
	bool ends = word[0].n == depth; /* the shortest sorts first */
	size_t count;

	if (ends) {
		word++;
		n--;
	}
	if (n == 0)
		return;
	count = branches(word, n, depth);
	gb_buf_add(out, GB_S("(?:"));
	if (count > FEW_BRANCHES)
		add_groups(out, word, n, depth, count);
	else
		add_alternatives(out, word, n, depth);
	gb_buf_add(out, ends ? GB_S(")?") : GB_S(")"));
}

void gb_words_pattern(const struct gb_words *w, struct gb_arena *a, struct gb_buf *out)
{
	struct gb_span *sorted = gb_arena_array(a, w->n, sizeof *sorted);

	for (size_t i = 0; i < w->n; i++)
		sorted[i] = w->row[i].word;
	qsort(sorted, w->n, sizeof *sorted, word_order);
	add_trie(out, sorted, w->n, 0);
}
