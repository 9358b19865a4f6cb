/* What a run does with articles that are new, change, move and go. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/index_fixture.h"

static void put_three(struct fixture *f)
{
	put_article(f, "site/content/posts/a.md", "title = 'A'", "One.");
	put_article(f, "site/content/posts/b.md", "title = 'B'", "Two.");
	put_article(f, "site/content/posts/c.md", "title = 'C'", "Three.");
}

static void run__a_new_site_is_all_new(void **state)
{
	struct fixture *f = *state;

	put_three(f);
	expect_run(f, "3 0 0 0 3");
	expect_titles(f, "A B C\n");
	expect_rows(f, "SELECT id, path FROM document",
		    "1|content/posts/a.md\n2|content/posts/b.md\n"
		    "3|content/posts/c.md\n");
	assert_int_equal(f->report.warnings, 0);
	assert_int_equal(f->report.unreadable, 0);
	assert_string_equal(f->report.rebuild_reason, "");
}

static void put_revision(struct strbuf *out, const struct fixture *f)
{
	strbuf_reset(out);
	put_rows(out, f->db, "SELECT value FROM meta WHERE key = 'revision'");
}

static void run__without_a_change_nothing_is_read_or_written(void **state)
{
	struct fixture *f = *state;
	struct strbuf first = STRBUF_INIT, second = STRBUF_INIT;

	put_three(f);
	expect_run(f, "3 0 0 0 3");
	put_revision(&first, f);
	expect_run(f, "0 0 3 0 0");
	put_revision(&second, f);
	assert_string_equal(first.buf, second.buf);
	strbuf_release(&first);
	strbuf_release(&second);
}

static void run__one_changed_file_of_many_is_one_read(void **state)
{
	struct fixture *f = *state;
	char path[64];

	for (int i = 0; i < 200; i++) {
		snprintf(path, sizeof(path), "site/content/posts/%d.md", i);
		put_article(f, path, "title = 'x'", "Text.");
	}
	expect_run(f, "200 0 0 0 200");
	put_article(f, "site/content/posts/77.md", "title = 'New'", "Text.");
	expect_run(f, "0 1 199 0 1");
}

static void run__a_changed_article_keeps_its_number(void **state)
{
	struct fixture *f = *state;

	put_three(f);
	expect_run(f, "3 0 0 0 3");
	put_article(f, "site/content/posts/a.md", "title = 'AA'", "New.");
	expect_run(f, "0 1 2 0 1");
	expect_rows(f, "SELECT id, title FROM document", "1|AA\n2|B\n3|C\n");
}

static void run__a_touched_article_is_read_once_and_kept(void **state)
{
	struct fixture *f = *state;

	put_three(f);
	expect_run(f, "3 0 0 0 3");
	put_article(f, "site/content/posts/a.md", "title = 'A'", "One.");
	expect_run(f, "0 0 3 0 1");
	expect_run(f, "0 0 3 0 0");
}

static void run__removed_and_renamed_articles_follow(void **state)
{
	struct fixture *f = *state;
	struct arena a = ARENA_INIT;

	put_three(f);
	put_article(f, "site/content/posts/d.md", "title = 'D'", "Four.");
	put_article(f, "site/content/posts/e.md", "title = 'E'", "Five.");
	expect_run(f, "5 0 0 0 5");
	remove_file(f, "site/content/posts/b.md");
	expect_run(f, "0 0 4 1 0");
	expect_titles(f, "A C D E\n");
	assert_int_equal(rename(fixture_path(f, &a, "site/content/posts/c.md"),
				fixture_path(f, &a, "site/content/posts/f.md")),
			 0);
	expect_run(f, "1 0 3 1 1");
	expect_rows(f, "SELECT path FROM document WHERE title = 'C'",
		    "content/posts/f.md\n");
	arena_release(&a);
}

static void run__an_article_turned_into_a_draft_goes_and_returns(void **state)
{
	struct fixture *f = *state;

	put_three(f);
	expect_run(f, "3 0 0 0 3");
	put_article(f, "site/content/posts/b.md", "title = 'B'\ndraft = true",
		    "Two.");
	expect_run(f, "0 0 2 1 1");
	expect_titles(f, "A C\n");
	assert_int_equal(f->report.left_out[HIDDEN_DRAFT], 1);
	expect_run(f, "0 0 2 0 0");
	assert_int_equal(f->report.left_out[HIDDEN_DRAFT], 1);
	f->options.drafts = true;
	expect_run(f, "1 2 0 0 3");
	expect_titles(f, "A B C\n");
	f->options.drafts = false;
	expect_run(f, "0 2 0 1 3");
	put_article(f, "site/content/posts/b.md", "title = 'B'", "Two.");
	expect_run(f, "1 0 2 0 1");
	expect_titles(f, "A B C\n");
}

static void run__a_future_article_appears_when_it_is_due(void **state)
{
	struct fixture *f = *state;

	put_three(f);
	put_article(f, "site/content/posts/d.md",
		    "title = 'D'\ndate = 2023-11-20T00:00:00Z", "Soon.");
	expect_run(f, "3 0 0 0 4"); /* the 14th */
	assert_int_equal(f->report.left_out[HIDDEN_FUTURE], 1);
	f->options.now += 86400;
	expect_run(f, "0 0 3 0 0");
	f->options.now += 6 * 86400;
	expect_run(f, "1 0 3 0 1");
	expect_titles(f, "A B C D\n");
	expect_run(f, "0 0 4 0 0");
}

