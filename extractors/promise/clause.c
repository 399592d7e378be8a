#include "clause.h"
#include "base/utf8.h"

#include <string.h>

#define NO_REGION ((size_t)-1)
#define LONGEST_PAIR ((size_t)3000) /* bytes: a bracket that is not closed by then never is */

/* Paired marks: what a quote or an aside begins and ends with. */
static const struct {
	uint32_t open, close;
	enum gb_clause_class class;
} pairs[] = {
	{ 0x201c, 0x201d, GB_TOKEN_NAME },  /* “ ” */
	{ 0x2018, 0x2019, GB_TOKEN_NAME },  /* ‘ ’ */
	{ 0x300a, 0x300b, GB_TOKEN_NAME },  /* 《 》 */
	{ 0x300c, 0x300d, GB_TOKEN_NAME },  /* 「 」 */
	{ 0xff08, 0xff09, GB_TOKEN_ASIDE }, /* （ ） */
	{ '(', ')', GB_TOKEN_ASIDE },
	{ 0x3010, 0x3011, GB_TOKEN_ASIDE }, /* 【 】 */
};

struct region {
	struct gb_extent at;
	enum gb_clause_class class;
	bool open; /* holds a quantity that counts: its content is read as clauses */
	bool many; /* of an open quote: it holds several clauses, so its end is the end of one */
};

struct clause_reader {
	struct gb_arena *arena;
	struct gb_span text;
	const struct gb_mentions *mentions;
	struct region *region;
	size_t n, cap;
	struct gb_clauses *out;
};

bool gb_mention_is_quantity(const struct gb_mention *m)
{
	switch (m->kind) {
	case GB_MENTION_NUMBER:
	case GB_MENTION_PERCENT:
	case GB_MENTION_PERMILLE:
	case GB_MENTION_RANGE:
	case GB_MENTION_QUANTITY:
	case GB_MENTION_IMPLIED:
	case GB_MENTION_DURATION:
		return true;
	case GB_MENTION_MASK:
	case GB_MENTION_ORDINAL:
	case GB_MENTION_DATE:
	case GB_MENTION_DATERANGE:
	case GB_MENTION_SET:
	case GB_MENTION_KINDS:
		return false;
	}
	return false;
}

enum gb_clause_class gb_clause_class(uint32_t cp)
{
	static const enum gb_clause_class classes[] = { GB_TOKEN_ASIDE, GB_TOKEN_NAME, GB_TOKEN_SET, GB_TOKEN_DATE,
						       GB_TOKEN_QUANTITY };

	if (cp < GB_TOKEN_QUANTITY || cp >= GB_TOKEN_END)
		return (enum gb_clause_class)0;
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (cp >= classes[i])
			return classes[i];
	return (enum gb_clause_class)0;
}

/* The first mention that begins at or behind `off`. */
static size_t mention_from(const struct clause_reader *c, size_t off)
{
	size_t low = 0, high = c->mentions->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (c->mentions->item[mid].at.start < off)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool holds_quantity(const struct clause_reader *c, struct gb_extent at)
{
	for (size_t i = mention_from(c, at.start); i < c->mentions->n; i++) {
		const struct gb_mention *m = &c->mentions->item[i];

		if (m->at.end > at.end)
			return false;
		if (gb_mention_is_quantity(m))
			return true;
	}
	return false;
}

static int pair_of(uint32_t cp)
{
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (pairs[i].open == cp)
			return (int)i;
	return -1;
}

/* The end of what opens at `off`, nested pairs of the same kind included; NO_REGION when it is not closed. */
static size_t close_of(struct gb_span text, size_t off, int pair)
{
	int depth = 0;
	size_t stop = text.n - off < LONGEST_PAIR ? text.n : off + LONGEST_PAIR;

	for (size_t len; off < stop; off += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(text, off), &len);

		depth += (cp == pairs[pair].open) - (cp == pairs[pair].close);
		if (depth == 0)
			return off + len;
	}
	return NO_REGION;
}

