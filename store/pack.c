#include "store/content.h"

#include <stdlib.h>
#include <zdict.h>
#include <zstd.h>

#include "base/mem.h"
#include "store/layout.h"
#include "store/writer.h"

/*
 * zstd's fastest, but for a larger table to find repetitions by, which
 * takes no time here: there is the dictionary to find them in.
 */
#define COMPRESSION_LEVEL 1
#define HASH_BITS 14

/* --- a dictionary */

/*
 * Of each text the dictionary holds the beginning. What zstd's trainer
 * selects instead makes texts 0.4 % smaller, and takes as long as to
 * compress a fifth of them.
 */
#define DICTIONARY_SHARE 1400

/* What zstd adds: its tables of literals, lengths and offsets. */
#define DICTIONARY_TABLES 4096

void content_make_dictionary(struct strbuf *out, const struct span *texts,
			     size_t count)
{
	struct strbuf content = STRBUF_INIT, samples = STRBUF_INIT;
	size_t *sizes = xcalloc(count, sizeof(*sizes)), room, len;
	ZDICT_params_t params;

	memset(&params, 0, sizeof(params));
	params.compressionLevel = COMPRESSION_LEVEL;
	for (size_t i = 0; i < count; i++) {
		struct span text = texts[i];

		if (text.len > WRITER_SAMPLE)
			text.len = WRITER_SAMPLE;
		sizes[i] = text.len;
		strbuf_put_span(&samples, text);
		if (text.len > DICTIONARY_SHARE)
			text.len = DICTIONARY_SHARE;
		strbuf_put_span(&content, text);
	}
	room = content.len + DICTIONARY_TABLES;
	strbuf_grow(out, room);
	len = ZDICT_finalizeDictionary(out->buf + out->len, room, content.buf,
				       content.len, samples.buf, sizes,
				       (unsigned)count, params);
	/* Of too little text none can be made. */
	if (!ZDICT_isError(len))
		out->len += len;
	out->buf[out->len] = '\0';
	free(sizes);
	strbuf_release(&samples);
	strbuf_release(&content);
}

/* --- packing */

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
	ZSTD_CCtx_setParameter(packer->context, ZSTD_c_hashLog, HASH_BITS);
	/* Every page of the index has a checksum already. */
	ZSTD_CCtx_setParameter(packer->context, ZSTD_c_checksumFlag, 0);
	return packer;
}

void packer_free(struct packer *packer)
{
	if (!packer)
		return;
	ZSTD_freeCCtx(packer->context);
	free(packer);
}

/*
 * zstd looks into a dictionary when the first text is packed. Of a damaged
 * one it says that memory has run out, so these are not told apart.
 */
int packer_use(struct packer *packer, struct span dictionary)
{
	char packed[ZSTD_COMPRESSBOUND(0)];
	size_t len = ZSTD_CCtx_loadDictionary(packer->context, dictionary.ptr,
					      dictionary.len);

	if (!ZSTD_isError(len))
		len = ZSTD_compress2(packer->context, packed, sizeof(packed),
				     "", 0);
	return ZSTD_isError(len) ? -1 : 0;
}

/* What a piece has of a text, or half as much more at its end. */
#define PIECE_BYTES 4096

/* How much of `rest` goes into the next piece: lines, where there are any. */
static size_t piece_length(struct span rest)
{
	const size_t most = PIECE_BYTES + PIECE_BYTES / 4;

	if (rest.len <= PIECE_BYTES + PIECE_BYTES / 2)
		return rest.len;
	for (size_t len = most; len > PIECE_BYTES / 2; len--)
		if (rest.ptr[len - 1] == '\n')
			return len;
	return PIECE_BYTES;
}

static void pack_piece(struct strbuf *out, struct packer *packer,
		       struct span piece)
{
	size_t bound = ZSTD_compressBound(piece.len), len;

	strbuf_grow(out, bound);
	len = ZSTD_compress2(packer->context, out->buf + out->len, bound,
			     piece.ptr, piece.len);
	if (ZSTD_isError(len))
		mem_exhausted(); /* nothing else can go wrong here */
	out->len += len;
	out->buf[out->len] = '\0';
}

void content_pack_text(struct strbuf *out, struct packer *packer,
		       struct span text)
{
	do {
		size_t len = piece_length(text);

		pack_piece(out, packer, span_slice(text, 0, len));
		text = span_slice(text, len, text.len);
	} while (text.len);
}

/* --- unpacking */

struct unpacker {
	ZSTD_DCtx *context;
	ZSTD_DDict *dictionary; /* NULL: none */
};

struct unpacker *unpacker_new(struct span dictionary)
{
	struct unpacker *unpacker = xcalloc(1, sizeof(*unpacker));

