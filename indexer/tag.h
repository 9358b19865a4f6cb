#ifndef INDEXER_TAG_H
#define INDEXER_TAG_H

/*
 * The tags of template languages in Markdown:
 *
 *	Hugo	{{< name "value" >}}	{{% /name %}}
 *	Zola	{{ name(key="value") }}	{% name() %}	{% end %}
 *	Liquid	{{ page.title | upcase }}	{% name %}	{% endname %}
 *
 * A tag of Hugo or Zola whose inside is set in a C comment is escaped: the
 * page shows it.
 */

#include "base/span.h"
#include "indexer/markdown.h"

enum tag_kind {
	TAG_VOID, /* stands alone: its output is not known */
	TAG_OPEN, /* there may be an end tag of that name */
	TAG_CLOSE,
	TAG_SHOWN, /* an escaped tag; `shown` is what the page has */
};

struct tag {
	enum tag_kind kind;
	struct span name;
	struct span opening, shown, closing; /* of TAG_SHOWN */
	bool is_hugo;
	bool is_markdown; /* {{% %}}: its output is Markdown again */
	size_t len;
};

/*
 * What reading tags has cost and learnt so far. Tags that never end are
 * looked for again and again; `fuel` is how many bytes may be lost to
 * that, so that reading stays linear.
 */
struct tag_reader {
	const struct markdown_options *options;
	size_t fuel;
	bool no_output_end, no_tag_end; /* no further "}}", "%}" */
};

/*
 * Read the tag at the front of `text`, which begins with '{'. Returns
 * false where there is none.
 */
bool tag_parse(struct tag *tag, struct tag_reader *reader, struct span text);

/*
 * The value of the parameter name="value" in `tag`, a whole tag of Hugo's
 * as written; empty where it has none.
 */
struct span tag_parameter(struct span tag, const char *name);

/*
 * Find the end tag of `open` in `text`. Returns its offset, with `close`
 * filled in, or text.len.
 */
size_t tag_find_close(struct tag *close, struct tag_reader *reader,
		      const struct tag *open, struct span text);

#endif
