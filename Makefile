# blogsearch: `make demo` shows it, `make test` tests it, `make help` lists
# the rest. CC, CFLAGS, LDFLAGS, PREFIX and DESTDIR are the user's.

PREFIX ?= /usr/local
UNITS ?= $(PREFIX)/lib/systemd/system
CFLAGS ?= -O3 -g
BUILD ?= build

VERSION = 0.1.0
LIBRARIES = sqlite3 libcmark libutf8proc yaml-0.1 jansson libzstd zlib

# For its header; server/library.c loads it.
LOADED = libmicrohttpd

# Debian's packages: to build, to test, to check.
PACKAGES = gcc libc6-dev pkg-config libsqlite3-dev libcmark-dev \
	libutf8proc-dev libyaml-dev libjansson-dev libzstd-dev libstemmer-dev \
	libmicrohttpd-dev zlib1g-dev tzdata
TEST_PACKAGES = binutils libcmocka-dev mandoc python3
ORACLE_PACKAGES = hugo jekyll nginx-light python3
BENCH_PACKAGES = python3 wrk nginx-light
LINT_PACKAGES = clang clang-format clang-tidy cppcheck shellcheck
FUZZ_PACKAGES = clang libclang-rt-dev
AFL_PACKAGES = afl++ clang

# The packages are not there before `make deps` has run; the make that
# follows asks pkg-config anew.
PKG_CFLAGS := $(shell pkg-config --cflags $(LIBRARIES) $(LOADED) 2>/dev/null)
PKG_LIBS := $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null)

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wvla
# What makes a mistake harder to use. _FORTIFY_SOURCE asks for -O, and the
# sanitizers do more than it.
HARDENING = -fstack-protector-strong -fstack-clash-protection -fPIE \
	$(if $(findstring -O,$(filter-out -O0,$(CFLAGS))),$(if \
	$(findstring sanitize,$(CFLAGS)),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3))
HARDENING_LINK = -pie -Wl,-z,relro,-z,now
ALL_CFLAGS = -std=c11 -D_XOPEN_SOURCE=700 -DBLOGSEARCH_VERSION='"$(VERSION)"' \
	-I. $(PKG_CFLAGS) $(WARNINGS) $(CI_FLAGS) -pthread $(HARDENING) $(CFLAGS)
LIBS = $(PKG_LIBS) -lstemmer -lm -pthread

