#include "store/layout.h"

#include "base/ascii.h"
#include "store/varint.h"

/*
 * All numbers are varints:
 *
 *	blocks      count; each: field and, times 8, bytes since the last end;
 *	            length; positions that the last block of its field took;
 *	            where it is longer than SAMPLE_DISTANCE, a count of
 *	            samples; each: positions since the one before (or the
 *	            block's start), bytes since it less SAMPLE_DISTANCE
 *	sections    count; each: level and, times 8, bytes since the last
 *	            start; length of the anchor's rest and, times 2, whether
 *	            it follows all that is made of the heading; else how much
 *	            of that; the rest itself. The heading is the block that
 *	            begins where the section does.
 */

/* --- anchors */

/* How a heading's byte stands in most anchors; '\0': it does not. */
static char anchor_byte(char c)
{
	if (ascii_is_alnum(c) || c == '-' || c == '_' || (c & 0x80))
		return ascii_lower(c);
	return c == ' ' ? '-' : '\0';
}

/* Of what is made of the heading, the bytes that `anchor` begins with. */
static size_t anchor_shared(struct span heading, struct span anchor, bool *all)
{
	size_t shared = 0;

	for (size_t i = 0; i < heading.len; i++) {
		char c = anchor_byte(heading.ptr[i]);

		if (c == '\0')
			continue;
		if (shared == anchor.len || anchor.ptr[shared] != c) {
			*all = false;
			return shared;
		}
		shared++;
	}
	*all = anchor.len > 0;
	return shared;
}

struct span content_anchor(const struct content *content, size_t section,
			   struct arena *a)
{
	struct span heading = content->sections[section].heading;
	struct span rest = content->sections[section].anchor;
	size_t front = content->anchor_fronts[section], len = 0;
	char *made = arena_bytes(a, front + rest.len + 1);

	for (size_t i = 0; i < heading.len && len < front; i++) {
		made[len] = anchor_byte(heading.ptr[i]);
		len += made[len] != '\0';
	}
	if (rest.len)
		memcpy(made + len, rest.ptr, rest.len);
	made[len + rest.len] = '\0';
	return span_make(made, len + rest.len);
}

bool content_has_anchor(const struct content *content, size_t section)
{
	return content->anchor_fronts[section] ||
	       content->sections[section].anchor.len;
}

/* The text of the block that begins at `start`; `*block` goes on to it. */
static struct span heading_at(struct span text, const struct block *blocks,
			      size_t count, size_t *block, uint32_t start)
{
	while (*block < count && blocks[*block].start < start)
		++*block;
	if (*block == count || blocks[*block].start != start)
		return span_make("", 0);
	return span_slice(text, start, blocks[*block].end);
}

/* --- packing */

/* The samples of one block, of which the first is its start. */
static void pack_samples(struct strbuf *out, const struct sample *samples,
			 size_t count)
{
	varint_put(out, count - 1);
	for (size_t i = 1; i < count; i++) {
		varint_put(out, samples[i].position - samples[i - 1].position);
		varint_put(out, samples[i].offset - samples[i - 1].offset -
					SAMPLE_DISTANCE);
	}
}

static void pack_blocks(struct strbuf *out, const struct document *doc,
			const struct samples *samples)
{
	uint32_t positions[FIELD_COUNT] = { 0 }, end = 0;
	size_t first = 0;

	varint_put(out, doc->block_count);
	for (size_t i = 0; i < doc->block_count; i++) {
		const struct block *block = &doc->blocks[i];
		const struct sample *start = &samples->items[first];
		size_t next = first + 1;

		varint_put(out,
			   (uint64_t)(block->start - end) << 3 | block->field);
		varint_put(out, block->end - block->start);
		varint_put(out, start->position - positions[block->field]);
		while (next < samples->count &&
		       samples->items[next].offset < block->end)
			next++;
		if (block->end - block->start > SAMPLE_DISTANCE)
			pack_samples(out, start, next - first);
		positions[block->field] = start->position;
		end = block->end;
		first = next;
	}
}

static void pack_sections(struct strbuf *out, const struct document *doc)
{
	uint32_t last = 0;
	size_t block = 0;

	varint_put(out, doc->section_count);
	for (size_t i = 0; i < doc->section_count; i++) {
		const struct section *section = &doc->sections[i];
		struct span anchor = section->anchor;
		struct span heading =
			heading_at(doc->text, doc->blocks, doc->block_count,
				   &block, section->start);
		bool all;
		size_t shared = anchor_shared(heading, anchor, &all);

		varint_put(out, (uint64_t)(section->start - last) << 3 |
					(uint64_t)section->level);
		varint_put(out, (uint64_t)(anchor.len - shared) << 1 | all);
		if (!all)
			varint_put(out, shared);
		strbuf_put_span(out, span_slice(anchor, shared, anchor.len));
		last = section->start;
	}
}

void layout_pack(struct strbuf *out, const struct document *doc,
		 const struct analysis *analysis)
{
	pack_blocks(out, doc, &analysis->samples);
	pack_sections(out, doc);
}

/* --- unpacking */

struct unpack {
	struct content *content;
	struct span rest;
	struct arena *arena;
	uint32_t sample_count;
	bool is_bad;
};

