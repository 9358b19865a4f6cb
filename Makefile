# blogsearch: `make demo` shows it, `make test` tests it, `make help` lists
# the rest. CC, CFLAGS, PREFIX and DESTDIR are the user's.

PREFIX ?= /usr/local
CFLAGS ?= -O2 -g
BUILD ?= build

VERSION = 0.1.0
LIBRARIES = sqlite3 libcmark libutf8proc yaml-0.1 jansson libzstd

# The packages are not there before `make deps` has run; then pkg-config is
# asked anew by the make that follows.
PKG_CFLAGS := $(shell pkg-config --cflags $(LIBRARIES) 2>/dev/null)
PKG_LIBS := $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null)

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wvla
ALL_CFLAGS = -std=c11 -D_XOPEN_SOURCE=700 -DBLOGSEARCH_VERSION='"$(VERSION)"' \
	-I. $(PKG_CFLAGS) $(WARNINGS) -pthread $(CFLAGS)
LIBS = $(PKG_LIBS) -lstemmer -lm -pthread

FOLDERS = base text store indexer query server cli
SOURCES = $(wildcard $(addsuffix /*.c,$(FOLDERS)))
MADE_SOURCES = $(BUILD)/text/stopwords_data.c
OBJECTS = $(SOURCES:%.c=$(BUILD)/%.o) $(MADE_SOURCES:%.c=%.o)
UNIT_TESTS = $(patsubst %.c,$(BUILD)/%,$(wildcard tests/unit/test_*.c))
STRUCTURE_TESTS = tests/layers.sh tests/layers_test.sh

all: $(BUILD)/blogsearch

$(BUILD)/blogsearch: $(OBJECTS)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Sources made by our own scripts from data that people edit.
$(BUILD)/%.o: $(BUILD)/%.c Makefile
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/text/stopwords_data.c: text/stopwords.awk \
		$(wildcard text/stopwords/*.txt)
	@mkdir -p $(@D)
	awk -f $^ >$@.new && mv $@.new $@

# Every unit test is a program of its own, linked with all but main().
$(BUILD)/tests/unit/test_%: $(BUILD)/tests/unit/test_%.o \
		$(filter-out $(BUILD)/cli/main.o,$(OBJECTS))
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) -lcmocka

# Kept, or make would delete them as intermediate files.
.SECONDARY: $(UNIT_TESTS:%=%.o)

-include $(OBJECTS:.o=.d) $(UNIT_TESTS:%=%.d)

unit: $(UNIT_TESTS)
	tests/run $(UNIT_TESTS) $(STRUCTURE_TESTS)

clean:
	rm -rf $(BUILD)

format:
	clang-format -i $(wildcard $(addsuffix /*.[ch],$(FOLDERS) tests/unit))

.PHONY: all unit clean format
