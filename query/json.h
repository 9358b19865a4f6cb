#ifndef QUERY_JSON_H
#define QUERY_JSON_H

/*
 * What the printers of JSON share. Only for query/ itself, for it shows
 * jansson. Every function here that returns JSON gives it away, to be put
 * into what holds it.
 */

#include <jansson.h>

#include "base/date.h"
#include "base/strbuf.h"

/* jansson fails for want of memory only, which ends the process. */
json_t *json_check(json_t *json);

/* Put `value` into an object, or behind the others of an array. */
void json_put(json_t *object, const char *key, json_t *value);
void json_add(json_t *array, json_t *value);

/* A string; what was typed need not be UTF-8, which JSON must be. */
json_t *json_of_text(struct span text);
json_t *json_of_texts(const struct span_list *list);

/* ISO 8601, null where there is none. */
json_t *json_of_date(struct date date);

/* Null for an infinity, which JSON does not know. */
json_t *json_of_number(double value);

/* Append it as one line, and free it. */
void json_write_line(struct strbuf *out, json_t *json);

#endif
