#ifndef STORE_TUNING_H
#define STORE_TUNING_H

/*
 * The numbers that the owner of a site may set for queries, in the
 * sections [ranking] and [spelling] of blogsearch.toml. indexer/ reads
 * them there and stores them in the index, in the form of tuning_write();
 * query/ has them from the reader.
 *
 *     ranking.k1                  how late repetition stops counting
 *     ranking.nearness            weight of words that stand together
 *     ranking.recency_half_life   in days, see query/recency.h; 0: off
 *     ranking.synonym_weight      of a synonym; that of a word is 1
 *     ranking.FIELD.weight        of an occurrence in the field
 *     ranking.FIELD.b             0: the field's length does not count,
 *                                 1: it counts in full
 *     spelling.enabled            whether words are corrected
 *     spelling.one_mistake        letters from which on a word may have
 *     spelling.two_mistakes       one mistake, and two
 *
 * FIELD is title, headings, summary, tags, authors, body or code.
 */

#include <stdbool.h>

#include "base/strbuf.h"
#include "store/document.h"

struct field_tuning {
	double weight;
	double b;
};

struct tuning {
	struct field_tuning fields[FIELD_COUNT];
	double k1;
	double nearness;
	double recency_half_life;
	double synonym_weight;
	double spelling; /* 0: off, 1: on */
	double one_mistake;
	double two_mistakes;
};

extern const struct tuning tuning_defaults;

/* What may be set: where, and to what. */
struct tuning_key {
	const char *name;
	size_t offset; /* of the double in struct tuning */
	enum tuning_kind { TUNING_NUMBER, TUNING_COUNT, TUNING_SWITCH } kind;
	double least, most;
};

/* The key of this full name ("ranking.k1"), or NULL. */
const struct tuning_key *tuning_find(struct span name);

/* `value` must be one that the key may have. */
void tuning_put(struct tuning *out, const struct tuning_key *key, double value);

/* Whether the key may have this value; of a count, only a whole one. */
bool tuning_is_valid(const struct tuning_key *key, double value);

/* Append a line, name and value, for each key that is not at its default. */
void tuning_write(struct strbuf *out, const struct tuning *tuning);

/*
 * The defaults, and what the lines of `text` say otherwise; of two with
 * one name, the later. Others are passed over.
 */
void tuning_parse(struct tuning *out, struct span text);

#endif
