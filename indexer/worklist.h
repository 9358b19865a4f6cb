#ifndef INDEXER_WORKLIST_H
#define INDEXER_WORKLIST_H

/*
 * What a run has to do: the files found, compared with what the last run
 * stored. Pure: reads no file. Called by indexer/index.c.
 *
 * A file whose size and times are as stored is kept without being read,
 * unless
 *
 * - its article becomes due or expires at a moment that has passed;
 * - the rules have changed by which articles are read (make_all);
 * - the site was elsewhere the last time (check_all): another file may
 *   have the same name, size and time, above all where times are set by
 *   an archive or a package manager;
 * - it was changed so shortly before the last run that it may have been
 *   changed once more, after it was read, without its time showing it.
 *   Git calls such an entry of its index "racily clean". See
 *   worklist_settled().
 */

#include "base/arena.h"
#include "indexer/site.h"
#include "store/writer.h"

/* A file that the walk of a site found. */
struct found {
	struct span path;            /* as in the index */
	const struct source *source; /* as in its site */
	size_t site;                 /* the number of its site */
};

/* In the order in which they are carried out. */
enum work_action {
	WORK_REMOVE, /* it is gone */
	WORK_UPDATE, /* to be read; it has a document */
	WORK_ADD,    /* to be read; it has none */
	WORK_KEEP,   /* nothing to do */
	WORK_ACTION_COUNT
};

struct work_item {
	enum work_action action;
	bool may_be_same;                   /* with the stored hash, nothing
					       needs to be made anew */
	const struct found *found;          /* NULL: it is gone */
	const struct source_record *record; /* NULL: never seen */
};

struct work_rules {
	int64_t now;     /* seconds since the epoch */
	int64_t settled; /* times from this one on, in nanoseconds, are not
			    trusted */
	bool check_all;  /* no time is trusted */
	bool make_all;   /* no document is trusted */
};

/*
 * The items stand in order of action; removals and updates by document
 * number, the others by path.
 */
struct worklist {
	struct work_item *items;
	size_t counts[WORK_ACTION_COUNT];
};

/*
 * Compare the files found with those stored, both sorted by path. The list
 * lives in `a` and points into both.
 */
void worklist_make(struct worklist *out, const struct found *found,
		   size_t found_count, const struct source_record *stored,
		   size_t stored_count, const struct work_rules *rules,
		   struct arena *a);

/* Return true for a file that may still be there. */
typedef bool (*work_doubt_fn)(const struct source_record *record, void *arg);

/*
 * Keep, of what is to be removed, that for which `is_doubtful` is true.
 * Returns the number of items kept by it.
 */
size_t worklist_spare(struct worklist *list, work_doubt_fn is_doubtful,
		      void *arg);

/*
 * Whether most documents are sure to change, so that it is faster to clear
 * the index and write all of it.
 */
bool worklist_is_overhaul(const struct worklist *list);

/*
 * Turn it into the list for an index that has been cleared: every file is
 * read and added. Items keep their records, to tell what is new from what
 * has changed.
 */
void worklist_start_over(struct worklist *list);

/*
 * The time, in nanoseconds, before which a change shows in a file's time
 * for sure, for a run that started at `started` (seconds). The two seconds
 * between them are the coarsest clock of a file system in use (FAT).
 */
int64_t worklist_settled(int64_t started);

#endif
