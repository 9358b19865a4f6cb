#ifndef SERVER_REPLY_H
#define SERVER_REPLY_H

/* An answer before it is HTTP: what the handlers of route.c fill in. */

#include <stdbool.h>

#include "base/strbuf.h"

struct asset;

struct reply {
	int status;
	const char *type;          /* of the body */
	struct strbuf body;        /* given away when it is sent */
	const struct asset *asset; /* is the body instead */
	bool is_page;              /* HTML: with a policy for scripts */
	bool is_shared;            /* pages of other origins may read it */
	char etag[48];             /* with its quotes; empty: none */
	int max_age;               /* seconds; 0: ask again; -1: keep nothing */
	int retry_after;           /* seconds; 0: does not say */
	char reason[256];          /* of an error */
};

#define REPLY_INIT                                                             \
	{                                                                      \
		200, NULL, STRBUF_INIT, NULL, false, false, "", -1, 0, ""      \
	}

/* {"error":"..."} with this status. Drops what the reply held. */
void reply_error(struct reply *reply, int status, const char *message);

#endif
