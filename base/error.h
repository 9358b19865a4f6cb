#ifndef BASE_ERROR_H
#define BASE_ERROR_H

/*
 * How a failure travels: a code that the program can branch on and one
 * line that a person can act on. Functions that can fail return -1 and
 * fill the `struct error` given as their last argument.
 */

enum error_code {
	ERR_NONE,
	ERR_IO,       /* a file or folder could not be used */
	ERR_PARSE,    /* text does not follow its format */
	ERR_LIMIT,    /* larger than we accept */
	ERR_USAGE,    /* the command line asks for what is not there */
	ERR_DATABASE, /* the index could not be used */
	ERR_NO_INDEX, /* there is no index yet */
	ERR_FOREIGN,  /* a database, but not ours */
	ERR_VERSION,  /* an index of another version; rebuild it */
	ERR_CORRUPT,  /* an index that is damaged; rebuild it */
	ERR_BUSY,     /* another process holds it */
	ERR_LATE,     /* what watches the work has ended it */
};

struct error {
	enum error_code code;
	char message[1024]; /* lowercase, no full stop, no newline */
};

#define ERROR_INIT                                                             \
	{                                                                      \
		ERR_NONE, ""                                                   \
	}

/* Always returns -1, so that reporting and leaving are one step. */
int error_set(struct error *err, enum error_code code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same, with ": " and the text of errno behind the message. */
int error_set_errno(struct error *err, enum error_code code, const char *format,
		    ...) __attribute__((format(printf, 3, 4)));

#endif
