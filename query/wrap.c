#include "query/wrap.h"

#include "text/utf8.h"
#include "text/width.h"

void wrap_init(struct wrap *w, struct strbuf *out, int width, int indent)
{
	static const struct strbuf empty = STRBUF_INIT;

	w->out = out;
	w->width = width;
	w->indent = indent;
	w->column = indent;
	w->has_space = false;
	w->unit = empty;
	w->unit_width = 0;
	w->is_wide = false;
	strbuf_printf(out, "%*s", indent, "");
}

void wrap_release(struct wrap *w)
{
	strbuf_release(&w->unit);
}

/* Put the space or the line break that goes before the unit. */
static void separate(struct wrap *w)
{
	bool is_first = w->column == w->indent;

	if (!is_first && w->width > 0 &&
	    w->column + w->has_space + w->unit_width > w->width) {
		strbuf_printf(w->out, "\n%*s", w->indent, "");
		w->column = w->indent;
	} else if (!is_first && w->has_space) {
		strbuf_put_char(w->out, ' ');
		w->column++;
	}
	w->has_space = false;
}

static void flush(struct wrap *w)
{
	if (w->unit_width)
		separate(w);
	strbuf_put_span(w->out, strbuf_span(&w->unit));
	w->column += w->unit_width;
	strbuf_reset(&w->unit);
	w->unit_width = 0;
}

void wrap_put(struct wrap *w, struct span text)
{
	for (size_t pos = 0; pos < text.len;) {
		int32_t code = utf8_next(text, &pos);
		int width = width_of(code);

		if (code == ' ') {
			flush(w);
			w->has_space = true;
			continue;
		}
		if (width == 2 || (width == 1 && w->is_wide))
			flush(w);
		if (width)
			w->is_wide = width == 2;
		utf8_put(&w->unit, code);
		w->unit_width += width;
	}
}

void wrap_put_sequence(struct wrap *w, const char *sequence)
{
	strbuf_put_str(&w->unit, sequence);
}

void wrap_end(struct wrap *w)
{
	flush(w);
	strbuf_put_char(w->out, '\n');
}
