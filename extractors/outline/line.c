/* Blocks into pieces, and what each piece is by its own shape. */
#include <string.h>

#include "internal.h"
#include "base/utf8.h"
#include "text/marks.h"

#define SERIES_PIECES ((size_t)60) /* how far apart two labels of a series may stand */
#define SHORT_BYTES 400 /* longer pieces are running text: only marks and a few openings are looked for */

/* A piece is tried against these in order. */
static const struct shape {
	enum gb_seg_rule rule;
	enum gb_role role;
	size_t most; /* bytes */
} shapes[] = {
	{ GB_R_NUMBER, GB_ROLE_NUMBER, 120 },
	{ GB_R_DATE, GB_ROLE_DATE, 80 },
	{ GB_R_PRINTED, GB_ROLE_IMPRINT, 200 },
	{ GB_R_SIGNED, GB_ROLE_SIGNED, 240 },
	{ GB_R_ORDER, GB_ROLE_ORDER, 120 },
	{ GB_R_DISCLOSURE, GB_ROLE_DISCLOSURE, 120 },
	{ GB_R_FILE, GB_ROLE_ATTACHMENTS, 300 },
	{ GB_R_ANNEX, GB_ROLE_ANNEX, 60 },
	{ GB_R_ATTACHMENTS, GB_ROLE_ATTACHMENTS, 4000 },
	{ GB_R_CONTENTS, GB_ROLE_CONTENTS, 30 },
	{ GB_R_IMPRINT, GB_ROLE_IMPRINT, SHORT_BYTES },
	{ GB_R_LETTERHEAD, GB_ROLE_LETTERHEAD, 120 },
	{ GB_R_MAST, GB_ROLE_MAST, 80 },
	{ GB_R_COLUMN, GB_ROLE_COLUMN, 120 },
	{ GB_R_CAPTION, GB_ROLE_CAPTION, 200 },
	{ GB_R_FIGURE, GB_ROLE_FIGURE, 200 },
	{ GB_R_BOX, GB_ROLE_BOX, 200 },
	{ GB_R_UNIT, GB_ROLE_UNIT, 120 },
	{ GB_R_NOTE, GB_ROLE_NOTE, 4000 },
	{ GB_R_DUTY_LINE, GB_ROLE_DUTY, SHORT_BYTES },
	{ GB_R_DUTY_TERM_LINE, GB_ROLE_DUTY, SHORT_BYTES },
	{ GB_R_DELIVERED, GB_ROLE_DELIVERED, 240 },
	{ GB_R_ADDRESSEES, GB_ROLE_ADDRESSEES, SHORT_BYTES },
	{ GB_R_META, GB_ROLE_META, SHORT_BYTES },
};

static bool shape_fits(struct gb_seg *s, const struct shape *f, struct gb_span text)
{
	struct gb_match m;

	return text.n <= f->most && gb_seg_match(s, f->rule, text, &m);
}

static bool all_bodies(struct gb_seg *s, struct gb_span text)
{
	struct gb_spans names = { 0 };

	gb_seg_names(s->scratch, gb_span_sub(text, 0, text.n - (gb_seg_ends_in(text, ":") ? 1 : 3)), "，,、；;", &names);
	for (size_t i = 0; i < names.n; i++)
		if (gb_words_suffix(s->words[GB_W_BODY_TAIL], names.item[i]) == 0 && !gb_seg_ends_in(names.item[i], ")）"))
			return false;
	return names.n > 0;
}

/* What looks like a list of addressees or a line "key: value" has still to name bodies or a known key. */
static enum gb_role confirm(struct gb_seg *s, enum gb_role role, struct gb_span text)
{
	struct gb_match m;

	if (role == GB_ROLE_ADDRESSEES)
		return all_bodies(s, text) ? role : GB_ROLE_TEXT;
	if (role != GB_ROLE_META)
		return role;
	if (!gb_seg_match(s, GB_R_META, text, &m))
		return GB_ROLE_TEXT;
	struct gb_span key = gb_seg_squeeze(s->scratch, gb_match_field(&m, text, "key"));

