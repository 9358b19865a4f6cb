#ifndef INDEXER_INDEX_H
#define INDEXER_INDEX_H

/*
 * An indexing run: bring the index up to date with the files of one or
 * more sites. Called by cli/index.c.
 *
 * 1. The index is locked for writing; whoever reads it sees its old state
 *    until the end.
 * 2. The sites are walked, and the files found compared with those that
 *    the index remembers (indexer/worklist.h).
 * 3. Threads read and parse what may have changed (indexer/intake.h);
 *    one writer takes their results in an order that depends on the files
 *    and the index alone, so that the same input gives the same index.
 * 4. All of it is committed at once, or, when nothing has changed, nothing
 *    is.
 *
 * With several sites each path begins with the base name of its site's
 * folder ("blog/content/post.md").
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "indexer/site.h"
#include "indexer/warning.h"

enum index_phase {
	INDEX_WAITING, /* for another process that writes to the index */
	INDEX_WALKING, /* looking for files */
	INDEX_READING, /* `done` of `total` articles */
	INDEX_SAVING,  /* can no longer be ended */
};

struct index_options {
	const char *const *roots; /* the sites' folders */
	size_t root_count;        /* 0: the current folder */
	const char *db;
	bool full;   /* forget what is in the index */
	bool drafts; /* see struct site_options */
	bool future;
	int64_t now;      /* seconds since the epoch */
	int jobs;         /* threads; 0: one a processor */
	int wait_seconds; /* how long to wait for another writer */

	/*
	 * Both are called by the thread that called index_run(), and may be
	 * NULL. When `progress` returns nonzero the run ends and the index
	 * is as it was.
	 *
	 * Warnings come when the run has ended, sorted by path, which then
	 * is one that leads there from the current folder. None come after
	 * an end by `progress`.
	 */
	int (*progress)(enum index_phase phase, size_t done, size_t total,
			void *arg);
	void (*warn)(const struct warning *warning, void *arg);
	void *arg;
};

struct index_report {
	/* Documents, by what the run did to them. */
	size_t added, updated, unchanged, removed;
	/* In the index at the end: added, updated and unchanged. */
	size_t articles;
	/* Articles that are not in the index, by reason. */
	size_t left_out[VISIBILITY_COUNT];
	/*
	 * Files and folders that could not be read, each with a warning;
	 * they are tried again at the next run.
	 */
	size_t unreadable;
	size_t warnings;
	size_t files_read;
	bool has_new_settings; /* for queries, other than at the last run */
	double seconds;
	char rebuild_reason[80]; /* why an index was thrown away, or "" */
};

/*
 * Returns 0 when all is done, as far as files could be read; 1 when
 * `progress` ended it; -1 when nothing was done: ERR_IO for a folder that
 * cannot be read, or has no articles and had none at the last run (so that
 * a mistyped one does not empty an index), ERR_USAGE for two folders with one
 * base name, or what writer_open() and the other functions of store/writer.h
 * say.
 */
int index_run(const struct index_options *options, struct index_report *report,
	      struct error *err);

#endif
