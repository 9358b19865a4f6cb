"""A made-up site in two editions, and indexing runs that may go wrong.

COUNT in the environment says how often what is random is tried; SEED makes
a run the same again.
"""
import errno
import glob
import os
import random
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '../server'))
import lib  # noqa: E402 pylint: disable=wrong-import-position

COUNT = int(os.environ.get('COUNT') or 3)
SEED = int(os.environ.get('SEED') or random.randrange(1 << 30))

FAULTS = os.path.join(os.path.dirname(lib.PROGRAM), 'tests/torture/faults.so')

WORDS = ('asyncio coroutine loop task event blocking café naïve 証明書 '
         'std::vector C++ index query rank snippet title heading').split()


class Place:
    """A folder with a site and an index, gone at the end."""

    def __init__(self, name, articles=120):
        self.folder = os.path.join(lib.SITE.folder, name)
        self.root = os.path.join(self.folder, 'site')
        self.home = os.path.join(self.folder, 'index')
        self.db = os.path.join(self.home, 'index.db')
        self.articles = articles
        self.random = random.Random(SEED)
        print(f'# SEED={SEED} COUNT={COUNT}', flush=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.home)

    def write(self, edition):
        """Make the site: editions 1 and 2 differ in most articles."""
        shutil.rmtree(self.root, ignore_errors=True)
        os.makedirs(self.root)
        with open(self.root + '/blogsearch.toml', 'w', encoding='utf-8') as f:
            f.write('generator = "plain"\n')
        for i in range(self.articles):
            if edition == 2 and i % 7 == 0:
                continue
            same = random.Random(i if i % 3 == 0 else i * 1000 + edition)
            text = ' '.join(same.choice(WORDS) + str(same.randrange(40))
                            for _ in range(120))
            with open(f'{self.root}/a{i}.md', 'w', encoding='utf-8') as f:
                f.write(f'---\ntitle: Article {i} of edition {edition}\n'
                        f'tags: [e{edition}, common]\n---\n'
                        f'Common words. {text}\n\n## Part\n\n{text}\n')

    def command(self, *options):
        return [lib.PROGRAM, 'index', self.root, '--db', self.db, '--quiet',
                *options]

    def index(self, *options):
        return subprocess.run(self.command(*options), capture_output=True,
                              text=True, check=False, timeout=120)

    def ask(self, *arguments):
        """Run a command that reads the index."""
        return subprocess.run([lib.PROGRAM, *arguments, '--db', self.db],
                              capture_output=True, check=False, timeout=120)

    def export(self):
        return self.ask('export').stdout

    def expected(self, edition):
        """The export of this edition, indexed in peace."""
        self.write(edition)
        assert self.index('--full').returncode == 0
        return self.export()

    def check_whole(self, states):
        """The index is whole and in one of these states; returns which."""
        run = self.ask('status')
        assert run.returncode == 0, run.stderr
        state = self.export()
        assert state in states, 'neither the old state nor the new one'
        return states.index(state)

    def check_tidy(self):
        """There is nothing but the index."""
        left = set(os.listdir(self.home)) - {'index.db'}
        assert not left, left

    def remove_index(self):
        for path in glob.glob(self.home + '/*'):
            os.remove(path)


def index_faulty(place, at, error, times, *options):
    """A run whose call number `at` fails, or with error 0 is its last; its
    process, or None: all went well."""
    log = place.folder + '/fault'
    if os.path.exists(log):
        os.remove(log)
    run = subprocess.run(
        place.command(*options), capture_output=True, text=True, check=False,
        timeout=120, env={
            **os.environ, 'LD_PRELOAD': FAULTS, 'FAULT_LOG': log,
            'FAULT_AT': str(at), 'FAULT_ERROR': str(error),
            'FAULT_TIMES': str(times),
            'ASAN_OPTIONS': 'verify_asan_link_order=0'})
    return run if os.path.exists(log) else None


def count_calls(place, prepare, *options):
    """How many calls a run makes that change files."""
    low, high = 1, 2
    while True:
        prepare()
        if not index_faulty(place, high, errno.EIO, 1, *options):
            break
        low, high = high, high * 2
    while low + 1 < high:
        middle = (low + high) // 2
        prepare()
        if index_faulty(place, middle, errno.EIO, 1, *options):
            low = middle
        else:
            high = middle
    return low


def one_line(text):
    """Whether this is one message of ours."""
    if isinstance(text, bytes):
        text = text.decode()
    return text.startswith('blogsearch: ') and text.count('\n') == 1
