/* What is packed is unpacked the same, and damage is told from it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "store/columns.h"
#include "store/layout.h"
#include "store/varint.h"
#include "text/stem.h"

static void columns__survive_packing(void **state)
{
	static const int64_t dates[] = { DATE_NONE, 0,          -1,
					 1,         1777564800, -62135596800 };
	struct columns in[COLUMNS_CHUNK], out[COLUMNS_CHUNK];
	struct details details[COLUMNS_CHUNK], found[COLUMNS_CHUNK];
	struct strbuf packed = STRBUF_INIT, more = STRBUF_INIT;

	(void)state;
	memset(in, 0, sizeof(in));
	memset(details, 0, sizeof(details));
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		in[i * 3].is_present = true;
		in[i * 3].lang = 7;
		in[i * 3].stem = 3;
		in[i * 3].body = 70000;
		in[i * 3].code = 5;
		details[i * 3].date = dates[i];
		details[i * 3].offset = -300;
		details[i * 3].title_key = UINT64_MAX - i;
		details[i * 3].path_hash = 0xdeadbeef;
		details[i * 3].section = 300;
		in[i * 3].lengths[FIELD_TAGS] = 300;
	}
	columns_pack(&packed, in);
	details_pack(&more, in, details);
	assert_int_equal(0, columns_unpack(out, strbuf_span(&packed)));
	assert_int_equal(0, details_unpack(found, out, strbuf_span(&more)));
	for (size_t i = 0; i < COLUMNS_CHUNK; i++) {
		assert_int_equal(in[i].is_present, out[i].is_present);
		assert_int_equal(in[i].lang, out[i].lang);
		assert_int_equal(in[i].stem, out[i].stem);
		assert_int_equal(in[i].body, out[i].body);
		assert_int_equal(in[i].code, out[i].code);
		assert_int_equal(details[i].date, found[i].date);
		assert_int_equal(details[i].offset, found[i].offset);
		assert_true(details[i].title_key == found[i].title_key);
		assert_int_equal(details[i].path_hash, found[i].path_hash);
		assert_int_equal(details[i].section, found[i].section);
		assert_int_equal(in[i].lengths[FIELD_TAGS],
				 out[i].lengths[FIELD_TAGS]);
	}
	for (size_t len = 0; len < packed.len; len++)
		assert_int_equal(
			-1, columns_unpack(out, span_make(packed.buf, len)));
	for (size_t len = 0; len < more.len; len++)
		assert_int_equal(-1, details_unpack(found, in,
						    span_make(more.buf, len)));
	strbuf_release(&packed);
	strbuf_release(&more);
}

/* Found by tests/fuzz/fuzz_store.c: used as an index, and in a sum. */
static void columns__with_impossible_values_are_damaged(void **state)
{
	struct columns in[COLUMNS_CHUNK], out[COLUMNS_CHUNK];
	struct details details[COLUMNS_CHUNK], found[COLUMNS_CHUNK];
	struct strbuf packed = STRBUF_INIT;

	(void)state;
	memset(in, 0, sizeof(in));
	memset(details, 0, sizeof(details));
	in[0].is_present = true;
	in[0].stem = STEM_COUNT;
	columns_pack(&packed, in);
	assert_int_equal(-1, columns_unpack(out, strbuf_span(&packed)));
	strbuf_reset(&packed);
	details[0].date = INT64_MAX - 1;
	details_pack(&packed, in, details);
	assert_int_equal(-1, details_unpack(found, in, strbuf_span(&packed)));
	strbuf_release(&packed);
}

/* Texts that begin alike, as articles of one site do. */
static void put_article(struct strbuf *out, int number)
{
	for (int i = 0; i < 20; i++)
		strbuf_printf(out, "Part %d of 20, see page %d of the manual. ",
			      i + number % 3, number * 7919 % 1000);
}

static int unpack_with(struct span dictionary, struct span packed,
		       struct span expected)
{
	struct unpacker *unpacker = unpacker_new(dictionary);
	char empty_layout[] = { 0, 0 };
	struct error err = ERROR_INIT;
	struct arena a = ARENA_INIT;
	struct content content;
	int ret = -1;

	if (unpacker)
		ret = content_unpack(&content, unpacker, packed,
				     span_make(empty_layout, 2), &a, &err);
	if (ret == 0)
		assert_true(span_eq(expected, content.text));
	unpacker_free(unpacker);
	arena_release(&a);
	return ret;
}

