/*
 * The manual pages and the tables of options tell of the same things.
 * Reads cli/blogsearch-COMMAND.1 from the root of the repository.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/io.h"
#include "cli/command.h"

static void read_page(struct strbuf *out, const char *command)
{
	struct strbuf path = STRBUF_INIT;
	struct error err = ERROR_INIT;

	strbuf_printf(&path, "cli/blogsearch%s%s.1", *command ? "-" : "",
		      command);
	if (io_read_file(out, path.buf, 1 << 20, &err) < 0)
		fail_msg("%s", err.message);
	strbuf_release(&path);
}

/* Cut ".It Fl -name" off a line; false where it is no such line. */
static bool option_of_line(struct span line, struct span *name)
{
	static const char item[] = ".It Fl -";

	if (!span_has_prefix(line, item))
		return false;
	line = span_slice(line, strlen(item), line.len);
	*name = span_slice(line, 0, span_find_char(line, ' '));
	return true;
}

static bool page_has(const struct strbuf *page, const char *option)
{
	struct span rest = strbuf_span(page), line, name;

	while (span_next_line(&rest, &line))
		if (option_of_line(line, &name) && span_is(name, option))
			return true;
	return false;
}

static bool table_has(const struct opt *options, struct span name)
{
	for (; options->name; options++)
		if (span_is(name, options->name))
			return true;
	return span_is(name, "help");
}

static void manual__names_every_option(void **state)
{
	(void)state;
	for (size_t i = 0; commands[i]; i++) {
		const struct opt *o = commands[i]->table.options;
		struct strbuf page = STRBUF_INIT;

		read_page(&page, commands[i]->name);
		for (; o->name; o++)
			if (!page_has(&page, o->name))
				fail_msg("blogsearch-%s.1 lacks --%s",
					 commands[i]->name, o->name);
		assert_true(page_has(&page, "help"));
		strbuf_release(&page);
	}
}

static void manual__names_no_other_option(void **state)
{
	(void)state;
	for (size_t i = 0; commands[i]; i++) {
		struct strbuf page = STRBUF_INIT;
		struct span rest, line, name;

		read_page(&page, commands[i]->name);
		rest = strbuf_span(&page);
		while (span_next_line(&rest, &line))
			if (option_of_line(line, &name) &&
			    !table_has(commands[i]->table.options, name))
				fail_msg("blogsearch-%s.1 tells of --%.*s",
					 commands[i]->name, (int)name.len,
					 name.ptr);
		strbuf_release(&page);
	}
}

static void manual__names_every_command(void **state)
{
	struct strbuf page = STRBUF_INIT, item = STRBUF_INIT;

	(void)state;
	read_page(&page, "");
	for (size_t i = 0; commands[i]; i++) {
		strbuf_reset(&item);
		strbuf_printf(&item, "\n.It Cm %s\n", commands[i]->name);
		assert_non_null(strstr(page.buf, item.buf));
	}
	strbuf_release(&page);
	strbuf_release(&item);
}

static void help__fits_a_terminal(void **state)
{
	(void)state;
	for (size_t i = 0; commands[i]; i++) {
		struct strbuf text = STRBUF_INIT;
		struct span rest, line;

		command_describe(&text, commands[i]);
		rest = strbuf_span(&text);
		while (span_next_line(&rest, &line))
			assert_in_range(line.len, 0, 80);
		strbuf_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(manual__names_every_option),
		cmocka_unit_test(manual__names_no_other_option),
		cmocka_unit_test(manual__names_every_command),
		cmocka_unit_test(help__fits_a_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
