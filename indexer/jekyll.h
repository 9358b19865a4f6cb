#ifndef INDEXER_JEKYLL_H
#define INDEXER_JEKYLL_H

/*
 * Jekyll's rules, as jekyllrb.com/docs tells them and version 4.3.1 shows
 * them. Private to jekyll*.c:
 *
 *     jekyll.c            recognise a site, describe an article
 *     jekyll_config.c     _config.yml, and what a page gets from it
 *     jekyll_place.c      posts, drafts, collections and pages
 *     jekyll_date.c       dates in the site's time zone
 *     jekyll_permalink.c  URLs
 */

#include "base/zone.h"
#include "indexer/generator.h"

struct jekyll_collection {
	struct span label;
	bool has_output;
	struct span permalink; /* empty: by the site's style */
};

struct jekyll {
	struct value *config;
	struct value *authors; /* _data/authors.yml; NULL: there is none */
	struct span base_url;
	struct span source;          /* the folder of the site's source */
	struct span collections_dir; /* in it; empty: itself */
	const struct zone *zone;     /* NULL: UTC */
	struct span permalink;       /* a style or a template */
	struct jekyll_collection *collections;
	size_t collection_count;
	struct span_list include, exclude;
};

/* A file as the rules see it. */
struct jekyll_place {
	enum {
		JEKYLL_PAGE,
		JEKYLL_POST,
		JEKYLL_DRAFT,
		JEKYLL_DOCUMENT, /* of a collection */
	} kind;
	const struct jekyll_collection *collection; /* NULL for a page */
	struct span path;       /* from the folder of collections or source */
	struct span name;       /* without extension */
	struct span inner;      /* the path in the collection's folder */
	struct date date;       /* of a post's name */
	struct span slug;       /* the name behind its date */
	struct span super_dirs; /* before _posts: they are categories */
};

/* jekyll_config.c */

void jekyll_config_read(struct jekyll *jekyll, struct site *site,
			struct warnings *w);

/* The front matter with the defaults that the configuration gives it. */
const struct value *jekyll_defaults_apply(const struct jekyll *jekyll,
					  const struct jekyll_place *place,
					  const struct value *front,
					  struct arena *a);

/* jekyll_place.c */

void jekyll_place_find(struct jekyll_place *out, const struct jekyll *jekyll,
		       struct span path);
bool jekyll_enters(const struct site *site, struct span folder);
bool jekyll_selects(const struct site *site, struct span path);

/* jekyll_date.c */

/* The date that `v` holds, in the site's zone. */
struct date jekyll_date_get(const struct jekyll *jekyll, const struct value *v);

/* Midnight of a day in the site's zone. */
struct date jekyll_day(const struct jekyll *jekyll, struct date day);

/* jekyll_permalink.c */

/* The article's URL: absolute where the site has a URL. */
struct span jekyll_permalink(const struct jekyll *jekyll,
			     const struct jekyll_place *place,
			     const struct value *front, struct date date,
			     const struct span_list *categories,
			     struct arena *a);

#endif
