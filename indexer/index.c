#include "indexer/index.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/io.h"
#include "indexer/apply.h"
#include "indexer/worklist.h"
#include "indexer/roots.h"
#include "store/reader.h"
#include "store/writer.h"

/*
 * What the index remembers of a run, in numbers:
 *
 * fingerprint	of the sites' rules, see roots_fingerprint()
 * places	where the sites were, see roots_places()
 * started	when the run began, by the clock, see worklist_settled()
 */
static const char fingerprint_key[] = "fingerprint";
static const char places_key[] = "places";
static const char started_key[] = "started";

struct run {
	const struct index_options *options;
	struct index_report *report;
	struct site_options site_options;
	struct roots roots;
	struct writer *writer;
	struct warnings warnings;
	struct arena arena; /* the warnings, what is stored, the list */
	uint64_t fingerprint, places;
	bool is_same_place; /* as that of the last run */
	bool is_walked;
	int64_t started; /* before any file was looked at */
	struct worklist list;
	bool has_changed;
};

static int report_phase(const struct run *run, enum index_phase phase)
{
	const struct index_options *o = run->options;

	return o->progress && o->progress(phase, 0, 0, o->arg) ? APPLY_ENDED
							       : 0;
}

static int open_roots(struct run *run, struct error *err)
{
	static const char *const here[] = { "." };
	const struct index_options *o = run->options;
	bool is_given = o->root_count > 0;

	return roots_open(&run->roots, is_given ? o->roots : here,
			  is_given ? o->root_count : 1, &run->site_options,
			  &run->warnings, err);
}

static int get_number(struct run *run, const char *key, uint64_t *out,
		      bool *is_there, struct error *err)
{
	struct span text;

	if (writer_get_meta(run->writer, key, &text, &run->arena, err) < 0)
		return -1;
	*is_there = text.len > 0;
	/* What lives in an arena has a NUL behind it. */
	*out = *is_there ? strtoull(text.ptr, NULL, 10) : 0;
	return 0;
}

/* Whether the sites are where they were at the last run. */
static int find_places(struct run *run, struct error *err)
{
	uint64_t places;
	bool is_there;

	run->is_same_place = false;
	if (roots_places(&run->roots, &run->places, err) < 0)
		return -1;
	if (!run->writer)
		return 0;
	if (get_number(run, places_key, &places, &is_there, err) < 0)
		return -1;
	run->is_same_place = is_there && places == run->places;
	return 0;
}

/*
 * Where articles were, it is no mistake that there are none any more. What
 * changes after `started` is looked at by the next run.
 */
static int walk_roots(struct run *run, struct error *err)
{
	size_t before;

	if (report_phase(run, INDEX_WALKING))
		return APPLY_ENDED;
	run->started = clock_epoch_ms() / 1000;
	if (open_roots(run, err) < 0 || find_places(run, err) < 0)
		return -1;
	before = run->warnings.count;
	if (roots_walk(&run->roots, run->is_same_place, &run->warnings, err) <
	    0)
		return -1;
	run->report->unreadable += run->warnings.count - before;
	run->is_walked = true;
	return 0;
}

static void forget_walk(struct run *run)
{
	roots_release(&run->roots);
	memset(&run->warnings, 0, sizeof(run->warnings));
	run->warnings.arena = &run->arena;
	memset(run->report, 0, sizeof(*run->report));
	run->is_walked = false;
}

static void reset(struct run *run)
{
	forget_walk(run);
	writer_close(run->writer);
	run->writer = NULL;
	arena_release(&run->arena);
	run->has_changed = false;
}

/*
 * Where there is no index yet, a run that is going to fail for want of
 * articles must not leave an empty file.
 */
static int look_first(struct run *run, struct error *err)
{
	return io_is_file(run->options->db) ? 0 : walk_roots(run, err);
}

/*
 * What was seen before the index was opened is good for a new one. Another
 * process may have made it meanwhile: what it remembers is to be heeded.
 */
