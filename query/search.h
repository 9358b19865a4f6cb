#ifndef QUERY_SEARCH_H
#define QUERY_SEARCH_H

/*
 * A question in, ranked results out. The command line and the server call
 * the same one function, search().
 */

#include "base/arena.h"
#include "base/error.h"
#include "store/document.h"
#include "store/reader.h"

/*
 * Where a marked word begins and ends in snippets, headings and titles.
 * Printers turn these into their own markup; no stored text holds them.
 */
#define MARK_START '\x01'
#define MARK_END '\x02'

/* Answers are cut off beyond these. */
enum {
	QUERY_MAX_BYTES = 1024,    /* of text; what is behind is not read */
	SEARCH_MAX_LIMIT = 1000,   /* hits a page */
	SEARCH_MAX_OFFSET = 10000, /* hits passed over */
};

enum search_sort { SORT_RELEVANCE, SORT_NEWEST, SORT_OLDEST };

struct search_options {
	size_t limit, offset;
	enum search_sort sort;
	bool literal;  /* neither corrected words nor synonyms */
	bool prefix;   /* the last word may be unfinished */
	bool facets;   /* count them */
	bool explain;  /* fill in hit->explanation */
	bool excerpts; /* cut snippets and sections, mark titles */
	/*
	 * Milliseconds after which what was found so far is the answer, and
	 * results.partial says so; 0: take as long as it takes.
	 */
	double deadline_ms;
	/*
	 * Filters; empty ones are off. A document must have every tag,
	 * category and author given. Dates as in the query language:
	 * "2026", "2026-05", "2026-05-01"; `after` includes its day,
	 * `before` leaves it out.
	 */
	struct span_list tags, categories, authors;
	struct span lang, section, after, before;
	/*
	 * The language whose articles come first where others match as well;
	 * empty: the site's own.
	 */
	struct span prefer;
};

struct hit_section {
	struct span heading; /* with marks */
	struct span anchor;
	struct span snippet; /* with marks; code in lines */
};

/* One number that made up a score: "bm25f", 12.3. */
struct factor {
	struct span name;
	double value;
};

struct hit {
	int64_t id;
	double score;
	struct document document; /* all but text, blocks, sections */
	struct span title;        /* with marks */
	struct span snippet;      /* with marks; code in lines */
	struct hit_section *sections;
	size_t section_count;
	struct factor *explanation;
	size_t explanation_count;
};

struct facet_value {
	struct span name;
	int64_t count;
};

/* The values of one facet, most frequent first. */
struct facet {
	const char *name; /* "tag", "category", "author", "year", "lang" */
	struct facet_value *values;
	size_t count;
};

/*
 * A word that was searched for in another spelling, or what was searched
 * for beside it.
 */
struct correction {
	struct span from, to;
};

struct results {
	struct hit *hits;
	size_t hit_count;
	int64_t total; /* documents that match, on all pages */
	int64_t revision;
	double took_ms;
	struct correction *corrected;
	size_t corrected_count;
	struct correction *synonyms;
	size_t synonym_count;
	struct span_list dropped; /* words that not every match has */
	struct facet *facets;
	size_t facet_count;
	bool partial; /* a limit ended the search early */
};

/*
 * Search the index for `text`, whatever it holds. The results live in `a`.
 * Returns -1 (ERR_USAGE) for a filter that is no date, and for what the
 * reader reports. The caller has not called reader_begin().
 */
int search(struct results *out, struct reader *r, struct span text,
	   const struct search_options *options, struct arena *a,
	   struct error *err);

/* The options of a plain search: ten hits, by relevance, with excerpts. */
struct search_options search_defaults(void);

#endif
