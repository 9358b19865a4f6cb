/* Contents that are kept are those of the index, and not too many. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/content_cache.h"
#include "tests/unit/store_fixture.h"

#define TEXT_BYTES 10000

/* Whether there was room for a text that is full of the document's number. */
static bool put(struct content_cache *cache, int64_t id, size_t size)
{
	struct arena *a = content_cache_room(cache, id, size);
	struct content content = { .block_count = 0 };
	char *bytes;

	if (!a)
		return false;
	bytes = arena_bytes(a, size);
	memset(bytes, (int)(id & 127), size);
	content.text = span_make(bytes, size);
	content_cache_put(cache, id, &content);
	return true;
}

static bool has_it(const struct content_cache *cache, int64_t id)
{
	const struct content *content = content_cache_find(cache, id);

	if (!content)
		return false;
	for (size_t i = 0; i < content->text.len; i++)
		assert_int_equal(id & 127, content->text.ptr[i]);
	return true;
}

static void cache__keeps_what_is_asked_for_again(void **state)
{
	struct content_cache *cache = content_cache_new();

	(void)state;
	assert_false(put(cache, 7, TEXT_BYTES));
	assert_false(has_it(cache, 7));
	assert_true(put(cache, 7, TEXT_BYTES));
	assert_true(has_it(cache, 7));
	assert_false(has_it(cache, 8));
	content_cache_free(cache);
}

static void cache__keeps_no_long_text(void **state)
{
	struct content_cache *cache = content_cache_new();

	(void)state;
	for (int i = 0; i < 3; i++)
		assert_false(put(cache, 7, 200000));
	content_cache_free(cache);
}

/* Of 20 MB, the last are there. */
static void cache__is_bounded(void **state)
{
	struct content_cache *cache = content_cache_new();
	size_t found = 0;

	(void)state;
	for (int64_t id = 1; id <= 2000; id++) {
		content_cache_begin(cache);
		assert_false(put(cache, id, TEXT_BYTES));
		assert_true(put(cache, id, TEXT_BYTES));
	}
	for (int64_t id = 1; id <= 2000; id++)
		found += has_it(cache, id) ? TEXT_BYTES : 0;
	assert_true(has_it(cache, 2000));
	assert_in_range(found, 1 << 20, 4 << 20);
	content_cache_free(cache);
}

/* However many there are: those that find no room are not kept. */
static void cache__lets_nothing_go_during_a_query(void **state)
{
	struct content_cache *cache = content_cache_new();
	int64_t kept = 0;

	(void)state;
	content_cache_begin(cache);
	for (int64_t id = 1; id <= 2000; id++) {
		put(cache, id, TEXT_BYTES);
		if (put(cache, id, TEXT_BYTES))
			kept = id;
	}
	assert_in_range(kept, 100, 300);
	for (int64_t id = 1; id <= kept; id++)
		assert_true(has_it(cache, id));
	content_cache_free(cache);
}

/* In a query of its own, the text is there as far as it is needed. */
static void open_content(struct fixture *f, struct reader *r,
			 struct content *content, size_t low, size_t high)
{
	struct error err = ERROR_INIT;

	reader_end(r);
	assert_int_equal(0, reader_begin(r, &err));
	assert_int_equal(1,
			 reader_open_content(r, 1, content, &f->arena, &err));
	content_need(content, low, high);
	assert_int_equal(0, content_check(content, &err));
}

static void reader__unpacks_more_of_what_it_kept(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 400);
	struct content content;
	const char *kept = NULL;
	struct reader *r;

	write_document(f, 0, &doc);
	r = open_reader(f);
	for (size_t low = 0, i = 0; low + 1000 < doc.text.len;
	     low += 1000, i++) {
		open_content(f, r, &content, low, low + 1000);
		assert_memory_equal(doc.text.ptr + low, content.text.ptr + low,
				    1000);
		/* The second query made the cache; the third put it there. */
		if (i == 2)
			kept = content.text.ptr;
		if (i > 2)
			assert_ptr_equal(kept, content.text.ptr);
	}
	open_content(f, r, &content, 0, SIZE_MAX);
	assert_ptr_equal(kept, content.text.ptr);
	assert_true(span_eq(doc.text, content.text));
	close_reader(r);
}

static void reader__shows_what_was_changed(void **state)
{
	struct fixture *f = *state;
	struct document old = make_document(f, "a.md", 100);
	struct document new = make_document(f, "a.md", 200), got;
	struct error err = ERROR_INIT;
	struct content content;
	struct reader *r;

	new.tags.items[0] = span_from("Other");
	write_document(f, 0, &old);
	r = open_reader(f);
	for (int i = 0; i < 5; i++) {
		open_content(f, r, &content, 0, SIZE_MAX);
		assert_true(span_eq(old.text, content.text));
	}
	write_document(f, 1, &new);
	for (int i = 0; i < 5; i++) {
		open_content(f, r, &content, 0, SIZE_MAX);
		assert_true(span_eq(new.text, content.text));
		assert_int_equal(
			1, reader_find_document(r, 1, &got, &f->arena, &err));
		assert_true(span_is(got.tags.items[0], "Other"));
	}
	close_reader(r);
}

/* A check makes anew what texts are unpacked with. */
static void reader__goes_on_after_a_check(void **state)
{
	struct fixture *f = *state;
	struct document doc = make_document(f, "a.md", 400);
	struct error err = ERROR_INIT;
	struct content content;
	struct reader *r;

	write_document(f, 0, &doc);
	r = open_reader(f);
	for (int i = 0; i < 5; i++)
		open_content(f, r, &content, 0, 1);
	reader_end(r);
	assert_int_equal(0, reader_check(r, &err));
	assert_int_equal(0, reader_begin(r, &err));
	open_content(f, r, &content, 0, SIZE_MAX);
	assert_true(span_eq(doc.text, content.text));
	close_reader(r);
}

int main(void)
{
#define FACT(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cache__keeps_what_is_asked_for_again),
		cmocka_unit_test(cache__keeps_no_long_text),
		cmocka_unit_test(cache__is_bounded),
		cmocka_unit_test(cache__lets_nothing_go_during_a_query),
		FACT(reader__unpacks_more_of_what_it_kept),
		FACT(reader__shows_what_was_changed),
		FACT(reader__goes_on_after_a_check),
	};
#undef FACT

	return cmocka_run_group_tests(tests, NULL, NULL);
}
