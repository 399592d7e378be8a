/* Who is to do it: lists of bodies, in a column or in brackets at the end of the text. */
#include "internal.h"

static struct gb_span cut_suffix(const struct gb_words *w, struct gb_span s)
{
	for (size_t n = gb_words_suffix(w, s); n > 0 && n < s.n; n = gb_words_suffix(w, s))
		s = gb_span_trim(gb_span_sub(s, 0, s.n - n));
	return s;
}

static bool known(const struct gb_parties *p, struct gb_span name)
{
	size_t from = p->n > 64 ? p->n - 64 : 0;

	for (size_t i = from; i < p->n; i++)
		if (gb_span_eq(p->item[i].name, name))
			return true;
	return false;
}

/* 市教委（牵头）: a bracket that says only what the body's part is. */
static struct gb_span role_in_bracket(struct gb_seg *s, struct gb_span *name, struct gb_span role)
{
	size_t open = gb_seg_ends_in(*name, "）") ? gb_span_rfind(*name, GB_S("（")) : (size_t)-1;

	if (open == (size_t)-1 || open == 0)
		return role;
	struct gb_span inside = gb_span_sub(*name, open + 3, name->n - open - 6);
	struct gb_span got = gb_words_value(s->words[GB_W_DUTY_LABEL], inside, "role");

	if (got.n == 0)
		return role;
	*name = gb_span_sub(*name, 0, open);
	return got;
}

static void add_party(struct gb_seg *s, struct gb_span name, struct gb_span role, struct gb_parties *out)
{
	name = cut_suffix(s->words[GB_W_DUTY_REST], name);
	role = role_in_bracket(s, &name, role);
	if (name.n < 3 || gb_utf8_count(gb_span_sub(name, 0, 200)) > 40 || known(out, name))
		return;
	*GB_PUSH(s->a, out->item, out->n, out->cap) = (struct gb_party){ name, role };
}

void gb_parties_of_list(struct gb_seg *s, struct gb_span list, struct gb_span role, struct gb_parties *out)
{
	struct gb_spans names = { 0 };

	gb_split_names(s->a, list, "、，,；;。\n\t", &names);
	for (size_t i = 0; i < names.n; i++) {
		struct gb_span name = names.item[i], label = name;
		size_t colon = gb_seg_stop(name, "：:", 20);

		if (colon != (size_t)-1) { /* a second label inside the list: ；配合单位：… */
			label = gb_span_sub(name, 0, colon);
			if (!gb_words_has(s->words[GB_W_DUTY_LABEL], label))
				continue;
			role = gb_words_value(s->words[GB_W_DUTY_LABEL], label, "role");
			name = gb_span_trim(gb_span_from(name, colon + (name.p[colon] == ':' ? 1 : 3)));
		}
		add_party(s, name, role, out);
	}
}

/* …牵头，…配合: each part ends in its verb; a part without one is served by the next. */
static void verbal_list(struct gb_seg *s, struct gb_span inside, struct gb_parties *out)
{
	struct gb_span group = inside;
	size_t at = 0;

	inside = gb_span_sub(inside, 0, gb_seg_stop(inside, "。", (size_t)-1));
	while (at < inside.n) {
		size_t stop = gb_seg_stop(gb_span_from(inside, at), "，；,;", (size_t)-1);
		size_t end = stop == (size_t)-1 ? inside.n : at + stop;
		struct gb_span part = gb_span_trim((struct gb_span){ group.p, (size_t)(inside.p + end - group.p) });
		size_t verb = gb_words_suffix(s->words[GB_W_DUTY_VERB], part);
		size_t len = 1;

		if (end < inside.n)
			gb_utf8_decode(gb_span_from(inside, end), &len);
		at = end + len;
		if (verb == 0)
			continue;
		gb_parties_of_list(s, gb_span_sub(part, 0, part.n - verb),
				   gb_words_value(s->words[GB_W_DUTY_VERB], gb_span_from(part, part.n - verb), "role"), out);
		group = gb_span_from(inside, at < inside.n ? at : inside.n);
	}
}

