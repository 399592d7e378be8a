/*
 * parties - who is to do it, and by when: lists of bodies in a column, on a line of their own, or in brackets.
 *
 * （责任单位：X、Y；完成时限：8月底）, （9月底完成，X牵头，Y配合）, （X、Y）: a bracket is cut into parts, and each part is
 * a term, a label with names, names with a verb behind them, or names alone.
 */
#include <assert.h>

#include "internal.h"
#include "base/utf8.h"
#include "text/marks.h"

#define LONGEST_BRACKET ((size_t)1500) /* bytes */
#define LONGEST_LINE ((size_t)400)     /* bytes of a paragraph that is nothing but its bodies */
#define MOST_NAME_CP ((size_t)40)
#define MOST_KNOWN ((size_t)64) /* names looked back at, so that a list of thousands stays linear */

static const char *const list_marks = "、，,；;。\n\t";
static const char *const part_marks = "，,；;。";

static struct gb_span cut_suffix(const struct gb_words *w, struct gb_span s)
{
	for (size_t n = gb_words_suffix(w, s); n > 0 && n < s.n; n = gb_words_suffix(w, s))
		s = gb_span_trim(gb_span_sub(s, 0, s.n - n));
	return s;
}

static bool known(const struct gb_bodies *p, struct gb_span name)
{
	size_t from = p->n > MOST_KNOWN ? p->n - MOST_KNOWN : 0;

	for (size_t i = from; i < p->n; i++)
		if (gb_span_eq(p->item[i].name, name))
			return true;
	return false;
}

/* The first of the words that stands inside the text, away from its ends: 市教委会同市财政局 -> 会同; or (size_t)-1. */
static size_t find_inside(const struct gb_words *w, struct gb_span text, size_t *len)
{
	for (size_t at = gb_utf8_len(text); at < text.n; at += gb_utf8_len(gb_span_from(text, at))) {
		*len = gb_words_prefix(w, gb_span_from(text, at));
		if (*len > 0 && at + *len < text.n)
			return at;
	}
	return (size_t)-1;
}

/* 责任单位 -> none, 牵头考核单位 -> 牵头; a label with parts of two kinds says nothing of either. */
static struct gb_span role_of_label(struct gb_seg *s, struct gb_span label)
{
	struct gb_span role = GB_S("");

	if (gb_words_has(s->words[GB_W_DUTY_LABEL], label))
		return gb_words_value(s->words[GB_W_DUTY_LABEL], label, "role");
	for (size_t at = 0; at < label.n; at += gb_utf8_len(gb_span_from(label, at))) {
		size_t n = gb_words_prefix(s->words[GB_W_DUTY_PART], gb_span_from(label, at));
		struct gb_span got = n > 0 ? gb_words_value(s->words[GB_W_DUTY_PART], gb_span_sub(label, at, n), "role") : role;

		if (role.n > 0 && !gb_span_eq(role, got))
			return GB_S("");
		role = got;
	}
	return role;
}

bool gb_parties_label(struct gb_seg *s, struct gb_span text, struct gb_span *role)
{
	struct gb_match m;

	if (text.n == 0 || text.n > 90 || !gb_seg_match(s, GB_R_DUTY_LABEL, text, &m))
		return false;
	*role = role_of_label(s, text);
	return true;
}

/* 市教委（牵头）: a bracket that says only what the body's part is. */
static struct gb_span role_in_bracket(struct gb_seg *s, struct gb_span *name, struct gb_span role)
{
	size_t open = gb_seg_ends_in(*name, GB_MARK_ROUND_CLOSE) ? gb_span_rfind(*name, GB_S(GB_MARK_ROUND_OPEN)) : (size_t)-1;

	if (open == (size_t)-1 || open == 0)
		return role;
	struct gb_span inside = gb_span_sub(*name, open + 3, name->n - open - 6);
	struct gb_span got = gb_words_value(s->words[GB_W_DUTY_LABEL], inside, "role");

	if (got.n == 0)
		return role;
	*name = gb_span_sub(*name, 0, open);
	return got;
}