	unpacker->context = ZSTD_createDCtx();
	if (!unpacker->context)
		mem_exhausted();
	if (dictionary.len == 0)
		return unpacker;
	unpacker->dictionary = ZSTD_createDDict(dictionary.ptr, dictionary.len);
	if (unpacker->dictionary)
		return unpacker;
	unpacker_free(unpacker);
	return NULL;
}

void unpacker_free(struct unpacker *unpacker)
{
	if (!unpacker)
		return;
	ZSTD_freeDDict(unpacker->dictionary);
	ZSTD_freeDCtx(unpacker->context);
	free(unpacker);
}

/* One frame of zstd each, one behind the other. */
struct piece {
	struct piece *next;
	struct span packed;
	size_t start, end; /* bytes of the text */
	bool is_there;
};

struct pieces {
	struct unpacker *unpacker;
	struct piece *first;
	bool is_damaged;
};

/* Cut the next frame off the front of `*rest`. */
static int next_piece(struct piece *out, struct span *rest, size_t start)
{
	unsigned long long size =
		ZSTD_getFrameContentSize(rest->ptr, rest->len);
	size_t len = ZSTD_findFrameCompressedSize(rest->ptr, rest->len);

	/* A large size also stands for ZSTD_CONTENTSIZE_ERROR, _UNKNOWN. */
	if (size > DOCUMENT_MAX_TEXT - start || ZSTD_isError(len))
		return -1;
	out->packed = span_slice(*rest, 0, len);
	out->start = start;
	out->end = start + (size_t)size;
	*rest = span_slice(*rest, len, rest->len);
	return 0;
}

static int open_pieces(struct pieces *p, struct span packed, struct arena *a,
		       size_t *size)
{
	struct piece **link = &p->first;

	*size = 0;
	do {
		struct piece *piece = arena_alloc(a, sizeof(*piece));

		if (next_piece(piece, &packed, *size) < 0)
			return -1;
		/* Of a text without any bytes there is one. */
		if (piece->end == piece->start && packed.len)
			return -1;
		*size = piece->end;
		*link = piece;
		link = &piece->next;
	} while (packed.len);
	return 0;
}

size_t content_size(struct span packed)
{
	struct piece piece = { .end = 0 };

	do {
		if (next_piece(&piece, &packed, piece.end) < 0)
			return 0;
	} while (packed.len);
	return piece.end;
}

static void unpack_piece(struct pieces *p, struct piece *piece, char *text)
{
	size_t size = piece->end - piece->start;

	piece->is_there = true;
	/* A frame that was made with another dictionary says so. */
	if (ZSTD_decompress_usingDDict(p->unpacker->context,
				       text + piece->start, size,
				       piece->packed.ptr, piece->packed.len,
				       p->unpacker->dictionary) == size)
		return;
	memset(text + piece->start, ' ', size);
	p->is_damaged = true;
}

static int open_text(struct content *out, struct unpacker *unpacker,
		     struct span packed, struct arena *a)
{
	struct pieces *p = arena_alloc(a, sizeof(*p));
	size_t size;
	char *bytes;

	p->unpacker = unpacker;
	if (open_pieces(p, packed, a, &size) < 0)
		return -1;
	bytes = arena_bytes(a, size + 1);
	bytes[size] = '\0';
	out->text = span_make(bytes, size);
	out->pieces = p;
	/* Of a short text all is needed. */
	if (!p->first->next)
		unpack_piece(p, p->first, bytes);
	else
		memset(bytes, ' ', size);
	return p->is_damaged ? -1 : 0;
}

void content_need(const struct content *content, size_t low, size_t high)
{
	struct pieces *p = content->pieces;

	if (!p || low >= high)
		return;
	/* The text is ours; others only read it. */
	for (struct piece *i = p->first; i && i->start < high; i = i->next)
		if (!i->is_there && i->end > low)
			unpack_piece(p, i, (char *)content->text.ptr);
}

static int say_damaged(struct error *err)
{
	return error_set(err, ERR_CORRUPT,
			 "the index holds a damaged text; rebuild it with"
			 " 'blogsearch index --full'");
}

int content_check(const struct content *content, struct error *err)
{
	if (content->pieces && content->pieces->is_damaged)
		return say_damaged(err);
	return 0;
}

int content_open(struct content *out, struct unpacker *unpacker,
		 struct span text, struct span layout, struct arena *a,
		 struct error *err)
{
	memset(out, 0, sizeof(*out));
	if (open_text(out, unpacker, text, a) < 0 ||
	    layout_unpack(out, layout, a) < 0)
		return say_damaged(err);
	return 0;
}

int content_unpack(struct content *out, struct unpacker *unpacker,
		   struct span text, struct span layout, struct arena *a,
		   struct error *err)
{
	if (content_open(out, unpacker, text, layout, a, err) < 0)
		return -1;
	content_need(out, 0, SIZE_MAX);
	return content_check(out, err);
}