/* The bracket that opens at `open`; false when it does not say who is responsible. */
static bool duty_bracket(struct gb_seg *s, struct gb_span text, size_t open, struct gb_match *m)
{
	struct gb_span rest = gb_span_sub(text, open, 1500);

	return gb_seg_match(s, GB_R_LABELLED, rest, m) || gb_seg_match(s, GB_R_VERBAL, rest, m);
}

/* The next （ ( 【 or [ at or after `from`. */
static size_t next_open(struct gb_span text, size_t from)
{
	for (size_t i = from; i < text.n; i++) {
		char c = text.p[i];
		struct gb_span rest = { text.p + i, text.n - i };

		if (c == '(' || c == '[' || (c == '\xef' && gb_span_starts(rest, GB_S("（"))) ||
		    (c == '\xe3' && gb_span_starts(rest, GB_S("【"))))
			return i;
	}
	return (size_t)-1;
}

static bool ends_sentence(struct gb_span rest)
{
	rest = gb_span_trim(rest);
	return rest.n == 0 || gb_span_starts(rest, GB_S("。")) || gb_span_starts(rest, GB_S("；"));
}

void gb_parties_of_text(struct gb_seg *s, struct gb_span text, struct gb_parties *out)
{
	struct gb_match m;

	if (text.n < 400 && gb_seg_match(s, GB_R_DUTY_LINE, text, &m)) {
		gb_parties_of_list(s, gb_match_field(&m, text, "list"),
				   gb_words_value(s->words[GB_W_DUTY_LABEL], gb_match_field(&m, text, "label"), "role"), out);
		return;
	}
	size_t stop = gb_span_rfind(gb_span_sub(text, 0, text.n > 3 ? text.n - 3 : 0), GB_S("。"));
	struct gb_span last = stop != (size_t)-1 ? gb_span_trim(gb_span_from(text, stop + 3)) : GB_S("");

	if (last.n > 0 && last.n < 400 && gb_seg_match(s, GB_R_DUTY_LINE, last, &m))
		gb_parties_of_list(s, gb_match_field(&m, last, "list"),
				   gb_words_value(s->words[GB_W_DUTY_LABEL], gb_match_field(&m, last, "label"), "role"), out);
	for (size_t open = next_open(text, 0); open != (size_t)-1; open = next_open(text, open + 1)) {
		struct gb_span rest = gb_span_sub(text, open, 1500);

		if (!duty_bracket(s, text, open, &m))
			continue;
		if (gb_match_field(&m, rest, "label").n > 0) {
			struct gb_span label = gb_match_field(&m, rest, "label");

			gb_parties_of_list(s, gb_match_field(&m, rest, "list"),
					   gb_words_value(s->words[GB_W_DUTY_LABEL], label, "role"), out);
		} else if (ends_sentence(gb_span_from(rest, m.at.end))) {
			size_t lead = gb_utf8_len(rest), tail = 1;

			gb_utf8_decode_last(gb_span_sub(rest, 0, m.at.end), &tail);
			verbal_list(s, gb_span_sub(rest, lead, m.at.end - lead - tail), out);
		}
		open += m.at.end - 1;
	}
}

bool gb_parties_only(struct gb_seg *s, struct gb_span sentence)
{
	struct gb_match m;

	if (sentence.n > 1500)
		return false;
	if (gb_seg_match(s, GB_R_DUTY_LINE, sentence, &m))
		return true;
	return next_open(sentence, 0) == 0 && duty_bracket(s, sentence, 0, &m) && ends_sentence(gb_span_from(sentence, m.at.end));
}

size_t gb_parties_tail(struct gb_seg *s, struct gb_span text)
{
	struct gb_span t = gb_span_trim(text);
	struct gb_match m;
	size_t end = (size_t)(t.p - text.p) + t.n, open;

	if (!gb_seg_ends_in(t, "）)】]"))
		return end;
	open = gb_span_rfind(t, GB_S("（"));
	if (open == (size_t)-1)
		open = gb_span_rfind(t, GB_S("("));
	for (int tries = 0; open != (size_t)-1 && tries < 8; tries++) { /* names can hold brackets themselves */
		if (duty_bracket(s, t, open, &m) && open + m.at.end == t.n)
			return (size_t)(t.p - text.p) + open;
		open = gb_span_rfind(gb_span_sub(t, 0, open), GB_S("（"));
	}
	return end;
}