static int walk_once(struct run *run, struct error *err)
{
	uint64_t started;
	bool is_there;

	if (get_number(run, started_key, &started, &is_there, err) < 0)
		return -1;
	if (is_there)
		forget_walk(run);
	return run->is_walked ? 0 : walk_roots(run, err);
}

/* writer_open() gives up after some seconds; try again while we may wait. */
static int open_writer(struct run *run, struct error *err)
{
	const struct index_options *o = run->options;
	double end = clock_ms() + o->wait_seconds * 1e3;

	while (writer_open(&run->writer, o->db, err) < 0) {
		if (err->code != ERR_BUSY || clock_ms() >= end)
			return -1;
		if (report_phase(run, INDEX_WAITING))
			return APPLY_ENDED;
	}
	writer_set_jobs(run->writer, o->jobs);
	return 0;
}

static int put_number(struct run *run, const char *key, uint64_t number,
		      struct error *err)
{
	return writer_put_meta(run->writer, key,
			       arena_printf(&run->arena, "%" PRIu64, number),
			       err);
}

static int put_if_new(struct run *run, const char *key, struct span value,
		      struct error *err)
{
	struct span stored;

	if (writer_get_meta(run->writer, key, &stored, &run->arena, err) < 0)
		return -1;
	if (span_eq(stored, value))
		return 0;
	run->has_changed = true;
	run->report->has_new_settings = true;
	return writer_put_meta(run->writer, key, value, err);
}

/*
 * What queries are to heed changes the index by itself, and no article is
 * read for it.
 */
static int put_query_settings(struct run *run, struct error *err)
{
	struct strbuf tuning = STRBUF_INIT, synonyms = STRBUF_INIT;
	int ret;

	roots_put_tuning(&run->roots, &tuning);
	roots_put_synonyms(&run->roots, &synonyms);
	ret = put_if_new(run, READER_LANGUAGE, roots_language(&run->roots),
			 err);
	if (ret == 0)
		ret = put_if_new(run, READER_TUNING, strbuf_span(&tuning), err);
	if (ret == 0)
		ret = put_if_new(run, READER_SYNONYMS, strbuf_span(&synonyms),
				 err);
	strbuf_release(&tuning);
	strbuf_release(&synonyms);
	return ret;
}

static int find_rules(struct run *run, struct work_rules *rules,
		      struct error *err)
{
	uint64_t fingerprint, started;
	bool is_there;

	rules->now = run->options->now;
	if (get_number(run, fingerprint_key, &fingerprint, &is_there, err) < 0)
		return -1;
	rules->make_all = !is_there || fingerprint != run->fingerprint;
	rules->check_all = !run->is_same_place;
	if (get_number(run, started_key, &started, &is_there, err) < 0)
		return -1;
	rules->settled =
		is_there ? worklist_settled((int64_t)started) : INT64_MIN;
	if (rules->make_all || rules->check_all)
		run->has_changed = true; /* they are to be stored anew */
	return 0;
}

static bool is_out_of_reach(const struct source_record *record, void *arg)
{
	const struct run *run = arg;

	return roots_is_out_of_reach(&run->roots, record->path);
}

/* Returns 1 when it is faster to start over, 0, or -1. */
static int make_list(struct run *run, bool may_start_over, struct error *err)
{
	struct source_record *stored;
	struct work_rules rules;
	size_t stored_count, spared;

	run->fingerprint = roots_fingerprint(&run->roots);
	if (find_rules(run, &rules, err) < 0 ||
	    writer_sources(run->writer, &stored, &stored_count, &run->arena,
			   err) < 0)
		return -1;
	worklist_make(&run->list, run->roots.found, run->roots.found_count,
		      stored, stored_count, &rules, &run->arena);
	spared = worklist_spare(&run->list, is_out_of_reach, run);
	return may_start_over && spared == 0 &&
	       worklist_is_overhaul(&run->list);
}

static int carry_out(struct run *run, bool start_over, struct error *err)
{
	struct apply apply = {
		.options = run->options,
		.roots = &run->roots,
		.list = &run->list,
		.is_cleared = start_over,
		.settled = worklist_settled(run->started),
		.writer = run->writer,
		.warnings = &run->warnings,
		.report = run->report,
		.has_changed = run->has_changed || start_over,
	};
	int ret;

	if (start_over) {
		worklist_start_over(&run->list);
		if (writer_clear(run->writer, err) < 0)
			return -1;
	}
	ret = apply_worklist(&apply, err);
	run->has_changed = apply.has_changed;
	return ret;
}

