/* One part through libxml2's SAX2 push parser. */
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <string.h>

#include "internal.h"

#define DEPTH 512 /* of elements; without a tree libxml2 has no limit of its own */

struct gb_sax {
	const struct gb_handler *h;
	void *arg;
	xmlParserCtxtPtr ctxt;
	size_t skip; /* depth inside a skipped element, 0 none */
	uint8_t open[DEPTH]; /* what the handler said of the elements that are open and were handed over */
	size_t depth;
	bool bad, stopped;
};

static void on_open(void *arg, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int nns,
		    const xmlChar **ns, int n, int ndefault, const xmlChar **v)
{
	struct gb_sax *x = arg;

	(void)prefix;
	(void)nns;
	(void)ns;
	(void)ndefault;
	if (x->skip > 0) {
		x->skip++;
		return;
	}
	if (x->depth == DEPTH) {
		x->bad = true;
		xmlStopParser(x->ctxt);
		return;
	}
	const struct gb_span space = uri != NULL ? gb_span_of((const char *)uri) : GB_S("");
	const struct gb_elem e = { gb_span_of((const char *)name), name, uri, space, v, (size_t)n, x };
	const int tag = x->h->open(x->arg, &e);

	if (x->skip == 0)
		x->open[x->depth++] = (uint8_t)tag;
}

static void on_close(void *arg, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct gb_sax *x = arg;

	(void)name;
	(void)prefix;
	(void)uri;
	if (x->skip > 0) {
		x->skip--;
		return;
	}
	if (x->depth == 0)
		return;
	x->depth--;
	if (x->h->close != NULL)
		x->h->close(x->arg, x->open[x->depth]);
}

static void on_text(void *arg, const xmlChar *s, int n)
{
	struct gb_sax *x = arg;

	if (x->skip == 0 && x->h->text != NULL)
		x->h->text(x->arg, (struct gb_span){ (const char *)s, (size_t)n });
}

static void on_error(void *arg, xmlErrorPtr error)
{
	struct gb_sax *x = arg;

	if (error->level == XML_ERR_FATAL && !x->stopped)
		x->bad = true;
}

/* Documents of this kind never declare a type; one that does is up to no good. */
static void on_doctype(void *arg, const xmlChar *name, const xmlChar *id, const xmlChar *uri)
{
	struct gb_sax *x = arg;

	(void)name;
	(void)id;
	(void)uri;
	x->bad = true;
	xmlStopParser(x->ctxt);
}

void gb_xml_skip(struct gb_sax *x)
{
	x->skip = 1;
}

void gb_xml_stop(struct gb_sax *x)
{
	x->stopped = true;
	xmlStopParser(x->ctxt);
}

static void feed(struct gb_package *p, struct gb_sax *x, struct gb_member *m, char *piece, enum gb_err *err)
{
	size_t n = gb_member_read(p, m, piece, GB_PACKAGE_PIECE, err);

	if (*err == GB_ERR_OK && n == 0)
		x->bad = true;
	while (n > 0 && !x->bad && !x->stopped) {
		xmlParseChunk(x->ctxt, piece, (int)n, 0);
		n = gb_member_read(p, m, piece, GB_PACKAGE_PIECE, err);
	}
	if (*err == GB_ERR_OK && !x->bad && !x->stopped)
		xmlParseChunk(x->ctxt, piece, 0, 1);
}

static xmlParserCtxtPtr new_parser(struct gb_sax *x)
{
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
			      .startElementNs = on_open,
			      .endElementNs = on_close,
			      .characters = on_text,
			      .ignorableWhitespace = on_text,
			      .cdataBlock = on_text,
			      .internalSubset = on_doctype,
			      .serror = on_error };
	xmlParserCtxtPtr ctxt = xmlCreatePushParserCtxt(&sax, x, NULL, 0, NULL);

	if (ctxt != NULL)
		xmlCtxtUseOptions(ctxt, XML_PARSE_NONET | XML_PARSE_NOENT);
	return ctxt;
}

enum gb_err gb_xml_parse(struct gb_package *p, struct gb_span part, const struct gb_handler *h, void *arg)
{
	struct gb_member *m = NULL;

	if (p->open == GB_PACKAGE_NESTED)
		return GB_ERR_LIMIT;
	enum gb_err err = gb_member_open(p, part, &m);

	if (err != GB_ERR_OK)
		return err;
	struct gb_sax x = { .h = h, .arg = arg };

	x.ctxt = new_parser(&x);
	if (x.ctxt == NULL) {
		gb_member_close(m);
		return GB_ERR_MEMORY;
	}
	if (p->piece[p->open] == NULL)
		p->piece[p->open] = gb_arena_alloc(p->a, GB_PACKAGE_PIECE);
	p->open++;
	feed(p, &x, m, p->piece[p->open - 1], &err);
	p->open--;
	xmlFreeParserCtxt(x.ctxt);
	gb_member_close(m);
	return err != GB_ERR_OK ? err : x.bad ? GB_ERR_XML : GB_ERR_OK;
}

bool gb_xml_attr(const struct gb_elem *e, struct gb_span name, struct gb_span *out)
{
	for (size_t i = 0; i < e->n; i++) {
		const unsigned char **v = e->v + 5 * i;

		if (strncmp((const char *)v[0], name.p, name.n) != 0 || v[0][name.n] != '\0')
			continue;
		*out = (struct gb_span){ (const char *)v[3], (size_t)(v[4] - v[3]) };
		return true;
	}
	return false;
}