static void find_regions(struct clause_reader *c)
{
	for (size_t off = 0, len; off < c->text.n; off += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(c->text, off), &len);
		int pair = pair_of(cp);
		size_t end = pair >= 0 ? close_of(c->text, off, pair) : NO_REGION;

		if (end == NO_REGION)
			continue;
		struct region *r = GB_PUSH(c->arena, c->region, c->n, c->cap);

		*r = (struct region){ .at = { off, end }, .class = pairs[pair].class };
		r->open = holds_quantity(c, r->at);
		r->many = r->class == GB_TOKEN_NAME && gb_span_has(gb_span_sub(c->text, off, end - off), GB_S("，"));
		if (!r->open)
			len = end - off; /* nothing inside is of interest */
	}
}

/* The first region that begins at or behind `off`. */
static size_t region_from(const struct clause_reader *c, size_t off)
{
	size_t low = 0, high = c->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (c->region[mid].at.start < off)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static const struct region *region_at(const struct clause_reader *c, size_t off)
{
	size_t i = region_from(c, off);

	return i < c->n && c->region[i].at.start == off ? &c->region[i] : NULL;
}

/* 从2025年的72%: the preposition is one of the value, not of its year. */
static size_t date_start(const struct clause_reader *c, const struct gb_mention *m)
{
	static const char *const from[] = { "从", "由", "自", "到", "至" };
	struct gb_span words = gb_span_from(c->text, m->at.start);

	if (!gb_span_starts(gb_span_from(c->text, m->at.end), GB_S("的")))
		return m->at.start;
	for (size_t i = 0; i < sizeof from / sizeof *from; i++)
		if (gb_span_starts(words, gb_span_of(from[i])))
			return m->at.start + strlen(from[i]);
	return m->at.start;
}

/* Of a quantity the number itself is the token: the words of comparison before it stay to be seen. */
static const struct gb_mention *mention_at(const struct clause_reader *c, size_t off)
{
	size_t i = mention_from(c, off + 1);
	const struct gb_mention *m = i > 0 ? &c->mentions->item[i - 1] : NULL;

	if (m == NULL || off >= m->at.end)
		return NULL;
	return (gb_mention_is_quantity(m) ? m->core.start : date_start(c, m)) == off ? m : NULL;
}

/* 2）新建道路: the mark is part of no name. */
static bool is_bullet(const struct gb_mention *m)
{
	return gb_span_eq(m->rule, GB_S("mask.bullet"));
}

static enum gb_clause_class class_of(const struct gb_mention *m)
{
	if (gb_mention_is_quantity(m))
		return GB_TOKEN_QUANTITY;
	if (m->kind == GB_MENTION_DATE || m->kind == GB_MENTION_DATERANGE)
		return GB_TOKEN_DATE;
	if (m->kind == GB_MENTION_SET)
		return GB_TOKEN_SET;
	return is_bullet(m) ? GB_TOKEN_ASIDE : GB_TOKEN_NAME;
}

static uint32_t class_room(enum gb_clause_class class)
{
	return class == GB_TOKEN_QUANTITY ? 0x7ff : class == GB_TOKEN_SET || class == GB_TOKEN_NAME ? 0x1ff : 0x3ff;
}

/* A new token, or 0 when the clause has too many of its class. */
static uint32_t add_token(struct clause_reader *c, struct gb_clause *clause, enum gb_clause_class class, struct gb_extent at,
			  const struct gb_mention *m)
{
	uint32_t used = 0;

	for (size_t i = 0; i < clause->ntoken; i++)
		used += gb_clause_class(clause->token[i].cp) == class;
	if (used >= class_room(class))
		return 0;
	struct gb_token *t = GB_PUSH(c->arena, clause->token, clause->ntoken, clause->token_cap);

	*t = (struct gb_token){ (uint32_t)class + used, at, m };
	return t->cp;
}

static bool is_mark(uint32_t cp)
{
	static const uint32_t marks[] = { 0xff0c, 0xff1b, 0xff1a, 0x3002, 0xff01, 0xff1f, ',', ';', ':', '\n' };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (cp == marks[i])
			return true;
	return false;
}

static void cut(struct clause_reader *c, struct gb_extent within, int depth);

/*
 * A masked word that no mark or joint could cut apart (每户, 5G) stays as it is,
 * so that rules can read it.
 */
static bool is_plain(const struct clause_reader *c, const struct gb_mention *m)
{
	static const char *const breaks[] = { "，", "、", "；", "：", "“", "《", "和", "及" };
	struct gb_span words = gb_span_sub(c->text, m->at.start, m->at.end - m->at.start);

	if (m->kind != GB_MENTION_MASK || is_bullet(m))
		return false;
	for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++)
		if (gb_span_has(words, gb_span_of(breaks[i])))
			return false;
	return true;
}

