#ifndef STORE_NAME_H
#define STORE_NAME_H

/*
 * What a name is to a document. Titles stand there by their key, and as
 * they are written, signs and all (text/key.h): where both are the same,
 * both bits are set. The numbers are stored.
 */
enum name_kind {
	NAME_OTHER = 0, /* a file name, slug or old URL */
	NAME_TITLE = 1,
	NAME_WRITTEN = 2
};

#endif
