#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "store/schema.h"
#include "store/vocabulary.h"
#include "store/word_cursor.h"
#include "tests/unit/store_fixture.h"

/* Words of a model, by number, and what is stored of each. */
#define WORDS 3000

struct model {
	struct database db;
	int documents[WORDS], surfaces[WORDS];
};

static int setup(void **state)
{
	struct model *m = test_calloc(1, sizeof(*m));
	struct error err = ERROR_INIT;

	assert_int_equal(
		0, database_open(&m->db, ":memory:", DATABASE_WRITE, &err));
	assert_int_equal(0, database_run(&m->db, schema_sql, &err));
	*state = m;
	return 0;
}

static int teardown(void **state)
{
	struct model *m = *state;

	database_close(&m->db);
	test_free(m);
	return 0;
}

/* In order of number; some share much, some are long. */
static const char *word_of(int number)
{
	static char word[128];

	snprintf(word, sizeof(word), "%c%05d%s", 'a' + number / 500, number,
		 number % 3 ? "\xc3\xa9tude"
			    : "-and-a-tail-that-is-a-little-longer");
	return word;
}

static void put_note(struct vocabulary *v, const char *word, uint64_t note)
{
	if (!v->words)
		v->words = lexicon_new(false);
	lexicon_item(v->words, lexicon_put(v->words, span_from(word), 0))
		->note = note;
}

static void put_change(struct vocabulary *v, int number, int documents,
		       int surfaces)
{
	put_note(v, word_of(number),
		 (uint64_t)(uint32_t)surfaces << 32 | (uint32_t)documents);
}

static void store(struct model *m, struct vocabulary *v)
{
	uint32_t *order = vocabulary_order(v);
	struct error err = ERROR_INIT;

	if (vocabulary_write(v, order, &m->db, &err) < 0)
		fail_msg("%s", err.message);
	assert_int_equal(0, vocabulary_size(v));
	free(order);
}

/* Change every `step`th word from `first` on by these counts. */
static void change(struct model *m, int first, int step, int documents,
		   int surfaces)
{
	struct vocabulary v;

	vocabulary_init(&v);
	for (int i = first; i < WORDS; i += step) {
		put_change(&v, i, documents, surfaces);
		m->documents[i] += documents;
		m->surfaces[i] += surfaces;
	}
	store(m, &v);
	vocabulary_release(&v);
}

static int64_t number_of(struct model *m, const char *sql)
{
	struct error err = ERROR_INIT;
	int64_t number;

	assert_int_equal(0, database_number(&m->db, sql, &number, &err));
	return number;
}

static bool is_held(const struct model *m, int number)
{
	return m->documents[number] || m->surfaces[number];
}

/* What is stored is the model, and no more. */
static void expect_model(struct model *m)
{
	struct error err = ERROR_INIT;
	struct word_cursor c;
	int more;

	word_cursor_init(&c, &m->db);
	more = word_cursor_seek(&c, span_make("", 0), &err);
	for (int i = 0; i < WORDS; i++) {
		if (!is_held(m, i))
			continue;
		assert_int_equal(1, more);
		assert_string_equal(word_of(i), c.block.word.buf);
		assert_int_equal(m->documents[i], c.block.counts.documents);
		assert_int_equal(m->surfaces[i], c.block.counts.surfaces);
		more = word_cursor_next(&c, &err);
	}
	assert_int_equal(0, more);
	word_cursor_release(&c);
	assert_true(number_of(m, "SELECT coalesce(max(length(words)), 0)"
				 " FROM vocabulary") <= WORD_BLOCK_MAX);
}

