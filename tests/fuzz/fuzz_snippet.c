/*
 * Whatever the text, wherever words were found in it: what is shown of it is
 * short, says nothing that the text does not, and becomes HTML in which
 * only <mark> is markup.
 *
 * The input: a byte of choices; how many places there are; two bytes for each
 * of them; and lines, which begin with '#' where they are headings and
 * with '>' where they are code.
 */

#include <stdlib.h>

#include "base/strbuf.h"
#include "query/excerpt.h"
#include "query/marked.h"
#include "query/sections.h"
#include "store/layout.h"
#include "tests/fuzz/fuzz.h"
#include "text/stem.h"
#include "text/unicode.h"

enum {
	WORDS = 4,
	MAX_PLACES = 32,
	/* A snippet has 220 columns, of four bytes at the most. */
	SNIPPET_BYTES = 220 * 4,
	/* It may have two parts, each with a mark, and a word at either end. */
	MORE_BYTES = 2 * (MARK_MAX_BYTES + 2 * (48 + 33)),
};

struct article {
	struct arena a;
	struct strbuf text;
	struct document doc;
	struct content content;
	struct found_list found;
};

static struct analyzer *analyzer;
static struct packer *packer;
static struct unpacker *unpacker;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	analyzer = analyzer_new();
	packer = packer_new();
	unpacker = unpacker_new(span_from(""));
	return 0;
}

/* --- an article */

/* A line as it may stand in a text that is stored. */
static void put_line(struct strbuf *out, struct span line)
{
	for (size_t pos = 0; pos < line.len;) {
		int32_t code = utf8_next(line, &pos);

		if (code != '\t' && !unicode_is_forbidden(code))
			utf8_put(out, code);
	}
	strbuf_put_char(out, '\n');
}

/* Lines of code that follow each other are one block. */
static void put_block(struct article *p, enum field field, struct span line)
{
	uint32_t start = (uint32_t)p->text.len, end;
	struct block *last = p->doc.block_count
				     ? &p->doc.blocks[p->doc.block_count - 1]
				     : NULL;

	put_line(&p->text, line);
	end = (uint32_t)p->text.len - 1;
	if (end == start)
		return;
	if (field == FIELD_HEADINGS)
		p->doc.sections[p->doc.section_count++] = (struct section){
			1 + (int)(line.len % 6),
			start,
			{ NULL, 0 },
			span_from(line.len % 5 ? "anchor" : "")
		};
	if (last && field == FIELD_CODE && last->field == FIELD_CODE)
		last->end = end;
	else
		p->doc.blocks[p->doc.block_count++] =
			(struct block){ field, start, end };
}

static void put_blocks(struct article *p, struct span rest)
{
	size_t room = rest.len + 1;
	struct span line;

	p->doc.blocks = arena_array(&p->a, room, sizeof(struct block));
	p->doc.sections = arena_array(&p->a, room, sizeof(struct section));
	while (span_next_line(&rest, &line))
		if (span_accept(&line, '#'))
			put_block(p, FIELD_HEADINGS, line);
		else if (span_accept(&line, '>'))
			put_block(p, FIELD_CODE, line);
		else
			put_block(p, FIELD_BODY, line);
	p->doc.text = strbuf_span(&p->text);
	p->doc.title = utf8_prefix(p->doc.text, 60);
	p->doc.summary = p->doc.text;
	p->doc.lang = span_from("en");
}

/* Store it, and read it again. */
static void make_content(struct article *p)
{
	struct strbuf text = STRBUF_INIT, layout = STRBUF_INIT;
	struct error err = ERROR_INIT;
	struct analysis analysis;

	analysis_init(&analysis);
	analysis_make(&analysis, analyzer, &p->doc);
	content_pack_text(&text, packer, p->doc.text);
	layout_pack(&layout, &p->doc, &analysis);
	assert(content_unpack(&p->content, unpacker, strbuf_span(&text),
			      strbuf_span(&layout), &p->a, &err) == 0);
	analysis_release(&analysis);
	strbuf_release(&text);
	strbuf_release(&layout);
}

static void put_place(struct article *p, unsigned choice, unsigned position)
{
	static const enum field fields[] = { FIELD_BODY, FIELD_CODE,
					     FIELD_HEADINGS, FIELD_SUMMARY };
	struct found *found = &p->found.items[p->found.count++];

	found->field = fields[choice & 3];
	found->word = (int)(choice >> 2 & (WORDS - 1));
	found->place.position = position | (choice & 0x30) << 4;
	found->place.term = span_from(choice & 64 ? "a" : "");
}

static void put_places(struct article *p, struct fuzz_input *in)
{
	unsigned count = fuzz_byte(in) % MAX_PLACES;

	p->found.items = arena_array(&p->a, count, sizeof(struct found));
	while (count--) {
		unsigned choice = fuzz_byte(in);

		put_place(p, choice, fuzz_byte(in));
	}
}

/* A layout that its writer would not make: bounds anywhere, in order. */
static void damage_layout(struct content *content)
{
	uint32_t at = 0, end = (uint32_t)content->text.len;

	for (size_t i = 0; i < content->block_count; i++) {
		struct block *block = &content->blocks[i];

		block->start = at + (end - at) * (block->start % 7) / 16;
		block->end = block->start +
			     (end - block->start) * (block->end % 11) / 16;
		at = block->end;
		for (uint32_t k = content->block_samples[i];
		     k < content->block_samples[i + 1]; k++)
			content->samples[k].offset = block->start;
	}
	at = 0;
	for (size_t i = 0; i < content->section_count; i++) {
		struct section *s = &content->sections[i];

		s->start = at + (end - at) * (s->start % 5) / 16;
		s->heading.len = (end - s->start) * (s->start % 3) / 4;
		at = s->start;
	}
}

