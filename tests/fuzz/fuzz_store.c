/* Damaged bytes in the index are told apart from good ones, or harmless. */

#include <stdlib.h>

#include "base/strbuf.h"
#include "store/columns.h"
#include "store/content.h"
#include "store/word_block.h"
#include "tests/fuzz/fuzz.h"
#include "text/stem.h"

enum { PLACES = 40 };

static struct analyzer *analyzer;
static struct packer *packer;
static struct unpacker *unpacker;
static struct strbuf good_dictionary = STRBUF_INIT;

static void make_good_dictionary(void)
{
	struct strbuf texts[8];
	struct span spans[8];

	for (int i = 0; i < 8; i++) {
		texts[i] = (struct strbuf)STRBUF_INIT;
		for (int j = 0; j < 20; j++)
			strbuf_printf(&texts[i], "Part %d, see page %d. ",
				      i + j, i * 7919 % 1000);
		spans[i] = strbuf_span(&texts[i]);
	}
	content_make_dictionary(&good_dictionary, spans, 8);
	for (int i = 0; i < 8; i++)
		strbuf_release(&texts[i]);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	analyzer = analyzer_new();
	packer = packer_new();
	unpacker = unpacker_new(span_from(""));
	make_good_dictionary();
	return 0;
}

static void check_layout(const struct content *content)
{
	struct span text = content->text;
	uint32_t end = 0;

	for (size_t i = 0; i < content->block_count; i++) {
		const struct block *block = &content->blocks[i];

		assert(block->start >= end && block->end >= block->start);
		assert(block->field < FIELD_COUNT);
		end = block->end;
	}
	assert(end <= text.len);
	for (size_t i = 0; i < content->section_count; i++) {
		assert(content->sections[i].start <= text.len);
		assert(fuzz_is_inside(content->sections[i].heading, text));
	}
}

static void check_places(const struct content *content, enum field field)
{
	struct place places[PLACES];

	memset(places, 0, sizeof(places));
	for (uint32_t i = 0; i < PLACES; i++) {
		places[i].position = i * 3 / 2;
		places[i].term = span_from(i % 2 ? "a" : "");
	}
	content_locate(content, field, analyzer, STEM_NONE, places, PLACES);
	for (size_t i = 0; i < PLACES; i++)
		assert(places[i].start <= places[i].end &&
		       places[i].end <= content->text.len);
}

static void check_content(struct span text, struct span layout)
{
	struct arena a = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct content content, part;

	/* A part of it is as in the whole, or blank. */
	if (content_open(&part, unpacker, text, layout, &a, &err) == 0) {
		content_need(&part, text.len / 2, text.len);
		assert(content_unpack(&content, unpacker, text, layout, &a,
				      &err) < 0 ||
		       content_check(&part, &err) == 0);
		for (size_t i = 0; i < part.text.len; i++)
			assert(part.text.ptr[i] == ' ' ||
			       content_check(&content, &err) < 0 ||
			       part.text.ptr[i] == content.text.ptr[i]);
	}
	err.code = ERR_NONE;
	if (content_unpack(&content, unpacker, text, layout, &a, &err) == 0) {
		check_layout(&content);
		check_places(&content, FIELD_HEADINGS);
		check_places(&content, FIELD_BODY);
		check_places(&content, FIELD_CODE);
	} else {
		assert(err.code == ERR_CORRUPT);
	}
	arena_release(&a);
}

/* The good text of a layout that may be anything. */
static void check_layout_of(struct span text, struct span layout)
{
	struct strbuf packed = STRBUF_INIT;

	content_pack_text(&packed, packer, text);
	check_content(strbuf_span(&packed), layout);
	strbuf_release(&packed);
}

/* A dictionary of any bytes, and what was packed with and without it. */
static void check_dictionary(struct span dictionary, struct span text)
{
	struct span empty_layout = span_make("\0\0", 2);
	struct unpacker *good = unpacker;
	struct packer *other = packer_new();
	struct strbuf packed = STRBUF_INIT, plain = STRBUF_INIT;

	if (packer_use(other, dictionary) == 0)
		content_pack_text(&packed, other, text);
	content_pack_text(&plain, packer, text);
	unpacker = unpacker_new(dictionary);
	if (unpacker) {
		check_content(strbuf_span(&packed), empty_layout);
		check_content(strbuf_span(&plain), empty_layout);
		check_content(text, empty_layout);
	}
	strbuf_release(&packed);
	strbuf_release(&plain);
	packer_free(other);
	unpacker_free(unpacker);
	unpacker = good;
}

