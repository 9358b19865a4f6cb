#include "server/reply.h"

#include <stdio.h>

#include "text/escape.h"

void reply_error(struct reply *reply, int status, const char *message)
{
	reply->status = status;
	reply->type = "application/json; charset=utf-8";
	reply->asset = NULL;
	reply->is_page = false;
	reply->etag[0] = '\0';
	reply->max_age = -1;
	snprintf(reply->reason, sizeof(reply->reason), "%s", message);
	strbuf_reset(&reply->body);
	strbuf_put_str(&reply->body, "{\"error\":");
	escape_json(&reply->body, span_from(message));
	strbuf_put_str(&reply->body, "}\n");
}
