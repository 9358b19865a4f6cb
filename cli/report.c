#include <stdio.h>
#include <time.h>

#include "cli/command.h"
#include "cli/output.h"
#include "store/report.h"
#include "text/escape.h"

struct values {
	const char *stats_db;
	int days, limit, format;
};

static const struct opt options[] = {
	OPT_STRING("stats-db", "FILE", struct values, stats_db,
		   "the counts; else blogsearch-stats.db"),
	OPT_INT("days", "N", struct values, days, 1, REPORT_MAX_DAYS, 30,
		"today and the days before"),
	OPT_INT("limit", "N", struct values, limit, 1, 1000, 10,
		"show at most N queries of a kind"),
	OPT_CHOICE("format", "text|json", struct values, format,
		   "how to print"),
	OPT_END,
};

/* In the order of the choices of --format. */
enum format { FORMAT_TEXT, FORMAT_JSON };

/* The lists of queries, by enum report_order. */
static const struct list {
	enum report_order order;
	const char *key, *heading;
} lists[] = {
	{ REPORT_TOP, "top", "asked most" },
	{ REPORT_EMPTY, "without_results_top", "asked most without results" },
	{ REPORT_SLOW, "slowest", "slowest" },
};

struct printer {
	struct report *report;
	const struct values *values;
	int64_t since;
	struct strbuf out;
	enum report_order order; /* of the list being printed */
	bool has_row;            /* it has one already */
};

static int put_text_row(const struct report_row *row, void *arg)
{
	struct printer *p = arg;
	struct strbuf *out = &p->out;

	p->has_row = true;
	if (p->order == REPORT_SLOW)
		strbuf_printf(out, "%8.1f ms  ", row->slowest_ms);
	else
		strbuf_printf(out, "%11lld  ",
			      (long long)(p->order == REPORT_EMPTY
						  ? row->empty
						  : row->asked));
	escape_terminal(out, row->text);
	strbuf_put_char(out, '\n');
	return 0;
}

static int put_text_day(const struct report_row *row, void *arg)
{
	struct printer *p = arg;

	strbuf_printf(&p->out, "%11lld  %.*s  (%lld without results)\n",
		      (long long)row->asked, (int)row->text.len, row->text.ptr,
		      (long long)row->empty);
	return 0;
}

static void put_total(struct printer *p, const struct report_row *total)
{
	strbuf_printf(&p->out,
		      "%lld quer%s in %d day%s, %lld without results,"
		      " %.1f ms each\n",
		      (long long)total->asked, total->asked == 1 ? "y" : "ies",
		      p->values->days, p->values->days == 1 ? "" : "s",
		      (long long)total->empty, total->mean_ms);
}

static int print_text(struct printer *p, struct error *err)
{
	struct report_row total;

	if (report_total(p->report, p->since, &total, err) < 0)
		return -1;
	put_total(p, &total);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		size_t start = p->out.len;

		p->order = lists[i].order;
		p->has_row = false;
		strbuf_printf(&p->out, "\n%s:\n", lists[i].heading);
		if (report_list(p->report, p->order, p->since, p->values->limit,
				put_text_row, p, err) < 0)
			return -1;
		if (!p->has_row)
			strbuf_truncate(&p->out, start);
	}
	if (total.asked)
		strbuf_put_str(&p->out, "\nby day (UTC):\n");
	return report_days(p->report, p->since, put_text_day, p, err);
}

static void put_json_numbers(struct strbuf *out, const struct report_row *row)
{
	strbuf_printf(out,
		      "\"queries\":%lld,\"without_results\":%lld,"
		      "\"mean_ms\":%.3f,\"slowest_ms\":%.3f",
		      (long long)row->asked, (long long)row->empty,
		      row->mean_ms, row->slowest_ms);
}

static int put_json_row(const struct report_row *row, void *arg)
{
	struct printer *p = arg;

	strbuf_put_str(&p->out, p->has_row ? ",{\"text\":" : "{\"text\":");
	p->has_row = true;
	escape_json(&p->out, row->text);
	strbuf_put_char(&p->out, ',');
	put_json_numbers(&p->out, row);
	strbuf_put_char(&p->out, '}');
	return 0;
}

static int print_json(struct printer *p, struct error *err)
{
	struct report_row total;

	if (report_total(p->report, p->since, &total, err) < 0)
		return -1;
	strbuf_printf(&p->out, "{\"days\":%d,", p->values->days);
	put_json_numbers(&p->out, &total);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		p->has_row = false;
		strbuf_printf(&p->out, ",\"%s\":[", lists[i].key);
		if (report_list(p->report, lists[i].order, p->since,
				p->values->limit, put_json_row, p, err) < 0)
			return -1;
		strbuf_put_char(&p->out, ']');
	}
	p->has_row = false;
	strbuf_put_str(&p->out, ",\"by_day\":[");
	if (report_days(p->report, p->since, put_json_row, p, err) < 0)
		return -1;
	strbuf_put_str(&p->out, "]}\n");
	return 0;
}

static int report(const void *values, const struct span_list *operands,
		  struct error *err)
{
	const struct values *v = values;
	const char *path = v->stats_db ? v->stats_db : "blogsearch-stats.db";
	struct printer p = { .values = v, .out = STRBUF_INIT };
	int ret;

	(void)operands;
	p.since = (int64_t)time(NULL) / 86400 - v->days + 1;
	if (report_open(&p.report, path, false, err) < 0)
		return -1;
	ret = v->format == FORMAT_JSON ? print_json(&p, err)
				       : print_text(&p, err);
	if (ret == 0)
		ret = output_write(&p.out, err);
	report_close(p.report);
	strbuf_release(&p.out);
	return ret < 0 ? -1 : EXIT_FOUND;
}

const struct command command_report = {
	.name = "report",
	.purpose = "tell what readers ask for",
	.table = { options, false },
	.values_size = sizeof(struct values),
	.run = report,
};
