#include "store/schema.h"

/*
 * meta        revision, fingerprint, analyzer, document and token counts;
 *             the dictionary that texts are packed with, see
 *             store/content.h; none where the site was small at first
 * source      every file seen, also those left out; what the next run is
 *             compared with
 * document    what a result shows; hash: see document_hash(); names: keys
 *             of all but the title, for when it is removed
 * content     text: zstd, in pieces, see store/pack.c; layout: see
 *             store/layout.c
 * label       tags, categories, authors; key: see text/key.h
 * name        titles and other names, for the exact match; kind: see
 *             store/name.h
 * language    numbers for language codes, used in columns
 * section     the same for sections of the site
 * columns     numbers by document that ranking reads in bulk, many
 *             documents a row; see store/columns.c
 * details     those that it needs of few documents, in the same way
 * vocabulary  words, how many documents hold one as a term of the index
 *             (a stem, mostly) and as a surface word; many words a row, see
 *             store/word_block.h
 * search      the full-text index. It stores no text (content=''), so its
 *             columns are fed the terms of store/replay.h. Lengths are in
 *             columns, so it need not keep them (columnsize=0). The first
 *             documents are written by store/bulk.h. What FTS5 gathers in
 *             memory of later ones before it writes a segment is 16 MB and
 *             not 1: fewer segments are to be merged, and to be searched.
 */
const char schema_sql[] =
	"CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;"
	"CREATE TABLE source (path TEXT PRIMARY KEY, size INTEGER,"
	" mtime INTEGER, ctime INTEGER, hash INTEGER, state INTEGER,"
	" changes_at INTEGER, document INTEGER) WITHOUT ROWID;"
	"CREATE TABLE document (id INTEGER PRIMARY KEY,"
	" path TEXT NOT NULL, url TEXT, title TEXT, summary TEXT,"
	" date INTEGER, offset INTEGER, precision INTEGER, lastmod INTEGER,"
	" lastmod_offset INTEGER, lastmod_precision INTEGER, lang TEXT,"
	" section TEXT, words INTEGER, minutes INTEGER,"
	" summary_is_excerpt INTEGER, hash INTEGER, names TEXT);"
	"CREATE TABLE content (document INTEGER PRIMARY KEY, text BLOB,"
	" layout BLOB);"
	"CREATE TABLE label (document INTEGER, kind INTEGER, place INTEGER,"
	" key TEXT, name TEXT, PRIMARY KEY (document, kind, place))"
	" WITHOUT ROWID;"
	"CREATE INDEX label_key ON label (kind, key);"
	"CREATE TABLE name (key TEXT, document INTEGER, kind INTEGER,"
	" PRIMARY KEY (key, document)) WITHOUT ROWID;"
	"CREATE TABLE language (id INTEGER PRIMARY KEY, code TEXT UNIQUE);"
	"CREATE TABLE section (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
	"CREATE TABLE columns (chunk INTEGER PRIMARY KEY, data BLOB);"
	"CREATE TABLE details (chunk INTEGER PRIMARY KEY, data BLOB);"
	"CREATE TABLE vocabulary (id INTEGER PRIMARY KEY, first TEXT UNIQUE,"
	" words BLOB);"
	"CREATE VIRTUAL TABLE search USING fts5 (title, headings, summary,"
	" tags, authors, body, code, tokenize = 'replay', content = '',"
	" columnsize = 0);"
	"INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);";

const char schema_clear_sql[] =
	"DELETE FROM meta; DELETE FROM source; DELETE FROM document;"
	"DELETE FROM content; DELETE FROM label; DELETE FROM name;"
	"DELETE FROM language; DELETE FROM section; DELETE FROM columns;"
	"DELETE FROM details; DELETE FROM vocabulary;"
	"INSERT INTO search (search) VALUES ('delete-all');";
