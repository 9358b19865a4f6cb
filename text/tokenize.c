#include "text/tokenize.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "text/compound.h"
#include "text/fold.h"
#include "text/letters.h"
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

/* Tokens that are looked up together. */
#define PENDING_MAX 32

/* Of the tokens found, the last ones are pending: not looked up yet. */
struct scan {
	struct analyzer *analyzer;
	int algorithm;
	struct span text;
	uint32_t position;
	const uint32_t *from; /* tokens before it are not wanted; or NULL */
	bool is_taken;        /* something was emitted at its position */
	bool is_start;        /* of the token that comes next */
	int stop;             /* what emit() returned */
	bare_tokens_fn emit;
	void *arg;
	size_t count; /* pending */
	struct bare_token pending[PENDING_MAX];
	struct lexicon_question questions[PENDING_MAX];
};

struct analyzer *analyzer_new(void)
{
	struct analyzer *analyzer = xcalloc(1, sizeof(*analyzer));
	struct strbuf empty = STRBUF_INIT;

	analyzer->word = empty;
	analyzer->lexicon = lexicon_new(false);
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
	analyzer->lexicon = lexicon_new(analyzer->documents > 0);
}

uint32_t analyzer_begin(struct analyzer *analyzer)
{
	bool is_first = analyzer->documents == 0;

	analyzer->documents++;
	if (analyzer->documents == 0) { /* after 2^32 of them */
		analyzer->documents = 1;
		is_first = true;
	}
	forget_words(analyzer, is_first ? 0 : MANY_WORDS);
	return analyzer->documents;
}

struct lexicon *analyzer_lexicon(const struct analyzer *analyzer)
{
	return analyzer->lexicon;
}

struct stemmer *analyzer_stemmer(struct analyzer *analyzer, int algorithm)
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
	if (s->position >= *s->from)
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

/* Positions have no gaps: what folds to nothing takes none. */
static void move_on(struct scan *s)
{
	if (s->is_taken)
		s->position++;
	s->is_taken = false;
}

/* The number of a word that has not been found as it is; 0: none. */
static __attribute__((noinline)) uint32_t put_word(struct scan *s,
						   const struct bare_token *p)
{
	if (!fold_word(s, p->kind, p->start, p->end))
		return 0;
	return lexicon_put(s->analyzer->lexicon,
			   strbuf_span(&s->analyzer->word), s->algorithm);
}

static void emit_pending(struct scan *s)
{
	uint32_t numbers[PENDING_MAX];
	size_t kept = 0;

	lexicon_answer(s->analyzer->lexicon, s->questions, s->count, numbers);
	for (size_t i = 0; i < s->count; i++) {
		struct bare_token *p = &s->pending[i];

		p->word = numbers[i] ? numbers[i] : put_word(s, p);
		p->position = s->position;
		if (p->word) {
			s->is_taken = true;
			if (kept < i) /* seldom */
				s->pending[kept] = *p;
			kept++;
		}
		if (p->is_last)
			move_on(s);
	}
	s->count = 0;
	if (kept)
		s->stop = s->emit(s->pending, kept, s->arg);
}

static struct bare_token *put_pending(struct scan *s, enum token_kind kind,
				      size_t start, size_t end,
				      struct lexicon_key key)
{
	struct bare_token *p;

	if (s->count == PENDING_MAX)
		emit_pending(s);
	lexicon_ask(&s->questions[s->count], s->analyzer->lexicon, key);
	p = &s->pending[s->count++];
	p->start = start;
	p->end = end;
	p->kind = kind;
	p->is_start = s->is_start;
	p->is_literal = false;
	p->is_last = false;
	return p;
}

/* That of the bytes [start, end), folded, where they are ASCII and few. */
static struct lexicon_key key_of(const struct scan *s, size_t start, size_t end)
{
	struct lexicon_key none = { 0, 0, 0 };
	struct letters letters;

