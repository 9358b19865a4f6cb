#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Where a terminal does not tell; and nothing is readable below that. */
enum { DEFAULT_WIDTH = 80, MIN_WIDTH = 20 };

bool terminal_has_colour(FILE *stream)
{
	const char *term = getenv("TERM"), *no_colour = getenv("NO_COLOR");

	return isatty(fileno(stream)) && term && *term &&
	       strcmp(term, "dumb") != 0 && !(no_colour && *no_colour);
}

int terminal_width(FILE *stream)
{
	struct winsize size = { 0 };

	if (!isatty(fileno(stream)))
		return 0;
	if (ioctl(fileno(stream), TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
		return DEFAULT_WIDTH;
	return size.ws_col < MIN_WIDTH ? MIN_WIDTH : size.ws_col;
}
