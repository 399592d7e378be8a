/*
 * The elements of one part.
 *
 * Equal names come as equal pointers (package.h), so an element is known by
 * two pointers (name, namespace); a small table from those to our tags makes
 * the look-up a comparison.  The table is filled as names appear.
 */
#include "internal.h"

#include <string.h>

#define SLOTS 512 /* power of two */
#define ALTERNATES 32

enum ns { NS_OTHER, NS_W, NS_MC, NS_M, NS_WP, NS_V, NS_A, NS_O, NS_C, NS_DGM };

/* Transitional and strict addresses of the same vocabulary. */
static const struct {
	const char *uri;
	enum ns ns;
} namespaces[] = {
	{ "http://schemas.openxmlformats.org/wordprocessingml/2006/main", NS_W },
	{ "http://purl.oclc.org/ooxml/wordprocessingml/main", NS_W },
	{ "http://schemas.openxmlformats.org/markup-compatibility/2006", NS_MC },
	{ "http://schemas.openxmlformats.org/officeDocument/2006/math", NS_M },
	{ "http://purl.oclc.org/ooxml/officeDocument/math", NS_M },
	{ "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", NS_WP },
	{ "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", NS_WP },
	{ "urn:schemas-microsoft-com:vml", NS_V },
	{ "http://schemas.openxmlformats.org/drawingml/2006/main", NS_A },
	{ "http://purl.oclc.org/ooxml/drawingml/main", NS_A },
	{ "urn:schemas-microsoft-com:office:office", NS_O },
	{ "http://schemas.openxmlformats.org/drawingml/2006/chart", NS_C },
	{ "http://purl.oclc.org/ooxml/drawingml/chart", NS_C },
	{ "http://schemas.microsoft.com/office/drawing/2014/chartex", NS_C },
	{ "http://schemas.openxmlformats.org/drawingml/2006/diagram", NS_DGM },
	{ "http://purl.oclc.org/ooxml/drawingml/diagram", NS_DGM },
};

static const struct {
	const char *name;
	enum ns ns;
} tags[GB_DOCX_TAGS] = {
	[GB_DOCX_OTHER] = { "", NS_OTHER },
#define X(id, space, local) [GB_DOCX_##id] = { local, NS_##space },
#include "tag.def"
#undef X
};

struct slot {
	const void *name, *uri;
	enum gb_docx_tag tag;
};

struct gb_docx_xml {
	const struct gb_docx_handler *h;
	void *arg;
	struct gb_sax *sax; /* of the element in hand */
	struct slot slot[SLOTS];
	size_t used;
	bool taken[ALTERNATES];
	size_t alternates;
};

_Static_assert(GB_DOCX_TAGS < 256, "a tag fits a byte");

static enum gb_docx_tag search(const struct gb_elem *e)
{
	enum ns ns = NS_OTHER;

	for (size_t i = 0; e->uri.n > 0 && i < sizeof namespaces / sizeof *namespaces; i++)
		if (gb_span_eq(e->uri, gb_span_of(namespaces[i].uri)))
			ns = namespaces[i].ns;
	for (size_t i = 1; ns != NS_OTHER && i < GB_DOCX_TAGS; i++)
		if (tags[i].ns == ns && gb_span_eq(e->name, gb_span_of(tags[i].name)))
			return (enum gb_docx_tag)i;
	return GB_DOCX_OTHER;
}

static enum gb_docx_tag tag_of(struct gb_docx_xml *x, const struct gb_elem *e)
{
	size_t i = ((uintptr_t)e->id >> 3 ^ (uintptr_t)e->space >> 6) & (SLOTS - 1);

	for (; x->slot[i].name != NULL; i = (i + 1) & (SLOTS - 1))
		if (x->slot[i].name == e->id && x->slot[i].uri == e->space)
			return x->slot[i].tag;
	const enum gb_docx_tag tag = search(e);

	if (x->used < SLOTS / 2) {
		x->slot[i] = (struct slot){ e->id, e->space, tag };
		x->used++;
	}
	return tag;
}

/*
 * Prefixes a Choice may require and we can read.  Prefixes could be bound to
 * anything, but writers use these alone; an unknown one means the Fallback.
 */
static bool understood(struct gb_span requires)
{
	static const char *const known[] = { "wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "w16",
					     "a14", "v",   "o",   "w",   "wp",   "pic", "m" };

	while (requires.n > 0) {
		const struct gb_span word = gb_span_cut(&requires, ' ');
		bool hit = word.n == 0;

		for (size_t i = 0; i < sizeof known / sizeof *known && !hit; i++)
			hit = gb_span_eq(word, gb_span_of(known[i]));
		if (!hit)
			return false;
	}
	return true;
}

