#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

/* Results on their way to standard output. */

#include "base/error.h"
#include "base/strbuf.h"

/*
 * Write what is in `out` and empty it. Returns 0, or -1 (ERR_IO) as soon
 * as it is known that results are lost; what is still buffered at the end
 * main() looks after.
 */
int output_write(struct strbuf *out, struct error *err);

/* Let what was written so far be seen, before something else is. */
int output_flush(struct error *err);

#endif
