#ifndef TESTS_UNIT_STORE_FIXTURE_H
#define TESTS_UNIT_STORE_FIXTURE_H

/* An index at a path of its own, and documents for it. */

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "store/checksum.h"
#include "store/reader.h"
#include "store/writer.h"
#include "text/tokenize.h"

struct fixture {
	char path[64];
	struct arena arena;
	struct analyzer *analyzer;
	struct preparer *preparer;
};

static inline int fixture_setup(void **state)
{
	struct fixture *f = test_calloc(1, sizeof(*f));

	snprintf(f->path, sizeof(f->path), "/tmp/blogsearch-store-XXXXXX");
	close(mkstemp(f->path));
	f->analyzer = analyzer_new();
	f->preparer = preparer_new();
	*state = f;
	return 0;
}

static inline int fixture_teardown(void **state)
{
	struct fixture *f = *state;

	/* With the log of a file that was taken away while it was read. */
	unlink(f->path);
	unlink(strcat(f->path, "-wal"));
	strcpy(strrchr(f->path, '-'), "-shm");
	unlink(f->path);
	analyzer_free(f->analyzer);
	preparer_free(f->preparer);
	arena_release(&f->arena);
	test_free(f);
	return 0;
}

/* A document whose text alternates prose and code, `paragraphs` times. */
static inline struct document make_document(struct fixture *f, const char *path,
					    int paragraphs)
{
	static const char *const prose =
		"Experiments with asyncio.TaskGroup show leaks; 証明書 too.";
	static const char *const code = "std::vector<int> v = {1};\nv.size();";
	struct strbuf text = STRBUF_INIT;
	struct document doc;

	memset(&doc, 0, sizeof(doc));
	doc.blocks = arena_array(&f->arena, (size_t)paragraphs * 2 + 1,
				 sizeof(struct block));
	doc.sections = arena_array(&f->arena, 1, sizeof(struct section));
	strbuf_put_str(&text, "A heading");
	doc.blocks[doc.block_count++] =
		(struct block){ FIELD_HEADINGS, 0, (uint32_t)text.len };
	doc.section_count = 1;
	doc.sections[0].level = 2;
	doc.sections[0].anchor = span_from("a-heading");
	for (int i = 0; i < paragraphs * 2; i++) {
		struct block *block = &doc.blocks[doc.block_count++];

		strbuf_put_char(&text, '\n');
		block->field = i % 2 ? FIELD_CODE : FIELD_BODY;
		block->start = (uint32_t)text.len;
		strbuf_put_str(&text, i % 2 ? code : prose);
		block->end = (uint32_t)text.len;
	}
	doc.path = span_from(path);
	doc.url = span_from("https://example.org/a/");
	doc.title = span_from("A title of its own");
	doc.summary = span_from("Short.");
	doc.lang = span_from("en");
	doc.section = span_from("posts");
	date_parse(&doc.date, span_from("2026-04-30T10:00:00+05:30"));
	doc.lastmod = date_none();
	doc.words = 12;
	doc.minutes = 1;
	arena_list_put(&f->arena, &doc.tags, span_from("Python"));
	arena_list_put(&f->arena, &doc.authors, span_from("Ann Other"));
	arena_list_put(&f->arena, &doc.aliases, span_from("a-slug"));
	doc.text = arena_copy(&f->arena, strbuf_span(&text));
	strbuf_release(&text);
	return doc;
}

static inline void write_document(struct fixture *f, int64_t remove,
				  const struct document *doc)
{
	struct error err = ERROR_INIT;
	struct prepared *p = doc ? prepared_new(f->preparer, doc) : NULL;
	struct writer *w;

	assert_int_equal(0, writer_open(&w, f->path, &err));
	if (remove)
		assert_int_equal(0, writer_remove(w, remove, &err));
	if (p)
		assert_int_equal(0,
				 writer_put(w, remove ? remove : 1, p, &err));
	assert_int_equal(0, writer_commit(w, &err));
	writer_close(w);
	prepared_free(p);
}

static inline int count_match(struct match *m, void *arg)
{
	(void)m;
	++*(int *)arg;
	return 0;
}

static inline int count_matches(struct reader *r, const char *terms,
				bool is_prefix)
{
	struct match_phrase phrase = { .terms = span_from(terms),
				       .is_prefix = is_prefix };
	struct match_query query = { &phrase, 1, 1, true };
	struct error err = ERROR_INIT;
	int count = 0;

	assert_int_equal(0, reader_match(r, &query, count_match, &count, &err));
	return count;
}

static inline struct reader *open_reader(struct fixture *f)
{
	struct error err = ERROR_INIT;
	struct reader *r;

	assert_int_equal(0, reader_open(&r, f->path, &err));
	assert_int_equal(0, reader_begin(r, &err));
	return r;
}

static inline void close_reader(struct reader *r)
{
	reader_end(r);
	reader_close(r);
}

static inline void run_sql(struct fixture *f, const char *sql)
{
	sqlite3 *handle;

	assert_int_equal(SQLITE_OK, sqlite3_open_v2(f->path, &handle,
						    SQLITE_OPEN_READWRITE,
						    checksum_vfs()));
	assert_int_equal(SQLITE_OK,
			 sqlite3_exec(handle, sql, NULL, NULL, NULL));
	sqlite3_close(handle);
}

#endif
