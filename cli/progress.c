#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "cli/terminal.h"

#define DELAY 0.3    /* seconds before it is drawn */
#define INTERVAL 0.1 /* and between two drawings */
#define RATE_DELAY 1 /* before the rate means something */
#define LONGEST_BAR 30
#define SHORTEST_BAR 5

/* The line is drawn over and over, which takes an escape sequence. */
static bool is_capable(void)
{
	const char *term = getenv("TERM");

	return terminal_width(stderr) > 0 && term && *term &&
	       strcmp(term, "dumb") != 0;
}

void progress_init(struct progress *p, bool is_wanted)
{
	p->is_wanted = is_wanted && is_capable();
	p->is_drawn = false;
	p->is_begun = false;
}

/* "1,234,567" */
static void put_number(struct strbuf *out, size_t number)
{
	if (number >= 1000) {
		put_number(out, number / 1000);
		strbuf_printf(out, ",%03zu", number % 1000);
	} else {
		strbuf_printf(out, "%zu", number);
	}
}

static void put_time_left(struct strbuf *out, double seconds)
{
	long left = (long)(seconds + 0.5);

	if (left < 1)
		strbuf_put_str(out, "less than 1 s left");
	else if (left < 100)
		strbuf_printf(out, "%ld s left", left);
	else if (left < 100 * 60)
		strbuf_printf(out, "%ld min left", (left + 30) / 60);
	else
		strbuf_printf(out, "%ld h left", (left + 1800) / 3600);
}

static void put_bar(struct strbuf *out, size_t done, size_t total, size_t len)
{
	size_t filled = (size_t)((double)len * (double)done / (double)total);

	strbuf_put_char(out, '[');
	for (size_t i = 0; i < len; i++)
		strbuf_put_char(out, i < filled    ? '='
				     : i == filled ? '>'
						   : ' ');
	strbuf_put_char(out, ']');
}

void progress_line(struct strbuf *out, size_t done, size_t total,
		   double seconds, size_t width)
{
	struct strbuf rate = STRBUF_INIT;
	size_t used;

	if (done && seconds >= RATE_DELAY) {
		double speed = (double)done / seconds;

		strbuf_put_char(&rate, ' ');
		put_number(&rate, (size_t)speed);
		strbuf_put_str(&rate, "/s, ");
		put_time_left(&rate, (double)(total - done) / speed);
	}
	put_number(out, done);
	strbuf_put_str(out, " of ");
	put_number(out, total);
	strbuf_put_str(out, " articles");
	used = out->len + rate.len + strlen(" []");
	if (width >= used + SHORTEST_BAR) {
		size_t room = width - used;

		strbuf_put_char(out, ' ');
		put_bar(out, done, total,
			room < LONGEST_BAR ? room : LONGEST_BAR);
	}
	if (out->len + rate.len <= width)
		strbuf_put_span(out, strbuf_span(&rate));
	if (out->len > width)
		strbuf_truncate(out, width);
	strbuf_release(&rate);
}

void progress_show(struct progress *p, size_t done, size_t total)
{
	struct strbuf line = STRBUF_INIT;
	double now;
	int width;

	if (!p->is_wanted || !total)
		return;
	now = clock_ms() / 1e3;
	if (!p->is_begun) {
		p->is_begun = true;
		p->began = p->drawn_at = now;
	}
	if (now - p->began < DELAY || now - p->drawn_at < INTERVAL)
		return;
	p->drawn_at = now;
	p->is_drawn = true;
	/* In the last column some terminals go on to the next line. */
	width = terminal_width(stderr);
	progress_line(&line, done, total, now - p->began,
		      width > 1 ? (size_t)width - 1 : 0);
	fprintf(stderr, "\r%s\033[K", line.buf);
	fflush(stderr);
	strbuf_release(&line);
}

void progress_erase(struct progress *p)
{
	if (!p->is_drawn)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
	p->is_drawn = false;
}
