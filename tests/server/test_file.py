#!/usr/bin/env python3
"""The index file under a running server: updated, replaced, damaged, gone."""
import os
import sqlite3
import subprocess
import threading

import lib


def temporary(name):
    return os.path.join(lib.SITE.folder, name)


OTHER_VERSION = """
CREATE TABLE meta (key, value); PRAGMA application_id = 0x626c6f67;
PRAGMA user_version = 99"""


def write_database(path, sql):
    with sqlite3.connect(path) as handle:
        handle.executescript(sql)
    handle.close()


def write_junk(path, _=None):
    with open(path, 'w', encoding='utf-8') as file:
        file.write('This is no database.\n' * 100)


def damage(db, step):
    """Overwrite a part of every page of 8 kB from the second, or of some."""
    with open(db, 'r+b') as file:
        for offset in range(8192, os.path.getsize(db), 8192 * step):
            file.seek(offset)
            file.write(os.urandom(2000))


def index__updated_by_another_process_is_seen(server):
    before = server.search('')['total']
    lib.SITE.article('fresh', 'Quokkas are fresh here.')
    lib.SITE.index()
    assert server.total('quokkas') == 1
    assert server.search('')['total'] == before + 1
    os.unlink(lib.SITE.path('fresh'))
    lib.SITE.index()
    assert server.total('quokkas') == 0


def index__rebuilt_is_seen(server):
    lib.SITE.article('rebuilt', 'Wombats are rebuilt here.')
    lib.SITE.index('--full')
    assert server.total('wombats') == 1
    os.unlink(lib.SITE.path('rebuilt'))
    lib.SITE.index('--full')
    assert server.total('wombats') == 0


def index__replaced_by_another_file_is_seen(_):
    db = temporary('replaced.db')
    lib.SITE.index(db=db)
    with lib.Server(db=db) as server:
        assert server.total('numbats') == 0
        lib.SITE.article('other', 'Numbats are in the other file.')
        lib.SITE.index(db=temporary('new.db'))
        os.rename(temporary('new.db'), db)
        assert server.total('numbats') == 1
    os.unlink(lib.SITE.path('other'))


def index__that_is_gone_is_told_and_still_served(_):
    db = temporary('gone.db')
    lib.SITE.index(db=db)
    with lib.Server(db=db, ) as server:
        assert server.get('/healthz').status == 200
        assert server.total('asyncio') > 0
        os.rename(db, db + '.away')
        answer = server.get('/healthz')
        assert answer.status == 503 and 'error' in answer.json
        assert server.get('/metrics').status == 200
        os.rename(db + '.away', db)
        assert server.get('/healthz').status == 200


def index__that_is_no_more_is_told_and_still_served(_):
    """Replaced by what is no index of ours, gone, or a folder: the answers
    go on, health and one line of the log say why."""
    def write_part(path, _):
        lib.SITE.index(db=path)
        os.truncate(path, 20000)

    kinds = [('junk', write_junk, ''), ('empty', lambda p, _: open(
        p, 'w', encoding='utf-8').close(), ''), ('cut short', write_part, ''),
        ('foreign', write_database, 'CREATE TABLE t (x)'),
        ('of another version', write_database, OTHER_VERSION),
        ('a folder', lambda p, _: os.mkdir(p), '')]
    db = temporary('replaced2.db')
    lib.SITE.index(db=db)
    with lib.Server('--threads', '4', db=db) as server:
        expected = server.total('asyncio')
        assert expected > 0
        for what, write, sql in kinds:
            write(temporary('bad'), sql)
            os.rename(db, db + '.away')
            os.rename(temporary('bad'), db)
            lines = server.said().count('\n')
            found = set()
            for _ in range(3):
                assert server.get('/healthz').status == 503, what
                assert server.total('asyncio') == expected, what
                assert '<mark>' in server.get('/search?q=asyncio').text, what
            lib.together([lambda: found.add(server.total('asyncio'))] * 12)
            assert found == {expected}, what
            said = server.said().splitlines()[lines:]
            assert len(said) == 1 and db in said[0], (what, said)
            assert said[0].endswith('; what it replaced is still served')
            if what == 'a folder':
                os.rmdir(db)
            os.rename(db + '.away', db)
            assert server.get('/healthz').status == 200, what


