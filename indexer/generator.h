#ifndef INDEXER_GENERATOR_H
#define INDEXER_GENERATOR_H

/*
 * What site.c asks of a generator, and what it offers to one. Private to
 * site.c and the files of the generators: hugo*.c, jekyll*.c, zola.c,
 * astro.c and plain.c.
 */

#include "indexer/settings.h"
#include "indexer/site.h"
#include "indexer/synonyms.h"

/* What is said of a section whose say over its articles is not known. */
#define SECTION_DOUBT                                                          \
	"a mistake may hide what it says of the articles below; they are "     \
	"left out"

struct generator {
	const char *name;

	/* Whether the files at the root are those of such a site. */
	bool (*recognise)(const char *root);

	/*
	 * Read the generator's settings, with site_read_settings(): set
	 * site->data and, where they tell, site->language, and append to
	 * site->roots the folders that hold articles. Called once, before
	 * everything below.
	 */
	void (*load)(struct site *site, struct warnings *w);

	/* Give back what of site->data is not in the arena; may be NULL. */
	void (*release)(struct site *site);

	/*
	 * Whether the walk enters a folder, and whether a file may be an
	 * article: a path from the site's root, below one of its roots.
	 * Dot files, node_modules and what blogsearch.toml ignores have
	 * been left out already. NULL: yes.
	 */
	bool (*enters)(const struct site *site, struct span folder);
	bool (*selects)(const struct site *site, struct span path);

	/* As site_describe(); `out` holds the defaults. */
	void (*describe)(struct article *out, const struct site *site,
			 const struct source *source,
			 const struct frontmatter *front, struct arena *a,
			 struct warnings *w);
};

extern const struct generator generator_hugo, generator_jekyll, generator_zola,
	generator_astro, generator_plain;

struct site {
	char *root;
	const struct generator *generator;
	struct site_options options;
	struct settings settings;
	struct synonym_list synonyms;
	struct span_list roots; /* folders; "" is the site's root */
	struct span language;   /* the main one, tidy */
	struct arena arena;
	uint64_t fingerprint;
	void *data; /* the generator's own */
};

/*
 * Parse a settings file, TOML, YAML or JSON by its extension. NULL where
 * there is none; mistakes are warnings, and what stands before them is
 * kept. It becomes part of the fingerprint.
 */
struct value *site_read_settings(struct site *site, const char *path,
				 struct warnings *w);

/* The same, without becoming part of it. */
struct value *site_parse_settings(struct site *site, const char *path,
				  struct warnings *w);

/* The first of these files, ended by NULL, that there is; or NULL. */
const char *site_find_file(const char *root, const char *const names[]);

bool site_has_folder(const char *root, const char *name);

/* Let `bytes` be part of the fingerprint. */
void site_hash(struct site *site, struct span bytes);

/* Whether the walk enters the folder or lists the file; a files_filter. */
bool site_wants(void *site, struct span path, bool is_folder);

/* Whether the name ends in .md, .markdown or one of `more` (".mdx"). */
bool site_is_markdown(struct span path, const char *const more[]);

/*
 * The part of `path` below the innermost of the site's roots; all of it
 * where it is in none.
 */
struct span site_content_path(const struct site *site, struct span path);

/* Whether `path` is `folder` or inside it; "" holds everything. */
bool path_is_below(struct span path, struct span folder);

/* Hide an article. The first reason given stays. */
void article_hide(struct article *article, enum visibility why);

/*
 * Hide an article that is due later or has expired, and note when that
 * changes. Either date may be unset; options.future shows later ones.
 */
void article_schedule(struct article *article, const struct site *site,
		      struct date publish, struct date expiry);

#endif
