#include "query/sections.h"

/* Of what the best section is worth, a further one has at least this. */
#define LEAST_SHARE 0.5

/* What a mark adds, and marks that count: many say a little more than one. */
#define MARK_WORTH 0.05
#define MANY_MARKS 20

uint32_t section_end(const struct content *content, size_t section)
{
	if (section + 1 < content->section_count)
		return content->sections[section + 1].start;
	return (uint32_t)content->text.len;
}

/* What one section has of the query. */
struct candidate_section {
	size_t section;
	double worth;
};

/* Of a section whose marks are those from number `mark` on. */
static double section_worth(const struct view *view, size_t number, size_t mark)
{
	const struct section *section = &view->content->sections[number];
	const struct marks *marks = view->marks;
	uint32_t body = section->start + (uint32_t)section->heading.len;
	uint32_t end = section_end(view->content, number);
	uint64_t words = 0, heading = 0;
	size_t count = 0;

	for (; mark < marks->count && marks->items[mark].start < end; mark++) {
		words |= marks->items[mark].words;
		if (marks->items[mark].start < body)
			heading |= marks->items[mark].words;
		count++;
	}
	if (count > MANY_MARKS)
		count = MANY_MARKS;
	/* A heading says what its section is about, so it counts twice. */
	return words_worth(view->plan, words) +
	       words_worth(view->plan, heading) + MARK_WORTH * (double)count;
}

/* Keep the best sections, in order; of equals the first. */
static size_t put_section(struct candidate_section *best, size_t count,
			  struct candidate_section c)
{
	size_t i = count < SECTIONS_MAX ? count : SECTIONS_MAX - 1;

	if (count == SECTIONS_MAX && best[i].worth >= c.worth)
		return count;
	for (; i > 0 && best[i - 1].worth < c.worth; i--)
		best[i] = best[i - 1];
	best[i] = c;
	return count < SECTIONS_MAX ? count + 1 : count;
}

/*
 * Does the section lead to the top of the page? Its heading is the title,
 * or the one of the first level that stands before all others.
 */
static bool is_top(const struct content *content, size_t section,
		   struct span title)
{
	const struct section *sections = content->sections;
	const struct section *s = &sections[section];

	if (s->heading.len == title.len) {
		content_need(content, s->start, s->start + title.len);
		if (span_eq(s->heading, title))
			return true;
	}
	return section == 0 && sections[0].level == 1 &&
	       (content->section_count < 2 || sections[1].level > 1);
}

size_t sections_find(size_t best[SECTIONS_MAX], const struct view *view,
		     struct span title)
{
	const struct content *content = view->content;
	const struct marks *marks = view->marks;
	struct candidate_section kept[SECTIONS_MAX];
	size_t count = 0, all = 0, mark = 0;

	for (size_t i = 0; i < content->section_count; i++) {
		uint32_t start = content->sections[i].start;

		while (mark < marks->count && marks->items[mark].start < start)
			mark++;
		if (mark == marks->count)
			break;
		if (marks->items[mark].start >= section_end(content, i) ||
		    !content_has_anchor(content, i) ||
		    is_top(content, i, title))
			continue;
		all = put_section(kept, all,
				  (struct candidate_section){
					  i, section_worth(view, i, mark) });
	}
	while (count < all &&
	       kept[count].worth >= LEAST_SHARE * kept[0].worth) {
		best[count] = kept[count].section;
		count++;
	}
	return count;
}
