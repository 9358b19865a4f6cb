#ifndef SERVER_GZIP_H
#define SERVER_GZIP_H

/* Compressed bodies (RFC 1952). */

#include "base/strbuf.h"

/* A compressor; keeps its memory from one body to the next. */
struct gzip;

struct gzip *gzip_new(int level);
void gzip_free(struct gzip *gzip);

/* Append `text`, compressed. */
void gzip_put(struct gzip *gzip, struct strbuf *out, struct span text);

/*
 * Whether the value of an Accept-Encoding header takes gzip (RFC 9110,
 * section 12.5.3). NULL does not.
 */
bool gzip_is_accepted(const char *accept_encoding);

#endif
