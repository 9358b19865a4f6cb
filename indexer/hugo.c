#include "indexer/hugo.h"

#include <stdlib.h>

#include "indexer/fields.h"

static const char *const own_files[] = { "hugo.toml", "hugo.yaml", "hugo.yml",
					 "hugo.json", NULL };
/* Others use these names too. */
static const char *const shared_files[] = { "config.toml", "config.yaml",
					    "config.yml", "config.json", NULL };

static bool hugo_recognise(const char *root)
{
	if (site_find_file(root, own_files) ||
	    site_has_folder(root, "config/_default"))
		return true;
	return site_find_file(root, shared_files) &&
	       (site_has_folder(root, "content") ||
		site_has_folder(root, "archetypes") ||
		site_has_folder(root, "layouts"));
}

static void hugo_load(struct site *site, struct warnings *w)
{
	struct hugo *hugo = arena_alloc(&site->arena, sizeof(*hugo));

	site->data = hugo;
	hugo_config_read(hugo, site, w);
	site->language = hugo->languages[hugo->default_language].code;
	hugo_ignore_read(hugo, site, w);
	site->roots.count = 0;
	for (size_t i = 0; i < hugo->mount_count; i++)
		arena_list_put(&site->arena, &site->roots,
			       hugo->mounts[i].source);
	hugo_content_survey(hugo, site, w);
}

static void hugo_release(struct site *site)
{
	struct hugo *hugo = site->data;

	hugo_ignore_release(hugo);
	map_release(&hugo->bundles);
	map_release(&hugo->section_index);
	free(hugo->sections);
}

static bool hugo_selects(const struct site *site, struct span path)
{
	static const char *const others[] = { ".mdown", NULL };

	return site_is_markdown(path, others) &&
	       !hugo_ignore_matches(site->data, path);
}

/* Whether a `build` entry is set to one of the values that mean no. */
static bool is_never(const struct value *v)
{
	struct span text = value_text(v, span_make("", 0));

	return span_iis(text, "never") || span_iis(text, "false") ||
	       span_iis(text, "local") || span_iis(text, "link");
}

/* Drafts: `published` counts only where `draft` says nothing. */
static bool is_draft(const struct value *front)
{
	const struct value *published = value_get(front, "published");
	const struct value *draft = value_get(front, "draft");

	if (draft)
		return value_bool(draft, false);
	return !value_bool(published, true);
}

static bool is_unlisted(const struct hugo_page *page, const struct value *front)
{
	const struct value *build = value_get(front, "build");

	if (!build)
		build = value_get(front, "_build");
	return is_never(value_get(build, "list")) ||
	       is_never(value_get(build, "render")) ||
	       (page->is_bundle &&
		value_bool(value_get(front, "headless"), false)) ||
	       value_bool(value_get(front, "searchHidden"), false) ||
	       value_bool(value_at(front, "params.searchHidden"), false);
}

static void hide(struct article *out, const struct site *site,
		 const struct hugo_page *page, const struct hugo_times *times,
		 const struct value *front)
{
	const struct hugo *hugo = site->data;
	const struct value *config = hugo->config;
	struct date publish = times->publish, expiry = times->expiry;

	if (page->kind != HUGO_PAGE)
		article_hide(out, HIDDEN_NO_PAGE);
	if (hugo->languages[page->language].disabled)
		article_hide(out, HIDDEN_UNLISTED);
	if (is_draft(front) && !site->options.drafts &&
	    !value_bool(value_get(config, "buildDrafts"), false))
		article_hide(out, HIDDEN_DRAFT);
	if (value_bool(value_get(config, "buildFuture"), false))
		publish = date_none();
	if (value_bool(value_get(config, "buildExpired"), false))
		expiry = date_none();
	article_schedule(out, site, publish, expiry);
	if (is_unlisted(page, front))
		article_hide(out, HIDDEN_UNLISTED);
}

static enum anchor_style find_anchors(const struct hugo *hugo, size_t language)
{
	struct span style = value_text(hugo_setting(hugo, language,
						    "markup.goldmark.parser."
						    "autoHeadingIDType"),
				       span_from("github"));

	if (span_is(style, "github-ascii"))
		return ANCHOR_GITHUB_ASCII;
	if (span_is(style, "blackfriday"))
		return ANCHOR_BLACKFRIDAY;
	return ANCHOR_GITHUB;
}

static void set_markdown(struct article *out, const struct site *site,
			 size_t language, const struct value *front)
{
	const struct hugo *hugo = site->data;
	struct markdown_options *markdown = &out->markdown;
	const struct value *cjk = value_get(front, "isCJKLanguage");

	markdown->anchors = find_anchors(hugo, language);
	markdown->shortcodes = true;
	markdown->raw_html = value_bool(
		hugo_setting(hugo, language, "markup.goldmark.renderer.unsafe"),
		false);
	markdown->emoji =
		value_bool(hugo_setting(hugo, language, "enableEmoji"), false);
	markdown->definition_lists = value_bool(
		hugo_setting(hugo, language,
			     "markup.goldmark.extensions.definitionList"),
		true);
	markdown->cjk_words = value_bool(
		cjk ? cjk : hugo_setting(hugo, language, "hasCJKLanguage"),
		false);
	/* Said outright, it holds for an article without such letters too. */
	if (value_bool(cjk, false))
		out->words_per_minute = out->words_per_minute_cjk;
	markdown->summary_divider = "<!--more-->";
	markdown->summary_words =
		site->settings.summary_words
			? site->settings.summary_words
			: (uint32_t)value_int(
				  hugo_setting(hugo, language, "summaryLength"),
				  70);
}

