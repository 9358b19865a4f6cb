/*
 * Distinct queries over an index, as a batch: lines of ID, tab, query, as
 * many of each class of corpus.h, always the same for one index.
 *
 * usage: queries INDEX
 */

#include <stdio.h>

#include "base/map.h"
#include "tests/bench/corpus.h"
#include "tests/bench/measure.h"

enum {
	QUERIES = 50, /* of each class */
	SPARE = 4,    /* made for each that is taken: some come twice */
};

int main(int argc, char **argv)
{
	struct arena arena = ARENA_INIT;
	struct map seen = MAP_INIT;
	size_t taken[QUERY_CLASS_COUNT] = { 0 };
	struct bench_query *queries;
	struct corpus corpus;
	size_t count;

	if (argc != 2)
		bench_fail("usage: queries INDEX");
	corpus_load(&corpus, argv[1], true);
	count = corpus_make_queries(&corpus, QUERIES * SPARE, &queries, &arena);
	for (size_t i = 0; i < count; i++) {
		const struct bench_query *q = &queries[i];

		if (taken[q->class] == QUERIES ||
		    map_put(&seen, q->text)->value++)
			continue;
		printf("%d-%zu\t%.*s\n", (int)q->class, ++taken[q->class],
		       (int)q->text.len, q->text.ptr);
	}
	map_release(&seen);
	corpus_release(&corpus);
	arena_release(&arena);
	return 0;
}
