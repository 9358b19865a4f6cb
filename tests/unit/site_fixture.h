#ifndef UNIT_SITE_FIXTURE_H
#define UNIT_SITE_FIXTURE_H

/*
 * A small site in a temporary folder, for tests of the generators' rules:
 *
 *     setup; put "hugo.toml" and "content/a.md"; fixture_open();
 *     fixture_describe("content/a.md")
 */

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/io.h"
#include "indexer/site.h"

/* 2026-05-01T00:00:00Z */
#define FIXTURE_NOW 1777593600

struct fixture {
	char root[64];
	struct arena arena;
	struct warnings warnings;
	struct site *site;
	struct site_options options;
	struct article article;
};

static inline int fixture_setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	snprintf(f->root, sizeof(f->root), "%s", "/tmp/blogsearch-XXXXXX");
	assert_non_null(mkdtemp(f->root));
	f->warnings.arena = &f->arena;
	f->options.now = FIXTURE_NOW;
	*state = f;
	return 0;
}

static inline int fixture_remove(const char *path, const struct stat *st,
				 int type, struct FTW *ftw)
{
	(void)st;
	(void)ftw;
	if (type == FTW_D || type == FTW_DP || type == FTW_DNR)
		chmod(path, 0700);
	return remove(path);
}

static inline int fixture_teardown(void **state)
{
	struct fixture *f = *state;

	site_free(f->site);
	arena_release(&f->arena);
	nftw(f->root, fixture_remove, 16, FTW_DEPTH | FTW_PHYS);
	free(f);
	return 0;
}

static inline struct span fixture_path(struct fixture *f, const char *path)
{
	return path_join(&f->arena, span_from(f->root), span_from(path));
}

/* Write a file, and the folders that it is in. */
static inline void fixture_put(struct fixture *f, const char *path,
			       const char *text)
{
	char *file = arena_strdup(&f->arena, fixture_path(f, path));
	FILE *out;

	for (char *c = file + strlen(f->root) + 1; *c; c++) {
		if (*c == '/') {
			*c = '\0';
			mkdir(file, 0700);
			*c = '/';
		}
	}
	out = fopen(file, "w");
	assert_non_null(out);
	fputs(text, out);
	fclose(out);
}

/* Open the site, anew if it was open. */
static inline struct site *fixture_open(struct fixture *f)
{
	struct error err = ERROR_INIT;

	site_free(f->site);
	f->warnings.first = f->warnings.last = NULL;
	f->warnings.count = 0;
	assert_int_equal(0, site_open(&f->site, f->root, &f->options,
				      &f->warnings, &err));
	return f->site;
}

/* Describe the file and complete it with what its Markdown holds. */
static inline struct article *fixture_describe(struct fixture *f,
					       const char *path)
{
	struct source source = { .path = span_from(path),
				 .mtime = (int64_t)1600000000 * 1000000000 };
	struct error err = ERROR_INIT;
	struct strbuf text = STRBUF_INIT;
	struct frontmatter front;
	struct markdown markdown;
	struct span kept;

	assert_int_equal(0, io_read_file(&text, fixture_path(f, path).ptr,
					 1 << 20, &err));
	kept = arena_copy(&f->arena, strbuf_span(&text));
	strbuf_release(&text);
	frontmatter_parse(&front, kept, source.path, &f->arena, &f->warnings);
	site_describe(&f->article, f->site, &source, &front, &f->arena,
		      &f->warnings);
	markdown_parse(&markdown, front.body, &f->article.markdown, &f->arena);
	site_complete(&f->article, f->site, &markdown, &f->arena);
	return &f->article;
}

/* "a, b" of a list. */
static inline const char *fixture_joined(struct fixture *f,
					 const struct span_list *list)
{
	struct strbuf joined = STRBUF_INIT;
	const char *text;

	for (size_t i = 0; i < list->count; i++) {
		if (i)
			strbuf_put_str(&joined, ", ");
		strbuf_put_span(&joined, list->items[i]);
	}
	text = arena_strdup(&f->arena, strbuf_span(&joined));
	strbuf_release(&joined);
	return text;
}

/* The paths that the walk finds, one a line. */
static inline const char *fixture_walk(struct fixture *f)
{
	struct strbuf paths = STRBUF_INIT;
	struct source_list list;
	struct error err = ERROR_INIT;
	const char *text;

	assert_int_equal(
		0, site_walk(&list, f->site, &f->arena, &f->warnings, &err));
	for (size_t i = 0; i < list.count; i++) {
		strbuf_put_span(&paths, list.items[i].path);
		strbuf_put_char(&paths, '\n');
	}
	text = arena_strdup(&f->arena, strbuf_span(&paths));
	strbuf_release(&paths);
	return text;
}

static inline const char *fixture_date(struct date date)
{
	static _Thread_local char text[DATE_TEXT_SIZE];

	date_format_iso(text, date);
	return text;
}

/* The text of a span, for assert_string_equal(). */
static inline const char *fixture_text(struct fixture *f, struct span s)
{
	return arena_strdup(&f->arena, s);
}

#define fixture_test(name)                                                     \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

/* One line of a table: an article, and whether readers see it. */
struct fixture_case {
	const char *path, *text;
	enum visibility visibility;
};

/* Write all of them, open the site, and compare. */
static inline void fixture_check_cases(struct fixture *f,
				       const struct fixture_case *cases,
				       size_t count)
{
	for (size_t i = 0; i < count; i++)
		fixture_put(f, cases[i].path, cases[i].text);
	fixture_open(f);
	for (size_t i = 0; i < count; i++) {
		struct article *got = fixture_describe(f, cases[i].path);

		if (got->visibility != cases[i].visibility)
			fail_msg("%s: visibility %d, not %d", cases[i].path,
				 got->visibility, cases[i].visibility);
	}
}

/* A table of articles and their URLs. */
struct fixture_url {
	const char *path, *text, *url;
};

static inline void fixture_check_urls(struct fixture *f,
				      const struct fixture_url *cases,
				      size_t count)
{
	for (size_t i = 0; i < count; i++)
		fixture_put(f, cases[i].path, cases[i].text);
	fixture_open(f);
	for (size_t i = 0; i < count; i++) {
		struct article *got = fixture_describe(f, cases[i].path);
		const char *url = fixture_text(f, got->document->url);

		if (strcmp(url, cases[i].url))
			fail_msg("%s: URL %s, not %s", cases[i].path, url,
				 cases[i].url);
	}
}

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#endif
