#ifndef TEXT_UNICODE_H
#define TEXT_UNICODE_H

/*
 * What site generators ask about a code point: Go's unicode package and
 * Ruby's \p{Word} have these names. A code of -1, a malformed byte, is
 * none of them.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "base/strbuf.h"

static inline bool unicode_is_between(int32_t code, int32_t first, int32_t last)
{
	return code >= first && code <= last;
}

bool unicode_is_letter(int32_t code);      /* L */
bool unicode_is_mark(int32_t code);        /* M */
bool unicode_is_digit(int32_t code);       /* Nd */
bool unicode_is_number(int32_t code);      /* N */
bool unicode_is_punctuation(int32_t code); /* P; in ASCII, S too */

/* Letter, mark, decimal digit, letter-like number or connector. */
bool unicode_is_word(int32_t code);

/* White space, no-break spaces among it: Go's unicode.IsSpace. */
bool unicode_is_space(int32_t code);

/* Han, hangul, hiragana or katakana by script. */
bool unicode_is_cjk(int32_t code);

/* C0, DEL and C1: Go's unicode.IsControl. */
bool unicode_is_control(int32_t code);

/* The embeddings, overrides and isolates of UAX #9. */
bool unicode_is_reordering(int32_t code);

/*
 * What text must not hold: control characters but newline and tab, those
 * that change the direction of what follows, and a malformed byte.
 */
bool unicode_is_forbidden(int32_t code);

/* The simple mappings; `code` itself where there is none. */
int32_t unicode_lower(int32_t code);
int32_t unicode_upper(int32_t code);

/* Append `text` in lower case; malformed bytes are left out. */
void unicode_put_lower(struct strbuf *out, struct span text);

/*
 * Append `text` without accents: decomposed, without its nonspacing marks,
 * and composed again, for hangul to stay as it was.
 */
void unicode_put_unaccented(struct strbuf *out, struct span text);

#endif
