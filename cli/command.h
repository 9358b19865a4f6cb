#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

/*
 * What the program can do: one command a file, listed in command.c. main()
 * parses the options by the command's table, runs it, and reports what
 * went wrong, so that a command only does its work.
 */

#include "base/error.h"
#include "base/options.h"

/* Exit statuses, as grep has them. */
enum {
	EXIT_FOUND = 0,
	EXIT_NONE = 1, /* no results; an article that could not be read */
	EXIT_TROUBLE = 2,
};

struct command {
	const char *name;
	const char *operands; /* "TEXT..."; NULL: it takes none */
	const char *purpose;  /* one line, lowercase, no full stop */
	struct opt_table table;
	size_t values_size; /* of the struct that the table fills in */
	/*
	 * Returns an exit status, or -1: main() prints the error and exits
	 * with EXIT_TROUBLE. `values` was filled in by the table. Results
	 * are written with output_write(), all else goes to stderr.
	 */
	int (*run)(const void *values, const struct span_list *operands,
		   struct error *err);
};

extern const struct command command_index;
extern const struct command command_query;
extern const struct command command_serve;
extern const struct command command_report;
extern const struct command command_related;
extern const struct command command_export;
extern const struct command command_status;

/* All of them, in the order of the overview; NULL at the end. */
extern const struct command *const commands[];

/* The command called `name`, or NULL. */
const struct command *command_find(struct span name);

/* The name nearest to `name` where one is near, or NULL. */
const char *command_nearest(struct span name);

/* Append what --help shows. */
void command_describe(struct strbuf *out, const struct command *command);

/*
 * Set `*out` to the index: what --db says, else BLOGSEARCH_DB, else
 * "blogsearch.db". An empty --db, as of a variable that is not set, is
 * ERR_USAGE.
 */
int command_database(const char **out, const char *db, struct error *err);

#endif
