#include "indexer/site.h"

#include <stdlib.h>

#include "base/io.h"
#include "base/map.h"
#include "base/mem.h"
#include "indexer/generator.h"
#include "indexer/files.h"
#include "indexer/summary.h"
#include "indexer/url.h"
#include "indexer/fields.h"

/* Raise it whenever a rule changes: every article is then read again. */
#define RULES_VERSION "2"

/* In the order in which they are asked whether the site is theirs. */
static const struct generator *const generators[] = {
	&generator_zola,  &generator_hugo,  &generator_jekyll,
	&generator_astro, &generator_plain,
};
/* More than SYNONYMS_MAX rules of some length. */
#define MAX_SYNONYMS_SIZE (1024 * 1024)

#define GENERATOR_COUNT (sizeof(generators) / sizeof(generators[0]))

const char *site_generator(const struct site *site)
{
	return site->generator->name;
}

const char *site_root(const struct site *site)
{
	return site->root;
}

uint64_t site_fingerprint(const struct site *site)
{
	return site->fingerprint;
}

const struct value *site_settings(const struct site *site)
{
	return site->settings.map;
}

struct span site_language(const struct site *site)
{
	return site->language;
}

void site_put_tuning(const struct site *site, struct strbuf *out)
{
	tuning_write(out, &site->settings.tuning);
}

void site_put_synonyms(const struct site *site, struct strbuf *out)
{
	strbuf_put_span(out, strbuf_span(&site->synonyms.lines));
}

uint64_t site_max_file_size(const struct site *site)
{
	return site->settings.max_file_size;
}

void site_hash(struct site *site, struct span bytes)
{
	uint64_t length = bytes.len;

	/* The length first, so that "ab", "c" is not "a", "bc". */
	site->fingerprint =
		hash_bytes(span_make((const char *)&length, sizeof(length)),
			   site->fingerprint);
	site->fingerprint = hash_bytes(bytes, site->fingerprint);
}

static const struct generator *find_generator(struct span name)
{
	for (size_t i = 0; i < GENERATOR_COUNT; i++)
		if (span_is(name, generators[i]->name))
			return generators[i];
	return NULL;
}

static const struct generator *recognise(const struct site *site,
					 struct warnings *w)
{
	struct span name = site->settings.generator;
	const struct generator *generator = find_generator(name);
	size_t i = 0;

	if (generator)
		return generator;
	if (name.len)
		warnings_put(w, span_from(SETTINGS_FILE), 0, 0,
			     "unknown generator '%.*s'; known are hugo, "
			     "jekyll, zola, astro and plain",
			     (int)name.len, name.ptr);
	while (!generators[i]->recognise(site->root))
		i++; /* plain is the last, and takes any folder */
	return generators[i];
}

/* Those of the owner's file come first, and the defaults last. */
static void read_synonyms(struct site *site, struct warnings *w)
{
	const struct value *table = value_get(site->settings.map, "synonyms");
	struct span path = path_join(&site->arena, span_from(site->root),
				     span_from(SYNONYMS_FILE));
	struct strbuf text = STRBUF_INIT;
	struct error err = ERROR_INIT;

	if (io_is_file(path.ptr)) {
		if (io_read_file(&text, path.ptr, MAX_SYNONYMS_SIZE, &err) < 0)
			warnings_put(w, span_from(SYNONYMS_FILE), 0, 0, "%s",
				     err.message);
		synonym_list_parse(&site->synonyms, strbuf_span(&text), w);
	}
	if (table && table->type == VALUE_MAP)
		synonym_list_read_table(&site->synonyms, table, w);
	strbuf_release(&text);
}

/* The folders of blogsearch.toml, instead of the generator's. */
static void override_roots(struct site *site)
{
	const struct span_list *content = &site->settings.content;

	if (content->count)
		site->roots.count = 0;
	for (size_t i = 0; i < content->count; i++) {
		struct span folder = content->items[i];

		while (folder.len && folder.ptr[folder.len - 1] == '/')
			folder.len--;
		while (span_has_prefix(folder, "./"))
			folder = span_slice(folder, 2, folder.len);
		if (span_is(folder, "."))
			folder.len = 0;
		arena_list_put(&site->arena, &site->roots, folder);
	}
}

