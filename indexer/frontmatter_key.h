#ifndef INDEXER_FRONTMATTER_KEY_H
#define INDEXER_FRONTMATTER_KEY_H

/*
 * Keys in front matter that has not been parsed, or cannot be. Called by
 * frontmatter.c and recover.c.
 */

#include <stdbool.h>

#include "base/span.h"

/* U+FFFD: put where a control character or a broken sequence was. */
#define FRONTMATTER_NO_TEXT "\xef\xbf\xbd"

/* Whether the key has a say in whether and when an article is shown. */
bool frontmatter_has_say(struct span key);

/*
 * The key that a line begins with ("title" of "title: x", of "- title: x"
 * and of "title = 1", "a.b" of "[a.b]"), empty where it does not look like
 * one. `separator` is ':', or '=' for TOML.
 */
struct span frontmatter_line_key(struct span line, char separator);

/*
 * Whether a key that says if the article is to be shown is set anywhere
 * in `text`, at the beginning of a line or, as "draft: true", within one,
 * or a key there has what is no text in it.
 * Prose ("a list: one, two") does not count.
 */
bool frontmatter_mentions_visibility(struct span text, char separator);

/*
 * Whether `entry`, which cannot be parsed, may say if the article is to
 * be shown: such a key is set in it, or in a map in braces, or it
 * begins with no key at all and such a word is anywhere in it, or there is
 * what is no text in it.
 */
bool frontmatter_hides_visibility(struct span entry, char separator);

#endif
