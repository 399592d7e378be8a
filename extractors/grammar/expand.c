/* expand - {name} and {field:name} pasted until a pattern is plain PCRE2. */
#include <string.h>

#include "internal.h"
#include "base/say.h"

bool gb_expand_paste(struct gb_span s, size_t at, struct gb_paste *out)
{
	size_t close;

	bool escaped = (at > 0 && s.p[at - 1] == '\\') || (at > 1 && s.p[at - 2] == '\\'); /* \{ and \x{E000} */

	if (s.p[at] != '{' || at + 1 >= s.n || !g_ascii_isalpha(s.p[at + 1]) || escaped)
		return false;
	close = gb_span_find(s, GB_S("}"), at);
	if (close == (size_t)-1)
		return false;
	struct gb_span inner = gb_span_sub(s, at + 1, close - at - 1);

	out->end = close + 1;
	out->field = GB_S("");
	out->name = inner;
	if (gb_span_has(inner, GB_S(":"))) {
		out->name = inner;
		out->field = gb_span_cut(&out->name, ':');
	}
	return true;
}

struct gb_def *gb_expand_pasted(struct gb_grammar *g, const struct gb_def *def, struct gb_span name)
{
	struct gb_def *other = gb_scope_find(g, def->file, name);

	if (other == NULL || other->kind == GB_DEF_RULE) {
		gb_scope_fail(g, def->file, def->line,
			     _("no pattern, set or map of this file, or of a file in a `use` line, has this name"), name);
		return NULL;
	}
	other->used = true;
	return other;
}

static bool paste_name(struct gb_grammar *g, struct gb_def *def, const struct gb_paste *p, struct gb_buf *out)
{
	struct gb_def *other = gb_expand_pasted(g, def, p->name);

	if (other == NULL || !gb_expand_def(g, other))
		return false;
	gb_buf_add(out, p->field.n > 0 ? GB_S("(?<") : GB_S("(?:"));
	if (p->field.n > 0) {
		gb_buf_add(out, p->field);
		gb_buf_add_byte(out, '>');
	}
	gb_buf_add(out, other->expanded);
	gb_buf_add_byte(out, ')');
	return true;
}

static bool expand_body(struct gb_grammar *g, struct gb_def *def, struct gb_buf *out)
{
	size_t start = 0;

	for (size_t i = 0; i < def->body.n; i++) {
		struct gb_paste p;

		if (!gb_expand_paste(def->body, i, &p))
			continue;
		gb_buf_add(out, gb_span_sub(def->body, start, i - start));
		if (!paste_name(g, def, &p, out))
			return false;
		start = p.end;
		i = p.end - 1;
	}
	gb_buf_add(out, gb_span_from(def->body, start));
	return true;
}

bool gb_expand_def(struct gb_grammar *g, struct gb_def *def)
{
	struct gb_buf out = { .max = (size_t)4 << 20 };
	bool ok = true;

	if (def->expanded.n > 0)
		return true;
	if (def->expanding)
		return gb_scope_fail(g, def->file, def->line, _("a pattern pastes itself"), def->name);
	def->expanding = true;
	if (def->kind == GB_DEF_SET || def->kind == GB_DEF_MAP)
		gb_words_pattern(&def->words, g->arena, &out);
	else
		ok = expand_body(g, def, &out);
	def->expanding = false;
	if (ok)
		def->expanded = gb_arena_copy(g->arena, gb_buf_span(&out));
	gb_buf_free(&out);
	return ok;
}

/* (?<field> ... ) written out captures as well; it is bound to no map. */
static void bind_group(const struct gb_grammar *g, struct gb_span body, size_t at, struct gb_binds *out)
{
	struct gb_span rest = gb_span_from(body, at);
	size_t close = gb_span_find(rest, GB_S(">"), 0);

	if (!gb_span_starts(rest, GB_S("(?<")) || rest.n < 4 || !g_ascii_isalpha(rest.p[3]) || close == (size_t)-1)
		return;
	*GB_PUSH(g->arena, out->item, out->n, out->cap) = (struct gb_bind){ gb_span_sub(rest, 3, close - 3), NULL };
}

void gb_expand_binds(const struct gb_grammar *g, const struct gb_def *def, struct gb_binds *out)
{
	if (def->kind == GB_DEF_SET || def->kind == GB_DEF_MAP)
		return;
	for (size_t i = 0; i < def->body.n; i++) {
		struct gb_paste p;

		bind_group(g, def->body, i, out);
		if (!gb_expand_paste(def->body, i, &p))
			continue;
		const struct gb_def *other = gb_scope_find(g, def->file, p.name);

		if (other == NULL)
			continue;
		if (p.field.n > 0)
			*GB_PUSH(g->arena, out->item, out->n, out->cap) =
				(struct gb_bind){ p.field, other->kind == GB_DEF_MAP ? &other->words : NULL };
		gb_expand_binds(g, other, out);
	}
}

static bool listed(const struct gb_defs *d, const struct gb_def *def)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->item[i] == def)
			return true;
	return false;
}

void gb_expand_sets(const struct gb_grammar *g, const struct gb_def *def, struct gb_arena *a, struct gb_defs *out)
{
	for (size_t i = 0; i < def->body.n; i++) {
		struct gb_paste p;
		const struct gb_def *other = gb_expand_paste(def->body, i, &p) ? gb_scope_find(g, def->file, p.name) : NULL;

		if (other == NULL || listed(out, other))
			continue;
		*GB_PUSH(a, out->item, out->n, out->cap) = other; /* patterns as well, so that each is walked once */
		gb_expand_sets(g, other, a, out);
	}
}
