#!/usr/bin/env python3
"""Files moved over an index that servers have open, as mv, rsync and deploys
do: what SQLite keeps beside it, by name, is the old one's."""
import os
import sqlite3
import subprocess

import lib

THREADS = '4'


def temporary(name):
    return os.path.join(lib.SITE.folder, name)


def move_new_index(db):
    lib.SITE.index(db=temporary('new.db'))
    os.rename(temporary('new.db'), db)


def totals(server, text):
    """What all threads of the server find."""
    found = []
    lib.together([lambda: found.append(server.total(text))] * 12)
    return set(found)


def query(db, text):
    run = subprocess.run([lib.PROGRAM, 'query', '--db', db, '--format', 'tsv',
                          text], stdout=subprocess.PIPE, check=False,
                         timeout=60)
    assert run.returncode < 2
    return run.stdout.count(b'\n')


def is_whole(db):
    return subprocess.run([lib.PROGRAM, 'status', '--db', db],
                          stdout=subprocess.DEVNULL,
                          check=False).returncode == 0


def serve(db, *options):
    return lib.Server('--threads', THREADS, *options, db=db)


def update(db, word):
    lib.SITE.article('updated', word)
    lib.SITE.index(db=db)


def begin_reading(db):
    """A reader, who has the index as it is now until it is closed."""
    handle = sqlite3.connect(db, isolation_level=None)
    handle.execute('BEGIN')
    handle.execute('SELECT count(*) FROM document').fetchone()
    return handle


def assert_followed_by(servers, word):
    """What was saved is found, by all threads of each, before long."""
    for server in servers:
        lib.wait_for(lambda s=server: s.total(word))
        assert totals(server, word) == {1}


def moved__and_opened_before_all_have_seen_it_is_one_index_for_all(_):
    """The second server opens the new file while the first one still has the
    old one's log; then the first turns to the new one."""
    db = temporary('two.db')
    update(db, 'kowari')
    with serve(db) as first:
        assert totals(first, 'kowari') == {1}
        update(db, 'mulgara')
        assert totals(first, 'mulgara') == {1}
        move_new_index(db)
        with serve(db) as second:
            assert totals(second, 'mulgara') == {1}
            assert totals(first, 'mulgara') == {1}
            for number in range(3):
                update(db, f'dunnart{number}')
                assert totals(first, f'dunnart{number}') == {1}
                assert totals(second, f'dunnart{number}') == {1}
            assert is_whole(db)


def moved__under_a_server_that_watches_has_one_lock_for_all_writers(_):
    db = temporary('watched.db')
    update(db, 'kowari')
    with serve(db) as first:
        assert totals(first, 'kowari') == {1}
        move_new_index(db)
        with serve(db, '--watch', lib.SITE.root) as second:
            assert totals(first, 'kowari') == {1}
            lib.SITE.article('updated', 'ningaui')
            assert_followed_by((first, second), 'ningaui')
            with sqlite3.connect(db, isolation_level=None) as handle:
                handle.execute('BEGIN IMMEDIATE')
                lib.SITE.article('updated', 'planigale')
                assert not lib.wait_for(
                    lambda: second.total('planigale'), 2)
                handle.execute('ROLLBACK')
            handle.close()
            assert_followed_by((first, second), 'planigale')
            assert is_whole(db)


def moved__index_loses_no_commit_that_waits_in_a_log(_):
    """A reader keeps it there, when a server of the old file looks."""
    db = temporary('kept.db')
    update(db, 'kowari')
    with serve(db) as server:
        assert totals(server, 'kowari') == {1}
        move_new_index(db)
        handle = begin_reading(db)
        update(db, 'mulgara')
        assert os.path.getsize(db + '-wal') > 0
        assert query(db, 'mulgara') == 1
        assert totals(server, 'mulgara') == {1}
        assert query(db, 'mulgara') == 1
        handle.close()
        assert totals(server, 'mulgara') == {1}
        assert query(db, 'mulgara') == 1
        assert is_whole(db)


def moved__index_does_not_take_what_waits_in_the_old_log(_):
    """With a reader of the old file, that has its frames in a log."""
    db = temporary('waits.db')
    update(db, 'kowari')
    with serve(db) as server:
        assert totals(server, 'kowari') == {1}
        handle = begin_reading(db)
        update(db, 'mulgara')
        assert os.path.getsize(db + '-wal') > 0
        lib.SITE.article('updated', 'ningaui')
        move_new_index(db)
        assert (query(db, 'mulgara'), query(db, 'ningaui')) == (0, 1)
        assert is_whole(db)
        assert totals(server, 'ningaui') == {1}
        handle.close()
        update(db, 'planigale')
        assert totals(server, 'planigale') == {1}
        assert is_whole(db)


def moved__away_and_back_is_followed_as_before(_):
    """Meanwhile others read, or remove, what was there in its place."""
    db = temporary('back.db')
    update(db, 'kowari')
    with serve(db) as server:
        for number, place in enumerate(['an index', 'junk', 'nothing']):
            update(db, f'quoll{number}')
            assert totals(server, f'quoll{number}') == {1}, place
            os.rename(db, db + '.away')
            if place == 'an index':
                lib.SITE.index(db=db)
                assert query(db, 'asyncio') > 0
            elif place == 'junk':
                with open(db, 'wb') as file:
                    file.write(b'This is no database.\n' * 1000)
                subprocess.run([lib.PROGRAM, 'query', '--db', db, 'asyncio'],
                               stderr=subprocess.DEVNULL, check=False)
            else:
                for suffix in ('-wal', '-shm'):
                    os.unlink(db + suffix)
            os.rename(db + '.away', db)
            lib.together([lambda: update(db, f'dunnart{number}'),
                          lambda: totals(server, 'quoll')])
            assert totals(server, f'dunnart{number}') == {1}, place
            assert is_whole(db), place


def moved__and_opened_by_many_at_once_is_one_index_for_all(_):
    db = temporary('many.db')
    update(db, 'kowari')
    with serve(db) as first, serve(db) as second:
        for number in range(5):
            assert totals(first, 'asyncio') == totals(second, 'asyncio')
            lib.SITE.article('updated', f'numbat{number}')
            move_new_index(db)
            found = []
            calls = [lambda: found.append(query(db, f'numbat{number}')),
                     lambda: found.append(first.total(f'numbat{number}')),
                     lambda: found.append(second.total(f'numbat{number}'))]
            lib.together(calls * 4)
            assert set(found) == {1}, found
            update(db, f'bilby{number}')
            assert totals(first, f'bilby{number}') == {1}
            assert totals(second, f'bilby{number}') == {1}
            assert is_whole(db)


def moved__while_queries_run_every_answer_is_of_one_of_both(_):
    db, over = temporary('busy.db'), []
    expected = {}

    def ask(server):
        while not over:
            found = server.search('wallaby', prefix=0)
            assert found.get('total') in (10, 20), found
            assert len(found['results']) == 10, found

    def move(server):
        try:
            for number in range(10):
                move_index(20 if number % 2 else 10)
                assert server.total('wallaby') == expected['now']
        finally:
            over.append(True)

    def move_index(count):
        for extra in range(20):
            lib.SITE.article(f'extra{extra}',
                             'wallaby' if extra < count else 'none')
        expected['now'] = count
        move_new_index(db)

    move_index(20)
    with serve(db) as server:
        lib.together([lambda: ask(server)] * 3 + [lambda: move(server)])
        assert totals(server, 'wallaby') == {20}
    for extra in range(20):
        os.unlink(lib.SITE.path(f'extra{extra}'))


if __name__ == '__main__':
    lib.main(globals())
