#ifndef TESTS_BENCH_CORPUS_H
#define TESTS_BENCH_CORPUS_H

/*
 * What an index holds, read back into memory: the text that stock FTS5
 * gets, and from which queries are made.
 */

#include "base/arena.h"
#include "query/search.h"
#include "store/document.h"

struct corpus {
	struct arena arena;
	struct document *documents; /* with their text; by path */
	size_t count, alloc;
	uint64_t text_bytes;
};

/* Read all of the index at `db`; `with_text` false: paths and the like. */
void corpus_load(struct corpus *corpus, const char *db, bool with_text);
void corpus_release(struct corpus *corpus);

enum query_class {
	QUERY_COMMON,  /* one of the words that most documents have */
	QUERY_RARE,    /* a word of one document in a thousand, or of one */
	QUERY_TWO,     /* two words of one document */
	QUERY_NATURAL, /* three or four words as they stand in a text */
	QUERY_PREFIX,  /* the first three or four letters of a word */
	QUERY_PHRASE,  /* two or three words as they stand in a text, quoted */
	QUERY_MISSPELLED, /* a word with one mistake in it */
	QUERY_CLASS_COUNT
};

struct bench_query {
	enum query_class class;
	struct span text;     /* as typed */
	struct span words[4]; /* those looked for, as they should be
				 spelled: stop words stand in prefixes
				 and phrases only */
	size_t word_count;
};

/*
 * Make `count` queries of every class, always the same for one corpus;
 * words are of ASCII letters, so that every tokenizer splits them alike.
 * A small corpus may not have that many. They live in `a`; returns how many
 * there are.
 */
size_t corpus_make_queries(const struct corpus *corpus, size_t count,
			   struct bench_query **out, struct arena *a);

/* Ask the query as readers do; a failure ends the program. */
void bench_search(struct results *out, struct reader *reader,
		  const struct bench_query *query, struct arena *a);

#endif
