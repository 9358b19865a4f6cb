#include "server/watch.h"

#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "server/folders.h"
#include "server/log.h"

/* In milliseconds. */
enum {
	QUIET = 100,      /* so long nothing more comes, and a burst is over */
	PATIENCE = 400,   /* so long a burst may last */
	RETRY = 5000,     /* after an update that failed */
	LOOK = 600000,    /* without any event */
	LOOK_BLIND = 5000 /* the same, where not all folders are watched */
};

struct watch {
	const struct server_options *options;
	struct folders folders;
	pthread_t thread;
	bool has_thread;
	int stop_fd; /* readable when it is time to end */
	atomic_bool is_stopping;
};

int watch_open(struct watch **out, const struct server_options *options,
	       struct error *err)
{
	struct watch *watch = xcalloc(1, sizeof(*watch));

	*out = watch;
	watch->options = options;
	watch->stop_fd = eventfd(0, EFD_CLOEXEC);
	if (watch->stop_fd < 0)
		return error_set_errno(err, ERR_IO, "cannot watch folders");
	if (folders_open(&watch->folders, &options->watch, err) < 0)
		return -1;
	if (watch->folders.is_blind)
		server_log("there are more folders than inotify may watch "
			   "(fs.inotify.max_user_watches); looking for changes "
			   "every %d s instead",
			   LOOK_BLIND / 1000);
	return 0;
}

int watch_update(struct watch *watch, struct error *err)
{
	const struct server_options *options = watch->options;

	return options->update(options->update_arg, &watch->is_stopping, err);
}

/* Wait for an event for at most `ms`. Returns false when the end has come. */
static bool wait_for_event(struct watch *watch, double ms, bool *has_event)
{
	struct pollfd fds[2] = { { watch->folders.fd, POLLIN, 0 },
				 { watch->stop_fd, POLLIN, 0 } };

	poll(fds, 2, ms > 0 ? (int)ms + 1 : 0);
	*has_event = fds[0].revents & POLLIN;
	return !(fds[1].revents & POLLIN);
}

/*
 * Wait until the site has changed and is quiet again, or it is time to
 * look without that. Returns false when the end has come.
 */
static bool wait_for_change(struct watch *watch, double look_at)
{
	double first = 0, due = look_at;
	bool has_event;

	for (;;) {
		double now;

		if (!wait_for_event(watch, due - clock_ms(), &has_event))
			return false;
		now = clock_ms();
		if (has_event && folders_read(&watch->folders)) {
			if (first <= 0)
				first = now;
			due = now + QUIET;
			if (due > first + PATIENCE)
				due = first + PATIENCE;
		}
		if (now >= due)
			return true;
	}
}

static void *run(void *arg)
{
	struct watch *watch = arg;
	const struct server_options *o = watch->options;
	double look_at;

	do {
		struct error err = ERROR_INIT;
		int ret = o->update(o->update_arg, &watch->is_stopping, &err);

		look_at = clock_ms() +
			  (watch->folders.is_blind ? LOOK_BLIND : LOOK);
		if (ret < 0) {
			server_log("%s", err.message);
			look_at = clock_ms() + RETRY;
		}
	} while (wait_for_change(watch, look_at));
	return NULL;
}

int watch_start(struct watch *watch, struct error *err)
{
	if (pthread_create(&watch->thread, NULL, run, watch))
		return error_set(err, ERR_IO, "cannot start a thread");
	watch->has_thread = true;
	return 0;
}

void watch_close(struct watch *watch)
{
	uint64_t one = 1;

	if (!watch)
		return;
	atomic_store(&watch->is_stopping, true);
	if (watch->has_thread && write(watch->stop_fd, &one, sizeof(one)) > 0)
		pthread_join(watch->thread, NULL);
	folders_close(&watch->folders);
	if (watch->stop_fd >= 0)
		close(watch->stop_fd);
	free(watch);
}
