#include "cli/command.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/distance.h"

const struct command *const commands[] = {
	&command_index,   &command_query,  &command_serve,  &command_report,
	&command_related, &command_export, &command_status, NULL,
};

const struct command *command_find(struct span name)
{
	for (size_t i = 0; commands[i]; i++)
		if (span_is(name, commands[i]->name))
			return commands[i];
	return NULL;
}

const char *command_nearest(struct span name)
{
	const char *best = NULL;
	size_t best_distance = 0, distance;

	for (size_t i = 0; commands[i]; i++) {
		if (!distance_is_typo(name, span_from(commands[i]->name),
				      &distance))
			continue;
		if (!best || distance < best_distance) {
			best = commands[i]->name;
			best_distance = distance;
		}
	}
	return best;
}

void command_describe(struct strbuf *out, const struct command *command)
{
	strbuf_printf(out, "usage: blogsearch %s [OPTION...]%s%s\n\n%c%s.\n\n",
		      command->name, command->operands ? " " : "",
		      command->operands ? command->operands : "",
		      ascii_upper(command->purpose[0]), command->purpose + 1);
	options_describe(out, command->table.options);
	strbuf_printf(out, "\nThe manual: man blogsearch-%s\n", command->name);
}

int command_database(const char **out, const char *db, struct error *err)
{
	const char *named = getenv("BLOGSEARCH_DB");

	if (db && !*db)
		return error_set(err, ERR_USAGE,
				 "--db names no file: it is empty");
	if (!db)
		db = named && *named ? named : "blogsearch.db";
	*out = db;
	return 0;
}