	if (end - start > LETTERS_MAX)
		return none;
	letters = letters_cut(letters_load(s->text, start), end - start);
	if (!letters_are_ascii(letters))
		return none;
	letters = letters_lower(letters);
	return (struct lexicon_key){ letters.front, letters.back,
				     lexicon_kind(end - start, s->algorithm) };
}

/* Emit a token of the bytes [start, end), at once or when there are more. */
static void emit_token(struct scan *s, enum token_kind kind, size_t start,
		       size_t end, bool is_literal)
{
	if (s->from && is_passed_over(s, start))
		return;
	if (s->from && s->position < *s->from) {
		s->is_taken = fold_word(s, kind, start, end);
		return;
	}
	put_pending(s, kind, start, end, key_of(s, start, end))->is_literal =
		is_literal;
	if (s->from)
		emit_pending(s);
}

/* The next token stands at the next position. */
static void advance(struct scan *s)
{
	if (s->count)
		s->pending[s->count - 1].is_last = true;
	else
		move_on(s);
}

static void compound_emit(struct scan *s, const struct compound *c)
{
	for (size_t i = 0; i < c->count && !s->stop; i++) {
		const struct part *part = &c->parts[i];
		size_t end = segment_end(c, i);

		s->is_start = i == 0;
		emit_token(s, TOKEN_WORD, part->start, part->end,
			   part->is_sign_word);
		if (!s->stop && part->begins_segment && end > part->end)
			emit_token(s, TOKEN_WHOLE, part->start, end, false);
		if (!s->stop && i == 0 &&
		    (c->start < part->start || c->end > end) &&
		    c->end - c->start <= TOKEN_MAX_BYTES)
			emit_token(s, TOKEN_WHOLE, c->start, c->end, true);
		advance(s);
	}
}

/* Returns the end of the compound. */
static size_t scan_compound(struct scan *s, size_t start, size_t word)
{
	struct compound c;

	c.count = 0;
	compound_read(&c, s->text, start, word);
	compound_emit(s, &c);
	return c.end;
}

/* A word or compound that begins with ASCII at `start`. Returns its end. */
static size_t scan_word(struct scan *s, size_t start)
{
	struct letters letters = letters_load(s->text, start);
	size_t len = letters_plain(letters), end = start + len;

	if (len == LETTERS_MAX)
		end = plain_word_end(s->text, end);
	if (is_joined(s->text, start, end))
		return scan_compound(s, start, start);
	s->is_start = true;
	if (s->from || len == LETTERS_MAX) {
		emit_token(s, TOKEN_WORD, start, end, false);
	} else {
		letters = letters_cut(letters, len);
		/* Its others are in lower case. */
		if (ascii_is_upper(s->text.ptr[start]))
			letters.front |= 'a' - 'A';
		put_pending(s, TOKEN_WORD, start, end,
			    (struct lexicon_key){
				    letters.front, letters.back,
				    lexicon_kind(len, s->algorithm) });
	}
	advance(s);
	return end;
}

/* A run of one script without spaces, from `start` on. Returns its end. */
static size_t scan_bigrams(struct scan *s, size_t start, enum char_class class)
{
	size_t first = start, second = cluster_end(s->text, start);

	s->is_start = true;
	while (!s->stop && second < s->text.len) {
		size_t probe = second;

		if (next_class(s->text, &probe) != class)
			break;
		probe = cluster_end(s->text, second);
		emit_token(s, TOKEN_BIGRAM, first, probe, true);
		advance(s);
		first = second;
		second = probe;
	}
	if (!s->stop)
		emit_token(s, TOKEN_BIGRAM_TAIL, first, second, true);
	advance(s);
	return second;
}

/*
 * What begins with a sign, or with a character that is not ASCII. Returns its
 * end.
 */
