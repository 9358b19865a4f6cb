#ifndef STORE_WRITER_H
#define STORE_WRITER_H

/*
 * Changing an index: one transaction from writer_open() to
 * writer_commit(). Whoever reads meanwhile sees the state before it.
 * Only for indexer/ and tests.
 */

#include "base/arena.h"
#include "base/error.h"
#include "store/document.h"

struct writer;

/* What became of a file, as the last run saw it. */
struct source_record {
	struct span path;
	uint64_t size;
	int64_t mtime;      /* nanoseconds since the epoch */
	int64_t ctime;      /* the same, of the file's change of status */
	uint64_t hash;      /* of the bytes */
	int state;          /* the caller's; why it is not a document, say */
	int64_t changes_at; /* seconds since the epoch; DATE_NONE: never */
	int64_t document;   /* 0: it is none */
};

/*
 * Open the index at `path`, made where there is none, and begin. An index
 * of another version or a damaged one of ours is emptied first; where damage
 * is in the way of that, a new file takes its place. A database that is not
 * ours is refused (ERR_FOREIGN). Waits up to five seconds for another writer to
 * finish, then it is ERR_BUSY.
 */
int writer_open(struct writer **out, const char *path, struct error *err);

/* Roll back what is not committed. NULL is fine. */
void writer_close(struct writer *w);

/*
 * Remove the index, with its log, where a call of the writer has failed
 * with ERR_CORRUPT and the writer is closed. Returns -1, and removes
 * nothing, where the file does not say that it is an index of ours.
 */
int writer_discard(const char *path);

/* How many threads it may start; 0, as at first: one for each processor. */
void writer_set_jobs(struct writer *w, long jobs);

/* Why the index was emptied by writer_open(), or NULL. */
const char *writer_rebuild_reason(const struct writer *w);

/* All files of the last run, by path; lives in `a`. */
int writer_sources(struct writer *w, struct source_record **out, size_t *count,
		   struct arena *a, struct error *err);

/* A setting kept in the index; lives in `a`; empty where there is none. */
int writer_get_meta(struct writer *w, const char *key, struct span *out,
		    struct arena *a, struct error *err);
int writer_put_meta(struct writer *w, const char *key, struct span value,
		    struct error *err);

/* Empty the index. ERR_CORRUPT where damage is in the way of it. */
int writer_clear(struct writer *w, struct error *err);

/*
 * Learn from some texts what those of the site have in common, so that all
 * take less room. Of an index without documents only. As much of each text
 * is looked at as WRITER_SAMPLE.
 */
#define WRITER_SAMPLE 4096
int writer_learn(struct writer *w, const struct span *texts, size_t count,
		 struct error *err);

/* What was learned; lives in `a`; empty where nothing was. */
int writer_dictionary(struct writer *w, struct span *out, struct arena *a,
		      struct error *err);

/* What documents are made ready with, by one thread at a time. */
struct preparer;

struct preparer *preparer_new(void);
void preparer_free(struct preparer *preparer);

/*
 * Before the first document, where the index has a dictionary. ERR_CORRUPT
 * where that is damaged.
 */
int preparer_use(struct preparer *preparer, struct span dictionary,
		 struct error *err);

/*
 * A document with its terms, ready to be written. Made in any thread; the
 * work is here. `doc` must outlive it.
 */
struct prepared;

struct prepared *prepared_new(struct preparer *preparer,
			      const struct document *doc);
void prepared_free(struct prepared *p);

/*
 * Write a document under the number `id`, where there must be none.
 * Fastest in ascending order of numbers.
 */
int writer_put(struct writer *w, int64_t id, const struct prepared *p,
	       struct error *err);

/*
 * Remove document `id` and all that is known of it. ERR_CORRUPT where it is
 * not there.
 */
int writer_remove(struct writer *w, int64_t id, struct error *err);

/* A number no document has; higher at each call. */
int64_t writer_next_id(struct writer *w);

int writer_put_source(struct writer *w, const struct source_record *record,
		      struct error *err);
int writer_remove_source(struct writer *w, struct span path, struct error *err);

/* End: all of it becomes visible, or, after -1, nothing does. */
int writer_commit(struct writer *w, struct error *err);

/* Documents in the index as it now stands. */
int64_t writer_document_count(const struct writer *w);

#endif
