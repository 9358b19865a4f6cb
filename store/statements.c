#include "store/statements.h"

const char *const statement_sql[STATEMENT_COUNT] = {
	[STATEMENT_META_GET] = "SELECT value FROM meta WHERE key = ?1",
	[STATEMENT_META_PUT] = "INSERT OR REPLACE INTO meta VALUES (?1, ?2)",

	[STATEMENT_SOURCE_ALL] =
		"SELECT path, size, mtime, ctime, hash, state, changes_at,"
		" document FROM source ORDER BY path",
	[STATEMENT_SOURCE_PUT] = "INSERT OR REPLACE INTO source"
				 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	[STATEMENT_SOURCE_REMOVE] = "DELETE FROM source WHERE path = ?1",

	[STATEMENT_DOCUMENT_PUT] =
		"INSERT INTO document (id, path, url, title, summary, date,"
		" offset, precision, lastmod, lastmod_offset,"
		" lastmod_precision, lang, section, words, minutes,"
		" summary_is_excerpt, hash, names)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
		" ?13, ?14, ?15, ?16, ?17, ?18)",
	[STATEMENT_DOCUMENT_GET] =
		"SELECT path, url, title, summary, date, offset, precision,"
		" lastmod, lastmod_offset, lastmod_precision, lang, section,"
		" words, minutes, summary_is_excerpt, hash"
		" FROM document WHERE id = ?1",
	[STATEMENT_DOCUMENT_NAMES] =
		"SELECT title, names FROM document WHERE id = ?1",
	[STATEMENT_DOCUMENT_REMOVE] = "DELETE FROM document WHERE id = ?1",
	[STATEMENT_DOCUMENT_IDS] = "SELECT id FROM document ORDER BY path",

	/* Few are looked for by URL, so there is no index of them. */
	[STATEMENT_DOCUMENT_FIND] =
		"SELECT id, path, url FROM document WHERE path = ?1"
		" UNION ALL SELECT id, path, url FROM document"
		" WHERE substr(url, -length(?1)) = ?1",

	[STATEMENT_CONTENT_PUT] = "INSERT INTO content VALUES (?1, ?2, ?3)",
	[STATEMENT_CONTENT_GET] =
		"SELECT text, layout FROM content WHERE document = ?1",
	/* A document without content gives a row that is damaged. */
	[STATEMENT_CONTENT_ALL] = "SELECT id, text, layout FROM document"
				  " LEFT JOIN content ON document = id",
	[STATEMENT_CONTENT_REMOVE] = "DELETE FROM content WHERE document = ?1",

	[STATEMENT_LABEL_PUT] = "INSERT INTO label VALUES (?1, ?2, ?3, ?4, ?5)",
	[STATEMENT_LABEL_GET] = "SELECT kind, name FROM label"
				" WHERE document = ?1 ORDER BY kind, place",
	[STATEMENT_LABEL_ALL] = "SELECT key, document, name FROM label"
				" WHERE kind = ?1 ORDER BY key, document",
	[STATEMENT_LABEL_RANGE] = "SELECT document, kind, key, name FROM label"
				  " WHERE document >= ?1 AND document < ?2"
				  " ORDER BY document, kind, place",
	[STATEMENT_LABEL_FIND] =
		"SELECT document FROM label WHERE kind = ?1 AND key = ?2",
	[STATEMENT_LABEL_REMOVE] = "DELETE FROM label WHERE document = ?1",

	[STATEMENT_NAME_PUT] = "INSERT OR IGNORE INTO name VALUES (?1, ?2, ?3)",
	[STATEMENT_NAME_FIND] =
		"SELECT document, kind FROM name WHERE key = ?1",
	[STATEMENT_NAME_COMPLETE] =
		"SELECT document FROM name"
		" WHERE key >= ?1 AND key < ?2 AND kind & ?4"
		" ORDER BY key, document LIMIT ?3",
	[STATEMENT_NAME_COMPLETE_WORD] =
		"SELECT document FROM name"
		" WHERE kind & 1 AND instr(key, ' ' || ?1)"
		" ORDER BY key, document LIMIT ?2",
	[STATEMENT_NAME_REMOVE] =
		"DELETE FROM name WHERE key = ?1 AND document = ?2",

	[STATEMENT_LANGUAGE_PUT] = "INSERT INTO language VALUES (?1, ?2)",
	[STATEMENT_LANGUAGE_ALL] = "SELECT id, code FROM language ORDER BY id",

	[STATEMENT_SECTION_PUT] = "INSERT INTO section (name) VALUES (?1)",
	[STATEMENT_SECTION_FIND] = "SELECT id FROM section WHERE name = ?1",

	[STATEMENT_COLUMNS_PUT] = "INSERT OR REPLACE INTO columns"
				  " VALUES (?1, ?2)",
	[STATEMENT_DETAILS_PUT] = "INSERT OR REPLACE INTO details"
				  " VALUES (?1, ?2)",
	[STATEMENT_COLUMNS_GET] = "SELECT data FROM columns WHERE chunk = ?1",
	[STATEMENT_DETAILS_GET] = "SELECT data FROM details WHERE chunk = ?1",
	[STATEMENT_COLUMNS_ALL] = "SELECT columns.data, details.data"
				  " FROM columns LEFT JOIN details"
				  " USING (chunk)",

	[STATEMENT_VOCABULARY_PUT] =
		"INSERT OR REPLACE INTO vocabulary VALUES (?1, ?2, ?3)",
	[STATEMENT_VOCABULARY_REMOVE] = "DELETE FROM vocabulary WHERE id = ?1",
	[STATEMENT_VOCABULARY_FIND] = "SELECT id, first, words FROM vocabulary"
				      " WHERE first <= ?1"
				      " ORDER BY first DESC LIMIT 1",
	[STATEMENT_VOCABULARY_NEXT] = "SELECT id, first, words FROM vocabulary"
				      " WHERE first > ?1"
				      " ORDER BY first LIMIT 1",

	[STATEMENT_SEARCH_PUT] =
		"INSERT INTO search (rowid, title, headings, summary, tags,"
		" authors, body, code)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	[STATEMENT_SEARCH_REMOVE] =
		"INSERT INTO search (search, rowid, title, headings, summary,"
		" tags, authors, body, code)"
		" VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",

	/* FTS5's own tables; see store/segment_format.h. */
	[STATEMENT_SEARCH_PAGE] = "SELECT block FROM search_data WHERE id = ?1",
	[STATEMENT_SEARCH_FIND] = "SELECT pgno FROM search_idx"
				  " WHERE segid = ?1 AND term <= ?2"
				  " ORDER BY term DESC LIMIT 1",
	[STATEMENT_SEARCH_PAGE_PUT] =
		"INSERT OR REPLACE INTO search_data VALUES (?1, ?2)",
	[STATEMENT_SEARCH_IDX_PUT] =
		"INSERT INTO search_idx VALUES (?1, ?2, ?3)",
};