	return gb_words_has(s->words[GB_W_METAKEY], key) ? role : GB_ROLE_TEXT;
}

static enum gb_role role_of(struct gb_seg *s, struct gb_span text)
{
	if (text.n <= SHORT_BYTES && gb_words_prefix(s->words[GB_W_SALUTATION], text) > 0 && gb_seg_ends_in(text, "：:!！"))
		return GB_ROLE_SALUTATION;
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		if (shape_fits(s, &shapes[i], text)) {
			enum gb_role role = confirm(s, shapes[i].role, text);

			if (role != GB_ROLE_TEXT)
				return role;
		}
	return GB_ROLE_TEXT;
}

static const char *const rung_names[GB_RUNG_COUNT] = {
	[GB_RUNG_NONE] = "",
	[GB_RUNG_PART] = "part",
	[GB_RUNG_CHAPTER] = "chapter",
	[GB_RUNG_CLAUSE] = "clause",
	[GB_RUNG_ARTICLE] = "article",
	[GB_RUNG_PADDED] = "padded",
	[GB_RUNG_HAN] = "han",
	[GB_RUNG_BRACKET_HAN] = "bracket_han",
	[GB_RUNG_ARABIC] = "arabic",
	[GB_RUNG_DECIMAL] = "decimal",
	[GB_RUNG_BRACKET_ARABIC] = "bracket_arabic",
	[GB_RUNG_CIRCLED] = "circled",
	[GB_RUNG_LETTER] = "letter",
	[GB_RUNG_ORDINAL] = "ordinal",
	[GB_RUNG_YISHI] = "yishi",
	[GB_RUNG_BARE] = "bare",
};

static enum gb_rung rung_of(struct gb_span name)
{
	for (int i = 0; i < GB_RUNG_COUNT; i++)
		if (gb_span_eq(gb_span_of(rung_names[i]), name))
			return (enum gb_rung)i;
	return GB_RUNG_NONE;
}

/* The printed mark without the punctuation at its end; a bracket that the text layer lost is put back. */
static struct gb_span clean_label(struct gb_seg *s, struct gb_span printed, enum gb_rung rung)
{
	struct gb_span label = gb_seg_brackets(s->a, printed);

	for (size_t n = gb_words_suffix(s->words[GB_W_LIST_SIGN], label); n > 0; n = gb_words_suffix(s->words[GB_W_LIST_SIGN], label))
		label.n -= n;
	while (gb_seg_ends_in(label, ".．、﹒，：:")) {
		size_t len;

		gb_utf8_decode_last(label, &len);
		label.n -= len;
	}
	if ((rung == GB_RUNG_BRACKET_HAN || rung == GB_RUNG_BRACKET_ARABIC) && !gb_span_starts(label, GB_S(GB_MARK_ROUND_OPEN)))
		label = gb_arena_concat(s->a, GB_S(GB_MARK_ROUND_OPEN), label);
	return label;
}

static struct gb_mark mark_of(struct gb_seg *s, struct gb_span text)
{
	struct gb_match m;
	struct gb_mark mark = { .rung = GB_RUNG_NONE };

	if (!gb_pass_at(s->numbering, s->m, s->scratch, text, 0, &m))
		return mark;
	struct gb_span n = gb_match_field(&m, text, "n");

	mark.rung = rung_of(gb_match_key(&m, GB_KEY_RUNG));
	mark.len = m.at.end;
	mark.label = clean_label(s, gb_span_sub(text, 0, m.at.end), mark.rung);
	mark.depth = 1;
	for (size_t dot = gb_span_find(n, GB_S("."), 0); dot != (size_t)-1; dot = gb_span_find(n, GB_S("."), 0)) {
		n = gb_span_from(n, dot + 1);
		mark.depth++;
	}
	mark.spaced = m.at.end > n.n && gb_utf8_is_space(gb_utf8_decode(gb_span_from(text, n.n), &(size_t){ 0 }));
	mark.ordinal = gb_seg_integer(n);
	if (n.n == 1 && (n.p[0] | 32) >= 'a' && (n.p[0] | 32) <= 'z')
		mark.ordinal = (n.p[0] | 32) - 'a' + 1;
	return mark;
}

