#include "indexer/index.h"

#include <stdio.h>
#include <time.h>

#include "base/arena.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/summary.h"

#define WAIT_SECONDS 30

enum format { FORMAT_TEXT, FORMAT_JSON };

struct values {
	const char *db;
	bool full, drafts, future, quiet;
	int jobs, format;
};

static const struct opt options[] = {
	OPT_STRING("db", "FILE", struct values, db,
		   "the index; else BLOGSEARCH_DB, else blogsearch.db"),
	OPT_FLAG("full", struct values, full,
		 "read every article, whether it has changed or not"),
	OPT_FLAG("drafts", struct values, drafts, "index drafts too"),
	OPT_FLAG("future", struct values, future,
		 "index articles that are not yet due too"),
	OPT_INT("jobs", "N", struct values, jobs, 1, 64, 0,
		"read with N threads; else one a processor"),
	OPT_FLAG("quiet", struct values, quiet,
		 "print warnings and errors only"),
	OPT_CHOICE("format", "text|json", struct values, format,
		   "how to print what was done"),
	OPT_END,
};

/* What the callbacks of a run share. */
struct session {
	const struct values *values;
	struct progress progress;
	struct interrupt interrupt;
	int signal;      /* that ended the run, or 0 */
	bool is_waiting; /* and was said to be */
};

static void say_waiting(struct session *s)
{
	if (!s->is_waiting && !s->values->quiet)
		fputs("blogsearch: another process is writing to the index;"
		      " waiting for it\n",
		      stderr);
	s->is_waiting = true;
}

/*
 * Nothing has begun while the run waits, so that a signal may end the
 * process there and then.
 */
static int show_progress(enum index_phase phase, size_t done, size_t total,
			 void *arg)
{
	struct session *s = arg;

	if (phase == INDEX_WAITING) {
		say_waiting(s);
		return 0;
	}
	interrupt_hold(&s->interrupt);
	if (phase == INDEX_READING)
		progress_show(&s->progress, done, total);
	s->signal = interrupt_take(&s->interrupt);
	return s->signal;
}

static void print_warning(const struct warning *warning, void *arg)
{
	struct session *s = arg;

	progress_erase(&s->progress);
	summary_print_warning(stderr, warning);
}

static void print_report(const struct values *values,
			 const struct index_report *report)
{
	struct strbuf text = STRBUF_INIT;

	if (values->quiet)
		return;
	if (report->rebuild_reason[0])
		fprintf(stderr, "blogsearch: the index is built anew: %s\n",
			report->rebuild_reason);
	if (values->format == FORMAT_JSON)
		summary_put_json(&text, report);
	else
		summary_put_text(&text, report);
	fputs(text.buf, stdout);
	strbuf_release(&text);
}

/* An exit status for how the run ended; -1 as index_run(). */
static int finish(const struct session *s, int ended,
		  const struct index_report *report)
{
	if (ended < 0)
		return -1;
	if (ended) {
		fputs("blogsearch: interrupted; the index is as it was\n",
		      stderr);
		return 128 + s->signal;
	}
	print_report(s->values, report);
	return report->unreadable || report->left_out[HIDDEN_BROKEN]
		       ? EXIT_NONE
		       : EXIT_FOUND;
}

static int run(const void *values, const struct span_list *operands,
	       struct error *err)
{
	const struct values *v = values;
	struct session session = { .values = v };
	struct arena a = ARENA_INIT;
	const char **roots = arena_array(&a, operands->count, sizeof(*roots));
	struct index_report report;
	struct index_options o = {
		.roots = roots,
		.root_count = operands->count,
		.full = v->full,
		.drafts = v->drafts,
		.future = v->future,
		.now = time(NULL),
		.jobs = v->jobs,
		.wait_seconds = WAIT_SECONDS,
		.progress = show_progress,
		.warn = print_warning,
		.arg = &session,
	};
	int ended = command_database(&o.db, v->db, err);

	for (size_t i = 0; i < operands->count; i++)
		roots[i] = operands->items[i].ptr;
	progress_init(&session.progress, !v->quiet);
	if (ended == 0)
		ended = index_run(&o, &report, err);
	progress_erase(&session.progress);
	interrupt_let(&session.interrupt);
	arena_release(&a);
	return finish(&session, ended, &report);
}

const struct command command_index = {
	.name = "index",
	.operands = "[DIR...]",
	.purpose = "build the index of a site, or bring it up to date",
	.table = { options, false },
	.values_size = sizeof(struct values),
	.run = run,
};
