#!/usr/bin/env python3
"""What its writer hides is found nowhere, by whatever way it is hidden.

For each generator a site holds one article for each way of hiding, all of
them with words of their own. They are indexed hidden; then shown; then
hidden again, by an update and from scratch. A server answers throughout.
"""
import os
import shutil
import sqlite3
import subprocess

import lib

# Every word of an article that is to be hidden begins so, and no other.
MARK = 'zq'

PUBLIC = '''---
title: Common ground
date: 2026-01-01
tags: [ordinary]
---
A common word, and a link.
'''


def article(name, front='', date='2026-01-02'):
    """An article that is about `name` in every field."""
    word = MARK + name
    return f'''---
title: {word}title
description: {word}summary
date: {date}
tags: [{word}tag]
categories: [{word}category]
author: {word}author
taxonomies: {{tags: [{word}tag], categories: [{word}category]}}
{front}
---
## {word}heading

A common word, {word}body, and `{word}code`.
'''


class Way:
    """A way of hiding: the files when shown and when hidden."""

    def __init__(self, name, shown, hidden):
        self.name, self.shown, self.hidden = name, shown, hidden


def by_front(folder, ways, pattern='{}.md'):
    """Ways that are a line of the article's front matter."""
    for name, line in ways.items():
        path = folder + pattern.format(name)
        yield Way(name, {path: article(name)}, {path: article(name, line)})


def by_place(folder, ways, pattern='{}.md'):
    """Ways that are a matter of the place; None: there is no file."""
    for name, place in ways.items():
        yield Way(name, {folder + pattern.format(name): article(name)},
                  {place: article(name)} if place else {})


def by_date(folder, ways, pattern='{}.md'):
    for name, date in ways.items():
        path = folder + pattern.format(name)
        yield Way(name, {path: article(name)},
                  {path: article(name, date=date)})


def by_setting(path, name, setting):
    """A way that is a settings file, or a section's front matter."""
    return Way(name, {path: article(name)},
               {path: article(name), setting[0]: setting[1]})


EVERYWHERE = {
    'draft': 'draft: true', 'draftyes': 'draft: "Yes"', 'draftone': 'draft: 1',
    'quoted': '"draft": true', 'controlkey': 'dra\x01ft: true',
    'mistake': 'draft: {',
}
UNPUBLISHED = {'unpublished': 'published: false', 'publishedno':
               'published: no', 'unpublishedcontrol': 'publ\x7fished: false'}
IGNORED = '\nignore = ["*is-ignored.md", "/content/away/", "/away/"]\n'

HUGO = [
    *by_front('content/p/', {
        **EVERYWHERE, **UNPUBLISHED,
        'publishdate': 'publishDate: 2999-01-01',
        'publishdatebad': 'publishDate: 2999-13-01',
        'expired': 'expiryDate: 2001-01-01',
        'unpublishdate': 'unpublishdate: 2001-01-01',
        'listnever': 'build: {list: never}', 'listlocal':
        'build: {list: local}', 'rendernever': '_build: {render: never}',
        'searchhidden': 'searchHidden: true',
        'paramshidden': 'params: {searchHidden: true}',
    }),
    *by_date('content/p/', {'future': '2999-01-01', 'nodate': '2999-99-99'}),
    *by_front('content/p/', {'headless': 'headless: true'}, '{}/index.md'),
    *by_place('content/p/', {
        'deleted': None, 'othername': 'content/p/othername.txt',
        'dotted': 'content/p/.dotted.md', 'outside': 'elsewhere/outside.md',
        'resource': 'content/p/bundle/sub/resource.md',
        'french': 'content/p/french.fr.md',
        'ignored': 'content/p/is-ignored.md', 'away': 'content/away/away.md',
        'config': 'content/p/hidden-config.md',
    }),
    by_setting('content/cascaded/cascaded.md', 'cascaded',
               ('content/cascaded/_index.md',
                '---\ncascade: {draft: true}\n---\n')),
    by_setting('content/cascadebuild/cascadebuild.md', 'cascadebuild',
               ('content/cascadebuild/_index.md',
                '---\ncascade: {build: {list: never}}\n---\n')),
    by_setting('content/cascadebroken/cascadebroken.md', 'cascadebroken',
               ('content/cascadebroken/_index.md',
                '---\ncascade: {draft: true\n---\n')),
]

