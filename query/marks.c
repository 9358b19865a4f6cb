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

/* What is longer is made shorter before it is kept. */
#define LONG_LIST 512

/* The same list, without those that nobody will look at. */
static struct span keep_list(struct span list, struct arena *a)
{
	struct strbuf kept = STRBUF_INIT;
	size_t counts[FIELD_COUNT] = { 0 };
	struct occurrence o;
	uint64_t last = 0;

	if (list.len < LONG_LIST)
		return arena_copy(a, list);
	for (bool more = positions_first(list, &o); more;
	     more = positions_next(&o))
		if (counts[o.field]++ < MAX_OCCURRENCES)
			positions_put(&kept, &last, occurrence_order(&o));
	list = arena_copy(a, strbuf_span(&kept));
	strbuf_release(&kept);
	return list;
}

/* Put behind `*end` what a match has of a word; returns the new end. */
static struct kept_marks **keep_word(struct kept_marks **end, struct match *m,
				     const struct plan *plan, size_t word,
				     int stem, struct arena *a)
{
	const struct word *w = &plan->words[word];
	int last = w->first_phrase + (int)w->alternative_count;

	for (int i = match_next_phrase(m, w->first_phrase, last); i < last;
	     i = match_next_phrase(m, i + 1, last)) {
		const struct alternative *alternative =
			&w->alternatives[i - w->first_phrase];

		if (!(alternative->stems >> stem & 1))
			continue;
		*end = arena_alloc(a, sizeof(**end));
		(*end)->word = (int)word;
		(*end)->alternative = alternative;
		(*end)->positions = keep_list(match_positions(m, i), a);
		end = &(*end)->next;
	}
	return end;
}

struct kept_marks *marks_keep(struct match *m, const struct plan *plan,
			      int stem, struct arena *a)
{
	struct kept_marks *first = NULL, **end = &first;

	for (size_t i = 0; i < plan->word_count; i++)
		if (!plan->words[i].is_excluded)
			end = keep_word(end, m, plan, i, stem, a);
	return first;
}

struct kept_marks *marks_copy(const struct kept_marks *marks, struct arena *a)
{
	struct kept_marks *first = NULL, **end = &first;

	for (; marks; marks = marks->next) {
		*end = arena_alloc(a, sizeof(**end));
		**end = *marks;
		(*end)->positions = arena_copy(a, marks->positions);
		end = &(*end)->next;
	}
	return first;
}

void marks_collect(struct found_list *out, const struct kept_marks *kept)
{
	size_t counts[FIELD_COUNT];
	int word = -1;

	for (; kept; kept = kept->next) {
		struct occurrence o;

		if (kept->word != word)
			memset(counts, 0, sizeof(counts));
		word = kept->word;
		for (bool more = positions_first(kept->positions, &o); more;
		     more = positions_next(&o)) {
			if (counts[o.field]++ >= MAX_OCCURRENCES)
				continue;
			ARRAY_GROW(out->items,
				   out->count + kept->alternative->length,
				   out->alloc);
			put_terms(out, &o, word, kept->alternative);
		}
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
