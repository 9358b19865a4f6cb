#include "indexer/yaml.h"

#include <stdlib.h>
#include <yaml.h>

#include "base/map.h"
#include "base/mem.h"
#include "indexer/number.h"
#include "text/utf8.h"

/*
 * Values from libyaml's events. Its document interface is not used: it
 * keeps no text "as written" and copies nothing into arenas.
 */

/*
 * What aliases may add in all, in the measure of weigh(): ten aliases to
 * ten aliases to ... ("billion laughs") must end as an error.
 */
#define EXPANSION_MAX ((size_t)1024 * 1024)
#define NODE_WEIGHT 16

/* libyaml compares each %TAG directive with all before it. */
#define TAG_DIRECTIVES_MAX 100

struct anchor {
	struct value *value; /* NULL: not complete, it would hold itself */
	size_t weight;
};

struct reader {
	yaml_parser_t parser;
	yaml_event_t event; /* the current one */
	struct arena *arena;
	struct parse_problem *problem;
	struct map anchor_numbers; /* name to index in anchors, from 1 */
	struct anchor *anchors;
	size_t anchor_count, anchor_alloc;
	size_t weight; /* of all nodes so far, those of aliases included */
	size_t expanded;
	struct span text;
};

static struct value *read_node(struct reader *r, int depth);

static struct span bytes_span(const yaml_char_t *bytes, size_t len)
{
	return span_make((const char *)bytes, len);
}

static int fail_at(struct reader *r, yaml_mark_t mark, const char *reason)
{
	return parse_problem_set(r->problem, (int)mark.line + 1,
				 (int)mark.column + 1, "%s", reason);
}

static int fail(struct reader *r, const char *reason)
{
	return fail_at(r, r->event.start_mark, reason);
}

/* The reader below the scanner counts bytes, not lines. */
static int fail_reader(struct reader *r)
{
	size_t offset = r->parser.problem_offset;
	int line = 1, column = 1;

	for (size_t i = 0; i < offset && i < r->text.len; i++) {
		if (r->text.ptr[i] == '\n') {
			line++;
			column = 1;
		} else if (((unsigned char)r->text.ptr[i] & 0xc0) != 0x80) {
			column++;
		}
	}
	return parse_problem_set(r->problem, line, column, "%s",
				 r->parser.problem);
}

static int fail_parser(struct reader *r)
{
	const yaml_parser_t *p = &r->parser;
	yaml_mark_t mark = p->problem_mark;
	const char *context = p->context ? p->context : "";

	if (!p->problem)
		mem_product(SIZE_MAX, 2); /* out of memory: reports, ends */
	if (p->error == YAML_READER_ERROR)
		return fail_reader(r);
	/* Where a quote or list begins says more than where the text ends. */
	if (p->context && mark.index >= utf8_length(r->text))
		mark = p->context_mark;
	return parse_problem_set(r->problem, (int)mark.line + 1,
				 (int)mark.column + 1, "%s%s%s", p->problem,
				 *context ? " " : "", context);
}

static int next_event(struct reader *r)
{
	yaml_event_delete(&r->event);
	if (!yaml_parser_parse(&r->parser, &r->event))
		return fail_parser(r);
	return 0;
}

static const yaml_char_t *anchor_name(const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return event->data.scalar.anchor;
	case YAML_SEQUENCE_START_EVENT:
		return event->data.sequence_start.anchor;
	case YAML_MAPPING_START_EVENT:
		return event->data.mapping_start.anchor;
	default:
		return NULL;
	}
}

/* Note the current event's anchor. Returns its number, 0 for none. */
static size_t anchor_put(struct reader *r)
{
	const yaml_char_t *name = anchor_name(&r->event);
	struct anchor empty = { NULL, 0 };

	if (!name)
		return 0;
	ARRAY_GROW(r->anchors, r->anchor_count + 1, r->anchor_alloc);
	r->anchors[r->anchor_count++] = empty;
	map_put(&r->anchor_numbers, span_from((const char *)name))->value =
		r->anchor_count;
	return r->anchor_count;
}

static struct value *read_alias(struct reader *r)
{
	const char *name = (const char *)r->event.data.alias.anchor;
	struct map_entry *entry = map_find(&r->anchor_numbers, span_from(name));
	const struct anchor *anchor;

	if (!entry) {
		fail(r, "alias of an anchor that is not there");
		return NULL;
	}
	anchor = &r->anchors[entry->value - 1];
	if (!anchor->value) {
		fail(r, "alias inside of its own anchor");
		return NULL;
	}
	r->expanded += anchor->weight;
	r->weight += anchor->weight;
	if (r->expanded > EXPANSION_MAX) {
		fail(r, "aliases expand to too much");
		return NULL;
	}
	return anchor->value;
}

static bool is_one_of(struct span text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_is(text, words[i]))
			return true;
	return false;
}

