#ifndef TEXT_WIDTH_H
#define TEXT_WIDTH_H

/* How many columns of a terminal text takes. */

#include <stdint.h>

/* 0 for marks and the like, 2 for wide characters, else 1. */
int width_of(int32_t code);

#endif
