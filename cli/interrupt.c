#include "cli/interrupt.h"

#include <stddef.h>

static void add_unless_ignored(sigset_t *set, int number)
{
	struct sigaction action;

	if (sigaction(number, NULL, &action) == 0 &&
	    action.sa_handler != SIG_IGN)
		sigaddset(set, number);
}

void interrupt_hold(struct interrupt *in)
{
	if (in->is_held)
		return;
	in->is_held = true;
	sigemptyset(&in->held);
	add_unless_ignored(&in->held, SIGINT);
	add_unless_ignored(&in->held, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &in->held, &in->before);
}

int interrupt_take(struct interrupt *in)
{
	static const int numbers[] = { SIGINT, SIGTERM };
	sigset_t pending, one;
	int taken;

	if (!in->is_held || sigpending(&pending) < 0)
		return 0;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		if (!sigismember(&in->held, numbers[i]) ||
		    !sigismember(&pending, numbers[i]))
			continue;
		sigemptyset(&one);
		sigaddset(&one, numbers[i]);
		if (sigwait(&one, &taken) == 0)
			return taken;
	}
	return 0;
}

void interrupt_let(struct interrupt *in)
{
	if (!in->is_held)
		return;
	while (interrupt_take(in))
		;
	pthread_sigmask(SIG_SETMASK, &in->before, NULL);
	in->is_held = false;
}
