# Muniment: build, test, run. `make help` lists what there is.
#
# Each layer is one static library (docs/layers.txt says who may use whom);
# each program is a main and the layers it needs. Everything built lies under
# build/; build/plain is the ordinary flavour, build/asan the one with
# AddressSanitizer and UndefinedBehaviorSanitizer, build/fuzz clang's with
# libFuzzer.

SHELL = /bin/bash
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

FLAVOUR ?= plain
CC = gcc
PREFIX ?= /usr/local
DESTDIR ?=
VERSION := 0.1.0
# A sanitizer's finding ends the process; leaks are findings, too.
export ASAN_OPTIONS ?= detect_leaks=1
export UBSAN_OPTIONS ?= print_stacktrace=1:halt_on_error=1
export LSAN_OPTIONS ?= print_suppressions=0:suppressions=$(CURDIR)/tests/lsan.supp
JOBS := $(shell nproc)
# How long `make fuzz` searches with each fuzzer.
FUZZ_SECONDS ?= 20

B = build/$(FLAVOUR)
GEN = build/gen

# What Debian 12 must have; `make deps` installs what is missing.
DEB_BUILD = gcc make pkg-config libsqlite3-dev libsodium-dev libjansson-dev \
	libmicrohttpd-dev libcurl4-gnutls-dev libnfc-dev libusb-1.0-0-dev \
	libzint-dev libzbar-dev libpango1.0-dev libcairo2-dev fonts-wqy-microhei
DEB_CHECK = libcunit1-dev libumockdev-dev umockdev zbar-tools poppler-utils \
	python3 sqlite3 libasan8 libubsan1 procps
# Asked for with LINT=1; make itself has a variable of that name.
LINT =
DEB_LINT = clang clang-format clang-tidy cppcheck libclang-rt-14-dev llvm

WARNINGS = -Wall -Wextra -Wshadow -Wconversion -Wcast-qual \
	-Wstrict-prototypes -Wmissing-prototypes -Wswitch-enum -Wundef -Wvla \
	-Wformat=2 $(if $(CI),-Werror)
CFLAGS ?= -O2 -g
FLAVOUR_FLAGS_plain =
FLAVOUR_FLAGS_asan = -fsanitize=address,undefined -fno-omit-frame-pointer \
	-fno-sanitize-recover=undefined
FLAVOUR_FLAGS_fuzz = $(FLAVOUR_FLAGS_asan) -fsanitize=fuzzer-no-link
FLAVOUR_FLAGS = $(FLAVOUR_FLAGS_$(FLAVOUR))
# pkg-config's include paths as system paths: their headers are not ours to warn about.
pkg_cflags = $(if $(1),$(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(1))))
pkg_libs = $(shell pkg-config --libs $(1))
ALL_CFLAGS = -std=gnu17 -D_GNU_SOURCE -DMUNIMENT_VERSION='"$(VERSION)"' \
	-Isrc -I. -I$(GEN) $(WARNINGS) $(CFLAGS) $(FLAVOUR_FLAGS)

# ---- layers -----------------------------------------------------------------
LAYERS = base core db register report serve cli labels drivers virtual
DIR_base = src/base
DIR_core = src/core
DIR_db = db
DIR_register = src/register
DIR_report = src/report
DIR_serve = src/serve
DIR_cli = src/cli
DIR_labels = labels
DIR_drivers = drivers
DIR_virtual = drivers/virtual

# Libraries of Debian that a layer needs.
PKG_base = libsodium
PKG_db = sqlite3
PKG_register = jansson
PKG_report = pangocairo cairo cairo-pdf
PKG_serve = libmicrohttpd jansson
PKG_cli = libcurl jansson
PKG_labels = pangocairo cairo zbar
LIB_labels = -lzint
PKG_drivers = libusb-1.0 libnfc
PKG_virtual = umockdev-1.0

# ---- programs: main, then layers from the top down --------------------------
# A program's own sources are those of its main; its name is the main's name.
PROGRAMS = munimentd muniment muniment-report muniment-driver muniment-virtual
MAIN_munimentd = src/munimentd.c
USES_munimentd = serve register labels db core base
MAIN_muniment = src/muniment.c
USES_muniment = cli register db core base
MAIN_muniment-report = src/muniment-report.c
USES_muniment-report = report register db core base
MAIN_muniment-driver = drivers/main/muniment-driver.c
USES_muniment-driver = drivers labels base
MAIN_muniment-virtual = drivers/main/muniment-virtual.c
USES_muniment-virtual = virtual base

# A program whose main is not there yet is left out, so that the layers below
# can be built and tested on their own.
BUILT = $(foreach p,$(PROGRAMS),$(if $(wildcard $(MAIN_$(p))),$(p)))

