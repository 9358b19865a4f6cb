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
	struct span text; /* blank where it is not unpacked yet */
	struct pieces
		*pieces; /* of it, for content_need(); NULL: it is whole */
	struct block *blocks;
	size_t block_count;
	struct section *sections; /* of anchors only what follows the front */
	uint32_t *anchor_fronts;  /* see content_anchor() */
	size_t section_count;
	/* Of block b: from block_samples[b] up to block_samples[b + 1]. */
	struct sample *samples;
	uint32_t *block_samples;
};

/*
 * A dictionary for texts like these, which zstd's frames refer to instead of
 * saying anew what most articles of a site say; appended to `out`.
 */
void content_make_dictionary(struct strbuf *out, const struct span *texts,
			     size_t count);

/* What texts are compressed with, one thread at a time. */
struct packer;

struct packer *packer_new(void);
void packer_free(struct packer *packer);

/*
 * From now on with this dictionary, of which it keeps a copy; empty: none.
 * Returns -1 where it is damaged; nothing may be packed then.
 */
int packer_use(struct packer *packer, struct span dictionary);

/*
 * The text, compressed; appended to `out`: pieces of about 4 kB that unpack
 * alone, for of most texts little is shown. For its layout: store/layout.h.
 */
void content_pack_text(struct strbuf *out, struct packer *packer,
		       struct span text);

/* What they are unpacked with, by one thread at a time. */
struct unpacker;

/* NULL where the dictionary, empty for none, is damaged. */
struct unpacker *unpacker_new(struct span dictionary);
void unpacker_free(struct unpacker *unpacker);

/* How long the text is. 0 also where it is damaged, as far as that shows. */
size_t content_size(struct span text);

/*
 * Read the layout; the text is there as far as content_need() asks for it.
 * Lives in `a`, and as long as `unpacker` and `text`. Returns -1
 * (ERR_CORRUPT) when either part is damaged, as far as that shows.
 */
int content_open(struct content *out, struct unpacker *unpacker,
		 struct span text, struct span layout, struct arena *a,
		 struct error *err);

/*
 * Unpack what has bytes of [low, high). What is damaged stays blank, and
 * content_check() says so in the end.
 */
void content_need(const struct content *content, size_t low, size_t high);
int content_check(const struct content *content, struct error *err);

/* Both at once, with the whole text. Lives in `a`. */
int content_unpack(struct content *out, struct unpacker *unpacker,
		   struct span text, struct span layout, struct arena *a,
		   struct error *err);

/*
 * The anchor of a section, by number: most begin as their heading does, so
 * the front of it is made when it is asked for. Lives in `a`.
 */
struct span content_anchor(const struct content *content, size_t section,
			   struct arena *a);
bool content_has_anchor(const struct content *content, size_t section);

/* Where a token is guessed to begin, and the end of the block it is in. */
struct whereabouts {
	uint32_t start, limit; /* equal: it is in none */
};

/*
 * Guess where the tokens at `positions` are, which are in order, of one
 * field: from the samples around each. The guesses are in order too.
 */
void content_guess(const struct content *content, enum field field,
		   const uint32_t *positions, struct whereabouts *guesses,
		   size_t count);

/*
 * The last sample, or start of a block, at or before this byte of the text,
 * and the first one, or end of a block, behind it: what is guessed to be
 * there is between the two.
 */
uint32_t content_sample_before(const struct content *content, uint32_t offset);
uint32_t content_sample_behind(const struct content *content, uint32_t offset);

/* The block that `offset` is in or behind; 0 where there is none. */
size_t content_block_at(const struct content *content, uint32_t offset);

/* A place in the text. */
struct place {
	uint32_t position;   /* given */
	struct span term;    /* given: the one meant, or the front of it */
	uint32_t start, end; /* found: bytes of the text */
	bool has_term;       /* found: what is covered has the term */
};

/*
 * Find the token at each of `places`, which are in order of position, of
 * one field. A place that the text does not have gets start == end.
 */
void content_locate(const struct content *content, enum field field,
		    struct analyzer *analyzer, int algorithm,
		    struct place *places, size_t count);

/* The same in a short text that is one field by itself. */
void text_locate(struct span text, struct analyzer *analyzer, int algorithm,
		 struct place *places, size_t count);

#endif
