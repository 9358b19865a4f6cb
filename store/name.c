#include "store/name.h"

#include "text/key.h"

size_t names_of_title(struct name names[NAMES_OF_TITLE],
		      struct analyzer *analyzer, struct span title,
		      struct arena *a)
{
	struct strbuf buf = STRBUF_INIT;
	struct span key, written;
	size_t count = 0;

	key_put(&buf, analyzer, title);
	key = arena_copy(a, strbuf_span(&buf));
	strbuf_reset(&buf);
	key_put_written(&buf, title);
	written = arena_copy(a, strbuf_span(&buf));
	strbuf_release(&buf);
	if (key.len)
		names[count++] = (struct name){ key, NAME_TITLE };
	if (count && span_eq(key, written))
		names[0].kind |= NAME_WRITTEN;
	else if (written.len)
		names[count++] = (struct name){ written, NAME_WRITTEN };
	return count;
}
