#include "store/content.h"

#include <stdlib.h>
#include <zstd.h>

#include "base/mem.h"
#include "store/varint.h"

/*
 * The layout, all varints:
 *
 *	blocks      count; each: field, bytes since the last end, length
 *	sections    count; each: level, bytes since the last start,
 *	            length of the anchor and the anchor itself. The heading
 *	            is the block that begins where the section does.
 *	samples     for headings, body, code: count; each: positions and
 *	            bytes since the last one
 */

/* zstd's default: the best size before it becomes slow. */
#define COMPRESSION_LEVEL 3

struct packer {
	ZSTD_CCtx *context; /* making one for each text takes time too */
};

struct packer *packer_new(void)
{
	struct packer *packer = xcalloc(1, sizeof(*packer));

	packer->context = ZSTD_createCCtx();
	if (!packer->context)
		mem_exhausted();
	ZSTD_CCtx_setParameter(packer->context, ZSTD_c_compressionLevel,
			       COMPRESSION_LEVEL);
	/* Text that was damaged on the disk is not to be shown. */
	ZSTD_CCtx_setParameter(packer->context, ZSTD_c_checksumFlag, 1);
	return packer;
}

void packer_free(struct packer *packer)
{
	if (!packer)
		return;
	ZSTD_freeCCtx(packer->context);
	free(packer);
}

void content_pack_text(struct strbuf *out, struct packer *packer,
		       struct span text)
{
	size_t bound = ZSTD_compressBound(text.len), len;

	strbuf_grow(out, bound);
	len = ZSTD_compress2(packer->context, out->buf + out->len, bound,
			     text.ptr, text.len);
	if (ZSTD_isError(len))
		mem_exhausted(); /* nothing else can go wrong here */
	out->len += len;
	out->buf[out->len] = '\0';
}

static void pack_blocks(struct strbuf *out, const struct document *doc)
{
	uint32_t last = 0;

	varint_put(out, doc->block_count);
	for (size_t i = 0; i < doc->block_count; i++) {
		const struct block *block = &doc->blocks[i];

		varint_put(out, block->field);
		varint_put(out, block->start - last);
		varint_put(out, block->end - block->start);
		last = block->end;
	}
}

static void pack_sections(struct strbuf *out, const struct document *doc)
{
	uint32_t last = 0;

	varint_put(out, doc->section_count);
	for (size_t i = 0; i < doc->section_count; i++) {
		const struct section *section = &doc->sections[i];

		varint_put(out, (uint64_t)section->level);
		varint_put(out, section->start - last);
		varint_put(out, section->anchor.len);
		strbuf_put_span(out, section->anchor);
		last = section->start;
	}
}

static void pack_samples(struct strbuf *out, const struct samples *samples)
{
	struct sample last = { 0, 0 };

	varint_put(out, samples->count);
	for (size_t i = 0; i < samples->count; i++) {
		struct sample sample = samples->items[i];

		varint_put(out, sample.position - last.position);
		varint_put(out, sample.offset - last.offset);
		last = sample;
	}
}

static const enum field sampled_fields[] = { FIELD_HEADINGS, FIELD_BODY,
					     FIELD_CODE };

#define SAMPLED_COUNT (sizeof(sampled_fields) / sizeof(sampled_fields[0]))

void content_pack_layout(struct strbuf *out, const struct document *doc,
			 const struct analysis *analysis)
{
	pack_blocks(out, doc);
	pack_sections(out, doc);
	for (size_t i = 0; i < SAMPLED_COUNT; i++)
		pack_samples(out, &analysis->samples[sampled_fields[i]]);
}

/* A count of things that take at least `bytes` bytes each. */
static size_t unpack_count(struct span *rest, size_t bytes, bool *bad)
{
	uint64_t count = varint_get(rest, bad);

	if (count > rest->len / bytes) {
		*bad = true;
		return 0;
	}
	return (size_t)count;
}

static void unpack_blocks(struct content *out, struct span *rest,
			  struct arena *a, bool *bad)
{
	uint64_t last = 0;

	out->block_count = unpack_count(rest, 3, bad);
	out->blocks = arena_array(a, out->block_count, sizeof(*out->blocks));
	for (size_t i = 0; i < out->block_count && !*bad; i++) {
		struct block *block = &out->blocks[i];
		uint64_t field = varint_get(rest, bad);
		uint64_t start = last + varint_get(rest, bad);
		uint64_t end = start + varint_get(rest, bad);

		if (field >= FIELD_COUNT || start < last || end < start ||
		    end > out->text.len)
			*bad = true;
		block->field = (enum field)field;
		block->start = (uint32_t)start;
		block->end = (uint32_t)end;
		last = end;
	}
}

/* The text of the block that begins at `start`. */
static struct span block_at(const struct content *content, size_t *block,
			    uint32_t start)
{
	while (*block < content->block_count &&
	       content->blocks[*block].start < start)
		++*block;
	if (*block == content->block_count ||
	    content->blocks[*block].start != start)
		return span_make("", 0);
	return span_slice(content->text, start, content->blocks[*block].end);
}

static void unpack_sections(struct content *out, struct span *rest,
			    struct arena *a, bool *bad)
{
	uint64_t last = 0;
	size_t block = 0;

	out->section_count = unpack_count(rest, 3, bad);
	out->sections =
		arena_array(a, out->section_count, sizeof(*out->sections));
	for (size_t i = 0; i < out->section_count && !*bad; i++) {
		struct section *section = &out->sections[i];
		uint64_t level = varint_get(rest, bad);
		uint64_t start = last + varint_get(rest, bad);
		uint64_t len = varint_get(rest, bad);

		if (level > 6 || start < last || start > out->text.len ||
		    len > rest->len) {
			*bad = true;
			break;
		}
		section->level = (int)level;
		section->start = (uint32_t)start;
		section->heading = block_at(out, &block, section->start);
		section->anchor =
			arena_copy(a, span_slice(*rest, 0, (size_t)len));
		*rest = span_slice(*rest, (size_t)len, rest->len);
		last = start;
	}
}

