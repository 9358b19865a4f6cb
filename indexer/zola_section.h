#ifndef INDEXER_ZOLA_SECTION_H
#define INDEXER_ZOLA_SECTION_H

/*
 * What the sections of a Zola site, its _index.md files, decide about the
 * articles below them. Called by zola.c.
 */

#include "base/map.h"
#include "indexer/generator.h"

struct zola_sections {
	struct map flags; /* by folder, and by section file */
};

/*
 * Read the sections of the site. Those with a say become part of its
 * fingerprint. A mistake that may hide what one says is a warning.
 */
void zola_sections_read(struct zola_sections *out, struct site *site,
			struct warnings *w);
void zola_sections_release(struct zola_sections *sections);

/*
 * Hide the article at `path` where a section says so. `section` is the
 * name of the section files in its language: "_index.md", "_index.fr.md".
 */
void zola_sections_hide(struct article *article,
			const struct zola_sections *sections,
			const struct site *site, struct span path,
			struct span section, struct arena *a);

#endif
