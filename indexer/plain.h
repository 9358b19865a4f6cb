#ifndef INDEXER_PLAIN_H
#define INDEXER_PLAIN_H

/*
 * Sites whose generator leaves all to the site's own code, as Astro, or
 * that have none: articles by the fields that are common everywhere, URLs
 * by the file's place or by the pattern `url` of blogsearch.toml:
 *
 *     :path    "posts/my-day" of posts/my-day.md and of
 *              posts/my-day/index.md, below the content folder
 *     :dir     "posts"
 *     :stem    "my-day"
 *     :slug    `slug` of the front matter, else :stem
 *     :year :month :day    of the date; nothing where there is none
 *
 * Private to plain.c, plain_url.c and astro.c.
 */

#include "indexer/generator.h"

/* Describe an article at `path` below its content folder. */
void plain_describe_at(struct article *out, const struct site *site,
		       const struct source *source, struct span path,
		       const struct value *front, struct span url_pattern,
		       struct arena *a, struct warnings *w);

/* The URL of an article: absolute where the site has a base URL. */
struct span plain_url(const struct site *site, struct span path,
		      const struct value *front, struct date date,
		      struct span pattern, struct arena *a);

/* Warn of what is no token in the pattern `url` of blogsearch.toml. */
void plain_url_check(const struct site *site, struct warnings *w);

/* Whether the file stands for its folder: index.md, README.md. */
bool plain_is_index(struct span path);

#endif
