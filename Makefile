# gongbao: the only makefile.  Everything it makes goes to out/.

CC      ?= cc
PKGS    := glib-2.0 gobject-2.0 poppler-glib cairo libxml-2.0 libzip icu-uc icu-i18n libpcre2-8 libseccomp libqpdf
VARIANT := release$(if $(SAN),-san)$(if $(DEBUG),-debug)$(if $(COV),-cov)
OBJ     := out/obj/$(VARIANT)
BIN     := out/bin/gongbao

WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wswitch-enum
CFLAGS  ?= -O2 -g
ALLFLAGS = -std=c17 -D_XOPEN_SOURCE=700 -Iextractors $(WARN) -fvisibility=hidden $(CFLAGS) \
           $(if $(SAN),-fsanitize=address$(comma)undefined -fno-omit-frame-pointer) $(if $(DEBUG),-O0 -DDEBUG) $(if $(COV),--coverage)
comma   := ,
LINK     = $(if $(SAN),-fsanitize=address$(comma)undefined) $(if $(COV),--coverage)

SRC     := $(sort $(wildcard extractors/*/*.c))
OBJS    := $(SRC:extractors/%.c=$(OBJ)/%.o)
DEPS    := $(OBJS:.o=.d)

all: $(BIN)

$(BIN): $(OBJ)/gongbao
	@mkdir -p $(@D)
	@cp $< $@

$(OBJ)/gongbao: $(OBJS)
	$(CC) $(LINK) $(LDFLAGS) -o $@ $^ $$(pkg-config --libs $(PKGS)) -lm

$(OBJ)/%.o: extractors/%.c
	@mkdir -p $(@D)
	$(CC) $(ALLFLAGS) $$(pkg-config --cflags $(PKGS) | sed 's/-I/-isystem /g') -MMD -MP -c -o $@ $<

clean:
	rm -rf out/bin out/lib out/obj out/run out/report

-include $(DEPS)
.PHONY: all clean