static void vocabulary__is_what_the_changes_add_up_to(void **state)
{
	struct model *m = *state;

	change(m, 0, 2, 3, 1); /* into an empty one */
	expect_model(m);
	change(m, 1, 2, 0, 2); /* between those */
	expect_model(m);
	change(m, 1500, 7, 1, 0); /* to words that are there */
	expect_model(m);
	change(m, 0, 4, -3, -1); /* some are gone */
	expect_model(m);
	change(m, 1, 2, 0, -2);
	change(m, 2, 4, -3, -1);
	change(m, 1500, 7, -1, 0);
	expect_model(m); /* nothing */
	assert_int_equal(0, number_of(m, "SELECT count(*) FROM vocabulary"));
}

static void vocabulary__rows_stay_few(void **state)
{
	struct model *m = *state;
	int64_t bytes, rows;

	for (int i = 0; i < 300; i++) /* each in many blocks */
		change(m, i * 7 % 300, 300, 1, 1);
	expect_model(m);
	bytes = number_of(m, "SELECT sum(length(words)) FROM vocabulary");
	rows = number_of(m, "SELECT count(*) FROM vocabulary");
	assert_true(rows < bytes / (WORD_BLOCK_SIZE / 3));
}

static void vocabulary__blocks_without_changes_are_left_alone(void **state)
{
	struct model *m = *state;
	struct vocabulary v;
	int64_t before;

	change(m, 0, 1, 1, 1);
	before = number_of(m, "SELECT total_changes()");
	vocabulary_init(&v);
	put_change(&v, 5, 0, 0); /* as many came as went */
	put_change(&v, WORDS - 1, 1, 0);
	store(m, &v);
	vocabulary_release(&v);
	m->documents[WORDS - 1]++;
	expect_model(m);
	assert_int_equal(1, number_of(m, "SELECT total_changes()") - before);
}

static void cursor__finds_the_first_that_is_not_less(void **state)
{
	struct model *m = *state;
	struct error err = ERROR_INIT;
	struct word_cursor c;

	change(m, 1, 2, 1, 1);
	word_cursor_init(&c, &m->db);
	for (int i = 0; i < WORDS; i++) {
		struct span word = span_from(word_of(i));

		assert_int_equal(1, word_cursor_seek(&c, word, &err));
		assert_string_equal(word_of(i | 1), c.block.word.buf);
	}
	assert_int_equal(0, word_cursor_seek(&c, span_from("zz"), &err));
	assert_int_equal(
		0, word_cursor_seek_prefix(&c, span_from("a00002"), &err));
	assert_int_equal(1,
			 word_cursor_seek_prefix(&c, span_from("a0002"), &err));
	for (int i = 0; i < 4; i++)
		assert_int_equal(1, word_cursor_next_prefix(
					    &c, span_from("a0002"), &err));
	assert_int_equal(0,
			 word_cursor_next_prefix(&c, span_from("a0002"), &err));
	word_cursor_release(&c);
}

static void block__that_is_damaged_says_so(void **state)
{
	static const struct {
		const char *bytes;
		size_t size;
		int words; /* before the damage */
	} cases[] = {
		{ "\0\1a\1\1", 5, 1 },           /* none */
		{ "\0\1a\1", 4, 0 },             /* a count is missing */
		{ "\0\5a\1\1", 5, 0 },           /* letters are */
		{ "\1\1a\1\1", 5, 0 },           /* shared with nothing */
		{ "\0\0\1\1", 4, 0 },            /* no letters */
		{ "\0\1b\1\1\0\1a\1\1", 10, 1 }, /* out of order */
		{ "\0\1a\1\1\0\1a\1\1", 10, 1 }, /* twice */
		{ "\0\1a\1\1\2\1b\1\1", 10, 1 }, /* shares too much */
		{ "\0\1a\xff\xff\xff\xff\x7f\1", 9, 0 }, /* too many */
		{ "\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 11, 0 },
	};
	struct word_block b = WORD_BLOCK_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int words = 0, more;

		word_block_reset(&b, span_make(cases[i].bytes, cases[i].size));
		while ((more = word_block_next(&b)) == 1)
			words++;
		assert_int_equal(cases[i].words, words);
		assert_int_equal(i ? -1 : 0, more);
	}
	word_block_release(&b);
}

