#ifndef INDEXER_URL_H
#define INDEXER_URL_H

/* URLs and the paths inside them. Results live in the arena. */

#include "base/arena.h"
#include "base/span.h"

/*
 * Percent-encode what a URL may not hold, as Go's net/url does (and so
 * Hugo): a path in which all is allowed stays as it is, escapes among it;
 * in any other, everything that needs none is written plainly. A "#" and a
 * "?" end the path.
 */
struct span url_escape(struct span url, struct arena *a);

/* The same of a path in which "#" and "?" are signs as any other. */
struct span url_escape_path(struct span path, struct arena *a);

/* Percent-encode every byte but letters, digits and "-._~/" and `also`. */
struct span url_encode(struct span path, const char *also, struct arena *a);

/* Without "//", "." and ".." parts; a slash at the end stays. */
struct span url_clean(struct span path, struct arena *a);

/* "a/b" of "/a/", "b": one slash between; either may be empty. */
struct span url_join(struct span base, struct span path, struct arena *a);

/* Whether it begins with a scheme, as "https:", or with "//". */
bool url_is_absolute(struct span url);

/* Whether it begins with "http://" or "https://". */
bool url_is_web(struct span url);

/*
 * Whether a link to it may be shown: of the web, or without a scheme;
 * "javascript:..." is neither.
 */
bool url_is_safe(struct span url);

#endif
