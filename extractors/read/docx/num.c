/*
 * numbering.xml and the counters.
 *
 * A list (w:num) shows the levels of an abstract list, some overridden.  All
 * lists over one abstract list count together, but a list with a
 * startOverride starts anew when it is first used.
 */
#include "internal.h"
#include "base/utf8.h"

#include <stdlib.h>

struct load {
	struct gb_docx *d;
	struct gb_docx_abs *abs; /* open, or NULL */
	struct gb_docx_num *num;
	struct gb_docx_over *over;
	struct gb_docx_lvl *lvl;
};

static int level_index(const struct gb_docx_elem *e)
{
	const int i = gb_docx_xml_int(e, GB_S("ilvl"), 0);

	return i >= 0 && i < GB_DOCX_LVLS ? i : -1;
}

static void begin_level(struct load *l, const struct gb_docx_elem *e)
{
	struct gb_arena *a = l->d->r->arena;
	const int i = level_index(e);

	l->lvl = NULL;
	if (l->over != NULL)
		l->lvl = l->over->lvl = gb_arena_alloc(a, sizeof *l->lvl);
	else if (l->abs != NULL && i >= 0)
		l->lvl = &l->abs->lvl[i];
	if (l->lvl == NULL)
		return;
	*l->lvl = (struct gb_docx_lvl){ .set = true, .restart = -1 };
	l->lvl->fmt = gb_docx_numfmt_of(GB_S("decimal"));
}

static void take_format(struct load *l, const struct gb_docx_elem *e)
{
	struct gb_span name = gb_docx_xml_val(e), custom;

	/* val="custom" format="001, 002, …": decimal with zeros in front is the one that occurs. */
	if (gb_span_eq(name, GB_S("custom")) && gb_docx_xml_attr(e, GB_S("format"), &custom) && gb_span_starts(custom, GB_S("0")))
		name = GB_S("decimalZero");
	l->lvl->fmt = gb_docx_numfmt_of(name);
}

static void in_level(struct load *l, const struct gb_docx_elem *e)
{
	struct gb_arena *a = l->d->r->arena;
	struct gb_docx_lvl *lvl = l->lvl;
	const struct gb_span val = gb_docx_xml_val(e);

	if (e->tag == GB_DOCX_START)
		lvl->start = gb_docx_xml_int(e, GB_S("val"), 0);
	else if (e->tag == GB_DOCX_NUM_FMT)
		take_format(l, e);
	else if (e->tag == GB_DOCX_LVL_TEXT)
		lvl->text = gb_arena_copy(a, val);
	else if (e->tag == GB_DOCX_LVL_RESTART)
		lvl->restart = gb_docx_xml_int(e, GB_S("val"), -1);
	else if (e->tag == GB_DOCX_IS_LGL)
		lvl->lgl = gb_docx_xml_on(e);
	else if (e->tag == GB_DOCX_SUFF)
		lvl->suff = gb_span_eq(val, GB_S("nothing")) ? GB_DOCX_SUFF_NOTHING
			  : gb_span_eq(val, GB_S("space"))   ? GB_DOCX_SUFF_SPACE
							     : GB_DOCX_SUFF_TAB;
	else if (e->tag == GB_DOCX_STYLE_REF_P)
		lvl->style = gb_arena_copy(a, val);
	else if (e->tag == GB_DOCX_R_PR)
		gb_docx_xml_skip(e);
	else
		gb_docx_prop_ppr(l->d, &lvl->ppr, e);
}

static void begin_over(struct load *l, const struct gb_docx_elem *e)
{
	const int i = level_index(e);

	l->over = l->num != NULL && i >= 0 ? &l->num->over[i] : NULL;
	if (l->over == NULL)
		gb_docx_xml_skip(e);
}

