#ifndef INDEXER_FIELDS_H
#define INDEXER_FIELDS_H

/*
 * From the values of front matter and settings to the fields of a
 * document. What comes out is one line of clean UTF-8 without control
 * characters; it lives in the arena.
 */

#include "base/date.h"
#include "indexer/value.h"
#include "indexer/warning.h"

/*
 * `text` on one line: runs of ASCII white space become one space, other
 * control characters and malformed bytes go, as does the space at both
 * ends.
 */
struct span line_tidy(struct span text, struct arena *a);

/* The scalar at `key`, tidied; empty where there is none. */
struct span line_get(const struct value *map, const char *key, struct arena *a);

/* The first that is not empty, of keys ended by NULL. */
struct span line_get_first(const struct value *map, const char *const keys[],
			   struct arena *a);

/*
 * The date that `v` holds; one without a zone is in `zone` (UTC where that
 * is NULL). No date where `v` is none.
 */
struct date date_get(const struct value *v, const struct zone *zone);

/*
 * The same where any number is a count of seconds since 1970, as to Hugo;
 * elsewhere only one that is no year.
 */
struct date date_get_unix(const struct value *v, const struct zone *zone);

/*
 * Warn of what is no date in these fields, ended by NULL. Returns whether
 * there was none of it.
 */
bool dates_check(const struct value *map, const char *const keys[],
		 struct span path, struct warnings *w);

/* A language code as documents have it: "pt-br" of "pt_BR.UTF-8". */
struct span lang_tidy(struct span code, struct arena *a);

/*
 * Far more than any article has; finding doubles compares all pairs. A
 * list with one more has been cut there.
 */
#define LABELS_MAX 1000

enum labels_rule {
	LABELS_WHOLE,  /* a string is one label */
	LABELS_COMMAS, /* a string is labels between commas */
	LABELS_WORDS,  /* the same, or between spaces if it has no comma */
};

/*
 * Append the labels of `v` that the list does not have yet: a string, a
 * list of strings, or of maps that say `name` or `title`, or one such map.
 */
void labels_put(struct span_list *out, const struct value *v,
		enum labels_rule rule, struct arena *a);

/* Append one label, tidied, unless it is empty or there already. */
void label_put(struct span_list *out, struct span label, struct arena *a);

#endif
