#ifndef STORE_WORD_CURSOR_H
#define STORE_WORD_CURSOR_H

/*
 * Reading the words of the index, in order. Only the blocks are read that the
 * words asked for are in.
 */

#include "store/database.h"
#include "store/word_block.h"

/* Stands on a word. Start with word_cursor_init(). */
struct word_cursor {
	struct database *db;
	int64_t row;         /* of the block */
	struct strbuf first; /* word of it; empty where none was loaded */
	struct strbuf bytes;
	struct word_block block; /* where in it; word and counts are there */
};

void word_cursor_init(struct word_cursor *c, struct database *db);
void word_cursor_release(struct word_cursor *c);

/*
 * Go to the first word that is not less than `least`, or to the next word.
 * 1 when there is one, 0 when not, -1 on error: ERR_CORRUPT where a block is
 * damaged.
 */
int word_cursor_seek(struct word_cursor *c, struct span least,
		     struct error *err);
int word_cursor_next(struct word_cursor *c, struct error *err);

/* The same of the words that begin with `prefix`. */
int word_cursor_seek_prefix(struct word_cursor *c, struct span prefix,
			    struct error *err);
int word_cursor_next_prefix(struct word_cursor *c, struct span prefix,
			    struct error *err);

/*
 * Load the block in which `word` is if it is in the index. Returns 1, and
 * stands before its first word; 0 where there is none, for all words are
 * greater; -1 on error.
 */
int word_cursor_load(struct word_cursor *c, struct span word,
		     struct error *err);

/* The same with the first block whose words are all greater than `word`. */
int word_cursor_load_next(struct word_cursor *c, struct span word,
			  struct error *err);

#endif
