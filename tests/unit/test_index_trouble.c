/* What a run does with files, folders and sites that it cannot use. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/checksum.h"
#include "tests/unit/index_fixture.h"

static void put_three(struct fixture *f)
{
	put_article(f, "site/content/a.md", "title = 'A'", "One.");
	put_article(f, "site/content/b.md", "title = 'B'", "Two.");
	put_article(f, "site/content/c.md", "title = 'C'", "Three.");
}

static void run__what_is_no_text_is_named_and_skipped(void **state)
{
	struct fixture *f = *state;

	put_three(f);
	put_file(f, "site/blogsearch.toml", "max_file_size = '2 KiB'\n");
	expect_run(f, "3 0 0 0 3");
	put_bytes(f, "site/content/b.md", "PNG\0\0", 5);
	put_bytes(f, "site/content/d.md", "\xff\xfeT\0o\0", 6);
	put_file(f, "site/content/e.md", "# E\n\ncaf\xe9\n");
	put_file(f, "site/content/bom.md", "\xef\xbb\xbf# Bom\n\nText.\n");
	put_bytes(f, "site/content/f.md", (char[2049]){ 'x' }, 2049);
	expect_run(f, "1 0 2 1 5");
	expect_titles(f, "A Bom C\n");
	assert_string_equal(f->warnings.buf,
			    "site/content/b.md:0: is a binary file, not text\n"
			    "site/content/d.md:0: is UTF-16; save it as UTF-8\n"
			    "site/content/e.md:3: is not UTF-8\n"
			    "site/content/f.md:0: is larger than 2 KiB\n");
	assert_int_equal(f->report.unreadable, 4);
	assert_int_equal(f->report.warnings, 4);
	/* They are tried and named again. */
	expect_run(f, "0 0 3 0 4");
	assert_int_equal(f->report.unreadable, 4);
	put_file(f, "site/content/e.md", "# E\n\ncafe\n");
	expect_run(f, "1 0 3 0 4");
	expect_titles(f, "A Bom C E\n");
}

static void run__what_is_no_file_does_no_harm(void **state)
{
	struct fixture *f = *state;
	struct arena a = ARENA_INIT;

	put_three(f);
	assert_int_equal(mkdir(fixture_path(f, &a, "site/content/d.md"), 0777),
			 0);
	assert_int_equal(mkfifo(fixture_path(f, &a, "site/content/e.md"), 0666),
			 0);
	assert_int_equal(
		symlink("nowhere", fixture_path(f, &a, "site/content/f.md")),
		0);
	assert_int_equal(
		symlink("g.md", fixture_path(f, &a, "site/content/g.md")), 0);
	assert_int_equal(symlink("..", fixture_path(f, &a, "site/content/up")),
			 0);
	put_file(f, "site/content/index.db", "no article");
	expect_run(f, "3 0 0 0 3");
	assert_string_equal(
		f->warnings.buf,
		"site/content/e.md:0: left out: it is not a regular "
		"file\n"
		"site/content/f.md:0: the link leads nowhere: No "
		"such file or directory\n"
		"site/content/g.md:0: the link leads nowhere: Too "
		"many levels of symbolic links\n");
	assert_int_equal(f->report.unreadable, 3);
	arena_release(&a);
}

static void run__a_broken_article_is_left_out_and_named_each_time(void **state)
{
	struct fixture *f = *state;

	put_three(f);
	expect_run(f, "3 0 0 0 3");
	put_article(f, "site/content/b.md", "title = 'B'\ndraft = 'tr",
		    "Secret.");
	expect_run(f, "0 0 2 1 1");
	assert_int_equal(f->report.left_out[HIDDEN_BROKEN], 1);
	assert_true(f->report.warnings > 0);
	expect_titles(f, "A C\n");
	expect_run(f, "0 0 2 0 1");
	assert_int_equal(f->report.left_out[HIDDEN_BROKEN], 1);
	assert_true(f->report.warnings > 0);
}

/*
 * Remove the file when the first article has been taken; with one job, it
 * has not been read by then.
 */