static void hash_value(struct site *site, const struct value *v)
{
	switch (v->type) {
	case VALUE_LIST:
		site_hash(site, span_from("["));
		for (size_t i = 0; i < v->list.count; i++)
			hash_value(site, v->list.items[i]);
		site_hash(site, span_from("]"));
		break;
	case VALUE_MAP:
		site_hash(site, span_from("{"));
		for (size_t i = 0; i < v->map.count; i++) {
			site_hash(site, v->map.members[i].key);
			hash_value(site, v->map.members[i].value);
		}
		site_hash(site, span_from("}"));
		break;
	default:
		site_hash(site, v->text);
		break;
	}
}

/* All of blogsearch.toml that decides what becomes of articles. */
static void hash_settings(struct site *site)
{
	const struct value *map = site->settings.map;

	for (size_t i = 0; i < map->map.count; i++) {
		const struct member *m = &map->map.members[i];

		if (settings_is_for_queries(m->key))
			continue;
		site_hash(site, m->key);
		hash_value(site, m->value);
	}
}

static void hash_options(struct site *site)
{
	char flags[2] = { site->options.drafts ? 'd' : '-',
			  site->options.future ? 'f' : '-' };

	site_hash(site, span_from(RULES_VERSION));
	site_hash(site, span_make(flags, sizeof(flags)));
	site_hash(site, span_from(site->generator->name));
}

static void find_language(struct site *site)
{
	if (site->language.len == 0)
		site->language = site->settings.lang;
	if (site->language.len == 0)
		site->language = span_from("en");
	site->language = lang_tidy(site->language, &site->arena);
}

int site_open(struct site **out, const char *root,
	      const struct site_options *options, struct warnings *w,
	      struct error *err)
{
	const struct synonym_list no_synonyms = SYNONYM_LIST_INIT;
	struct site *site;
	struct value *map;

	*out = NULL;
	if (io_is_file(root))
		return error_set(err, ERR_IO, "'%s' is a file, not a folder",
				 root);
	if (!io_is_folder(root))
		return error_set(err, ERR_IO, "there is no folder '%s'", root);
	site = xcalloc(1, sizeof(*site));
	site->root = xstrdup(root);
	site->synonyms = no_synonyms;
	site->options = *options;
	map = site_parse_settings(site, SETTINGS_FILE, w);
	if (!map)
		map = value_new(&site->arena, VALUE_MAP);
	settings_read(&site->settings, map, &site->arena, w);
	read_synonyms(site, w);
	site->generator = recognise(site, w);
	hash_options(site);
	hash_settings(site);
	override_roots(site);
	site->generator->load(site, w);
	find_language(site);
	*out = site;
	return 0;
}

void site_free(struct site *site)
{
	if (!site)
		return;
	if (site->generator->release)
		site->generator->release(site);
	strbuf_release(&site->synonyms.lines);
	arena_release(&site->arena);
	free(site->root);
	free(site);
}

static bool is_hidden_name(struct span name)
{
	return span_has_prefix(name, ".") || span_is(name, "node_modules");
}

bool site_wants(void *arg, struct span path, bool is_folder)
{
	const struct site *site = arg;
	const struct generator *generator = site->generator;

	if (is_hidden_name(path_base(path)) ||
	    ignore_matches(&site->settings.ignore, path, is_folder))
		return false;
	if (is_folder)
		return !generator->enters || generator->enters(site, path);
	return generator->selects(site, path);
}

bool path_is_below(struct span path, struct span folder)
{
	if (folder.len == 0)
		return true;
	return path.len >= folder.len &&
	       !memcmp(path.ptr, folder.ptr, folder.len) &&
	       (path.len == folder.len || path.ptr[folder.len] == '/');
}