JEKYLL = [
    *by_front('_posts/', {**UNPUBLISHED, 'mistake': 'published: {',
                          'searchhidden': 'searchHidden: true',
                          'searchexclude': 'search_exclude: true'},
              '2026-01-02-{}.md'),
    *by_date('_posts/', {'future': '2999-01-01', 'nodate': '2999-99-99'},
             '2026-01-02-{}.md'),
    *by_place('_posts/', {
        'deleted': None, 'drafts': '_drafts/drafts.md',
        'futurename': '_drafts/2999-01-01-futurename.md',
        'nameless': '_posts/nameless.md', 'nooutput': '_unseen/nooutput.md',
        'underscore': '_folder/underscore.md', 'dotted':
        '_posts/.2026-01-02-dotted.md', 'excluded': 'excluded/excluded.md',
        'ignored': '_posts/2026-01-02-is-ignored.md', 'away': 'away/away.md',
        'site': '_site/site.md',
    }, '2026-01-02-{}.md'),
    by_setting('page/defaults.md', 'defaults',
               ('_config.yml', 'title: t\nexclude: [excluded]\n'
                'collections: {unseen: {output: false}}\n'
                'defaults: [{scope: {path: page}, '
                'values: {published: false}}]\n')),
]

ZOLA = [
    *by_front('content/p/', {**EVERYWHERE,
                             'unlisted': 'in_search_index: false',
                             'unrendered': 'render: false'}),
    *by_place('content/p/', {
        'deleted': None, 'othername': 'content/p/othername.txt',
        'outside': 'elsewhere/outside.md', 'dotted': 'content/p/.dotted.md',
        'ignored': 'content/p/is-ignored.md', 'away': 'content/away/away.md',
        'config': 'content/p/hidden-config.md',
        'section': 'content/section/_index.md',
    }),
    by_setting('content/drafts/drafts.md', 'drafts',
               ('content/drafts/_index.md', '+++\ndraft = true\n+++\n')),
    by_setting('content/drafts2/sub/draftsbelow.md', 'draftsbelow',
               ('content/drafts2/_index.md', '+++\ndraft = true\n+++\n')),
    by_setting('content/unlisted/unlistedsection.md', 'unlistedsection',
               ('content/unlisted/_index.md',
                '+++\nin_search_index = false\n+++\n')),
]

PLAIN_FRONT = {**EVERYWHERE, **UNPUBLISHED, 'unlisted': 'unlisted: true',
               'searchhidden': 'searchHidden: true', 'noindex':
               'noindex: true'}

ASTRO = [
    *by_front('src/content/blog/', PLAIN_FRONT),
    *by_place('src/content/blog/', {
        'deleted': None, 'underscore': 'src/content/blog/_underscore.md',
        'folder': 'src/content/blog/_folder/folder.md',
        'outside': 'elsewhere/outside.md', 'dotted':
        'src/content/blog/.dotted.md', 'ignored':
        'src/content/blog/is-ignored.md', 'othername':
        'src/content/blog/othername.txt',
    }),
]

PLAIN = [
    *by_front('notes/', PLAIN_FRONT),
    *by_place('notes/', {
        'deleted': None, 'dotted': 'notes/.dotted.md',
        'dotfolder': '.hidden/dotfolder.md', 'modules':
        'node_modules/modules.md', 'ignored': 'notes/is-ignored.md',
        'away': 'away/away.md', 'othername': 'notes/othername.txt',
        'outside': '../elsewhere/outside.md', 'output': '_site/output.md',
    }),
]

GENERATORS = {
    'hugo': (HUGO, 'content/p/public.md', {
        'hugo.toml': 'baseURL = "https://example.org/"\n'
        'disableLanguages = ["fr"]\nignoreFiles = ["hidden-config"]\n'
        '[languages.en]\n[languages.fr]\n'}),
    'jekyll': (JEKYLL, '_posts/2026-01-01-public.md', {
        '_config.yml': 'title: t\nexclude: [excluded]\n'
        'collections: {unseen: {output: false}}\n'}),
    'zola': (ZOLA, 'content/p/public.md', {
        'zola.toml': 'base_url = "https://example.org"\n'
        'ignored_content = ["hidden-config*"]\n'}),
    'astro': (ASTRO, 'src/content/blog/public.md', {
        'astro.config.mjs': 'export default {};\n'}),
    'plain': (PLAIN, 'public.md', {}),
}


class LeakSite:
    """A site of one generator, its index, and a server of it."""

    def __init__(self, generator):
        self.ways, self.public, self.settings = GENERATORS[generator]
        self.folder = os.path.join(lib.SITE.folder, 'leaks', generator)
        self.root = os.path.join(self.folder, 'site')
        self.db = os.path.join(self.folder, 'index.db')
        shutil.rmtree(self.folder, ignore_errors=True)
        self.generator = generator

    def write(self, state):
        """Make the site anew, its articles `shown` or `hidden`."""
        shutil.rmtree(self.folder + '/site', ignore_errors=True)
        shutil.rmtree(self.folder + '/elsewhere', ignore_errors=True)
        files = {self.public: PUBLIC, **self.settings,
                 'blogsearch.toml':
                 f'generator = "{self.generator}"{IGNORED}'}
        for way in self.ways:
            files.update(getattr(way, state))
        # What makes a folder a bundle, so that a file in it is its resource.
        if self.generator == 'hugo':
            files['content/p/bundle/index.md'] = PUBLIC
        for path, text in files.items():
            path = os.path.join(self.root, path)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)

    def index(self, *options):
        run = subprocess.run(
            [lib.PROGRAM, 'index', self.root, '--db', self.db, *options],
            capture_output=True, text=True, check=False)
        assert run.returncode in (0, 1), run.stderr

    def export(self):
        return subprocess.run([lib.PROGRAM, 'export', '--db', self.db],
                              check=True, capture_output=True,
                              text=True).stdout

    def related(self):
        run = subprocess.run(
            [lib.PROGRAM, 'related', self.public, '--db', self.db],
            capture_output=True, text=True, check=False)
        assert run.returncode < 2, run.stderr
        return run.stdout

    def vocabulary(self):
        with sqlite3.connect(self.db) as db:
            blocks = db.execute('SELECT words FROM vocabulary').fetchall()
            rows = [*((word,) for row in blocks for word in words(row[0])),
                    *db.execute('SELECT name FROM label'),
                    *db.execute('SELECT key FROM name'),
                    *db.execute('SELECT path FROM document')]
        db.close()
        return '\n'.join(row[0] for row in rows)


