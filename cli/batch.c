#include "cli/batch.h"

#include "base/io.h"

#define MAX_BATCH_BYTES (64 * 1024 * 1024)

static int parse_line(struct batch_query *out, struct span line,
		      const char *path, int number, struct error *err)
{
	size_t tab = span_find_char(line, '\t');

	if (tab == 0 || tab == line.len)
		return error_set(err, ERR_PARSE,
				 "%s:%d: wants an id, a tab and a query", path,
				 number);
	out->id = span_slice(line, 0, tab);
	out->text = span_slice(line, tab + 1, line.len);
	return 0;
}

static size_t count_lines(struct span text)
{
	size_t count = 0;
	struct span line;

	while (span_next_line(&text, &line))
		count++;
	return count;
}

static int parse(struct batch *out, struct span text, const char *path,
		 struct arena *a, struct error *err)
{
	struct span line;
	int number = 0;

	out->count = 0;
	out->queries = arena_array(a, count_lines(text), sizeof(*out->queries));
	while (span_next_line(&text, &line)) {
		number++;
		if (span_trim(line).len == 0)
			continue;
		if (parse_line(&out->queries[out->count], line, path, number,
			       err) < 0)
			return -1;
		out->count++;
	}
	return 0;
}

int batch_read(struct batch *out, const char *path, struct arena *a,
	       struct error *err)
{
	struct strbuf file = STRBUF_INIT;
	int ret = io_read_input(&file, path, MAX_BATCH_BYTES, err);

	if (ret == 0)
		ret = parse(out, arena_copy(a, strbuf_span(&file)),
			    !strcmp(path, "-") ? "standard input" : path, a,
			    err);
	strbuf_release(&file);
	return ret;
}
