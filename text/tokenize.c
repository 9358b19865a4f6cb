#include "text/tokenize.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "text/fold.h"
#include "text/stem.h"
#include "text/utf8.h"

/*
 * A compound ends with the segment that fills it up; that segment's further
 * humps stay in the last part. What is joined on begins another compound.
 */
#define MAX_PARTS 8

struct analyzer {
	struct stemmer *stemmers[STEM_COUNT]; /* made when first used */
	struct strbuf word, whole;
};

/* A part of a compound: bytes [start, end) of the text. */
struct part {
	size_t start, end;
	bool begins_segment; /* what stands before it is a sign, no hump */
	bool is_sign_word;   /* C++, C#: never stemmed */
};

struct compound {
	size_t start, end; /* with the signs before it */
	struct part parts[MAX_PARTS];
	size_t count;
};

struct scan {
	struct analyzer *analyzer;
	struct stemmer *stemmer;
	struct span text;
	uint32_t position;
	const uint32_t *from; /* tokens before it are not wanted */
	bool is_taken;        /* something was emitted at `position` */
	bool is_start;        /* see struct token */
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

/* The class of the character at `pos`, which moves behind it. */
static enum char_class next_class(struct span text, size_t *pos)
{
	unsigned char c = (unsigned char)text.ptr[*pos];

	if (c >= 0x80)
		return char_classify(utf8_next(text, pos));
	*pos += 1;
	return ascii_is_alnum((char)c) ? CHAR_WORD : CHAR_OTHER;
}

static bool is_word_at(struct span text, size_t pos)
{
	return pos < text.len && next_class(text, &pos) == CHAR_WORD;
}

/* The end of the run of letters, digits and marks that begins at `pos`. */
static size_t word_end(struct span text, size_t pos)
{
	while (pos < text.len) {
		size_t next = pos;
		enum char_class class;

		if (ascii_is_alnum(text.ptr[pos])) {
			pos++;
			continue;
		}
		class = next_class(text, &next);
		if (class != CHAR_WORD && class != CHAR_MARK &&
		    class != CHAR_IGNORED)
			break;
		pos = next;
	}
	return pos;
}

static bool has_at(struct span text, size_t pos, const char *bytes)
{
	size_t len = strlen(bytes);

	return text.len - pos >= len && !memcmp(text.ptr + pos, bytes, len);
}

/*
 * The length of the sign at `pos` that joins a word to the next one, or 0.
 * U+2019 is the apostrophe of typeset text.
 */
static size_t joiner_length(struct span text, size_t pos)
{
	size_t len = 0;

	if (pos >= text.len)
		return 0;
	switch (text.ptr[pos]) {
	case '.':
	case '-':
	case '/':
	case '\'':
		len = 1;
		break;
	case '_':
		while (pos + len < text.len && text.ptr[pos + len] == '_')
			len++;
		break;
	case ':':
		len = has_at(text, pos, "::") ? 2 : 0;
		break;
	case '\xe2':
		len = has_at(text, pos, "\xe2\x80\x99") ? 3 : 0;
	}
	return len && is_word_at(text, pos + len) ? len : 0;
}

/* The length of the signs that a name may begin with, as in --flag. */
static size_t prefix_length(struct span text, size_t pos)
{
	char sign = text.ptr[pos];
	size_t len = 1;

	if (!strchr("._-/@#$", sign) || sign == '\0')
		return 0;
	if (pos && !ascii_is_space(text.ptr[pos - 1]) &&
	    !strchr("([{\"'`,=<>|;:*", text.ptr[pos - 1]))
		return 0;
	if (sign == '-' || sign == '_')
		while (pos + len < text.len && text.ptr[pos + len] == sign)
			len++;
	if (sign == '-' && len > 2)
		return 0;
	return is_word_at(text, pos + len) ? len : 0;
}

/* The length of the sign behind a word that belongs to it: C++, C#. */
static size_t suffix_length(struct span text, size_t start, size_t end)
{
	if (end == text.len || (text.ptr[end] != '+' && text.ptr[end] != '#'))
		return 0;
	if (has_at(text, end, "++") && !has_at(text, end, "+++"))
		return 2;
	if (has_at(text, end, "#") && end - start == 1 &&
	    ascii_is_alpha(text.ptr[start]) && !is_word_at(text, end + 1))
		return 1;
	return 0;
}

static void compound_put(struct compound *c, size_t start, size_t end,
			 bool begins_segment)
{
	struct part *part;

	if (c->count == MAX_PARTS) { /* the rest stays with the last part */
		c->parts[MAX_PARTS - 1].end = end;
		return;
	}
	part = &c->parts[c->count++];
	part->start = start;
	part->end = end;
	part->begins_segment = begins_segment;
	part->is_sign_word = false;
}

/* A hump begins at `i`: aB, or the B of ABc. */
static bool is_hump(struct span text, size_t start, size_t i, size_t end)
{
	char before = text.ptr[i - 1];

	if (i == start || !ascii_is_upper(text.ptr[i]))
		return false;
	if (!ascii_is_upper(before))
		return ascii_is_alnum(before);
	return i + 1 < end && ascii_is_alpha(text.ptr[i + 1]) &&
	       !ascii_is_upper(text.ptr[i + 1]);
}

/* Split the run [start, end) at its humps. */
static void split_humps(struct compound *c, struct span text, size_t start,
			size_t end)
{
	size_t from = start;

	for (size_t i = start + 1; i < end; i++) {
		if (!is_hump(text, from, i, end))
			continue;
		compound_put(c, from, i, from == start);
		from = i;
	}
	compound_put(c, from, end, from == start);
}

/*
 * Read one run and the sign behind it. Returns where it ends. A single
 * letter and its sign are one word, for C is not C++.
 */
static size_t read_segment(struct compound *c, struct span text, size_t start)
{
	size_t end = word_end(text, start);
	size_t suffix = suffix_length(text, start, end);

	if (suffix && end - start == 1) {
		compound_put(c, start, end + suffix, true);
		c->parts[c->count - 1].is_sign_word = true;
	} else {
		split_humps(c, text, start, end);
	}
	return end + suffix;
}

/* Read the compound whose signs begin at `start` and first word at `word`. */
static void compound_read(struct compound *c, struct span text, size_t start,
			  size_t word)
{
	size_t pos = read_segment(c, text, word);

	c->start = start;
	while (c->count < MAX_PARTS) {
		size_t joiner = joiner_length(text, pos);

		if (joiner == 0 &&
		    !(text.ptr[pos - 1] == '+' && is_word_at(text, pos)))
			break;
		pos = read_segment(c, text, pos + joiner);
	}
	c->end = pos;
}

static int emit_token(struct scan *s, enum token_kind kind, struct span term,
		      struct span word, size_t start, size_t end)
{
	struct token tok = { kind, term,        word,       start,
			     end,  s->position, s->is_start };

