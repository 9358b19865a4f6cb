#include "indexer/jekyll.h"

#include "base/ascii.h"
#include "indexer/fields.h"
#include "text/unicode.h"
#include "text/utf8.h"

/* Hexo's settings have the same name; its articles carry no dates. */
static bool jekyll_recognise(const char *root)
{
	static const char *const files[] = { "_config.yml", "_config.yaml",
					     "_config.toml", NULL };

	return site_find_file(root, files) &&
	       !(site_has_folder(root, "scaffolds") &&
		 site_has_folder(root, "source/_posts"));
}

static const char *const langs[] = { "lang", "locale", NULL };

static void jekyll_load(struct site *site, struct warnings *w)
{
	struct jekyll *jekyll = arena_alloc(&site->arena, sizeof(*jekyll));

	site->data = jekyll;
	jekyll_config_read(jekyll, site, w);
	site->language = line_get_first(jekyll->config, langs, &site->arena);
	if (site->roots.count == 0)
		arena_list_put(&site->arena, &site->roots, jekyll->source);
}

/* "My First Post" of "my-first-post". */
static struct span title_from_slug(struct span slug, struct arena *a)
{
	struct strbuf title = STRBUF_INIT;
	struct span result;
	bool first = true;

	for (size_t pos = 0; pos < slug.len;) {
		int32_t code = utf8_next(slug, &pos);

		if (code == '-') {
			strbuf_put_char(&title, ' ');
			first = true;
			continue;
		}
		utf8_put(&title,
			 first ? unicode_upper(code) : unicode_lower(code));
		first = false;
	}
	result = line_tidy(strbuf_span(&title), a);
	strbuf_release(&title);
	return result;
}

static struct date find_date(const struct jekyll *jekyll,
			     const struct jekyll_place *place,
			     const struct source *source,
			     const struct value *front)
{
	struct date date = jekyll_date_get(jekyll, value_get(front, "date"));

	if (!date_is_set(date) && date_is_set(place->date))
		date = jekyll_day(jekyll, place->date);
	if (!date_is_set(date) && place->kind == JEKYLL_DRAFT) {
		date.seconds = source->mtime / 1000000000;
		date.has_time = date.has_zone = true;
	}
	return date;
}

/* Folders before _posts, then what the front matter says. */
static void set_categories(struct document *document,
			   const struct jekyll_place *place,
			   const struct value *front, struct arena *a)
{
	struct span rest = place->super_dirs, dir;

	while (span_next_piece(&rest, '/', &dir))
		label_put(&document->categories, dir, a);
	labels_put(&document->categories, value_get(front, "categories"),
		   LABELS_WORDS, a);
	labels_put(&document->categories, value_get(front, "category"),
		   LABELS_COMMAS, a);
}

/* An author may be a key of _data/authors.yml. */
static void set_authors(struct document *document, const struct jekyll *jekyll,
			const struct value *front, struct arena *a)
{
	static const char *const keys[] = { "author", "authors" };
	struct span_list names = { NULL, 0, 0 };

	for (size_t i = 0; i < 2; i++)
		labels_put(&names, value_get(front, keys[i]), LABELS_COMMAS, a);
	for (size_t i = 0; i < 2 && names.count == 0; i++)
		labels_put(&names, value_get(jekyll->config, keys[i]),
			   LABELS_COMMAS, a);
	for (size_t i = 0; i < names.count; i++) {
		struct span name = line_get(
			value_get_span(jekyll->authors, names.items[i]), "name",
			a);

		label_put(&document->authors, name.len ? name : names.items[i],
			  a);
	}
}

static void set_labels(struct article *out, const struct jekyll *jekyll,
		       const struct jekyll_place *place,
		       const struct value *front, struct arena *a)
{
	struct document *document = out->document;
	size_t end = span_find_char(place->path, '/');

	document->title = line_get(front, "title", a);
	if (document->title.len == 0 && place->collection)
		document->title = title_from_slug(place->slug, a);
	document->summary = line_get(front, "excerpt", a);
	out->summary_is_final = document->summary.len > 0;
	if (document->summary.len == 0)
		document->summary = line_get(front, "description", a);
	document->lang = line_get_first(front, langs, a);
	if (document->lang.len == 0)
		document->lang = line_get_first(jekyll->config, langs, a);
	if (place->collection)
		document->section = place->collection->label;
	else if (end < place->path.len)
		document->section = span_slice(place->path, 0, end);
	set_categories(document, place, front, a);
	labels_put(&document->tags, value_get(front, "tags"), LABELS_WORDS, a);
	labels_put(&document->tags, value_get(front, "tag"), LABELS_COMMAS, a);
	set_authors(document, jekyll, front, a);
	label_put(&document->aliases, place->slug, a);
	label_put(&document->aliases, line_get(front, "slug", a), a);
	labels_put(&document->aliases, value_get(front, "redirect_from"),
		   LABELS_WHOLE, a);
}

