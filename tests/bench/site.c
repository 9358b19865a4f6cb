#include "tests/bench/site.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/ascii.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "tests/bench/measure.h"

/* A sentence has so many bytes; others of the corpus are left out. */
enum { SHORTEST = 30, LONGEST = 300 };

enum {
	FOLDER_SIZE = 1000,
	TAGS = 60,
	SECTIONS = 4,  /* at most */
	SENTENCES = 7, /* of a section, at most */
};

struct site {
	const struct corpus *corpus;
	struct span *sentences;
	size_t sentence_count, alloc;
	uint64_t random;
	size_t articles; /* written so far */
	double words;    /* in them */
	double heaps;    /* the corpus has this by the power of its words */
	size_t made_up;  /* words */
};

#define HEAPS_POWER 0.6

/* A number below `end`: xorshift64, by George Marsaglia. */
static size_t random_below(struct site *site, size_t end)
{
	site->random ^= site->random << 13;
	site->random ^= site->random >> 7;
	site->random ^= site->random << 17;
	return (size_t)(site->random % end);
}

/* No sign that would begin or end something in Markdown or YAML. */
static bool is_plain(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_alnum(text.ptr[i]) &&
		    !strchr(" ,.;'()", text.ptr[i]))
			return false;
	return text.len > 0 && ascii_is_alpha(text.ptr[0]);
}

static void put_sentences(struct site *site, struct span text)
{
	struct span line;

	while (span_next_piece(&text, '\n', &line)) {
		while (line.len) {
			size_t end = 0;

			while (end + 1 < line.len && (line.ptr[end] != '.' ||
						      line.ptr[end + 1] != ' '))
				end++;
			if (end >= SHORTEST && end <= LONGEST &&
			    is_plain(span_slice(line, 0, end))) {
				ARRAY_GROW(site->sentences,
					   site->sentence_count + 1,
					   site->alloc);
				site->sentences[site->sentence_count++] =
					span_slice(line, 0, end);
			}
			end = end + 2 < line.len ? end + 2 : line.len;
			line = span_slice(line, end, line.len);
		}
	}
}

/* How many words the sentences have, and how many different ones. */
static void count_words(struct site *site)
{
	struct map seen = MAP_INIT;
	double words = 0;

	for (size_t i = 0; i < site->sentence_count; i++) {
		struct span rest = site->sentences[i], word;

		while (span_next_piece(&rest, ' ', &word)) {
			map_put(&seen, word);
			words++;
		}
	}
	site->heaps = (double)seen.count / pow(words, HEAPS_POWER);
	map_release(&seen);
}

struct site *site_new(const struct corpus *corpus)
{
	struct site *site = xcalloc(1, sizeof(*site));

	site->corpus = corpus;
	site->random = 0x9e3779b97f4a7c15u;
	for (size_t i = 0; i < corpus->count; i++)
		put_sentences(site, corpus->documents[i].text);
	if (site->sentence_count < 100)
		bench_fail("the corpus has too few sentences");
	count_words(site);
	return site;
}

void site_free(struct site *site)
{
	free(site->sentences);
	free(site);
}

/* The same number is always the same word. */
static void put_made_up(struct strbuf *out, size_t number)
{
	static const char *const syllables[] = {
		"ba", "de", "fi", "go", "ku", "la", "me",  "ni",
		"po", "ru", "sa", "te", "vi", "zo", "chu", "shan",
	};

	do {
		strbuf_put_str(out, syllables[number % 16]);
		number /= 16;
	} while (number);
	strbuf_put_str(out, "x");
}

/*
 * A made-up word: a new one where there are fewer words than Heaps' law
 * gives, else an old one; the old the oftener.
 */
static void put_word(struct site *site, struct strbuf *out)
{
	double due = site->heaps * pow(site->words, HEAPS_POWER);
	double share = (double)random_below(site, 1 << 20) / (1 << 20);

	if (site->made_up < 16 || (double)site->made_up < due)
		put_made_up(out, site->made_up++);
	else
		put_made_up(out, (size_t)pow((double)site->made_up, share));
}

/* A sentence of the corpus, one word of which is made up. */
static void put_sentence(struct site *site, struct strbuf *out)
{
	struct span rest =
		site->sentences[random_below(site, site->sentence_count)];
	size_t place = random_below(site, 8);
	struct span word;

	for (size_t i = 0; span_next_piece(&rest, ' ', &word); i++) {
		if (i == place) {
			put_word(site, out);
			strbuf_put_char(out, ' ');
		}
		strbuf_put_span(out, word);
		strbuf_put_str(out, rest.len ? " " : ". ");
		site->words++;
	}
}

/* The first words of a sentence. */
static void put_title(struct site *site, struct strbuf *out)
{
	struct span rest =
		site->sentences[random_below(site, site->sentence_count)];
	size_t count = 2 + random_below(site, 4);
	struct span word;

	for (; count && span_next_piece(&rest, ' ', &word); count--) {
		strbuf_put_span(out, word);
		strbuf_put_char(out, ' ');
	}
	put_word(site, out);
}

static void make_article(struct site *site, struct strbuf *out)
{
	size_t sections = 1 + random_below(site, SECTIONS);

	strbuf_put_str(out, "---\ntitle: \"");
	put_title(site, out);
	strbuf_printf(
		out, "\"\ndate: %d-%02d-%02d\ntags: [tag%d, tag%d]\n---\n",
		2005 + (int)random_below(site, 20),
		1 + (int)random_below(site, 12),
		1 + (int)random_below(site, 28), (int)random_below(site, TAGS),
		(int)random_below(site, TAGS));
	for (size_t i = 0; i < sections; i++) {
		size_t sentences = 1 + random_below(site, SENTENCES);

		strbuf_put_str(out, "\n## ");
		put_title(site, out);
		strbuf_put_str(out, "\n\n");
		while (sentences--)
			put_sentence(site, out);
		strbuf_put_char(out, '\n');
	}
}

static void make_folder(const char *path)
{
	if (mkdir(path, 0777) < 0 && errno != EEXIST)
		bench_fail("cannot make '%s'", path);
}

static void write_article(const char *path, const struct strbuf *text)
{
	FILE *f = fopen(path, "w");

	if (!f || fwrite(text->buf, 1, text->len, f) != text->len ||
	    fclose(f) != 0)
		bench_fail("cannot write '%s'", path);
}

void site_write(struct site *site, const char *folder, size_t count)
{
	struct strbuf text = STRBUF_INIT, path = STRBUF_INIT;

	make_folder(folder);
	while (count--) {
		size_t number = site->articles++;

		strbuf_reset(&path);
		strbuf_printf(&path, "%s/%zu", folder, number / FOLDER_SIZE);
		if (number % FOLDER_SIZE == 0)
			make_folder(path.buf);
		strbuf_printf(&path, "/%zu.md", number);
		strbuf_reset(&text);
		make_article(site, &text);
		write_article(path.buf, &text);
	}
	strbuf_release(&text);
	strbuf_release(&path);
}
