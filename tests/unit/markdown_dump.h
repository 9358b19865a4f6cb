#ifndef TESTS_UNIT_MARKDOWN_DUMP_H
#define TESTS_UNIT_MARKDOWN_DUMP_H

/*
 * The fields of an article as text that a test can hold: a line
 * "B|some prose" for each block of body, "C|" of code, "H|" for headings;
 * then "h2 #anchor" for each section.
 */

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "base/strbuf.h"
#include "indexer/markdown.h"

/* What goes in, and what must come out. */
struct markdown_case {
	const char *markdown, *expected;
};

static inline void dump_blocks(struct strbuf *out, const struct markdown *m)
{
	static const char letter[FIELD_COUNT] = {
		[FIELD_HEADINGS] = 'H', [FIELD_BODY] = 'B', [FIELD_CODE] = 'C'
	};
	uint32_t end = 0;

	for (size_t i = 0; i < m->block_count; i++) {
		const struct block *b = &m->blocks[i];

		/* Newlines, and nothing else, stand between blocks. */
		assert_int_equal(b->start, i ? end + 1 : 0);
		assert_true(b->end > b->start && b->end <= m->text.len);
		strbuf_printf(out, "%c|%.*s\n", letter[b->field],
			      (int)(b->end - b->start), m->text.ptr + b->start);
		end = b->end;
	}
	assert_int_equal(end, m->text.len);
}

static inline void dump_sections(struct strbuf *out, const struct markdown *m)
{
	for (size_t i = 0; i < m->section_count; i++) {
		const struct section *s = &m->sections[i];

		assert_true(s->start + s->heading.len <= m->text.len);
		assert_memory_equal(s->heading.ptr, m->text.ptr + s->start,
				    s->heading.len);
		strbuf_printf(out, "h%d #%.*s\n", s->level, (int)s->anchor.len,
			      s->anchor.ptr);
	}
}

/* The blocks, and the sections where they are asked for, of each case. */
static inline void check_cases(const struct markdown_case *cases, size_t count,
			       const struct markdown_options *options,
			       bool sections)
{
	for (size_t i = 0; i < count; i++) {
		struct arena a = ARENA_INIT;
		struct strbuf got = STRBUF_INIT;
		struct markdown m;

		markdown_parse(&m, span_from(cases[i].markdown), options, &a);
		dump_blocks(&got, &m);
		if (sections)
			dump_sections(&got, &m);
		if (strcmp(got.buf, cases[i].expected) != 0)
			print_error("markdown:\n%s\n", cases[i].markdown);
		assert_string_equal(got.buf, cases[i].expected);
		strbuf_release(&got);
		arena_release(&a);
	}
}

#define CHECK_BLOCKS(cases, options)                                           \
	check_cases(cases, sizeof(cases) / sizeof(*(cases)), options, false)
#define CHECK_SECTIONS(cases, options)                                         \
	check_cases(cases, sizeof(cases) / sizeof(*(cases)), options, true)

#endif
