#include "text/tokenize.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "text/compound.h"
#include "text/fold.h"
#include "text/lexicon.h"
#include "text/skip.h"
#include "text/stem.h"
#include "text/utf8.h"

/*
 * How many words are kept at the least. An index of 10,000 articles has
 * 100,000; few of a query are met again.
 */
#define FEW_WORDS 8192
#define MANY_WORDS ((size_t)256 * 1024)

struct analyzer {
	struct stemmer *stemmers[STEM_COUNT]; /* made when first used */
	struct lexicon *lexicon;
	uint32_t documents; /* begun; 0: numbers need not stay */
	struct strbuf word;
};

/* A token to be, of the bytes [start, end). */
struct pending {
	struct lexicon_question question;
	size_t start, end;
	enum token_kind kind;
	bool is_start;
	bool is_literal; /* never stemmed */
	bool is_last;    /* at its position */
};

/* Tokens that are looked up together. */
#define PENDING_MAX 16

struct scan {
	struct analyzer *analyzer;
	struct stemmer *stemmer;
	int algorithm;
	struct span text;
	struct token token;   /* made anew in place for each one */
	const uint32_t *from; /* tokens before it are not wanted */
	bool is_taken;        /* something was emitted at its position */
	bool is_start;        /* of the token that comes next */
	token_fn emit;
	void *arg;
	bool is_all; /* all tokens are wanted: they may be pending */
	size_t pending_count;
	struct pending pending[PENDING_MAX];
};

struct analyzer *analyzer_new(void)
{
	struct analyzer *analyzer = xcalloc(1, sizeof(*analyzer));
	struct strbuf empty = STRBUF_INIT;

	analyzer->word = empty;
	analyzer->lexicon = lexicon_new();
	return analyzer;
}

void analyzer_free(struct analyzer *analyzer)
{
	if (!analyzer)
		return;
	for (int i = 0; i < STEM_COUNT; i++)
		stemmer_free(analyzer->stemmers[i]);
	strbuf_release(&analyzer->word);
	lexicon_drop(analyzer->lexicon);
	free(analyzer);
}

static void forget_words(struct analyzer *analyzer, size_t limit)
{
	if (analyzer->lexicon->count <= limit)
		return;
	lexicon_drop(analyzer->lexicon);
	analyzer->lexicon = lexicon_new();
}

uint32_t analyzer_begin(struct analyzer *analyzer)
{
	forget_words(analyzer, MANY_WORDS);
	analyzer->documents++;
	if (analyzer->documents == 0) { /* after 2^32 of them */
		forget_words(analyzer, 0);
		analyzer->documents = 1;
	}
	return analyzer->documents;
}

struct lexicon *analyzer_lexicon(const struct analyzer *analyzer)
{
	return analyzer->lexicon;
}