static int remove_late(enum index_phase phase, size_t done, size_t total,
		       void *arg)
{
	struct fixture *f = arg;

	(void)total;
	if (phase == INDEX_READING && done == 1)
		remove_file(f, "site/content/z.md");
	return 0;
}

static void run__a_file_that_vanishes_is_removed(void **state)
{
	struct fixture *f = *state;
	char path[64];

	put_three(f);
	put_article(f, "site/content/z.md", "title = 'Z'", "One.");
	expect_run(f, "4 0 0 0 4");
	for (int i = 0; i < 20; i++) {
		snprintf(path, sizeof(path), "site/content/m%d.md", i);
		put_article(f, path, "title = 'M'", "Text.");
	}
	put_article(f, "site/content/z.md", "title = 'ZZ'", "One.");
	remove_file(f, "index.db");
	f->options.progress = remove_late;
	f->options.jobs = 1;
	expect_run(f, "23 0 0 0 24");
	assert_int_equal(f->report.unreadable, 1);
	assert_string_equal(f->warnings.buf,
			    "site/content/z.md:0: cannot open: No such file or "
			    "directory\n");
}

/* Root may read everything: be somebody else for a while. */
static int setup_as_nobody(void **state)
{
	umask(0);
	if (geteuid() == 0 && seteuid(65534) < 0)
		return -1;
	return fixture_setup(state);
}

static int teardown_as_nobody(void **state)
{
	int ret = fixture_teardown(state);

	return getuid() == 0 && seteuid(0) < 0 ? -1 : ret;
}

static void set_mode(struct fixture *f, const char *path, mode_t mode)
{
	struct arena a = ARENA_INIT;

	assert_int_equal(chmod(fixture_path(f, &a, path), mode), 0);
	arena_release(&a);
}

static void run__an_unreadable_file_keeps_its_document(void **state)
{
	struct fixture *f = *state;

	put_three(f);
	expect_run(f, "3 0 0 0 3");
	put_article(f, "site/content/b.md", "title = 'New'", "Two.");
	set_mode(f, "site/content/b.md", 0);
	expect_run(f, "0 0 3 0 1");
	assert_int_equal(f->report.unreadable, 1);
	expect_titles(f, "A B C\n");
	assert_string_equal(f->warnings.buf,
			    "site/content/b.md:0: cannot open: Permission "
			    "denied; its last version stays in the index\n");
	set_mode(f, "site/content/b.md", 0644);
	expect_run(f, "0 1 2 0 1");
	expect_titles(f, "A New C\n");
}

static void run__an_unreadable_file_survives_an_overhaul(void **state)
{
	struct fixture *f = *state;

	put_three(f);
	expect_run(f, "3 0 0 0 3");
	put_file(f, "site/hugo.toml", "baseURL = 'https://example.com/'\n");
	set_mode(f, "site/content/b.md", 0);
	expect_run(f, "0 2 1 0 3");
	assert_int_equal(f->report.unreadable, 1);
	assert_int_equal(f->report.warnings, 1);
	expect_titles(f, "A B C\n");
	set_mode(f, "site/content/b.md", 0644);
}

static void run__an_unreadable_folder_keeps_its_documents(void **state)
{
	struct fixture *f = *state;

	put_three(f);
	put_article(f, "site/content/sub/d.md", "title = 'D'", "Four.");
	put_article(f, "site/content/sub/e.md", "title = 'E'", "Five.");
	expect_run(f, "5 0 0 0 5");
	set_mode(f, "site/content/sub", 0);
	expect_run(f, "0 0 5 0 0");
	assert_int_equal(f->report.unreadable, 1);
	set_mode(f, "site/content/sub", 0755);
	remove_file(f, "site/content/sub/d.md");
	expect_run(f, "0 0 4 1 0");
}

static void expect_failure(struct fixture *f, enum error_code code,
			   const char *message)
{
	assert_int_equal(run_index(f), -1);
	assert_int_equal(f->err.code, code);
	assert_non_null(strstr(f->err.message, message));
}

