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
			      size_t count, size_t *block, uint64_t start)
{
	while (*block < count && blocks[*block].start < start)
		++*block;
	if (*block == count || blocks[*block].start != start)
		return span_make("", 0);
	return span_slice(text, (size_t)start, blocks[*block].end);
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

/*
 * Behind the layout there are zeros to read, so that whether it ended too
 * early is asked once for a few numbers and not for each.
 */
struct unpack {
	struct content *content;
	const unsigned char *next, *end;
	struct arena *arena;
	uint32_t sample_count;
	bool is_bad;
};

/* Numbers that may be read before the end is looked for, and a few more. */
#define ZEROS 16

/* No number takes more bytes: they are of places in a text, and 3 bits. */
#define NUMBER_MAX 5

/*
 * Returns what is behind the number. One that is too long is more than any
 * may be.
 */
static const unsigned char *long_number(const unsigned char *next,
					uint64_t *out)
{
	*out = 0;
	for (int i = 0; i < NUMBER_MAX; i++) {
		*out |= (uint64_t)(*next & 0x7f) << (7 * i);
		if (*next++ < 0x80)
			return next;
	}
	*out = UINT64_MAX >> 8;
	return next;
}

static inline uint64_t number(struct unpack *u)
{
	uint64_t value;

	if (*u->next < 0x80)
		return *u->next++;
	u->next = long_number(u->next, &value);
	return value;
}

static bool is_over(const struct unpack *u)
{
	return u->is_bad || u->next > u->end;
}

static size_t unpack_rest(const struct unpack *u)
{
	return u->next < u->end ? (size_t)(u->end - u->next) : 0;
}

/* A count of things that take at least `bytes` bytes each. */
static size_t unpack_count(struct unpack *u, size_t bytes)
{
	uint64_t count = number(u);

	if (count <= unpack_rest(u) / bytes)
		return (size_t)count;
	u->is_bad = true;
	return 0;
}

static void put_sample(struct unpack *u, uint64_t position, uint64_t offset)
{
	struct sample *sample = &u->content->samples[u->sample_count++];

	sample->position = (uint32_t)position;
	sample->offset = (uint32_t)offset;
}

/* Those of a block whose first one is there. */
static void unpack_samples(struct unpack *u, uint64_t position, uint64_t offset,
			   uint64_t end)
{
	size_t count = unpack_count(u, 2);

	while (count-- && !is_over(u)) {
		position += number(u);
		offset += SAMPLE_DISTANCE + number(u);
		put_sample(u, position, offset);
		u->is_bad |= position > UINT32_MAX || offset > end;
	}
}

/*
 * Returns where it ends; `positions` are where the last block of each field
 * began, and of what is none.
 */
static uint64_t unpack_block(struct unpack *u, struct block *block,
			     uint64_t end, uint64_t positions[8])
{
	uint64_t head = number(u), start = end + (head >> 3);
	uint64_t *position = &positions[head & 7];

	end = start + number(u);
	*position += number(u);
	block->field = (enum field)(head & 7);
	block->start = (uint32_t)start;
	block->end = (uint32_t)end;
	put_sample(u, *position, start);
	u->is_bad |= *position > UINT32_MAX || end > u->content->text.len ||
		     block->field >= FIELD_COUNT;
	if (end - start > SAMPLE_DISTANCE)
		unpack_samples(u, *position, start, end);
	return end;
}

/*
 * Blocks take three bytes each, and samples two. Where the layout is damaged,
 * samples may take the bytes of blocks; the one that shows it is put too.
 */
static void unpack_blocks(struct unpack *u)
{
	struct content *content = u->content;
	uint64_t positions[8] = { 0 }, end = 0;
	size_t count = unpack_count(u, 3);

	content->blocks = arena_room(u->arena, count, sizeof(struct block));
	content->block_samples =
		arena_room(u->arena, count + 1, sizeof(uint32_t));
	content->samples = arena_room(u->arena, count + unpack_rest(u) / 2 + 1,
				      sizeof(struct sample));
	content->block_samples[0] = 0;
	for (size_t i = 0; i < count && !is_over(u); i++) {
		end = unpack_block(u, &content->blocks[i], end, positions);
		content->block_samples[i + 1] = u->sample_count;
	}
	content->block_count = count;
}

/* What is made of the heading is no longer than that. */
static void unpack_anchor(struct unpack *u, struct section *section,
			  uint32_t *front)
{
	uint64_t head = number(u), shared = section->heading.len;

	if (!(head & 1))
		shared = number(u);
	if (head >> 1 > unpack_rest(u) || shared > section->heading.len) {
		u->is_bad = true;
		return;
	}
	*front = (uint32_t)shared;
	section->anchor = span_make((const char *)u->next, (size_t)head >> 1);
	u->next += head >> 1;
}

static void unpack_sections(struct unpack *u)
{
	struct content *content = u->content;
	size_t count = unpack_count(u, 2), block = 0;
	uint64_t start = 0;

	content->sections = arena_room(u->arena, count, sizeof(struct section));
	content->anchor_fronts =
		arena_room(u->arena, count, sizeof(*content->anchor_fronts));
	for (size_t i = 0; i < count && !is_over(u); i++) {
		struct section *section = &content->sections[i];
		uint64_t head = number(u);

		start += head >> 3;
		section->level = (int)(head & 7);
		section->start = (uint32_t)start;
		section->heading =
			heading_at(content->text, content->blocks,
				   content->block_count, &block, start);
		unpack_anchor(u, section, &content->anchor_fronts[i]);
		u->is_bad |= start > content->text.len || section->level > 6;
	}
	content->section_count = count;
}

int layout_unpack(struct content *content, struct span layout, struct arena *a)
{
	/* The rests of anchors stay in it. */
	unsigned char *copy = arena_bytes(a, layout.len + ZEROS);
	struct unpack u = { content, copy, copy + layout.len, a, 0, false };

	if (layout.len)
		memcpy(copy, layout.ptr, layout.len);
	memset(copy + layout.len, 0, ZEROS);
	unpack_blocks(&u);
	if (!is_over(&u))
		unpack_sections(&u);
	return is_over(&u) ? -1 : 0;
}
