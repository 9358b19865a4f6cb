#include "store/synonyms.h"

#include <stdlib.h>

#include "base/strbuf.h"
#include "text/stem.h"

struct key {
	struct strbuf *out;
	struct span text;
	size_t terms;
};

static int put_term(const struct token *tok, void *arg)
{
	struct key *key = arg;

	if (tok->kind == TOKEN_WHOLE) {
		/* ".net" is not "net". */
		if (tok->start != 0 || tok->end != key->text.len)
			return 0;
		strbuf_reset(key->out);
		strbuf_put_span(key->out, tok->term);
		key->terms = 1;
		return 1;
	}
	if (key->terms++)
		strbuf_put_char(key->out, ' ');
	strbuf_put_span(key->out, tok->term);
	return 0;
}

/* Replace `out` by the key of `text`. Returns its terms; 0: it has none. */
static size_t make_key(struct strbuf *out, struct span text, int algorithm,
		       struct analyzer *analyzer)
{
	struct key key = { out, text, 0 };
	uint32_t position = 0;

	strbuf_reset(out);
	tokenize(analyzer, algorithm, text, &position, put_term, &key);
	return key.terms;
}

static int compare_keys(const struct synonym *x, const struct synonym *y)
{
	if (x->algorithm != y->algorithm)
		return x->algorithm < y->algorithm ? -1 : 1;
	return span_cmp(x->key, y->key);
}

static int compare_items(const void *a, const void *b)
{
	const struct synonym *x = a, *y = b;
	int order = compare_keys(x, y);

	return order ? order : (x->order > y->order) - (x->order < y->order);
}

static void put_line(struct synonyms *out, struct span line, uint32_t stems,
		     struct analyzer *analyzer, struct arena *a)
{
	size_t tab = span_find_char(line, '\t');
	struct span from = span_slice(line, 0, tab), to;
	struct strbuf key = STRBUF_INIT;

	if (tab == line.len)
		return;
	to = arena_copy(a, span_slice(line, tab + 1, line.len));
	for (int algorithm = 0; algorithm < STEM_COUNT; algorithm++) {
		struct synonym *item = &out->items[out->count];
		size_t terms;

		if (!(stems >> algorithm & 1))
			continue;
		terms = make_key(&key, from, algorithm, analyzer);
		if (terms == 0)
			break;
		if (terms > out->longest)
			out->longest = terms;
		item->key = arena_copy(a, strbuf_span(&key));
		item->algorithm = algorithm;
		item->order = out->count++;
		item->to = to;
	}
	strbuf_release(&key);
}

static size_t count_bits(uint32_t bits)
{
	size_t count = 0;

	for (; bits; bits &= bits - 1)
		count++;
	return count;
}

static size_t count_lines(struct span text)
{
	size_t count = 0;
	struct span line;

	while (count < SYNONYMS_MAX && span_next_line(&text, &line))
		count++;
	return count;
}

void synonyms_read(struct synonyms *out, struct span text, uint32_t stems,
		   struct analyzer *analyzer, struct arena *a)
{
	size_t lines = count_lines(text);
	struct span line;

	memset(out, 0, sizeof(*out));
	out->items =
		arena_array(a, lines * count_bits(stems), sizeof(*out->items));
	for (; lines && span_next_line(&text, &line); lines--)
		put_line(out, line, stems, analyzer, a);
	if (out->count)
		qsort(out->items, out->count, sizeof(*out->items),
		      compare_items);
}

/* The first item that does not come before `wanted`. */
static size_t find_first(const struct synonyms *synonyms,
			 const struct synonym *wanted)
{
	size_t low = 0, high = synonyms->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_keys(&synonyms->items[middle], wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct synonym *synonyms_find(const struct synonyms *synonyms,
				    struct span text, int algorithm,
				    struct analyzer *analyzer, size_t *count)
{
	struct strbuf key = STRBUF_INIT;
	struct synonym wanted = { .order = 0 };
	size_t first = 0;

	*count = 0;
	if (make_key(&key, text, algorithm, analyzer) > 0) {
		wanted.key = strbuf_span(&key);
		wanted.algorithm = algorithm;
		first = find_first(synonyms, &wanted);
		while (first + *count < synonyms->count &&
		       *count < SYNONYMS_MAX_TARGETS &&
		       compare_keys(&synonyms->items[first + *count],
				    &wanted) == 0)
			++*count;
	}
	strbuf_release(&key);
	return synonyms->items + first;
}
