#include "server/assets.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "server/gzip.h"

static const char *type_of(struct span path)
{
	if (span_has_suffix(path, ".js"))
		return "text/javascript; charset=utf-8";
	if (span_has_suffix(path, ".css"))
		return "text/css; charset=utf-8";
	return "application/octet-stream";
}

static void prepare(struct asset *asset, const struct embedded *file,
		    struct gzip *gzip)
{
	struct strbuf empty = STRBUF_INIT;

	asset->path = file->path;
	asset->type = type_of(span_from(file->path));
	asset->body = span_make((const char *)file->bytes, file->size);
	asset->gzip = empty;
	gzip_put(gzip, &asset->gzip, asset->body);
	snprintf(asset->etag, sizeof(asset->etag), "W/\"%016" PRIx64 "\"",
		 hash_bytes(asset->body, 0));
}

void assets_init(struct assets *assets)
{
	struct gzip *gzip = gzip_new(9);

	memset(assets, 0, sizeof(*assets));
	while (embedded_files[assets->count].path)
		assets->count++;
	assets->items = xcalloc(assets->count + 1, sizeof(*assets->items));
	for (size_t i = 0; i < assets->count; i++)
		prepare(&assets->items[i], &embedded_files[i], gzip);
	gzip_free(gzip);
}

void assets_release(struct assets *assets)
{
	for (size_t i = 0; i < assets->count; i++)
		strbuf_release(&assets->items[i].gzip);
	free(assets->items);
	memset(assets, 0, sizeof(*assets));
}

const struct asset *assets_find(const struct assets *assets, struct span path)
{
	for (size_t i = 0; i < assets->count; i++)
		if (span_is(path, assets->items[i].path))
			return &assets->items[i];
	return NULL;
}
