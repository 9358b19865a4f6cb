#include "indexer/apply.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/pipeline.h"
#include "indexer/intake.h"

/* What may wait for the writer: files, and bytes of them on disk. */
#define SLOTS_PER_JOB 16
#define MAX_WEIGHT ((uint64_t)64 * 1024 * 1024)

struct run {
	struct apply *apply;
	const struct work_item *items; /* to be read */
	size_t count;
	struct intake *intakes;      /* by slot */
	struct preparer **preparers; /* by worker */
	struct arena *trees;         /* likewise, of Markdown */
	struct error *err;
};

static int report_progress(const struct run *run, size_t done)
{
	const struct index_options *o = run->apply->options;

	if (!o->progress)
		return 0;
	return o->progress(INDEX_READING, done, run->count, o->arg)
		       ? APPLY_ENDED
		       : 0;
}

/* The document that is in the index for this item, or 0. */
static int64_t document_of(const struct work_item *item)
{
	return item->record ? item->record->document : 0;
}

static void put_warnings(struct apply *apply, const struct work_item *item,
			 const struct intake *r)
{
	struct warnings *all = apply->warnings;
	/* It may show what its owner has just closed. */
	const char *note = r->outcome == INTAKE_LOCKED && document_of(item)
				   ? "; its last version stays in the index"
				   : "";

	for (struct warning *w = r->warnings.first; w; w = w->next)
		warnings_put(all,
			     roots_shown_path(apply->roots, item->found->site,
					      w->path, all->arena),
			     w->line, w->column, "%.*s%s", (int)w->text.len,
			     w->text.ptr, note);
}

static int remove_document(struct apply *apply, const struct work_item *item,
			   struct error *err)
{
	if (!document_of(item))
		return 0;
	apply->report->removed++;
	if (apply->is_cleared)
		return 0;
	return writer_remove(apply->writer, document_of(item), err);
}

/* Forget the file: what is wrong with it is said again at the next run. */
static int forget(struct apply *apply, const struct work_item *item,
		  struct error *err)
{
	if (!item->record)
		return 0;
	apply->has_changed = true;
	if (remove_document(apply, item, err) < 0)
		return -1;
	if (apply->is_cleared)
		return 0;
	return writer_remove_source(apply->writer, item->record->path, err);
}

static int remember(struct apply *apply, const struct work_item *item,
		    const struct intake *r, int64_t document, struct error *err)
{
	const struct source *source = item->found->source;
	struct source_record record = {
		.path = item->found->path,
		.size = source->size,
		.mtime = source->mtime,
		.ctime = source->ctime,
		.hash = r->hash,
		.state = (int)r->article.visibility,
		.changes_at = r->article.changes_at,
		.document = document,
	};

	apply->has_changed = true;
	return writer_put_source(apply->writer, &record, err);
}

static int write_document(struct apply *apply, const struct work_item *item,
			  const struct intake *r, struct error *err)
{
	int64_t id = apply->is_cleared ? 0 : document_of(item);

	if (document_of(item))
		apply->report->updated++;
	else
		apply->report->added++;
	if (id && writer_remove(apply->writer, id, err) < 0)
		return -1;
	if (!id)
		id = writer_next_id(apply->writer);
	if (writer_put(apply->writer, id, r->prepared, err) < 0)
		return -1;
	return remember(apply, item, r, id, err);
}

static int hide_document(struct apply *apply, const struct work_item *item,
			 const struct intake *r, struct error *err)
{
	apply->report->left_out[r->article.visibility]++;
	if (r->article.visibility == HIDDEN_BROKEN)
		return forget(apply, item, err);
	if (remove_document(apply, item, err) < 0)
		return -1;
	return remember(apply, item, r, 0, err);
}

static void count_kept(struct apply *apply, const struct source_record *record)
{
	if (record->document)
		apply->report->unchanged++;
	else if (record->state > VISIBLE && record->state < VISIBILITY_COUNT)
		apply->report->left_out[record->state]++;
}

/* The bytes are those we know. Only size and time may have to be noted. */
static int keep_document(struct apply *apply, const struct work_item *item,
			 struct error *err)
{
	struct source_record record = *item->record;
	const struct source *source = item->found->source;

	count_kept(apply, item->record);
	if (record.size == source->size && record.mtime == source->mtime &&
	    record.ctime == source->ctime) {
		/* It is trusted from now on, once this run is on record. */
		if (source->mtime < apply->settled)
			apply->has_changed = true;
		return 0;
	}
	record.size = source->size;
	record.mtime = source->mtime;
	record.ctime = source->ctime;
	apply->has_changed = true;
	return writer_put_source(apply->writer, &record, err);
}

static int keep_locked(struct apply *apply, const struct work_item *item)
{
	if (apply->is_cleared && document_of(item))
		return APPLY_LOCKED;
	apply->report->unreadable++;
	if (item->record)
		count_kept(apply, item->record);
	return 0;
}

static int write_intake(struct apply *apply, const struct work_item *item,
			const struct intake *r, struct error *err)
{
	switch (r->outcome) {
	case INTAKE_SAME:
		return keep_document(apply, item, err);
	case INTAKE_SHOWN:
		return write_document(apply, item, r, err);
	case INTAKE_HIDDEN:
		return hide_document(apply, item, r, err);
	case INTAKE_LOCKED:
		return keep_locked(apply, item);
	case INTAKE_REFUSED:
		apply->report->unreadable++;
		return forget(apply, item, err);
	}
	abort(); /* there are no others */
}

/* The functions below are those of the pipeline. */

