/* load - grammar files into definitions; a real reader that stops at the first error with file:line. */
#include "internal.h"
#include "base/say.h"
#include "base/utf8.h"

struct file_loader {
	struct gb_grammar *g;
	int file;
	int line;
	struct gb_def *def;   /* the definition that indented lines belong to */
	struct gb_buf body;   /* its regex so far */
	bool in_use;          /* a `use` line has no body */
	const char *dir, *extra;
};

static bool fail(struct file_loader *l, const char *what, struct gb_span about)
{
	return gb_scope_fail(l->g, l->file, l->line, what, about);
}

/* A comment starts with # at the line's start or after two blanks. */
static struct gb_span strip_comment(struct gb_span s)
{
	if (s.n > 0 && s.p[0] == '#')
		return gb_span_sub(s, 0, 0);
	size_t at = gb_span_find(s, GB_S("  #"), 0);

	return at != (size_t)-1 ? gb_span_sub(s, 0, at) : s;
}

static struct gb_span next_word(struct gb_span *s)
{
	*s = gb_span_trim(*s);
	size_t i = 0;

	while (i < s->n && s->p[i] != ' ' && s->p[i] != '\t')
		i++;
	struct gb_span word = gb_span_sub(*s, 0, i);

	*s = gb_span_trim(gb_span_from(*s, i));
	return word;
}

static bool is_name(struct gb_span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!g_ascii_isalnum(s.p[i]) && s.p[i] != '_' && s.p[i] != '.')
			return false;
	return s.n > 0 && g_ascii_isalpha(s.p[0]);
}

static bool finish_words(struct file_loader *l, const struct gb_def *def)
{
	struct gb_span twice = def->words.n > 0 ? gb_words_index(&l->g->def[l->g->ndef - 1]->words) : GB_S("");

	if (def->words.n == 0)
		return gb_scope_fail(l->g, def->file, def->line, _("no words"), def->name);
	return twice.n == 0 || gb_scope_fail(l->g, def->file, def->line, _("a word appears twice"), twice);
}

static bool finish_def(struct file_loader *l)
{
	struct gb_def *def = l->def;

	l->def = NULL;
	if (def == NULL)
		return true;
	def->body = gb_arena_copy(l->g->arena, gb_span_trim(gb_buf_span(&l->body)));
	gb_buf_clear(&l->body);
	if (def->kind == GB_DEF_SET || def->kind == GB_DEF_MAP)
		return finish_words(l, def);
	return def->body.n > 0 || fail(l, _("a pattern is missing"), def->name);
}

static bool add_words(struct file_loader *l, struct gb_span rest)
{
	struct gb_words *w = &l->def->words;

	while (rest.n > 0) {
		struct gb_span word = next_word(&rest);

		if (word.p[0] != '{') {
			*GB_PUSH(l->g->arena, w->row, w->n, w->cap) = (struct gb_row){ .word = word, .line = l->line };
			continue;
		}
		struct gb_span name = gb_span_sub(word, 1, word.n - 2);
		struct gb_def *other = gb_scope_find(l->g, l->file, name);

		if (other == NULL || other->kind == GB_DEF_PAT || other->kind == GB_DEF_RULE)
			return fail(l, _("a set can take in only sets and maps from above"), name);
		other->used = true;
		for (size_t i = 0; i < other->words.n; i++)
			*GB_PUSH(l->g->arena, w->row, w->n, w->cap) =
				(struct gb_row){ .word = other->words.row[i].word, .origin = &other->words.row[i] };
	}
	return true;
}

static bool fits(struct file_loader *l, const struct gb_type *t, const char *what, struct gb_span value)
{
	return gb_type_takes(t, value) || gb_scope_fail_near(l->g, l->file, l->line, what, value, gb_type_nearest(t, value));
}

static const char *wrong(const struct gb_type *t)
{
	static const char *const what[] = {
		[GB_TYPE_TEXT] = "",
		[GB_TYPE_NUMBER] = N_("not a number"),
		[GB_TYPE_UCUM] = N_("not a UCUM code"),
		[GB_TYPE_LIST] = N_("not a word of its list"),
		[GB_TYPE_SET] = N_("not a word of its list"),
	};

	return gb_say(what[t->kind]);
}

