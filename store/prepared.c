#include "store/prepared.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "store/label.h"
#include "store/layout.h"
#include "store/writer.h"
#include "text/fold.h"
#include "text/key.h"
#include "text/stem.h"

/* What grew beyond this many bytes of text is not kept. */
#define KEEP_TEXT ((size_t)256 * 1024)

struct preparer {
	struct analyzer *analyzer;
	struct packer *packer;
	struct analysis analysis;
	struct strbuf packed;
};

struct preparer *preparer_new(void)
{
	struct preparer *preparer = xcalloc(1, sizeof(*preparer));
	struct strbuf empty = STRBUF_INIT;

	preparer->analyzer = analyzer_new();
	preparer->packer = packer_new();
	preparer->packed = empty;
	analysis_init(&preparer->analysis);
	return preparer;
}

void preparer_free(struct preparer *preparer)
{
	if (!preparer)
		return;
	analyzer_free(preparer->analyzer);
	packer_free(preparer->packer);
	analysis_release(&preparer->analysis);
	strbuf_release(&preparer->packed);
	free(preparer);
}

int preparer_use(struct preparer *preparer, struct span dictionary,
		 struct error *err)
{
	if (packer_use(preparer->packer, dictionary) == 0)
		return 0;
	return error_set(err, ERR_CORRUPT,
			 "the index holds a damaged dictionary; rebuild it with"
			 " 'blogsearch index --full'");
}

static struct span make_key(struct prepared *p, struct analyzer *analyzer,
			    struct span text)
{
	struct strbuf key = STRBUF_INIT;
	struct span copy;

	key_put(&key, analyzer, text);
	copy = arena_copy(&p->arena, strbuf_span(&key));
	strbuf_release(&key);
	return copy;
}

static bool is_title(const struct prepared *p, struct span key)
{
	for (size_t i = 0; i < p->title_count; i++)
		if (span_eq(p->titles[i].key, key))
			return true;
	return false;
}

static void prepare_names(struct prepared *p, struct analyzer *analyzer)
{
	const struct span_list *aliases = &p->doc->aliases;
	struct strbuf names = STRBUF_INIT;

	p->title_count =
		names_of_title(p->titles, analyzer, p->doc->title, &p->arena);
	for (size_t i = 0; i < aliases->count; i++) {
		struct span key = make_key(p, analyzer, aliases->items[i]);

		if (key.len == 0 || is_title(p, key))
			continue;
		if (names.len)
			strbuf_put_char(&names, '\n');
		strbuf_put_span(&names, key);
	}
	p->names = arena_copy(&p->arena, strbuf_span(&names));
	strbuf_release(&names);
}

static void prepare_labels(struct prepared *p, struct analyzer *analyzer)
{
	const struct span_list *lists[] = {
		[LABEL_AUTHOR] = &p->doc->authors,
		[LABEL_CATEGORY] = &p->doc->categories,
		[LABEL_TAG] = &p->doc->tags,
	};

	for (int kind = 0; kind < LABEL_KIND_COUNT; kind++)
		for (size_t i = 0; i < lists[kind]->count; i++)
			arena_list_put(
				&p->arena, &p->label_keys[kind],
				make_key(p, analyzer, lists[kind]->items[i]));
}

/* The first bytes of the title's key, so that numbers sort as titles do. */
static uint64_t title_number(const struct prepared *p)
{
	struct span key = span_make("", 0);
	uint64_t number = 0;

	if (p->title_count && p->titles[0].kind & NAME_TITLE)
		key = p->titles[0].key;
	for (size_t i = 0; i < 8; i++)
		number = number << 8 |
			 (i < key.len ? (unsigned char)key.ptr[i] : 0);
	return number;
}

static uint16_t short_length(uint32_t length)
{
	return length < COLUMNS_MAX_LENGTH ? (uint16_t)length
					   : COLUMNS_MAX_LENGTH;
}

static void prepare_columns(struct prepared *p)
{
	const struct document *doc = p->doc;
	struct columns *c = &p->columns;
	struct details *d = &p->details;

	c->is_present = true;
	c->stem = (uint8_t)stem_algorithm(doc->lang);
	c->body = p->terms.lengths[FIELD_BODY];
	c->code = p->terms.lengths[FIELD_CODE];
	for (int f = 0; f < FIELD_BODY; f++)
		c->lengths[f] = short_length(p->terms.lengths[f]);
	d->date = doc->date.seconds;
	d->offset = doc->date.offset;
	d->title_key = title_number(p);
	d->path_hash = (uint32_t)hash_bytes(doc->path, 0);
}

static void prepare_content(struct prepared *p, struct preparer *preparer)
{
	struct strbuf *packed = &preparer->packed;

	strbuf_reset(packed);
	content_pack_text(packed, preparer->packer, p->doc->text);
	p->text = arena_copy(&p->arena, strbuf_span(packed));
	strbuf_reset(packed);
	layout_pack(packed, p->doc, &preparer->analysis);
	p->layout = arena_copy(&p->arena, strbuf_span(packed));
}

struct prepared *prepared_new(struct preparer *preparer,
			      const struct document *doc)
{
	struct prepared *p = xcalloc(1, sizeof(*p));

	p->doc = doc;
	analysis_make(&preparer->analysis, preparer->analyzer, doc);
	p->terms = analysis_copy(&preparer->analysis, &p->arena);
	prepare_content(p, preparer);
	prepare_names(p, preparer->analyzer);
	prepare_labels(p, preparer->analyzer);
	prepare_columns(p);
	if (doc->text.len > KEEP_TEXT) {
		analysis_release(&preparer->analysis);
		analysis_init(&preparer->analysis);
		strbuf_release(&preparer->packed);
	} else {
		analysis_reset(&preparer->analysis);
	}
	return p;
}

void prepared_free(struct prepared *p)
{
	if (!p)
		return;
	terms_release(&p->terms);
	arena_release(&p->arena);
	free(p);
}
