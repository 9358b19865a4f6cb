#!/usr/bin/env python3
"""The limits that SECURITY.md names are those of the program, number by
number."""
import http.client
import os
import re
import resource
import shutil
import socket
import subprocess
import time

import lib


def read_limits():
    """The rows of its table: what is limited, and the numbers told."""
    with open(os.path.join(lib.TOP, 'SECURITY.md'), encoding='utf-8') as file:
        table = file.read().split('\n## Limits\n')[1].split('\n## ')[0]
    rows = [[cell.strip() for cell in line.strip('|').split('|')]
            for line in table.splitlines()
            if line.startswith('|') and '---' not in line]
    return {what: (limit, option) for what, limit, option in rows[1:]}


LIMITS = read_limits()


def numbers(what, cell=0):
    return [int(number) for number in
            re.findall(r'\d+', LIMITS[what][cell].replace(',', ''))]


def default_of(option):
    said = subprocess.run([lib.PROGRAM, 'serve', '--help'], check=True,
                          capture_output=True, text=True).stdout
    return int(re.search(rf'{option} .*\(default (\d+)\)', said).group(1))


def limits__are_all_tried_here(_):
    with open(__file__, encoding='utf-8') as file:
        source = file.read()
    assert len(LIMITS) > 10
    for what in LIMITS:
        assert f"'{what}'" in source, what


def limits__that_options_set_are_their_defaults(_):
    for what in ('requests of an address', 'connections',
                 'a request and its answer', 'time for a query'):
        options = re.findall(r'--[a-z-]+', LIMITS[what][1])
        for option, number in zip(options, numbers(what)):
            assert default_of(option) == number, option


def requests__of_an_address(_):
    rate, burst, status = numbers('requests of an address')
    with lib.Server(is_limited=True) as server:
        client = http.client.HTTPConnection('127.0.0.1', server.port)
        start, served = time.monotonic(), 0
        while True:
            client.request('GET', '/api/suggest?q=a')
            answer = client.getresponse()
            answer.read()
            if answer.status != 200:
                break
            served += 1
        passed = time.monotonic() - start
        assert answer.status == status
        assert burst <= served <= burst + rate * passed + 1, served


