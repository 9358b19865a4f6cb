/*
 * YAML of lines alone, as most front matter is, read without libyaml:
 *
 *	key: plain text
 *	key: "in double quotes" or 'single'
 *	key: [some, "items"]
 *	key:
 *	  - an item
 *
 * with empty lines and whole lines of comment between them. What has more
 * to it is not told here, nor is any mistake. What is told is told as by
 * libyaml: tests/fuzz/fuzz_yaml.c compares them.
 */

#include "indexer/yaml.h"

#include "base/ascii.h"
#include "text/utf8.h"

/* libyaml's limit is 1,024 characters. */
#define MAX_KEY 100

struct reader {
	struct arena *arena;
	struct value *map;
	struct value *last;  /* the newest member, while items may follow */
	size_t indent;       /* of its items, when it has some */
	struct span rest;    /* of the line */
	size_t line, column; /* where that begins, from 1 */
};

/* Characters that YAML allows, all on lines that end as ours do. */
static bool is_text(struct span text)
{
	for (size_t pos = 0; pos < text.len;) {
		int32_t code = text.ptr[pos];

		if ((code >= ' ' && code < 0x7f) || code == '\n') {
			pos++;
			continue;
		}
		code = utf8_next(text, &pos);
		if (code == '\r' && pos < text.len && text.ptr[pos] == '\n')
			continue;
		if (code < 0xa0 || code == 0x2028 || code == 0x2029 ||
		    code == 0xfeff || code == 0xfffe || code == 0xffff)
			return false;
	}
	return true;
}

static void skip(struct reader *r, size_t len)
{
	r->column += utf8_length(span_slice(r->rest, 0, len));
	r->rest = span_slice(r->rest, len, r->rest.len);
}

static void skip_spaces(struct reader *r)
{
	size_t len = 0;

	while (len < r->rest.len && r->rest.ptr[len] == ' ')
		len++;
	r->rest = span_slice(r->rest, len, r->rest.len);
	r->column += len;
}

static bool is_at(const struct reader *r, char c)
{
	return r->rest.len && r->rest.ptr[0] == c;
}

static struct value *new_here(struct reader *r, enum value_type type)
{
	struct value *v = value_new(r->arena, type);

	v->line = (int)r->line;
	v->column = (int)r->column;
	return v;
}

static struct value *new_scalar(struct reader *r, struct span text, bool plain)
{
	struct value *v = new_here(r, VALUE_STRING);

	v->text = arena_copy(r->arena, text);
	if (plain)
		yaml_resolve(v);
	return v;
}

static struct value *read_quoted(struct reader *r)
{
	char quote = r->rest.ptr[0];
	struct span text = span_slice(r->rest, 1, r->rest.len);
	size_t end = span_find_char(text, quote);
	struct value *v;

	if (end == text.len)
		return NULL;
	text = span_slice(text, 0, end);
	if (quote == '"' && span_find_char(text, '\\') < end)
		return NULL;
	v = new_scalar(r, text, false);
	skip(r, end + 2);
	return v;
}

/* Does it end where the text does, in a list or behind a key? */
static bool is_plain(struct span text, bool in_list)
{
	if (text.len == 0 || strchr("-?:,[]{}#&*!|>'\"%@`", text.ptr[0]))
		return false;
	for (size_t i = 1; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == ':' &&
		    (in_list || i + 1 == text.len || text.ptr[i + 1] == ' '))
			return false;
		if (c == '#' && text.ptr[i - 1] == ' ')
			return false;
		if (in_list && (c == '[' || c == '{' || c == '}'))
			return false;
	}
	return true;
}

static struct value *read_plain(struct reader *r, bool in_list)
{
	size_t end = 0, len;
	struct value *v;

	if (!in_list)
		end = r->rest.len;
	while (end < r->rest.len && r->rest.ptr[end] != ',' &&
	       r->rest.ptr[end] != ']')
		end++;
	len = end;
	while (len && r->rest.ptr[len - 1] == ' ')
		len--;
	if (!is_plain(span_slice(r->rest, 0, len), in_list))
		return NULL;
	v = new_scalar(r, span_slice(r->rest, 0, len), true);
	skip(r, end);
	return v;
}

static struct value *read_scalar(struct reader *r, bool in_list)
{
	if (is_at(r, '"') || is_at(r, '\''))
		return read_quoted(r);
	return read_plain(r, in_list);
}

/* "[a, b]", which may have a comma behind the last item. */
static struct value *read_list(struct reader *r)
{
	struct value *list = new_here(r, VALUE_LIST), *item;

	skip(r, 1);
	skip_spaces(r);
	while (!is_at(r, ']')) {
		item = read_scalar(r, true);
		if (!item)
			return NULL;
		value_list_put(r->arena, list, item);
		skip_spaces(r);
		if (is_at(r, ']'))
			break;
		if (!is_at(r, ','))
			return NULL;
		skip(r, 1);
		skip_spaces(r);
	}
	skip(r, 1);
	return list;
}

/* The value that the rest of the line is; NULL: it is something else. */
static struct value *read_value(struct reader *r)
{
	struct value *v = is_at(r, '[') ? read_list(r) : read_scalar(r, false);

	skip_spaces(r);
	return r->rest.len ? NULL : v;
}

static bool read_item(struct reader *r)
{
	struct value *item;

	skip_spaces(r);
	if (!r->last || !is_at(r, '-'))
		return false;
	if (r->last->type != VALUE_LIST) {
		r->last->type = VALUE_LIST;
		r->last->text = span_make(NULL, 0);
		r->last->line = (int)r->line;
		r->last->column = (int)r->column;
		r->indent = r->column;
	}
	if (r->column != r->indent)
		return false;
	skip(r, 1);
	if (!is_at(r, ' '))
		return false;
	skip_spaces(r);
	item = read_value(r);
	if (!item)
		return false;
	value_list_put(r->arena, r->last, item);
	return true;
}

static bool read_member(struct reader *r)
{
	struct span key;
	struct value *v;
	size_t len = 0;

	while (len < r->rest.len && len < MAX_KEY &&
	       (ascii_is_alnum(r->rest.ptr[len]) ||
		(len && strchr("_.-", r->rest.ptr[len]))))
		len++;
	key = span_slice(r->rest, 0, len);
	skip(r, len);
	if (len == 0 || !is_at(r, ':'))
		return false;
	skip(r, 1);
	if (r->rest.len && !is_at(r, ' '))
		return false;
	r->last = NULL;
	v = new_scalar(r, span_make("", 0), true);
	skip_spaces(r);
	if (r->rest.len == 0)
		r->last = v;
	else
		v = read_value(r);
	if (v)
		value_map_put(r->arena, r->map, arena_copy(r->arena, key), v);
	return v;
}

bool yaml_lines_parse(struct value *map, struct span text, struct arena *a)
{
	struct reader r = { .arena = a, .map = map };
	struct span line;

	if (!is_text(text))
		return false;
	for (r.line = 1; span_next_line(&text, &line); r.line++) {
		if (line.len == 0 || line.ptr[0] == '#')
			continue;
		r.rest = line;
		r.column = 1;
		if (map->map.count == 0)
			map->line = (int)r.line;
		if (line.ptr[0] == ' ' || line.ptr[0] == '-' ? !read_item(&r)
							     : !read_member(&r))
			return false;
	}
	map->column = 1;
	return map->map.count > 0;
}
