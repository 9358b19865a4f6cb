/* What the owner of a site sets for queries, from the file to the answer. */

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "query/recency.h"
#include "tests/unit/answer_fixture.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define DAY 86400

static void expect_stored(struct fixture *f, const char *text)
{
	expect_rows(f,
		    "SELECT coalesce((SELECT value FROM meta WHERE key = "
		    "'tuning'), '')",
		    text);
}

static void settings__of_queries_are_stored_and_no_article_is_read(void **state)
{
	static const char revision[] =
		"SELECT value FROM meta WHERE key = 'revision'";
	struct fixture *f = *state;
	struct strbuf first = STRBUF_INIT, second = STRBUF_INIT;

	put_article(f, "site/content/a.md", "title = 'A'", "One.");
	put_settings(f, "lang = 'en'\n");
	expect_run(f, "1 0 0 0 1");
	expect_stored(f, "\n");
	put_rows(&first, f->db, revision);
	put_settings(f, "lang = 'en'\n[ranking]\nk1 = 1.5\n"
			"[ranking.title]\nweight = 4\n"
			"[spelling]\nenabled = false\n");
	expect_run(f, "0 0 1 0 0");
	expect_stored(f, "ranking.k1 1.5\nranking.title.weight 4\n"
			 "spelling.enabled 0\n\n");
	put_rows(&second, f->db, revision);
	assert_string_not_equal(first.buf, second.buf);
	expect_run(f, "0 0 1 0 0");
	strbuf_reset(&first);
	put_rows(&first, f->db, revision);
	assert_string_equal(first.buf, second.buf);
	put_settings(f, "lang = 'fr'\n");
	expect_run(f, "0 1 0 0 1");
	expect_stored(f, "\n");
	strbuf_release(&first);
	strbuf_release(&second);
}

static void settings__mistakes_are_told_and_change_nothing(void **state)
{
	static const struct {
		const char *text, *warning;
	} cases[] = {
		{ "[ranking]\nk1 = 0\n",
		  "2: 'ranking.k1' is to be a number from 0.01 to 100" },
		{ "[ranking]\nk1 = 'high'\n",
		  "2: 'ranking.k1' is to be a number from 0.01 to 100" },
		{ "[ranking]\nk1 = nan\n",
		  "2: 'ranking.k1' is to be a number from 0.01 to 100" },
		{ "[ranking]\nnearness = -1\n",
		  "2: 'ranking.nearness' is to be a number from 0 to 100" },
		{ "[ranking]\nrecency_half_life = inf\n",
		  "2: 'ranking.recency_half_life' is to be a number from 0 to "
		  "100000" },
		{ "[ranking.body]\nweight = 1\nb = 1.1\n",
		  "3: 'ranking.body.b' is to be a number from 0 to 1" },
		{ "[ranking]\nbody = 3\n", "2: unknown key 'ranking.body'" },
		{ "[ranking.bodies]\nb = 1\n",
		  "2: unknown key 'ranking.bodies.b'" },
		{ "[ranking]\nboost = 1\n", "2: unknown key 'ranking.boost'" },
		{ "[spelling]\nenabled = 1\n",
		  "2: 'spelling.enabled' is to be true or false" },
		{ "[spelling]\none_mistake = 4.5\n",
		  "2: 'spelling.one_mistake' is to be a whole number from 3 to "
		  "100" },
		{ "spelling = false\n", "1: 'spelling' is to be a table" },
		{ "[ranking]\nk1.x = 3\n",
		  "2: 'ranking.k1' is to be a number from 0.01 to 100" },
	};
	struct fixture *f = *state;

	put_article(f, "site/content/a.md", "title = 'A'", "One.");
	for (size_t i = 0; i < COUNT(cases); i++) {
		char wanted[160];

		put_settings(f, cases[i].text);
		assert_int_equal(run_index(f), 0);
		snprintf(wanted, sizeof(wanted), "site/blogsearch.toml:%s\n",
			 cases[i].warning);
		assert_string_equal(f->warnings.buf, wanted);
		expect_stored(f, "\n");
	}
}

static void settings__what_is_stored_and_damaged_is_passed_over(void **state)
{
	struct tuning tuning;

	(void)state;
	tuning_parse(&tuning, span_from("ranking.k1\nranking.k1 \nnothing 3\n"
					"ranking.k1 1e999\nranking.k1 -1\n"
					"ranking.k1 1.5x\n \n\n"
					"ranking.nearness 0.75\n"
					"ranking.k1 1.00000000000000000000000"
					"0000000000000000\nspelling.one"));
	assert_true(tuning.k1 == tuning_defaults.k1);
	assert_true(tuning.nearness == 0.75);
}

