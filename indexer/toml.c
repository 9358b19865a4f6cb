#include "indexer/toml_lex.h"

/*
 * TOML 1.0, https://toml.io/en/v1.0.0: tables out of what toml_lex.c
 * reads. The longer part is who may add what to which table.
 *
 * Keys that differ in case alone are different to TOML but not to struct
 * value: the last of them wins.
 */

/* How a map or list came to be, which says what may be added to it. */
enum origin {
	ORIGIN_SCALAR,
	ORIGIN_IMPLIED, /* a table above that of a [header] */
	ORIGIN_HEADER,  /* [header], or an element of [[header]] */
	ORIGIN_DOTTED,  /* by a dotted key */
	ORIGIN_INLINE,  /* { } or [ ]: complete */
	ORIGIN_TABLES,  /* the list that [[header]] makes */
};

/* Every value made here is the first member of one of these. */
struct node {
	struct value value;
	enum origin origin;
	int depth;       /* 0: the whole text's table */
	struct span key; /* as written */
};

struct parser {
	struct toml_lexer lex;
	struct node *root;
	struct node *table; /* what `key = value` adds to */
};

static int read_value(struct parser *p, struct node **out, int depth);

static struct node *node_new(struct parser *p, enum value_type type,
			     enum origin origin, int depth, size_t pos)
{
	struct node *node = arena_alloc(p->lex.arena, sizeof(*node));

	node->value.type = type;
	node->origin = origin;
	node->depth = depth;
	toml_locate(&p->lex, pos);
	node->value.line = p->lex.line;
	node->value.column = p->lex.column;
	return node;
}

/* NULL where there is none, or only one in another case. */
static struct node *find(const struct node *table, struct span key)
{
	struct node *found = (struct node *)value_get_span(&table->value, key);

	return found && span_eq(found->key, key) ? found : NULL;
}

static void put(struct parser *p, struct node *table, struct span key,
		struct node *node)
{
	node->key = key;
	value_map_put(p->lex.arena, &table->value, key, &node->value);
}

/* A new table under `key`, unless that is too deep. */
static struct node *put_table(struct parser *p, struct node *table,
			      struct span key, enum origin origin, size_t pos)
{
	struct node *node;

	if (table->depth >= VALUE_DEPTH) {
		toml_fail(&p->lex, pos, "nested too deeply");
		return NULL;
	}
	node = node_new(p, VALUE_MAP, origin, table->depth + 1, pos);
	put(p, table, key, node);
	return node;
}

static int fail_defined(struct parser *p, size_t pos, struct span key)
{
	return toml_fail(&p->lex, pos, "'%.*s' is defined already",
			 key.len > 80 ? 80 : (int)key.len, key.ptr);
}

/* The last element of what a [[header]] made. */
static struct node *last_table(const struct node *tables)
{
	return (struct node *)
		tables->value.list.items[tables->value.list.count - 1];
}

/*
 * Read a dotted key up to its last part, and go down the tables that it
 * names, making those that are not there. On return `*table` is the one
 * for the last part, `*key`, which began at `*pos`.
 */
static int read_path(struct parser *p, struct node **table, struct span *key,
		     size_t *pos, bool is_header)
{
	for (;;) {
		struct node *next;

		*pos = p->lex.pos;
		if (toml_read_key(&p->lex, key) < 0)
			return -1;
		toml_skip_blanks(&p->lex);
		if (!toml_accept(&p->lex, '.'))
			return 0;
		toml_skip_blanks(&p->lex);

		next = find(*table, *key);
		if (!next)
			next = put_table(p, *table, *key,
					 is_header ? ORIGIN_IMPLIED
						   : ORIGIN_DOTTED,
					 *pos);
		else if (is_header && next->origin == ORIGIN_TABLES)
			next = last_table(next);
		else if (!is_header && next->origin == ORIGIN_IMPLIED)
			next->origin = ORIGIN_DOTTED;
		else if (is_header ? next->origin == ORIGIN_SCALAR ||
					     next->origin == ORIGIN_INLINE
				   : next->origin != ORIGIN_DOTTED)
			return fail_defined(p, *pos, *key);
		if (!next)
			return -1;
		*table = next;
	}
}

/* `key = value`, into `table`. */
static int read_pair(struct parser *p, struct node *table)
{
	struct node *node;
	struct span key;
	size_t pos;

	if (read_path(p, &table, &key, &pos, false) < 0)
		return -1;
	if (!toml_accept(&p->lex, '='))
		return toml_fail(&p->lex, p->lex.pos, "expected '='");
	if (find(table, key))
		return fail_defined(p, pos, key);
	toml_skip_blanks(&p->lex);
	if (read_value(p, &node, table->depth + 1) < 0)
		return -1;
	put(p, table, key, node);
	return 0;
}

