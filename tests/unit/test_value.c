#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "indexer/value.h"

static struct value *text_value(struct arena *a, const char *text)
{
	struct value *v = value_new(a, VALUE_STRING);

	v->text = span_from(text);
	return v;
}

static void put(struct arena *a, struct value *map, const char *key,
		struct value *v)
{
	value_map_put(a, map, span_from(key), v);
}

static void get__ignores_case(void **state)
{
	struct arena a = ARENA_INIT;
	struct value *map = value_new(&a, VALUE_MAP);

	(void)state;
	put(&a, map, "publishDate", text_value(&a, "2026"));
	assert_true(span_is(value_get(map, "PUBLISHDATE")->text, "2026"));
	assert_null(value_get(map, "publish"));
	assert_null(value_get(NULL, "publish"));
	assert_null(value_get(value_get(map, "publishdate"), "publish"));
	arena_release(&a);
}

static void put__replaces_what_is_there(void **state)
{
	struct arena a = ARENA_INIT;
	struct value *map = value_new(&a, VALUE_MAP);

	(void)state;
	put(&a, map, "title", text_value(&a, "one"));
	put(&a, map, "Title", text_value(&a, "two"));
	assert_int_equal(map->map.count, 1);
	assert_true(span_is(value_get(map, "title")->text, "two"));
	arena_release(&a);
}

static void map__of_many_keys_finds_each(void **state)
{
	enum { MANY = 200000 };
	struct arena a = ARENA_INIT;
	struct value *map = value_new(&a, VALUE_MAP);

	(void)state;
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < MANY; i++) {
			struct value *v = value_new(&a, VALUE_INT);

			v->integer = i + round;
			value_map_put(&a, map, arena_printf(&a, "Key%d", i), v);
		}
	}
	assert_int_equal(map->map.count, MANY);
	for (int i = 0; i < MANY; i++) {
		struct span key = arena_printf(&a, "kEY%d", i);

		assert_int_equal(value_int(value_get_span(map, key), -1),
				 i + 1);
		assert_true(span_ieq(map->map.members[i].key, key));
	}
	assert_null(value_get(map, "key"));
	arena_release(&a);
}

static void at__walks_a_path(void **state)
{
	struct arena a = ARENA_INIT;
	struct value *top = value_new(&a, VALUE_MAP);
	struct value *inner = value_new(&a, VALUE_MAP);

	(void)state;
	put(&a, top, "markup", inner);
	put(&a, inner, "unsafe", text_value(&a, "yes"));
	assert_true(span_is(value_at(top, "Markup.unsafe")->text, "yes"));
	assert_ptr_equal(value_at(top, "markup"), inner);
	assert_null(value_at(top, "markup.unsafe.more"));
	assert_null(value_at(top, "other.unsafe"));
	assert_null(value_at(NULL, "markup"));
	assert_null(value_at(top, ""));
	arena_release(&a);
}

static void bool__takes_words_and_numbers(void **state)
{
	struct arena a = ARENA_INIT;
	struct value *v = value_new(&a, VALUE_BOOL);
	struct value *number = value_new(&a, VALUE_INT);

	(void)state;
	v->boolean = true;
	assert_true(value_bool(v, false));
	assert_true(value_bool(text_value(&a, "True"), false));
	assert_false(value_bool(text_value(&a, "false"), true));
	assert_true(value_bool(text_value(&a, "yes"), false));
	assert_false(value_bool(text_value(&a, "No"), true));
	assert_true(value_bool(text_value(&a, "on"), false));
	assert_false(value_bool(text_value(&a, "OFF"), true));
	assert_true(value_bool(text_value(&a, "maybe"), true));
	assert_true(value_bool(NULL, true));
	/* As Hugo takes "draft: 1". */
	assert_true(value_bool(text_value(&a, "1"), false));
	assert_true(value_bool(text_value(&a, "T"), false));
	assert_false(value_bool(text_value(&a, "n"), true));
	assert_false(value_bool(number, true));
	number->integer = 1;
	assert_true(value_bool(number, false));
	arena_release(&a);
}