static void run__a_folder_without_articles_empties_no_index(void **state)
{
	struct fixture *f = *state;
	struct arena a = ARENA_INIT;

	put_three(f);
	expect_run(f, "3 0 0 0 3");
	put_file(f, "other/notes.txt", "no article");
	f->root = fixture_path(f, &a, "other");
	expect_failure(f, ERR_IO, "looks like a plain folder");
	f->root = fixture_path(f, &a, "nowhere");
	expect_failure(f, ERR_IO, "nowhere'");
	f->root = f->site;
	expect_run(f, "0 0 3 0 0");
	arena_release(&a);
}

static void run__the_last_article_is_removed_too(void **state)
{
	struct fixture *f = *state;

	put_article(f, "site/content/a.md", "title = 'A'", "One.");
	put_article(f, "site/content/b.md", "title = 'B'", "Two.");
	expect_run(f, "2 0 0 0 2");
	remove_file(f, "site/content/a.md");
	remove_file(f, "site/content/b.md");
	expect_run(f, "0 0 0 2 0");
	expect_titles(f, "\n");
	expect_run(f, "0 0 0 0 0");
	put_article(f, "site/content/a.md", "title = 'A'", "One.");
	expect_run(f, "1 0 0 0 1");
	remove_file(f, "site/content/a.md");
	f->options.full = true;
	expect_run(f, "0 0 0 0 0");
	expect_titles(f, "\n");
}

static void run__without_articles_no_index_is_made(void **state)
{
	struct fixture *f = *state;

	expect_failure(f, ERR_IO, "a Hugo site");
	assert_false(io_is_file(f->db));
}

static void run__two_folders_of_one_name_are_refused(void **state)
{
	struct fixture *f = *state;
	struct arena a = ARENA_INIT;
	const char *roots[] = { f->site, fixture_path(f, &a, "other/site") };

	put_three(f);
	put_file(f, "other/site/a.md", "# A\n");
	f->options.roots = roots;
	f->options.root_count = 2;
	expect_failure(f, ERR_USAGE, "same base name");
	arena_release(&a);
}

struct ending {
	enum index_phase phase;
	size_t done;
};

static int end_at(enum index_phase phase, size_t done, size_t total, void *arg)
{
	const struct ending *ending = arg;

	(void)total;
	return phase == ending->phase && done == ending->done;
}

static void run__ended_early_leaves_the_index_as_it_was(void **state)
{
	struct fixture *f = *state;
	struct ending endings[] = { { INDEX_WALKING, 0 },
				    { INDEX_READING, 1 },
				    { INDEX_READING, 2 },
				    { INDEX_SAVING, 0 } };

	put_three(f);
	expect_run(f, "3 0 0 0 3");
	put_article(f, "site/content/a.md", "title = 'Changed'", "One.");
	put_article(f, "site/content/d.md", "title = 'New'", "One.");
	f->options.progress = end_at;
	f->options.warn = NULL;
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		f->options.arg = &endings[i];
		assert_int_equal(run_index(f), 1);
		expect_titles(f, "A B C\n");
	}
	f->options.progress = NULL;
	expect_run(f, "1 1 2 0 2");
}

static void run_sql(struct fixture *f, const char *sql)
{
	sqlite3 *handle;

	assert_int_equal(sqlite3_open_v2(f->db, &handle, SQLITE_OPEN_READWRITE,
					 checksum_vfs()),
			 SQLITE_OK);
	assert_int_equal(sqlite3_exec(handle, sql, NULL, NULL, NULL),
			 SQLITE_OK);
	sqlite3_close(handle);
}

/* It is met where the article that changed is taken out of the index. */
static void run__damage_met_on_the_way_starts_the_index_over(void **state)
{
	static const char *const damages[] = {
		"UPDATE content SET text = x'28b52ffd'",
		"UPDATE content SET layout = x'ff'",
		"DELETE FROM content",
		"DELETE FROM document",
		"UPDATE document SET id = 1 << 26 WHERE id = (SELECT max(id)"
		" FROM document WHERE path NOT LIKE '%a.md')",
		"UPDATE columns SET data = x'01'",
		"UPDATE details SET data = x'01'",
		"ALTER TABLE content RENAME COLUMN document TO other",
		"DROP TABLE label",
		"INSERT INTO label SELECT 1, kind, 1, key, name FROM label",
	};
	struct fixture *f = *state;
	char title[32];

	put_three(f);
	put_article(f, "site/content/a.md", "title = 'A'\ntags = ['t']", "One");
	expect_run(f, "3 0 0 0 3");
	for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
		run_sql(f, damages[i]);
		snprintf(title, sizeof(title),
			 "title = 'A%zu'\ntags = ['t', 'u']", i);
		put_article(f, "site/content/a.md", title, "One.");
		expect_run(f, "3 0 0 0 3");
		assert_string_equal(f->report.rebuild_reason, "it was damaged");
		put_article(f, "site/content/a.md", "title = 'A'\ntags = ['t']",
			    "One.");
		expect_run(f, "0 1 2 0 1");
		assert_string_equal(f->report.rebuild_reason, "");
	}
}

