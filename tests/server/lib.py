"""What the server's tests stand on: a site, a server, raw sockets, TAP.

A test is a function whose name is a fact, subject__what_is_true. main() runs
those of a file with one server; a test that wants other options starts one.
"""
import gzip
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.parse

PROGRAM = os.path.abspath(os.environ.get('BLOGSEARCH', 'build/blogsearch'))
TOP = os.path.abspath(os.path.join(os.path.dirname(__file__), '../..'))

# Sanitizers take memory and time of their own.
IS_SANITIZED = 'san' in PROGRAM

# An article that would take over a careless page.
HOSTILE = '''---
title: '<img src=x onerror="alert(1)"> "><script>alert(2)</script> zebra'
date: 2026-05-01
author: '<b>Mallory</b>'
tags: ['<i>zebra</i>', 'a"b&c']
url: 'javascript:alert(3)'
---

A zebra wrote <script>alert(4)</script> and `<mark>`.

## Zebra <img src=x> heading
'''


class Answer:
    """One HTTP answer, taken apart."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def text(self):
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)


def read_answer(stream, method='GET'):
    """Read one answer from a socket's file; None where there is none."""
    line = stream.readline(65537)
    if not line:
        return None
    status = int(line.split()[1])
    headers = {}
    while True:
        line = stream.readline(65537).decode('latin-1').rstrip('\r\n')
        if not line:
            break
        name, _, value = line.partition(':')
        headers[name.lower()] = value.strip()
    length = int(headers.get('content-length', 0))
    if method == 'HEAD' or status in (204, 304):
        length = 0
    return Answer(status, headers, stream.read(length))


def wait_for(condition, seconds=10):
    """The first true value of condition(), or its last one."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value or time.monotonic() > end:
            return value
        time.sleep(0.02)


def together(calls):
    """Run the functions in threads, all at once."""
    trouble = []

    def run(call):
        try:
            call()
        except Exception as error:  # pylint: disable=broad-except
            trouble.append(error)

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if trouble:
        raise trouble[0]


class Server:
    """`blogsearch serve`, at a port that the system chooses."""

    def __init__(self, *options, db=None, listen='127.0.0.1:0',
                 is_limited=False, **popen):
        self.log = tempfile.TemporaryFile('w+')
        options = list(options)
        if not is_limited and '--rate' not in options:
            options += ['--rate', '0']
        listen = ['--listen', listen] if listen else []
        self.process = subprocess.Popen(
            [PROGRAM, 'serve', '--db', db or SITE.db, *listen, *options],
            stderr=self.log, **popen)
        if not wait_for(lambda: 'listening' in self.said() or
                        self.process.poll() is not None) or \
                self.process.poll() is not None:
            raise AssertionError(f'the server does not start: {self.said()}')
        port = re.search(r'listening on http://[^ ]*:(\d+)', self.said())
        self.port = int(port.group(1)) if port else None

    def said(self):
        self.log.seek(0)
        return self.log.read()

    def connect(self, timeout=20):
        return socket.create_connection(('127.0.0.1', self.port), timeout)

    def send(self, data, timeout=20):
        """Send bytes; all that comes back till the server closes."""
        with self.connect(timeout) as sock:
            try:
                sock.sendall(data)
                sock.shutdown(socket.SHUT_WR)
            except OSError:
                pass
            return read_all(sock)

    def get(self, target, method='GET', **headers):
        lines = [f'{method} {target} HTTP/1.1', 'Host: localhost',
                 'Connection: close']
        lines += [f'{name.replace("_", "-")}: {value}'
                  for name, value in headers.items()]
        with self.connect() as sock:
            sock.sendall(('\r\n'.join(lines) + '\r\n\r\n').encode())
            return read_answer(sock.makefile('rb'), method)

    def search(self, text, **parameters):
        query = urllib.parse.urlencode({'q': text, **parameters})
        return self.get(f'/api/search?{query}').json

    def total(self, text):
        return self.search(text, prefix=0)['total']

    def stop(self, sig=signal.SIGTERM, timeout=20):
        self.process.send_signal(sig)
        return self.process.wait(timeout)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            status = self.stop()
            assert status == 0, f'status {status}: {self.said()}'
        else:
            assert self.process.returncode == 0, self.said()
        assert 'Sanitizer' not in self.said(), self.said()
        self.log.close()


def read_all(sock):
    data = b''
    try:
        while chunk := sock.recv(65536):
            data += chunk
    except ConnectionResetError:
        pass
    return data


class Site:
    """A copy of the sample site with a hostile article, and its index."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix='blogsearch-server-')
        self.root = os.path.join(self.folder, 'site')
        self.db = os.path.join(self.folder, 'index.db')
        shutil.copytree(os.path.join(TOP, 'data/site'), self.root)
        self.write('hostile', HOSTILE)
        self.index()

    def path(self, name):
        return os.path.join(self.root, 'content/posts', f'{name}.md')

    def write(self, name, text):
        with open(self.path(name), 'w', encoding='utf-8') as file:
            file.write(text)

    def article(self, name, body):
        self.write(name, f'---\ntitle: {name}\ndate: 2026-05-02\n---\n{body}\n')

    def index(self, *options, db=None):
        subprocess.run([PROGRAM, 'index', self.root, '--db', db or self.db,
                        *options], check=True, stdout=subprocess.DEVNULL)


SITE = None


def unzip(answer):
    return gzip.decompress(answer.body)


def main(names, *options):
    """Run the functions of a module called as tests are, with a server."""
    tests = [value for name, value in names.items()
             if '__' in name.strip('_') and callable(value)]
    global SITE
    SITE = sys.modules['lib'].SITE = Site()
    failed = 0
    print(f'1..{len(tests)}', flush=True)
    try:
        with Server(*options) as common:
            for number, test in enumerate(tests, 1):
                try:
                    test(common)
                    print(f'ok {number} - {test.__name__}', flush=True)
                except Exception:  # pylint: disable=broad-except
                    failed += 1
                    print(f'not ok {number} - {test.__name__}')
                    for line in traceback.format_exc().splitlines():
                        print(f'# {line}', flush=True)
    finally:
        shutil.rmtree(SITE.folder)
    sys.exit(1 if failed else 0)
