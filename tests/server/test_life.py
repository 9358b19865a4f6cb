#!/usr/bin/env python3
"""A server's life: where it listens, what it sees, how it ends."""
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import time

import lib


def temporary(name):
    return os.path.join(lib.SITE.folder, name)


def get_unix(path, target='/healthz'):
    with socket.socket(socket.AF_UNIX) as sock:
        sock.settimeout(20)
        sock.connect(path)
        sock.sendall(f'GET {target} HTTP/1.1\r\nHost: x\r\n'
                     'Connection: close\r\n\r\n'.encode())
        return lib.read_answer(sock.makefile('rb'))


def listen__unix_socket(_):
    path = temporary('socket')
    with lib.Server(listen=f'unix:{path}') as server:
        assert get_unix(path).status == 200
        assert f'listening on unix:{path}' in server.said()
    assert not os.path.exists(path)


def listen__a_stale_socket_is_replaced(_):
    path = temporary('stale')
    sock = socket.socket(socket.AF_UNIX)
    sock.bind(path)
    sock.close()
    with lib.Server(listen=f'unix:{path}'):
        assert get_unix(path).status == 200
        # one that is in use is not
        other = subprocess.run(
            [lib.PROGRAM, 'serve', '--db', lib.SITE.db, '--listen',
             f'unix:{path}'], stderr=subprocess.PIPE, text=True, check=False)
        assert other.returncode == 2 and 'cannot listen at' in other.stderr


