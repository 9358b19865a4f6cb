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

#endif
