#ifndef INDEXER_MARKS_H
#define INDEXER_MARKS_H

/*
 * What cmark does not know is rewritten, before it parses, into what it
 * does know, and marked with bytes that no article can hold: control
 * characters are dropped first. An entity (&#1;) can still bring one in,
 * so what reads a mark does not count on what we put around it; the worst
 * that comes of it is text that stands in another block.
 */

/* Begin a paragraph that is a cell of a table: a row's first, another. */
#define MARK_ROW '\1'
#define MARK_CELL '\2'

/* The first paragraph of a list item that is a footnote; its number. */
#define MARK_NOTE '\3'

/* Stands where a shortcode was, so that the line is not blank. */
#define MARK_NOTHING '\4'

/* A paragraph of its own: here the summary ends. */
#define MARK_MORE '\5'

#endif
