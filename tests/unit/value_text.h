#ifndef TESTS_UNIT_VALUE_TEXT_H
#define TESTS_UNIT_VALUE_TEXT_H

/* A value tree as one line, for tests to compare. */

#include "base/strbuf.h"
#include "indexer/value.h"

/* {a: 1, b: "x\n", c: [true, null], d: 1.5, e: @2026-04-30} */
static inline void value_put_text(struct strbuf *out, const struct value *v)
{
	switch (v->type) {
	case VALUE_NULL:
		strbuf_put_str(out, "null");
		break;
	case VALUE_BOOL:
		strbuf_put_str(out, v->boolean ? "true" : "false");
		break;
	case VALUE_INT:
		strbuf_printf(out, "%lld", (long long)v->integer);
		break;
	case VALUE_FLOAT:
		strbuf_printf(out, "%.15g%s", v->real,
			      v->real > -1e9 && v->real < 1e9 &&
					      v->real == (double)(int)v->real
				      ? ".0"
				      : "");
		break;
	case VALUE_DATE:
		strbuf_put_char(out, '@');
		strbuf_put_span(out, v->text);
		break;
	case VALUE_STRING:
		strbuf_put_char(out, '"');
		strbuf_put_span(out, v->text);
		strbuf_put_char(out, '"');
		break;
	case VALUE_LIST:
		strbuf_put_char(out, '[');
		for (size_t i = 0; i < v->list.count; i++) {
			if (i)
				strbuf_put_str(out, ", ");
			value_put_text(out, v->list.items[i]);
		}
		strbuf_put_char(out, ']');
		break;
	case VALUE_MAP:
		strbuf_put_char(out, '{');
		for (size_t i = 0; i < v->map.count; i++) {
			if (i)
				strbuf_put_str(out, ", ");
			strbuf_put_span(out, v->map.members[i].key);
			strbuf_put_str(out, ": ");
			value_put_text(out, v->map.members[i].value);
		}
		strbuf_put_char(out, '}');
		break;
	}
}

/* What a parser is to make of a text. */
struct parse_case {
	const char *text;
	const char *tree; /* also what stands before the mistake */
	int line, column; /* of the mistake; 0: none */
	const char *reason;
};

/* A case without a mistake. */
#define GIVES(text, tree)                                                      \
	{                                                                      \
		text, tree, 0, 0, ""                                           \
	}

typedef int (*parse_fn)(struct value **out, struct span text, struct arena *a,
			struct parse_problem *problem);

/* Returns whether `parse` does as the case says; prints where it does not. */
static inline bool parse_case_holds(const struct parse_case *c, parse_fn parse)
{
	struct parse_problem problem = { 0, 0, "" };
	struct strbuf tree = STRBUF_INIT;
	struct arena a = ARENA_INIT;
	struct value *v;
	bool holds;
	int ret = parse(&v, span_from(c->text), &a, &problem);

	value_put_text(&tree, v);
	holds = ret == (c->line ? -1 : 0) && !strcmp(tree.buf, c->tree) &&
		problem.line == c->line && problem.column == c->column &&
		!strcmp(problem.reason, c->reason);
	if (!holds)
		print_message("<<%s>>\ngives %d:%d '%s' %s\nnot   %d:%d '%s' "
			      "%s\n",
			      c->text, problem.line, problem.column,
			      problem.reason, tree.buf, c->line, c->column,
			      c->reason, c->tree);
	strbuf_release(&tree);
	arena_release(&a);
	return holds;
}

/* Fail unless every case of the array holds. */
#define assert_cases(cases, parse)                                             \
	do {                                                                   \
		bool all = true;                                               \
                                                                               \
		for (size_t i = 0; i < sizeof(cases) / sizeof((cases)[0]);     \
		     i++)                                                      \
			all = parse_case_holds(&(cases)[i], parse) && all;     \
		assert_true(all);                                              \
	} while (0)

#endif