static void run__an_expired_article_goes(void **state)
{
	struct fixture *f = *state;

	put_three(f);
	put_article(f, "site/content/posts/d.md",
		    "title = 'D'\nexpiryDate = 2023-11-20T00:00:00Z", "Yet.");
	expect_run(f, "4 0 0 0 4");
	f->options.now += 7 * 86400;
	expect_run(f, "0 0 3 1 1");
	assert_int_equal(f->report.left_out[HIDDEN_EXPIRED], 1);
	expect_titles(f, "A B C\n");
}

static void run__changed_settings_make_every_document_anew(void **state)
{
	struct fixture *f = *state;
	struct strbuf first = STRBUF_INIT, second = STRBUF_INIT;

	put_three(f);
	expect_run(f, "3 0 0 0 3");
	put_revision(&first, f);
	put_file(f, "site/hugo.toml", "baseURL = 'https://example.com/'\n");
	expect_run(f, "0 3 0 0 3");
	expect_rows(f,
		    "SELECT url LIKE '%example.com/posts/a/' FROM document"
		    " WHERE title = 'A'",
		    "1\n");
	put_revision(&second, f);
	assert_string_not_equal(first.buf, second.buf);
	expect_run(f, "0 0 3 0 0");
	strbuf_release(&first);
	strbuf_release(&second);
}

static void run__full_makes_every_document_anew(void **state)
{
	struct fixture *f = *state;

	put_three(f);
	expect_run(f, "3 0 0 0 3");
	f->options.full = true;
	expect_run(f, "3 0 0 0 3");
}

/* A fresh index of the same files, with the same result for readers. */
static void expect_same_as_fresh(struct fixture *f)
{
	struct strbuf updated = STRBUF_INIT, fresh = STRBUF_INIT;
	struct arena a = ARENA_INIT;

	put_documents(&updated, f->db);
	f->options.db = fixture_path(f, &a, "fresh.db");
	assert_int_equal(run_index(f), 0);
	put_documents(&fresh, f->options.db);
	f->options.db = f->db;
	assert_string_equal(updated.buf, fresh.buf);
	strbuf_release(&updated);
	strbuf_release(&fresh);
	arena_release(&a);
	remove_file(f, "fresh.db");
}

