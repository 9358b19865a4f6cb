#include "query/row.h"

#include "base/strbuf.h"
#include "query/pieces.h"
#include "store/replay.h"
#include "text/stem.h"

/* Append the FTS5 expression for a compound, or its words in a row. */
static void put_expression(struct strbuf *out, const struct reading *reading,
			   bool is_prefix)
{
	struct span front = reading->terms;

	if (out->len)
		strbuf_put_str(out, " OR ");
	strbuf_printf(out, "\"%.*s\"", (int)front.len, front.ptr);
	if (reading->whole.len)
		strbuf_printf(out, " OR \"%.*s\"", (int)reading->whole.len,
			      reading->whole.ptr);
	if (!is_prefix)
		return;
	/* Unfinished words are looked for among surface words. */
	while (front.len && front.ptr[front.len - 1] != ' ')
		front.len--;
	strbuf_printf(out, " OR \"%.*s%.*s\" * OR \"%.*s%c%.*s\" *",
		      (int)front.len, front.ptr, (int)reading->last_word.len,
		      reading->last_word.ptr, (int)front.len, front.ptr,
		      REPLAY_SURFACE, (int)reading->last_word.len,
		      reading->last_word.ptr);
}

static int end_walk(struct match *m, void *arg)
{
	(void)m;
	(void)arg;
	return 1;
}

int row_is_nowhere(struct span text, bool is_prefix, struct reader *r,
		   struct analyzer *analyzer, struct arena *a,
		   struct error *err)
{
	struct strbuf expression = STRBUF_INIT;
	uint32_t stems = reader_stems(r);
	int ret = 1;

	for (int algorithm = 0; algorithm < STEM_COUNT; algorithm++) {
		struct reading reading;

		if (!(stems & (uint32_t)1 << algorithm))
			continue;
		reading_make(&reading, text, algorithm, analyzer, a);
		if (reading.length)
			put_expression(&expression, &reading, is_prefix);
	}
	if (expression.len)
		ret = reader_match(r, expression.buf, end_walk, NULL, err);
	strbuf_release(&expression);
	return ret < 0 ? -1 : ret == 0;
}
