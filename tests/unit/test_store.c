/* What is written is read back, and what is removed is gone. */

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "store/content.h"
#include "store/reader.h"
#include "store/writer.h"
#include "text/stem.h"

struct fixture {
	char path[64];
	struct arena arena;
	struct analyzer *analyzer;
};

static int setup(void **state)
{
	struct fixture *f = test_calloc(1, sizeof(*f));

	snprintf(f->path, sizeof(f->path), "/tmp/blogsearch-store-XXXXXX");
	close(mkstemp(f->path));
	f->analyzer = analyzer_new();
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	/* With the log of a file that was taken away while it was read. */
	unlink(f->path);
	unlink(strcat(f->path, "-wal"));
	strcpy(strrchr(f->path, '-'), "-shm");
	unlink(f->path);
	analyzer_free(f->analyzer);
	arena_release(&f->arena);
	test_free(f);
	return 0;
}

/* A document whose text alternates prose and code, `paragraphs` times. */
static struct document make_document(struct fixture *f, const char *path,
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

static void write_document(struct fixture *f, int64_t remove,
			   const struct document *doc)
{
	struct error err = ERROR_INIT;
	struct prepared *p = doc ? prepared_new(f->analyzer, doc) : NULL;
	struct writer *w;

	assert_int_equal(0, writer_open(&w, f->path, false, &err));
	if (remove)
		assert_int_equal(0, writer_remove(w, remove, &err));
	if (p)
		assert_int_equal(0,
				 writer_put(w, remove ? remove : 1, p, &err));
	assert_int_equal(0, writer_commit(w, &err));
	writer_close(w);
	prepared_free(p);
}

static int count_match(struct match *m, void *arg)
{
	(void)m;
	++*(int *)arg;
	return 0;
}

static int count_matches(struct reader *r, const char *expression)
{
	struct error err = ERROR_INIT;
	int count = 0;

	assert_int_equal(
		0, reader_match(r, expression, count_match, &count, &err));
	return count;
}

static struct reader *open_reader(struct fixture *f)
{
	struct error err = ERROR_INIT;
	struct reader *r;

	assert_int_equal(0, reader_open(&r, f->path, &err));
	assert_int_equal(0, reader_begin(r, &err));
	return r;
}

static void close_reader(struct reader *r)
{
	reader_end(r);
	reader_close(r);
}

static void store__gives_back_what_was_put(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 3), got;
	struct error err = ERROR_INIT;
	struct content content;
	struct reader *r;

	write_document(f, 0, &doc);
	r = open_reader(f);
	assert_int_equal(1, reader_stats(r)->documents);
	assert_int_equal(1, reader_find_document(r, 1, &got, &f->arena, &err));
	assert_true(span_eq(got.title, doc.title));
	assert_true(span_eq(got.tags.items[0], doc.tags.items[0]));
	assert_int_equal(doc.date.seconds, got.date.seconds);
	assert_int_equal(330, got.date.offset);
	assert_false(date_is_set(got.lastmod));
	assert_int_equal(1,
			 reader_find_content(r, 1, &content, &f->arena, &err));
	assert_true(span_eq(content.text, doc.text));
	assert_int_equal(doc.block_count, content.block_count);
	assert_int_equal(1, content.section_count);
	assert_true(span_is(content.sections[0].heading, "A heading"));
	assert_true(span_is(content.sections[0].anchor, "a-heading"));
	close_reader(r);
}

static void store__forgets_what_was_removed(void **state)
{
	static const char *const words[] = { "experi",  "experiments",
					     "std",     "std::vector",
					     "asyncio", "証明",
					     "python",  "titl" };
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 3);
	struct error err = ERROR_INIT;
	struct word_counts counts;
	struct reader *r;

	write_document(f, 0, &doc);
	r = open_reader(f);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_int_equal(1, reader_find_word(r, span_from(words[i]),
						     &counts, &err));
	assert_int_equal(1, count_matches(r, "\"experi\""));
	close_reader(r);

	write_document(f, 1, NULL);
	r = open_reader(f);
	assert_int_equal(0, reader_stats(r)->documents);
	for (int field = 0; field < FIELD_COUNT; field++)
		assert_int_equal(0, reader_stats(r)->tokens[field]);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_int_equal(0, reader_find_word(r, span_from(words[i]),
						     &counts, &err));
	assert_int_equal(0, count_matches(r, "\"experi\""));
	assert_int_equal(0, count_matches(r, "\"exp\" *"));
	assert_null(reader_columns(r, 1));
	close_reader(r);
}

