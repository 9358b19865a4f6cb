#include "server/request.h"

#include "base/ascii.h"
#include "text/utf8.h"

static int check_text(struct span name, struct span value, struct error *err)
{
	size_t pos = 0;

	while (pos < value.len) {
		int32_t code = utf8_next(value, &pos);

		if (code < 0)
			return error_set(err, ERR_PARSE,
					 "'%.*s' is not valid UTF-8",
					 (int)name.len, name.ptr);
		if (code == 0)
			return error_set(err, ERR_PARSE,
					 "'%.*s' holds a NUL byte",
					 (int)name.len, name.ptr);
	}
	return 0;
}

/* Decode one name or value. */
static int decode(struct span *out, struct span s, struct arena *a,
		  struct error *err)
{
	char *to = arena_alloc(a, s.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < s.len; i++) {
		int high, low;

		if (s.ptr[i] == '+') {
			to[len++] = ' ';
			continue;
		}
		if (s.ptr[i] != '%') {
			to[len++] = s.ptr[i];
			continue;
		}
		high = i + 2 < s.len ? ascii_hex(s.ptr[i + 1]) : -1;
		low = i + 2 < s.len ? ascii_hex(s.ptr[i + 2]) : -1;
		if (high < 0 || low < 0)
			return error_set(err, ERR_PARSE,
					 "a '%%' is not followed by two"
					 " hexadecimal digits");
		to[len++] = (char)(high * 16 + low);
		i += 2;
	}
	*out = span_make(to, len);
	return 0;
}

static int put_parameter(struct target *out, struct span piece, struct arena *a,
			 struct error *err)
{
	size_t equals = span_find_char(piece, '=');
	size_t value = equals < piece.len ? equals + 1 : equals;
	struct parameter *p = &out->parameters[out->count];

	if (decode(&p->name, span_slice(piece, 0, equals), a, err) < 0 ||
	    decode(&p->value, span_slice(piece, value, piece.len), a, err) < 0)
		return -1;
	if (check_text(span_from("parameter name"), p->name, err) < 0 ||
	    check_text(p->name, p->value, err) < 0)
		return -1;
	out->count++;
	return 0;
}

int target_parse(struct target *out, struct span uri, struct arena *a,
		 struct error *err)
{
	size_t mark = span_find_char(uri, '?');
	struct span rest, piece;

	memset(out, 0, sizeof(*out));
	out->path = span_slice(uri, 0, mark);
	if (mark == uri.len)
		return 0;
	rest = span_slice(uri, mark + 1, uri.len);
	out->parameters = arena_array(a, REQUEST_MAX_PARAMETERS,
				      sizeof(struct parameter));
	while (span_next_piece(&rest, '&', &piece)) {
		if (piece.len == 0)
			continue;
		if (out->count == REQUEST_MAX_PARAMETERS)
			return error_set(err, ERR_USAGE,
					 "more than %d parameters",
					 REQUEST_MAX_PARAMETERS);
		if (put_parameter(out, piece, a, err) < 0)
			return -1;
	}
	return 0;
}

static int check_length(const char *name, struct span value, size_t max,
			struct error *err)
{
	if (value.len <= max)
		return 0;
	return error_set(err, ERR_USAGE, "'%s' is longer than %zu bytes", name,
			 max);
}

static int get(const struct target *target, const char *name, size_t max,
	       struct span *out, struct error *err)
{
	bool is_given = false;

	*out = span_make("", 0);
	for (size_t i = 0; i < target->count; i++) {
		if (!span_is(target->parameters[i].name, name))
			continue;
		if (is_given)
			return error_set(err, ERR_USAGE, "'%s' is given twice",
					 name);
		is_given = true;
		*out = target->parameters[i].value;
	}
	return check_length(name, *out, max, err);
}

int target_get(const struct target *target, const char *name, struct span *out,
	       struct error *err)
{
	return get(target, name, QUERY_MAX_BYTES, out, err);
}

