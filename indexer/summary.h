#ifndef INDEXER_SUMMARY_H
#define INDEXER_SUMMARY_H

/* Summaries; Hugo's automatic one is an article's first sentences. */

#include <stdint.h>

#include "base/arena.h"

/* A copy of `text` in which spaces stand for newlines. */
struct span summary_one_line(struct span text, struct arena *a);

/*
 * A line of front matter as a listing shows it: without the marks of code
 * and strong words. A mark that stands alone stays.
 */
struct span summary_without_marks(struct span text, struct arena *a);

/*
 * `plain` is an article's text in which "\n" ends a paragraph and other
 * white space is single. Whole sentences, `words` words of them or a few
 * more (helpers.TruncateWordsToWholeSentence in Hugo's source).
 */
struct span summary_by_sentence(struct span plain, uint32_t words,
				struct arena *a);

/*
 * The same where words are counted by character: exactly `words` of them
 * (helpers.TruncateWordsByRune).
 */
struct span summary_by_character(struct span plain, uint32_t words,
				 struct arena *a);

/*
 * How many bytes of `plain` the functions above may look at for so many
 * words: enough for any sentence that a person would read.
 */
size_t summary_reach(uint32_t words);

#endif
