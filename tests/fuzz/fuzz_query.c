/*
 * Anything typed is a valid query: search() finds or does not find, but
 * never fails, and every printer makes well-formed output of the answer.
 */

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "indexer/value.h"
#include "query/printer.h"
#include "query/search.h"
#include "store/writer.h"
#include "tests/fuzz/fuzz.h"

static const struct {
	const char *title, *body, *code, *lang, *date;
} articles[] = {
	{ "Debugging asyncio in production",
	  "Find task leaks and blocking calls. asyncio.TaskGroup helps.",
	  "async def main(): await asyncio.sleep(0.1)", "en", "2026-04-30" },
	{ "Modern C++20 & <modules>",
	  "Modules in C++ replace headers. std::vector \"too\", \\ and 'that'.",
	  "#include <vector>\nstd::vector<int> v;", "en", "2025-01-01" },
	{ "証明書について", "無料の証明書を発行します。", "curl -v", "ja",
	  "2024-01-01" },
	{ "Les certificats", "Un café et des certificats gratuits.", "ls", "fr",
	  "2024-02-02" },
	{ "Что такое сертификат", "Сертификат подтверждает имя узла.",
	  "openssl", "ru", "" },
	{ "snake_case and camelCase", "a b c d e f and or not near the of",
	  "fooBar baz_qux --flag .NET", "en", "2026-05-01" },
};

#define ARTICLE_COUNT (sizeof(articles) / sizeof(articles[0]))

static char path[] = "/tmp/blogsearch-fuzz-XXXXXX";
/* Words of the articles and others, one and several on either side. */
static const char synonyms[] = "a\tcertificat\ncertificat\ta\nb\tx.y\n"
			       "task leaks\tmodules\nmodules\ttask leaks\n"
			       "c++\t\xe8\xa8\xbc\xe6\x98\x8e\n"
			       "d e f\tc\nc\td e f\n.net\t!\n";

static struct reader *reader;

static void put_article(struct writer *w, struct preparer *preparer, size_t i)
{
	struct arena a = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct document doc;
	struct prepared *p;
	uint32_t title = (uint32_t)strlen(articles[i].title);
	uint32_t body = title + 1 + (uint32_t)strlen(articles[i].body);
	struct block blocks[] = {
		{ FIELD_HEADINGS, 0, title },
		{ FIELD_BODY, title + 1, body },
		{ FIELD_CODE, body + 1,
		  body + 1 + (uint32_t)strlen(articles[i].code) },
	};
	struct section section = { 2, 0, span_from(articles[i].title),
				   span_from("anchor") };

	memset(&doc, 0, sizeof(doc));
	doc.path = arena_printf(&a, "posts/%zu.md", i);
	doc.url = arena_printf(&a, "https://example.org/%zu/", i);
	doc.title = span_from(articles[i].title);
	doc.summary = span_from(articles[i].body);
	doc.text = arena_printf(&a, "%s\n%s\n%s", articles[i].title,
				articles[i].body, articles[i].code);
	doc.lang = span_from(articles[i].lang);
	doc.section = span_from("posts");
	doc.blocks = blocks;
	doc.block_count = 3;
	doc.sections = &section;
	doc.section_count = 1;
	if (date_parse(&doc.date, span_from(articles[i].date)) < 0)
		doc.date = date_none();
	doc.lastmod = date_none();
	arena_list_put(&a, &doc.tags, span_from("Tag & more"));
	arena_list_put(&a, &doc.categories, span_from(articles[i].lang));
	arena_list_put(&a, &doc.authors, span_from("A. Author"));
	p = prepared_new(preparer, &doc);
	if (writer_put(w, writer_next_id(w), p, &err) < 0)
		abort();
	prepared_free(p);
	arena_release(&a);
}

