#include "server/log.h"

#include <stdarg.h>
#include <stdio.h>

#include "text/escape.h"

/* What clients send is quoted in it, and a terminal may show it. */
void server_log(const char *format, ...)
{
	struct strbuf text = STRBUF_INIT, line = STRBUF_INIT;
	va_list args;

	va_start(args, format);
	strbuf_vprintf(&text, format, args);
	va_end(args);
	escape_terminal(&line, strbuf_span(&text));
	fprintf(stderr, "blogsearch: %s\n", line.buf);
	strbuf_release(&text);
	strbuf_release(&line);
}