static size_t scan_other(struct scan *s, size_t start)
{
	size_t prefix, end = start;
	enum char_class class = next_class(s->text, &end);

	if (class == CHAR_WORD)
		return scan_compound(s, start, start);
	if (class == CHAR_IDEOGRAPH || class == CHAR_SYLLABLE)
		return scan_bigrams(s, start, class);
	if (class == CHAR_OTHER && (prefix = prefix_length(s->text, start)))
		return scan_compound(s, start, start + prefix);
	return end;
}

/* Pass over words before the one that is wanted, if they are plain. */
static size_t skip_unwanted(struct scan *s, size_t pos)
{
	if (s->position >= *s->from ||
	    (pos && !ascii_is_space(s->text.ptr[pos - 1])))
		return 0;
	return skip_words(span_slice(s->text, pos, s->text.len), &s->position,
			  *s->from);
}

static void scan_text(struct scan *s)
{
	struct span text = s->text;
	size_t pos = 0;

	while (!s->stop && pos < text.len) {
		unsigned kind;

		if (s->from)
			pos += skip_unwanted(s, pos);
		if (pos == text.len)
			break;
		kind = byte_kind_at(text, pos);
		if (kind & BYTE_WORD)
			pos = scan_word(s, pos);
		else if (kind & BYTE_LEADS)
			pos = scan_other(s, pos);
		else
			pos++;
	}
	if (!s->stop)
		emit_pending(s);
}

/* All tokens are wanted where `from` is NULL. */
static int scan_some(struct analyzer *analyzer, int algorithm, struct span text,
		     uint32_t *position, const uint32_t *from,
		     bare_tokens_fn emit, void *arg)
{
	struct scan s;

	if (!analyzer->documents)
		forget_words(analyzer, FEW_WORDS);
	s.analyzer = analyzer;
	s.algorithm = algorithm;
	s.text = text;
	s.position = *position;
	s.from = from;
	s.is_taken = s.is_start = false;
	s.stop = 0;
	s.emit = emit;
	s.arg = arg;
	s.count = 0;
	scan_text(&s);
	*position = s.position;
	return s.stop;
}

int tokenize_bare(struct analyzer *analyzer, int algorithm, struct span text,
		  uint32_t *position, bare_tokens_fn emit, void *arg)
{
	return scan_some(analyzer, algorithm, text, position, NULL, emit, arg);
}

/* What makes tokens of them. */
struct maker {
	struct lexicon **lexicon; /* the analyzer's */
	struct stemmer *stemmer;
	token_fn emit;
	void *arg;
};

static int make_token(struct maker *m, const struct bare_token *item)
{
	struct lexicon *lexicon = *m->lexicon;
	struct token tok = {
		.kind = item->kind,
		.is_start = item->is_start,
		.start = item->start,
		.end = item->end,
		.position = item->position,
		.word_number = item->word,
		.term_number = item->word,
	};

	if (!item->is_literal)
		tok.term_number = lexicon_stem(lexicon, item->word, m->stemmer);
	tok.word = lexeme_text(lexicon_item(lexicon, tok.word_number));
	tok.term = lexeme_text(lexicon_item(lexicon, tok.term_number));
	return m->emit(&tok, m->arg);
}

static int make_tokens(const struct bare_token *items, size_t count, void *arg)
{
	int ret = 0;

	for (size_t i = 0; i < count && ret == 0; i++)
		ret = make_token(arg, &items[i]);
	return ret;
}

int tokenize_from(struct analyzer *analyzer, int algorithm, struct span text,
		  uint32_t *position, const uint32_t *from, token_fn emit,
		  void *arg)
{
	struct maker maker = { &analyzer->lexicon,
			       analyzer_stemmer(analyzer, algorithm), emit,
			       arg };

	return scan_some(analyzer, algorithm, text, position, from, make_tokens,
			 &maker);
}

int tokenize(struct analyzer *analyzer, int algorithm, struct span text,
	     uint32_t *position, token_fn emit, void *arg)
{
	return tokenize_from(analyzer, algorithm, text, position, NULL, emit,
			     arg);
}