struct span site_content_path(const struct site *site, struct span path)
{
	size_t longest = 0;

	for (size_t i = 0; i < site->roots.count; i++) {
		struct span root = site->roots.items[i];

		if (root.len > longest && path_is_below(path, root) &&
		    path.len > root.len)
			longest = root.len;
	}
	return longest ? span_slice(path, longest + 1, path.len) : path;
}

/* Whether the walk comes by this root from another one. */
static bool is_covered(const struct site *site, size_t at)
{
	struct span root = site->roots.items[at];

	for (size_t i = 0; i < site->roots.count; i++) {
		struct span other = site->roots.items[i];

		if (i != at && path_is_below(root, other) &&
		    (i < at || other.len < root.len))
			return true;
	}
	return false;
}

int site_walk(struct source_list *out, const struct site *site, struct arena *a,
	      struct warnings *w, struct error *err)
{
	struct error trouble = ERROR_INIT;

	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < site->roots.count; i++) {
		struct span root = site->roots.items[i];

		if (is_covered(site, i))
			continue;
		/* site_wants() leaves the site as it is. */
		if (files_walk(out, site->root, root, site_wants, (void *)site,
			       a, w, &trouble) == 0)
			continue;
		if (root.len == 0) {
			*err = trouble;
			return -1;
		}
		warnings_put(w, root, 0, 0, "%s", trouble.message);
	}
	files_sort(out);
	return 0;
}

static void set_defaults(struct article *out, const struct site *site,
			 const struct source *source, struct arena *a)
{
	const struct settings *settings = &site->settings;

	memset(out, 0, sizeof(*out));
	out->document = arena_alloc(a, sizeof(*out->document));
	out->document->path = source->path;
	out->document->date = date_none();
	out->document->lastmod = date_none();
	out->changes_at = DATE_NONE;
	out->words_per_minute = settings->words_per_minute;
	out->words_per_minute_cjk = settings->words_per_minute_cjk;
	out->markdown.summary_words =
		settings->summary_words ? settings->summary_words : 70;
}

/* No link may run a script, whatever the generator's settings say. */
static void check_url(struct document *document, struct warnings *w,
		      struct arena *a)
{
	struct span url = document->url, path = document->path;

	if (url_is_safe(url))
		return;
	warnings_put(w, path, 0, 0,
		     "the URL '%.*s' is none of the web; the file's place is "
		     "taken",
		     url.len > 80 ? 80 : (int)url.len, url.ptr);
	path.len -= path_extension(path).len;
	document->url = url_join(span_make("", 0), url_encode(path, "", a), a);
}

/* Cut lists that no article has in earnest. */
static void check_labels(struct document *document, struct warnings *w)
{
	const struct {
		const char *name;
		struct span_list *list;
	} lists[] = {
		{ "tags", &document->tags },
		{ "categories", &document->categories },
		{ "authors", &document->authors },
		{ "aliases", &document->aliases },
	};

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		if (lists[i].list->count <= LABELS_MAX)
			continue;
		lists[i].list->count = LABELS_MAX;
		warnings_put(w, document->path, 0, 0,
			     "more than %d %s; the others are left out",
			     LABELS_MAX, lists[i].name);
	}
}

void site_describe(struct article *out, const struct site *site,
		   const struct source *source, const struct frontmatter *front,
		   struct arena *a, struct warnings *w)
{
	set_defaults(out, site, source, a);
	site->generator->describe(out, site, source, front, a, w);
	out->document->summary =
		summary_without_marks(out->document->summary, a);
	check_url(out->document, w, a);
	check_labels(out->document, w);
	/* As Hugo and Zola take it; without a language there are no stems. */
	if (out->document->lang.len == 0)
		out->document->lang = span_from("en");
	if (front->visibility_unknown && out->visibility != HIDDEN_NO_PAGE)
		out->visibility = HIDDEN_BROKEN;
}
