#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "indexer/worklist.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define SECOND ((int64_t)1000000000)

/* The moment of the run, and of the one before it. */
#define NOW 1000
#define BEFORE 900

struct file {
	const char *path;
	uint64_t size;
	int64_t mtime; /* seconds */
};

struct stored {
	const char *path;
	uint64_t size;
	int64_t mtime;
	int64_t document;
	int64_t changes_at;
};

struct case_ {
	struct file found[4];
	struct stored stored[4];
	bool check_all, make_all;
	const char *expected; /* see show() */
};

/* "remove a" "update b?" (unless it is the same) "add c" "keep d" */
static void show(struct strbuf *out, const struct worklist *list)
{
	static const char *const names[] = { "remove", "update", "add",
					     "keep" };
	size_t count = 0;

	for (int action = 0; action < WORK_ACTION_COUNT; action++)
		count += list->counts[action];
	for (size_t i = 0; i < count; i++) {
		const struct work_item *item = &list->items[i];
		struct span path =
			item->found ? item->found->path : item->record->path;

		strbuf_printf(out, "%s%s %.*s%s", i ? ", " : "",
			      names[item->action], (int)path.len, path.ptr,
			      item->action != WORK_KEEP && item->may_be_same
				      ? "?"
				      : "");
	}
}

struct inputs {
	struct source sources[4];
	struct found found[4];
	struct source_record stored[4];
	size_t found_count, stored_count;
};

static void prepare(struct inputs *in, const struct case_ *c)
{
	memset(in, 0, sizeof(*in));
	for (size_t i = 0; i < 4 && c->found[i].path; i++) {
		in->sources[i].path = span_from(c->found[i].path);
		in->sources[i].size = c->found[i].size;
		in->sources[i].mtime = c->found[i].mtime * SECOND;
		in->found[i].path = in->sources[i].path;
		in->found[i].source = &in->sources[i];
		in->found_count++;
	}
	for (size_t i = 0; i < 4 && c->stored[i].path; i++) {
		const struct stored *s = &c->stored[i];

		in->stored[i].path = span_from(s->path);
		in->stored[i].size = s->size;
		in->stored[i].mtime = s->mtime * SECOND;
		in->stored[i].document = s->document;
		in->stored[i].changes_at =
			s->changes_at ? s->changes_at : DATE_NONE;
		in->stored_count++;
	}
}

static void make(struct worklist *list, const struct inputs *in,
		 const struct case_ *c, struct arena *a)
{
	struct work_rules rules = { NOW, worklist_settled(BEFORE), c->check_all,
				    c->make_all };

	worklist_make(list, in->found, in->found_count, in->stored,
		      in->stored_count, &rules, a);
}

static void check(const struct case_ *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct arena a = ARENA_INIT;
		struct strbuf got = STRBUF_INIT;
		struct inputs in;
		struct worklist list;

		prepare(&in, &cases[i]);
		make(&list, &in, &cases[i], &a);
		show(&got, &list);
		assert_string_equal(got.buf, cases[i].expected);
		strbuf_release(&got);
		arena_release(&a);
	}
}

