#ifndef INDEXER_SLUG_H
#define INDEXER_SLUG_H

/* Titles and file names made into parts of a URL, as other generators do. */

#include "base/arena.h"
#include "base/span.h"

/*
 * Zola's: Latin letters without their accents, in lower case; each run of
 * anything but letters and digits becomes one hyphen, none at the ends.
 * Zola also spells other scripts in Latin letters; here they stay.
 */
struct span slug_zola(struct span text, struct arena *a);

enum slug_mode {
	SLUG_DEFAULT, /* letters, digits, marks */
	SLUG_PRETTY,  /* and ._~!$&'()+,;=@ */
	SLUG_ASCII,   /* A-Z, a-z, 0-9 */
	SLUG_RAW,     /* all but white space */
};

/*
 * Jekyll's Utils.slugify: runs of what the mode leaves out become one
 * hyphen, none at the ends; in lower case unless `cased`.
 */
struct span slug_jekyll(struct span text, enum slug_mode mode, bool cased,
			struct arena *a);

#endif
