#!/usr/bin/env python3
"""Hostile articles: four times as much costs no more than some four times.

What is compared is the processor's time and the memory of two runs of one
program. Time in proportion to the size gives 4, a sort or a b-tree a little
more, and time that grows with the square 16.
"""
import os
import shutil
import subprocess

from support import COUNT, lib

FEW = 250_000 if COUNT >= 50 else 25_000
MANY = 4 * FEW
MOST_TIMES = 8
MOST_MEMORY = 6


def matter(text):
    return f'---\n{text}\n---\nText.\n'


def numbered(form, n):
    return ''.join(form.format(i) for i in range(n))


MARKDOWN = {
    'nested quotes': lambda n: '> ' * n + 'a\n',
    'lazy quotes': lambda n: '> ' * 100 + 'a\n' + 'b\n' * n,
    'nested lists': lambda n: '- ' * n + 'a\n',
    'quoted lists': lambda n: '> 1. ' * n + 'a\n',
    'list items': lambda n: '- a\n\n' * n,
    'opened links': lambda n: '[' * n + 'a' + ']' * n + '\n',
    'links never closed': lambda n: '[a](b "' * n + '\n',
    'links of references': lambda n: '[a]: b\n' * n + '\n' + '[a]' * n + '\n',
    'references never used': lambda n: numbered('[{}]: b\n', n),
    'footnotes of footnotes': lambda n: numbered('[^{}]: [^1]\n\n', n // 2),
    'opened emphasis': lambda n: '*a **b ' * n + '\n',
    'nested emphasis': lambda n: '*' * n + 'a' + '*' * n + '\n',
    'crossed emphasis': lambda n: 'a**b' + 'c* ' * n + '\n',
    'code never closed': lambda n: '`a``' * n + '\n',
    'comments never closed': lambda n: 'a <!-- ' * n + '\n',
    'tags never closed': lambda n: 'a <b c="' * n + '\n',
    'entities': lambda n: '&amp;&' * n + '\n',
    'a wide table': lambda n: '|a' * n + '\n' + '|-' * n + '\n',
    'headings': lambda n: '# h\n' * n,
    'headings of a name': lambda n: numbered('# h-{}\n', n // 2) +
                                    '# h\n' * (n // 2),
    'shortcodes never closed': lambda n: '{{< a "' * n + '\n',
    'nested shortcodes': lambda n: '{{< a >}}' * (n // 2) +
                                   '{{< /a >}}' * (n // 2) + '\n',
    'blocks never closed': lambda n: '{% raw %}{{' * n + '\n',
    'braces never closed': lambda n: '{`${' * n + '\n',
}

TEXT = {
    'one line': lambda n: 'word ' * n + '\n',
    'one word': lambda n: 'a' * 10 * n + '\n',
    'one name': lambda n: 'a.B::' * n + '\n',
    'marks': lambda n: 'a' + '\u0301\u0323' * n + '\n',
    'ligatures': lambda n: '\ufdfa' * n + '\n',
    'Han': lambda n: '証明' * n + '\n',
    'directions': lambda n: '\u202e\u2067a ' * n + '\n',
    'control bytes': lambda n: '\x01\x1ba\x7f ' * n + '\n',
    'quotation marks': lambda n: '"a \'b ' * n + '\n',
}

# Front matter ends after 1 MiB: fewer, or the limit is all that is measured.
FRONT_MATTER = {
    'tags': lambda n: matter('tags: [' + numbered('t{},', n) + ']'),
    'keys': lambda n: matter(numbered('k{}: 1\n', n // 2)),
    'a key again': lambda n: matter('k: 1\n' * n),
    'aliases of an anchor': lambda n: matter('a: &a [b]\nb: [' +
                                             '*a,' * n + ']'),
    'anchors': lambda n: matter('a: [' + numbered('&a{} b,', n // 2) + ']'),
    'a billion laughs': lambda n: matter('a0: &a0 [lol, lol]\n' + ''.join(
        f'a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n' for i in range(1, n // 5))),
    'nested lists in YAML': lambda n: matter('a: ' + '[' * n),
    'tables in TOML': lambda n: f'+++\n{numbered("[k{}]", n // 2)}\n+++\n',
    'lists of tables': lambda n: '+++\n' + '[[k]]\n' * n + '+++\n',
    'nested lists in JSON': lambda n: '{"a":' + '[' * n,
}


def cost_of_site(root, statuses=(0,)):
    """Index it; returns seconds of the processor, and memory in KiB."""
    db = root + '.db'
    with subprocess.Popen([lib.PROGRAM, 'index', root, '--db', db, '--full',
                           '--quiet', '--jobs', '1'],
                          stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as run:
        _, status, usage = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    assert run.returncode in statuses, run.returncode
    os.remove(db)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def make_site(articles):
    """A site of these articles, by name."""
    root = os.path.join(lib.SITE.folder, 'growth')
    shutil.rmtree(root, ignore_errors=True)
    os.makedirs(root)
    with open(root + '/blogsearch.toml', 'w', encoding='utf-8') as file:
        file.write('generator = "plain"\n')
    for name, text in articles.items():
        with open(f'{root}/{name}', 'w', encoding='utf-8') as file:
            file.write(text)
    return root


def check_growth(what, cost):
    """Measure both sizes anew while the larger seems to cost too much."""
    few, many = cost(FEW), cost(MANY)
    for _ in range(4):
        if many[0] <= MOST_TIMES * few[0]:
            break
        few, many = cost(FEW), cost(MANY)
    assert many[0] <= MOST_TIMES * few[0], (what, few, many)
    assert many[1] <= MOST_MEMORY * few[1], (what, few, many)


def check_articles(shapes, name='a.md', scale=1, statuses=(0,)):
    for what, shape in shapes.items():
        def cost(n, shape=shape):
            site = make_site({name: shape(n // scale)})
            return cost_of_site(site, statuses)
        check_growth(what, cost)


def markdown__costs_in_proportion_to_its_size(_):
    check_articles(MARKDOWN)


def mdx__costs_in_proportion_to_its_size(_):
    check_articles({what: MARKDOWN[what] for what in (
        'tags never closed', 'braces never closed', 'headings')}, 'a.mdx')


def text__costs_in_proportion_to_its_size(_):
    check_articles(TEXT)


def front_matter__costs_in_proportion_to_its_size(_):
    # 1: it is refused, as what is nested too deeply is.
    check_articles(FRONT_MATTER, scale=MANY // 100_000, statuses=(0, 1))


def markup__without_end_is_text(_):
    """2 MB of brackets would take half a gigabyte to parse."""
    root = make_site({'a.md': '# Wombats\n\n' + '[' * 2_000_000 +
                              ' quokka <!-- numbat -->\n'})
    run = subprocess.run([lib.PROGRAM, 'index', root, '--db', root + '.db',
                          '--full', '--quiet', '--jobs', '1'],
                         capture_output=True, text=True, check=False)
    assert run.returncode == 0, run
    assert 'a.md: has too much markup to be parsed' in run.stderr, run.stderr
    for word, status in (('wombats', 0), ('quokka', 0), ('numbat', 1)):
        found = subprocess.run([lib.PROGRAM, 'query', f'"{word}"', '--db',
                                root + '.db'], capture_output=True,
                               check=False)
        assert found.returncode == status, (word, found)
    usage = cost_of_site(root)
    assert usage[1] < 512 * 1024 or lib.IS_SANITIZED, usage


def articles_of_one_address__cost_in_proportion_to_their_number(_):
    def cost(n):
        return cost_of_site(make_site({
            f'{i}.md': '---\nurl: /a/\naliases: [/b/, /c/]\n---\nText.\n'
            for i in range(n // (FEW // 500))}))
    check_growth('one address', cost)


def names_alike__are_articles_of_their_own(_):
    good = {'a.md', 'A.md', 'caf\u00e9.md', 'cafe\u0301.md', '-q.md',
            '\u202eright.md', '"quoted".md'}
    bad = {'two\nlines.md', 'tab\tbed.md', '\x1b[31mred.md'}
    root = make_site({name: 'Text.' for name in good | bad})
    if len(os.listdir(root)) != len(good | bad) + 1:
        return  # a file system to which some of them are one
    index, export = (subprocess.run(
        [lib.PROGRAM, *command, '--db', root + '.db'],
        capture_output=True, text=True, check=False, timeout=60)
                     for command in (('index', root, '--quiet'), ('export',)))
    assert index.returncode == 1, index
    told = index.stderr.splitlines()
    assert len(told) == len(bad)
    assert all(line.startswith('blogsearch: ') and line.isprintable()
               for line in told), told
    paths = {lib.json.loads(line)['path']
             for line in export.stdout.splitlines()}
    assert paths == good, paths
    os.remove(root + '.db')


lib.main(globals())
