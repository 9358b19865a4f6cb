#include "query/top.h"

static int compare_numbers(double a, double b)
{
	return (a > b) - (a < b);
}

static int by_relevance(const struct candidate *a, const struct candidate *b)
{
	if (a->tier != b->tier)
		return a->tier > b->tier ? -1 : 1;
	return compare_numbers(b->score, a->score);
}

/* Undated documents come last either way. */
static int by_date(const struct candidate *a, const struct candidate *b,
		   bool newest_first)
{
	if (a->date == b->date)
		return 0;
	if (a->date == DATE_NONE || b->date == DATE_NONE)
		return a->date == DATE_NONE ? 1 : -1;
	return (a->date > b->date) == newest_first ? -1 : 1;
}

/* Negative when `a` comes first. Never 0 for two documents. */
static int compare(const struct candidate *a, const struct candidate *b,
		   enum search_sort sort)
{
	int order = sort == SORT_RELEVANCE ? by_relevance(a, b)
					   : by_date(a, b, sort == SORT_NEWEST);

	if (order == 0)
		order = sort == SORT_RELEVANCE ? by_date(a, b, true)
					       : by_relevance(a, b);
	if (order == 0 && a->title_key != b->title_key)
		order = a->title_key < b->title_key ? -1 : 1;
	if (order == 0 && a->path_hash != b->path_hash)
		order = a->path_hash < b->path_hash ? -1 : 1;
	return order ? order : (a->id > b->id) - (a->id < b->id);
}

void top_init(struct top *top, size_t capacity, enum search_sort sort,
	      struct arena *a)
{
	top->items = arena_array(a, capacity, sizeof(*top->items));
	top->count = 0;
	top->capacity = capacity;
	top->sort = sort;
}

static void swap(struct candidate *a, struct candidate *b)
{
	struct candidate c = *a;

	*a = *b;
	*b = c;
}

/* Is item `a` worse than item `b`? The worst stands at the root. */
static bool is_worse(const struct top *top, size_t a, size_t b)
{
	return compare(&top->items[a], &top->items[b], top->sort) > 0;
}

static void sift_up(struct top *top, size_t i)
{
	while (i > 0 && is_worse(top, i, (i - 1) / 2)) {
		swap(&top->items[i], &top->items[(i - 1) / 2]);
		i = (i - 1) / 2;
	}
}

static void sift_down(struct top *top, size_t i)
{
	for (;;) {
		size_t worst = i, left = 2 * i + 1;

		for (size_t child = left; child < left + 2; child++)
			if (child < top->count && is_worse(top, child, worst))
				worst = child;
		if (worst == i)
			return;
		swap(&top->items[i], &top->items[worst]);
		i = worst;
	}
}

bool top_takes(const struct top *top, const struct candidate *c)
{
	return top->capacity && (top->count < top->capacity ||
				 compare(c, &top->items[0], top->sort) < 0);
}

void top_put(struct top *top, const struct candidate *c)
{
	if (!top_takes(top, c))
		return;
	if (top->count < top->capacity) {
		top->items[top->count++] = *c;
		sift_up(top, top->count - 1);
	} else {
		top->items[0] = *c;
		sift_down(top, 0);
	}
}

void top_sort(struct top *top)
{
	size_t all = top->count;

	while (top->count > 1) {
		swap(&top->items[0], &top->items[--top->count]);
		sift_down(top, 0);
	}
	top->count = all;
}