static void add_party(struct gb_seg *s, struct gb_span name, struct gb_span role, struct gb_bodies *out)
{
	size_t verb = gb_words_suffix(s->words[GB_W_DUTY_VERB], name), len, with;

	if (verb > 0 && verb < name.n && gb_words_suffix(s->words[GB_W_BODY_TAIL], gb_span_sub(name, 0, name.n - verb)) > 0) {
		role = gb_words_value(s->words[GB_W_DUTY_VERB], gb_span_from(name, name.n - verb), "role"); /* 省供销社牵头、… */
		name = gb_span_sub(name, 0, name.n - verb);
	}
	with = find_inside(s->words[GB_W_DUTY_WITH], name, &len);
	if (with != (size_t)-1 && gb_words_suffix(s->words[GB_W_BODY_TAIL], gb_span_sub(name, 0, with)) > 0) {
		add_party(s, gb_span_sub(name, 0, with), role, out);
		name = gb_span_from(name, with + len);
	}
	name = cut_suffix(s->words[GB_W_DUTY_REST], name);
	role = role_in_bracket(s, &name, role);
	if (name.n < 3 || gb_utf8_count(gb_span_sub(name, 0, 200)) > MOST_NAME_CP || known(out, name))
		return;
	*GB_PUSH(s->a, out->item, out->n, out->cap) = (struct gb_body){ name, role };
}

/* A part that is a term: its words, else empty. */
static struct gb_span term_of(struct gb_seg *s, struct gb_span part)
{
	struct gb_match m;
	struct gb_span labelled;

	if (part.n == 0 || part.n > 120 || !gb_seg_match(s, GB_R_DUTY_TERM, part, &m))
		return GB_S("");
	labelled = gb_match_field(&m, part, "labelled");
	return labelled.n > 0 ? labelled : gb_match_field(&m, part, "bare");
}

/* Names in a row, with labels and terms between them; false when there is neither name nor term. */
static bool read_list(struct gb_seg *s, struct gb_span list, struct gb_span role, struct gb_bodies *out, struct gb_span *term)
{
	struct gb_spans names = { 0 };
	size_t before = out->n;
	bool ours = true;

	gb_seg_names(s->a, list, list_marks, &names);
	for (size_t i = 0; i < names.n; i++) {
		struct gb_span name = names.item[i], due = term_of(s, name);
		size_t colon = gb_seg_stop(name, "：:", 20);

		if (due.n > 0) {
			*term = due;
			continue;
		}
		if (colon != (size_t)-1) { /* another label inside the list: ；配合单位：…; what is below 牵头领导：is nobody's body */
			ours = gb_parties_label(s, gb_span_trim(gb_span_sub(name, 0, colon)), &role);
			name = gb_span_trim(gb_span_from(name, colon + (name.p[colon] == ':' ? 1 : 3)));
		}
		if (ours)
			add_party(s, name, role, out);
	}
	return out->n > before || term->n > 0;
}

void gb_parties_of_list(struct gb_seg *s, struct gb_span list, struct gb_span role, struct gb_bodies *out)
{
	struct gb_span term = GB_S("");

	read_list(s, list, role, out, &term);
}

/* ---- brackets ---- */

/* The end of the bracket that opens at the start of `text`, behind its closing mark; 0 when it does not close. */
static size_t bracket_end(struct gb_span text)
{
	size_t depth = 0, len;

	for (size_t i = 0; i < text.n && i < LONGEST_BRACKET; i += len) {
		uint32_t cp = gb_utf8_decode(gb_span_from(text, i), &len);
		bool opens = cp == '(' || cp == 0xff08 || cp == '[' || cp == 0x3010 || cp == 0xff3b;
		bool closes = cp == ')' || cp == 0xff09 || cp == ']' || cp == 0x3011 || cp == 0xff3d;

		depth += opens;
		if (closes && --depth == 0)
			return i + len;
	}
	return 0;
}

/* …牵头，…配合: each part ends in its verb; a part without one is served by the next. */
static bool read_verbal(struct gb_seg *s, struct gb_span inside, struct gb_bodies *out, struct gb_span *term)
{
	size_t at = 0, len, before = out->n;
	struct gb_span group;

	inside = gb_span_sub(inside, 0, gb_seg_stop(inside, GB_MARK_STOP, (size_t)-1));
	group = inside;
	while (at < inside.n) {
		size_t stop = gb_seg_stop(gb_span_from(inside, at), part_marks, (size_t)-1);
		size_t end = stop == (size_t)-1 ? inside.n : at + stop;
		struct gb_span part = gb_span_trim((struct gb_span){ group.p, (size_t)(inside.p + end - group.p) });
		size_t verb = gb_words_suffix(s->words[GB_W_DUTY_VERB], part);
		struct gb_span due = term_of(s, gb_span_trim(gb_span_sub(inside, at, end - at)));

		len = 1;
		if (end < inside.n)
			gb_utf8_decode(gb_span_from(inside, end), &len);
		at = end + len;
		if (due.n > 0)
			*term = due;
		else if (verb == 0)
			continue;
		else
			gb_parties_of_list(s, gb_span_sub(part, 0, part.n - verb),
					   gb_words_value(s->words[GB_W_DUTY_VERB], gb_span_from(part, part.n - verb), "role"), out);
		group = gb_span_from(inside, at < inside.n ? at : inside.n);
	}
	return out->n > before;
}

