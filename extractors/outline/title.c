/* Titles: which pieces make one, what it issues, of what genre it is, for which period. */
#include "internal.h"

#include "text/day.h"
#include "base/utf8.h"
#include "text/marks.h"

#define TITLE_LINES 6
#define TITLE_BYTES 390

bool gb_title_like(const struct gb_seg *s, size_t i)
{
	const struct gb_piece *p = &s->piece[i];

	if (p->role != GB_ROLE_TEXT && p->role != GB_ROLE_SIGNER && p->role != GB_ROLE_MAST)
		return false;
	return p->mark.rung == GB_RUNG_NONE && p->text.n > 0 && p->text.n <= TITLE_BYTES && !gb_seg_ends_in(p->text, "。；：，！？;:,、");
}

struct gb_span gb_title_join(struct gb_seg *s, size_t from, size_t to)
{
	struct gb_span all = GB_S("");

	for (size_t i = from; i < to; i++)
		all = all.n == 0 ? s->piece[i].text
				 : gb_arena_concat(s->a, gb_arena_concat(s->a, all, GB_S("\n")), s->piece[i].text);
	return gb_seg_tidy(s->a, all);
}

static bool balanced(struct gb_span t)
{
	long depth = 0;
	size_t len;

	for (size_t i = 0; i < t.n && depth >= 0; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(t, i), &len);

		depth += cp == 0x300a || cp == 0x201c || cp == 0xff08;
		depth -= cp == 0x300b || cp == 0x201d || cp == 0xff09;
	}
	return depth == 0;
}

/* （试行）, （草案）, （2021—2025年） say nothing of the genre; nor does a note number [1] at the end. */
struct gb_span gb_title_bare(struct gb_span t)
{
	for (;;) {
		size_t open = gb_seg_ends_in(t, GB_MARK_ROUND_CLOSE)   ? gb_span_rfind(t, GB_S(GB_MARK_ROUND_OPEN))
			      : gb_seg_ends_in(t, ")") ? gb_span_rfind(t, GB_S("("))
			      : gb_seg_ends_in(t, "]") ? gb_span_rfind(t, GB_S("["))
						       : (size_t)-1;
		if (open == (size_t)-1 || open == 0)
			break;
		t = gb_span_trim(gb_span_sub(t, 0, open));
	}
	if (gb_span_starts(t, GB_S(GB_MARK_TITLE_OPEN)) && gb_span_ends(t, GB_S(GB_MARK_TITLE_CLOSE)))
		t = gb_span_sub(t, 3, t.n - 6);
	return t;
}

struct gb_span gb_title_genre(struct gb_seg *s, struct gb_span title)
{
	struct gb_span t = gb_title_bare(title);
	size_t n = gb_words_suffix(s->words[GB_W_GENRE], t);

	if (n == 0 || t.n < 9 || title.n > 2 * TITLE_BYTES || !balanced(title) || gb_seg_stop(title, "。；！？", 400) != (size_t)-1)
		return GB_S("");
	return gb_words_value(s->words[GB_W_GENRE], gb_span_from(t, t.n - n), "name");
}

/* A line that cannot be the first of a title. */
static bool goes_on(struct gb_seg *s, struct gb_span t)
{
	return gb_words_prefix(s->words[GB_W_TITLE_MIDDLE], t) > 0 || t.n < 24;
}

/* A line that cannot be the last of one: …执行情况和 */
static bool hangs(struct gb_seg *s, struct gb_span t)
{
	return gb_words_suffix(s->words[GB_W_TITLE_HANGS], gb_span_trim(t)) > 0;
}

static bool names_issuer(struct gb_seg *s, struct gb_span t)
{
	struct gb_match m;

	return gb_seg_match(s, GB_R_ABOUT, t, &m) &&
	       gb_words_suffix(s->words[GB_W_BODY_TAIL], gb_match_field(&m, t, "issuer")) > 0;
}

