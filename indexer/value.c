#include "indexer/value.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/ascii.h"
#include "text/utf8.h"

/* Maps up to this size are searched from end to end. */
#define SMALL_MAP 8

struct value *value_new(struct arena *a, enum value_type type)
{
	struct value *v = arena_alloc(a, sizeof(*v));

	v->type = type;
	return v;
}

void value_list_put(struct arena *a, struct value *list, struct value *item)
{
	if (list->list.count == list->list.alloc) {
		size_t alloc = list->list.alloc ? list->list.alloc * 2 : 4;
		struct value **items = arena_array(a, alloc, sizeof(*items));

		if (list->list.count)
			memcpy(items, list->list.items,
			       list->list.count * sizeof(*items));
		list->list.items = items;
		list->list.alloc = alloc;
	}
	list->list.items[list->list.count++] = item;
}

/*
 * FNV-1a over the key without its case. It begins at the map's address,
 * which differs from run to run, so that a file cannot be made to hold
 * keys that all meet in one slot.
 */
static size_t key_slot(const struct value *map, struct span key)
{
	uint64_t hash = 0xcbf29ce484222325u ^ (uint64_t)(uintptr_t)map;

	for (size_t i = 0; i < key.len; i++) {
		hash ^= (unsigned char)ascii_lower(key.ptr[i]);
		hash *= 0x100000001b3u;
	}
	hash ^= hash >> 32;
	return (size_t)hash & (map->map.slot_count - 1);
}

/* The slot that holds `key`, or the free one where it belongs. */
static uint32_t *find_slot(const struct value *map, struct span key)
{
	size_t at = key_slot(map, key);

	while (map->map.slots[at]) {
		size_t member = map->map.slots[at] - 1;

		if (span_ieq(map->map.members[member].key, key))
			break;
		at = (at + 1) & (map->map.slot_count - 1);
	}
	return &map->map.slots[at];
}

static struct member *find_member(const struct value *map, struct span key)
{
	uint32_t *slot;

	if (map->map.slots) {
		slot = find_slot(map, key);
		return *slot ? &map->map.members[*slot - 1] : NULL;
	}
	for (size_t i = 0; i < map->map.count; i++) {
		struct member *member = &map->map.members[i];

		if (span_ieq(member->key, key))
			return member;
	}
	return NULL;
}

/* Room for one more member, and two slots or more for each. */
static void map_grow(struct arena *a, struct value *map)
{
	size_t alloc = map->map.alloc ? map->map.alloc * 2 : SMALL_MAP;
	struct member *members;

	if (map->map.count < map->map.alloc)
		return;
	members = arena_array(a, alloc, sizeof(*members));
	if (map->map.count)
		memcpy(members, map->map.members,
		       map->map.count * sizeof(*members));
	map->map.members = members;
	map->map.alloc = alloc;
	if (alloc <= SMALL_MAP)
		return;
	map->map.slot_count = alloc * 2;
	map->map.slots = arena_array(a, alloc * 2, sizeof(*map->map.slots));
	for (size_t i = 0; i < map->map.count; i++)
		*find_slot(map, members[i].key) = (uint32_t)i + 1;
}

void value_map_put(struct arena *a, struct value *map, struct span key,
		   struct value *value)
{
	struct member *member = find_member(map, key);

	if (!member) {
		map_grow(a, map);
		member = &map->map.members[map->map.count++];
		member->key = key;
		if (map->map.slots)
			*find_slot(map, key) = (uint32_t)map->map.count;
	}
	member->key = key;
	member->value = value;
}

struct value *value_get_span(const struct value *map, struct span key)
{
	struct member *member;

	if (!map || map->type != VALUE_MAP)
		return NULL;
	member = find_member(map, key);
	return member ? member->value : NULL;
}

struct value *value_get(const struct value *map, const char *key)
{
	return value_get_span(map, span_from(key));
}

struct value *value_at(const struct value *map, const char *path)
{
	struct span rest = span_from(path), key;
	struct value *found = NULL;

	while (span_next_piece(&rest, '.', &key)) {
		found = value_get_span(map, key);
		map = found;
	}
	return found;
}

bool value_bool(const struct value *v, bool otherwise)
{
	/*
	 * YAML 1.2 has only the first two; Hugo and Jekyll read YAML 1.1,
	 * where "draft: yes" hides an article. Hugo reads the others too.
	 */
	static const char *const words[] = { "false", "true", "no", "yes",
					     "off",   "on",   "n",  "y",
					     "f",     "t",    "0",  "1" };

	if (!v)
		return otherwise;
	if (v->type == VALUE_BOOL)
		return v->boolean;
	if (v->type == VALUE_INT)
		return v->integer != 0;
	if (v->type != VALUE_STRING)
		return otherwise;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (span_iis(v->text, words[i]))
			return i % 2;
	return otherwise;
}

int64_t value_int(const struct value *v, int64_t otherwise)
{
	return v && v->type == VALUE_INT ? v->integer : otherwise;
}

struct span value_text(const struct value *v, struct span otherwise)
{
	if (!v || v->type == VALUE_NULL || v->type == VALUE_LIST ||
	    v->type == VALUE_MAP)
		return otherwise;
	return v->text;
}

/*
 * Maps are copied, not shared: a map in a cascade belongs to many
 * articles, one under a YAML anchor to many keys, and either may be
 * merged into again.
 */
static struct value *copy_maps(struct arena *a, struct value *from)
{
	struct value *copy;

	if (from->type != VALUE_MAP)
		return from;
	copy = value_new(a, VALUE_MAP);
	copy->line = from->line;
	copy->column = from->column;
	value_merge(a, copy, from);
	return copy;
}

void value_merge(struct arena *a, struct value *into, const struct value *from)
{
	for (size_t i = 0; i < from->map.count; i++) {
		const struct member *m = &from->map.members[i];
		struct member *there = find_member(into, m->key);

		if (!there) {
			value_map_put(a, into, m->key, copy_maps(a, m->value));
		} else if (there->value->type == VALUE_MAP &&
			   m->value->type == VALUE_MAP) {
			there->value = copy_maps(a, there->value);
			value_merge(a, there->value, m->value);
		}
	}
}

int parse_problem_set(struct parse_problem *problem, int line, int column,
		      const char *format, ...)
{
	char text[512];
	struct span reason;
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	/* What a reason quotes of the text must not break the line. */
	for (char *c = text; *c; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = '?';
	reason = utf8_prefix(span_from(text), sizeof(problem->reason) - 1);
	memcpy(problem->reason, reason.ptr, reason.len);
	problem->reason[reason.len] = '\0';
	problem->line = line > 0 ? line : 1;
	problem->column = column > 0 ? column : 1;
	return -1;
}
