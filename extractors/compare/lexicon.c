/* lexicon - a text as terms: characters and pairs of them, in one way to write them. */
#include "internal.h"
#include "base/utf8.h"

#include <assert.h>

/* A character, or a run of Latin letters and figures as one; `light` ones tell little. */
struct token {
	uint64_t sign;
	bool light;
	size_t start, end; /* bytes of the text */
};

struct tokens {
	struct token *item;
	size_t n, cap;
};

enum { PAIR = 8, SINGLE = 4, LIGHT_PAIR = 2, LIGHT_SINGLE = 1 };

void gb_lexicon_init(struct gb_lexicon *x, struct gb_arena *a, const struct gb_grammar *g)
{
	*x = (struct gb_lexicon){ .arena = a,
				  .same = gb_grammar_words(g, GB_WORDS_DIFF_SAME),
				  .light = gb_grammar_words(g, GB_WORDS_DIFF_LIGHT),
				  .contrast = gb_grammar_words(g, GB_WORDS_DIFF_CONTRAST),
				  .year = gb_grammar_words(g, GB_WORDS_DIFF_YEAR),
				  .stop = gb_grammar_words(g, GB_WORDS_DIFF_STOP),
				  .scale = gb_grammar_words(g, GB_WORDS_DIFF_SCALE),
				  .slots = 1024 };
	x->key = gb_arena_array(a, x->slots, sizeof *x->key);
	x->id = gb_arena_array(a, x->slots, sizeof *x->id);
}

static uint32_t fold(uint32_t cp)
{
	if (cp >= 0xff01 && cp <= 0xff5e)
		cp -= 0xfee0;
	return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
}

static bool is_word(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z');
}

/* Half-width, without blanks and signs; a point between figures stays (PM2.5). */
static struct gb_span plain(struct gb_arena *a, struct gb_span text)
{
	char *out = gb_arena_alloc(a, text.n + 1);
	size_t n = 0, len;

	for (size_t i = 0; i < text.n; i += len) {
		uint32_t raw = gb_utf8_decode(gb_span_from(text, i), &len), cp = fold(raw);

		if (gb_utf8_is_han(cp) || is_word(cp) || cp == '%' || cp == '/' || cp == '&' || cp == 0x2030)
			n += gb_utf8_encode(raw >= 0xff01 && raw <= 0xff5e ? raw - 0xfee0 : raw, out + n);
		else if (cp == '.' && n > 0 && out[n - 1] >= '0' && out[n - 1] <= '9')
			out[n++] = '.';
	}
	return (struct gb_span){ out, n };
}

/* Adds `as`, which stands for `word`; what of it the text has before the word already is not said twice. */
static void add_same(struct gb_buf *out, struct gb_span word, struct gb_span as)
{
	if (gb_span_ends(as, word) && gb_span_ends(gb_buf_span(out), gb_span_sub(as, 0, as.n - word.n)))
		as = word;
	gb_buf_add(out, as);
}

/* Every word of diff.same as the one that stands for it. */
static struct gb_span one_way(struct gb_lexicon *x, struct gb_span text)
{
	struct gb_buf out = { 0 };
	size_t len;

	for (size_t i = 0; i < text.n; i += len) {
		struct gb_span rest = gb_span_from(text, i), word, as;

		len = gb_words_prefix(x->same, rest);
		if (len == 0) {
			len = gb_utf8_len(rest);
			gb_buf_add(&out, gb_span_sub(rest, 0, len));
			continue;
		}
		word = gb_span_sub(rest, 0, len);
		as = gb_words_value(x->same, word, "as");
		if (gb_span_starts(rest, as) && as.n > len) {
			len = as.n; /* it stands there in full already */
			gb_buf_add(&out, as);
			continue;
		}
		add_same(&out, word, as);
	}
	struct gb_span s = gb_arena_copy(x->arena, gb_buf_span(&out));

	gb_buf_free(&out);
	return s;
}

/* Bytes of 2030年 at the start of s, whose figures are `run`; 0 when it is no year. */
static size_t year_length(const struct gb_lexicon *x, struct gb_span s, size_t run)
{
	size_t after = run == 4 && (s.p[0] == '1' || s.p[0] == '2') ? gb_words_prefix(x->year, gb_span_from(s, run)) : 0;

	return after > 0 ? run + after : 0;
}

static size_t run_length(struct gb_span s)
{
	size_t n = 0;

	while (n < s.n && (is_word(fold((unsigned char)s.p[n])) || (s.p[n] == '.' && n > 0)))
		n++;
	return n;
}

static uint64_t hash_run(struct gb_span run)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < run.n; i++)
		h = (h ^ fold((unsigned char)run.p[i])) * 1099511628211u;
	return (h & 0x3fffffff) | 0x40000000u; /* beyond any character, 31 bits */
}

