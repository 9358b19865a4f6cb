#include "indexer/plain.h"

#include "base/io.h"
#include "indexer/fields.h"

static const char *const extensions[] = { ".mdx", ".mdown", ".mkd", ".mkdn",
					  NULL };

/* The fields of a date, the first that holds one decides. */
static const char *const date_keys[] = {
	"date",          "pubDate",   "pubDatetime",  "publishDate",
	"publishedAt",   "published", "published_at", "publish_date",
	"ms.date",       "created",   "createdAt",    "created_at",
	"datePublished", NULL,
};
static const char *const lastmod_keys[] = {
	"lastmod",          "updated",      "updatedDate", "modDatetime",
	"modified",         "updatedAt",    "updated_at",  "lastUpdated",
	"last_modified_at", "dateModified", NULL,
};

/* Any folder will do. */
static bool plain_recognise(const char *root)
{
	(void)root;
	return true;
}

/*
 * The folder docs/ holds the articles where it is a site of its own, that
 * is, where it has a front page or the settings of a documentation tool.
 */
static bool is_docs_site(const char *root)
{
	static const char *const signs[] = {
		"docs/index.md",    "docs/README.md",
		"docs/index.yml",   "docs/index.mdx",
		"docs/_sidebar.md", "docs/SUMMARY.md",
		"docs/docfx.json",  "mkdocs.yml",
		"mkdocs.yaml",      NULL,
	};

	return site_has_folder(root, "docs") && site_find_file(root, signs);
}

static void plain_load(struct site *site, struct warnings *w)
{
	plain_url_check(site, w);
	if (site->roots.count == 0)
		arena_list_put(
			&site->arena, &site->roots,
			span_from(is_docs_site(site->root) ? "docs" : ""));
}

/*
 * Folders that hold the output or the dependencies of a tool, at the root
 * and only where a file of that tool stands beside them: a note on "build"
 * or "public" transport is no build output.
 */
static bool is_output(const struct site *site, struct span folder)
{
	static const struct {
		const char *folder;
		const char *signs[5];
	} outputs[] = {
		{ "_site", { "." } },
		{ "build",
		  { "package.json", "CMakeLists.txt", "setup.py",
		    "pyproject.toml", NULL } },
		{ "dist",
		  { "package.json", "setup.py", "pyproject.toml", NULL } },
		{ "public", { "package.json", NULL } },
		{ "target", { "Cargo.toml", "pom.xml", NULL } },
		{ "vendor", { "go.mod", "composer.json", "Gemfile", NULL } },
		{ "site", { "mkdocs.yml", "mkdocs.yaml", NULL } },
		{ "book", { "book.toml", NULL } },
	};

	for (size_t i = 0; i < sizeof(outputs) / sizeof(outputs[0]); i++)
		if (span_is(folder, outputs[i].folder))
			return !strcmp(outputs[i].signs[0], ".") ||
			       site_find_file(site->root, outputs[i].signs);
	return false;
}

static bool plain_enters(const struct site *site, struct span folder)
{
	return !is_output(site, folder);
}

static bool plain_selects(const struct site *site, struct span path)
{
	(void)site;
	return site_is_markdown(path, extensions);
}

static struct date first_date(const struct value *front,
			      const char *const keys[])
{
	struct date date = date_none();

	for (size_t i = 0; keys[i] && !date_is_set(date); i++)
		date = date_get(value_get(front, keys[i]), NULL);
	return date;
}

static void hide(struct article *out, const struct site *site,
		 const struct value *front)
{
	static const char *const hiding[] = { "unlisted", "searchHidden",
					      "noindex", NULL };

	if (!site->options.drafts &&
	    (value_bool(value_get(front, "draft"), false) ||
	     !value_bool(value_get(front, "published"), true)))
		article_hide(out, HIDDEN_DRAFT);
	for (size_t i = 0; hiding[i]; i++)
		if (value_bool(value_get(front, hiding[i]), false))
			article_hide(out, HIDDEN_UNLISTED);
}

static void set_labels(struct document *document, const struct value *front,
		       struct arena *a)
{
	static const char *const titles[] = { "title", NULL };
	static const char *const summaries[] = { "summary", "description",
						 "excerpt", NULL };
	static const char *const authors[] = { "author", "authors", NULL };

	document->title = line_get_first(front, titles, a);
	document->summary = line_get_first(front, summaries, a);
	labels_put(&document->tags, value_get(front, "tags"), LABELS_COMMAS, a);
	labels_put(&document->categories, value_get(front, "categories"),
		   LABELS_COMMAS, a);
	labels_put(&document->categories, value_get(front, "category"),
		   LABELS_COMMAS, a);
	for (size_t i = 0; authors[i]; i++)
		labels_put(&document->authors, value_get(front, authors[i]),
			   LABELS_COMMAS, a);
}

void plain_describe_at(struct article *out, const struct site *site,
		       const struct source *source, struct span path,
		       const struct value *front, struct span url_pattern,
		       struct arena *a, struct warnings *w)
{
	static const char *const langs[] = { "lang", "language", "locale",
					     NULL };
	struct document *document = out->document;

	dates_check(front, date_keys, source->path, w);
	dates_check(front, lastmod_keys, source->path, w);
	document->date = first_date(front, date_keys);
	document->lastmod = first_date(front, lastmod_keys);
	set_labels(document, front, a);
	document->lang = line_get_first(front, langs, a);
	if (document->lang.len == 0)
		document->lang = site->settings.lang;
	document->lang = lang_tidy(document->lang, a);
	document->section =
		span_find_char(path, '/') < path.len
			? span_slice(path, 0, span_find_char(path, '/'))
			: span_make("", 0);
	document->url =
		plain_url(site, path, front, document->date, url_pattern, a);
	label_put(&document->aliases,
		  plain_is_index(path) ? path_base(path_dir(path))
				       : path_stem(path),
		  a);
	label_put(&document->aliases, line_get(front, "slug", a), a);
	out->markdown.anchors = ANCHOR_GITHUB_SITE;
	out->markdown.raw_html = true;
	out->markdown.mdx = span_has_suffix(path, ".mdx");
	out->markdown.summary_words = site->settings.summary_words;
	hide(out, site, front);
}

static void plain_describe(struct article *out, const struct site *site,
			   const struct source *source,
			   const struct frontmatter *front, struct arena *a,
			   struct warnings *w)
{
	struct span pattern = site->settings.url;

	if (pattern.len == 0)
		pattern = span_from("/:path/");
	plain_describe_at(out, site, source,
			  site_content_path(site, source->path), front->map,
			  pattern, a, w);
}

const struct generator generator_plain = {
	.name = "plain",
	.recognise = plain_recognise,
	.load = plain_load,
	.enters = plain_enters,
	.selects = plain_selects,
	.describe = plain_describe,
};