static void store__replaces_a_document(void **state)
{
	struct fixture *f = *state;
	struct document first = make_document(f, "a.md", 3);
	struct document second = make_document(f, "a.md", 1);
	struct reader *r;

	second.title = span_from("Replacement");
	write_document(f, 0, &first);
	write_document(f, 1, &second);
	r = open_reader(f);
	assert_int_equal(1, reader_stats(r)->documents);
	assert_int_equal(0, count_matches(r, "\"titl\""));
	assert_int_equal(1, count_matches(r, "\"replac\""));
	close_reader(r);
}

static void store__readers_keep_their_state(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 1);
	struct error err = ERROR_INIT;
	struct reader *r;
	int64_t revision;

	write_document(f, 0, &doc);
	r = open_reader(f);
	revision = reader_revision(r);
	write_document(f, 1, NULL);
	assert_int_equal(1, count_matches(r, "\"experi\""));
	reader_end(r);
	assert_int_equal(0, reader_begin(r, &err));
	assert_int_equal(0, count_matches(r, "\"experi\""));
	assert_true(reader_revision(r) > revision);
	close_reader(r);
}

/* Or a reader would go on with what it holds in memory. */
static void store__a_rebuilt_index_has_another_revision(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 1);
	struct error err = ERROR_INIT;
	struct reader *r;
	struct writer *w;
	int64_t revision;

	write_document(f, 0, &doc);
	r = open_reader(f);
	revision = reader_revision(r);
	reader_end(r);
	assert_int_equal(0, writer_open(&w, f->path, true, &err));
	assert_int_equal(0, writer_commit(w, &err));
	writer_close(w);
	assert_int_equal(0, reader_begin(r, &err));
	assert_true(reader_revision(r) > revision);
	assert_int_equal(0, reader_stats(r)->documents);
	close_reader(r);
}

struct walk {
	struct fixture *f;
	const struct content *content;
	const struct block *block;
	int checked;
};

/* Every token is found again from its position alone. */
static int check_place(const struct token *tok, void *arg)
{
	struct walk *w = arg;
	struct place place = { .position = tok->position, .term = tok->term };

	if (tok->kind == TOKEN_WHOLE || tok->kind == TOKEN_BIGRAM_TAIL)
		return 0;
	content_locate(w->content, w->block->field, w->f->analyzer,
		       stem_algorithm(span_from("en")), &place, 1);
	assert_int_equal(w->block->start + tok->start, place.start);
	assert_int_equal(w->block->start + tok->end, place.end);
	w->checked++;
	return 0;
}

static void store__finds_every_position_again(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 60);
	uint32_t positions[FIELD_COUNT] = { 0 };
	struct error err = ERROR_INIT;
	struct content content;
	struct reader *r;
	struct walk w = { f, &content, NULL, 0 };

	write_document(f, 0, &doc);
	r = open_reader(f);
	assert_int_equal(1,
			 reader_find_content(r, 1, &content, &f->arena, &err));
	assert_true(content.samples[FIELD_BODY].count > 3);
	for (size_t i = 0; i < content.block_count; i++) {
		w.block = &content.blocks[i];
		tokenize(f->analyzer, stem_algorithm(span_from("en")),
			 span_slice(content.text, w.block->start, w.block->end),
			 &positions[w.block->field], check_place, &w);
	}
	assert_true(w.checked > 600);
	close_reader(r);
}

static void run_sql(struct fixture *f, const char *sql)
{
	sqlite3 *handle;

	assert_int_equal(SQLITE_OK, sqlite3_open(f->path, &handle));
	assert_int_equal(SQLITE_OK,
			 sqlite3_exec(handle, sql, NULL, NULL, NULL));
	sqlite3_close(handle);
}

static int look_at_columns(struct match *m, void *arg)
{
	reader_columns(arg, match_document(m));
	return 0;
}

