#include "text/tokenize.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "text/compound.h"
#include "text/fold.h"
#include "text/skip.h"
#include "text/stem.h"
#include "text/utf8.h"

struct analyzer {
	struct stemmer *stemmers[STEM_COUNT]; /* made when first used */
	struct strbuf word, whole;
};

struct scan {
	struct analyzer *analyzer;
	struct stemmer *stemmer;
	struct span text;
	struct token token;   /* made anew in place for each one */
	const uint32_t *from; /* tokens before it are not wanted */
	bool is_taken;        /* something was emitted at its position */
	token_fn emit;
	void *arg;
};

struct analyzer *analyzer_new(void)
{
	struct analyzer *analyzer = xcalloc(1, sizeof(*analyzer));
	struct strbuf empty = STRBUF_INIT;

	analyzer->word = empty;
	analyzer->whole = empty;
	return analyzer;
}

void analyzer_free(struct analyzer *analyzer)
{
	if (!analyzer)
		return;
	for (int i = 0; i < STEM_COUNT; i++)
		stemmer_free(analyzer->stemmers[i]);
	strbuf_release(&analyzer->word);
	strbuf_release(&analyzer->whole);
	free(analyzer);
}

static struct stemmer *analyzer_stemmer(struct analyzer *analyzer,
					int algorithm)
{
	struct stemmer **stemmer = &analyzer->stemmers[algorithm];

	if (!*stemmer)
		*stemmer = stemmer_new(algorithm);
	return *stemmer;
}

/* Positions have no gaps: what folds to nothing takes none. */
static void advance(struct scan *s)
{
	if (s->is_taken)
		s->token.position++;
	s->is_taken = false;
}

/*
 * Nothing is to be made of the bytes from `start` on, and none is needed to
 * know that they make a token: ASCII never folds to nothing.
 */
static bool is_passed_over(struct scan *s, size_t start)
{
	if (s->token.position >= *s->from)
		return false;
	if ((unsigned char)s->text.ptr[start] < 0x80)
		s->is_taken = true;
	return s->is_taken;
}

/* Emit a token of the bytes [start, end), which are `word` when folded. */
static int emit_token(struct scan *s, enum token_kind kind, struct span word,
		      bool literal, size_t start, size_t end)
{
	struct token *tok = &s->token;

	if (word.len == 0)
		return 0;
	s->is_taken = true;
	if (tok->position < *s->from)
		return 0;
	tok->kind = kind;
	tok->start = start;
	tok->end = end;
	tok->word = tok->term = word;
	tok->word_hash = tok->term_hash = hash_word(word);
	if (!literal)
		tok->term = stemmer_stem(s->stemmer, word, &tok->term_hash);
	return s->emit(tok, s->arg);
}

/* Fold, and stem unless `literal`, the bytes [start, end), and emit. */
static int emit_word(struct scan *s, enum token_kind kind, size_t start,
		     size_t end, bool literal)
{
	struct span source = span_slice(s->text, start, end);
	struct strbuf *folded = &s->analyzer->word;

	if (is_passed_over(s, start))
		return 0;
	strbuf_reset(folded);
	fold_put(folded, utf8_prefix(source, TOKEN_MAX_BYTES));
	return emit_token(s, kind, strbuf_span(folded), literal, start, end);
}

/* The whole compound, folded, with a plain apostrophe for U+2019. */
static int emit_compound(struct scan *s, const struct compound *c)
{
	struct strbuf *whole = &s->analyzer->whole;
	char *at;

	if (c->end - c->start > TOKEN_MAX_BYTES || is_passed_over(s, c->start))
		return 0;
	strbuf_reset(whole);
	fold_put(whole, span_slice(s->text, c->start, c->end));
	at = whole->buf + span_find_char(strbuf_span(whole), '\xe2');
	while ((at = strstr(at, "\xe2\x80\x99"))) {
		*at = '\'';
		memmove(at + 1, at + 3, strlen(at + 3) + 1);
		strbuf_truncate(whole, whole->len - 2);
	}
	return emit_token(s, TOKEN_WHOLE, strbuf_span(whole), true, c->start,
			  c->end);
}