/* Once it was said that memory had run out. */
static void run__a_damaged_dictionary_starts_the_index_over(void **state)
{
	struct fixture *f = *state;

	put_three(f);
	expect_run(f, "3 0 0 0 3");
	run_sql(f, "INSERT INTO meta VALUES ('dictionary',"
		   " x'37a430ec01000000' || zeroblob(100))");
	put_article(f, "site/content/d.md", "title = 'D'", "Four");
	expect_run(f, "4 0 0 0 4");
	assert_string_equal(f->report.rebuild_reason, "it was damaged");
}

#define SOME_PAGES ((size_t)40 * 4096)

/* Overwrite some pages, `percent` of the way into the file. */
static void damage_pages(struct fixture *f, int percent)
{
	static unsigned char bytes[SOME_PAGES];
	FILE *file = fopen(f->db, "r+");
	long size;

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)(i * i >> 7);
	fseek(file, 0, SEEK_END);
	size = ftell(file) / 4096 * percent / 100 * 4096;
	assert_true(size > 4096);
	fseek(file, size, SEEK_SET);
	fwrite(bytes, 1, sizeof(bytes), file);
	fclose(file);
}

static void put_many(struct fixture *f, int count)
{
	struct strbuf text = STRBUF_INIT;
	unsigned number = 1;
	char path[64];

	for (int i = 0; i < count; i++) {
		strbuf_reset(&text);
		for (int word = 0; word < 200; word++) {
			number = number * 1103515245 + 12345;
			strbuf_printf(&text, "w%x ", number >> 12);
		}
		snprintf(path, sizeof(path), "site/content/m%d.md", i);
		put_article(f, path, "title = 'Many'", text.buf);
	}
	strbuf_release(&text);
}

static void run__in_full_repairs_damaged_pages(void **state)
{
	static const int percents[] = { 20, 40, 60, 80 };
	struct fixture *f = *state;

	put_many(f, 150);
	expect_run(f, "150 0 0 0 150");
	f->options.full = true;
	for (size_t i = 0; i < sizeof(percents) / sizeof(percents[0]); i++) {
		damage_pages(f, percents[i]);
		expect_run(f, "150 0 0 0 150");
	}
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
#define TEST_AS_NOBODY(name)                                                   \
	cmocka_unit_test_setup_teardown(name, setup_as_nobody,                 \
					teardown_as_nobody)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(run__what_is_no_text_is_named_and_skipped),
		TEST(run__what_is_no_file_does_no_harm),
		TEST(run__a_broken_article_is_left_out_and_named_each_time),
		TEST(run__a_file_that_vanishes_is_removed),
		TEST_AS_NOBODY(run__an_unreadable_file_keeps_its_document),
		TEST_AS_NOBODY(run__an_unreadable_file_survives_an_overhaul),
		TEST_AS_NOBODY(run__an_unreadable_folder_keeps_its_documents),
		TEST(run__a_folder_without_articles_empties_no_index),
		TEST(run__the_last_article_is_removed_too),
		TEST(run__without_articles_no_index_is_made),
		TEST(run__two_folders_of_one_name_are_refused),
		TEST(run__ended_early_leaves_the_index_as_it_was),
		TEST(run__damage_met_on_the_way_starts_the_index_over),
		TEST(run__a_damaged_dictionary_starts_the_index_over),
		TEST(run__in_full_repairs_damaged_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
