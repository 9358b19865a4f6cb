#include "indexer/hugo.h"

#include <stdlib.h>

#include "base/io.h"
#include "base/mem.h"
#include "indexer/files.h"

/* An _index.md is a few settings and perhaps an introduction. */
#define MAX_SECTION_SIZE (1024 * 1024)

static const struct hugo_mount *find_mount(const struct hugo *hugo,
					   struct span path)
{
	const struct hugo_mount *found = NULL;

	for (size_t i = 0; i < hugo->mount_count; i++) {
		const struct hugo_mount *mount = &hugo->mounts[i];

		if (path_is_below(path, mount->source) &&
		    (!found || mount->source.len > found->source.len))
			found = mount;
	}
	return found;
}

/* The path in the content that the file at `path` is mounted to. */
static struct span content_path(const struct hugo_mount *mount,
				struct span path, struct arena *a)
{
	size_t from = mount->source.len ? mount->source.len + 1 : 0;
	struct span below =
		span_slice(path, from < path.len ? from : path.len, path.len);

	if (mount->target.len == 0)
		return below;
	return path_join(a, mount->target, below);
}

/*
 * Cut the language off "about.fr"; the code must be one of the site's.
 * Returns `otherwise` where there is none.
 */
static size_t cut_language(const struct hugo *hugo, struct span *stem,
			   size_t otherwise)
{
	struct span code = path_extension(*stem);

	for (size_t i = 0; code.len && i < hugo->language_count; i++) {
		if (span_eq(span_slice(code, 1, code.len),
			    hugo->languages[i].code)) {
			stem->len -= code.len;
			return i;
		}
	}
	return otherwise;
}

/* The outermost bundle that holds `path`, or an empty span. */
static struct span find_bundle(const struct hugo *hugo, struct span path)
{
	for (size_t i = 0; i < path.len; i++)
		if (path.ptr[i] == '/' &&
		    map_find(&hugo->bundles, span_slice(path, 0, i)))
			return span_slice(path, 0, i);
	return span_make("", 0);
}

static struct span section_key(size_t language, struct span dir,
			       struct arena *a)
{
	return arena_printf(a, "%zu:%.*s", language, (int)dir.len, dir.ptr);
}

const struct hugo_section *hugo_section_find(const struct hugo *hugo,
					     size_t language, struct span dir,
					     struct arena *a)
{
	const struct map_entry *entry =
		map_find(&hugo->section_index, section_key(language, dir, a));

	return entry ? &hugo->sections[entry->value - 1] : NULL;
}

/*
 * The folders that are sections: a top one always, others where they have
 * an _index.md.
 */
static void find_sections(struct hugo_page *page, const struct hugo *hugo,
			  struct arena *a)
{
	size_t start = 0;

	while (start < page->dir.len) {
		struct span rest = span_slice(page->dir, start, page->dir.len);
		size_t len = span_find_char(rest, '/');
		struct span dir = span_slice(page->dir, 0, start + len);

		if (start == 0 ||
		    hugo_section_find(hugo, page->language, dir, a))
			arena_list_put(a, &page->sections,
				       span_slice(rest, 0, len));
		start += len + 1;
	}
}

void hugo_page_find(struct hugo_page *out, const struct hugo *hugo,
		    struct span path, struct arena *a)
{
	const struct hugo_mount *mount = find_mount(hugo, path);
	struct span bundle;

	memset(out, 0, sizeof(*out));
	path = content_path(mount, path, a);
	out->dir = path_dir(path);
	out->name = path_stem(path);
	out->language = cut_language(hugo, &out->name, mount->language);
	bundle = find_bundle(hugo, path);
	if (span_is(out->name, "index") && out->dir.len &&
	    span_eq(out->dir, bundle)) {
		out->is_bundle = true;
		out->name = path_base(bundle);
		out->dir = path_dir(bundle);
	} else if (bundle.len) {
		out->kind = HUGO_RESOURCE;
	} else if (span_is(out->name, "_index")) {
		out->kind = HUGO_SECTION;
	}
	out->path = out->kind == HUGO_SECTION
			    ? out->dir
			    : path_join(a, out->dir, out->name);
	find_sections(out, hugo, a);
}

/* Content in any of the formats that Hugo reads makes a bundle. */
static bool is_content(struct span path)
{
	static const char *const others[] = { ".mdown", ".html", ".htm",
					      ".org",   ".adoc", ".asciidoc",
					      ".ad",    ".rst",  ".pandoc",
					      ".pdc",   NULL };

	return site_is_markdown(path, others);
}

/* What the survey gathers before it knows which folders are bundles. */
struct survey {
	struct hugo *hugo;
	struct site *site;
	struct warnings *warnings;
	struct arena scratch;
	/*
	 * Folders with articles: "posts/a/" where one of them is no index,
	 * "posts/a" where there is only that.
	 */
	struct map folders;
};

