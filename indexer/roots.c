#include "indexer/roots.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/map.h"
#include "base/sort.h"

static int resolve(const char *folder, char **out, struct error *err)
{
	*out = realpath(folder, NULL);
	if (!*out)
		return error_set_errno(err, ERR_IO, "cannot read folder '%s'",
				       folder);
	return 0;
}

/* "blog/" for whatever way to write the folder; "/" for the root of all. */
static int find_prefix(struct root *root, struct arena *a, struct error *err)
{
	struct span base;
	char *place;

	if (resolve(root->folder, &place, err) < 0)
		return -1;
	base = path_base(span_from(place));
	root->prefix = arena_printf(a, "%.*s/", (int)base.len, base.ptr);
	free(place);
	return 0;
}

static int compare_roots(const void *a, const void *b)
{
	return span_cmp(((const struct root *)a)->prefix,
			((const struct root *)b)->prefix);
}

static int name_roots(struct roots *roots, struct error *err)
{
	for (size_t i = 0; i < roots->count; i++)
		if (find_prefix(&roots->items[i], &roots->arena, err) < 0)
			return -1;
	qsort(roots->items, roots->count, sizeof(*roots->items), compare_roots);
	for (size_t i = 1; i < roots->count; i++) {
		const struct root *one = &roots->items[i - 1];
		const struct root *other = &roots->items[i];

		if (span_eq(one->prefix, other->prefix))
			return error_set(err, ERR_USAGE,
					 "'%s' and '%s' have the same base"
					 " name; their articles could not be"
					 " told apart",
					 one->folder, other->folder);
	}
	return 0;
}

/* Move warnings about files of a site to `w`, with paths as shown. */
static void show_warnings(const struct roots *roots, size_t number,
			  const struct warnings *from, struct warnings *w)
{
	for (struct warning *one = from->first; one; one = one->next)
		warnings_put(
			w, roots_shown_path(roots, number, one->path, w->arena),
			one->line, one->column, "%.*s", (int)one->text.len,
			one->text.ptr);
}

int roots_open(struct roots *out, const char *const *folders, size_t count,
	       const struct site_options *options, struct warnings *w,
	       struct error *err)
{
	const struct arena empty = ARENA_INIT;

	memset(out, 0, sizeof(*out));
	out->arena = empty;
	out->items = arena_array(&out->arena, count, sizeof(*out->items));
	out->count = count;
	for (size_t i = 0; i < count; i++)
		out->items[i].folder = folders[i];
	if (count > 1 && name_roots(out, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		struct root *root = &out->items[i];
		struct warnings own = { .arena = &out->arena };

		if (site_open(&root->site, root->folder, options, &own, err) <
		    0)
			return -1;
		show_warnings(out, i, &own, w);
	}
	return 0;
}

void roots_release(struct roots *roots)
{
	for (size_t i = 0; i < roots->count; i++)
		site_free(roots->items[i].site);
	arena_release(&roots->arena);
	memset(roots, 0, sizeof(*roots));
}

/* What each generator's articles are, for whoever finds none. */
static int fail_empty(const struct root *root, struct error *err)
{
	static const struct {
		const char *generator, *kind, *wanted;
	} rows[] = {
		{ "hugo", "Hugo site", "Markdown files in its content folder" },
		{ "jekyll", "Jekyll site",
		  "Markdown files in _posts, _drafts and its collections" },
		{ "zola", "Zola site", "Markdown files in its content folder" },
		{ "astro", "Astro site",
		  "Markdown files in src/content and src/pages" },
	};
	const char *kind = "plain folder", *wanted = "Markdown files";

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!strcmp(site_generator(root->site), rows[i].generator)) {
			kind = rows[i].kind;
			wanted = rows[i].wanted;
		}
	return error_set(err, ERR_IO,
			 "no articles in '%s', which looks like a %s: there are"
			 " no %s",
			 root->folder, kind, wanted);
}

static int compare_found(const void *a, const void *b)
{
	return span_cmp(((const struct found *)a)->path,
			((const struct found *)b)->path);
}

