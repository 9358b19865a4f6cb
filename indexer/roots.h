#ifndef INDEXER_ROOTS_H
#define INDEXER_ROOTS_H

/*
 * The sites of one run, and the files found in them under the paths that
 * they have in the index. Called by indexer/index.c.
 */

#include "indexer/worklist.h"
#include "indexer/site.h"

struct root {
	const char *folder; /* as it was given */
	struct span prefix; /* of its paths in the index: "" or "blog/" */
	struct site *site;
	struct source_list sources;
};

struct roots {
	struct root *items; /* by prefix */
	size_t count;
	struct found *found; /* by path */
	size_t found_count;
	struct arena arena;
};

/*
 * Open the sites in `folders`; `out` must be released also after -1.
 * Fails when one cannot be read, or when two have the same base name.
 */
int roots_open(struct roots *out, const char *const *folders, size_t count,
	       const struct site_options *options, struct warnings *w,
	       struct error *err);
void roots_release(struct roots *roots);

/*
 * Find all files. A site without any is an error unless `may_be_empty`:
 * a folder is more likely mistyped than the site is empty.
 */
int roots_walk(struct roots *roots, bool may_be_empty, struct warnings *w,
	       struct error *err);

/* Changes when articles must be read anew; see site_fingerprint(). */
uint64_t roots_fingerprint(const struct roots *roots);

/* The language of the first site. */
struct span roots_language(const struct roots *roots);

/* Append what the sites' settings say of queries, see store/tuning.h. */
void roots_put_tuning(const struct roots *roots, struct strbuf *out);

/* The same for synonyms, see store/synonyms.h. */
void roots_put_synonyms(const struct roots *roots, struct strbuf *out);

/* Changes when a site's folder is another one, however it is spelled. */
int roots_places(const struct roots *roots, uint64_t *out, struct error *err);

/* The path, from the current folder, of a file of site `number`. */
struct span roots_shown_path(const struct roots *roots, size_t number,
			     struct span path, struct arena *a);

/*
 * Whether the file with this path in the index may still be there, in a
 * folder that cannot be looked into.
 */
bool roots_is_out_of_reach(const struct roots *roots, struct span path);

#endif
