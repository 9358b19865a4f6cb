#include "indexer/recover.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "indexer/frontmatter_key.h"
#include "indexer/yaml.h"

/*
 * How a mistake is kept to the entry that it is in:
 *
 *  1. Cut the text into entries, each a key at the left edge (TOML: a
 *     statement) and the lines that belong to it.
 *  2. Parse each alone. One that fails is overwritten with a comment, so
 *     that lines stay what they are.
 *  3. Parse the whole again. What fails now is a matter between entries
 *     (a key defined twice): overwrite the one it was found in; repeat.
 *
 * A map in JSON cannot do without its commas, so there the members that
 * parse alone are put together.
 */

/* Step 3 is given up after so many rounds: each one reads everything. */
#define ROUNDS_MAX 16
/* More warnings than this about one file help nobody. */
#define WARNINGS_MAX 20

struct entry {
	size_t start, end; /* bytes of the text */
	int line;          /* of the file */
	bool is_header;    /* TOML: [table] */
	bool is_dropped;
};

struct recovery {
	struct frontmatter *out;
	char *text;
	size_t len;
	struct span path;
	struct arena *arena;
	struct warnings *warnings;
	struct entry *entries;
	size_t count, alloc;
	int mistakes;
};

static struct span entry_text(const struct recovery *r, const struct entry *e)
{
	return span_make(r->text + e->start, e->end - e->start);
}

static char separator(const struct recovery *r)
{
	return r->out->format == FRONTMATTER_TOML ? '=' : ':';
}

static void warn(struct recovery *r, const struct parse_problem *problem,
		 struct span key)
{
	if (++r->mistakes > WARNINGS_MAX)
		return;
	if (key.len > 0 && key.len <= 60)
		warnings_put(r->warnings, r->path, problem->line,
			     problem->column, "%s; '%.*s' is left out",
			     problem->reason, (int)key.len, key.ptr);
	else
		warnings_put(r->warnings, r->path, problem->line,
			     problem->column, "%s; this entry is left out",
			     problem->reason);
}

static void overwrite(struct recovery *r, struct entry *e)
{
	if (frontmatter_hides_visibility(entry_text(r, e), separator(r)))
		r->out->visibility_unknown = true;
	/* Comments, not empty lines: those could belong to a string above. */
	for (size_t i = e->start; i < e->end; i++) {
		bool is_first = i == e->start || r->text[i - 1] == '\n';

		if (r->text[i] != '\n' && r->text[i] != '\r')
			r->text[i] = is_first ? '#' : ' ';
	}
	e->is_dropped = true;
}

/* Drop the entry, and with a table's header all that is in the table. */
static void drop(struct recovery *r, size_t index,
		 const struct parse_problem *problem)
{
	struct entry *e = &r->entries[index];
	struct span text = entry_text(r, e), line = text;

	span_next_line(&text, &line);
	warn(r, problem, frontmatter_line_key(line, separator(r)));
	overwrite(r, e);
	if (!e->is_header)
		return;
	while (++index < r->count && !r->entries[index].is_header)
		if (!r->entries[index].is_dropped)
			overwrite(r, &r->entries[index]);
}

static void entry_put(struct recovery *r, size_t start, int line,
		      bool is_header)
{
	struct entry e = { start, r->len, line, is_header, false };

	if (r->count)
		r->entries[r->count - 1].end = start;
	ARRAY_GROW(r->entries, r->count + 1, r->alloc);
	r->entries[r->count++] = e;
}

/*
 * Whether a YAML line begins an entry: at the left edge, and not what may
 * stand there in the middle of one.
 */
static bool is_yaml_start(struct span line, bool is_first)
{
	char c = line.len ? line.ptr[0] : '\n';

	if (!span_trim(line).len || c == '#')
		return false;
	if (is_first)
		return true;
	if (c == '-' && (line.len == 1 || ascii_is_space(line.ptr[1])))
		return false;
	return !ascii_is_space(c) && c != ']' && c != '}';
}

static void cut_yaml(struct recovery *r)
{
	struct span rest = span_make(r->text, r->len), line;

	for (int number = 1; span_next_line(&rest, &line); number++)
		if (is_yaml_start(line, r->count == 0))
			entry_put(r, (size_t)(line.ptr - r->text), number,
				  false);
}

/* What a TOML statement leaves open at the end of a line. */
struct open_toml {
	char block; /* the quote of a string of many lines; NUL: none */
	int brackets;
};

/* Follow one line. A string of one line ends with it, closed or not. */
static void follow_toml(struct open_toml *open, struct span line)
{
	char quote = '\0';

	for (size_t i = 0; i < line.len; i++) {
		char c = line.ptr[i];
		bool triple = i + 2 < line.len && line.ptr[i + 1] == c &&
			      line.ptr[i + 2] == c;

		if (open->block || quote) {
			if (c == '\\' && (open->block | quote) == '"') {
				i++;
			} else if (open->block == c && triple) {
				open->block = '\0';
				i += 2;
			} else if (quote == c) {
				quote = '\0';
			}
		} else if (c == '"' || c == '\'') {
			open->block = triple ? c : '\0';
			quote = triple ? '\0' : c;
			i += triple ? 2 : 0;
		} else if (c == '#') {
			return;
		} else if (c == '[' || c == '{') {
			open->brackets++;
		} else if ((c == ']' || c == '}') && open->brackets) {
			open->brackets--;
		}
	}
}