	if (word.len == 0)
		return 0;
	s->is_taken = true;
	return s->position < *s->from ? 0 : s->emit(&tok, s->arg);
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

/* Positions have no gaps: what folds to nothing takes none. */
static void advance(struct scan *s)
{
	if (s->is_taken)
		s->position++;
	s->is_taken = false;
}

/* Fold, and stem unless `literal`, the bytes [start, end), and emit. */
static int emit_word(struct scan *s, enum token_kind kind, size_t start,
		     size_t end, bool literal)
{
	struct span source =
		utf8_prefix(span_slice(s->text, start, end), TOKEN_MAX_BYTES);
	struct strbuf *folded = &s->analyzer->word;
	struct span word, term;

	if (is_passed_over(s, start))
		return 0;
	strbuf_reset(folded);
	fold_put(folded, source);
	word = strbuf_span(folded);
	term = literal ? word : stemmer_stem(s->stemmer, word);
	return emit_token(s, kind, term, word, start, end);
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
	while ((at = strstr(whole->buf, "\xe2\x80\x99"))) {
		*at = '\'';
		memmove(at + 1, at + 3, strlen(at + 3) + 1);
		strbuf_truncate(whole, whole->len - 2);
	}
	return emit_token(s, TOKEN_WHOLE, strbuf_span(whole),
			  strbuf_span(whole), c->start, c->end);
}

/* The end of the segment that part `i` begins. */
static size_t segment_end(const struct compound *c, size_t i)
{
	while (i + 1 < c->count && !c->parts[i + 1].begins_segment)
		i++;
	return c->parts[i].end;
}

static int compound_emit(struct scan *s, const struct compound *c)
{
	int ret = 0;

	for (size_t i = 0; i < c->count && ret == 0; i++) {
		const struct part *part = &c->parts[i];
		size_t end = segment_end(c, i);

		s->is_start = i == 0;
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

/* The end of the character at `pos` and the marks on it. */
static size_t cluster_end(struct span text, size_t pos)
{
	next_class(text, &pos);
	while (pos < text.len) {
		size_t next = pos;
		enum char_class class = next_class(text, &next);

		if (class != CHAR_MARK && class != CHAR_IGNORED)
			break;
		pos = next;
	}
	return pos;
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

int tokenize_from(struct analyzer *analyzer, int algorithm, struct span text,
		  uint32_t *position, const uint32_t *from, token_fn emit,
		  void *arg)
{
	struct scan s = { .analyzer = analyzer,
			  .stemmer = analyzer_stemmer(analyzer, algorithm),
			  .text = text,
			  .position = *position,
			  .from = from,
			  .emit = emit,
			  .arg = arg };
	size_t pos = 0;
	int ret = 0;

	while (ret == 0 && pos < text.len) {
		size_t next = pos, prefix;
		enum char_class class = next_class(text, &next);

		if (class == CHAR_WORD)
			ret = scan_compound(&s, pos, pos, &next);
		else if (class == CHAR_IDEOGRAPH || class == CHAR_SYLLABLE)
			ret = scan_bigrams(&s, pos, class, &next);
		else if (class == CHAR_OTHER &&
			 (prefix = prefix_length(text, pos)))
			ret = scan_compound(&s, pos, pos + prefix, &next);
		pos = next;
	}
	*position = s.position;
	return ret;
}

int tokenize(struct analyzer *analyzer, int algorithm, struct span text,
	     uint32_t *position, token_fn emit, void *arg)
{
	const uint32_t from = 0;

	return tokenize_from(analyzer, algorithm, text, position, &from, emit,
			     arg);
}