FOLDERS = base text store indexer query server cli
SOURCES = $(wildcard $(addsuffix /*.c,$(FOLDERS)))
MADE_SOURCES = $(BUILD)/text/stopwords_data.c $(BUILD)/server/assets_data.c
OBJECTS = $(SOURCES:%.c=$(BUILD)/%.o) $(MADE_SOURCES:%.c=%.o)
UNIT_TESTS = $(patsubst %.c,$(BUILD)/%,$(wildcard tests/unit/test_*.c))
FUZZ ?= *
FUZZ_SECONDS ?= 30
FUZZ_TARGETS = $(patsubst %.c,$(BUILD)/%,$(wildcard tests/fuzz/fuzz_$(FUZZ).c))
SCRIPT_TESTS = tests/layers.sh tests/layers_test.sh \
	$(wildcard tests/eval/*_test.py tests/spec/*_test.py) \
	$(wildcard tests/cli/test_*.sh tests/server/test_*.py) $(TORTURE_TESTS)
TORTURE_TESTS = $(wildcard tests/torture/test_*.py)

# make V=1 shows the commands.
$(V).SILENT:

all: $(BUILD)/blogsearch

$(BUILD)/blogsearch: $(BUILD)/cli/main.o $(BUILD)/blogsearch.a
	echo "  LINK  $@"
	$(CC) $(ALL_CFLAGS) $(HARDENING_LINK) $(LDFLAGS) -o $@ $^ $(LIBS)

# All but main(), for the program and the tests to link what they need.
$(BUILD)/blogsearch.a: $(filter-out $(BUILD)/cli/main.o,$(OBJECTS))
	rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/%.o: %.c Makefile
	mkdir -p $(@D)
	echo "  CC    $<"
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Sources made by our own scripts from data that people edit.
$(BUILD)/%.o: $(BUILD)/%.c Makefile
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/text/stopwords_data.c: text/stopwords.awk \
		$(wildcard text/stopwords/*.txt)
	mkdir -p $(@D)
	LC_ALL=C awk -f $^ >$@.new && mv $@.new $@

# The search box as it is served: scripts and styles of several parts each.
WEB_SCRIPTS = $(addprefix server/web/,nodes.js strings.js question.js view.js \
	scheme.js searchbox.js)
WEB_STYLES = $(addprefix server/web/,base.css box.css page.css)
WEB_FILES = $(BUILD)/server/web/searchbox.js $(BUILD)/server/web/searchbox.css

$(BUILD)/server/web/searchbox.js: $(WEB_SCRIPTS)
$(BUILD)/server/web/searchbox.css: $(WEB_STYLES)
$(WEB_FILES): server/assemble.sh
	mkdir -p $(@D)
	server/assemble.sh $(filter-out %.sh,$^) >$@.new && mv $@.new $@

$(BUILD)/server/assets_data.c: server/embed.sh $(WEB_FILES)
	$^ >$@.new && mv $@.new $@

# Every unit test is a program of its own.
$(BUILD)/tests/unit/test_%: $(BUILD)/tests/unit/test_%.o $(BUILD)/blogsearch.a
	$(CC) $(ALL_CFLAGS) $(HARDENING_LINK) $(LDFLAGS) -o $@ $^ $(LIBS) -lcmocka

# Every fuzz target likewise; libFuzzer brings main().
$(BUILD)/tests/fuzz/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/blogsearch.a
	echo "  LINK  $@"
	$(CC) $(ALL_CFLAGS) $(HARDENING_LINK) $(LDFLAGS) -o $@ $^ $(LIBS)

# A failing disk, to be loaded before all other libraries.
FAULTS = $(BUILD)/tests/torture/faults.so

$(FAULTS): tests/torture/faults.c
	mkdir -p $(@D)
	$(CC) -std=c11 -Wall -Wextra $(CI_FLAGS) -fPIC -shared -O1 -o $@ $<

BENCH_OBJECTS = $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/bench/*.c))
BENCH_PROGRAMS = $(addprefix $(BUILD)/tests/bench/,bench queries growth make_site)
BENCH_PARTS = $(filter-out $(BENCH_PROGRAMS:=.o),$(BENCH_OBJECTS))

$(BENCH_PROGRAMS): %: %.o $(BENCH_PARTS) $(BUILD)/blogsearch.a
	echo "  LINK  $@"
	$(CC) $(ALL_CFLAGS) $(HARDENING_LINK) $(LDFLAGS) -o $@ $^ $(LIBS)

# Kept, or make would delete them as intermediate files.
.SECONDARY: $(UNIT_TESTS:%=%.o) $(FUZZ_TARGETS:%=%.o)

-include $(OBJECTS:.o=.d) $(UNIT_TESTS:%=%.d) $(FUZZ_TARGETS:%=%.d) \
	$(BENCH_OBJECTS:.o=.d)

deps:
	.ci/install $(PACKAGES)

# Index the sample site and ask it something.
demo: deps
	$(MAKE) all
	echo '$$ blogsearch index data/site'
	$(BUILD)/blogsearch index data/site --db $(BUILD)/demo.db
	echo '$$ blogsearch query "asyncio"'
	$(BUILD)/blogsearch query "asyncio" --db $(BUILD)/demo.db

test:
	.ci/install $(PACKAGES) $(TEST_PACKAGES)
	tests/browser/setup.sh $(BUILD)/browser || \
		echo "The tests in a browser are left out."
	$(MAKE) unit BROWSER_TESTS=tests/browser/test_browser.sh

# The tests, where everything they need is installed.
unit: all $(UNIT_TESTS) $(FAULTS)
	CFLAGS='$(CFLAGS)' BLOGSEARCH=$(BUILD)/blogsearch \
		tests/run $(UNIT_TESTS) $(SCRIPT_TESTS) \
		$(BROWSER_TESTS)

# What is random in them is tried COUNT times.
torture:
	.ci/install $(PACKAGES) python3
	$(MAKE) all $(FAULTS)
	COUNT=$(or $(COUNT),500) BLOGSEARCH=$(BUILD)/blogsearch \
		tests/run $(TORTURE_TESTS)

asan:
	.ci/install $(PACKAGES) $(TEST_PACKAGES)
	$(MAKE) BUILD=$(BUILD)/asan \
		CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all' \
		LDFLAGS='-fsanitize=address,undefined' unit

# What has threads, under ThreadSanitizer.
TSAN_TESTS = $(BUILD)/tests/unit/test_pipeline $(BUILD)/tests/unit/test_limit

tsan:
	.ci/install $(PACKAGES) $(TEST_PACKAGES)
	$(MAKE) BUILD=$(BUILD)/tsan CFLAGS='-O1 -g -fsanitize=thread' \
		LDFLAGS='-fsanitize=thread' threads

threads: all $(TSAN_TESTS)
	BLOGSEARCH=$(BUILD)/blogsearch tests/run $(TSAN_TESTS) \
		$(wildcard tests/server/test_*.py)

# The unit tests under valgrind, which sees what is read before it is written.
valgrind:
	.ci/install $(PACKAGES) $(TEST_PACKAGES) valgrind
	$(MAKE) all $(UNIT_TESTS)
	for test in $(UNIT_TESTS); do echo "  VALGRIND $$test"; \
		valgrind --quiet --error-exitcode=1 --leak-check=full \
			--errors-for-leak-kinds=definite $$test \
			>$(BUILD)/valgrind.log 2>&1 || \
			{ cat $(BUILD)/valgrind.log; exit 1; }; done

# Beside the generators themselves: real Hugo on the sites in SITES and on
# those of the folder CORPORA, real Jekyll on a site with every permalink; and
# the README's five minutes with real Hugo and nginx.
SITES = data/site

oracle:
	.ci/install $(PACKAGES) $(ORACLE_PACKAGES)
	$(MAKE) all
	tests/oracle/hugo.sh $(BUILD)/blogsearch $(SITES) \
		$(if $(CORPORA),$(wildcard $(CORPORA)/*))
	tests/oracle/jekyll.sh $(BUILD)/blogsearch
	BLOGSEARCH=$(BUILD)/blogsearch tests/oracle/five_minutes.py

fuzz:
	.ci/install $(PACKAGES) $(FUZZ_PACKAGES)
	$(MAKE) BUILD=$(BUILD)/fuzz CC=clang \
		CFLAGS='-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all' \
		LDFLAGS='-fsanitize=fuzzer,address,undefined' fuzz-run

fuzz-run: $(FUZZ_TARGETS)
	tests/fuzz/run $(FUZZ_SECONDS) $(BUILD) $^

# The same by AFL++, which brings main() and asks for the sanitizers itself.
fuzz-afl:
	.ci/install $(PACKAGES) $(AFL_PACKAGES)
	AFL_QUIET=1 $(MAKE) BUILD=$(BUILD)/afl CC=afl-clang-fast \
		CFLAGS='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all' \
		LDFLAGS='-fsanitize=fuzzer' fuzz-afl-run

fuzz-afl-run: $(FUZZ_TARGETS)
	tests/fuzz/run_afl $(FUZZ_SECONDS) $(BUILD) $^

# How well queries are answered: on the sample site, and on each folder in
# COLLECTIONS, asked the file QUERIES of each. Then by their own titles: on
# the sample site, and on each site in the folder CORPORA.
eval:
	.ci/install $(PACKAGES) python3
	$(MAKE) all
	tests/eval/eval.py $(if $(QUERIES),--queries $(QUERIES)) \
		$(BUILD)/blogsearch data/site data/queries.tsv \
		$(if $(COLLECTIONS),$(wildcard $(COLLECTIONS)/*/))
	tests/eval/titles.py $(BUILD)/blogsearch data/site \
		$(if $(CORPORA),$(wildcard $(CORPORA)/*))
	tests/eval/snippets.py $(BUILD)/blogsearch data/site \
		$(if $(CORPORA),$(wildcard $(CORPORA)/*))

# What other settings of ranking would be worth on the folders in COLLECTIONS.
tune:
	.ci/install $(PACKAGES) python3
	$(MAKE) all
	tests/eval/tune.py $(if $(QUERIES),--queries $(QUERIES)) \
		$(BUILD)/blogsearch $(wildcard $(COLLECTIONS)/*/)

# How fast, beside stock FTS5, on the site CORPUS, or on several at once.
CORPUS = data/site

bench:
	.ci/install $(PACKAGES) sqlite3
	$(MAKE) all $(BUILD)/tests/bench/bench
	mkdir -p $(BUILD)/bench
	$(BUILD)/tests/bench/bench $(BUILD)/blogsearch $(BUILD)/bench \
		$(or $(ONLY),all) $(CORPUS:%/=%)

# What HTTP and JSON add to the search, under load.
bench-serve:
	.ci/install $(PACKAGES) $(BENCH_PACKAGES)
	$(MAKE) all $(BUILD)/tests/bench/queries
	BLOGSEARCH=$(BUILD)/blogsearch tests/bench/serve.py \
		$(BUILD)/tests/bench/queries $(CORPUS) $(BUILD)/bench

# The same while the index changes, for so long and so often a second.
MINUTES = 10
UPDATES = 1

soak:
	.ci/install $(PACKAGES) $(BENCH_PACKAGES)
	$(MAKE) all $(BUILD)/tests/bench/queries
	BLOGSEARCH=$(BUILD)/blogsearch tests/bench/soak.py \
		$(BUILD)/tests/bench/queries $(CORPUS) $(BUILD)/bench $(MINUTES) \
		$(UPDATES)

# A made-up site of the sentences of CORPUS, which has to be a large one.
ARTICLES = 10000
SIZES = 10000 100000

$(BUILD)/bench/corpus.db: all
	mkdir -p $(@D)
	$(BUILD)/blogsearch index --quiet --db $@ $(CORPUS)

site: $(BUILD)/bench/corpus.db $(BUILD)/tests/bench/make_site
	$(BUILD)/tests/bench/make_site $< $(BUILD)/bench/made-up $(ARTICLES)

# How indexing and queries grow with the site.
growth: $(BUILD)/bench/corpus.db $(BUILD)/tests/bench/growth
	rm -rf $(BUILD)/bench/growth
	mkdir -p $(BUILD)/bench/growth
	$(BUILD)/tests/bench/growth $(BUILD)/blogsearch $< \
		$(BUILD)/bench/growth $(SIZES)

# clang as a second compiler warns of other things.
lint:
	.ci/install $(PACKAGES) $(TEST_PACKAGES) $(LINT_PACKAGES)
	clang-format --dry-run -Werror $(FORMATTED)
	shellcheck .ci/install .ci/run tests/run tests/fuzz/run \
		tests/fuzz/run_afl \
		tests/*.sh tests/cli/*.sh tests/oracle/*.sh \
		tests/browser/*.sh server/*.sh
	cppcheck --quiet --std=c11 --enable=warning,performance,portability \
		--inline-suppr --error-exitcode=1 -I. $(FOLDERS)
	clang-tidy --quiet $(SOURCES) -- -std=c11 -D_XOPEN_SOURCE=700 \
		-DBLOGSEARCH_VERSION='"$(VERSION)"' -I. $(PKG_CFLAGS)
	mandoc -T lint -W warning $(wildcard cli/*.1)
	$(MAKE) BUILD=$(BUILD)/clang CC=clang CI_FLAGS=-Werror all \
		$(BUILD)/clang/tests/bench/bench

FORMATTED = $(wildcard $(addsuffix /*.[ch],$(FOLDERS) tests/unit tests/fuzz tests/bench))

format:
	clang-format -i $(FORMATTED)

install: all
	install -D -m 755 $(BUILD)/blogsearch $(DESTDIR)$(PREFIX)/bin/blogsearch
	install -d $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 $(wildcard cli/*.1) $(DESTDIR)$(PREFIX)/share/man/man1
	install -d $(DESTDIR)$(UNITS)
	install -m 644 server/blogsearch.socket $(DESTDIR)$(UNITS)
	sed 's|/usr/local/bin/|$(PREFIX)/bin/|' server/blogsearch.service \
		>$(DESTDIR)$(UNITS)/blogsearch.service

clean:
	rm -rf $(BUILD)

help:
	sed -n 's/^## //p' Makefile

## make            build build/blogsearch
## make deps       install what the build needs
## make demo       build, index the sample site, run a query
## make test       install what the tests need, run all of them
## make asan       the same under AddressSanitizer and UBSan
## make valgrind   the unit tests under valgrind
## make tsan       the server and its kin under ThreadSanitizer
## make torture    kill runs, break disks and indexes COUNT (500) times,
##                 index hostile articles
## make oracle     compare with real Hugo and Jekyll, follow the README
## make fuzz       feed the parsers made-up input for FUZZ_SECONDS each
##                 (30); FUZZ=markdown runs that one alone
## make fuzz-afl   the same with AFL++
## make eval       measure the ranking beside stock FTS5, on the sample site
##                 and on the collections in COLLECTIONS=DIR; and how well
##                 titles find their articles, on the sites in CORPORA=DIR
## make tune       try settings of ranking on the collections in
##                 COLLECTIONS=DIR, each time leaving one out
## make bench      measure the speed beside stock FTS5, on CORPUS=DIR or
##                 CORPUS="DIR DIR..."; ONLY=index leaves the queries out
## make site       make up a site of ARTICLES=N articles from CORPUS=DIR
## make growth     measure made-up sites of SIZES="N N..." articles
## make bench-serve    measure a server under load, on CORPUS=DIR
## make soak       the same for MINUTES (10) while the index changes UPDATES (1)
##                 times a second, with visitors of all kinds
## make lint       static checks
## make format     lay the code out
## make install    to PREFIX (/usr/local), below DESTDIR
## make clean      remove build/

.PHONY: all deps demo test unit torture asan valgrind tsan threads oracle fuzz \
	fuzz-run fuzz-afl fuzz-afl-run eval tune bench bench-serve soak site growth lint format install \
	clean help
