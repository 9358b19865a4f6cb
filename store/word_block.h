#ifndef STORE_WORD_BLOCK_H
#define STORE_WORD_BLOCK_H

/*
 * Words of the index and how many documents hold each, packed: a row of the
 * table vocabulary. In byte order, for each word: how many bytes it shares
 * with the one before it; how many follow; these; its two counts. Numbers
 * are those of varint_put().
 */

#include "base/strbuf.h"
#include "store/reader.h"

/*
 * About what a row has in a new index: eight of them fill a page, or nearly.
 * And what it grows to before it is cut in two.
 */
#define WORD_BLOCK_SIZE 970
#define WORD_BLOCK_MAX 1500

/* Reads a block, which may be damaged, and stands on one of its words. */
struct word_block {
	struct span rest; /* of the block; to be set before the first word */
	struct strbuf word;
	struct word_counts counts;
};

#define WORD_BLOCK_INIT                                                        \
	{                                                                      \
		.word = STRBUF_INIT                                            \
	}

/* Begin with these bytes, which are borrowed. */
void word_block_reset(struct word_block *b, struct span bytes);
void word_block_release(struct word_block *b);

/* Go to the next word: 1, 0 at the end, -1 where the block is damaged. */
int word_block_next(struct word_block *b);

/*
 * The same from the front of a block: go to the first word that is not less.
 * Damage of words that are less is not always seen.
 */
int word_block_seek(struct word_block *b, struct span least);

/* Append a word, greater than `*last`, which it becomes; empty at first. */
void word_block_put(struct strbuf *out, struct strbuf *last, struct span word,
		    const struct word_counts *counts);

#endif