static void add_piece(struct gb_seg *s, const struct gb_block *b, const struct gb_cell *cell, struct gb_span text, size_t off_cp)
{
	struct gb_piece *p = GB_PUSH(s->a, s->piece, s->npiece, s->piece_cap);

	gb_arena_reset(s->scratch);
	*p = (struct gb_piece){ .block = b, .cell = cell, .text = text, .off_cp = off_cp };
	p->role = role_of(s, gb_seg_unspaced(s->scratch, text));
	if (p->role == GB_ROLE_TEXT || p->role == GB_ROLE_ADDRESSEES || p->role == GB_ROLE_META)
		p->mark = mark_of(s, text);
	if (p->mark.rung != GB_RUNG_NONE)
		p->role = GB_ROLE_TEXT;
}

/* One piece a line: a reader leaves line ends where the source breaks the line by itself. */
static void split_lines(struct gb_seg *s, const struct gb_block *b, const struct gb_cell *cell, struct gb_span all)
{
	size_t off_cp = 0;

	while (all.n > 0) {
		struct gb_span line = gb_span_cut(&all, '\n');
		struct gb_span text = gb_span_trim(line);
		size_t before = text.n > 0 ? gb_utf8_count((struct gb_span){ line.p, (size_t)(text.p - line.p) }) : 0;

		if (text.n > 0)
			add_piece(s, b, cell, text, off_cp + before);
		off_cp += gb_utf8_count(line) + 1;
	}
}

static bool one_column(const struct gb_block *b)
{
	for (size_t i = 0; i < b->cells.n; i++)
		if (b->cells.item[i].col > 0 && gb_span_trim(b->cells.item[i].text).n > 0)
			return false;
	return b->cells.n > 0;
}

static void add_table(struct gb_seg *s, const struct gb_block *b)
{
	if (!one_column(b)) {
		struct gb_piece *p = GB_PUSH(s->a, s->piece, s->npiece, s->piece_cap);

		*p = (struct gb_piece){ .block = b, .role = GB_ROLE_TABLE };
		return;
	}
	for (size_t i = 0; i < b->cells.n; i++) /* a box, or a frame round running text */
		split_lines(s, b, &b->cells.item[i], b->cells.item[i].text);
}

/* ---- lines of a table of contents that the reader took for paragraphs ---- */

struct seen {
	struct gb_span *key;
	size_t *last;
	size_t mask;
};

static size_t seen_slot(const struct seen *t, struct gb_span key)
{
	size_t h = 14695981039346656037u;

	for (size_t i = 0; i < key.n; i++)
		h = (h ^ (unsigned char)key.p[i]) * 1099511628211u;
	for (h &= t->mask; t->key[h].p != NULL && !gb_span_eq(t->key[h], key); h = (h + 1) & t->mask)
		;
	return h;
}

static struct seen index_pieces(struct gb_seg *s, size_t from)
{
	struct seen t = { .mask = 64 };

	while (t.mask < 2 * (s->npiece - from) + 2)
		t.mask *= 2;
	t.key = gb_arena_array(s->a, t.mask, sizeof *t.key);
	t.last = gb_arena_array(s->a, t.mask, sizeof *t.last);
	t.mask--;
	for (size_t i = from; i < s->npiece; i++) {
		if (s->piece[i].text.n == 0 || s->piece[i].text.n > SHORT_BYTES)
			continue;
		struct gb_span key = gb_seg_squeeze(s->a, s->piece[i].text);
		size_t slot = seen_slot(&t, key);

		t.key[slot] = key;
		t.last[slot] = i;
	}
	return t;
}

/* The title in a line of the contents: what stands before the leader and the page number. */
static struct gb_span contents_title(struct gb_arena *a, struct gb_span line)
{
	struct gb_span t = gb_seg_squeeze(a, line);
	size_t len;