static int get_number(const struct target *target, const char *name, size_t min,
		      size_t max, size_t *out, struct error *err)
{
	struct span text;
	size_t value = 0;

	if (get(target, name, REQUEST_MAX_VALUE, &text, err) < 0)
		return -1;
	if (text.len == 0)
		return 0;
	for (size_t i = 0; i < text.len; i++) {
		if (!ascii_is_digit(text.ptr[i]) || value > max)
			value = max + 1;
		else
			value = value * 10 + (size_t)(text.ptr[i] - '0');
	}
	if (value < min || value > max)
		return error_set(err, ERR_USAGE,
				 "'%s' is a number from %zu to %zu", name, min,
				 max);
	*out = value;
	return 0;
}

int target_get_limit(const struct target *target, size_t *out,
		     struct error *err)
{
	return get_number(target, "limit", 1, REQUEST_MAX_LIMIT, out, err);
}

static int get_flag(const struct target *target, const char *name, bool *out,
		    struct error *err)
{
	struct span text;

	if (get(target, name, REQUEST_MAX_VALUE, &text, err) < 0)
		return -1;
	if (text.len == 0)
		return 0;
	if (!span_is(text, "0") && !span_is(text, "1"))
		return error_set(err, ERR_USAGE, "'%s' is 0 or 1", name);
	*out = text.ptr[0] == '1';
	return 0;
}

static int get_sort(const struct target *target, enum search_sort *out,
		    struct error *err)
{
	struct span text;

	if (get(target, "sort", REQUEST_MAX_VALUE, &text, err) < 0)
		return -1;
	if (text.len == 0 || span_is(text, "relevance"))
		*out = SORT_RELEVANCE;
	else if (span_is(text, "newest"))
		*out = SORT_NEWEST;
	else if (span_is(text, "oldest"))
		*out = SORT_OLDEST;
	else
		return error_set(err, ERR_USAGE,
				 "'sort' is relevance, newest or oldest");
	return 0;
}

/* A parameter that may be given several times. */
static int get_list(const struct target *target, const char *name,
		    struct span_list *out, struct arena *a, struct error *err)
{
	for (size_t i = 0; i < target->count; i++) {
		const struct parameter *p = &target->parameters[i];

		if (!span_is(p->name, name) || p->value.len == 0)
			continue;
		if (check_length(name, p->value, REQUEST_MAX_VALUE, err) < 0)
			return -1;
		if (out->count == REQUEST_MAX_FILTERS)
			return error_set(err, ERR_USAGE,
					 "'%s' is given more than %d times",
					 name, REQUEST_MAX_FILTERS);
		arena_list_put(a, out, p->value);
	}
	return 0;
}

static int get_filters(struct search_options *o, const struct target *target,
		       struct arena *a, struct error *err)
{
	if (get_list(target, "tag", &o->tags, a, err) < 0 ||
	    get_list(target, "category", &o->categories, a, err) < 0 ||
	    get_list(target, "author", &o->authors, a, err) < 0 ||
	    get(target, "lang", REQUEST_MAX_VALUE, &o->lang, err) < 0 ||
	    get(target, "prefer", REQUEST_MAX_VALUE, &o->prefer, err) < 0 ||
	    get(target, "section", REQUEST_MAX_VALUE, &o->section, err) < 0 ||
	    get(target, "after", REQUEST_MAX_VALUE, &o->after, err) < 0)
		return -1;
	return get(target, "before", REQUEST_MAX_VALUE, &o->before, err);
}

int search_request_parse(struct search_request *out,
			 const struct target *target, struct arena *a,
			 struct error *err)
{
	struct search_options *o = &out->options;

	if (get(target, "q", QUERY_MAX_BYTES, &out->text, err) < 0 ||
	    target_get_limit(target, &o->limit, err) < 0 ||
	    get_number(target, "offset", 0, SEARCH_MAX_OFFSET, &o->offset,
		       err) < 0 ||
	    get_sort(target, &o->sort, err) < 0 ||
	    get_flag(target, "facets", &o->facets, err) < 0 ||
	    get_flag(target, "literal", &o->literal, err) < 0 ||
	    get_flag(target, "prefix", &o->prefix, err) < 0)
		return -1;
	return get_filters(o, target, a, err);
}
