#ifndef INDEXER_PLAINTEXT_H
#define INDEXER_PLAINTEXT_H

/*
 * The plain text of an article being built, block by block. White space
 * in prose collapses to single spaces, lines of code stay lines; control
 * characters never get in. Start with PLAINTEXT_INIT.
 */

#include "base/strbuf.h"
#include "store/document.h"

struct plaintext {
	struct strbuf text;
	struct block *blocks;
	size_t count, alloc;
	bool is_open;  /* the last block is being written */
	bool in_space; /* white space was seen that is not yet written */
};

#define PLAINTEXT_INIT                                                         \
	{                                                                      \
		STRBUF_INIT, NULL, 0, 0, false, false                          \
	}

void plaintext_release(struct plaintext *p);

/*
 * Begin a block, and end the one before. A block that stays empty leaves
 * no trace.
 */
void plaintext_open(struct plaintext *p, enum field field);
void plaintext_close(struct plaintext *p);

/* Go on with the open block, behind a space; or begin one. */
void plaintext_resume(struct plaintext *p, enum field field);

/*
 * Where the next block, or what is added to the open one, will begin;
 * spaces not yet written are not counted.
 */
size_t plaintext_offset(const struct plaintext *p);

/* Append to the open block: prose, or lines of code. */
void plaintext_put(struct plaintext *p, struct span prose);
void plaintext_put_lines(struct plaintext *p, struct span code);

/*
 * The end of the words of ASCII that begin at `from`, with single spaces
 * between: what is put as it is.
 */
size_t plaintext_run(struct span s, size_t from);

/*
 * Append `body` made fit to be parsed: valid UTF-8 (what is not becomes
 * U+FFFD), no control characters, lines that end in "\n", and containers
 * (quotes, lists) and runs of blank lines that are only so deep: what a
 * person would not write, and what a parser takes long over.
 */
void plaintext_clean(struct strbuf *out, struct span body);

#endif
