#include "query/excerpt.h"

#include "base/ascii.h"
#include "text/utf8.h"

/* Bytes of a snippet; of the one of a section; of a summary. */
enum { SNIPPET_BYTES = 220, SECTION_BYTES = 140, SUMMARY_BYTES = 320 };

/* Sections that an answer names of one article. */
#define MAX_SECTIONS 3

/* The section an offset is in; -1 before the first heading. */
static int section_at(const struct content *content, uint32_t offset)
{
	size_t low = 0, high = content->section_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (content->sections[middle].start <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return (int)low - 1;
}

/* Where the section ends: at the next heading or the end of the text. */
static uint32_t section_end(const struct content *content, int section)
{
	if ((size_t)(section + 1) < content->section_count)
		return content->sections[section + 1].start;
	return (uint32_t)content->text.len;
}

/* A run of marks and what it is worth. */
struct window {
	size_t first, last; /* marks */
	double worth;
};

/* How many marks of each word the window has, added or taken away. */
static void count_word(int *counts, const struct plan *plan, int word,
		       int change, double *worth)
{
	int before = counts[word];

	counts[word] += change;
	if (before == 0)
		*worth += plan->words[word].idf + 0.1;
	else if (counts[word] == 0)
		*worth -= plan->words[word].idf + 0.1;
}

/*
 * The marks [from, to) that fit into `bytes` and hold the most words, by
 * their weight; of equals the first.
 */
static struct window best_window(const struct marks *marks, size_t from,
				 size_t to, uint32_t bytes,
				 const struct plan *plan)
{
	int counts[QUERY_MAX_CLAUSES] = { 0 };
	struct window best = { from, from, -1 };
	double worth = 0;
	size_t first = from;

	for (size_t i = from; i < to; i++) {
		count_word(counts, plan, marks->items[i].word, 1, &worth);
		while (first < i &&
		       marks->items[i].end - marks->items[first].start >
			       bytes) {
			count_word(counts, plan, marks->items[first].word, -1,
				   &worth);
			first++;
		}
		/* A little for repetition, so that denser runs win ties. */
		if (worth + 0.01 * (double)(i - first) > best.worth) {
			best.first = first;
			best.last = i;
			best.worth = worth + 0.01 * (double)(i - first);
		}
	}
	return best;
}

/* A place near `at`, not before `low`, where a word begins. */
static uint32_t word_start(struct span text, uint32_t low, uint32_t at,
			   uint32_t high)
{
	uint32_t i = at;

	if (at <= low)
		return low;
	while (i < high && !ascii_is_space(text.ptr[i - 1]))
		i++;
	if (i < high || (high > 0 && ascii_is_space(text.ptr[high - 1])))
		return i;
	/* No space, as in Chinese: between two characters. */
	while (at < high && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
		at++;
	return at;
}

/* A place near `at`, not behind `high`, where a word ends. */
static uint32_t word_end(struct span text, uint32_t low, uint32_t at,
			 uint32_t high)
{
	uint32_t i = at;

	if (at >= high)
		return high;
	while (i > low && !ascii_is_space(text.ptr[i]))
		i--;
	if (i > low || ascii_is_space(text.ptr[low]))
		return i;
	while (at > low && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
		at--;
	return at;
}

/*
 * The beginning of the sentence or block that `at` is in, if it is not
 * before `low`; else 0.
 */
static uint32_t sentence_start(struct span text, uint32_t low, uint32_t at)
{
	for (uint32_t i = at; i > low; i--) {
		if (text.ptr[i - 1] == '\n')
			return i;
		if (i >= low + 2 && text.ptr[i - 1] == ' ' &&
		    strchr(".!?", text.ptr[i - 2]))
			return i;
	}
	return 0;
}

/* Cut the text around a window out of [low, high). */
static struct span cut(const struct marks *marks, struct window w,
		       struct span text, uint32_t low, uint32_t high,
		       uint32_t bytes, const char *line_end, struct arena *a)
{
	uint32_t first = marks->items[w.first].start;
	uint32_t last = marks->items[w.last].end;
	uint32_t spare = bytes > last - first ? bytes - (last - first) : 0;
	uint32_t start = first - low > spare / 2 ? first - spare / 2 : low;
	uint32_t sentence = sentence_start(text, start, first), end;
	struct span body;

	start = sentence ? sentence : word_start(text, low, start, first);
	end = high - start > bytes ? start + bytes : high;
	if (end < last)
		end = last;
	end = word_end(text, last, end, high);
	while (start < end && ascii_is_space(text.ptr[start]))
		start++;
	while (end > start && ascii_is_space(text.ptr[end - 1]))
		end--;
	body = marks_apply(marks, text, start, end, line_end, a);
	return arena_printf(a, "%s%.*s%s", start > low && !sentence ? "…" : "",
			    (int)body.len, body.ptr, end < high ? " …" : "");
}

/*
 * A run of neighbouring blocks of one kind, prose or code: a snippet does
 * not go beyond it. Headings are no part of any.
 */
struct stretch {
	uint32_t low, high;
	bool is_code;
	size_t from, to; /* its marks */
};

/* The block that `offset` is in. */
static size_t block_at(const struct content *content, uint32_t offset)
{
	size_t low = 0, high = content->block_count;

	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;

		if (content->blocks[middle].start <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/*
 * The stretch of mark `*next`, which moves behind its last mark. Returns
 * false for a mark in a heading, and moves behind that one.
 */
static bool stretch_next(struct stretch *out, const struct marks *marks,
			 const struct content *content, size_t *next)
{
	size_t first = block_at(content, marks->items[*next].start);
	size_t last = first;
	enum field field = content->blocks[first].field;

	if (field == FIELD_HEADINGS) {
		++*next;
		return false;
	}
	while (first > 0 && content->blocks[first - 1].field == field)
		first--;
	while (last + 1 < content->block_count &&
	       content->blocks[last + 1].field == field)
		last++;
	out->low = content->blocks[first].start;
	out->high = content->blocks[last].end;
	out->is_code = field == FIELD_CODE;
	out->from = *next;
	while (*next < marks->count && marks->items[*next].start < out->high)
		++*next;
	out->to = *next;
	return true;
}

/* What code is worth beside prose: readers want sentences first. */
#define CODE_WORTH 0.6

/* The best window of the marks [from, to), and the stretch it is in. */
static struct window best_of(const struct marks *marks, size_t from, size_t to,
			     uint32_t bytes, const struct plan *plan,
			     const struct content *content,
			     struct stretch *stretch)
{
	struct window best = { 0, 0, -1 };

	while (from < to) {
		struct stretch s;
		struct window w;

		if (!stretch_next(&s, marks, content, &from))
			continue;
		w = best_window(marks, s.from, s.to, bytes, plan);
		if (s.is_code)
			w.worth *= CODE_WORTH;
		if (w.worth > best.worth) {
			best = w;
			*stretch = s;
		}
	}
	return best;
}

/* The first mark at or behind `offset`. */
static size_t mark_from(const struct marks *marks, uint32_t offset)
{
	size_t i = 0;

	while (i < marks->count && marks->items[i].start < offset)
		i++;
	return i;
}

/* The snippet of the marks [from, to); empty where only headings match. */
static struct span make_snippet(const struct marks *marks, size_t from,
				size_t to, uint32_t bytes,
				const struct plan *plan,
				const struct content *content, struct arena *a)
{
	struct stretch stretch = { 0, 0, false, 0, 0 };
	struct window w =
		best_of(marks, from, to, bytes, plan, content, &stretch);

	if (w.worth < 0)
		return span_make("", 0);
	/* Paragraphs, items of a list and rows of a table are told apart. */
	return cut(marks, w, content->text, stretch.low, stretch.high, bytes,
		   stretch.is_code ? " " : " · ", a);
}

/* What one section has of the query. */
struct candidate_section {
	int section;
	double worth;
};

static double section_worth(const struct marks *marks, size_t from, size_t to,
			    const struct plan *plan,
			    const struct section *section)
{
	int counts[QUERY_MAX_CLAUSES] = { 0 };
	double worth = 0;

	for (size_t i = from; i < to; i++) {
		const struct mark *mark = &marks->items[i];

		count_word(counts, plan, mark->word, 1, &worth);
		/* A heading says what its section is about. */
		if (mark->start < section->start + section->heading.len)
			worth += plan->words[mark->word].idf;
	}
	return worth + 0.05 * (double)(to - from < 20 ? to - from : 20);
}

/* Keep the best sections, in order. */
static size_t put_section(struct candidate_section *best, size_t count,
			  struct candidate_section c)
{
	size_t i = count < MAX_SECTIONS ? count : MAX_SECTIONS - 1;

	if (count == MAX_SECTIONS && best[i].worth >= c.worth)
		return count;
	for (; i > 0 && best[i - 1].worth < c.worth; i--)
		best[i] = best[i - 1];
	best[i] = c;
	return count < MAX_SECTIONS ? count + 1 : count;
}

static size_t find_sections(struct candidate_section *best,
			    const struct plan *plan, const struct marks *marks,
			    const struct content *content, struct span title)
{
	size_t count = 0, i = 0;

	while (i < marks->count) {
		int section = section_at(content, marks->items[i].start);
		uint32_t end = section_end(content, section);
		size_t from = i;

		while (i < marks->count && marks->items[i].start < end)
			i++;
		/* The title again leads nowhere new. */
		if (section >= 0 && content->sections[section].anchor.len &&
		    !span_eq(content->sections[section].heading, title)) {
			struct candidate_section c = {
				section,
				section_worth(marks, from, i, plan,
					      &content->sections[section])
			};

			count = put_section(best, count, c);
		}
	}
	return count;
}

static void make_section(struct hit_section *out, int section,
			 const struct plan *plan, const struct marks *marks,
			 const struct content *content, struct arena *a)
{
	const struct section *s = &content->sections[section];
	uint32_t body = s->start + (uint32_t)s->heading.len;

	out->heading =
		marks_apply(marks, content->text, s->start, body, " ", a);
	out->anchor = arena_copy(a, s->anchor);
	out->snippet =
		make_snippet(marks, mark_from(marks, body),
			     mark_from(marks, section_end(content, section)),
			     SECTION_BYTES, plan, content, a);
}

static void make_sections(struct hit *hit, const struct plan *plan,
			  const struct marks *marks,
			  const struct content *content, struct arena *a)
{
	struct candidate_section best[MAX_SECTIONS];
	size_t count =
		find_sections(best, plan, marks, content, hit->document.title);

	hit->sections = arena_array(a, count, sizeof(*hit->sections));
	hit->section_count = count;
	for (size_t i = 0; i < count; i++)
		make_section(&hit->sections[i], best[i].section, plan, marks,
			     content, a);
}

static struct span shorten(const struct marks *marks, struct span text,
			   struct arena *a)
{
	uint32_t end = (uint32_t)utf8_prefix(text, SUMMARY_BYTES).len;
	struct span body;

	if (end < text.len)
		end = word_end(text, 1, end, (uint32_t)text.len);
	body = marks_apply(marks, text, 0, end, " ", a);
	return arena_printf(a, "%.*s%s", (int)body.len, body.ptr,
			    end < text.len ? " …" : "");
}

void excerpt_make(struct hit *hit, const struct plan *plan,
		  const struct document_marks *marks,
		  const struct content *content, struct arena *a)
{
	const struct document *doc = &hit->document;

	hit->title = marks_apply(&marks->title, doc->title, 0, doc->title.len,
				 " ", a);
	hit->snippet = make_snippet(&marks->text, 0, marks->text.count,
				    SNIPPET_BYTES, plan, content, a);
	if (hit->snippet.len == 0)
		hit->snippet = shorten(&marks->summary, doc->summary, a);
	make_sections(hit, plan, &marks->text, content, a);
}
