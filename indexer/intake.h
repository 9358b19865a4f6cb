#ifndef INDEXER_INTAKE_H
#define INDEXER_INTAKE_H

/*
 * One article on its way from the disk to the index: read, hashed, parsed
 * and prepared for the writer. Runs in many threads at once; called by
 * indexer/apply.c.
 */

#include "base/strbuf.h"
#include "indexer/site.h"
#include "store/writer.h"

enum intake_outcome {
	INTAKE_SAME,    /* the bytes are those known; nothing was made */
	INTAKE_SHOWN,   /* `prepared` is to be written */
	INTAKE_HIDDEN,  /* not for readers; see article.visibility */
	INTAKE_LOCKED,  /* cannot be read now, though it is there */
	INTAKE_REFUSED, /* no article: gone, too large, binary, no UTF-8 */
};

/* What is asked for. */
struct intake_task {
	const struct site *site;
	const struct source *source;
	struct span path;           /* as in the index */
	const uint64_t *known_hash; /* or NULL: make it in any case */
	struct arena *tree;         /* see struct markdown_options */
};

/* What came of it; `article`, `prepared` and warnings live in `arena`. */
struct intake {
	enum intake_outcome outcome;
	uint64_t hash;
	struct article article;
	struct prepared *prepared;
	struct warnings warnings; /* with paths as in the site */
	struct arena arena;
	struct strbuf bytes;
};

void intake_init(struct intake *r);
void intake_release(struct intake *r);

/* Forget the last article, keep some memory. */
void intake_reset(struct intake *r);

/*
 * Read an article into an empty `r`. What is wrong with it is a warning,
 * and there is one whenever the outcome is LOCKED or REFUSED. Without a
 * preparer (NULL) nothing is prepared.
 */
void intake_make(struct intake *r, const struct intake_task *task,
		 struct preparer *preparer);

#endif