static void ranking__follows_its_settings(void **state)
{
	/* Word has it in the title, Body three times in the text. */
	static const struct {
		const char *settings, *titles;
	} cases[] = {
		{ "", "Word:zebra Body" },
		{ "[ranking.title]\nweight = 0.1\n", "Body Word:zebra" },
		{ "[ranking.body]\nweight = 9\n", "Body Word:zebra" },
		/* A field without weight is not searched. */
		{ "[ranking.title]\nweight = 0\n", "Body" },
	};
	struct fixture *f = *state;

	put_article(f, "site/content/a.md", "title = 'Word:zebra'", "Text.");
	put_article(f, "site/content/b.md", "title = 'Body'",
		    "A zebra, a zebra, a zebra.");
	put_article(f, "site/content/c.md", "title = 'None'", "A horse.");
	for (size_t i = 0; i < COUNT(cases); i++) {
		put_settings(f, cases[i].settings);
		assert_int_equal(run_index(f), 0);
		expect_answer(f, "zebra", cases[i].titles);
	}
}

static void spelling__follows_its_settings(void **state)
{
	static const struct {
		const char *settings, *query, *titles;
	} cases[] = {
		{ "", "zebar", "A" },
		{ "", "gnuss", "" },
		{ "[spelling]\nenabled = false\n", "zebar", "" },
		{ "[spelling]\nenabled = false\n", "zebra", "A" },
		{ "[spelling]\none_mistake = 6\n", "zebar", "" },
		{ "", "lnyx", "" },
		{ "[spelling]\none_mistake = 4\n", "lnyx", "A" },
		/* One that lacks a letter was meant to have one more. */
		{ "", "hrse", "A" },
		{ "[spelling]\none_mistake = 6\n", "hrse", "" },
		{ "", "elepants", "A" },
		{ "", "elepnats", "" },
		{ "[spelling]\ntwo_mistakes = 8\n", "elepnats", "A" },
	};
	struct fixture *f = *state;

	put_article(f, "site/content/a.md", "title = 'A'",
		    "A zebra, a horse, a lynx, elephants.");
	for (size_t i = 0; i < COUNT(cases); i++) {
		put_settings(f, cases[i].settings);
		assert_int_equal(run_index(f), 0);
		expect_answer(f, cases[i].query, cases[i].titles);
	}
}

/* An article whose date is so many days ago. */
static void put_aged(struct fixture *f, const char *title, int days,
		     const char *body)
{
	char path[64], front[96], date[32];
	time_t then = time(NULL) - (time_t)days * DAY;
	struct tm tm;

	gmtime_r(&then, &tm);
	strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%SZ", &tm);
	snprintf(path, sizeof(path), "site/content/%s.md", title);
	snprintf(front, sizeof(front), "title = '%s'\n%s%s", title,
		 days ? "date = " : "", days ? date : "");
	put_article(f, path, front, body);
}

static void recency__puts_new_before_old_but_fitting_before_new(void **state)
{
	struct fixture *f = *state;
	struct strbuf explained = STRBUF_INIT;
	struct arena a = ARENA_INIT;

	f->options.now = time(NULL);
	put_aged(f, "Old", 1000, "A zebra in the zoo.");
	put_aged(f, "Newer", 100, "A zebra in the zoo and a long walk.");
	put_aged(f, "Undated", 0, "A zebra in the zoo and a longer walk too.");
	put_aged(f, "Best", 3000, "Zebra, zebra, zebra.\n\n## Zebra\n\nZebra.");
	put_aged(f, "Other", 10, "A horse.");
	put_settings(f, "");
	assert_int_equal(run_index(f), 0);
	assert_string_equal(ask(f, "zebra", &explained, &a),
			    "Best Old Newer Undated");
	assert_null(strstr(explained.buf, "recency"));
	put_settings(f, "[ranking]\nrecency_half_life = 100\n");
	assert_int_equal(run_index(f), 0);
	strbuf_reset(&explained);
	assert_string_equal(ask(f, "zebra", &explained, &a),
			    "Best Undated Newer Old");
	assert_non_null(strstr(explained.buf, "recency=0.750"));
	assert_non_null(strstr(explained.buf, "recency=1.000"));
	strbuf_release(&explained);
	arena_release(&a);
}

static void recency__halves_but_never_below_a_half(void **state)
{
	static const int64_t now = 1700000000;
	static const struct {
		double half_life;
		int64_t date;
		double factor;
	} cases[] = {
		{ 0, now - 1000 * DAY, 1 },
		{ 30, DATE_NONE, 1 },
		{ 30, now, 1 },
		{ 30, now + DAY, 1 },
		{ 30, INT64_MAX, 1 },
		{ 30, now - 30 * DAY, 0.75 },
		{ 30, now - 60 * DAY, 0.625 },
		{ 30, INT64_MIN + 1, 0.5 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		double got = recency(cases[i].half_life, cases[i].date, now);

		if (fabs(got - cases[i].factor) > 1e-9)
			fail_msg("case %zu: %g", i, got);
	}
}

#define fixture_test(f)                                                        \
	cmocka_unit_test_setup_teardown(f, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		fixture_test(
			settings__of_queries_are_stored_and_no_article_is_read),
		fixture_test(settings__mistakes_are_told_and_change_nothing),
		cmocka_unit_test(
			settings__what_is_stored_and_damaged_is_passed_over),
		fixture_test(ranking__follows_its_settings),
		fixture_test(spelling__follows_its_settings),
		fixture_test(
			recency__puts_new_before_old_but_fitting_before_new),
		cmocka_unit_test(recency__halves_but_never_below_a_half),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
