#ifndef TEXT_JSON_H
#define TEXT_JSON_H

/*
 * JSON on its way out (RFC 8259), written as it comes, without a tree.
 *
 *	struct json j = json_to(out);
 *
 *	json_begin(&j, NULL, '{');
 *	json_put_text(&j, "title", title);
 *	json_begin(&j, "tags", '[');
 *	json_put_text(&j, NULL, tag);
 *	json_end(&j, ']');
 *	json_end(&j, '}');
 *
 * `key` is NULL for what stands in an array, or on its own.
 */

#include <stdint.h>

#include "base/date.h"
#include "base/strbuf.h"

struct json {
	struct strbuf *out; /* borrowed */
	bool has_value;     /* one stands before the next */
};

struct json json_to(struct strbuf *out);

void json_begin(struct json *j, const char *key, char bracket);
void json_end(struct json *j, char bracket);

/* What is no UTF-8 becomes U+FFFD. */
void json_put_text(struct json *j, const char *key, struct span text);
void json_put_texts(struct json *j, const char *key,
		    const struct span_list *texts);

void json_put_integer(struct json *j, const char *key, int64_t value);
void json_put_true(struct json *j, const char *key);

/* Six digits; null for an infinity, which JSON does not know. */
void json_put_number(struct json *j, const char *key, double value);

/* ISO 8601, null where there is none. */
void json_put_date(struct json *j, const char *key, struct date date);

/* The same as json_put_text() and the others with a key that is no literal. */
void json_put_key(struct json *j, struct span key);

#endif
