#!/usr/bin/env python3
"""What HTTP and JSON cost on top of the search itself.

usage: BLOGSEARCH=PROGRAM serve.py QUERIES SITE WORK-FOLDER

SITE is indexed in WORK-FOLDER, and the program QUERIES makes distinct
queries from it. They are asked by turns in three ways, several rounds of
which the medians count, so that what slows the machine slows all:

- `query --batch --repeat --stats`: the search alone, in process;
- a server, by wrk: with one connection, where the time of an answer stands
  beside that of the search, and with several, beside as many processes as
  there are processors;
- nginx with a file of the size of an answer, for scale.

CPU is the processor time of the whole process by query, a part of which is
the system's. It says what the clock says on a machine with nothing else to
do, and says it on others too; the clock counts waiting for wrk as well.
"""
import os
import re
import resource
import statistics
import subprocess
import sys
import urllib.parse

TESTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
sys.path.insert(0, os.path.join(TESTS, 'server'))
import lib  # noqa: E402, pylint: disable=wrong-import-position
import nginx  # noqa: E402, pylint: disable=wrong-import-position
import wrk  # noqa: E402, pylint: disable=wrong-import-position

ROUNDS = 5
SECONDS = 3      # of each run of wrk
REPEAT = 8       # of the batch
CONNECTIONS = 8  # under load


def output_of(*args):
    return subprocess.run(args, check=True, text=True,
                          stdout=subprocess.PIPE).stdout


def write(path, text):
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def cpu_of_process(pid):
    """Seconds of processor time so far; see proc(5)."""
    with open(f'/proc/{pid}/stat', encoding='utf-8') as file:
        fields = file.read().rpartition(')')[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


def cpu_of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class Batch:
    """The queries asked in process."""

    def __init__(self, db, path):
        self.args = [lib.PROGRAM, 'query', '--db', db, '--batch', path,
                     '--prefix', '--stats']
        with open(path, encoding='utf-8') as file:
            self.queries = [line.rstrip('\n').split('\t')[1] for line in file]

    def run(self, repeat):
        said = subprocess.run([*self.args, '--repeat', str(repeat)],
                              check=True, text=True, stderr=subprocess.PIPE,
                              stdout=subprocess.DEVNULL).stderr
        return {name: float(value) for name, value in
                re.findall(r'(\w+) ([0-9.]+)', said)}

    def measure(self, processes):
        """All rounds but the first print nothing: that one is left out."""
        before, once = cpu_of_children(), self.run(1)
        opening, before = cpu_of_children() - before, cpu_of_children()
        rows = []
        lib.together([lambda: rows.append(self.run(1 + REPEAT))] * processes)
        row = {name: statistics.mean(row[name] for row in rows)
               for name in once}
        row['cpu'] = ((cpu_of_children() - before) / processes - opening) * (
            1e3 / (REPEAT * len(self.queries)))
        row['rate'] = processes * 1e3 / row['mean']
        return row


class Client:
    """wrk, and the process that it talks to."""

    def __init__(self, path, port, pid, targets):
        self.load = wrk.Load(path, port, targets)
        self.pid = pid

    def measure(self, connections):
        before = cpu_of_process(self.pid)
        row = self.load.run(connections, SECONDS)
        if row['failed']:
            raise SystemExit(f'{row["failed"]} requests failed')
        row['cpu'] = ((cpu_of_process(self.pid) - before) * 1e3 /
                      row['requests'])
        return row


def nginx_with(folder, body):
    """nginx with one file, as large as the answers are."""
    root = os.path.join(folder, 'static')
    os.makedirs(root, exist_ok=True)
    with open(os.path.join(root, 'answer.json'), 'wb') as file:
        file.write(body)
    return nginx.Nginx(folder, root)


def medians(rows):
    return {name: statistics.median(row[name] for row in rows)
            for name in COLUMNS}


def typical_answer(server, targets):
    """The answer whose size is the median."""
    bodies = sorted((server.get(target).body for target in targets), key=len)
    return bodies[len(bodies) // 2]


COLUMNS = 'rate', 'mean', 'p50', 'p99', 'cpu'


def print_row(what, row):
    print(f'{what:<30}{row["rate"]:>10.0f}' + ''.join(
        f'{row[name]:>10.3f}' for name in COLUMNS[1:]))


def print_ratio(row, other, names=COLUMNS):
    print(f'{"    ratio":<30}' + ''.join(
        f'{row[name] / other[name]:>10.2f}' if name in names else ' ' * 10
        for name in COLUMNS) + '\n')


def measure(batch, ours, static):
    rows = [], [], [], [], []
    for _ in range(ROUNDS):
        for row, value in zip(rows, (
                batch.measure(1), ours.measure(1),
                batch.measure(os.cpu_count()), ours.measure(CONNECTIONS),
                static.measure(CONNECTIONS))):
            row.append(value)
    return [medians(row) for row in rows]


def main():
    _, queries, site, folder = sys.argv
    db = os.path.join(folder, 'serve.db')
    batch_path = os.path.join(folder, 'queries.tsv')
    os.makedirs(folder, exist_ok=True)
    subprocess.run([lib.PROGRAM, 'index', '--quiet', '--db', db, site],
                   check=True)
    write(batch_path, output_of(queries, db))
    batch = Batch(db, batch_path)
    targets = ['/api/search?q=' + urllib.parse.quote(query)
               for query in batch.queries]
    with lib.Server('--deadline', '60000', db=db) as server:
        body = typical_answer(server, targets)
        ours = Client(os.path.join(folder, 'ours.lua'), server.port,
                      server.process.pid, targets)
        with nginx_with(folder, body) as web:
            static = Client(os.path.join(folder, 'static.lua'), web.port,
                            web.process.pid, ['/answer.json'])
            rows = measure(batch, ours, static)
    alone, single, together, loaded, scale = rows
    print(f'{len(targets)} queries, answers of {len(body)} bytes;'
          f' times in ms\n\n{"":<30}' + ''.join(
              f'{name:>10}' for name in ('a second', 'mean', 'p50', 'p99',
                                         'CPU')))
    print_row('search alone', alone)
    print_row('HTTP, 1 connection', single)
    print_ratio(single, alone)
    print_row(f'search alone, {os.cpu_count()} at once', together)
    print_row(f'HTTP, {CONNECTIONS} connections', loaded)
    # More clients than processors wait for each other.
    print_ratio(loaded, together, ('rate', 'cpu'))
    print_row(f'nginx, a file, {CONNECTIONS} connections', scale)


if __name__ == '__main__':
    main()
