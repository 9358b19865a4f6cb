/* Files that are damaged, replaced, not ours, or not ours to write. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/stat.h>

#include "query/related.h"
#include "query/search.h"
#include "tests/unit/store_fixture.h"

static int look_at_columns(struct match *m, void *arg)
{
	reader_columns(arg, match_document(m));
	return 0;
}

/* As if there were no such documents, results would just be missing. */
static void match__fails_where_columns_are_damaged(void **state)
{
	struct match_phrase phrase = { .terms = span_from("experi") };
	struct match_query query = { &phrase, 1, 1, true };
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 1);
	struct error err = ERROR_INIT;
	struct reader *r;

	write_document(f, 0, &doc);
	run_sql(f, "UPDATE columns SET data = x'01'");
	r = open_reader(f);
	assert_int_equal(-1, reader_match(r, &query, look_at_columns, r, &err));
	assert_int_equal(ERR_CORRUPT, err.code);
	assert_null(reader_columns(r, 1));
	assert_null(reader_columns(r, INT64_MAX));
	close_reader(r);
}

static void assert_search_is_corrupt(struct fixture *f, struct reader *r,
				     const char *text)
{
	struct search_options options = search_defaults();
	struct error err = ERROR_INIT;
	struct results results;

	assert_int_equal(-1, search(&results, r, span_from(text), &options,
				    &f->arena, &err));
	assert_int_equal(ERR_CORRUPT, err.code);
}

/* Where nothing is matched, too: no articles are not the answer. */
static void answers__fail_where_columns_are_damaged(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 1);
	struct related_options few = { .limit = 5 };
	struct error err = ERROR_INIT;
	struct results results;
	struct reader *r;

	write_document(f, 0, &doc);
	run_sql(f, "UPDATE columns SET data = x'01'");
	assert_int_equal(0, reader_open(&r, f->path, &err));
	assert_search_is_corrupt(f, r, "");
	assert_int_equal(-1, related(&results, r, span_from("a.md"), &few,
				     &f->arena, &err));
	assert_int_equal(ERR_CORRUPT, err.code);
	reader_close(r);
}

/* These are read of the best only. */
static void answers__fail_where_details_are_damaged(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 1);
	struct error err = ERROR_INIT;
	struct reader *r;

	write_document(f, 0, &doc);
	run_sql(f, "UPDATE details SET data = x'01'");
	assert_int_equal(0, reader_open(&r, f->path, &err));
	assert_search_is_corrupt(f, r, "experi");
	reader_close(r);
}

static void check__finds_damage_of_tables(void **state)
{
	static const char *const damages[] = {
		"UPDATE columns SET data = x'01'",
		"UPDATE details SET data = x'01'",
		"DELETE FROM details",
		"UPDATE columns SET data = (SELECT zeroblob(256))",
		"UPDATE content SET layout = x'ff'",
		"UPDATE content SET text = substr(text, 1, 9)",
		"DELETE FROM content",
		"DELETE FROM document",
		"UPDATE vocabulary SET words = substr(words, 1, 9)",
		"INSERT INTO label VALUES (1, 0, 0, 'another', 'Another')",
		"INSERT INTO label VALUES (2, 0, 0, 'another', 'Another')",
	};
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 1);
	struct error err = ERROR_INIT;
	struct reader *r;

	doc.authors.count = doc.tags.count = 0;
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

/* Beside a log that one still holds who has the old file open. */
static void index__moved_into_place_has_a_log_of_its_own(void **state)
{
	struct fixture *f = *state, other = *f;
	struct document doc = make_document(f, "a.md", 1);
	struct error err = ERROR_INIT;
	struct reader *old, *new;

	write_document(f, 0, &doc);
	old = open_reader(f);
	reader_end(old);
	strcat(other.path, "-2");
	write_document(&other, 0, &doc);
	assert_int_equal(0, rename(other.path, f->path));
	new = open_reader(f);
	reader_end(new);
	write_document(f, 1, NULL);
	assert_int_equal(0, reader_begin(new, &err));
	assert_int_equal(0, count_matches(new, "experi", true));
	assert_int_equal(0, reader_begin(old, &err));
	assert_int_equal(0, count_matches(old, "experi", true));
	assert_false(reader_is_cut_off(old));
	assert_false(reader_is_cut_off(new));
	close_reader(old);
	close_reader(new);
}

static void index__is_cut_off_where_what_it_shares_is_gone(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 1);
	struct error err = ERROR_INIT;
	struct reader *r;
	char shared[72];

	write_document(f, 0, &doc);
	r = open_reader(f);
	reader_end(r);
	assert_false(reader_is_cut_off(r));
	snprintf(shared, sizeof(shared), "%s-shm", f->path);
	assert_int_equal(0, unlink(shared));
	assert_true(reader_is_cut_off(r));
	assert_int_equal(0, unlink(f->path));
	assert_false(reader_is_cut_off(r));
	assert_int_equal(0, reader_begin(r, &err));
	assert_int_equal(1, count_matches(r, "experi", true));
	close_reader(r);
}

