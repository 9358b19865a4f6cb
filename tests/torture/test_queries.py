#!/usr/bin/env python3
"""Hostile queries: the worst of the language ends soon after the deadline.

INDEX in the environment is an index of any site to ask; without it one is
made up, of 200 articles for each COUNT. What is compared with the deadline
is the time of the server's processor, which no other program adds to.
Prints what each kind of query took.
"""
import os
import subprocess
import string
import time
import urllib.parse

from support import COUNT, lib

DEADLINE = 500   # ms
OVERSHOOT = 100  # ms
LETTERS = string.ascii_lowercase
INDEX = os.environ.get('INDEX')

# A word that is in no article, and not near to one that is.
NONSENSE = 'xqzjvwkq'


def make_index():
    """Articles of words that are as often as in a language."""
    root = os.path.join(lib.SITE.folder, 'queries')
    os.makedirs(root)
    with open(root + '/blogsearch.toml', 'w', encoding='utf-8') as file:
        file.write('generator = "plain"\n')
    stop = 'the of and to a in is that for it as be on with this are'.split()
    for i in range(200 * COUNT):
        number = i
        words = []
        for k in range(60):
            number = (number * 1103515245 + 12345 + k) % (1 << 31)
            rank = 1 + int((COUNT * 5000) ** ((number >> 8) / (1 << 23)))
            words += [stop[number % 16], made_up(rank)]
        text = ' '.join(words)
        folder = f'{root}/{i // 1000}'
        os.makedirs(folder, exist_ok=True)
        with open(f'{folder}/{i}.md', 'w', encoding='utf-8') as file:
            file.write(f'---\ntitle: {words[1]} {words[3]} {i}\n'
                       f'tags: [t{i % 50}, u{i % 7919}]\n'
                       f'authors: [Author {i % 997}]\n'
                       f'date: 20{i % 20:02}-01-01\n---\n'
                       f'{text}\n\n## {words[5]}\n\n証明書 a.a.a.a {text}\n')
    db = os.path.join(lib.SITE.folder, 'queries.db')
    subprocess.run([lib.PROGRAM, 'index', root, '--db', db, '--quiet'],
                   check=True, stdout=subprocess.DEVNULL)
    return db


def made_up(rank):
    """The word of this rank; a rank's word is always the same."""
    word = ''
    while rank:
        word += LETTERS[rank % 26] + 'aeiou'[rank % 5]
        rank //= 26
    return word


def frequent_words(server):
    """The words that most articles have, by first letter."""
    words = []
    for letter in LETTERS:
        answer = server.get(f'/api/suggest?q={letter}').json
        words += [(w['count'], w['text']) for w in answer['words'][:6]]
    words.sort(reverse=True)
    return [word for _, word in words]


def misspell(word):
    """A mistake in the middle and one at the end, which is much to mend."""
    middle = len(word) // 2
    return word[:middle] + 'q' + word[middle:] + 'j'


def rest_of(words, least):
    return [word for word in words if len(word) >= least]


def cut(text):
    """As much as the server reads of it."""
    return text.encode()[:1024].decode(errors='ignore')