static struct stemmer *analyzer_stemmer(struct analyzer *analyzer,
					int algorithm)
{
	struct stemmer **stemmer = &analyzer->stemmers[algorithm];

	if (!*stemmer)
		*stemmer = stemmer_new(algorithm);
	return *stemmer;
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

/* A plain apostrophe for each U+2019. */
static void straighten(struct strbuf *folded)
{
	char *at = folded->buf + span_find_char(strbuf_span(folded), '\xe2');

	while ((at = strstr(at, "\xe2\x80\x99"))) {
		*at = '\'';
		memmove(at + 1, at + 3, strlen(at + 3) + 1);
		strbuf_truncate(folded, folded->len - 2);
	}
}

/* Fold the bytes [start, end). Returns whether anything is left of them. */
static bool fold_word(struct scan *s, enum token_kind kind, size_t start,
		      size_t end)
{
	struct span source = span_slice(s->text, start, end);
	struct strbuf *folded = &s->analyzer->word;

	strbuf_reset(folded);
	fold_put(folded, utf8_prefix(source, TOKEN_MAX_BYTES));
	if (kind == TOKEN_WHOLE)
		straighten(folded);
	return folded->len > 0;
}

/* The number of the word that they are when folded; 0: none. */
static uint32_t word_number(struct scan *s, const struct pending *p)
{
	struct lexicon *lexicon = s->analyzer->lexicon;
	uint32_t number = lexicon_answer(lexicon, &p->question);

	if (number || !fold_word(s, p->kind, p->start, p->end))
		return number;
	return lexicon_put(lexicon, strbuf_span(&s->analyzer->word),
			   s->algorithm);
}

/* Positions have no gaps: what folds to nothing takes none. */
static void move_on(struct scan *s)
{
	if (s->is_taken)
		s->token.position++;
	s->is_taken = false;
}

static int emit_pending(struct scan *s, const struct pending *p)
{
	struct lexicon *lexicon = s->analyzer->lexicon;
	struct token *tok = &s->token;
	uint32_t number = word_number(s, p);

	if (number == 0)
		return 0;
	s->is_taken = true;
	tok->kind = p->kind;
	tok->is_start = p->is_start;
	tok->start = p->start;
	tok->end = p->end;
	tok->word_number = tok->term_number = number;
	if (!p->is_literal)
		tok->term_number = lexicon_stem(lexicon, number, s->stemmer);
	tok->word = lexeme_text(&lexicon->items[number]);
	tok->term = lexeme_text(&lexicon->items[tok->term_number]);
	return s->emit(tok, s->arg);
}

static int emit_all_pending(struct scan *s)
{
	size_t count = s->pending_count;
	int ret = 0;

	s->pending_count = 0;
	for (size_t i = 0; i < count; i++)
		lexicon_prefetch(s->analyzer->lexicon, &s->pending[i].question);
	for (size_t i = 0; i < count && ret == 0; i++) {
		ret = emit_pending(s, &s->pending[i]);
		if (s->pending[i].is_last)
			move_on(s);
	}
	return ret;
}

/* Emit a token of the bytes [start, end), at once or when there are more. */
static int emit_token(struct scan *s, enum token_kind kind, size_t start,
		      size_t end, bool literal)
{
	struct pending *p;
	int ret = 0;

	if (!s->is_all && is_passed_over(s, start))
		return 0;
	if (!s->is_all && s->token.position < *s->from) {
		s->is_taken = fold_word(s, kind, start, end);
		return 0;
	}
	if (s->pending_count == PENDING_MAX)
		ret = emit_all_pending(s);
	p = &s->pending[s->pending_count++];
	lexicon_ask(&p->question, s->analyzer->lexicon,
		    span_slice(s->text, start, end), s->algorithm);
	p->start = start;
	p->end = end;
	p->kind = kind;
	p->is_start = s->is_start;
	p->is_literal = literal;
	p->is_last = false;
	if (!s->is_all)
		ret = emit_all_pending(s);
	return ret;
}

/* The next token stands at the next position. */
static void advance(struct scan *s)
{
	if (s->pending_count)
		s->pending[s->pending_count - 1].is_last = true;
	else
		move_on(s);
}

static int compound_emit(struct scan *s, const struct compound *c)
{
	int ret = 0;

	for (size_t i = 0; i < c->count && ret == 0; i++) {
		const struct part *part = &c->parts[i];
		size_t end = segment_end(c, i);

		s->is_start = i == 0;
		ret = emit_token(s, TOKEN_WORD, part->start, part->end,
				 part->is_sign_word);
		if (ret == 0 && part->begins_segment && end > part->end)
			ret = emit_token(s, TOKEN_WHOLE, part->start, end,
					 false);
		if (ret == 0 && i == 0 &&
		    (c->start < part->start || c->end > end) &&
		    c->end - c->start <= TOKEN_MAX_BYTES)
			ret = emit_token(s, TOKEN_WHOLE, c->start, c->end,
					 true);
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
	s->is_start = true;
	ret = emit_token(s, TOKEN_WORD, start, *end, false);
	advance(s);
	return ret;
}

/* A run of one script without spaces, which begins at `start`. */
static int scan_bigrams(struct scan *s, size_t start, enum char_class class,
			size_t *end)
{
	size_t first = start, second = cluster_end(s->text, start);
	int ret = 0;

	s->is_start = true;
	while (ret == 0 && second < s->text.len) {
		size_t probe = second;

		if (next_class(s->text, &probe) != class)
			break;
		probe = cluster_end(s->text, second);
		ret = emit_token(s, TOKEN_BIGRAM, first, probe, true);
		advance(s);
		first = second;
		second = probe;
	}
	if (ret == 0)
		ret = emit_token(s, TOKEN_BIGRAM_TAIL, first, second, true);
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

static int scan_text(struct scan *s)
{
	struct span text = s->text;
	size_t pos = 0;
	int ret = 0;

	while (ret == 0 && pos < text.len) {
		unsigned kind;

		if (!s->is_all)
			pos += skip_unwanted(s, pos);
		if (pos == text.len)
			break;
		kind = byte_kind_at(text, pos);
		if (kind & BYTE_WORD)
			ret = scan_word(s, pos, &pos);
		else if (kind & BYTE_LEADS)
			ret = scan_other(s, pos, &pos);
		else
			pos++;
	}
	return ret ? ret : emit_all_pending(s);
}

/* All tokens are wanted where `from` is NULL. */
static int tokenize_some(struct analyzer *analyzer, int algorithm,
			 struct span text, uint32_t *position,
			 const uint32_t *from, token_fn emit, void *arg)
{
	struct scan s;
	int ret;

	if (!analyzer->documents)
		forget_words(analyzer, FEW_WORDS);
	s.analyzer = analyzer;
	s.stemmer = analyzer_stemmer(analyzer, algorithm);
	s.algorithm = algorithm;
	s.text = text;
	s.token.position = *position;
	s.from = from;
	s.is_taken = s.is_start = false;
	s.emit = emit;
	s.arg = arg;
	s.is_all = !from;
	s.pending_count = 0;
	ret = scan_text(&s);
	*position = s.token.position;
	return ret;
}

int tokenize_from(struct analyzer *analyzer, int algorithm, struct span text,
		  uint32_t *position, const uint32_t *from, token_fn emit,
		  void *arg)
{
	return tokenize_some(analyzer, algorithm, text, position, from, emit,
			     arg);
}

int tokenize(struct analyzer *analyzer, int algorithm, struct span text,
	     uint32_t *position, token_fn emit, void *arg)
{
	return tokenize_some(analyzer, algorithm, text, position, NULL, emit,
			     arg);
}