static bool same_size(const struct gb_piece *a, const struct gb_piece *b)
{
	double x = a->block->style.size, y = b->block->style.size;

	return x <= 0 || y <= 0 || (x - y < 1.1 && y - x < 1.1);
}

/* Two lines set alike in the type of titles: large or bold, in the middle. */
static bool title_type(const struct gb_piece *a, const struct gb_piece *b)
{
	const struct gb_style *x = &a->block->style, *y = &b->block->style;

	return a->block == b->block || (x->size >= 17.5 && y->size >= 17.5 && x->align == GB_ALIGN_CENTER && y->align == GB_ALIGN_CENTER &&
					x->bold == y->bold);
}

/* The line by itself is a whole title: the one below repeats it. */
static bool complete(struct gb_seg *s, struct gb_span t)
{
	return gb_title_genre(s, t).n > 0 && !goes_on(s, t);
}

size_t gb_title_before(struct gb_seg *s, size_t end, size_t floor)
{
	size_t best = end;

	for (size_t j = end; j > floor && end - j < TITLE_LINES && gb_title_like(s, j - 1); j--) {
		if (j < end && !same_size(&s->piece[j - 1], &s->piece[j]))
			break;
		struct gb_span t = gb_title_join(s, j - 1, end);

		if (gb_title_genre(s, t).n == 0) {
			if (best != end)
				break;
			continue;
		}
		if (best < end && !hangs(s, s->piece[j - 1].text) && !goes_on(s, gb_title_join(s, j, end)) &&
		    (complete(s, s->piece[j - 1].text) || !(names_issuer(s, t) || title_type(&s->piece[j - 1], &s->piece[j]))))
			break; /* a title already, and nothing says that the line above is of it */
		best = j - 1;
		if (names_issuer(s, t))
			break;
	}
	return best;
}

/* 《X》 without its marks; of several the first. */
static struct gb_span unquote(struct gb_span t)
{
	size_t len, depth = 0;

	if (!gb_span_starts(t, GB_S(GB_MARK_TITLE_OPEN)))
		return t;
	for (size_t i = 0; i < t.n; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(t, i), &len);

		depth += cp == 0x300a;
		if (cp == 0x300b && --depth == 0)
			return gb_span_sub(t, 3, i - 3);
	}
	return gb_span_from(t, 3);
}

/* The number of a note at the end [1], and what a web page puts behind: _栏目_网站. */
static struct gb_span without_notes(struct gb_span t)
{
	size_t site = gb_span_find(t, GB_S("_"), 0), open;

	if (site != (size_t)-1 && site >= 12)
		t = gb_span_sub(t, 0, site);
	open = gb_seg_ends_in(t, "]") ? gb_span_rfind(t, GB_S("[")) : (size_t)-1;
	if (open != (size_t)-1 && open > 0 && gb_seg_integer(gb_span_sub(t, open + 1, t.n - open - 2)) > 0)
		t = gb_span_trim(gb_span_sub(t, 0, open));
	return t;
}

/* A whole body by its last words; a region alone (某市) or 办公厅 alone is only a part of a name. */
static bool whole_body(struct gb_seg *s, struct gb_span t)
{
	return gb_utf8_count(t) >= 4 && gb_words_suffix(s->words[GB_W_BODY_TAIL], t) > 0 && !gb_seg_ends_in(t, "省市区县州盟旗");
}

/* 国家发展改革委 教育部 关于…: in the pieces the blanks still stand that part the names. */
void gb_title_issuers(struct gb_seg *s, struct gb_document *d)
{
	struct gb_spans parts = { 0 };
	struct gb_span rest = d->title_issuer, line, raw;

	for (size_t i = d->title_from; i < d->title_to && rest.n > 0; i++) {
		raw = s->piece[i].text;
		while (rest.n > 0 && raw.n > 0) {
			size_t blank = gb_span_find(raw, GB_S(" "), 0);

			line = gb_span_trim(gb_span_sub(raw, 0, blank));
			raw = blank == (size_t)-1 ? GB_S("") : gb_span_from(raw, blank + 1);
			if (!gb_span_starts(rest, line)) /* the last name, with 关于 behind it */
				line = gb_span_sub(line, 0, rest.n);
			if (line.n == 0 || !gb_span_starts(rest, line))
				return;
			rest = gb_span_from(rest, line.n);
			*GB_PUSH(s->a, parts.item, parts.n, parts.cap) = line;
		}
	}
	for (size_t i = 0; i < parts.n; i++)
		if (!whole_body(s, parts.item[i]))
			return;
	d->title_issuers = parts;
}

