#include "store/word_block.h"

#include "store/varint.h"

void word_block_reset(struct word_block *b, struct span bytes)
{
	b->rest = bytes;
	strbuf_reset(&b->word);
}

void word_block_release(struct word_block *b)
{
	strbuf_release(&b->word);
}

/* Cut `size` bytes off the front of `*rest`. */
static bool get_bytes(struct span *rest, uint64_t size, struct span *out)
{
	if (size > rest->len)
		return false;
	*out = span_slice(*rest, 0, (size_t)size);
	*rest = span_slice(*rest, (size_t)size, rest->len);
	return true;
}

/* The word must be behind the one there is; no word is empty. */
static bool change_word(struct strbuf *word, uint64_t shared, struct span end)
{
	if (end.len == 0 || shared > word->len ||
	    (shared < word->len &&
	     (unsigned char)end.ptr[0] <= (unsigned char)word->buf[shared]))
		return false;
	strbuf_truncate(word, (size_t)shared);
	strbuf_put_span(word, end);
	return true;
}

/* What stands in a block for a word. */
struct entry {
	uint64_t shared;
	struct span end;
	uint64_t documents, surfaces;
};

/* As word_block_next(). */
static int read_entry(struct span *rest, struct entry *e)
{
	bool bad = false;

	if (rest->len == 0)
		return 0;
	e->shared = varint_get(rest, &bad);
	if (!get_bytes(rest, varint_get(rest, &bad), &e->end))
		return -1;
	e->documents = varint_get(rest, &bad);
	e->surfaces = varint_get(rest, &bad);
	if (bad || e->documents > INT32_MAX || e->surfaces > INT32_MAX)
		return -1;
	return 1;
}

static void set_counts(struct word_block *b, const struct entry *e)
{
	b->counts.documents = (int64_t)e->documents;
	b->counts.surfaces = (int64_t)e->surfaces;
}

int word_block_next(struct word_block *b)
{
	struct entry e;
	int more = read_entry(&b->rest, &e);

	if (more < 1)
		return more;
	if (!change_word(&b->word, e.shared, e.end))
		return -1;
	set_counts(b, &e);
	return 1;
}

/*
 * Words that are passed over are not put together: one that shares more with
 * the word before it than this does with `least` is less, as that was.
 */
int word_block_seek(struct word_block *b, struct span least)
{
	size_t match = 0; /* bytes of `least` that the last word begins with */
	struct entry e;
	int more;

	while ((more = read_entry(&b->rest, &e)) == 1) {
		struct span end;
		size_t same;

		if (e.shared > match)
			continue;
		end = span_slice(least, (size_t)e.shared, least.len);
		same = span_shared(e.end, end);
		match = (size_t)e.shared + same;
		if (same == end.len ||
		    (same < e.end.len && (unsigned char)e.end.ptr[same] >
						 (unsigned char)end.ptr[same]))
			break;
	}
	if (more < 1)
		return more;
	strbuf_reset(&b->word);
	strbuf_put(&b->word, least.ptr, (size_t)e.shared);
	strbuf_put_span(&b->word, e.end);
	set_counts(b, &e);
	return b->word.len ? 1 : -1;
}

void word_block_put(struct strbuf *out, struct strbuf *last, struct span word,
		    const struct word_counts *counts)
{
	size_t shared = span_shared(strbuf_span(last), word);
	struct span end = span_slice(word, shared, word.len);
	char *at;

	strbuf_grow(out, end.len + 4 * VARINT_MAX);
	at = out->buf + out->len;
	at += varint_code(at, shared);
	at += varint_code(at, end.len);
	memcpy(at, end.ptr, end.len);
	at += end.len;
	at += varint_code(at, (uint64_t)counts->documents);
	at += varint_code(at, (uint64_t)counts->surfaces);
	out->len = (size_t)(at - out->buf);
	out->buf[out->len] = '\0';
	strbuf_truncate(last, shared);
	strbuf_put_span(last, end);
}
