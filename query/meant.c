#include "query/meant.h"

#include "query/pieces.h"
#include "query/spell.h"
#include "text/stem.h"

/* As spell_find(), within bounds: each takes a walk over many words. */
static int find_word(struct span *out, struct span word, const struct mender *m)
{
	if (*m->left == 0)
		return 0;
	--*m->left;
	return spell_find(out, m->reader, word, m->arena, m->err);
}

/* What stands before `part` in `*whole`, which moves behind it. */
static struct span signs_before(struct span *whole, struct span part)
{
	size_t at = span_find(*whole, part);
	struct span signs = span_make(" ", 1); /* for a hump of camelCase */

	if (at == whole->len)
		return signs;
	if (at > 0)
		signs = span_slice(*whole, 0, at);
	*whole = span_slice(*whole, at + part.len, whole->len);
	return signs;
}

/* A compound whose parts that the index does not have are mended. */
static int find_parts(struct span *out, const struct reading *reading,
		      const struct mender *m)
{
	struct strbuf meant = STRBUF_INIT;
	struct span whole = reading->whole, parts = reading->terms, part;
	int found = 1;

	while (found == 1 && span_next_piece(&parts, ' ', &part)) {
		struct span signs = signs_before(&whole, part);
		struct word_counts counts;

		found = reader_find_word(m->reader, part, &counts, m->err);
		if (found == 0)
			found = find_word(&part, part, m);
		if (meant.len || signs.ptr[0] != ' ')
			strbuf_put_span(&meant, signs);
		strbuf_put_span(&meant, part);
	}
	*out = arena_copy(m->arena, strbuf_span(&meant));
	strbuf_release(&meant);
	return found;
}

int meant_find(struct span *out, struct span text, const struct mender *m)
{
	struct reading reading;
	int found = 0;

	reading_make(&reading, text, STEM_NONE, m->analyzer, m->arena);
	if (!reading.last_is_word)
		return 0;
	if (reading.length == 1)
		found = find_word(out, reading.last_word, m);
	else if (reading.whole.len)
		found = find_word(out, reading.whole, m);
	if (found == 0 && reading.length > 1)
		found = find_parts(out, &reading, m);
	return found;
}
