/*
 * Zola's rules: getzola.org/documentation/content and the code of 0.19.
 * Zola publishes articles of any date; it has no future ones.
 */

#include "indexer/generator.h"

#include "base/io.h"
#include "indexer/fields.h"
#include "indexer/glob.h"
#include "indexer/slug.h"
#include "indexer/url.h"
#include "indexer/zola_section.h"

static const char *const config_files[] = { "zola.toml", "config.toml", NULL };

struct zola {
	struct value *config;
	struct span base_url;
	struct span lang; /* the default */
	const struct value *languages;
	struct span slugify; /* "on", "safe" or "off" */
	bool keeps_dates;    /* in paths made from file names */
	struct span_list ignored;
	struct zola_sections sections;
};

/* A content file as the rules see it. */
struct place {
	struct span path; /* below content/ */
	struct span dir;  /* its folder; the one that holds an index.md's */
	struct span name; /* without extension and language */
	struct span lang;
	bool is_section;
	struct date date; /* of the name */
	struct span slug; /* the name, behind its date */
};

/* Hugo's settings have the same name, but no key of this one. */
static bool zola_recognise(const char *root)
{
	struct site probe = { .root = (char *)root };
	struct warnings unused = { &probe.arena, NULL, NULL, 0 };
	const char *file = site_find_file(root, config_files);
	bool found =
		file && value_get(site_read_settings(&probe, file, &unused),
				  "base_url");

	arena_release(&probe.arena);
	return found;
}

static void zola_load(struct site *site, struct warnings *w)
{
	struct zola *zola = arena_alloc(&site->arena, sizeof(*zola));
	const char *file = site_find_file(site->root, config_files);
	const struct value *ignored;
	struct span_list lines = { NULL, 0, 0 };
	struct value *config = NULL;
	struct arena *a = &site->arena;

	if (file)
		config = site_read_settings(site, file, w);
	site->data = zola;
	zola->config = config ? config : value_new(a, VALUE_MAP);
	zola->base_url = site->settings.base_url;
	if (zola->base_url.len == 0)
		zola->base_url = line_get(config, "base_url", a);
	zola->lang = line_get(config, "default_language", a);
	if (zola->lang.len == 0)
		zola->lang = span_from("en");
	site->language = zola->lang;
	zola->languages = value_get(config, "languages");
	zola->slugify =
		value_text(value_at(config, "slugify.paths"), span_from("on"));
	zola->keeps_dates =
		value_bool(value_at(config, "slugify.paths_keep_dates"), false);
	ignored = value_get(config, "ignored_content");
	labels_put(&lines, ignored, LABELS_WHOLE, a);
	for (size_t i = 0; i < lines.count; i++)
		glob_expand(&zola->ignored, lines.items[i], a);
	if (site->roots.count == 0)
		arena_list_put(a, &site->roots, span_from("content"));
	zola_sections_read(&zola->sections, site, w);
}

static void zola_release(struct site *site)
{
	struct zola *zola = site->data;

	if (zola)
		zola_sections_release(&zola->sections);
}

static bool zola_selects(const struct site *site, struct span path)
{
	static const char *const none[] = { NULL };
	const struct zola *zola = site->data;
	struct span below = site_content_path(site, path);

	return site_is_markdown(path, none) &&
	       !glob_match_any(&zola->ignored, below) &&
	       !glob_match_any(&zola->ignored, path_base(below));
}

/* Cut the language off "about.fr". */
static void cut_language(struct place *place, const struct zola *zola)
{
	struct span extension = path_extension(place->name);
	struct span code =
		span_slice(extension, extension.len ? 1 : 0, extension.len);

	place->lang = zola->lang;
	if (code.len && value_get_span(zola->languages, code)) {
		place->lang = code;
		place->name.len -= extension.len;
	}
}

static void find_place(struct place *out, const struct zola *zola,
		       struct span path)
{
	size_t len;

	memset(out, 0, sizeof(*out));
	out->path = path;
	out->dir = path_dir(path);
	out->name = path_stem(path);
	cut_language(out, zola);
	out->is_section = span_is(out->name, "_index");
	if (span_is(out->name, "index") && out->dir.len) {
		out->name = path_base(out->dir);
		out->dir = path_dir(out->dir);
	}
	out->date = date_none();
	out->slug = out->name;
	len = date_parse_prefix(&out->date, out->name, '-');
	/* A name that is all date is no date. */
	if (len == 0 || len + 1 >= out->name.len ||
	    !strchr("-_", out->name.ptr[len]))
		out->date = date_none();
	else if (!zola->keeps_dates)
		out->slug = span_slice(out->name, len + 1, out->name.len);
}

static struct span slugify(const struct zola *zola, struct span text,
			   struct arena *a)
{
	if (span_is(zola->slugify, "on"))
		return slug_zola(text, a);
	return text;
}

