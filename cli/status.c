#include <time.h>

#include "cli/command.h"
#include "cli/output.h"
#include "query/status.h"

struct values {
	const char *db;
	int format;
};

static const struct opt options[] = {
	OPT_STRING("db", "FILE", struct values, db,
		   "the index; else BLOGSEARCH_DB, else blogsearch.db"),
	OPT_CHOICE("format", "text|json", struct values, format,
		   "how to print"),
	OPT_END,
};

/* In the order of the choices of --format. */
enum format { FORMAT_TEXT, FORMAT_JSON };

static int print(const struct status *s, bool is_json, struct error *err)
{
	struct strbuf out = STRBUF_INIT;
	int ret;

	if (is_json)
		status_print_json(&out, s);
	else
		status_print_text(&out, s, (int64_t)time(NULL));
	ret = output_write(&out, err);
	strbuf_release(&out);
	return ret;
}

static int status(const void *values, const struct span_list *operands,
		  struct error *err)
{
	const struct values *v = values;
	struct arena a = ARENA_INIT;
	struct status s;
	const char *db;
	int ret = command_database(&db, v->db, err);

	(void)operands;
	memset(&s, 0, sizeof(s));
	if (ret == 0)
		ret = status_find(&s, db, &a, err);
	if (ret == 0)
		ret = print(&s, v->format == FORMAT_JSON, err);
	if (ret == 0 && s.damage.code) {
		*err = s.damage;
		ret = -1;
	}
	arena_release(&a);
	return ret;
}

const struct command command_status = {
	.name = "status",
	.purpose = "tell what the index holds, and whether it is whole",
	.table = { options, false },
	.values_size = sizeof(struct values),
	.run = status,
};