def words(block):
    """Those of a row of the vocabulary; see store/word_block.h."""
    at = 0
    word = b''

    def number():
        nonlocal at
        value = shift = 0
        while True:
            value |= (block[at] & 0x7f) << shift
            shift += 7
            at += 1
            if block[at - 1] < 0x80:
                return value

    while at < len(block):
        shared, rest = number(), number()
        word = word[:shared] + block[at:at + rest]
        at += rest
        number(), number()
        yield word.decode()


def answers(server, way):
    """All that a reader can be told when asking for a way's words."""
    word = MARK + way.name
    told = []
    for text in (f'{word}body', f'{word}title', f'{word}code', word,
                 f'"{word}heading"', f'{word}summry', f'{word}bodx',
                 f'tag:{word}tag', f'author:{word}author'):
        answer = server.search(text, facets=1)
        # All but what repeats the question.
        told.append({'total': answer['total'], 'results': answer['results'],
                     'facets': answer['facets'],
                     'to': [c['to'] for c in answer['applied']['corrected']]})
    answer = server.get(f'/api/suggest?q={word}').json
    del answer['query']
    return told + [answer]


def assert_nothing(site, server):
    facets = server.search('common', facets=1)['facets']
    for what, told in (('facets', facets), ('export', site.export()),
                       ('vocabulary', site.vocabulary()),
                       ('related', site.related()),
                       ('prefix', server.search(MARK + '*')['results']),
                       ('typing', server.search(MARK, prefix=1)['results']),
                       ('suggest', server.get('/api/suggest?q=common').json)):
        assert MARK not in str(told), f'{what}: {told}'
    for way in site.ways:
        for told in answers(server, way):
            assert MARK not in str(told), f'{way.name}: {told}'


def assert_all(site, server):
    facets, exported = server.search('common', facets=1), site.export()
    for way in site.ways:
        word = MARK + way.name
        for text in (f'{word}body', f'tag:{word}tag'):
            assert server.total(text) == 1, text
        assert f'{word}title' in str(server.get(f'/api/suggest?q={word}').json)
        assert f'{word}body' in exported
    assert MARK in str(facets['facets'])


def check(generator):
    site = LeakSite(generator)
    print(f'# {generator}: {len(site.ways)} ways of hiding')
    site.write('hidden')
    site.index()
    with lib.Server(db=site.db) as server:
        assert server.total('common') >= 1
        assert_nothing(site, server)
        site.write('shown')
        site.index()
        assert_all(site, server)
        site.write('hidden')
        site.index()
        assert_nothing(site, server)
        site.write('shown')
        site.index()
        site.write('hidden')
        site.index('--full')
        assert_nothing(site, server)


def hugo__hides_in_every_way(_):
    check('hugo')


def jekyll__hides_in_every_way(_):
    check('jekyll')


def zola__hides_in_every_way(_):
    check('zola')


def astro__hides_in_every_way(_):
    check('astro')


def plain__hides_in_every_way(_):
    check('plain')


def renamed__the_old_place_is_gone(_):
    for generator in GENERATORS:
        site = LeakSite(generator)
        site.write('hidden')
        site.index()
        old = os.path.join(site.root, site.public)
        place, name = os.path.split(old)
        os.rename(old, os.path.join(place, name.replace('public', 'moved')))
        site.index()
        assert 'public' not in site.export() and 'moved' in site.export()
        assert 'public' not in site.vocabulary()


def emptied__the_last_article_goes_too(_):
    for generator in GENERATORS:
        for options in ([], ['--full']):
            site = LeakSite(generator)
            site.write('hidden')
            site.index()
            assert site.export()
            for folder, _, files in os.walk(site.root):
                for name in files:
                    if name.endswith('.md'):
                        os.remove(os.path.join(folder, name))
            site.index(*options)
            assert site.export() == ''
            assert site.vocabulary() == ''


lib.main(globals())
