#ifndef INDEXER_SYNONYMS_H
#define INDEXER_SYNONYMS_H

/*
 * Words that stand for each other, from two places. synonyms.txt at the
 * site's root has a rule a line, much as Solr and Elasticsearch have them:
 *
 *	# a comment
 *	k8s = kubernetes
 *	merge request, pull request, pr
 *	js => javascript, ecmascript
 *
 * Words with = or a comma between find each other; those before => find
 * those behind it but not the other way round. Unlike there, a word always
 * finds itself too. The section of blogsearch.toml says the same with keys:
 *
 *	[synonyms]
 *	defaults = true                 # the field's abbreviations as well
 *	k8s = "kubernetes"
 *	"merge request" = ["pull request", "pr"]
 *	[synonyms.one_way]
 *	js = "javascript, ecmascript"
 *
 * They are stored as store/synonyms.h tells.
 */

#include "base/strbuf.h"
#include "indexer/value.h"
#include "indexer/warning.h"

#define SYNONYMS_FILE "synonyms.txt"

/* What was read, line by line: from, tab, to. Start with SYNONYM_LIST_INIT. */
struct synonym_list {
	struct strbuf lines;
	size_t count;
	bool is_full; /* and a warning has said so */
};

#define SYNONYM_LIST_INIT                                                      \
	{                                                                      \
		STRBUF_INIT, 0, false                                          \
	}

/* Rules that are none are warnings, and left out. */
void synonym_list_read_table(struct synonym_list *out,
			     const struct value *table, struct warnings *w);
void synonym_list_parse(struct synonym_list *out, struct span text,
			struct warnings *w);

#endif
