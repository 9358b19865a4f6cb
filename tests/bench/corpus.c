#include "tests/bench/corpus.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "store/reader.h"
#include "tests/bench/measure.h"
#include "text/stopwords.h"

struct load {
	struct corpus *corpus;
	struct reader *reader;
	bool with_text;
	struct error err;
};

static int load_document(int64_t id, void *arg)
{
	struct load *l = arg;
	struct corpus *c = l->corpus;
	struct document *doc;
	struct content content;

	ARRAY_GROW(c->documents, c->count + 1, c->alloc);
	doc = &c->documents[c->count++];
	if (reader_find_document(l->reader, id, doc, &c->arena, &l->err) < 1)
		return -1;
	if (!l->with_text)
		return 0;
	if (reader_find_content(l->reader, id, &content, &c->arena, &l->err) <
	    1)
		return -1;
	doc->text = content.text;
	c->text_bytes += content.text.len;
	return 0;
}

void corpus_load(struct corpus *corpus, const char *db, bool with_text)
{
	struct load l = { corpus, NULL, with_text, ERROR_INIT };

	memset(corpus, 0, sizeof(*corpus));
	if (reader_open(&l.reader, db, &l.err) < 0 ||
	    reader_begin(l.reader, &l.err) < 0 ||
	    reader_each_document(l.reader, load_document, &l, &l.err) < 0)
		bench_fail("%s", l.err.message);
	reader_end(l.reader);
	reader_close(l.reader);
	if (corpus->count == 0)
		bench_fail("no articles");
}

void corpus_release(struct corpus *corpus)
{
	free(corpus->documents);
	arena_release(&corpus->arena);
}

/* --- words of the corpus */

#define SHORTEST 3
#define SHORTEST_MISSPELLED 5 /* letters; shorter ones are not mended */
#define COMMON_WORDS 100      /* as many are taken for common */

struct maker {
	const struct corpus *corpus;
	struct arena *arena;
	uint64_t random;
	struct map words;           /* value: how many documents hold it */
	struct span *common, *rare; /* no stop words */
	size_t common_count, rare_count;
};

/* A number below `end`: xorshift64, by George Marsaglia. */
static size_t random_below(struct maker *m, size_t end)
{
	m->random ^= m->random << 13;
	m->random ^= m->random >> 7;
	m->random ^= m->random << 17;
	return (size_t)(m->random % end);
}

/*
 * The next word from `*pos` on: letters with white space on either side,
 * for what adjoins a sign may be part of a longer word.
 */
static int next_word(struct span text, size_t *pos, struct span *word)
{
	while (*pos < text.len) {
		size_t start = *pos, end;

		while (start < text.len && ascii_is_space(text.ptr[start]))
			start++;
		end = start;
		while (end < text.len && ascii_is_alpha(text.ptr[end]))
			end++;
		*pos = end;
		if (end - start >= SHORTEST &&
		    (end == text.len || ascii_is_space(text.ptr[end]))) {
			*word = span_slice(text, start, end);
			return 1;
		}
		while (*pos < text.len && !ascii_is_space(text.ptr[*pos]))
			++*pos;
	}
	return 0;
}

static struct span lower(struct maker *m, struct span word)
{
	char *copy = arena_strdup(m->arena, word);

	for (size_t i = 0; i < word.len; i++)
		copy[i] = ascii_lower(copy[i]);
	return span_make(copy, word.len);
}

static void count_document(struct maker *m, struct span text, struct map *seen)
{
	struct arena scratch = ARENA_INIT, *arena = m->arena;
	struct span word;
	size_t pos = 0;

	m->arena = &scratch;
	map_reset(seen);
	while (next_word(text, &pos, &word)) {
		struct map_entry *entry = map_put(seen, lower(m, word));

		if (entry->value++ == 0)
			map_put(&m->words, entry->key)->value++;
	}
	m->arena = arena;
	arena_release(&scratch);
}

static int by_frequency(const void *a, const void *b)
{
	const struct map_entry *x = *(struct map_entry *const *)a;
	const struct map_entry *y = *(struct map_entry *const *)b;

	if (x->value != y->value)
		return x->value < y->value ? 1 : -1;
	return span_cmp(x->key, y->key);
}

static bool is_topic(struct span word)
{
	return !(stopwords_find(word) &
		 stopwords_find_language(span_from("en")));
}

static void sort_words(struct maker *m)
{
	size_t count = 0, at_most = m->corpus->count / 1000;
	struct map_entry **entries =
		xcalloc(m->words.count + 1, sizeof(*entries));

	m->common = arena_array(m->arena, COMMON_WORDS, sizeof(struct span));
	m->rare = arena_array(m->arena, m->words.count, sizeof(struct span));
	for (size_t i = 0; i < m->words.count; i++)
		if (is_topic(m->words.entries[i].key))
			entries[count++] = &m->words.entries[i];
	qsort(entries, count, sizeof(*entries), by_frequency);
	for (size_t i = 0; i < count; i++) {
		struct span word = arena_copy(m->arena, entries[i]->key);

		if (i < COMMON_WORDS)
			m->common[m->common_count++] = word;
		if (entries[i]->value <= (at_most ? at_most : 1))
			m->rare[m->rare_count++] = word;
	}
	free(entries);
}

/* --- queries */

