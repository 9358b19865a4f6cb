#include "indexer/query_settings.h"

#include "indexer/settings.h"

static void warn_value(const struct tuning_key *key, const struct value *v,
		       struct warnings *w)
{
	struct span path = span_from(SETTINGS_FILE);

	if (key->kind == TUNING_SWITCH)
		warnings_put(w, path, v->line, v->column,
			     "'%s' is to be true or false", key->name);
	else
		warnings_put(w, path, v->line, v->column,
			     "'%s' is to be a %snumber from %g to %g",
			     key->name,
			     key->kind == TUNING_COUNT ? "whole " : "",
			     key->least, key->most);
}

/* The number that `v` stands for, if it is of the key's kind. */
static bool take_number(double *out, const struct tuning_key *key,
			const struct value *v)
{
	if (key->kind == TUNING_SWITCH) {
		*out = v->type == VALUE_BOOL && v->boolean;
		return v->type == VALUE_BOOL;
	}
	if (v->type == VALUE_INT)
		*out = (double)v->integer;
	else if (v->type == VALUE_FLOAT)
		*out = v->real;
	else
		return false;
	return tuning_is_valid(key, *out);
}

/* One key by its full name, or a table of them. */
static void read_value(struct tuning *out, struct span name,
		       const struct value *v, struct warnings *w)
{
	const struct tuning_key *key = tuning_find(name);
	double number;

	if (key && take_number(&number, key, v)) {
		tuning_put(out, key, number);
	} else if (key) {
		warn_value(key, v, w);
	} else if (v->type == VALUE_MAP) {
		for (size_t i = 0; i < v->map.count; i++) {
			const struct member *m = &v->map.members[i];

			read_value(out,
				   arena_printf(w->arena, "%.*s.%.*s",
						(int)name.len, name.ptr,
						(int)m->key.len, m->key.ptr),
				   m->value, w);
		}
	} else {
		warnings_put(w, span_from(SETTINGS_FILE), v->line, v->column,
			     "unknown key '%.*s'", (int)name.len, name.ptr);
	}
}

void query_settings_read(struct tuning *out, const char *name,
			 const struct value *table, struct warnings *w)
{
	read_value(out, span_from(name), table, w);
}
