/* What is written is read back, and what is removed is gone. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/content.h"
#include "store/database.h"
#include "store/wordlist.h"
#include "tests/unit/store_fixture.h"
#include "text/stem.h"

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
	assert_true(
		span_is(content_anchor(&content, 0, &f->arena), "a-heading"));
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
	assert_int_equal(1, count_matches(r, "experi", false));
	close_reader(r);

	write_document(f, 1, NULL);
	r = open_reader(f);
	assert_int_equal(0, reader_stats(r)->documents);
	for (int field = 0; field < FIELD_COUNT; field++)
		assert_int_equal(0, reader_stats(r)->tokens[field]);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_int_equal(0, reader_find_word(r, span_from(words[i]),
						     &counts, &err));
	assert_int_equal(0, count_matches(r, "experi", false));
	assert_int_equal(0, count_matches(r, "exp", true));
	assert_null(reader_columns(r, 1));
	close_reader(r);
}

static int count_name(int64_t id, unsigned kind, void *arg)
{
	(void)id, (void)kind;
	++*(int *)arg;
	return 0;
}

static int count_names(struct fixture *f)
{
	static const char *const keys[] = { "a title of its own",
					    "a title (of its own)", "a slug",
					    "another" };
	struct reader *r = open_reader(f);
	struct error err = ERROR_INIT;
	int count = 0;

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		assert_int_equal(0, reader_find_name(r, span_from(keys[i]),
						     count_name, &count, &err));
	close_reader(r);
	return count;
}

static void store__forgets_all_names_of_what_was_removed(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 1);

	doc.title = span_from("A title (of its own)");
	arena_list_put(&f->arena, &doc.aliases,
		       span_from("a-title-of-its-own"));
	arena_list_put(&f->arena, &doc.aliases, span_from("/another/"));
	write_document(f, 0, &doc);
	assert_int_equal(4, count_names(f));
	write_document(f, 1, NULL);
	assert_int_equal(0, count_names(f));
}

static void store__indexes_no_excerpt_of_the_text(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 3), got;
	struct error err = ERROR_INIT;
	struct reader *r;

	for (int is_excerpt = 0; is_excerpt < 2; is_excerpt++) {
		doc.summary_is_excerpt = is_excerpt;
		write_document(f, 0, &doc);
		r = open_reader(f);
		assert_int_equal(!is_excerpt, count_matches(r, "short", false));
		assert_int_equal(
			1, reader_find_document(r, 1, &got, &f->arena, &err));
		assert_true(span_eq(got.summary, doc.summary));
		assert_int_equal(is_excerpt, got.summary_is_excerpt);
		close_reader(r);

		write_document(f, 1, NULL);
		r = open_reader(f);
		for (int field = 0; field < FIELD_COUNT; field++)
			assert_int_equal(0, reader_stats(r)->tokens[field]);
		close_reader(r);
	}
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
	assert_int_equal(0, count_matches(r, "titl", false));
	assert_int_equal(1, count_matches(r, "replac", false));
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
	assert_int_equal(1, count_matches(r, "experi", false));
	reader_end(r);
	assert_int_equal(0, reader_begin(r, &err));
	assert_int_equal(0, count_matches(r, "experi", false));
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
	assert_int_equal(0, writer_open(&w, f->path, &err));
	assert_int_equal(0, writer_clear(w, &err));
	assert_int_equal(0, writer_commit(w, &err));
	writer_close(w);
	assert_int_equal(0, reader_begin(r, &err));
	assert_true(reader_revision(r) > revision);
	assert_int_equal(0, reader_stats(r)->documents);
	close_reader(r);
}

/* Ask in a question of its own; returns what reader_match() does. */
static int ask(struct reader *r, const char *term)
{
	struct match_phrase phrase = { .terms = span_from(term) };
	struct match_query query = { &phrase, 1, 1, true };
	struct error err = ERROR_INIT;
	int count = 0, ret;

	assert_int_equal(0, reader_begin(r, &err));
	ret = reader_match(r, &query, count_match, &count, &err);
	reader_end(r);
	return ret;
}

/* The segment has more pages than are kept as a whole. */
static void store__readers_keep_no_page_of_an_older_state(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 4000);
	struct reader *r;

	write_document(f, 0, &doc);
	r = open_reader(f);
	reader_end(r);
	assert_int_equal(0, ask(r, "titl"));
	run_sql(f, "UPDATE search_data SET block = '' WHERE id > 100");
	assert_int_equal(0, ask(r, "titl"));
	run_sql(f, "UPDATE meta SET value = value + 1 WHERE key = 'revision'");
	assert_int_equal(-1, ask(r, "titl"));
	reader_close(r);
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
	for (size_t i = 0; i < content.block_count; i++) {
		w.block = &content.blocks[i];
		tokenize(f->analyzer, stem_algorithm(span_from("en")),
			 span_slice(content.text, w.block->start, w.block->end),
			 &positions[w.block->field], check_place, &w);
	}
	assert_true(w.checked > 600);
	close_reader(r);
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

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

/* Queries bring such characters for as long as a server runs. */
static void words__that_are_not_there_take_no_memory(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 1);
	struct word_lists lists = { .items = NULL };
	struct error err = ERROR_INIT;
	const struct word_list *found;
	struct database db;

	write_document(f, 0, &doc);
	assert_int_equal(0, database_open(&db, f->path, DATABASE_READ, &err));
	found = word_lists_find(&lists, &db, span_from("ζ"), &err);
	assert_non_null(found);
	assert_int_equal(0, found->count);
	assert_null(lists.arena.blocks);
	found = word_lists_find(&lists, &db, span_from("e"), &err);
	assert_true(found->count > 0);
	assert_non_null(lists.arena.blocks);
	word_lists_release(&lists);
	database_close(&db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(store__gives_back_what_was_put),
		TEST(store__forgets_what_was_removed),
		TEST(store__forgets_all_names_of_what_was_removed),
		TEST(store__indexes_no_excerpt_of_the_text),
		TEST(store__replaces_a_document),
		TEST(store__readers_keep_their_state),
		TEST(store__a_rebuilt_index_has_another_revision),
		TEST(store__readers_keep_no_page_of_an_older_state),
		TEST(store__finds_every_position_again),
		TEST(words__are_listed_by_first_character),
		TEST(words__that_are_not_there_take_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
