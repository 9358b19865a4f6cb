#include "tests/unit/markdown_dump.h"

static const struct markdown_options mdx = { .anchors = ANCHOR_GITHUB_SITE,
					     .mdx = true };

static void statements__vanish(void **state)
{
	static const struct markdown_case cases[] = {
		{ "import A from './a'\nimport {\n  B,\n\n  C\n} from \"b\"\n\n"
		  "export const m = {\n  t: '}',\n\n  u: `\n\n}`\n}\n\nText\n",
		  "B|Text\n" },
		{ "We import goods.\nimport taxes\n",
		  "B|We import goods. import taxes\n" },
		{ "```js\nimport a\n```\n", "C|import a\n" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &mdx);
}

static void tags__leave_their_text(void **state)
{
	static const struct markdown_case cases[] = {
		{ "a <B c={{ d: '>' }} e=\">\" /> f", "B|a f\n" },
		{ "<Tabs values={[{a: '>'}, \"}\"]}>\n  <Tab>\n\n"
		  "    Text **bold** `<Code>{x}</Code>`\n\n"
		  "    ```js\n    const x = {a: 1}\n    ```\n\n"
		  "  </Tab>\n</Tabs>\n",
		  "B|Text bold <Code>{x}</Code>\nC|    const x = {a: 1}\n" },
		{ "H<sub>2</sub>O<br/>x <>y</>", "B|H2O x y\n" },
		{ "<style>{`a`}b</style>c", "B|c\n" },
		{ "a < b, 1 <2, <A b", "B|a < b, 1 <2, <A b\n" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &mdx);
}

static void expressions__vanish(void **state)
{
	static const struct markdown_case cases[] = {
		{ "# Hi {props.name}!\n\n{/* a } comment */}\nx {f('}')} y",
		  "H|Hi !\nB|x y\n" },
		{ "a {b", "B|a {b\n" },
		{ "`{code}` \\{not}", "B|{code} {not}\n" },
	};

	(void)state;
	CHECK_BLOCKS(cases, &mdx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statements__vanish),
		cmocka_unit_test(tags__leave_their_text),
		cmocka_unit_test(expressions__vanish),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
