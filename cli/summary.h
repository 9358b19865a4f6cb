#ifndef CLI_SUMMARY_H
#define CLI_SUMMARY_H

/* What an indexing run did, for people and for programs. */

#include <stdio.h>

#include "base/strbuf.h"
#include "indexer/index.h"

/*
 * "10 articles: 10 new, 2 drafts and 1 expired left out, 1 warning,
 * 0.04 s". What is zero is not named.
 */
void summary_put_text(struct strbuf *out, const struct index_report *report);

/* One JSON object, all of its numbers always there. */
void summary_put_json(struct strbuf *out, const struct index_report *report);

/* A line: the file, the place in it, what is wrong. */
void summary_print_warning(FILE *to, const struct warning *warning);

#endif
