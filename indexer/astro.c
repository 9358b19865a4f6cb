#include "indexer/plain.h"

#include "base/io.h"
#include "indexer/fields.h"

/* Astro's own rules end at its content collections and src/pages. */
#define CONTENT "src/content"
#define PAGES "src/pages"

static const char *const extensions[] = { ".mdx", NULL };

static bool astro_recognise(const char *root)
{
	static const char *const files[] = {
		"astro.config.mjs", "astro.config.js",  "astro.config.ts",
		"astro.config.mts", "astro.config.cjs", NULL,
	};

	return site_find_file(root, files) || site_has_folder(root, CONTENT);
}

static void astro_load(struct site *site, struct warnings *w)
{
	static const char *const folders[] = { CONTENT, PAGES };

	plain_url_check(site, w);
	for (size_t i = 0; i < 2; i++)
		if (site->settings.content.count == 0 &&
		    site_has_folder(site->root, folders[i]))
			arena_list_put(&site->arena, &site->roots,
				       span_from(folders[i]));
	if (site->roots.count == 0)
		arena_list_put(&site->arena, &site->roots, span_make("", 0));
}

/* A name that begins with "_" is a component, or a page not yet there. */
static bool astro_selects(const struct site *site, struct span path)
{
	(void)site;
	return site_is_markdown(path, extensions) &&
	       !span_has_prefix(path_base(path), "_");
}

static bool astro_enters(const struct site *site, struct span folder)
{
	(void)site;
	return !span_has_prefix(path_base(folder), "_");
}

/*
 * A `slug` replaces the article's place in its collection, folders and all:
 * "posts/my/slug" of slug "my/slug" in src/content/posts/a/b.md.
 */
static struct span replace_slug(struct span path, struct span slug,
				struct arena *a)
{
	size_t end = span_find_char(path, '/');

	if (slug.len == 0)
		return path;
	if (end == path.len)
		end = 0;
	return arena_printf(a, "%.*s/%.*s.md", (int)end, path.ptr,
			    (int)slug.len, slug.ptr);
}

/*
 * A collection's URLs are made by the site's code; most sites use the
 * collection's name and the place in it. Starlight has its articles in the
 * collection "docs", and leaves that name out.
 */
static void astro_describe(struct article *out, const struct site *site,
			   const struct source *source,
			   const struct frontmatter *front, struct arena *a,
			   struct warnings *w)
{
	struct span path = site_content_path(site, source->path);
	struct span pattern = site->settings.url;

	if (pattern.len == 0) {
		pattern = span_from("/:path/");
		path = replace_slug(path, line_get(front->map, "slug", a), a);
		if (span_has_prefix(source->path, CONTENT "/docs/") &&
		    span_has_prefix(path, "docs/"))
			path = span_slice(path, strlen("docs/"), path.len);
	}
	plain_describe_at(out, site, source, path, front->map, pattern, a, w);
}

const struct generator generator_astro = {
	.name = "astro",
	.recognise = astro_recognise,
	.load = astro_load,
	.enters = astro_enters,
	.selects = astro_selects,
	.describe = astro_describe,
};
