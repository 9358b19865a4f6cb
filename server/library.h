#ifndef SERVER_LIBRARY_H
#define SERVER_LIBRARY_H

/*
 * libmicrohttpd, loaded when a server starts. It brings TLS with it, in nine
 * libraries more; loading them took every other command longer than its
 * work.
 */

#include <microhttpd.h>

#include "base/error.h"

/* What we call of it. */
struct library {
	void *handle;
	__typeof__(MHD_start_daemon) *start_daemon;
	__typeof__(MHD_stop_daemon) *stop_daemon;
	__typeof__(MHD_add_connection) *add_connection;
	__typeof__(MHD_get_connection_info) *get_connection_info;
	__typeof__(MHD_lookup_connection_value) *lookup_connection_value;
	__typeof__(MHD_get_connection_values) *get_connection_values;
	__typeof__(MHD_create_response_from_buffer)
		*create_response_from_buffer;
	__typeof__(MHD_add_response_header) *add_response_header;
	__typeof__(MHD_queue_response) *queue_response;
	__typeof__(MHD_destroy_response) *destroy_response;
};

int library_load(struct library *library, struct error *err);

/* Nothing of it may be at work. */
void library_unload(struct library *library);

#endif