def connections__of_an_address_and_in_all(_):
    most, of_one = numbers('connections')
    _, files = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    addresses = most // of_one + 1
    if files < 2 * addresses * of_one:
        print('# left out: too few descriptors')
        return

    def count_served(server, address):
        """Of more connections than it may have, those that are answered."""
        served = 0
        for _ in range(of_one + 5):
            try:
                sock = socket.create_connection(
                    ('127.0.0.1', server.port), 20, (address, 0))
                socks.append(sock)
                sock.sendall(b'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
                served += lib.read_answer(sock.makefile('rb')) is not None
            except OSError:
                pass
        return served

    socks = []
    with lib.Server(is_limited=True) as server:
        counts = [count_served(server, f'127.0.0.{n + 1}')
                  for n in range(addresses)]
        for sock in socks:
            sock.close()
    assert counts[0] == of_one, counts
    assert sum(counts) == most, counts


def request__with_its_headers(server):
    kib, *statuses = numbers('a request with its headers')
    for name, head in (('header', b' HTTP/1.1\r\nHost: x\r\nX: %s\r\n\r\n'),
                       ('line', b'%s HTTP/1.1\r\nHost: x\r\n\r\n')):
        for size, expected in ((kib * 768, [200]), (kib * 1024, statuses)):
            answer = server.send(b'GET /healthz?' * (name == 'line') +
                                 b'GET /healthz' * (name == 'header') +
                                 head % (b'a' * size))
            status = int(answer[9:12]) if answer else 0
            assert status in expected or expected == [200] and \
                name == 'line' and status in statuses, (name, size, status)


def parameters__of_a_request(server):
    count, size, filters, status = numbers('parameters of a request')

    def status_of(query):
        return server.get('/api/search?' + query).status

    assert status_of('&'.join(['a=b'] * count)) == 200
    assert status_of('&'.join(['a=b'] * (count + 1))) == status
    assert status_of('tag=' + 'a' * size) == 200
    assert status_of('tag=' + 'a' * (size + 1)) == status
    assert status_of('q=' + 'a' * (size + 1)) == 200
    for kind in ('tag', 'author', 'category'):
        assert status_of('&'.join([f'{kind}=a'] * filters)) == 200
        assert status_of('&'.join([f'{kind}=a'] * (filters + 1))) == status


def query__is_read_so_far(server):
    size, status, clauses, conditions = numbers('a query')

    def total(text):
        return server.search(text, prefix=0)['total']

    found = total('asyncio')
    assert found > 0
    end = ' -asyncio'
    assert total('asyncio' + ' ' * (size - 7 - len(end)) + end) == 0
    for length, expected in ((size, 200), (size + 1, status)):
        answer = server.get('/api/search?q=' + 'a' * length)
        assert answer.status == expected, length
    # What is left out is a clause too.
    words = 'asyncio' + ''.join(f' -xqzw{n}' for n in range(clauses - 2))
    assert total(words + end) == 0
    assert total(words + ' -xqzw' + end) == found
    years = 'asyncio' + ' after:2000' * (conditions - 1)
    assert total(years + ' lang:tlh') == 0
    assert total(years + ' after:2000 lang:tlh') == found


def results__a_page_and_to_page_through(server):
    page, far = numbers('results')
    for query, status in ((f'limit={page}', 200), (f'limit={page + 1}', 400),
                          (f'offset={far}', 200), (f'offset={far + 1}', 400)):
        assert server.get('/api/search?q=a&' + query).status == status, query


def methods__and_origins(server):
    good = LIMITS['methods'][0].split(', ')
    for method in ('GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH',
                   'TRACE', 'PROPFIND'):
        status = server.get('/healthz', method).status
        assert (status < 300) == (method in good), (method, status)
    assert LIMITS['origins that may ask from a browser'][1] == '`--cors`'
    answer = server.get('/api/search?q=a', Origin='https://example.org')
    assert 'access-control-allow-origin' not in answer.headers


def index(files, settings=''):
    """Index a site of these files; returns what the run said, and the
    documents by path."""
    root = os.path.join(lib.SITE.folder, 'limits')
    shutil.rmtree(root, ignore_errors=True)
    files = {'blogsearch.toml': 'generator = "plain"\n' + settings, **files}
    for name, text in files.items():
        path = os.path.join(root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
    run, export = (subprocess.run(
        [lib.PROGRAM, *command, '--db', root + '.db'], capture_output=True,
        text=True, check=False)
                   for command in (('index', '--full', '--quiet', root),
                                   ('export',)))
    return run.stderr, {document['path']: document for document in
                        map(lib.json.loads, export.stdout.splitlines())}


def article__of_a_size(_):
    (mib,) = numbers('an article')
    said, documents = index({'a.md': 'a\n' * (mib * 2**19),
                             'b.md': 'a\n' * (mib * 2**19) + 'b'})
    assert set(documents) == {'a.md'}, said
    assert f'b.md: is larger than {mib} MiB' in said, said
    (most,) = numbers('an article', 1)
    for wanted, is_taken in ((most, True), (most + 1, False)):
        said, documents = index({'b.md': 'a\n' * (mib * 2**19) + 'b'},
                                f'max_file_size = "{wanted} MiB"\n')
        assert ('b.md' in documents) == is_taken, (wanted, said)


def front_matter__of_a_size_and_depth(_):
    mib, depth = numbers('its front matter')

    def nested(levels):
        return f'---\ntitle: Deep\nk: {"[" * levels}{"]" * levels}\n---\nText.'

    def padded(size):
        head = '---\ntitle: Long\nk: '
        return f'{head}{"a" * (size - len(head) - 5)}\n---\nText.\n'

    said, documents = index({
        'fit.md': padded(mib * 2**20 - 8), 'long.md': padded(mib * 2**20 + 8),
        'flat.md': nested(depth - 1), 'deep.md': nested(depth + 1)})
    assert 'fit.md' not in said and 'flat.md' not in said, said
    assert 'long.md' in said and 'deep.md' in said, said
    assert documents['fit.md']['title'] == 'Long'
    assert documents['flat.md']['title'] == 'Deep'


def labels__of_an_article(_):
    (most,) = numbers('its tags, categories, authors')
    for kind in ('tags', 'categories', 'authors'):
        names = ', '.join(f'l{n}' for n in range(most + 10))
        _, documents = index({'a.md': f'---\n{kind}: [{names}]\n---\nText.'})
        assert len(documents['a.md'][kind]) == most, kind


def folders__of_a_depth(_):
    (depth,) = numbers('folders')
    fit, deep = 'd/' * depth + 'a.md', 'd/' * (depth + 1) + 'b.md'
    said, documents = index({fit: 'Text.', deep: 'Text.'})
    assert set(documents) == {fit}, (said, set(documents))


if __name__ == '__main__':
    lib.main(globals())