/* One branch of each alternative: the first Choice we understand, else the Fallback. */
static void open_alternate(struct gb_docx_xml *x, const struct gb_docx_elem *e)
{
	struct gb_span requires = GB_S("");

	if (e->tag == GB_DOCX_ALTERNATE) {
		if (x->alternates == ALTERNATES)
			gb_xml_skip(x->sax);
		else
			x->taken[x->alternates++] = false;
		return;
	}
	bool *taken = x->alternates > 0 ? &x->taken[x->alternates - 1] : NULL;

	gb_docx_xml_attr(e, GB_S("Requires"), &requires);
	if (taken == NULL || *taken || (e->tag == GB_DOCX_CHOICE && !understood(requires)))
		gb_xml_skip(x->sax);
	else
		*taken = true;
}

static bool is_alternate(enum gb_docx_tag tag)
{
	return tag == GB_DOCX_ALTERNATE || tag == GB_DOCX_CHOICE || tag == GB_DOCX_FALLBACK;
}

static int on_open(void *arg, const struct gb_elem *plain)
{
	struct gb_docx_xml *x = arg;
	const struct gb_docx_elem e = { tag_of(x, plain), plain->name, plain->v, plain->n, x };

	x->sax = plain->x;
	if (is_alternate(e.tag))
		open_alternate(x, &e);
	else
		x->h->open(x->arg, &e);
	return (int)e.tag;
}

static void on_close(void *arg, int tag)
{
	struct gb_docx_xml *x = arg;

	if (tag == GB_DOCX_ALTERNATE)
		x->alternates--;
	else if (!is_alternate((enum gb_docx_tag)tag) && x->h->close != NULL)
		x->h->close(x->arg, (enum gb_docx_tag)tag);
}

static void on_text(void *arg, struct gb_span s)
{
	struct gb_docx_xml *x = arg;

	if (x->h->text != NULL)
		x->h->text(x->arg, s);
}

void gb_docx_xml_skip(const struct gb_docx_elem *e)
{
	gb_xml_skip(e->x->sax);
}

void gb_docx_xml_stop(const struct gb_docx_elem *e)
{
	gb_xml_stop(e->x->sax);
}

enum gb_err gb_docx_xml_parse(struct gb_docx *d, struct gb_span part, const struct gb_docx_handler *h, void *arg)
{
	static const struct gb_handler handler = { on_open, on_close, on_text };
	struct gb_docx_xml *x = gb_arena_alloc(d->r->arena, sizeof *x);

	x->h = h;
	x->arg = arg;
	return gb_xml_parse(&d->package, part, &handler, x);
}

/* ---- attributes ---- */

bool gb_docx_xml_attr(const struct gb_docx_elem *e, struct gb_span name, struct gb_span *out)
{
	const struct gb_span colon = gb_span_starts(name, GB_S("r:")) ? GB_S("r") : GB_S("");
	const struct gb_span local = gb_span_from(name, colon.n > 0 ? 2 : 0);

	for (size_t i = 0; i < e->n; i++) {
		const unsigned char **v = e->v + 5 * i;

		if (v[0][0] != (unsigned char)local.p[0] || strncmp((const char *)v[0], local.p, local.n) != 0 ||
		    v[0][local.n] != '\0')
			continue;
		/* w:id and r:id can stand side by side: only the relationship's has an address ending so. */
		if (colon.n > 0 && (v[2] == NULL || !gb_span_ends(gb_span_of((const char *)v[2]), GB_S("relationships"))))
			continue;
		*out = (struct gb_span){ (const char *)v[3], (size_t)(v[4] - v[3]) };
		return true;
	}
	return false;
}

struct gb_span gb_docx_xml_val(const struct gb_docx_elem *e)
{
	struct gb_span s = GB_S("");

	gb_docx_xml_attr(e, GB_S("val"), &s);
	return s;
}

bool gb_docx_xml_on(const struct gb_docx_elem *e)
{
	const struct gb_span s = gb_docx_xml_val(e);

	return !gb_span_eq(s, GB_S("0")) && !gb_span_eq(s, GB_S("false")) && !gb_span_eq(s, GB_S("off"));
}

int gb_docx_xml_span_int(struct gb_span s, int none)
{
	const bool minus = s.n > 0 && s.p[0] == '-';
	int v = 0;
	size_t i = minus ? 1 : 0;

	if (i >= s.n || s.p[i] < '0' || s.p[i] > '9')
		return none;
	for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		v = v < 100000 ? v * 10 + (s.p[i] - '0') : 1000000;
	return minus ? -v : v;
}

int gb_docx_xml_int(const struct gb_docx_elem *e, struct gb_span name, int none)
{
	struct gb_span s;

	return gb_docx_xml_attr(e, name, &s) ? gb_docx_xml_span_int(s, none) : none;
}