static bool add_row(struct file_loader *l, struct gb_span rest)
{
	struct gb_words *w = &l->def->words;
	struct gb_row *row = GB_PUSH(l->g->arena, w->row, w->n, w->cap);

	row->word = next_word(&rest);
	row->line = l->line;
	row->value = gb_arena_array(l->g->arena, w->ncolumn, sizeof *row->value);
	for (size_t i = 0; i < w->ncolumn; i++) {
		row->value[i] = next_word(&rest);
		if (row->value[i].n == 0)
			return fail(l, _("a row has fewer values than the map has columns"), row->word);
		if (gb_span_eq(row->value[i], GB_S("-")))
			row->value[i] = GB_S("");
		else if (!fits(l, &w->column[i].type, wrong(&w->column[i].type), row->value[i]))
			return false;
	}
	return rest.n == 0 || fail(l, _("a row has more values than the map has columns"), row->word);
}

/* <name> in an example is a character of that token. */
static struct gb_span fill_tokens(struct gb_grammar *g, struct gb_span s)
{
	struct gb_buf out = { 0 };
	struct gb_span done;

	if (g->ntoken == 0)
		return s;
	while (s.n > 0) {
		size_t skip = 0;

		for (size_t i = 0; i < g->ntoken && skip == 0; i++) {
			struct gb_span name = g->token[i].name;

			if (s.p[0] != '<' || s.n < name.n + 2 || s.p[name.n + 1] != '>' || !gb_span_eq(gb_span_sub(s, 1, name.n), name))
				continue;
			gb_buf_add_cp(&out, g->token[i].cp);
			skip = name.n + 2;
		}
		if (skip == 0)
			gb_buf_add_byte(&out, s.p[0]);
		s = gb_span_from(s, skip > 0 ? skip : 1);
	}
	done = gb_arena_copy(g->arena, gb_buf_span(&out));
	gb_buf_free(&out);
	return done;
}

/* + text[span]text  k=v k=v   or   - text; - text[word]text in a set or map */
static bool add_example(struct file_loader *l, struct gb_span s, bool positive)
{
	struct gb_arena *a = l->g->arena;
	struct gb_example *e = GB_PUSH(a, l->def->examples.item, l->def->examples.n, l->def->examples.cap);
	size_t open, close, pairs = gb_span_find(s, GB_S("  "), 0);
	struct gb_span rest = pairs != (size_t)-1 ? gb_span_from(s, pairs) : GB_S("");
	struct gb_span text = fill_tokens(l->g, gb_span_sub(s, 0, pairs));

	*e = (struct gb_example){ .positive = positive, .line = l->line, .text = text };
	if (!positive && (l->def->kind == GB_DEF_RULE || !gb_span_has(text, GB_S("["))))
		return true;
	open = gb_span_find(text, GB_S("["), 0);
	close = gb_span_rfind(text, GB_S("]"));
	if (open == (size_t)-1 || close == (size_t)-1 || close <= open)
		return fail(l, _("a + line needs the match in [ ]"), text);
	e->want = (struct gb_range){ open, close - 1 };
	e->text = gb_arena_concat(a, gb_span_sub(text, 0, open),
				  gb_arena_concat(a, gb_span_sub(text, open + 1, close - open - 1), gb_span_from(text, close + 1)));
	while (rest.n > 0) {
		struct gb_pair *p = GB_PUSH(a, e->pair, e->npair, e->pair_cap);

		p->value = fill_tokens(l->g, next_word(&rest));
		p->name = gb_span_cut(&p->value, '=');
	}
	return true;
}

/* An alternative that is one "text" holds a word of the key's list. */
static bool literals_fit(struct file_loader *l, const struct gb_type *t, struct gb_span expr)
{
	while (expr.n > 0) {
		struct gb_span a = gb_span_trim(gb_span_cut(&expr, '|'));
		bool literal = a.n > 2 && a.p[0] == '"' && gb_span_find(a, GB_S("\""), 1) == a.n - 1;

		if (literal && !fits(l, t, wrong(t), gb_span_sub(a, 1, a.n - 2)))
			return false;
	}
	return true;
}

static bool add_key(struct file_loader *l, struct gb_span name, struct gb_span value)
{
	struct gb_expr *e = GB_PUSH(l->g->arena, l->def->keys.item, l->def->keys.n, l->def->keys.cap);
	struct gb_type type;

	*e = (struct gb_expr){ .text = value, .line = l->line };
	if (!gb_key_find(name, &e->key))
		return gb_scope_fail_near(l->g, l->file, l->line, _("no rule has a key of this name"), name, gb_key_nearest(name));
	if (!gb_type_find(l->g, gb_span_of(gb_key_type(e->key)), &type))
		return fail(l, _("the set that lists the words of this key is missing"), name);
	return literals_fit(l, &type, value);
}

static bool rule_line(struct file_loader *l, struct gb_span s)
{
	struct gb_span rest = s;
	struct gb_span word = next_word(&rest);

	if (is_name(word) && gb_span_starts(rest, GB_S("= "))) {
		struct gb_span value = gb_span_trim(gb_span_from(rest, 2));

		if (!gb_span_eq(word, GB_S("match")))
			return add_key(l, word, value);
		s = value;
	}
	gb_buf_add(&l->body, s);
	gb_buf_add_byte(&l->body, ' ');
	return true;
}

