#ifndef STORE_RUN_H
#define STORE_RUN_H

/*
 * Lists of store/bulk.h put aside on disk, in the order in which they are
 * wanted again. The file has no name and is gone when it is closed.
 */

#include <stdint.h>
#include <stdio.h>

#include "base/error.h"
#include "base/span.h"
#include "base/strbuf.h"

/* What stands before each list in the file. */
struct run_head {
	uint32_t list; /* its number */
	uint32_t size; /* of the bytes that follow */
};

struct run {
	FILE *file;
	struct run_head head; /* of the list that comes next */
	bool has_more;        /* there is one */
};

/* Make a file in the folder of `path`. Close also after -1. */
int run_open(struct run *r, const char *path, struct error *err);
void run_close(struct run *r);

int run_put(struct run *r, uint32_t list, struct span bytes, struct error *err);

/* All is put: from now on it is read, from its beginning. */
int run_rewind(struct run *r, struct error *err);

/* Append the list that comes next to `out`, and go on to the one behind. */
int run_read(struct run *r, struct strbuf *out, struct error *err);

#endif
