#include "internal.h"

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

		if (gb_cp_is_han(cp) || is_word(cp) || cp == '%' || cp == '/' || cp == '&' || cp == 0x2030)
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

static bool is_year(struct gb_span run, struct gb_span after)
{
	return run.n == 4 && (run.p[0] == '1' || run.p[0] == '2') && gb_span_starts(after, GB_S("年"));
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
		size_t light = gb_words_prefix(x->light, rest);
		struct token *t;

		if (i + light > light_until)
			light_until = i + light;
		len = run_length(rest);
		if (len > 0 && is_year(gb_span_sub(rest, 0, len), gb_span_from(rest, len))) {
			len += 3;
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
	for (size_t i = 0; i < x->n; i++)
		x->seen[i] = (x->seen[i] >> 24) * (240 / (6 + log2_of(x->seen[i] & 0xffffff)));
}

void gb_bag_weigh(const struct gb_lexicon *x, struct gb_bag *bag)
{
	bag->weight = 0;
	for (size_t i = 0; i < bag->n; i++)
		bag->weight += (uint64_t)bag->item[i].count * x->seen[bag->item[i].id];
}

uint64_t gb_bag_shared(const struct gb_lexicon *x, const struct gb_bag *a, const struct gb_bag *b)
{
	uint64_t sum = 0;

	for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
		if (a->item[i].id == b->item[j].id) {
			uint32_t least = a->item[i].count < b->item[j].count ? a->item[i].count : b->item[j].count;

			sum += (uint64_t)least * x->seen[a->item[i].id];
			i++;
			j++;
		} else if (a->item[i].id < b->item[j].id) {
			i++;
		} else {
			j++;
		}
	}
	return sum;
}

/*
 * Two thirds what both share of both together, one third how much of the
 * shorter is in the longer; the latter says something only of more than a word.
 */
int gb_like(uint64_t shared, uint64_t a, uint64_t b)
{
	enum { A_WORD = 700 };
	uint64_t less = a < b ? a : b;

	if (less == 0)
		return 0;
	int both = (int)(2 * GB_SAME * shared / (a + b));
	int in = (int)(GB_SAME * shared / less);

	return less < A_WORD ? both : (2 * both + in) / 3;
}

int gb_bag_like(const struct gb_lexicon *x, const struct gb_bag *a, const struct gb_bag *b)
{
	return gb_like(gb_bag_shared(x, a, b), a->weight, b->weight);
}

void gb_postings_make(const struct gb_lexicon *x, const struct gb_bag *bags, size_t n, struct gb_postings *out)
{
	size_t total = 0;

	*out = (struct gb_postings){ .lexicon = x, .bag = bags, .nbag = n };
	out->first = gb_arena_array(x->arena, x->n + 2, sizeof *out->first);
	out->shared = gb_arena_array(x->arena, n + 1, sizeof *out->shared);
	for (size_t i = 0; i < n; i++) {
		total += bags[i].n;
		for (size_t t = 0; t < bags[i].n; t++)
			out->first[bags[i].item[t].id + 2]++;
	}
	for (size_t t = 2; t < x->n + 2; t++)
		out->first[t] += out->first[t - 1];
	out->holder = gb_arena_array(x->arena, total + 1, sizeof *out->holder);
	for (size_t i = 0; i < n; i++)
		for (size_t t = 0; t < bags[i].n; t++)
			out->holder[out->first[bags[i].item[t].id + 1]++] = (struct gb_holder){ (uint32_t)i, bags[i].item[t].count };
}

void gb_postings_like(struct gb_postings *p, const struct gb_bag *bag, int *like)
{
	for (size_t i = 0; i < p->nbag; i++)
		p->shared[i] = 0;
	for (size_t t = 0; t < bag->n; t++) {
		struct gb_term term = bag->item[t];
		uint64_t weight = p->lexicon->seen[term.id];

		for (size_t h = p->first[term.id]; h < p->first[term.id + 1]; h++) {
			uint32_t count = p->holder[h].count;

			p->shared[p->holder[h].owner] += weight * (count < term.count ? count : term.count);
		}
	}
	for (size_t i = 0; i < p->nbag; i++)
		like[i] = p->shared[i] > 0 ? gb_like(p->shared[i], p->bag[i].weight, bag->weight) : 0;
}

void gb_contrasts_find(struct gb_lexicon *x, struct gb_span text, bool only_alone, struct gb_contrasts *out)
{
	struct gb_span s = one_way(x, plain(x->arena, text));
	size_t len;

	for (size_t i = 0; i < s.n; i += len) {
		struct gb_span rest = gb_span_from(s, i), word;
		bool alone;

		len = gb_words_prefix(x->contrast, rest);
		if (len == 0) {
			len = gb_utf8_len(rest);
			continue;
		}
		word = gb_span_sub(rest, 0, len);
		alone = gb_words_value(x->contrast, word, "alone").n > 0;
		if (only_alone && !alone)
			continue;
		*GB_PUSH(x->arena, out->item, out->n, out->cap) = (struct gb_contrast){
			gb_words_value(x->contrast, word, "group"), gb_words_value(x->contrast, word, "side"), alone };
	}
}

static enum gb_contrast_kind against(const struct gb_contrasts *a, struct gb_contrast one, const struct gb_contrasts *b)
{
	bool spoken = false;

	for (size_t i = 0; i < b->n; i++) {
		if (!gb_span_eq(b->item[i].group, one.group))
			continue;
		spoken = true;
		for (size_t k = 0; k < a->n; k++)
			if (gb_span_eq(a->item[k].group, one.group) && gb_span_eq(a->item[k].side, b->item[i].side))
				return GB_CONTRAST_AGREE;
	}
	return spoken ? GB_CONTRAST_SIDES : one.alone ? GB_CONTRAST_ALONE : GB_CONTRAST_NONE;
}

enum gb_contrast_kind gb_contrasts_clash(const struct gb_contrasts *a, const struct gb_contrasts *b)
{
	enum gb_contrast_kind worst = GB_CONTRAST_NONE;

	for (int turn = 0; turn < 2; turn++) {
		const struct gb_contrasts *x = turn == 0 ? a : b, *y = turn == 0 ? b : a;

		for (size_t i = 0; i < x->n; i++) {
			enum gb_contrast_kind k = against(x, x->item[i], y);

			worst = k > worst ? k : worst;
		}
	}
	return worst;
}
