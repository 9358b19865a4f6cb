#!/usr/bin/env python3
"""A disk that fails: one line says so, and the old index stays."""
import errno
import os
import subprocess

from support import COUNT, Place, lib, one_line

FAULTS = os.path.join(os.path.dirname(lib.PROGRAM), 'tests/torture/faults.so')


def index_faulty(place, at, error, times, *options):
    """A run whose call number `at` fails; its process, or None: all well."""
    log = place.folder + '/fault'
    if os.path.exists(log):
        os.remove(log)
    run = subprocess.run(
        place.command(*options), capture_output=True, text=True, check=False,
        timeout=120, env={
            **os.environ, 'LD_PRELOAD': FAULTS, 'FAULT_LOG': log,
            'FAULT_AT': str(at), 'FAULT_ERROR': str(error),
            'FAULT_TIMES': str(times),
            'ASAN_OPTIONS': 'verify_asan_link_order=0'})
    return run if os.path.exists(log) else None


def count_calls(place, prepare, *options):
    """How many calls a run makes that change files."""
    low, high = 1, 2
    while True:
        prepare()
        if not index_faulty(place, high, errno.EIO, 1, *options):
            break
        low, high = high, high * 2
    while low + 1 < high:
        middle = (low + high) // 2
        prepare()
        if index_faulty(place, middle, errno.EIO, 1, *options):
            low = middle
        else:
            high = middle
    return low


def check_failed(place, run, states):
    if run.returncode == 0: # what failed was no more than tidying up
        return place.check_whole(states[1:])
    assert run.returncode == 2, (run.returncode, run.stderr)
    assert one_line(run.stderr), run.stderr
    if states[0] is not None:
        return place.check_whole(states)
    answer = place.ask('query', 'common')
    if answer.returncode != 2:
        return place.check_whole(states[1:])
    assert one_line(answer.stderr), answer.stderr
    return None


def check_faults(place, prepare, states, *options):
    """Every call fails: alone, with all that follow, on a full disk."""
    total = count_calls(place, prepare, *options)
    points = range(1, total + 1)
    if COUNT < total:
        points = sorted(place.random.sample(points, COUNT))
    print(f'# {len(points)} of {total} calls')
    for at in points:
        for error, times in ((errno.EIO, 1), (errno.EIO, 0),
                             (errno.ENOSPC, 0)):
            prepare()
            run = index_faulty(place, at, error, times, *options)
            if run:
                check_failed(place, run, states)
            again = place.index()
            assert again.returncode == 0, again.stderr
            place.check_whole(states[1:])
            place.check_tidy()


def first_build__on_a_failing_disk(_):
    place = Place('disk-first', 25)
    state = place.expected(1)
    check_faults(place, place.remove_index, [None, state])


def update__on_a_failing_disk(_):
    place = Place('disk-update', 25)
    states = [place.expected(1), place.expected(2)]

    def prepare():
        place.write(1)
        assert place.index().returncode == 0
        place.write(2)

    check_faults(place, prepare, states)


def full_rebuild__on_a_failing_disk(_):
    place = Place('disk-full', 25)
    states = [place.expected(1), place.expected(2)]

    def prepare():
        place.write(1)
        assert place.index().returncode == 0
        place.write(2)

    check_faults(place, prepare, states, '--full')


lib.main(globals())
