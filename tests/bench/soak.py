#!/usr/bin/env python3
"""A server under load while its index changes: nothing fails, nothing is
wrong, nothing grows.

usage: BLOGSEARCH=PROGRAM soak.py QUERIES SITE WORK-FOLDER MINUTES UPDATES

SITE is copied to WORK-FOLDER and indexed. wrk asks distinct queries with several
connections, and visitors.py all that there is beside them: first while
nothing changes, for half a fifth of the time, then through five fifths of it
while the index is updated UPDATES times a second, and rebuilt once in the
middle. Every answer is checked: its status, its total (an update changes one
article, and only by words that no query has), its end. After each update the
article is looked up by its new word, and must not be found by its old one.

Exits 1 when an answer failed or was wrong; when memory, descriptors, the
index, or the processor's time for a request grew from the second fifth to the
last; or when there were fewer than half of the updates.
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
from visitors import Visitor  # noqa: E402, pylint: disable=wrong-import-position

CONNECTIONS = 2
VISITORS = 2
# What may grow, from the second fifth to the last, and by how much beside:
# a visitor may just have come, and SQLite's log grows to a size of its own.
GROWTH = 1.2
FEW_DESCRIPTORS = 5
LOG_MIB = 16


def word(number):
    """One that no article has and no query is mistaken for."""
    return f'zqxvjk{number:05d}'


def middle(values, share=0.5):
    """The median, or the value below which another share of them is."""
    return sorted(values)[int(len(values) * share)] if values else 0


def fifth_of(values, number):
    """A fifth, 0 to 4, of a list."""
    count = len(values)
    return values[count * number // 5:count * (number + 1) // 5]


class Gauge(threading.Thread):
    """What the server holds, looked at every second."""

    def __init__(self, pid, db):
        super().__init__(daemon=True)
        self.proc = f'/proc/{pid}'
        self.db = db
        self.over = threading.Event()
        self.memory, self.descriptors, self.index = [], [], []

    def run(self):
        while not self.over.wait(1):
            with open(self.proc + '/statm', encoding='utf-8') as file:
                pages = int(file.read().split()[1])
            self.memory.append(pages * os.sysconf('SC_PAGESIZE') / 2**20)
            self.descriptors.append(len(os.listdir(self.proc + '/fd')))
            self.index.append(sum(
                os.path.getsize(self.db + end) for end in ('', '-wal')
                if os.path.exists(self.db + end)) / 2**20)

    def stop(self):
        self.over.set()
        self.join()

    def cpu(self):
        """Seconds of the processor so far; see proc(5)."""
        with open(self.proc + '/stat', encoding='utf-8') as file:
            fields = file.read().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


class Soak:
    def __init__(self, queries, site, folder, minutes, updates):
        self.seconds = max(5, int(minutes * 60))
        self.due = int(self.seconds * updates)
        self.updates = 0
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
        self.index(*(['--full'] if number == self.due // 2 else []))
        self.check(server, word(number), 1)
        with open(path, 'wb') as file:
            file.write(before)
        if number:
            self.check(server, word(number - 1), 0)

    def change(self, server, over):
        """All updates, spread over the time of the load. One that takes
        longer than its time takes those that follow it away."""
        start = time.monotonic()
        while not over.is_set():
            self.update(server, self.updates)
            self.updates += 1
            passed = time.monotonic() - start
            due = passed * self.due / self.seconds
            over.wait(max(0, (self.updates - due) * self.seconds / self.due))

    def load_for(self, load, gauge, visitors, seconds):
        """wrk's row for this time, with what else there is to say of it."""
        seen = [len(visitor.rows) for visitor in visitors]
        before = gauge.cpu()
        row = load.run(CONNECTIONS, max(1, seconds))
        row['visits'] = [visit for visitor, skip in zip(visitors, seen)
                         for visit in visitor.rows[skip:]]
        row['cpu'] = (gauge.cpu() - before) * 1000 / (
            row['requests'] + len(row['visits']))
        return row

    def run(self):
        """Rows of the quiet time and of each fifth, and the gauge."""
        with lib.Server('--deadline', '60000', db=self.db) as server:
            load = self.make_load(server)
            load.run(CONNECTIONS, 2)
            gauge = Gauge(server.process.pid, self.db)
            visitors = [Visitor(server.port, self.queries, seed)
                        for seed in range(VISITORS)]
            for visitor in visitors:
                visitor.start()
            rows = [self.load_for(load, gauge, visitors, self.seconds // 10)]
            over = threading.Event()
            change = threading.Thread(target=self.change,
                                      args=(server, over))
            gauge.start()
            change.start()
            for _ in range(5):
                rows.append(self.load_for(load, gauge, visitors,
                                          self.seconds // 5))
            over.set()
            change.join()
            gauge.stop()
            for visitor in visitors:
                visitor.stop()
                self.trouble += visitor.trouble
        return rows, gauge


def print_rows(rows):
    print(f'{"":<18}{"requests":>10}{"failed":>8}{"wrong":>8}'
          f'{"a second":>10}{"p50, ms":>10}{"p99, ms":>10}{"max, ms":>10}'
          f'{"cpu, ms":>10}')
    for number, row in enumerate(rows):
        what = f'updates, fifth {number}' if number else 'nothing changes'
        print(f'{what:<18}{row["requests"]:>10}{row["failed"]:>8}'
              f'{row["wrong"]:>8}{row["rate"]:>10.0f}{row["p50"]:>10.2f}'
              f'{row["p99"]:>10.2f}{row["max"]:>10.2f}{row["cpu"]:>10.2f}')


def print_visits(rows):
    """What visitors did: how often, and how long it took, by fifths."""
    print('visitors: requests, and p50 and p99 in ms by fifths')
    kinds = sorted({visit[1] for row in rows for visit in row['visits']})
    for kind in kinds:
        times = [[visit[2] for visit in row['visits'] if visit[1] == kind]
                 for row in rows[1:]]
        print(f'  {kind:<10}{sum(map(len, times)):>8}  ', '  '.join(
            f'{middle(part):.1f} {middle(part, 0.99):.1f}'
            for part in times))


def find_growth(gauge, rows):
    """Print what may grow, by fifths; returns what did."""
    found = []
    for what, values, few in (('MiB of memory', gauge.memory, 0),
                              ('descriptors', gauge.descriptors, FEW_DESCRIPTORS),
                              ('MiB of index', gauge.index, LOG_MIB)):
        fifths = [middle(fifth_of(values, n)) for n in range(5)]
        print(f'{what}:', *(f'{value:.1f}' for value in fifths))
        if fifths[4] > GROWTH * fifths[1] + few:
            found.append(f'{what} grew')
    if rows[5]['cpu'] > GROWTH * rows[2]['cpu']:
        found.append("the processor's time for a request grew")
    return found


def main():
    queries, site, folder, minutes, updates = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    soak = Soak(queries, site, folder, float(minutes), float(updates))
    rows, gauge = soak.run()
    print_rows(rows)
    print_visits(rows)
    trouble = soak.trouble + find_growth(gauge, rows)
    print(f'{soak.updates} updates of {soak.due}')
    if soak.updates < soak.due // 2:
        trouble.append('there was no time for the updates')
    for row in rows:
        trouble += row['complaints']
        if row['failed'] or row['wrong']:
            trouble.append('answers failed or were wrong')
    for line in trouble[:10]:
        print('trouble:', line)
    sys.exit(1 if trouble else 0)


if __name__ == '__main__':
    main()