/* Memory and time for a prefix are by it: 6 s for an id of 31 bits. */
static void reader__takes_no_document_of_a_huge_number(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 1);
	struct error err = ERROR_INIT;
	struct reader *r;

	write_document(f, 0, &doc);
	assert_int_equal(0, reader_open(&r, f->path, &err));
	run_sql(f, "UPDATE document SET id = 1 << 26");
	assert_int_equal(0, reader_begin(r, &err));
	reader_end(r);
	reader_close(r);
	run_sql(f, "UPDATE document SET id = (1 << 26) + 1");
	assert_int_equal(0, reader_open(&r, f->path, &err));
	assert_int_equal(-1, reader_begin(r, &err));
	assert_int_equal(ERR_CORRUPT, err.code);
	reader_close(r);
}

/* The index is made anew, with another dictionary, between two checks. */
static void check__unpacks_with_the_dictionary_of_now(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 40);
	struct span texts[] = { doc.text, doc.text, doc.text }, dictionary;
	struct error err = ERROR_INIT;
	struct prepared *p;
	struct reader *r;
	struct writer *w;

	write_document(f, 0, &doc);
	assert_int_equal(0, reader_open(&r, f->path, &err));
	assert_int_equal(0, reader_check(r, &err));
	assert_int_equal(0, writer_open(&w, f->path, &err));
	assert_int_equal(0, writer_clear(w, &err));
	assert_int_equal(0, writer_learn(w, texts, 3, &err));
	assert_int_equal(0, writer_dictionary(w, &dictionary, &f->arena, &err));
	assert_true(dictionary.len > 0);
	assert_int_equal(0, preparer_use(f->preparer, dictionary, &err));
	p = prepared_new(f->preparer, &doc);
	assert_int_equal(0, writer_put(w, 1, p, &err));
	assert_int_equal(0, writer_commit(w, &err));
	writer_close(w);
	prepared_free(p);
	assert_int_equal(0, reader_check(r, &err));
	reader_close(r);
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
	assert_int_equal(1, count_matches(r, "experi", false));
	reader_end(r);

	set_rights(folder, true);
	write_document(f, 1, NULL);
	set_rights(folder, false);
	assert_int_equal(0, reader_begin(r, &err));
	assert_int_equal(0, count_matches(r, "experi", false));
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
	FILE *file;
	char wal[72];

	write_document(f, 0, &doc);
	move_to_folder(f, folder, "index.db");
	snprintf(wal, sizeof(wal), "%s-wal", f->path);
	file = fopen(wal, "w");
	assert_non_null(file);
	fputs("Something.", file);
	fclose(file);
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
	assert_int_equal(1, count_matches(r, "anoth", false));
	reader_end(r);
	/* What is no index yet is none to turn to. */
	assert_int_equal(0, unlink(f->path));
	assert_int_equal(0, reader_begin(r, &err));
	reader_end(r);
	fclose(fopen(f->path, "w"));
	assert_int_equal(0, reader_begin(r, &err));
	assert_int_equal(1, count_matches(r, "anoth", false));
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
	assert_int_equal(-1, writer_open(&w, f->path, &err));
	assert_int_equal(ERR_FOREIGN, err.code);
	assert_int_equal(-1, reader_open(&r, "/tmp", &err));
	assert_int_equal(-1, reader_open(&r, "/nonexistent/x.db", &err));
	assert_int_equal(ERR_NO_INDEX, err.code);
}

static void open__rebuilds_where_terms_were_made_another_way(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 1);
	struct error err = ERROR_INIT;
	struct reader *r, *other;
	struct writer *w;

	write_document(f, 0, &doc);
	r = open_reader(f);
	reader_end(r);
	run_sql(f, "UPDATE meta SET value = 'x' WHERE key = 'analyzer'");
	run_sql(f, "UPDATE meta SET value = value + 1 WHERE key = 'revision'");
	assert_int_equal(-1, reader_begin(r, &err));
	assert_int_equal(ERR_VERSION, err.code);
	assert_int_equal(-1, reader_open(&other, f->path, &err));
	assert_int_equal(ERR_VERSION, err.code);
	assert_int_equal(0, writer_open(&w, f->path, &err));
	assert_string_equal("it was made by another version",
			    writer_rebuild_reason(w));
	assert_int_equal(0, writer_commit(w, &err));
	writer_close(w);
	assert_int_equal(0, reader_begin(r, &err));
	assert_int_equal(0, reader_stats(r)->documents);
	close_reader(r);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(match__fails_where_columns_are_damaged),
		TEST(answers__fail_where_columns_are_damaged),
		TEST(answers__fail_where_details_are_damaged),
		TEST(check__finds_damage_of_tables),
		TEST(index__moved_into_place_has_a_log_of_its_own),
		TEST(index__is_cut_off_where_what_it_shares_is_gone),
		TEST(reader__takes_no_document_of_a_huge_number),
		TEST(check__unpacks_with_the_dictionary_of_now),
		TEST(reader__needs_no_right_to_write_to_the_folder),
		TEST(reader__names_a_log_it_cannot_use),
		TEST(reader__turns_to_a_file_that_replaces_its_own),
		TEST(open__refuses_what_is_no_index),
		TEST(open__rebuilds_where_terms_were_made_another_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
