#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/output.h"
#include "store/reader.h"
#include "text/escape.h"

static void print_overview(FILE *to)
{
	fputs("usage: blogsearch COMMAND [OPTION...]\n\n"
	      "Search a site's articles.\n\n",
	      to);
	for (size_t i = 0; commands[i]; i++)
		fprintf(to, "  %-9s %s\n", commands[i]->name,
			commands[i]->purpose);
	fputs("\n'blogsearch COMMAND --help' tells of a command, "
	      "'man blogsearch' of all.\n",
	      to);
}

static void print_version(void)
{
	printf("blogsearch %s (SQLite %s)\n", BLOGSEARCH_VERSION,
	       reader_library_version());
}

static int print_help(const struct command *command)
{
	struct strbuf text = STRBUF_INIT;

	command_describe(&text, command);
	fputs(text.buf, stdout);
	strbuf_release(&text);
	return EXIT_FOUND;
}

/* Print a message, in which names and queries may be hostile. */
static void complain(const char *prefix, const struct error *err)
{
	struct strbuf clean = STRBUF_INIT;

	escape_terminal(&clean, span_from(err->message));
	fprintf(stderr, "%s: %s\n", prefix, clean.buf);
	strbuf_release(&clean);
}

static int reject_command(const char *name)
{
	const char *nearest = command_nearest(span_from(name));
	struct error err;

	if (nearest)
		error_set(&err, ERR_USAGE,
			  "there is no command '%s'; did you mean '%s'?", name,
			  nearest);
	else
		error_set(&err, ERR_USAGE, "there is no command '%s'", name);
	complain("blogsearch", &err);
	fputs("try 'blogsearch --help'\n", stderr);
	return EXIT_TROUBLE;
}

static void report(const struct command *command, const struct error *err)
{
	char prefix[64] = "blogsearch";

	if (err->code == ERR_USAGE)
		snprintf(prefix, sizeof(prefix), "blogsearch %s",
			 command->name);
	complain(prefix, err);
	if (err->code == ERR_USAGE)
		fprintf(stderr, "try 'blogsearch %s --help'\n", command->name);
}

/* Parse and run; argv[0] is the command's name. Returns an exit status. */
static int run_command(const struct command *command, int argc, char **argv)
{
	struct arena a = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct span_list operands = { NULL, 0, 0 };
	void *values = arena_alloc(&a, command->values_size);
	int status = options_parse(&command->table, argc, argv, values,
				   &operands, &a, &err);

	if (status == 1) {
		status = print_help(command);
	} else if (status == 0 && operands.count && !command->operands) {
		status = error_set(&err, ERR_USAGE,
				   "'%s' is one argument too many",
				   operands.items[0].ptr);
	} else if (status == 0) {
		status = command->run(values, &operands, &err);
	}
	if (status < 0) {
		report(command, &err);
		status = EXIT_TROUBLE;
	}
	arena_release(&a);
	return status;
}

/* "help query" is "query --help". */
static int help(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		print_overview(stdout);
		return EXIT_FOUND;
	}
	command = command_find(span_from(argv[1]));
	return command ? print_help(command) : reject_command(argv[1]);
}

static int dispatch(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		print_overview(stderr);
		return EXIT_TROUBLE;
	}
	argc--;
	argv++;
	if (!strcmp(argv[0], "--version")) {
		print_version();
		return EXIT_FOUND;
	}
	if (!strcmp(argv[0], "help") || !strcmp(argv[0], "--help") ||
	    !strcmp(argv[0], "-h"))
		return help(argc, argv);
	command = command_find(span_from(argv[0]));
	return command ? run_command(command, argc, argv)
		       : reject_command(argv[0]);
}

/* Results must not be lost in silence. */
static int finish(int status)
{
	struct error err = ERROR_INIT;

	if (status == EXIT_TROUBLE || output_flush(&err) == 0)
		return status;
	complain("blogsearch", &err);
	return EXIT_TROUBLE;
}

int main(int argc, char **argv)
{
	/* Whoever stopped reading ends us, whatever our parent ignores. */
	signal(SIGPIPE, SIG_DFL);
	return finish(dispatch(argc, argv));
}
