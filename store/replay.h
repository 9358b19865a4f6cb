#ifndef STORE_REPLAY_H
#define STORE_REPLAY_H

/*
 * The words of a field, in the order of its text. Texts are tokenized by
 * text/tokenize.h in many threads, which note the number of each one among
 * the words of the document. Of that are made the position lists of
 * store/poslists.h and, where a document is put into an index that has some,
 * or taken out, what FTS5 is handed: the terms one behind the other with a
 * space between; one that begins with REPLAY_SAME shares the position of the
 * term before it. A surface word is marked with REPLAY_SURFACE. No text holds
 * these bytes.
 */

#include <stdint.h>

#include "base/strbuf.h"
#include "text/lexicon.h"

#define REPLAY_SAME '\x02'
#define REPLAY_SURFACE '\x01'

/* An occurrence: the number of its word above these bits. */
enum {
	REPLAY_IS_LITERAL = 1, /* the word is its own term */
	REPLAY_IS_SAME = 2,    /* at the position of the one before it */
	REPLAY_SHIFT = 2,
};

/* A word of a document. */
struct term_word {
	const char *text; /* the lexicon's */
	uint32_t len;
	uint32_t number; /* in the lexicon, above these bits */
	uint32_t stem;   /* the number of the word that is its term */
};

/* What it occurs as. */
enum { WORD_IS_TERM = 1, WORD_IS_SURFACE = 2, WORD_SHIFT = 2 };

static inline struct span term_word_text(const struct term_word *word)
{
	return span_make(word->text, word->len);
}

struct replay {
	uint32_t *words; /* each with the bits above */
	size_t count, alloc;
};

/*
 * Append the terms in the form that FTS5 is handed; and behind each the word,
 * where it is another one.
 */
void replay_put(struct strbuf *out, const struct replay *replay,
		const struct term_word *words);

#endif
