#include "base/options.h"

#include <getopt.h>
#include <limits.h>

#include "base/ascii.h"
#include "base/distance.h"

/* What getopt_long() returns for the first option; above its own codes. */
enum { FIRST_CODE = 256 };

/* The column where --help's explanations begin. */
enum { HELP_COLUMN = 26 };

static const struct opt help_option = {
	"help", NULL, OPT_TYPE_FLAG, 0, 0, 0, 0, "show this help",
};

static size_t count_options(const struct opt *options)
{
	size_t count = 0;

	while (options[count].name)
		count++;
	return count;
}

static void *member(void *values, const struct opt *o)
{
	return (char *)values + o->offset;
}

static void set_default(const struct opt *o, void *values)
{
	switch (o->type) {
	case OPT_TYPE_FLAG:
		*(bool *)member(values, o) = false;
		break;
	case OPT_TYPE_INT:
	case OPT_TYPE_CHOICE:
		*(int *)member(values, o) = o->otherwise;
		break;
	case OPT_TYPE_STRING:
		*(const char **)member(values, o) = NULL;
		break;
	case OPT_TYPE_LIST:
		memset(member(values, o), 0, sizeof(struct span_list));
		break;
	}
}

/* "text, json or tsv" */
static void put_choices(struct strbuf *out, const char *argument)
{
	struct span rest = span_from(argument), word;
	bool is_first = true;

	while (span_next_piece(&rest, '|', &word)) {
		if (!is_first)
			strbuf_put_str(out, rest.len ? ", " : " or ");
		strbuf_put_span(out, word);
		is_first = false;
	}
}

/* Complain of a value; NULL: of its absence. */
static int reject_value(const struct opt *o, const char *text,
			struct error *err)
{
	struct strbuf wanted = STRBUF_INIT;

	if (o->type == OPT_TYPE_INT && o->max < INT_MAX)
		strbuf_printf(&wanted, "a number from %d to %d", o->min,
			      o->max);
	else if (o->type == OPT_TYPE_INT)
		strbuf_printf(&wanted, "a number from %d", o->min);
	else if (o->type == OPT_TYPE_CHOICE)
		put_choices(&wanted, o->argument);
	else
		strbuf_printf(&wanted, "a value: --%s %s", o->name,
			      o->argument);
	if (text)
		error_set(err, ERR_USAGE, "--%s wants %s, not '%s'", o->name,
			  wanted.buf, text);
	else
		error_set(err, ERR_USAGE, "--%s wants %s", o->name, wanted.buf);
	strbuf_release(&wanted);
	return -1;
}

static int parse_int(const struct opt *o, const char *text, int *out)
{
	int value = 0;

	if (!*text)
		return -1;
	for (; *text; text++) {
		int digit = *text - '0';

		if (!ascii_is_digit(*text) || value > (o->max - digit) / 10)
			return -1;
		value = value * 10 + digit;
	}
	if (value < o->min || value > o->max)
		return -1;
	*out = value;
	return 0;
}

static int parse_choice(const struct opt *o, const char *text, int *out)
{
	struct span rest = span_from(o->argument), word;

	for (int i = 0; span_next_piece(&rest, '|', &word); i++) {
		if (span_is(word, text)) {
			*out = i;
			return 0;
		}
	}
	return -1;
}

static int set_value(const struct opt *o, char *text, void *values,
		     struct arena *a, struct error *err)
{
	void *to = member(values, o);

	switch (o->type) {
	case OPT_TYPE_FLAG:
		*(bool *)to = true;
		return 0;
	case OPT_TYPE_INT:
		return parse_int(o, text, to) < 0 ? reject_value(o, text, err)
						  : 0;
	case OPT_TYPE_CHOICE:
		return parse_choice(o, text, to) < 0
			       ? reject_value(o, text, err)
			       : 0;
	case OPT_TYPE_STRING:
		*(const char **)to = text;
		return 0;
	case OPT_TYPE_LIST:
		arena_list_put(a, to, span_from(text));
		return 0;
	}
	return 0;
}

/* How many options begin with `name`. */
static size_t count_beginning(const struct opt *options, struct span name)
{
	size_t count = 0;

	for (; options->name; options++)
		count += name.len <= strlen(options->name) &&
			 !memcmp(options->name, name.ptr, name.len);
	return count;
}

/* The name nearest to what was typed, or NULL when none is near. */
static const char *nearest_name(const struct opt *options, struct span typed)
{
	const char *best = NULL;
	size_t best_distance = 0, distance;

	for (; options->name; options++) {
		if (!distance_is_typo(typed, span_from(options->name),
				      &distance))
			continue;
		if (!best || distance < best_distance) {
			best = options->name;
			best_distance = distance;
		}
	}
	return best;
}

