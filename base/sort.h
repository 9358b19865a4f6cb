#ifndef BASE_SORT_H
#define BASE_SORT_H

/*
 * Sorting of lists that are in order already more often than not, as the
 * files of a site are. Called by indexer/.
 */

#include <stddef.h>

/*
 * qsort(), but with one comparison an item where they are in order. There
 * may be none: then `items` may be NULL.
 */
void sort_items(void *items, size_t count, size_t size,
		int (*compare)(const void *, const void *));

#endif