/* --- what is shown of it */

/* HTML of text and <mark>, never one inside another or around nothing. */
static void check_html(struct span marked)
{
	static const char *const entities[] = { "amp;", "lt;", "gt;", "quot;",
						"#39;" };
	struct strbuf out = STRBUF_INIT;
	bool is_open = false, is_entity;
	struct span rest;

	marked_put_html(&out, marked);
	rest = strbuf_span(&out);
	assert(fuzz_is_utf8(rest));
	while (rest.len) {
		char c = rest.ptr[0];

		rest = span_slice(rest, 1, rest.len);
		assert(c != '>' && c != '"' && c != '\'');
		assert((unsigned char)c >= ' ' || c == '\n');
		if (c == '<') {
			const char *tag = is_open ? "/mark>" : "mark>";

			assert(span_has_prefix(rest, tag));
			rest = span_slice(rest, strlen(tag), rest.len);
			assert(is_open || rest.ptr[0] != '<');
			is_open = !is_open;
		} else if (c == '&') {
			is_entity = false;
			for (size_t i = 0; i < 5; i++)
				is_entity |= span_has_prefix(rest, entities[i]);
			assert(is_entity);
		}
	}
	assert(!is_open);
	strbuf_release(&out);
}

/* Without white space, the signs that join parts, and what is malformed. */
static void put_bare(struct strbuf *out, struct span text)
{
	for (size_t pos = 0; pos < text.len;) {
		int32_t code = utf8_next(text, &pos);

		if (code > ' ' && code != 0xb7 && code != 0x2026)
			utf8_put(out, code);
	}
}

/* Each part of what is shown stands in the text. */
static void check_said(struct span shown, struct span text)
{
	struct strbuf bare = STRBUF_INIT, part = STRBUF_INIT;
	struct span ellipsis = span_from("…");

	put_bare(&bare, text);
	while (shown.len) {
		size_t end = span_find(shown, ellipsis);

		strbuf_reset(&part);
		put_bare(&part, span_slice(shown, 0, end));
		assert(part.len == 0 ||
		       span_find(strbuf_span(&bare), strbuf_span(&part)) <
			       bare.len);
		if (end < shown.len)
			end += ellipsis.len;
		shown = span_slice(shown, end, shown.len);
	}
	strbuf_release(&bare);
	strbuf_release(&part);
}

static void check_shown(struct span marked, struct span text, bool is_damaged)
{
	struct strbuf plain = STRBUF_INIT;

	check_html(marked);
	marked_put_plain(&plain, marked);
	if (!is_damaged)
		check_said(strbuf_span(&plain), text);
	strbuf_release(&plain);
}

static void check_snippet(struct span marked, struct span text, bool is_damaged)
{
	check_shown(marked, text, is_damaged);
	/* Columns are wider where a space or a sign stands for a newline. */
	assert(is_damaged || marked.len < 2 * (SNIPPET_BYTES + MORE_BYTES));
}

static void check_hit(const struct hit *hit, const struct article *p,
		      bool is_damaged)
{
	struct span text = p->content.text;

	check_shown(hit->title, hit->document.title, is_damaged);
	check_snippet(hit->snippet, text, is_damaged);
	assert(hit->section_count <= SECTIONS_MAX);
	for (size_t i = 0; i < hit->section_count; i++) {
		check_shown(hit->sections[i].heading, text, is_damaged);
		check_snippet(hit->sections[i].snippet, text, is_damaged);
	}
}

/* They are in order, as marks must be. */
static void check_guesses(const struct marks *guesses,
			  const struct content *content)
{
	for (size_t i = 0; i < guesses->count; i++) {
		const struct mark *mark = &guesses->items[i];

		assert(mark->start < mark->end);
		assert(mark->start <= content->text.len);
		assert(i == 0 || mark->start >= mark[-1].start);
	}
}

static void check_excerpt(struct article *p, bool is_damaged)
{
	struct plan plan = { .word_count = WORDS };
	struct document_marks marks;
	struct text_places places;
	struct marks guesses;
	struct choice choice;
	struct view view = { &plan, &guesses, &p->content };
	struct hit hit;

	plan.words = arena_array(&p->a, WORDS, sizeof(*plan.words));
	for (size_t i = 0; i < WORDS; i++)
		plan.words[i].idf = 1 + (double)i;
	memset(&hit, 0, sizeof(hit));
	hit.document = p->doc;
	locate_guess(&places, &guesses, &p->found, &p->content, &p->a);
	check_guesses(&guesses, &p->content);
	choose(&choice, &view, hit.document.title);
	locate_marks(&marks, &p->found, &places, &choice, &p->doc, &p->content,
		     analyzer, &p->a);
	excerpt_make(&hit, &plan, &marks, &choice, &p->content, &p->a);
	check_hit(&hit, p, is_damaged);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = fuzz_begin(data, size);
	bool is_damaged = fuzz_byte(&in) & 1;
	struct article p = { .a = ARENA_INIT, .text = STRBUF_INIT };

	put_places(&p, &in);
	put_blocks(&p, in.rest);
	make_content(&p);
	if (is_damaged)
		damage_layout(&p.content);
	check_excerpt(&p, is_damaged);
	strbuf_release(&p.text);
	arena_release(&p.a);
	return 0;
}