/* （市商务委、市税务局）: nothing but names, each of which ends like a body, and one in no other way. */
static bool read_bare(struct gb_seg *s, struct gb_span inside, struct gb_bodies *out, struct gb_span *term)
{
	struct gb_spans names = { 0 };
	struct gb_span due = GB_S("");
	size_t sure = 0, kept = 0;

	gb_seg_names(s->a, inside, list_marks, &names);
	for (size_t i = 0; i < names.n; i++) {
		struct gb_span name = cut_suffix(s->words[GB_W_DUTY_REST], names.item[i]), t = term_of(s, names.item[i]), role;

		if (t.n > 0) {
			due = t;
			continue;
		}
		if (gb_utf8_count(name) < 3 || gb_words_prefix(s->words[GB_W_BARE_START], name) > 0 ||
		    gb_words_suffix(s->words[GB_W_BARE_NONE], name) > 0 || gb_parties_label(s, name, &role))
			return false;
		if (gb_words_suffix(s->words[GB_W_BARE_SURE], name) > 0)
			sure++;
		else if (gb_words_suffix(s->words[GB_W_BARE_TAIL], name) == 0)
			return false;
		names.item[kept++] = name;
	}
	if (sure == 0 && (kept > 0 || due.n == 0))
		return false;
	for (size_t i = 0; i < kept; i++)
		add_party(s, names.item[i], GB_S(""), out);
	*term = due;
	return true;
}

static bool end_like_bodies(struct gb_seg *s, const struct gb_bodies *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (gb_words_suffix(s->words[GB_W_BARE_SURE], list->item[i].name) == 0 &&
		    gb_words_suffix(s->words[GB_W_BARE_TAIL], list->item[i].name) == 0)
			return false;
	return list->n > 0;
}

static bool ends_sentence(struct gb_span rest)
{
	rest = gb_span_trim(rest);
	return rest.n == 0 || gb_span_starts(rest, GB_S(GB_MARK_STOP)) || gb_span_starts(rest, GB_S(GB_MARK_SEMICOLON));
}

/* Has one of the bracket's parts a label of bodies, or of a term: 8月底完成，牵头单位：…; 牵头领导：…；责任单位：…? */
static bool has_label(struct gb_seg *s, struct gb_span inside)
{
	for (size_t at = 0; at < inside.n;) {
		size_t stop = gb_seg_stop(gb_span_from(inside, at), part_marks, (size_t)-1);
		size_t end = stop == (size_t)-1 ? inside.n : at + stop;
		struct gb_span part = gb_span_trim(gb_span_sub(inside, at, end - at)), role;
		size_t colon = gb_seg_stop(part, "：:", 20);

		if (colon != (size_t)-1 &&
		    (gb_parties_label(s, gb_span_trim(gb_span_sub(part, 0, colon)), &role) || term_of(s, part).n > 0))
			return true;
		at = end < inside.n ? end + gb_utf8_len(gb_span_from(inside, end)) : inside.n;
	}
	return false;
}

/* The bracket that opens at `open`; false when it says neither who nor by when. */
static bool read_bracket(struct gb_seg *s, struct gb_span text, size_t open, struct gb_bracket *out)
{
	struct gb_span rest = gb_span_from(text, open);
	size_t end = bracket_end(rest), lead = gb_utf8_len(rest), tail = 1;
	struct gb_span inside;
	bool closes;

	if (end == 0)
		return false;
	gb_utf8_decode_last(gb_span_sub(rest, 0, end), &tail);
	inside = gb_span_trim(gb_span_sub(rest, lead, end - lead - tail));
	*out = (struct gb_bracket){ .start = open, .end = open + end };
	if (has_label(s, inside))
		return read_list(s, inside, GB_S(""), &out->parties, &out->term);
	if (read_verbal(s, inside, &out->parties, &out->term) && end_like_bodies(s, &out->parties)) /* in mid-sentence too */
		return true;
	out->parties.n = 0;
	out->term = GB_S("");
	closes = ends_sentence(gb_span_from(text, open + end)) || open == 0 ||
		 gb_seg_ends_in(gb_span_trim(gb_span_sub(text, 0, open)), "。；！");
	return closes && (read_verbal(s, inside, &out->parties, &out->term) || read_bare(s, inside, &out->parties, &out->term));
}