def index__moved_into_place_after_an_update_is_seen(_):
    """The log of the old one, still held open, is not taken for its own."""
    db = temporary('moved.db')
    lib.SITE.index(db=db)
    with lib.Server(db=db) as server:
        for number in range(5):
            lib.SITE.article('updated', f'kowari{number}')
            lib.SITE.index(db=db)
            assert server.total(f'kowari{number}') == 1
            for extra in range(30):
                lib.SITE.article(f'moved{extra}', f'mulgara{number}')
            lib.SITE.index(db=temporary('beside.db'))
            os.rename(temporary('beside.db'), db)
            assert server.total(f'mulgara{number}') == 30
            assert subprocess.run([lib.PROGRAM, 'status', '--db', db],
                                  stdout=subprocess.DEVNULL,
                                  check=False).returncode == 0
    for extra in range(30):
        os.unlink(lib.SITE.path(f'moved{extra}'))
    os.unlink(lib.SITE.path('updated'))


def index__that_cannot_be_read_is_503(_):
    """Nothing is left: what was open is damaged, and what is there gone."""
    db = temporary('broken.db')
    lib.SITE.index(db=db)
    with lib.Server(db=db) as server:
        damage(db, 1)
        assert server.get('/api/search?q=a').status == 500
        os.unlink(db)
        answer = lib.wait_for(lambda: next(
            (found for found in [server.get('/api/search?q=a')]
             if found.status == 503), None))
        assert db not in answer.text, 'paths are for the log'
        assert 'retry-after' in answer.headers
        assert db in server.said()
        page = server.get('/search?q=a')
        assert page.status in (500, 503) and 'Cannot search' in page.text
        lib.SITE.index(db=temporary('mended.db'))
        os.rename(temporary('mended.db'), db)
        assert server.get('/healthz').status == 200
        assert server.total('asyncio') > 0


def index__that_cannot_be_read_is_logged_as_plain_text(_):
    db = temporary('unread.db')
    lib.SITE.index(db=db)
    with lib.Server(db=db) as server:
        damage(db, 1)
        server.send(b'GET /api/search?q=\x1b[31m HTTP/1.1\r\n'
                    b'Host: x\r\n\r\n')
        server.get('/api/search?q=later')
        assert 'q=later' in server.said()
        assert '\x1b' not in server.said()


def updates__fail_no_request(_):
    """Updates and a rebuild while requests come in: every answer is right,
    and an update is seen as soon as it is done."""
    db = temporary('busy.db')
    over = threading.Event()
    questions = ['title:asyncio', '"task group"', 'rust', 'xqzwvk']

    def answer(server, text):
        found = server.search(text, prefix=0, limit=100)
        return found['total'], {hit['url'] for hit in found['results']}

    def ask(server, expected):
        while not over.is_set():
            for text in questions:
                found = answer(server, text)
                assert found == expected[text], (text, found)

    def update(server):
        try:
            for number in range(10):
                lib.SITE.article('busy', f'quoll{number}')
                lib.SITE.index(*(['--full'] if number == 5 else []), db=db)
                assert server.total(f'"quoll{number}"') == 1, number
                assert server.total(f'"quoll{number - 1}"') == 0, number
        finally:
            over.set()

    lib.SITE.article('busy', 'quoll')
    lib.SITE.index(db=db)
    with lib.Server(db=db) as server:
        expected = {text: answer(server, text) for text in questions}
        assert expected['title:asyncio'][0] == 2, expected
        lib.together([lambda: ask(server, expected)] * 4 +
                     [lambda: update(server)])
    os.unlink(lib.SITE.path('busy'))


def damaged__index_is_not_served(_):
    db = temporary('damaged.db')
    lib.SITE.index(db=db)
    damage(db, 1)
    run = subprocess.run([lib.PROGRAM, 'serve', '--db', db, '--listen',
                          '127.0.0.1:0'], stderr=subprocess.PIPE, text=True,
                         check=False, timeout=60)
    assert run.returncode == 2 and 'is damaged' in run.stderr, run.stderr
    assert run.stderr.count('\n') == 1, run.stderr


def damaged__index_is_told_until_it_is_mended(_):
    for step in (1, 2, 3):
        db = temporary(f'damaged{step}.db')
        lib.SITE.index(db=db)
        with lib.Server(db=db) as server:
            expected = server.search('asyncio', facets=1)['total']
            damage(db, step)
            for text in ('asyncio', 'rust', 'a', ''):
                for path in ('/api/search?facets=1&', '/search?',
                             '/api/suggest?'):
                    answer = server.get(f'{path}q={text}')
                    assert answer.status in (200, 500, 503), answer.text
                    assert db not in answer.text, 'paths are for the log'
            lib.SITE.index('--full', db=db)
            assert server.get('/healthz').status == 200
            assert server.search('asyncio')['total'] == expected


if __name__ == '__main__':
    lib.main(globals())