	while (t.n > 0) {
		uint32_t cp = gb_utf8_decode_last(t, &len);

		if (cp < 0x80 ? (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z')
			      : cp != 0x2026 && cp != 0xb7 && cp != 0xff0e && cp != 0x22ef && cp != 0xff08 && cp != 0xff09 && cp != 0x2014)
			break;
		t.n -= len;
	}
	return t;
}

static void keep_contents(struct gb_seg *s, struct gb_span line)
{
	struct gb_span t = contents_title(s->a, line);

	if (t.n > 12)
		*GB_PUSH(s->a, s->contents.item, s->contents.n, s->contents.cap) = t;
}

static bool known_later(const struct seen *t, struct gb_span key, size_t i)
{
	size_t slot = seen_slot(t, key);

	return key.n > 0 && t->key[slot].p != NULL && t->last[slot] > i;
}

/* The line, or the line without its page number, is a heading further on. */
static bool stands_again(struct gb_seg *s, const struct seen *t, size_t i)
{
	struct gb_span line = s->piece[i].text;

	if (line.n > SHORT_BYTES)
		return false;
	return known_later(t, gb_seg_squeeze(s->scratch, line), i) || known_later(t, contents_title(s->scratch, line), i);
}

static void drop_contents(struct gb_seg *s, size_t head)
{
	struct seen t = index_pieces(s, head + 1);
	struct gb_match m;

	s->piece[head].role = GB_ROLE_SKIP;
	for (size_t i = head + 1; i < s->npiece; i++) {
		struct gb_piece *p = &s->piece[i];

		gb_arena_reset(s->scratch);
		if (p->role == GB_ROLE_TABLE || p->text.n > SHORT_BYTES)
			return;
		bool line = gb_seg_match(s, GB_R_CONTENTS_LINE, p->text, &m);

		if (!line && p->role != GB_ROLE_COLUMN && p->role != GB_ROLE_SKIP && !stands_again(s, &t, i))
			return;
		if (line)
			keep_contents(s, p->text);
		p->role = GB_ROLE_SKIP;
	}
}

/* ---- labels that are labels only beside others ---- */

struct series {
	long long arabic; /* the last 3. */
	long long padded; /* the last 09 */
	long long bare;   /* the last bare number that was taken for a label */
};

/* The first mark of the rung behind piece `i`, not far from it; 0 when there is none. */
static long long next_ordinal(const struct gb_seg *s, size_t i, enum gb_rung rung)
{
	for (size_t k = i + 1; k < s->npiece && k - i <= SERIES_PIECES; k++)
		if (s->piece[k].mark.rung == rung && (rung != GB_RUNG_BARE || s->piece[k].mark.spaced))
			return s->piece[k].mark.ordinal;
	return 0;
}

/* 4 场地要求 above 4.1 … */
static bool heads_decimals(const struct gb_seg *s, size_t i)
{
	for (size_t k = i + 1; k < s->npiece && k - i <= 3; k++)
		if (s->piece[k].mark.rung == GB_RUNG_DECIMAL && s->piece[k].mark.ordinal == s->piece[i].mark.ordinal)
			return true;
	return false;
}

static void confirm_bare(struct gb_seg *s, size_t i, struct series *seen)
{
	struct gb_mark *m = &s->piece[i].mark;
	bool starts = m->ordinal == 1 && m->spaced && next_ordinal(s, i, GB_RUNG_BARE) == 2;

	if (seen->padded > 0 && m->ordinal == seen->padded + 1 && m->ordinal >= 10) {
		m->rung = GB_RUNG_PADDED;
		seen->padded = m->ordinal;
	} else if (m->spaced && (starts || (seen->bare > 0 && m->ordinal == seen->bare + 1) || heads_decimals(s, i))) {
		m->rung = GB_RUNG_DECIMAL;
		m->depth = 1;
		seen->bare = m->ordinal;
	} else {
		*m = (struct gb_mark){ 0 };
	}
}

/* 3.4座广场安装座椅 behind item 2: the label is 3 and the number 4. */
static void split_label(struct gb_seg *s, size_t i, struct series *seen)
{
	struct gb_piece *p = &s->piece[i];
	size_t dot = gb_span_find(gb_span_sub(p->text, 0, 4), GB_S("."), 0);
	long long n = dot != (size_t)-1 && dot > 0 ? gb_seg_integer(gb_span_sub(p->text, 0, dot)) : 0;
	bool digit = dot != (size_t)-1 && dot + 1 < p->text.n && p->text.p[dot + 1] >= '1' && p->text.p[dot + 1] <= '9';

	if (n < 2 || !digit || n != seen->arabic + 1 || next_ordinal(s, i, GB_RUNG_ARABIC) == n)
		return;
	if (p->mark.rung == GB_RUNG_DECIMAL && p->mark.spaced)
		return;
	p->mark = (struct gb_mark){ .rung = GB_RUNG_ARABIC, .ordinal = n, .depth = 1, .len = dot + 1,
				    .label = gb_span_sub(p->text, 0, dot) };
}

/* Marks that depend on the ones before and behind them. */
static void confirm_marks(struct gb_seg *s)
{
	struct series seen = { 0 };

	for (size_t i = 0; i < s->npiece; i++) {
		struct gb_piece *p = &s->piece[i];

		gb_arena_reset(s->scratch);
		if (p->role != GB_ROLE_TEXT)
			continue;
		if (p->mark.rung == GB_RUNG_NONE || p->mark.rung == GB_RUNG_DECIMAL)
			split_label(s, i, &seen);
		if (p->mark.rung == GB_RUNG_BARE)
			confirm_bare(s, i, &seen);
		else if (p->mark.rung == GB_RUNG_PADDED)
			seen.padded = p->mark.ordinal;
		else if (p->mark.rung == GB_RUNG_ARABIC)
			seen.arabic = p->mark.ordinal;
		else if (p->mark.rung != GB_RUNG_NONE && p->mark.rung < GB_RUNG_ARABIC)
			seen.bare = 0;
	}
}

/* Names of bodies above a date are who signed. */
static bool signer_like(struct gb_seg *s, const struct gb_piece *p)
{
	struct gb_span t = gb_seg_unspaced(s->scratch, p->text);

	if (p->role != GB_ROLE_TEXT || p->mark.rung != GB_RUNG_NONE || t.n == 0 || t.n > 150)
		return false;
	for (size_t i = 0; i < t.n;) {
		size_t len;
		uint32_t cp = gb_utf8_decode(gb_span_from(t, i), &len);

		if (!gb_utf8_is_han(cp) && !gb_utf8_is_space(cp) && gb_seg_quote_step(cp) == 0 && cp != 0x3001)
			return false;
		i += len;
	}
	return gb_words_suffix(s->words[GB_W_BODY_TAIL], t) > 0;
}

static void mark_signers(struct gb_seg *s)
{
	for (size_t i = 0; i < s->npiece; i++) {
		if (s->piece[i].role != GB_ROLE_DATE)
			continue;
		gb_arena_reset(s->scratch);
		for (size_t k = i; k > 0 && i - k < 12 && signer_like(s, &s->piece[k - 1]); k--)
			s->piece[k - 1].role = GB_ROLE_SIGNER;
	}
}

void gb_line_make(struct gb_seg *s, const struct gb_block *blocks, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (blocks[i].kind == GB_BLOCK_PARAGRAPH)
			split_lines(s, &blocks[i], NULL, blocks[i].text);
		else if (blocks[i].kind == GB_BLOCK_TABLE)
			add_table(s, &blocks[i]);
		else if (blocks[i].kind == GB_BLOCK_TOC)
			keep_contents(s, blocks[i].text);
	}
	for (size_t i = 0; i < s->npiece; i++)
		if (s->piece[i].role == GB_ROLE_CONTENTS) {
			drop_contents(s, i);
			break; /* a file has one; another would cost another index */
		}
	confirm_marks(s);
	mark_signers(s);
}
