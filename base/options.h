#ifndef BASE_OPTIONS_H
#define BASE_OPTIONS_H

/*
 * Command-line options from one table, which drives parsing, the text of
 * --help, and the test that the manual page names every option.
 *
 *	struct values { const char *db; int limit; };
 *
 *	static const struct opt options[] = {
 *		OPT_STRING("db", "FILE", struct values, db, "the index"),
 *		OPT_INT("limit", "N", struct values, limit, 1, 1000, 10,
 *			"show at most N results"),
 *		OPT_END
 *	};
 *
 * Options have long names only, and may be cut short where no other begins
 * so. Every table has "--help", "-h" for short, of itself.
 */

#include "base/arena.h"
#include "base/error.h"
#include "base/span.h"
#include "base/strbuf.h"

enum opt_type {
	OPT_TYPE_FLAG,
	OPT_TYPE_INT,
	OPT_TYPE_CHOICE,
	OPT_TYPE_STRING,
	OPT_TYPE_LIST,
};

/* One option; made by the macros below. */
struct opt {
	const char *name;     /* without the hyphens */
	const char *argument; /* as help shows it; NULL for a flag */
	enum opt_type type;
	size_t offset;    /* of its member in the struct of values */
	int min, max;     /* of a number */
	int otherwise;    /* the number or choice when it is not given */
	const char *help; /* one line, lowercase, no full stop */
};

/* Where a member is; a warning when it is not of the option's type. */
#define OPT_MEMBER(values, member, type)                                       \
	offsetof(values, member) +                                             \
		0 * sizeof((type *)NULL == &((values *)NULL)->member)

/* bool: whether it was given */
#define OPT_FLAG(name, values, member, help)                                   \
	{                                                                      \
		name, NULL, OPT_TYPE_FLAG, OPT_MEMBER(values, member, bool),   \
			0, 0, 0, help                                          \
	}

/*
 * int: from `min`, which is not negative, to `max`. An `otherwise` below
 * `min` says that it was not given.
 */
#define OPT_INT(name, argument, values, member, min, max, otherwise, help)     \
	{                                                                      \
		name, argument, OPT_TYPE_INT, OPT_MEMBER(values, member, int), \
			min, max, otherwise, help                              \
	}

/* int: which word of `choices`, "text|json", from 0; 0 when not given */
#define OPT_CHOICE(name, choices, values, member, help)                        \
	{                                                                      \
		name, choices, OPT_TYPE_CHOICE,                                \
			OPT_MEMBER(values, member, int), 0, 0, 0, help         \
	}

/* The same; -1 when not given */
#define OPT_CHOICE_OR_NONE(name, choices, values, member, help)                \
	{                                                                      \
		name, choices, OPT_TYPE_CHOICE,                                \
			OPT_MEMBER(values, member, int), 0, 0, -1, help        \
	}

/* const char *: the argument itself; NULL when not given */
#define OPT_STRING(name, argument, values, member, help)                       \
	{                                                                      \
		name, argument, OPT_TYPE_STRING,                               \
			OPT_MEMBER(values, member, const char *), 0, 0, 0,     \
			help                                                   \
	}

/* struct span_list: may be given several times; over argv */
#define OPT_LIST(name, argument, values, member, help)                         \
	{                                                                      \
		name, argument, OPT_TYPE_LIST,                                 \
			OPT_MEMBER(values, member, struct span_list), 0, 0, 0, \
			help                                                   \
	}

#define OPT_END                                                                \
	{                                                                      \
		NULL, NULL, OPT_TYPE_FLAG, 0, 0, 0, 0, NULL                    \
	}

struct opt_table {
	const struct opt *options; /* up to OPT_END */
	/*
	 * What begins with one hyphen is an operand, as "-word" is in a
	 * query; else it is an unknown option.
	 */
	bool hyphen_is_text;
};

/*
 * Fill in the struct at `values`, first with what options are when they
 * are not given, and list the other arguments in `operands` (spans over
 * argv, so NUL-terminated). Options may stand anywhere before "--"; when
 * one is given twice, the last counts. argv[0] is passed over.
 *
 * Returns 0; 1 when help was asked for, and the rest was not read; or -1
 * (ERR_USAGE).
 */
int options_parse(const struct opt_table *table, int argc, char **argv,
		  void *values, struct span_list *operands, struct arena *a,
		  struct error *err);

/* Append one entry for every option, as --help shows them. */
void options_describe(struct strbuf *out, const struct opt *options);

#endif
