#include "indexer/jekyll.h"

#include "base/io.h"
#include "indexer/fields.h"
#include "indexer/glob.h"
#include "indexer/url.h"

static const char *const config_files[] = { "_config.yml", "_config.yaml",
					    "_config.toml", NULL };

/* A star crosses folders here, so each becomes two of ours. */
static void put_pattern(struct span_list *out, struct span pattern,
			struct arena *a)
{
	struct strbuf wide = STRBUF_INIT;

	while (span_has_prefix(pattern, "./"))
		pattern = span_slice(pattern, 2, pattern.len);
	if (span_has_prefix(pattern, "/"))
		pattern = span_slice(pattern, 1, pattern.len);
	if (span_has_suffix(pattern, "/"))
		pattern.len--;
	for (size_t i = 0; i < pattern.len; i++) {
		if (pattern.ptr[i] == '*')
			strbuf_put_char(&wide, '*');
		strbuf_put_char(&wide, pattern.ptr[i]);
	}
	if (wide.len)
		arena_list_put(a, out, arena_copy(a, strbuf_span(&wide)));
	strbuf_release(&wide);
}

static void read_patterns(struct span_list *out, const struct value *v,
			  struct arena *a)
{
	struct span_list lines = { NULL, 0, 0 };

	labels_put(&lines, v, LABELS_WHOLE, a);
	for (size_t i = 0; i < lines.count; i++)
		put_pattern(out, lines.items[i], a);
}

static void read_excludes(struct jekyll *jekyll, struct arena *a)
{
	static const char *const always[] = {
		"_site",       "vendor/bundle", "vendor/cache", "vendor/gems",
		"vendor/ruby", "gemfiles",      "node_modules",
	};
	const struct value *config = jekyll->config;

	for (size_t i = 0; i < sizeof(always) / sizeof(always[0]); i++)
		put_pattern(&jekyll->exclude, span_from(always[i]), a);
	put_pattern(&jekyll->exclude, line_get(config, "destination", a), a);
	read_patterns(&jekyll->exclude, value_get(config, "exclude"), a);
	read_patterns(&jekyll->include, value_get(config, "include"), a);
}

static void put_collection(struct jekyll *jekyll, struct span label,
			   const struct value *settings, struct arena *a)
{
	struct jekyll_collection *collection =
		&jekyll->collections[jekyll->collection_count++];

	collection->label = label;
	collection->has_output =
		value_bool(value_get(settings, "output"), false);
	collection->permalink = line_get(settings, "permalink", a);
}

/* A table by their labels, or a list of labels. */
static void read_collections(struct jekyll *jekyll, struct arena *a)
{
	const struct value *v = value_get(jekyll->config, "collections");
	size_t count = 0;

	if (v && v->type == VALUE_MAP)
		count = v->map.count;
	else if (v && v->type == VALUE_LIST)
		count = v->list.count;
	jekyll->collections =
		arena_array(a, count + 1, sizeof(*jekyll->collections));
	for (size_t i = 0; i < count; i++) {
		if (v->type == VALUE_MAP)
			put_collection(jekyll, v->map.members[i].key,
				       v->map.members[i].value, a);
		else
			put_collection(jekyll, v->list.items[i]->text, NULL, a);
	}
	for (size_t i = 0; i < count; i++) {
		if (span_is(jekyll->collections[i].label, "posts")) {
			jekyll->collections[i].has_output = true;
			return;
		}
	}
	put_collection(jekyll, span_from("posts"), NULL, a);
	jekyll->collections[count].has_output = true;
}

static struct span read_folder(const struct jekyll *jekyll, const char *key,
			       struct arena *a)
{
	struct span folder = line_get(jekyll->config, key, a);

	while (span_has_prefix(folder, "./"))
		folder = span_slice(folder, 2, folder.len);
	while (folder.len && folder.ptr[folder.len - 1] == '/')
		folder.len--;
	if (span_is(folder, ".") || span_has_prefix(folder, "/") ||
	    span_has_prefix(folder, ".."))
		folder.len = 0;
	return folder;
}

/* "https://a.org" and "/blog" of `url` and `baseurl`. */
static struct span read_base_url(const struct jekyll *jekyll,
				 const struct site *site, struct arena *a)
{
	struct span url = line_get(jekyll->config, "url", a);
	struct span base = line_get(jekyll->config, "baseurl", a);

	if (site->settings.base_url.len)
		return site->settings.base_url;
	return base.len ? url_join(url, base, a) : url;
}