static void set_authors(struct document *document, const struct hugo *hugo,
			size_t language, const struct value *front,
			struct arena *a)
{
	static const char *const own[] = { "author", "authors", "params.author",
					   "params.authors" };
	static const char *const defaults[] = { "params.author",
						"params.authors", "author",
						"authors" };
	struct span_list *authors = &document->authors;

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		labels_put(authors, value_at(front, own[i]), LABELS_COMMAS, a);
	for (size_t i = 0; i < 4 && authors->count == 0; i++)
		labels_put(authors, hugo_setting(hugo, language, defaults[i]),
			   LABELS_COMMAS, a);
}

/*
 * A site of one language may not have said which by a code in its
 * `languages`, but only for its feeds.
 */
static struct span find_lang(const struct site *site,
			     const struct hugo_page *page, struct arena *a)
{
	const struct hugo *hugo = site->data;
	static const char *const keys[] = { "locale", "languageCode", NULL };
	struct span lang = { "", 0 };

	if (value_get(hugo->config, "languages") == NULL) {
		lang = site->settings.lang;
		if (lang.len == 0)
			lang = line_get_first(hugo->config, keys, a);
	}
	return lang_tidy(lang.len ? lang : hugo->languages[page->language].code,
			 a);
}

/* Hugo renders `summary` as Markdown, and shows `description` as it is. */
static struct span find_summary(const struct article *article,
				const struct value *front, struct arena *a)
{
	struct span summary = line_get(front, "summary", a);
	struct markdown markdown;

	if (summary.len == 0)
		return line_get(front, "description", a);
	markdown_parse(&markdown, summary, &article->markdown, a);
	return line_tidy(markdown.text, a);
}

static void set_labels(struct document *document, const struct site *site,
		       const struct hugo_page *page, const struct value *front,
		       struct arena *a)
{
	document->title = line_get(front, "title", a);
	document->lang = find_lang(site, page, a);
	if (page->sections.count)
		document->section = line_tidy(page->sections.items[0], a);
	labels_put(&document->tags, value_get(front, "tags"), LABELS_COMMAS, a);
	labels_put(&document->categories, value_get(front, "categories"),
		   LABELS_COMMAS, a);
	set_authors(document, site->data, page->language, front, a);
}

static void hugo_describe(struct article *out, const struct site *site,
			  const struct source *source,
			  const struct frontmatter *own, struct arena *a,
			  struct warnings *w)
{
	static const char *const lastmod[] = { "lastmod", NULL };
	/* Hugo builds no site with a mistake in one of these. */
	static const char *const deciding[] = { "date",          "publishDate",
						"pubdate",       "expiryDate",
						"unpublishDate", NULL };
	const struct hugo *hugo = site->data;
	struct document *document = out->document;
	const struct value *front;
	struct hugo_page page;
	struct hugo_times times;
	struct span slug;
	bool has_dates;

	dates_check(own->map, lastmod, source->path, w);
	has_dates = dates_check(own->map, deciding, source->path, w);
	hugo_page_find(&page, hugo, source->path, a);
	front = hugo_cascade_apply(hugo, &page, own->map, a);
	hugo_dates_find(&times, hugo, &page, source, front);
	slug = line_get(front, "slug", a);
	if (slug.len == 0)
		slug = times.slug;
	while (slug.len && slug.ptr[0] == '-')
		slug = span_slice(slug, 1, slug.len);
	while (slug.len && slug.ptr[slug.len - 1] == '-')
		slug.len--;
	document->date = times.date;
	document->lastmod = times.lastmod;
	document->url = hugo_permalink(hugo, &page, front, times.date, slug, a);
	set_markdown(out, site, page.language, front);
	set_labels(document, site, &page, front, a);
	document->summary = find_summary(out, front, a);
	label_put(&document->aliases, page.name, a);
	label_put(&document->aliases, slug, a);
	labels_put(&document->aliases, value_get(front, "aliases"),
		   LABELS_WHOLE, a);
	hide(out, site, &page, &times, front);
	if (!has_dates || hugo_cascade_is_doubtful(hugo, &page, a))
		article_hide(out, HIDDEN_BROKEN);
}

const struct generator generator_hugo = {
	.name = "hugo",
	.recognise = hugo_recognise,
	.load = hugo_load,
	.release = hugo_release,
	.selects = hugo_selects,
	.describe = hugo_describe,
};