static void note_folder(struct survey *survey, struct span path, bool is_index)
{
	const struct hugo_mount *mount = find_mount(survey->hugo, path);
	struct arena *a = &survey->scratch;
	struct span dir = path_dir(content_path(mount, path, a));

	map_put(&survey->folders, arena_printf(a, "%.*s%s", (int)dir.len,
					       dir.ptr, is_index ? "" : "/"));
}

/* A files_filter that lists the files index.* and _index.*. */
static bool survey_wants(void *arg, struct span path, bool is_folder)
{
	struct survey *survey = arg;
	struct span name = path_base(path);
	struct span stem = span_slice(name, 0, span_find_char(name, '.'));
	bool is_index = span_is(stem, "index");

	if (is_folder)
		return site_wants(survey->site, path, true);
	if (!is_content(path))
		return false;
	if (survey->site->generator->selects(survey->site, path))
		note_folder(survey, path, is_index);
	return is_index || span_is(stem, "_index");
}

/* Keep what the section at `key` hands down. */
static void put_section(struct survey *survey, struct span key,
			struct span path)
{
	struct hugo *hugo = survey->hugo;
	struct map_entry *entry = map_put(&hugo->section_index, key);
	struct arena *a = &survey->site->arena;
	struct strbuf text = STRBUF_INIT;
	struct frontmatter front;
	struct warnings unused = { a, NULL, NULL, 0 };
	struct error err = ERROR_INIT;
	struct span file = path_join(&survey->scratch,
				     span_from(survey->site->root), path);
	struct hugo_cascade *cascade = NULL;

	bool is_doubtful = true; /* until it has been read */
	size_t front_len = 0;

	if (entry->value)
		return;
	/* Mistakes are told when the file is described. */
	if (io_read_file(&text, file.ptr, MAX_SECTION_SIZE, &err) == 0) {
		frontmatter_parse(&front, strbuf_span(&text), path, a, &unused);
		cascade = hugo_cascade_read(value_get(front.map, "cascade"), a);
		is_doubtful = front.visibility_unknown;
		front_len = text.len - front.body.len;
	}
	if (cascade || is_doubtful)
		site_hash(survey->site,
			  span_slice(strbuf_span(&text), 0, front_len));
	if (is_doubtful)
		warnings_put(survey->warnings, path, 0, 0, SECTION_DOUBT);
	strbuf_release(&text);
	ARRAY_GROW(hugo->sections, hugo->section_count + 1,
		   hugo->section_alloc);
	hugo->sections[hugo->section_count].cascade = cascade;
	hugo->sections[hugo->section_count++].is_doubtful = is_doubtful;
	entry->value = hugo->section_count;
}

static void survey_file(struct survey *survey, struct span path)
{
	struct hugo *hugo = survey->hugo;
	struct arena *a = &survey->scratch;
	const struct hugo_mount *mount = find_mount(hugo, path);
	struct span place = content_path(mount, path, a);
	struct span stem = path_stem(place);
	struct span dir = path_dir(place);
	size_t language = cut_language(hugo, &stem, mount->language);

	if (span_is(stem, "_index")) {
		site_hash(survey->site, path);
		put_section(survey, section_key(language, dir, a), path);
	} else if (span_is(stem, "index") && dir.len) {
		map_put(&hugo->bundles, dir);
	}
}

/*
 * A bundle concerns others only where it holds articles that it takes for
 * its own; else a new one would mean that all must be read again. The sum
 * does not depend on the order in which folders were read.
 */
static void hash_bundles(struct survey *survey)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < survey->folders.count; i++) {
		struct span folder = survey->folders.entries[i].key;
		struct span bundle = find_bundle(survey->hugo, folder);

		if (bundle.len)
			sum += hash_bytes(folder, hash_bytes(bundle, 0));
	}
	site_hash(survey->site, span_make((const char *)&sum, sizeof(sum)));
}

void hugo_content_survey(struct hugo *hugo, struct site *site,
			 struct warnings *w)
{
	struct survey survey = { hugo, site, w, ARENA_INIT, MAP_INIT };
	struct warnings unused = { &survey.scratch, NULL, NULL, 0 };
	struct source_list files = { NULL, 0 };
	struct error err = ERROR_INIT;

	/* What cannot be read is told by the walk for articles. */
	for (size_t i = 0; i < hugo->mount_count; i++)
		files_walk(&files, site->root, hugo->mounts[i].source,
			   survey_wants, &survey, &survey.scratch, &unused,
			   &err);
	files_sort(&files);
	for (size_t i = 0; i < files.count; i++)
		survey_file(&survey, files.items[i].path);
	hash_bundles(&survey);
	arena_release(&survey.scratch);
	map_release(&survey.folders);
}