static int compound_emit(struct scan *s, const struct compound *c)
{
	int ret = 0;

	for (size_t i = 0; i < c->count && ret == 0; i++) {
		const struct part *part = &c->parts[i];
		size_t end = segment_end(c, i);

		s->token.is_start = i == 0;
		ret = emit_word(s, TOKEN_WORD, part->start, part->end,
				part->is_sign_word);
		if (ret == 0 && part->begins_segment && end > part->end)
			ret = emit_word(s, TOKEN_WHOLE, part->start, end,
					false);
		if (ret == 0 && i == 0 &&
		    (c->start < part->start || c->end > end))
			ret = emit_compound(s, c);
		advance(s);
	}
	return ret;
}

static int scan_compound(struct scan *s, size_t start, size_t word, size_t *end)
{
	struct compound c;

	c.count = 0;
	compound_read(&c, s->text, start, word);
	*end = c.end;
	return compound_emit(s, &c);
}

/* A word or compound that begins with ASCII at `start`. */
static int scan_word(struct scan *s, size_t start, size_t *end)
{
	int ret;

	*end = plain_word_end(s->text, start);
	if (*end == 0)
		return scan_compound(s, start, start, end);
	s->token.is_start = true;
	/* Most words are folded as they stand. */
	if (byte_kind_at(s->text, start) & BYTE_UPPER ||
	    *end - start > TOKEN_MAX_BYTES)
		ret = emit_word(s, TOKEN_WORD, start, *end, false);
	else
		ret = emit_token(s, TOKEN_WORD,
				 span_slice(s->text, start, *end), false, start,
				 *end);
	advance(s);
	return ret;
}

/* A run of one script without spaces, which begins at `start`. */
static int scan_bigrams(struct scan *s, size_t start, enum char_class class,
			size_t *end)
{
	size_t first = start, second = cluster_end(s->text, start);
	int ret = 0;

	s->token.is_start = true;
	while (ret == 0 && second < s->text.len) {
		size_t probe = second;

		if (next_class(s->text, &probe) != class)
			break;
		probe = cluster_end(s->text, second);
		ret = emit_word(s, TOKEN_BIGRAM, first, probe, true);
		advance(s);
		first = second;
		second = probe;
	}
	if (ret == 0)
		ret = emit_word(s, TOKEN_BIGRAM_TAIL, first, second, true);
	advance(s);
	*end = second;
	return ret;
}

/* What begins with a sign, or with a character that is not ASCII. */
static int scan_other(struct scan *s, size_t start, size_t *end)
{
	size_t prefix;
	enum char_class class;

	*end = start;
	class = next_class(s->text, end);
	if (class == CHAR_WORD)
		return scan_compound(s, start, start, end);
	if (class == CHAR_IDEOGRAPH || class == CHAR_SYLLABLE)
		return scan_bigrams(s, start, class, end);
	if (class == CHAR_OTHER && (prefix = prefix_length(s->text, start)))
		return scan_compound(s, start, start + prefix, end);
	return 0;
}

/* Pass over words before the one that is wanted, if they are plain. */
static size_t skip_unwanted(struct scan *s, size_t pos)
{
	if (s->token.position >= *s->from ||
	    (pos && !ascii_is_space(s->text.ptr[pos - 1])))
		return 0;
	return skip_words(span_slice(s->text, pos, s->text.len),
			  &s->token.position, *s->from);
}

int tokenize_from(struct analyzer *analyzer, int algorithm, struct span text,
		  uint32_t *position, const uint32_t *from, token_fn emit,
		  void *arg)
{
	struct scan s = { .analyzer = analyzer,
			  .stemmer = analyzer_stemmer(analyzer, algorithm),
			  .text = text,
			  .token.position = *position,
			  .from = from,
			  .emit = emit,
			  .arg = arg };
	size_t pos = 0;
	int ret = 0;

	while (ret == 0 && pos < text.len) {
		unsigned kind;

		pos += skip_unwanted(&s, pos);
		if (pos == text.len)
			break;
		kind = byte_kind_at(text, pos);
		if (kind & BYTE_WORD)
			ret = scan_word(&s, pos, &pos);
		else if (kind & BYTE_LEADS)
			ret = scan_other(&s, pos, &pos);
		else
			pos++;
	}
	*position = s.token.position;
	return ret;
}

int tokenize(struct analyzer *analyzer, int algorithm, struct span text,
	     uint32_t *position, token_fn emit, void *arg)
{
	const uint32_t from = 0;

	return tokenize_from(analyzer, algorithm, text, position, &from, emit,
			     arg);
}
