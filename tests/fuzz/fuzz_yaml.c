/* Settings in YAML; plain lines are told as by libyaml. */

#include "indexer/yaml.h"
#include "tests/fuzz/check_value.h"
#include "tests/unit/same_value.h"

static void compare(struct span text)
{
	struct arena a = ARENA_INIT;
	struct parse_problem problem;
	struct value *told = value_new(&a, VALUE_MAP), *parsed;

	if (yaml_lines_parse(told, text, &a)) {
		assert(yaml_full_parse(&parsed, text, &a, &problem) == 0);
		assert(value_is_same(told, parsed));
	}
	arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = span_make((const char *)data, size);

	compare(text);
	return check_parser(yaml_parse, text);
}
