#ifndef STORE_REPLAY_H
#define STORE_REPLAY_H

/*
 * The form in which terms are handed to FTS5. Texts are tokenized by
 * text/tokenize.h in many threads; the FTS5 tokenizer only replays what
 * they made. Terms stand one behind the other with a space between; one
 * that begins with REPLAY_SAME shares the position of the term before it.
 * A surface word is marked with REPLAY_SURFACE. No text holds these bytes.
 */

#include "base/strbuf.h"
#include "text/tokenize.h"

#define REPLAY_SAME '\x02'
#define REPLAY_SURFACE '\x01'

/*
 * Append the terms of one token. `is_first`: it is the first one at its
 * position.
 */
void replay_put(struct strbuf *out, const struct token *tok, bool is_first);

#endif
