#include "indexer/linescan.h"

#include "indexer/linecursor.h"

/*
 * The strategy of CommonMark's appendix, its first phase: for each line,
 *
 *  1. see which of the open containers go on, and whether the leaf does;
 *  2. see which blocks begin behind them;
 *  3. what remains is text: of the leaf, even where a container does not go
 *     on (a lazy continuation), or of a new paragraph.
 *
 * A leaf marks its lines when it ends.
 */

#define MAX_DEPTH 64
#define MAX_FENCE 255 /* a longer one is closed by this too */

enum container_type { QUOTE, LIST, ITEM };

struct container {
	enum container_type type;
	char sign;      /* of a list: - + * . or ) */
	size_t content; /* of an item: the columns its content is indented */
	bool is_empty;  /* of an item: it has no block yet */
};

enum leaf_type { NO_LEAF, PARAGRAPH, HEADING, SETEXT, FENCED, INDENTED };

struct leaf {
	enum leaf_type type;
	size_t first, column; /* where it begins; lines count from 0 */
	char fence;
	size_t fence_length;
	/* A paragraph that may be definitions of links, in part or whole. */
	bool has_bracket, has_colon, is_definitions;
};

struct state {
	struct linemap *map;
	struct container containers[MAX_DEPTH];
	size_t depth, matched;
	struct leaf leaf;
	bool leaf_goes_on;
	bool is_doubtful;
	size_t number; /* of the line, from 0 */
	struct cursor at;
};

/* --- the end of blocks --- */

/* `last`: the number of the leaf's last line, plus 1. */
static void mark(struct state *s, enum line_kind kind, size_t last)
{
	const struct leaf *leaf = &s->leaf;

	if (last > s->map->count)
		last = s->map->count;
	for (size_t i = leaf->first; i < last; i++) {
		s->map->lines[i].kind = (uint8_t)kind;
		s->map->lines[i].begins = i == leaf->first;
		s->map->lines[i].column = 0;
	}
	if (leaf->column < UINT16_MAX)
		s->map->lines[leaf->first].column = (uint16_t)leaf->column;
}

/* Is it made of definitions of links, which leave nothing behind? */
static bool is_all_definitions(struct state *s)
{
	const struct leaf *leaf = &s->leaf;

	if (!leaf->has_bracket || !leaf->has_colon)
		return false;
	if (!leaf->is_definitions || s->depth)
		s->is_doubtful = true;
	return true;
}

/*
 * End the leaf, if any, before line `s->number`. What cmark takes for the
 * last line of a fence that its container ends, and of an underlined
 * heading, is the line behind it.
 */
static void close_leaf(struct state *s)
{
	switch (s->leaf.type) {
	case NO_LEAF:
		break;
	case PARAGRAPH:
		if (!is_all_definitions(s))
			mark(s, LINE_PARAGRAPH, s->number);
		break;
	case HEADING:
		mark(s, LINE_HEADING, s->number);
		break;
	case SETEXT:
		mark(s, LINE_HEADING, s->number + 1);
		break;
	case FENCED:
		mark(s, LINE_CODE, s->number + 1);
		break;
	case INDENTED:
		mark(s, LINE_CODE, s->number);
		break;
	}
	s->leaf.type = NO_LEAF;
	s->leaf_goes_on = false;
}

/* End what does not go on. */
static void close_unmatched(struct state *s)
{
	if (!s->leaf_goes_on)
		close_leaf(s);
	s->depth = s->matched;
}

/* --- the beginning of blocks --- */

/* Make room for a child of the innermost block that goes on. */
static void begin_child(struct state *s, bool is_item)
{
	close_unmatched(s);
	close_leaf(s);
	if (!is_item && s->depth && s->containers[s->depth - 1].type == LIST)
		s->depth--;
	if (s->depth)
		s->containers[s->depth - 1].is_empty = false;
	s->matched = s->depth;
}

static void begin_container(struct state *s, struct container container)
{
	begin_child(s, container.type == ITEM);
	if (s->depth == MAX_DEPTH) {
		s->is_doubtful = true;
		return;
	}
	s->containers[s->depth++] = container;
	s->matched = s->depth;
}

static void begin_leaf(struct state *s, enum leaf_type type, size_t column)
{
	begin_child(s, false);
	s->leaf = (struct leaf){ .type = type,
				 .first = s->number,
				 .column = column,
				 .is_definitions = true };
	s->leaf_goes_on = true;
}

static void begin_item(struct state *s, size_t marker)
{
	struct cursor *c = &s->at;
	char sign = c->line.ptr[c->content + marker - 1];
	struct container item = { .type = ITEM,
				  .content = c->indent + marker,
				  .is_empty = true };
	bool in_list = s->matched && !s->leaf_goes_on &&
		       s->containers[s->matched - 1].type == LIST &&
		       s->containers[s->matched - 1].sign == sign;

	cursor_read_to(c, c->content + marker);
	cursor_find_content(c);
	/* Content that is far behind, or missing, begins a column behind. */
	if (cursor_is_blank(c) || c->indent > CODE_INDENT) {
		item.content++;
		cursor_read_columns(c, 1);
	} else {
		item.content += c->indent;
		cursor_read_to(c, c->content);
	}
	if (!in_list)
		begin_container(
			s, (struct container){ .type = LIST, .sign = sign });
	begin_container(s, item);
}

static void begin_quote(struct state *s)
{
	cursor_read_to(&s->at, s->at.content + 1);
	cursor_read_columns(&s->at, 1);
	begin_container(s, (struct container){ .type = QUOTE });
}

