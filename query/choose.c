#include "query/choose.h"

/* Columns of a snippet; of the one of a section. */
enum { SNIPPET_COLUMNS = 220, SECTION_COLUMNS = 140 };

/* What may be looked at beside it, to find where words and lines begin. */
#define EDGE_BYTES 256

#define ALL_WORDS UINT64_MAX

/*
 * Where the words of a window are for certain, and what of the text may be
 * shown with them: see query/cut.c.
 */
static struct range range_of(const struct window *w, const struct view *view,
			     uint32_t bytes)
{
	const struct cut_limits *l = &w->limits;
	uint32_t before = w->is_code ? bytes : bytes / 2;
	struct range range = { content_sample_before(view->content, l->start),
			       content_sample_behind(view->content, l->end),
			       l->low, l->high };

	if (range.low - l->low > before)
		range.from = range.low - before;
	if (l->high > range.high && l->high - range.high > bytes)
		range.to = range.high + bytes;
	return range;
}

/*
 * Two windows of half the size that have more of the query's words than
 * `one`, the one that has most first.
 */
static bool find_two(struct window two[2], const struct view *view,
		     const struct window *one)
{
	uint32_t end = (uint32_t)view->content->text.len;
	uint32_t half = one->limits.bytes / 2;
	uint64_t words = words_between(view->marks, 0, end);

	return words & ~one->words &&
	       window_find(&two[0], view, 0, end, half, ALL_WORDS) &&
	       window_find(&two[1], view, 0, end, half, ~two[0].words) &&
	       window_are_more(view->plan, two, one);
}

static void choose_snippet(struct choice *out, const struct view *view,
			   uint32_t bytes)
{
	uint32_t end = (uint32_t)view->content->text.len;
	struct window one, two[2];

	if (!window_find(&one, view, 0, end, bytes, ALL_WORDS))
		return;
	if (!find_two(two, view, &one)) {
		out->ranges[out->snippet_count++] = range_of(&one, view, bytes);
		return;
	}
	for (int i = 0; i < 2; i++)
		out->ranges[out->snippet_count++] =
			range_of(&two[i], view, bytes);
}

static void choose_section(struct range out[2], const struct view *view,
			   size_t number, uint32_t bytes)
{
	const struct section *s = &view->content->sections[number];
	uint32_t body = s->start + (uint32_t)s->heading.len;
	struct window w;

	out[0] = (struct range){ s->start, body, s->start, body };
	out[1] = (struct range){ body, body, body, body };
	if (window_find(&w, view, body, section_end(view->content, number),
			bytes, ALL_WORDS))
		out[1] = range_of(&w, view, bytes);
}

/* With the words at either end, from where they are tokenized. */
static void need_range(const struct content *content, const struct range *r)
{
	uint32_t low = content_sample_before(content, r->from);
	uint32_t high = content_sample_behind(content, r->to);

	if (r->from < r->to)
		content_need(content, low > EDGE_BYTES ? low - EDGE_BYTES : 0,
			     (uint64_t)high + EDGE_BYTES);
}

void choose(struct choice *out, const struct view *guesses, struct span title)
{
	struct cut_scale scale;

	memset(out, 0, sizeof(*out));
	content_need(guesses->content, 0, CUT_SCALE_BYTES);
	scale = cut_scale(guesses->content->text);
	out->snippet_bytes = cut_bytes(scale, SNIPPET_COLUMNS);
	out->section_bytes = cut_bytes(scale, SECTION_COLUMNS);
	choose_snippet(out, guesses, out->snippet_bytes);
	out->section_count = sections_find(out->sections, guesses, title);
	for (size_t i = 0; i < out->section_count; i++)
		choose_section(&out->ranges[out->snippet_count + 2 * i],
			       guesses, out->sections[i], out->section_bytes);
	for (size_t i = 0; i < choice_range_count(out); i++)
		need_range(guesses->content, &out->ranges[i]);
}
