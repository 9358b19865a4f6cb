#ifndef INDEXER_TOML_LEX_H
#define INDEXER_TOML_LEX_H

/*
 * The pieces of a TOML text: white space, keys, strings, numbers and
 * dates. Called by toml.c, which makes tables of them. What a piece may
 * be is said by https://toml.io/en/v1.0.0.
 *
 * Functions that return int give 0, or -1 with the problem described.
 */

#include "base/strbuf.h"
#include "indexer/value.h"

struct toml_lexer {
	struct span text;
	size_t pos; /* of the next byte to read */
	struct arena *arena;
	struct strbuf scratch; /* a string or number being put together */
	struct parse_problem *problem;
	size_t mark; /* a byte whose line and column are known */
	int line, column;
};

/* Describe a problem at byte `pos` of the text. Returns -1. */
int toml_fail(struct toml_lexer *lex, size_t pos, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * Find line and column of byte `pos`, into the lexer's. Cheap when `pos`
 * does not lie before the one asked for last.
 */
void toml_locate(struct toml_lexer *lex, size_t pos);

/* The byte `ahead` of the next one; NUL where the text ends before. */
char toml_peek(const struct toml_lexer *lex, size_t ahead);
bool toml_at_end(const struct toml_lexer *lex);

/* Move past `c` if it is the next byte. */
bool toml_accept(struct toml_lexer *lex, char c);

/* Spaces and tabs. */
void toml_skip_blanks(struct toml_lexer *lex);

/* A newline ("\n" or "\r\n"), if there is one. */
bool toml_accept_newline(struct toml_lexer *lex);

/* A comment, if there is one, up to its newline. */
int toml_skip_comment(struct toml_lexer *lex);

/* Blanks, comments and newlines. */
int toml_skip_lines(struct toml_lexer *lex);

/* One part of a dotted key: bare or quoted. */
int toml_read_key(struct toml_lexer *lex, struct span *key);

/* Any of the four kinds of string, at its opening quote. */
int toml_read_string(struct toml_lexer *lex, struct span *out);

/* A boolean, number, date or time: type, text and value of `*v`. */
int toml_read_scalar(struct toml_lexer *lex, struct value *v);

#endif
