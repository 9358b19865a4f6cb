#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A name with a newline or an escape in it must not forge a line. */
static void keep_one_line(char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			*text = '?';
}

static void set(struct error *err, enum error_code code, const char *format,
		va_list args)
{
	err->code = code;
	vsnprintf(err->message, sizeof(err->message), format, args);
	keep_one_line(err->message);
}

int error_set(struct error *err, enum error_code code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set(err, code, format, args);
	va_end(args);
	return -1;
}

int error_set_errno(struct error *err, enum error_code code, const char *format,
		    ...)
{
	int number = errno;
	char reason[128];
	va_list args;
	size_t len;

	va_start(args, format);
	set(err, code, format, args);
	va_end(args);
	if (strerror_r(number, reason, sizeof(reason)))
		snprintf(reason, sizeof(reason), "error %d", number);
	len = strlen(err->message);
	snprintf(err->message + len, sizeof(err->message) - len, ": %s",
		 reason);
	return -1;
}