static bool has_plugin(const struct jekyll *jekyll, const char *name)
{
	const struct value *list = value_get(jekyll->config, "plugins");

	if (!list || list->type != VALUE_LIST)
		return false;
	for (size_t i = 0; i < list->list.count; i++)
		if (span_is(list->list.items[i]->text, name))
			return true;
	return false;
}

static void set_markdown(struct article *out, const struct site *site,
			 const struct value *front, struct arena *a)
{
	const struct jekyll *jekyll = site->data;
	struct markdown_options *markdown = &out->markdown;
	const struct value *divider = value_get(front, "excerpt_separator");

	if (!divider)
		divider = value_get(jekyll->config, "excerpt_separator");
	/* The default is an empty line: the first paragraph. */
	if (divider && span_trim(divider->text).len)
		markdown->summary_divider =
			arena_strdup(a, span_trim(divider->text));
	markdown->anchors = ANCHOR_KRAMDOWN;
	markdown->liquid = true;
	markdown->raw_html = true;
	markdown->definition_lists = true;
	markdown->emoji = has_plugin(jekyll, "jemoji");
	markdown->summary_words = site->settings.summary_words;
}

/*
 * Without front matter a file is copied as it is; only posts do without.
 * A file in _posts whose name has no date is nothing at all.
 */
static bool is_page(const struct jekyll_place *place,
		    const struct frontmatter *own)
{
	if (place->kind == JEKYLL_POST)
		return date_is_set(place->date);
	if (place->kind == JEKYLL_DRAFT)
		return true;
	if (place->kind == JEKYLL_DOCUMENT && !place->collection->has_output)
		return false;
	return own->format != FRONTMATTER_NONE;
}

static void hide(struct article *out, const struct site *site,
		 const struct jekyll_place *place,
		 const struct frontmatter *own, const struct value *front)
{
	const struct jekyll *jekyll = site->data;
	const struct value *config = jekyll->config;
	struct date publish = out->document->date;
	bool shows_drafts = site->options.drafts;

	if (!is_page(place, own))
		article_hide(out, HIDDEN_NO_PAGE);
	if (place->kind == JEKYLL_DRAFT && !shows_drafts &&
	    !value_bool(value_get(config, "show_drafts"), false))
		article_hide(out, HIDDEN_DRAFT);
	if (!value_bool(value_get(front, "published"), true) && !shows_drafts &&
	    !value_bool(value_get(config, "unpublished"), false))
		article_hide(out, HIDDEN_DRAFT);
	if (!place->collection ||
	    value_bool(value_get(config, "future"), false))
		publish = date_none();
	article_schedule(out, site, publish, date_none());
	if (value_bool(value_get(front, "searchHidden"), false) ||
	    value_bool(value_get(front, "search_exclude"), false))
		article_hide(out, HIDDEN_UNLISTED);
}

static void jekyll_describe(struct article *out, const struct site *site,
			    const struct source *source,
			    const struct frontmatter *own, struct arena *a,
			    struct warnings *w)
{
	static const char *const lastmod[] = { "last_modified_at", NULL };
	/* Jekyll builds no site with a mistake in it. */
	static const char *const deciding[] = { "date", NULL };
	const struct jekyll *jekyll = site->data;
	struct document *document = out->document;
	const struct value *front;
	struct jekyll_place place;
	bool has_dates;

	dates_check(own->map, lastmod, source->path, w);
	has_dates = dates_check(own->map, deciding, source->path, w);
	jekyll_place_find(&place, jekyll, source->path);
	front = jekyll_defaults_apply(jekyll, &place, own->map, a);
	document->date = find_date(jekyll, &place, source, front);
	document->lastmod =
		jekyll_date_get(jekyll, value_get(front, "last_modified_at"));
	set_labels(out, jekyll, &place, front, a);
	if (document->lang.len == 0)
		document->lang = site->settings.lang;
	document->lang = lang_tidy(document->lang, a);
	document->url = jekyll_permalink(jekyll, &place, front, document->date,
					 &document->categories, a);
	set_markdown(out, site, front, a);
	hide(out, site, &place, own, front);
	if (!has_dates)
		article_hide(out, HIDDEN_BROKEN);
}

const struct generator generator_jekyll = {
	.name = "jekyll",
	.recognise = jekyll_recognise,
	.load = jekyll_load,
	.enters = jekyll_enters,
	.selects = jekyll_selects,
	.describe = jekyll_describe,
};