/* A line, or two, of the text say just this. */
static bool stands_alone(struct gb_seg *s, const struct gb_document *d, struct gb_span title)
{
	for (size_t i = d->body; title.n > 0 && i < d->to && i < d->body + 400; i++) {
		if (!gb_title_like(s, i) || s->piece[i].text.n > title.n + 60)
			continue;
		if (gb_seg_same(s->piece[i].text, title) || (i + 1 < d->to && gb_title_like(s, i + 1) &&
							     gb_seg_same(gb_title_join(s, i, i + 2), title)))
			return true;
	}
	return false;
}

static bool issues(struct gb_seg *s, struct gb_document *d, struct gb_span printed, struct gb_match *m)
{
	if (gb_seg_match(s, GB_R_ISSUING, printed, m) || gb_seg_match(s, GB_R_ISSUING_NEWS, printed, m) ||
	    gb_seg_match(s, GB_R_ISSUING_PLAIN, printed, m))
		return true;
	return gb_seg_match(s, GB_R_ISSUING_MAYBE, printed, m) && stands_alone(s, d, gb_match_field(m, printed, "what"));
}

void gb_title_read(struct gb_seg *s, struct gb_document *d, struct gb_span printed)
{
	struct gb_match m;

	printed = without_notes(printed);
	d->title = printed;
	if (issues(s, d, printed, &m)) {
		d->notice_title = printed;
		d->title = unquote(gb_seg_field(s, &m, printed, "what"));
		d->title_issuer = gb_seg_field(s, &m, printed, "issuer");
	} else if (gb_seg_match(s, GB_R_ABOUT, printed, &m)) {
		d->title_issuer = gb_seg_field(s, &m, printed, "issuer");
	}
	if (gb_seg_match(s, GB_R_FORWARDS, d->title_issuer, &m)) /* 市政府办公室转发市民政局等部门: the first issues it */
		d->title_issuer = gb_seg_field(s, &m, d->title_issuer, "issuer");
	if (gb_words_suffix(s->words[GB_W_BODY_TAIL], d->title_issuer) == 0)
		d->title_issuer = GB_S("");
	if (gb_seg_match(s, GB_R_REPORT, printed, &m)) /* the government of the region named reports */
		d->title_issuer = gb_arena_concat(s->a, gb_seg_field(s, &m, printed, "region"), GB_S("人民政府"));
	d->genre = gb_title_genre(s, d->title);
	if (d->genre.n == 0)
		d->genre = gb_title_genre(s, printed);
}

/* ---- period ---- */

static struct gb_title_years years(long long from, long long to)
{
	return from <= to ? (struct gb_title_years){ from, to, 0, 0 } : (struct gb_title_years){ 0 };
}

/* 数字某某2026行动方案: a year without 年 in front of what is planned; a long-term aim (2030行动纲要) begins on no day it says. */
static struct gb_title_years bare_year(struct gb_seg *s, struct gb_span title)
{
	struct gb_match m;
	long long year;

	if (!gb_seg_found(s, GB_R_BARE_YEAR, title, &m))
		return (struct gb_title_years){ 0 };
	year = gb_seg_integer(gb_match_field(&m, title, "year"));
	return years(gb_match_field(&m, title, "aim").n > 0 ? 0 : year, year);
}

struct gb_title_years gb_title_years_of(struct gb_seg *s, struct gb_span title)
{
	struct gb_title_years out = { 0 };
	struct gb_match m, part;

