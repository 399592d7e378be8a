#include "internal.h"
#include "base/say.h"
#include "record/record.h"

#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "base/lines.h"
#include "base/utf8.h"

#define LONGEST_LINE ((size_t)16 << 20)

static guint hash(gconstpointer key)
{
	const struct gb_span *s = key;
	guint h = 5381;

	for (size_t i = 0; i < s->n; i++)
		h = h * 33 + (unsigned char)s->p[i];
	return h;
}

static gboolean same(gconstpointer a, gconstpointer b)
{
	return gb_span_eq(*(const struct gb_span *)a, *(const struct gb_span *)b);
}

const struct gb_correction *gb_corrections_of(const struct gb_corrections *c, struct gb_span id)
{
	return g_hash_table_lookup(c->by_id, &id);
}

static const char *unknown_key(const struct gb_value *v)
{
	const struct gb_shape *known = gb_shape_of(GB_KIND_CORRECTION);

	for (const struct gb_value *m = v->first; m != NULL; m = m->next)
		if (!gb_span_eq(m->key, GB_S("record")) && gb_shape_member(known, m->key, 0) == NULL)
			return N_("has an unknown key; the keys are id, action, field, value, reason, was, source");
	return NULL;
}

static bool action_of(struct gb_span word, enum gb_correction_action *out)
{
	const struct gb_shape_field *action = gb_shape_member(gb_shape_of(GB_KIND_CORRECTION), GB_S("action"), 0);
	const int i = word.n > 0 ? gb_shape_word(action->words, word) : GB_CORRECTION_SET;

	*out = i >= 0 ? (enum gb_correction_action)i : GB_CORRECTION_SET;
	return i >= 0;
}

/* An added record that has been written out is named like one: 甲#一/a1 belongs to 甲#一. */
static struct gb_span owner(struct gb_span id)
{
	size_t n = id.n;

	while (n > 0 && id.p[n - 1] >= '0' && id.p[n - 1] <= '9')
		n--;
	return n < id.n && n > 2 && id.p[n - 1] == 'a' && id.p[n - 2] == '/' ? gb_span_sub(id, 0, n - 2) : id;
}

/* NULL, or what is wrong with the line. */
static const char *fill(struct gb_correction *c, const struct gb_value *v)
{
	static const char *const fixed[] = { "id", "document", "measure", "where", "rule" };

	if (v->kind != GB_JSON_OBJECT)
		return N_("is not a JSON object");
	if (unknown_key(v) != NULL)
		return unknown_key(v);
	c->id = gb_value_text(v, GB_S("id"));
	c->field = gb_value_text(v, GB_S("field"));
	c->reason = gb_value_text(v, GB_S("reason"));
	c->source = gb_value_text(v, GB_S("source"));
	c->value = gb_value_member(v, GB_S("value"));
	c->was = gb_value_member(v, GB_S("was"));
	if (c->id.n == 0)
		return N_("has no id");
	if (!action_of(gb_value_text(v, GB_S("action")), &c->action))
		return N_("has an action that is not set, reject or add");
	if (c->action == GB_CORRECTION_ADD)
		c->id = owner(c->id);
	if (c->action == GB_CORRECTION_ADD && (c->value == NULL || c->value->kind != GB_JSON_OBJECT))
		return N_("adds a record, so its value must be the record");
	if (c->action == GB_CORRECTION_SET && (c->field.n == 0 || c->value == NULL))
		return N_("sets a field, so it needs field and value");
	for (size_t i = 0; i < G_N_ELEMENTS(fixed) && c->action == GB_CORRECTION_SET; i++)
		if (gb_span_eq(c->field, gb_span_of(fixed[i])))
			return N_("is about a field that says where the record comes from; it cannot be corrected");
	return NULL;
}

/* Two corrections of one thing do not go together; additions do. */
static const char *clash(const struct gb_correction *first, const struct gb_correction *c)
{
	for (; first != NULL && c->action != GB_CORRECTION_ADD; first = first->next) {
		if (first->action == GB_CORRECTION_REJECT || (c->action == GB_CORRECTION_REJECT && first->action == GB_CORRECTION_SET))
			return N_("is about a record that another line rejects or changes");
		if (first->action == GB_CORRECTION_SET && gb_span_eq(first->field, c->field))
			return N_("is about a field that another line corrects");
	}
	return NULL;
}

static void enter(struct gb_corrections *cs, struct gb_correction *c)
{
	struct gb_correction *at = g_hash_table_lookup(cs->by_id, &c->id);

	c->index = cs->n;
	*GB_PUSH(cs->arena, cs->item, cs->n, cs->cap) = c;
	if (at == NULL) {
		g_hash_table_insert(cs->by_id, &c->id, c);
		return;
	}
	while (at->next != NULL)
		at = at->next;
	at->next = c;
}

static const char *take_line(struct gb_corrections *cs, struct gb_span line)
{
	struct gb_correction *c = gb_arena_alloc(cs->arena, sizeof *c);
	struct gb_value *v = NULL;
	size_t at;

	if (gb_span_trim(line).n == 0)
		return NULL;
	if (!gb_utf8_valid(line))
		return N_("is not UTF-8");
	const char *wrong = gb_json_parse(cs->arena, gb_arena_copy(cs->arena, line), &v, &at);

	if (wrong == NULL)
		wrong = fill(c, v);
	if (wrong == NULL)
		wrong = clash(gb_corrections_of(cs, c->id), c);
	if (wrong == NULL)
		enter(cs, c);
	return wrong;
}

static void say(struct gb_buf *why, const char *path, unsigned long long line, const char *what)
{
	gb_buf_clear(why);
	gb_buf_add(why, gb_span_of(path));
	gb_buf_add_byte(why, ':');
	if (line > 0) {
		gb_buf_add_int(why, (long long)line);
		gb_buf_add_byte(why, ':');
	}
	gb_buf_add_byte(why, ' ');
	gb_buf_add(why, gb_span_of(gb_say(what)));
}

static bool read_stream(struct gb_corrections *cs, FILE *in, const char *path, struct gb_buf *why)
{
	struct gb_line_reader lines;
	struct gb_span line;
	enum gb_line_got got;
	const char *wrong = NULL;

	gb_line_reader_init(&lines, in, LONGEST_LINE);
	while (wrong == NULL && (got = gb_line_reader_next(&lines, &line)) != GB_LINE_END) {
		if (got == GB_LINE_FAILED)
			wrong = gb_say_errno(errno);
		else
			wrong = got == GB_LINE_TOO_LONG ? N_("is too long") : take_line(cs, line);
	}
	if (wrong != NULL)
		say(why, path, lines.number, wrong);
	gb_line_reader_free(&lines);
	return wrong == NULL;
}

struct gb_corrections *gb_corrections_open(const char *path, struct gb_buf *why)
{
	struct gb_arena *a = gb_arena_new(0);
	struct gb_corrections *cs = gb_arena_alloc(a, sizeof *cs);
	FILE *in = fopen(path, "rb");

	*cs = (struct gb_corrections){ .arena = a, .checker = gb_checker_new(), .by_id = g_hash_table_new(hash, same) };
	bool ok = in != NULL && read_stream(cs, in, path, why);

	if (in == NULL)
		say(why, path, 0, gb_say_errno(errno));
	else
		fclose(in);
	if (ok)
		return cs;
	gb_corrections_close(cs);
	return NULL;
}

void gb_corrections_close(struct gb_corrections *cs)
{
	if (cs == NULL)
		return;
	g_hash_table_destroy(cs->by_id);
	gb_checker_free(cs->checker);
	gb_arena_free(cs->arena);
}
