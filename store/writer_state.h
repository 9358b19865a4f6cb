#ifndef STORE_WRITER_STATE_H
#define STORE_WRITER_STATE_H

/*
 * The inside of struct writer: store/writer.c opens and commits,
 * store/writer_document.c puts and removes documents.
 */

#include "base/map.h"
#include "store/bulk.h"
#include "store/columns.h"
#include "store/load.h"
#include "store/vocabulary.h"
#include "store/writer.h"

struct writer {
	struct database db;
	struct totals totals;
	struct vocabulary vocabulary; /* changes to it */
	struct bulk bulk;             /* open while the index is a new one */
	uint32_t *numbers;            /* of a document's words */
	size_t numbers_alloc;
	struct span_list languages;
	struct map sections; /* the number of each that was asked for */
	int64_t next_id;
	const char *rebuild_reason;
	bool is_new; /* the file was made by this run */
	long jobs;   /* threads it may start; 0: see pipeline_jobs() */
	struct analyzer *analyzer;
	struct arena arena; /* the languages */

	struct columns chunk[COLUMNS_CHUNK];
	struct details details[COLUMNS_CHUNK];
	int64_t chunk_number; /* -1: none is loaded */
	bool chunk_changed;
};

/*
 * Names come in no order, and their pages are changed again and again. Of so
 * many documents they fill more than a small cache.
 */
#define WRITER_LARGE 100000
#define WRITER_LARGE_CACHE "PRAGMA cache_size = -65536;"

/* Store the chunk of columns that is being changed. */
int writer_flush_columns(struct writer *w, struct error *err);

#endif