#define IS_ONE_OF(text, ...)                                                   \
	is_one_of(text, (const char *const[]){ __VA_ARGS__ },                  \
		  sizeof((const char *const[]){ __VA_ARGS__ }) /               \
			  sizeof(const char *))

/*
 * The core schema of YAML 1.2, section 10.3.2: what a plain scalar is.
 * A number that is too large stays a string.
 */
static void resolve_plain(struct value *v)
{
	struct span t = v->text;

	if (IS_ONE_OF(t, "", "~", "null", "Null", "NULL")) {
		v->type = VALUE_NULL;
	} else if (IS_ONE_OF(t, "true", "True", "TRUE")) {
		v->type = VALUE_BOOL;
		v->boolean = true;
	} else if (IS_ONE_OF(t, "false", "False", "FALSE")) {
		v->type = VALUE_BOOL;
		v->boolean = false;
	} else if (number_parse_int(&v->integer, t) == 0) {
		v->type = VALUE_INT;
	} else if (number_parse_float(&v->real, t) == 0) {
		v->type = VALUE_FLOAT;
	}
}

static struct value *read_scalar(struct reader *r)
{
	const char *tag = (const char *)r->event.data.scalar.tag;
	bool plain = r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	struct value *v = value_new(r->arena, VALUE_STRING);

	v->text = arena_copy(r->arena, bytes_span(r->event.data.scalar.value,
						  r->event.data.scalar.length));
	if (tag && IS_ONE_OF(span_from(tag), YAML_INT_TAG, YAML_FLOAT_TAG,
			     YAML_BOOL_TAG, YAML_NULL_TAG))
		plain = true;
	else if (tag && IS_ONE_OF(span_from(tag), YAML_STR_TAG, "!"))
		plain = false;
	if (plain)
		resolve_plain(v);
	r->weight += v->text.len;
	return v;
}

static struct value *read_list(struct reader *r, int depth)
{
	struct value *list = value_new(r->arena, VALUE_LIST);

	for (;;) {
		struct value *item;

		if (next_event(r) < 0)
			return NULL;
		if (r->event.type == YAML_SEQUENCE_END_EVENT)
			return list;
		item = read_node(r, depth + 1);
		if (!item)
			return NULL;
		value_list_put(r->arena, list, item);
	}
}

/* Insert what `from` has and `into` has not: these are not deep. */
static void merge_map(struct reader *r, struct value *into,
		      const struct value *from)
{
	for (size_t i = 0; i < from->map.count; i++) {
		const struct member *m = &from->map.members[i];

		if (!value_get_span(into, m->key))
			value_map_put(r->arena, into, m->key, m->value);
	}
}

/* https://yaml.org/type/merge.html: the value of "<<". */
static int merge_value(struct reader *r, struct value *into,
		       const struct value *from, yaml_mark_t mark)
{
	if (from->type == VALUE_MAP) {
		merge_map(r, into, from);
		return 0;
	}
	if (from->type != VALUE_LIST)
		return fail_at(r, mark, "'<<' wants a map or a list of maps");
	for (size_t i = 0; i < from->list.count; i++) {
		if (from->list.items[i]->type != VALUE_MAP)
			return fail_at(r, mark,
				       "'<<' wants a map or a list of maps");
		merge_map(r, into, from->list.items[i]);
	}
	return 0;
}

/*
 * Read the key that is the current event. `*is_merge` says whether it is
 * the "<<" that merges.
 */
static int read_key(struct reader *r, struct span *key, bool *is_merge,
		    int depth)
{
	struct value *v;

	*is_merge = r->event.type == YAML_SCALAR_EVENT &&
		    r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
		    r->event.data.scalar.length == 2 &&
		    !memcmp(r->event.data.scalar.value, "<<", 2);
	if (r->event.type != YAML_SCALAR_EVENT &&
	    r->event.type != YAML_ALIAS_EVENT)
		return fail(r, "a list or map cannot be a key");
	v = read_node(r, depth);
	if (!v)
		return -1;
	if (v->type == VALUE_LIST || v->type == VALUE_MAP)
		return fail(r, "a list or map cannot be a key");
	*key = v->text;
	return 0;
}

/*
 * Read the rest of a map, its start being the current event, into `map`.
 * What was read before a mistake stays in it.
 */
static int read_members(struct reader *r, struct value *map, int depth)
{
	struct value *merged = NULL, *v;
	yaml_mark_t merged_mark = r->event.start_mark;

	for (;;) {
		yaml_mark_t mark;
		struct span key;
		bool is_merge;

		if (next_event(r) < 0)
			return -1;
		if (r->event.type == YAML_MAPPING_END_EVENT)
			break;
		mark = r->event.start_mark;
		if (read_key(r, &key, &is_merge, depth + 1) < 0 ||
		    next_event(r) < 0)
			return -1;
		v = read_node(r, depth + 1);
		if (!v)
			return -1;
		if (is_merge) {
			merged = v;
			merged_mark = mark;
		} else {
			value_map_put(r->arena, map, key, v);
		}
	}
	/* Last, because the map's own members come before merged ones. */
	return merged ? merge_value(r, map, merged, merged_mark) : 0;
}

