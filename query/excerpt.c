#include "query/excerpt.h"

/* Columns of a summary. */
enum { SUMMARY_COLUMNS = 320 };

#define ALL_WORDS UINT64_MAX

static struct cut cut_window(const struct view *view, const struct window *w)
{
	return w->is_code ? cut_code(view->content->text, &w->limits)
			  : cut_prose(view->content->text, &w->limits);
}

static void put_cut(struct strbuf *out, const struct view *view,
		    const struct window *w, struct cut cut)
{
	if (w->is_code)
		marks_put_code(out, view->marks, view->content->text, cut.start,
			       cut.end);
	else
		/* Paragraphs, items of a list and rows are told apart. */
		marks_put(out, view->marks, view->content->text, cut.start,
			  cut.end, " · ");
}

static void put_window(struct strbuf *out, const struct view *view,
		       const struct window *w)
{
	struct cut cut = cut_window(view, w);

	if (cut.start == cut.end)
		return; /* one endless word */
	if (cut.is_front_cut)
		strbuf_put_str(out, "…");
	put_cut(out, view, w, cut);
	if (cut.is_back_cut)
		strbuf_put_str(out, " …");
}

/* The same for two windows; the first does not reach into the second. */
static void put_two(struct strbuf *out, const struct view *view,
		    struct window *first, struct window *second)
{
	struct span text = view->content->text;
	bool has_code = first->is_code || second->is_code;
	struct cut a, b;

	if (first->limits.high > second->limits.start)
		first->limits.high = cut_word_start(text, first->limits.end,
						    second->limits.start);
	a = cut_window(view, first);
	if (second->limits.low < a.end)
		second->limits.low = a.end;
	b = cut_window(view, second);
	if (a.is_front_cut)
		strbuf_put_str(out, "…");
	put_cut(out, view, first, a);
	strbuf_put_str(out, b.start > a.end + 1 ? " …" : "");
	strbuf_put_char(out, has_code ? '\n' : ' ');
	put_cut(out, view, second, b);
	if (b.is_back_cut)
		strbuf_put_str(out, " …");
}

/* The window in a range that was chosen. */
static bool find_in(struct window *out, const struct view *view,
		    const struct range *range, uint32_t bytes, uint64_t wanted)
{
	return window_find(out, view, range->low, range->high, bytes, wanted);
}

/* Both windows of a snippet, in the order of the text. */
static bool find_two(struct window two[2], const struct view *view,
		     const struct choice *choice, const struct window *one)
{
	uint32_t half = one->limits.bytes / 2;
	struct window first;

	if (choice->snippet_count < 2 ||
	    !find_in(&two[0], view, &choice->ranges[0], half, ALL_WORDS) ||
	    !find_in(&two[1], view, &choice->ranges[1], half, ~two[0].words) ||
	    !window_are_more(view->plan, two, one))
		return false;
	if (two[1].limits.start < two[0].limits.start) {
		first = two[1];
		two[1] = two[0];
		two[0] = first;
	}
	return true;
}

/* What is shown of a hit, one text after the other, and what keeps them. */
struct showing {
	struct strbuf text;
	struct arena *arena;
};

/* Keep the text, and begin the next one. */
static struct span take(struct showing *s)
{
	struct span text = arena_copy(s->arena, strbuf_span(&s->text));

	strbuf_reset(&s->text);
	return text;
}

/* A short text that is one field by itself, marked. */
static struct span mark_short(struct showing *s, const struct marks *marks,
			      struct span text)
{
	marks_put(&s->text, marks, text, 0, text.len, " ");
	return take(s);
}

static void put_summary(struct strbuf *out, const struct marks *marks,
			struct span summary)
{
	struct cut_limits limits = { 0, 0, 0, (uint32_t)summary.len,
				     cut_bytes(cut_scale(summary),
					       SUMMARY_COLUMNS) };
	struct cut cut = cut_prose(summary, &limits);

	marks_put(out, marks, summary, cut.start, cut.end, " ");
	if (out->len && cut.end < summary.len)
		strbuf_put_str(out, " …");
}

/* Of the text; else the summary, where only other fields matched. */
static void make_snippet(struct hit *hit, struct showing *s,
			 const struct view *view, const struct choice *choice,
			 const struct marks *summary)
{
	struct window one, two[2];

	if (choice->snippet_count == 0 ||
	    !find_in(&one, view, &choice->ranges[0], choice->snippet_bytes,
		     ALL_WORDS))
		put_summary(&s->text, summary, hit->document.summary);
	else if (find_two(two, view, choice, &one))
		put_two(&s->text, view, &two[0], &two[1]);
	else
		put_window(&s->text, view, &one);
	hit->snippet = take(s);
}

static void make_section(struct hit_section *out, struct showing *shown,
			 size_t number, const struct range *range,
			 const struct view *view, uint32_t bytes)
{
	const struct content *content = view->content;
	const struct section *s = &content->sections[number];
	uint32_t body = s->start + (uint32_t)s->heading.len;
	uint32_t end = section_end(content, number);
	struct window w;

	marks_put(&shown->text, view->marks, content->text, s->start, body,
		  " ");
	out->heading = take(shown);
	out->anchor = content_anchor(content, number, shown->arena);
	/* Where the heading alone matched: how the section begins. */
	if (find_in(&w, view, range, bytes, ALL_WORDS)) {
		put_window(&shown->text, view, &w);
	} else if (window_open(&w, content, body, end, bytes)) {
		content_need(content, w.limits.start,
			     w.limits.start + 2 * (size_t)bytes);
		put_window(&shown->text, view, &w);
	}
	out->snippet = take(shown);
}

void excerpt_make(struct hit *hit, const struct plan *plan,
		  const struct document_marks *marks,
		  const struct choice *choice, const struct content *content,
		  struct arena *a)
{
	struct view view = { plan, &marks->text, content };
	struct showing shown = { STRBUF_INIT, a };

	hit->title = mark_short(&shown, &marks->title, hit->document.title);
	make_snippet(hit, &shown, &view, choice, &marks->summary);
	hit->section_count = choice->section_count;
	hit->sections =
		arena_array(a, hit->section_count, sizeof(*hit->sections));
	for (size_t i = 0; i < hit->section_count; i++)
		make_section(&hit->sections[i], &shown, choice->sections[i],
			     &choice->ranges[choice->snippet_count + 2 * i + 1],
			     &view, choice->section_bytes);
	strbuf_release(&shown.text);
}
