#!/usr/bin/env python3
"""`index` killed at any instant, and before any call that changes a file: the
old state or the new one, and whole."""
import subprocess
import threading
import time

from support import COUNT, Place, count_calls, index_faulty, lib, one_line


def run_and_kill(place, longest, tenths, *options):
    """Kill a run at a random instant, which is counted in `tenths` of the
    longest. Returns whether it was in time."""
    with subprocess.Popen(place.command(*options), stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as run:
        share = place.random.random()
        time.sleep(share * longest)
        run.kill()
        was_in_time = run.wait() != 0
        tenths[int(share * 10)] += was_in_time
        return was_in_time


def time_of(place, *options):
    """The seconds that a whole run takes here and now."""
    start = time.monotonic()
    assert place.index(*options).returncode == 0
    return time.monotonic() - start


def first_build__killed(_):
    place = Place('kill-first')
    state = place.expected(1)
    place.remove_index()
    longest, tenths = time_of(place), [0] * 10
    while sum(tenths) < COUNT:
        place.remove_index()
        run_and_kill(place, longest, tenths)
        run = place.ask('query', 'common')
        if run.returncode == 2: # not there yet: it says so
            assert one_line(run.stderr), run.stderr
        else:
            assert place.check_whole([state]) == 0
        assert place.index().returncode == 0
        place.check_whole([state])
        place.check_tidy()
    print(f'# kills by tenths of a run: {tenths}')


class Watcher(threading.Thread):
    """Somebody who asks the server all the time."""

    def __init__(self, server, totals):
        super().__init__()
        self.server, self.totals = server, totals
        self.answers, self.trouble, self.is_over = 0, None, False

    def run(self):
        while not self.is_over and not self.trouble:
            answer = self.server.get('/api/search?q=common')
            if answer.status != 200 or \
                    answer.json['total'] not in self.totals:
                self.trouble = answer.text[:500]
            self.answers += 1
            time.sleep(0.005)


def kill_updates(name, *options):
    place = Place(name)
    states = [place.expected(1), place.expected(2)]
    place.write(1)
    longest, tenths, edition = time_of(place, *options), [0] * 10, 1
    with lib.Server(db=place.db) as server:
        watcher = Watcher(server, [s.count(b'\n') for s in states])
        watcher.start()
        while sum(tenths) < COUNT:
            edition = 3 - edition
            place.write(edition)
            run_and_kill(place, longest, tenths, *options)
            place.check_whole(states)
            run = place.index()
            assert run.returncode == 0, run.stderr
            assert place.check_whole(states) == edition - 1
        watcher.is_over = True
        watcher.join()
        assert not watcher.trouble, watcher.trouble
        assert watcher.answers > COUNT
        print(f'# kills by tenths of a run: {tenths}; '
              f'{watcher.answers} answers meanwhile')
    place.check_tidy()


def update__killed_beside_a_reader(_):
    kill_updates('kill-update')


def full_rebuild__killed_beside_a_reader(_):
    kill_updates('kill-full', '--full')


def kill_at_calls(name, prepare, states, *options):
    """Kill before calls that change files, in the middle of a commit or of
    what follows it too: where exactly, is the same every time."""
    place = Place(name, 25)
    states = states(place)
    total = count_calls(place, lambda: prepare(place), *options)
    points = range(1, total + 1)
    if COUNT < total:
        points = sorted(place.random.sample(points, COUNT))
    print(f'# {len(points)} of {total} calls')
    for at in points:
        prepare(place)
        run = index_faulty(place, at, 0, 0, *options)
        if run:
            assert run.returncode == -9, run
        if states[0] is not None:
            place.check_whole(states)
        again = place.index()
        assert again.returncode == 0, again.stderr
        place.check_whole(states[1:])
        place.check_tidy()


def prepare_update(place):
    place.write(1)
    assert place.index().returncode == 0
    place.write(2)


def both_states(place):
    return [place.expected(1), place.expected(2)]


def first_build__killed_before_any_write(_):
    kill_at_calls('kill-first-call', Place.remove_index,
                  lambda place: [None, place.expected(1)])


def update__killed_before_any_write(_):
    kill_at_calls('kill-update-call', prepare_update, both_states)


def full_rebuild__killed_before_any_write(_):
    kill_at_calls('kill-full-call', prepare_update, both_states, '--full')


lib.main(globals())