/* Up to `count` neighbouring words from a random place on. */
static size_t pick_words(struct maker *m, const struct document *doc,
			 size_t count, struct span *out)
{
	size_t pos, n = 0;
	struct span word, last;

	if (doc->text.len == 0)
		return 0;
	pos = random_below(m, doc->text.len);
	while (pos > 0 && !ascii_is_space(doc->text.ptr[pos - 1]))
		pos--; /* not in the middle of a word */
	while (n < count && next_word(doc->text, &pos, &word)) {
		if (n && (word.ptr != last.ptr + last.len + 1 ||
			  last.ptr[last.len] != ' '))
			break;
		last = word;
		out[n++] = lower(m, word);
	}
	return n;
}

static bool has_topic(const struct span *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_topic(words[i]))
			return true;
	return false;
}

/* Words from the corpus for a query of this class; 0 on bad luck. */
static size_t pick(struct maker *m, enum query_class class, struct span *words)
{
	const struct corpus *c = m->corpus;
	const struct document *doc = &c->documents[random_below(m, c->count)];
	size_t want;

	switch (class) {
	case QUERY_COMMON:
		if (m->common_count)
			words[0] = m->common[random_below(m, m->common_count)];
		return m->common_count > 0;
	case QUERY_RARE:
		if (m->rare_count)
			words[0] = m->rare[random_below(m, m->rare_count)];
		return m->rare_count > 0;
	case QUERY_TWO:
		if (pick_words(m, doc, 1, words) && is_topic(words[0]) &&
		    pick_words(m, doc, 1, words + 1) && is_topic(words[1]) &&
		    !span_eq(words[0], words[1]))
			return 2;
		return 0;
	case QUERY_NATURAL:
		want = 3 + random_below(m, 2);
		return pick_words(m, doc, want, words) == want &&
				       has_topic(words, want)
			       ? want
			       : 0;
	case QUERY_PREFIX:
		want = 3 + random_below(m, 2);
		if (!pick_words(m, doc, 1, words) || !is_topic(words[0]) ||
		    words[0].len <= want)
			return 0;
		words[0].len = want;
		return 1;
	case QUERY_MISSPELLED:
		return pick_words(m, doc, 1, words) && is_topic(words[0]) &&
		       words[0].len >= SHORTEST_MISSPELLED;
	default:
		want = 2 + random_below(m, 2);
		return pick_words(m, doc, want, words) == want &&
				       has_topic(words, want)
			       ? want
			       : 0;
	}
}

/* A letter too many, too few, wrong, or swapped with the next. */
static struct span misspell(struct maker *m, struct span word)
{
	size_t at = 1 + random_below(m, word.len - 2);
	size_t kind = random_below(m, 4);
	struct strbuf out = STRBUF_INIT;
	struct span result;

	strbuf_put_span(&out, span_slice(word, 0, at));
	if (kind == 0) {
		strbuf_put_char(&out, word.ptr[at + 1]);
		strbuf_put_char(&out, word.ptr[at]);
		at += 2;
	} else {
		if (kind != 1)
			strbuf_put_char(&out,
					(char)('a' + random_below(m, 26)));
		if (kind != 2)
			at++;
	}
	strbuf_put_span(&out, span_slice(word, at, word.len));
	result = arena_copy(m->arena, strbuf_span(&out));
	strbuf_release(&out);
	return result;
}

/* blogsearch keeps the stop words of phrases, and unfinished words. */
static void make_query(struct maker *m, struct bench_query *q,
		       const struct span *words, size_t count)
{
	const char *quote = q->class == QUERY_PHRASE ? "\"" : "";
	struct span text = span_make("", 0);

	for (size_t i = 0; i < count; i++) {
		text = arena_printf(m->arena, "%.*s%s%.*s", (int)text.len,
				    text.ptr, i ? " " : "", (int)words[i].len,
				    words[i].ptr);
		if (q->class >= QUERY_PREFIX || is_topic(words[i]))
			q->words[q->word_count++] = words[i];
	}
	if (q->class == QUERY_MISSPELLED)
		text = misspell(m, text);
	q->text = arena_printf(m->arena, "%s%.*s%s", quote, (int)text.len,
			       text.ptr, quote);
}

size_t corpus_make_queries(const struct corpus *corpus, size_t count,
			   struct bench_query **out, struct arena *a)
{
	struct maker m = { corpus, a, 0x9e3779b97f4a7c15u, MAP_INIT, NULL, NULL,
			   0,      0 };
	struct map seen = MAP_INIT;
	size_t made = 0;

	for (size_t i = 0; i < corpus->count; i++)
		count_document(&m, corpus->documents[i].text, &seen);
	sort_words(&m);
	*out = arena_array(a, count * QUERY_CLASS_COUNT, sizeof(**out));
	for (int class = 0; class < QUERY_CLASS_COUNT; class ++) {
		size_t luck = count * 100, end = made + count;

		while (made < end && luck--) {
			struct bench_query *q = &(*out)[made];
			struct span words[4];
			size_t n = pick(&m, (enum query_class) class, words);

			q->class = (enum query_class) class;
			if (n)
				make_query(&m, q, words, n);
			made += n > 0;
		}
	}
	map_release(&seen);
	map_release(&m.words);
	return made;
}

void bench_search(struct results *out, struct reader *reader,
		  const struct bench_query *query, struct arena *a)
{
	struct search_options options = search_defaults();
	struct error err = ERROR_INIT;

	options.prefix = query->class == QUERY_PREFIX;
	if (search(out, reader, query->text, &options, a, &err) < 0)
		bench_fail("%s", err.message);
}