static void on_open(void *arg, const struct gb_docx_elem *e)
{
	struct load *l = arg;
	struct gb_docx_numbering *all = &l->d->numbering;
	struct gb_arena *a = l->d->r->arena;

	if (e->tag == GB_DOCX_ABSTRACT_NUM) {
		l->abs = gb_arena_alloc(a, sizeof *l->abs);
		l->abs->id = gb_docx_xml_int(e, GB_S("abstractNumId"), -1);
		*GB_PUSH(a, all->abs, all->nabs, all->cap_abs) = l->abs;
	} else if (e->tag == GB_DOCX_NUM) {
		l->num = GB_PUSH(a, all->num, all->nnum, all->cap_num);
		l->num->id = gb_docx_xml_int(e, GB_S("numId"), -1);
		l->num->abs_id = -1;
	} else if (e->tag == GB_DOCX_LVL_OVERRIDE) {
		begin_over(l, e);
	} else if (e->tag == GB_DOCX_LVL) {
		begin_level(l, e);
	} else if (l->lvl != NULL) {
		in_level(l, e);
	} else if (e->tag == GB_DOCX_START_OVERRIDE && l->over != NULL) {
		l->over->has_start = true;
		l->over->start = gb_docx_xml_int(e, GB_S("val"), 0);
	} else if (e->tag == GB_DOCX_ABSTRACT_NUM_ID && l->num != NULL) {
		l->num->abs_id = gb_docx_xml_int(e, GB_S("val"), -1);
	} else if (e->tag == GB_DOCX_NUM_STYLE_LINK && l->abs != NULL) {
		l->abs->num_style_link = gb_arena_copy(a, gb_docx_xml_val(e));
	} else if (e->tag == GB_DOCX_STYLE_LINK && l->abs != NULL) {
		l->abs->style_link = gb_arena_copy(a, gb_docx_xml_val(e));
	}
}

static void on_close(void *arg, enum gb_docx_tag tag)
{
	struct load *l = arg;

	if (tag == GB_DOCX_LVL)
		l->lvl = NULL;
	else if (tag == GB_DOCX_LVL_OVERRIDE)
		l->over = NULL;
	else if (tag == GB_DOCX_NUM)
		l->num = NULL;
	else if (tag == GB_DOCX_ABSTRACT_NUM)
		l->abs = NULL;
}