static void read_authors(struct jekyll *jekyll, struct site *site,
			 struct warnings *w)
{
	static const char *const files[] = { "_data/authors.yml",
					     "_data/authors.yaml",
					     "_data/authors.json", NULL };
	const char *file = site_find_file(site->root, files);

	if (file)
		jekyll->authors = site_read_settings(site, file, w);
}

void jekyll_config_read(struct jekyll *jekyll, struct site *site,
			struct warnings *w)
{
	const char *file = site_find_file(site->root, config_files);
	struct arena *a = &site->arena;

	if (file)
		jekyll->config = site_read_settings(site, file, w);
	if (!jekyll->config)
		jekyll->config = value_new(a, VALUE_MAP);
	read_authors(jekyll, site, w);
	jekyll->base_url = read_base_url(jekyll, site, a);
	jekyll->source = read_folder(jekyll, "source", a);
	if (site->settings.content.count)
		jekyll->source = site->roots.items[0];
	jekyll->collections_dir = read_folder(jekyll, "collections_dir", a);
	jekyll->zone = zone_read(line_get(jekyll->config, "timezone", a), a);
	jekyll->permalink = line_get(jekyll->config, "permalink", a);
	if (jekyll->permalink.len == 0)
		jekyll->permalink = span_from("date");
	read_collections(jekyll, a);
	read_excludes(jekyll, a);
}

/* The type that a default's scope may name: "posts", "pages", ... */
static bool fits_type(const struct value *scope,
		      const struct jekyll_place *place)
{
	const struct value *type = value_get(scope, "type");
	struct span wanted = value_text(type, span_make("", 0));
	struct span label = span_from("pages");

	if (!type)
		return true;
	if (span_is(wanted, "post"))
		wanted = span_from("posts");
	if (span_is(wanted, "page"))
		wanted = span_from("pages");
	if (place->collection)
		label = place->collection->label;
	return span_eq(wanted, label);
}

/* A scope's path is a beginning; with stars, of what they match. */
static bool fits_path(struct span scope, struct span path)
{
	if (span_has_prefix(scope, "/"))
		scope = span_slice(scope, 1, scope.len);
	if (span_find_char(scope, '*') == scope.len)
		return path.len >= scope.len &&
		       (scope.len == 0 ||
			!memcmp(path.ptr, scope.ptr, scope.len));
	if (span_has_suffix(scope, "/"))
		scope.len--;
	for (size_t i = 0; i < path.len; i++)
		if (path.ptr[i] == '/' &&
		    glob_match(scope, span_slice(path, 0, i)))
			return true;
	return glob_match(scope, path);
}

static size_t scope_length(const struct value *scope)
{
	return value_text(value_get(scope, "path"), span_make("", 0)).len;
}

/* Whether `set` counts more than `other`, which stands before it. */
static bool is_nearer(const struct value *set, const struct value *other)
{
	const struct value *scope = value_get(set, "scope");
	const struct value *old = value_get(other, "scope");

	if (scope_length(scope) != scope_length(old))
		return scope_length(scope) > scope_length(old);
	return value_get(scope, "type") || !value_get(old, "type");
}

/* The set that counts most of those not taken yet, or NULL. */
static const struct value *next_set(const struct value *list, bool *taken,
				    const struct jekyll_place *place)
{
	const struct value *found = NULL;
	size_t at = 0;

	for (size_t i = 0; i < list->list.count; i++) {
		const struct value *set = list->list.items[i];
		const struct value *scope = value_get(set, "scope");
		struct span path =
			value_text(value_get(scope, "path"), span_make("", 0));

		if (taken[i] || !fits_type(scope, place) ||
		    !fits_path(path, place->path))
			continue;
		if (!found || is_nearer(set, found)) {
			found = set;
			at = i;
		}
	}
	if (found)
		taken[at] = true;
	return found;
}

/* More defaults than this are not looked at: each is compared with all. */
#define MAX_DEFAULTS 200

const struct value *jekyll_defaults_apply(const struct jekyll *jekyll,
					  const struct jekyll_place *place,
					  const struct value *front,
					  struct arena *a)
{
	const struct value *list = value_get(jekyll->config, "defaults");
	struct value *merged;
	const struct value *set;
	bool taken[MAX_DEFAULTS] = { false };

	if (!list || list->type != VALUE_LIST ||
	    list->list.count > MAX_DEFAULTS)
		return front;
	merged = value_new(a, VALUE_MAP);
	value_merge(a, merged, front);
	while ((set = next_set(list, taken, place))) {
		const struct value *values = value_get(set, "values");

		if (values && values->type == VALUE_MAP)
			value_merge(a, merged, values);
	}
	return merged;
}