def kinds(words):
    """What is asked: name, query, further parameters."""
    top = words[:8]
    letters = [f'{c}*' for c in LETTERS]
    pairs = [f'{a}{b}*' for a in LETTERS for b in 'aeiouhlr']
    quoted = [f'"{word}"' for word in words]
    long = rest_of(words, 5)
    wrong = [misspell(word) for word in long]
    han = ''.join(chr(0x4e00 + i * 7) for i in range(300))
    return [
        ('a common word', top[0], {}),
        ('common words', ' '.join(words[:40]), {}),
        ('common words, quoted', ' '.join(quoted[:40]), {}),
        ('common words with OR', ' OR '.join(quoted[:60]), {}),
        ('a common word 200 times', f'{top[0]} ' * 200, {}),
        ('a phrase of two', f'"{top[0]} {top[1]}"', {}),
        ('a phrase of common words', f'"{" ".join(words[:60])}"', {}),
        ('a phrase of one word', f'"{f"{top[0]} " * 150}"', {}),
        ('many phrases', ' '.join(f'"{a} {b}"' for a in top for b in top),
         {}),
        ('many phrases with OR',
         ' OR '.join(f'"{a} {b}"' for a in top for b in top), {}),
        ('rare beside common', f'{quoted[0]} {quoted[1]} {words[-1]}', {}),
        ('unknown beside common', f'{quoted[0]} {quoted[1]} {NONSENSE}', {}),
        ('prefixes of a letter', ' '.join(letters), {}),
        ('prefixes of a letter with OR', ' OR '.join(letters * 3), {}),
        ('prefixes of two letters', ' '.join(pairs), {}),
        ('prefixes of two letters with OR', ' OR '.join(pairs), {}),
        ('prefixes without a common letter',
         ' '.join(f'{c}*' for c in 'qxzjkv'), {}),
        ('prefixes of digits', ' '.join(f'{c}*' for c in '0123456789'), {}),
        ('a letter being typed', top[0][0], {'prefix': 1}),
        ('a phrase and a letter being typed', f'{quoted[0]} {top[1][0]}',
         {'prefix': 1}),
        ('a compound and a letter being typed', f'{top[0]}.{top[1][0]}',
         {'prefix': 1}),
        ('prefixes in titles', ' '.join(f'title:{c}*' for c in LETTERS), {}),
        ('a compound of one part', '.'.join('a' * 300), {}),
        ('a compound of common words', '.'.join(words[:100]), {}),
        ('a compound of all words', '-'.join(words), {}),
        ('many compounds', ' '.join(f'{a}.{b}' for a in top for b in top),
         {}),
        ('compounds being typed',
         ' '.join(f'{word}.{c}*' for word in top for c in LETTERS), {}),
        ('misspelled words', ' '.join(wrong), {}),
        ('misspelled compounds', ' '.join(f'{a}.{b}' for a, b in
                                          zip(wrong, wrong[1:])), {}),
        ('words written together', ' '.join(a + b for a, b in
                                            zip(long, long[1:])), {}),
        ('letters', ' '.join(LETTERS), {}),
        ('Han', han, {}),
        ('Han, letter by letter', ' '.join(han), {}),
        ('all but a word', f'-{top[0]}', {}),
        ('all but prefixes', ' '.join(f'-{c}*' for c in LETTERS), {}),
        ('a word but prefixes',
         top[0] + ' ' + ' '.join(f'-{c}*' for c in LETTERS), {}),
        ('everything', '', {'after': '1970', 'sort': 'oldest'}),
        ('many authors', top[0] + ' author:a' * 30, {}),
        ('not many authors', top[0] + ' -author:a' * 30, {}),
        ('many tags', top[0] + ''.join(f' tag:t{i}' for i in range(30)), {}),
        ('many sections', top[0] + ' section:x' * 30, {}),
        ('facets', top[0], {'facets': 1}),
        ('facets of a rare word', words[-1], {'facets': 1}),
        ('facets of everything', '', {'after': '1970', 'facets': 1}),
        ('a late page', top[0], {'offset': 10000, 'limit': 100}),
        ('the newest', f'{quoted[0]} OR {quoted[1]}', {'sort': 'newest'}),
    ]


class Clock:
    """The time of the server's processor and that of the wall, in ms."""

    def __init__(self, server):
        self.stat = f'/proc/{server.process.pid}/stat'

    def read(self):
        with open(self.stat, encoding='ascii') as file:
            fields = file.read().rsplit(')', 1)[1].split()
        cpu = int(fields[11]) + int(fields[12])
        return cpu * 1000 / os.sysconf('SC_CLK_TCK'), time.monotonic() * 1000


def ask(server, what, target):
    """Ask; returns the answer and what it took of the processor."""
    clock = Clock(server)
    before = clock.read()
    answer = server.get(target)
    cpu, wall = (b - a for a, b in zip(before, clock.read()))
    assert answer.status == 200, (what, answer.status, answer.text)
    told = answer.json
    print(f'# {what:36} {cpu:6.0f} {wall:6.0f} {told.get("total", 0):8}'
          f'{"  partial" if told.get("partial") else ""}', flush=True)
    return cpu


def check(server, asked):
    """Each twice: what is read for the first time is not measured."""
    late = {}
    print(f'# {"kind":36} {"cpu":>6} {"wall":>6} {"found":>8}', flush=True)
    for what, target in asked:
        server.get(target)
        cpu = ask(server, what, target)
        if cpu > DEADLINE + OVERSHOOT:
            late[what] = cpu
    assert not late, late


def hostile_queries__end_soon_after_the_deadline(_):
    with lib.Server('--deadline', str(DEADLINE),
                    db=INDEX or make_index()) as server:
        words = frequent_words(server)
        check(server, [
            (what, '/api/search?' + urllib.parse.urlencode(
                {'q': cut(query), 'prefix': 0, **parameters}))
            for what, query, parameters in kinds(words)])
        check(server, [
            (f'suggestions for {text:.10}', '/api/suggest?' +
             urllib.parse.urlencode({'q': text}))
            for text in (words[0][0], words[0], NONSENSE, 'a' * 1000,
                         'a ' * 500)])


lib.main(globals())