static bool body_line(struct file_loader *l, struct gb_span s)
{
	if (l->def == NULL)
		return fail(l, _("an indented line belongs to nothing"), s);
	if (l->def->kind != GB_DEF_PAT && (gb_span_starts(s, GB_S("+ ")) || gb_span_starts(s, GB_S("- "))))
		return add_example(l, gb_span_trim(gb_span_from(s, 2)), s.p[0] == '+');
	switch (l->def->kind) {
	case GB_DEF_SET:
		return add_words(l, s);
	case GB_DEF_MAP:
		return add_row(l, s);
	case GB_DEF_RULE:
		return rule_line(l, s);
	case GB_DEF_PAT:
		break;
	}
	gb_buf_add(&l->body, s);
	gb_buf_add_byte(&l->body, ' ');
	return true;
}

static bool start_use(struct file_loader *l, struct gb_span name)
{
	struct gb_file *f = &l->g->file[l->file];

	for (int i = 0; i < l->file; i++) {
		if (!gb_span_eq(l->g->file[i].name, name))
			continue;
		*GB_PUSH(l->g->arena, f->use, f->nuse, f->use_cap) = i;
		return true;
	}
	return fail(l, _("`use` needs a file that comes earlier in MANIFEST"), name);
}

static bool start_def(struct file_loader *l, enum gb_def_kind kind, struct gb_span name)
{
	struct gb_grammar *g = l->g;
	struct gb_def *def;

	if (!is_name(name))
		return fail(l, _("expected a name of letters, digits, _ and ."), name);
	if (gb_scope_find(g, l->file, name) != NULL)
		return fail(l, _("this name is taken already"), name);
	def = gb_arena_alloc(g->arena, sizeof *def);
	*def = (struct gb_def){ .kind = kind, .name = name, .file = l->file, .line = l->line };
	*GB_PUSH(g->arena, g->def, g->ndef, g->def_cap) = def;
	def->same = gb_scope_find(g, -1, name);
	g_hash_table_insert(g->by_name, &def->name, def);
	l->def = def;
	return true;
}

/* token NAME = E000 E7FF: a range of private-use characters, pasted as a class */
static bool start_token(struct file_loader *l, struct gb_span rest)
{
	struct gb_grammar *g = l->g;
	struct gb_span name = next_word(&rest);
	struct gb_placeholder *t = GB_PUSH(g->arena, g->token, g->ntoken, g->token_cap);
	struct gb_span equals = next_word(&rest), low = next_word(&rest), high = next_word(&rest);
	char *text = g_strdup_printf("[\\x{%.*s}-\\x{%.*s}]", (int)low.n, low.p, (int)high.n, high.p);
	bool ok = gb_span_eq(equals, GB_S("=")) && low.n == 4 && high.n == 4 && rest.n == 0;

	*t = (struct gb_placeholder){ name, (uint32_t)g_ascii_strtoull(low.n > 0 ? low.p : "0", NULL, 16) };
	ok = (ok || fail(l, _("expected token NAME = LOW HIGH in hexadecimal"), name)) && start_def(l, GB_DEF_PAT, name);
	if (ok)
		gb_buf_add(&l->body, gb_span_of(text));
	g_free(text);
	return ok && finish_def(l);
}

/* map NAME : column column:type ... */
static bool add_columns(struct file_loader *l, struct gb_span rest)
{
	struct gb_words *w = &l->def->words;

	while (rest.n > 0) {
		struct gb_column *c = GB_PUSH(l->g->arena, w->column, w->ncolumn, w->column_cap);
		struct gb_span type = next_word(&rest);

		*c = (struct gb_column){ .name = gb_span_cut(&type, ':') };
		if (!gb_type_find(l->g, type, &c->type))
			return fail(l, _("there is no type, list or set of this name"), type);
	}
	return true;
}

