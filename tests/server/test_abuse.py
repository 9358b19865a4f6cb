#!/usr/bin/env python3
"""Clients that mean no good: always an answer or a clean close."""
import functools
import os
import random
import re
import resource
import socket
import time

import lib

REQUEST = b'GET /api/search?q=asyncio HTTP/1.1\r\nHost: x\r\n\r\n'


def alive(server):
    assert server.get('/healthz').status == 200
    assert server.process.poll() is None


def memory(server, line='VmRSS'):
    """Resident, in KiB; VmHWM: at most so far. See proc(5)."""
    with open(f'/proc/{server.process.pid}/status', encoding='utf-8') as file:
        return int(re.search(rf'^{line}:\s*(\d+)', file.read(),
                             re.M).group(1))


def statuses(data):
    """Of all answers in a stream of bytes."""
    return [int(part[:3]) for part in data.split(b'HTTP/1.1 ')[1:]]


def garbage__is_answered_or_cut_off(server):
    def send(data):
        answer = server.send(data)
        assert b'root:' not in answer, data
        for status in statuses(answer):
            assert 200 <= status <= 505, (data[:60], status)

    lib.together([functools.partial(send, data) for data in (b'\0' * 1000, b'\r\n' * 1000, b'GET\r\n\r\n', b'GET  \r\n\r\n',
                 b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
                 b'GET /healthz\r\n\r\n', b'GET /healthz HTTP/9.9\r\n\r\n',
                 b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
                 b'GET /healthz HTTP/1.1\r\nHost x\r\n\r\n',
                 b'GET /healthz HTTP/1.1\r\n: x\r\n\r\n',
                 b'GET /healthz HTTP/1.1\r\n Host: x\r\n\r\n',
                 b'GET /a\0b HTTP/1.1\r\nHost: x\r\n\r\n',
                 b'GET /api/search?q=\0 HTTP/1.1\r\nHost: x\r\n\r\n',
                 b'GET /api/search?q=\xc0\xaf HTTP/1.1\r\nHost: x\r\n\r\n',
                 b'GET http://x/healthz HTTP/1.1\r\nHost: x\r\n\r\n',
                 b'CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n',
                 b'GET /healthz HTTP/1.1\r\nContent-Length: -1\r\n\r\n',
                 b'GET /healthz HTTP/1.1\r\nContent-Length: x\r\n\r\n',
                 b'POST /healthz HTTP/1.1\r\nHost: x\r\n'
                 b'Transfer-Encoding: chunked\r\n\r\nzz\r\n',
                 b'GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n',
     b'x' * 100000)])
    alive(server)


def random_bytes__are_no_crash(server):
    rng = random.Random(1)
    calls = []
    for _ in range(150):
        data = bytearray(REQUEST)
        for _ in range(rng.randrange(1, 6)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        calls.append(functools.partial(server.send, bytes(data)))
    lib.together(calls)
    alive(server)


def requests__cut_anywhere(server):
    lib.together([functools.partial(server.send, REQUEST[:end])
                  for end in range(len(REQUEST))])
    # and without a goodbye
    for end in range(0, len(REQUEST), 7):
        with server.connect() as sock:
            sock.sendall(REQUEST[:end])
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                            b'\1\0\0\0\0\0\0\0')
    alive(server)


def answers__nobody_reads(server):
    large = REQUEST.replace(b'asyncio', b'async&limit=100')
    for _ in range(50):
        with server.connect() as sock:
            sock.sendall(large * 5)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                            b'\1\0\0\0\0\0\0\0')
    alive(server)


def headers__of_a_megabyte_are_refused(server):
    before = memory(server)
    for data in (
            b'GET /healthz HTTP/1.1\r\nX: ' + b'a' * (1 << 20) + b'\r\n\r\n',
            b'GET /healthz HTTP/1.1\r\n' + b'X: a\r\n' * 170000 + b'\r\n',
            b'GET /' + b'a' * (1 << 20) + b' HTTP/1.1\r\nHost: x\r\n\r\n',
            b'GET /api/search?q=' + b'%41' * 300000 +
            b' HTTP/1.1\r\nHost: x\r\n\r\n',
            b'GET /api/search?' + b'a=b&' * 250000 +
            b' HTTP/1.1\r\nHost: x\r\n\r\n'):
        answer = server.send(data)
        assert not answer or statuses(answer)[0] in (400, 413, 414, 431, 500)
    assert memory(server) - before < 16 * 1024 or lib.IS_SANITIZED
    alive(server)