static void put_many(struct fixture *f, int from, int to, const char *word)
{
	char path[64], front[128], body[256];

	for (int i = from; i < to; i++) {
		snprintf(path, sizeof(path), "site/content/posts/%03d.md", i);
		snprintf(front, sizeof(front),
			 "title = '%s %d'\ntags = ['%s', 'n%d']\ndraft = %s",
			 word, i, word, i % 7, i % 11 == 3 ? "true" : "false");
		snprintf(
			body, sizeof(body),
			"## Part %d\n\nThe %s and %d others.\n\n    code%d()\n",
			i, word, i * i, i);
		put_article(f, path, front, body);
	}
}

static void run__an_update_equals_a_fresh_index(void **state)
{
	struct fixture *f = *state;

	put_many(f, 0, 100, "cat");
	assert_int_equal(run_index(f), 0);
	put_many(f, 30, 50, "dog"); /* few: in place */
	put_many(f, 100, 110, "cow");
	for (int i = 60; i < 70; i++) {
		char path[64];

		snprintf(path, sizeof(path), "site/content/posts/%03d.md", i);
		remove_file(f, path);
	}
	assert_int_equal(run_index(f), 0);
	assert_int_equal(f->report.files_read, 30);
	expect_same_as_fresh(f);
	put_many(f, 0, 60, "horse"); /* most: the index is cleared */
	assert_int_equal(run_index(f), 0);
	assert_int_equal(f->report.files_read, 100);
	expect_same_as_fresh(f);
}

/* What texts have in common is learned once, where there are enough. */
static void run__a_new_site_of_many_articles_learns_from_some(void **state)
{
	static const char sql[] =
		"SELECT hex(value) FROM meta WHERE key = 'dictionary'";
	struct strbuf many = STRBUF_INIT;
	struct fixture *f = *state;

	put_many(f, 0, 60, "cat");
	assert_int_equal(run_index(f), 0);
	expect_rows(f, sql, "");
	put_many(f, 60, 200, "cat");
	f->options.full = true;
	assert_int_equal(run_index(f), 0);
	put_rows(&many, f->db, sql);
	assert_true(many.len > 100);
	f->options.full = false;
	put_many(f, 200, 230, "cow");
	assert_int_equal(run_index(f), 0);
	expect_rows(f, sql, many.buf);
	expect_same_as_fresh(f);
	strbuf_release(&many);
}

static void run__threads_make_no_difference(void **state)
{
	struct fixture *f = *state;
	struct strbuf one = STRBUF_INIT, eight = STRBUF_INIT;
	struct arena a = ARENA_INIT;

	put_many(f, 0, 150, "cat");
	f->options.jobs = 1;
	assert_int_equal(run_index(f), 0);
	f->options.db = fixture_path(f, &a, "eight.db");
	f->options.jobs = 8;
	assert_int_equal(run_index(f), 0);
	put_many(f, 20, 60, "dog");
	assert_int_equal(run_index(f), 0);
	put_database(&eight, f->options.db);
	f->options.db = f->db;
	f->options.jobs = 1;
	assert_int_equal(run_index(f), 0);
	put_database(&one, f->options.db);
	assert_true(one.len > 10000);
	assert_true(span_eq(strbuf_span(&one), strbuf_span(&eight)));
	strbuf_release(&one);
	strbuf_release(&eight);
	arena_release(&a);
}

static void run__ten_thousand_articles(void **state)
{
	struct fixture *f = *state;
	char path[64];

	for (int i = 0; i < 10000; i++) {
		snprintf(path, sizeof(path), "site/content/%d/%d.md", i % 100,
			 i);
		put_file(f, path, "Tiny.\n");
	}
	f->options.jobs = 8;
	expect_run(f, "10000 0 0 0 10000");
	expect_run(f, "0 0 10000 0 0");
}

/*
 * The file changes after it was read, and neither its size nor its time
 * show it, as when both happen within one tick of the clock.
 */
static void run__a_change_in_the_same_tick_is_seen(void **state)
{
	struct fixture *f = *state;
	struct arena a = ARENA_INIT;
	const char *path = fixture_path(f, &a, "site/content/posts/b.md");
	int64_t now = time(NULL);

	put_three(f);
	set_time(path, now);
	expect_run(f, "3 0 0 0 3");
	put_article(f, "site/content/posts/b.md", "title = 'X'", "Two.");
	set_time(path, now);
	expect_run(f, "0 1 2 0 1");
	expect_titles(f, "A X C\n");
	arena_release(&a);
}

