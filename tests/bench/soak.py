#!/usr/bin/env python3
"""A server under load while its index changes: nothing fails, nothing is
wrong, memory stays flat.

usage: BLOGSEARCH=PROGRAM soak.py QUERIES SITE WORK-FOLDER MINUTES

SITE is copied to WORK-FOLDER and indexed. wrk asks distinct queries with several
connections, first for a fifth of the time while nothing changes, then while
the index is updated 50 times, and rebuilt once in the middle. Every answer
is checked: its status, its total (an update changes one article, and only
by words that no query has), its end. After each update the article is
looked up by its new word, and must not be found by its old one.

Exits 1 when an answer failed or was wrong, or when memory grew.
"""
import json
import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.parse

TESTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
sys.path.insert(0, os.path.join(TESTS, 'server'))
import lib  # noqa: E402, pylint: disable=wrong-import-position
import wrk  # noqa: E402, pylint: disable=wrong-import-position

UPDATES = 50
CONNECTIONS = 2
GROWTH = 1.2  # of memory, from the second fifth of the load to the last


def word(number):
    """One that no article has and no query is mistaken for."""
    return f'zqxvjk{number:05d}'


class Memory(threading.Thread):
    """What the server holds, looked at every second."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid = pid
        self.over = threading.Event()
        self.mib = []

    def run(self):
        while not self.over.wait(1):
            with open(f'/proc/{self.pid}/statm', encoding='utf-8') as file:
                pages = int(file.read().split()[1])
            self.mib.append(pages * os.sysconf('SC_PAGESIZE') / 2**20)

    def fifth(self, number):
        """The median of a fifth, 0 to 4, of the time."""
        count = len(self.mib)
        part = sorted(self.mib[count * number // 5:
                               count * (number + 1) // 5])
        return part[len(part) // 2] if part else 0


class Soak:
    def __init__(self, queries, site, folder, minutes):
        self.seconds = int(minutes * 60)
        self.folder = folder
        self.root = os.path.join(folder, 'soak-site')
        self.db = os.path.join(folder, 'soak.db')
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(site, self.root)
        self.paths = [document['path'] for document in map(
            json.loads, self.index_and_list())]
        self.queries = [line.split('\t')[1] for line in subprocess.run(
            [queries, self.db], check=True, text=True,
            stdout=subprocess.PIPE).stdout.splitlines()]
        self.trouble = []

    def index(self, *options):
        subprocess.run([lib.PROGRAM, 'index', '--quiet', '--db', self.db,
                        self.root, *options], check=True)

    def index_and_list(self):
        self.index('--full')
        return subprocess.run([lib.PROGRAM, 'export', '--db', self.db],
                              check=True, text=True,
                              stdout=subprocess.PIPE).stdout.splitlines()

    def make_load(self, server):
        targets = ['/api/search?q=' + urllib.parse.quote(query)
                   for query in self.queries]
        answers = []
        for target in targets:
            answer = server.get(target).json
            text = json.dumps(answer['query'], ensure_ascii=False)
            answers.append((text[1:-1], answer['total']))
        return wrk.Load(os.path.join(self.folder, 'soak.lua'), server.port,
                        targets, answers)

    def check(self, server, text, total):
        found = server.search(text, literal=1, prefix=0)['total']
        if found != total:
            self.trouble.append(f'{text} is found {found} times')

    def update(self, server, number):
        """Give the next article a word that is the update's own."""
        path = os.path.join(self.root,
                            self.paths[number * 37 % len(self.paths)])
        with open(path, 'rb') as file:
            before = file.read()
        with open(path, 'ab') as file:
            file.write(f'\n\n{word(number)}\n'.encode())
        self.index(*(['--full'] if number == UPDATES // 2 else []))
        self.check(server, word(number), 1)
        with open(path, 'wb') as file:
            file.write(before)
        if number:
            self.check(server, word(number - 1), 0)

    def change(self, server, process, seconds):
        """All updates, spread over the time of the load."""
        start = time.monotonic()
        number = 0
        while number < UPDATES and process.poll() is None:
            self.update(server, number)
            number += 1
            due = start + seconds * number / (UPDATES + 1)
            time.sleep(max(0, due - time.monotonic()))
        if number < UPDATES:
            self.trouble.append(f'there was time for {number} updates only')

    def run(self):
        with lib.Server('--deadline', '60000', db=self.db) as server:
            load = self.make_load(server)
            load.run(CONNECTIONS, 2)
            memory = Memory(server.process.pid)
            memory.start()
            quiet = load.run(CONNECTIONS, max(1, self.seconds // 5))
            seconds = self.seconds - self.seconds // 5
            process = load.start(CONNECTIONS, seconds)
            self.change(server, process, seconds)
            busy = load.wait(process)
            memory.over.set()
            memory.join()
        return quiet, busy, memory


def print_row(what, row):
    print(f'{what:<16}{row["requests"]:>10}{row["failed"]:>8}'
          f'{row["wrong"]:>8}{row["rate"]:>10.0f}{row["p50"]:>10.2f}'
          f'{row["p99"]:>10.2f}{row["max"]:>10.2f}')


def main():
    queries, site, folder, minutes = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    soak = Soak(queries, site, folder, float(minutes))
    quiet, busy, memory = soak.run()
    print(f'{"":<16}{"requests":>10}{"failed":>8}{"wrong":>8}'
          f'{"a second":>10}{"p50, ms":>10}{"p99, ms":>10}{"max, ms":>10}')
    print_row('nothing changes', quiet)
    print_row(f'{UPDATES} updates', busy)
    print(f'p99 is {busy["p99"] / quiet["p99"]:.2f} times as long\n'
          'MiB of memory by fifths of the time:',
          *(f'{memory.fifth(n):.1f}' for n in range(5)))
    trouble = soak.trouble + quiet['complaints'] + busy['complaints']
    for row in quiet, busy:
        if row['failed'] or row['wrong']:
            trouble.append('answers failed or were wrong')
    if memory.fifth(4) > GROWTH * memory.fifth(1):
        trouble.append('memory grew')
    for line in trouble[:10]:
        print('trouble:', line)
    sys.exit(1 if trouble else 0)


if __name__ == '__main__':
    main()
