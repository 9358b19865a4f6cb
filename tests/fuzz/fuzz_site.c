/* Articles as each generator's rules see them: front matter and path. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "indexer/glob.h"
#include "indexer/site.h"
#include "tests/fuzz/fuzz.h"

static const struct {
	const char *name, *file, *settings;
} sites[] = {
	{ "hugo", "hugo.toml",
	  "baseURL = 'https://ex.org/b'\ntimeZone = 'Europe/Oslo'\n"
	  "[permalinks]\np = '/:year/:sections[1:last]/:title/:slug'\n"
	  "[frontmatter]\ndate = [':filename', ':default']\n"
	  "[[cascade]]\ntags = ['x']\n[cascade.target]\npath = '/{p,q}/**'\n"
	  "[languages.en]\n[languages.fr]\n" },
	{ "jekyll", "_config.yml",
	  "url: https://ex.org\ntimezone: Asia/Tokyo\n"
	  "permalink: /:categories/:w_year/:week/:short_day/:title/\n"
	  "collections:\n  r: { output: true, permalink: '/:name/:path' }\n"
	  "defaults:\n  - scope: { path: 'p/*' }\n    values: { tags: x }\n" },
	{ "zola", "config.toml", "base_url = 'https://ex.org'\n" },
	{ "astro", "astro.config.mjs", "" },
	{ "plain", "blogsearch.toml", "url = '/:year/:dir/:slug/'\n" },
};
#define SITE_COUNT (sizeof(sites) / sizeof(sites[0]))

static const char *const folders[] = {
	"content/p/",        "_posts/",      "q/_drafts/", "_r/s/",
	"src/content/docs/", "content/p/q/", "",
};

static struct site *open_sites[SITE_COUNT];

static void write_site(const char *root, size_t i)
{
	char path[256];
	FILE *out;

	snprintf(path, sizeof(path), "%s/%s", root, sites[i].file);
	out = fopen(path, "w");
	assert(out);
	fputs(sites[i].settings, out);
	fclose(out);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	for (size_t i = 0; i < SITE_COUNT; i++) {
		char root[] = "/tmp/blogsearch-fuzz-XXXXXX", path[256];
		struct arena a = ARENA_INIT;
		struct warnings w = { &a, NULL, NULL, 0 };
		struct site_options options = { false, false, 1777593600 };
		struct error err = ERROR_INIT;

		assert(mkdtemp(root));
		snprintf(path, sizeof(path), "%s/content", root);
		mkdir(path, 0700);
		write_site(root, i);
		assert(!site_open(&open_sites[i], root, &options, &w, &err));
		assert(!strcmp(site_generator(open_sites[i]), sites[i].name));
		arena_release(&a);
		/* The site is in memory now. */
		rmdir(path);
		snprintf(path, sizeof(path), "%s/%s", root, sites[i].file);
		unlink(path);
		rmdir(root);
	}
	return 0;
}

static void check_line(struct span line)
{
	assert(fuzz_is_utf8(line));
	for (size_t i = 0; i < line.len; i++)
		assert((unsigned char)line.ptr[i] >= 0x20 &&
		       line.ptr[i] != 0x7f);
}

static void check_list(const struct span_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		check_line(list->items[i]);
		assert(list->items[i].len);
	}
}

static void check_document(const struct document *d)
{
	check_line(d->title);
	check_line(d->summary);
	check_line(d->lang);
	check_line(d->section);
	check_list(&d->authors);
	check_list(&d->tags);
	check_list(&d->categories);
	check_list(&d->aliases);
	assert(d->url.len);
	for (size_t i = 0; i < d->url.len; i++)
		assert(d->url.ptr[i] > ' ' && d->url.ptr[i] < 0x7f);
}

/* A file name of the input's first line: no slash, no control character. */
static struct span make_path(struct span *rest, const char *folder,
			     struct arena *a)
{
	struct span line = { "", 0 };
	char *name;
	size_t len = 0;

	span_next_line(rest, &line);
	line = utf8_prefix(line, 200);
	if (!fuzz_is_utf8(line))
		line.len = 0;
	name = arena_strdup(a, line);
	for (size_t i = 0; i < line.len; i++)
		if (name[i] != '/' && (unsigned char)name[i] >= 0x20 &&
		    name[i] != 0x7f)
			name[len++] = name[i];
	return arena_printf(a, "%s%.*s.md", folder, (int)len, name);
}

static void check_glob(struct span text, struct arena *a)
{
	size_t end = span_find_char(text, '\n');
	struct span pattern = span_slice(text, 0, end);
	struct span_list patterns = { NULL, 0, 0 };

	text = span_slice(text, end, text.len);
	if (pattern.len < 200 && glob_expand(&patterns, pattern, a) == 0)
		glob_match_any(&patterns, utf8_prefix(text, 200));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = fuzz_begin(data, size);
	size_t which = fuzz_byte(&in) % SITE_COUNT;
	size_t folder = fuzz_byte(&in) % (sizeof(folders) / sizeof(*folders));
	struct arena a = ARENA_INIT;
	struct warnings w = { &a, NULL, NULL, 0 };
	struct source source = { .mtime = 1600000000000000000 };
	struct frontmatter front;
	struct markdown markdown;
	struct article article;

	check_glob(in.rest, &a);
	source.path = make_path(&in.rest, folders[folder], &a);
	/* The walk gives a generator only what lies in its content. */
	if (which == 0 && !span_has_prefix(source.path, "content/"))
		source.path = span_from("content/p/a.md");
	frontmatter_parse(&front, in.rest, source.path, &a, &w);
	site_describe(&article, open_sites[which], &source, &front, &a, &w);
	markdown_parse(&markdown, front.body, &article.markdown, &a);
	site_complete(&article, open_sites[which], &markdown, &a);
	assert(article.visibility >= VISIBLE &&
	       article.visibility < VISIBILITY_COUNT);
	check_document(article.document);
	arena_release(&a);
	return 0;
}
