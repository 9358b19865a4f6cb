#include "indexer/worklist.h"

#include "base/sort.h"

#define CLOCK_GRAIN 2 /* seconds */

int64_t worklist_settled(int64_t started)
{
	const int64_t nanoseconds = 1000000000;
	int64_t seconds = started - CLOCK_GRAIN;

	if (seconds > INT64_MAX / nanoseconds)
		return INT64_MAX;
	if (seconds < INT64_MIN / nanoseconds)
		return INT64_MIN;
	return seconds * nanoseconds;
}

/* Whether the article is shown or hidden by a date that has passed. */
static bool is_due(const struct source_record *record, int64_t now)
{
	return record->changes_at != DATE_NONE && record->changes_at <= now;
}

/* A file that is stored too. */
static void compare(struct work_item *item, const struct work_rules *rules)
{
	const struct source *source = item->found->source;
	const struct source_record *record = item->record;
	bool must_make = rules->make_all || is_due(record, rules->now) ||
			 source->size != record->size;
	bool must_read = must_make || rules->check_all ||
			 source->mtime != record->mtime ||
			 source->ctime != record->ctime ||
			 source->mtime >= rules->settled;

	if (!must_read)
		item->action = WORK_KEEP;
	else
		item->action = record->document ? WORK_UPDATE : WORK_ADD;
	item->may_be_same = !must_make;
}

static struct span item_path(const struct work_item *item)
{
	return item->found ? item->found->path : item->record->path;
}

static int compare_items(const void *a, const void *b)
{
	const struct work_item *x = a, *y = b;

	if (x->action != y->action)
		return x->action < y->action ? -1 : 1;
	if (x->action <= WORK_UPDATE &&
	    x->record->document != y->record->document)
		return x->record->document < y->record->document ? -1 : 1;
	return span_cmp(item_path(x), item_path(y));
}

static void count_and_sort(struct worklist *list, size_t count)
{
	memset(list->counts, 0, sizeof(list->counts));
	for (size_t i = 0; i < count; i++)
		list->counts[list->items[i].action]++;
	sort_items(list->items, count, sizeof(*list->items), compare_items);
}

void worklist_make(struct worklist *out, const struct found *found,
		   size_t found_count, const struct source_record *stored,
		   size_t stored_count, const struct work_rules *rules,
		   struct arena *a)
{
	size_t f = 0, s = 0, count = 0;

	out->items =
		arena_array(a, found_count + stored_count, sizeof(*out->items));
	while (f < found_count || s < stored_count) {
		struct work_item *item = &out->items[count++];
		int order;

		if (f == found_count)
			order = 1;
		else if (s == stored_count)
			order = -1;
		else
			order = span_cmp(found[f].path, stored[s].path);
		if (order <= 0)
			item->found = &found[f++];
		if (order >= 0)
			item->record = &stored[s++];
		if (order < 0)
			item->action = WORK_ADD;
		else if (order > 0)
			item->action = WORK_REMOVE;
		else
			compare(item, rules);
	}
	count_and_sort(out, count);
}

static size_t item_count(const struct worklist *list)
{
	size_t count = 0;

	for (int action = 0; action < WORK_ACTION_COUNT; action++)
		count += list->counts[action];
	return count;
}

size_t worklist_spare(struct worklist *list, work_doubt_fn is_doubtful,
		      void *arg)
{
	size_t count = item_count(list), spared = 0;

	for (size_t i = 0; i < list->counts[WORK_REMOVE]; i++)
		if (is_doubtful(list->items[i].record, arg)) {
			list->items[i].action = WORK_KEEP;
			spared++;
		}
	if (spared)
		count_and_sort(list, count);
	return spared;
}

bool worklist_is_overhaul(const struct worklist *list)
{
	size_t count = item_count(list), documents = 0, changes = 0;

	for (size_t i = 0; i < count; i++) {
		const struct work_item *item = &list->items[i];

		if (!item->record || !item->record->document)
			continue;
		documents++;
		changes += item->action == WORK_REMOVE ||
			   (item->action == WORK_UPDATE && !item->may_be_same);
	}
	return changes > documents / 2;
}

void worklist_start_over(struct worklist *list)
{
	size_t count = item_count(list);

	for (size_t i = 0; i < count; i++) {
		if (list->items[i].action == WORK_REMOVE)
			continue;
		list->items[i].action = WORK_ADD;
		list->items[i].may_be_same = false;
	}
	count_and_sort(list, count);
}
