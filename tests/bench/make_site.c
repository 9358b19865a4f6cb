/*
 * Write a made-up site of Markdown files, see site.h.
 *
 * usage: make_site INDEX FOLDER ARTICLES
 *
 * INDEX is that of the corpus that gives the sentences.
 */

#include <stdlib.h>

#include "tests/bench/measure.h"
#include "tests/bench/site.h"

int main(int argc, char **argv)
{
	struct corpus corpus;
	struct site *site;

	if (argc != 4)
		bench_fail("usage: make_site INDEX FOLDER ARTICLES");
	corpus_load(&corpus, argv[1], true);
	site = site_new(&corpus);
	site_write(site, argv[2], (size_t)strtoull(argv[3], NULL, 10));
	site_free(site);
	corpus_release(&corpus);
	return 0;
}
