#ifndef TEXT_TOKENIZE_H
#define TEXT_TOKENIZE_H

/*
 * Split UTF-8 text into tokens. Articles and queries both pass through
 * here, so that a word becomes the same term on either side.
 *
 * A word is a run of letters, digits and their marks. Words joined by
 * . _ - / ' :: without a space, and the humps of camelCase, are the parts
 * of one compound: each part is a token at a position of its own, and the
 * whole shares the position of its first part. So "asyncio.TaskGroup"
 * gives
 *
 *	position 0: asyncio, asyncio.taskgroup
 *	position 1: task, taskgroup
 *	position 2: group
 *
 * and is found by each of them, and by "task group". Signs that belong to
 * a name stay: C++, C#, .NET, --flag, __init, /etc/hosts, @media, $HOME.
 *
 * Scripts that put no spaces between words give overlapping bigrams, and
 * the last character of a run once more alone, so that each character
 * begins a token.
 */

#include <stdint.h>

#include "base/span.h"
#include "text/lexicon.h"

enum token_kind {
	TOKEN_WORD,       /* a word, or one part of a compound */
	TOKEN_WHOLE,      /* a compound; at the position of its first part */
	TOKEN_BIGRAM,     /* two characters of a script without spaces */
	TOKEN_BIGRAM_TAIL /* the last character of such a run */
};

struct token {
	enum token_kind kind;
	struct span term; /* folded and stemmed; valid until emit returns */
	struct span word; /* folded only; where no stem is, term itself */
	uint32_t term_number, word_number; /* in the analyzer's lexicon */
	size_t start, end;                 /* bytes covered in the source */
	uint32_t position;                 /* 0 for the first token */
	bool is_start; /* begins a compound or a bigram: tokenizing from its
			  start on gives the same words and positions */
};

/* What is known of a token without a look at its letters. */
struct bare_token {
	size_t start, end;
	uint32_t word; /* its number in the analyzer's lexicon */
	uint32_t position;
	enum token_kind kind;
	bool is_start;
	bool is_literal; /* never stemmed: the word is its term */
	bool is_last;    /* at its position */
};

/* Whether the term is another one than the word. */
static inline bool token_is_stemmed(const struct token *tok)
{
	return tok->term_number != tok->word_number;
}

/* Terms are cut off beyond this many bytes of source. */
#define TOKEN_MAX_BYTES 64

/* Return nonzero to stop early; tokenize() returns that value. */
typedef int (*token_fn)(const struct token *tok, void *arg);

/* The same of several tokens at once, in order. */
typedef int (*bare_tokens_fn)(const struct bare_token *items, size_t count,
			      void *arg);

/*
 * Stemmers, scratch space, and the words that it has met, by number. One
 * thread at a time uses an analyzer.
 */
struct analyzer;

struct analyzer *analyzer_new(void);
void analyzer_free(struct analyzer *analyzer);

/*
 * Begin a document, whose words have numbers that stay the same until the
 * next one begins. Returns how many have been begun, above 0; it starts anew
 * only with all notes at 0. Where no document is ever begun, tokenize()
 * itself forgets words when there are too many.
 */
uint32_t analyzer_begin(struct analyzer *analyzer);

/* What the numbers are of; borrowed, until the next document begins. */
struct lexicon *analyzer_lexicon(const struct analyzer *analyzer);

/* The stemmer of an algorithm; the analyzer's. */
struct stemmer *analyzer_stemmer(struct analyzer *analyzer, int algorithm);

/*
 * Call `emit` for each token of `text`, in order of position. Words are
 * stemmed by `algorithm` (see text/stem.h). The first position is
 * `*position`, which moves behind the last. Malformed bytes separate
 * words. Returns 0 when all of `text` was seen; of what was stopped the
 * position is not defined.
 */
int tokenize(struct analyzer *analyzer, int algorithm, struct span text,
	     uint32_t *position, token_fn emit, void *arg);

/* The same for who counts tokens, and seldom asks which they are. */
int tokenize_bare(struct analyzer *analyzer, int algorithm, struct span text,
		  uint32_t *position, bare_tokens_fn emit, void *arg);

/*
 * The same where few tokens are wanted: those before position `*from` are
 * counted and not made. `emit` may move `*from` on.
 */
int tokenize_from(struct analyzer *analyzer, int algorithm, struct span text,
		  uint32_t *position, const uint32_t *from, token_fn emit,
		  void *arg);

#endif
