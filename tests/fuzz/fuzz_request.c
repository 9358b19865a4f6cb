/* The target of a request: taken apart within its limits, or refused. */

#include "base/strbuf.h"
#include "server/link.h"
#include "server/request.h"
#include "tests/fuzz/fuzz.h"

static void check_text(struct span text, size_t max)
{
	assert(text.len <= max && fuzz_is_utf8(text));
	assert(span_find_char(text, '\0') == text.len);
}

static void check_list(const struct span_list *list)
{
	assert(list->count <= REQUEST_MAX_FILTERS);
	for (size_t i = 0; i < list->count; i++)
		check_text(list->items[i], REQUEST_MAX_VALUE);
}

static void check_request(const struct search_request *request, size_t size)
{
	const struct search_options *o = &request->options;

	check_text(request->text, size);
	check_list(&o->tags);
	check_list(&o->categories);
	check_list(&o->authors);
	check_text(o->lang, REQUEST_MAX_VALUE);
	check_text(o->section, REQUEST_MAX_VALUE);
	check_text(o->after, REQUEST_MAX_VALUE);
	check_text(o->before, REQUEST_MAX_VALUE);
	assert(o->limit <= REQUEST_MAX_LIMIT && o->sort <= SORT_OLDEST);
	assert(o->offset <= SEARCH_MAX_OFFSET);
}

static int parse(struct search_request *out, struct span uri, struct arena *a)
{
	struct error err = ERROR_INIT;
	struct target target;

	out->options = search_defaults();
	if (target_parse(&target, uri, a, &err) < 0 ||
	    search_request_parse(out, &target, a, &err) < 0) {
		assert(err.code == ERR_USAGE || err.code == ERR_PARSE);
		return -1;
	}
	return 0;
}

/* A link to a request leads to that request. */
static void check_link(const struct search_request *request, struct arena *a)
{
	struct strbuf link = STRBUF_INIT, again = STRBUF_INIT;
	struct search_request other;

	strbuf_put_char(&link, '/');
	link_put(&link, request);
	assert(parse(&other, strbuf_span(&link), a) == 0);
	assert(span_eq(other.text, request->text));
	strbuf_put_char(&again, '/');
	link_put(&again, &other);
	assert(span_eq(strbuf_span(&again), strbuf_span(&link)));
	strbuf_release(&link);
	strbuf_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	struct search_request request;

	if (parse(&request, span_make((const char *)data, size), &a) == 0) {
		check_request(&request, size);
		check_link(&request, &a);
	}
	arena_release(&a);
	return 0;
}
