#ifndef STORE_CONTENT_CACHE_H
#define STORE_CONTENT_CACHE_H

/*
 * Contents that were asked for again, in memory, some 4 MB of them: a small
 * site fits in whole, and while a query is typed, most of its hits are those
 * of the letter before. For store/load.c and readers.
 *
 * Where there is no cache, NULL, nothing is kept.
 */

#include "store/content.h"

struct content_cache;

struct content_cache *content_cache_new(void);
void content_cache_free(struct content_cache *cache);

/*
 * A query begins: what others were given need not stay. What this one is
 * given does.
 */
void content_cache_begin(struct content_cache *cache);

/* The content of a document; NULL: it is not there. */
const struct content *content_cache_find(const struct content_cache *cache,
					 int64_t id);

/*
 * Where a content that is not there, of about `size` bytes, is to be made for
 * content_cache_put(); NULL: it is not to be kept.
 */
struct arena *content_cache_room(struct content_cache *cache, int64_t id,
				 size_t size);
void content_cache_put(struct content_cache *cache, int64_t id,
		       const struct content *content);

#endif
