#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

/* What may be written to a stream: a terminal gets more than a pipe. */

#include <stdbool.h>
#include <stdio.h>

/*
 * Escape sequences: a terminal that knows them (TERM), and nobody who
 * asked for none (NO_COLOR, see no-color.org).
 */
bool terminal_has_colour(FILE *stream);

/* Columns; 0 where `stream` is no terminal. */
int terminal_width(FILE *stream);

#endif
