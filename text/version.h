#ifndef TEXT_VERSION_H
#define TEXT_VERSION_H

/*
 * What the terms of a text depend on. An index keeps it: terms made by
 * another tokenizer, or with another release of utf8proc or libstemmer,
 * would not meet those of a query, and could not be taken out again.
 */

#include "base/strbuf.h"

/*
 * Raised whenever the tokenizer makes other terms, or other positions, of
 * the same text.
 */
#define TOKENIZER_VERSION 1

/*
 * Append one line: our version, those of utf8proc and of Unicode, and a
 * number made of what libstemmer, which does not tell its release, makes of
 * some words.
 */
void version_put(struct strbuf *out);

#endif
