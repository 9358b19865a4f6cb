#ifndef TEXT_KEY_H
#define TEXT_KEY_H

/*
 * The key under which a title, a label or a file name is found whatever
 * its case, accents, punctuation and spacing: its folded words with one
 * space between them.
 */

#include "base/strbuf.h"
#include "text/tokenize.h"

/* Append the key of `text`; nothing where it holds no word. */
void key_put(struct strbuf *out, struct analyzer *analyzer, struct span text);

enum { KEY_MAX_WRITTEN = 1024 };

/*
 * Append `text` as it is written, signs and all, where only case, accents
 * and the width of white space do not count. Malformed words are left out,
 * and what is behind KEY_MAX_WRITTEN bytes.
 */
void key_put_written(struct strbuf *out, struct span text);

#endif