/*
 * 2万山区群众: the number is the token, the people stay words that a rule can
 * read; returns where the number ends.
 */
static size_t number_end(const struct clause_reader *c, const struct gb_mention *m)
{
	static const char *const signs[] = { "十", "百", "千", "万", "亿", "余", "多", "一", "二", "两", "三", "四", "五", "六", "七", "八", "九" };
	size_t off = m->core.start;

	if (!gb_span_eq(m->rule, GB_S("quantity.people")))
		return m->at.end;
	while (off < m->core.end) {
		struct gb_span rest = gb_span_sub(c->text, off, m->core.end - off);
		size_t i = 0;

		while (i < sizeof signs / sizeof *signs && !gb_span_starts(rest, gb_span_of(signs[i])))
			i++;
		if (i == sizeof signs / sizeof *signs && (unsigned char)rest.p[0] >= 0x80)
			break;
		off += gb_utf8_len(rest);
	}
	return off < m->core.end && off > m->core.start ? off : m->at.end;
}

/* Takes the token that begins at `off`, if one does; returns where the text goes on, or `off`. */
static size_t take_token(struct clause_reader *c, struct gb_clause *clause, struct gb_buf *buf, size_t off)
{
	const struct gb_mention *m = mention_at(c, off);

	if (m != NULL && is_plain(c, m))
		return off;
	const struct region *r = m == NULL ? region_at(c, off) : NULL;
	struct gb_extent at;
	uint32_t cp;

	if (m != NULL)
		at = (struct gb_extent){ off, number_end(c, m) };
	else if (r != NULL && !(r->open && r->class == GB_TOKEN_NAME))
		at = r->at;
	else
		return off;
	cp = add_token(c, clause, m != NULL ? class_of(m) : r->class, at, m);
	if (cp == 0)
		return off;
	gb_buf_add_cp(buf, cp);
	return at.end;
}

static bool is_quote_mark(uint32_t cp)
{
	return cp == 0x201c || cp == 0x201d || cp == 0x2018 || cp == 0x2019;
}

/* Does an open quote of several clauses end with the mark at `off`? */
static bool ends_quote(const struct clause_reader *c, size_t off, size_t len)
{
	for (size_t i = region_from(c, off); i-- > 0 && off - c->region[i].at.start < LONGEST_PAIR;)
		if (c->region[i].many && c->region[i].open && c->region[i].at.end == off + len)
			return true;
	return false;
}

static void finish_clause(struct clause_reader *c, struct gb_clause *clause, struct gb_buf *buf, size_t end, uint32_t mark)
{
	clause->at.end = end;
	clause->mark = mark;
	clause->skeleton = gb_arena_copy(c->arena, gb_span_trim(gb_buf_span(buf)));
	*GB_PUSH(c->arena, c->out->item, c->out->n, c->out->cap) = *clause;
	gb_buf_clear(buf);
}

/* The clauses of open asides follow the clause they stand in. */
static void cut_asides(struct clause_reader *c, struct gb_extent within, int depth)
{
	for (size_t i = region_from(c, within.start); i < c->n && depth < 2; i++) {
		const struct region *r = &c->region[i];
		struct gb_extent inner = { r->at.start, r->at.end };

		if (r->at.start >= within.end)
			return;
		if (!r->open || r->class != GB_TOKEN_ASIDE || r->at.end > within.end)
			continue;
		inner.start += gb_utf8_len(gb_span_from(c->text, inner.start));
		inner.end -= c->text.p[inner.end - 1] == ')' ? 1 : 3;
		if (inner.end > inner.start)
			cut(c, inner, depth + 1);
	}
}