static void tokenize(struct gb_lexicon *x, struct gb_span s, struct tokens *out)
{
	size_t light_until = 0, len;

	for (size_t i = 0; i < s.n; i += len) {
		struct gb_span rest = gb_span_from(s, i);
		size_t light = gb_words_prefix(x->light, rest), year;
		struct token *t;

		if (i + light > light_until)
			light_until = i + light;
		len = run_length(rest);
		year = year_length(x, rest, len);
		if (year > 0) {
			len = year;
			continue;
		}
		t = GB_PUSH(x->arena, out->item, out->n, out->cap);
		t->light = i < light_until;
		t->sign = len > 0 ? hash_run(gb_span_sub(rest, 0, len)) : gb_utf8_decode(rest, &len);
		t->start = i;
		t->end = i + len;
	}
}

static void grow(struct gb_lexicon *x)
{
	uint64_t *key = x->key;
	uint32_t *id = x->id;
	size_t slots = x->slots;

	x->slots *= 2;
	x->key = gb_arena_array(x->arena, x->slots, sizeof *x->key);
	x->id = gb_arena_array(x->arena, x->slots, sizeof *x->id);
	for (size_t i = 0; i < slots; i++) {
		size_t at = (size_t)(key[i] * 0x9e3779b97f4a7c15u >> 20) & (x->slots - 1);

		if (key[i] == 0)
			continue;
		while (x->key[at] != 0)
			at = (at + 1) & (x->slots - 1);
		x->key[at] = key[i];
		x->id[at] = id[i];
	}
}

/* The weight's base is kept beside the number of the term, in its lowest bits. */
static uint32_t term_id(struct gb_lexicon *x, uint64_t key, uint32_t base)
{
	if (2 * x->n >= x->slots)
		grow(x);
	size_t at = (size_t)(key * 0x9e3779b97f4a7c15u >> 20) & (x->slots - 1);

	while (x->key[at] != 0 && x->key[at] != key)
		at = (at + 1) & (x->slots - 1);
	if (x->key[at] == 0) {
		x->key[at] = key;
		x->id[at] = (uint32_t)x->n;
		*GB_PUSH(x->arena, x->seen, x->n, x->cap) = base << 24;
	}
	return x->id[at];
}

static void sort_terms(struct gb_term *t, size_t n)
{
	for (size_t gap = n / 2; gap > 0; gap = gap == 2 ? 1 : gap * 5 / 11)
		for (size_t i = gap; i < n; i++) {
			struct gb_term v = t[i];
			size_t j = i;

			for (; j >= gap && t[j - gap].id > v.id; j -= gap)
				t[j] = t[j - gap];
			t[j] = v;
		}
}

static struct gb_bag collect(struct gb_lexicon *x, struct gb_term *t, size_t n)
{
	size_t kept = 0;

	sort_terms(t, n);
	for (size_t i = 0; i < n; i++) {
		if (kept > 0 && t[kept - 1].id == t[i].id) {
			t[kept - 1].count++;
			continue;
		}
		t[kept++] = t[i];
		if ((x->seen[t[i].id] & 0xffffff) < 0xffffff)
			x->seen[t[i].id]++;
	}
	return (struct gb_bag){ t, kept, 0, false };
}

struct gb_bag gb_lexicon_bag(struct gb_lexicon *x, struct gb_span text)
{
	struct tokens tok = { 0 };
	struct gb_bag bag;
	bool vague = true;
	size_t n = 0;

	assert(!x->weighed);
	tokenize(x, one_way(x, plain(x->arena, text)), &tok);
	struct gb_term *t = gb_arena_array(x->arena, 2 * tok.n + 1, sizeof *t);

	for (size_t i = 0; i < tok.n; i++) {
		uint64_t one = tok.item[i].sign, light = tok.item[i].light;

		vague = vague && light;
		t[n++] = (struct gb_term){ term_id(x, 1 + 2 * one + light, light ? LIGHT_SINGLE : SINGLE), 1 };
		if (i + 1 == tok.n)
			break;
		light |= tok.item[i + 1].light;
		t[n++] = (struct gb_term){ term_id(x, (one + 1) << 32 | tok.item[i + 1].sign << 1 | light, light ? LIGHT_PAIR : PAIR), 1 };
	}
	bag = collect(x, t, n);
	bag.vague = vague;
	return bag;
}

struct gb_span gb_lexicon_plain(struct gb_lexicon *x, struct gb_span text)
{
	return one_way(x, plain(x->arena, text));
}

struct gb_span gb_lexicon_core(struct gb_lexicon *x, struct gb_span text)
{
	struct gb_span s = gb_lexicon_plain(x, text);
	struct tokens tok = { 0 };
	size_t first = 0;

	tokenize(x, s, &tok);
	while (tok.n > 0 && tok.item[tok.n - 1].light)
		tok.n--;
	while (first < tok.n && tok.item[first].light)
		first++;
	return first < tok.n ? gb_span_sub(s, tok.item[first].start, tok.item[tok.n - 1].end - tok.item[first].start) : GB_S("");
}

static uint32_t log2_of(uint32_t v)
{
	uint32_t n = 0;

	while (v >>= 1)
		n++;
	return n;
}

/* The rarer a term, the more it tells; mildly, for both documents speak of one subject. */
void gb_lexicon_weigh(struct gb_lexicon *x)
{
	assert(!x->weighed);
	x->weighed = true;
	for (size_t i = 0; i < x->n; i++)
		x->seen[i] = (x->seen[i] >> 24) * (240 / (6 + log2_of(x->seen[i] & 0xffffff)));
}
