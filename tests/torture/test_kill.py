#!/usr/bin/env python3
"""`index` killed at any instant: the old state or the new one, and whole."""
import subprocess
import threading
import time

from support import COUNT, Place, lib, one_line


def run_and_kill(place, longest, *options):
    """Kill a run at a random instant. Returns whether it was in time."""
    with subprocess.Popen(place.command(*options), stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as run:
        time.sleep(place.random.uniform(0, longest))
        run.kill()
        return run.wait() != 0


def time_of(place, *options):
    """The seconds that a whole run takes here and now."""
    start = time.monotonic()
    assert place.index(*options).returncode == 0
    return time.monotonic() - start


def first_build__killed(_):
    place = Place('kill-first')
    state = place.expected(1)
    place.remove_index()
    longest, killed = time_of(place), 0
    while killed < COUNT:
        place.remove_index()
        killed += run_and_kill(place, longest)
        run = place.ask('query', 'common')
        if run.returncode == 2: # not there yet: it says so
            assert one_line(run.stderr), run.stderr
        else:
            assert place.check_whole([state]) == 0
        assert place.index().returncode == 0
        place.check_whole([state])
        place.check_tidy()


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
    longest, killed, edition = time_of(place, '--full'), 0, 2
    with lib.Server(db=place.db) as server:
        watcher = Watcher(server, [s.count(b'\n') for s in states])
        watcher.start()
        while killed < COUNT:
            edition = 3 - edition
            place.write(edition)
            killed += run_and_kill(place, longest, *options)
            place.check_whole(states)
            run = place.index()
            assert run.returncode == 0, run.stderr
            assert place.check_whole(states) == edition - 1
        watcher.is_over = True
        watcher.join()
        assert not watcher.trouble, watcher.trouble
        assert watcher.answers > COUNT
        print(f'# {watcher.answers} answers meanwhile')
    place.check_tidy()


def update__killed_beside_a_reader(_):
    kill_updates('kill-update')


def full_rebuild__killed_beside_a_reader(_):
    kill_updates('kill-full', '--full')


lib.main(globals())
