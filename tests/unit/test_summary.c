#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/progress.h"
#include "cli/summary.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void text__names_what_is_not_zero(void **state)
{
	static const struct {
		struct index_report report;
		const char *expected;
	} cases[] = {
		{ { .articles = 0, .seconds = 0.001 },
		  "0 articles: nothing changed, 0.00 s\n" },
		{ { .unchanged = 3, .articles = 3, .has_new_settings = true },
		  "3 articles: settings taken over, 0.00 s\n" },
		{ { .updated = 1, .articles = 1, .has_new_settings = true },
		  "1 article: 1 changed, 0.00 s\n" },
		{ { .added = 10,
		    .articles = 10,
		    .left_out = { [HIDDEN_DRAFT] = 1, [HIDDEN_NO_PAGE] = 4 },
		    .warnings = 1,
		    .seconds = 0.04 },
		  "10 articles: 10 new, 1 draft left out, 1 warning, "
		  "0.04 s\n" },
		{ { .updated = 1, .removed = 2, .articles = 1 },
		  "1 article: 1 changed, 2 removed, 0.00 s\n" },
		{ { .unchanged = 3,
		    .articles = 3,
		    .left_out = { [HIDDEN_DRAFT] = 2, [HIDDEN_FUTURE] = 1 } },
		  "3 articles: nothing changed, 2 drafts and 1 not yet due "
		  "left out, 0.00 s\n" },
		{ { .unchanged = 3,
		    .articles = 3,
		    .left_out = { [HIDDEN_DRAFT] = 2,
				  [HIDDEN_EXPIRED] = 1,
				  [HIDDEN_BROKEN] = 1 },
		    .unreadable = 2,
		    .warnings = 3 },
		  "3 articles: nothing changed, 2 drafts, 1 expired and 1 "
		  "broken left out, 2 could not be read, 3 warnings, "
		  "0.00 s\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct strbuf got = STRBUF_INIT;

		summary_put_text(&got, &cases[i].report);
		assert_string_equal(got.buf, cases[i].expected);
		strbuf_release(&got);
	}
}

static void json__has_every_number(void **state)
{
	static const struct index_report report = {
		.added = 1,
		.updated = 2,
		.unchanged = 3,
		.removed = 4,
		.articles = 6,
		.left_out = { [HIDDEN_DRAFT] = 5 },
		.unreadable = 7,
		.warnings = 8,
		.files_read = 9,
		.seconds = 0.5,
	};
	struct strbuf got = STRBUF_INIT;

	(void)state;
	summary_put_json(&got, &report);
	assert_string_equal(
		got.buf,
		"{\"articles\":6,\"new\":1,\"changed\":2,\"unchanged\":3,"
		"\"removed\":4,\"left_out\":{\"draft\":5,\"future\":0,"
		"\"expired\":0,\"unlisted\":0,\"broken\":0,\"no_page\":0},"
		"\"unreadable\":7,\"warnings\":8,\"files_read\":9,"
		"\"seconds\":0.500}\n");
	strbuf_release(&got);
}

static void progress_line__fits_the_terminal(void **state)
{
	static const struct {
		size_t done, total;
		double seconds;
		size_t width;
		const char *expected;
	} cases[] = {
		{ 0, 10, 0, 80,
		  "0 of 10 articles [>                             ]" },
		{ 5000, 10000, 2, 80,
		  "5,000 of 10,000 articles [===============>              ] "
		  "2,500/s, 2 s left" },
		{ 5000, 10000, 2, 55,
		  "5,000 of 10,000 articles [=====>    ] 2,500/s, 2 s left" },
		{ 5000, 10000, 2, 45,
		  "5,000 of 10,000 articles 2,500/s, 2 s left" },
		{ 5000, 10000, 2, 30, "5,000 of 10,000 articles" },
		{ 5000, 10000, 2, 10, "5,000 of 1" },
		{ 10, 10, 1, 60,
		  "10 of 10 articles [===============] 10/s, less than 1 s "
		  "left" },
		{ 1, 100001, 1, 45,
		  "1 of 100,001 articles [>     ] 1/s, 28 h left" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct strbuf got = STRBUF_INIT;

		progress_line(&got, cases[i].done, cases[i].total,
			      cases[i].seconds, cases[i].width);
		assert_string_equal(got.buf, cases[i].expected);
		strbuf_release(&got);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text__names_what_is_not_zero),
		cmocka_unit_test(json__has_every_number),
		cmocka_unit_test(progress_line__fits_the_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
