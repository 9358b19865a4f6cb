#ifndef INDEXER_GLOB_H
#define INDEXER_GLOB_H

/*
 * Path patterns, as .gitignore lines and Hugo's cascade targets have
 * them: `*` and `?` stay within one folder, `**` crosses folders (and
 * a double star between two slashes also stands for no folder at all),
 * `[a-z]` and `[!a-z]` are one byte of a set, `\` takes the next character
 * as it is.
 */

#include "base/arena.h"
#include "base/span.h"

/* Whether `pattern`, which holds no braces, matches all of `text`. */
bool glob_match(struct span pattern, struct span text);

/*
 * Append what `pattern` stands for without its braces: "{a,b}/c" gives
 * "a/c" and "b/c". Returns -1 when the braces do not match or there
 * would be more than 64; nothing is appended then.
 */
int glob_expand(struct span_list *out, struct span pattern, struct arena *a);

/* Whether one of the patterns matches. */
bool glob_match_any(const struct span_list *patterns, struct span text);

#endif
