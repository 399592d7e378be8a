/* Where documents begin: by their number, their addressees, or the contents of the gazette they stand in. */
#include "internal.h"
#include "text/marks.h"

#define FRONT 60 /* pieces before the first document that can be a masthead */
#define ZONE 40  /* pieces in which a document without a number has its title */

static bool is_long(const struct gb_piece *p)
{
	return p->text.n > 180 || (p->text.n > 90 && gb_seg_ends_in(p->text, GB_MARK_STOP));
}

static struct gb_document *add(struct gb_seg *s, struct gb_documents *out, size_t from, size_t title_from, size_t title_to, size_t body)
{
	struct gb_document *d;

	if (out->n > 0)
		out->item[out->n - 1].to = from;
	d = GB_PUSH(s->a, out->item, out->n, out->cap);
	*d = (struct gb_document){ 0 };
	d->from = from;
	d->to = s->npiece;
	d->title_from = title_from;
	d->title_to = title_to;
	d->body = body;
	return d;
}

static size_t title_after(struct gb_seg *s, size_t from, size_t *begin)
{
	for (size_t end = from + 1; end <= s->npiece && end - from <= 6; end++) {
		if (is_long(&s->piece[end - 1]) && !gb_title_like(s, end - 1))
			break;
		*begin = gb_title_before(s, end, from);
		/* a title over several lines ends with the last that can be added */
		if (*begin < end)
			return end;
	}
	return from;
}

/* The number again, as in a table of what the page says of itself and then in the text. */
static bool repeats(struct gb_seg *s, const struct gb_documents *out, size_t i)
{
	if (out->n == 0)
		return false;
	const struct gb_document *d = &out->item[out->n - 1];

	for (size_t k = d->body; k < i; k++)
		if (is_long(&s->piece[k]) || s->piece[k].role == GB_ROLE_TABLE)
			return false;
	for (size_t k = d->from; k < i; k++)
		if (s->piece[k].role == GB_ROLE_NUMBER)
			return gb_seg_same(s->piece[k].text, s->piece[i].text);
	return false;
}

/* 《某办法》已经…通过，现予公布: what an order puts into force. */
static struct gb_span ordered_title(struct gb_seg *s, size_t from)
{
	for (size_t i = from; i < s->npiece && i < from + 3; i++) {
		struct gb_span t = s->piece[i].text;
		size_t end = gb_span_find(t, GB_S(GB_MARK_TITLE_CLOSE), 0);

		if (gb_span_starts(t, GB_S(GB_MARK_TITLE_OPEN)) && end != (size_t)-1 && end < 300)
			return gb_seg_tidy(s->a, gb_span_sub(t, 3, end - 3));
	}
	return GB_S("");
}

static bool head_at_order(struct gb_seg *s, struct gb_documents *out, size_t i)
{
	struct gb_match m;
	size_t body = i + 1;

	if (body < s->npiece && gb_seg_match(s, GB_R_ORDER_NUMBER, s->piece[body].text, &m))
		body++;
	struct gb_span title = ordered_title(s, body);

	if (title.n == 0 || (body == i + 1 && !gb_seg_ends_in(s->piece[i].text, "号")))
		return false;
	add(s, out, i, i, i, body)->fuller = title;
	return true;
}

static bool stands_between(const struct gb_piece *p)
{
	return p->role == GB_ROLE_META || p->role == GB_ROLE_SKIP || p->role == GB_ROLE_IMPRINT;
}

static void head_at_number(struct gb_seg *s, struct gb_documents *out, size_t i)
{
	size_t floor = out->n > 0 ? out->item[out->n - 1].body : 0;
	size_t end = i, body = i + 1, title;

	while (end > floor && stands_between(&s->piece[end - 1])) /* what a page says of itself, below its title */
		end--;
	title = gb_title_before(s, end, floor);
	if (s->piece[i].role == GB_ROLE_ORDER) {
		head_at_order(s, out, i);
		return;
	}
	if (title == end) {
		end = title_after(s, body, &title);
		if (end == body && (out->n > 0 || i > FRONT))
			return;
		if (end == body)
			title = end = i;
		else
			body = end;
	}
	if (repeats(s, out, i)) {
		struct gb_document *d = &out->item[out->n - 1];

		if (end > title)
			d->title_from = title, d->title_to = end;
		d->body = body;
		return;
	}
	add(s, out, title < i ? title : i, title, end, body);
}

static void head_at_addressees(struct gb_seg *s, struct gb_documents *out, size_t i)
{
	size_t floor = out->n > 0 ? out->item[out->n - 1].body : 0;
	size_t title = gb_title_before(s, i, floor);

	if (title < i)
		add(s, out, title, title, i, i);
}

/* Lines that together are an entry of the gazette's contents. */
static bool head_in_contents(struct gb_seg *s, struct gb_documents *out, size_t i)
{
	size_t floor = out->n > 0 ? out->item[out->n - 1].body : 0;

	if (i < floor || !gb_title_like(s, i))
		return false;
	for (size_t end = i + 1; end <= s->npiece && end - i <= 6 && gb_title_like(s, end - 1); end++) {
		struct gb_span t = gb_seg_squeeze(s->scratch, gb_title_join(s, i, end));

		if (out->n > 0 && gb_seg_same(out->item[out->n - 1].fuller, t))
			return false; /* what the order above puts into force */

		for (size_t k = 0; k < s->contents.n; k++)
			if (gb_span_eq(s->contents.item[k], t)) {
				add(s, out, i, i, end, end);
				return true;
			}
	}
	return false;
}

