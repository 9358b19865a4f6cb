#!/usr/bin/env python3
"""An index that was damaged: no crash, nothing wrong that is shown as right,
and `index` makes it anew."""
import os
import re
import sqlite3

from support import COUNT, Place, lib, one_line

PAGE = 4096


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def put(place, data):
    place.remove_index()
    with open(place.db, 'wb') as file:
        file.write(data)


def answers(place):
    """What the commands that read it say: status, answer, message."""
    runs = [place.ask('query', 'common', '--facets', '--format', 'json'),
            place.ask('query', 'asyncio1 OR caf*', '--format', 'json'),
            place.ask('query', '"task event"', '--explain', '--format',
                      'json'),
            place.ask('related', 'a1.md', '--format', 'json'),
            place.ask('export')]
    return [(run.returncode, re.sub(rb'"took_ms":[0-9.]*', b'', run.stdout),
             run.stderr) for run in runs]


def check_readers(place, expected):
    """Every command says that it cannot answer, or answers as it did from
    the whole index; returns how it went."""
    found = answers(place)
    for (status, answer, said), right in zip(found, expected):
        assert status in (0, 1, 2), (status, said)
        assert status == 2 or (status, answer) == right[:2], \
            (answer[:200], right[1][:200])
        assert status < 2 or one_line(said), said
    whole = place.ask('status')
    assert whole.returncode in (0, 2), whole
    if any(status == 2 for status, _, _ in found):
        return 'told'
    return 'told by status' if whole.returncode == 2 else 'the same'


def check_mended(place, state):
    """The next run finds the damage, or a full one writes all of it."""
    run = place.index('--full')
    assert run.returncode == 0, run.stderr
    assert place.ask('status').returncode == 0
    assert place.export() == state
    place.check_tidy()


def truncated__at_every_page(_):
    place = Place('broken-short', 60)
    state = place.expected(1)
    expected = answers(place)
    data = read(place.db)
    pages = range(len(data) // PAGE)
    if COUNT < len(pages):
        pages = sorted(place.random.sample(pages, COUNT))
    for page in pages:
        for more in (0, 1, PAGE // 2):
            put(place, data[:page * PAGE + more])
            told = check_readers(place, expected)
            assert told in ('told', 'told by status'), (page, more, told)
            run = place.index()
            # To SQLite a file of one byte is empty.
            if page * PAGE + more >= 100 or page * PAGE + more <= 1:
                assert run.returncode == 0, (page, more, run.stderr)
                assert place.export() == state
            else: # too little is left to tell whose it was
                assert run.returncode == 2 and one_line(run.stderr)


def check_broken(place, state, expected, broken, outcomes):
    """Readers say what is wrong with it, and `index` mends it."""
    put(place, broken)
    told = check_readers(place, expected)
    outcomes[told] = outcomes.get(told, 0) + 1
    check_mended(place, state)


def flipped__bytes_anywhere(_):
    place = Place('broken-bytes', 60)
    state = place.expected(1)
    expected = answers(place)
    data = read(place.db)
    outcomes = {}
    for _ in range(COUNT * 4):
        broken = bytearray(data)
        at = place.random.randrange(100, len(data))
        broken[at] ^= place.random.randrange(1, 256)
        check_broken(place, state, expected, broken, outcomes)
    print(f'# {outcomes}')


def flipped__pages_anywhere(_):
    place = Place('broken-pages', 60)
    state = place.expected(1)
    expected = answers(place)
    data = read(place.db)
    outcomes = {}
    for _ in range(COUNT):
        broken = bytearray(data)
        for _ in range(place.random.randrange(1, 4)):
            at = place.random.randrange(1, len(data) // PAGE) * PAGE
            other = place.random.randrange(len(data) // PAGE) * PAGE
            broken[at:at + PAGE] = place.random.choice(
                [bytes(PAGE), data[other:other + PAGE],
                 place.random.randbytes(PAGE)])
        check_broken(place, state, expected, broken, outcomes)
    print(f'# {outcomes}')


def header__of_another_program_is_left_alone(_):
    place = Place('broken-foreign', 5)
    place.write(1)
    with sqlite3.connect(place.db) as db:
        db.execute('CREATE TABLE precious (x)')
        db.execute("INSERT INTO precious VALUES ('gold')")
    db.close()
    before = read(place.db)
    for options in ([], ['--full']):
        run = place.index(*options)
        assert run.returncode == 2 and one_line(run.stderr), run.stderr
        assert read(place.db) == before
        place.check_tidy()


def header__any_byte_of_it(_):
    place = Place('broken-header', 10)
    state = place.expected(1)
    expected = answers(place)
    data = read(place.db)
    places = range(100)
    if COUNT < len(places):
        places = place.random.sample(places, COUNT)
    for at in places:
        for bit in (1, 0x80):
            broken = bytearray(data)
            broken[at] ^= bit
            put(place, broken)
            check_readers(place, expected)
            # What no longer says that it is ours is left alone.
            run = place.index()
            assert run.returncode in (0, 2), run
            if run.returncode == 2:
                assert one_line(run.stderr), run.stderr
                assert os.path.getsize(place.db) == len(data)


lib.main(globals())