static void text__packed_with_a_dictionary_needs_it(void **state)
{
	enum { TEXTS = 12 };
	struct strbuf texts[TEXTS], dictionary = STRBUF_INIT,
				    other = STRBUF_INIT, small = STRBUF_INIT,
				    large = STRBUF_INIT;
	struct packer *packer = packer_new();
	struct span spans[TEXTS], text;

	(void)state;
	for (int i = 0; i < TEXTS; i++) {
		texts[i] = (struct strbuf)STRBUF_INIT;
		put_article(&texts[i], i);
		spans[i] = strbuf_span(&texts[i]);
	}
	content_make_dictionary(&dictionary, spans, TEXTS - 1);
	content_make_dictionary(&other, spans, TEXTS - 2);
	text = spans[TEXTS - 1];
	content_pack_text(&large, packer, text);
	assert_int_equal(0, packer_use(packer, strbuf_span(&dictionary)));
	content_pack_text(&small, packer, text);
	assert_true(small.len < large.len);
	assert_int_equal(0, unpack_with(strbuf_span(&dictionary),
					strbuf_span(&small), text));
	assert_int_equal(0, unpack_with(strbuf_span(&dictionary),
					strbuf_span(&large), text));
	assert_int_equal(-1, unpack_with(strbuf_span(&other),
					 strbuf_span(&small), text));
	assert_int_equal(-1,
			 unpack_with(span_from(""), strbuf_span(&small), text));
	assert_int_equal(-1, unpack_with(span_make(dictionary.buf, 40),
					 strbuf_span(&small), text));
	for (int i = 0; i < TEXTS; i++)
		strbuf_release(&texts[i]);
	packer_free(packer);
	strbuf_release(&dictionary);
	strbuf_release(&other);
	strbuf_release(&small);
	strbuf_release(&large);
}

/* A text of several pieces, and each as it is packed. */
struct long_text {
	struct strbuf text, packed;
	struct unpacker *unpacker;
	struct arena a;
};

static void long_text_init(struct long_text *l)
{
	struct packer *packer = packer_new();

	memset(l, 0, sizeof(*l));
	l->text = l->packed = (struct strbuf)STRBUF_INIT;
	for (int i = 0; i < 3000; i++)
		strbuf_printf(&l->text, "line %d\n", i * 7919 % 3001);
	content_pack_text(&l->packed, packer, strbuf_span(&l->text));
	l->unpacker = unpacker_new(span_from(""));
	packer_free(packer);
}

static void long_text_release(struct long_text *l)
{
	unpacker_free(l->unpacker);
	strbuf_release(&l->text);
	strbuf_release(&l->packed);
	arena_release(&l->a);
}

static int open_packed(struct long_text *l, struct content *content,
		       struct span packed)
{
	struct error err = ERROR_INIT;

	return content_open(content, l->unpacker, packed, span_make("\0\0", 2),
			    &l->a, &err);
}

static size_t count_blank(struct span text)
{
	size_t count = 0;

	/* No line has two spaces. */
	for (size_t i = 1; i < text.len; i++)
		count += text.ptr[i] == ' ' && text.ptr[i - 1] == ' ';
	return count;
}

static void text__is_unpacked_as_far_as_needed(void **state)
{
	struct long_text l;
	struct content content;
	struct error err = ERROR_INIT;
	size_t last;

	(void)state;
	long_text_init(&l);
	last = l.text.len - 1;
	assert_int_equal(0, open_packed(&l, &content, strbuf_span(&l.packed)));
	assert_int_equal(l.text.len, content.text.len);
	content_need(&content, 9000, 9000);
	assert_true(count_blank(content.text) + 2 > last);
	content_need(&content, 9000, 9001);
	assert_true(span_eq(span_slice(strbuf_span(&l.text), 8990, 9010),
			    span_slice(content.text, 8990, 9010)));
	assert_int_equal(' ', content.text.ptr[0]);
	assert_int_equal(' ', content.text.ptr[last]);
	content_need(&content, last, SIZE_MAX);
	assert_int_equal('\n', content.text.ptr[last]);
	assert_int_equal(' ', content.text.ptr[0]);
	content_need(&content, 0, last);
	assert_true(span_eq(strbuf_span(&l.text), content.text));
	assert_int_equal(0, content_check(&content, &err));
	long_text_release(&l);
}

/* The bytes of the packed text where its piece of that number begins. */
static size_t find_piece(struct span packed, int number)
{
	const struct span magic = span_make("\x28\xb5\x2f\xfd", 4);
	size_t at = 0;

	while (number--)
		at += 4 +
		      span_find(span_slice(packed, at + 4, packed.len), magic);
	return at;
}