static int by_id(const void *a, const void *b)
{
	const struct gb_docx_num *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

static struct gb_docx_num *find_num(const struct gb_docx_numbering *all, int id)
{
	size_t lo = 0, hi = all->nnum;

	while (lo < hi) {
		const size_t mid = lo + (hi - lo) / 2;

		if (all->num[mid].id == id)
			return &all->num[mid];
		if (all->num[mid].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

static struct gb_docx_abs *find_abs(const struct gb_docx_numbering *all, int id)
{
	for (size_t i = 0; i < all->nabs; i++)
		if (all->abs[i]->id == id)
			return all->abs[i];
	return NULL;
}

/* An abstract list may only point to a numbering style, whose list has the levels. */
static struct gb_docx_abs *linked(const struct gb_docx *d, struct gb_docx_abs *abs)
{
	const struct gb_docx_numbering *all = &d->numbering;

	if (abs == NULL || abs->num_style_link.n == 0)
		return abs;
	const struct gb_docx_style *s = gb_docx_style_find(d, abs->num_style_link, 'n');
	const struct gb_docx_num *num = s != NULL ? find_num(all, s->ppr.num) : NULL;
	struct gb_docx_abs *to = num != NULL ? find_abs(all, num->abs_id) : NULL;

	if (to != NULL && to->num_style_link.n == 0)
		return to;
	for (size_t i = 0; i < all->nabs; i++)
		if (gb_span_eq(all->abs[i]->style_link, abs->num_style_link))
			return all->abs[i];
	return abs;
}

enum gb_err gb_docx_numbering_load(struct gb_docx *d, struct gb_span part)
{
	static const struct gb_docx_handler handler = { .open = on_open, .close = on_close };
	struct load l = { .d = d };
	struct gb_docx_numbering *all = &d->numbering;
	const enum gb_err err = gb_docx_xml_parse(d, part, &handler, &l);

	if (all->nnum > 0)
		qsort(all->num, all->nnum, sizeof *all->num, by_id);
	for (size_t i = 0; i < all->nnum; i++)
		all->num[i].abs = linked(d, find_abs(all, all->num[i].abs_id));
	return err;
}

/* ---- counting ---- */

static const struct gb_docx_lvl *level_of(const struct gb_docx_num *num, int i)
{
	return num->over[i].lvl != NULL ? num->over[i].lvl : &num->abs->lvl[i];
}

const struct gb_docx_lvl *gb_docx_num_level(const struct gb_docx *d, int id, int *ilvl, const struct gb_docx_style *style)
{
	const struct gb_docx_num *num = id > 0 ? find_num(&d->numbering, id) : NULL;

	if (num == NULL || num->abs == NULL)
		return NULL;
	/* A list named by a style stands on the level that names the style. */
	for (int i = 0; *ilvl < 0 && style != NULL && i < GB_DOCX_LVLS; i++)
		if (gb_span_eq(level_of(num, i)->style, style->id))
			*ilvl = i;
	if (*ilvl < 0)
		*ilvl = 0;
	if (*ilvl >= GB_DOCX_LVLS)
		return NULL;
	const struct gb_docx_lvl *lvl = level_of(num, *ilvl);

	return lvl->set ? lvl : NULL;
}

/*
 * A startOverride counts once for its list, on the level that first meets one;
 * later restarts go to the level's own start.  A level with a lvlRestart of
 * its own does not restart with the levels above it, so its override waits for
 * its first use.
 */
static void advance(struct gb_docx_num *num, int ilvl)
{
	struct gb_docx_abs *abs = num->abs;
	struct gb_docx_over *over = &num->over[ilvl];
	const bool anew = over->has_start && !over->started && (!num->started || level_of(num, ilvl)->restart >= 0);

	over->started = true;
	if (anew)
		abs->count[ilvl] = over->start;
	else
		abs->count[ilvl] = abs->used[ilvl] ? abs->count[ilvl] + 1 : level_of(num, ilvl)->start;
	num->started = num->started || anew;
	abs->used[ilvl] = true;
	for (int i = 0; i < ilvl; i++) {
		if (abs->used[i])
			continue;
		abs->count[i] = level_of(num, i)->start;
		abs->used[i] = true;
	}
	for (int i = ilvl + 1; i < GB_DOCX_LVLS; i++) {
		const int restart = level_of(num, i)->restart;

		if (restart < 0 || (restart > 0 && ilvl < restart))
			abs->used[i] = false;
	}
}

static bool has_han(struct gb_span s)
{
	size_t len;

	for (; s.n > 0; s = gb_span_from(s, len))
		if (gb_utf8_is_han(gb_utf8_decode(s, &len)))
			return true;
	return false;
}

void gb_docx_num_count(struct gb_docx *d, int id, int ilvl, struct gb_buf *out)
{
	struct gb_docx_num *num = find_num(&d->numbering, id);
	const struct gb_docx_lvl *lvl = level_of(num, ilvl);
	struct gb_span text = lvl->text;

	advance(num, ilvl);
	/* A bullet is no text, unless words stand in its place ("注："). */
	if (gb_docx_numfmt_is_bullet(lvl->fmt) && !has_han(text))
		return;
	while (text.n > 0) {
		const size_t at = gb_span_find(text, GB_S("%"), 0);
		const struct gb_span head = gb_span_sub(text, 0, at);
		const char digit = at != (size_t)-1 && at + 1 < text.n ? text.p[at + 1] : '\0';

		gb_buf_add(out, head);
		text = gb_span_from(text, head.n);
		if (digit >= '1' && digit <= '9') {
			const int i = digit - '1';

			gb_docx_numfmt_put(out, level_of(num, i)->fmt, lvl->lgl, num->abs->count[i]);
			text = gb_span_from(text, 2);
		} else if (text.n > 0) {
			gb_buf_add_byte(out, '%');
			text = gb_span_from(text, 1);
		}
	}
}
