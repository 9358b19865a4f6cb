#ifndef STORE_READER_STATE_H
#define STORE_READER_STATE_H

/*
 * The inside of struct reader: store/reader.c opens, follows and walks the
 * index, store/reader_find.c looks things up in it.
 */

#include "store/columns.h"
#include "store/database.h"
#include "store/reader.h"
#include "store/segment.h"
#include "store/wordlist.h"

struct reader {
	struct database db;
	char *path;
	struct analyzer *analyzer;
	bool has_revision; /* what follows was loaded */
	int64_t revision;
	struct index_stats stats;
	struct tuning tuning;
	struct span_list languages;
	uint32_t stems;       /* bit a: algorithm a is one of theirs */
	struct span language; /* of the site */
	int64_t last_document;
	struct synonyms synonyms;
	struct segments segments;
	bool has_terms;     /* of the small ones; see store/segment_terms.h */
	struct arena arena; /* the languages, synonyms, segments, terms */
	struct word_lists words;
	struct labels labels;
	/*
	 * By document, of chunks that are there. They stand one behind the
	 * other, so that those of a common word's matches come in order.
	 */
	struct columns *columns;
	struct details **details; /* by chunk; NULL: not loaded yet */
	bool *has_columns;        /* by chunk: they are there */
	struct error failure; /* of reader_columns(), since reader_begin() */
	struct error stuck;   /* why the file now at the path is not read */
};

/* Those of all documents; of chunks that are not loaded they mean nothing. */
const struct columns *reader_all_columns(struct reader *r);

/* Forget the columns, as those of another state of the index. */
void reader_drop_columns(struct reader *r);

#endif