/* A list may go over lines and end with a comma. */
static int read_list(struct parser *p, struct node *list)
{
	size_t start = p->lex.pos;

	p->lex.pos++;
	for (;;) {
		struct node *item;

		if (toml_skip_lines(&p->lex) < 0)
			return -1;
		if (toml_accept(&p->lex, ']'))
			return 0;
		if (toml_at_end(&p->lex))
			return toml_fail(&p->lex, start, "list never ends");
		if (read_value(p, &item, list->depth + 1) < 0)
			return -1;
		value_list_put(p->lex.arena, &list->value, &item->value);
		if (toml_skip_lines(&p->lex) < 0)
			return -1;
		if (toml_accept(&p->lex, ',') || toml_peek(&p->lex, 0) == ']')
			continue;
		if (toml_at_end(&p->lex))
			return toml_fail(&p->lex, start, "list never ends");
		return toml_fail(&p->lex, p->lex.pos, "expected ',' or ']'");
	}
}

/* An inline table stays on its line and does not end with a comma. */
static int read_inline_table(struct parser *p, struct node *table)
{
	p->lex.pos++;
	toml_skip_blanks(&p->lex);
	if (toml_accept(&p->lex, '}'))
		return 0;
	for (;;) {
		if (read_pair(p, table) < 0)
			return -1;
		toml_skip_blanks(&p->lex);
		if (toml_accept(&p->lex, '}'))
			return 0;
		if (!toml_accept(&p->lex, ','))
			return toml_fail(&p->lex, p->lex.pos,
					 "expected ',' or '}'");
		toml_skip_blanks(&p->lex);
	}
}

static int read_value(struct parser *p, struct node **out, int depth)
{
	size_t start = p->lex.pos;
	char c = toml_peek(&p->lex, 0);
	struct node *node;

	if (depth > VALUE_DEPTH)
		return toml_fail(&p->lex, start, "nested too deeply");
	*out = node =
		node_new(p, VALUE_STRING, ORIGIN_SCALAR, depth, p->lex.pos);
	switch (c) {
	case '"':
	case '\'':
		return toml_read_string(&p->lex, &node->value.text);
	case '[':
		node->value.type = VALUE_LIST;
		node->origin = ORIGIN_INLINE;
		return read_list(p, node);
	case '{':
		node->value.type = VALUE_MAP;
		node->origin = ORIGIN_INLINE;
		return read_inline_table(p, node);
	default:
		return toml_read_scalar(&p->lex, &node->value);
	}
}

/* [header]: begin or complete a table. */
static int open_table(struct parser *p, struct node *parent, struct span key,
		      size_t pos)
{
	struct node *table = find(parent, key);

	if (!table)
		table = put_table(p, parent, key, ORIGIN_HEADER, pos);
	else if (table->origin != ORIGIN_IMPLIED)
		return fail_defined(p, pos, key);
	if (!table)
		return -1;
	table->origin = ORIGIN_HEADER;
	p->table = table;
	return 0;
}

/* [[header]]: add a table to a list. */
static int add_table(struct parser *p, struct node *parent, struct span key,
		     size_t pos)
{
	struct node *list = find(parent, key);
	struct node *table;

	if (parent->depth + 2 > VALUE_DEPTH)
		return toml_fail(&p->lex, pos, "nested too deeply");
	if (!list) {
		list = node_new(p, VALUE_LIST, ORIGIN_TABLES, parent->depth + 1,
				pos);
		put(p, parent, key, list);
	} else if (list->origin != ORIGIN_TABLES) {
		return fail_defined(p, pos, key);
	}
	table = node_new(p, VALUE_MAP, ORIGIN_HEADER, list->depth + 1, pos);
	value_list_put(p->lex.arena, &list->value, &table->value);
	p->table = table;
	return 0;
}

static int read_header(struct parser *p)
{
	struct node *parent = p->root;
	bool is_element;
	struct span key;
	size_t pos;

	p->lex.pos++;
	is_element = toml_accept(&p->lex, '[');
	toml_skip_blanks(&p->lex);
	if (read_path(p, &parent, &key, &pos, true) < 0)
		return -1;
	if (!toml_accept(&p->lex, ']') ||
	    (is_element && !toml_accept(&p->lex, ']')))
		return toml_fail(&p->lex, p->lex.pos, "expected '%s'",
				 is_element ? "]]" : "]");
	return is_element ? add_table(p, parent, key, pos)
			  : open_table(p, parent, key, pos);
}

/* All lines; each holds a pair, a header, or nothing, and a comment. */
static int read_lines(struct parser *p)
{
	for (;;) {
		int ret;

		if (toml_skip_lines(&p->lex) < 0)
			return -1;
		if (toml_at_end(&p->lex))
			return 0;
		ret = toml_peek(&p->lex, 0) == '[' ? read_header(p)
						   : read_pair(p, p->table);
		if (ret < 0)
			return -1;
		toml_skip_blanks(&p->lex);
		if (toml_skip_comment(&p->lex) < 0)
			return -1;
		if (!toml_accept_newline(&p->lex) && !toml_at_end(&p->lex))
			return toml_fail(&p->lex, p->lex.pos,
					 "expected the end of the line");
	}
}

int toml_parse(struct value **out, struct span text, struct arena *a,
	       struct parse_problem *problem)
{
	struct parser p = { .lex = { .text = text,
				     .arena = a,
				     .scratch = STRBUF_INIT,
				     .problem = problem } };
	int ret;

	p.root = node_new(&p, VALUE_MAP, ORIGIN_HEADER, 0, 0);
	p.table = p.root;
	*out = &p.root->value;
	ret = read_lines(&p);
	strbuf_release(&p.lex.scratch);
	return ret;
}
