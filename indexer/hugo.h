#ifndef INDEXER_HUGO_H
#define INDEXER_HUGO_H

/*
 * Hugo's rules, as its documentation tells them (gohugo.io/documentation)
 * and version 0.111.3 shows them; where later versions differ, both ways
 * of writing a setting are understood. Private to hugo*.c:
 *
 *     hugo.c            recognise a site, describe an article
 *     hugo_config.c     the site's configuration
 *     hugo_content.c    languages, bundles and sections of content files
 *     hugo_cascade.c    front matter that sections hand down
 *     hugo_dates.c      which date is which
 *     hugo_ignore.c     files that the site says are no content
 *     hugo_permalink.c  URLs
 */

#include "base/map.h"
#include "base/zone.h"
#include "indexer/generator.h"

struct hugo_language {
	struct span code; /* lowercase, as "pt-br" */
	struct span base_url;
	const struct value *settings; /* its own table, or NULL */
	const struct zone *zone;      /* of dates without one; NULL: UTC */
	bool disabled;
};

/* A folder mounted as content: the default one, or module.mounts. */
struct hugo_mount {
	struct span source; /* from the site's root */
	struct span target; /* where it appears below "content" */
	size_t language;
};

/* What pages inherit that fit the patterns; an empty list fits all. */
struct hugo_cascade {
	struct hugo_cascade *next;
	struct span_list paths, kinds, langs;
	const struct value *values;
};

/* A folder with an _index.md. */
struct hugo_section {
	struct hugo_cascade *cascade;
	bool is_doubtful; /* a mistake may hide what it hands down */
};

/* Where each date is looked for: the [frontmatter] configuration. */
struct hugo_dates {
	struct span_list date, lastmod, publish, expiry;
};

struct hugo {
	struct value *config;
	struct hugo_language *languages;
	size_t language_count, default_language;
	bool has_subfolder; /* the default language has its folder too */
	bool has_hosts;     /* each language has its own base URL */
	struct hugo_mount *mounts;
	size_t mount_count, mount_alloc;
	struct hugo_cascade *cascade; /* of the configuration */
	struct hugo_dates dates;
	/* Both by a folder of the content, sections for each language. */
	struct map bundles;
	struct map section_index; /* entry: number in `sections`, plus 1 */
	struct hugo_section *sections;
	size_t section_count, section_alloc;
	struct hugo_ignore *ignore;
};

/* A content file as the rules see it. */
struct hugo_page {
	enum { HUGO_PAGE, HUGO_SECTION, HUGO_RESOURCE } kind;
	size_t language;
	struct span dir;  /* its folder; the one that holds a bundle */
	struct span name; /* without language and extension; a bundle's */
	struct span path; /* dir/name; for a section its folder */
	bool is_bundle;
	struct span_list sections; /* the names of dir that are sections */
};

/* hugo_config.c */

/* The configuration of the site, from all its files. */
void hugo_config_read(struct hugo *hugo, struct site *site, struct warnings *w);

/* A setting as the language sees it, by a path as "params.author". */
const struct value *hugo_setting(const struct hugo *hugo, size_t language,
				 const char *path);

/* hugo_content.c */

/*
 * Learn which folders are bundles and sections, and what the sections
 * hand down; it becomes part of the site's fingerprint. A mistake that may
 * hide what is handed down is a warning.
 */
void hugo_content_survey(struct hugo *hugo, struct site *site,
			 struct warnings *w);

/* What the file at `path`, from the site's root, is. */
void hugo_page_find(struct hugo_page *out, const struct hugo *hugo,
		    struct span path, struct arena *a);

/* The section at the folder in the language, or NULL. */
const struct hugo_section *hugo_section_find(const struct hugo *hugo,
					     size_t language, struct span dir,
					     struct arena *a);

/* hugo_cascade.c */

/* Read a `cascade` table or list; NULL where `v` is none. */
struct hugo_cascade *hugo_cascade_read(const struct value *v, struct arena *a);

/* The article's front matter with all that it inherits. */
const struct value *hugo_cascade_apply(const struct hugo *hugo,
				       const struct hugo_page *page,
				       const struct value *front,
				       struct arena *a);

/* Whether a mistake may hide a part of what it inherits. */
bool hugo_cascade_is_doubtful(const struct hugo *hugo,
			      const struct hugo_page *page, struct arena *a);

/* hugo_dates.c */

void hugo_dates_read(struct hugo *hugo, struct arena *a);

struct hugo_times {
	struct date date, lastmod, publish, expiry;
	struct span slug; /* of the file name behind its date, or empty */
};

void hugo_dates_find(struct hugo_times *out, const struct hugo *hugo,
		     const struct hugo_page *page, const struct source *source,
		     const struct value *front);

/* hugo_ignore.c */

void hugo_ignore_read(struct hugo *hugo, struct site *site, struct warnings *w);
void hugo_ignore_release(struct hugo *hugo);

/* Whether the file, a path from the site's root, is to be ignored. */
bool hugo_ignore_matches(const struct hugo *hugo, struct span path);

/* hugo_permalink.c */

/* The article's URL: absolute where the site has a base URL. */
struct span hugo_permalink(const struct hugo *hugo,
			   const struct hugo_page *page,
			   const struct value *front, struct date date,
			   struct span slug, struct arena *a);

#endif