static void cut(struct clause_reader *c, struct gb_extent within, int depth)
{
	struct gb_buf buf = { 0 };
	struct gb_clause clause = { .at = { within.start, 0 }, .depth = depth };

	for (size_t off = within.start, len; off < within.end; off += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(c->text, off), &len);
		size_t next = take_token(c, &clause, &buf, off);

		if (next > off) {
			len = next - off;
		} else if (is_mark(cp) || (is_quote_mark(cp) && ends_quote(c, off, len))) {
			finish_clause(c, &clause, &buf, off, cp);
			cut_asides(c, (struct gb_extent){ clause.at.start, off }, depth);
			clause = (struct gb_clause){ .at = { off + len, 0 }, .depth = depth };
		} else if (!is_quote_mark(cp) && !gb_utf8_is_space(cp)) {
			gb_buf_add_cp(&buf, cp);
		}
	}
	if (clause.at.start < within.end) {
		finish_clause(c, &clause, &buf, within.end, 0);
		cut_asides(c, (struct gb_extent){ clause.at.start, within.end }, depth);
	}
	gb_buf_free(&buf);
}

void gb_clause_cut(struct gb_arena *a, struct gb_span text, const struct gb_mentions *mentions, struct gb_clauses *out)
{
	struct clause_reader c = { .arena = a, .text = text, .mentions = mentions, .out = out };

	find_regions(&c);
	cut(&c, (struct gb_extent){ 0, text.n }, 0);
}

const struct gb_token *gb_clause_token(const struct gb_clause *c, uint32_t cp)
{
	for (size_t i = 0; i < c->ntoken; i++)
		if (c->token[i].cp == cp)
			return &c->token[i];
	return NULL;
}

/* Asides, dates and 每年 are no part of an indicator. */
static bool is_of_name(uint32_t cp)
{
	enum gb_clause_class class = gb_clause_class(cp);

	return class == GB_TOKEN_NAME || class == GB_TOKEN_QUANTITY;
}

/* 执业（助理）医师数, 新（改、扩）建: a short aside with words behind it is part of the name. */
static bool is_inner(const struct gb_clause *c, struct gb_span text, const struct gb_token *t, struct gb_span rest)
{
	for (size_t i = t->at.start; i < t->at.end; i++)
		if (text.p[i] >= '0' && text.p[i] <= '9')
			return false;
	for (size_t i = 0; i < c->ntoken; i++) { /* 1万台（套）以上: of the unit */
		const struct gb_mention *m = c->token[i].mention;

		if (m != NULL && m->at.end >= t->at.start && m->at.start < t->at.end)
			return false;
	}
	return gb_clause_class(t->cp) == GB_TOKEN_ASIDE && t->mention == NULL && rest.n >= 3 && t->at.end - t->at.start <= 18 &&
	       gb_clause_class(gb_utf8_decode(rest, &(size_t){ 0 })) == 0;
}

struct gb_span gb_clause_expand(const struct gb_clause *c, struct gb_arena *a, struct gb_span text, struct gb_span piece,
				  bool keep_asides)
{
	struct gb_buf buf = { 0 };
	struct gb_span out;

	for (size_t off = 0, len; off < piece.n; off += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(piece, off), &len);
		const struct gb_token *t = gb_clause_token(c, cp);

		if (t == NULL && cp < GB_FOCUS_BELOW)
			gb_buf_add(&buf, gb_span_sub(piece, off, len));
		else if (t != NULL && (keep_asides || is_of_name(cp) || is_inner(c, text, t, gb_span_from(piece, off + len))))
			gb_buf_add(&buf, gb_span_sub(text, t->at.start, t->at.end - t->at.start));
	}
	out = gb_arena_copy(a, gb_buf_span(&buf));
	gb_buf_free(&buf);
	return out;
}

size_t gb_clause_from(const struct gb_clauses *all, size_t off)
{
	size_t low = 0, high = all->n;

	while (low < high) {
		const size_t mid = low + (high - low) / 2;

		if (all->item[mid].at.start < off)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}
