#include "store/fts.h"

#include "store/replay.h"

struct match {
	const Fts5ExtensionApi *api;
	Fts5Context *context;
};

int64_t match_document(const struct match *m)
{
	return m->api->xRowid(m->context);
}

/* A damaged index may name a column that there is not. */
static bool take(struct occurrence *o, Fts5PhraseIter it, int column,
		 int offset)
{
	if (column < 0 || column >= FIELD_COUNT)
		return false;
	o->field = (enum field)column;
	o->position = (uint32_t)offset;
	o->at = it.a;
	o->end = it.b;
	return true;
}

bool match_first(struct match *m, int phrase, struct occurrence *o)
{
	Fts5PhraseIter it;
	int column = -1, offset = 0;

	if (m->api->xPhraseFirst(m->context, phrase, &it, &column, &offset) !=
	    SQLITE_OK)
		return false;
	return take(o, it, column, offset);
}

bool match_next(struct match *m, struct occurrence *o)
{
	Fts5PhraseIter it = { o->at, o->end };
	int column = (int)o->field, offset = (int)o->position;

	m->api->xPhraseNext(m->context, &it, &column, &offset);
	return take(o, it, column, offset);
}

/* visit(search, pointer) */
static void visit(const Fts5ExtensionApi *api, Fts5Context *context,
		  sqlite3_context *result, int count, sqlite3_value **values)
{
	struct match match = { api, context };
	struct visitor *visitor =
		count == 1 ? sqlite3_value_pointer(values[0], "visitor") : NULL;

	if (!visitor)
		sqlite3_result_error(result, "visit() is not for SQL", -1);
	else if (visitor->fn(&match, visitor->arg))
		sqlite3_result_error_code(result, SQLITE_ABORT);
	else
		sqlite3_result_int(result, 0);
}

void fts_bind_visitor(sqlite3_stmt *statement, int index,
		      struct visitor *visitor)
{
	sqlite3_bind_pointer(statement, index, visitor, "visitor", NULL);
}

/* The tokenizer has no state; FTS5 wants an object all the same. */
static int replay_create(void *data, const char **args, int count,
			 Fts5Tokenizer **out)
{
	(void)args;
	(void)count;
	*out = data;
	return SQLITE_OK;
}

static void replay_delete(Fts5Tokenizer *tokenizer)
{
	(void)tokenizer;
}

static int replay_tokenize(Fts5Tokenizer *tokenizer, void *context, int flags,
			   const char *text, int len,
			   int (*emit)(void *, int, const char *, int, int,
				       int))
{
	int code = SQLITE_OK;

	(void)tokenizer;
	(void)flags;
	for (int start = 0, end; code == SQLITE_OK && start < len;
	     start = end + 1) {
		int same = 0;

		if (text[start] == REPLAY_SAME) {
			same = FTS5_TOKEN_COLOCATED;
			start++;
		}
		/* Terms are short: a call for each would take longer. */
		for (end = start; end < len && text[end] != ' ';)
			end++;
		if (end > start)
			code = emit(context, same, text + start, end - start, 0,
				    0);
	}
	return code;
}

static fts5_api *api_of(sqlite3 *handle)
{
	sqlite3_stmt *statement = NULL;
	fts5_api *api = NULL;

	if (sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement,
			       NULL) == SQLITE_OK) {
		sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
		sqlite3_step(statement);
	}
	sqlite3_finalize(statement);
	return api;
}

int fts_register(sqlite3 *handle)
{
	static char nothing;
	fts5_tokenizer replay = { replay_create, replay_delete,
				  replay_tokenize };
	fts5_api *api = api_of(handle);
	int code;

	if (!api)
		return SQLITE_ERROR;
	code = api->xCreateTokenizer(api, "replay", &nothing, &replay, NULL);
	if (code == SQLITE_OK)
		code = api->xCreateFunction(api, "visit", NULL, visit, NULL);
	return code;
}