/* ---- a document without a number ---- */

static size_t zone_end(struct gb_seg *s, size_t from)
{
	size_t i = from;

	for (; i < s->npiece && i - from < ZONE; i++) {
		const struct gb_piece *p = &s->piece[i];

		if (p->role == GB_ROLE_SALUTATION || p->mark.rung != GB_RUNG_NONE || (is_long(p) && p->role == GB_ROLE_TEXT))
			break;
		if (p->role == GB_ROLE_TABLE && !gb_fields_is_table(s, p->block))
			break;
	}
	return i;
}

static struct gb_span meta_title(const struct gb_seg *s)
{
	for (size_t i = 0; i < s->source.meta.n; i++)
		if (gb_span_eq(s->source.meta.item[i].name, GB_S("ArticleTitle")))
			return gb_span_trim(s->source.meta.item[i].value);
	return GB_S("");
}

struct candidate {
	size_t from, to;
	double weight;
	struct gb_span text;
};

static double weigh(struct gb_seg *s, size_t from, struct gb_span text)
{
	const struct gb_style *style = &s->piece[from].block->style;
	struct gb_span meta = meta_title(s);

	return (meta.n > 0 && gb_seg_same(meta, text) ? 1000 : 0) + style->size + (style->align == GB_ALIGN_CENTER ? 0.5 : 0) +
	       (style->level == 1 ? 5 : 0);
}

/* Of titles that say the same the last one counts: a page repeats it above the text. */
static struct candidate best_title(struct gb_seg *s, size_t from, size_t to)
{
	struct candidate best = { from, from, -1, GB_S("") };

	for (size_t end = from + 1; end <= to; end++) {
		size_t begin = gb_title_before(s, end, from);

		if (begin == end)
			continue;
		struct candidate c = { begin, end, 0, gb_title_join(s, begin, end) };

		c.weight = weigh(s, begin, c.text);
		if (c.weight > best.weight || gb_seg_same(c.text, best.text)) {
			best = c;
		} else if (best.text.n > c.text.n && gb_span_ends(best.text, c.text)) { /* the same, said shorter */
			best.from = c.from;
			best.to = c.to;
		}
	}
	return best;
}

static struct candidate any_title(struct gb_seg *s, size_t from, size_t to)
{
	struct candidate best = { from, from, -1, meta_title(s) };

	for (size_t i = from; i < to; i++)
		if (best.text.n > 0 && gb_seg_same(best.text, s->piece[i].text))
			best.from = i, best.to = i + 1;
	if (best.text.n > 0)
		return best;
	for (size_t i = from; i < to; i++) {
		double weight = weigh(s, i, GB_S("-"));

		if (!gb_title_like(s, i) || s->piece[i].role == GB_ROLE_SIGNER || s->piece[i].text.n < 9 || weight <= best.weight)
			continue;
		best = (struct candidate){ i, i + 1, weight, s->piece[i].text };
	}
	return best;
}

static void headless(struct gb_seg *s, struct gb_documents *out, size_t from)
{
	size_t end = zone_end(s, from);
	struct candidate c = best_title(s, from, end);

	gb_arena_reset(s->scratch);
	if (c.from == c.to)
		c = any_title(s, from, end);
	struct gb_document *d = add(s, out, from, c.from, c.to, c.to);
	struct gb_span meta = meta_title(s);

	if (c.to > c.from && meta.n > c.text.n && gb_span_ends(meta, c.text)) /* 政府工作报告 and 2026年某省政府工作报告 */
		c.text = meta;
	d->fuller = gb_seg_tidy(s->a, gb_seg_short(c.text, 200));
}

static bool text_before(const struct gb_seg *s, size_t end)
{
	size_t n = 0;

	for (size_t i = 0; i < end; i++)
		n += is_long(&s->piece[i]);
	return n >= 2;
}

static void find_heads(struct gb_seg *s, struct gb_documents *out, size_t from)
{
	for (size_t i = from; i < s->npiece; i++) {
		gb_arena_reset(s->scratch);
		if (s->piece[i].role == GB_ROLE_NUMBER || s->piece[i].role == GB_ROLE_ORDER)
			head_at_number(s, out, i);
		else if (s->piece[i].role == GB_ROLE_ADDRESSEES)
			head_at_addressees(s, out, i);
		else if (s->in_gazette && s->contents.n > 0 && s->contents.n < 300)
			head_in_contents(s, out, i);
	}
}

void gb_document_find(struct gb_seg *s, struct gb_documents *out)
{
	struct gb_documents heads = { 0 };

	gb_fields_masthead(s, s->npiece < FRONT ? s->npiece : FRONT);
	find_heads(s, &heads, 0);
	if (heads.n == 0 || (!s->in_gazette && text_before(s, heads.item[0].from)))
		headless(s, out, 0);
	else if (!s->in_gazette)
		heads.item[0].from = 0;
	for (size_t i = 0; i < heads.n; i++) {
		if (out->n > 0 && i == 0)
			out->item[0].to = heads.item[0].from;
		*GB_PUSH(s->a, out->item, out->n, out->cap) = heads.item[i];
	}
}
