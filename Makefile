# gongbao: the only makefile.  Everything it makes goes to out/.  `make help` lists the targets.

VERSION := 0.1.0
CC      ?= cc
PREFIX  ?= /usr/local
PKGS    := glib-2.0 gobject-2.0 gio-2.0 poppler-glib cairo libxml-2.0 libzip icu-uc icu-i18n libpcre2-8 libseccomp libqpdf sqlite3 libpq
# Optional: OCR.  Only its header is needed; the library is looked for when a page needs it.
OCR     ?= $(if $(shell pkg-config --exists tesseract 2>/dev/null && echo yes),yes,no)
comma   := ,
VARIANT := release$(if $(SAN),-san)$(if $(DEBUG),-debug)$(if $(COV),-cov)
OBJ     := out/obj/$(VARIANT)
BIN     := out/bin/gongbao
JOBS    ?= $(shell nproc 2>/dev/null || echo 1)

WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wswitch-enum
CFLAGS  ?= $(if $(DEBUG),-O0,-O2) -g
SANFLAGS = $(if $(SAN),-fsanitize=address$(comma)undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
ALLFLAGS = -std=c17 -D_XOPEN_SOURCE=700 -DGB_VERSION='"$(VERSION)"' -Iextractors -I$(OBJ) $(WARN) -fvisibility=hidden $(CFLAGS) \
           $(SANFLAGS) $(if $(DEBUG),-DDEBUG) $(if $(COV),--coverage)
LINK     = $(SANFLAGS) $(if $(COV),--coverage)
COMPILE  = $(CC) $(ALLFLAGS) $$(pkg-config --cflags $(PKGS) | sed 's/-I/-isystem /g') -MMD -MP
LIBS     = $$(pkg-config --libs $(PKGS)) -lm

SRC     := $(sort $(shell find extractors -name '*.c'))
PAGE    := $(sort $(wildcard extractors/view/page/*))
OBJS    := $(SRC:extractors/%.c=$(OBJ)/%.o) $(OBJ)/view/page_files.o
PARTS   := $(filter-out $(OBJ)/main.o,$(OBJS))
UNITS   := $(patsubst tests/unit/%.c,$(OBJ)/unit/%,$(sort $(wildcard tests/unit/*.c)))
DEPS    := $(OBJS:.o=.d) $(UNITS:=.d)
MAN1    := $(sort $(wildcard extractors/*/*.1))
LANGS   := $(patsubst extractors/po/%.po,%,$(sort $(wildcard extractors/po/*.po)))
TEXTS   := $(LANGS:%=out/locale/%/LC_MESSAGES/gongbao.mo)
MAN5    := $(sort $(wildcard grammars/*.5 grammars/schema/*.5))

all: $(BIN) $(TEXTS)  ## build out/bin/gongbao (the default)

help:  ## this list; SAN=1, DEBUG=1, COV=1 build variants of their own
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

# The binary of the variant asked for, so that `make SAN=1 check` tests the sanitized one.
$(BIN): $(OBJ)/gongbao FORCE
	@mkdir -p $(@D)
	@cmp -s $< $@ || { rm -f $@; cp $< $@; }

$(OBJ)/gongbao: $(OBJS)
	$(CC) $(LINK) $(LDFLAGS) -o $@ $^ $(LIBS)

# What a machine without the packages is told, instead of a compiler's error.
ready:
	@command -v $(CC) >/dev/null && pkg-config --exists $(PKGS) 2>/dev/null || { \
		echo "gongbao needs packages that are not installed. As root, this installs them: scripts/bootstrap build" >&2; exit 1; }

$(OBJ)/%.o: extractors/%.c Makefile | ready
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

# Built again when OCR comes or goes.
$(OBJ)/read/ocr/ocr.o: $(OBJ)/read/ocr/ocr.$(OCR)
ifeq ($(OCR),yes)
$(OBJ)/read/ocr/ocr.o: CFLAGS += -DGB_TESSERACT $(shell pkg-config --cflags tesseract)
endif

$(OBJ)/read/ocr/ocr.yes $(OBJ)/read/ocr/ocr.no:
	@mkdir -p $(@D)
	@rm -f $(@D)/ocr.yes $(@D)/ocr.no
	@touch $@
	$(if $(filter no,$(OCR)),@echo "OCR is left out: libtesseract-dev is not installed")

# The tables of the database: the lines of the file as strings, to be included.
$(OBJ)/store/schema.sql.inc: extractors/store/schema.sql Makefile
	@mkdir -p $(@D)
	sed -e 's/[\\"]/\\&/g' -e 's/.*/"&\\n",/' $< > $@

$(OBJ)/store/tables.o: $(OBJ)/store/schema.sql.inc
# The page of the report goes into the program.
$(OBJ)/view/page_files.c: $(PAGE) scripts/embed
	@mkdir -p $(@D)
	@scripts/embed $(PAGE) > $@.new && mv $@.new $@

$(OBJ)/view/page_files.o: $(OBJ)/view/page_files.c Makefile
	$(COMPILE) -c -o $@ $<

# The texts in other languages; the program in out/bin finds them in out/locale.
out/locale/%/LC_MESSAGES/gongbao.mo: extractors/po/%.po Makefile
	@mkdir -p $(@D)
	msgfmt --check -o $@ $<

units: $(UNITS)

# What tests ask: was OCR built in, and what is linked.
has-ocr:
	@test $(OCR) = yes

packages:
	@echo $(PKGS)

objects:
	@echo $(OBJS)

$(OBJ)/unit/%: tests/unit/%.c $(PARTS)
	@mkdir -p $(@D)
	$(COMPILE) -MF $@.d $(LINK) $(LDFLAGS) -o $@ $< $(PARTS) $(LIBS)

demo:  ## build, convert corpus/ into out/demo, compare two years, make a page of them to open
	@scripts/bootstrap build
	@$(MAKE) --no-print-directory -s -j$(JOBS) all
	@scripts/demo

check:  ## build, run every test; ends with "N passed, N failed"
	@scripts/bootstrap build tests ocr $(if $(CI),browser)
	@$(MAKE) --no-print-directory -s -j$(JOBS) all
	@VARIANT=$(VARIANT) tests/run $(CASE)

golden-accept: all  ## CASE=stage/name: show how the output of a golden case changed, then accept it
	@tests/run --accept $(if $(CASE),$(CASE),$(error say which: make golden-accept mutants CASE=stage/name))

mutants:  ## make small wrong changes in a copy of the tree, one at a time: which do the tests not notice?  WORD=... for some
	@tests/mutants/run $(WORD)

score: all  ## figures for every class of sentence in tests/sentences, and the twenty worst classes
	@tests/score/run

texts: all  ## take new and changed messages into extractors/po/*.po, to be translated there
	@scripts/texts

records: $(OBJ)/unit/schema  ## write the published schema and the fields in gongbao-records(5) from extractors/record/records.def
	@$< --write

tables: all  ## print tables with known truth (LibreOffice, Chromium) to out/tables and count the cells that are read right
	@[ -d out/tables ] || tests/tables/print.py out/tables
	@tests/tables/score.py out/tables

bench: all  ## time and memory against other tools; table and out/bench.json
	@tests/bench/run

lint:  ## layers, size, banned functions, man pages, scripts, clang-tidy when it is there
	@scripts/lint

format:  ## clang-format over all C code
	clang-format -i $(SRC) $(shell find extractors -name '*.h') $(wildcard tests/*/*.c)

install: all  ## install below $(DESTDIR)$(PREFIX)
	install -D -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/gongbao
	install -d $(DESTDIR)$(PREFIX)/share/gongbao/grammars/schema $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 644 grammars/MANIFEST $(DESTDIR)$(PREFIX)/share/gongbao/grammars/
	for file in $(patsubst grammars/%,%,$(sort $(wildcard grammars/*/*.gram))); do \
		install -D -m 644 grammars/$$file $(DESTDIR)$(PREFIX)/share/gongbao/grammars/$$file; \
	done
	install -m 644 grammars/schema/*.json $(DESTDIR)$(PREFIX)/share/gongbao/grammars/schema/
	install -m 644 $(MAN1) $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 644 $(MAN5) $(DESTDIR)$(PREFIX)/share/man/man5/
	for lang in $(LANGS); do \
		install -D -m 644 out/locale/$$lang/LC_MESSAGES/gongbao.mo $(DESTDIR)$(PREFIX)/share/locale/$$lang/LC_MESSAGES/gongbao.mo; \
		install -d $(DESTDIR)$(PREFIX)/share/man/$$lang/man1 $(DESTDIR)$(PREFIX)/share/man/$$lang/man5; \
		install -m 644 extractors/po/$$lang/*.1 $(DESTDIR)$(PREFIX)/share/man/$$lang/man1/; \
		install -m 644 extractors/po/$$lang/*.5 $(DESTDIR)$(PREFIX)/share/man/$$lang/man5/; \
	done

uninstall:  ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/gongbao
	rm -rf $(DESTDIR)$(PREFIX)/share/gongbao
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/share/man/man1/,$(notdir $(MAN1))) $(addprefix $(DESTDIR)$(PREFIX)/share/man/man5/,$(notdir $(MAN5)))
	rm -f $(LANGS:%=$(DESTDIR)$(PREFIX)/share/locale/%/LC_MESSAGES/gongbao.mo)
	rm -f $(patsubst extractors/po/%,$(DESTDIR)$(PREFIX)/share/man/%,$(subst /gongbao,/man1/gongbao,$(wildcard extractors/po/*/*.1)))
	rm -f $(patsubst extractors/po/%,$(DESTDIR)$(PREFIX)/share/man/%,$(subst /gongbao,/man5/gongbao,$(wildcard extractors/po/*/*.5)))

dist:  ## a source archive of the last commit in out/
	git archive --format=tar --prefix=gongbao-$(VERSION)/ HEAD | gzip -n > out/gongbao-$(VERSION).tar.gz
	@echo out/gongbao-$(VERSION).tar.gz

clean:  ## empty out/
	find out -mindepth 1 ! -name .gitkeep -delete

-include $(DEPS)
.PHONY: all ready help units has-ocr packages objects demo check golden-accept score tables texts bench lint format install uninstall dist clean FORCE
