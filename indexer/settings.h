#ifndef INDEXER_SETTINGS_H
#define INDEXER_SETTINGS_H

/*
 * blogsearch.toml, at the site's root: what its owner knows better than
 * the generator's files tell. Every key may be left out.
 *
 *     generator              "hugo", "jekyll", "zola", "astro" or "plain"
 *     base_url               where the site is served: "https://a.org/b/"
 *     content                the folder of the articles, or a list of them
 *     url                    the URL of an article of an Astro or plain
 *                            site, as "/blog/:slug/"; see plain.h
 *     lang                   the language, where nothing else tells; "en"
 *     ignore                 a list of .gitignore lines
 *     words_per_minute       reading speed; 213
 *     words_per_minute_cjk   the same in characters; 501
 *     summary_words          length of an automatic summary; 70
 *     max_file_size          the largest article: bytes or "16 MiB";
 *                            64 MiB at the most
 *
 *     [ranking] [spelling]   for queries alone, see store/tuning.h
 *     [synonyms]             likewise, see indexer/synonyms.h
 */

#include "indexer/ignore.h"
#include "indexer/value.h"
#include "indexer/warning.h"
#include "store/tuning.h"

#define SETTINGS_FILE "blogsearch.toml"

/* Of the articles' texts more is not stored, see DOCUMENT_MAX_TEXT. */
#define SETTINGS_MAX_FILE_SIZE ((uint64_t)64 * 1024 * 1024)

struct settings {
	struct value *map; /* the whole file; never NULL */
	struct span generator, base_url, url, lang; /* empty: not set */
	struct span_list content;                   /* empty: not set */
	struct ignore ignore;
	int words_per_minute, words_per_minute_cjk;
	uint32_t summary_words; /* 0: not set */
	uint64_t max_file_size;
	struct tuning tuning;
};

/*
 * Read the settings out of `map`, the parsed file (empty where there is
 * none). Unknown keys and values of the wrong kind are warnings, and as if
 * they were not there. Text lives in `a`.
 */
void settings_read(struct settings *out, struct value *map, struct arena *a,
		   struct warnings *w);

/* Whether a key at the top decides nothing about articles. */
bool settings_is_for_queries(struct span key);

#endif
