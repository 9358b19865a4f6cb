#include "server/reply.h"

#include <stdio.h>

#include "text/json.h"

void reply_error(struct reply *reply, int status, const char *message)
{
	struct json j = json_to(&reply->body);

	reply->status = status;
	reply->type = "application/json; charset=utf-8";
	reply->asset = NULL;
	reply->is_page = false;
	reply->etag[0] = '\0';
	reply->max_age = -1;
	snprintf(reply->reason, sizeof(reply->reason), "%s", message);
	strbuf_reset(&reply->body);
	json_begin(&j, NULL, '{');
	json_put_text(&j, "error", span_from(message));
	json_end(&j, '}');
	strbuf_put_char(&reply->body, '\n');
}
