#!/usr/bin/env python3
"""Several at once: one waits, or says who holds it; nothing is lost."""
import subprocess
import threading
import time

from support import COUNT, Place, lib


def start(place, *options):
    return subprocess.Popen(place.command(*options),
                            stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE, text=True)


def index__two_runs_wait_for_each_other(_):
    place = Place('together-two')
    states = [place.expected(1), place.expected(2)]
    edition = 2
    for _ in range(COUNT):
        edition = 3 - edition
        place.write(edition)
        runs = [start(place), start(place, '--full'), start(place)]
        for run in runs:
            _, said = run.communicate(timeout=120)
            assert run.returncode == 0, said
        assert place.check_whole(states) == edition - 1
        place.check_tidy()


def index__first_builds_wait_for_each_other(_):
    place = Place('together-first')
    state = place.expected(1)
    for _ in range(COUNT):
        place.remove_index()
        runs = [start(place) for _ in range(3)]
        for run in runs:
            _, said = run.communicate(timeout=120)
            assert run.returncode == 0, said
        place.check_whole([state])
        place.check_tidy()


def index__beside_a_watching_server_and_readers(_):
    place = Place('together-watch')
    states = [place.expected(1), place.expected(2)]
    totals = [s.count(b'\n') for s in states]
    trouble = []
    over = threading.Event()

    def read_on(server):
        while not over.is_set():
            answer = server.get('/api/search?q=common')
            # While the files are being written there may be fewer.
            if answer.status != 200 or answer.json['total'] > max(totals):
                trouble.append(answer.text[:300])
            time.sleep(0.01)

    with lib.Server('--watch', place.root, db=place.db) as server:
        readers = [threading.Thread(target=read_on, args=(server,))
                   for _ in range(8)]
        for reader in readers:
            reader.start()
        for edition in [1, 2] * max(COUNT // 2, 1):
            place.write(edition)
            run = place.index()
            assert run.returncode == 0, run.stderr
            # Nothing is lost, whoever was first.
            assert lib.wait_for(
                lambda e=edition: place.export() == states[e - 1], 30)
        over.set()
        for reader in readers:
            reader.join()
    assert not trouble, trouble[0]
    assert place.ask('status').returncode == 0


lib.main(globals())