/* As if there were no such documents, results would just be missing. */
static void match__fails_where_columns_are_damaged(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 1);
	struct error err = ERROR_INIT;
	struct reader *r;

	write_document(f, 0, &doc);
	run_sql(f, "UPDATE columns SET data = x'01'");
	r = open_reader(f);
	assert_int_equal(
		-1, reader_match(r, "\"experi\"", look_at_columns, r, &err));
	assert_int_equal(ERR_CORRUPT, err.code);
	assert_null(reader_columns(r, 1));
	assert_null(reader_columns(r, INT64_MAX));
	close_reader(r);
}

static void check__unpacks_all_that_is_packed(void **state)
{
	static const char *const damages[] = {
		"UPDATE columns SET data = x'01'",
		"UPDATE columns SET data = (SELECT zeroblob(256))",
		"UPDATE content SET layout = x'ff'",
		"UPDATE content SET text = substr(text, 1, 9)",
		"DELETE FROM content",
		"DELETE FROM document",
	};
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 1);
	struct error err = ERROR_INIT;
	struct reader *r;

	write_document(f, 0, &doc);
	for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
		assert_int_equal(0, reader_open(&r, f->path, &err));
		assert_int_equal(0, reader_check(r, &err));
		run_sql(f, damages[i]);
		assert_int_equal(-1, reader_check(r, &err));
		assert_int_equal(ERR_CORRUPT, err.code);
		reader_close(r);
		unlink(f->path);
		write_document(f, 0, &doc);
	}
}

static void words__are_listed_by_first_character(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 1);
	struct error err = ERROR_INIT;
	const struct word_list *e, *s;
	struct reader *r;

	write_document(f, 0, &doc);
	r = open_reader(f);
	s = reader_words(r, span_from("s"), &err);
	assert_int_equal(0, reader_words(r, span_from("q"), &err)->count);
	e = reader_words(r, span_from("e"), &err);
	assert_ptr_equal(s, reader_words(r, span_from("s"), &err));
	assert_ptr_equal(e, reader_words(r, span_from("e"), &err));
	assert_true(span_is(e->items[0].text, "experiments"));
	assert_int_equal(1, e->items[0].documents);
	assert_true(s->count > 1);
	for (size_t i = 1; i < s->count; i++)
		assert_true(span_cmp(s->items[i - 1].text, s->items[i].text) <
			    0);
	close_reader(r);
}

/* Take away, or give back, the right to write to the folder. */
static void set_rights(const char *folder, bool may_write)
{
	if (geteuid() == 0 || getuid() == 0)
		assert_int_equal(0, seteuid(may_write ? 0 : 65534));
	else
		assert_int_equal(0, chmod(folder, may_write ? 0755 : 0555));
}

/* An index in a folder of its own, that others may read. */
static void move_to_folder(struct fixture *f, char *folder, const char *name)
{
	char path[64];

	assert_non_null(mkdtemp(folder));
	assert_int_equal(0, chmod(folder, 0755));
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	assert_int_equal(0, rename(f->path, path));
	assert_int_equal(0, chmod(path, 0644));
	memcpy(f->path, path, sizeof(path));
}

/*
 * Made by one user and read by another: there the log and the shared memory
 * of a WAL database cannot be made.
 */
static void reader__needs_no_right_to_write_to_the_folder(void **state)
{
	char folder[] = "/tmp/blogsearch-folder-XXXXXX";
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 1);
	struct error err = ERROR_INIT;
	struct reader *r;
	char path[72];

	write_document(f, 0, &doc);
	move_to_folder(f, folder, "?a%20#.db");
	set_rights(folder, false);
	snprintf(path, sizeof(path), "/%s", f->path);
	assert_int_equal(0, reader_open(&r, path, &err));
	memset(path, 'x', sizeof(path)); /* the reader has its own */
	assert_int_equal(0, reader_begin(r, &err));
	assert_int_equal(1, count_matches(r, "\"experi\""));
	reader_end(r);

	set_rights(folder, true);
	write_document(f, 1, NULL);
	set_rights(folder, false);
	assert_int_equal(0, reader_begin(r, &err));
	assert_int_equal(0, count_matches(r, "\"experi\""));
	assert_int_equal(0, reader_stats(r)->documents);
	close_reader(r);
	set_rights(folder, true);
	unlink(f->path);
	assert_int_equal(0, rmdir(folder));
}