static void remove_index(void)
{
	reader_close(reader);
	unlink(path);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct preparer *preparer = preparer_new();
	struct error err = ERROR_INIT;
	struct writer *w;
	int fd = mkstemp(path);

	(void)argc;
	(void)argv;
	if (fd < 0 || close(fd) < 0 || writer_open(&w, path, &err) < 0)
		abort();
	for (size_t i = 0; i < ARTICLE_COUNT; i++)
		put_article(w, preparer, i);
	if (writer_put_meta(w, READER_SYNONYMS, span_from(synonyms), &err) <
		    0 ||
	    writer_put_meta(w, READER_TUNING,
			    span_from("ranking.recency_half_life 100\n"),
			    &err) < 0)
		abort();
	if (writer_commit(w, &err) < 0)
		abort();
	writer_close(w);
	preparer_free(preparer);
	if (reader_open(&reader, path, &err) < 0)
		abort();
	atexit(remove_index);
	return 0;
}

/* Marks come in pairs, not one inside another, around something. */
static void check_marks(struct span text)
{
	bool is_open = false;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		assert(c != MARK_START || !is_open);
		assert(c != MARK_END ||
		       (is_open && text.ptr[i - 1] != MARK_START));
		if (c == MARK_START || c == MARK_END)
			is_open = c == MARK_START;
	}
	assert(!is_open);
}

static void check_hits(const struct results *results)
{
	for (size_t i = 0; i < results->hit_count; i++) {
		const struct hit *hit = &results->hits[i];

		check_marks(hit->title);
		check_marks(hit->snippet);
		for (size_t j = 0; j < hit->section_count; j++) {
			check_marks(hit->sections[j].heading);
			check_marks(hit->sections[j].snippet);
		}
	}
}

/* Nothing but lines of text; `more` may stand in them besides. */
static void check_printed(struct span out, const char *more)
{
	assert(fuzz_is_utf8(out));
	for (size_t i = 0; i < out.len; i++) {
		unsigned char c = (unsigned char)out.ptr[i];

		assert((c >= ' ' && c != 0x7f) || c == '\n' ||
		       (c && strchr(more, c)));
	}
}

static void check_json(struct span out, struct arena *a)
{
	struct parse_problem problem;
	struct value *value;

	if (json_parse(&value, out, a, &problem) < 0) {
		fprintf(stderr, "%d:%d: %s\n%s\n", problem.line, problem.column,
			problem.reason, out.ptr);
		abort();
	}
	assert(fuzz_is_utf8(out) && value_get(value, "results"));
	assert(span_find_char(out, '\n') == out.len - 1);
}

static void check_printers(const struct results *results, struct span text,
			   bool colour, struct arena *a)
{
	struct print_options options = { .colour = colour,
					 .width = 60,
					 .query = text };
	struct strbuf out = STRBUF_INIT;

	print_text(&out, results, &options);
	print_summary(&out, results, &options);
	check_printed(strbuf_span(&out), colour ? "\x1b" : "");
	strbuf_reset(&out);
	print_tsv(&out, results, &options);
	print_trec(&out, results, &options);
	check_printed(strbuf_span(&out), "\t");
	strbuf_reset(&out);
	print_json(&out, results, &options);
	/* A word is a key in it, and jansson reads no key with a NUL. */
	if (span_find_char(text, '\0') == text.len)
		check_json(strbuf_span(&out), a);
	strbuf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = fuzz_begin(data, size);
	unsigned choice = fuzz_byte(&in);
	struct search_options options = search_defaults();
	struct arena a = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct results results;

	options.prefix = choice & 1;
	options.facets = choice & 2;
	options.explain = choice & 4;
	options.excerpts = !(choice & 8);
	options.sort = (enum search_sort)(choice >> 4 & 3) % (SORT_OLDEST + 1);
	if (search(&results, reader, in.rest, &options, &a, &err) < 0) {
		fprintf(stderr, "search failed: %s\n", err.message);
		abort();
	}
	assert(results.hit_count <= ARTICLE_COUNT);
	assert(results.total >= (int64_t)results.hit_count);
	check_hits(&results);
	check_printers(&results, in.rest, choice & 64, &a);
	arena_release(&a);
	return 0;
}