/* A run that changes nothing leaves the index alone, and its readers. */
static int save(struct run *run, struct error *err)
{
	int64_t articles = writer_document_count(run->writer);

	run->report->articles = (size_t)articles;
	if (put_query_settings(run, err) < 0)
		return -1;
	if (!run->has_changed)
		return 0;
	if (report_phase(run, INDEX_SAVING))
		return APPLY_ENDED;
	if (put_number(run, fingerprint_key, run->fingerprint, err) < 0 ||
	    put_number(run, places_key, run->places, err) < 0 ||
	    put_number(run, started_key, (uint64_t)run->started, err) < 0)
		return -1;
	return writer_commit(run->writer, err);
}

static void put_rebuild_reason(struct run *run)
{
	const char *reason = writer_rebuild_reason(run->writer);

	if (reason)
		snprintf(run->report->rebuild_reason,
			 sizeof(run->report->rebuild_reason), "%s", reason);
}

static int attempt(struct run *run, bool may_start_over, struct error *err)
{
	int ret = look_first(run, err);

	if (ret == 0)
		ret = open_writer(run, err);
	if (ret)
		return ret;
	ret = walk_once(run, err);
	put_rebuild_reason(run);
	if (ret)
		return ret;
	/* Not before: what the index remembers tells whether it may end empty.
	 */
	if (run->options->full)
		ret = writer_clear(run->writer, err);
	if (ret == 0)
		ret = make_list(run, may_start_over, err);
	if (ret >= 0)
		ret = carry_out(run, ret, err);
	return ret ? ret : save(run, err);
}

static int compare_warnings(const void *a, const void *b)
{
	const struct warning *x = *(struct warning *const *)a;
	const struct warning *y = *(struct warning *const *)b;
	int order = span_cmp(x->path, y->path);

	if (!order)
		order = (x->line > y->line) - (x->line < y->line);
	if (!order)
		order = (x->column > y->column) - (x->column < y->column);
	return order ? order : span_cmp(x->text, y->text);
}

static void give_warnings(struct run *run)
{
	size_t count = run->warnings.count, i = 0;
	struct warning **sorted =
		arena_array(&run->arena, count, sizeof(*sorted));

	for (struct warning *w = run->warnings.first; w; w = w->next)
		sorted[i++] = w;
	if (count)
		qsort(sorted, count, sizeof(*sorted), compare_warnings);
	for (i = 0; run->options->warn && i < count; i++)
		run->options->warn(sorted[i], run->options->arg);
	run->report->warnings = count;
}

/*
 * Damage shows where it is met, and that may be anywhere: start over with a
 * new file, once.
 */
static int attempt_anew(struct run *run, struct error *err)
{
	int ret = -1;

	reset(run);
	if (writer_discard(run->options->db) == 0)
		ret = attempt(run, true, err);
	snprintf(run->report->rebuild_reason,
		 sizeof(run->report->rebuild_reason), "it was damaged");
	return ret;
}

int index_run(const struct index_options *options, struct index_report *report,
	      struct error *err)
{
	double began = clock_ms();
	struct run run = {
		.options = options,
		.report = report,
		.site_options = { options->drafts, options->future,
				  options->now },
	};
	int ret;

	reset(&run);
	ret = attempt(&run, true, err);
	if (ret == APPLY_LOCKED) {
		/* Nothing is written yet: go back, and change in place. */
		reset(&run);
		ret = attempt(&run, false, err);
	}
	if (ret < 0 && err->code == ERR_CORRUPT)
		ret = attempt_anew(&run, err);
	if (ret != APPLY_ENDED)
		give_warnings(&run);
	report->seconds = (clock_ms() - began) / 1e3;
	roots_release(&run.roots);
	writer_close(run.writer);
	arena_release(&run.arena);
	return ret;
}
