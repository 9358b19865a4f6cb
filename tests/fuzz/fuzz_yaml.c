/* Settings in YAML. */

#include "tests/fuzz/check_value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return check_parser(yaml_parse, span_make((const char *)data, size));
}
