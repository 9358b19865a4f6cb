#include <jansson.h>

#include <stdio.h>

#include "indexer/value.h"

static struct value *convert(struct arena *a, const json_t *json);

/*
 * Find the first bracket too deep. Done on the text because jansson says
 * nothing of where its values stand. In a text that is no JSON the answer
 * does not matter.
 */
static int check_depth(struct span text, struct parse_problem *problem)
{
	int depth = 0, line = 1, column = 0;
	bool quoted = false;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (((unsigned char)c & 0xc0) != 0x80)
			column++;
		if (c == '\n') {
			line++;
			column = 0;
		} else if (quoted) {
			if (c == '\\')
				i++;
			else if (c == '"')
				quoted = false;
		} else if (c == '"') {
			quoted = true;
		} else if ((c == '{' || c == '[') && ++depth > VALUE_DEPTH) {
			return parse_problem_set(problem, line, column,
						 "nested too deeply");
		} else if (c == '}' || c == ']') {
			depth--;
		}
	}
	return 0;
}

static struct value *convert_map(struct arena *a, const json_t *json)
{
	struct value *map = value_new(a, VALUE_MAP);
	json_t *object = (json_t *)json; /* iterators write nothing */
	void *at = json_object_iter(object);

	for (; at; at = json_object_iter_next(object, at)) {
		struct span key = span_make(json_object_iter_key(at),
					    json_object_iter_key_len(at));

		value_map_put(a, map, arena_copy(a, key),
			      convert(a, json_object_iter_value(at)));
	}
	return map;
}

static struct value *convert_list(struct arena *a, const json_t *json)
{
	struct value *list = value_new(a, VALUE_LIST);

	for (size_t i = 0; i < json_array_size(json); i++)
		value_list_put(a, list, convert(a, json_array_get(json, i)));
	return list;
}

/* The shorter form where it means the same: 0.1, not 0.10000000000000001. */
static struct span real_text(struct arena *a, double real)
{
	struct span text = arena_printf(a, "%.15g", real);
	double again;

	if (sscanf(text.ptr, "%lf", &again) == 1 && again != real)
		text = arena_printf(a, "%.17g", real);
	return text;
}

static struct value *convert_scalar(struct arena *a, const json_t *json)
{
	struct value *v;

	switch (json_typeof(json)) {
	case JSON_STRING:
		v = value_new(a, VALUE_STRING);
		v->text = arena_copy(a, span_make(json_string_value(json),
						  json_string_length(json)));
		return v;
	case JSON_INTEGER:
		v = value_new(a, VALUE_INT);
		v->integer = json_integer_value(json);
		v->text = arena_printf(a, "%lld", (long long)v->integer);
		return v;
	case JSON_REAL:
		v = value_new(a, VALUE_FLOAT);
		v->real = json_real_value(json);
		v->text = real_text(a, v->real);
		return v;
	case JSON_TRUE:
	case JSON_FALSE:
		v = value_new(a, VALUE_BOOL);
		v->boolean = json_is_true(json);
		v->text = span_from(v->boolean ? "true" : "false");
		return v;
	default:
		v = value_new(a, VALUE_NULL);
		v->text = span_from("null");
		return v;
	}
}

static struct value *convert(struct arena *a, const json_t *json)
{
	if (json_is_object(json))
		return convert_map(a, json);
	if (json_is_array(json))
		return convert_list(a, json);
	return convert_scalar(a, json);
}

int json_parse(struct value **out, struct span text, struct arena *a,
	       struct parse_problem *problem)
{
	json_error_t error;
	json_t *json;

	*out = value_new(a, VALUE_MAP);
	if (check_depth(text, problem) < 0)
		return -1;
	json = json_loadb(text.len ? text.ptr : "", text.len, JSON_ALLOW_NUL,
			  &error);
	if (!json)
		return parse_problem_set(problem, error.line, error.column,
					 "%s", error.text);
	if (!json_is_object(json)) {
		json_decref(json);
		return parse_problem_set(problem, 1, 1, "not a map");
	}
	*out = convert_map(a, json);
	json_decref(json);
	return 0;
}