static struct value *read_map(struct reader *r, int depth)
{
	struct value *map = value_new(r->arena, VALUE_MAP);

	return read_members(r, map, depth) < 0 ? NULL : map;
}

/* Read the node that begins with the current event; NULL on a problem. */
static struct value *read_node(struct reader *r, int depth)
{
	yaml_mark_t mark = r->event.start_mark;
	size_t anchor = anchor_put(r);
	size_t before = r->weight;
	struct value *v;

	if (depth > VALUE_DEPTH) {
		fail(r, "nested too deeply");
		return NULL;
	}
	if (r->event.type == YAML_ALIAS_EVENT)
		return read_alias(r);
	r->weight += NODE_WEIGHT;
	if (r->event.type == YAML_SEQUENCE_START_EVENT)
		v = read_list(r, depth);
	else if (r->event.type == YAML_MAPPING_START_EVENT)
		v = read_map(r, depth);
	else
		v = read_scalar(r);
	if (!v)
		return NULL;
	v->line = (int)mark.line + 1;
	v->column = (int)mark.column + 1;
	if (anchor) {
		r->anchors[anchor - 1].value = v;
		r->anchors[anchor - 1].weight = r->weight - before;
	}
	return v;
}

static int check_directives(struct span text, struct parse_problem *problem)
{
	struct span line;
	int count = 0;

	for (int number = 1; span_next_line(&text, &line); number++)
		if (span_has_prefix(line, "%TAG") &&
		    ++count > TAG_DIRECTIVES_MAX)
			return parse_problem_set(problem, number, 1,
						 "too many directives");
	return 0;
}

static void reader_init(struct reader *r, struct span text, struct arena *a,
			struct parse_problem *problem)
{
	static const struct map no_anchors = MAP_INIT;

	memset(r, 0, sizeof(*r));
	if (!yaml_parser_initialize(&r->parser))
		mem_product(SIZE_MAX, 2); /* out of memory: reports, ends */
	yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
		&r->parser, (const unsigned char *)(text.len ? text.ptr : ""),
		text.len);
	r->arena = a;
	r->problem = problem;
	r->anchor_numbers = no_anchors;
	r->text = text;
}

static void reader_release(struct reader *r)
{
	yaml_event_delete(&r->event);
	yaml_parser_delete(&r->parser);
	map_release(&r->anchor_numbers);
	free(r->anchors);
}

/*
 * Go to the first document's first node. Returns 1 when it is a map, 0
 * when there is nothing.
 */
static int find_map(struct reader *r)
{
	do {
		if (next_event(r) < 0)
			return -1;
	} while (r->event.type == YAML_STREAM_START_EVENT ||
		 r->event.type == YAML_DOCUMENT_START_EVENT);
	if (r->event.type == YAML_STREAM_END_EVENT)
		return 0;
	if (r->event.type == YAML_SCALAR_EVENT &&
	    r->event.data.scalar.length == 0)
		return 0;
	if (r->event.type != YAML_MAPPING_START_EVENT)
		return fail(r, "not a map of keys and values");
	return 1;
}

/*
 * After the first document's map. What stands on its last line behind it
 * is a mistake, which libyaml sees as it looks for the next document.
 */
static int end_document(struct reader *r)
{
	while (r->event.type != YAML_STREAM_END_EVENT) {
		bool is_end = r->event.type == YAML_DOCUMENT_END_EVENT;

		if (next_event(r) < 0)
			return -1;
		if (is_end)
			break;
	}
	return 0;
}

int yaml_parse(struct value **out, struct span text, struct arena *a,
	       struct parse_problem *problem)
{
	struct reader r;
	int found;

	*out = value_new(a, VALUE_MAP);
	if (check_directives(text, problem) < 0)
		return -1;
	reader_init(&r, text, a, problem);
	found = find_map(&r);
	if (found > 0) {
		anchor_put(&r); /* incomplete for as long as it is of use */
		(*out)->line = (int)r.event.start_mark.line + 1;
		(*out)->column = (int)r.event.start_mark.column + 1;
		found = read_members(&r, *out, 1);
	}
	if (found == 0)
		found = end_document(&r);
	reader_release(&r);
	return found;
}

static int event_depth(const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		return 1;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return -1;
	default:
		return 0;
	}
}

int yaml_check(struct span text, struct parse_problem *problem)
{
	struct reader r;
	int ret, depth = 1;

	if (check_directives(text, problem) < 0)
		return -1;
	reader_init(&r, text, NULL, problem);
	ret = find_map(&r);
	while (ret >= 0 && r.event.type != YAML_STREAM_END_EVENT) {
		ret = next_event(&r);
		depth += event_depth(&r.event);
		if (ret == 0 && depth > VALUE_DEPTH)
			ret = fail(&r, "nested too deeply");
	}
	reader_release(&r);
	return ret < 0 ? -1 : 0;
}