def parameters__of_any_number(server):
    for count, status in ((64, 200), (65, 400), (200, 400)):
        answer = server.get('/api/search?' + '&'.join(['a=b'] * count))
        assert answer.status == status, count
    # more than the connection's memory holds
    with lib.Server('--timeout', '1') as other:
        answer = other.send(b'GET /api/search?' + b'a&' * 7000 +
                            b' HTTP/1.1\r\nHost: x\r\n\r\n')
        assert not answer or statuses(answer)[0] in (400, 413, 414, 431)
        alive(other)


def cookies__of_a_site_fit(server):
    assert server.get('/healthz', Cookie='a' * 8000).status == 200


def bodies__are_not_read(server):
    body = b'x' * 5000000
    head = f'Host: x\r\nContent-Length: {len(body)}\r\n\r\n'.encode()
    for method in (b'GET', b'POST'):
        answer = server.send(method + b' /healthz HTTP/1.1\r\n' + head + body)
        assert not answer or statuses(answer)[0] in (200, 405)
    alive(server)


def pipelined__requests_are_answered_in_order(server):
    queries = ['asyncio', 'rust', 'zebra', 'xqzwvk'] * 10
    data = ''.join(f'GET /api/search?q={query} HTTP/1.1\r\nHost: x\r\n\r\n'
                   for query in queries).encode()
    with server.connect() as sock:
        sock.sendall(data)
        stream = sock.makefile('rb')
        for query in queries:
            answer = lib.read_answer(stream)
            assert answer.status == 200 and answer.json['query'] == query


def queries__of_any_kind_are_answered(server):
    for query in ('a* b* c* d* e*', '"' * 1000, '(' * 1000, '-' * 1000,
                  'a OR ' * 200, '* ' * 500, ':' * 500, 'title:' * 150,
                  'NEAR(a b)', 'a AND b NOT c', '\\' * 1000, "'" * 1000,
                  'a ' * 500, 'é' * 500, '證' * 300, '\u202e' * 300,
                  '\x01\x02' * 100, '{a b}: c', '^a', 'a + b', 'col:x',
                  'year:99999 after:x before:', 'tag:"' * 100, '\n' * 100):
        answer = server.get('/api/search?facets=1&q=' +
                            lib.urllib.parse.quote(query))
        assert answer.status == 200, (query[:40], answer.status, answer.text)
        for path in ('/search', '/api/suggest'):
            assert server.get(f'{path}?q=' + lib.urllib.parse.quote(
                query)).status == 200, (path, query[:40])
    too_long = server.get('/api/search?q=' + 'word+' * 10000)
    assert too_long.status in (400, 414, 431)


def escapes__that_are_no_text_are_refused(server):
    """Broken ones, NUL, overlong forms, surrogates, halves."""
    for escaped in ('%', '%%', '%2', '%zz', '%f', '%-1', '%u0041', '%00',
                    'a%00b', '%00' * 300, '%c0%af', '%e0%80%af',
                    '%f0%80%80%af', '%fc%80%80%80%80%af', '%ed%a0%80',
                    '%f4%90%80%80', '%ff', '%80' * 300, '%e2%82'):
        for path in ('/api/search', '/api/suggest', '/search'):
            for target in (f'{path}?q={escaped}', f'{path}?{escaped}=a',
                           f'{path}?q=a&tag={escaped}'):
                answer = server.get(target)
                assert answer.status == 400, (target, answer.status)
                assert 'root:' not in answer.text
    for escaped in ('%25%25', '%0d%0aX:%20y', '%ef%bf%bf', '%2b', '+',
                    '%F0%9F%98%80', '%01%1f%7f'):
        for path in ('/api/search', '/api/suggest', '/search'):
            answer = server.get(f'{path}?q={escaped}&tag={escaped}')
            assert answer.status == 200, (path, escaped, answer.status)
            assert 'x' not in answer.headers


def paths__that_climb_find_nothing(server):
    for path in ('/../../etc/passwd', '/..%2f..%2fetc/passwd',
                 '/%2e%2e/%2e%2e/etc/passwd', '/..%5c..%5cetc%5cpasswd',
                 '//etc/passwd', '/./searchbox.js/../../etc/passwd',
                 '/%c0%ae%c0%ae/etc/passwd', '/searchbox.js%00.html',
                 '/searchbox.js/', '/API/search', '/search/..'):
        answer = server.get(path)
        assert answer.status in (400, 404), (path, answer.status)
        assert 'root:' not in answer.text


def slow__senders_are_cut_off(_):
    """A byte now and then is no way to keep a connection."""
    with lib.Server('--timeout', '1') as server:
        start = time.monotonic()
        with server.connect() as slow, server.connect() as silent:
            lasted = None
            try:
                for byte in REQUEST * 10:
                    slow.sendall(bytes([byte]))
                    time.sleep(0.1)
                    slow.setblocking(False)
                    try:
                        if slow.recv(100) == b'':
                            break
                    except BlockingIOError:
                        pass
                    finally:
                        slow.setblocking(True)
            except OSError:
                pass
            lasted = time.monotonic() - start
            assert lasted < 4, lasted
            silent.settimeout(5)
            assert lib.read_all(silent) == b''
        alive(server)


