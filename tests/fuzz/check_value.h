#ifndef TESTS_FUZZ_CHECK_VALUE_H
#define TESTS_FUZZ_CHECK_VALUE_H

/* The promises of indexer/value.h, for the targets of its parsers. */

#include "indexer/value.h"
#include "tests/fuzz/fuzz.h"

typedef int (*value_parser)(struct value **out, struct span text,
			    struct arena *a, struct parse_problem *problem);

/* No deeper than allowed, and every key found under its name. */
static inline void check_value(const struct value *v, int depth)
{
	assert(depth <= VALUE_DEPTH + 1);
	switch (v->type) {
	case VALUE_LIST:
		for (size_t i = 0; i < v->list.count; i++)
			check_value(v->list.items[i], depth + 1);
		break;
	case VALUE_MAP:
		for (size_t i = 0; i < v->map.count; i++) {
			const struct member *m = &v->map.members[i];

			assert(value_get_span(v, m->key) == m->value);
			check_value(m->value, depth + 1);
		}
		break;
	default:
		assert(v->text.len == 0 || v->text.ptr);
	}
}

/* One line. It may quote anything, so whoever prints it escapes it. */
static inline void check_reason(struct span reason)
{
	assert(reason.len > 0);
	assert(span_find_char(reason, '\n') == reason.len);
}

static inline int check_parser(value_parser parse, struct span text)
{
	struct arena a = ARENA_INIT;
	struct parse_problem problem = { 0, 0, "" };
	struct value *value = NULL;
	int ret = parse(&value, text, &a, &problem);

	assert(value && value->type == VALUE_MAP);
	check_value(value, 0);
	if (ret < 0) {
		assert(problem.line >= 1 && problem.column >= 0);
		check_reason(span_from(problem.reason));
	}
	arena_release(&a);
	return 0;
}

#endif
