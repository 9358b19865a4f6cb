#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/distance.h"
#include "base/options.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define MAX_ARGUMENTS 8

struct values {
	const char *db;
	int limit, format;
	bool prefix;
	struct span_list tags;
};

static const struct opt options[] = {
	OPT_STRING("db", "FILE", struct values, db, "the index"),
	OPT_INT("limit", "N", struct values, limit, 1, 1000, 10, "how many"),
	OPT_CHOICE("format", "text|json|tsv", struct values, format,
		   "output format"),
	OPT_FLAG("prefix", struct values, prefix,
		 "the last word is unfinished"),
	OPT_LIST("tag", "TAG", struct values, tags, "only these"),
	OPT_END,
};

static const struct opt_table strict = { options, false };
static const struct opt_table lenient = { options, true };

/* Show what was parsed as one line: "LIMIT FORMAT PREFIX DB [TAGS] operands" */
static void show(struct strbuf *out, const struct values *v,
		 const struct span_list *operands)
{
	strbuf_printf(out, "%d %d %d %s [", v->limit, v->format, v->prefix,
		      v->db ? v->db : "-");
	for (size_t i = 0; i < v->tags.count; i++)
		strbuf_printf(out, "%s%s", i ? "," : "", v->tags.items[i].ptr);
	strbuf_put_char(out, ']');
	for (size_t i = 0; i < operands->count; i++)
		strbuf_printf(out, " %s", operands->items[i].ptr);
}

struct case_ {
	const char *arguments[MAX_ARGUMENTS];
	const char *expected; /* or the message, or "help" */
};

static void check(const struct opt_table *table, const struct case_ *c)
{
	char *argv[MAX_ARGUMENTS + 1] = { (char *)"query" };
	struct arena a = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct span_list operands = { NULL, 0, 0 };
	struct strbuf got = STRBUF_INIT;
	struct values values;
	int argc = 1, ret;

	for (; argc <= MAX_ARGUMENTS && c->arguments[argc - 1]; argc++)
		argv[argc] =
			arena_strdup(&a, span_from(c->arguments[argc - 1]));
	ret = options_parse(table, argc, argv, &values, &operands, &a, &err);
	if (ret == 0)
		show(&got, &values, &operands);
	else
		strbuf_put_str(&got, ret == 1 ? "help" : err.message);
	assert_string_equal(got.buf, c->expected);
	assert_int_equal(err.code, ret < 0 ? ERR_USAGE : ERR_NONE);
	strbuf_release(&got);
	arena_release(&a);
}

