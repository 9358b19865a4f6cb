#include "query/marks.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "query/search.h"
#include "store/replay.h"

/* Occurrences of one word in one field that are looked at. */
#define MAX_OCCURRENCES 64

/* One entry for each term of an occurrence; room was made. */
static void put_terms(struct found_list *out, const struct occurrence *o,
		      int word, const struct alternative *alternative)
{
	struct span rest = alternative->terms, term = rest;

	for (uint32_t i = 0; i < alternative->length; i++) {
		struct found *found = &out->items[out->count++];

		if (alternative->length > 1)
			span_next_piece(&rest, ' ', &term);
		if (term.ptr[0] == REPLAY_SURFACE)
			term = span_slice(term, 1, term.len);
		found->field = o->field;
		found->word = word;
		found->place.position = o->position + i;
		found->place.term = term;
	}
}

static void collect_phrase(struct found_list *out, struct match *m, int word,
			   const struct alternative *alternative, int phrase,
			   size_t *counts)
{
	struct occurrence o;

	for (bool more = match_first(m, phrase, &o); more;
	     more = positions_next(&o)) {
		if (counts[o.field]++ >= MAX_OCCURRENCES)
			continue;
		ARRAY_GROW(out->items, out->count + alternative->length,
			   out->alloc);
		put_terms(out, &o, word, alternative);
	}
}

void marks_collect(struct found_list *out, struct match *m,
		   const struct plan *plan, int stem)
{
	for (size_t i = 0; i < plan->word_count; i++) {
		const struct word *word = &plan->words[i];
		size_t counts[FIELD_COUNT] = { 0 };

		for (size_t k = 0; k < word->alternative_count; k++)
			if (!word->is_excluded &&
			    word->alternatives[k].stems >> stem & 1)
				collect_phrase(
					out, m, (int)i, &word->alternatives[k],
					word->first_phrase + (int)k, counts);
	}
}

size_t mark_from(const struct marks *marks, uint32_t offset)
{
	size_t low = 0, high = marks->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (marks->items[middle].start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Text on its way to readers. */
struct shown {
	struct strbuf *out;
	const char *line_end;
	char last; /* what it ends with, marks apart */
};

static void put_space(struct shown *s, char c)
{
	if (c == '\n' && !strchr(" .,:;!?", s->last))
		strbuf_put_str(s->out, s->line_end);
	else if (s->last != ' ')
		strbuf_put_char(s->out, ' ');
	s->last = ' ';
}

/* Words stand as they are, and so does one space behind a word. */
static bool stays(char before, char c)
{
	if ((unsigned char)c > ' ')
		return true;
	return c == ' ' ? before != ' ' : !ascii_is_space(c);
}

static void put_plain(struct shown *s, struct span text, size_t start,
		      size_t end)
{
	while (start < end) {
		size_t at = start;

		for (char before = ' ';
		     at < end && stays(before, text.ptr[at]);)
			before = text.ptr[at++];
		if (at > start) {
			strbuf_put(s->out, text.ptr + start, at - start);
			s->last = text.ptr[at - 1];
		}
		if (at < end)
			put_space(s, text.ptr[at++]);
		start = at;
	}
}

static void put_marked(struct shown *s, const struct marks *marks,
		       struct span text, size_t start, size_t end)
{
	size_t at = start;

	for (size_t i = mark_from(marks, (uint32_t)start);
	     i < marks->count && marks->items[i].start < end; i++) {
		const struct mark *mark = &marks->items[i];

		if (mark->start < at || mark->end > end)
			continue;
		put_plain(s, text, at, mark->start);
		strbuf_put_char(s->out, MARK_START);
		put_plain(s, text, mark->start, mark->end);
		strbuf_put_char(s->out, MARK_END);
		at = mark->end;
	}
	put_plain(s, text, at, end);
}

void marks_put(struct strbuf *out, const struct marks *marks, struct span text,
	       size_t start, size_t end, const char *line_end)
{
	struct shown s = { out, line_end, ' ' };

	put_marked(&s, marks, text, start, end);
}

/* Columns of a tab in code. */
#define TAB_COLUMNS 4

/* The columns before the first letter of a line, which `*at` moves to. */
static size_t indentation(struct span text, size_t *at, size_t end)
{
	size_t columns = 0;

	for (; *at < end && strchr(" \t\r", text.ptr[*at]); ++*at)
		columns += text.ptr[*at] == '\t'
				   ? TAB_COLUMNS - columns % TAB_COLUMNS
				   : 1;
	return columns;
}

/* That of the line at `at`, and where its text ends; false: it is empty. */
static bool read_line(struct span text, size_t *at, size_t end, size_t *columns,
		      size_t *line_end, size_t *next)
{
	*columns = indentation(text, at, end);
	for (*next = *at; *next < end && text.ptr[*next] != '\n';)
		++*next;
	*line_end = *next;
	while (*line_end > *at && ascii_is_space(text.ptr[*line_end - 1]))
		--*line_end;
	++*next;
	return *line_end > *at;
}

static size_t least_indentation(struct span text, size_t start, size_t end)
{
	size_t least = SIZE_MAX, columns, line_end, next;

	for (size_t at = start; at < end; at = next)
		if (read_line(text, &at, end, &columns, &line_end, &next) &&
		    columns < least)
			least = columns;
	return least;
}

void marks_put_code(struct strbuf *out, const struct marks *marks,
		    struct span text, size_t start, size_t end)
{
	size_t common = least_indentation(text, start, end);
	size_t columns, line_end, next, before = out->len;

	for (size_t at = start; at < end; at = next) {
		struct shown s = { out, " ", ' ' };

		if (!read_line(text, &at, end, &columns, &line_end, &next))
			continue;
		if (out->len > before)
			strbuf_put_char(out, '\n');
		for (; columns > common; columns--)
			strbuf_put_char(out, ' ');
		put_marked(&s, marks, text, at, line_end);
	}
}
