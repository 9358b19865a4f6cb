#include "indexer/jekyll.h"

#include "base/ascii.h"
#include "base/io.h"
#include "indexer/fields.h"
#include "indexer/glob.h"

/* The part of `path` below the folder; all of it where it is not there. */
static struct span below(struct span path, struct span folder)
{
	if (folder.len == 0 || path.len <= folder.len ||
	    !path_is_below(path, folder))
		return path;
	return span_slice(path, folder.len + 1, path.len);
}

/*
 * Look for a folder called `name` on the way to the file. `before` is what
 * comes before it.
 */
static bool find_folder(struct span path, const char *name, struct span *before,
			struct span *inner)
{
	struct span rest = path_dir(path), part;

	while (span_next_piece(&rest, '/', &part)) {
		size_t start = (size_t)(part.ptr - path.ptr);

		if (span_is(part, name)) {
			*before = span_slice(path, 0, start ? start - 1 : 0);
			*inner = span_slice(path, start + part.len + 1,
					    path.len);
			return true;
		}
	}
	return false;
}

static const struct jekyll_collection *
find_collection(const struct jekyll *jekyll, struct span label)
{
	for (size_t i = 0; i < jekyll->collection_count; i++)
		if (span_eq(jekyll->collections[i].label, label))
			return &jekyll->collections[i];
	return NULL;
}

/* "_recipes" of "_recipes/soups/leek.md" is the collection "recipes". */
static const struct jekyll_collection *
collection_of(const struct jekyll *jekyll, struct span path)
{
	size_t end = span_find_char(path, '/');

	if (end == path.len || path.ptr[0] != '_')
		return NULL;
	return find_collection(jekyll, span_slice(path, 1, end));
}

/* The date at the front of a name, as "2026-4-30-title". */
static void cut_date(struct jekyll_place *place)
{
	size_t len = date_parse_prefix(&place->date, place->name, '-');

	place->slug = place->name;
	if (len == 0 || len >= place->name.len || place->name.ptr[len] != '-')
		place->date = date_none();
	else
		place->slug = span_slice(place->name, len + 1, place->name.len);
}

void jekyll_place_find(struct jekyll_place *out, const struct jekyll *jekyll,
		       struct span path)
{
	struct span in_source = below(path, jekyll->source);

	memset(out, 0, sizeof(*out));
	out->path = below(in_source, jekyll->collections_dir);
	out->name = path_stem(path);
	out->collection = collection_of(jekyll, out->path);
	if (find_folder(out->path, "_posts", &out->super_dirs, &out->inner)) {
		out->kind = JEKYLL_POST;
	} else if (find_folder(out->path, "_drafts", &out->super_dirs,
			       &out->inner)) {
		out->kind = JEKYLL_DRAFT;
	} else if (out->collection) {
		out->kind = JEKYLL_DOCUMENT;
		out->inner =
			span_slice(out->path, out->collection->label.len + 2,
				   out->path.len);
	} else {
		out->path = out->inner = in_source;
	}
	if (out->kind == JEKYLL_POST || out->kind == JEKYLL_DRAFT)
		out->collection = find_collection(jekyll, span_from("posts"));
	cut_date(out);
	while (out->slug.len && out->slug.ptr[out->slug.len - 1] == '.')
		out->slug.len--;
}

/* A pattern excludes what it matches, and all that begins with it. */
static bool is_listed(const struct span_list *patterns, struct span path)
{
	for (size_t i = 0; i < patterns->count; i++) {
		struct span pattern = patterns->items[i];

		if (glob_match(pattern, path) ||
		    (path.len >= pattern.len &&
		     !memcmp(path.ptr, pattern.ptr, pattern.len)))
			return true;
	}
	return false;
}

static bool is_included(const struct jekyll *jekyll, struct span path)
{
	return is_listed(&jekyll->include, path) ||
	       is_listed(&jekyll->include, path_base(path));
}

bool jekyll_enters(const struct site *site, struct span folder)
{
	const struct jekyll *jekyll = site->data;
	struct span path = below(folder, jekyll->source);
	struct span name = path_base(path);
	struct span label = span_slice(name, name.len ? 1 : 0, name.len);

	if (is_included(jekyll, path))
		return true;
	if (is_listed(&jekyll->exclude, path) || name.len == 0)
		return false;
	if (span_is(name, "_posts") || span_is(name, "_drafts"))
		return true;
	if (name.ptr[0] == '_')
		return find_collection(jekyll, label) &&
		       span_eq(path_dir(path), jekyll->collections_dir);
	return name.ptr[0] != '#' && name.ptr[0] != '~';
}

bool jekyll_selects(const struct site *site, struct span path)
{
	static const char *const others[] = { ".mkd", ".mkdn", ".mkdown",
					      NULL };
	const struct jekyll *jekyll = site->data;
	struct span below_source = below(path, jekyll->source);
	char first = path_base(path).ptr[0];

	if (!site_is_markdown(path, others))
		return false;
	if (is_included(jekyll, below_source))
		return true;
	return first != '_' && first != '#' && first != '~' &&
	       !is_listed(&jekyll->exclude, below_source);
}
