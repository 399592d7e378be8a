/*
 * package - an archive of XML parts: members by name, one part at a time through the SAX parser.
 *
 * What DOCX and OFD are made of.  Names are compared without regard to case;
 * backslashes count as slashes.  What comes out of the archive is counted
 * against limits, whatever its directory says.  The package lives as long as
 * its arena, but for the archive itself, which gb_package_close releases.
 */
#ifndef GB_READ_PACKAGE_PACKAGE_H
#define GB_READ_PACKAGE_PACKAGE_H

#include "base/arena.h"
#include "base/err.h"

#define GB_PACKAGE_MEMBER_MAX ((size_t)256 << 20) /* bytes of one part, unpacked */
#define GB_PACKAGE_TOTAL_MAX ((size_t)512 << 20)  /* of all parts */
#define GB_PACKAGE_NESTED 6                       /* parts that are read while another is */

struct gb_package {
	struct gb_arena *a;
	void *zip;
	size_t unpacked;
	char *piece[GB_PACKAGE_NESTED];
	int open; /* parts being read */
};

enum gb_err gb_package_open(struct gb_package *p, struct gb_arena *a, struct gb_span bytes); /* bytes are borrowed */
void gb_package_close(struct gb_package *p);
bool gb_package_has(struct gb_package *p, struct gb_span part);
/* The whole of a part, of at most `ceiling` bytes, in the arena `a`. */
enum gb_err gb_package_load(struct gb_package *p, struct gb_arena *a, struct gb_span part, size_t ceiling, struct gb_span *out);
/* "../a/b" against "word/": a part name without dot steps; a target with a leading slash stands for itself. */
struct gb_span gb_package_path(struct gb_arena *a, struct gb_span folder, struct gb_span target);
/* The folder of a part, with its last slash, or empty. */
struct gb_span gb_package_folder(struct gb_span part);

/* ---- XML ---- */

struct gb_sax;

struct gb_elem {
	struct gb_span name;     /* local name */
	const void *id, *space;  /* of name and namespace: equal pointers are equal strings while this part is read */
	struct gb_span uri;      /* of the namespace, or empty */
	const unsigned char **v; /* SAX2's attributes, five pointers each */
	size_t n;                /* attributes */
	struct gb_sax *x;
};

struct gb_handler {
	int (*open)(void *arg, const struct gb_elem *e); /* a number from 0 to 255, which close gets back */
	void (*close)(void *arg, int tag);               /* may be NULL */
	void (*text)(void *arg, struct gb_span s);       /* may be NULL */
};

/*
 * Feed a part to the handler.  What was handed over before an error stays.  A
 * document type declaration ends the reading with GB_ERR_XML, so there are no
 * entities; so do elements nested deeper than 512.  A handler may read another part.
 */
enum gb_err gb_xml_parse(struct gb_package *p, struct gb_span part, const struct gb_handler *h, void *arg);
/* From an open handler: do not hand over this element's content nor its close. */
void gb_xml_skip(struct gb_sax *x);
/* From any handler: read no further (no error). */
void gb_xml_stop(struct gb_sax *x);
/* Value of the first attribute of that local name. */
bool gb_xml_attr(const struct gb_elem *e, struct gb_span name, struct gb_span *out);

#endif
