#include "store/content.h"

#include <stdlib.h>
#include <zdict.h>
#include <zstd.h>

#include "base/mem.h"
#include "store/layout.h"
#include "store/writer.h"

/* zstd's default: the best size before it becomes slow. */
#define COMPRESSION_LEVEL 3

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

void packer_use(struct packer *packer, struct span dictionary)
{
	if (ZSTD_isError(ZSTD_CCtx_loadDictionary(
		    packer->context, dictionary.ptr, dictionary.len)))
		mem_exhausted(); /* nothing else can go wrong here */
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

static int unpack_text(struct content *out, struct unpacker *unpacker,
		       struct span text, struct arena *a)
{
	unsigned long long size = ZSTD_getFrameContentSize(text.ptr, text.len);
	char *bytes;

	if (size >
	    DOCUMENT_MAX_TEXT) /* also ZSTD_CONTENTSIZE_ERROR, _UNKNOWN */
		return -1;
	bytes = arena_bytes(a, (size_t)size + 1);
	bytes[size] = '\0';
	/* A frame that was made with another dictionary says so. */
	if (ZSTD_decompress_usingDDict(unpacker->context, bytes, (size_t)size,
				       text.ptr, text.len,
				       unpacker->dictionary) != size)
		return -1;
	out->text = span_make(bytes, (size_t)size);
	return 0;
}

int content_unpack(struct content *out, struct unpacker *unpacker,
		   struct span text, struct span layout, struct arena *a,
		   struct error *err)
{
	memset(out, 0, sizeof(*out));
	if (unpack_text(out, unpacker, text, a) < 0 ||
	    layout_unpack(out, layout, a) < 0)
		return error_set(err, ERR_CORRUPT,
				 "the index holds a damaged text; rebuild it"
				 " with 'blogsearch index --full'");
	return 0;
}
