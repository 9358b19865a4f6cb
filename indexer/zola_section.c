/*
 * As in Zola 0.19: a section that is a draft, in whatever language, hides
 * its folder and all below (components/site, load()); one with
 * in_search_index = false those articles that are its own
 * (components/search). `render` is about the section's page alone.
 */

#include "indexer/zola_section.h"

#include "base/io.h"
#include "indexer/files.h"

/* No section has more to say in earnest. */
#define MAX_SECTION_SIZE (4 * 1024 * 1024)

enum flag {
	FLAG_DRAFT = 1,
	FLAG_UNKNOWN = 2,  /* it cannot be told whether it is a draft */
	FLAG_UNLISTED = 4, /* of a section file */
};

/* A files_filter for _index.md in all languages. */
static bool is_section_file(void *arg, struct span path, bool is_folder)
{
	struct span name = path_base(path);

	return site_wants(arg, path, is_folder) &&
	       (is_folder ||
		span_is(span_slice(name, 0, span_find_char(name, '.')),
			"_index"));
}

static unsigned read_flags(const struct site *site, struct span path,
			   struct arena *a, struct warnings *w)
{
	struct span file = path_join(a, span_from(site->root), path);
	struct warnings told_later = { .arena = a };
	struct strbuf text = STRBUF_INIT;
	struct error err = ERROR_INIT;
	struct frontmatter front;
	unsigned flags = 0;

	if (io_read_file(&text, file.ptr, MAX_SECTION_SIZE, &err) < 0) {
		flags = FLAG_UNKNOWN;
	} else {
		frontmatter_parse(&front, strbuf_span(&text), path, a,
				  &told_later);
		if (front.visibility_unknown)
			flags |= FLAG_UNKNOWN;
		if (value_bool(value_get(front.map, "draft"), false))
			flags |= FLAG_DRAFT;
		if (!value_bool(value_get(front.map, "in_search_index"), true))
			flags |= FLAG_UNLISTED;
	}
	if (flags & FLAG_UNKNOWN)
		warnings_put(w, path, 0, 0, SECTION_DOUBT);
	strbuf_release(&text);
	return flags;
}

void zola_sections_read(struct zola_sections *out, struct site *site,
			struct warnings *w)
{
	struct source_list files = { NULL, 0 };
	struct arena a = ARENA_INIT;
	/* What cannot be read is told by the walk for articles. */
	struct warnings unused = { .arena = &a };
	struct error err = ERROR_INIT;

	for (size_t i = 0; i < site->roots.count; i++)
		files_walk(&files, site->root, site->roots.items[i],
			   is_section_file, site, &a, &unused, &err);
	files_sort(&files);
	for (size_t i = 0; i < files.count; i++) {
		struct span path = files.items[i].path;
		unsigned flags = read_flags(site, path, &a, w);

		if (!flags)
			continue;
		map_put(&out->flags, path)->value |= flags & FLAG_UNLISTED;
		map_put(&out->flags, path_dir(path))->value |=
			flags & (FLAG_DRAFT | FLAG_UNKNOWN);
		site_hash(site, path);
		site_hash(site, span_make((const char *)&flags, sizeof(flags)));
	}
	arena_release(&a);
}

void zola_sections_release(struct zola_sections *sections)
{
	map_release(&sections->flags);
}

static uint64_t find_flags(const struct zola_sections *sections,
			   struct span key)
{
	const struct map_entry *entry = map_find(&sections->flags, key);

	return entry ? entry->value : 0;
}

void zola_sections_hide(struct article *article,
			const struct zola_sections *sections,
			const struct site *site, struct span path,
			struct span section, struct arena *a)
{
	struct span dir = path_dir(path);
	struct span home = dir;
	uint64_t flags = find_flags(sections, dir);

	/* index.md is a page of the section above its folder. */
	if (span_is(path_stem(path), "index") ||
	    span_has_prefix(path_base(path), "index."))
		home = path_dir(dir);
	while (dir.len) {
		dir = path_dir(dir);
		flags |= find_flags(sections, dir);
	}
	if (flags & FLAG_DRAFT && !site->options.drafts)
		article_hide(article, HIDDEN_DRAFT);
	if (flags & FLAG_UNKNOWN && !site->options.drafts)
		article_hide(article, HIDDEN_BROKEN);
	if (find_flags(sections, path_join(a, home, section)) & FLAG_UNLISTED)
		article_hide(article, HIDDEN_UNLISTED);
}