/* The next （ ( 【 or [ at or after `from`. */
static size_t next_open(struct gb_span text, size_t from)
{
	for (size_t i = from; i < text.n; i++) {
		char c = text.p[i];
		struct gb_span rest = { text.p + i, text.n - i };

		if (c == '(' || c == '[' || (c == '\xef' &&
		     (gb_span_starts(rest, GB_S(GB_MARK_ROUND_OPEN)) || gb_span_starts(rest, GB_S(GB_MARK_SQUARE_OPEN)))) ||
		    (c == '\xe3' && gb_span_starts(rest, GB_S(GB_MARK_LENS_OPEN))))
			return i;
	}
	return (size_t)-1;
}

void gb_parties_brackets(struct gb_seg *s, struct gb_span text, struct gb_brackets *out)
{
	struct gb_bracket b;

	for (size_t open = next_open(text, 0); open != (size_t)-1; open = next_open(text, open + 1))
		if (read_bracket(s, text, open, &b)) {
			*GB_PUSH(s->a, out->item, out->n, out->cap) = b;
			open = b.end - 1;
		}
}

/* 责任单位：X on a line of its own; false when the text is none. */
static bool read_line(struct gb_seg *s, struct gb_span text, struct gb_bodies *out, struct gb_span *term)
{
	struct gb_match m;
	struct gb_span due = text.n < LONGEST_LINE ? term_of(s, text) : GB_S("");

	if (due.n > 0 && gb_seg_stop(text, "：:", 20) != (size_t)-1) {
		*term = due;
		return true;
	}
	if (text.n >= LONGEST_LINE || !gb_seg_match(s, GB_R_DUTY_LINE, text, &m))
		return false;
	read_list(s, gb_match_field(&m, text, "list"), role_of_label(s, gb_match_field(&m, text, "label")), out, term);
	return true;
}

static void merge(struct gb_seg *s, const struct gb_bodies *from, struct gb_bodies *out)
{
	for (size_t i = 0; i < from->n; i++)
		if (!known(out, from->item[i].name))
			*GB_PUSH(s->a, out->item, out->n, out->cap) = from->item[i];
}

void gb_parties_of_text(struct gb_seg *s, struct gb_span text, struct gb_bodies *out, struct gb_span *term)
{
	struct gb_brackets all = { 0 };
	struct gb_span due = GB_S("");
	size_t stop;

	assert(term != NULL);
	if (read_line(s, text, out, &due)) {
		*term = due.n > 0 ? due : *term;
		return;
	}
	for (size_t at = 0; at < text.n && gb_seg_stop(text, "：:", (size_t)-1) != (size_t)-1; at += stop + 3) { /* sentence by sentence */
		stop = gb_span_find(gb_span_from(text, at), GB_S(GB_MARK_STOP), 0);
		stop = stop == (size_t)-1 ? text.n - at : stop;
		read_line(s, gb_span_trim(gb_span_sub(text, at, stop)), out, &due);
	}
	gb_parties_brackets(s, text, &all);
	for (size_t i = 0; i < all.n; i++)
		merge(s, &all.item[i].parties, out);
	if (due.n > 0)
		*term = due;
}

bool gb_parties_same(const struct gb_bodies *x, const struct gb_bodies *y)
{
	for (size_t i = 0; i < x->n && x->n == y->n; i++)
		if (!gb_span_eq(x->item[i].name, y->item[i].name) || !gb_span_eq(x->item[i].role, y->item[i].role))
			return false;
	return x->n == y->n;
}

bool gb_parties_only(struct gb_seg *s, struct gb_span sentence)
{
	struct gb_bodies none = { 0 };
	struct gb_span term = GB_S("");
	struct gb_bracket b;

	if (sentence.n > LONGEST_BRACKET)
		return false;
	if (read_line(s, sentence, &none, &term))
		return true;
	return next_open(sentence, 0) == 0 && read_bracket(s, sentence, 0, &b) && ends_sentence(gb_span_from(sentence, b.end));
}

size_t gb_parties_tail(struct gb_seg *s, struct gb_span text)
{
	struct gb_span t = gb_span_trim(text);
	size_t before = (size_t)(t.p - text.p);
	struct gb_brackets all = { 0 };

	if (!gb_seg_ends_in(t, "）)】]］"))
		return before + t.n;
	gb_parties_brackets(s, t, &all);
	return before + (all.n > 0 && all.item[all.n - 1].end == t.n ? all.item[all.n - 1].start : t.n);
}
