/*
 * `cascade`: front matter that the configuration or a section hands down
 * to the pages below, all or those that its target fits. What a page says
 * itself comes first, then the nearest section, and so on up.
 */

#include "indexer/hugo.h"

#include "base/io.h"
#include "indexer/glob.h"

/* Append the patterns at `key` of the target; a list is of newer sites. */
static void read_patterns(struct span_list *out, const struct value *target,
			  const char *key, struct arena *a)
{
	const struct value *v = value_at(target, key);

	if (!v || v->type == VALUE_MAP)
		return;
	if (v->type != VALUE_LIST) {
		glob_expand(out, v->text, a);
		return;
	}
	for (size_t i = 0; i < v->list.count; i++)
		glob_expand(out, v->list.items[i]->text, a);
}

static struct hugo_cascade *read_table(const struct value *table,
				       struct arena *a)
{
	struct hugo_cascade *cascade = arena_alloc(a, sizeof(*cascade));
	const struct value *target = value_get(table, "target");

	if (!target)
		target = value_get(table, "_target");
	cascade->values = table;
	read_patterns(&cascade->paths, target, "path", a);
	read_patterns(&cascade->kinds, target, "kind", a);
	read_patterns(&cascade->langs, target, "lang", a);
	read_patterns(&cascade->langs, target, "sites.matrix.languages", a);
	return cascade;
}

struct hugo_cascade *hugo_cascade_read(const struct value *v, struct arena *a)
{
	struct hugo_cascade *first = NULL, **end = &first;

	if (v && v->type == VALUE_MAP)
		return read_table(v, a);
	if (!v || v->type != VALUE_LIST)
		return NULL;
	for (size_t i = 0; i < v->list.count; i++) {
		if (v->list.items[i]->type != VALUE_MAP)
			continue;
		*end = read_table(v->list.items[i], a);
		end = &(*end)->next;
	}
	return first;
}

/* A path pattern is matched with the file's extension and without. */
static bool fits(const struct hugo_cascade *cascade, struct span path,
		 struct span lang)
{
	struct span page = span_from("page");
	struct span bare = path;

	if (span_has_suffix(bare, ".md"))
		bare.len -= 3;
	return (cascade->paths.count == 0 ||
		glob_match_any(&cascade->paths, bare) ||
		glob_match_any(&cascade->paths, path)) &&
	       (cascade->kinds.count == 0 ||
		glob_match_any(&cascade->kinds, page)) &&
	       (cascade->langs.count == 0 ||
		glob_match_any(&cascade->langs, lang));
}

/* Tables are copied: they belong to many pages, and may be added to. */
static struct value *own_copy(struct value *v, struct arena *a)
{
	struct value *copy;

	if (v->type != VALUE_MAP)
		return v;
	copy = value_new(a, VALUE_MAP);
	value_merge(a, copy, v);
	return copy;
}

/* What the page has not yet; of `params`, each by itself. */
static void inherit(struct value *into, const struct value *from,
		    struct arena *a)
{
	for (size_t i = 0; i < from->map.count; i++) {
		const struct member *m = &from->map.members[i];
		struct value *own = value_get_span(into, m->key);

		if (!own)
			value_map_put(a, into, m->key, own_copy(m->value, a));
		else if (span_iis(m->key, "params") && own->type == VALUE_MAP &&
			 m->value->type == VALUE_MAP)
			value_merge(a, own, m->value);
	}
}

static void apply(struct value *into, const struct hugo_cascade *cascade,
		  struct span path, struct span lang, struct arena *a)
{
	for (; cascade; cascade = cascade->next)
		if (fits(cascade, path, lang))
			inherit(into, cascade->values, a);
}

const struct value *hugo_cascade_apply(const struct hugo *hugo,
				       const struct hugo_page *page,
				       const struct value *front,
				       struct arena *a)
{
	struct value *merged = value_new(a, VALUE_MAP);
	struct span lang = hugo->languages[page->language].code;
	struct span path = arena_printf(a, "/%.*s.md", (int)page->path.len,
					page->path.ptr);
	struct span dir = page->dir;

	value_merge(a, merged, front);
	for (;;) {
		const struct hugo_section *section =
			hugo_section_find(hugo, page->language, dir, a);

		if (section)
			apply(merged, section->cascade, path, lang, a);
		if (dir.len == 0)
			break;
		dir = path_dir(dir);
	}
	apply(merged, hugo->cascade, path, lang, a);
	return merged;
}

bool hugo_cascade_is_doubtful(const struct hugo *hugo,
			      const struct hugo_page *page, struct arena *a)
{
	for (struct span dir = page->dir;; dir = path_dir(dir)) {
		const struct hugo_section *section =
			hugo_section_find(hugo, page->language, dir, a);

		if (section && section->is_doubtful)
			return true;
		if (dir.len == 0)
			return false;
	}
}