static struct span find_path(const struct zola *zola, const struct place *place,
			     const struct value *front, struct arena *a)
{
	struct span path = line_get(front, "path", a);
	struct span slug = line_get(front, "slug", a);
	struct span lang = { "", 0 };

	if (path.len)
		return url_clean(
			arena_printf(a, "/%.*s/", (int)path.len, path.ptr), a);
	if (!span_eq(place->lang, zola->lang))
		lang = place->lang;
	slug = slugify(zola, slug.len ? slug : place->slug, a);
	if (span_is(slug, "index") && place->dir.len == 0)
		slug.len = 0; /* the front page */
	return url_clean(arena_printf(a, "/%.*s/%.*s/%.*s/", (int)lang.len,
				      lang.ptr, (int)place->dir.len,
				      place->dir.ptr, (int)slug.len, slug.ptr),
			 a);
}

/* The first "/2020/04/30/" of the path. */
static struct date date_in_path(struct span path)
{
	struct date date;

	for (size_t i = 0; i < path.len; i++) {
		struct span rest = span_slice(path, i + 1, path.len);
		size_t len;

		if (path.ptr[i] != '/')
			continue;
		len = date_parse_prefix(&date, rest, '/');
		if (len && len < rest.len && rest.ptr[len] == '/')
			return date;
	}
	return date_none();
}

/*
 * Where there is no date, the path may tell it, as in blogs that moved to
 * Zola and kept their URLs.
 */
static struct date find_date(const struct place *place,
			     const struct value *front, struct span path)
{
	struct date date = date_get(value_get(front, "date"), NULL);

	if (!date_is_set(date))
		date = place->date;
	return date_is_set(date) ? date : date_in_path(path);
}

static void hide(struct article *out, const struct site *site,
		 const struct place *place, const struct value *front,
		 struct arena *a)
{
	const struct zola *zola = site->data;
	struct span section = span_from("_index.md");

	if (place->is_section)
		article_hide(out, HIDDEN_NO_PAGE);
	if (value_bool(value_get(front, "draft"), false) &&
	    !site->options.drafts)
		article_hide(out, HIDDEN_DRAFT);
	if (!value_bool(value_get(front, "in_search_index"), true) ||
	    !value_bool(value_get(front, "render"), true))
		article_hide(out, HIDDEN_UNLISTED);
	if (!span_eq(place->lang, zola->lang))
		section = arena_printf(a, "_index.%.*s.md",
				       (int)place->lang.len, place->lang.ptr);
	zola_sections_hide(out, &zola->sections, site, out->document->path,
			   section, a);
}

static void set_labels(struct document *document, const struct zola *zola,
		       const struct value *front, struct arena *a)
{
	static const char *const authors[] = {
		"authors",       "taxonomies.authors", "taxonomies.author",
		"extra.authors", "extra.author",       NULL,
	};

	document->title = line_get(front, "title", a);
	document->summary = line_get(front, "description", a);
	labels_put(&document->tags, value_at(front, "taxonomies.tags"),
		   LABELS_COMMAS, a);
	labels_put(&document->categories,
		   value_at(front, "taxonomies.categories"), LABELS_COMMAS, a);
	for (size_t i = 0; authors[i]; i++)
		labels_put(&document->authors, value_at(front, authors[i]),
			   LABELS_COMMAS, a);
	if (document->authors.count == 0)
		labels_put(&document->authors,
			   value_get(zola->config, "author"), LABELS_COMMAS, a);
	if (document->authors.count == 0)
		labels_put(&document->authors,
			   value_at(zola->config, "extra.author"),
			   LABELS_COMMAS, a);
	labels_put(&document->aliases, value_get(front, "aliases"),
		   LABELS_WHOLE, a);
}

static void set_markdown(struct article *out, const struct site *site)
{
	const struct zola *zola = site->data;

	out->markdown.anchors = ANCHOR_ZOLA;
	out->markdown.shortcodes = true;
	out->markdown.raw_html = true;
	out->markdown.emoji = value_bool(
		value_at(zola->config, "markdown.render_emoji"), false);
	out->markdown.definition_lists = value_bool(
		value_at(zola->config, "markdown.definition_list"), false);
	out->markdown.summary_divider = "<!-- more -->";
	out->markdown.summary_words = site->settings.summary_words;
}

static void zola_describe(struct article *out, const struct site *site,
			  const struct source *source,
			  const struct frontmatter *own, struct arena *a,
			  struct warnings *w)
{
	static const char *const dates[] = { "date", "updated", NULL };
	const struct zola *zola = site->data;
	const struct value *front = own->map;
	struct document *document = out->document;
	struct place place;
	struct span path;

	dates_check(front, dates, source->path, w);
	find_place(&place, zola, site_content_path(site, source->path));
	path = find_path(zola, &place, front, a);
	document->date = find_date(&place, front, path);
	document->lastmod = date_get(value_get(front, "updated"), NULL);
	document->url = url_join(zola->base_url, url_escape_path(path, a), a);
	document->lang = lang_tidy(place.lang, a);
	document->section =
		span_slice(place.dir, 0, span_find_char(place.dir, '/'));
	label_put(&document->aliases, place.name, a);
	label_put(&document->aliases, line_get(front, "slug", a), a);
	set_labels(document, zola, front, a);
	set_markdown(out, site);
	hide(out, site, &place, front, a);
}

const struct generator generator_zola = {
	.name = "zola",
	.recognise = zola_recognise,
	.load = zola_load,
	.release = zola_release,
	.selects = zola_selects,
	.describe = zola_describe,
};
