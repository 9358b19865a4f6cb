#include "indexer/hugo.h"

#include <dirent.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/io.h"
#include "indexer/fields.h"

/* The environment that `hugo` builds for unless told otherwise. */
static const char *const config_folders[] = { "config/production",
					      "config/_default" };

static const char *const config_files[] = {
	"hugo.toml",   "hugo.yaml",  "hugo.yml",    "hugo.json", "config.toml",
	"config.yaml", "config.yml", "config.json", NULL,
};

static bool is_config_name(struct span name)
{
	struct span extension = path_extension(name);

	return span_is(extension, ".toml") || span_is(extension, ".yaml") ||
	       span_is(extension, ".yml") || span_is(extension, ".json");
}

/*
 * The table that a file of a configuration folder holds: all of it, or
 * what stands below the table's own name where that is the only key.
 */
static struct value *unwrap(struct value *map, struct span key)
{
	if (map->map.count == 1 && span_ieq(map->map.members[0].key, key) &&
	    map->map.members[0].value->type == VALUE_MAP)
		return map->map.members[0].value;
	return map;
}

static struct value *wrap(struct arena *a, struct span key, struct value *v)
{
	struct value *map = value_new(a, VALUE_MAP);

	value_map_put(a, map, key, v);
	return map;
}

/*
 * "hugo.toml" and "config.toml" hold the whole configuration,
 * "params.toml" one table of it, "params.fr.toml" that of a language, and
 * "languages.fr.toml" the language itself.
 */
static void merge_file(struct hugo *hugo, struct span name, struct value *map,
		       struct arena *a)
{
	struct span stem = path_stem(name);
	struct span key = span_slice(stem, 0, span_find_char(stem, '.'));
	struct span lang = span_slice(stem, key.len, stem.len);

	if (span_iis(key, "hugo") || span_iis(key, "config")) {
		value_merge(a, hugo->config, map);
		return;
	}
	map = unwrap(map, key);
	if (lang.len) {
		lang = span_slice(lang, 1, lang.len);
		if (!span_iis(key, "languages"))
			map = wrap(a, key, map);
		map = wrap(a, lang, map);
		key = span_from("languages");
	}
	value_merge(a, hugo->config, wrap(a, key, map));
}