def slow__readers_are_cut_off(_):
    with lib.Server('--timeout', '1') as server:
        with server.connect() as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            sock.sendall(REQUEST.replace(b'asyncio', b'async&limit=100') * 100)
            assert lib.wait_for(lambda: 'blogsearch_connections 2\n' in
                                server.get('/metrics').text)
            # A hundred answers take a while to fill what there is of
            # buffers.
            assert lib.wait_for(lambda: 'blogsearch_connections 1\n' in
                                server.get('/metrics').text, 60)


def connections__are_limited_by_address(_):
    with lib.Server('--max-per-address', '5', '--max-connections',
                    '8') as server:
        socks = [server.connect() for _ in range(20)]
        time.sleep(0.3)
        served = 0
        for sock in socks:
            try:
                sock.sendall(REQUEST)
                served += lib.read_answer(sock.makefile('rb')) is not None
            except OSError:
                pass
            sock.close()
        assert served == 5, served
        assert lib.wait_for(lambda: can_ask(server))


def can_ask(server):
    try:
        return server.get('/healthz') is not None
    except OSError:
        return False


def open_many(server, wanted):
    """As many connections, or fewer where the system lets us have fewer
    descriptors; in a list, which is the caller's to close."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    socks = []
    while len(socks) < min(wanted, most - 100):
        socks.append(server.connect())
    return socks


def close_all(socks):
    for sock in socks:
        sock.close()


def connections__beyond_the_limit_are_refused(_):
    """Open and silent: the limit holds, then the time-out frees them."""
    with lib.Server('--max-connections', '400', '--max-per-address', '100000',
                    '--timeout', '2') as server:
        before = memory(server)
        socks = open_many(server, 900)
        assert len(socks) > 500
        assert memory(server) - before < 40 * 1024 or lib.IS_SANITIZED
        assert lib.wait_for(lambda: can_ask(server))
        close_all(socks)
        text = server.get('/metrics').text
        assert 'connections_refused_total 0' not in text


def connections__by_the_thousand_are_held(_):
    """5,000 that have begun a request: others are answered, memory is
    bounded, and each can still have its answer."""
    with lib.Server('--max-connections', '6000', '--max-per-address',
                    '6000', '--timeout', '600') as server:
        before = memory(server)
        socks = open_many(server, 5000)
        for sock in socks:
            sock.sendall(REQUEST[:-2])
        assert lib.wait_for(lambda: f'blogsearch_connections '
                            f'{len(socks) + 1}\n' in
                            server.get('/metrics').text), len(socks)
        # what a connection may hold (server/daemon.c), and some
        bound = len(socks) * 40
        assert memory(server) - before < bound or lib.IS_SANITIZED
        assert server.total('asyncio') > 0
        for sock in socks[::100]:
            sock.sendall(b'\r\n')
            assert lib.read_answer(sock.makefile('rb')).status == 200
        close_all(socks)
        assert lib.wait_for(lambda: 'blogsearch_connections 1\n' in
                            server.get('/metrics').text, 60)


def many__clients_at_once(server):
    """All kinds of requests from several threads: none is mixed up."""
    trouble = []

    def ask(seed):
        rng = random.Random(seed)
        for _ in range(60):
            query = rng.choice(['asyncio', 'rust', 'tokio', 'django', 'x y',
                                'python async', 'zebra'])
            path = rng.choice(['/api/search', '/search', '/api/suggest'])
            answer = server.get(
                f'{path}?q=' + lib.urllib.parse.quote(query),
                Accept_Encoding=rng.choice(['gzip', '']))
            body = answer.body
            if answer.headers.get('content-encoding') == 'gzip':
                body = lib.unzip(answer)
            expected = (f'value="{query}"' if path == '/search'
                        else f'"query":"{query}"')
            if answer.status != 200 or expected not in body.decode():
                trouble.append((path, query, answer.status))

    lib.together([functools.partial(ask, seed) for seed in range(6)])
    assert not trouble, trouble[:3]
    before = len(os.listdir(f'/proc/{server.process.pid}/fd'))
    assert before < 100


def memory__was_bounded_through_all_of_this(server):
    """What the tests before did to their common server: its peak."""
    assert memory(server, 'VmHWM') < 64 * 1024 or lib.IS_SANITIZED


if __name__ == '__main__':
    # A hundred and fifty at once come while others still linger.
    lib.main(globals(), '--max-per-address', '1000')
