#include "server/library.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

/* The interface that microhttpd.h has had since 2015, also in 1.0. */
#define FILE_NAME "libmicrohttpd.so.12"

#define FUNCTION(name)                                                         \
	{                                                                      \
		"MHD_" #name, offsetof(struct library, name)                   \
	}

static const struct {
	const char *name;
	size_t offset; /* of the pointer to it */
} functions[] = {
	FUNCTION(start_daemon),
	FUNCTION(stop_daemon),
	FUNCTION(add_connection),
	FUNCTION(get_connection_info),
	FUNCTION(lookup_connection_value),
	FUNCTION(get_connection_values),
	FUNCTION(create_response_from_buffer),
	FUNCTION(add_response_header),
	FUNCTION(queue_response),
	FUNCTION(destroy_response),
};

int library_load(struct library *library, struct error *err)
{
	memset(library, 0, sizeof(*library));
	library->handle = dlopen(FILE_NAME, RTLD_NOW | RTLD_LOCAL);
	if (!library->handle)
		return error_set(err, ERR_IO, "cannot load the library: %s",
				 dlerror());
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
		void *function = dlsym(library->handle, functions[i].name);

		if (!function) {
			library_unload(library);
			return error_set(err, ERR_IO, "%s has no %s", FILE_NAME,
					 functions[i].name);
		}
		memcpy((char *)library + functions[i].offset, &function,
		       sizeof(function));
	}
	return 0;
}

void library_unload(struct library *library)
{
	if (library->handle)
		dlclose(library->handle);
	library->handle = NULL;
}