/* A count of things that take at least `bytes` bytes each. */
static size_t unpack_count(struct unpack *u, size_t bytes)
{
	uint64_t count = varint_get(&u->rest, &u->is_bad);

	if (count > u->rest.len / bytes) {
		u->is_bad = true;
		return 0;
	}
	return (size_t)count;
}

/* `base` and what is added to it, which is no more than `limit`. */
static uint32_t unpack_sum(struct unpack *u, uint64_t base, uint64_t add,
			   uint64_t limit)
{
	if (add > limit || base + add > limit) {
		u->is_bad = true;
		return (uint32_t)base;
	}
	return (uint32_t)(base + add);
}

static uint32_t unpack_position(struct unpack *u, uint32_t last)
{
	return unpack_sum(u, last, varint_get(&u->rest, &u->is_bad),
			  UINT32_MAX);
}

/* Those of a block whose first one is there. */
static void unpack_samples(struct unpack *u, struct sample last, uint32_t end)
{
	size_t count = unpack_count(u, 2);

	while (count-- && !u->is_bad) {
		uint64_t step;

		last.position = unpack_position(u, last.position);
		step = varint_get(&u->rest, &u->is_bad);
		last.offset =
			unpack_sum(u, last.offset + SAMPLE_DISTANCE, step, end);
		u->content->samples[u->sample_count++] = last;
	}
}

static void unpack_block(struct unpack *u, struct block *block, uint32_t end,
			 uint32_t positions[FIELD_COUNT])
{
	uint64_t head = varint_get(&u->rest, &u->is_bad);
	uint64_t length = varint_get(&u->rest, &u->is_bad);
	uint32_t limit = (uint32_t)u->content->text.len;
	struct sample first;

	block->field = (enum field)(head & 7);
	block->start = unpack_sum(u, end, head >> 3, limit);
	block->end = unpack_sum(u, block->start, length, limit);
	if (block->field >= FIELD_COUNT) {
		u->is_bad = true;
		return;
	}
	first.position = unpack_position(u, positions[block->field]);
	first.offset = block->start;
	positions[block->field] = first.position;
	u->content->samples[u->sample_count++] = first;
	if (length > SAMPLE_DISTANCE && !u->is_bad)
		unpack_samples(u, first, block->end);
}

/*
 * Blocks take three bytes each, and samples two. Where the layout is damaged,
 * samples may take the bytes of blocks; the one that shows it is put too.
 */
static void unpack_blocks(struct unpack *u)
{
	struct content *content = u->content;
	uint32_t positions[FIELD_COUNT] = { 0 }, end = 0;
	size_t count = unpack_count(u, 3);

	content->blocks = arena_room(u->arena, count, sizeof(struct block));
	content->block_samples =
		arena_room(u->arena, count + 1, sizeof(uint32_t));
	content->samples = arena_room(u->arena, count + u->rest.len / 2 + 1,
				      sizeof(struct sample));
	content->block_samples[0] = 0;
	while (content->block_count < count && !u->is_bad) {
		struct block *block = &content->blocks[content->block_count++];

		unpack_block(u, block, end, positions);
		content->block_samples[content->block_count] = u->sample_count;
		end = block->end;
	}
}

/* What is made of the heading is no longer than that. */
static void unpack_anchor(struct unpack *u, struct section *section,
			  uint32_t *front)
{
	uint64_t head = varint_get(&u->rest, &u->is_bad);
	uint64_t shared = section->heading.len;

	if (!(head & 1))
		shared = varint_get(&u->rest, &u->is_bad);
	if (head >> 1 > u->rest.len || shared > section->heading.len) {
		u->is_bad = true;
		return;
	}
	*front = (uint32_t)shared;
	section->anchor = span_slice(u->rest, 0, (size_t)(head >> 1));
	u->rest = span_slice(u->rest, section->anchor.len, u->rest.len);
}

static void unpack_sections(struct unpack *u)
{
	struct content *content = u->content;
	size_t count = unpack_count(u, 2), block = 0;
	uint32_t last = 0;

	content->sections = arena_room(u->arena, count, sizeof(struct section));
	content->anchor_fronts =
		arena_room(u->arena, count, sizeof(*content->anchor_fronts));
	while (content->section_count < count && !u->is_bad) {
		size_t i = content->section_count++;
		struct section *section = &content->sections[i];
		uint64_t head = varint_get(&u->rest, &u->is_bad);

		section->level = (int)(head & 7);
		section->start =
			unpack_sum(u, last, head >> 3, content->text.len);
		section->heading = heading_at(content->text, content->blocks,
					      content->block_count, &block,
					      section->start);
		unpack_anchor(u, section, &content->anchor_fronts[i]);
		if (section->level > 6)
			u->is_bad = true;
		last = section->start;
	}
}

int layout_unpack(struct content *content, struct span layout, struct arena *a)
{
	/* The rests of anchors stay in it. */
	struct unpack u = { content, arena_copy(a, layout), a, 0, false };

	unpack_blocks(&u);
	if (!u.is_bad)
		unpack_sections(&u);
	return u.is_bad ? -1 : 0;
}