/* Put the files of all sites into one list. */
static void gather(struct roots *roots)
{
	size_t total = 0;

	for (size_t i = 0; i < roots->count; i++)
		total += roots->items[i].sources.count;
	roots->found = arena_array(&roots->arena, total, sizeof(*roots->found));
	for (size_t i = 0; i < roots->count; i++) {
		const struct root *root = &roots->items[i];

		for (size_t k = 0; k < root->sources.count; k++) {
			struct found *f = &roots->found[roots->found_count++];

			f->source = &root->sources.items[k];
			f->site = i;
			f->path = f->source->path;
			if (root->prefix.len)
				f->path = path_join(&roots->arena, root->prefix,
						    f->path);
		}
	}
	sort_items(roots->found, total, sizeof(*roots->found), compare_found);
}

int roots_walk(struct roots *roots, bool may_be_empty, struct warnings *w,
	       struct error *err)
{
	for (size_t i = 0; i < roots->count; i++) {
		struct root *root = &roots->items[i];
		struct warnings own = { .arena = &roots->arena };

		if (site_walk(&root->sources, root->site, &roots->arena, &own,
			      err) < 0)
			return -1;
		show_warnings(roots, i, &own, w);
		if (root->sources.count == 0 && !may_be_empty)
			return fail_empty(root, err);
	}
	gather(roots);
	return 0;
}

uint64_t roots_fingerprint(const struct roots *roots)
{
	uint64_t hash = 0;

	for (size_t i = 0; i < roots->count; i++) {
		const struct root *root = &roots->items[i];
		uint64_t one = site_fingerprint(root->site);

		hash = hash_bytes(root->prefix, hash);
		hash = hash_bytes(span_make((const char *)&one, sizeof(one)),
				  hash);
	}
	return hash;
}

struct span roots_language(const struct roots *roots)
{
	return site_language(roots->items[0].site);
}

void roots_put_tuning(const struct roots *roots, struct strbuf *out)
{
	for (size_t i = 0; i < roots->count; i++)
		site_put_tuning(roots->items[i].site, out);
}

void roots_put_synonyms(const struct roots *roots, struct strbuf *out)
{
	for (size_t i = 0; i < roots->count; i++)
		site_put_synonyms(roots->items[i].site, out);
}

int roots_places(const struct roots *roots, uint64_t *out, struct error *err)
{
	*out = 0;
	for (size_t i = 0; i < roots->count; i++) {
		char *place;

		if (resolve(roots->items[i].folder, &place, err) < 0)
			return -1;
		*out = hash_bytes(span_make(place, strlen(place) + 1), *out);
		free(place);
	}
	return 0;
}

struct span roots_shown_path(const struct roots *roots, size_t number,
			     struct span path, struct arena *a)
{
	struct span folder = span_from(roots->items[number].folder);

	if (span_is(folder, ".") || span_is(folder, "./"))
		return path.len ? arena_copy(a, path) : folder;
	return path.len ? path_join(a, folder, path) : folder;
}

/* A folder that is there, but does not show what is in it. */
static bool is_closed_folder(const char *path)
{
	return faccessat(AT_FDCWD, path, R_OK | X_OK, AT_EACCESS) < 0 &&
	       errno != ENOENT && errno != ENOTDIR && errno != ELOOP;
}

bool roots_is_out_of_reach(const struct roots *roots, struct span path)
{
	struct arena a = ARENA_INIT;
	bool is_out_of_reach = false;

	for (size_t i = 0; i < roots->count; i++) {
		const struct root *root = &roots->items[i];
		struct span file, prefix = root->prefix;

		if (path.len <= prefix.len ||
		    !span_eq(span_slice(path, 0, prefix.len), prefix))
			continue;
		file = path_join(&a, span_from(root->folder),
				 span_slice(path, prefix.len, path.len));
		is_out_of_reach =
			is_closed_folder(arena_strdup(&a, path_dir(file)));
		break;
	}
	arena_release(&a);
	return is_out_of_reach;
}