static bool head_line(struct file_loader *l, struct gb_span s)
{
	static const struct {
		const char *word;
		enum gb_def_kind kind;
		const char *mark; /* what follows the name */
	} heads[] = { { "pat", GB_DEF_PAT, "=" }, { "set", GB_DEF_SET, "=" }, { "map", GB_DEF_MAP, ":" }, { "rule", GB_DEF_RULE, "" } };
	struct gb_span rest = s;
	struct gb_span word = next_word(&rest);

	if (!finish_def(l))
		return false;
	if (gb_span_eq(word, GB_S("use")))
		return start_use(l, rest);
	if (gb_span_eq(word, GB_S("token")))
		return start_token(l, rest);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		struct gb_span mark = gb_span_of(heads[i].mark);

		if (!gb_span_eq(word, gb_span_of(heads[i].word)))
			continue;
		struct gb_span name = next_word(&rest);

		if (!gb_span_starts(rest, mark))
			return fail(l, _("expected a name and then = or :"), s);
		rest = gb_span_trim(gb_span_from(rest, mark.n));
		if (!start_def(l, heads[i].kind, name))
			return false;
		if (heads[i].kind == GB_DEF_RULE && rest.n > 0)
			return fail(l, _("nothing may follow the name of a rule (a comment needs two blanks before it)"), rest);
		if (heads[i].kind != GB_DEF_MAP)
			return rest.n == 0 ||
			       (heads[i].kind == GB_DEF_SET ? add_words(l, rest) : body_line(l, rest)); /* a + here is a word */
		return add_columns(l, rest);
	}
	return fail(l, _("expected use, token, pat, set, map or rule"), word);
}

static bool load_text(struct file_loader *l, struct gb_span text)
{
	if (!gb_utf8_valid(text))
		return fail(l, _("the file is not UTF-8"), GB_S(""));
	while (text.n > 0) {
		struct gb_span line = gb_span_cut(&text, '\n');
		bool indented = line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t');
		struct gb_span s = gb_span_trim(strip_comment(line));

		l->line++;
		if (s.n == 0)
			continue;
		if (!(indented ? body_line(l, s) : head_line(l, s)))
			return false;
	}
	return finish_def(l);
}

static bool read_all(struct gb_grammar *g, const char *dir, const char *name, struct gb_span *out, struct gb_span *path)
{
	char *full = g_build_filename(dir, name, NULL);
	char *bytes = NULL;
	gsize n = 0;
	bool ok = g_file_get_contents(full, &bytes, &n, NULL);

	*path = gb_arena_copy(g->arena, gb_span_of(full));
	if (ok)
		*out = gb_arena_copy(g->arena, (struct gb_span){ bytes, n });
	g_free(bytes);
	g_free(full);
	return ok;
}

/* The folder of grammars named by the user may leave out the folders inside: mine/frame.gram or mine/sentence/frame.gram. */
static bool read_extra(struct gb_grammar *g, const char *extra, const char *path, struct gb_span *text, struct gb_span *found)
{
	const char *slash = strrchr(path, '/');

	return extra != NULL && (read_all(g, extra, path, text, found) ||
				 (slash != NULL && read_all(g, extra, slash + 1, text, found)));
}

/* The last part of a file's path in MANIFEST. */
static struct gb_span file_name(struct gb_span path)
{
	size_t slash = gb_span_rfind(path, GB_S("/"));

	return slash != (size_t)-1 ? gb_span_from(path, slash + 1) : path;
}

static bool load_file(struct gb_grammar *g, const char *dir, const char *extra, struct gb_span name)
{
	struct gb_file *f = GB_PUSH(g->arena, g->file, g->nfile, g->file_cap);
	struct file_loader l = { .g = g, .file = (int)g->nfile - 1 };
	char *base = g_strdup_printf("%.*s.gram", (int)name.n, name.p);
	struct gb_span text = GB_S("");
	bool ok;

	*f = (struct gb_file){ .name = file_name(name) };
	name = f->name;
	ok = read_extra(g, extra, base, &text, &f->path) || read_all(g, dir, base, &text, &f->path);
	if (!ok)
		fail(&l, _("cannot be read"), GB_S(""));
	else
		ok = load_text(&l, text);
	g->file[l.file].pass.name = name;
	gb_buf_free(&l.body);
	g_free(base);
	return ok;
}

static bool load_manifest(struct gb_grammar *g, const char *dir, const char *extra, bool required)
{
	struct gb_span text = GB_S(""), path = GB_S("");
	const char *from = required ? dir : extra;

	if (!read_all(g, from, "MANIFEST", &text, &path))
		return !required || gb_scope_fail(g, -1, 0, _("cannot read"), path);
	while (text.n > 0) {
		struct gb_span line = gb_span_cut(&text, '\n');
		struct gb_span name = gb_span_trim(strip_comment(line));
		bool known = false;

		for (size_t i = 0; i < g->nfile; i++)
			known = known || gb_span_eq(g->file[i].name, file_name(name));
		if (name.n > 0 && !known && !load_file(g, dir, extra, name))
			return false;
	}
	return true;
}

bool gb_load_files(struct gb_grammar *g, const char *dir, const char *extra)
{
	return load_manifest(g, dir, extra, true) && (extra == NULL || load_manifest(g, dir, extra, false));
}