/* A good one with some bytes changed: two tell which, one to what. */
static void check_damaged_dictionary(struct span changes, struct span text)
{
	struct strbuf damaged = STRBUF_INIT;
	struct fuzz_input in = { changes };

	strbuf_put_span(&damaged, strbuf_span(&good_dictionary));
	while (in.rest.len) {
		size_t place = fuzz_byte(&in) << 8;

		place += fuzz_byte(&in);
		damaged.buf[place % damaged.len] = (char)fuzz_byte(&in);
	}
	check_dictionary(strbuf_span(&damaged), text);
	strbuf_release(&damaged);
}

/* What unpacks packs into what unpacks to the same. */
static void check_columns(struct span packed)
{
	static struct columns chunk[COLUMNS_CHUNK], again[COLUMNS_CHUNK];
	struct strbuf out = STRBUF_INIT;

	if (columns_unpack(chunk, packed) < 0)
		return;
	for (size_t i = 0; i < COLUMNS_CHUNK; i++)
		assert(!chunk[i].is_present || chunk[i].stem < STEM_COUNT);
	columns_pack(&out, chunk);
	assert(columns_unpack(again, strbuf_span(&out)) == 0);
	for (size_t i = 0; i < COLUMNS_CHUNK; i++) {
		assert(chunk[i].is_present == again[i].is_present);
		assert(chunk[i].body == again[i].body);
		assert(chunk[i].code == again[i].code);
	}
	strbuf_release(&out);
}

static void check_details(struct span packed)
{
	static struct columns chunk[COLUMNS_CHUNK];
	static struct details details[COLUMNS_CHUNK], again[COLUMNS_CHUNK];
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < COLUMNS_CHUNK; i++)
		chunk[i].is_present = i % 3 > 0;
	if (details_unpack(details, chunk, packed) < 0)
		return;
	details_pack(&out, chunk, details);
	assert(details_unpack(again, chunk, strbuf_span(&out)) == 0);
	for (size_t i = 0; i < COLUMNS_CHUNK; i++) {
		assert(details[i].date == again[i].date);
		assert(details[i].title_key == again[i].title_key);
		assert(details[i].path_hash == again[i].path_hash);
	}
	strbuf_release(&out);
}

/* Words go up, and packed again they are the same. */
static void check_words(struct span packed)
{
	struct word_block block = WORD_BLOCK_INIT, again = WORD_BLOCK_INIT;
	struct strbuf out = STRBUF_INIT, last = STRBUF_INIT;
	size_t count = 0;

	word_block_reset(&block, packed);
	for (; word_block_next(&block) == 1; count++) {
		assert(span_cmp(strbuf_span(&last), strbuf_span(&block.word)) <
		       0);
		word_block_put(&out, &last, strbuf_span(&block.word),
			       &block.counts);
	}
	word_block_reset(&again, strbuf_span(&out));
	while (word_block_next(&again) == 1)
		count--;
	assert(count == 0);
	assert(span_eq(strbuf_span(&again.word), strbuf_span(&last)));
	word_block_release(&block);
	word_block_release(&again);
	strbuf_release(&out);
	strbuf_release(&last);
}

/* It finds what a walk finds; of damage it may pass over a word or two. */
static void check_word_seek(struct span packed, struct span least)
{
	struct word_block block = WORD_BLOCK_INIT, walked = WORD_BLOCK_INIT;
	int found, more;

	word_block_reset(&block, packed);
	word_block_reset(&walked, packed);
	found = word_block_seek(&block, least);
	do
		more = word_block_next(&walked);
	while (more == 1 && span_cmp(strbuf_span(&walked.word), least) < 0);
	assert(found < 1 || span_cmp(strbuf_span(&block.word), least) >= 0);
	assert(more < 0 || more == found);
	assert(more < 1 ||
	       span_eq(strbuf_span(&walked.word), strbuf_span(&block.word)));
	word_block_release(&block);
	word_block_release(&walked);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = fuzz_begin(data, size);
	unsigned kind = fuzz_byte(&in);
	size_t cut = fuzz_byte(&in);
	struct span front, back;

	if (cut > in.rest.len)
		cut = in.rest.len;
	front = span_slice(in.rest, 0, cut);
	back = span_slice(in.rest, cut, in.rest.len);
	switch (kind % 7) {
	case 0:
		check_layout_of(front, back);
		break;
	case 1:
		check_content(front, back);
		break;
	case 2:
		check_columns(in.rest);
		break;
	case 3:
		check_details(in.rest);
		break;
	case 4:
		check_dictionary(back, front);
		break;
	case 5:
		check_damaged_dictionary(back, front);
		break;
	default:
		check_words(in.rest);
		check_word_seek(back, front);
	}
	return 0;
}