static void unpack_samples(struct samples *out, struct span *rest,
			   size_t text_len, struct arena *a, bool *bad)
{
	struct sample last = { 0, 0 };

	out->count = unpack_count(rest, 2, bad);
	out->items = arena_array(a, out->count, sizeof(*out->items));
	for (size_t i = 0; i < out->count && !*bad; i++) {
		uint64_t position = last.position + varint_get(rest, bad);
		uint64_t offset = last.offset + varint_get(rest, bad);

		if (position < last.position || position > UINT32_MAX ||
		    offset < last.offset || offset > text_len)
			*bad = true;
		last.position = (uint32_t)position;
		last.offset = (uint32_t)offset;
		out->items[i] = last;
	}
}

static int unpack_text(struct content *out, struct span text, struct arena *a)
{
	unsigned long long size = ZSTD_getFrameContentSize(text.ptr, text.len);
	char *bytes;

	if (size >
	    DOCUMENT_MAX_TEXT) /* also ZSTD_CONTENTSIZE_ERROR, _UNKNOWN */
		return -1;
	bytes = arena_alloc(a, (size_t)size + 1);
	if (ZSTD_decompress(bytes, (size_t)size, text.ptr, text.len) != size)
		return -1;
	out->text = span_make(bytes, (size_t)size);
	return 0;
}

int content_unpack(struct content *out, struct span text, struct span layout,
		   struct arena *a, struct error *err)
{
	bool bad = false;

	memset(out, 0, sizeof(*out));
	if (unpack_text(out, text, a) < 0)
		bad = true;
	else
		unpack_blocks(out, &layout, a, &bad);
	if (!bad)
		unpack_sections(out, &layout, a, &bad);
	for (size_t i = 0; i < SAMPLED_COUNT && !bad; i++)
		unpack_samples(&out->samples[sampled_fields[i]], &layout,
			       out->text.len, a, &bad);
	if (bad)
		return error_set(err, ERR_CORRUPT,
				 "the index holds a damaged text; rebuild it"
				 " with 'blogsearch index --full'");
	return 0;
}

static bool begins_with(struct span text, struct span front)
{
	return text.len >= front.len &&
	       span_eq(span_slice(text, 0, front.len), front);
}

void place_cover(struct place *place, const struct token *tok, uint32_t base)
{
	bool has_term = begins_with(tok->term, place->term) ||
			begins_with(tok->word, place->term);

	if (tok->kind == TOKEN_WHOLE && (!has_term || place->has_term))
		return;
	place->has_term = has_term;
	place->start = base + (uint32_t)tok->start;
	place->end = base + (uint32_t)tok->end;
}

/* Places by position, of which those before `next` were passed. */
struct locate {
	struct place *places;
	size_t count, next;
	uint32_t wanted; /* position of the next place */
	uint32_t base;   /* offset of the piece being tokenized */
	uint32_t until;  /* stop behind this position */
};

static int locate_token(const struct token *tok, void *arg)
{
	struct locate *l = arg;

	while (l->next < l->count &&
	       l->places[l->next].position < tok->position)
		l->next++;
	/* Several places may ask for one position. */
	for (size_t i = l->next; i < l->count; i++) {
		struct place *place = &l->places[i];

		if (place->position != tok->position)
			break;
		place_cover(place, tok, l->base);
	}
	if (l->next < l->count)
		l->wanted = l->places[l->next].position;
	return tok->position > l->until;
}

/* How many samples stand at or before `position`. */
static size_t samples_before(const struct samples *samples, uint32_t position)
{
	size_t low = 0, high = samples->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (samples->items[middle].position <= position)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The first block of `field` that ends behind `offset`. */
static size_t block_from(const struct content *content, enum field field,
			 uint32_t offset)
{
	size_t low = 0, high = content->block_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (content->blocks[middle].end <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	while (low < content->block_count &&
	       content->blocks[low].field != field)
		low++;
	return low;
}

/* Tokenize a field from the sample on until the last place is found. */
static void locate_from(const struct content *content, enum field field,
			struct analyzer *analyzer, int algorithm,
			struct locate *l, struct sample from)
{
	size_t b = block_from(content, field, from.offset);

	while (b < content->block_count && from.position <= l->until) {
		const struct block *block = &content->blocks[b];

		l->base =
			block->start > from.offset ? block->start : from.offset;
		if (tokenize_from(
			    analyzer, algorithm,
			    span_slice(content->text, l->base, block->end),
			    &from.position, &l->wanted, locate_token, l))
			break;
		b = block_from(content, field, block->end);
	}
}

void content_locate(const struct content *content, enum field field,
		    struct analyzer *analyzer, int algorithm,
		    struct place *places, size_t count)
{
	const struct samples *samples = &content->samples[field];
	struct locate l = { places, count, 0, 0, 0, 0 };

	for (size_t i = 0; i < count; i++) {
		places[i].start = places[i].end = 0;
		places[i].has_term = false;
	}
	for (size_t i = 0; i < count;) {
		size_t sample = samples_before(samples, places[i].position);
		struct sample from = { 0, 0 };

		if (sample)
			from = samples->items[sample - 1];
		l.next = i;
		l.wanted = places[i].position;
		/* With it, all places that stand before the next sample. */
		while (i < count &&
		       (sample == samples->count ||
			places[i].position < samples->items[sample].position))
			l.until = places[i++].position;
		locate_from(content, field, analyzer, algorithm, &l, from);
	}
}