static int reject_name(const struct opt_table *table, const char *argument,
		       struct error *err)
{
	struct span all = span_from(argument);
	struct span shown = span_slice(all, 0, span_find_char(all, '='));
	struct span name = shown;
	const char *nearest;

	while (name.len && *name.ptr == '-')
		name = span_slice(name, 1, name.len);
	if (count_beginning(table->options, name) > 1 && name.len)
		return error_set(err, ERR_USAGE,
				 "'%.*s' may be one of several options",
				 (int)shown.len, shown.ptr);
	nearest = nearest_name(table->options, name);
	if (nearest)
		return error_set(err, ERR_USAGE,
				 "unknown option '%.*s'; did you mean '--%s'?",
				 (int)shown.len, shown.ptr, nearest);
	return error_set(err, ERR_USAGE, "unknown option '%.*s'%s",
			 (int)shown.len, shown.ptr,
			 table->hyphen_is_text
				 ? "; put '--' before it if it is text"
				 : "");
}

/* Ours as getopt_long() wants them, --help behind them. */
static struct option *convert(const struct opt *options, struct arena *a)
{
	size_t count = count_options(options);
	struct option *out = arena_array(a, count + 2, sizeof(*out));

	for (size_t i = 0; i <= count; i++) {
		const struct opt *o = i < count ? &options[i] : &help_option;

		out[i].name = o->name;
		out[i].has_arg = o->type == OPT_TYPE_FLAG ? no_argument
							  : required_argument;
		out[i].val = FIRST_CODE + (int)i;
	}
	return out;
}

static bool is_long(const char *argument)
{
	return argument[0] == '-' && argument[1] == '-';
}

static bool is_operand(const struct opt_table *table, const char *argument)
{
	if (argument[0] != '-' || argument[1] == '\0')
		return true;
	return table->hyphen_is_text && !is_long(argument) &&
	       strcmp(argument, "-h") != 0;
}

/* Take the option at argv[optind]. Returns as options_parse() does. */
static int take_option(const struct opt_table *table, int argc, char **argv,
		       const struct option *longs, void *values,
		       struct arena *a, struct error *err)
{
	const char *argument = argv[optind];
	const struct opt *known;
	int code;

	if (!strcmp(argument, "-h"))
		return 1;
	if (!is_long(argument))
		return reject_name(table, argument, err);
	code = getopt_long(argc, argv, "+:", longs, NULL);
	if (code == '?' && optopt == 0)
		return reject_name(table, argument, err);
	known = &table->options[(code >= FIRST_CODE ? code : optopt) -
				FIRST_CODE];
	if (code == ':')
		return reject_value(known, NULL, err);
	if (!known->name && code != '?')
		return 1;
	if (code == '?')
		return error_set(err, ERR_USAGE, "--%s takes no value",
				 known->name ? known->name : "help");
	return set_value(known, optarg, values, a, err);
}

int options_parse(const struct opt_table *table, int argc, char **argv,
		  void *values, struct span_list *operands, struct arena *a,
		  struct error *err)
{
	const struct option *longs = convert(table->options, a);
	bool only_operands = false;

	for (const struct opt *o = table->options; o->name; o++)
		set_default(o, values);
	optind = 1;
	opterr = 0;
	while (optind < argc) {
		int ret;

		if (!only_operands && !strcmp(argv[optind], "--")) {
			only_operands = true;
			optind++;
			continue;
		}
		if (only_operands || is_operand(table, argv[optind])) {
			arena_list_put(a, operands, span_from(argv[optind++]));
			continue;
		}
		ret = take_option(table, argc, argv, longs, values, a, err);
		if (ret != 0)
			return ret;
	}
	return 0;
}

static void describe(struct strbuf *out, const struct opt *o)
{
	size_t start = out->len;

	strbuf_printf(out, "  --%s", o->name);
	if (o->argument)
		strbuf_printf(out, " %s", o->argument);
	if (out->len - start > HELP_COLUMN - 2) {
		strbuf_put_char(out, '\n');
		start = out->len;
	}
	strbuf_printf(out, "%*s%s", HELP_COLUMN - (int)(out->len - start), "",
		      o->help);
	if (o->type == OPT_TYPE_INT && o->otherwise >= o->min)
		strbuf_printf(out, " (default %d)", o->otherwise);
	if (o->type == OPT_TYPE_LIST)
		strbuf_put_str(out, " (repeatable)");
	strbuf_put_char(out, '\n');
}

void options_describe(struct strbuf *out, const struct opt *options)
{
	for (; options->name; options++)
		describe(out, options);
	describe(out, &help_option);
}
