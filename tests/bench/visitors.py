"""Readers of all kinds, beside the load of wrk.py: they type, look at pages,
follow what is related, and some of them mean no good.
"""
import functools
import http.client
import json
import random
import socket
import threading
import time
import urllib.parse

PAUSE = 0.02  # seconds between two requests of a visitor

# What is no request, or none that is answered well, and the statuses that
# are right; 0: closed without an answer.
BAD = [
    (b'GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n', {404}),
    (b'POST /api/search?q=a HTTP/1.1\r\nHost: x\r\n'
     b'Content-Length: 3\r\n\r\nabc', {405}),
    (b'GET /api/search?q=%ff HTTP/1.1\r\nHost: x\r\n\r\n', {400}),
    (b'GET /api/search?q=a&limit=many HTTP/1.1\r\nHost: x\r\n\r\n', {400}),
    (b'GET /api/search?' + b'a=b&' * 100 + b' HTTP/1.1\r\nHost: x\r\n\r\n',
     {400}),
    (b'GET /api/search?q=' + b'a' * 40000 + b' HTTP/1.1\r\nHost: x\r\n\r\n',
     {0, 400, 414, 431}),
    (b'GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n', {400, 404}),
    (b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', {0, 400}),
    (b'GET /api/search?q=asyncio HT', {0, 400}),
    (b'', {0}),
]


class Visitor(threading.Thread):
    """One of them, until stop() is called. `rows` has what it met: when,
    what it asked, and for how many ms; `trouble`, what was wrong."""

    def __init__(self, port, queries, seed):
        super().__init__(daemon=True)
        self.port, self.queries = port, queries
        self.random = random.Random(seed)
        self.over = threading.Event()
        self.rows, self.trouble = [], []
        self.connection = http.client.HTTPConnection('127.0.0.1', port,
                                                     timeout=60)

    def stop(self):
        self.over.set()
        self.join()
        self.connection.close()

    def run(self):
        while not self.over.is_set():
            steps = self.random.choice([self.type, self.look, self.look,
                                        self.browse, self.misbehave])()
            for what, step in steps:
                start = time.monotonic()
                try:
                    wrong = step()
                except (OSError, ValueError, KeyError,
                        http.client.HTTPException) as error:
                    wrong = repr(error)
                    self.connection.close()
                end = time.monotonic()
                self.rows.append((end, what, (end - start) * 1000))
                if wrong:
                    self.trouble.append(f'{what}: {wrong[:200]}')
                if self.over.wait(PAUSE):
                    return

    def get(self, target, **parameters):
        """An answer that has to be a good one, as text."""
        if parameters:
            target += '?' + urllib.parse.urlencode(parameters)
        self.connection.request('GET', target)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        if answer.status != 200:
            raise ValueError(f'{answer.status} {target} {text}')
        return text

    def ask(self, target, text, **parameters):
        """Search or suggest; returns what is wrong with the answer."""
        answer = json.loads(self.get(target, q=text, **parameters))
        return '' if answer['query'] == text else f'{text}: not its answer'

    def look_at_page(self, text, **parameters):
        page = self.get('/search', q=text, **parameters)
        return '' if page.rstrip().endswith('</html>') else 'no whole page'

    def type(self):
        """A query letter by letter, as the search box asks."""
        text = self.random.choice(self.queries)
        for end in range(1, len(text) + 1):
            yield 'typing', functools.partial(
                self.ask, '/api/search', text[:end], prefix=1)
            if end % 3 == 0:
                yield 'suggest', functools.partial(
                    self.ask, '/api/suggest', text[:end])

    def look(self):
        """Results as pages, and what belongs to the box."""
        text = self.random.choice(self.queries)
        for offset in (0, 10, 20):
            yield 'page', functools.partial(self.look_at_page, text,
                                            offset=offset)
        yield 'facets', functools.partial(
            self.ask, '/api/search', text, facets=1, limit=100)

    def browse(self):
        for target in ('/searchbox.js', '/searchbox.css', '/opensearch.xml',
                       '/metrics', '/healthz'):
            yield 'the rest', functools.partial(
                lambda target: '' if self.get(target) else 'empty', target)

    def misbehave(self):
        for data, statuses in self.random.sample(BAD, 3):
            yield 'bad', functools.partial(self.send, data, statuses)

    def send(self, data, statuses):
        """Bytes, and no more; some leave without a goodbye."""
        with socket.create_connection(('127.0.0.1', self.port), 60) as sock:
            try:
                sock.sendall(data)
                if self.random.random() < 0.2:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                    b'\1\0\0\0\0\0\0\0')
                    return ''
                sock.shutdown(socket.SHUT_WR)
                head = sock.recv(100)
            except OSError:  # closed before all of it was sent
                head = b''
        status = int(head.split()[1]) if head else 0
        return '' if status in statuses else f'{status} for {data[:60]}'