static void text__of_any_scalar_but_null(void **state)
{
	struct arena a = ARENA_INIT;
	struct value *number = value_new(&a, VALUE_INT);
	struct value *nothing = value_new(&a, VALUE_NULL);
	struct span other = SPAN_LITERAL("other");

	(void)state;
	number->text = span_from("0x10");
	nothing->text = span_from("~");
	assert_true(span_is(value_text(number, other), "0x10"));
	assert_true(span_eq(value_text(nothing, other), other));
	assert_true(
		span_eq(value_text(value_new(&a, VALUE_MAP), other), other));
	assert_true(
		span_eq(value_text(value_new(&a, VALUE_LIST), other), other));
	assert_true(span_eq(value_text(NULL, other), other));
	arena_release(&a);
}

static void list__keeps_order(void **state)
{
	struct arena a = ARENA_INIT;
	struct value *list = value_new(&a, VALUE_LIST);

	(void)state;
	for (int i = 0; i < 100; i++) {
		struct value *v = value_new(&a, VALUE_INT);

		v->integer = i;
		value_list_put(&a, list, v);
	}
	assert_int_equal(list->list.count, 100);
	for (int i = 0; i < 100; i++)
		assert_int_equal(list->list.items[i]->integer, i);
	arena_release(&a);
}

static void merge__fills_in_map_by_map_and_leaves_the_source(void **state)
{
	struct arena a = ARENA_INIT;
	struct value *into = value_new(&a, VALUE_MAP);
	struct value *from = value_new(&a, VALUE_MAP);
	struct value *more = value_new(&a, VALUE_MAP);
	struct value *params = value_new(&a, VALUE_MAP);
	struct value *others = value_new(&a, VALUE_MAP);

	(void)state;
	put(&a, into, "title", text_value(&a, "mine"));
	put(&a, from, "Title", text_value(&a, "theirs"));
	put(&a, from, "type", text_value(&a, "post"));
	put(&a, from, "params", params);
	put(&a, params, "color", text_value(&a, "red"));
	put(&a, more, "params", others);
	put(&a, others, "color", text_value(&a, "blue"));
	put(&a, others, "size", text_value(&a, "big"));

	value_merge(&a, into, from);
	value_merge(&a, into, more);
	assert_true(span_is(value_at(into, "title")->text, "mine"));
	assert_true(span_is(value_at(into, "type")->text, "post"));
	assert_true(span_is(value_at(into, "params.color")->text, "red"));
	assert_true(span_is(value_at(into, "params.size")->text, "big"));
	assert_null(value_get(params, "size"));
	arena_release(&a);
}

static void merge__leaves_what_two_keys_share(void **state)
{
	struct arena a = ARENA_INIT;
	struct value *into = value_new(&a, VALUE_MAP);
	struct value *from = value_new(&a, VALUE_MAP);
	struct value *shared = value_new(&a, VALUE_MAP);
	struct value *more = value_new(&a, VALUE_MAP);

	(void)state;
	put(&a, into, "one", shared);
	put(&a, into, "two", shared);
	put(&a, from, "one", more);
	put(&a, more, "color", text_value(&a, "red"));
	value_merge(&a, into, from);
	assert_non_null(value_at(into, "one.color"));
	assert_null(value_at(into, "two.color"));
	arena_release(&a);
}

static void problem__is_one_whole_line(void **state)
{
	struct parse_problem problem;
	char longer[400];

	(void)state;
	memset(longer, 'x', sizeof(longer));
	memcpy(longer + 158, "\xc3\xa9", 2);
	longer[399] = '\0';
	assert_int_equal(parse_problem_set(&problem, 0, -3, "a\nb\x1b"), -1);
	assert_string_equal(problem.reason, "a?b?");
	assert_int_equal(problem.line, 1);
	assert_int_equal(problem.column, 1);
	parse_problem_set(&problem, 1, 1, "%s", longer);
	assert_int_equal(strlen(problem.reason), 158);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(get__ignores_case),
		cmocka_unit_test(put__replaces_what_is_there),
		cmocka_unit_test(map__of_many_keys_finds_each),
		cmocka_unit_test(at__walks_a_path),
		cmocka_unit_test(bool__takes_words_and_numbers),
		cmocka_unit_test(text__of_any_scalar_but_null),
		cmocka_unit_test(list__keeps_order),
		cmocka_unit_test(
			merge__fills_in_map_by_map_and_leaves_the_source),
		cmocka_unit_test(merge__leaves_what_two_keys_share),
		cmocka_unit_test(problem__is_one_whole_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