def listen__several_places(_):
    path = temporary('several')
    with lib.Server('--listen', f'unix:{path}',
                    '--listen', '[::1]:0') as server:
        assert server.get('/healthz').status == 200
        assert get_unix(path).status == 200
        port = re.search(r'\[::1\]:(\d+)', server.said()).group(1)
        with socket.create_connection(('::1', int(port))) as sock:
            sock.sendall(b'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
            assert lib.read_answer(sock.makefile('rb')).status == 200


def listen__what_cannot_be_is_explained(server):
    for place, reason in [
            (f'127.0.0.1:{server.port}', 'Address already in use'),
            ('nonsense', "'nonsense' is not HOST:PORT or unix:PATH"),
            ('127.0.0.1:', "is not HOST:PORT or unix:PATH"),
            ('unix:/nowhere/at/all', 'No such file or directory')]:
        run = subprocess.run(
            [lib.PROGRAM, 'serve', '--db', lib.SITE.db, '--listen', place],
            stderr=subprocess.PIPE, text=True, check=False)
        assert run.returncode == 2 and reason in run.stderr, run.stderr


def start__without_an_index_is_refused(_):
    run = subprocess.run(
        [lib.PROGRAM, 'serve', '--db', temporary('none.db')],
        stderr=subprocess.PIPE, text=True, check=False)
    assert run.returncode == 2
    assert 'there is no index' in run.stderr and run.stderr.count('\n') == 1


def activation__takes_the_socket_passed_on(_):
    """As systemd does it: descriptor 3, LISTEN_FDS, and notification."""
    notify_path = temporary('notify')
    notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    notify.bind(notify_path)
    notify.settimeout(20)
    listener = socket.create_server(('127.0.0.1', 0))

    def pass_on():
        os.dup2(listener.fileno(), 3)
        os.set_inheritable(3, True)
        os.environ['LISTEN_PID'] = str(os.getpid())

    os.environ.update(LISTEN_FDS='1', NOTIFY_SOCKET=notify_path)
    try:
        # the shell has the pid that LISTEN_PID must name
        process = subprocess.Popen(
            ['sh', '-c', 'export LISTEN_PID=$$; exec "$@"', 'sh',
             lib.PROGRAM, 'serve', '--db', lib.SITE.db],
            preexec_fn=pass_on, close_fds=False, stderr=subprocess.DEVNULL)
    finally:
        del os.environ['LISTEN_FDS'], os.environ['NOTIFY_SOCKET']
    assert notify.recv(100) == b'READY=1'
    with socket.create_connection(listener.getsockname()) as sock:
        sock.sendall(b'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
        assert lib.read_answer(sock.makefile('rb')).status == 200
    process.terminate()
    assert notify.recv(100) == b'STOPPING=1'
    assert process.wait(20) == 0
    listener.close()
    notify.close()


def answers__that_were_cut_short_are_not_kept(_):
    root, db = temporary('many'), temporary('many.db')
    words = ' '.join(a + b + 'ta' for a in 'bdfgklmn' for b in 'aeiou')
    os.mkdir(root)
    for number in range(300):
        with open(os.path.join(root, f'{number}.md'), 'w',
                  encoding='utf-8') as file:
            file.write(f'# Article {number}\n\n{words} {words}\n')
    subprocess.run([lib.PROGRAM, 'index', '--quiet', root, '--db', db],
                   check=True)
    with lib.Server('--deadline', '1', db=db) as server:
        answer = server.get('/api/search?q=' + words.replace(' ', '+'),
                            If_None_Match='W/"of another revision"')
        assert answer.status == 200 and answer.json['partial'], answer.text
        assert 'etag' not in answer.headers, answer.headers
        assert answer.headers['cache-control'] == 'no-store'


def watch__finds_an_edit_within_a_second(_):
    root = temporary('watched')
    shutil.copytree(lib.SITE.root, root)
    posts = os.path.join(root, 'content/posts')
    os.mkdir(os.path.join(posts, 'deep'))
    db = os.path.join(root, 'blogsearch.db')

    def seconds_until(word, total):
        start = time.monotonic()
        lib.wait_for(lambda: server.total(word) == total)
        assert server.total(word) == total, (word, server.said())
        return time.monotonic() - start

    def write(name, word):
        with open(os.path.join(posts, name), 'w', encoding='utf-8') as file:
            file.write(f'---\ntitle: {word}\ndate: 2026-05-02\n---\n{word}\n')

    with lib.Server('--watch', root, db=db) as server:
        assert server.total('asyncio') > 0
        time.sleep(0.5)
        limit = 5 if lib.IS_SANITIZED else 1
        write('new.md', 'bandicoot')
        assert seconds_until('bandicoot', 1) < limit
        write('new.md', 'dunnart')
        assert seconds_until('dunnart', 1) < limit
        assert server.total('bandicoot') == 0
        os.unlink(os.path.join(posts, 'new.md'))
        assert seconds_until('dunnart', 0) < limit
        # a folder that was there, one that comes, and one that is moved in
        write('deep/a.md', 'kowari')
        assert seconds_until('kowari', 1) < limit
        os.makedirs(os.path.join(posts, 'more/below'))
        write('more/below/a.md', 'mulgara')
        assert seconds_until('mulgara', 1) < limit
        write('more/below/b.md', 'ningaui')
        assert seconds_until('ningaui', 1) < limit
        os.rename(os.path.join(posts, 'more'), temporary('out'))
        assert seconds_until('mulgara', 0) < limit
        os.rename(temporary('out'), os.path.join(posts, 'again'))
        assert seconds_until('mulgara', 1) < limit
        # a burst is few updates
        updates = server.said().count(' articles: ')
        for number in range(50):
            write(f'burst{number}.md', 'planigale')
        assert seconds_until('planigale', 50) < limit
        assert server.said().count(' articles: ') - updates <= 5
        time.sleep(1)
        updates = server.said().count(' articles: ')
        time.sleep(1)
        assert server.said().count(' articles: ') == updates, \
            'its own index must not wake it'


def watch__takes_synonyms_and_settings_of_queries(_):
    root, db = temporary('settled'), temporary('settled.db')
    shutil.copytree(lib.SITE.root, root)

    def write(name, text):
        with open(os.path.join(root, name), 'w', encoding='utf-8') as file:
            file.write(text)

    with lib.Server('--watch', root, db=db) as server:
        found = server.total('asyncio')
        assert found > 0 and server.total('quokka') == 0
        write('synonyms.txt', 'quokka => asyncio\n')
        lib.wait_for(lambda: server.total('quokka') == found)
        assert server.total('quokka') == found, server.said()
        answer = server.get('/api/search?q=quokka')
        assert answer.json['applied']['synonyms'] == [
            {'from': 'quokka', 'to': 'asyncio'}], answer.text
        # what was kept of an answer is not given again
        write('blogsearch.toml', '[spelling]\nenabled = false\n')
        lib.wait_for(lambda: server.get(
            '/api/search?q=quokka').json['revision'] !=
            answer.json['revision'])
        again = server.get('/api/search?q=quokka',
                           If_None_Match=answer.headers['etag'])
        assert again.status == 200, again.headers


def watch__makes_an_index_of_another_version_anew(_):
    db = temporary('upgraded.db')
    lib.SITE.index(db=db)
    with sqlite3.connect(db) as handle:
        handle.execute('PRAGMA user_version = 99')
    handle.close()
    with lib.Server('--watch', lib.SITE.root, db=db) as server:
        assert server.total('asyncio') > 0


def watch__needs_a_folder(_):
    run = subprocess.run(
        [lib.PROGRAM, 'serve', '--db', lib.SITE.db, '--watch', '/nowhere'],
        stderr=subprocess.PIPE, text=True, check=False)
    assert run.returncode == 2 and "no folder '/nowhere'" in run.stderr


def term__finishes_what_is_under_way(_):
    """Requests sent just before the signal are answered, every one."""
    server = lib.Server()
    socks = [server.connect() for _ in range(20)]
    for sock in socks:
        sock.sendall(b'GET /api/search?q=async+python+rust&limit=100'
                     b' HTTP/1.1\r\nHost: x\r\n\r\n')
    server.process.send_signal(signal.SIGTERM)
    for sock in socks:
        answer = lib.read_answer(sock.makefile('rb'))
        assert answer and answer.status == 200 and answer.json['results']
        sock.close()
    assert server.process.wait(20) == 0


def term__ends_kept_connections(_):
    server = lib.Server()
    with server.connect() as sock:
        stream = sock.makefile('rb')
        sock.sendall(b'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
        assert lib.read_answer(stream).status == 200
        start = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - start < 5
        assert stream.read() == b''


def term__waits_for_nobody_for_ever(_):
    """One that never ends its request is cut off after ten seconds."""
    server = lib.Server()
    with server.connect() as sock:
        sock.sendall(b'GET /healthz HTTP/1.1\r\nHo')
        time.sleep(0.2)
        start = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - start < 15


def count_lines(path):
    with open(path, encoding='utf-8') as file:
        return len(file.readlines())


def hup__reopens_the_log(_):
    log = temporary('access.log')
    with lib.Server('--access-log', log) as server:
        server.get('/healthz')
        assert lib.wait_for(lambda: os.path.getsize(log))
        os.rename(log, log + '.1')
        server.get('/nothing')
        # A line is written after its answer was sent.
        assert lib.wait_for(lambda: count_lines(log + '.1') == 2)
        server.process.send_signal(signal.SIGHUP)
        assert lib.wait_for(lambda: os.path.exists(log))
        server.get('/api/search?q=a"b')
        assert lib.wait_for(lambda: os.path.getsize(log))
        assert count_lines(log + '.1') == 2
        with open(log, encoding='utf-8') as file:
            entry = json.loads(file.readline())
    assert entry['method'] == 'GET' and entry['status'] == 200
    assert entry['path'] == '/api/search?q=a"b'
    assert entry['bytes'] > 0 and entry['ms'] > 0 and 'time' in entry
    assert 'address' not in entry


def log__has_addresses_when_asked(_):
    log = temporary('addresses.log')
    with lib.Server('--access-log', log, '--log-addresses',
                    '--trust-proxy', '127.0.0.1') as server:
        server.get('/healthz')
        server.get('/healthz', X_Forwarded_For='203.0.113.5')
        assert lib.wait_for(lambda: count_lines(log) == 2)
        with open(log, encoding='utf-8') as file:
            addresses = sorted(json.loads(line)['address']
                               for line in file)
    assert addresses == ['127.0.0.1', '203.0.113.5']


def report__tells_what_was_asked(_):
    stats = temporary('stats.db')

    def report(*options):
        return subprocess.run(
            [lib.PROGRAM, 'report', '--stats-db', stats, *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            check=False)

    assert 'there are no counts' in report().stderr
    with lib.Server('--stats-db', stats, '--trust-proxy',
                    '127.0.0.1') as server:
        def ask(text, client):
            server.get('/api/search?' + lib.urllib.parse.urlencode(
                {'q': text}), X_Forwarded_For=client)

        # letter by letter; a second reader between them
        for end in range(1, 8):
            ask('asyncio'[:end], '203.0.113.1')
            ask('Rust'[:end], '203.0.113.2')
        ask('rust ', '203.0.113.3')
        ask('xqzwvk', '203.0.113.1')
        server.get('/search?q=async&offset=10')
    found = json.loads(report('--format', 'json').stdout)
    assert found['queries'] == 4 and found['without_results'] == 1, found
    top = {row['text']: row['queries'] for row in found['top']}
    assert top == {'asyncio': 1, 'rust': 2, 'xqzwvk': 1}
    assert [row['text'] for row in found['without_results_top']] \
        == ['xqzwvk']
    assert len(found['slowest']) == 3
    assert found['by_day'][0]['queries'] == 4
    text = report().stdout
    assert text.startswith('4 queries in 30 days, 1 without results')
    assert 'asked most:\n          2  rust\n' in text, text
    with open(stats, 'rb') as file:
        assert b'203.0' not in file.read(), 'no addresses are kept'
    # a file of another kind is left alone
    assert 'holds no counts' in subprocess.run(
        [lib.PROGRAM, 'serve', '--db', lib.SITE.db, '--stats-db',
         lib.SITE.db], stderr=subprocess.PIPE, text=True,
        check=False).stderr


def rate__is_limited_by_address(_):
    with lib.Server('--rate', '1', '--burst', '3', '--trust-proxy',
                    '127.0.0.1') as server:
        statuses = [server.get('/api/search?q=a').status for _ in range(12)]
        assert statuses[:3] == [200] * 3 and 429 in statuses[3:], statuses
        refused = server.get('/search?q=a')
        assert refused.status == 429
        assert int(refused.headers['retry-after']) >= 1
        # health and the box itself are always answered
        assert server.get('/healthz').status == 200
        assert server.get('/searchbox.js').status == 200
        # who comes through the proxy counts alone
        forwarded = server.get('/api/search?q=a',
                               X_Forwarded_For='203.0.113.5')
        assert forwarded.status == 200
        time.sleep(1.1)
        assert server.get('/api/search?q=a').status == 200


def rate__believes_the_line_that_the_proxy_added(_):
    """A proxy may leave the client's line and add its own behind it."""
    with lib.Server('--rate', '1', '--burst', '1', '--trust-proxy',
                    '127.0.0.1') as server:
        statuses = [server.get(
            '/api/search?q=a', X_Forwarded_For=f'198.51.100.{n}\r\n'
            'x-forwarded-for: 203.0.113.5').status for n in range(4)]
        assert statuses.count(429) >= 2, statuses


def rate__believes_only_the_proxy(_):
    with lib.Server('--rate', '1', '--burst', '1') as server:
        statuses = [server.get('/api/search?q=a',
                               X_Forwarded_For=f'203.0.113.{n}').status
                    for n in range(4)]
        assert statuses.count(429) >= 2, statuses


if __name__ == '__main__':
    lib.main(globals())
