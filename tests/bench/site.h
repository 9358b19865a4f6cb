#ifndef TESTS_BENCH_SITE_H
#define TESTS_BENCH_SITE_H

/*
 * A made-up site of any size: sentences of a corpus put together anew, in
 * Markdown files with front matter. Words are made up too, so that the
 * vocabulary grows as that of real text does, by Heaps' law: with the power
 * 0.6 of the text. The same corpus and size always give the same site.
 */

#include "tests/bench/corpus.h"

struct site;

/* The texts of `corpus` are read until site_free(). */
struct site *site_new(const struct corpus *corpus);
void site_free(struct site *site);

/* Write `count` more articles below `folder`, 1000 in each folder there. */
void site_write(struct site *site, const char *folder, size_t count);

#endif
