#include "query/window.h"

/* What code is worth beside prose: readers want sentences first. */
#define CODE_WORTH 0.6

/* Common words count a little too. */
#define LEAST_WORTH 0.1

/* Standing together decides between windows of the same words. */
#define NEARNESS_WORTH 0.05

/* And so does a sentence, beside an item of a list of links. */
#define SENTENCE_WORTH 0.05

static double word_worth(const struct plan *plan, int word)
{
	return plan->words[word].idf + LEAST_WORTH;
}

double words_worth(const struct plan *plan, uint64_t words)
{
	double worth = 0;

	for (; words; words &= words - 1)
		worth += word_worth(plan, __builtin_ctzll(words));
	return worth;
}

/* The words of the marks from number `i` on, before `high`. */
static uint64_t words_from(const struct marks *marks, size_t i, uint32_t high)
{
	uint64_t words = 0;

	for (; i < marks->count && marks->items[i].start < high; i++)
		words |= marks->items[i].words;
	return words;
}

uint64_t words_between(const struct marks *marks, uint32_t low, uint32_t high)
{
	return words_from(marks, mark_from(marks, low), high);
}

/* A run of neighbouring blocks of one kind, and its marks. */
struct stretch {
	uint32_t low, high;
	bool is_code;
	size_t from, to;
};

static void stretch_around(struct stretch *out, const struct content *content,
			   size_t block)
{
	size_t first = block, last = block;
	enum field field = content->blocks[block].field;

	while (first > 0 && content->blocks[first - 1].field == field)
		first--;
	while (last + 1 < content->block_count &&
	       content->blocks[last + 1].field == field)
		last++;
	out->low = content->blocks[first].start;
	out->high = content->blocks[last].end;
	out->is_code = field == FIELD_CODE;
}

/*
 * The stretch of mark `*next`, which moves behind its last mark before `high`;
 * `*block` moves on to its block. Returns false for a mark in a heading, and
 * moves behind that one.
 */
static bool stretch_next(struct stretch *out, const struct view *view,
			 uint32_t high, size_t *next, size_t *block)
{
	const struct content *content = view->content;
	const struct marks *marks = view->marks;

	while (*block + 1 < content->block_count &&
	       content->blocks[*block + 1].start <= marks->items[*next].start)
		++*block;
	if (content->blocks[*block].field == FIELD_HEADINGS) {
		++*next;
		return false;
	}
	stretch_around(out, content, *block);
	out->from = *next;
	if (high > out->high)
		high = out->high;
	/* In a damaged index even the first may be behind it. */
	do
		++*next;
	while (*next < marks->count && marks->items[*next].start < high);
	out->to = *next;
	return true;
}

/* Marks [first, last] and the words they have. */
struct run {
	const struct view *view;
	uint64_t wanted;
	size_t first, last;
	int counts[QUERY_MAX_CLAUSES];
	uint64_t words;
	double worth; /* of the words */
};

static void run_change(struct run *run, size_t mark, int change)
{
	uint64_t words = run->view->marks->items[mark].words & run->wanted;

	for (; words; words &= words - 1) {
		int i = __builtin_ctzll(words);
		int before = run->counts[i];

		run->counts[i] += change;
		if (before == 0) {
			run->worth += word_worth(run->view->plan, i);
			run->words |= (uint64_t)1 << i;
		} else if (run->counts[i] == 0) {
			run->worth -= word_worth(run->view->plan, i);
			run->words &= ~((uint64_t)1 << i);
		}
	}
}

/*
 * Do all words of its first mark stand behind it again? The marks of a
 * quoted phrase, one for each word of it, stay together.
 */
static bool is_first_spare(const struct run *run)
{
	const struct mark *mark = &run->view->marks->items[run->first];
	uint64_t words = mark->words & run->wanted;

	if (words && mark[1].words == mark->words &&
	    mark[1].start == mark->end + 1)
		return false;

	for (; words; words &= words - 1)
		if (run->counts[__builtin_ctzll(words)] < 2)
			return false;
	return true;
}

/* Code is shown in lines: those of the run must fit, or be one. */
static bool do_lines_fit(const struct content *content, const struct stretch *s,
			 uint32_t start, uint32_t end, uint32_t bytes)
{
	struct span text = content->text;
	uint32_t low = end - s->low > bytes ? end - bytes : s->low;
	uint32_t from, high, to;
	int lines = 1;

	content_need(content, low - (low > 0), (size_t)end + bytes + 1);
	from = cut_line_start(text, low, start);
	for (uint32_t i = start; i < end; i++)
		lines += text.ptr[i] == '\n';
	if (lines == 1)
		return true;
	high = s->high - from > bytes ? from + bytes : s->high;
	to = cut_line_end(text, end, high);
	/* Neither search stopped before the line did. */
	return lines <= CUT_MAX_LINES &&
	       (from == s->low || text.ptr[from - 1] == '\n') &&
	       (to == s->high || text.ptr[to] == '\n');
}