static void make__compares_by_path(void **state)
{
	static const struct case_ cases[] = {
		{ .expected = "" },
		{ .found = { { "a", 1, 1 }, { "b", 1, 1 } },
		  .expected = "add a, add b" },
		{ .stored = { { "a", 1, 1, 7, 0 } }, .expected = "remove a" },
		{ .found = { { "a", 1, 1 } },
		  .stored = { { "a", 1, 1, 7, 0 } },
		  .expected = "keep a" },
		{ .found = { { "b", 1, 1 } },
		  .stored = { { "a", 1, 1, 7, 0 }, { "c", 1, 1, 8, 0 } },
		  .expected = "remove a, remove c, add b" },
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void make__size_tells_and_time_makes_doubt(void **state)
{
	static const struct case_ cases[] = {
		{ .found = { { "a", 2, 1 } },
		  .stored = { { "a", 1, 1, 7, 0 } },
		  .expected = "update a" },
		{ .found = { { "a", 1, 2 } },
		  .stored = { { "a", 1, 1, 7, 0 } },
		  .expected = "update a?" },
		{ .found = { { "a", 1, 0 } }, /* a clock went back */
		  .stored = { { "a", 1, 1, 7, 0 } },
		  .expected = "update a?" },
		{ .found = { { "a", 1, 2 } }, /* left out the last time */
		  .stored = { { "a", 1, 1, 0, 0 } },
		  .expected = "add a?" },
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void make__a_time_near_the_last_run_is_not_trusted(void **state)
{
	static const struct case_ cases[] = {
		{ .found = { { "a", 1, BEFORE } },
		  .stored = { { "a", 1, BEFORE, 7, 0 } },
		  .expected = "update a?" },
		{ .found = { { "a", 1, BEFORE + 5 } },
		  .stored = { { "a", 1, BEFORE + 5, 7, 0 } },
		  .expected = "update a?" },
		{ .found = { { "a", 1, BEFORE - 2 } },
		  .stored = { { "a", 1, BEFORE - 2, 7, 0 } },
		  .expected = "update a?" },
		{ .found = { { "a", 1, BEFORE - 3 } },
		  .stored = { { "a", 1, BEFORE - 3, 7, 0 } },
		  .expected = "keep a" },
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void make__a_date_that_has_passed_needs_no_other_change(void **state)
{
	static const struct case_ cases[] = {
		{ .found = { { "a", 1, 1 } },
		  .stored = { { "a", 1, 1, 0, NOW } },
		  .expected = "add a" },
		{ .found = { { "a", 1, 1 } },
		  .stored = { { "a", 1, 1, 7, NOW - 1 } },
		  .expected = "update a" },
		{ .found = { { "a", 1, 1 } },
		  .stored = { { "a", 1, 1, 0, NOW + 1 } },
		  .expected = "keep a" },
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void make__changed_rules_touch_everything(void **state)
{
	static const struct case_ cases[] = {
		{ .found = { { "a", 1, 1 }, { "b", 1, 1 } },
		  .stored = { { "a", 1, 1, 0, 0 }, { "b", 1, 1, 7, 0 } },
		  .make_all = true,
		  .expected = "update b, add a" },
		{ .found = { { "a", 1, 1 }, { "b", 1, 1 } },
		  .stored = { { "a", 1, 1, 0, 0 }, { "b", 1, 1, 7, 0 } },
		  .check_all = true,
		  .expected = "update b?, add a?" },
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void make__orders_by_document_then_by_path(void **state)
{
	static const struct case_ cases[] = {
		{ .found = { { "a", 2, 1 }, { "b", 2, 1 }, { "c", 2, 1 } },
		  .stored = { { "a", 1, 1, 3, 0 },
			      { "b", 1, 1, 1, 0 },
			      { "c", 1, 1, 2, 0 } },
		  .expected = "update b, update c, update a" },
		{ .stored = { { "a", 1, 1, 3, 0 },
			      { "b", 1, 1, 0, 0 },
			      { "c", 1, 1, 2, 0 } },
		  .expected = "remove b, remove c, remove a" },
	};

	(void)state;
	check(cases, COUNT(cases));
}

static void overhaul__is_when_most_documents_change(void **state)
{
	static const struct {
		struct case_ work;
		bool expected;
	} cases[] = {
		{ { .found = { { "a", 1, 1 } } }, false }, /* all is new */
		{ { .found = { { "a", 2, 1 }, { "b", 1, 1 } },
		    .stored = { { "a", 1, 1, 1, 0 }, { "b", 1, 1, 2, 0 } } },
		  false },
		{ { .found = { { "a", 2, 1 }, { "b", 2, 1 } },
		    .stored = { { "a", 1, 1, 1, 0 }, { "b", 1, 1, 2, 0 } } },
		  true },
		/* Files that were only touched are no change yet. */
		{ { .found = { { "a", 1, 2 }, { "b", 1, 2 } },
		    .stored = { { "a", 1, 1, 1, 0 }, { "b", 1, 1, 2, 0 } } },
		  false },
		{ { .found = { { "c", 1, 1 } },
		    .stored = { { "a", 1, 1, 1, 0 }, { "b", 1, 1, 2, 0 } } },
		  true },
		{ { .found = { { "a", 2, 1 }, { "b", 2, 1 } },
		    .stored = { { "a", 1, 1, 0, 0 }, { "b", 1, 1, 0, 0 } } },
		  false }, /* no document is there to go */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena a = ARENA_INIT;
		struct inputs in;
		struct worklist list;

		prepare(&in, &cases[i].work);
		make(&list, &in, &cases[i].work, &a);
		assert_int_equal(worklist_is_overhaul(&list),
				 cases[i].expected);
		arena_release(&a);
	}
}

static const struct case_ mixed = {
	.found = { { "a", 2, 1 }, { "b", 1, 1 }, { "d", 1, 2 } },
	.stored = { { "a", 1, 1, 3, 0 },
		    { "b", 1, 1, 2, 0 },
		    { "c", 1, 1, 1, 0 },
		    { "d", 1, 1, 4, 0 } },
};

static void start_over__adds_all_that_is_there(void **state)
{
	struct arena a = ARENA_INIT;
	struct strbuf got = STRBUF_INIT;
	struct inputs in;
	struct worklist list;

	(void)state;
	prepare(&in, &mixed);
	make(&list, &in, &mixed, &a);
	worklist_start_over(&list);
	show(&got, &list);
	assert_string_equal(got.buf, "remove c, add a, add b, add d");
	strbuf_release(&got);
	arena_release(&a);
}

static bool is_c(const struct source_record *record, void *arg)
{
	(void)arg;
	return span_is(record->path, "c");
}

static void spare__keeps_what_may_still_be_there(void **state)
{
	struct arena a = ARENA_INIT;
	struct strbuf got = STRBUF_INIT;
	struct inputs in;
	struct worklist list;

	(void)state;
	prepare(&in, &mixed);
	make(&list, &in, &mixed, &a);
	assert_int_equal(worklist_spare(&list, is_c, NULL), 1);
	show(&got, &list);
	assert_string_equal(got.buf, "update a, update d?, keep b, keep c");
	strbuf_release(&got);
	arena_release(&a);
}

static void settled__does_not_overflow(void **state)
{
	(void)state;
	assert_true(worklist_settled(INT64_MAX) == INT64_MAX);
	assert_true(worklist_settled(INT64_MIN + 2) == INT64_MIN);
	assert_true(worklist_settled(10) == 8 * SECOND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(make__compares_by_path),
		cmocka_unit_test(make__size_tells_and_time_makes_doubt),
		cmocka_unit_test(make__a_time_near_the_last_run_is_not_trusted),
		cmocka_unit_test(
			make__a_date_that_has_passed_needs_no_other_change),
		cmocka_unit_test(make__changed_rules_touch_everything),
		cmocka_unit_test(make__orders_by_document_then_by_path),
		cmocka_unit_test(overhaul__is_when_most_documents_change),
		cmocka_unit_test(start_over__adds_all_that_is_there),
		cmocka_unit_test(spare__keeps_what_may_still_be_there),
		cmocka_unit_test(settled__does_not_overflow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
