#include "server/state.h"

static const struct route routes[] = {
	{ "/api/search", answer_search, true },
	{ "/api/suggest", answer_suggest, true },
	{ "/api/related", answer_related, true },
	{ "/search", answer_page, true },
	{ "/opensearch.xml", answer_opensearch, false },
	{ "/healthz", answer_health, false },
	{ "/metrics", answer_metrics, false },
};

const struct route *route_find(struct span path)
{
	for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++)
		if (span_is(path, routes[i].path))
			return &routes[i];
	return NULL;
}