static void text__of_damaged_pieces_is_blank_there(void **state)
{
	struct long_text l;
	struct content content;
	struct error err = ERROR_INIT;
	size_t second, third;
	struct span packed;

	(void)state;
	long_text_init(&l);
	packed = strbuf_span(&l.packed);
	second = find_piece(packed, 1);
	third = find_piece(packed, 2);
	assert_true(second < third && third < packed.len);
	memset(l.packed.buf + second + 12, 0xff, third - second - 12);
	if (open_packed(&l, &content, packed) == 0) {
		content_need(&content, 0, 1);
		assert_int_equal(0, content_check(&content, &err));
		content_need(&content, 0, SIZE_MAX);
		assert_int_equal(-1, content_check(&content, &err));
		assert_int_equal(ERR_CORRUPT, err.code);
	}
	long_text_release(&l);
}

static void text__of_half_a_piece_is_damaged(void **state)
{
	struct long_text l;
	struct content content;
	struct span packed;
	size_t third;

	(void)state;
	long_text_init(&l);
	packed = strbuf_span(&l.packed);
	third = find_piece(packed, 2);
	for (size_t len = third - 40; len < third + 40; len++)
		assert_int_equal(
			len == third ? 0 : -1,
			open_packed(&l, &content, span_slice(packed, 0, len)));
	long_text_release(&l);
}

/* No text has anything to learn from; none is no fault. */
static void dictionary__of_nothing_is_none(void **state)
{
	struct strbuf dictionary = STRBUF_INIT, packed = STRBUF_INIT;
	const struct span empty[] = { span_from(""), span_from("") };
	struct packer *packer = packer_new();

	(void)state;
	content_make_dictionary(&dictionary, empty, 2);
	assert_int_equal(0, packer_use(packer, strbuf_span(&dictionary)));
	content_pack_text(&packed, packer, span_from("text"));
	assert_int_equal(0,
			 unpack_with(strbuf_span(&dictionary),
				     strbuf_span(&packed), span_from("text")));
	packer_free(packer);
	strbuf_release(&dictionary);
	strbuf_release(&packed);
}

/* A layout by hand: no blocks, sections at the starts given. */
static int unpack_sections_at(const uint64_t *steps, size_t count)
{
	struct strbuf text = STRBUF_INIT, layout = STRBUF_INIT;
	struct error err = ERROR_INIT;
	struct arena a = ARENA_INIT;
	struct packer *packer = packer_new();
	struct unpacker *unpacker = unpacker_new(span_from(""));
	struct content content;
	int ret;

	content_pack_text(&text, packer, span_from("Ten bytes."));
	packer_free(packer);
	varint_put(&layout, 0);
	varint_put(&layout, count);
	for (size_t i = 0; i < count; i++) {
		varint_put(&layout, steps[i] << 3 | 2);
		varint_put(&layout, 1);
	}
	ret = content_unpack(&content, unpacker, strbuf_span(&text),
			     strbuf_span(&layout), &a, &err);
	unpacker_free(unpacker);
	strbuf_release(&text);
	strbuf_release(&layout);
	arena_release(&a);
	return ret;
}

static void content__with_sections_out_of_order_is_damaged(void **state)
{
	(void)state;
	assert_int_equal(0, unpack_sections_at((uint64_t[]){ 2, 5 }, 2));
	assert_int_equal(-1, unpack_sections_at((uint64_t[]){ 2, 9 }, 2));
	assert_int_equal(
		-1, unpack_sections_at((uint64_t[]){ 5, UINT64_MAX >> 3 }, 2));
}

