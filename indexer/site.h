#ifndef INDEXER_SITE_H
#define INDEXER_SITE_H

/*
 * A site and the conventions of its generator: where articles are, which
 * of them readers see, what their URLs, dates and titles are.
 */

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"
#include "indexer/frontmatter.h"
#include "indexer/markdown.h"
#include "indexer/warning.h"
#include "store/document.h"

struct site;

struct site_options {
	bool drafts; /* index drafts too */
	bool future; /* index articles dated after `now` too */
	int64_t now; /* seconds since the epoch */
};

/* A file found by the walk. */
struct source {
	struct span path; /* from the site's root */
	uint64_t size;
	int64_t mtime; /* nanoseconds since the epoch */
	int64_t ctime; /* the same; nobody can set it, as mtime */
};

struct source_list {
	struct source *items; /* sorted by path, byte order */
	size_t count;
};

/* Why an article is not in the index. */
enum visibility {
	VISIBLE,
	HIDDEN_DRAFT,
	HIDDEN_FUTURE, /* not yet published */
	HIDDEN_EXPIRED,
	HIDDEN_UNLISTED, /* headless, build: never, searchHidden, ... */
	HIDDEN_NO_PAGE,  /* a section's _index.md, a bundle's resource */
	HIDDEN_BROKEN,   /* a mistake hides whether it may be shown */
	VISIBILITY_COUNT
};

/* What a site makes of one article, before its Markdown is read. */
struct article {
	struct document *document; /* all but text, blocks, sections, words */
	enum visibility visibility;
	/*
	 * When `visibility` changes by itself, in seconds since the epoch
	 * (a future article is due, another expires); DATE_NONE: never.
	 */
	int64_t changes_at;
	struct markdown_options markdown;
	bool summary_is_final; /* document->summary comes before all others */
	int words_per_minute;
	int words_per_minute_cjk;
};

/*
 * Recognise the generator of the site at `root` and read its settings,
 * blogsearch.toml among them. Mistakes in them are warnings; -1 is for a
 * root that cannot be read. Free with site_free().
 */
int site_open(struct site **out, const char *root,
	      const struct site_options *options, struct warnings *w,
	      struct error *err);
void site_free(struct site *site);

/* "hugo", "jekyll", "zola", "astro" or "plain". */
const char *site_generator(const struct site *site);

/* The folder given to site_open(). */
const char *site_root(const struct site *site);

/*
 * All that decides, besides an article's own file, what becomes of it:
 * settings but those for queries, options, sections' front matter, our own
 * version of the rules. When it changes, every article must be read again.
 */
uint64_t site_fingerprint(const struct site *site);

/* The settings of blogsearch.toml; an empty map where there is none. */
const struct value *site_settings(const struct site *site);

/* The language that the site has articles in above all. */
struct span site_language(const struct site *site);

/* Append what the settings say of queries, as tuning_write() does. */
void site_put_tuning(const struct site *site, struct strbuf *out);

/* The same for synonyms, as store/synonyms.h tells. */
void site_put_synonyms(const struct site *site, struct strbuf *out);

/* The largest article that is read, in bytes. */
uint64_t site_max_file_size(const struct site *site);

/*
 * Find the files that may be articles. Symbolic links to folders are not
 * followed. What cannot be read is a warning. Lives in `a`.
 */
int site_walk(struct source_list *out, const struct site *site, struct arena *a,
	      struct warnings *w, struct error *err);

/*
 * Apply the generator's rules to one article: its place and its front
 * matter. Many threads may call this at once. Text lives in `a` or in the
 * front matter's arena.
 */
void site_describe(struct article *out, const struct site *site,
		   const struct source *source, const struct frontmatter *front,
		   struct arena *a, struct warnings *w);

/*
 * Fill in what the Markdown decides: text, blocks, sections, words,
 * minutes, and title and summary where the front matter has none.
 */
void site_complete(struct article *article, const struct site *site,
		   const struct markdown *markdown, struct arena *a);

#endif
