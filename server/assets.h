#ifndef SERVER_ASSETS_H
#define SERVER_ASSETS_H

/* The files of server/web/, which are part of the program. */

#include "base/span.h"
#include "base/strbuf.h"

/* As server/embed.sh writes them. */
struct embedded {
	const char *path; /* "/searchbox.js"; NULL at the end */
	const unsigned char *bytes;
	size_t size;
};

extern const struct embedded embedded_files[];

struct asset {
	const char *path;
	const char *type;
	struct span body;
	struct strbuf gzip; /* the body, compressed */
	char etag[24];
};

struct assets {
	struct asset *items;
	size_t count;
};

void assets_init(struct assets *assets);
void assets_release(struct assets *assets);

/* NULL where there is none. */
const struct asset *assets_find(const struct assets *assets, struct span path);

#endif