static void rows__that_are_damaged_say_so(void **state)
{
	static const char *const damages[] = {
		"UPDATE vocabulary SET words = ''",
		"UPDATE vocabulary SET words = x'ff'",
		"UPDATE vocabulary SET words = NULL",
		"UPDATE vocabulary SET words = substr(words, 1, 400)",
		"UPDATE vocabulary SET words = (SELECT words FROM vocabulary"
		" ORDER BY first LIMIT 1)",
	};
	struct model *m = *state;
	struct error err = ERROR_INIT;
	struct word_cursor c;

	change(m, 0, 1, 1, 1);
	word_cursor_init(&c, &m->db);
	for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
		int more;

		assert_int_equal(0, database_run(&m->db, "SAVEPOINT a", &err));
		assert_int_equal(0, database_run(&m->db, damages[i], &err));
		more = word_cursor_seek(&c, span_make("", 0), &err);
		while (more == 1)
			more = word_cursor_next(&c, &err);
		assert_int_equal(-1, more);
		assert_int_equal(ERR_CORRUPT, err.code);
		assert_int_equal(0,
				 database_run(&m->db, "ROLLBACK TO a", &err));
	}
	word_cursor_release(&c);
}

static void write__does_not_spread_damage(void **state)
{
	static const char *const damages[] = {
		/* as many documents as there can be */
		"INSERT INTO vocabulary VALUES (1, 'b', x'000162ffffffff0701')",
		/* its last word is behind the next row */
		"INSERT INTO vocabulary VALUES (2, 'm', x'00016d0101'),"
		" (1, 'a', x'000161010100017a0101')",
		/* it does not begin where it says */
		"INSERT INTO vocabulary VALUES (1, 'b', x'0001610101')",
	};
	struct model *m = *state;

	for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
		struct error err = ERROR_INIT;
		struct vocabulary v;
		uint32_t *order;

		assert_int_equal(0, database_run(&m->db, "SAVEPOINT a", &err));
		assert_int_equal(0, database_run(&m->db, damages[i], &err));
		vocabulary_init(&v);
		put_note(&v, "b", 1);
		order = vocabulary_order(&v);
		assert_int_equal(-1, vocabulary_write(&v, order, &m->db, &err));
		assert_int_equal(ERR_CORRUPT, err.code);
		free(order);
		vocabulary_release(&v);
		assert_int_equal(0,
				 database_run(&m->db, "ROLLBACK TO a", &err));
	}
}

static void order__is_that_of_the_bytes(void **state)
{
	static const char *const words[] = {
		"vocabulary_write", "b",    "\xc3\xa9tude",
		"vocabulary_order", "\x7f", "vocabula",
		"vocabularies",     "a",    "vocabulary",
		"vocabul",          "ab",   "vocabulary_of_an_index",
		"vocabulb",         "1",    "vocabulary_of_a_lexicon",
	};
	const size_t count = sizeof(words) / sizeof(words[0]);
	struct vocabulary v;
	uint32_t *order;

	(void)state;
	vocabulary_init(&v);
	for (size_t i = 0; i < count; i++)
		put_note(&v, words[i], 1);
	order = vocabulary_order(&v);
	for (size_t i = 1; i < count; i++)
		assert_true(strcmp(words[order[i - 1] - 1],
				   words[order[i] - 1]) < 0);
	free(order);
	vocabulary_release(&v);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order__is_that_of_the_bytes),
		TEST(vocabulary__is_what_the_changes_add_up_to),
		TEST(vocabulary__rows_stay_few),
		TEST(vocabulary__blocks_without_changes_are_left_alone),
		TEST(cursor__finds_the_first_that_is_not_less),
		TEST(block__that_is_damaged_says_so),
		TEST(rows__that_are_damaged_say_so),
		TEST(write__does_not_spread_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
