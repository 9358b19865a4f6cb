#ifndef INDEXER_FILES_H
#define INDEXER_FILES_H

/*
 * Walk a folder. Symbolic links to folders are not followed, so there is
 * no way round in circles; links to files are read where they lead to
 * one in the site. Called by site.c, and
 * by generators that must know a site's folders before its articles.
 */

#include "indexer/site.h"

/* Whether to enter the folder, or to list the file, at `path`. */
typedef bool (*files_filter)(void *arg, struct span path, bool is_folder);

/*
 * Append the files below `root`/`start` for which `filter` is true, with
 * paths from `root`; folders for which it is false are not entered.
 * `start` may be empty. What cannot be read, and names that are no UTF-8
 * or hold control characters, are warnings about files and folders that
 * the filter wants. Not sorted; text lives in `a`. Returns -1 when the
 * folder that the walk starts from cannot be read or is not in `root`.
 */
int files_walk(struct source_list *out, const char *root, struct span start,
	       files_filter filter, void *arg, struct arena *a,
	       struct warnings *w, struct error *err);

/* Bring the list into byte order of its paths. */
void files_sort(struct source_list *list);

#endif
