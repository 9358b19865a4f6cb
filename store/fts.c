#include "store/fts.h"

#include "store/replay.h"

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

	if (!api)
		return SQLITE_ERROR;
	return api->xCreateTokenizer(api, "replay", &nothing, &replay, NULL);
}
