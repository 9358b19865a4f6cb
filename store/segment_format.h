#ifndef STORE_SEGMENT_FORMAT_H
#define STORE_SEGMENT_FORMAT_H

/*
 * The tables in which FTS5 keeps an index. The format, number 4, is told by
 * the comments at the head of SQLite's ext/fts5/fts5_index.c ("Contents of
 * %_data table"). All versions since SQLite 3.9 read and write it, and files
 * outlive them. store/segment.c reads segments, store/segment_writer.c writes
 * them.
 *
 * Numbers are varints of store/varint.h, but where their bytes are told.
 *
 * The table search_data has, by row:
 *
 * FTS_AVERAGES_ROW: how many documents there are, and how many tokens in each
 * column.
 *
 * FTS_STRUCTURE_ROW: a cookie of 4 bytes, which counts changes of FTS5's
 * settings; how many levels and segments there are, and pages written so far;
 * then for each level how many segments are being merged, how many it has,
 * and for each, oldest first, its number, its first page and its last. Lower
 * levels are newer.
 *
 * Segment << FTS_PAGE_BITS | page: a leaf. Where the first number is that
 * continues a doclist of the page before (0: none) and where the footer is, 2
 * bytes each, high one first; terms with doclists; the footer: where the
 * first term is, and how far it is from each to the next. A term is, but for
 * the first on the page, how many bytes it shares with the one before it; how
 * many follow; these bytes. FTS_MAIN_INDEX is put before every term that is
 * not of an index of prefixes. A doclist is, for each document, the distance
 * of its number from the one before (the first on a page: the number), twice
 * the size of its list of positions (store/poslists.h), and this list. A list
 * is cut between two numbers where a page is full.
 *
 * The same | FTS_INDEX_BIT: the index of the doclist of the last term that
 * begins on this page. 0; the number of the first page behind it on which a
 * document begins, and this document's number; for each page from there on
 * the distance to the first document's number, or 0 where none begins. FTS5
 * makes a tree of it where it is longer than a page; one piece of any length
 * is as good to read.
 *
 * The table search_idx has, for each page on which a term begins, the
 * shortest bytes that are not before this term and behind the last term of
 * the page before; and twice the page's number, plus 1 where the doclist of
 * the page's last term has an index.
 */

#define FTS_AVERAGES_ROW 1
#define FTS_STRUCTURE_ROW 10
#define FTS_COOKIE_SIZE 4
#define FTS_PAGE_BITS 37
#define FTS_INDEX_BIT ((int64_t)1 << 36)
#define FTS_HEADER_SIZE 4
#define FTS_MAIN_INDEX '0'

#endif
