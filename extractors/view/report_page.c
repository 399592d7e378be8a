#include <glib.h>
#include <string.h>

#include "internal.h"

/* One function around all scripts, in this order. */
static const char *const scripts[] = { "words.js", "dom.js", "number.js", "model.js", "state.js",  "table.js",
				       "evidence.js", "changes.js", "shares.js", "series.js", "explain.js", "timeline.js", "charts.js",
				       "sources.js", "main.js" };
static const char *const styles[] = { "page.css", "views.css", "print.css" };

static struct gb_span file_named(const char *name)
{
	for (const struct gb_page_file *f = gb_page_files; f->name != NULL; f++)
		if (strcmp(f->name, name) == 0)
			return (struct gb_span){ (const char *)f->p, f->n };
	return GB_S("");
}

static void join_files(struct gb_buf *out, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		gb_buf_add(out, file_named(names[i]));
}

static void make_script(struct gb_buf *out)
{
	struct gb_json words = { .out = out };

	gb_buf_add(out, GB_S("(() => {\n'use strict';\nconst SHARED = "));
	gb_json_open(&words, '{');
	gb_word_table(&words);
	gb_json_close(&words, '}');
	gb_buf_add(out, GB_S(";\n"));
	join_files(out, scripts, sizeof scripts / sizeof *scripts);
	gb_buf_add(out, GB_S("})();\n"));
}

/* What a browser holds an inline script or style against. */
static void add_hash(struct gb_buf *out, struct gb_span s)
{
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	guint8 digest[32];
	gsize n = sizeof digest;

	g_checksum_update(sum, (const guchar *)s.p, (gssize)s.n);
	g_checksum_get_digest(sum, digest, &n);
	g_checksum_free(sum);
	char *base64 = g_base64_encode(digest, n);

	gb_buf_add(out, GB_S("'sha256-"));
	gb_buf_add(out, gb_span_of(base64));
	gb_buf_add(out, GB_S("'"));
	g_free(base64);
}

/* Nothing is loaded, nothing runs but our own script, and even that cannot turn text into markup. */
static void make_policy(struct gb_buf *out, struct gb_span script, struct gb_span style)
{
	gb_buf_add(out, GB_S("default-src 'none'; img-src data:; script-src "));
	add_hash(out, script);
	gb_buf_add(out, GB_S("; style-src "));
	add_hash(out, style);
	gb_buf_add(out, GB_S("; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"));
}

/*
 * JSON that is also harmless inside a script element: these characters stand
 * only in strings, where an escape means the same.
 */
static void add_data(struct gb_buf *out, struct gb_span s)
{
	static const struct {
		struct gb_span from, to;
	} escapes[] = {
		{ { "<", 1 }, { "\\u003c", 6 } },	 { { ">", 1 }, { "\\u003e", 6 } },	  { { "&", 1 }, { "\\u0026", 6 } },
		{ { "\xe2\x80\xa8", 3 }, { "\\u2028", 6 } }, { { "\xe2\x80\xa9", 3 }, { "\\u2029", 6 } },
	};
	size_t start = 0;

	for (size_t at = 0; at < s.n; at++) {
		const char c = s.p[at];

		if (c != '<' && c != '>' && c != '&' && c != '\xe2')
			continue;
		for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
			if (!gb_span_starts(gb_span_from(s, at), escapes[i].from))
				continue;
			gb_buf_add(out, gb_span_sub(s, start, at - start));
			gb_buf_add(out, escapes[i].to);
			start = at + escapes[i].from.n;
		}
	}
	gb_buf_add(out, gb_span_from(s, start));
}

static void add_text(struct gb_buf *out, struct gb_span s)
{
	for (size_t i = 0; i < s.n; i++)
		switch (s.p[i]) {
		case '<': gb_buf_add(out, GB_S("&lt;")); break;
		case '>': gb_buf_add(out, GB_S("&gt;")); break;
		case '&': gb_buf_add(out, GB_S("&amp;")); break;
		case '"': gb_buf_add(out, GB_S("&quot;")); break;
		default: gb_buf_add_byte(out, s.p[i]);
		}
}

struct parts {
	const struct gb_report_page_parts *given;
	struct gb_span policy, style, script;
};

/* The template names the parts as {{part}}. */
static void fill(struct gb_buf *out, struct gb_span name, const struct parts *p)
{
	if (gb_span_eq(name, GB_S("policy")))
		gb_buf_add(out, p->policy);
	else if (gb_span_eq(name, GB_S("language")))
		add_text(out, p->given->language);
	else if (gb_span_eq(name, GB_S("start")))
		add_text(out, p->given->start);
	else if (gb_span_eq(name, GB_S("title")))
		add_text(out, p->given->title);
	else if (gb_span_eq(name, GB_S("style")))
		gb_buf_add(out, p->style);
	else if (gb_span_eq(name, GB_S("data")))
		add_data(out, p->given->data);
	else if (gb_span_eq(name, GB_S("script")))
		gb_buf_add(out, p->script);
}

static void fill_template(struct gb_buf *out, struct gb_span rest, const struct parts *p)
{
	size_t open;

	while ((open = gb_span_find(rest, GB_S("{{"), 0)) != (size_t)-1) {
		const size_t close = gb_span_find(rest, GB_S("}}"), open);

		if (close == (size_t)-1)
			break;
		gb_buf_add(out, gb_span_sub(rest, 0, open));
		fill(out, gb_span_sub(rest, open + 2, close - open - 2), p);
		rest = gb_span_from(rest, close + 2);
	}
	gb_buf_add(out, rest);
}

void gb_report_page_write(const struct gb_report_page_parts *given, struct gb_buf *out)
{
	struct gb_buf script = { 0 }, style = { 0 }, policy = { 0 };

	make_script(&script);
	join_files(&style, styles, sizeof styles / sizeof *styles);
	make_policy(&policy, gb_buf_span(&script), gb_buf_span(&style));
	const struct parts p = { given, gb_buf_span(&policy), gb_buf_span(&style), gb_buf_span(&script) };

	fill_template(out, file_named("page.html"), &p);
	gb_buf_free(&script);
	gb_buf_free(&style);
	gb_buf_free(&policy);
}
