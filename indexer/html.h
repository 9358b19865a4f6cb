#ifndef INDEXER_HTML_H
#define INDEXER_HTML_H

/* The text in HTML: without tags, comments, scripts and style sheets. */

#include <stdbool.h>

#include "base/span.h"
#include "base/strbuf.h"

/*
 * Append the text of `html`. A tag that breaks the line or begins a block
 * becomes a space; one that only dresses words vanishes. Entities are
 * decoded. A broken tag is text.
 */
void html_put_text(struct strbuf *out, struct span html);

/*
 * `tag` is one tag or comment. The element whose content is to be passed
 * over up to its end tag ("script"), or NULL.
 */
const char *html_hidden_element(struct span tag);

/* Is `tag` the end tag of `element`? */
bool html_is_end_of(struct span tag, const char *element);

/* Does a reader see words on either side of `tag` apart? */
bool html_is_separator(struct span tag);

#endif
