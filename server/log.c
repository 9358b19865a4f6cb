#include "server/log.h"

#include <stdarg.h>
#include <stdio.h>

void server_log(const char *format, ...)
{
	char line[1200];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	fprintf(stderr, "blogsearch: %s\n", line);
}