/* A log that cannot be read, with what may not be left out. */
static void reader__names_a_log_it_cannot_use(void **state)
{
	char folder[] = "/tmp/blogsearch-folder-XXXXXX";
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 1);
	struct error err = ERROR_INIT;
	struct reader *r;
	char wal[72];

	write_document(f, 0, &doc);
	move_to_folder(f, folder, "index.db");
	snprintf(wal, sizeof(wal), "%s-wal", f->path);
	fclose(fopen(wal, "w"));
	assert_int_equal(0, chmod(wal, 0));
	set_rights(folder, false);
	assert_int_equal(-1, reader_open(&r, f->path, &err));
	assert_null(r);
	assert_int_equal(ERR_DATABASE, err.code);
	assert_non_null(strstr(err.message, f->path));
	set_rights(folder, true);
	unlink(wal);
	unlink(f->path);
	assert_int_equal(0, rmdir(folder));
}

/* Moved into place by whoever makes indexes elsewhere. */
static void reader__turns_to_a_file_that_replaces_its_own(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 1);
	struct fixture other = *f;
	struct error err = ERROR_INIT;
	struct reader *r;

	write_document(f, 0, &doc);
	r = open_reader(f);
	reader_end(r);
	strcat(other.path, ".new");
	doc.title = span_from("Another");
	write_document(&other, 0, &doc);
	f->arena = other.arena;
	assert_int_equal(0, rename(other.path, f->path));
	assert_int_equal(0, reader_begin(r, &err));
	assert_int_equal(1, count_matches(r, "\"anoth\""));
	reader_end(r);
	/* What is no index yet is none to turn to. */
	assert_int_equal(0, unlink(f->path));
	assert_int_equal(0, reader_begin(r, &err));
	reader_end(r);
	fclose(fopen(f->path, "w"));
	assert_int_equal(0, reader_begin(r, &err));
	assert_int_equal(1, count_matches(r, "\"anoth\""));
	close_reader(r);
}

static void open__refuses_what_is_no_index(void **state)
{
	struct fixture *f = *state;
	struct error err = ERROR_INIT;
	struct reader *r;
	struct writer *w;
	FILE *file = fopen(f->path, "w");

	fputs("not a database, but long enough to be looked at closely\n",
	      file);
	fclose(file);
	assert_int_equal(-1, reader_open(&r, f->path, &err));
	assert_int_equal(ERR_FOREIGN, err.code);
	assert_int_equal(-1, writer_open(&w, f->path, false, &err));
	assert_int_equal(ERR_FOREIGN, err.code);
	assert_int_equal(-1, reader_open(&r, "/tmp", &err));
	assert_int_equal(-1, reader_open(&r, "/nonexistent/x.db", &err));
	assert_int_equal(ERR_NO_INDEX, err.code);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(store__gives_back_what_was_put,
						setup, teardown),
		cmocka_unit_test_setup_teardown(store__forgets_what_was_removed,
						setup, teardown),
		cmocka_unit_test_setup_teardown(store__replaces_a_document,
						setup, teardown),
		cmocka_unit_test_setup_teardown(store__readers_keep_their_state,
						setup, teardown),
		cmocka_unit_test_setup_teardown(
			store__a_rebuilt_index_has_another_revision, setup,
			teardown),
		cmocka_unit_test_setup_teardown(
			store__finds_every_position_again, setup, teardown),
		cmocka_unit_test_setup_teardown(
			match__fails_where_columns_are_damaged, setup,
			teardown),
		cmocka_unit_test_setup_teardown(
			check__unpacks_all_that_is_packed, setup, teardown),
		cmocka_unit_test_setup_teardown(
			words__are_listed_by_first_character, setup, teardown),
		cmocka_unit_test_setup_teardown(
			reader__needs_no_right_to_write_to_the_folder, setup,
			teardown),
		cmocka_unit_test_setup_teardown(
			reader__names_a_log_it_cannot_use, setup, teardown),
		cmocka_unit_test_setup_teardown(
			reader__turns_to_a_file_that_replaces_its_own, setup,
			teardown),
		cmocka_unit_test_setup_teardown(open__refuses_what_is_no_index,
						setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