/* Anchors that are made of their heading, in part, and not at all. */
static void content__anchors_survive_packing(void **state)
{
	static const char *const anchors[][2] = {
		{ "Task groups", "task-groups" },
		{ "Task groups", "task-groups-1" },
		{ "What's new in C++?", "whats-new-in-c" },
		{ "What's new in C++?", "what-s-new-in-c" },
		{ "It_is-ÜBER alles", "it_is-Über-alles" },
		{ "Title", "" },
		{ "", "anchor" },
		{ "?!", "" },
		{ "Title", "else" },
	};
	enum { ANCHORS = sizeof(anchors) / sizeof(anchors[0]) };
	struct strbuf text = STRBUF_INIT, packed = STRBUF_INIT,
		      layout = STRBUF_INIT;
	struct block blocks[ANCHORS];
	struct section sections[ANCHORS];
	struct analysis analysis;
	struct document doc;
	struct content content;
	struct packer *packer = packer_new();
	struct unpacker *unpacker = unpacker_new(span_from(""));
	struct analyzer *analyzer = analyzer_new();
	struct error err = ERROR_INIT;
	struct arena a = ARENA_INIT;

	(void)state;
	memset(&doc, 0, sizeof(doc));
	for (size_t i = 0; i < ANCHORS; i++) {
		uint32_t start = (uint32_t)text.len;

		strbuf_put_str(&text, anchors[i][0]);
		blocks[i] = (struct block){ FIELD_HEADINGS, start,
					    (uint32_t)text.len };
		sections[i] = (struct section){ 1 + (int)i % 6,
						start,
						{ NULL, 0 },
						span_from(anchors[i][1]) };
		strbuf_put_char(&text, '\n');
	}
	doc.text = strbuf_span(&text);
	doc.blocks = blocks;
	doc.sections = sections;
	doc.block_count = doc.section_count = ANCHORS;
	analysis_init(&analysis);
	analysis_make(&analysis, analyzer, &doc);
	content_pack_text(&packed, packer, doc.text);
	layout_pack(&layout, &doc, &analysis);
	assert_int_equal(0, content_unpack(&content, unpacker,
					   strbuf_span(&packed),
					   strbuf_span(&layout), &a, &err));
	assert_int_equal(ANCHORS, content.section_count);
	for (size_t i = 0; i < ANCHORS; i++) {
		const struct section *s = &content.sections[i];

		assert_true(span_is(s->heading, anchors[i][0]));
		assert_string_equal(anchors[i][1],
				    content_anchor(&content, i, &a).ptr);
		assert_int_equal(sections[i].level, s->level);
	}
	for (size_t len = 0; len < layout.len; len++)
		assert_int_equal(-1, content_unpack(&content, unpacker,
						    strbuf_span(&packed),
						    span_make(layout.buf, len),
						    &a, &err));
	analysis_release(&analysis);
	analyzer_free(analyzer);
	unpacker_free(unpacker);
	packer_free(packer);
	strbuf_release(&text);
	strbuf_release(&packed);
	strbuf_release(&layout);
	arena_release(&a);
}

static void varint__round_trip(void **state)
{
	static const int64_t values[] = { 0,         1,         -1,
					  127,       128,       -129,
					  INT64_MAX, INT64_MIN, 1 << 20 };
	struct strbuf out = STRBUF_INIT;
	struct span rest;
	bool bad = false;

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		varint_put_signed(&out, values[i]);
	rest = strbuf_span(&out);
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		assert_int_equal(values[i], varint_get_signed(&rest, &bad));
	assert_false(bad);
	varint_get(&rest, &bad);
	assert_true(bad);
	strbuf_release(&out);
}

/* One block has the bytes that 40,000 others would need. */
static void content__samples_of_a_block_take_the_bytes_of_others(void **state)
{
	enum { TEXT = 8 << 20, BLOCKS = 40000, SAMPLES = 58000 };
	char *text = xcalloc(TEXT + 1, 1);
	struct arena a = ARENA_INIT;
	struct strbuf layout = STRBUF_INIT;
	struct content content;

	(void)state;
	memset(&content, 0, sizeof(content));
	memset(text, 'a', TEXT);
	content.text = span_make(text, TEXT);
	varint_put(&layout, BLOCKS);
	varint_put(&layout, FIELD_BODY);
	varint_put(&layout, TEXT);
	varint_put(&layout, 0);
	varint_put(&layout, SAMPLES);
	for (int i = 0; i < SAMPLES; i++)
		strbuf_put(&layout, "\1\0", 2);
	while (layout.len < 3 * BLOCKS + 5)
		strbuf_put_char(&layout, (char)0x80);
	assert_int_equal(-1, layout_unpack(&content, strbuf_span(&layout), &a));
	strbuf_release(&layout);
	arena_release(&a);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns__survive_packing),
		cmocka_unit_test(columns__with_impossible_values_are_damaged),
		cmocka_unit_test(
			content__with_sections_out_of_order_is_damaged),
		cmocka_unit_test(content__anchors_survive_packing),
		cmocka_unit_test(text__packed_with_a_dictionary_needs_it),
		cmocka_unit_test(text__is_unpacked_as_far_as_needed),
		cmocka_unit_test(text__of_damaged_pieces_is_blank_there),
		cmocka_unit_test(text__of_half_a_piece_is_damaged),
		cmocka_unit_test(dictionary__of_nothing_is_none),
		cmocka_unit_test(varint__round_trip),
		cmocka_unit_test(
			content__samples_of_a_block_take_the_bytes_of_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
