#ifndef STORE_LOAD_H
#define STORE_LOAD_H

/* Documents back from the database; for the reader and the writer. */

#include "base/arena.h"
#include "store/columns.h"
#include "store/content.h"
#include "store/database.h"

/*
 * Fill `doc` with all but its text. Lives in `a`. Returns 1, 0 where there
 * is no such document, or -1.
 */
int load_document(struct database *db, int64_t id, struct document *doc,
		  struct arena *a, struct error *err);

/*
 * A document's title and the keys of its other names, with '\n' between;
 * empty where there is no such document. Lives in `a`. Returns 0 or -1.
 */
int load_names(struct database *db, int64_t id, struct span *title,
	       struct span *names, struct arena *a, struct error *err);

/*
 * What texts are unpacked with; kept until load_drop_unpacker(), for when
 * the dictionary may be another. NULL on error. What load_content_kept()
 * kept goes with it.
 */
struct unpacker *load_unpacker(struct database *db, struct error *err);
void load_drop_unpacker(struct database *db);

/*
 * The text and its layout, the same way; of the text, what content_need()
 * asks for.
 */
int load_content(struct database *db, int64_t id, struct content *content,
		 struct arena *a, struct error *err);

/* The same, from or into store/content_cache.h, or else in `a`. */
int load_content_kept(struct database *db, int64_t id, struct content *content,
		      struct arena *a, struct error *err);

/*
 * Fill COLUMNS_CHUNK documents; all absent where nothing is stored. Returns
 * 0 or -1.
 */
int load_columns(struct database *db, int64_t number, struct columns *chunk,
		 struct error *err);

/* The same of their details. */
int load_details(struct database *db, int64_t number,
		 const struct columns *chunk, struct details *details,
		 struct error *err);

/* The value of a key in `meta`; lives in `a`; empty where there is none. */
int load_meta(struct database *db, const char *key, struct span *out,
	      struct arena *a, struct error *err);

/* Counts over all documents, kept in `meta`. */
struct totals {
	int64_t documents;
	int64_t tokens[FIELD_COUNT];
};

int load_totals(struct database *db, struct totals *out, struct error *err);

/* The number of a section of the site. Returns 1, 0 where there is none, -1. */
int load_section(struct database *db, struct span section, uint16_t *number,
		 struct error *err);

/* The languages of the index, by number; a hole is an empty span. */
int load_languages(struct database *db, struct span_list *out, struct arena *a,
		   struct error *err);

#endif