/* Begin the leaf that stands here by its signs. Returns false for none. */
static bool begin_signed_leaf(struct state *s)
{
	struct cursor *c = &s->at;
	bool in_paragraph = s->leaf_goes_on;
	size_t fence;

	if (cursor_is_heading(c)) {
		begin_leaf(s, HEADING, c->content);
	} else if ((fence = cursor_fence_length(c))) {
		begin_leaf(s, FENCED, c->content);
		s->leaf.fence = cursor_char(c);
		s->leaf.fence_length = fence < MAX_FENCE ? fence : MAX_FENCE;
	} else if (in_paragraph && cursor_is_underline(c)) {
		if (is_all_definitions(s))
			s->is_doubtful = true;
		s->leaf.type = SETEXT;
	} else if (cursor_is_rule(c)) {
		begin_child(s, false);
	} else {
		return false;
	}
	return true;
}

/*
 * Step 2. Returns whether the line is done with: it is no text that might
 * belong to a paragraph.
 */
static bool begin_blocks(struct state *s)
{
	struct cursor *c = &s->at;
	bool may_be_lazy = s->leaf.type == PARAGRAPH;
	size_t marker;

	for (; !s->is_doubtful; may_be_lazy = false) {
		cursor_find_content(c);
		if (cursor_is_blank(c))
			return false;
		if (c->indent >= CODE_INDENT) {
			if (may_be_lazy)
				return false;
			cursor_read_columns(c, CODE_INDENT);
			begin_leaf(s, INDENTED, c->pos);
			return true;
		}
		if (cursor_is_text(c))
			return false;
		if (cursor_char(c) == '>')
			begin_quote(s);
		else if (cursor_may_be_html(c))
			s->is_doubtful = true;
		else if (begin_signed_leaf(s))
			return true;
		else if ((marker = cursor_marker_length(c, s->leaf_goes_on)))
			begin_item(s, marker);
		else
			return false;
	}
	return true;
}

/* --- a line --- */

static bool container_goes_on(struct state *s, const struct container *con)
{
	struct cursor *c = &s->at;

	cursor_find_content(c);
	switch (con->type) {
	case LIST:
		return true;
	case QUOTE:
		if (c->indent >= CODE_INDENT || cursor_char(c) != '>')
			return false;
		cursor_read_to(c, c->content + 1);
		cursor_read_columns(c, 1);
		return true;
	case ITEM:
		if (c->indent >= con->content)
			cursor_read_columns(c, con->content);
		else if (cursor_is_blank(c) && !con->is_empty)
			cursor_read_to(c, c->content);
		else
			return false;
	}
	return true;
}

/* Whether the leaf goes on, all containers of which do. */
static bool does_leaf_go_on(struct state *s)
{
	const struct cursor *c = &s->at;

	cursor_find_content(&s->at);
	switch (s->leaf.type) {
	case PARAGRAPH:
		return !cursor_is_blank(c);
	case INDENTED:
		return cursor_is_blank(c) || c->indent >= CODE_INDENT;
	case FENCED:
		return true;
	default:
		return false;
	}
}

static bool closes_fence(const struct state *s)
{
	const struct cursor *c = &s->at;
	size_t end = cursor_run_end(c, s->leaf.fence);

	return c->indent < CODE_INDENT &&
	       end - c->content >= s->leaf.fence_length &&
	       line_ends_at(c->line, end);
}

/* Step 1. Returns false where the line is code, and done with. */
static bool match_open(struct state *s)
{
	s->matched = 0;
	s->leaf_goes_on = false;
	while (s->matched < s->depth &&
	       container_goes_on(s, &s->containers[s->matched]))
		s->matched++;
	if (s->matched < s->depth)
		return true;
	s->leaf_goes_on = does_leaf_go_on(s);
	if (!s->leaf_goes_on || s->leaf.type == PARAGRAPH)
		return true;
	if (s->leaf.type == FENCED && closes_fence(s))
		close_leaf(s);
	return false;
}

/* Step 3. */
static void put_text(struct state *s)
{
	struct cursor *c = &s->at;
	struct span text;

	cursor_find_content(c);
	if (cursor_is_blank(c)) {
		close_unmatched(s);
		return;
	}
	if (s->leaf.type != PARAGRAPH) {
		begin_leaf(s, PARAGRAPH, c->content);
		s->leaf.has_bracket = cursor_char(c) == '[';
	}
	if (!s->leaf.has_bracket)
		return;
	text = span_slice(c->line, c->content, c->line.len);
	if (span_find(text, span_from("]:")) < text.len)
		s->leaf.has_colon = true;
	if (!line_is_definition(text))
		s->leaf.is_definitions = false;
}

bool linescan(struct linemap *map, struct span text)
{
	struct state s = { .map = map };

	if (text.len == 0)
		return true;
	if (memchr(text.ptr, '\r', text.len) ||
	    memchr(text.ptr, '\0', text.len) ||
	    span_has_prefix(text, "\xef\xbb\xbf"))
		return false;
	for (; span_next_piece(&text, '\n', &s.at.line) && !s.is_doubtful;
	     s.number++) {
		s.at.pos = s.at.column = 0;
		if (match_open(&s) && !begin_blocks(&s))
			put_text(&s);
	}
	/* At the end no line stands behind the last. */
	if (s.leaf.type == FENCED || s.leaf.type == SETEXT)
		s.number--;
	close_leaf(&s);
	return !s.is_doubtful;
}