static void cut_toml(struct recovery *r)
{
	struct span rest = span_make(r->text, r->len), line;
	struct open_toml open = { '\0', 0 };

	for (int number = 1; span_next_line(&rest, &line); number++) {
		struct span trimmed = span_trim(line);
		bool is_header = span_has_prefix(trimmed, "[");
		bool has_key = frontmatter_line_key(line, '=').len > 0;

		/* No line of a list looks like a statement: it never ends. */
		if (open.brackets && !open.block && has_key && !is_header)
			open.brackets = 0;
		if (!open.block && !open.brackets && trimmed.len &&
		    trimmed.ptr[0] != '#')
			entry_put(r, (size_t)(line.ptr - r->text), number,
				  is_header);
		follow_toml(&open, line);
	}
}

/* Step 2: drop the entries that do not parse alone. */
static void drop_broken(struct recovery *r)
{
	struct arena scratch = ARENA_INIT;

	for (size_t i = 0; i < r->count; i++) {
		struct span text = entry_text(r, &r->entries[i]);
		struct parse_problem problem;
		struct value *map;
		int ret;

		if (r->entries[i].is_dropped)
			continue;
		if (r->out->format == FRONTMATTER_YAML)
			ret = yaml_check(text, &problem);
		else
			ret = toml_parse(&map, text, &scratch, &problem);
		arena_reset(&scratch);
		if (ret == 0)
			continue;
		problem.line += r->entries[i].line - 1;
		drop(r, i, &problem);
	}
	arena_release(&scratch);
}

static struct entry *find_entry(struct recovery *r, int line)
{
	struct entry *found = NULL;

	for (size_t i = 0; i < r->count && r->entries[i].line <= line; i++)
		found = &r->entries[i];
	return found && !found->is_dropped ? found : NULL;
}

/* Step 3. */
static void parse_rest(struct recovery *r)
{
	struct span text = span_make(r->text, r->len);
	struct parse_problem problem;
	struct entry *e;

	for (int round = 0;; round++) {
		int ret = r->out->format == FRONTMATTER_YAML
				  ? yaml_parse(&r->out->map, text, r->arena,
					       &problem)
				  : toml_parse(&r->out->map, text, r->arena,
					       &problem);

		if (ret == 0)
			return;
		e = find_entry(r, problem.line);
		if (!e || round == ROUNDS_MAX)
			break;
		drop(r, (size_t)(e - r->entries), &problem);
	}
	/* out->map has what stands before the mistake. */
	r->out->visibility_unknown = true;
	r->mistakes++;
	warnings_put(r->warnings, r->path, problem.line, problem.column,
		     "%s; the rest of the front matter is left out",
		     problem.reason);
}

/* Where the JSON map's member that begins at `start` ends: ',' or '}'. */
static size_t member_end(const struct recovery *r, size_t start)
{
	bool quoted = false;
	int depth = 0;
	size_t i;

	for (i = start; i < r->len; i++) {
		char c = r->text[i];

		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (c == '\n' && quoted && !depth)
			break; /* a string that never ends takes its line */
		else if (c == '\n')
			quoted = false;
		else if (quoted)
			continue;
		else if (c == '{' || c == '[')
			depth++;
		else if (depth && (c == '}' || c == ']'))
			depth--;
		else if (!depth && (c == ',' || c == '}'))
			break;
	}
	return i < r->len ? i : r->len;
}

/* Put one member's key and value into the map, or drop it. */
static void take_member(struct recovery *r, struct span member, int line,
			int column)
{
	struct strbuf alone = STRBUF_INIT;
	struct parse_problem problem;
	struct value *map;

	strbuf_put_char(&alone, '{');
	strbuf_put_span(&alone, member);
	strbuf_put_char(&alone, '}');
	if (json_parse(&map, strbuf_span(&alone), r->arena, &problem) == 0) {
		for (size_t i = 0; i < map->map.count; i++)
			value_map_put(r->arena, r->out->map,
				      map->map.members[i].key,
				      map->map.members[i].value);
	} else {
		if (problem.line == 1)
			problem.column += column - 2;
		problem.line += line - 1;
		warn(r, &problem, frontmatter_line_key(member, ':'));
		if (frontmatter_hides_visibility(member, ':'))
			r->out->visibility_unknown = true;
	}
	strbuf_release(&alone);
}

static void take_members(struct recovery *r)
{
	size_t at = 0, counted = 0, end;
	int line = 1, column = 1;

	while (at < r->len && r->text[at] != '{')
		at++;
	for (at++; at < r->len; at = end + 1) {
		struct span member;

		end = member_end(r, at);
		member = span_trim(span_make(r->text + at, end - at));
		if (!member.len)
			continue;
		for (; r->text + counted < member.ptr; counted++) {
			column = r->text[counted] == '\n' ? 1 : column + 1;
			line += r->text[counted] == '\n';
		}
		take_member(r, member, line, column);
	}
}

void frontmatter_recover(struct frontmatter *out, char *text, size_t len,
			 const struct parse_problem *first, struct span path,
			 struct arena *a, struct warnings *w)
{
	struct recovery r = { .out = out,
			      .text = text,
			      .len = len,
			      .path = path,
			      .arena = a,
			      .warnings = w };

	if (out->format == FRONTMATTER_JSON) {
		take_members(&r);
	} else {
		if (out->format == FRONTMATTER_YAML)
			cut_yaml(&r);
		else
			cut_toml(&r);
		drop_broken(&r);
		parse_rest(&r);
	}
	if (r.mistakes == 0) /* as a comma too many in JSON */
		warnings_put(w, path, first->line, first->column, "%s",
			     first->reason);
	if (r.mistakes > WARNINGS_MAX)
		warnings_put(w, path, first->line, first->column,
			     "%d more mistakes in front matter",
			     r.mistakes - WARNINGS_MAX);
	free(r.entries);
}
