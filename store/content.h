#ifndef STORE_CONTENT_H
#define STORE_CONTENT_H

/*
 * The text of a document as it is stored: compressed, with the layout that
 * tells its blocks, sections and samples.
 */

#include "base/arena.h"
#include "base/error.h"
#include "store/analysis.h"
#include "store/document.h"

struct content {
	struct span text;
	struct block *blocks;
	size_t block_count;
	struct section *sections; /* of anchors only what follows the front */
	uint32_t *anchor_fronts;  /* see content_anchor() */
	size_t section_count;
	/* Of block b: from block_samples[b] up to block_samples[b + 1]. */
	struct sample *samples;
	uint32_t *block_samples;
};

/* What texts are compressed with, one thread at a time. */
struct packer;

struct packer *packer_new(void);
void packer_free(struct packer *packer);

/* The text, compressed; appended to `out`. For its layout: store/layout.h. */
void content_pack_text(struct strbuf *out, struct packer *packer,
		       struct span text);

/* Lives in `a`. Returns -1 (ERR_CORRUPT) when either part is damaged. */
int content_unpack(struct content *out, struct span text, struct span layout,
		   struct arena *a, struct error *err);

/*
 * The anchor of a section, by number: most begin as their heading does, so
 * the front of it is made when it is asked for. Lives in `a`.
 */
struct span content_anchor(const struct content *content, size_t section,
			   struct arena *a);
bool content_has_anchor(const struct content *content, size_t section);

/* A place in the text. */
struct place {
	uint32_t position;   /* given */
	struct span term;    /* given: the one meant, or the front of it */
	uint32_t start, end; /* found: bytes of content->text */
	bool has_term;       /* found: what is covered has the term */
};

/*
 * Let `place` cover the token, one of those at its position, given in
 * order: the word there, or the compound that has the term.
 */
void place_cover(struct place *place, const struct token *tok, uint32_t base);

/*
 * Find the token at each of `places`, which are in order of position, of
 * one field. A place that the text does not have gets start == end.
 */
void content_locate(const struct content *content, enum field field,
		    struct analyzer *analyzer, int algorithm,
		    struct place *places, size_t count);

#endif