static uint64_t weigh(size_t number, void *arg)
{
	const struct run *run = arg;

	return run->items[number].found->source->size;
}

static struct intake_task task_of(const struct run *run,
				  const struct work_item *item)
{
	const struct root *root = &run->apply->roots->items[item->found->site];
	struct intake_task task = {
		.site = root->site,
		.source = item->found->source,
		.path = item->found->path,
		.known_hash = item->may_be_same ? &item->record->hash : NULL,
	};

	return task;
}

static void read_item(size_t number, size_t slot, int worker, void *arg)
{
	struct run *run = arg;
	struct intake_task task = task_of(run, &run->items[number]);

	task.tree = &run->trees[worker];
	/* Here, for the thread that writes has the most to do. */
	intake_reset(&run->intakes[slot]);
	intake_make(&run->intakes[slot], &task, run->preparers[worker]);
}

static int take_item(size_t number, size_t slot, void *arg)
{
	struct run *run = arg;
	struct intake *r = &run->intakes[slot];
	int ret;

	run->apply->report->files_read++;
	put_warnings(run->apply, &run->items[number], r);
	ret = write_intake(run->apply, &run->items[number], r, run->err);
	return ret ? ret : report_progress(run, number + 1);
}

static int wait_for_item(void *arg)
{
	struct run *run = arg;

	return report_progress(run, run->apply->report->files_read);
}

/*
 * Articles to learn from: one in so many, of all parts of the site, and so
 * many at the most. A site that has less than the least learns nothing.
 */
enum { LEARN_EVERY = 16, LEARN_LEAST = 4, LEARN_MOST = 48 };

static struct span copy_sample(struct span text, struct arena *a)
{
	if (text.len > WRITER_SAMPLE)
		text.len = WRITER_SAMPLE;
	return arena_copy(a, text);
}

/* Where a site is read for the first time, learn what its texts are like. */
static int learn(struct run *run)
{
	struct writer *writer = run->apply->writer;
	size_t wanted = run->count / LEARN_EVERY, count = 0;
	struct span texts[LEARN_MOST];
	struct arena a = ARENA_INIT;
	struct intake r;
	int ret = 0;

	if (wanted > LEARN_MOST)
		wanted = LEARN_MOST;
	if (wanted < LEARN_LEAST || writer_document_count(writer) > 0)
		return 0;
	intake_init(&r);
	for (size_t i = 0; i < wanted; i++) {
		size_t number = (2 * i + 1) * run->count / (2 * wanted);
		struct intake_task task = task_of(run, &run->items[number]);

		intake_reset(&r);
		task.known_hash = NULL;
		intake_make(&r, &task, NULL);
		if (r.outcome == INTAKE_SHOWN)
			texts[count++] =
				copy_sample(r.article.document->text, &a);
	}
	intake_release(&r);
	if (count >= LEARN_LEAST)
		ret = writer_learn(writer, texts, count, run->err);
	arena_release(&a);
	return ret;
}

static int make_preparers(struct run *run, int count)
{
	struct arena a = ARENA_INIT;
	struct span dictionary;
	int ret = writer_dictionary(run->apply->writer, &dictionary, &a,
				    run->err);

	for (int i = 0; i < count; i++) {
		run->preparers[i] = preparer_new();
		if (ret == 0)
			ret = preparer_use(run->preparers[i], dictionary,
					   run->err);
	}
	arena_release(&a);
	return ret;
}

static int read_articles(struct run *run)
{
	int jobs = pipeline_jobs(run->apply->options->jobs, run->count), ret;
	struct pipeline pipeline = {
		.count = run->count,
		.jobs = jobs,
		.slots = (size_t)jobs * SLOTS_PER_JOB,
		.max_weight = MAX_WEIGHT,
		.weigh = weigh,
		.work = read_item,
		.take = take_item,
		.wait = wait_for_item,
		.arg = run,
	};

	run->intakes = xcalloc(pipeline.slots, sizeof(*run->intakes));
	run->preparers = xcalloc((size_t)jobs, sizeof(*run->preparers));
	run->trees = xcalloc((size_t)jobs, sizeof(*run->trees));
	for (int i = 0; i < jobs; i++)
		run->trees[i].is_large = true;
	for (size_t i = 0; i < pipeline.slots; i++)
		intake_init(&run->intakes[i]);
	ret = learn(run);
	if (ret == 0)
		ret = make_preparers(run, jobs);
	if (ret == 0)
		ret = pipeline_run(&pipeline, run->err);
	for (int i = 0; i < jobs; i++) {
		preparer_free(run->preparers[i]);
		arena_release(&run->trees[i]);
	}
	for (size_t i = 0; i < pipeline.slots; i++)
		intake_release(&run->intakes[i]);
	free(run->trees);
	free(run->preparers);
	free(run->intakes);
	return ret;
}

int apply_worklist(struct apply *apply, struct error *err)
{
	const struct worklist *list = apply->list;
	const struct work_item *removals = list->items;
	const struct work_item *reads = removals + list->counts[WORK_REMOVE];
	size_t read_count = list->counts[WORK_UPDATE] + list->counts[WORK_ADD];
	const struct work_item *kept = reads + read_count;
	struct run run = {
		.apply = apply,
		.items = reads,
		.count = read_count,
		.err = err,
	};

	for (size_t i = 0; i < list->counts[WORK_REMOVE]; i++)
		if (forget(apply, &removals[i], err) < 0)
			return -1;
	for (size_t i = 0; i < list->counts[WORK_KEEP]; i++)
		count_kept(apply, kept[i].record);
	return read_count ? read_articles(&run) : 0;
}