UNIT_SRC = $(wildcard tests/unit/test_*.c)
GOLDEN_SRC = $(wildcard tests/golden/test_*.c)
DEVICE_SRC = $(wildcard tests/devices/test_*.c)
FUZZ_SRC = $(wildcard tests/fuzz/fuzz_*.c)
BENCH_SRC = $(wildcard tests/bench/bench_*.c)
TEST_SRC = $(UNIT_SRC) $(GOLDEN_SRC) $(DEVICE_SRC) $(FUZZ_SRC)
TESTS = $(patsubst tests/%.c,$(B)/tests/%,$(TEST_SRC))
FUZZERS = $(patsubst tests/%.c,$(B)/tests/%,$(FUZZ_SRC))
BENCHES = $(patsubst tests/%.c,$(B)/tests/%,$(BENCH_SRC))

.PHONY: all tests
all: $(addprefix $(B)/,$(BUILT)) ## every program (the default)

define LAYER_RULES
SRC_$(1) = $$(wildcard $$(DIR_$(1))/*.c)
OBJ_$(1) = $$(patsubst %.c,$$(B)/obj/%.o,$$(SRC_$(1)))
$$(B)/lib$(1).a: $$(OBJ_$(1)) $$(B)/sources-$(1)
	@rm -f $$@
	@ar rcs $$@ $$(OBJ_$(1))
# Names of the sources: a removed file must not stay in the archive.
$$(B)/sources-$(1): FORCE
	@mkdir -p $$(@D)
	@echo '$$(SRC_$(1))' | cmp -s - $$@ || echo '$$(SRC_$(1))' >$$@
$$(OBJ_$(1)): PKG_CFLAGS := $$(call pkg_cflags,$$(PKG_$(1)))
LIBS_$(1) = $$(if $$(PKG_$(1)),$$(call pkg_libs,$$(PKG_$(1)))) $$(LIB_$(1))
endef
$(foreach l,$(LAYERS),$(eval $(call LAYER_RULES,$(l))))

.PHONY: FORCE
FORCE:

# as-needed: a driver that takes one file of labels does not load pango.
link = $(CC) $(ALL_CFLAGS) -Wl,--as-needed $(LDFLAGS) -o $@ $(1) \
	$(foreach l,$(2),$(B)/lib$(l).a) $(foreach l,$(2),$(LIBS_$(l))) \
	-lpthread -lm

define PROGRAM_RULES
$$(B)/$(1): $$(B)/obj/$$(MAIN_$(1):.c=.o) $$(foreach l,$$(USES_$(1)),$$(B)/lib$$(l).a)
	$$(call say,LINK,$$@)
	@$$(call link,$$<,$$(USES_$(1)))
endef
$(foreach p,$(BUILT),$(eval $(call PROGRAM_RULES,$(p))))

say = @printf '  %-5s %s\n' '$(1)' '$(2)'

$(B)/obj/%.o: %.c
	$(call say,CC,$<)
	@mkdir -p $(@D)
	@$(CC) $(ALL_CFLAGS) $(PKG_CFLAGS) -MMD -MP -c -o $@ $<

# ---- generated: SQL as C ------------------------------------------------------
GENERATED = $(GEN)/queries.gen.h $(GEN)/sql.gen.inc
$(GEN)/queries.gen.h: db/queries.sql db/embed
	@mkdir -p $(@D)
	@db/embed -v what=names db/queries.sql >$@
$(GEN)/sql.gen.inc: db/queries.sql db/schema.sql db/embed
	@mkdir -p $(@D)
	@{ db/embed -v what=text db/queries.sql && \
		db/embed -v what=schema db/schema.sql; } >$@
$(foreach l,db register report serve cli,$(eval $(OBJ_$(l)): | $(GENERATED)))
$(foreach t,$(TEST_SRC) $(BENCH_SRC),$(eval $(B)/obj/$(t:.c=.o): | $(GENERATED)))
$(foreach p,$(BUILT),$(eval $(B)/obj/$(MAIN_$(p):.c=.o): | $(GENERATED)))

# ---- tests: `// uses: LAYERS` in a test's first lines names its layers ------
test_uses = $(shell sed -n '1,12s,^.*uses: *\([a-z ]*\).*,\1,p' $(1))
# Device tests share a harness and start the two programs.
HELP_tests/devices/ = $(patsubst %.c,$(B)/obj/%.o,$(wildcard tests/devices/harness*.c))
# A fuzzer's main is libFuzzer's; elsewhere it runs its corpus and ends.
HELP_tests/fuzz/ = $(if $(filter fuzz,$(FLAVOUR)),,$(B)/obj/tests/fuzz/replay.o)
LIBS_tests/fuzz/ = $(if $(filter fuzz,$(FLAVOUR)),-fsanitize=fuzzer)
HELP_tests/bench/ = $(B)/obj/tests/bench/samples.o
define TEST_RULES
USES_$(1) := $$(or $$(call test_uses,$(1)),core base)
$$(B)/$(1:.c=): $$(B)/obj/$(1:.c=.o) $$(HELP_$(dir $(1))) \
		$$(foreach l,$$(USES_$(1)),$$(B)/lib$$(l).a)
	$$(call say,LINK,$$@)
	@mkdir -p $$(@D)
	@$$(call link,$$(filter %.o,$$^),$$(USES_$(1))) $$(or $$(LIBS_$(dir $(1))),-lcunit)
endef
$(foreach t,$(TEST_SRC) $(BENCH_SRC),$(eval $(call TEST_RULES,$(t))))
$(patsubst tests/%.c,$(B)/tests/%,$(DEVICE_SRC)): | $(B)/muniment-driver $(B)/muniment-virtual
tests: $(TESTS) $(B)/tests/system/fail_fsync.so ## every test program
# Loaded into other programs: they must not be built for a sanitizer.
$(B)/tests/bench/slow_fsync.so $(B)/tests/system/fail_fsync.so: \
		$(B)/%.so: %.c
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	@$(CC) -std=gnu17 -D_GNU_SOURCE $(WARNINGS) $(CFLAGS) -fPIC -shared -o $@ $< -ldl

-include Makefile.gen
-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)

# ---- what people type -------------------------------------------------------
.PHONY: deps check check-layers demo run bench fuzz fuzzers lint format \
	install help clean

SUDO = $(if $(filter 0,$(shell id -u)),,sudo)
deps: ## install what is missing from Debian (root or sudo, network)
	@tests/tools/deps $(DEB_BUILD) $(DEB_CHECK) $(if $(LINT),$(DEB_LINT))

check: deps ## every test, plain and with ASan and UBSan
	@$(MAKE) --no-print-directory -j$(JOBS) check-layers
	@tests/tools/run-check $(JOBS) $(MAKE_COMMAND) $(MAKEOVERRIDES)

check-layers: ## includes follow docs/layers.txt
	@tests/tools/check-layers docs/layers.txt

demo: deps ## a clerk's day on virtual devices; results in build/demo
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@tests/system/demo $(B)

run: deps ## the demo's cabinet, up until Ctrl-C, to play with
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@tests/system/run-cabinet $(B)

bench: deps ## floors and ratios of shared measurements, from one run
	@$(MAKE) --no-print-directory -j$(JOBS) all $(BENCHES) $(B)/tests/bench/slow_fsync.so
	@tests/bench/run-bench $(B)

fuzz: ## search each parser for FUZZ_SECONDS=20 (make deps LINT=1 first)
	@$(MAKE) --no-print-directory -j$(JOBS) FLAVOUR=fuzz CC=clang fuzzers
	@tests/tools/run-fuzz $(JOBS) $(FUZZ_SECONDS)
fuzzers: $(FUZZERS)

lint: ## clang, analyzers, format (make deps LINT=1 first)
	@tests/tools/lint $(JOBS) $(MAKE_COMMAND) $(MAKEOVERRIDES)

format: ## clang-format every C file
	@git ls-files '*.c' '*.h' | xargs clang-format -i

# ---- install: programs beside each other, or in ../libexec/muniment ----------
INSTALL_BIN = $(filter muniment munimentd,$(BUILT))
INSTALL_LIBEXEC = $(filter muniment-driver muniment-report,$(BUILT))
TO = $(DESTDIR)$(PREFIX)
DOC = $(TO)/share/doc/muniment
install: all ## into PREFIX=/usr/local, below DESTDIR
	install -d $(TO)/bin $(TO)/libexec/muniment $(DOC)/docs/pictures \
		$(DOC)/examples $(addprefix $(TO)/lib/,systemd/system \
		sysusers.d tmpfiles.d udev/rules.d)
	install $(addprefix $(B)/,$(INSTALL_BIN)) $(TO)/bin
	install $(addprefix $(B)/,$(INSTALL_LIBEXEC)) $(TO)/libexec/muniment
	install -m 644 README.md $(DOC)
	install -m 644 $(wildcard docs/*.*) $(DOC)/docs
	install -m 644 $(wildcard docs/pictures/*) $(DOC)/docs/pictures
	install -m 644 $(wildcard examples/*.conf examples/*.csv) $(DOC)/examples
	install $(wildcard examples/*.sh) $(DOC)/examples
	sed 's,@prefix@,$(PREFIX),' systemd/muniment.service \
		>$(TO)/lib/systemd/system/muniment.service
	install -m 644 systemd/sysusers.conf $(TO)/lib/sysusers.d/muniment.conf
	install -m 644 systemd/tmpfiles.conf $(TO)/lib/tmpfiles.d/muniment.conf
	$(if $(wildcard udev/*.rules),install -m 644 $(wildcard udev/*.rules) $(TO)/lib/udev/rules.d)
	$(if $(DESTDIR),,@echo 'next: systemd-sysusers && systemd-tmpfiles --create && systemctl daemon-reload')

help: ## this list
	@awk -F'## ' '/^[a-z-]+:.*## /{split($$1,a,":"); printf "  make %-13s %s\n", a[1], $$2}' Makefile

clean: ## build/ goes
	rm -rf build
