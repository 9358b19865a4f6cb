/*
 * `ignoreFiles`: regular expressions of files that are no content. Hugo's
 * are Go's; what these and POSIX extended ones share covers what sites
 * have there, as "\\.foo$". Files that editors leave are skipped too.
 */

#include "indexer/hugo.h"

#include <regex.h>
#include <stdlib.h>

#include "base/io.h"
#include "base/mem.h"
#include "indexer/fields.h"

/* A long expression, or one that counts, may take its time to match. */
#define MAX_EXPRESSION 200

struct hugo_ignore {
	regex_t *expressions;
	size_t count;
};

static int compile(regex_t *out, struct span text, struct span *reason,
		   struct arena *a)
{
	char message[128];
	int code;

	if (text.len > MAX_EXPRESSION || span_find_char(text, '{') < text.len) {
		*reason = span_from("too long, or counts with {}");
		return -1;
	}
	code = regcomp(out, arena_strdup(a, text), REG_EXTENDED | REG_NOSUB);
	if (code == 0)
		return 0;
	regerror(code, out, message, sizeof(message));
	*reason = arena_copy(a, span_from(message));
	return -1;
}

void hugo_ignore_read(struct hugo *hugo, struct site *site, struct warnings *w)
{
	struct hugo_ignore *ignore;
	struct span_list texts = { NULL, 0, 0 };
	struct span reason;

	labels_put(&texts, value_get(hugo->config, "ignoreFiles"), LABELS_WHOLE,
		   &site->arena);
	ignore = arena_alloc(&site->arena, sizeof(*ignore));
	ignore->expressions =
		xmalloc(mem_product(texts.count + 1, sizeof(regex_t)));
	hugo->ignore = ignore;
	for (size_t i = 0; i < texts.count; i++) {
		if (compile(&ignore->expressions[ignore->count], texts.items[i],
			    &reason, &site->arena) == 0)
			ignore->count++;
		else
			warnings_put(w, span_from("ignoreFiles"), 0, 0,
				     "expression '%.*s' passed over: %.*s",
				     (int)texts.items[i].len,
				     texts.items[i].ptr, (int)reason.len,
				     reason.ptr);
	}
}

void hugo_ignore_release(struct hugo *hugo)
{
	for (size_t i = 0; i < hugo->ignore->count; i++)
		regfree(&hugo->ignore->expressions[i]);
	free(hugo->ignore->expressions);
}

bool hugo_ignore_matches(const struct hugo *hugo, struct span path)
{
	struct strbuf name = STRBUF_INIT;
	bool matches = span_has_prefix(path_base(path), "#");

	/* Hugo matches the name on disk; here the site is at its root. */
	strbuf_put_char(&name, '/');
	strbuf_put_span(&name, path);
	for (size_t i = 0; i < hugo->ignore->count && !matches; i++)
		matches = regexec(&hugo->ignore->expressions[i], name.buf, 0,
				  NULL, 0) == 0;
	strbuf_release(&name);
	return matches;
}
