#ifndef INDEXER_VALUE_H
#define INDEXER_VALUE_H

/*
 * A tree of settings: what YAML, TOML and JSON all come to. Everything
 * lives in one arena. Keys are looked up without regard to ASCII case,
 * as Hugo does.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"

enum value_type {
	VALUE_NULL,
	VALUE_BOOL,
	VALUE_INT,
	VALUE_FLOAT,
	VALUE_STRING,
	VALUE_DATE, /* TOML only; `text` holds it as written */
	VALUE_LIST,
	VALUE_MAP,
};

struct member {
	struct span key;
	struct value *value;
};

struct value {
	enum value_type type;
	int line, column; /* where it begins, from 1 */
	struct span text; /* any scalar: a string's content, else as written */
	union {
		bool boolean;
		int64_t integer;
		double real;
		struct {
			struct value **items;
			size_t count, alloc;
		} list;
		struct {
			struct member *members; /* in the order written */
			size_t count, alloc;
			uint32_t *slots; /* value.c's: finds members by key */
			size_t slot_count;
		} map;
	};
};

/* Where and why text could not be parsed. Lines and columns from 1. */
struct parse_problem {
	int line, column;
	char reason[160]; /* lowercase, no full stop */
};

/* Always returns -1, so that reporting and leaving are one step. */
int parse_problem_set(struct parse_problem *problem, int line, int column,
		      const char *format, ...)
	__attribute__((format(printf, 4, 5)));

struct value *value_new(struct arena *a, enum value_type type);
void value_list_put(struct arena *a, struct value *list, struct value *item);

/* Insert or, where the key is there in whatever case, replace. */
void value_map_put(struct arena *a, struct value *map, struct span key,
		   struct value *value);

/* NULL where `map` is NULL or no map, or has no such key. */
struct value *value_get(const struct value *map, const char *key);
struct value *value_get_span(const struct value *map, struct span key);

/* The same down a path of keys: "markup.goldmark.renderer.unsafe". */
struct value *value_at(const struct value *map, const char *path);

/*
 * What the value says, or `otherwise` where it is NULL or of another
 * kind. The strings that YAML 1.1 takes for bool ("true", "yes", "on", ...)
 * count as bool, and so does an integer, where 0 is false; any scalar but
 * null counts as text.
 */
bool value_bool(const struct value *v, bool otherwise);
int64_t value_int(const struct value *v, int64_t otherwise);
struct span value_text(const struct value *v, struct span otherwise);

/*
 * Copy what `from` has and `into` has not into `into`, map by map; lists
 * and scalars are taken whole. Both are maps. Maps are copied; the rest is
 * shared, so `from` must live as long as `into`.
 */
void value_merge(struct arena *a, struct value *into, const struct value *from);

/*
 * The parsers. `*out` is always a map: after an error (-1, described in
 * `problem`) it holds what could be read before it. The text of values
 * lives in the arena, not in `text`. Nesting deeper than VALUE_DEPTH is an
 * error. JSON's values have no line and column.
 */
#define VALUE_DEPTH 64

int yaml_parse(struct value **out, struct span text, struct arena *a,
	       struct parse_problem *problem);
int toml_parse(struct value **out, struct span text, struct arena *a,
	       struct parse_problem *problem);
int json_parse(struct value **out, struct span text, struct arena *a,
	       struct parse_problem *problem);

#endif