	if (gb_seg_found(s, GB_R_RANGE, title, &m))
		return years(gb_seg_integer(gb_match_field(&m, title, "from")), gb_seg_integer(gb_match_field(&m, title, "to")));
	if (gb_seg_found(s, GB_R_FIVEYEAR, title, &m))
		return years(gb_seg_integer(gb_match_key(&m, GB_KEY_FROM)), gb_seg_integer(gb_match_key(&m, GB_KEY_TO)));
	for (size_t at = 0; gb_rule_find(s->rule[GB_R_YEAR], s->m, s->scratch, title, at, &m); at = m.at.end)
		out.from = out.to = gb_seg_integer(gb_match_field(&m, title, "year"));
	if (out.to == 0)
		return bare_year(s, title);
	if (gb_seg_found(s, GB_R_LOOKS_BACK, title, &m) && gb_seg_found(s, GB_R_YEAR_PART, title, &part)) {
		out.first_month = gb_seg_integer(gb_match_key(&part, GB_KEY_FROM));
		out.last_month = gb_seg_integer(gb_match_key(&part, GB_KEY_TO));
	}
	return out;
}

void gb_title_days(struct gb_seg *s, struct gb_title_years y, struct gb_span *start, struct gb_span *end)
{
	struct gb_day from = { (int)y.from, y.first_month > 0 ? (int)y.first_month : 1, 1 };
	struct gb_day to = { (int)y.to, y.last_month > 0 ? (int)y.last_month : 12, 1 };

	*start = *end = GB_S("");
	if (y.to < 1000 || y.to > 9999 || to.m > 12)
		return;
	to.d = gb_day_of_month_last(to.y, to.m);
	*start = y.from >= 1000 ? gb_day_print(s->a, from) : GB_S("");
	*end = gb_day_print(s->a, to);
}

static void set_period(struct gb_seg *s, struct gb_document *d, long long from, long long to)
{
	gb_title_days(s, years(from, to), &d->start, &d->end);
}

static bool period_of_title(struct gb_seg *s, struct gb_document *d, struct gb_span title)
{
	gb_title_days(s, gb_title_years_of(s, title), &d->start, &d->end);
	return d->end.n > 0;
}

/* A plan without years in its title says early on by when it is to be reached: 到2027年，… */
static void period_of_text(struct gb_seg *s, struct gb_document *d)
{
	size_t left = 40;
	struct gb_match m;

	if (!gb_words_has(s->words[GB_W_GENRE_PLAN], d->genre))
		return;
	for (size_t i = d->body; i < d->to && left > 0; i++, left--) {
		struct gb_span text = gb_span_sub(s->piece[i].text, 0, 6000);

		gb_arena_reset(s->scratch);
		if (!gb_seg_found(s, GB_R_UNTIL, text, &m))
			continue;
		set_period(s, d, 0, gb_seg_integer(gb_match_field(&m, text, "year")));
		return;
	}
}

/* 现就“十五五”时期…提出意见: the preamble says for when. */
static bool period_of_preamble(struct gb_seg *s, struct gb_document *d)
{
	struct gb_match m;

	for (size_t i = d->body; i < d->to && i < d->body + 8 && s->piece[i].mark.rung == GB_RUNG_NONE; i++) {
		gb_arena_reset(s->scratch);
		if (!gb_seg_found(s, GB_R_SCOPE, gb_span_sub(s->piece[i].text, 0, 3000), &m))
			continue;
		set_period(s, d, gb_seg_integer(gb_match_key(&m, GB_KEY_FROM)), gb_seg_integer(gb_match_key(&m, GB_KEY_TO)));
		return d->end.n > 0;
	}
	return false;
}

void gb_title_period(struct gb_seg *s, struct gb_document *d)
{
	gb_arena_reset(s->scratch);
	if (!period_of_title(s, d, d->title) && !period_of_title(s, d, d->notice_title) && !period_of_preamble(s, d))
		period_of_text(s, d);
}
