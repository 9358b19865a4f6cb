#ifndef STORE_READER_H
#define STORE_READER_H

/*
 * Reading an index. One thread at a time uses a reader. Everything between
 * reader_begin() and reader_end() sees one state of the index, whatever is
 * being written. When another file has taken the place of the index,
 * reader_begin() turns to that one, as soon as it can be read.
 */

#include "base/arena.h"
#include "base/error.h"
#include "store/columns.h"
#include "store/content.h"
#include "store/document.h"
#include "store/labels.h"
#include "store/match.h"
#include "store/name.h"
#include "store/synonyms.h"
#include "store/tuning.h"
#include "store/wordlist.h"

struct reader;

int reader_open(struct reader **out, const char *path, struct error *err);
void reader_close(struct reader *r);

int reader_begin(struct reader *r, struct error *err);
void reader_end(struct reader *r);

/*
 * Why the file that is now at the path is not the one that is read, by the
 * last reader_begin(): it is no index, or not yet. NULL where it is.
 */
const struct error *reader_stuck(const struct reader *r);

/*
 * Has somebody taken away the files beside the index, so that what others
 * write is not seen? It will be once every reader of the process is closed,
 * and one is opened then. For the time between two reader_begin().
 */
bool reader_is_cut_off(const struct reader *r);

/*
 * Until reader_end(), ask `fn` over and over while the index is at work, at
 * least every few milliseconds. Where it returns nonzero, a walk over
 * matches ends as if its visitor had ended it; all else fails, with
 * ERR_LATE. NULL: nobody is asked, as after reader_begin().
 */
typedef int (*watch_fn)(void *arg);
void reader_watch(struct reader *r, watch_fn fn, void *arg);

/* For queries on this reader; it remembers stems from one to the next. */
struct analyzer *reader_analyzer(struct reader *r);

/*
 * Changes with every change of the index: the time of the last one, in
 * milliseconds since the epoch, or a little more.
 */
int64_t reader_revision(const struct reader *r);

struct index_stats {
	int64_t documents;
	int64_t tokens[FIELD_COUNT]; /* over all documents */
};

const struct index_stats *reader_stats(const struct reader *r);

/*
 * What the owner of the site has set for queries; kept in the index under
 * this key of writer_put_meta(), in the form of tuning_write().
 */
#define READER_TUNING "tuning"
const struct tuning *reader_tuning(const struct reader *r);

/* The same for synonyms; valid until reader_end(). */
#define READER_SYNONYMS "synonyms"
const struct synonyms *reader_synonyms(const struct reader *r);

/* The language of the site, where it has several; empty: not known. */
#define READER_LANGUAGE "language"
struct span reader_language(const struct reader *r);

/* The languages of the index, by the number in struct columns. */
const struct span_list *reader_languages(const struct reader *r);

/* Bit a: documents are stemmed by algorithm a (text/stem.h). */
uint32_t reader_stems(const struct reader *r);

/* No document has a higher number. */
int64_t reader_last_document(const struct reader *r);

/*
 * What ranking knows of a document; NULL where there is none, or where it
 * cannot be read: then every reader_match() fails until reader_end(), and
 * reader_failure() says so. Valid until then.
 */
const struct columns *reader_columns(struct reader *r, int64_t id);

/*
 * What else is known of a document that reader_columns() has; no date and
 * all 0 where it cannot be read, see there.
 */
const struct details *reader_details(struct reader *r, int64_t id);

/* -1 where these two could not read what is there, else 0. */
int reader_failure(const struct reader *r, struct error *err);

/* Documents that hold `word` as a term of the index and as a surface word. */
struct word_counts {
	int64_t documents, surfaces;
};

int reader_find_word(struct reader *r, struct span word,
		     struct word_counts *out, struct error *err);

/*
 * The surface words that begin with the character `first`. Valid until
 * reader_end(). NULL on error.
 */
const struct word_list *reader_words(struct reader *r, struct span first,
				     struct error *err);

/*
 * About how many documents hold a word that begins with `prefix`: the sum
 * over the first few hundred such words.
 */
int reader_count_prefix(struct reader *r, struct span prefix, int64_t *out,
			struct error *err);

