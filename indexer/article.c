/*
 * What all generators share about one article: whether it is shown yet,
 * and what its Markdown adds to it.
 */

#include "indexer/generator.h"

#include "base/io.h"
#include "indexer/fields.h"
#include "text/unicode.h"
#include "text/utf8.h"

void article_hide(struct article *article, enum visibility why)
{
	if (article->visibility == VISIBLE)
		article->visibility = why;
}

/* Let the article be read again at `seconds`, or earlier. */
static void change_at(struct article *article, int64_t seconds)
{
	if (article->changes_at == DATE_NONE || seconds < article->changes_at)
		article->changes_at = seconds;
}

void article_schedule(struct article *article, const struct site *site,
		      struct date publish, struct date expiry)
{
	int64_t now = site->options.now;

	if (date_is_set(expiry) && expiry.seconds < now)
		article_hide(article, HIDDEN_EXPIRED);
	else if (date_is_set(expiry))
		change_at(article, expiry.seconds);
	if (date_is_set(publish) && publish.seconds > now &&
	    !site->options.future) {
		article_hide(article, HIDDEN_FUTURE);
		change_at(article, publish.seconds);
	}
}

static bool is_index_name(struct span stem)
{
	return span_iis(stem, "index") || span_iis(stem, "readme") ||
	       span_iis(stem, "_index");
}

/* "My first post" of "a/my-first_post.md" or "a/my-first-post/index.md". */
static struct span title_from_path(struct span path, struct arena *a)
{
	struct span name = path_stem(path);
	struct strbuf out = STRBUF_INIT;
	struct span title;
	size_t pos = 0;

	if (is_index_name(name) && path_dir(path).len)
		name = path_base(path_dir(path));
	if (name.len)
		utf8_put(&out, unicode_upper(utf8_next(name, &pos)));
	strbuf_put_span(&out, span_slice(name, pos, name.len));
	for (size_t i = 0; i < out.len; i++)
		if (out.buf[i] == '-' || out.buf[i] == '_')
			out.buf[i] = ' ';
	title = line_tidy(strbuf_span(&out), a);
	strbuf_release(&out);
	return title.len ? title : name;
}

/*
 * A heading is the article's title only where it stands for it: of level
 * 1, or before all else.
 */
static struct span title_from_heading(const struct markdown *markdown)
{
	if (markdown->starts_with_heading)
		return markdown->first_heading;
	for (size_t i = 0; i < markdown->section_count; i++)
		if (markdown->sections[i].level == 1)
			return markdown->first_heading;
	return span_make("", 0);
}

static void complete_summary(struct article *article,
			     const struct markdown *markdown)
{
	struct document *document = article->document;
	struct span excerpt = markdown->divided_summary;

	if (document->summary.len &&
	    (article->summary_is_final || excerpt.len == 0))
		return;
	if (excerpt.len == 0)
		excerpt = article->markdown.summary_words
				  ? markdown->automatic_summary
				  : markdown->first_paragraph;
	document->summary = excerpt;
	document->summary_is_excerpt = true;
}

void site_complete(struct article *article, const struct site *site,
		   const struct markdown *markdown, struct arena *a)
{
	struct document *document = article->document;
	uint32_t pace =
		(uint32_t)(markdown->is_cjk ? article->words_per_minute_cjk
					    : article->words_per_minute);

	document->text = markdown->text;
	document->blocks = markdown->blocks;
	document->block_count = markdown->block_count;
	document->sections = markdown->sections;
	document->section_count = markdown->section_count;
	document->words = markdown->words;
	document->minutes = (markdown->words + pace - 1) / pace;
	if (document->title.len == 0)
		document->title = title_from_heading(markdown);
	/* Hugo's title stays empty; others have a name for every page. */
	if (document->title.len == 0 &&
	    (markdown->text.len || site->generator != &generator_hugo))
		document->title = title_from_path(document->path, a);
	/*
	 * A placeholder, as for a translation to come: with no title and no
	 * text there is nothing in it to find, by no name.
	 */
	if (document->title.len == 0)
		document->aliases.count = 0;
	complete_summary(article, markdown);
}
