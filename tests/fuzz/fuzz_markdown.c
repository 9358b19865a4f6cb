/* An article's text, whatever the generator allows in it. */

#include "indexer/markdown.h"
#include "tests/fuzz/fuzz.h"
#include "text/unicode.h"

static void check_text(struct span text)
{
	for (size_t pos = 0; pos < text.len;) {
		int32_t code = utf8_next(text, &pos);

		assert(code != '\t' && !unicode_is_forbidden(code));
	}
}

/* In order, not empty, newlines and nothing else between them. */
static void check_blocks(const struct markdown *m)
{
	uint32_t end = 0;

	for (size_t i = 0; i < m->block_count; i++) {
		const struct block *block = &m->blocks[i];

		assert(block->start >= end && block->end > block->start);
		assert(block->end <= m->text.len);
		assert(block->field == FIELD_HEADINGS ||
		       block->field == FIELD_BODY ||
		       block->field == FIELD_CODE);
		for (; end < block->start; end++)
			assert(m->text.ptr[end] == '\n');
		assert(fuzz_is_utf8(
			span_slice(m->text, block->start, block->end)));
		end = block->end;
	}
	assert(end == m->text.len);
}

/* Each one stands where the block of its heading does. */
static void check_sections(const struct markdown *m)
{
	size_t block = 0;

	for (size_t i = 0; i < m->section_count; i++) {
		const struct section *s = &m->sections[i];

		assert(s->level >= 1 && s->level <= 6);
		assert(i == 0 || s->start >= m->sections[i - 1].start);
		assert(s->start <= m->text.len);
		check_text(s->anchor);
		if (s->heading.len == 0)
			continue;
		while (block < m->block_count &&
		       m->blocks[block].start < s->start)
			block++;
		assert(block < m->block_count);
		assert(m->blocks[block].start == s->start);
		assert(m->blocks[block].field == FIELD_HEADINGS);
		assert(span_eq(s->heading, span_slice(m->text, s->start,
						      m->blocks[block].end)));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const dividers[] = { "<!--more-->", NULL, "\n\n",
						"" };
	struct fuzz_input in = fuzz_begin(data, size);
	unsigned choice = fuzz_byte(&in), style = fuzz_byte(&in);
	struct markdown_options options = {
		.anchors = (enum anchor_style)(style % (ANCHOR_ZOLA + 1)),
		.shortcodes = choice & 1,
		.liquid = choice & 2,
		.mdx = choice & 4,
		.raw_html = choice & 8,
		.emoji = choice & 16,
		.definition_lists = choice & 32,
		.cjk_words = choice & 64,
		.summary_divider = dividers[style >> 6],
		.summary_words = style & 32 ? 70 : 3,
	};
	struct arena a = ARENA_INIT;
	struct markdown m;

	markdown_parse(&m, in.rest, &options, &a);
	check_text(m.text);
	check_blocks(&m);
	check_sections(&m);
	check_text(m.first_heading);
	check_text(m.first_paragraph);
	check_text(m.divided_summary);
	check_text(m.automatic_summary);
	assert(!m.starts_with_heading || m.section_count > 0);
	arena_release(&a);
	return 0;
}
