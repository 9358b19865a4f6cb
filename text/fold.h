#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

/*
 * Fold words so that spellings that a reader takes for the same compare
 * equal: NFKC (UAX #15), case folded (Unicode, section 3.13), and without
 * the marks that people leave out when they type.
 *
 * Marks are dropped behind Latin, Greek, Hebrew and Arabic letters (café,
 * cafe) and kept elsewhere, where they make another letter (й, が) or are
 * the vowels of the script (ि, ำ); ё becomes е, as Russian is typed.
 */

#include <stdint.h>

#include "base/span.h"
#include "base/strbuf.h"

/* What a code point is to the tokenizer. */
enum char_class {
	CHAR_OTHER,     /* separates tokens */
	CHAR_WORD,      /* letter or digit */
	CHAR_IDEOGRAPH, /* Han, kana, hangul: no spaces between words */
	CHAR_SYLLABLE,  /* Thai, Lao, Khmer, Burmese: likewise */
	CHAR_MARK,      /* a combining mark: goes with what precedes it */
	CHAR_IGNORED,   /* soft hyphen, joiners: as if it were not there */
};

/* `code` may be -1, a malformed byte: CHAR_OTHER. */
enum char_class char_classify(int32_t code);

/* Append `word`, folded. `word` must be well-formed UTF-8. */
void fold_put(struct strbuf *out, struct span word);

#endif