/* As where an archive or a package manager gives all files one time. */
static void run__a_change_of_equal_size_and_time_is_seen(void **state)
{
	struct fixture *f = *state;
	struct arena a = ARENA_INIT;
	const char *path = fixture_path(f, &a, "site/content/posts/b.md");

	put_three(f);
	set_time(path, 1000000000);
	expect_run(f, "3 0 0 0 3");
	put_article(f, "site/content/posts/b.md", "title = 'X'", "Two.");
	set_time(path, 1000000000);
	expect_run(f, "0 1 2 0 1");
	expect_titles(f, "A X C\n");
	arena_release(&a);
}

static void run__a_folder_is_the_same_however_it_is_spelled(void **state)
{
	struct fixture *f = *state;
	struct arena a = ARENA_INIT;
	char here[4096];

	put_three(f);
	expect_run(f, "3 0 0 0 3");
	assert_non_null(getcwd(here, sizeof(here)));
	assert_int_equal(chdir(f->site), 0);
	f->options.root_count = 0;
	expect_run(f, "0 0 3 0 0");
	f->options.root_count = 1;
	f->root = "../site/.";
	expect_run(f, "0 0 3 0 0");
	assert_int_equal(chdir(here), 0);
	arena_release(&a);
}

static void run__a_site_that_moved_is_read_but_not_made_anew(void **state)
{
	struct fixture *f = *state;
	struct arena a = ARENA_INIT;

	put_three(f);
	expect_run(f, "3 0 0 0 3");
	f->root = fixture_path(f, &a, "moved");
	assert_int_equal(rename(f->site, f->root), 0);
	expect_run(f, "0 0 3 0 3");
	expect_run(f, "0 0 3 0 0");
	arena_release(&a);
}

static void run__several_sites_are_told_apart_by_name(void **state)
{
	struct fixture *f = *state;
	struct arena a = ARENA_INIT;
	const char *roots[] = { f->site, fixture_path(f, &a, "docs") };

	put_three(f);
	put_file(f, "docs/guide.md", "# Guide\n\nText.\n");
	f->options.roots = roots;
	f->options.root_count = 2;
	expect_run(f, "4 0 0 0 4");
	expect_rows(f, "SELECT path FROM document ORDER BY path",
		    "docs/guide.md\nsite/content/posts/a.md\n"
		    "site/content/posts/b.md\nsite/content/posts/c.md\n");
	roots[0] = roots[1];
	roots[1] = f->site;
	expect_run(f, "0 0 4 0 0");
	f->options.root_count = 1;
	expect_run(f, "1 0 0 4 1");
	expect_titles(f, "Guide\n");
	arena_release(&a);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(run__a_new_site_is_all_new),
		TEST(run__without_a_change_nothing_is_read_or_written),
		TEST(run__one_changed_file_of_many_is_one_read),
		TEST(run__a_changed_article_keeps_its_number),
		TEST(run__a_touched_article_is_read_once_and_kept),
		TEST(run__removed_and_renamed_articles_follow),
		TEST(run__an_article_turned_into_a_draft_goes_and_returns),
		TEST(run__a_future_article_appears_when_it_is_due),
		TEST(run__an_expired_article_goes),
		TEST(run__changed_settings_make_every_document_anew),
		TEST(run__full_makes_every_document_anew),
		TEST(run__an_update_equals_a_fresh_index),
		TEST(run__a_new_site_of_many_articles_learns_from_some),
		TEST(run__threads_make_no_difference),
		TEST(run__ten_thousand_articles),
		TEST(run__a_change_in_the_same_tick_is_seen),
		TEST(run__a_change_of_equal_size_and_time_is_seen),
		TEST(run__a_folder_is_the_same_however_it_is_spelled),
		TEST(run__a_site_that_moved_is_read_but_not_made_anew),
		TEST(run__several_sites_are_told_apart_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
