#ifndef TEXT_ESCAPE_H
#define TEXT_ESCAPE_H

/*
 * Text on its way out, by the rules of where it goes. Each appends to
 * `out`, takes any bytes, and leaves well-formed UTF-8: a malformed byte
 * becomes U+FFFD.
 */

#include "base/strbuf.h"

/* As it is, but for malformed bytes. */
void escape_malformed(struct strbuf *out, struct span text);

/*
 * For an element's content and for an attribute between either quotes.
 * Control characters, which HTML does not allow, become U+FFFD.
 */
void escape_html(struct strbuf *out, struct span text);

/*
 * A JSON string with its quotes (RFC 8259, section 7). Control characters,
 * C1 ones too, are written as \u00xx, and so are "<", U+2028 and U+2029,
 * which some places that JSON is pasted into would mistake.
 */
void escape_json(struct strbuf *out, struct span text);

/*
 * One line that a terminal only shows: what would move the cursor, start
 * an escape sequence or end the line is gone. White space becomes a space,
 * another control character U+FFFD, and what reorders the text around it
 * (the embeddings, overrides and isolates of UAX #9) nothing.
 */
void escape_terminal(struct strbuf *out, struct span text);

/*
 * Percent-encode what may not stand in the fragment of a URL (RFC 3986,
 * section 3.5), and "%", for an anchor is not encoded yet.
 */
void escape_fragment(struct strbuf *out, struct span anchor);

/*
 * The same for people: letters beyond ASCII stay, which browsers take too
 * (RFC 3987).
 */
void escape_fragment_readable(struct strbuf *out, struct span anchor);

/*
 * Percent-encode what may not stand anywhere in a URL, which is otherwise
 * encoded already.
 */
void escape_url(struct strbuf *out, struct span url);

/* Percent-encode all but letters, digits and "-._~": a value in a URL. */
void escape_component(struct strbuf *out, struct span value);

#endif
