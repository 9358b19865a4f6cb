#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

/*
 * SIGINT and SIGTERM held back while something must be ended in order.
 * They are asked for instead of handled, so there is no handler and no
 * global state. What the process was started to ignore stays ignored.
 */

#include <signal.h>
#include <stdbool.h>

struct interrupt {
	bool is_held;
	sigset_t held, before;
};

/*
 * Hold them back in this thread and those it starts from now on. A second
 * call does nothing.
 */
void interrupt_hold(struct interrupt *in);

/* Take a signal that has come: its number, or 0. */
int interrupt_take(struct interrupt *in);

/* Let them through again. Those that have come are forgotten. */
void interrupt_let(struct interrupt *in);

#endif