static bool does_run_fit(const struct run *run, const struct stretch *s,
			 uint32_t bytes)
{
	const struct mark *marks = run->view->marks->items;
	uint32_t start = marks[run->first].start, end = marks[run->last].end;

	if (end - start > bytes)
		return run->first == run->last;
	return !s->is_code ||
	       do_lines_fit(run->view->content, s, start, end, bytes);
}

/* Does the block that `offset` is in end as sentences do? */
static bool is_in_sentence(const struct content *content, uint32_t offset)
{
	const struct block *block =
		&content->blocks[content_block_at(content, offset)];
	struct span text = span_slice(content->text, block->start, block->end);

	if (text.len == 0)
		return false;
	content_need(content, block->end - (text.len < 3 ? 1 : 3), block->end);
	return strchr(".:!?", text.ptr[text.len - 1]) ||
	       span_has_suffix(text, "。");
}

/* Offer the run as the best window so far; of equals the first stays. */
static void offer_run(struct window *best, const struct run *run,
		      const struct stretch *s, uint32_t bytes)
{
	const struct mark *marks = run->view->marks->items;
	uint32_t start = marks[run->first].start, end = marks[run->last].end;
	uint32_t distance = marks[run->last].start - start;
	double worth = run->worth - NEARNESS_WORTH * distance / bytes;

	if (s->is_code)
		worth *= CODE_WORTH;
	else if (worth + SENTENCE_WORTH > best->worth &&
		 is_in_sentence(run->view->content, start))
		worth += SENTENCE_WORTH;
	if (worth <= best->worth)
		return;
	best->limits =
		(struct cut_limits){ s->low, start, end, s->high, bytes };
	best->is_code = s->is_code;
	best->words = run->words;
	best->worth = worth;
}

/* What a window may be: `most` is what none is worth more than. */
struct wish {
	uint32_t bytes;
	uint64_t words;
	double most;
};

static void find_in_stretch(struct window *best, const struct view *view,
			    const struct stretch *s, const struct wish *wish)
{
	struct run run = { .view = view,
			   .wanted = wish->words,
			   .first = s->from };

	for (size_t i = s->from; i < s->to && best->worth < wish->most; i++) {
		if (!(view->marks->items[i].words & wish->words))
			continue;
		run.last = i;
		run_change(&run, i, 1);
		while (run.first < i && (!does_run_fit(&run, s, wish->bytes) ||
					 is_first_spare(&run)))
			run_change(&run, run.first++, -1);
		offer_run(best, &run, s, wish->bytes);
	}
}

bool window_find(struct window *out, const struct view *view, uint32_t low,
		 uint32_t high, uint32_t bytes, uint64_t wanted)
{
	const struct marks *marks = view->marks;
	size_t next = mark_from(marks, low), block = 0;
	struct wish wish = { bytes, words_from(marks, next, high) & wanted, 0 };

	wish.most = words_worth(view->plan, wish.words) + SENTENCE_WORTH;
	memset(out, 0, sizeof(*out));
	if (next < marks->count)
		block = content_block_at(view->content,
					 marks->items[next].start);
	while (next < marks->count && marks->items[next].start < high &&
	       out->worth < wish.most) {
		struct stretch s;

		if (stretch_next(&s, view, high, &next, &block))
			find_in_stretch(out, view, &s, &wish);
	}
	return out->words != 0;
}

bool window_are_more(const struct plan *plan, const struct window two[2],
		     const struct window *one)
{
	const struct cut_limits *a = &two[0].limits, *b = &two[1].limits;

	return (a->start >= b->end || b->start >= a->end) &&
	       words_worth(plan, two[0].words | two[1].words) >
		       words_worth(plan, one->words);
}

bool window_open(struct window *out, const struct content *content,
		 uint32_t low, uint32_t high, uint32_t bytes)
{
	struct stretch s = { 0, 0, false, 0, 0 };
	uint32_t start = 0;

	for (size_t i = content_block_at(content, low);
	     i < content->block_count; i++) {
		const struct block *block = &content->blocks[i];

		if (block->start >= high)
			break;
		if (block->start < low || block->field == FIELD_HEADINGS ||
		    (s.high && block->field == FIELD_CODE))
			continue;
		stretch_around(&s, content, i);
		start = block->start;
		if (!s.is_code)
			break;
	}
	memset(out, 0, sizeof(*out));
	out->limits = (struct cut_limits){ start, start, start, s.high, bytes };
	out->is_code = s.is_code;
	return s.high > 0;
}
