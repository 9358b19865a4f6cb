#include "text/width.h"

#include <utf8proc.h>

int width_of(int32_t code)
{
	return code < 0 ? 1 : utf8proc_charwidth(code);
}
