#include <stdlib.h>

#include "base/mem.h"
#include "store/load.h"
#include "store/reader_state.h"

static size_t count_chunks(const struct reader *r)
{
	return (size_t)r->last_document / COLUMNS_CHUNK + 1;
}

void reader_drop_columns(struct reader *r)
{
	for (size_t i = 0; r->details && i < count_chunks(r); i++)
		free(r->details[i]);
	free(r->columns);
	free(r->details);
	free(r->has_columns);
	r->columns = NULL;
	r->details = NULL;
	r->has_columns = NULL;
}

/* Room for all documents; the system gives it where it is written to. */
static void make_room(struct reader *r)
{
	size_t count = count_chunks(r);

	r->columns = xmalloc(
		mem_product(count, COLUMNS_CHUNK * sizeof(*r->columns)));
	r->details = xcalloc(count, sizeof(*r->details));
	r->has_columns = xcalloc(count, sizeof(*r->has_columns));
}

const struct columns *reader_all_columns(struct reader *r)
{
	if (!r->columns)
		make_room(r);
	return r->columns;
}

/*
 * What cannot be read, reader_match() will tell: its callers are in the
 * middle of a walk then. Where time is up that ends by itself.
 */
static void note_failure(struct reader *r)
{
	if (r->failure.code == ERR_LATE)
		r->failure.code = ERR_NONE;
}

/* Load a chunk that is not there yet. */
static __attribute__((noinline)) bool put_chunk(struct reader *r, size_t number)
{
	if (!r->columns)
		make_room(r);
	if (r->has_columns[number])
		return true;
	r->has_columns[number] =
		load_columns(&r->db, (int64_t)number,
			     r->columns + number * COLUMNS_CHUNK,
			     &r->failure) == 0;
	if (!r->has_columns[number])
		note_failure(r);
	return r->has_columns[number];
}

const struct columns *reader_columns(struct reader *r, int64_t id)
{
	const struct columns *c;

	if (id < 0 || id > r->last_document || r->failure.code)
		return NULL;
	if ((!r->columns || !r->has_columns[id / COLUMNS_CHUNK]) &&
	    !put_chunk(r, (size_t)id / COLUMNS_CHUNK))
		return NULL;
	c = &r->columns[id];
	return c->is_present ? c : NULL;
}

/* Load the details of a chunk whose columns are there; NULL: this failed. */
static __attribute__((noinline)) struct details *put_details(struct reader *r,
							     size_t number)
{
	struct details *details = xmalloc(COLUMNS_CHUNK * sizeof(*details));

	if (load_details(&r->db, (int64_t)number,
			 r->columns + number * COLUMNS_CHUNK, details,
			 &r->failure) < 0) {
		free(details);
		details = NULL;
		note_failure(r);
	}
	r->details[number] = details;
	return details;
}

const struct details *reader_details(struct reader *r, int64_t id)
{
	static const struct details unknown = { .date = DATE_NONE };
	size_t number = (size_t)id / COLUMNS_CHUNK;
	const struct details *details = r->details[number];

	if (!details)
		details = put_details(r, number);
	return details ? &details[id % COLUMNS_CHUNK] : &unknown;
}
