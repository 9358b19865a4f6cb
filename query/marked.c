#include "query/marked.h"

#include "query/search.h"
#include "text/escape.h"

static bool is_mark(char c)
{
	return c == MARK_START || c == MARK_END;
}

int marked_next(struct span *rest, struct span *run, bool *is_marked)
{
	size_t len = 0;

	if (rest->len == 0)
		return 0;
	if (is_mark(*rest->ptr)) {
		*is_marked = *rest->ptr == MARK_START;
		*rest = span_slice(*rest, 1, rest->len);
	}
	while (len < rest->len && !is_mark(rest->ptr[len]))
		len++;
	*run = span_slice(*rest, 0, len);
	*rest = span_slice(*rest, len, rest->len);
	return 1;
}

void marked_put_html(struct strbuf *out, struct span text)
{
	struct span run;
	bool is_marked = false;

	while (marked_next(&text, &run, &is_marked)) {
		if (run.len == 0)
			continue;
		if (is_marked)
			strbuf_put_str(out, "<mark>");
		escape_html(out, run);
		if (is_marked)
			strbuf_put_str(out, "</mark>");
	}
}

void marked_put_plain(struct strbuf *out, struct span text)
{
	struct span run;
	bool is_marked = false;

	while (marked_next(&text, &run, &is_marked))
		strbuf_put_span(out, run);
}