/*
 * How many postings begin with `prefix`: every word that does, times the
 * documents that hold it, as a term and as a surface word.
 */
int reader_weigh_prefix(struct reader *r, struct span prefix, int64_t *out,
			struct error *err);

/* Return nonzero to stop. */
typedef int (*word_fn)(struct span word, int64_t documents, void *arg);

/*
 * Call `fn` for up to `limit` words of articles that begin with `prefix`,
 * folded as they are in a title's key but not stemmed; those that most
 * articles hold come first.
 */
int reader_complete_word(struct reader *r, struct span prefix, int limit,
			 word_fn fn, void *arg, struct error *err);

/*
 * Call `fn` for each document that matches, in order of number. Returns 0,
 * 1 when `fn` ended it, or -1.
 */
int reader_match(struct reader *r, const struct match_query *query, match_fn fn,
		 void *arg, struct error *err);

/* 1 when found, 0 when not, -1 on error. What they fill lives in `a`. */
int reader_find_document(struct reader *r, int64_t id, struct document *doc,
			 struct arena *a, struct error *err);
int reader_find_content(struct reader *r, int64_t id, struct content *content,
			struct arena *a, struct error *err);

/*
 * The same, but it is there until reader_end() only, and of the text what
 * content_need() asks for. content_check() then tells whether it was damaged.
 */
int reader_open_content(struct reader *r, int64_t id, struct content *content,
			struct arena *a, struct error *err);

/* Return nonzero to stop; that value is returned. */
typedef int (*name_fn)(int64_t id, unsigned kind, void *arg);
typedef int (*document_fn)(int64_t id, void *arg);

/*
 * The documents with this title or other name; `key` is as text/key.h makes
 * it, one way or the other. `kind`: see store/name.h.
 */
int reader_find_name(struct reader *r, struct span key, name_fn fn, void *arg,
		     struct error *err);

/*
 * Up to `limit` documents (-1: all), by title, whose title begins with
 * `key`; `kinds`: of which of the two forms in store/name.h. Where it is
 * both, a document may come twice. reader_complete_title_word(): in whose
 * key a later word begins so.
 */
int reader_complete_title(struct reader *r, struct span key, unsigned kinds,
			  int limit, document_fn fn, void *arg,
			  struct error *err);
int reader_complete_title_word(struct reader *r, struct span key, int limit,
			       document_fn fn, void *arg, struct error *err);

/* The documents filed under this label. */
int reader_find_label(struct reader *r, enum label_kind kind, struct span key,
		      document_fn fn, void *arg, struct error *err);

/*
 * The number that a section of the site has in struct columns. Returns 1, 0
 * where there is none, -1 on error.
 */
int reader_find_section(struct reader *r, struct span section, uint16_t *number,
			struct error *err);

/*
 * The document of the article at this path in the site or at this URL, with
 * or without its scheme and host. 1 when found, 0 when not, -1 on error.
 */
int reader_find_article(struct reader *r, struct span name, int64_t *id,
			struct error *err);

/* Every document, by path. */
int reader_each_document(struct reader *r, document_fn fn, void *arg,
			 struct error *err);

/*
 * The labels of a document, by their numbers for reader_label(). They stay
 * in memory until the index changes.
 */
int reader_find_labels(struct reader *r, int64_t id, struct label_numbers *out,
		       struct error *err);

/* Valid until the next reader_find_labels(); what it points to, longer. */
const struct label *reader_label(const struct reader *r, uint32_t number);

/* Numbers of labels are below this; it grows with what is asked for. */
size_t reader_label_count(const struct reader *r);

/* Return nonzero to stop. */
typedef int (*label_fn)(struct span key, struct span name, int64_t document,
			void *arg);

/* Every label of every document, by key. */
int reader_each_label(struct reader *r, enum label_kind kind, label_fn fn,
		      void *arg, struct error *err);

/*
 * Check the whole file; slow. Returns 0, or -1 with what is wrong. Outside
 * of reader_begin() and reader_end().
 */
int reader_check(struct reader *r, struct error *err);

/* The version of the index format that this program reads. */
int reader_format_version(void);

/* The version of SQLite that is at work. */
const char *reader_library_version(void);

#endif
