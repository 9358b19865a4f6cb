#ifndef SERVER_FOLDERS_H
#define SERVER_FOLDERS_H

/*
 * Folder trees watched for changes by inotify(7). Folders that come are
 * watched too; those whose name begins with a dot, and node_modules, are
 * not, as the indexer does not look into them. Called by server/watch.c.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/span.h"

struct watched {
	int number; /* inotify's */
	char *path;
};

struct folders {
	int fd;
	struct watched *items;
	size_t count, alloc;
	bool is_blind; /* some could not be watched */
};

/* Watch `roots` and all below; call folders_close() also after -1. */
int folders_open(struct folders *f, const struct span_list *roots,
		 struct error *err);
void folders_close(struct folders *f);

/*
 * Take the events that have come. Returns true when one may mean that an
 * article, a folder or a setting of the site is another one.
 */
bool folders_read(struct folders *f);

#endif