static int compare_names(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

/* Merge the files of a configuration folder, in the order of their names. */
static void read_folder(struct hugo *hugo, struct site *site,
			const char *folder, struct warnings *w)
{
	struct arena *a = &site->arena;
	struct span_list names = { NULL, 0, 0 };
	struct dirent *entry;
	DIR *dir = opendir(
		path_join(a, span_from(site->root), span_from(folder)).ptr);

	if (!dir)
		return;
	while ((entry = readdir(dir)))
		if (is_config_name(span_from(entry->d_name)))
			arena_list_put(a, &names,
				       arena_copy(a, span_from(entry->d_name)));
	closedir(dir);
	if (names.count)
		qsort(names.items, names.count, sizeof(*names.items),
		      compare_names);
	for (size_t i = 0; i < names.count; i++) {
		struct span path =
			path_join(a, span_from(folder), names.items[i]);
		struct value *map = site_read_settings(site, path.ptr, w);

		if (map)
			merge_file(hugo, names.items[i], map, a);
	}
}

/* What is merged first wins: a folder's files over the one at the root. */
static void read_files(struct hugo *hugo, struct site *site, struct warnings *w)
{
	const char *file = site_find_file(site->root, config_files);
	struct value *map;

	hugo->config = value_new(&site->arena, VALUE_MAP);
	for (size_t i = 0; i < 2; i++)
		read_folder(hugo, site, config_folders[i], w);
	map = file ? site_read_settings(site, file, w) : NULL;
	if (map)
		value_merge(&site->arena, hugo->config, map);
}

const struct value *hugo_setting(const struct hugo *hugo, size_t language,
				 const char *path)
{
	const struct value *v =
		value_at(hugo->languages[language].settings, path);

	return v ? v : value_at(hugo->config, path);
}

static bool list_has(const struct value *list, struct span text)
{
	if (!list || list->type != VALUE_LIST)
		return false;
	for (size_t i = 0; i < list->list.count; i++)
		if (span_ieq(list->list.items[i]->text, text))
			return true;
	return false;
}

static struct span lower(struct arena *a, struct span s)
{
	char *copy = arena_strdup(a, s);

	for (size_t i = 0; i < s.len; i++)
		copy[i] = ascii_lower(copy[i]);
	return span_make(copy, s.len);
}

static void read_language(struct hugo *hugo, struct hugo_language *out,
			  const struct member *m, struct span base_url,
			  struct arena *a)
{
	struct value *own = value_get(m->value, "baseURL");

	out->code = lower(a, m->key);
	out->settings = m->value;
	out->base_url = line_tidy(value_text(own, base_url), a);
	out->disabled =
		value_bool(value_get(m->value, "disabled"), false) ||
		list_has(value_get(hugo->config, "disableLanguages"), m->key);
	if (own)
		hugo->has_hosts = true;
}

static size_t find_language(const struct hugo *hugo, struct span code,
			    size_t otherwise)
{
	for (size_t i = 0; i < hugo->language_count; i++)
		if (span_ieq(hugo->languages[i].code, code))
			return i;
	return otherwise;
}

/* A site without a table of languages has one: the default. */
static void read_languages(struct hugo *hugo, const struct site *site,
			   struct arena *a)
{
	const struct value *table = value_get(hugo->config, "languages");
	struct span base_url = site->settings.base_url;
	struct span code = line_get(hugo->config, "defaultContentLanguage", a);

	if (base_url.len == 0)
		base_url = line_get(hugo->config, "baseURL", a);
	if (code.len == 0)
		code = span_from("en");
	if (!table || table->type != VALUE_MAP || table->map.count == 0) {
		hugo->languages = arena_alloc(a, sizeof(*hugo->languages));
		hugo->languages[0].code = lower(a, code);
		hugo->languages[0].base_url = base_url;
		hugo->language_count = 1;
	} else {
		hugo->languages = arena_array(a, table->map.count,
					      sizeof(*hugo->languages));
		for (size_t i = 0; i < table->map.count; i++)
			read_language(hugo, &hugo->languages[i],
				      &table->map.members[i], base_url, a);
		hugo->language_count = table->map.count;
	}
	hugo->default_language = find_language(hugo, code, 0);
	hugo->has_subfolder = value_bool(
		value_get(hugo->config, "defaultContentLanguageInSubdir"),
		false);
}

static struct span trim_slashes(struct span s)
{
	while (span_has_prefix(s, "./"))
		s = span_slice(s, 2, s.len);
	while (s.len && s.ptr[0] == '/')
		s = span_slice(s, 1, s.len);
	while (s.len && s.ptr[s.len - 1] == '/')
		s.len--;
	return s;
}

/*
 * The first mount of a folder decides its language. Folders outside the
 * site are none of ours.
 */
static void put_mount(struct hugo *hugo, struct span source, struct span target,
		      size_t language, struct arena *a, struct warnings *w)
{
	struct hugo_mount *mounts = hugo->mounts;

	source = trim_slashes(source);
	if (span_is(source, "..") || span_has_prefix(source, "../")) {
		warnings_put(w, source, 0, 0,
			     "left out: it is not in the site");
		return;
	}
	for (size_t i = 0; i < hugo->mount_count; i++)
		if (span_eq(mounts[i].source, source))
			return;
	if (hugo->mount_count == hugo->mount_alloc) {
		hugo->mount_alloc = hugo->mount_alloc * 2 + 4;
		mounts = arena_array(a, hugo->mount_alloc, sizeof(*mounts));
		if (hugo->mount_count)
			memcpy(mounts, hugo->mounts,
			       hugo->mount_count * sizeof(*mounts));
		hugo->mounts = mounts;
	}
	mounts[hugo->mount_count].source = source;
	mounts[hugo->mount_count].target = trim_slashes(target);
	mounts[hugo->mount_count++].language = language;
}

/* One entry of module.mounts; only those of content matter. */
static void read_mount(struct hugo *hugo, const struct value *mount,
		       struct arena *a, struct warnings *w)
{
	struct span target = trim_slashes(line_get(mount, "target", a));
	struct span lang = line_get(mount, "lang", a);
	const struct value *matrix = value_at(mount, "sites.matrix.languages");

	if (!path_is_below(target, span_from("content")))
		return;
	if (lang.len == 0 && matrix && matrix->type == VALUE_LIST &&
	    matrix->list.count)
		lang = matrix->list.items[0]->text;
	put_mount(hugo, line_get(mount, "source", a),
		  span_slice(target, strlen("content"), target.len),
		  find_language(hugo, lang, hugo->default_language), a, w);
}

static void put_language_mount(struct hugo *hugo, size_t language,
			       struct arena *a, struct warnings *w)
{
	if (!hugo->languages[language].disabled)
		put_mount(hugo,
			  value_text(hugo_setting(hugo, language, "contentDir"),
				     span_from("content")),
			  span_make("", 0), language, a, w);
}

/*
 * Where content comes from: blogsearch.toml, else module.mounts, else the
 * contentDir of each language. The default language comes first, for a
 * folder that several share is its own.
 */
static void read_mounts(struct hugo *hugo, const struct site *site,
			struct arena *a, struct warnings *w)
{
	const struct value *mounts = value_at(hugo->config, "module.mounts");

	for (size_t i = 0; i < site->settings.content.count; i++)
		put_mount(hugo, site->roots.items[i], span_make("", 0),
			  hugo->default_language, a, w);
	if (hugo->mount_count == 0 && mounts && mounts->type == VALUE_LIST)
		for (size_t i = 0; i < mounts->list.count; i++)
			read_mount(hugo, mounts->list.items[i], a, w);
	if (hugo->mount_count)
		return;
	put_language_mount(hugo, hugo->default_language, a, w);
	for (size_t i = 0; i < hugo->language_count; i++)
		put_language_mount(hugo, i, a, w);
}

void hugo_config_read(struct hugo *hugo, struct site *site, struct warnings *w)
{
	struct arena *a = &site->arena;

	read_files(hugo, site, w);
	read_languages(hugo, site, a);
	read_mounts(hugo, site, a, w);
	hugo->cascade =
		hugo_cascade_read(value_get(hugo->config, "cascade"), a);
	hugo_dates_read(hugo, a);
}
