#ifndef STORE_SYNONYMS_H
#define STORE_SYNONYMS_H

/*
 * Words and phrases that stand for each other, by the owner of the site.
 * indexer/ stores them as lines "from TAB to", both as they were written:
 * who looks for `from` finds `to` as well. The reader makes of them what
 * query/ looks words up in.
 *
 * A word is found in all its forms: "databases" by a rule about "database".
 */

#include "base/arena.h"
#include "text/tokenize.h"

/* What the owner writes beyond these is not taken; see indexer/synonyms.h. */
enum {
	SYNONYMS_MAX = 4096,      /* lines */
	SYNONYMS_MAX_BYTES = 100, /* of `from` and of `to` */
	SYNONYMS_MAX_TARGETS = 8, /* of one `from` */
};

struct synonym {
	struct span key; /* the terms of `from`, a space between */
	int algorithm;   /* that stemmed them */
	size_t order;    /* as they were written */
	struct span to;
};

struct synonyms {
	struct synonym *items; /* by algorithm, key and order */
	size_t count;
	size_t longest; /* key, in terms */
};

/*
 * Read the lines of `text` for words stemmed by the algorithms of the bits
 * `stems`. Lives in `a`. Lines of another form are passed over.
 */
void synonyms_read(struct synonyms *out, struct span text, uint32_t stems,
		   struct analyzer *analyzer, struct arena *a);

/*
 * What stands for `text`, stemmed by `algorithm`: the first of `*count`
 * items one behind the other.
 */
const struct synonym *synonyms_find(const struct synonyms *synonyms,
				    struct span text, int algorithm,
				    struct analyzer *analyzer, size_t *count);

#endif
