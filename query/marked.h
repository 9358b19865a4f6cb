#ifndef QUERY_MARKED_H
#define QUERY_MARKED_H

/* Text with marks in it (see MARK_START), for the printers. */

#include "base/strbuf.h"

/*
 * Cut the next run that is marked or not marked throughout off the front
 * of `*rest`; the marks themselves are dropped. `*is_marked` is false
 * before the first run, and is kept from run to run. Returns 1 for a run,
 * 0 at the end. A run may be empty.
 */
int marked_next(struct span *rest, struct span *run, bool *is_marked);

/* Append it as HTML: escaped, and <mark> around what is marked. */
void marked_put_html(struct strbuf *out, struct span text);

/* Append it without the marks. */
void marked_put_plain(struct strbuf *out, struct span text);

#endif
