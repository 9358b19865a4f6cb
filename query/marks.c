#include "query/marks.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "query/search.h"
#include "store/replay.h"
#include "text/stem.h"
#include "text/utf8.h"

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

static int by_position(const void *a, const void *b)
{
	const struct found *const *x = a, *const *y = b;
	uint32_t first = (*x)->place.position, second = (*y)->place.position;

	return (first > second) - (first < second);
}

static int by_start(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

/* Only signs stand between: the parts of one compound. */
static bool is_joined(struct span text, uint32_t end, uint32_t start)
{
	struct span between = span_slice(text, end, start);

	if (span_is(between, "\xe2\x80\x99")) /* the apostrophe */
		return true;
	if (between.len > 2)
		return false;
	for (size_t i = 0; i < between.len; i++)
		if (!strchr(".-_/:'", between.ptr[i]))
			return false;
	return true;
}

/* A mark of a word without end, as in data, shows where that begins. */
static void shorten(struct mark *mark, struct span text)
{
	mark->end =
		mark->start +
		(uint32_t)utf8_prefix(span_slice(text, mark->start, mark->end),
				      MARK_MAX_BYTES)
			.len;
}

/* The fields of a text come one after the other. */
static void sort(struct marks *marks)
{
	for (size_t i = 1; i < marks->count; i++)
		if (marks->items[i].start < marks->items[i - 1].start) {
			qsort(marks->items, marks->count, sizeof(*marks->items),
			      by_start);
			return;
		}
}

/*
 * Sort, drop what was not located, or stands where there is no text (in a
 * damaged index), and join what touches.
 */
static void tidy(struct marks *marks, struct span text)
{
	size_t kept = 0;

	sort(marks);
	for (size_t i = 0; i < marks->count; i++) {
		struct mark mark = marks->items[i];
		struct mark *last = kept ? &marks->items[kept - 1] : NULL;

		if (mark.end <= mark.start || mark.end > text.len)
			continue;
		if (last && (mark.start <= last->end ||
			     is_joined(text, last->end, mark.start))) {
			if (mark.end > last->end)
				last->end = mark.end;
			last->words |= mark.words;
			shorten(last, text);
			continue;
		}
		shorten(&mark, text);
		marks->items[kept++] = mark;
	}
	marks->count = kept;
}

/* What was found in one field, by position; lives in `a`. */
static size_t select_field(const struct found ***out,
			   const struct found_list *found, enum field field,
			   struct arena *a)
{
	const struct found **items =
		arena_array(a, found->count, sizeof(*items));
	size_t count = 0;
	bool is_sorted = true; /* as those of one word are */

	for (size_t i = 0; i < found->count; i++) {
		if (found->items[i].field != field)
			continue;
		items[count++] = &found->items[i];
		if (count > 1 &&
		    by_position(&items[count - 2], &items[count - 1]) > 0)
			is_sorted = false;
	}
	if (!is_sorted)
		qsort(items, count, sizeof(*items), by_position);
	*out = items;
	return count;
}

static void put_mark(struct marks *out, uint32_t start, uint32_t end, int word)
{
	struct mark *mark = &out->items[out->count++];

	mark->start = start;
	mark->end = end;
	mark->words = (uint64_t)1 << word;
}

/* Locate the words of a field of the stored text. */
static void locate_field(struct marks *out, const struct found_list *found,
			 enum field field, const struct content *content,
			 struct analyzer *analyzer, int stem, struct arena *a)
{
	const struct found **items;
	size_t count = select_field(&items, found, field, a);
	struct place *places = arena_array(a, count, sizeof(*places));

	for (size_t i = 0; i < count; i++)
		places[i] = items[i]->place;
	content_locate(content, field, analyzer, stem, places, count);
	for (size_t i = 0; i < count; i++)
		put_mark(out, places[i].start, places[i].end, items[i]->word);
}

struct locate {
	struct place *places; /* by position */
	size_t count, next;
};

static int locate_token(const struct token *tok, void *arg)
{
	struct locate *l = arg;

	while (l->next < l->count &&
	       l->places[l->next].position < tok->position)
		l->next++;
	for (size_t i = l->next; i < l->count; i++) {
		if (l->places[i].position != tok->position)
			break;
		place_cover(&l->places[i], tok, 0);
	}
	return l->next == l->count;
}

/* The same for a short text that is one field by itself. */
static void locate_short(struct marks *out, const struct found_list *found,
			 enum field field, struct span text,
			 struct analyzer *analyzer, int stem, struct arena *a)
{
	const struct found **items;
	struct locate l = { .count = select_field(&items, found, field, a) };
	uint32_t position = 0;

	out->items = arena_array(a, l.count, sizeof(*out->items));
	l.places = arena_array(a, l.count, sizeof(*l.places));
	for (size_t i = 0; i < l.count; i++)
		l.places[i] = items[i]->place;
	if (l.count)
		tokenize(analyzer, stem, text, &position, locate_token, &l);
	for (size_t i = 0; i < l.count; i++)
		put_mark(out, l.places[i].start, l.places[i].end,
			 items[i]->word);
	tidy(out, text);
}

void marks_locate(struct document_marks *out, const struct found_list *found,
		  const struct document *doc, const struct content *content,
		  struct analyzer *analyzer, struct arena *a)
{
	int stem = stem_algorithm(doc->lang);
	size_t headings;

	memset(out, 0, sizeof(*out));
	locate_short(&out->title, found, FIELD_TITLE, doc->title, analyzer,
		     stem, a);
	out->text.items = arena_array(a, found->count, sizeof(struct mark));
	locate_field(&out->text, found, FIELD_HEADINGS, content, analyzer, stem,
		     a);
	headings = out->text.count;
	locate_field(&out->text, found, FIELD_BODY, content, analyzer, stem, a);
	locate_field(&out->text, found, FIELD_CODE, content, analyzer, stem, a);
	/* The summary is shown where prose and code have nothing. */
	if (out->text.count == headings)
		locate_short(&out->summary, found, FIELD_SUMMARY, doc->summary,
			     analyzer, stem, a);
	tidy(&out->text, content->text);
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

static void put_plain(struct shown *s, struct span text, size_t start,
		      size_t end)
{
	while (start < end) {
		size_t at = start;

		while (at < end && !ascii_is_space(text.ptr[at]))
			at++;
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