static void parse__fills_in_values_and_lists_operands(void **state)
{
	static const struct case_ cases[] = {
		{ { NULL }, "10 0 0 - []" },
		{ { "a", "b" }, "10 0 0 - [] a b" },
		{ { "--limit", "5", "a" }, "5 0 0 - [] a" },
		{ { "a", "--limit=5", "b" }, "5 0 0 - [] a b" },
		{ { "--limit", "1", "--limit", "1000" }, "1000 0 0 - []" },
		{ { "--lim", "007" }, "7 0 0 - []" },
		{ { "--prefix", "--format", "json" }, "10 1 1 - []" },
		{ { "--tag", "a", "x", "--tag=b", "--tag", "-c" },
		  "10 0 0 - [a,b,-c] x" },
		{ { "--db=" }, "10 0 0  []" },
		{ { "--db", "--limit" }, "10 0 0 --limit []" },
		{ { "--", "--limit", "-h", "--" },
		  "10 0 0 - [] --limit -h --" },
		{ { "a", "--", "-b" }, "10 0 0 - [] a -b" },
		{ { "-", "" }, "10 0 0 - [] - " },
		{ { "--help", "--nonsense" }, "help" },
		{ { "a", "-h" }, "help" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		check(&strict, &cases[i]);
		check(&lenient, &cases[i]);
	}
}

static void parse__says_what_an_option_wants(void **state)
{
	static const struct case_ cases[] = {
		{ { "--limit", "x" },
		  "--limit wants a number from 1 to 1000, not 'x'" },
		{ { "--limit=" },
		  "--limit wants a number from 1 to 1000, not ''" },
		{ { "--limit", "0" },
		  "--limit wants a number from 1 to 1000, not '0'" },
		{ { "--limit", "1001" },
		  "--limit wants a number from 1 to 1000, not '1001'" },
		{ { "--limit", "99999999999999999999" },
		  "--limit wants a number from 1 to 1000, not "
		  "'99999999999999999999'" },
		{ { "--limit", "-1" },
		  "--limit wants a number from 1 to 1000, not '-1'" },
		{ { "--limit" }, "--limit wants a number from 1 to 1000" },
		{ { "--db" }, "--db wants a value: --db FILE" },
		{ { "--format", "xml" },
		  "--format wants text, json or tsv, not 'xml'" },
		{ { "--format", "" },
		  "--format wants text, json or tsv, not ''" },
		{ { "--format" }, "--format wants text, json or tsv" },
		{ { "--prefix=1" }, "--prefix takes no value" },
		{ { "--help=1" }, "--help takes no value" },
		{ { "--limt", "3" },
		  "unknown option '--limt'; did you mean '--limit'?" },
		{ { "--fromat=json" },
		  "unknown option '--fromat'; did you mean '--format'?" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		check(&strict, &cases[i]);
		check(&lenient, &cases[i]);
	}
}

static void parse__one_hyphen_is_an_unknown_option(void **state)
{
	static const struct case_ cases[] = {
		{ { "-x" }, "unknown option '-x'" },
		{ { "-limit", "3" },
		  "unknown option '-limit'; did you mean '--limit'?" },
		{ { "--xyzzy" }, "unknown option '--xyzzy'" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check(&strict, &cases[i]);
}

static void parse__one_hyphen_is_text_where_the_table_says_so(void **state)
{
	static const struct case_ cases[] = {
		{ { "-foo bar" }, "10 0 0 - [] -foo bar" },
		{ { "a", "-limit", "--limit", "3" }, "3 0 0 - [] a -limit" },
		{ { "--xyzzy" },
		  "unknown option '--xyzzy'; "
		  "put '--' before it if it is text" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check(&lenient, &cases[i]);
}

static void parse__beginning_of_several_names_is_refused(void **state)
{
	static const struct opt several[] = {
		OPT_FLAG("full", struct values, prefix, ""),
		OPT_FLAG("future", struct values, prefix, ""),
		OPT_END,
	};
	static const struct opt_table table = { several, false };
	struct values values = { 0 };
	struct span_list operands = { NULL, 0, 0 };
	struct arena a = ARENA_INIT;
	struct error err = ERROR_INIT;
	char command[] = "index", argument[] = "--fu";
	char *argv[] = { command, argument, NULL };

	(void)state;
	assert_int_equal(
		options_parse(&table, 2, argv, &values, &operands, &a, &err),
		-1);
	assert_string_equal(err.message,
			    "'--fu' may be one of several options");
	arena_release(&a);
}

static void describe__aligns_every_option(void **state)
{
	struct strbuf out = STRBUF_INIT;

	(void)state;
	options_describe(&out, options);
	assert_string_equal(
		out.buf,
		"  --db FILE               the index\n"
		"  --limit N               how many (default 10)\n"
		"  --format text|json|tsv  output format\n"
		"  --prefix                the last word is unfinished\n"
		"  --tag TAG               only these (repeatable)\n"
		"  --help                  show this help\n");
	strbuf_release(&out);
}

static void distance__counts_edits(void **state)
{
	static const struct {
		const char *a, *b;
		size_t distance;
	} cases[] = {
		{ "", "", 0 },           { "", "abc", 3 },
		{ "abc", "abc", 0 },     { "abc", "ab", 1 },
		{ "abc", "axc", 1 },     { "abc", "acb", 1 },
		{ "query", "qurey", 1 }, { "kitten", "sitting", 3 },
		{ "ca", "abc", 3 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct span a = span_from(cases[i].a);
		struct span b = span_from(cases[i].b);

		assert_int_equal(distance_between(a, b), cases[i].distance);
		assert_int_equal(distance_between(b, a), cases[i].distance);
	}
}

static void distance__long_words_are_far_away(void **state)
{
	char word[DISTANCE_MAX_BYTES + 1] = { 0 };

	(void)state;
	memset(word, 'a', sizeof(word));
	assert_int_equal(distance_between(span_make(word, sizeof(word)),
					  span_make(word, sizeof(word))),
			 SIZE_MAX);
	assert_int_equal(distance_between(span_make(word, sizeof(word) - 1),
					  span_make(word, sizeof(word) - 1)),
			 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parse__fills_in_values_and_lists_operands),
		cmocka_unit_test(parse__says_what_an_option_wants),
		cmocka_unit_test(parse__one_hyphen_is_an_unknown_option),
		cmocka_unit_test(
			parse__one_hyphen_is_text_where_the_table_says_so),
		cmocka_unit_test(parse__beginning_of_several_names_is_refused),
		cmocka_unit_test(describe__aligns_every_option),
		cmocka_unit_test(distance__counts_edits),
		cmocka_unit_test(distance__long_words_are_far_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
